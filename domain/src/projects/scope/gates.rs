//! Gates: other posting types, trust, safety, data, duplicates.

use std::collections::BTreeSet;

use super::super::choices::Place;
use super::super::draft::Draft;
use super::super::steps::Step;
use super::{Case, Facts, Finding, Severity, text};
use crate::policy::Policy;
use crate::time::Day;

/// What an open end takes from the score: as much as all dates, which Q13 cannot judge then.
const OPEN_END: u8 = 4;

pub(super) fn q12_really_a_job(case: &Case<'_>) -> Vec<Finding> {
    let draft = case.draft;
    let mut findings = Vec::new();
    if draft.fit.recurring == Some(true) {
        findings.push(Finding::new(Severity::Block, Step::Fit, "recurring", 0).says(
            "Work that comes back every week is a part-time job.",
            "",
            "Ask staff to post it as a job, or describe one piece that ends.",
        ));
    }
    // Neither is a micro-internship: each has its own kind of posting, as the first screen says (`fit.rs`).
    if draft.fit.tangible == Some(false) {
        findings.push(Finding::new(Severity::Block, Step::Fit, "tangible", 0).says(
            "Work that ends with nothing to hold is no project.",
            "Pay follows accepted work, so there must be something to accept.",
            "Name a report, a file or a plan that is there at the end, or ask staff where shadowing and volunteering are posted.",
        ));
    }
    if draft.fit.trained == Some(true) {
        findings.push(Finding::new(Severity::Block, Step::Fit, "trained", 0).says(
            "Work for somebody who is trained already is no project for a student.",
            "A student is still learning, and nobody stands beside them all day.",
            "Describe a part a student can learn on the way, or ask staff to connect you with a course that teaches it.",
        ));
    }
    if let Some((entry, phrase)) = text::first(text::everything(draft), &text::JOB) {
        findings.push(Finding::new(Severity::Block, entry.step, entry.field, 0).says(
            format!("“{}” describes a job.", phrase.shown),
            "",
            "Describe one piece that ends, or ask staff to post it as a job.",
        ));
    }
    if draft.end.is_none() {
        let worth = if draft.start.is_some() { OPEN_END } else { 0 };
        findings.push(Finding::new(Severity::Block, Step::Pay, "end", worth).says(
            "The last day is missing.",
            "Work without an end is a job, and students plan around classes and exams.",
            "Choose the last day of work.",
        ));
    }
    findings
}

pub(super) fn q17_scam_signs(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some((entry, phrase)) = text::first(text::everything(case.draft), &text::SCAM) {
        findings.push(Finding::new(Severity::Staff, entry.step, entry.field, 0).says(
            format!("“{}” looks like a swindle.", phrase.shown),
            "",
            "Take it out. Pay and messages go through the program.",
        ));
    }
    let domain = case.draft.supervisor_email.rsplit_once('@').map_or("", |(_, domain)| domain);
    if text::listed(domain, &text::FREE_MAIL) {
        findings.push(Finding::new(Severity::Staff, Step::Plan, "supervisor_email", 0).says(
            "This is a private mailbox.",
            "",
            "Use an address of your organization if it has one. If not, staff will call you.",
        ));
    }
    if case.facts.site.as_ref().is_some_and(|site| site.trim().is_empty()) {
        findings.push(Finding::new(Severity::Staff, Step::Plan, "supervisor_email", 0).says(
            "Your organization has no web site on file.",
            "",
            "Add it to your organization’s page. If there is none, staff will call you.",
        ));
    }
    if case.facts.odd_address {
        findings.push(Finding::new(Severity::Staff, Step::Plan, "supervisor_email", 0).says(
            "The address of your organization is a mailbox, a storage unit or an apartment.",
            "",
            "Put its street address on your organization’s page. If there is none, staff will call you.",
        ));
    }
    if case.draft.place != Some(Place::Remote) && is_odd_address(&case.draft.address) {
        findings.push(Finding::new(Severity::Staff, Step::Pay, "address", 0).says(
            "This is a mailbox, a storage unit or an apartment.",
            "",
            "Name an office or another place that people may visit, or make the work remote.",
        ));
    }
    findings
}

