//! Why a project fits a student, and what is missing: the same answer for the same facts, every part of it said in words.
//!
//! [`weigh`] takes a [`Student`] and an [`Asked`], and neither has a place for who somebody is: no name, no school, no
//! origin, no gender, no access needs. What is not in these two structs cannot decide anything.

mod reason;
mod weigh;

pub use reason::{Missing, Reason, in_sentence, joined};
pub use weigh::{Asked, Match, PARTS, Part, Past, Student, weigh};
