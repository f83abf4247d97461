//! Host organisations: where they stand with the program, what speaks for them, and what staff decide about them.

mod commands;
mod profile;
mod queries;
mod record;
mod rows;

pub use commands::decide;
pub(crate) use commands::suspend_absent;
pub use profile::{HostView, ProfileView, host_page, profile, save_profile};
pub use queries::{HostsFilter, HostsView, ListedHost, StandingView, hosts, standing};
pub(crate) use record::known;
