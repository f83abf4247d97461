//! What changed between two versions of a project, and how much it matters to somebody who applied.

use std::collections::BTreeMap;

use crate::machine::Word as _;
use crate::money::Cents;
use crate::projects::{Deliverable, DeliverableKind, Draft, FACTORS, Step, form, limits};
use crate::time::{long_date, parse_day};

/// How much a change matters to somebody who applied; a larger one includes the smaller.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Materiality {
    /// Nothing is different.
    Nothing,
    /// Words only: a corrected sentence, another contact.
    Wording,
    /// Better for the student: more pay, fewer hours, more time to apply.
    Better,
    /// Worse or other than what was applied for: staff look at it, applicants confirm it.
    Material,
}

/// One field that changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The field's name in the form: `amount`, `deliverable_2_name`.
    pub field: String,
    /// What it was, as it is shown: `$540.00`; empty when it is new.
    pub before: String,
    /// What it is; empty when it was taken away.
    pub after: String,
    /// How much it matters.
    pub weighs: Materiality,
}

/// Every difference between two versions, in the order of the screens.
#[must_use]
pub fn changes(before: &Draft, after: &Draft) -> Vec<Change> {
    let mut found = Vec::new();
    for step in Step::ALL {
        if *step == Step::Outcome {
            // Deliverables are compared as things, not by their place in the list.
            deliverables(&before.deliverables, &after.deliverables, &mut found);
        }
        let (old, new) = (form::values(*step, before), form::values(*step, after));
        for name in names(*step, before, after) {
            let was = old.get(&name).map_or("", String::as_str);
            let is = new.get(&name).map_or("", String::as_str);
            if was != is {
                found.push(Change {
                    before: shown(&name, was),
                    after: shown(&name, is),
                    weighs: weigh(&name, was, is, before, after),
                    field: name,
                });
            }
        }
    }
    found
}

/// What all of them together mean.
#[must_use]
pub fn materiality(changes: &[Change]) -> Materiality {
    changes.iter().map(|change| change.weighs).max().unwrap_or(Materiality::Nothing)
}

/// Whether the form that changes a published project has this field. What is not named here stays as it was published:
/// seats, place, skills, ownership and the rest are another project, to be copied and offered anew.
#[must_use]
pub fn is_changeable(field: &str) -> bool {
    const FIELDS: [&str; 18] = [
        "title",
        "problem",
        "used_by",
        "provides",
        "learning_objective",
        "amount",
        "hours_low",
        "hours_high",
        "weekly_hours",
        "start",
        "end",
        "kickoff",
        "apply_by",
        "supervisor_name",
        "supervisor_role",
        "supervisor_email",
        "check_in_days",
        "reply_days",
    ];
    FIELDS.contains(&field) || field.starts_with("deliverable_") || field.starts_with("milestone_")
}

/// A draft without the rows that were left empty: how a host takes a deliverable or a criterion away.
pub fn tidy(draft: &mut Draft) {
    for row in &mut draft.deliverables {
        row.criteria.retain(|criterion| !criterion.trim().is_empty());
    }
    draft.deliverables.retain(|row| !row.name.trim().is_empty() || !row.criteria.is_empty());
    draft.milestones.retain(|row| !row.name.trim().is_empty());
}

/// Whether a student gets less by it: in all, or for an hour where the work takes the most hours.
#[must_use]
pub fn pays_less(before: &Draft, after: &Draft) -> bool {
    let cents = |draft: &Draft| draft.amount.map_or(0, |amount| amount.0.max(0));
    let hours = |draft: &Draft| i64::from(draft.hours_high.max(1));
    let (was, is) = (cents(before), cents(after));
    // The same as comparing the two quotients, without their rounding.
    is < was || i128::from(is) * i128::from(hours(before)) < i128::from(was) * i128::from(hours(after))
}

