//! The rules against their vectors, and what must hold for any draft.

use jiff::civil::date;
use proptest::prelude::*;

use super::vectors::{FILES, Vectors};
use super::*;
use crate::machine::Word as _;
use crate::projects::{Deliverable, MilestoneDraft, SkillDraft, Task, TaskKind};

fn base() -> Draft {
    vectors::base().unwrap()
}

fn report(draft: &Draft) -> Report {
    let today = date(2026, 9, 1);
    check(draft, &Policy::defaults(today), &Facts::new(today, false))
}

#[test]
fn the_base_draft_is_clean() {
    let report = report(&base());
    assert_eq!(report.findings, []);
    assert_eq!(report.score, Score { clarity: 30, realism: 25, support: 25, fairness: 20, total: 100 });
}

/// The page for people says of each rule what the rule does, no more and no less.
#[test]
fn the_catalogue_says_what_the_rules_do() {
    let mut reports = vec![report(&Draft::default())];
    for file in FILES {
        let vectors: Vectors = serde_json::from_str(file).unwrap();
        for case in vectors.cases {
            let (draft, facts) = case.input().unwrap();
            reports.push(check(&draft, &case.policy(&Policy::defaults(vectors::DAY)).unwrap(), &facts));
        }
    }
    assert_eq!(rules().len(), RULES.len());
    let mut wrong: Vec<(&str, u32)> = Vec::new();
    for (card, rule) in rules().iter().zip(&RULES) {
        assert_eq!((card.id, card.version), (rule.id, rule.version));
        let of_rule = |report: &Report| -> Vec<Finding> {
            report.findings.iter().filter(|finding| finding.id == card.id).cloned().collect()
        };
        let found: Vec<Finding> = reports.iter().flat_map(of_rule).collect();
        for severity in Severity::ALL {
            let seen = found.iter().any(|finding| finding.severity == *severity);
            assert_eq!(card.severities.contains(severity), seen, "{} {severity:?}", card.id);
        }
        let worth = |report: &Report| of_rule(report).iter().map(|finding| u32::from(finding.worth)).sum::<u32>();
        let most = reports.iter().map(worth).max().unwrap_or(0);
        let said = if rule.part == Part::None { 0 } else { u32::from(card.points) };
        if most != said {
            wrong.push((card.id, most));
        }
    }
    assert_eq!(wrong, [], "the most points a rule takes");
}

/// The browser has no sentence of advice of its own: every rule's reason travels with the page.
#[test]
fn every_rule_has_a_reason() {
    let reasons = reasons();
    let ids: Vec<&str> = reasons.iter().map(|(id, _)| id.as_str()).collect();
    let due: Vec<&str> = RULES.iter().map(|rule| rule.id).chain([""]).collect();
    assert_eq!(ids, due);
    for (id, why) in &reasons {
        assert!(why.ends_with('.') && why.len() > 20, "{id}: {why}");
    }
    assert!(rules().iter().all(|card| reasons.contains(&(card.id.to_owned(), card.why.to_owned()))));
}

#[test]
fn a_blank_draft_has_something_to_do_on_most_screens() {
    let report = report(&Draft::default());
    for step in [Step::Outcome, Step::Plan, Step::Skills, Step::Pay, Step::Terms] {
        assert!(!report.on(step).is_empty(), "{step:?}");
    }
    assert!(report.score.total < 20, "{:?}", report.score);
}

#[test]
fn every_finding_says_what_why_and_how() {
    for finding in report(&Draft::default()).findings {
        assert!(finding.message.ends_with('.') && finding.why.ends_with('.'), "{finding:?}");
        assert!(!finding.fix.is_empty() && !finding.message.contains('!'), "{finding:?}");
    }
}

/// Filling in the wizard from top to bottom only ever gains points.
#[test]
fn each_answer_raises_the_score_or_leaves_it() {
    let good = base();
    let mut draft = Draft::default();
    let mut score = report(&draft).score.total;
    let steps: [fn(&mut Draft, &Draft); 12] = [
        |d, g| d.title.clone_from(&g.title),
        |d, g| (d.problem, d.used_by) = (g.problem.clone(), g.used_by.clone()),
        |d, g| d.deliverables.clone_from(&g.deliverables),
        |d, g| d.tasks.clone_from(&g.tasks),
        |d, g| d.milestones.clone_from(&g.milestones),
        |d, g| d.supervisor_name.clone_from(&g.supervisor_name),
        |d, g| d.supervisor_email.clone_from(&g.supervisor_email),
        |d, g| (d.hours_low, d.hours_high) = (g.hours_low, g.hours_high),
        |d, g| d.start = g.start,
        |d, g| d.end = g.end,
        |d, g| d.weekly_hours = g.weekly_hours,
        |d, g| d.amount = g.amount,
    ];
    for (n, step) in steps.iter().enumerate() {
        step(&mut draft, &good);
        let next = report(&draft).score.total;
        assert!(next >= score, "answer {n}: {score} -> {next}");
        score = next;
    }
}

