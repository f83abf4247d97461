//! Portfolios: finished work as its student shows it. What stands in the public page is decided by
//! `domain::portfolios::Work::shown`; here is what it reads, the link, and the host's permission.

mod commands;
mod pdf;
mod queries;
mod showing;
mod works;

pub use commands::{arrange, renew_link, reset_line, save_about, save_line, stop_link};
pub use pdf::pdf;
pub use queries::{Entry, PortfolioView, PublicPortfolio, portfolio, preview, public_portfolio, sheet};
pub use showing::{Showing, ask, permit, showing_of};
