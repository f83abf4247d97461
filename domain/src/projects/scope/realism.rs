//! Realism, 25 points: hours, plan, size, dates, weekly load.

use super::super::choices::DeliverableKind;
use super::super::draft::Draft;
use super::super::steps::Step;
use super::{Case, Finding, Severity};
use crate::applications::last_to_apply;
use crate::policy::Policy;
use crate::time::{Day, days_between, iso, long_date, plus_days};

const HOURS: u8 = 8;
const PLAN_SUM: u8 = 3;
const MIDPOINT: u8 = 2;
const SIZE: u8 = 4;
const DATES: u8 = 4;
const LOAD: u8 = 4;

pub(super) fn q05_hours_out_of_range(case: &Case<'_>) -> Vec<Finding> {
    let (low, high) = (case.draft.hours_low, case.draft.hours_high);
    let (least, most) = (case.policy.least_hours, case.policy.most_hours);
    let range =
        advice!("A micro-internship takes {least} to {most} hours, so that a student can finish it beside classes.");
    if high <= 0 {
        // Size and plan cannot be judged without hours: their points are lost with it.
        let plan = if case.draft.milestones.is_empty() { 0 } else { PLAN_SUM + MIDPOINT };
        return vec![Finding::new(Severity::Block, Step::Pay, "hours_high", HOURS + SIZE + plan).says(
            "The hours are missing.",
            range,
            "Write the fewest and the most hours the work takes.",
        )];
    }
    let severity = if case.facts.hours_waiver { Severity::Staff } else { Severity::Block };
    let finding = |field: &str| Finding::new(severity, Step::Pay, field, HOURS);
    if low < least || low > high {
        let message = if low > high {
            format!("At least {low} hours is more than at most {high}.")
        } else {
            format!("At least {low} hours is below {least}.")
        };
        return vec![finding("hours_low").says(
            message,
            range,
            advice!("Write a number from {least} to {}.", high.min(most)),
        )];
    }
    if high > most {
        return vec![finding("hours_high").says(
            format!("At most {high} hours is above {most}."),
            range,
            "Drop a deliverable, split the work into two projects, or ask staff to waive the limit.",
        )];
    }
    let spread = case.policy.hours_spread.max(1);
    if i64::from(high) * 100 > i64::from(low) * i64::from(spread) {
        let (widest, fewest) =
            (low.saturating_mul(spread) / 100, high.saturating_mul(100).saturating_add(spread - 1) / spread);
        return vec![
            finding("hours_high")
                .says(
                    format!("{low} to {high} hours is too wide a range."),
                    "Between so few and so many hours a student cannot plan the week or the pay.",
                    advice!("Say what is certain: at most {widest} hours, or at least {fewest}."),
                )
                .suggests(advice!("{widest}")),
        ];
    }
    Vec::new()
}

