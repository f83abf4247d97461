//! What a draft began from, beside its fields: what was read from a pasted text and waits for the host's eyes, and what
//! the finished project taught that it repeats.

use std::collections::BTreeMap;

use backend::projects::{Learned, Wizard};
use domain::projects::begun::{unchecked, waiting};
use domain::projects::{Draft, Step};
use leptos::prelude::*;

use crate::routes;
use crate::ui::{Banner, Tone};

/// Sentences beside fields, by the field's name.
pub type Beside = BTreeMap<String, Vec<String>>;

/// All of them.
pub fn beside(wizard: &Wizard) -> Beside {
    let mut beside = Beside::new();
    let mut put = |field: String, words: String| beside.entry(field).or_default().push(words);
    for one in unchecked(&wizard.draft) {
        put(one.field, format!("From your text: “{}”. Check it.", one.words));
    }
    if let Some(learned) = &wizard.learned {
        if let Some(words) = time(learned) {
            put("hours_high".into(), words);
        }
        if let Some(words) = days(learned) {
            put("milestone_1_due".into(), words.clone());
            put("end".into(), words);
        }
        for (field, words) in rounds(learned, &wizard.draft) {
            put(field, words);
        }
    }
    beside
}

/// `Planned 15 to 20 h; took 22 h (2 students, approved hours).`
fn time(learned: &Learned) -> Option<String> {
    let minutes = learned.minutes?;
    let (low, high) = learned.hours;
    let planned = if low == high { format!("{high} h") } else { format!("{low} to {high} h") };
    let who = if learned.students == 1 {
        "1 student".to_owned()
    } else {
        format!("{} students, on average", learned.students)
    };
    Some(format!("Planned {planned}; took {} h ({who}, approved hours).", (minutes.0 + 30) / 60))
}

fn days(learned: &Learned) -> Option<String> {
    let taken = learned.taken_days?;
    let planned = learned.planned_days.map(|days| format!("Planned {}; ", day_words(days))).unwrap_or_default();
    Some(crate::text::capital(&format!(
        "{planned}took {} from the start until everything was handed in.",
        day_words(taken)
    )))
}

fn day_words(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// Beside the first check how many rounds were needed, and beside each check that was named that it was.
fn rounds(learned: &Learned, draft: &Draft) -> Vec<(String, String)> {
    if learned.students == 0 {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let general = match learned.rounds {
        0 => "Last time the work was accepted in the first round.".to_owned(),
        1 => "Last time one round of changes was needed.".to_owned(),
        count => format!("Last time {count} rounds of changes were needed."),
    };
    lines.push(("deliverable_1_criterion_1".to_owned(), general));
    let mut gone: Vec<&str> = learned.criteria.iter().map(String::as_str).collect();
    for (n, row) in (1..).zip(&draft.deliverables) {
        for (m, criterion) in (1..).zip(&row.criteria) {
            if let Some(at) = gone.iter().position(|named| named == criterion) {
                gone.remove(at);
                let words =
                    "Last time changes were asked for because of this check. Can it be said more clearly?".to_owned();
                lines.push((format!("deliverable_{n}_criterion_{m}"), words));
            }
        }
    }
    // Checks that were changed since are named where all of them begin.
    if !gone.is_empty() {
        let named = gone.iter().map(|criterion| format!("“{criterion}”")).collect::<Vec<_>>().join(", ");
        lines.push(("deliverable_1_criterion_1".to_owned(), format!("Named then: {named}.")));
    }
    lines
}

/// One line above the first screen of what is known about the beginning.
pub fn banner(wizard: &Wizard, step: Step) -> Option<AnyView> {
    match step {
        Step::Fit => found(wizard),
        Step::Outcome => wizard.learned.as_ref().map(|learned| {
            let words = format!("You repeat “{}”. What it taught stands beside hours, days and checks.", learned.title);
            view! { <Banner><p>{words}</p></Banner> }.into_any()
        }),
        _ => None,
    }
}

/// How many answers were found in the text, and on which screens.
fn found(wizard: &Wizard) -> Option<AnyView> {
    let waiting = waiting(&unchecked(&wizard.draft));
    let words = match waiting.iter().map(|(_, count)| count).sum::<usize>() {
        0 => return None,
        1 => "One answer was found in your text. Check it on ".to_owned(),
        count => format!("{count} answers were found in your text. Check them on "),
    };
    let links = waiting
        .into_iter()
        .enumerate()
        .map(|(at, (step, count))| {
            let before = if at == 0 { "" } else { ", " };
            let href = routes::wizard(wizard.id, domain::machine::Word::word(step));
            view! { {before} <a class="link" href=href>{step.title()}</a> {format!(" ({count})")} }
        })
        .collect_view();
    Some(view! { <Banner tone=Tone::Need><p>{words} {links} "."</p></Banner> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::projects::Deliverable;
    use domain::time::Minutes;

    fn learned() -> Learned {
        Learned {
            project: backend::new_id(),
            title: "Map".into(),
            hours: (15, 20),
            students: 2,
            minutes: Some(Minutes(22 * 60)),
            planned_days: Some(19),
            taken_days: Some(26),
            rounds: 1,
            criteria: vec!["Every dot has a source".into(), "An old check".into()],
        }
    }

    #[test]
    fn what_was_learned_is_said_in_figures() {
        assert_eq!(
            time(&learned()).unwrap(),
            "Planned 15 to 20 h; took 22 h (2 students, on average, approved hours)."
        );
        assert_eq!(
            days(&learned()).unwrap(),
            "Planned 19 days; took 26 days from the start until everything was handed in."
        );
        let one = Learned { students: 1, planned_days: None, hours: (20, 20), ..learned() };
        assert_eq!(time(&one).unwrap(), "Planned 20 h; took 22 h (1 student, approved hours).");
        assert!(days(&one).unwrap().starts_with("Took 26 days"));
    }

    #[test]
    fn a_named_check_is_told_beside_it() {
        let criteria = vec!["Every street is there".to_owned(), "Every dot has a source".to_owned()];
        let draft =
            Draft { deliverables: vec![Deliverable { criteria, ..Deliverable::default() }], ..Draft::default() };
        let lines = rounds(&learned(), &draft);
        let fields: Vec<&str> = lines.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["deliverable_1_criterion_1", "deliverable_1_criterion_2", "deliverable_1_criterion_1"]);
        assert!(lines[2].1.contains("“An old check”"));
        assert!(rounds(&Learned { students: 0, ..learned() }, &draft).is_empty());
    }
}