/// Names of deliverables that a form lacks though something else was chosen or written in their rows: such a row would go in
/// silence. `known` rows were there before: an emptied one of these is meant to go.
#[must_use]
pub fn unnamed(fields: &[(String, String)], known: usize) -> Vec<String> {
    let row = |n: usize| {
        let prefix = format!("deliverable_{n}_");
        let parts = fields.iter().filter_map(move |(name, text)| Some((name.strip_prefix(&prefix)?, text.trim())));
        parts.filter(|(_, text)| !text.is_empty()).collect::<Vec<_>>()
    };
    let begun = |(part, text): &(&str, &str)| *part != "kind" || *text != DeliverableKind::default().word();
    let named = |(part, _): &(&str, &str)| *part == "name" || part.starts_with("criterion_");
    let lacks = |n: &usize| {
        let row = row(*n);
        row.iter().any(begun) && !row.iter().any(named)
    };
    (known + 1..=limits::DELIVERABLES).filter(lacks).map(|n| format!("deliverable_{n}_name")).collect()
}

/// The changes as one line for the record: `the pay: $540.00 to $480.00; …`, at most 1,900 characters.
#[must_use]
pub fn in_words(changes: &[Change]) -> String {
    let short = |text: &str| {
        let mut cut: String = text.chars().take(120).collect();
        if cut.len() < text.len() {
            cut.push('…');
        }
        cut
    };
    let mut line = String::new();
    for change in changes {
        let what = form::words(&change.field);
        let part = match (change.before.is_empty(), change.after.is_empty()) {
            (true, _) => format!("{what}: added “{}”", short(&change.after)),
            (_, true) => format!("{what}: took away “{}”", short(&change.before)),
            _ => format!("{what}: {} to {}", short(&change.before), short(&change.after)),
        };
        if line.chars().count() + part.chars().count() > 1_850 {
            line.push_str("; and more");
            break;
        }
        if !line.is_empty() {
            line.push_str("; ");
        }
        line.push_str(&part);
    }
    line
}

/// The fields of a screen in both versions, in their order, without those of deliverables.
fn names(step: Step, before: &Draft, after: &Draft) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for draft in [before, after] {
        for (name, _) in form::answered(step, draft) {
            if !name.starts_with("deliverable_") && !all.contains(&name) {
                all.push(name);
            }
        }
    }
    all
}

/// A value as a sentence shows it.
fn shown(name: &str, value: &str) -> String {
    match name {
        "amount" => Cents::parse(value).map_or_else(|_| value.to_owned(), Cents::exact),
        // Read weeks later, in letters too: the year belongs to it.
        _ => parse_day(value).map_or_else(|| value.to_owned(), |day| format!("{} {}", long_date(day), day.year())),
    }
}

/// How much one field's change matters.
fn weigh(name: &str, was: &str, is: &str, before: &Draft, after: &Draft) -> Materiality {
    let number = |text: &str| text.parse::<i64>().unwrap_or(0);
    let down_is = |less: bool| if less { Materiality::Better } else { Materiality::Material };
    match name {
        "amount" => down_is(after.amount >= before.amount && before.amount.is_some()),
        "hours_low" | "hours_high" | "weekly_hours" => down_is(number(is) < number(was)),
        "apply_by" => down_is(after.apply_by > before.apply_by && before.apply_by.is_some()),
        "seats" if number(is) >= number(was) => Materiality::Wording,
        "portfolio_allowed" => down_is(is == "yes"),
        // A plan is re-written when most of its words are new; then it is other work under an old title.
        "title" | "problem" | "used_by" if keeps_its_words(was, is) => Materiality::Wording,
        _ if is_term(name) => Materiality::Material,
        _ => Materiality::Wording,
    }
}

/// What a student agrees to by applying.
fn is_term(name: &str) -> bool {
    const TERMS: [&str; 34] = [
        "title",
        "problem",
        "used_by",
        "seats",
        "start",
        "end",
        "place",
        "address",
        "pay_model",
        "classification",
        "fund",
        "owner_of_work",
        "ai_rule",
        "personal_data",
        "safety_risks",
        "audience",
        "recurring",
        "team_size",
        "state",
        "overlap",
        "equipment",
        "travel",
        "fund_part",
        "payer",
        "pay_trigger",
        "nda",
        "data_kinds",
        "safety_kinds",
        "background_check",
        "courses",
        "majors",
        "class_years",
        "campuses",
        "blind",
    ];
    TERMS.contains(&name) || FACTORS.contains(&name) || name.starts_with("skill_") || name.starts_with("question_")
}

