//! Words, numbers, marks and links, each once, in order.

use super::page::{Page, is};

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Is {
    Word,
    /// `20`, `1,200.50`.
    Number,
    Mark,
    /// A mail or web address.
    Link,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub text: &'a str,
    /// Where it begins in the page.
    pub start: usize,
    pub kind: Is,
    /// Tokens of one sentence have the same number.
    pub sentence: u32,
}

/// Marks at which an address ends.
const APART: &str = "<>()[]{}\";|“”";
/// A full stop after one of these ends no sentence.
const SHORT_FORMS: [&str; 27] = [
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx", "hr", "hrs", "wk",
    "wks", "dr", "mr", "mrs", "ms", "prof", "no", "max", "min", "est", "vs",
];

/// Whether a full stop behind this word ends no sentence: a short form, or an initial.
pub(super) fn is_short_form(word: &str) -> bool {
    is(word, &SHORT_FORMS) || (word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// Appends the tokens of one line that begins at `start` of the page.
pub(super) fn tokenize<'a>(line: &'a str, start: usize, sentence: &mut u32, out: &mut Vec<Token<'a>>) {
    let mut at = 0;
    while let Some(c) = line.get(at..).and_then(|rest| rest.chars().next()) {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let rest = line.get(at..).unwrap_or_default();
        let chunk = rest.get(..chunk_size(rest).max(c.len_utf8())).unwrap_or(rest);
        let link = chunk.trim_end_matches(['.', ':', '!', '?', '\'']);
        if link.contains('@') && link.len() > 1 || link.contains("://") || link.starts_with("www.") {
            out.push(Token { text: link, start: start + at, kind: Is::Link, sentence: *sentence });
        } else {
            split_chunk(chunk, start + at, sentence, out);
        }
        at += chunk.len();
    }
}

/// Up to a space, or a mark at which addresses end; commas within a number stay.
fn chunk_size(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let ends = |(at, c): &(usize, char)| {
        let comma = *c == ',' && !(digit(at.checked_sub(1)) && digit(Some(at + 1)));
        comma || c.is_whitespace() || APART.contains(*c)
    };
    rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at)
}

/// Tokens of a piece without spaces.
fn split_chunk<'a>(chunk: &'a str, start: usize, sentence: &mut u32, out: &mut Vec<Token<'a>>) {
    let mut at = 0;
    while let Some(c) = chunk.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = chunk.get(at..).unwrap_or_default();
        let (size, kind) = if c.is_ascii_digit() {
            (number_size(rest.as_bytes()), Is::Number)
        } else if c.is_alphabetic() {
            (word_size(rest), Is::Word)
        } else {
            (c.len_utf8(), Is::Mark)
        };
        let text = rest.get(..size).unwrap_or(rest);
        let before = out.last().filter(|token| token.start + token.text.len() == start + at).map(|token| token.text);
        out.push(Token { text, start: start + at, kind, sentence: *sentence });
        at += text.len();
        let closes = match c {
            '!' | '?' | ';' => true,
            '.' => at == chunk.len() && !before.is_some_and(is_short_form),
            _ => false,
        };
        *sentence += u32::from(closes);
    }
}

/// `1,200.50`: groups of three behind commas, decimals behind a full stop.
fn number_size(bytes: &[u8]) -> usize {
    let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let mut size = digits(0);
    while size <= 12 && bytes.get(size) == Some(&b',') && is_group(bytes, size + 1) {
        size += 4;
    }
    if bytes.get(size) == Some(&b'.') && bytes.get(size + 1).is_some_and(u8::is_ascii_digit) {
        size += 1 + digits(size + 1);
    }
    size
}

/// Exactly three digits.
fn is_group(bytes: &[u8], from: usize) -> bool {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    digit(from) && digit(from + 1) && digit(from + 2) && !digit(from + 3)
}

