//! Looking for projects: what somebody looks for ([`Filter`]), words that were misspelled, and searches that are kept.
//!
//! Nothing an island calls may reach it.

mod filter;
mod saved;
mod spelling;

pub use filter::{Filter, Part, Sort, encoded};
pub use saved::{MOST_SAVED, name_of};
pub use spelling::{nearest, put_right, slips, typed_words, words};
