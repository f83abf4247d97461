//! Résumé lines: what was done, what came of it, by which measure it was accepted, in how many hours and when. Made of
//! the agreement alone, so that the same work gives the same lines.

use super::phrase::{as_done, as_object, one_line, small_first};
use crate::engagements::Terms;
use crate::projects::{Deliverable, DeliverableKind};
use crate::time::{Day, Minutes, month};

/// Longest résumé line, in characters.
pub const MOST_LINE: usize = 400;

/// Words that make a criterion a measure, beside figures.
const MEASURES: [&str; 23] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty",
    "thirty", "fifty", "hundred", "half", "twice", "percent", "minute", "minutes", "within", "under",
];

/// Something that was handed in and accepted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Delivered {
    /// What it is; decides the verb.
    pub kind: DeliverableKind,
    /// `Clean file of visits`.
    pub name: String,
    /// `About 5,000 rows`; may be empty.
    pub size: String,
    /// By what it was accepted.
    pub criteria: Vec<String>,
}

/// What the agreement names, in its order. The project's own rows tell the kind, and a name from its size; the agreement
/// holds where they have changed since.
#[must_use]
pub fn delivered(terms: &Terms, project: &[Deliverable]) -> Vec<Delivered> {
    let of = |title: &str, criteria: Vec<String>| {
        let row = project
            .iter()
            .filter_map(|row| Some((row, rest_of(title, &one_line(&row.name))?)))
            .max_by_key(|(row, _)| row.name.len());
        match row {
            Some((row, size)) => Delivered { kind: row.kind, name: one_line(&row.name), size, criteria },
            None => Delivered { name: title.to_owned(), criteria, ..Delivered::default() },
        }
    };
    let same = terms.deliverables.chunk_by(|one, next| one.title == next.title);
    same.filter_map(|same| {
        let title = one_line(&same.first()?.title);
        (!title.is_empty()).then(|| of(&title, same.iter().map(|one| one_line(&one.criterion)).collect()))
    })
    .collect()
}

/// The size behind a name: `backend::engagements` writes titles as name, comma, size.
fn rest_of(title: &str, name: &str) -> Option<String> {
    let rest = title.strip_prefix(name).filter(|_| !name.is_empty())?;
    if rest.is_empty() { Some(String::new()) } else { rest.strip_prefix(", ").map(ToOwned::to_owned) }
}

/// One line for each thing that was accepted.
#[must_use]
pub fn resume_lines(delivered: &[Delivered], worked: Minutes, start: Day, end: Day) -> Vec<String> {
    let hours = whole_hours(worked).map(|hours| {
        let words = if hours == 1 { "1 hour".to_owned() } else { format!("{hours} hours") };
        if delivered.len() > 1 { format!("part of {words}, ") } else { format!("{words}, ") }
    });
    let when = format!(" ({}{})", hours.unwrap_or_default(), months(start, end));
    delivered.iter().map(|one| line(one, &when)).collect()
}

fn line(one: &Delivered, when: &str) -> String {
    let done = as_done(&one.name).unwrap_or_else(|| format!("{} {}", action(one.kind), as_object(&one.name)));
    let size = one_line(&one.size);
    let told = size.is_empty() || one.name.to_lowercase().contains(&size.to_lowercase());
    let size = if told { String::new() } else { format!(" ({})", small_first(&size)) };
    let measure = one.criteria.iter().find(|criterion| is_measure(criterion));
    let measure = measure.map(|words| format!("; accepted measure: {}", small_first(&one_line(words))));
    let measure = measure.unwrap_or_default();
    // What it was comes before how it was measured, where there is no room for both.
    let whole = format!("{done}{size}{measure}{when}");
    if whole.chars().count() <= MOST_LINE { whole } else { format!("{done}{size}{when}") }
}

/// What one did, by what came of it.
const fn action(kind: DeliverableKind) -> &'static str {
    match kind {
        DeliverableKind::Report => "Wrote",
        DeliverableKind::Dataset => "Compiled",
        DeliverableKind::Slides => "Prepared",
        DeliverableKind::Design => "Designed",
        DeliverableKind::Code => "Built",
        DeliverableKind::Content => "Created",
        DeliverableKind::Plan => "Developed",
        DeliverableKind::Event => "Ran",
        DeliverableKind::Analysis => "Carried out",
        DeliverableKind::Other => "Produced",
    }
}

