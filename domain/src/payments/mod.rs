//! Payments: a ledger of what is owed, approved and settled. Foothold moves no money itself.

mod ledger;
mod owed;
mod pay;
mod stage;

pub use ledger::{Account, Movement, Source, Standing, fund_share, movements, position};
pub use owed::{Done, owed_so_far, owed_when_accepted, owed_when_ended};
pub use pay::{DAYS_TO_PAY, PaidYear, WaitsFor, paid_years, waits_for};
pub use stage::{Command, Facts, MACHINE, Order, Payment, Reference, Stage};
