//! Reviews of one engagement, blind until both are in.

#[cfg(feature = "ssr")]
mod answers;
pub mod api;
#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod written;

#[cfg(feature = "ssr")]
pub(crate) use desk::FlagsPage;
#[cfg(feature = "ssr")]
pub(crate) use page::ReviewPage;
