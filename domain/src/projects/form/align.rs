//! Which row of a list became which: rows have no names of their own, only their texts.

use std::collections::BTreeMap;

/// Answers as a tree: fields, and lists of rows that are trees again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::projects) struct Node<V> {
    /// Field of this row (or of the screen) -> value. A row that is one field has the empty name.
    pub own: BTreeMap<String, V>,
    /// List -> number of the row -> row.
    pub lists: BTreeMap<String, BTreeMap<usize, Self>>,
}

impl<V> Default for Node<V> {
    fn default() -> Self {
        Self { own: BTreeMap::new(), lists: BTreeMap::new() }
    }
}

impl<V> Node<V> {
    /// The tree of flat form fields.
    pub(in crate::projects) fn of<'a>(fields: impl IntoIterator<Item = (&'a str, V)>) -> Self {
        let mut node = Self::default();
        for (name, value) in fields {
            node.put(name, value);
        }
        node
    }

    fn put(&mut self, name: &str, value: V) {
        match split(name) {
            Some((list, row, rest)) => {
                self.lists.entry(list.to_owned()).or_default().entry(row).or_default().put(rest, value);
            }
            None => {
                self.own.insert(name.to_owned(), value);
            }
        }
    }

    /// Whether there is nothing in it.
    pub(in crate::projects) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.lists.is_empty()
    }
}

impl Node<String> {
    /// Its texts as hashes.
    pub(in crate::projects) fn hashed(&self) -> Node<u64> {
        let own = self.own.iter().map(|(key, text)| (key.clone(), hash(text))).collect();
        let rows = |rows: &BTreeMap<usize, Self>| rows.iter().map(|(n, row)| (*n, row.hashed())).collect();
        Node { own, lists: self.lists.iter().map(|(list, all)| (list.clone(), rows(all))).collect() }
    }
}

/// `deliverable_2_criterion_1` -> (`deliverable`, 2, `criterion_1`); nothing for a field that is in no list.
pub(in crate::projects) fn split(name: &str) -> Option<(&str, usize, &str)> {
    name.match_indices('_').find_map(|(at, _)| {
        let after = &name[at + 1..];
        let (number, rest) = after.split_once('_').unwrap_or((after, ""));
        let row = number.parse().ok().filter(|row| *row > 0)?;
        Some((&name[..at], row, rest))
    })
}

/// A text as it is compared: what the database keeps, without the ends of lines that browsers write in two ways.
fn plain(text: &str) -> impl Iterator<Item = char> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    text.chars().filter(|c| !matches!(c, '\0' | '\r'))
}

