//! Skills: one vocabulary with other names for the same thing, and what a student says of theirs.
//!
//! The wizard offers its names, pasted postings are read by it, profiles are written in it and the match compares by it.
//! Nothing an island calls may reach it: the list would travel to the browser.

mod own;
mod vocabulary;

pub use own::{Level, MOST_SKILLS, SkillRow, StudentSkill, read_rows, rows};
pub use vocabulary::{OwnSkill, Skill, Vocabulary, fold, skills};