/// Letters and digits, and apostrophes between letters.
fn word_size(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inside = matches!(c, '\'' | '’') && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !c.is_alphanumeric() && !inside {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// One or two numbers that belong together, in hundredths: `15-20`, `20`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Quantity {
    pub low: i64,
    pub high: i64,
    /// Its first and last token.
    pub first: usize,
    pub last: usize,
}

impl<'a> Page<'a> {
    /// The token `by` places from `at`, within the same sentence.
    pub(super) fn near(&self, at: usize, by: isize) -> Option<(usize, Token<'a>)> {
        let sentence = self.tokens.get(at)?.sentence;
        let index = at.checked_add_signed(by)?;
        self.tokens.get(index).filter(|token| token.sentence == sentence).map(|token| (index, *token))
    }

    /// Whether the token `by` places from `at` is one of these words.
    pub(super) fn word(&self, at: usize, by: isize, words: &[&str]) -> bool {
        self.near(at, by).is_some_and(|(_, token)| token.kind == Is::Word && is(token.text, words))
    }

    /// Whether the token `by` places from `at` is one of these marks.
    pub(super) fn mark(&self, at: usize, by: isize, marks: &str) -> bool {
        self.near(at, by).is_some_and(|(_, token)| token.kind == Is::Mark && marks.contains(token.text))
    }

    /// Whether one of these words stands in the same sentence, at most so many tokens before `first`
    /// or after `last`.
    pub(super) fn around(&self, first: usize, last: usize, before: isize, after: isize, words: &[&str]) -> bool {
        (1..=before).any(|by| self.word(first, -by, words)) || (1..=after).any(|by| self.word(last, by, words))
    }

    /// Whether nothing stands between a token and the one after it.
    pub(super) fn touches(&self, at: usize) -> bool {
        match (self.tokens.get(at), self.tokens.get(at + 1)) {
            (Some(one), Some(next)) => one.start + one.text.len() == next.start,
            _ => false,
        }
    }

    /// The number `by` places from `at`, in hundredths: digits, or a word up to forty.
    pub(super) fn number(&self, at: usize, by: isize) -> Option<i64> {
        let (_, token) = self.near(at, by)?;
        match token.kind {
            Is::Number => hundredths(token.text),
            Is::Word => number_word(token.text),
            Is::Mark | Is::Link => None,
        }
    }

    fn joins(&self, at: usize) -> bool {
        self.mark(at, 0, "-–—−") || self.word(at, 0, &["to", "or"])
    }

    /// The quantity that ends at token `last`: `20`, `15-20`, `between 15 and 20`, `twenty (20)`.
    pub(super) fn quantity_to(&self, last: usize) -> Option<Quantity> {
        if !self.mark(last, 0, ")") {
            return self.plain_quantity_to(last);
        }
        let inner = self.plain_quantity_to(last.checked_sub(1)?).filter(|inner| self.mark(inner.first, -1, "("))?;
        let outer = if self.number(inner.first, -2).is_some() { 2 } else { 1 };
        Some(Quantity { first: inner.first - outer, last, ..inner })
    }

    fn plain_quantity_to(&self, last: usize) -> Option<Quantity> {
        let high = self.number(last, 0)?;
        if let (Some((middle, _)), Some(low)) = (self.near(last, -1), self.number(last, -2)) {
            let between = self.word(middle, 0, &["and"]) && self.word(last, -3, &["between"]);
            if low <= high && (self.joins(middle) || between) {
                return Some(Quantity { low, high, first: last - 2, last });
            }
        }
        Some(Quantity { low: high, high, first: last, last })
    }

    /// The quantity right before a unit: `20 hours`, `20-hour`, `20+ hours`, `20 working hours`.
    pub(super) fn quantity_before(&self, unit: usize) -> Option<Quantity> {
        let mut last = unit;
        for _ in 0..2 {
            let between =
                self.mark(last, -1, "-+~") || self.word(last, -1, &["total", "working", "paid", "weekly", "ish"]);
            if between {
                last -= 1;
            }
        }
        self.near(last, -1).and_then(|(index, _)| self.quantity_to(index))
    }

    /// The quantity that begins at token `first`.
    pub(super) fn quantity_from(&self, first: usize) -> Option<Quantity> {
        let low = self.number(first, 0)?;
        if let (Some((middle, _)), Some(high)) = (self.near(first, 1), self.number(first, 2))
            && low <= high
            && self.joins(middle)
        {
            return Some(Quantity { low, high, first, last: first + 2 });
        }
        Some(Quantity { low, high: low, first, last: first })
    }
}

/// `1,200.5` in hundredths; `None` above nine digits.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let mut value: i64 = 0;
    let mut digits = 0;
    for byte in whole.bytes().filter(u8::is_ascii_digit) {
        digits += 1;
        if digits > 9 {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    let mut decimals = part.bytes().chain(*b"00").map(|byte| i64::from(byte.saturating_sub(b'0')));
    Some(value * 100 + decimals.next()? * 10 + decimals.next()?)
}

fn number_word(word: &str) -> Option<i64> {
    const WORDS: [(&str, i64); 17] = [
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("eleven", 11),
        ("twelve", 12),
        ("fifteen", 15),
        ("sixteen", 16),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
    ];
    WORDS.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|(_, value)| value * 100)
}
