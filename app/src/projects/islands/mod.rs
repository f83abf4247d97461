//! What reacts while somebody types.

mod autosave;
mod panel;
mod scope_panel;

pub use panel::{kind, to_fix, weight};
pub use scope_panel::{ScopePanel, WIZARD_FORM};
