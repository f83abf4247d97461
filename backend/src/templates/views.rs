//! What pages read of templates.

use domain::ids::{ProjectId, TemplateId};
use domain::projects::{Draft, Template};
use domain::templates::{Command, Outcomes, Stage};
use domain::time::Instant;

/// A template a host can begin from.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The template; the key of a program's own is its id.
    pub template: Template,
    /// Whether the program made it.
    pub own: bool,
    /// How projects begun from it ended here.
    pub outcomes: Outcomes,
}

/// A program's templates, for staff.
#[derive(Clone, Debug)]
pub struct TemplateList {
    /// Prepared first, then published, then retired; at most 200.
    pub rows: Vec<TemplateRow>,
    /// Finished projects without a template, the newest first; at most 20.
    pub finished: Vec<Finished>,
}

/// One template in the list.
#[derive(Clone, Debug)]
pub struct TemplateRow {
    /// Which.
    pub id: TemplateId,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub stage: Stage,
    /// Keys of its needs.
    pub needs: Vec<String>,
    /// How projects begun from it ended.
    pub outcomes: Outcomes,
    /// When it last changed.
    pub updated_at: Instant,
}

/// A finished project that a template could be made of.
#[derive(Clone, Debug)]
pub struct Finished {
    /// Which.
    pub id: ProjectId,
    /// Its title.
    pub title: String,
    /// The host organisation's name.
    pub host: String,
    /// When it was completed.
    pub at: Instant,
}

/// One template on the desk of staff.
#[derive(Clone, Debug)]
pub struct TemplatePage {
    /// Which.
    pub id: TemplateId,
    /// Where it stands.
    pub stage: Stage,
    /// The version a correction must name.
    pub version: i32,
    /// Keys of its needs.
    pub needs: Vec<String>,
    /// Weeks from start to end.
    pub weeks: i64,
    /// The answers, without names and dates; its title is the template's.
    pub draft: Draft,
    /// The project it was made of: id, title, host.
    pub project: (ProjectId, String, String),
    /// Who made it.
    pub author: String,
    /// How projects begun from it ended.
    pub outcomes: Outcomes,
    /// What the reader can do now.
    pub offers: Vec<Command>,
}
