//! Two people write one draft: what each of them changed, field by field, without keeping old drafts.
//!
//! A form carries a [`Base`]: a short hash of every value it was drawn with. A field whose text still has the hash of
//! its base was not touched here; one whose kept value has it was not touched there. Only a field that both changed, to
//! different texts, is a [`Clash`], and nothing is kept until a person has chosen.
//!
//! Names carry row numbers, and rows come and go. Invariant: row `n` of a form is row `n` of its base, as far as the base
//! goes; rows after that were added here. So a merged form has the kept rows first, in their order, and then the rows
//! only this person has: drawn again with the kept rows as its base, the invariant holds anew. Kept rows are found again by
//! their texts ([`super::align`]).

mod base;

use std::collections::{BTreeMap, BTreeSet};

pub use base::Base;

use super::align::{Node, Row, align, hash, is_blank, row, split};
use super::rows::row_of;
use super::{Slot, fields, fill, values};
use crate::projects::draft::Draft;
use crate::projects::steps::Step;

/// What stands against each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Against {
    /// Both wrote something else into a field.
    Texts,
    /// The row that was changed here was taken out there.
    RowGone,
    /// The row that was taken out here was changed there.
    RowChanged,
    /// With the rows of both there are more than there is room for.
    Rows,
}

/// Something that two people changed in different ways.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clash {
    /// The field it stands beside, as the merged form names it.
    pub field: String,
    /// What the choice is about: the same field, or its whole row (`task_4`).
    pub about: String,
    /// In which way.
    pub against: Against,
    /// What was typed here.
    pub mine: String,
    /// What is kept; for too many rows, how many there is room for, as a sentence.
    pub theirs: String,
}

/// A form together with what others kept since it was drawn.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Merged {
    /// Every field of the screen, with the form's add and remove buttons: what [`fill`] reads. A field that clashes has
    /// what was typed here.
    pub fields: Vec<(String, String)>,
    /// What must be chosen first; empty when the fields can be kept.
    pub clashes: Vec<Clash>,
    /// Whether somebody else changed anything of the screen since the form was drawn.
    pub others: bool,
    /// The base of the form as it is on the screen now, once the fields are kept.
    pub base: Base,
}

impl Merged {
    /// The fields by name, for drawing the form again.
    #[must_use]
    pub fn values(&self) -> BTreeMap<String, String> {
        let button = |name: &str| name == "add" || name == "remove";
        self.fields.iter().filter(|(name, _)| !button(name)).cloned().collect()
    }
}

/// Merges a form into the draft as it is kept now.
///
/// `more` are kept values of the same form that are no part of the draft (answers to comments). `take` names what is taken
/// as others have it: fields, or whole rows (`task_4`).
#[must_use]
pub fn merge(
    step: Step,
    kept: &Draft,
    more: &[(String, String)],
    base: &Base,
    sent: &[(String, String)],
    take: &BTreeSet<String>,
) -> Merged {
    let mut theirs = values(step, kept);
    theirs.extend(more.iter().cloned());
    let mut copy = kept.clone();
    let ticks = fields(step, &mut copy).into_iter().filter(|(_, slot)| matches!(slot, Slot::Tick(_)));
    let button = |name: &str| sent.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim().to_owned());
    let typed: Vec<(String, String)> =
        sent.iter().filter(|(name, _)| name != "add" && name != "remove").cloned().collect();
    let mut work = Work {
        ticks: ticks.map(|(name, _)| name).collect(),
        take,
        remove: button("remove"),
        add: button("add").filter(|list| split(list).is_some()),
        removes: None,
        adds: button("add").filter(|list| split(list).is_none()),
        out: Merged { base: seen(step, base, &typed, take), ..Merged::default() },
    };
    let mine = Node::of(typed.iter().map(|(name, text)| (name.as_str(), text.clone())));
    let before = Node::of(base.hashes.iter().map(|(name, hash)| (name.as_str(), *hash)));
    let now = Node::of(theirs.iter().map(|(name, text)| (name.as_str(), text.clone())));
    work.node(&Path::default(), &before, &mine, &now);
    work.finish(step, kept)
}

