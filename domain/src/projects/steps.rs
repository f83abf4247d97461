//! The wizard's seven screens and how far a draft has come.

use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::form;
use super::scope::{ADVISES, Finding, MISSING, Report, Severity};
use crate::machine::Word;

crate::words! {
    /// One screen of the wizard; its word is the end of its address.
    pub enum Step {
        /// Is this a project at all?
        Fit = "fit",
        /// What will exist at the end.
        Outcome = "outcome",
        /// Tasks, milestones, people.
        Plan = "plan",
        /// Skills and learning.
        Skills = "skills",
        /// Hours, dates, place, money.
        Pay = "pay",
        /// Ownership, data, audience.
        Terms = "terms",
        /// Check and submit.
        Review = "review",
    }
}

impl Step {
    /// As the list of steps names it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Fit => "Fit and start",
            Self::Outcome => "Outcome and deliverables",
            Self::Plan => "Work plan and people",
            Self::Skills => "Skills and learning",
            Self::Pay => "Time, place and pay",
            Self::Terms => "Terms and audience",
            Self::Review => "Review",
        }
    }

    /// The question at the top of the screen.
    #[must_use]
    pub const fn question(self) -> &'static str {
        match self {
            Self::Fit => "Is this a project a student can finish?",
            Self::Outcome => "What will you hold in your hands at the end?",
            Self::Plan => "How does the work go, and who helps?",
            Self::Skills => "What does the student bring, and what will they learn?",
            Self::Pay => "When, where and for how much?",
            Self::Terms => "Who may use the work, and who should see the project?",
            Self::Review => "Is this what a student should read?",
        }
    }

    /// The sentence under the question.
    #[must_use]
    pub const fn lede(self) -> &'static str {
        match self {
            Self::Fit => "Three answers tell you whether this is a project, a job or something for a course.",
            Self::Outcome => {
                "Describe the result, not the activity. A student who has never met you should know when it is done."
            }
            Self::Plan => "A plan with dates and a named person is what lets a student finish on time.",
            Self::Skills => "Ask for what is needed on the first day. The rest can be learned on the way.",
            Self::Pay => "Students see net pay per hour before they apply, worked out over the most hours.",
            Self::Terms => "Settle these now, so that nobody has to ask when the work is done.",
            Self::Review => "Staff read it once you have sent it. You can still change anything.",
        }
    }

    /// 1 to 7.
    #[must_use]
    pub fn number(self) -> usize {
        1 + Self::ALL.iter().position(|step| *step == self).unwrap_or(0)
    }

    /// The screen after this one.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }

    /// The screen before this one.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        self.number().checked_sub(2).and_then(|index| Self::ALL.get(index)).copied()
    }

    /// Fields that must be answered before the project can be sent; `#` is the number of each row.
    const fn required(self) -> &'static [&'static str] {
        match self {
            Self::Fit => &["recurring", "tangible", "trained"],
            Self::Outcome => &["title", "category", "problem", "used_by", "deliverable_#_name"],
            Self::Plan => &[
                "task_1_name",
                "milestone_#_name",
                "milestone_#_due",
                "supervisor_name",
                "supervisor_email",
                "check_in_days",
                "reply_days",
                "seats",
            ],
            Self::Skills => &["skill_1_name", "learning_objective"],
            Self::Pay => &[
                "hours_low",
                "hours_high",
                "weekly_hours",
                "start",
                "end",
                "place",
                "address",
                "pay_model",
                "amount",
                "classification",
            ],
            Self::Terms => {
                &["owner_of_work", "portfolio_allowed", "ai_rule", "personal_data", "safety_risks", "apply_by"]
            }
            Self::Review => &["accepted_terms"],
        }
    }

    /// Whether the project cannot be sent without this field. The address counts, although it does only where somebody
    /// has to come.
    #[must_use]
    pub fn requires(self, field: &str) -> bool {
        self.required().iter().any(|name| match name.split_once('#') {
            Some((list, rest)) => {
                let number = field.strip_prefix(list).and_then(|field| field.strip_suffix(rest));
                number.is_some_and(|number| number.parse::<usize>().is_ok())
            }
            None => *name == field,
        })
    }

    /// The required answers of this screen that are not there, by field. Says nothing about the
    /// quality of the others.
    #[must_use]
    pub fn unanswered(self, draft: &Draft) -> Vec<String> {
        let fields = form::answered(self, draft);
        let answered = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, answered)| *answered);
        let mut names = Vec::new();
        for name in self.required() {
            match name.split_once('#') {
                Some((list, field)) => {
                    let rows = (1..).take_while(|n| *n == 1 || answered(&format!("{list}{n}{field}")).is_some());
                    names.extend(rows.map(|n| format!("{list}{n}{field}")));
                }
                None if *name == "address" && !draft.needs_address() => {}
                None => names.push((*name).to_owned()),
            }
        }
        names.retain(|name| answered(name) != Some(true));
        names
    }

    /// Whether every required answer of this screen is there.
    #[must_use]
    pub fn answered(self, draft: &Draft) -> bool {
        self.unanswered(draft).is_empty()
    }

    /// Whether the host is done with this screen for now: it is answered, or a later one is begun.
    /// The supervisor is written in before anybody begins and proves nothing.
    #[must_use]
    pub fn passed(self, draft: &Draft) -> bool {
        let typed = |(name, answered): (String, bool)| answered && !name.starts_with("supervisor");
        let mut later = Self::ALL.iter().skip(self.number());
        self.answered(draft) || later.any(|step| form::answered(*step, draft).into_iter().any(typed))
    }
}

