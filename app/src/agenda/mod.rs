//! The calendar of a person: everything that is due, its feed for other programs, reminders.

#[cfg(feature = "ssr")]
mod address;
pub mod api;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod reminders_page;

#[cfg(feature = "ssr")]
pub(crate) use list::coming_up;
#[cfg(feature = "ssr")]
pub use page::Routes;
