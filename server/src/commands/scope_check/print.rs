//! What was found, for people and for machines.

use std::io::{Result, Write};

use domain::machine::Word as _;
use domain::policy::Policy;
use domain::projects::scope::{Finding, Report, best_step};
use domain::time::{iso, long_date};
use serde_json::{Value, json};

use super::{Checked, Found, Outcome};

/// A text of a file, without what could steer a terminal.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A block for each file that could be read.
pub(super) fn for_people(all: &[Checked], policy: &Policy, out: &mut dyn Write) -> Result<()> {
    let readable = all.iter().filter_map(|one| Some((plain(&one.name), one.result.as_ref().ok()?)));
    for (index, (name, found)) in readable.enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        match found {
            Found::Draft { today, report } => {
                let count = match report.findings.len() {
                    0 => "no finding".to_owned(),
                    1 => "1 finding".to_owned(),
                    count => format!("{count} findings"),
                };
                writeln!(out, "{name}: {count}, score {} of 100, as of {}", report.score.total, long_date(*today))?;
                for finding in &report.findings {
                    writeln!(out)?;
                    write_finding(finding, out)?;
                }
                writeln!(out)?;
                write_score(report, policy, out)?;
            }
            Found::Vectors { rule, cases } => {
                let wrong = cases.iter().filter(|(_, case)| case.is_err()).count();
                let rule = plain(rule);
                writeln!(out, "{name}: {} of {} cases of {rule} are as they say", cases.len() - wrong, cases.len())?;
                for (case, difference) in cases {
                    if let Err(difference) = difference {
                        writeln!(out, "  {}: {}", plain(case), plain(difference))?;
                    }
                }
            }
        }
    }
    Ok(())
}

fn write_finding(finding: &Finding, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "  {}  {}  at {}", finding.id, finding.severity.label(), finding.field)?;
    writeln!(out, "       {}", plain(&finding.message))?;
    writeln!(out, "       Why: {}", plain(&finding.why))?;
    writeln!(out, "       Fix: {}", plain(&finding.fix))?;
    match &finding.suggestion {
        Some(text) => writeln!(out, "       For example: {}", plain(text)),
        None => Ok(()),
    }
}

fn write_score(report: &Report, policy: &Policy, out: &mut dyn Write) -> Result<()> {
    let score = report.score;
    writeln!(
        out,
        "  Score {}: clarity {} of 30, realism {} of 25, support {} of 25, fairness {} of 20",
        score.total, score.clarity, score.realism, score.support, score.fairness
    )?;
    let (review, fast) = (policy.review_score, policy.fast_track_score);
    writeln!(out, "  Review asks for {review}, the fast track of a repeat host for {fast}")?;
    match best_step(report) {
        Some(step) => {
            let points = if step.gain == 1 { "1 point".to_owned() } else { format!("{} points", step.gain) };
            writeln!(out, "  What would raise it most: {} at {}, {points}", step.finding.id, step.finding.field)
        }
        None => Ok(()),
    }
}

/// One JSON object with all files.
pub(super) fn for_machines(all: &[Checked], out: &mut dyn Write) -> Result<()> {
    let files: Vec<Value> = all.iter().map(file).collect();
    let code = all.iter().map(Checked::outcome).max().unwrap_or(Outcome::Clean) as u8;
    serde_json::to_writer_pretty(&mut *out, &json!({ "exit_code": code, "files": files }))?;
    writeln!(out)
}

fn file(one: &Checked) -> Value {
    let code = one.outcome() as u8;
    match &one.result {
        Err(sentence) => json!({ "file": one.name, "exit_code": code, "error": sentence }),
        Ok(Found::Draft { today, report }) => {
            let best = best_step(report)
                .map(|step| json!({ "id": step.finding.id, "field": step.finding.field, "gain": step.gain }));
            let highest = report.findings.iter().map(|finding| finding.severity).min().map(|highest| highest.word());
            json!({
                "file": one.name,
                "exit_code": code,
                "today": iso(*today),
                "highest_severity": highest,
                "findings": report.findings,
                "score": report.score,
                "best_step": best,
            })
        }
        Ok(Found::Vectors { rule, cases }) => {
            let cases: Vec<Value> = cases
                .iter()
                .map(|(name, case)| json!({ "name": name, "as_said": case.is_ok(), "difference": case.as_ref().err() }))
                .collect();
            json!({ "file": one.name, "exit_code": code, "rule": rule, "cases": cases })
        }
    }
}
