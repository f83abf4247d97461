//! Applications: a student's answers to a project, and the host's answer to the student.

mod declines;
mod form;
mod masking;
mod promises;
mod reuse;
mod stage;

pub use declines::{About, MOST_AT_ONCE, Prepared, reasons, words_field, words_for};
pub use form::{ANSWERS, LEAST_ANSWER, MOST_ANSWER, NewApplication, SAMPLES};
pub use masking::Mask;
pub use promises::{REMEMBERED_DAYS, Reliability, reminder_on};
pub use reuse::{Earlier, offered};
pub use stage::{Application, Command, Facts, MACHINE, Order, Stage, automatic_answer_on, decision_due, last_to_apply};
