//! What changed between two versions of a draft, for the person who reads it a second time.
//!
//! Rows are found again by their texts, so that taking out the first task does not look like changing all of them.

use std::collections::BTreeMap;

use super::choices::{AiRule, Classification, DeliverableKind, Owner, PayModel, Place, TaskKind};
use super::draft::Draft;
use super::form::align::{Node, Row, align, is_blank, row, split};
use super::form::{self, words};
use super::steps::Step;
use crate::machine::Word;
use crate::money::Cents;
use crate::time::{long_date, parse_day};

/// What happened to an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChangeKind {
    /// It reads differently.
    Changed,
    /// A row that was not there before.
    Added,
    /// A row that is no longer there.
    Removed,
}

/// One answer, or one row of a list, that is not as it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The field, or the row (`task_2`): as the new version names it, a removed row as the old one does.
    pub field: String,
    /// The same in words: `the hours of task 2`.
    pub words: String,
    /// What happened.
    pub kind: ChangeKind,
    /// What it said, as a person reads it; empty for an added row.
    pub before: String,
    /// What it says now; empty for a removed row.
    pub after: String,
}

/// Every difference, screen by screen in the order of the fields.
#[must_use]
pub fn diff(before: &Draft, after: &Draft) -> Vec<Change> {
    let mut changes = Vec::new();
    for step in Step::ALL.iter().copied().filter(|step| *step != Step::Review) {
        let (old, new) = (form::values(step, before), form::values(step, after));
        if old == new {
            continue;
        }
        let order: Vec<String> = form::answered(step, after).into_iter().map(|(name, _)| name).collect();
        let tree = |values: &BTreeMap<String, String>| {
            Node::of(values.iter().map(|(name, text)| (name.as_str(), text.clone())))
        };
        let mut found = Vec::new();
        compare("", &tree(&old), &tree(&new), &mut found);
        // Removed rows have no place in the new version: they follow what is left of their list.
        let place = |change: &Change| {
            let list = split(&change.field).map(|(list, ..)| list.to_owned());
            let row = |name: &String| list.as_ref().is_some_and(|list| split(name).is_some_and(|at| at.0 == list));
            let exact = || {
                order.iter().position(|name| *name == change.field || name.starts_with(&format!("{}_", change.field)))
            };
            let last = || order.iter().rposition(row);
            if change.kind == ChangeKind::Removed { last() } else { exact() }.unwrap_or(usize::MAX)
        };
        found.sort_by_key(place);
        changes.append(&mut found);
    }
    changes
}

fn compare(path: &str, before: &Node<String>, after: &Node<String>, changes: &mut Vec<Change>) {
    let nothing = String::new();
    let keys: std::collections::BTreeSet<&String> = before.own.keys().chain(after.own.keys()).collect();
    for key in keys {
        let (was, is) = (before.own.get(key).unwrap_or(&nothing), after.own.get(key).unwrap_or(&nothing));
        if was != is {
            let field = if key.is_empty() { path.trim_end_matches('_').to_owned() } else { format!("{path}{key}") };
            changes.push(change(&field, ChangeKind::Changed, shown(&field, was), shown(&field, is)));
        }
    }
    let no_rows = BTreeMap::new();
    let lists: std::collections::BTreeSet<&String> = before.lists.keys().chain(after.lists.keys()).collect();
    for list in lists {
        let (old, new) = (before.lists.get(list).unwrap_or(&no_rows), after.lists.get(list).unwrap_or(&no_rows));
        let rows = |rows: &BTreeMap<usize, Node<String>>| rows.values().map(|node| row(&node.hashed())).collect();
        let (old_rows, new_rows): (Vec<Row>, Vec<Row>) = (rows(old), rows(new));
        let places = align(&old_rows, &new_rows);
        for (index, (n, node)) in new.iter().enumerate() {
            let here = format!("{path}{list}_{n}");
            match places.iter().position(|place| *place == Some(index)).and_then(|was| old.values().nth(was)) {
                Some(was) => compare(&format!("{here}_"), was, node, changes),
                None if is_blank(&new_rows[index]) => {}
                None => changes.push(change(&here, ChangeKind::Added, String::new(), summary(&here, node))),
            }
        }
        for (index, (n, node)) in old.iter().enumerate() {
            if places[index].is_none() && !is_blank(&old_rows[index]) {
                let there = format!("{path}{list}_{n}");
                changes.push(change(&there, ChangeKind::Removed, summary(&there, node), String::new()));
            }
        }
    }
}

fn change(field: &str, kind: ChangeKind, before: String, after: String) -> Change {
    Change { field: field.to_owned(), words: words(field), kind, before, after }
}

