//! `server scope-check`: the domain's check on files. No database, no network, nothing is kept.

mod file;
mod print;

use std::io::{Read, Write};
use std::path::Path;

use domain::policy::Policy;
use domain::projects::Draft;
use domain::projects::scope::vectors::Vectors;
use domain::projects::scope::{Facts, Report, check};
use domain::time::Day;

use crate::config::ScopeCheck;
use file::Subject;

/// What one file comes to: the exit code of the command is the highest of all its files.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Outcome {
    /// No finding; every case of a file of vectors as it says.
    Clean = 0,
    /// Warnings, or findings on which staff decide; nothing blocks.
    Found = 1,
    /// Something blocks; or a case of a file of vectors is not as it says.
    Blocked = 2,
    /// A file, or the policy, cannot be read.
    Unreadable = 3,
}

/// One file with what was found in it.
struct Checked {
    /// As it was named on the command line.
    name: String,
    result: Result<Found, String>,
}

/// What was found.
enum Found {
    /// In a draft or a template, as if it were checked on this day.
    Draft { today: Day, report: Report },
    /// In a file of vectors: each case by its name, with what is different from what it says.
    Vectors { rule: String, cases: Vec<(String, Result<(), String>)> },
}

impl Checked {
    fn outcome(&self) -> Outcome {
        match &self.result {
            Err(_) => Outcome::Unreadable,
            Ok(Found::Draft { report, .. }) if !report.blocks().is_empty() => Outcome::Blocked,
            Ok(Found::Draft { report, .. }) if !report.findings.is_empty() => Outcome::Found,
            Ok(Found::Vectors { cases, .. }) if cases.iter().any(|(_, case)| case.is_err()) => Outcome::Blocked,
            Ok(_) => Outcome::Clean,
        }
    }
}

/// Checks every file and prints what was found to `out`; what cannot be read is said on `errors`.
///
/// `today` is the day it is where `--today` does not say another. Reads `input` for the file `-`.
///
/// # Errors
/// When `out` or `errors` cannot be written.
pub fn run(
    options: &ScopeCheck,
    today: Day,
    input: &mut dyn Read,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> std::io::Result<Outcome> {
    let policy = match policy(options, options.today.unwrap_or(today)) {
        Ok(policy) => policy,
        Err(sentence) => {
            writeln!(errors, "{}", print::plain(&sentence))?;
            return Ok(Outcome::Unreadable);
        }
    };
    let mut all = Vec::new();
    for path in &options.files {
        let name = path.display().to_string();
        let result = file::read(path, input).and_then(|text| examine(&text, options, today, &policy));
        all.push(Checked { result: result.map_err(|cause| format!("{name} {cause}")), name });
    }
    if options.json {
        print::for_machines(&all, out)?;
    } else {
        print::for_people(&all, &policy, out)?;
    }
    for sentence in all.iter().filter_map(|one| one.result.as_ref().err()) {
        writeln!(errors, "{}", print::plain(sentence))?;
    }
    Ok(all.iter().map(Checked::outcome).max().unwrap_or(Outcome::Clean))
}

/// The default figures, with those of the file in place of them.
fn policy(options: &ScopeCheck, version: Day) -> Result<Policy, String> {
    let mut policy = Policy::defaults(version);
    if let Some(path) = &options.policy {
        let said = |cause: String| format!("{} {cause}", path.display());
        for (name, value) in file::figures(path).map_err(said)? {
            if !policy.set(&name, value) {
                let known: Vec<String> = policy.figures().into_iter().map(|(name, _)| name).collect();
                return Err(said(format!("has {name}, which is no figure; there are {}.", known.join(", "))));
            }
        }
    }
    Ok(policy)
}

fn examine(text: &str, options: &ScopeCheck, today: Day, policy: &Policy) -> Result<Found, String> {
    let day = options.today.unwrap_or(today);
    match file::subject(text, day)? {
        Subject::Draft { draft, mut facts } => {
            if let Some(today) = options.today {
                facts.today = today;
            }
            Ok(Found::Draft { today: facts.today, report: check(&draft, policy, &facts) })
        }
        Subject::Template(template) => {
            let draft = named(template.start(day));
            Ok(Found::Draft { today: day, report: check(&draft, policy, &Facts::new(day, false)) })
        }
        Subject::Vectors(vectors) => prove(vectors, policy),
    }
}

/// A template has no names yet: what is checked is everything else.
fn named(mut draft: Draft) -> Draft {
    if draft.supervisor_name.is_empty() && draft.supervisor_email.is_empty() {
        draft.supervisor_name = "Ana Reyes".to_owned();
        draft.supervisor_email = "ana@lantern.example".to_owned();
    }
    draft
}

/// Runs every case. Cases bring their own day: `--today` does not reach them.
fn prove(vectors: Vectors, policy: &Policy) -> Result<Found, String> {
    let mut cases = Vec::new();
    for case in vectors.cases {
        let (draft, facts) =
            case.input().map_err(|error| format!("is unreadable in the case “{}”: {error}.", case.name))?;
        file::known_fields(&serde_json::Value::Object(case.draft.clone()), &draft)?;
        let policy = case
            .policy(policy)
            .map_err(|name| format!("has {name} in the case “{}”, which is no figure.", case.name))?;
        let outcome = case.outcome(&vectors.rule, &check(&draft, &policy, &facts));
        cases.push((case.name, outcome));
    }
    Ok(Found::Vectors { rule: vectors.rule, cases })
}

/// Whether the path stands for standard input.
fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}