/// FNV-1a, folded to 48 bits: short enough for a form, long enough that two texts never meet.
pub(crate) fn hash(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut letter = [0; 4];
    for c in plain(text) {
        for byte in c.encode_utf8(&mut letter).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    (hash >> 48) ^ (hash & 0xffff_ffff_ffff)
}

/// The answers of one row, flat and without the empty ones: rows are compared by it.
pub(in crate::projects) type Row = BTreeMap<String, u64>;

/// See [`Row`].
pub(in crate::projects) fn row(node: &Node<u64>) -> Row {
    fn add(prefix: &str, node: &Node<u64>, nothing: u64, all: &mut Row) {
        for (key, hash) in node.own.iter().filter(|(_, hash)| **hash != nothing) {
            all.insert(format!("{prefix}{key}"), *hash);
        }
        for (list, rows) in &node.lists {
            for (n, row) in rows {
                add(&format!("{prefix}{list}_{n}_"), row, nothing, all);
            }
        }
    }
    let mut all = Row::new();
    add("", node, hash(""), &mut all);
    all
}

/// Chosen by itself in a new row, so it tells nothing.
fn is_kind(key: &str) -> bool {
    key == "kind" || key.ends_with("_kind")
}

/// Whether nobody has typed anything into a row.
pub(in crate::projects) fn is_blank(row: &Row) -> bool {
    row.keys().all(|key| is_kind(key))
}

/// How much two rows look like the same one; 0 for not at all.
fn likeness(before: &Row, after: &Row) -> u32 {
    if before == after {
        return 1_000;
    }
    if is_blank(before) || is_blank(after) {
        return 0;
    }
    let same = before.iter().filter(|(key, hash)| !is_kind(key) && after.get(*key) == Some(hash));
    // The name of a row says most about which one it is.
    same.map(|(key, _)| if key == "name" || key.is_empty() { 10 } else { 1 }).sum()
}

/// For each row of `before` its place in `after`, or nothing when it was taken out. Rows keep their order, as the
/// wizard's rows do: they are added at the end and taken out anywhere.
pub(in crate::projects) fn align(before: &[Row], after: &[Row]) -> Vec<Option<usize>> {
    let wide = after.len() + 1;
    // best[i * wide + j]: the most likeness of before[i..] and after[j..].
    let mut best = vec![0_u32; (before.len() + 1) * wide];
    for i in (0..before.len()).rev() {
        for j in (0..after.len()).rev() {
            let apart = best[(i + 1) * wide + j].max(best[i * wide + j + 1]);
            let alike = likeness(&before[i], &after[j]);
            let together = if alike == 0 { 0 } else { alike + best[(i + 1) * wide + j + 1] };
            best[i * wide + j] = apart.max(together);
        }
    }
    let mut places = vec![None; before.len()];
    let (mut i, mut j) = (0, 0);
    while i < before.len() && j < after.len() {
        let alike = likeness(&before[i], &after[j]);
        if alike > 0 && best[i * wide + j] == alike + best[(i + 1) * wide + j + 1] {
            places[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if best[i * wide + j] == best[(i + 1) * wide + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pair_rewritten(before, &mut places, after.len());
    places
}

/// Rows written anew from end to end, between rows that stayed: as many before as after are the same rows.
fn pair_rewritten(before: &[Row], places: &mut [Option<usize>], after: usize) {
    let mut from = 0;
    while from < places.len() {
        let to = (from..places.len()).find(|i| places[*i].is_some()).unwrap_or(places.len());
        let first = from.checked_sub(1).and_then(|i| places[i]).map_or(0, |j| j + 1);
        let last = places.get(to).copied().flatten().unwrap_or(after);
        if to - from == last - first {
            for (i, j) in (from..to).zip(first..last) {
                // What two people typed into the same empty row are two rows.
                places[i] = (!is_blank(&before[i])).then_some(j);
            }
        }
        from = to + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(texts: &[(&str, &str)]) -> Vec<Row> {
        let fields = |name: &str, hours: &str| {
            Node::of([("name", name), ("hours", hours), ("kind", "create")].map(|(key, text)| (key, text.to_owned())))
        };
        texts.iter().map(|(name, hours)| row(&fields(name, hours).hashed())).collect()
    }

    #[test]
    fn a_name_is_taken_apart() {
        assert_eq!(split("deliverable_2_criterion_1"), Some(("deliverable", 2, "criterion_1")));
        assert_eq!(split("question_3"), Some(("question", 3, "")));
        assert_eq!(split("hours_low"), None);
        assert_eq!(split("answer:0196f1c4-0000-7000-8000-000000000001"), None);
    }

    #[test]
    fn ends_of_lines_and_outer_spaces_are_no_change() {
        assert_eq!(hash(" a\r\nb \n"), hash("a\nb"));
        assert_ne!(hash("a\nb"), hash("ab"));
        assert!(hash("anything") < 1 << 48);
    }

    #[test]
    fn rows_are_found_again() {
        let before = rows(&[("a", "1"), ("b", "2"), ("c", "3")]);
        assert_eq!(align(&before, &before), [Some(0), Some(1), Some(2)]);
        assert_eq!(align(&before, &rows(&[("a", "1"), ("c", "3")])), [Some(0), None, Some(1)], "one taken out");
        assert_eq!(align(&before, &rows(&[("b", "9"), ("c", "3"), ("d", "4")])), [None, Some(0), Some(1)]);
        assert_eq!(align(&before, &rows(&[("a", "1"), ("x", "8"), ("c", "3")])), [Some(0), Some(1), Some(2)]);
        assert_eq!(align(&before, &[]), [None, None, None]);
        assert_eq!(align(&rows(&[("", "")]), &rows(&[("x", "1")])), [None], "an empty row is nobody's");
    }
}
