//! What surrounds every page: the document, the frame of each role, errors. Server only.

mod error_page;
mod frame;
mod handed_over;
mod kept;
mod left_over;
mod page;
mod script;
mod shell;
mod title;

pub use error_page::NotFoundPage;
pub use frame::Frame;
pub(crate) use frame::{home_of, theme};
pub(crate) use handed_over::{hand_over, take_over};
pub(crate) use kept::{Kept, kept_now};
pub use page::{ACTION, PAGE, Page, Request, hidden_key, hidden_key_on, page};
pub use script::script;
pub use shell::{App, shell};
pub use title::Title;
