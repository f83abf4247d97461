//! Projects: the wizard's drafts, their review, the catalogue, and what ends them.

mod browse;
mod check;
mod commands;
mod effects;
mod host;
mod letters;
mod public;
mod range;
mod review;
mod rows;
mod staff;
mod timers;
mod views;

pub use browse::{Filter, Listing, Sort, browse};
pub use commands::{Beginning, Saved, change, save_draft, save_step, start_draft, submit};
pub(crate) use effects::{complete_if_done, drop_out, fill, pause_all, start};
pub use host::{host_home, host_project, new_project, wizard};
pub use public::{front_figures, preview, project_page};
pub use range::pay_range;
pub use review::{Decision, review};
pub use staff::{review_page, review_queue, staff_projects};
pub use timers::run_timers;
pub use views::{
    Comment, FrontFigures, Happened, HostHome, HostName, HostProject, HostRecord, HostRow, Need, NeedKind, NewProject,
    PayRange, PublicProject, QueueEntry, ReviewPage, StaffList, StaffRow, Wizard, Working,
};
