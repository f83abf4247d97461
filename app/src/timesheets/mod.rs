//! Logged time: the student's week, and the host's answer to it.

pub mod api;
#[cfg(feature = "ssr")]
mod entry_forms;
#[cfg(feature = "ssr")]
mod host_page;
pub mod islands;
#[cfg(feature = "ssr")]
mod kept_parts;
#[cfg(feature = "ssr")]
mod offline_page;
#[cfg(feature = "ssr")]
mod week_page;
#[cfg(feature = "ssr")]
mod week_parts;
#[cfg(feature = "ssr")]
mod words;

#[cfg(feature = "ssr")]
pub(crate) use host_page::HostHoursPage;
#[cfg(feature = "ssr")]
pub(crate) use kept_parts::bring_worker;
#[cfg(feature = "ssr")]
pub(crate) use offline_page::OfflinePage;
#[cfg(feature = "ssr")]
pub(crate) use week_page::WeekPage;