/// A whole row in one line: its name first, then the rest.
fn summary(path: &str, node: &Node<String>) -> String {
    let own = |key: &String| {
        let field = if key.is_empty() { path.to_owned() } else { format!("{path}_{key}") };
        node.own.get(key).map(|text| shown(&field, text))
    };
    let mut keys: Vec<&String> = node.own.keys().collect();
    keys.sort_by_key(|key| *key != "name");
    let mut parts: Vec<String> = keys.into_iter().filter_map(own).filter(|text| !text.is_empty()).collect();
    for (list, rows) in &node.lists {
        parts.extend(rows.iter().map(|(n, row)| summary(&format!("{path}_{list}_{n}"), row)));
    }
    parts.join(", ")
}

/// A kept value as a person reads it: `Thursday 3 December 2026` for a day (two versions may differ in nothing but the
/// year), `$560` for an amount, the label of a choice.
#[must_use]
pub fn shown(field: &str, value: &str) -> String {
    fn label<W: Word>(value: &str, label: fn(W) -> &'static str) -> Option<String> {
        W::from_word(value).map(|word| label(word).to_owned())
    }
    let last = field.rsplit('_').next().unwrap_or(field);
    let known = match field {
        "place" => label(value, Place::label),
        "pay_model" => label(value, PayModel::label),
        "classification" => label(value, Classification::label),
        "owner_of_work" => label(value, Owner::label),
        "ai_rule" => label(value, AiRule::label),
        "amount" => Cents::parse(value).ok().map(Cents::exact),
        _ if field.starts_with("deliverable") && last == "kind" => label(value, DeliverableKind::label),
        _ if field.starts_with("task") && last == "kind" => label(value, TaskKind::label),
        _ if last == "hours" && !value.is_empty() => Some(format!("{value} h")),
        _ if value == "yes" => Some("Yes".to_owned()),
        _ if value == "no" => Some("No".to_owned()),
        _ => parse_day(value).map(|day| format!("{} {}", long_date(day), day.year())),
    };
    known.unwrap_or_else(|| value.to_owned())
}

/// Whether a host did something about the field a comment stands at: it, its row or the rows of its list changed.
#[must_use]
pub fn addressed(before: &Draft, after: &Draft, field: &str) -> bool {
    let list = split(field).map(|(list, row, _)| (list, format!("{list}_{row}")));
    diff(before, after).iter().any(|change| match &list {
        None => change.field == field,
        Some((list, row)) => {
            let of_list = split(&change.field).is_some_and(|(of, ..)| of == *list);
            let moved = change.kind != ChangeKind::Changed && split(&change.field).is_some_and(|at| at.2.is_empty());
            change.field == *row || change.field.starts_with(&format!("{row}_")) || (of_list && moved)
        }
    })
}

/// A part of a text beside another one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// In both.
    Same(String),
    /// In the old one only.
    Gone(String),
    /// In the new one only.
    New(String),
}

/// Cells of the largest table that is worked out; beyond it the texts stand beside each other as they are.
const CELLS: usize = 1_000_000;

/// The words two texts share, and those only one of them has. `Same` and `Gone` together are the old text, `Same` and
/// `New` the new one, letter by letter.
#[must_use]
pub fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let (old, new): (Vec<&str>, Vec<&str>) = (tokens(before), tokens(after));
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (middle_old, middle_new) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut out = Vec::new();
    old[..head].iter().for_each(|word| push(&mut out, Piece::Same((*word).to_owned())));
    middle(middle_old, middle_new, &mut out);
    old[old.len() - tail..].iter().for_each(|word| push(&mut out, Piece::Same((*word).to_owned())));
    out
}

/// Words with the white space that follows them.
fn tokens(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let (mut from, mut spaces) = (0, false);
    for (at, c) in text.char_indices() {
        if spaces && !c.is_whitespace() {
            all.push(&text[from..at]);
            from = at;
        }
        spaces = c.is_whitespace();
    }
    all.push(&text[from..]);
    all.retain(|word| !word.is_empty());
    all
}

/// The longest common subsequence of what the two ends do not share.
fn middle(old: &[&str], new: &[&str], out: &mut Vec<Piece>) {
    let wide = new.len() + 1;
    if (old.len() + 1).saturating_mul(wide) > CELLS {
        old.iter().for_each(|word| push(out, Piece::Gone((*word).to_owned())));
        new.iter().for_each(|word| push(out, Piece::New((*word).to_owned())));
        return;
    }
    let mut longest = vec![0_u16; (old.len() + 1) * wide];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * wide + j] = if old[i] == new[j] {
                longest[(i + 1) * wide + j + 1] + 1
            } else {
                longest[(i + 1) * wide + j].max(longest[i * wide + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            push(out, Piece::Same(old[i].to_owned()));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && longest[(i + 1) * wide + j] >= longest[i * wide + j + 1]) {
            push(out, Piece::Gone(old[i].to_owned()));
            i += 1;
        } else {
            push(out, Piece::New(new[j].to_owned()));
            j += 1;
        }
    }
}

