//! Joining, signing in and out, the account, the profile, the people of a program.

pub mod api;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod session;

#[cfg(feature = "ssr")]
pub use pages::Routes;
#[cfg(feature = "ssr")]
pub use session::FORGET_COOKIE;
