//! Repeated fields: which rows a form has, and what its add and remove buttons do to a draft.

use std::collections::BTreeMap;

use super::super::draft::{Deliverable, Draft, MilestoneDraft, SkillDraft, Task, limits};
use super::super::steps::Step;
use crate::fields::FieldErrors;

/// A form after its remove button: rows below the removed one have moved up.
pub(super) struct Form {
    /// Field name -> what was typed.
    pub values: BTreeMap<String, String>,
    /// Row of the remove button.
    pub removed: Option<String>,
    /// List of the add button.
    pub added: Option<String>,
}

pub(super) fn without_removed(form: &[(String, String)]) -> Form {
    let button = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim().to_owned());
    let (removed, added) = (button("remove"), button("add"));
    let gone = removed.as_deref().and_then(split_row);
    let moved = |key: &str| -> Option<String> {
        let Some((prefix, row)) = gone else { return Some(key.to_owned()) };
        let Some((at, rest)) = row_of(key, prefix) else { return Some(key.to_owned()) };
        match at.cmp(&row) {
            std::cmp::Ordering::Less => Some(key.to_owned()),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(format!("{prefix}_{}{rest}", at - 1)),
        }
    };
    let values = form.iter().filter_map(|(key, value)| Some((moved(key)?, value.clone()))).collect();
    Form { values, removed, added }
}

/// `deliverable_2` -> (`deliverable`, 2).
pub(super) fn split_row(target: &str) -> Option<(&str, usize)> {
    let (prefix, row) = target.rsplit_once('_')?;
    Some((prefix, row.parse().ok().filter(|row| *row > 0)?))
}

/// The row a key belongs to and what follows it: `deliverable_2_name` -> (2, `_name`).
pub(super) fn row_of<'a>(key: &'a str, prefix: &str) -> Option<(usize, &'a str)> {
    let rest = key.strip_prefix(prefix)?.strip_prefix('_')?;
    let end = rest.find('_').unwrap_or(rest.len());
    Some((rest[..end].parse().ok().filter(|row| *row > 0)?, &rest[end..]))
}

/// The rows of one repeated field.
trait Rows {
    fn count(&self) -> usize;
    fn size(&mut self, count: usize);
    fn take_out(&mut self, index: usize);
    fn last_is_blank(&self) -> bool;
}

/// Whether nobody has typed anything into a row.
trait Blank {
    fn is_blank(&self) -> bool;
}

impl<T: Blank + Default + Clone> Rows for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn size(&mut self, count: usize) {
        self.resize(count, T::default());
    }

    fn take_out(&mut self, index: usize) {
        if index < self.len() {
            self.remove(index);
        }
    }

    fn last_is_blank(&self) -> bool {
        self.last().is_some_and(Blank::is_blank)
    }
}

impl Blank for String {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl Blank for Deliverable {
    fn is_blank(&self) -> bool {
        let texts = [&self.name, &self.size, &self.format, &self.example];
        texts.into_iter().chain(&self.criteria).all(String::is_empty)
    }
}

impl Blank for Task {
    fn is_blank(&self) -> bool {
        self.name.is_empty() && self.hours == 0
    }
}

impl Blank for MilestoneDraft {
    fn is_blank(&self) -> bool {
        self.name.is_empty() && self.hours == 0 && self.due.is_none()
    }
}

impl Blank for SkillDraft {
    fn is_blank(&self) -> bool {
        self.name.is_empty()
    }
}

struct List<'a> {
    prefix: String,
    most: usize,
    rows: &'a mut dyn Rows,
}

/// The repeated fields of a screen; those inside other rows when `inner`.
fn lists(step: Step, draft: &mut Draft, inner: bool) -> Vec<List<'_>> {
    fn list<'a>(prefix: &str, most: usize, rows: &'a mut dyn Rows) -> List<'a> {
        List { prefix: prefix.to_owned(), most, rows }
    }
    match (step, inner) {
        (Step::Outcome, true) => (1..)
            .zip(&mut draft.deliverables)
            .map(|(n, row)| list(&format!("deliverable_{n}_criterion"), limits::CRITERIA, &mut row.criteria))
            .collect(),
        (Step::Outcome, false) => vec![list("deliverable", limits::DELIVERABLES, &mut draft.deliverables)],
        (Step::Plan, false) => vec![
            list("task", limits::TASKS, &mut draft.tasks),
            list("milestone", limits::MILESTONES, &mut draft.milestones),
        ],
        (Step::Skills, false) => vec![
            list("skill", limits::SKILLS, &mut draft.skills),
            list("competency", limits::COMPETENCIES, &mut draft.competencies),
        ],
        (Step::Terms, false) => vec![list("question", limits::QUESTIONS, &mut draft.questions)],
        _ => Vec::new(),
    }
}

pub(super) fn remove_row(step: Step, draft: &mut Draft, target: &str) {
    let Some((prefix, row)) = split_row(target) else { return };
    for inner in [false, true] {
        for list in lists(step, draft, inner).into_iter().filter(|list| list.prefix == prefix) {
            list.rows.take_out(row - 1);
        }
    }
}

/// As many rows as the form has; a list the form does not mention stays.
pub(super) fn size_rows(step: Step, draft: &mut Draft, form: &Form, errors: &mut FieldErrors) {
    for inner in [false, true] {
        for list in lists(step, draft, inner) {
            let rows = form.values.keys().filter_map(|key| row_of(key, &list.prefix)).map(|(row, _)| row).max();
            if let Some(rows) = rows {
                if rows > list.most {
                    errors.add(list.prefix.as_str(), format!("There is room for {} here.", list.most));
                }
                list.rows.size(rows.min(list.most));
            }
        }
    }
}

/// Empty rows at the end were never used, unless something unreadable was typed there.
pub(super) fn trim_rows(step: Step, draft: &mut Draft, errors: &FieldErrors) {
    let unreadable =
        |prefix: &str, row: usize| errors.0.keys().any(|key| row_of(key, prefix).is_some_and(|at| at.0 == row));
    for inner in [true, false] {
        for list in lists(step, draft, inner) {
            while list.rows.last_is_blank() && !unreadable(&list.prefix, list.rows.count()) {
                list.rows.size(list.rows.count() - 1);
            }
        }
    }
}

pub(super) fn add_row(step: Step, draft: &mut Draft, target: &str, errors: &mut FieldErrors) {
    for inner in [false, true] {
        for list in lists(step, draft, inner).into_iter().filter(|list| list.prefix == target) {
            if list.rows.count() < list.most {
                list.rows.size(list.rows.count() + 1);
            } else {
                errors.add(target, format!("There is room for {} here.", list.most));
            }
        }
    }
}