/// Deliverables by what they are: a new one, or one that reads otherwise, is material; one fewer is better.
fn deliverables(before: &[Deliverable], after: &[Deliverable], found: &mut Vec<Change>) {
    let mut left: Vec<(usize, &Deliverable)> = before.iter().enumerate().collect();
    let mut added = Vec::new();
    for (index, row) in after.iter().enumerate() {
        match left.iter().position(|(_, old)| reads_the_same(&old.name, &row.name)) {
            Some(at) => {
                let (_, old) = left.remove(at);
                same_deliverable(index + 1, old, row, found);
            }
            None => added.push((index, row)),
        }
    }
    for (index, row) in added {
        // One that stood in its place and is gone became this one.
        let old = left.iter().position(|(at, _)| *at == index).map(|at| left.remove(at).1);
        found.push(Change {
            field: format!("deliverable_{}_name", index + 1),
            before: old.map(|old| old.name.clone()).unwrap_or_default(),
            after: row.name.clone(),
            weighs: Materiality::Material,
        });
    }
    for (index, old) in left {
        found.push(Change {
            field: format!("deliverable_{}_name", index + 1),
            before: old.name.clone(),
            after: String::new(),
            weighs: Materiality::Better,
        });
    }
}

/// A deliverable that stayed: its other fields one by one, its criteria as a list.
fn same_deliverable(number: usize, old: &Deliverable, new: &Deliverable, found: &mut Vec<Change>) {
    let mut put = |what: &str, was: &str, is: &str, weighs| {
        if was != is {
            let field = format!("deliverable_{number}_{what}");
            found.push(Change { field, before: was.to_owned(), after: is.to_owned(), weighs });
        }
    };
    put("name", &old.name, &new.name, Materiality::Wording);
    put("kind", old.kind.word(), new.kind.word(), Materiality::Material);
    let size = if reads_the_same(&old.size, &new.size) { Materiality::Wording } else { Materiality::Material };
    put("size", &old.size, &new.size, size);
    let mut left: Vec<&String> = old.criteria.iter().collect();
    let mut added = Vec::new();
    for (index, criterion) in new.criteria.iter().enumerate() {
        match left.iter().position(|was| reads_the_same(was, criterion)) {
            Some(at) => {
                let was = left.remove(at);
                put(&format!("criterion_{}", index + 1), was, criterion, Materiality::Wording);
            }
            None => added.push((index, criterion)),
        }
    }
    for (index, criterion) in added {
        let was = if left.is_empty() { String::new() } else { left.remove(0).clone() };
        put(&format!("criterion_{}", index + 1), &was, criterion, Materiality::Material);
    }
    for was in left {
        put("criterion_1", was, "", Materiality::Better);
    }
}

/// Whether two texts say the same but for a slip of the pen: the same numbers, and at most two letters, or one in ten, of
/// difference. `20 posts` and `200 posts` differ by one letter and are not the same.
fn reads_the_same(one: &str, other: &str) -> bool {
    let plain = |text: &str| -> Vec<char> {
        text.to_lowercase().chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).take(600).collect()
    };
    let (one, other) = (plain(one), plain(other));
    let numbers = |text: &[char]| -> String {
        let text: String = text.iter().map(|c| if c.is_ascii_digit() { *c } else { ' ' }).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    numbers(&one) == numbers(&other) && distance(&one, &other) <= (one.len() / 10).max(2)
}

/// Letters to change, add or take away to get from one text to the other (Levenshtein 1966).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let best = (corner + usize::from(a != b)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = row[j + 1];
            row[j + 1] = best;
        }
    }
    row[other.len()]
}

