//! Rubrics: what applicants to a project are read by. The criteria are made of the project's skills and questions; each
//! reviewer of the host scores every one of them from 1 to 4 before they see what the others think.

mod criterion;
mod sheet;

pub use criterion::{Criterion, HIGHEST, criteria};
pub use sheet::{MOST_NOTE, Score, Sheet, Summary, may_score};
