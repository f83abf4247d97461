//! Messages of an engagement: the thread, and what is new on the homes.

pub mod api;
#[cfg(feature = "ssr")]
mod home;
#[cfg(feature = "ssr")]
mod page;

#[cfg(feature = "ssr")]
pub(crate) use home::in_your_work;
#[cfg(feature = "ssr")]
pub(crate) use page::ThreadPage;
