//! Old postings and e-mails with what must be found in them, and texts nobody would paste.

use std::path::{Path, PathBuf};

use jiff::civil::date;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::*;
use crate::machine::Word as _;
use crate::projects::{Step, form};

/// What stands beside `<name>.txt` in `tests/data/paste/<name>.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// The day it is pasted.
    #[serde(with = "crate::time::as_text")]
    today: Day,
    /// Every answer that is found; all others must stay empty.
    draft: Map<String, Value>,
    /// The words some of them came from.
    #[serde(default)]
    words: Map<String, Value>,
}

fn texts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/paste");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut texts: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    texts.sort();
    texts
}

#[test]
fn old_postings_and_mails_become_drafts() {
    let texts = texts();
    assert!(texts.len() >= 8);
    let mut wrong = Vec::new();
    for path in texts {
        let text = std::fs::read_to_string(&path).unwrap();
        let expected = std::fs::read_to_string(path.with_extension("json")).unwrap();
        let expected: Expected = serde_json::from_str(&expected).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let pasted = read(&text, expected.today);
        holds_together(&pasted, &text);
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let draft: Draft = serde_json::from_value(Value::Object(expected.draft)).unwrap();
        let (found, due) = (form::answers(&pasted.draft), form::answers(&draft));
        let not = |one: &[(String, String)], other: &[(String, String)]| -> Vec<String> {
            one.iter().filter(|answer| !other.contains(answer)).map(|(name, text)| format!("{name}={text}")).collect()
        };
        let (more, less) = (not(&found, &due), not(&due, &found));
        if !more.is_empty() || !less.is_empty() {
            wrong.push(format!("{name}: found {more:#?}, expected {less:#?}"));
        }
        for (field, words) in expected.words {
            if pasted.words(&field) != words.as_str() {
                wrong.push(format!("{name}: {field} came from {:?}, not {words}", pasted.words(&field)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What holds for any text: every answer has its guess and every guess its answer, the words stand in
/// the text, and the form keeps every answer as it is.
fn holds_together(pasted: &Pasted, text: &str) {
    let answers = form::answers(&pasted.draft);
    let silent = |name: &str, text: &str| name.ends_with("_kind") && text == "other";
    for (name, value) in &answers {
        assert!(silent(name, value) || pasted.words(name).is_some(), "{name}={value} has no guess");
    }
    let seen: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    for (index, guess) in pasted.guesses.iter().enumerate() {
        assert!(answers.iter().any(|(name, _)| name == guess.field), "{} has no answer", guess.field);
        assert!(pasted.guesses.iter().skip(index + 1).all(|other| other.field != guess.field), "{}", guess.field);
        assert!(guess.words.chars().count() <= limits::LINE && !guess.words.chars().any(char::is_control));
        let words: String = guess.words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        assert!(seen.contains(&words), "{}: {:?} is not in the text", guess.field, guess.words);
    }
    let mut copy = Draft::default();
    for step in Step::ALL {
        let errors = form::fill(*step, &mut copy, &answers);
        let long = |name: &String| name == "title";
        assert!(errors.0.keys().all(long), "{errors:?}");
    }
    assert_eq!(copy, pasted.draft);
}

#[test]
fn an_empty_text_gives_an_empty_draft() {
    for text in ["", " \n\t\n", "\u{0}\u{7}\u{200b}", "-----\n=====", "😀"] {
        assert_eq!(read(text, date(2026, 9, 1)), Pasted::default(), "{text:?}");
    }
}

#[test]
fn what_is_found_in_one_line() {
    let found = |text: &str| form::answers(&read(text, date(2026, 9, 1)).draft);
    for (text, answers) in [
        ("15-20 hours.", "hours_low=15; hours_high=20"),
        ("About 20 h.", "hours_low=20; hours_high=20"),
        ("10 hrs/week for 4 weeks.", "hours_low=40; hours_high=40; weekly_hours=10"),
        ("Up to 25 hours.", "hours_high=25"),
        ("Between fifteen and twenty (15-20) hours.", "hours_low=15; hours_high=20"),
        ("Hours: 12 to 16", "hours_low=12; hours_high=16"),
        ("Hours per week: 8", "weekly_hours=8"),
        ("8 hours a week, 30 hours in all.", "hours_low=30; hours_high=30; weekly_hours=8"),
        ("20 hrs, could be 25.", "hours_low=20; hours_high=25"),
        ("20 hrs. Could be 25", "hours_low=20; hours_high=25"),
        ("20 hours (maybe 25).", "hours_low=20; hours_high=25"),
        ("20, maybe 25 hours.", "hours_low=20; hours_high=25"),
        ("20 hours or so, 26 max.", "hours_low=20; hours_high=26"),
        ("About 20-25ish hours.", "hours_low=20; hours_high=25"),
        ("20 hours, possibly up to 30 hours.", "hours_low=20; hours_high=30"),
        ("15 to 20 hrs/week for 3 weeks.", "hours_low=45; hours_high=60; weekly_hours=20"),
        ("10 hrs x 3 weeks.", "hours_low=30; hours_high=30; weekly_hours=10"),
        ("8 hours a week, up to 20 in total.", "weekly_hours=8"),
        ("20 hours, maybe 3 weeks.", "hours_low=20; hours_high=20"),
        ("20 hours, maybe $25.", "hours_low=20; hours_high=20"),
        ("No less than 15 hours.", "hours_low=15"),
        (
            "You would produce a slide deck, a one-page memo and a spreadsheet by May 3.",
            "deliverable_1_name=a slide deck; deliverable_1_kind=slides; deliverable_2_name=a one-page memo; \
             deliverable_2_kind=report; deliverable_2_size=one-page; deliverable_3_name=a spreadsheet; \
             deliverable_3_kind=dataset; end=2027-05-03",
        ),
        ("You make sure that the report is right.", ""),
        ("We reply within 48 hours.", ""),
        ("Office hours: 9-5.", ""),
        ("It pays $400.", "pay_model=fixed_fee; amount=400"),
        ("$20/hour.", "pay_model=hourly"),
        ("$20/hour, 10 to 20 hours.", "hours_low=10; hours_high=20; pay_model=hourly; amount=400"),
        ("USD 500 stipend.", "pay_model=stipend; amount=500"),
        ("The fee is 1,200 dollars.", "pay_model=fixed_fee; amount=1200"),
        ("Compensation: $400-$500", "pay_model=fixed_fee; amount=400"),
        ("We raised $40,000 last year.", ""),
        ("A $2 million budget.", ""),
        ("$15 per lead.", ""),
        ("This is unpaid.", "amount=0"),
        ("There is no pay.", "amount=0"),
        ("Finish it by December 12.", "end=2026-12-12"),
        ("Apply by 10/2/2026.", "apply_by=2026-10-02"),
        ("Applications are due Oct 2, work starts 2026-10-12.", "start=2026-10-12; apply_by=2026-10-02"),
        ("Dates: Oct 12 - Nov 6", "start=2026-10-12; end=2026-11-06"),
        ("Posted Aug 3.", ""),
        ("Remote or on site.", "place=hybrid"),
        ("Not remote, you work in our office.", "place=on_site"),
        ("Remote sensing of forests.", ""),
        (
            "Contact: Dee Lindqvist, dee@harborstreet.example",
            "supervisor_name=Dee Lindqvist; supervisor_email=dee@harborstreet.example",
        ),
        ("You know Python and Excel.", "skill_1_name=Python; skill_2_name=Excel"),
        ("You excel in research.", ""),
    ] {
        let mut found: Vec<String> = found(text).iter().map(|(name, value)| format!("{name}={value}")).collect();
        found.retain(|answer| !answer.starts_with("title="));
        found.sort();
        let mut answers: Vec<&str> = answers.split("; ").filter(|answer| !answer.is_empty()).collect();
        answers.sort_unstable();
        assert_eq!(found, answers, "{text}");
    }
}

/// Texts that would be slow, deep or out of range if anything here looked back too far.
#[test]
fn nasty_texts_are_read_to_the_end() {
    let pieces = [
        "(",
        ")",
        "((20",
        "20)",
        "$",
        "$1-",
        "1",
        "1,000",
        "9,",
        "12/",
        "12/12/",
        "2026-",
        "Dec ",
        "Dec 12 - ",
        "may 5 ",
        "@",
        "a@b.",
        "a@b.c ",
        "hours ",
        "1 hour ",
        "20 - 30 - ",
        "per ",
        "Ann ",
        "Ann-",
        "A.",
        ".",
        "…",
        "é",
        "ß",
        "\u{301}",
        "> ",
        "- ",
        "- a\n",
        "1. x\n",
        "Deliverables: ",
        "Deliverables: a report, ",
        "Deliverables:\n",
        "From: a@b.c\n",
        "Subject: ",
        "Re: ",
        "[x] ",
        "Contact: ",
        "report and ",
        "\n",
        "\r",
        "\t",
        "\u{2028}",
        ":",
        "a: b\n",
        "Skills:\nExcel\n",
        "w",
        "word ",
        "https://",
        "www.",
        "'",
        "’",
        "😀",
        "\0",
        "%",
        "\u{feff}",
    ];
    for (index, piece) in pieces.iter().enumerate() {
        for end in ["", " hours", "@example.org", " $400 by Dec 12"] {
            // Nothing is read behind the limit, so a few texts of full length are enough.
            let length = if index % 6 == 0 && end.is_empty() { 200_000 } else { 10_000 };
            let text: String = piece.chars().cycle().take(length).chain(end.chars()).collect();
            let pasted = read(&text, date(2026, 9, 1));
            assert!(pasted.draft.title.chars().count() <= limits::LINE, "{piece:?}");
        }
    }
    for today in [Day::MIN, Day::MAX, date(2024, 2, 29)] {
        let _ = read("Start Feb 29, end Jan 1 by 1/2, 12/31/99 apply 2099-12-31 - Jan 3", today);
    }
}

#[test]
fn what_follows_the_limit_is_not_read() {
    let filler = "x ".repeat(MOST_CHARACTERS / 2);
    assert_eq!(read(&format!("{filler}It pays $400."), date(2026, 9, 1)).draft.amount, None);
    let short = "x ".repeat(1_000);
    assert!(read(&format!("{short}It pays $400."), date(2026, 9, 1)).draft.amount.is_some());
}

proptest! {
    #[test]
    fn any_text_holds_together(text in "\\PC{0,200}") {
        holds_together(&read(&text, date(2026, 9, 1)), &text);
    }

    /// Pieces of postings in any order: more of the rules meet than in chance letters.
    #[test]
    fn any_posting_holds_together(pieces in prop::collection::vec(0..40_usize, 0..60)) {
        const PIECES: [&str; 40] = [
            "Title: ", "Deliverables:\n", "- ", "1. ", "report ", "a 5-page memo", "\n", "\n\n", "$", "400", "-", "20", " hours ", "per week ",
            "for ", "weeks ", "Dec ", "12", "/", ", ", ". ", "by ", "apply ", "start ", "to ", "remote ", "on site ", "Contact: ", "Ana Reyes ",
            "ana@x.org ", "Skills: ", "Excel ", "must ", "Location: ", "12 Main Street", "From: ", "Subject: ", "(", ") ", "each ",
        ];
        let text: String = pieces.iter().map(|index| PIECES[*index]).collect();
        holds_together(&read(&text, date(2026, 9, 1)), &text);
    }
}
