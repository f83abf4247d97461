//! Every threshold of the scope check is a figure of the program: another figure, another answer.

use std::collections::BTreeSet;

use domain::policy::{FIGURES, Group, Policy, fit_together};
use domain::projects::scope::vectors::{DAY, base};
use domain::projects::scope::{Facts, Severity, check, comparable};
use domain::projects::{DeliverableKind, Draft, TaskKind};

/// A figure, another number for it, the rule that reads it, and what makes the rule care.
type Case = (&'static str, i64, &'static str, fn(&mut Draft, &mut Facts));

const fn as_it_is(_: &mut Draft, _: &mut Facts) {}

fn only(draft: &mut Draft, kind: DeliverableKind) {
    draft.deliverables.truncate(1);
    draft.deliverables[0].kind = kind;
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    ("wage_floor", 2_100, "Q08", as_it_is),
    ("least_hours", 16, "Q05", as_it_is),
    ("most_hours", 24, "Q05", as_it_is),
    ("hours_spread", 150, "Q05", as_it_is),
    ("title_least", 10, "Q01", |draft, _| draft.title = "Plan one event".into()),
    ("title_most", 41, "Q01", as_it_is),
    ("vague_phrases", 0, "Q02", |draft, _| draft.problem.push_str(" We want tables, charts, etc.")),
    ("least_words", 500, "Q02", as_it_is),
    ("most_words", 100, "Q24", as_it_is),
    ("reading_grade", 5, "Q24", as_it_is),
    ("plan_tolerance", 0, "Q06", |draft, _| draft.milestones[0].hours += 2),
    ("midpoint_hours", 25, "Q06", |draft, _| {
        draft.milestones.truncate(1);
        draft.milestones[0].hours = 25;
    }),
    ("meeting_minutes", 121, "Q07", as_it_is),
    ("report_hours", 4_000, "Q07", |draft, _| only(draft, DeliverableKind::Report)),
    ("dataset_hours", 4_000, "Q07", |draft, _| only(draft, DeliverableKind::Dataset)),
    ("slides_hours", 4_000, "Q07", |draft, _| only(draft, DeliverableKind::Slides)),
    ("design_hours", 4_000, "Q07", |draft, _| only(draft, DeliverableKind::Design)),
    ("code_hours", 4_000, "Q07", |draft, _| only(draft, DeliverableKind::Code)),
    ("content_hours", 4_000, "Q07", |draft, _| only(draft, DeliverableKind::Content)),
    ("plan_hours", 4_000, "Q07", |draft, _| only(draft, DeliverableKind::Plan)),
    ("event_hours", 4_000, "Q07", |draft, _| only(draft, DeliverableKind::Event)),
    ("analysis_hours", 4_000, "Q07", |draft, _| only(draft, DeliverableKind::Analysis)),
    ("other_hours", 4_000, "Q07", |draft, _| only(draft, DeliverableKind::Other)),
    ("review_days", 20, "Q13", as_it_is),
    ("posting_days", 20, "Q13", as_it_is),
    ("onboarding_days", 20, "Q13", as_it_is),
    ("shortest_span", 30, "Q13", as_it_is),
    ("longest_span", 10, "Q13", as_it_is),
    ("slack_days", 3, "Q13", as_it_is),
    ("weekly_warn", 8, "Q14", as_it_is),
    ("weekly_refer", 11, "Q14", |draft, _| draft.weekly_hours = 12),
    ("weekly_most", 17, "Q14", |draft, _| draft.weekly_hours = 18),
    ("check_in_gap", 6, "Q15", as_it_is),
    ("reply_promise", 1, "Q15", as_it_is),
    ("students_each", 1, "Q15", |draft, _| draft.seats = 2),
    ("clerical_warn", 10, "Q11", |draft, _| draft.tasks[3].kind = TaskKind::Clerical),
    ("clerical_refer", 22, "Q11", |draft, _| {
        draft.tasks[2].kind = TaskKind::Clerical;
        draft.tasks[3].kind = TaskKind::Clerical;
    }),
    ("must_haves", 0, "Q16", as_it_is),
    ("similar_share", 50, "Q22", |draft, facts| {
        let more = " one more word two some three other four words five that six are seven not eight here nine";
        facts.live_projects = vec![comparable(draft) + more];
    }),
    ("same_seats", 1, "Q22", |draft, _| draft.seats = 2),
];

/// Figures that other parts of the program read.
const ELSEWHERE: &[&str] = &["second_approval", "payroll_tax", "student_exempt", "weekly_hours"];

/// What a rule says of a draft: the weight of each finding, and where it stands.
fn answer(rule: &str, draft: &Draft, policy: &Policy, facts: &Facts) -> Vec<(Severity, String, u8)> {
    let findings = check(draft, policy, facts).findings.into_iter().filter(|finding| finding.id == rule);
    findings.map(|finding| (finding.severity, finding.field, finding.worth)).collect()
}

#[test]
fn another_figure_is_another_answer() {
    for (name, number, rule, edit) in CASES {
        let (mut draft, mut facts) = (base().unwrap(), Facts::new(DAY, false));
        edit(&mut draft, &mut facts);
        let mut policy = Policy::defaults(DAY);
        let before = answer(rule, &draft, &policy, &facts);
        assert!(policy.set(name, *number), "{name}");
        let after = answer(rule, &draft, &policy, &facts);
        assert_ne!(before, after, "{name} = {number} changes nothing in {rule}");
        let figure = FIGURES.iter().find(|figure| figure.name == *name).unwrap();
        assert!((figure.least..=figure.most).contains(number), "{name} = {number} is out of bounds");
        assert!(figure.about.contains(rule), "{name} is read by {rule}, and does not say so");
    }
}

#[test]
fn every_figure_of_the_check_has_a_case() {
    let cases: BTreeSet<&str> = CASES.iter().map(|(name, ..)| *name).collect();
    for figure in &FIGURES {
        let checked = match figure.group {
            Group::Pay => !ELSEWHERE.contains(&figure.name),
            Group::Clarity | Group::Realism | Group::Support | Group::Fairness => true,
            Group::Score | Group::Applications | Group::Privacy => false,
            Group::Deadlines => figure.name == "review_days",
        };
        assert_eq!(cases.contains(figure.name), checked, "{}", figure.name);
    }
}

#[test]
fn the_law_cannot_be_loosened() {
    let bounds =
        |name: &str| FIGURES.iter().find(|figure| figure.name == name).map(|figure| (figure.least, figure.most));
    assert_eq!(bounds("wage_floor").unwrap().0, 725, "29 U.S.C. 206");
    assert_eq!(bounds("weekly_most").unwrap().1, 20, "8 CFR 214.2(f)(9)(i)");
}

#[test]
fn figures_that_contradict_each_other_do_not_fit() {
    for (name, number) in [
        ("least_hours", 41),
        ("least_words", 701),
        ("shortest_span", 57),
        ("weekly_warn", 16),
        ("weekly_refer", 9),
        ("weekly_most", 14),
        ("clerical_warn", 41),
        ("review_score", 81),
        ("automatic_answer_days", 4),
    ] {
        let mut policy = Policy::defaults(DAY);
        assert_eq!(fit_together(&policy), Ok(()));
        policy.set(name, number);
        assert!(fit_together(&policy).is_err(), "{name} = {number}");
    }
}
