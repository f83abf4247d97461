//! Applications: a student's answers to a project and the host's answer to the student, with the
//! timers that make sure there is one. Also the student's home, which begins with what waits for them.

mod apply;
mod commands;
mod declines;
mod detail;
mod home;
mod letters;
mod load;
mod offers;
mod print;
mod promises;
mod queries;
mod rows;
mod runner_up;
mod system;
mod terms;
mod views;

pub use apply::{apply_page, as_host_sees};
pub use commands::{
    ApplyForm, accept_offer, accept_offer_and_let_go, apply, check, decline_offer, extend_offer, not_select, offer,
    shortlist, withdraw,
};
pub use declines::{DeclinesView, decline, declines_page};
pub use home::student_home;
pub use offers::offers_page;
pub use print::{Print, print};
pub use promises::reliability;
pub use queries::{applicants_page, application_page, applied_to, student_applications};
pub use runner_up::{name_runner_up, unname_runner_up};
pub use system::run_timers;
pub use terms::confirm_terms;
pub use views::{
    Applicant, ApplicantsView, ApplicationView, ApplyView, Beside, Check, Clash, CurrentWork, Happened, HomeMilestone,
    HomeView, MyApplication, MyApplications, Need, OfferView, OffersView, OtherWork, Verdict, Viewer,
};

pub(crate) use commands::step;
pub(crate) use detail::{is_blind, is_hidden};
pub(crate) use rows::{Row, lock_visible};
pub(crate) use runner_up::owe_seat;
pub(crate) use system::{SILENT, answer_in_line, close_for_project, mark_ineligible_all};
pub(crate) use terms::{ask_to_confirm, tell_of_changes};