fn is_measure(criterion: &str) -> bool {
    let word = |word: &str| MEASURES.contains(&word.to_lowercase().as_str());
    criterion.chars().any(|c| c.is_ascii_digit() || c == '%')
        || criterion.split(|c: char| !c.is_alphanumeric()).any(word)
}

/// Hours that were worked to their end; nothing under one. Never more than was approved.
#[must_use]
pub const fn whole_hours(worked: Minutes) -> Option<i32> {
    let hours = worked.0 / 60;
    if hours > 0 { Some(hours) } else { None }
}

/// `November 2026`, `October to November 2026`, `December 2026 to January 2027`.
#[must_use]
pub fn months(start: Day, end: Day) -> String {
    let (first, last) = (month(start), month(end));
    if (start.year(), start.month()) == (end.year(), end.month()) {
        format!("{last} {}", end.year())
    } else if start.year() == end.year() {
        format!("{first} to {last} {}", end.year())
    } else {
        format!("{first} {} to {last} {}", start.year(), end.year())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::engagements::TermsDeliverable;
    use crate::money::Cents;
    use crate::projects::Classification;

    fn one(kind: DeliverableKind, name: &str, size: &str, criteria: &[&str]) -> Delivered {
        let criteria = criteria.iter().map(|text| (*text).to_owned()).collect();
        Delivered { kind, name: name.into(), size: size.into(), criteria }
    }

    fn alone(delivered: Delivered) -> String {
        resume_lines(&[delivered], Minutes::hours(24), date(2026, 10, 5), date(2026, 11, 6)).remove(0)
    }

    #[rstest]
    #[case(
        one(DeliverableKind::Dataset, "Checked list of organizations", "200 to 300 organizations",
            &["In a sample of 30, at least 95 % of the fields are filled and right", "Each row has its source"]),
        "Compiled a checked list of organizations (200 to 300 organizations); accepted measure: in a sample of 30, at least 95 % of the fields are filled and right (24 hours, October to November 2026)"
    )]
    #[case(
        one(DeliverableKind::Slides, "Five charts with one sentence each", "5 slides", &["A colleague can read each chart in under a minute"]),
        "Prepared five charts with one sentence each (5 slides); accepted measure: a colleague can read each chart in under a minute (24 hours, October to November 2026)"
    )]
    #[case(
        one(DeliverableKind::Plan, "Written procedure", "2 pages", &["A colleague who has not seen it reconciles an account alone"]),
        "Developed a written procedure (2 pages) (24 hours, October to November 2026)"
    )]
    #[case(
        one(DeliverableKind::Report, "Write a memo of two pages", "", &["It names three prices"]),
        "Wrote a memo of two pages; accepted measure: it names three prices (24 hours, October to November 2026)"
    )]
    #[case(one(DeliverableKind::Event, "Oral-history evening", "", &[]), "Ran an oral-history evening (24 hours, October to November 2026)")]
    #[case(one(DeliverableKind::Analysis, "Analysis of gifts", "", &[]), "Carried out an analysis of gifts (24 hours, October to November 2026)")]
    #[case(one(DeliverableKind::Code, "Place filter", "One pull request", &[]), "Built a place filter (one pull request) (24 hours, October to November 2026)")]
    #[case(one(DeliverableKind::Design, "Poster", "", &[]), "Designed a poster (24 hours, October to November 2026)")]
    #[case(one(DeliverableKind::Content, "Six articles", "Six articles", &[]), "Created six articles (24 hours, October to November 2026)")]
    #[case(one(DeliverableKind::Other, "Index", "", &["   "]), "Produced an index (24 hours, October to November 2026)")]
    fn a_line_says_action_thing_measure_hours_and_dates(#[case] given: Delivered, #[case] line: &str) {
        assert_eq!(alone(given), line);
    }

    #[rstest]
    #[case(0, "(October to November 2026)")]
    #[case(59, "(October to November 2026)")]
    #[case(60, "(1 hour, October to November 2026)")]
    #[case(119, "(1 hour, October to November 2026)")]
    #[case(1_439, "(23 hours, October to November 2026)")]
    fn hours_are_never_rounded_up(#[case] minutes: i32, #[case] end: &str) {
        let poster = one(DeliverableKind::Design, "Poster", "", &[]);
        let line = resume_lines(&[poster], Minutes(minutes), date(2026, 10, 5), date(2026, 11, 6)).remove(0);
        assert!(line.ends_with(end), "{line}");
    }

    #[test]
    fn hours_of_several_things_are_shared() {
        let both = [one(DeliverableKind::Design, "Poster", "", &[]), one(DeliverableKind::Report, "Memo", "", &[])];
        let lines = resume_lines(&both, Minutes::hours(20), date(2026, 11, 2), date(2026, 11, 20));
        assert_eq!(
            lines,
            ["Designed a poster (part of 20 hours, November 2026)", "Wrote a memo (part of 20 hours, November 2026)"]
        );
    }

    #[rstest]
    #[case(date(2026, 11, 2), date(2026, 11, 30), "November 2026")]
    #[case(date(2026, 10, 2), date(2026, 12, 1), "October to December 2026")]
    #[case(date(2026, 12, 2), date(2027, 1, 10), "December 2026 to January 2027")]
    #[case(date(2025, 12, 2), date(2026, 12, 10), "December 2025 to December 2026")]
    fn dates_are_months(#[case] start: Day, #[case] end: Day, #[case] words: &str) {
        assert_eq!(months(start, end), words);
    }

    #[rstest]
    #[case("It names three trends", true)]
    #[case("At least 95 % are right", true)]
    #[case("A reader needs under a minute", true)]
    #[case("Half of the rows have a source", true)]
    #[case("Every change stands in the log", false)]
    #[case("It often helps", false)]
    #[case("", false)]
    fn a_measure_has_a_figure(#[case] criterion: &str, #[case] measure: bool) {
        assert_eq!(is_measure(criterion), measure);
    }

    #[test]
    fn a_long_measure_gives_way() {
        let long = format!("It lists 20 things: {}", "and so on ".repeat(60));
        let line = alone(one(DeliverableKind::Report, "Memo", "2 pages", &[&long]));
        assert_eq!(line, "Wrote a memo (2 pages) (24 hours, October to November 2026)");
    }

    fn terms(deliverables: &[(&str, &str)]) -> Terms {
        let row = |(title, criterion): &(&str, &str)| TermsDeliverable {
            title: (*title).into(),
            criterion: (*criterion).into(),
        };
        Terms {
            project: "Compare five competitors".into(),
            host: "Riverside Bikes".into(),
            student: "Maya Reyes".into(),
            program: "State Micro-internships".into(),
            time: Minutes::hours(24),
            fee: Cents(54_000),
            start: date(2026, 11, 2),
            end: date(2026, 12, 11),
            deliverables: deliverables.iter().map(row).collect(),
            classification: Classification::Employee,
            due: crate::projects::PayTrigger::Acceptance,
            acceptance_days: 7,
        }
    }

    fn planned(name: &str, kind: DeliverableKind) -> Deliverable {
        Deliverable { name: name.into(), kind, ..Deliverable::default() }
    }

    #[test]
    fn the_agreement_tells_what_and_the_project_tells_the_kind() {
        let terms = terms(&[
            ("Memo, 2 pages", "It names 3 prices."),
            ("Memo, 2 pages", "It has a source"),
            ("Memo on prices, 1 page", "x"),
            ("Something\nsince renamed, 3 files", "y"),
            ("  ", "z"),
        ]);
        let project = [
            planned("Memo", DeliverableKind::Report),
            planned("Memo on prices", DeliverableKind::Analysis),
            planned("", DeliverableKind::Code),
        ];
        let read = delivered(&terms, &project);
        let short: Vec<_> = read.iter().map(|one| (one.kind, one.name.as_str(), one.size.as_str())).collect();
        assert_eq!(
            short,
            [
                (DeliverableKind::Report, "Memo", "2 pages"),
                (DeliverableKind::Analysis, "Memo on prices", "1 page"),
                (DeliverableKind::Other, "Something since renamed, 3 files", ""),
            ]
        );
        assert_eq!(read[0].criteria, ["It names 3 prices", "It has a source"]);
    }

    proptest! {
        #[test]
        fn any_agreement_gives_a_line_for_each_thing(
            names in proptest::collection::vec("\\PC{0,120}", 0..5), minutes in 0_i32..100_000
        ) {
            let all: Vec<Delivered> = names.iter().map(|name| one(DeliverableKind::Other, name, "", &[name])).collect();
            let lines = resume_lines(&all, Minutes(minutes), date(2026, 1, 1), date(2026, 2, 1));
            prop_assert_eq!(lines.len(), names.len());
            prop_assert!(lines.iter().all(|line| line.ends_with("January to February 2026)")));
        }
    }
}
