//! Portfolios: finished work as its student shows it, within what the host allows.
//!
//! Pure, like everything here: what stands in a public page is decided by [`Work::shown`] alone, so that one test can
//! read all of it. No island calls this room.

mod evidence;
mod form;
mod line;
mod order;
mod phrase;
mod plain;
mod showing;

pub use evidence::{Proof, SkillProof, evidence};
pub use form::{About, parse_line};
pub use line::{Delivered, MOST_LINE, delivered, months, resume_lines, whole_hours};
pub use order::{Direction, moved, ordered};
pub use phrase::excerpt;
pub use plain::{Sheet, SheetWork};
pub use showing::{Arrange, HostReview, Line, Quote, Scope, Shown, Told, Work, role};
