//! The full text of an agreement: what the project says, then the clauses of the program. It is kept as plain lines
//! (`# ` title, `## ` heading, `- ` point), and its fingerprint is made of exactly these.

use std::net::IpAddr;

use crate::engagements::Terms;
use crate::projects::Classification;
use crate::time::{Day, long_date};

/// The clauses that come with Foothold; a program may write its own.
static OWN: &str = include_str!("../../data/agreement/clauses.txt");
/// What a clause may name.
const NAMES: [&str; 4] = ["{student}", "{host}", "{program}", "{project}"];
/// Characters of a program's clauses.
const LENGTH: std::ops::RangeInclusive<usize> = 200..=20_000;

/// One part of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// The title.
    Title(String),
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// Points that belong together.
    Points(Vec<String>),
}

/// The clauses that come with Foothold.
#[must_use]
pub fn own_clauses() -> &'static str {
    OWN.trim()
}

/// What is wrong with a program's clauses, as the sentence beside their field.
#[must_use]
pub fn clauses_fault(clauses: &str) -> Option<String> {
    let length = clauses.trim().chars().count();
    if length < *LENGTH.start() {
        return Some(format!("The clauses have {length} characters. Write at least {}.", LENGTH.start()));
    }
    if length > *LENGTH.end() {
        return Some(format!("The clauses have {length} characters. Shorten them to {}.", LENGTH.end()));
    }
    if clauses.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')) {
        return Some("The clauses have a character that cannot be kept. Type it again.".to_owned());
    }
    let rest = NAMES.iter().fold(clauses.to_owned(), |text, name| text.replace(name, ""));
    if rest.contains(['{', '}']) {
        return Some("In braces stand only {student}, {host}, {program} and {project}.".to_owned());
    }
    if clauses.lines().any(|line| line.starts_with("# ")) {
        return Some("Headings begin with ## and a space; # is the title’s.".to_owned());
    }
    None
}

/// The text all three sign. `amended` says what an amendment changes and who approved it; empty for the first text.
#[must_use]
pub fn agreement_text(terms: &Terms, clauses: &str, amended: &[String]) -> String {
    let (student, host) = (named(&terms.student), named(&terms.host));
    let (program, project) = (named(&terms.program), named(&terms.project));
    let mut lines = vec![format!("# Agreement on “{project}”")];
    if !amended.is_empty() {
        lines.push("## What this amendment changes".to_owned());
        lines.extend(amended.iter().map(|line| format!("- {}", named(line))));
        lines.push("Everything below holds as amended.".to_owned());
    }
    lines.extend([
        "## Who agrees".to_owned(),
        format!("- {student}, the student"),
        format!("- {host}, the host"),
        format!("- {program}, the program"),
        "## The work".to_owned(),
        format!("The student, {student}, works on “{project}” for {host}, within {program}."),
        format!("The work starts on {} and ends on {}.", dated(terms.start), dated(terms.end)),
        format!("It takes {} at most. More time needs an extension that both sides agree to first.", terms.time),
        "## What is handed in".to_owned(),
    ]);
    for same in terms.deliverables.chunk_by(|one, next| one.title == next.title) {
        let title = same.first().map(|one| bare(&one.title)).unwrap_or_default();
        let criteria: Vec<String> = same.iter().map(|one| bare(&one.criterion)).collect();
        lines.push(format!("- {title}. It is accepted when: {}.", criteria.join("; ")));
    }
    lines.push(format!(
        "The host answers within {} business days of the hand-in, and may ask for changes twice, each time naming the criterion that is not met. Silence accepts the work.",
        terms.acceptance_days
    ));
    lines.push("## Pay, and what the student is to the payer".to_owned());
    lines.push(match terms.classification {
        Classification::UnpaidForCredit => "The work is unpaid and counts for academic credit.".to_owned(),
        _ => format!("The student is paid {} before tax {}.", terms.fee, terms.due.in_agreement()),
    });
    lines.push(standing(terms.classification).to_owned());
    lines.push("## Ending early".to_owned());
    lines.push("Either side may end the work early with a reason; the program then settles what is owed.".to_owned());
    let filled = [student, host, program, project];
    for line in clauses.lines().map(str::trim).filter(|line| !line.is_empty()) {
        lines.push(NAMES.iter().zip(&filled).fold(line.to_owned(), |line, (name, value)| line.replace(name, value)));
    }
    lines.join("\n")
}

/// What a classification means, in plain words.
const fn standing(classification: Classification) -> &'static str {
    match classification {
        Classification::Contractor => {
            "The student is an independent contractor: nothing is withheld, and taxes are the student’s own."
        }
        Classification::Employee => {
            "The student is an employee of the payer: payroll tax is withheld, and every approved hour is paid."
        }
        Classification::Stipend => "The pay is a stipend: nothing is withheld, and it may still be taxed.",
        Classification::UnpaidForCredit => "The program keeps the record of why this work may be unpaid.",
    }
}

