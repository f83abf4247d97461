//! What a host should do first: the finding whose fix raises the score most.

use super::{Finding, Report, Severity, score};

/// A finding and what fixing it alone is worth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BestStep<'a> {
    /// Which finding.
    pub finding: &'a Finding,
    /// Points the total rises when this finding goes and all others stay.
    pub gain: u8,
}

/// The finding whose fix raises the score most; of several, a blocking one, then the first in the
/// order of the rules. `None` when no fix raises it.
#[must_use]
pub fn best_step(report: &Report) -> Option<BestStep<'_>> {
    let total = score(&report.findings).total;
    let mut best: Option<BestStep<'_>> = None;
    for (index, finding) in report.findings.iter().enumerate() {
        let others = report.findings.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, other)| other);
        let gain = score(others).total.saturating_sub(total);
        let rank = |step: &BestStep<'_>| (step.gain, step.finding.severity == Severity::Block);
        let step = BestStep { finding, gain };
        if gain > 0 && best.as_ref().is_none_or(|best| rank(&step) > rank(best)) {
            best = Some(step);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::super::{Facts, check, vectors};
    use super::*;
    use crate::policy::Policy;
    use crate::projects::Draft;

    fn report(draft: &Draft) -> Report {
        check(draft, &Policy::defaults(vectors::DAY), &Facts::new(vectors::DAY, false))
    }

    #[test]
    fn the_best_step_is_worth_what_it_says() {
        let base = vectors::base().unwrap();
        assert_eq!(best_step(&report(&base)), None);
        let poor = Draft { supervisor_name: String::new(), title: "Interns".into(), weekly_hours: 16, ..base.clone() };
        let before = report(&poor);
        let step = best_step(&before).unwrap();
        assert_eq!((step.finding.field.as_str(), step.gain), ("supervisor_name", 8));
        let after = report(&Draft { supervisor_name: base.supervisor_name, ..poor });
        assert_eq!(after.score.total, before.score.total + step.gain);
    }

    #[test]
    fn of_two_that_are_worth_the_same_the_blocking_one_comes_first() {
        let mut poor = vectors::base().unwrap();
        // Two scripts are too large: four points, for staff. A missing last day takes four as well, and blocks.
        poor.deliverables.push(poor.deliverables[0].clone());
        poor.end = None;
        assert_eq!(best_step(&report(&poor)).unwrap().finding.field, "end");
    }

    #[test]
    fn a_finding_without_points_is_no_step() {
        let risky = Draft { safety_risks: Some(true), ..vectors::base().unwrap() };
        let report = report(&risky);
        assert_eq!((report.findings.len(), best_step(&report)), (1, None));
    }
}
