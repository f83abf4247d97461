//! Test vectors: cases that prove a rule, as data anybody can run (`domain/data/scope/*.json`).
//!
//! A case is the base draft with some fields replaced, facts with some replaced, and whether the
//! rule finds something. A campus that sets rules of its own can write such files too.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Facts, Report, Severity};
use crate::machine::Word as _;
use crate::policy::Policy;
use crate::projects::draft::{Deliverable, Draft, MilestoneDraft, SkillDraft, Task, limits};
use crate::time::Day;

/// The day of every case whose facts name no other: the dates of the base draft fit it.
pub const DAY: Day = jiff::civil::date(2026, 9, 1);

const BASE: &str = include_str!("../../../data/scope/base.json");

macro_rules! files {
    ($($file:literal),+ $(,)?) => { [$(include_str!(concat!("../../../data/scope/", $file, ".json"))),+] };
}

/// The cases of every rule, in the order of [`super::rules`], each as the text of its file.
pub const FILES: [&str; 24] = files![
    "q01", "q02", "q03", "q04", "q05", "q06", "q07", "q08", "q09", "q10", "q11", "q12", "q13", "q14", "q15", "q16",
    "q17", "q18", "q19", "q20", "q21", "q22", "q23", "q24",
];

/// The largest draft the wizard keeps: every list full, every text as long as its field allows. What the check takes
/// for it is the longest anybody waits.
#[must_use]
pub fn largest() -> Draft {
    let text = |most: usize| {
        let words =
            ["Volunteers", "assist", "our", "team", "with", "various", "weekly", "spreadsheets", "and", "reports."];
        let mut text = String::with_capacity(most);
        for word in words.iter().cycle() {
            if text.len() + word.len() + 1 > most {
                break;
            }
            text.push_str(word);
            text.push(' ');
        }
        text
    };
    let (line, paragraph) = (|| text(limits::LINE), || text(limits::TEXT));
    let mut draft = base().unwrap_or_default();
    draft.title = text(limits::TITLE);
    (draft.problem, draft.used_by, draft.provides) = (paragraph(), paragraph(), paragraph());
    (draft.learning_objective, draft.audience, draft.address) = (paragraph(), paragraph(), line());
    let deliverable = Deliverable {
        name: line(),
        size: line(),
        criteria: vec![line(); limits::CRITERIA],
        ..draft.deliverables.first().cloned().unwrap_or_default()
    };
    draft.deliverables = vec![deliverable; limits::DELIVERABLES];
    let task = Task { name: line(), hours: 2, ..Task::default() };
    draft.tasks = vec![task; limits::TASKS];
    let milestone = MilestoneDraft { name: line(), hours: 3, due: draft.end };
    draft.milestones = vec![milestone; limits::MILESTONES];
    draft.skills = vec![SkillDraft { name: line(), must_have: true }; limits::SKILLS];
    draft.competencies = vec![line(); limits::COMPETENCIES];
    draft.questions = vec![line(); limits::QUESTIONS];
    draft
}

/// The draft every case starts from; it has no finding on [`DAY`].
///
/// # Errors
/// Never: a test reads it.
pub fn base() -> Result<Draft, serde_json::Error> {
    serde_json::from_str(BASE)
}

/// The cases of one rule.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Vectors {
    /// `Q04`.
    pub rule: String,
    /// In any order.
    pub cases: Vec<Vector>,
}

/// One case: the base draft with these fields replaced, and whether the rule finds something.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub struct Vector {
    /// What it is about.
    pub name: String,
    /// Fields that replace those of the base draft, each whole.
    #[serde(default)]
    pub draft: Map<String, Value>,
    /// Fields that replace those of [`Facts::new`] for a host that is no nonprofit.
    #[serde(default)]
    pub facts: Map<String, Value>,
    /// Figures of the program that replace those the case is run with, by name as they are stored.
    #[serde(default)]
    pub policy: BTreeMap<String, i64>,
    /// Whether the rule finds something.
    pub hit: bool,
    /// Severity of the first finding, where the case is about it.
    pub severity: Option<Severity>,
}

impl Vector {
    /// The draft and the facts of this case.
    ///
    /// # Errors
    /// When a replaced field has a value that it cannot hold.
    pub fn input(&self) -> Result<(Draft, Facts), serde_json::Error> {
        let draft = replaced(serde_json::from_str(BASE)?, &self.draft);
        let facts = replaced(serde_json::to_value(Facts::new(DAY, false))?, &self.facts);
        Ok((serde_json::from_value(draft)?, serde_json::from_value(facts)?))
    }

    /// The figures of this case: `base` with those it names replaced.
    ///
    /// # Errors
    /// The name of a figure that does not exist.
    pub fn policy(&self, base: &Policy) -> Result<Policy, String> {
        let mut policy = base.clone();
        let unknown = self.policy.iter().find(|(name, value)| !policy.set(name, **value));
        unknown.map_or(Ok(policy), |(name, _)| Err(name.clone()))
    }

    /// Whether the report is as the case says.
    ///
    /// # Errors
    /// What is different, as one sentence.
    pub fn outcome(&self, rule: &str, report: &Report) -> Result<(), String> {
        let found = report.findings.iter().find(|finding| finding.id == rule);
        match (found, self.severity) {
            (None, _) if self.hit => Err(format!("{rule} finds nothing, and should.")),
            (Some(found), _) if !self.hit => Err(format!("{rule} should find nothing, and says: {}", found.message)),
            (Some(found), Some(severity)) if found.severity != severity => {
                Err(format!("{rule} has severity {}, not {}.", found.severity.word(), severity.word()))
            }
            _ => Ok(()),
        }
    }
}

fn replaced(mut base: Value, fields: &Map<String, Value>) -> Value {
    if let Value::Object(base) = &mut base {
        base.extend(fields.clone());
    }
    base
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projects::scope::check;

    #[test]
    fn an_outcome_says_what_is_different() {
        let (draft, facts) = Vector::default().input().unwrap();
        let report = check(&draft, &Policy::defaults(DAY), &facts);
        let case = |hit, severity| Vector { hit, severity, ..Vector::default() };
        assert_eq!(case(false, None).outcome("Q03", &report), Ok(()));
        assert_eq!(case(true, None).outcome("Q03", &report), Err("Q03 finds nothing, and should.".into()));
        let report = check(&Draft::default(), &Policy::defaults(DAY), &facts);
        assert_eq!(case(true, Some(Severity::Block)).outcome("Q03", &report), Ok(()));
        let wrong = case(true, Some(Severity::Warn)).outcome("Q03", &report);
        assert_eq!(wrong, Err("Q03 has severity block, not warn.".into()));
        let unexpected = case(false, None).outcome("Q03", &report);
        assert_eq!(unexpected, Err("Q03 should find nothing, and says: There is no deliverable yet.".into()));
    }
}