/// The base of a form once it is kept: what it shows. What could not be read, or was taken from others, stays as it was
/// drawn, so that it counts as typed again next time.
fn seen(step: Step, base: &Base, typed: &[(String, String)], take: &BTreeSet<String>) -> Base {
    let mut draft = Draft::default();
    let errors = fill(step, &mut draft, typed);
    // A text that is too long may be kept all the same.
    let kept = values(step, &draft);
    let read = |name: &String, text: &String| {
        !errors.0.contains_key(name) || kept.get(name).is_some_and(|kept| hash(kept) == hash(text))
    };
    let mut next = base.clone();
    // A box that is not ticked is not sent.
    let sent: BTreeSet<&str> = typed.iter().map(|(name, _)| name.as_str()).collect();
    next.hashes.iter_mut().filter(|(name, _)| !sent.contains(name.as_str())).for_each(|(_, known)| *known = hash(""));
    for (name, text) in typed.iter().filter(|(name, text)| read(name, text) && !is_taken(take, name)) {
        next.hashes.insert(name.clone(), hash(text));
    }
    next
}

/// Whether a field, or the row it stands in, is taken as others have it.
fn is_taken(take: &BTreeSet<String>, name: &str) -> bool {
    let row = |target: &String| split(target).is_some() && name.starts_with(&format!("{target}_"));
    take.contains(name) || take.iter().any(row)
}

/// One place in both forms: as the merged form numbers its rows, and as the sent one does.
#[derive(Clone, Default)]
struct Path {
    here: String,
    sent: String,
}

impl Path {
    fn row(&self, list: &str, here: usize, sent: usize) -> Self {
        Self { here: format!("{}{list}_{here}_", self.here), sent: format!("{}{list}_{sent}_", self.sent) }
    }

    /// The row itself, `task_2`.
    fn target(path: &str) -> &str {
        path.trim_end_matches('_')
    }
}

fn join(path: &str, key: &str) -> String {
    if key.is_empty() { Path::target(path).to_owned() } else { format!("{path}{key}") }
}

struct Work<'a> {
    ticks: BTreeSet<String>,
    take: &'a BTreeSet<String>,
    /// The row of the remove button and the list of the add button, as sent.
    remove: Option<String>,
    add: Option<String>,
    /// The same as the merged form names them.
    removes: Option<String>,
    adds: Option<String>,
    out: Merged,
}

