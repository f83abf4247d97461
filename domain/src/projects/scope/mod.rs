//! The scope check: what stands between a draft and a project a student can finish.
//!
//! Deterministic rules over the draft, the program's policy and a few facts; the browser, the server
//! and the command line run the same code. Each rule is one function; the cases that prove it are
//! data (`domain/data/scope/*.json`), and so are its word lists (`domain/data/words`).
//!
//! Invariant: what a rule takes from the score while an answer is missing is at least what any
//! answer can take, so filling in a field never lowers the score.

/// Whether findings carry reasons, remedies and suggestions. Not in the browser: there the panel shows what is wrong and
/// takes the reason from the page ([`reasons`]), and these sentences would be a tenth of all its rules.
pub(super) const ADVISES: bool = !cfg!(target_arch = "wasm32");

/// A sentence of advice, put together only where somebody reads it.
macro_rules! advice {
    ($($part:tt)*) => { if crate::projects::scope::ADVISES { format!($($part)*) } else { String::new() } };
}

mod best_step;
mod catalogue;
mod clarity;
mod fairness;
mod gates;
mod known;
mod pay;
mod realism;
mod support;
mod text;
pub mod vectors;

use serde::{Deserialize, Serialize};

pub use best_step::{BestStep, best_step};
pub(super) use catalogue::MISSING;
pub use catalogue::{RuleCard, reasons, rules};
pub use gates::{comparable, is_gated, is_odd_address};

use super::draft::Draft;
use super::state::State;
use super::steps::Step;
use crate::money::Cents;
use crate::policy::{Calendar, Policy};
use crate::time::Day;

crate::words! {
    /// What a finding does to the draft.
    pub enum Severity {
        /// Stops submitting.
        Block = "block",
        /// Staff must decide on it.
        Staff = "staff",
        /// Advice.
        Warn = "warn",
    }
}

impl Severity {
    /// As the finding shows it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Block => "Blocks submit",
            Self::Staff => "Staff decide",
            Self::Warn => "Warning",
        }
    }
}

/// One result of the scope check; stands beside the field that caused it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// `Q04`.
    pub id: String,
    /// Version of the rule.
    pub version: u16,
    /// What it does.
    pub severity: Severity,
    /// Screen of the field.
    pub step: Step,
    /// Name of the field, as in the form: `deliverable_2_criterion_1`.
    pub field: String,
    /// What is wrong.
    pub message: String,
    /// Why it matters. Empty in the browser, like the two below: see [`reasons`].
    pub why: String,
    /// What to do.
    pub fix: String,
    /// A text or number that may be put into the field as it is.
    pub suggestion: Option<String>,
    /// Points it takes from the score.
    pub worth: u8,
}

impl Finding {
    fn new(severity: Severity, step: Step, field: impl Into<String>, worth: u8) -> Self {
        Self {
            id: String::new(),
            version: 0,
            severity,
            step,
            field: field.into(),
            message: String::new(),
            why: String::new(),
            fix: String::new(),
            suggestion: None,
            worth,
        }
    }

    /// An empty `why` is the reason of the rule.
    fn says(mut self, message: impl Into<String>, why: impl Into<String>, fix: impl Into<String>) -> Self {
        self.message = message.into();
        if ADVISES {
            self.why = why.into();
            self.fix = fix.into();
        }
        self
    }

    fn suggests(mut self, text: impl Into<String>) -> Self {
        if ADVISES {
            self.suggestion = Some(text.into());
        }
        self
    }
}

/// A wage floor that begins after today.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ComingFloor {
    /// The first day on which it is in force.
    #[serde(with = "crate::time::as_text")]
    pub from: Day,
    /// The state it holds in; the program's own floor without one.
    #[serde(default)]
    pub state: Option<State>,
    /// The city or county it holds in; empty for the whole state.
    #[serde(default)]
    pub place: String,
    /// What an hour earns at least.
    pub floor: Cents,
}

