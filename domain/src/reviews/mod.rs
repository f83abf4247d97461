//! Reviews: each side of an engagement reviews the other, blind until both are in.

mod anchors;
mod flag;
mod form;
mod stage;

pub use anchors::{Item, LEVELS, Levels, QUALITY, Rated, items, old_labels, quality, rated};
pub use flag::{FLAG_MACHINE, Flag, FlagCommand, FlagOrder, FlagStage, Text};
pub use form::{NewReview, ReviewForm};
pub use stage::{
    Command, EDIT_DAYS, Facts, MACHINE, Order, Review, Side, Stage, edits_end, visible_to, window_closed, window_ends,
};
