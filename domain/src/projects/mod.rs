//! Projects: what a host offers, from first answer to published terms.
//!
//! [`Draft`] holds the wizard's answers, `form` reads and writes its screens, [`scope`] says what is
//! wrong with it and scores it, `templates` and [`paste`] start it, [`begun`] remembers what it started from, and
//! `stage` moves the project along.

pub mod begun;
mod choices;
mod diff;
mod draft;
mod fit;
pub mod form;
pub mod paste;
pub mod scope;
mod stage;
mod state;
mod steps;
mod strip;
mod templates;
mod views;
mod worksheet;

pub use choices::{
    AiRule, Classification, DeliverableKind, Owner, PayModel, PayTrigger, Payer, Place, TaskKind, Weekday,
};
pub use diff::{Change, ChangeKind, Piece, addressed, diff, pieces, shown};
pub use draft::{Deliverable, Draft, Fit, MilestoneDraft, PlannedMilestone, Scope, SkillDraft, Task, limits};
pub use fit::Verdict;
pub(crate) use form::align::hash;
pub use stage::{
    CHANGES_DAYS, Command, Facts, IDLE_DRAFT_DAYS, MACHINE, Order, Project, Record, SCOPE_ANSWER_DAYS, Stage, Terms,
};
pub use state::State;
pub use steps::{Step, StepState, first_incomplete, steps, with_missing};
pub use strip::{Mark, MarkKind, Strip, StripWeek, strip};
pub use templates::{Template, Times, categories, template, templates};
pub use views::{ProjectCard, place_words};
pub use worksheet::{FACTORS, Worksheet};
