//! Files: how they come in, where they lie, who may have them, and when they go.
//!
//! | File | What it does |
//! |---|---|
//! | `store` | the content, behind `object_store`: a folder, or memory in tests; names are made of ids alone |
//! | `upload` | a file in one request; what both ways of sending share: the row, the room, the look at the content |
//! | `pieces` | a file in pieces, which a lost connection does not lose |
//! | `commands` | making a file the résumé, taking it away |
//! | `queries` | the résumé, what waits to be handed in, and who may download what |
//! | `scan` | a virus scanner that speaks clamd's protocol |
//! | `timers` | scanning, and deleting what nobody needs any more |

mod commands;
mod pieces;
mod queries;
mod scan;
mod store;
mod timers;
mod upload;

pub use commands::{discard, remove_resume, use_as_resume};
pub use pieces::{Piece, Progress, begin, cancel, finish, progress, put};
pub use queries::{Download, FileLine, Resume, download, resume};
pub(crate) use queries::{line, of_hand_ins, resume_of, staged};
pub use store::Files;
pub use timers::run_timers;
pub use upload::{Purpose, receive};
