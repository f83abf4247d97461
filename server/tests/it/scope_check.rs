//! `server scope-check` in process: what it reads, prints and returns. No database.

use std::path::{Path, PathBuf};

use clap::Parser as _;
use domain::projects::scope::vectors::Vectors;
use domain::projects::scope::{Severity, check};
use serde_json::{Value, json};
use server::commands::scope_check::{Outcome, run};
use server::config::{Cli, Command};

/// What one call answered.
struct Answer {
    outcome: Outcome,
    out: String,
    errors: String,
}

/// `server scope-check <arguments>` with this on standard input, on 1 September 2026.
fn scope_check(arguments: &[&str], input: &str) -> Answer {
    let cli = Cli::try_parse_from(["server", "scope-check"].iter().chain(arguments)).expect("options");
    let Command::ScopeCheck(options) = cli.command else { panic!("another command") };
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let today = domain::projects::scope::vectors::DAY;
    let outcome = run(&options, today, &mut input.as_bytes(), &mut out, &mut errors).expect("written");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Answer { outcome, out: text(out), errors: text(errors) }
}

fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/data").join(path)
}

fn files(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(data(folder)).expect("a folder");
    let mut files: Vec<String> = entries.map(|entry| entry.expect("a file").path().display().to_string()).collect();
    files.sort();
    files
}

/// The base draft with these fields in place of its own.
fn draft(fields: &Value) -> String {
    let text = std::fs::read_to_string(data("scope/base.json")).expect("the base draft");
    let mut draft: Value = serde_json::from_str(&text).expect("JSON");
    if let (Value::Object(draft), Value::Object(fields)) = (&mut draft, fields) {
        draft.extend(fields.clone());
    }
    draft.to_string()
}

/// A file for this test with this text.
fn written(name: &str, text: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).expect("a file");
    path.display().to_string()
}

#[test]
fn the_exit_code_says_the_worst() {
    for (fields, outcome, words) in [
        (json!({}), Outcome::Clean, "-: no finding, score 100 of 100, as of Tuesday 1 September"),
        (json!({ "title": "Marketing intern" }), Outcome::Found, "Q01  Warning  at title"),
        (json!({ "personal_data": true }), Outcome::Found, "Q19  Staff decide  at personal_data"),
        (json!({ "amount": 100 }), Outcome::Blocked, "Q08  Blocks submit  at amount"),
    ] {
        let answer = scope_check(&["-"], &draft(&fields));
        assert_eq!(answer.outcome, outcome, "{fields}");
        assert!(answer.out.contains(words), "{}", answer.out);
        assert_eq!(answer.errors, "");
    }
    assert_eq!(
        [Outcome::Clean, Outcome::Found, Outcome::Blocked, Outcome::Unreadable].map(|outcome| outcome as u8),
        [0, 1, 2, 3]
    );
    let base = data("scope/base.json").display().to_string();
    assert_eq!(scope_check(&[&base, "-"], &draft(&json!({ "amount": 100 }))).outcome, Outcome::Blocked);
    let answer = scope_check(&[&base, "no-such-file.json"], "");
    assert_eq!(answer.outcome, Outcome::Unreadable);
    assert!(answer.out.contains("no finding") && answer.errors.starts_with("no-such-file.json cannot be read:"));
}

#[test]
fn a_finding_says_what_why_and_how_and_what_to_do_first() {
    let answer = scope_check(&["-"], &draft(&json!({ "amount": 30_000, "reply_days": 5 })));
    for words in [
        "2 findings, score 89 of 100",
        "$12.00 an hour is below the floor of $15.00.",
        "Why: The floor is compared",
        "Fix: Raise the pay to $375",
        "For example: 375",
        "Score 89: clarity 30 of 30, realism 25 of 25, support 22 of 25, fairness 12 of 20",
        "What would raise it most: Q08 at amount, 8 points",
    ] {
        assert!(answer.out.contains(words), "{words}: {}", answer.out);
    }
}

#[test]
fn machines_get_one_object() {
    let answer = scope_check(&["--json", "-", "no-such-file.json"], &draft(&json!({ "supervisor_name": "" })));
    let read: Value = serde_json::from_str(&answer.out).expect("JSON");
    assert_eq!(read["exit_code"], 3);
    let first = &read["files"][0];
    assert_eq!((&first["file"], &first["exit_code"], &first["today"]), (&json!("-"), &json!(2), &json!("2026-09-01")));
    assert_eq!((&first["highest_severity"], &first["findings"][0]["id"]), (&json!("block"), &json!("Q15")));
    assert_eq!((&first["score"]["total"], &first["score"]["support"]), (&json!(92), &json!(17)));
    assert_eq!(first["best_step"], json!({ "id": "Q15", "field": "supervisor_name", "gain": 8 }));
    assert!(read["files"][1]["error"].as_str().is_some_and(|error| error.contains("cannot be read")));
}

#[test]
fn every_vector_file_is_as_it_says() {
    let files: Vec<String> = files("scope").into_iter().filter(|file| !file.ends_with("base.json")).collect();
    assert_eq!(files.len(), 24);
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    let answer = scope_check(&names, "");
    assert_eq!((answer.outcome, answer.errors.as_str()), (Outcome::Clean, ""), "{}", answer.out);
    assert_eq!(answer.out.matches("are as they say").count(), 24);
    // The same cases, each as a file of its own.
    for file in &files {
        let text = std::fs::read_to_string(file).expect("a file");
        let vectors: Vectors = serde_json::from_str(&text).expect("vectors");
        // A file of a draft has no figures of its own: the cases that have were run above.
        for case in vectors.cases.into_iter().filter(|case| case.policy.is_empty()) {
            let (draft, facts) = case.input().expect("a draft");
            let answer = scope_check(&["-"], &json!({ "draft": draft, "facts": facts }).to_string());
            let report = check(&draft, &domain::policy::Policy::defaults(facts.today), &facts);
            let due = match report.findings.iter().map(|finding| finding.severity).min() {
                None => Outcome::Clean,
                Some(Severity::Block) => Outcome::Blocked,
                Some(Severity::Staff | Severity::Warn) => Outcome::Found,
            };
            assert_eq!(answer.outcome, due, "{file}: {}: {}{}", case.name, answer.out, answer.errors);
            assert!(!case.hit || answer.out.contains(&vectors.rule), "{file}: {}", case.name);
        }
    }
}

