//! Host organisations: their profile, their standing with a program and what speaks for them.

mod ein;
mod evidence;
mod kind;
mod profile;
mod stage;

pub use ein::Ein;
pub use evidence::{Evidence, Fact, Known, Look, evidence};
pub use kind::HostKind;
pub use profile::{HostDetails, HostProfile, NewHost};
pub use stage::{Command, Facts, Host, MACHINE, Order, Stage};
