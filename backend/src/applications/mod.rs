//! Applications: a student's answers to a project and the host's answer to the student, with the
//! timers that make sure there is one. Also the student's home, which begins with what waits for them.

mod commands;
mod detail;
mod home;
mod letters;
mod load;
mod queries;
mod rows;
mod system;
mod terms;
mod views;

pub use commands::{
    ApplyForm, accept_offer, apply, decline_offer, extend_offer, not_select, offer, shortlist, withdraw,
};
pub use home::student_home;
pub use queries::{applicants_page, application_page, apply_page, student_applications};
pub use system::run_timers;
pub use terms::confirm_terms;
pub use views::{
    Applicant, ApplicantsView, ApplicationView, ApplyView, Check, CurrentWork, Happened, HomeMilestone, HomeView,
    MyApplication, MyApplications, Need, OtherWork, Verdict, Viewer,
};

pub(crate) use system::{SILENT, close_for_project};
pub(crate) use terms::{ask_to_confirm, tell_of_changes};
