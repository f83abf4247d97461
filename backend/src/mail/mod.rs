//! Mail: written into the outbox in the transaction of what it tells of, sent afterwards by any
//! number of workers beside each other.
//!
//! | File | What it does |
//! |---|---|
//! | `letter` | one letter as text and HTML, made from the same lines |
//! | `outbox` | [`queue`], [`queue_to_host`], [`queue_to_role`] |
//! | `sender` | [`Sender`], [`deliver_due`], [`run`] |
//! | `queries` | the pages of the demonstration |

mod letter;
mod outbox;
mod queries;
mod sender;

pub use letter::escape;
pub use outbox::{Letter, queue, queue_to_host, queue_to_role};
pub use queries::{LatestMail, OneMail, latest, one};
pub use sender::{MailFault, Sender, deliver_due, run};