impl Work<'_> {
    fn node(&mut self, at: &Path, base: &Node<u64>, mine: &Node<String>, theirs: &Node<String>) {
        let keys: BTreeSet<&String> = mine.own.keys().chain(theirs.own.keys()).collect();
        for key in keys {
            self.field(at, key, base, mine, theirs);
        }
        let (no_hashes, no_rows) = (BTreeMap::new(), BTreeMap::new());
        let lists: BTreeSet<&String> = mine.lists.keys().chain(theirs.lists.keys()).collect();
        for list in lists {
            let before = base.lists.get(list).unwrap_or(&no_hashes);
            let (typed, kept) = (mine.lists.get(list), theirs.lists.get(list));
            self.list(at, list, before, typed.unwrap_or(&no_rows), kept.unwrap_or(&no_rows));
        }
    }

    fn field(&mut self, at: &Path, key: &str, base: &Node<u64>, mine: &Node<String>, theirs: &Node<String>) {
        let name = join(&at.here, key);
        let kept = theirs.own.get(key).cloned();
        let unticked = || (self.ticks.contains(&name) && !mine.is_empty()).then(String::new);
        let before = base.own.get(key).copied().unwrap_or_else(|| hash(""));
        let now = hash(kept.as_deref().unwrap_or_default());
        self.out.others |= now != before;
        let Some(typed) = mine.own.get(key).cloned().or_else(unticked) else {
            self.out.fields.extend(kept.map(|kept| (name, kept)));
            return;
        };
        let new = hash(&typed);
        if new == before || self.take.contains(&join(&at.sent, key)) {
            self.out.fields.push((name, kept.unwrap_or(typed)));
            return;
        }
        if now != before && now != new {
            self.out.clashes.push(Clash {
                field: name.clone(),
                about: name.clone(),
                against: Against::Texts,
                mine: typed.clone(),
                theirs: kept.unwrap_or_default(),
            });
        }
        self.out.fields.push((name, typed));
    }

    fn list(
        &mut self,
        at: &Path,
        list: &str,
        base: &BTreeMap<usize, Node<u64>>,
        mine: &BTreeMap<usize, Node<String>>,
        theirs: &BTreeMap<usize, Node<String>>,
    ) {
        let before: Vec<Row> = base.values().map(row).collect();
        let now: Vec<Row> = theirs.values().map(|node| row(&node.hashed())).collect();
        let places = align(&before, &now);
        // Row of the form -> place among the kept rows.
        let found: BTreeMap<usize, usize> =
            base.keys().zip(&places).filter_map(|(n, place)| place.map(|place| (*n, place))).collect();
        for (place, kept) in theirs.values().enumerate() {
            let n = found.iter().find(|(_, at)| **at == place).map(|(n, _)| *n);
            let Some(n) = n else {
                self.out.others = true;
                self.put(&at.row(list, place + 1, 0).here, kept);
                continue;
            };
            let at = at.row(list, place + 1, n);
            let unchanged = base.get(&n).is_some_and(|base| row(base) == now[place]);
            self.kept_row(&at, unchanged, base.get(&n), mine.get(&n), kept);
        }
        let added: Vec<&Row> =
            now.iter().enumerate().filter(|(place, _)| !found.values().any(|at| at == place)).map(|(_, r)| r).collect();
        let mut rows = theirs.len();
        for (n, typed) in mine.iter().filter(|(n, _)| !found.contains_key(n)) {
            let known = base.get(n).map(row).filter(|known| !is_blank(known));
            rows += usize::from(self.own_row(&at.row(list, rows + 1, *n), known.as_ref(), typed, &added));
        }
    }

    /// A row that is kept, and was there when the form was drawn.
    fn kept_row(
        &mut self,
        at: &Path,
        unchanged: bool,
        base: Option<&Node<u64>>,
        mine: Option<&Node<String>>,
        kept: &Node<String>,
    ) {
        if self.remove.as_deref() == Some(Path::target(&at.sent)) {
            if unchanged {
                self.removes = Some(Path::target(&at.here).to_owned());
            } else {
                self.out.others = true;
                self.clash_of_row(at, Against::RowChanged, kept);
            }
            self.put(&at.here, kept);
            return;
        }
        let nothing = Node::default();
        match mine {
            Some(mine) => self.node(at, base.unwrap_or(&nothing), mine, kept),
            None => self.put(&at.here, kept),
        }
        self.translate_add(at);
    }

    /// A row only this form has: new, or taken out by somebody else. Whether it is in the merged form.
    fn own_row(&mut self, at: &Path, known: Option<&Row>, typed: &Node<String>, added: &[&Row]) -> bool {
        let now = row(&typed.hashed());
        self.out.others |= known.is_some();
        let removed = self.remove.as_deref() == Some(Path::target(&at.sent));
        let taken = self.take.contains(Path::target(&at.sent));
        // Sent once more after its answer was lost, it is there already.
        let there = known.is_none() && added.contains(&&now);
        if removed || taken || there || is_blank(&now) || known == Some(&now) {
            return false;
        }
        if known.is_some() {
            self.clash_of_row(at, Against::RowGone, typed);
        }
        self.put(&at.here, typed);
        self.translate_add(at);
        true
    }

    fn clash_of_row(&mut self, at: &Path, against: Against, row: &Node<String>) {
        let about = Path::target(&at.here).to_owned();
        let first = if row.own.contains_key("name") { "name" } else { "" };
        let words = row.own.values().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(", ");
        let (mine, theirs) = if against == Against::RowGone { (words, String::new()) } else { (String::new(), words) };
        self.out.clashes.push(Clash { field: join(&at.here, first), about, against, mine, theirs });
    }

    /// A check is added to the deliverable it was asked for, whatever its number is now.
    fn translate_add(&mut self, at: &Path) {
        let list = self.add.as_deref().and_then(|add| add.strip_prefix(at.sent.as_str()));
        if let Some(list) = list.filter(|list| split(list).is_none()) {
            self.adds = Some(format!("{}{list}", at.here));
        }
    }

    /// Every field of a row as it is.
    fn put(&mut self, path: &str, node: &Node<String>) {
        self.out.fields.extend(node.own.iter().map(|(key, text)| (join(path, key), text.clone())));
        for (list, rows) in &node.lists {
            for (n, row) in (1..).zip(rows.values()) {
                self.put(&format!("{path}{list}_{n}_"), row);
            }
        }
    }

    fn finish(mut self, step: Step, kept: &Draft) -> Merged {
        let button = |name: &str, value: Option<String>| value.map(|value| (name.to_owned(), value));
        self.out.fields.extend(button("remove", self.removes.take()));
        if self.out.others {
            let full = fill(step, &mut kept.clone(), &self.out.fields);
            for (list, message) in full.0.into_iter().filter(|(list, _)| !list.is_empty()) {
                let mut names =
                    self.out.fields.iter().map(|(name, _)| name).filter(|name| row_of(name, &list).is_some());
                let first = names.clone().find(|name| name.ends_with("_name")).or_else(|| names.next());
                let Some(field) = first.cloned() else { continue };
                let against = Against::Rows;
                self.out.clashes.push(Clash { field, about: list, against, mine: String::new(), theirs: message });
            }
        }
        self.out.fields.extend(button("add", self.adds.take()));
        self.out
    }
}

#[cfg(test)]
mod tests;
