//! Hours and pay of an engagement: the honest-pay meter, and the three ways out when hours run out.

pub mod api;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod parts;

#[cfg(feature = "ssr")]
pub(crate) use page::PlanPage;
#[cfg(feature = "ssr")]
pub(crate) use parts::short;
