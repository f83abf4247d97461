//! Payments: a ledger of what is owed, approved and settled. Foothold moves no money itself.

mod stage;

pub use stage::{Command, Facts, MACHINE, Order, Payment, Reference, Stage};
