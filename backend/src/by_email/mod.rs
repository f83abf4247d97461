//! Links in letters by which a host approves a week, accepts a milestone or answers a check-in without signing in. The
//! deed is the ordinary command, done as the member the letter went to, in the transaction that uses the link up.
//!
//! | File | What it does |
//! |---|---|
//! | `ask` | the letters: each member of the host gets a link of their own |
//! | `links` | making a link, finding what it stands for, using it up |
//! | `queries` | what the page behind a link shows |
//! | `commands` | the deed |

mod ask;
mod commands;
mod links;
mod queries;

pub(crate) use ask::{Ask, ask_host};
pub use commands::{Said, act};
pub use links::Opened;
pub(crate) use links::purge;
pub use queries::{CheckInAsked, Looked, Shown, look};
