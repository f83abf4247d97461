//! Problems with work, told to staff in private; and the dispute one of them may become (`workflow.md` section 4).

mod form;
mod stage;

pub use form::{Kind, NewProblem, award};
pub use stage::{APPEAL_DAYS, Command, EVIDENCE_DAYS, Facts, MACHINE, Order, Problem, Stage, due_on, offers, reads};