/// Whether at least half of the words of the longer text stand in both.
fn keeps_its_words(was: &str, is: &str) -> bool {
    let count = |text: &str| {
        let mut words = BTreeMap::new();
        for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *words.entry(word.to_owned()).or_insert(0_usize) += 1;
        }
        words
    };
    let (was, is) = (count(was), count(is));
    let shared: usize = was.iter().map(|(word, times)| is.get(word).copied().unwrap_or(0).min(*times)).sum();
    let longer = was.values().sum::<usize>().max(is.values().sum());
    shared * 2 >= longer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projects::template;
    use jiff::civil::date;
    use proptest::prelude::*;
    use rstest::rstest;

    fn draft() -> Draft {
        template("donor_analysis").unwrap().start(date(2026, 12, 3))
    }

    fn weight(change: impl FnOnce(&mut Draft)) -> Materiality {
        let before = draft();
        let mut after = before.clone();
        change(&mut after);
        tidy(&mut after);
        materiality(&changes(&before, &after))
    }

    #[test]
    fn nothing_changed_is_nothing() {
        assert_eq!(weight(|_| {}), Materiality::Nothing);
    }

    #[rstest]
    #[case::fee_down(|d: &mut Draft| d.amount = d.amount.map(|a| Cents(a.0 - 1)))]
    #[case::no_fee(|d: &mut Draft| d.amount = None)]
    #[case::hours_up(|d: &mut Draft| d.hours_high += 1)]
    #[case::busier_weeks(|d: &mut Draft| d.weekly_hours += 1)]
    #[case::later_start(|d: &mut Draft| d.start = d.start.map(|day| crate::time::plus_days(day, 1)))]
    #[case::earlier_end(|d: &mut Draft| d.end = d.end.map(|day| crate::time::plus_days(day, -1)))]
    #[case::less_time_to_apply(|d: &mut Draft| d.apply_by = d.apply_by.map(|day| crate::time::plus_days(day, -1)))]
    #[case::deliverable_added(|d: &mut Draft| d.deliverables.push(Deliverable { name: "Video tour".into(), criteria: vec!["five minutes".into()], ..Deliverable::default() }))]
    #[case::criterion_added(|d: &mut Draft| d.deliverables[0].criteria.push("it also covers the years before 2010".into()))]
    #[case::ten_times_as_much(|d: &mut Draft| d.deliverables[0].size = "80 to 100 pages".into())]
    #[case::another_deliverable(|d: &mut Draft| d.deliverables[0].name = "Printed banner for the fair".into())]
    #[case::other_work(|d: &mut Draft| d.problem = "Hand out leaflets in front of our shop every morning.".into())]
    #[case::no_longer_shown(|d: &mut Draft| d.portfolio_allowed = Some(false))]
    #[case::better_and_worse(|d: &mut Draft| { d.amount = d.amount.map(|a| Cents(a.0 * 2)); d.hours_high += 1; })]
    fn worse_is_material(#[case] change: fn(&mut Draft)) {
        assert_eq!(weight(change), Materiality::Material);
    }

    #[rstest]
    #[case::fee_up(|d: &mut Draft| d.amount = d.amount.map(|a| Cents(a.0 + 1)))]
    #[case::fewer_hours(|d: &mut Draft| d.hours_high -= 1)]
    #[case::more_time(|d: &mut Draft| d.apply_by = d.apply_by.map(|day| crate::time::plus_days(day, 3)))]
    #[case::one_deliverable_fewer(|d: &mut Draft| { d.deliverables.remove(0); })]
    #[case::one_criterion_fewer(|d: &mut Draft| { d.deliverables[0].criteria.pop(); })]
    fn better_is_told(#[case] change: fn(&mut Draft)) {
        assert_eq!(weight(change), Materiality::Better);
    }

    #[rstest]
    #[case::typo(|d: &mut Draft| d.title.push('s'))]
    #[case::punctuation(|d: &mut Draft| d.deliverables[0].name.push('.'))]
    #[case::another_contact(|d: &mut Draft| d.supervisor_name = "Ana Reyes".into())]
    #[case::sooner_answers(|d: &mut Draft| d.reply_days = 1)]
    #[case::other_order(|d: &mut Draft| d.deliverables.reverse())]
    fn words_are_words(#[case] change: fn(&mut Draft)) {
        assert!(weight(change) <= Materiality::Wording);
    }

    #[test]
    fn a_change_is_shown_as_people_read_it() {
        let before = Draft { amount: Some(Cents(54_000)), ..draft() };
        let after = Draft { amount: Some(Cents(48_000)), ..before.clone() };
        let found = changes(&before, &after);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].before.as_str(), found[0].after.as_str()), ("$540.00", "$480.00"));
        assert_eq!(in_words(&found), "the pay: $540.00 to $480.00");
    }

    #[rstest]
    #[case::less(54_000, 20, 53_999, 20, true)]
    #[case::nothing(54_000, 20, 0, 20, true)]
    #[case::more_hours(54_000, 20, 54_000, 21, true)]
    #[case::more_hours_paid(54_000, 20, 60_000, 21, false)]
    #[case::fewer_hours(54_000, 20, 54_000, 19, false)]
    #[case::fewer_hours_and_less(54_000, 20, 50_000, 10, true)]
    #[case::more(54_000, 20, 54_001, 20, false)]
    fn less_is_less_in_all_or_an_hour(
        #[case] was: i64,
        #[case] hours: i32,
        #[case] is: i64,
        #[case] then: i32,
        #[case] less: bool,
    ) {
        let before = Draft { amount: Some(Cents(was)), hours_high: hours, ..draft() };
        let after = Draft { amount: Some(Cents(is)), hours_high: then, ..draft() };
        assert_eq!(pays_less(&before, &after), less);
    }

    #[rstest]
    #[case::untouched(&[("deliverable_2_name", ""), ("deliverable_2_kind", "other"), ("deliverable_2_size", " ")], &[])]
    #[case::only_its_kind(&[("deliverable_2_name", " "), ("deliverable_2_kind", "report")], &["deliverable_2_name"])]
    #[case::only_its_size(&[("deliverable_2_size", "two pages")], &["deliverable_2_name"])]
    #[case::named(&[("deliverable_2_name", "Video tour"), ("deliverable_2_kind", "report")], &[])]
    #[case::a_check_alone(&[("deliverable_2_criterion_1", "it plays"), ("deliverable_2_kind", "report")], &[])]
    #[case::emptied(&[("deliverable_1_name", ""), ("deliverable_1_kind", "report")], &[])]
    fn a_row_without_a_name_does_not_go_in_silence(#[case] typed: &[(&str, &str)], #[case] lacks: &[&str]) {
        let typed: Vec<_> = typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        assert_eq!(unnamed(&typed, 1), lacks);
    }

    #[test]
    fn an_emptied_row_is_taken_away() {
        let mut after = draft();
        let rows = after.deliverables.len();
        after.deliverables[0] = Deliverable { criteria: vec![String::new(); 2], ..Deliverable::default() };
        tidy(&mut after);
        assert_eq!(after.deliverables.len(), rows - 1);
    }

    proptest! {
        /// Less pay an hour is material, however it comes about.
        #[test]
        fn less_pay_an_hour_is_always_material(amount in 1_i64..200_000, hours in 1_i32..100, cut in -50_000_i64..50_000, more in -20_i32..20) {
            let before = Draft { amount: Some(Cents(amount)), hours_high: hours, ..draft() };
            let after = Draft { amount: Some(Cents((amount + cut).max(0))), hours_high: (hours + more).max(1), ..before.clone() };
            let hourly = |d: &Draft| d.amount.unwrap().0 as f64 / f64::from(d.hours_high);
            if hourly(&after) < hourly(&before) {
                prop_assert_eq!(materiality(&changes(&before, &after)), Materiality::Material);
            }
        }

        /// A change and its undoing are never both free of a look by staff, unless only words changed.
        #[test]
        fn there_and_back_is_seen(text in ".{0,80}", amount in proptest::option::of(0_i64..100_000), high in 0_i32..60) {
            let before = draft();
            let after = Draft { problem: text, amount: amount.map(Cents), hours_high: high, ..before.clone() };
            let (there, back) = (materiality(&changes(&before, &after)), materiality(&changes(&after, &before)));
            prop_assert_eq!(there == Materiality::Nothing, back == Materiality::Nothing);
            prop_assert!(there.max(back) != Materiality::Better);
            prop_assert!(in_words(&changes(&before, &after)).chars().count() < 2_000);
        }
    }
}
