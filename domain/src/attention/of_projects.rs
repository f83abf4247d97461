//! Rules about a project and its offers.

use super::{Finding, Moment, OfferFacts, ProjectFacts, Rule, Severity, lapses_soon_from};
use crate::projects::Stage;
use crate::time::{days_between, plus_days};

/// Days without an applicant after which a host is advised (`workflow.md` section 1).
const QUIET_DAYS: i64 = 7;
/// Days before the last day to apply from which a project without applicants is at risk.
const LAST_DAYS: i64 = 3;

/// A published project without applicants after seven days.
pub(super) fn no_applicants(project: &ProjectFacts, at: Moment<'_>) -> Option<Finding> {
    let today = at.now.today;
    let published = project.published.filter(|_| project.stage == Stage::Published && project.applicants == 0)?;
    let days = days_between(published, today);
    if days < QUIET_DAYS {
        return None;
    }
    let closes = project.apply_by.is_some_and(|last| days_between(today, last) <= LAST_DAYS);
    Some(Finding {
        rule: Rule::NoApplicants,
        subject: project.id.0,
        engagement: None,
        severity: if closes { Severity::AtRisk } else { Severity::Nudge },
        since: published,
        due: plus_days(published, QUIET_DAYS),
        reason: if closes {
            "Nobody has applied, and the last day to apply is near.".to_owned()
        } else {
            "Nobody has applied for seven days.".to_owned()
        },
    })
}

/// A review that is older than the program promises; twice as old it is at risk.
pub(super) fn review_late(project: &ProjectFacts, at: Moment<'_>) -> Option<Finding> {
    let waits = matches!(project.stage, Stage::Submitted | Stage::InReview);
    let submitted = project.submitted.filter(|_| waits)?;
    let (promised, waited) = (at.policy.review_days, at.now.calendar.between(submitted, at.now.today));
    if waited <= promised {
        return None;
    }
    Some(Finding {
        rule: Rule::ReviewLate,
        subject: project.id.0,
        engagement: None,
        severity: if waited > promised * 2 { Severity::AtRisk } else { Severity::Nudge },
        since: submitted,
        due: at.now.calendar.after(submitted, promised),
        reason: match project.stage {
            Stage::Submitted => "Nobody has begun the review in the promised time.".to_owned(),
            _ => "The review has begun and was not finished in the promised time.".to_owned(),
        },
    })
}

/// An offer within its last hours.
pub(super) fn offer_lapses(offer: &OfferFacts, at: Moment<'_>) -> Option<Finding> {
    (at.now.at >= lapses_soon_from(offer.expires)).then(|| Finding {
        rule: Rule::OfferLapses,
        subject: offer.id.0,
        engagement: None,
        severity: Severity::Nudge,
        since: offer.since,
        due: offer.due,
        reason: "The student has not answered the offer, and it is about to end.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::facts::testing::{moment, project};
    use super::*;
    use crate::people::testing::now;
    use crate::policy::Policy;
    use crate::time::{Day, plus_hours};
    use jiff::civil::date;
    use rstest::rstest;
    use uuid::Uuid;

    const MONDAY: Day = date(2026, 12, 7);

    #[rstest]
    #[case::six_days(Stage::Published, 0, 6, 30, None)]
    #[case::seven_days(Stage::Published, 0, 7, 30, Some(Severity::Nudge))]
    #[case::last_days(Stage::Published, 0, 10, 13, Some(Severity::AtRisk))]
    #[case::one_day_before_them(Stage::Published, 0, 10, 14, Some(Severity::Nudge))]
    #[case::too_young_though_it_closes(Stage::Published, 0, 3, 4, None)]
    #[case::one_applied(Stage::Published, 1, 20, 30, None)]
    #[case::hidden(Stage::Paused, 0, 20, 30, None)]
    #[case::closed(Stage::Selection, 0, 20, 30, None)]
    fn nobody_applies(
        #[case] stage: Stage,
        #[case] applicants: i64,
        #[case] days: i64,
        #[case] last: i64,
        #[case] found: Option<Severity>,
    ) {
        let facts = crate::attention::ProjectFacts {
            stage,
            applicants,
            published: Some(MONDAY),
            apply_by: Some(plus_days(MONDAY, last)),
            ..project()
        };
        let (now, policy) = (now(plus_days(MONDAY, days)), Policy::defaults(MONDAY));
        let finding = no_applicants(&facts, moment(&now, &policy));
        assert_eq!(finding.as_ref().map(|finding| finding.severity), found);
        assert!(finding.is_none_or(|finding| (finding.since, finding.due) == (MONDAY, plus_days(MONDAY, 7))));
    }

    #[rstest]
    #[case::on_the_promised_day(Stage::Submitted, date(2026, 12, 9), None)]
    #[case::the_day_after(Stage::Submitted, date(2026, 12, 10), Some(Severity::Nudge))]
    #[case::begun(Stage::InReview, date(2026, 12, 11), Some(Severity::Nudge))]
    #[case::over_the_weekend(Stage::InReview, date(2026, 12, 13), Some(Severity::Nudge))]
    #[case::twice_as_old(Stage::InReview, date(2026, 12, 14), Some(Severity::AtRisk))]
    #[case::answered(Stage::ChangesRequested, date(2026, 12, 20), None)]
    fn a_review_is_late(#[case] stage: Stage, #[case] today: Day, #[case] found: Option<Severity>) {
        let facts = crate::attention::ProjectFacts { stage, submitted: Some(MONDAY), ..project() };
        let (now, policy) = (now(today), Policy::defaults(MONDAY));
        let finding = review_late(&facts, moment(&now, &policy));
        assert_eq!(finding.as_ref().map(|finding| finding.severity), found);
        assert!(finding.is_none_or(|finding| (finding.since, finding.due) == (MONDAY, date(2026, 12, 9))));
    }

    #[test]
    fn a_review_is_late_by_the_figure_of_the_program_and_without_its_holidays() {
        let mut policy = Policy::defaults(MONDAY);
        policy.review_days = 3;
        let facts = crate::attention::ProjectFacts { stage: Stage::Submitted, submitted: Some(MONDAY), ..project() };
        let mut day = now(date(2026, 12, 11));
        assert!(review_late(&facts, moment(&day, &policy)).is_some());
        day.calendar.holidays.push(date(2026, 12, 9));
        assert_eq!(review_late(&facts, moment(&day, &policy)), None);
    }

    #[rstest]
    #[case(13, false)]
    #[case(12, true)]
    #[case(1, true)]
    fn an_offer_is_about_to_lapse_in_its_last_hours(#[case] hours_left: i64, #[case] found: bool) {
        let (now, policy) = (now(MONDAY), Policy::defaults(MONDAY));
        let expires = plus_hours(now.at, hours_left);
        let offer = OfferFacts { id: Uuid::from_u128(7).into(), expires, since: MONDAY, due: MONDAY };
        assert_eq!(offer_lapses(&offer, moment(&now, &policy)).is_some(), found);
    }
}