/// Neighbours of one kind become one piece.
fn push(out: &mut Vec<Piece>, piece: Piece) {
    match (out.last_mut(), piece) {
        (Some(Piece::Same(text)), Piece::Same(more))
        | (Some(Piece::Gone(text)), Piece::Gone(more))
        | (Some(Piece::New(text)), Piece::New(more)) => text.push_str(&more),
        (_, piece) => out.push(piece),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::draft::{SkillDraft, Task};
    use super::super::template;
    use super::*;

    fn started() -> Draft {
        template("automate_report").unwrap().start(jiff::civil::date(2026, 9, 1))
    }

    #[test]
    fn nothing_changed() {
        assert!(diff(&started(), &started()).is_empty());
    }

    #[test]
    fn changes_are_said_as_people_read_them() {
        let before = started();
        let mut after = before.clone();
        (after.amount, after.place) = (Some(Cents(56_000)), Some(Place::Hybrid));
        after.portfolio_allowed = Some(before.portfolio_allowed != Some(true));
        let changes = diff(&before, &after);
        let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["place", "amount", "portfolio_allowed"], "in the order of the screens");
        assert_eq!((changes[1].words.as_str(), changes[1].after.as_str()), ("the pay", Cents(56_000).exact().as_str()));
        assert_eq!(changes[0].after, Place::Hybrid.label());
    }

    #[test]
    fn a_row_taken_out_is_one_change() {
        let mut before = started();
        before.tasks = ["Interview volunteers", "Sort the notes", "Write the guide"]
            .map(|name| Task { name: name.into(), hours: 4, ..Task::default() })
            .into();
        let mut after = before.clone();
        after.tasks.remove(0);
        after.tasks[1].hours = 6;
        after.skills.push(SkillDraft { name: "Patience".into(), must_have: true });
        let changes = diff(&before, &after);
        let said: Vec<_> = changes.iter().map(|change| (change.field.as_str(), change.kind)).collect();
        let skill = format!("skill_{}", after.skills.len());
        let expected = [
            ("task_2_hours", ChangeKind::Changed),
            ("task_1", ChangeKind::Removed),
            (skill.as_str(), ChangeKind::Added),
        ];
        assert_eq!(said, expected);
        assert!(changes[1].before.starts_with("Interview volunteers"), "{}", changes[1].before);
        assert_eq!((changes[0].before.as_str(), changes[0].after.as_str()), ("4 h", "6 h"));
    }

    #[test]
    fn a_comment_is_addressed_by_its_field_or_its_row() {
        let before = started();
        let mut after = before.clone();
        after.tasks[0].hours += 1;
        assert!(addressed(&before, &after, "task_1_name") && !addressed(&before, &after, "task_2_name"));
        assert!(!addressed(&before, &after, "title"));
        after.tasks.remove(1);
        assert!(addressed(&before, &after, "task_2_name"));
        after.title.push_str(" anew");
        assert!(addressed(&before, &after, "title"));
    }

    #[test]
    fn only_the_words_that_changed_are_marked() {
        let found =
            pieces("copying 150 intakes into the LSC report", "copying 150 intakes into the Legal Services report");
        assert_eq!(
            found,
            [
                Piece::Same("copying 150 intakes into the ".into()),
                Piece::Gone("LSC ".into()),
                Piece::New("Legal Services ".into()),
                Piece::Same("report".into()),
            ]
        );
        assert_eq!(pieces("", "new"), [Piece::New("new".into())]);
        assert!(pieces("", "").is_empty());
        let huge = "word ".repeat(3_000);
        assert_eq!(pieces(&format!("a {huge}b"), &format!("c {huge}d")).len(), 2, "too large to work out");
    }

    proptest! {
        #[test]
        fn pieces_are_the_two_texts(before in "[ab \n]{0,40}|.{0,60}", after in "[ab \n]{0,40}|.{0,60}") {
            let (mut old, mut new) = (String::new(), String::new());
            for piece in pieces(&before, &after) {
                match piece {
                    Piece::Same(text) => { old.push_str(&text); new.push_str(&text); }
                    Piece::Gone(text) => old.push_str(&text),
                    Piece::New(text) => new.push_str(&text),
                }
            }
            prop_assert_eq!((old, new), (before, after));
        }

        #[test]
        fn every_difference_is_found(title in "[a-z]{0,5}", hours in 0..9_i32, gone in 0..3_usize, name in "[a-z]{0,5}") {
            let before = started();
            let mut after = before.clone();
            after.title = title;
            after.hours_low = hours;
            if gone < after.tasks.len() {
                after.tasks.remove(gone);
            }
            after.tasks.push(Task { name, ..Task::default() });
            let changes = diff(&before, &after);
            let said = |field: &str| changes.iter().any(|change| change.field == field);
            prop_assert_eq!(said("title"), before.title != after.title);
            prop_assert_eq!(said("hours_low"), before.hours_low != after.hours_low);
            prop_assert!(changes.iter().all(|change| change.before != change.after));
        }
    }
}
