//! Mail addresses, phone numbers and street addresses in prose: they do not belong into texts that everybody reads.

use super::letters::sentence_starts;
use super::page::{is, starts_upper};
use super::people::email;

/// A sentence of so many words says more than how to reach somebody: it stays, without the address.
const LONG: usize = 25;
const STREETS: [&str; 24] = [
    "street",
    "st",
    "avenue",
    "ave",
    "road",
    "rd",
    "lane",
    "ln",
    "drive",
    "dr",
    "boulevard",
    "blvd",
    "way",
    "court",
    "ct",
    "place",
    "pl",
    "square",
    "sq",
    "highway",
    "hwy",
    "parkway",
    "pkwy",
    "terrace",
];
const ROOMS: [&str; 8] = ["suite", "ste", "apt", "unit", "floor", "fl", "room", "building"];

/// The text without them. A short sentence that names a mailbox or a phone number goes as a whole; of a long one, and in
/// brackets, only the address goes.
pub(super) fn without(text: &str) -> String {
    let starts = sentence_starts(text);
    let mut kept: Vec<String> = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(text.len());
        let sentence = text.get(*start..end).unwrap_or_default().trim();
        let sentence = without_streets(&without_brackets(sentence));
        let reaches = places(&sentence);
        if reaches.is_empty() {
            kept.push(sentence);
        } else if sentence.split_whitespace().take(LONG + 1).count() > LONG {
            kept.push(replaced(&sentence, &reaches));
        }
    }
    kept.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    kept.join(" ")
}

/// Where a mailbox or a phone number stands.
fn places(text: &str) -> Vec<(usize, usize, &'static str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let begins = at == 0 || !text.as_bytes().get(at - 1).is_some_and(u8::is_ascii_alphanumeric);
        if begins && let Some(end) = phone(text.as_bytes(), at) {
            found.push((at, end, "(phone removed)"));
            at = end;
            continue;
        }
        if begins && !c.is_whitespace() {
            let rest = text.get(at..).unwrap_or_default();
            let word = rest.split(|c: char| c.is_whitespace() || ",;<>()\"".contains(c)).next().unwrap_or_default();
            if word.contains('@') && email(word).is_some() {
                found.push((at, at + word.trim_end_matches(['.', '!', '?', ':']).len(), "(email removed)"));
            }
            // The next word begins behind this one; a phone number may begin within it.
            if word.contains('@') {
                at += word.len().max(1);
                continue;
            }
        }
        at += c.len_utf8();
    }
    found
}

/// The end of `(555) 010-4477`, `555-010-4477`, `+1 555.010.4477`.
fn phone(bytes: &[u8], start: usize) -> Option<usize> {
    let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let mut end = start;
    if at(end) == b'+' || (at(end) == b'1' && digits(end) == 1) {
        end += usize::from(at(end) == b'+');
        end += digits(end).min(2);
        end += usize::from(matches!(at(end), b'-' | b'.' | b' '));
    }
    let bracket = at(end) == b'(';
    end += usize::from(bracket);
    if digits(end) != 3 {
        return None;
    }
    end += 3;
    let mut marked = bracket;
    if bracket {
        end += usize::from(at(end) == b')');
    }
    for count in [3, 4] {
        let mark = matches!(at(end), b'-' | b'.');
        if mark || at(end) == b' ' {
            marked |= mark;
            end += 1;
        } else if !bracket || count == 4 {
            return None;
        }
        if digits(end) != count {
            return None;
        }
        end += count;
    }
    marked.then_some(end)
}

/// Without `(dana@example.org)` and `(555-010-4477)`.
fn without_brackets(sentence: &str) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, tail)) = rest.split_once('(') {
        // The area code of a phone number is no bracket of its own.
        let inner = tail.split_once(')').filter(|(inner, _)| !inner.bytes().all(|byte| byte.is_ascii_digit()));
        let Some((_, after)) = inner.filter(|(inner, _)| !places(inner).is_empty()) else {
            out.push_str(before);
            out.push('(');
            rest = tail;
            continue;
        };
        out.push_str(before.trim_end());
        rest = after;
    }
    out.push_str(rest);
    out
}

