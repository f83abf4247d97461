//! What a form was drawn with, and what it knows once it was kept.

use std::collections::BTreeMap;

use super::super::align::hash;
use crate::time::Instant;

/// What a form was drawn with.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Base {
    /// When, in microseconds: who changed something since is told by it.
    pub(super) drawn: i64,
    pub(super) hashes: BTreeMap<String, u64>,
}

impl Base {
    /// The base of a form that shows these values.
    #[must_use]
    pub fn of(values: &BTreeMap<String, String>, drawn: Instant) -> Self {
        let hashes = values.iter().map(|(name, text)| (name.clone(), hash(text))).collect();
        Self { drawn: drawn.as_microsecond(), hashes }
    }

    /// Reads what [`Base::write`] wrote; what is unreadable is left out.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let (drawn, rest) = text.split_once(';').unwrap_or_default();
        let pair = |pair: &str| {
            let (name, hash) = pair.split_once('=')?;
            Some((name.to_owned(), u64::from_str_radix(hash, 16).ok()?))
        };
        Self { drawn: drawn.parse().unwrap_or_default(), hashes: rest.split(';').filter_map(pair).collect() }
    }

    /// As a hidden field carries it: `1767366660000000;title=9a3f21bc0d11;problem=…`.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = self.drawn.to_string();
        for (name, hash) in &self.hashes {
            text.push_str(&format!(";{name}={hash:012x}"));
        }
        text
    }

    /// Whether it knows no field.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// When the form was drawn.
    #[must_use]
    pub fn drawn(&self) -> Instant {
        Instant::from_microsecond(self.drawn).unwrap_or(Instant::UNIX_EPOCH)
    }

    /// The base of a page that somebody came back to: `saved` is what it knew once it was kept last, which the page may show
    /// or not. What is as it was drawn was not touched since; everything else counts against what the page itself kept, so
    /// that a page never clashes with its own answers. With other rows than it was drawn with, it is taken as drawn.
    #[must_use]
    pub fn come_back_to(self, saved: &Self, fields: &[(String, String)]) -> Self {
        if !self.hashes.keys().eq(saved.hashes.keys()) {
            return self;
        }
        let typed: BTreeMap<&str, u64> = fields.iter().map(|(name, text)| (name.as_str(), hash(text))).collect();
        let known = |(name, drawn): (String, u64)| {
            let shown = typed.get(name.as_str()).copied().unwrap_or_else(|| hash(""));
            let kept = saved.hashes.get(&name).copied().filter(|_| shown != drawn);
            (name, kept.unwrap_or(drawn))
        };
        Self { drawn: self.drawn, hashes: self.hashes.into_iter().map(known).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(pairs: &[(&str, &str)]) -> Base {
        let values = pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        Base::of(&values, Instant::UNIX_EPOCH)
    }

    fn sent(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn what_was_typed_on_counts_against_what_was_kept() {
        let (drawn, saved) = (base(&[("title", "a"), ("problem", "p")]), base(&[("title", "b"), ("problem", "p")]));
        let come = |title: &str| drawn.clone().come_back_to(&saved, &sent(&[("title", title), ("problem", "p")]));
        assert_eq!(come("c"), saved, "typed on");
        assert_eq!(come("b"), saved, "as it was kept");
        assert_eq!(come("a"), drawn, "the page shows the old answer, and nobody wrote it now");
    }

    #[test]
    fn a_page_with_other_rows_is_taken_as_drawn() {
        let (drawn, saved) = (base(&[("task_1", "a")]), base(&[("task_1", "a"), ("task_2", "b")]));
        assert_eq!(drawn.clone().come_back_to(&saved, &sent(&[("task_1", "c")])), drawn);
    }
}