#[test]
fn a_vector_that_is_wrong_is_named() {
    let vectors = json!({ "rule": "Q08", "cases": [{ "name": "a cent", "draft": { "amount": 1 }, "hit": false }] });
    let answer = scope_check(&["-"], &vectors.to_string());
    assert_eq!(answer.outcome, Outcome::Blocked);
    assert!(answer.out.contains("-: 0 of 1 cases of Q08 are as they say\n  a cent: Q08 should find nothing"));
}

#[test]
fn every_template_is_clean_on_any_day() {
    let files = files("templates");
    assert_eq!(files.len(), 12);
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    for day in ["2026-09-01", "2027-02-28", "2028-12-31"] {
        let answer = scope_check(&[&["--today", day][..], &names].concat(), "");
        assert_eq!((answer.outcome, answer.errors.as_str()), (Outcome::Clean, ""), "{}", answer.out);
    }
}

#[test]
fn figures_of_the_program_replace_the_defaults() {
    let policy = written("floor.json", r#"{ "wage_floor": 2100, "student_exempt": true, "version": "2026-01-01" }"#);
    let answer = scope_check(&["--policy", &policy, "-"], &draft(&json!({})));
    assert!(answer.out.contains("below the floor of $21.00"), "{}", answer.out);
    for (name, text, words) in [
        ("unknown.json", r#"{ "wage_flor": 2100 }"#, "has wage_flor, which is no figure; there are wage_floor,"),
        ("fraction.json", r#"{ "wage_floor": 15.5 }"#, "has wage_floor, which is no whole number."),
        ("list.json", "[]", "is no list of figures"),
    ] {
        let answer = scope_check(&["--policy", &written(name, text), "-"], &draft(&json!({})));
        assert_eq!((answer.outcome, answer.out.as_str()), (Outcome::Unreadable, ""), "{name}");
        assert!(answer.errors.contains(words), "{}", answer.errors);
    }
}

#[test]
fn what_is_no_draft_is_said_in_one_sentence() {
    for (text, words) in [
        ("{", "- is no JSON: "),
        ("[]", "- holds no project draft: a draft is a JSON object."),
        (r#"{ "hours_low": "ten" }"#, "- is no project draft: "),
        (r#"{ "titel": "x" }"#, "- has the field titel, which is not known."),
        (r#"{ "deliverables": [{}, { "sise": "x" }] }"#, "- has the field deliverables/2/sise, which is not known."),
        (r#"{ "draft": {}, "facts": { "tody": "x" } }"#, "- has the field tody, which is not known."),
        (r#"{ "draft": {}, "facts": { "today": "x" } }"#, "- is no list of facts: "),
        (r#"{ "rule": "Q01", "cases": 1 }"#, "- is no file of test vectors: "),
    ] {
        let answer = scope_check(&["-"], text);
        assert_eq!((answer.outcome, answer.out.as_str()), (Outcome::Unreadable, ""), "{text}");
        assert!(answer.errors.starts_with(words) && answer.errors.lines().count() == 1, "{text}: {}", answer.errors);
    }
    let large = " ".repeat(1 << 20) + "{} ";
    assert!(scope_check(&["-"], &large).errors.contains("larger than one megabyte"));
}

#[test]
fn facts_and_days_reach_the_rules() {
    let late = json!({ "draft": serde_json::from_str::<Value>(&draft(&json!({}))).expect("JSON"), "facts": { "today": "2026-09-14" } });
    assert_eq!(scope_check(&["-"], &late.to_string()).outcome, Outcome::Blocked);
    // The command line has the last word.
    assert_eq!(scope_check(&["--today", "2026-09-01", "-"], &late.to_string()).outcome, Outcome::Clean);
    assert!(Cli::try_parse_from(["server", "scope-check", "--today", "tomorrow", "-"]).is_err());
    assert!(Cli::try_parse_from(["server", "scope-check"]).is_err());
}

#[test]
fn a_draft_cannot_steer_the_terminal() {
    let answer =
        scope_check(&["-"], &draft(&json!({ "deliverables": [{ "name": "A \u{1b}[2Jfile", "kind": "other" }] })));
    assert!(answer.out.contains("[2Jfile") && !answer.out.contains('\u{1b}'), "{}", answer.out);
}

/// The output in `docs/scope-check.md` is what the command prints. `UPDATE_DOCS=1` writes what the
/// page is made of; `cargo xtask gen` makes the page.
#[test]
fn the_example_of_the_page_is_real() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let example = root.join("docs/scope-check.example.json").display().to_string();
    let answer = scope_check(&["--today", "2026-09-01", &example], "");
    let printed = answer.out.replace(&example, "docs/scope-check.example.json");
    let kept = root.join("domain/examples/generate/scope_check_output.txt");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&kept, &printed).expect("the output can be written");
    }
    assert_eq!(std::fs::read_to_string(kept).unwrap_or_default(), printed, "run this test with UPDATE_DOCS=1");
    let page = std::fs::read_to_string(root.join("docs/scope-check.md")).expect("the page");
    assert!(page.contains(&printed), "docs/scope-check.md is old: run `cargo xtask gen`");
}
