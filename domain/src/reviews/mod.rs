//! Reviews: each side of an engagement reviews the other, blind until both are in.

mod form;
mod stage;

pub use form::{NewReview, rating_labels};
pub use stage::{Command, Facts, MACHINE, Order, Review, Side, Stage, visible_to, window_closed, window_ends};
