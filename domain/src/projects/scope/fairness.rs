//! Fairness, 20 points together with pay: real work, modest demands, plain terms.

use super::super::choices::TaskKind;
use super::super::steps::Step;
use super::{Case, Finding, Severity, text};

const WORK: u8 = 3;
const DEMANDS: u8 = 3;
const WORDS: u8 = 3;
/// Each of owner, artificial-intelligence rule and portfolio.
const TERM: u8 = 1;

pub(super) fn q11_busywork(case: &Case<'_>) -> Vec<Finding> {
    let tasks = &case.draft.tasks;
    let sum = |clerical_only: bool| -> i64 {
        let counted = tasks.iter().filter(|task| !clerical_only || task.kind == TaskKind::Clerical);
        counted.map(|task| i64::from(task.hours.max(0))).sum()
    };
    let (all, clerical) = (sum(false), sum(true));
    let percent = if all > 0 { clerical * 100 / all } else { 0 };
    let (warn, refer) = (case.policy.clerical_warn, case.policy.clerical_refer);
    // Compared without rounding: 20.4 % is above 20 %.
    let above = |share: i32| clerical * 100 > all * i64::from(share);
    if above(warn) {
        let (severity, worth) = if above(refer) { (Severity::Staff, WORK) } else { (Severity::Warn, WORK - 1) };
        let first = tasks.iter().position(|task| task.kind == TaskKind::Clerical).unwrap_or(0) + 1;
        return vec![Finding::new(severity, Step::Plan, format!("task_{first}_kind"), worth).says(
            format!("{percent} % of the hours are clerical."),
            "Copying and filing teach little; this is learning as well as work.",
            advice!("Keep clerical tasks to {warn} % of the hours, and add a task that analyses or creates something."),
        )];
    }
    if tasks.iter().any(|task| matches!(task.kind, TaskKind::Analyse | TaskKind::Create)) {
        return Vec::new();
    }
    let field = if tasks.is_empty() { "task_1_name" } else { "task_1_kind" };
    vec![Finding::new(Severity::Warn, Step::Plan, field, WORK).says(
        if tasks.is_empty() { "There is no task yet." } else { "No task analyses or creates anything." },
        "",
        "Add such a task, with its hours.",
    )]
}

pub(super) fn q16_over_asking(case: &Case<'_>) -> Vec<Finding> {
    let skills = &case.draft.skills;
    if skills.is_empty() {
        return vec![Finding::new(Severity::Warn, Step::Skills, "skill_1_name", DEMANDS).says(
            "There is no skill yet.",
            "Students find projects by skill.",
            "Name two to six, and mark those that can be learned on the way.",
        )];
    }
    // What the student makes or reads about may well be called an expert's; demands stand elsewhere.
    let mut entries = text::everything(case.draft);
    entries.retain(|entry| entry.step != Step::Outcome || entry.field == "problem");
    if let Some((entry, phrase)) = text::first(entries, &text::OVER_ASKING) {
        let fix = if phrase.instead.is_empty() {
            "Take it out, or say what the student must be able to do.".to_owned()
        } else {
            advice!("Write {} instead.", phrase.instead)
        };
        let message = format!("“{}” asks too much of a student.", phrase.shown);
        return vec![Finding::new(Severity::Warn, entry.step, entry.field, DEMANDS).says(message, "", fix)];
    }
    let needed: Vec<usize> = (1..).zip(skills).filter(|(_, skill)| skill.must_have).map(|(n, _)| n).collect();
    let most = case.policy.must_haves;
    let Some(first) = usize::try_from(most).ok().and_then(|most| needed.get(most)) else { return Vec::new() };
    vec![Finding::new(Severity::Warn, Step::Skills, format!("skill_{first}_must_have"), DEMANDS).says(
        format!("{} skills are must-haves.", needed.len()),
        "",
        advice!("Keep up to {most}, and mark the others as learned on the way."),
    )]
}

pub(super) fn q20_biased_words(case: &Case<'_>) -> Vec<Finding> {
    if let Some((entry, phrase)) = text::first(text::everything(case.draft), &text::CITIZENSHIP) {
        return vec![Finding::new(Severity::Staff, entry.step, entry.field, WORDS).says(
            format!("“{}” may go beyond the law.", phrase.shown),
            "Citizenship or birth may be asked only where a law or contract requires it.",
            "Take it out, or tell staff which law requires it.",
        )];
    }
    let found = text::first(text::everything(case.draft), &text::BIASED);
    found
        .map(|(entry, phrase)| {
            let finding = Finding::new(Severity::Warn, entry.step, entry.field, WORDS).says(
                format!("“{}” keeps some students from applying.", phrase.shown),
                "",
                if phrase.instead.is_empty() {
                    "Take it out.".to_owned()
                } else {
                    advice!("Try “{}”.", phrase.instead)
                },
            );
            if phrase.instead.is_empty() { finding } else { finding.suggests(phrase.instead) }
        })
        .into_iter()
        .collect()
}

pub(super) fn q21_terms_missing(case: &Case<'_>) -> Vec<Finding> {
    let draft = case.draft;
    let finding = |severity, field: &str| Finding::new(severity, Step::Terms, field, TERM);
    let mut findings = Vec::new();
    if draft.owner_of_work.is_none() {
        findings.push(finding(Severity::Block, "owner_of_work").says(
            "Nobody is named as owner of the work.",
            "Unclear ownership leads to quarrels after the work is done.",
            "Choose who owns it once it is paid.",
        ));
    }
    if draft.ai_rule.is_none() {
        findings.push(finding(Severity::Block, "ai_rule").says(
            "There is no rule for AI tools.",
            "Artificial-intelligence (AI) tools are at hand; without a rule, students guess.",
            "Choose whether they are allowed.",
        ));
    }
    let (severity, message) = match draft.portfolio_allowed {
        Some(true) => return findings,
        Some(false) => (Severity::Warn, "The student may show nothing."),
        None => (Severity::Block, "You have not said whether the student may show the work."),
    };
    findings.push(finding(severity, "portfolio_allowed").says(
        message,
        "Students need proof of their work to find the next one.",
        "Let them show a part of it, or a version without names and numbers.",
    ));
    findings
}
