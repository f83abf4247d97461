//! What happened. Every write appends one: the history, the mails and the live updates read them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::actor::{Belongs, Party};

crate::words! {
    /// What an event is about.
    pub enum Subject {
        /// A program: its policy.
        Program = "program",
        /// A person's account.
        Person = "person",
        /// A host organisation.
        Host = "host",
        /// A project.
        Project = "project",
        /// A program's template.
        Template = "template",
        /// A change of a published project.
        Revision = "revision",
        /// An application.
        Application = "application",
        /// An engagement.
        Engagement = "engagement",
        /// A timesheet.
        Timesheet = "timesheet",
        /// A milestone.
        Milestone = "milestone",
        /// An extension of an engagement.
        Extension = "extension",
        /// A pause of an engagement.
        Pause = "pause",
        /// A check of the hours of an engagement.
        HoursCheck = "hours_check",
        /// A problem that somebody told staff.
        Problem = "problem",
        /// Something that needs somebody of staff.
        AttentionItem = "attention_item",
        /// A message of an engagement.
        Message = "message",
        /// A payment.
        Payment = "payment",
        /// A review.
        Review = "review",
        /// A text of a review that somebody called abusive.
        ReviewFlag = "review_flag",
        /// A file: a résumé, or a part of a deliverable.
        File = "file",
        /// Money of the program that projects may name.
        Fund = "fund",
        /// Metrics that were frozen.
        MetricReport = "metric_report",
        /// A skill of a program's vocabulary.
        Skill = "skill",
    }
}

/// One thing that happened to one subject.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// What it is about,
    pub subject: Subject,
    /// which one,
    pub id: Uuid,
    /// what it belongs to (who may see it),
    pub belongs: Belongs,
    /// what was done: the command's word, `submit`.
    pub command: &'static str,
    /// As which party the actor did it.
    pub by: Party,
    /// The state before, where there was one.
    pub from: Option<&'static str>,
    /// The state after, where there is one.
    pub to: Option<&'static str>,
    /// The reason given, for the record and the person it concerns.
    pub reason: Option<String>,
    /// What kind of reason it is, where the form asked.
    pub kind: Option<ReasonKind>,
}

crate::words! {
    /// The kind of a reason: what figures count, beside the words people read.
    pub enum ReasonKind {
        /// The times no longer fit.
        Schedule = "schedule",
        /// Illness, or something in the family.
        Health = "health",
        /// Other work was found.
        OtherWork = "other_work",
        /// What the work was for is gone.
        NeedGone = "need_gone",
        /// Data, tools or people the work needs are missing.
        Access = "access",
        /// How somebody behaved.
        Conduct = "conduct",
        /// Somebody’s safety.
        Safety = "safety",
        /// Who owns the work.
        Ownership = "ownership",
        /// Not what the program is for.
        Fit = "fit",
        /// What it pays.
        Pay = "pay",
        /// Doubts about who is behind it.
        Trust = "trust",
        /// A day was over and nothing had happened: given by the system.
        TimeOver = "time_over",
        /// None of these.
        Other = "other",
    }
}

impl ReasonKind {
    /// Why work or a project is called off.
    pub const CALLED_OFF: &[Self] =
        &[Self::Schedule, Self::Health, Self::OtherWork, Self::NeedGone, Self::Access, Self::Other];
    /// Why work is ended for cause.
    pub const FOR_CAUSE: &[Self] = &[Self::Conduct, Self::Safety, Self::Ownership];
    /// Why a project is turned down.
    pub const TURNED_DOWN: &[Self] = &[Self::Fit, Self::Pay, Self::Safety, Self::Trust, Self::Other];

    /// As a form offers it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Schedule => "The times no longer fit",
            Self::Health => "Illness or family",
            Self::OtherWork => "Other work was found",
            Self::NeedGone => "The need is gone",
            Self::Access => "Data, tools or people are missing",
            Self::Conduct => "Conduct",
            Self::Safety => "Safety",
            Self::Ownership => "Who owns the work",
            Self::Fit => "Not what the program is for",
            Self::Pay => "What it pays",
            Self::Trust => "Doubts about who is behind it",
            Self::TimeOver => "Time was over",
            Self::Other => "Something else",
        }
    }
}

/// A reason that must be given in words: 3 to 2,000 characters.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reason {
    words: String,
    #[serde(skip)]
    kind: Option<ReasonKind>,
}

impl Reason {
    /// Checks the length.
    ///
    /// # Errors
    /// The sentence that belongs beside the field.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("Write it in a sentence: whoever it concerns reads it.".to_owned());
        }
        let mut errors = crate::fields::FieldErrors::new();
        let text = errors.text("reason", "This", text, 3, 2_000);
        errors
            .finish(text.map(|words| Self { words, kind: None }))
            .map_err(|e| e.0.into_values().next().unwrap_or_default())
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.words
    }

    /// The same, of this kind.
    #[must_use]
    pub fn of_kind(self, kind: ReasonKind) -> Self {
        Self { kind: Some(kind), ..self }
    }

    /// Its kind, where one was named.
    #[must_use]
    pub const fn kind(&self) -> Option<ReasonKind> {
        self.kind
    }
}