fn replaced(sentence: &str, places: &[(usize, usize, &'static str)]) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut from = 0;
    for (start, end, words) in places {
        out.push_str(sentence.get(from..*start).unwrap_or_default());
        out.push_str(words);
        from = *end;
    }
    out.push_str(sentence.get(from..).unwrap_or_default());
    out
}

/// Without `at 12 Mill Lane, Rivermark, NY 10001`.
fn without_streets(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let mut out: Vec<&str> = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let Some(last) = street(&words, at) else {
            out.push(word);
            at += 1;
            continue;
        };
        if out
            .last()
            .is_some_and(|before| is(before.trim_start_matches('('), &["at", "on", "in", "from", "to", "near"]))
        {
            out.pop();
        }
        // What closed the sentence closes it again.
        let closing = words.get(last).and_then(|word| word.get(word.trim_end_matches(['.', '!', '?', ')']).len()..));
        if let Some(closing) = closing.filter(|closing| !closing.is_empty() && last + 1 == words.len()) {
            out.push(closing);
        }
        at = last + 1;
    }
    if out.len() == words.len() {
        return sentence.to_owned();
    }
    out.join(" ").replace(" .", ".").replace(" !", "!").replace(" ?", "?").replace(" )", ")")
}

/// The last word of the street address that begins with this one.
fn street(words: &[&str], first: usize) -> Option<usize> {
    let number = words.get(first)?.trim_start_matches('(');
    if number.is_empty() || number.len() > 5 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let bare = |word: &str| -> String { word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned() };
    let named = (1..=5).take_while(|by| {
        words.get(first + by).is_some_and(|word| starts_upper(word) || word.len() == 3 && word.ends_with("th"))
    });
    let end =
        named.filter(|by| *by > 1).find(|by| words.get(first + by).is_some_and(|word| is(&bare(word), &STREETS)))?;
    let mut last = first + end;
    // `, Suite 4, Rivermark, NY 10001`: parts behind commas that go on as an address does.
    while words.get(last).is_some_and(|word| word.ends_with(',')) {
        let room = words.get(last + 1).is_some_and(|word| is(&bare(word), &ROOMS));
        let state = words
            .get(last + 1)
            .is_some_and(|word| bare(word).len() == 2 && bare(word).bytes().all(|byte| byte.is_ascii_uppercase()));
        let part = if room || state {
            let more =
                words.get(last + 2).is_some_and(|word| word.bytes().next().is_some_and(|byte| byte.is_ascii_digit()));
            1 + usize::from(more)
        } else {
            // A town: up to three names, then a comma or the end.
            let town = (1..=3).take_while(|by| words.get(last + by).is_some_and(|word| starts_upper(word)));
            match town.clone().find(|by| words.get(last + by).is_some_and(|word| word.ends_with([',', '.', ')']))) {
                Some(by) => by,
                None if town.last().is_some_and(|by| last + by + 1 == words.len()) => words.len() - 1 - last,
                None => break,
            }
        };
        last += part;
    }
    Some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_reach_somebody_are_left_out() {
        for (text, left) in [
            ("We need a map. Call me at (555) 010-4477.", "We need a map."),
            ("We need a map. Email dana@x.example or call +1 555.010.4477!", "We need a map."),
            ("You work with Priya Nair (priya@cartwheel.example).", "You work with Priya Nair."),
            ("You work with Priya (555-010-4477) and me.", "You work with Priya and me."),
            ("Our shop at 12 Mill Lane, Rivermark, NY 10001 needs a map.", "Our shop needs a map."),
            ("Visit us at 400 North Main St., Suite 4, Rivermark.", "Visit us."),
            ("We sell 12 kinds of bread on Main Street.", "We sell 12 kinds of bread on Main Street."),
            (
                "From 2026-10-19 to 2026-11-20 for 100 200 3000 rows.",
                "From 2026-10-19 to 2026-11-20 for 100 200 3000 rows.",
            ),
            ("It takes 15-20 hours (maybe 25) and pays $400.", "It takes 15-20 hours (maybe 25) and pays $400."),
            ("dana@x.example", ""),
        ] {
            assert_eq!(without(text), left, "{text}");
        }
        let long = format!(
            "{} write to dana@x.example with the first of them.",
            "we count every visit of the last years by hand ".repeat(3)
        );
        assert!(without(&long).contains("write to (email removed) with"), "{}", without(&long));
    }
}
