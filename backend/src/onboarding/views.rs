//! What the pages of onboarding show.

use std::collections::BTreeMap;

use domain::engagements::{Engagement, Terms};
use domain::ids::EngagementId;
use domain::onboarding::{Answers, Line, Module, Rules, Survey};
use domain::time::{Instant, Minutes};

use crate::extensions::ExtensionLine;

/// One signature under one text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// `student`, `host` or `program`.
    pub side: String,
    /// The name that was typed, or of the side that signed on paper.
    pub name: String,
    /// `typed`, `paper`, or `approved` for an extension.
    pub way: String,
    /// From which network; empty where it was not typed.
    pub network: String,
    /// What staff noted of a paper; may be empty.
    pub note: String,
    /// When.
    pub at: Instant,
}

/// One text of an agreement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Version {
    /// Its number, from 1.
    pub number: i32,
    /// Whether it is an approved extension, which nobody signs once more.
    pub is_extension: bool,
    /// The text.
    pub body: String,
    /// Its fingerprint in hexadecimal.
    pub sha256: String,
    /// Why it was made; empty for the first.
    pub reason: String,
    /// When it was made; none where it is not kept yet.
    pub at: Option<Instant>,
    /// Who signed it.
    pub signatures: Vec<Signature>,
}

/// The agreement: its text now, its versions, its signatures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AgreementPage {
    /// The engagement; `offers` says what this viewer can do.
    pub engagement: Engagement,
    /// The terms.
    pub terms: Terms,
    /// Why the classification is what it is; may be empty.
    pub classification_note: String,
    /// The text that was signed or is to be signed.
    pub text: Version,
    /// Every kept text, newest first.
    pub versions: Vec<Version>,
    /// Whether the program's clauses are newer than those in the text.
    pub clauses_are_newer: bool,
    /// What was changed since by extensions, the first one first.
    pub extended: Vec<ExtensionLine>,
}

/// One training module for one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ModuleLine {
    /// Which.
    pub module: &'static Module,
    /// Whether the person has passed it.
    pub passed: bool,
    /// Whether some engagement of theirs asks for it.
    pub required: bool,
}

/// The checklist with all that is needed to work it off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OnboardingPage {
    /// The engagement; `offers` says what this viewer can do.
    pub engagement: Engagement,
    /// The terms.
    pub terms: Terms,
    /// The list.
    pub lines: Vec<Line>,
    /// Learning goals, one a line; may be empty.
    pub goals: String,
    /// Why the classification is what it is; may be empty.
    pub classification_note: String,
    /// Which tax form and where it is; may be empty. For the student and staff.
    pub tax_note: String,
    /// What staff recorded of the background check or the insurance; empty while nothing is.
    pub safety_note: String,
    /// The agreement on data that the student confirms; empty where there is none.
    pub data_terms: String,
    /// The time of the kick-off meeting.
    pub kickoff_at: Option<Minutes>,
    /// Where it is; may be empty.
    pub kickoff_place: String,
    /// The training this engagement asks for. For the student; others see how many are left.
    pub modules: Vec<ModuleLine>,
}

/// One module with what the person answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ModulePage {
    /// The module.
    pub module: &'static Module,
    /// The places chosen last, when all questions were answered under this version.
    pub chosen: Option<Vec<usize>>,
    /// How many were right at best.
    pub right: usize,
    /// Whether that passes.
    pub passed: bool,
    /// The engagement that waits for it, where there is one.
    pub back: Option<EngagementId>,
}

/// The survey of one engagement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SurveyPage {
    /// Whose.
    pub id: EngagementId,
    /// The terms.
    pub terms: Terms,
    /// The items.
    pub survey: &'static Survey,
    /// What was answered; none while it is open.
    pub answers: Option<Answers>,
    /// Whether this viewer can answer it.
    pub open: bool,
}

/// One change of what a program asks for, or of its clauses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettingsLine {
    /// Its number.
    pub number: i32,
    /// What was changed, in words.
    pub words: String,
    /// Who.
    pub who: String,
    /// When.
    pub at: Instant,
    /// The clauses of that number; none for a change of the list.
    pub body: Option<String>,
}

/// What a program asks for, and its clauses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// The list in force.
    pub rules: Rules,
    /// The number of the clauses in force; 0 for those of the product.
    pub number: i32,
    /// The clauses in force.
    pub body: String,
    /// Every change, newest first.
    pub history: Vec<SettingsLine>,
}

/// Answers of a form by field.
pub(super) type Given = BTreeMap<String, String>;
