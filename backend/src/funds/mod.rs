//! Money of the program that projects may name as their source: what there is, what is left, and who changed it.

mod commands;
mod queries;

pub use commands::{close_fund, save_fund};
pub use queries::{FundRow, Past, fund_names, funds_page};
pub(crate) use queries::{Known, hold, known, known_of};