/// The report with all that keeps a draft from being sent: each required answer that is missing blocks,
/// as the warning that names it already or as a finding of its own, and on the server each text that is longer than its
/// field. Takes nothing from the score.
#[must_use]
pub fn with_missing(draft: &Draft, mut report: Report) -> Report {
    for step in Step::ALL.iter().copied().filter(|step| *step != Step::Review) {
        for field in step.unanswered(draft) {
            let mut named = false;
            // What staff decide at this field is about something else.
            let weigh = |finding: &&mut Finding| finding.field == field && finding.severity != Severity::Staff;
            for finding in report.findings.iter_mut().filter(weigh) {
                finding.severity = Severity::Block;
                named = true;
            }
            // Where there is no milestone at all, its missing name says so; a day it cannot have is no second gap.
            let no_row = field == "milestone_1_due" && draft.milestones.is_empty();
            if !named && !no_row {
                let message = format!("Not answered yet: {}.", form::words(&field));
                report.findings.push(unsendable(step, field, message));
            }
        }
        // The browser says so beside the field, when it is kept.
        if ADVISES {
            for (field, most) in form::too_long(step, draft) {
                let message = format!("Too long: {}. Shorten it to {most} characters.", form::words(&field));
                report.findings.push(unsendable(step, field, message));
            }
        }
    }
    report
}

fn unsendable(step: Step, field: String, message: String) -> Finding {
    Finding {
        id: String::new(),
        version: 0,
        severity: Severity::Block,
        step,
        message,
        why: if ADVISES { MISSING.to_owned() } else { String::new() },
        fix: String::new(),
        suggestion: None,
        worth: 0,
        field,
    }
}

/// How one screen stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StepState {
    /// Which screen.
    pub step: Step,
    /// Every required answer is there and nothing on it blocks.
    pub done: bool,
    /// Findings of this screen that block submitting.
    pub blocks: usize,
    /// All findings of this screen.
    pub findings: usize,
}

/// All screens in order, with what `report` found on each.
#[must_use]
pub fn steps(draft: &Draft, report: &Report) -> Vec<StepState> {
    Step::ALL
        .iter()
        .map(|step| {
            let here = || report.findings.iter().filter(|finding| finding.step == *step);
            let blocks = here().filter(|finding| finding.severity == Severity::Block).count();
            let done = step.answered(draft) && blocks == 0;
            StepState { step: *step, done, blocks, findings: here().count() }
        })
        .collect()
}

/// Where to continue: the first screen that lacks an answer, else the last.
#[must_use]
pub fn first_incomplete(draft: &Draft) -> Step {
    Step::ALL.iter().copied().find(|step| !step.answered(draft)).unwrap_or(Step::Review)
}

#[cfg(test)]
mod tests {
    use super::super::scope::{Facts, check};
    use super::super::{Classification, Place, template};
    use super::*;
    use crate::policy::Policy;

