//! Problems with work, told to staff in private, and disputes. The engagement is locked before its problem.

mod commands;
mod effects;
mod letters;
mod queries;
mod rows;
mod timers;

pub use commands::{act, decide, note, open_dispute, report};
pub(crate) use queries::of_engagement;
pub use queries::{ProblemLine, ProblemPage, QueueLine, ReportPage, WordLine, problem_page, queue, report_page};
pub use timers::run_timers;