/// What the check must know beyond the draft. The caller reads it; unknown facts accuse nobody.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// The day it is in the program's zone.
    #[serde(with = "crate::time::as_text")]
    pub today: Day,
    /// Whether the host is a nonprofit organisation.
    pub nonprofit: bool,
    /// Whether staff hold a seven-factor worksheet for unpaid work on paper, beside the one in the draft.
    pub worksheet: bool,
    /// Whether staff waived the limits on hours.
    pub hours_waiver: bool,
    /// Floor per hour at the place of work, when it is known and above the program's.
    pub local_floor: Option<Cents>,
    /// Floors per hour of cities and counties: they hold where the address of the work names the place.
    pub place_floors: Vec<(State, String, Cents)>,
    /// Floors per hour by state, where they are above the program's.
    pub state_floors: Vec<(State, Cents)>,
    /// Floors that are known already and begin later, the first to begin first: work that lasts until then is paid by them.
    pub coming_floors: Vec<ComingFloor>,
    /// First and last days of exam periods.
    #[serde(with = "crate::time::as_text::spans")]
    pub exams: Vec<(Day, Day)>,
    /// The days on which the program rests, from today on.
    #[serde(rename = "holidays")]
    pub calendar: Calendar,
    /// The host's web site; empty when it has none, `None` when not known.
    pub site: Option<String>,
    /// Whether the host's address on file [`is_odd_address`].
    pub odd_address: bool,
    /// The fund the facts below are of; empty for the one the draft names.
    pub fund: String,
    /// What the named fund has left; `None` when not known.
    pub fund_balance: Option<Cents>,
    /// First and last day of the work the fund pays for; empty for any.
    #[serde(with = "crate::time::as_text::spans")]
    pub fund_days: Vec<(Day, Day)>,
    /// Departments and colleges the fund is for: the draft has to say that it is for them; empty for all.
    pub fund_for: Vec<String>,
    /// Whether the fund may only pay citizens and permanent residents of the United States.
    pub fund_citizens_only: bool,
    /// [`comparable`] texts of the host's other live projects.
    pub live_projects: Vec<String>,
}

impl Facts {
    /// Nothing known but the day and the kind of host.
    #[must_use]
    pub fn new(today: Day, nonprofit: bool) -> Self {
        Self { today, nonprofit, ..Self::default() }
    }
}

/// How good a draft is, 0 to 100.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Score {
    /// Of 30: does a stranger understand it?
    pub clarity: u8,
    /// Of 25: do hours, plan and dates fit?
    pub realism: u8,
    /// Of 25: does somebody help?
    pub support: u8,
    /// Of 20: pay, learning, access.
    pub fairness: u8,
    /// Sum of the four.
    pub total: u8,
}

/// All findings and the score.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Report {
    /// In the order of the rules.
    pub findings: Vec<Finding>,
    /// The score.
    pub score: Score,
}

impl Report {
    /// Findings that stop submitting.
    #[must_use]
    pub fn blocks(&self) -> Vec<&Finding> {
        self.of(Severity::Block)
    }

    /// Findings on which staff must decide.
    #[must_use]
    pub fn staff(&self) -> Vec<&Finding> {
        self.of(Severity::Staff)
    }

    /// Whether its host edits it first: a project is sent from a score on (`wizard.md`, Score).
    #[must_use]
    pub fn is_too_low(&self, policy: &Policy) -> bool {
        i32::from(self.score.total) < policy.review_score
    }

    /// Findings of one screen.
    #[must_use]
    pub fn on(&self, step: Step) -> Vec<&Finding> {
        self.findings.iter().filter(|finding| finding.step == step).collect()
    }

    /// Findings of one field.
    #[must_use]
    pub fn at(&self, field: &str) -> Vec<&Finding> {
        self.findings.iter().filter(|finding| finding.field == field).collect()
    }

    fn of(&self, severity: Severity) -> Vec<&Finding> {
        self.findings.iter().filter(|finding| finding.severity == severity).collect()
    }
}

/// The four parts of the score.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Clarity,
    Realism,
    Support,
    Fairness,
    /// Takes no points.
    None,
}

/// What a rule reads.
struct Case<'a> {
    draft: &'a Draft,
    policy: &'a Policy,
    facts: &'a Facts,
}

