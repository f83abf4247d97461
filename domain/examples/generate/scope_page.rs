//! The page on `server scope-check`: words from a file, tables from the rules.

use std::fmt::Write as _;

use domain::policy::{FIGURES, Policy};
use domain::projects::Draft;
use domain::projects::scope::{Facts, Severity, check, rules, vectors};

/// The whole page.
pub fn page() -> String {
    // A clean draft has the full score of every part.
    let base: Draft = vectors::base().unwrap_or_default();
    let full = check(&base, &Policy::defaults(vectors::DAY), &Facts::new(vectors::DAY, false)).score;
    let mut page = include_str!("scope_check.md").to_owned();
    for (place, text) in [
        ("{{clarity}}", full.clarity.to_string()),
        ("{{realism}}", full.realism.to_string()),
        ("{{support}}", full.support.to_string()),
        ("{{fairness}}", full.fairness.to_string()),
        ("{{rules}}", rule_table()),
        ("{{figures}}\n", figure_table()),
        ("{{example}}", include_str!("scope_check_output.txt").to_owned()),
    ] {
        page = page.replace(place, &text);
    }
    page
}

fn rule_table() -> String {
    let mut table = String::from("| Id | Rule | Finds something when | Severity | Points |\n|---|---|---|---|---|\n");
    for rule in rules() {
        let severities: Vec<&str> = rule.severities.iter().map(|severity| word(*severity)).collect();
        let points = if rule.part.is_empty() { String::new() } else { format!("{} of {}", rule.points, rule.part) };
        let _ = writeln!(
            table,
            "| {} v{} | {} | {} | {} | {points} |",
            rule.id,
            rule.version,
            rule.name,
            rule.when,
            severities.join(", ")
        );
    }
    table
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => "blocks",
        Severity::Staff => "staff",
        Severity::Warn => "warns",
    }
}

fn figure_table() -> String {
    let mut table = String::from("| Figure | What it is | Default | From | To |\n|---|---|---|---|---|\n");
    for (figure, number) in FIGURES.iter().zip(Policy::defaults(vectors::DAY).numbers()) {
        let _ = writeln!(
            table,
            "| `{}` | {}. {} | {number} | {} | {} |",
            figure.name, figure.words, figure.about, figure.least, figure.most
        );
    }
    table
}
