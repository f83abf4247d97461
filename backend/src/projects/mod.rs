//! Projects: the wizard's drafts, their review, the catalogue, and what ends them.

mod authored;
mod beginnings;
mod browse;
mod check;
mod commands;
mod comments;
mod effects;
mod fast_track;
mod figures;
mod host;
mod letters;
mod matching;
mod public;
mod range;
mod review;
pub mod revisions;
mod rows;
mod save;
mod spelling;
mod staff;
mod timers;
mod views;
mod waiver;

pub use authored::authored;
pub use beginnings::{Beginning, check_off};
pub(crate) use browse::published_since;
pub use browse::{Listing, browse};
pub use commands::{Destination, accept_scope, change, save_draft, start_draft, submit};
pub use domain::searches::{Filter, Part, Sort};
pub(crate) use effects::{complete_if_done, drop_out, fill, pause_all, start};
pub use figures::{Effect, Effects, effects_of};
pub use host::{draft, host_home, host_project, new_project, schedule, wizard};
pub(crate) use matching::match_of_terms;
pub use matching::{CANDIDATES, Matched, Recommended, browse_for, match_of, recommended};
pub use public::{front_figures, preview, project_page};
pub use range::pay_range;
pub use review::{Decision, review};
pub use save::{Saved, Sent, save_form, save_step};
pub(crate) use spelling::learn;
pub use staff::{review_page, review_queue, staff_projects};
pub use timers::run_timers;
pub use views::{
    Comment, Earlier, Edit, FrontFigures, Happened, HostHome, HostName, HostPast, HostProject, HostRecord, HostReview,
    HostRow, Learned, Need, NeedKind, NewProject, PayRange, PublicProject, QueueEntry, ReviewPage, StaffList, StaffRow,
    Wizard, Working,
};
pub use waiver::{take_back_waiver, waive_hours};
