//! The wizard's seven screens and how far a draft has come.

use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::scope::{Report, Severity};
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
            Self::Review => "Staff read it within two business days. You can still change anything.",
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

    /// Whether every required answer of this screen is there. Says nothing about their quality.
    #[must_use]
    pub fn answered(self, draft: &Draft) -> bool {
        let said = |text: &str| !text.trim().is_empty();
        match self {
            Self::Fit => draft.fit.recurring.is_some() && draft.fit.tangible.is_some() && draft.fit.trained.is_some(),
            Self::Outcome => {
                said(&draft.title)
                    && said(&draft.category)
                    && said(&draft.problem)
                    && said(&draft.used_by)
                    && !draft.deliverables.is_empty()
                    && draft.deliverables.iter().all(|d| said(&d.name) && !d.criteria.is_empty())
            }
            Self::Plan => {
                !draft.tasks.is_empty()
                    && !draft.milestones.is_empty()
                    && draft.milestones.iter().all(|m| said(&m.name) && m.due.is_some())
                    && said(&draft.supervisor_name)
                    && said(&draft.supervisor_email)
                    && draft.check_in_days > 0
                    && draft.reply_days > 0
                    && draft.seats > 0
            }
            Self::Skills => !draft.skills.is_empty() && said(&draft.learning_objective),
            Self::Pay => {
                draft.hours_low > 0
                    && draft.hours_high > 0
                    && draft.start.is_some()
                    && draft.end.is_some()
                    && draft.weekly_hours > 0
                    && draft.place.is_some()
                    && draft.pay_model.is_some()
                    && draft.amount.is_some()
                    && draft.classification.is_some()
            }
            Self::Terms => {
                draft.owner_of_work.is_some()
                    && draft.portfolio_allowed.is_some()
                    && draft.ai_rule.is_some()
                    && draft.personal_data.is_some()
                    && draft.safety_risks.is_some()
                    && draft.apply_by.is_some()
            }
            Self::Review => draft.accepted_terms,
        }
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
    use super::*;

    #[test]
    fn screens_follow_each_other() {
        assert_eq!(Step::Fit.next(), Some(Step::Outcome));
        assert_eq!(Step::Review.next(), None);
        assert_eq!(Step::Fit.previous(), None);
        assert_eq!(Step::Review.previous(), Some(Step::Terms));
        assert_eq!(Step::Review.number(), 7);
    }

    #[test]
    fn a_blank_draft_starts_at_the_first_screen() {
        assert_eq!(first_incomplete(&Draft::default()), Step::Fit);
    }
}