/// Whether an address is a mailbox, a storage unit or an apartment.
#[must_use]
pub fn is_odd_address(address: &str) -> bool {
    text::hit(address, &text::ODD_ADDRESS).is_some()
}

pub(super) fn q18_safety_gate(case: &Case<'_>) -> Vec<Finding> {
    let fix =
        "Staff record a background check or insurance before the student starts. Take that part out to skip this.";
    if case.draft.background_check == Some(true) && case.draft.safety_risks != Some(true) {
        let finding = Finding::new(Severity::Staff, Step::Terms, "background_check", 0);
        return vec![finding.says("You ask for a background check.", "", fix)];
    }
    let message = "The work touches people or places that need care.";
    gate(case, case.draft.safety_risks, "safety_risks", &text::SAFETY, message, fix)
}

pub(super) fn q19_data_gate(case: &Case<'_>) -> Vec<Finding> {
    gate(
        case,
        case.draft.personal_data,
        "personal_data",
        &text::PERSONAL_DATA,
        "The work touches personal data.",
        "Remove the names before the student gets the file. If not, the student confirms an agreement on the data before the start.",
    )
}

/// Whether one of the gates, Q18 or Q19, finds something in a draft: neither reads anything else.
#[must_use]
pub fn is_gated(draft: &Draft, rule: &str) -> bool {
    let (policy, facts) = (Policy::defaults(Day::default()), Facts::default());
    let case = Case { draft, policy: &policy, facts: &facts };
    let found = if rule == "Q18" { q18_safety_gate(&case) } else { q19_data_gate(&case) };
    !found.is_empty()
}

/// Fires when the host says so, else when the text does.
fn gate(
    case: &Case<'_>,
    said: Option<bool>,
    field: &str,
    list: &'static std::sync::LazyLock<Vec<text::Phrase>>,
    message: &str,
    fix: &str,
) -> Vec<Finding> {
    if said == Some(true) {
        return vec![Finding::new(Severity::Staff, Step::Terms, field, 0).says(message, "", fix)];
    }
    text::first(text::everything(case.draft), list)
        .map(|(entry, phrase)| {
            let message = format!("The text says “{}”, and you answered otherwise.", phrase.shown);
            Finding::new(Severity::Staff, entry.step, entry.field, 0).says(message, "", fix)
        })
        .into_iter()
        .collect()
}

pub(super) fn q22_duplicate(case: &Case<'_>) -> Vec<Finding> {
    let own = comparable(case.draft);
    let share = usize::try_from(case.policy.similar_share).unwrap_or(100);
    let mut findings = Vec::new();
    if case.facts.live_projects.iter().any(|other| similar(&own, other, share)) {
        findings.push(Finding::new(Severity::Staff, Step::Outcome, "title", 0).says(
            "You already have this project.",
            "",
            "Add seats to the live project, or say what is different here.",
        ));
    }
    // Each student, or each team, makes the deliverables anew.
    let makers = case.draft.seats / case.draft.team_size.max(1);
    if makers > case.policy.same_seats {
        findings.push(Finding::new(Severity::Staff, Step::Plan, "seats", 0).says(
            format!("The same work would be done {makers} times."),
            "",
            "Want fewer students, let them work as a team, or tell staff what you do with each result.",
        ));
    }
    findings
}

/// What is compared to find duplicates; put those of the host's live projects into the facts.
#[must_use]
pub fn comparable(draft: &Draft) -> String {
    let names = draft.deliverables.iter().map(|row| row.name.as_str());
    let all: Vec<&str> = [draft.title.as_str(), draft.problem.as_str()].into_iter().chain(names).collect();
    text::normal(&all.join(" ")).trim().to_owned()
}

/// Shared words as a share of all words.
fn similar(one: &str, other: &str, share: usize) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
    let (one, other) = (words(one), words(other));
    // A few words prove nothing.
    one.len() >= 8 && one.intersection(&other).count() * 100 >= one.union(&other).count() * share
}
