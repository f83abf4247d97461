//! Files: the field they are chosen in, the links they are opened by, the résumé on the profile. The forms with files post
//! to plain routes of `server` (`routes::FILE_ROUTES`), never to a server function.

pub mod api;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod resume;

#[cfg(feature = "ssr")]
pub(crate) use parts::{about, chooser, kind_and_size, link};
#[cfg(feature = "ssr")]
pub(crate) use resume::form as resume_form;