    #[test]
    fn screens_follow_each_other() {
        assert_eq!(Step::Fit.next(), Some(Step::Outcome));
        assert_eq!(Step::Review.next(), None);
        assert_eq!(Step::Fit.previous(), None);
        assert_eq!(Step::Review.previous(), Some(Step::Terms));
        assert_eq!(Step::Review.number(), 7);
    }

    #[test]
    fn required_fields_are_known_by_name() {
        assert!(Step::Outcome.requires("title") && Step::Outcome.requires("deliverable_3_name"));
        assert!(!Step::Outcome.requires("deliverable_3_example") && !Step::Outcome.requires("deliverable_x_name"));
        assert!(Step::Plan.requires("task_1_name") && !Step::Plan.requires("task_2_name"));
    }

    #[test]
    fn a_blank_draft_starts_at_the_first_screen() {
        assert_eq!(first_incomplete(&Draft::default()), Step::Fit);
    }

    fn complete() -> (Draft, Report) {
        let today = jiff::civil::date(2026, 9, 1);
        let mut draft = template("automate_report").unwrap().start(today);
        (draft.supervisor_name, draft.supervisor_email) = ("Ana Reyes".into(), "ana@lantern.example".into());
        draft.classification = Some(Classification::Employee);
        let report = check(&draft, &Policy::defaults(today), &Facts::new(today, false));
        (draft, report)
    }

    #[test]
    fn a_missing_answer_is_named_and_blocks_its_screen() {
        let (mut draft, report) = complete();
        assert_eq!(with_missing(&draft, report.clone()), report);
        draft.problem.clear();
        (draft.place, draft.milestones[1].due) = (Some(Place::Hybrid), None);
        let report = with_missing(&draft, report);
        let said: Vec<_> = report.blocks().iter().map(|finding| finding.message.as_str()).collect();
        let expected = ["the problem", "the day of milestone 2", "the address"];
        assert_eq!(said, expected.map(|what| format!("Not answered yet: {what}.")));
        let blocks: Vec<_> = steps(&draft, &report).iter().map(|state| state.blocks).collect();
        assert_eq!(blocks, [0, 1, 1, 0, 1, 0, 0]);
        assert!(Step::Outcome.passed(&draft) && !Step::Outcome.answered(&draft));
    }

    #[test]
    fn a_warning_about_a_missing_answer_blocks_instead_of_saying_it_twice() {
        let (mut draft, _) = complete();
        draft.title.clear();
        let today = jiff::civil::date(2026, 9, 1);
        let report = check(&draft, &Policy::defaults(today), &Facts::new(today, false));
        let report = with_missing(&draft, report);
        let said: Vec<_> = report.blocks().iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(said, ["The title is missing."]);
    }

    #[test]
    fn a_text_that_is_too_long_is_not_sent() {
        let (mut draft, report) = complete();
        draft.used_by = "x".repeat(201);
        let said: Vec<_> = with_missing(&draft, report).blocks().iter().map(|one| one.message.clone()).collect();
        assert_eq!(said, ["Too long: who uses the result. Shorten it to 200 characters."]);
    }

    #[test]
    fn a_plan_without_milestones_is_one_gap() {
        let (mut draft, _) = complete();
        draft.milestones.clear();
        let today = jiff::civil::date(2026, 9, 1);
        let report = with_missing(&draft, check(&draft, &Policy::defaults(today), &Facts::new(today, false)));
        let about: Vec<_> = report.findings.iter().filter(|finding| finding.field.starts_with("milestone")).collect();
        assert_eq!(about.len(), 1, "{about:?}");
        assert_eq!(about[0].severity, Severity::Block);
        // A milestone that was begun lacks its day by itself.
        draft.milestones.push(crate::projects::MilestoneDraft { name: "First look".into(), ..Default::default() });
        let report = with_missing(&draft, check(&draft, &Policy::defaults(today), &Facts::new(today, false)));
        assert!(report.findings.iter().any(|finding| finding.field == "milestone_1_due"));
    }

    #[test]
    fn nobody_has_passed_a_screen_of_a_blank_draft() {
        let mut draft = Draft { supervisor_name: "Ana Reyes".into(), ..Draft::default() };
        assert!(Step::ALL.iter().all(|step| !step.passed(&draft)));
        draft.title = "Compare five competitors".into();
        assert!(Step::Fit.passed(&draft) && !Step::Outcome.passed(&draft));
    }
}