/// One rule of the check.
struct Rule {
    id: &'static str,
    version: u16,
    part: Part,
    find: fn(&Case<'_>) -> Vec<Finding>,
}

const fn rule(id: &'static str, part: Part, find: fn(&Case<'_>) -> Vec<Finding>) -> Rule {
    Rule { id, version: 1, part, find }
}

/// A rule that finds something else than it did at first.
const fn again(version: u16, rule: Rule) -> Rule {
    Rule { version, ..rule }
}

const RULES: [Rule; 24] = [
    rule("Q01", Part::Clarity, clarity::q01_vague_title),
    rule("Q02", Part::Clarity, clarity::q02_vague_scope),
    rule("Q03", Part::Clarity, clarity::q03_no_deliverable),
    rule("Q04", Part::Clarity, clarity::q04_unverifiable_deliverable),
    rule("Q05", Part::Realism, realism::q05_hours_out_of_range),
    rule("Q06", Part::Realism, realism::q06_plan_does_not_add_up),
    rule("Q07", Part::Realism, realism::q07_too_large),
    again(3, rule("Q08", Part::Fairness, pay::q08_below_wage_floor)),
    again(2, rule("Q09", Part::Fairness, pay::q09_unpaid)),
    rule("Q10", Part::None, pay::q10_pay_tied_to_sales),
    rule("Q11", Part::Fairness, fairness::q11_busywork),
    again(2, rule("Q12", Part::Realism, gates::q12_really_a_job)),
    again(2, rule("Q13", Part::Realism, realism::q13_timeline)),
    again(2, rule("Q14", Part::Realism, realism::q14_weekly_load)),
    rule("Q15", Part::Support, support::q15_thin_supervision),
    rule("Q16", Part::Fairness, fairness::q16_over_asking),
    again(2, rule("Q17", Part::None, gates::q17_scam_signs)),
    rule("Q18", Part::None, gates::q18_safety_gate),
    rule("Q19", Part::None, gates::q19_data_gate),
    rule("Q20", Part::Fairness, fairness::q20_biased_words),
    rule("Q21", Part::Fairness, fairness::q21_terms_missing),
    again(2, rule("Q22", Part::None, gates::q22_duplicate)),
    again(3, rule("Q23", Part::None, pay::q23_funding)),
    rule("Q24", Part::Clarity, clarity::q24_readability),
];

/// Runs every rule. Pure: the same draft, policy and facts give the same report everywhere.
#[must_use]
pub fn check(draft: &Draft, policy: &Policy, facts: &Facts) -> Report {
    let case = Case { draft, policy, facts };
    let mut findings = Vec::new();
    for rule in &RULES {
        for mut finding in (rule.find)(&case) {
            rule.id.clone_into(&mut finding.id);
            finding.version = rule.version;
            if ADVISES && finding.why.is_empty() {
                catalogue::reason(rule.id).clone_into(&mut finding.why);
            }
            findings.push(finding);
        }
    }
    let score = score(&findings);
    Report { findings, score }
}

/// What the findings leave of each part; a part never falls below zero.
fn score<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Score {
    let mut lost = [0_u32; 4];
    for finding in findings {
        let part = RULES.iter().find(|rule| rule.id == finding.id).map_or(Part::None, |rule| rule.part);
        if part != Part::None {
            lost[part as usize] += u32::from(finding.worth);
        }
    }
    let left = |part: Part, of: u8| of.saturating_sub(u8::try_from(lost[part as usize]).unwrap_or(of));
    let (clarity, realism) = (left(Part::Clarity, 30), left(Part::Realism, 25));
    let (support, fairness) = (left(Part::Support, 25), left(Part::Fairness, 20));
    Score { clarity, realism, support, fairness, total: clarity + realism + support + fairness }
}

/// A count that is compared with a figure of the policy.
fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// Points of the `index`th of `bad` rows when `all` rows share `worth`: repairing one never costs.
fn share(worth: u32, index: usize, all: usize) -> u8 {
    let all = u32::try_from(all.max(1)).unwrap_or(1);
    let part = |rows: usize| (worth * u32::try_from(rows).unwrap_or(all).min(all)).div_ceil(all);
    u8::try_from(part(index + 1).saturating_sub(part(index))).unwrap_or(0)
}

#[cfg(test)]
mod tests;
