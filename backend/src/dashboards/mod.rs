//! The homes of staff and faculty, and the program's figures.

mod activity;
mod attention;
mod engagement_list;
mod policy;
mod staff;

pub use engagement_list::{EngagementList, EngagementRow, engagement_list};
pub use policy::{FigurePreview, PolicyFigure, PolicyRow, check_figure, policy_page, preview_figure, set_figure};
pub use staff::staff_home;