pub(super) fn q06_plan_does_not_add_up(case: &Case<'_>) -> Vec<Finding> {
    let rows = &case.draft.milestones;
    let high = i64::from(case.draft.hours_high);
    if rows.is_empty() {
        return vec![Finding::new(Severity::Warn, Step::Plan, "milestone_1_name", PLAN_SUM + MIDPOINT).says(
            "There is no milestone yet.",
            "Without a date on the way, trouble shows on the last day.",
            "Add two to four milestones, each with its date and hours.",
        )];
    }
    if high <= 0 {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let sum: i64 = rows.iter().map(|row| i64::from(row.hours)).sum();
    if (sum - high).abs() * 100 > high * i64::from(case.policy.plan_tolerance) {
        let possible = i64::from(case.policy.least_hours)..=i64::from(case.policy.most_hours);
        // Nobody is sent from one finding to the next.
        let or = if possible.contains(&sum) { advice!(", or change the most hours to {sum}") } else { String::new() };
        findings.push(
            Finding::new(Severity::Warn, Step::Plan, format!("milestone_{}_hours", rows.len()), PLAN_SUM).says(
                format!("Your milestones add up to {sum} hours, the project to {high}."),
                "Hours without a milestone are hours nobody planned.",
                advice!("Change the milestones until they add up to {high} hours{or}."),
            ),
        );
    }
    let mut done = 0;
    let halfway = rows.iter().take(rows.len() - 1).any(|row| {
        done += i64::from(row.hours);
        done * 4 >= high && done * 4 <= high * 3
    });
    if high > i64::from(case.policy.midpoint_hours) && !halfway {
        findings.push(Finding::new(Severity::Warn, Step::Plan, "milestone_1_hours", MIDPOINT).says(
            "No milestone falls in the middle of the work.",
            "After half of the hours there is still time to change course.",
            advice!("Add a milestone after about {} hours.", (high + 1) / 2),
        ));
    }
    findings
}

pub(super) fn q07_too_large(case: &Case<'_>) -> Vec<Finding> {
    let draft = case.draft;
    let high = i64::from(draft.hours_high) * 60;
    let making: i64 = draft.deliverables.iter().map(|row| least_minutes(row.kind, case.policy)).sum();
    let meeting = weeks(draft) * i64::from(case.policy.meeting_minutes);
    if high <= 0 || draft.deliverables.is_empty() || making + meeting <= high {
        return Vec::new();
    }
    let hours = |minutes: i64| (minutes + 59) / 60;
    vec![Finding::new(Severity::Staff, Step::Outcome, "deliverable_1_kind", SIZE).says(
        format!("This is about {} hours of work in at most {}.", hours(making + meeting), draft.hours_high),
        advice!(
            "Deliverables of these types take at least {} hours, and meetings {} more. Students end up working unpaid hours.",
            hours(making),
            hours(meeting)
        ),
        "Drop a deliverable, raise the hours, or shorten the time from start to end.",
    )]
}

/// The least time a deliverable of this type takes a beginner, in minutes.
fn least_minutes(kind: DeliverableKind, policy: &Policy) -> i64 {
    let hundredths = match kind {
        DeliverableKind::Report => policy.report_hours,
        DeliverableKind::Dataset => policy.dataset_hours,
        DeliverableKind::Slides => policy.slides_hours,
        DeliverableKind::Design => policy.design_hours,
        DeliverableKind::Code => policy.code_hours,
        DeliverableKind::Content => policy.content_hours,
        DeliverableKind::Plan => policy.plan_hours,
        DeliverableKind::Event => policy.event_hours,
        DeliverableKind::Analysis => policy.analysis_hours,
        DeliverableKind::Other => policy.other_hours,
    };
    i64::from(hundredths) * 60 / 100
}

/// Weeks begun from start to end; none while a date is missing.
fn weeks(draft: &Draft) -> i64 {
    match (draft.start, draft.end) {
        (Some(start), Some(end)) if end >= start => days_between(start, end) / 7 + 1,
        _ => 0,
    }
}

pub(super) fn q13_timeline(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = dates(case);
    findings.extend(kickoff(case));
    findings
}

/// The first meeting is neither over already nor after the work. Takes no points.
fn kickoff(case: &Case<'_>) -> Option<Finding> {
    let (day, today) = (case.draft.kickoff?, case.facts.today);
    let late = case.draft.end.filter(|end| day > *end && *end >= today);
    if day >= today && late.is_none() {
        return None;
    }
    let fix = match late {
        Some(end) => advice!("Choose a day up to {}.", long_date(end)),
        None => advice!("Choose {} or a later day.", long_date(case.draft.start.unwrap_or(today).max(today))),
    };
    Some(Finding::new(Severity::Block, Step::Plan, "kickoff", 0).says(
        format!("The first meeting cannot be on {}.", long_date(day)),
        if late.is_some() { "The work is over by then." } else { "That day is over." },
        fix,
    ))
}

fn dates(case: &Case<'_>) -> Vec<Finding> {
    let draft = case.draft;
    let finding = |severity, field: &str, worth| Finding::new(severity, Step::Pay, field, worth);
    let Some(start) = draft.start else {
        return vec![finding(Severity::Block, "start", DATES).says(
            "The first day is missing.",
            "Students plan around classes and exams before they apply.",
            "Choose the first and the last day of work.",
        )];
    };
    // A missing end is Q12's: it makes the work open-ended, and takes the same points.
    let Some(end) = draft.end else { return Vec::new() };
    if end < start {
        return vec![finding(Severity::Block, "end", DATES).says(
            format!("The project ends on {}, before it starts.", long_date(end)),
            "A student cannot work in that time.",
            advice!("Choose a day after {}.", long_date(start)),
        )];
    }
    let mut findings = Vec::new();
    let policy = case.policy;
    let lead = policy.review_days.saturating_add(policy.posting_days).saturating_add(policy.onboarding_days);
    let earliest = plus_days(case.facts.today, lead.into());
    if start < earliest {
        findings.push(
            finding(Severity::Block, "start", 1)
                .says(
                    format!("{} is too soon to start.", long_date(start)),
                    advice!(
                        "Review takes {} days, students need {} to apply and {} to sign.",
                        policy.review_days,
                        policy.posting_days,
                        policy.onboarding_days
                    ),
                    advice!("Start on {} or later.", long_date(earliest)),
                )
                .suggests(advice!("{}", iso(earliest))),
        );
    }
    let span = days_between(start, end) + 1;
    let (shortest, longest) = (i64::from(policy.shortest_span), i64::from(policy.longest_span));
    if !(shortest..=longest).contains(&span) {
        let (message, fix) = if span < shortest {
            (format!("The project lasts {span} days."), "Give the student more time, at least until")
        } else {
            (format!("The project lasts {} weeks.", (span + 6) / 7), "End it by")
        };
        let day = plus_days(start, if span < shortest { shortest - 1 } else { longest - 1 });
        findings.push(
            finding(Severity::Warn, "end", 1)
                .says(
                    message,
                    advice!("Students fit the hours around classes for {shortest} to {longest} days."),
                    advice!("{fix} {}.", long_date(day)),
                )
                .suggests(advice!("{}", iso(day))),
        );
    }
    if let Some((from, to)) = case.facts.exams.iter().find(|(from, to)| (*from..=*to).contains(&end)) {
        findings.push(finding(Severity::Block, "end", 1).says(
            "The project ends during exams.",
            advice!("Exams are from {} to {}, when students have no hours left.", long_date(*from), long_date(*to)),
            advice!("End before {} or after {}.", long_date(*from), long_date(*to)),
        ));
    }
    findings.extend(no_slack(case, start, end));
    findings.extend(apply_by(case, start));
    findings
}

/// The last milestone needs days behind it.
fn no_slack(case: &Case<'_>, start: Day, end: Day) -> Option<Finding> {
    let draft = case.draft;
    let slack = case.policy.slack_days;
    let latest = plus_days(end, -i64::from(slack));
    let (n, due) =
        (1_usize..).zip(&draft.milestones).filter_map(|(n, row)| Some((n, row.due?))).max_by_key(|(_, due)| *due)?;
    let early = (1_usize..).zip(&draft.milestones).find(|(_, row)| row.due.is_some_and(|due| due < start));
    let outside = |n: usize, day: Day| {
        Finding::new(Severity::Block, Step::Plan, format!("milestone_{n}_due"), 1).says(
            format!("Milestone {n} is due on {}, outside the project.", long_date(day)),
            "The student works only between the first and the last day.",
            advice!("Choose a day from {} to {}.", long_date(start), long_date(latest.max(start))),
        )
    };
    if due > end {
        return Some(outside(n, due));
    }
    if let Some((n, row)) = early {
        return row.due.map(|due| outside(n, due));
    }
    (due > latest).then(|| {
        Finding::new(Severity::Warn, Step::Plan, format!("milestone_{n}_due"), 1)
            .says(
                "There is no slack before the end.",
                advice!(
                    "The last milestone is due on {}, and the project ends on {}. One revision needs {slack} days.",
                    long_date(due),
                    long_date(end)
                ),
                advice!("Make it due by {}, or end later.", long_date(latest)),
            )
            .suggests(advice!("{}", iso(latest)))
    })
}

/// Applications close after today, and early enough to choose and to sign before the start. Takes no points.
fn apply_by(case: &Case<'_>, start: Day) -> Option<Finding> {
    let (day, today) = (case.draft.apply_by?, case.facts.today);
    let (policy, calendar) = (case.policy, &case.facts.calendar);
    let latest = last_to_apply(start, policy, calendar).min(plus_days(start, -i64::from(policy.onboarding_days)));
    if day > today && day <= latest {
        return None;
    }
    let (severity, message) = if day >= start || day <= today {
        (Severity::Block, format!("Applications cannot close on {}.", long_date(day)))
    } else {
        (Severity::Warn, "Applications close too late to choose before the start.".to_owned())
    };
    let days = policy.decision_days;
    let why = advice!(
        "Every applicant is promised an answer {days} business {} later, and the work starts on {}.",
        if days == 1 { "day" } else { "days" },
        long_date(start)
    );
    let finding = Finding::new(severity, Step::Terms, "apply_by", 0);
    Some(if latest > today {
        finding
            .says(message, why, advice!("Close applications by {}, or start later.", long_date(latest)))
            .suggests(advice!("{}", iso(latest)))
    } else {
        // No day is left between today and the last one that would do.
        let soonest = || calendar.after(plus_days(today, i64::from(policy.posting_days)), days.saturating_add(1));
        finding.says(message, why, advice!("Start on {} or later.", long_date(soonest())))
    })
}

pub(super) fn q14_weekly_load(case: &Case<'_>) -> Vec<Finding> {
    let weekly = case.draft.weekly_hours;
    let (warn, refer, most) = (case.policy.weekly_warn, case.policy.weekly_refer, case.policy.weekly_most);
    if weekly <= 0 {
        return vec![Finding::new(Severity::Warn, Step::Pay, "weekly_hours", LOAD).says(
            "The hours a week are missing.",
            "Students need to know whether it fits beside classes.",
            advice!("Write how many hours a week you expect; up to {warn} suits most students."),
        )];
    }
    if weekly <= warn {
        return Vec::new();
    }
    let (severity, worth) = match weekly {
        _ if weekly <= refer => (Severity::Warn, 2),
        _ if weekly <= most => (Severity::Staff, 3),
        _ if case.draft.has_f1_facts() => (Severity::Block, LOAD),
        _ => (Severity::Staff, LOAD),
    };
    let why = if severity == Severity::Block {
        advice!(
            "You give the facts for the school of a student on F-1 status, who may not work above {most} hours a week in term."
        )
    } else if weekly > most {
        advice!("Above {most} hours a week, international students may not take part during term.")
    } else {
        advice!("Beside classes, students rarely find more than {warn} hours a week.")
    };
    vec![
        Finding::new(severity, Step::Pay, "weekly_hours", worth)
            .says(format!("{weekly} hours a week is a lot during term."), why, "Spread the work over more weeks.")
            .suggests(advice!("{warn}")),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::{Facts, check, vectors};
    use super::*;

    #[test]
    fn no_fix_leads_to_another_finding() {
        let fix = |hours: i32| {
            let mut draft = vectors::base().unwrap();
            draft.milestones[0].hours = hours;
            let report = check(&draft, &Policy::defaults(vectors::DAY), &Facts::new(vectors::DAY, false));
            report.findings.into_iter().find(|finding| finding.id == "Q06").map(|finding| finding.fix).unwrap()
        };
        assert!(fix(0).contains("or change the most hours to "), "{}", fix(0));
        assert!(!fix(900).contains("or change"), "{}", fix(900));
    }
}
