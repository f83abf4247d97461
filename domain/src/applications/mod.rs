//! Applications: a student's answers to a project, and the host's answer to the student.

mod form;
mod stage;

pub use form::{ANSWERS, LEAST_ANSWER, MOST_ANSWER, NewApplication};
pub use stage::{Application, Command, Facts, MACHINE, Order, Stage, automatic_answer_on, decision_due, last_to_apply};
