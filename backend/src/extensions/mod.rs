//! Extensions: either side proposes another last day, other hours or more pay; the other side answers,
//! and staff where the program must decide. The engagement is locked before its extension.

mod commands;
mod letters;
mod queries;
mod rows;
mod timers;

pub use commands::{act, propose};
pub use queries::ExtensionLine;
pub(crate) use queries::of_engagement;
pub use timers::run_timers;
