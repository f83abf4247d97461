//! What reacts on the page of a week: days that begin while it is open, rules before an entry is sent, the timer, and what
//! this device keeps without a network. The worker (`server/src/endpoints/worker`) keeps and sends; these modules show and
//! ask. Nothing here is needed to log time with a network.

mod check;
mod facts;
mod kept;
mod page;
mod timer;
mod week_desk;
mod worker;

pub use week_desk::WeekDesk;
