//! Extensions: either side of an engagement proposes a later day, other hours or more pay, and the
//! other side answers. Staff decide where the program must.

mod extent;
mod form;
mod stage;

pub use extent::{Change, Extent, Ground, under_way};
pub use form::NewExtension;
pub use stage::{Command, Extension, Facts, MACHINE, Order, Stage, answer_by, may_propose, offers};
