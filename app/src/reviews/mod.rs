//! Reviews of one engagement, blind until both are in.

pub mod api;
#[cfg(feature = "ssr")]
mod page;

#[cfg(feature = "ssr")]
pub(crate) use page::ReviewPage;
