//! Words of a search that nothing knows, put right by the nearest word that is known.

use std::collections::HashMap;
use std::ops::Range;

/// Shortest and longest word that is known or put right, in letters: shorter ones have too many neighbours.
const SHORTEST: usize = 3;
const LONGEST: usize = 30;
/// Most words of one search that are looked at.
const LOOKED_AT: usize = 4;

/// The words of a text as they are known: in small letters, each once and in order, so that two writers of the same words
/// never wait for each other in a circle.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut words: Vec<String> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| (SHORTEST..=LONGEST).contains(&word.chars().count()))
        .map(ToOwned::to_owned)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Slips that are forgiven in a word: none in a short one, where one letter makes another word.
#[must_use]
pub fn slips(word: &str) -> usize {
    match word.chars().count() {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    }
}

/// The words of a search that may be put right, in small letters: none in quotes, none after a minus, no `or`.
#[must_use]
pub fn typed_words(search: &str) -> Vec<String> {
    let mut words: Vec<String> = ranges(search)
        .into_iter()
        .map(|range| search[range].to_lowercase())
        .filter(|word| slips(word) > 0 && word.chars().count() <= LONGEST && !word.chars().all(|c| c.is_ascii_digit()))
        .collect();
    words.sort_unstable();
    words.dedup();
    words.truncate(LOOKED_AT);
    words
}

/// The search with some of its words replaced; everything else of it stays as it was typed.
#[must_use]
pub fn put_right(search: &str, right: &HashMap<String, String>) -> String {
    let mut text = String::new();
    let mut from = 0;
    for range in ranges(search) {
        if let Some(word) = right.get(&search[range.clone()].to_lowercase()) {
            text.push_str(&search[from..range.start]);
            text.push_str(word);
            from = range.end;
        }
    }
    text.push_str(&search[from..]);
    text
}

/// The known word that `typed` was most likely meant to be: the fewest slips, then the same first letter, then the same
/// length, then the alphabet. Nothing when all of them need more slips than are forgiven.
#[must_use]
pub fn nearest<'k>(typed: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let letters: Vec<char> = typed.chars().collect();
    let (most, own) = (slips(typed), kinds(typed));
    known
        .into_iter()
        // Most words are far away, and this tells nearly all of them apart without laying letters beside each other.
        .filter(|word| (own ^ kinds(word)).count_ones() as usize <= 2 * most)
        .filter_map(|word| {
            let other: Vec<char> = word.chars().collect();
            let apart = letters.len().abs_diff(other.len());
            let slips = if apart > most { usize::MAX } else { distance(&letters, &other) };
            (slips <= most).then(|| ((slips, letters.first() != other.first(), apart, word), word))
        })
        .min_by(|(a, _), (b, _)| a.cmp(b))
        .map(|(_, word)| word)
}

/// Which letters a word has, a bit for each of 64 kinds. One slip changes two of the bits at most: the letter that went
/// and the letter that came.
fn kinds(word: &str) -> u64 {
    word.chars().fold(0, |kinds, letter| kinds | (1_u64 << (u32::from(letter) % 64)))
}

/// Letters to add, to leave out, to change, or to swap with their neighbour, until `a` is `b` (the optimal string
/// alignment distance).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least = (above[j] + usize::from(x != y)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}

/// Where the plain words of a search stand.
fn ranges(search: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut quoted, mut left_out, mut fresh, mut start) = (false, false, true, None);
    for (at, c) in search.char_indices().chain([(search.len(), ' ')]) {
        if c.is_alphanumeric() {
            start.get_or_insert(at);
            fresh = false;
            continue;
        }
        if let Some(from) = start.take()
            && !quoted
            && !left_out
        {
            found.push(from..at);
        }
        match c {
            '"' => quoted = !quoted,
            '-' if fresh => left_out = true,
            _ => {}
        }
        if c.is_whitespace() {
            (left_out, fresh) = (false, true);
        } else {
            fresh = false;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KNOWN: [&str; 9] =
        ["copywriting", "copy", "writing", "donor", "museum", "excel", "expel", "python", "analysis"];

    fn meant(typed: &str) -> Option<&'static str> {
        nearest(typed, KNOWN)
    }

    #[test]
    fn a_slip_is_put_right_and_another_word_is_not() {
        for (typed, word) in [
            ("copywritting", Some("copywriting")),
            ("copwriting", Some("copywriting")),
            ("musuem", Some("museum")),
            ("exel", Some("excel")),
            ("pyhton", Some("python")),
            ("anaylsis", Some("analysis")),
            ("accounting", None),
            ("cop", None),
            ("xyz", None),
        ] {
            assert_eq!(meant(typed), word, "{typed}");
        }
    }

    #[test]
    fn only_plain_words_are_touched() {
        let typed = "Musuem \"exact musuem\" -musuem or donr's 2026";
        assert_eq!(typed_words(typed), ["donr", "musuem"]);
        let right =
            HashMap::from([("musuem".to_owned(), "museum".to_owned()), ("donr".to_owned(), "donor".to_owned())]);
        assert_eq!(put_right(typed, &right), "museum \"exact musuem\" -musuem or donor's 2026");
        assert_eq!(put_right(typed, &HashMap::new()), typed);
        assert!(typed_words("").is_empty() && typed_words("\"--- \0").is_empty());
    }

    #[test]
    fn the_words_of_a_text_come_once_and_in_order() {
        assert_eq!(words("A map of the map: Zürich's 3 maps"), ["map", "maps", "the", "zürich"]);
    }

    proptest! {
        #[test]
        fn the_distance_is_one(a in "[a-d]{0,8}", b in "[a-d]{0,8}") {
            let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            prop_assert_eq!(distance(&x, &y), distance(&y, &x));
            prop_assert_eq!(distance(&x, &y) == 0, a == b);
            prop_assert!(distance(&x, &y) >= x.len().abs_diff(y.len()));
            prop_assert!(distance(&x, &y) <= x.len().max(y.len()));
        }

        #[test]
        fn what_is_passed_over_is_never_near(a in "[a-eé日]{0,9}", b in "[a-eé日]{0,9}") {
            let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            prop_assert!((kinds(&a) ^ kinds(&b)).count_ones() as usize <= 2 * distance(&x, &y));
        }

        #[test]
        fn any_text_is_taken(search in "\\PC{0,60}") {
            let right = typed_words(&search).into_iter().map(|word| (word.clone(), word)).collect();
            prop_assert_eq!(put_right(&search, &right).to_lowercase(), search.to_lowercase());
        }
    }
}
