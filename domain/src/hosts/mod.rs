//! Host organisations: their profile and their standing with a program.

mod profile;
mod stage;

pub use profile::{HostProfile, NewHost};
pub use stage::{Command, Facts, Host, MACHINE, Order, Stage};