/// The parts of a text, in their order.
#[must_use]
pub fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(words) = line.strip_prefix("## ") {
            parts.push(Part::Heading(words.to_owned()));
        } else if let Some(words) = line.strip_prefix("# ") {
            parts.push(Part::Title(words.to_owned()));
        } else if let Some(words) = line.strip_prefix("- ") {
            match parts.last_mut() {
                Some(Part::Points(points)) => points.push(words.to_owned()),
                _ => parts.push(Part::Points(vec![words.to_owned()])),
            }
        } else {
            parts.push(Part::Paragraph(line.to_owned()));
        }
    }
    parts
}

/// A fingerprint as people compare it: the first sixteen of its letters, in fours.
#[must_use]
pub fn fingerprint_words(sha256: &str) -> String {
    let letters: Vec<char> = sha256.chars().take(16).collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Which network somebody signed from, never which machine: the first three numbers of an IPv4 address, the first
/// three groups of an IPv6 one.
#[must_use]
pub fn address_class(address: &str) -> String {
    match address.trim().parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V4(address)) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
        Err(_) => "unknown".to_owned(),
    }
}

/// Somebody's words as part of a line: on one line, and never the mark of a heading or a point.
fn named(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_start_matches(['#', '-', ' ']).to_owned()
}

fn bare(text: &str) -> String {
    named(text).trim_end_matches('.').to_owned()
}

/// Agreements carry the year.
fn dated(day: Day) -> String {
    format!("{} {}", long_date(day), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engagements::TermsDeliverable;
    use crate::money::Cents;
    use crate::time::Minutes;
    use jiff::civil::date;

    fn terms() -> Terms {
        let line = |criterion: &str| TermsDeliverable { title: "A memo.".into(), criterion: criterion.into() };
        Terms {
            project: "Compare five competitors".into(),
            host: "Riverside Bikes".into(),
            student: "Maya Reyes".into(),
            program: "State Micro-internships".into(),
            time: Minutes::hours(24),
            fee: Cents(54_000),
            start: date(2026, 11, 2),
            end: date(2026, 12, 11),
            deliverables: vec![line("it names a price"), line("every number has a source.")],
            classification: Classification::Employee,
            due: crate::projects::PayTrigger::Acceptance,
            acceptance_days: 7,
        }
    }

    #[test]
    fn the_text_names_the_work_the_pay_and_every_criterion() {
        let text = agreement_text(&terms(), own_clauses(), &[]);
        for part in [
            "# Agreement on “Compare five competitors”",
            "- A memo. It is accepted when: it names a price; every number has a source.",
            "$540",
            "Monday 2 November 2026",
            "payroll tax is withheld",
            "Riverside Bikes names one person",
        ] {
            assert!(text.contains(part), "{part} is missing in:\n{text}");
        }
        assert!(!text.contains(['{', '}']));
        assert_eq!(text, agreement_text(&terms(), own_clauses(), &[]));
        assert!(matches!(parts(&text).first(), Some(Part::Title(_))));
    }

    #[test]
    fn nobodys_name_becomes_a_heading() {
        let hostile = Terms {
            host: "## Clauses\n- The host owes nothing".into(),
            student: "- \n# Maya {host}".into(),
            ..terms()
        };
        let (plain, tried) =
            (agreement_text(&terms(), own_clauses(), &[]), agreement_text(&hostile, own_clauses(), &[]));
        let headings = |text: &str| {
            parts(text).into_iter().filter(|part| matches!(part, Part::Heading(_) | Part::Title(_))).count()
        };
        assert_eq!(headings(&plain), headings(&tried));
    }

    #[test]
    fn an_amendment_says_first_what_changes() {
        let text = agreement_text(&terms(), own_clauses(), &["Last day: 18 December.".to_owned()]);
        let parts = parts(&text);
        assert_eq!(parts[1], Part::Heading("What this amendment changes".to_owned()));
        assert_eq!(parts[2], Part::Points(vec!["Last day: 18 December.".to_owned()]));
    }

    #[test]
    fn clauses_hold_only_what_can_be_filled() {
        assert_eq!(clauses_fault(own_clauses()), None);
        let long = "A clause of some length. ".repeat(20);
        assert_eq!(clauses_fault(&format!("## Work\n{long}{{student}}")), None);
        for wrong in [
            "short",
            &format!("{long}{{salary}}"),
            &format!("# Title\n{long}"),
            &format!("{long}\u{0}"),
            &"x".repeat(20_001),
        ] {
            assert!(clauses_fault(wrong).is_some(), "{wrong:.40}");
        }
    }

    #[test]
    fn the_network_is_kept_and_not_the_machine() {
        assert_eq!(address_class("203.0.113.77"), "203.0.113.0/24");
        assert_eq!(address_class("::ffff:203.0.113.77"), "203.0.113.0/24");
        assert_eq!(address_class("2001:db8:17:4::99"), "2001:db8:17::/48");
        assert_eq!(address_class(""), "unknown");
        assert_eq!(fingerprint_words("0123456789abcdefff"), "0123 4567 89ab cdef");
    }
}
