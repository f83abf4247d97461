//! Host organisations: where they stand with the program, and what staff decide about them.

mod commands;
mod queries;
mod rows;

pub use commands::decide;
pub use queries::{HostsFilter, HostsView, ListedHost, StandingView, hosts, standing};
