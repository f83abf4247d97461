//! Revisions: changing a published project. [`changes`] says what a change means for those who applied, `stage` who
//! decides about it.
//!
//! The rule (`workflow.md` section 1): a host may change a published or hidden project until somebody is offered a seat.
//! What makes the deal worse for a student is *material*: it waits for staff, the published terms hold meanwhile, and
//! whoever applied confirms the new ones. What makes it better holds at once, and applicants are told. The rest holds at
//! once and stays on record.

mod changes;
mod stage;

pub use changes::{Change, Materiality, changes, in_words, is_changeable, materiality, pays_less, tidy, unnamed};
pub use stage::{Command, Facts, MACHINE, Order, Revision, Stage, may_begin, says_why};
