//! What reacts while somebody types.

mod autosave;
mod known;
mod panel;
mod scope_panel;

pub use known::Known;
pub use panel::{kind, to_fix, weight};
pub use scope_panel::{CALENDAR, STUDENT, STUDENT_PANEL, ScopePanel, VERDICT, WIZARD_FORM};