prop_compose! {
    fn any_day()(days in 0_i64..200) -> Option<Day> {
        (days > 20).then(|| crate::time::plus_days(date(2026, 8, 20), days))
    }
}

prop_compose! {
    fn any_deliverable()(name in ".{0,30}", kind in 0..10_usize, size in ".{0,10}", criteria in prop::collection::vec(".{0,40}", 0..4)) -> Deliverable {
        Deliverable { name, kind: crate::projects::DeliverableKind::ALL[kind], size, criteria, ..Deliverable::default() }
    }
}

prop_compose! {
    fn any_draft()(
        title in ".{0,100}",
        problem in "([A-Za-z]{1,9}[ .,!]{1,2}){0,90}.{0,20}",
        deliverables in prop::collection::vec(any_deliverable(), 0..5),
        plan in prop::collection::vec((".{0,20}", any::<i32>(), any_day()), 0..8),
        tasks in prop::collection::vec((-5..50, any::<bool>()), 0..8),
        people in (".{0,10}", prop::option::of("[a-z]{1,5}@[a-z.]{1,9}"), any::<i32>(), 0..4_i32, any::<i32>()),
        hours in (any::<i16>(), 0..60_i32, prop::option::weighted(0.3, any::<i32>())),
        dates in (any_day(), any_day(), any_day()),
        pay in (prop::option::of(-10_i64..200_000), prop::option::of(0..4_usize), 0..30_i32),
        skills in prop::collection::vec((".{0,15}", any::<bool>()), 0..6),
    ) -> Draft {
        Draft {
            title,
            problem,
            deliverables,
            milestones: plan.into_iter().map(|(name, hours, due)| MilestoneDraft { name, due, hours }).collect(),
            tasks: tasks.into_iter().map(|(hours, clerical)| Task {
                name: String::new(),
                hours,
                kind: if clerical { TaskKind::Clerical } else { TaskKind::Create },
            }).collect(),
            supervisor_name: people.0,
            supervisor_email: people.1.unwrap_or_default(),
            check_in_days: people.2,
            reply_days: people.3,
            seats: people.4,
            hours_low: i32::from(hours.0),
            hours_high: hours.2.unwrap_or(hours.1),
            start: dates.0,
            end: dates.1,
            apply_by: dates.2,
            amount: pay.0.map(Cents),
            classification: pay.1.map(|n| crate::projects::Classification::ALL[n]),
            weekly_hours: pay.2,
            skills: skills.into_iter().map(|(name, must_have)| SkillDraft { name, must_have }).collect(),
            ..Draft::default()
        }
    }
}

proptest! {
    #[test]
    fn any_draft_can_be_checked_and_scored(draft in any_draft()) {
        let report = report(&draft);
        prop_assert!(report.score.total <= 100);
        let _ = draft.net_pay(&Policy::defaults(date(2026, 9, 1)));
        let _ = draft.publishable();
        let _ = comparable(&draft);
    }

    #[test]
    fn a_criterion_never_costs_points(draft in any_draft(), row in 0..5_usize) {
        let before = report(&draft).score.total;
        let mut better = draft.clone();
        if let Some(row) = better.deliverables.get_mut(row) {
            row.criteria.push("Totals match three earlier reports".into());
        }
        prop_assert!(report(&better).score.total >= before);
    }

    #[test]
    fn a_raise_never_costs_points(draft in any_draft(), raise in 0_i64..100_000) {
        let before = report(&draft).score.total;
        let mut better = draft.clone();
        better.amount = Some(Cents(draft.amount.unwrap_or_default().0 + raise));
        prop_assert!(report(&better).score.total >= before);
    }

    #[test]
    fn a_supervisor_never_costs_points(draft in any_draft()) {
        let before = report(&draft).score.total;
        let mut better = draft.clone();
        better.supervisor_name = "Ana Reyes".into();
        prop_assert!(report(&better).score.total >= before);
        better.supervisor_email = "ana@lantern.example".into();
        prop_assert!(report(&better).score.total >= before);
    }

    #[test]
    fn hours_never_cost_points(draft in any_draft()) {
        let mut without = draft.clone();
        (without.hours_low, without.hours_high) = (0, 0);
        let before = report(&without).score.total;
        let mut better = without;
        (better.hours_low, better.hours_high) = (15, 25);
        prop_assert!(report(&better).score.total >= before);
    }
}
