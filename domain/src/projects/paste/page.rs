//! A pasted text as lines: what each line is, and which section it stands in.

use std::ops::Range;

use super::MOST_CHARACTERS;
use super::tokens::{Token, tokenize};

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Nothing, or only marks such as `-----`.
    Blank,
    /// A head line of a mail, or a line that quotes one.
    Mail,
    /// `Deliverables:` alone in its line.
    Heading,
    /// A bullet or a numbered line.
    Item,
    /// The rest of an item that went over the end of its line.
    More,
    /// Anything else.
    Text,
    /// No part of the message: a footer, or the mail that is answered.
    Away,
}

/// What the last heading said of the lines below it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Section {
    /// Nothing in particular.
    Open,
    /// What will exist at the end.
    Results,
    /// What applicants must or should bring.
    Demands {
        /// Must, not should.
        strict: bool,
    },
    /// The organisation.
    About,
    /// Thanks, name and addresses of the writer.
    End,
    /// How to apply, what is offered, schedules: neither results nor demands.
    Aside,
}

/// One line.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// Without quotation marks of mails, bullets and spaces around it.
    pub text: &'a str,
    pub kind: Kind,
    /// `Pay: $400` as (`Pay`, `$400`); the second is empty in a heading.
    pub label: Option<(&'a str, &'a str)>,
    pub section: Section,
    /// Its tokens in [`Page::tokens`].
    pub tokens: Range<usize>,
    /// Where `text` begins in the page.
    pub start: usize,
}

/// The whole text.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub clean: &'a str,
    pub lines: Vec<Line<'a>>,
    pub tokens: Vec<Token<'a>>,
}

/// Shorter lines were ended by the writer, longer ones perhaps by a mail program.
const WRAPPED: usize = 45;

/// The readable part of a text: line feeds, plain spaces, no control or invisible characters.
pub(super) fn clean(text: &str) -> String {
    let text = labelled_rows(text);
    let mut out = String::with_capacity(text.len().min(MOST_CHARACTERS));
    let mut last = ' ';
    for c in text.chars().take(MOST_CHARACTERS) {
        match c {
            '\n' if last == '\r' => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => out.push(' '),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
        last = c;
    }
    out
}

/// Rows of a table with two cells, as a word processor or Markdown writes them, become `Label: value`. Of a table with
/// more cells nobody knows which of them is the label.
fn labelled_rows(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let marked = line.trim().strip_prefix('|').and_then(|line| line.strip_suffix('|'));
        let cells = marked.map_or_else(|| line.split_once('\t'), |inner| inner.split_once('|'));
        let two = cells.map(|(label, value)| (label.trim(), value.trim())).filter(|(label, value)| {
            let plain = label.chars().all(|c| c.is_alphabetic() || " /-&()'’".contains(c));
            plain
                && label.len() > 1
                && (1..=4).contains(&label.split_whitespace().count())
                && !value.is_empty()
                && !value.contains(['\t', '|'])
        });
        match two {
            Some((label, value)) => {
                out.push_str(label);
                out.push_str(": ");
                out.push_str(value);
            }
            None => out.push_str(line),
        }
    }
    out
}

impl<'a> Page<'a> {
    /// Reads a text that went through [`clean`].
    pub(super) fn read(clean: &'a str) -> Self {
        let mut lines = split(clean);
        mark_mail_heads(&mut lines);
        mark_sections(&mut lines);
        super::letters::mark(&mut lines);
        let tokens = tokenize_all(&mut lines);
        Self { clean, lines, tokens }
    }

    /// The text of the tokens from `first` to `last`, both included.
    pub(super) fn slice(&self, first: usize, last: usize) -> &'a str {
        let start = self.tokens.get(first).map_or(0, |token| token.start);
        let end = self.tokens.get(last).map_or(start, |token| token.start + token.text.len());
        self.clean.get(start..end).unwrap_or_default()
    }
}

/// Lines with their kind as far as one line alone tells it.
fn split(clean: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let (mut start, mut begun) = (0, false);
    for raw in clean.split('\n') {
        let unquoted = raw.trim_start_matches([' ', '>']);
        let trimmed = unquoted.trim_start_matches(['#', ' ']).trim();
        let (text, mut kind) = match without_bullet(trimmed) {
            Some(text) => (text, Kind::Item),
            None => (trimmed.trim_matches(['*', '_']).trim(), Kind::Text),
        };
        if !text.bytes().any(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()) {
            kind = Kind::Blank;
        }
        if kind == Kind::Text && lines.last().is_some_and(|before| goes_on(before, text)) {
            kind = Kind::More;
        }
        let label = if matches!(kind, Kind::Blank | Kind::More) { None } else { label(text) };
        // The first line is the title, whatever its words.
        let first = !begun;
        begun |= kind != Kind::Blank;
        if kind == Kind::Text && is_heading(text, label, first) {
            kind = Kind::Heading;
        }
        let offset = start + text.as_ptr() as usize - raw.as_ptr() as usize;
        lines.push(Line { text, kind, label, section: Section::Open, tokens: 0..0, start: offset });
        start += raw.len() + 1;
    }
    lines
}

/// Whether an item goes on in the next line.
fn goes_on(before: &Line<'_>, text: &str) -> bool {
    matches!(before.kind, Kind::Item | Kind::More)
        && before.text.len() >= WRAPPED
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
}

/// What follows `- `, `• `, `1. `, `(2) ` or `a) `.
fn without_bullet(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let rest = match first {
        '•' | '·' | '▪' | '◦' | '●' | '○' | '■' | '‣' | '✓' | '✔' | '➢' => rest,
        '-' | '*' | '–' | '—' | '+' | 'o' => rest.strip_prefix(' ')?,
        _ => {
            let inner = text.strip_prefix('(').unwrap_or(text);
            let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
            let letter = digits == 0 && inner.starts_with(|c: char| c.is_ascii_lowercase());
            let count = if letter { 1 } else { digits };
            let rest = inner.get(count..).filter(|_| (1..=2).contains(&count))?;
            rest.strip_prefix(") ").or_else(|| rest.strip_prefix(". ").filter(|_| !letter))?
        }
    };
    Some(rest.trim())
}

/// `Pay: $400` -> (`Pay`, `$400`): up to five words before a colon.
fn label(text: &str) -> Option<(&str, &str)> {
    let colon = text.bytes().take(48).position(|byte| byte == b':')?;
    let (label, value) = (text.get(..colon)?, text.get(colon + 1..)?);
    let plain = |c: char| c.is_alphabetic() || " /-&()'’*_".contains(c);
    let value_apart = value.is_empty() || value.starts_with([' ', '*', '_']);
    let words = label.split_whitespace().count();
    (value_apart && (1..=5).contains(&words) && label.chars().all(plain))
        .then(|| (label.trim_matches(['*', '_', ' ']), value.trim_start_matches(['*', '_', ' ']).trim_end()))
}

/// A line that says what follows: it ends with a colon, or is a known heading alone.
fn is_heading(text: &str, label: Option<(&str, &str)>, first: bool) -> bool {
    if text.ends_with(':') && text.len() <= 60 {
        return label.is_none_or(|(_, value)| value.is_empty());
    }
    if first || is(text, &["responsibilities", "tasks", "duties", "description", "overview", "background", "details"]) {
        return !first;
    }
    let words = text.split_whitespace().count();
    words <= 4 && !text.contains(['.', ',', '!', '$', '@', ':']) && !has_digit(text) && section(text).is_some() && {
        let opening = text.split_whitespace().next().unwrap_or_default();
        // `Report to Ana` is no heading, `Requirements` and `What You Will Create` are.
        words == 1 || text.split_whitespace().all(starts_upper) || is(opening, &["what", "about", "how"])
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

pub(super) fn starts_upper(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase() || (!c.is_ascii() && c.is_alphabetic()))
}

/// Whether a word is one of these, which are in lower case.
pub(super) fn is(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Whether one of these words stands in the text.
pub(super) fn says(text: &str, words: &[&str]) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| is(word, words))
}

/// The section a heading or a label opens.
pub(super) fn section(heading: &str) -> Option<Section> {
    let says = |words: &[&str]| says(heading, words);
    if says(&[
        "deliverable",
        "deliverables",
        "output",
        "outputs",
        "outcome",
        "outcomes",
        "create",
        "produce",
        "deliver",
    ]) {
        return Some(Section::Results);
    }
    if says(&["apply", "application", "applications", "benefits", "perks", "offer", "provide", "questions", "contact"])
        || says(&["compensation", "pay", "payment", "schedule", "timeline", "location", "dates", "deadline", "learn"])
    {
        return Some(Section::Aside);
    }
    if says(&["requirements", "requirement", "required", "qualifications", "qualification", "skills", "skill"])
        || says(&["experience", "preferred", "bring", "ideal", "candidate", "nice", "looking", "eligibility", "must"])
    {
        let strict = says(&["requirements", "requirement", "required", "minimum", "must"]) && !says(&["preferred"]);
        return Some(Section::Demands { strict });
    }
    says(&["about", "mission", "company", "organization", "organisation", "who"]).then_some(Section::About)
}

/// Head lines of mails: they stand together, or hold an address.
fn mark_mail_heads(lines: &mut [Line<'_>]) {
    const HEADS: [&str; 8] = ["from", "to", "cc", "bcc", "date", "sent", "subject", "reply-to"];
    let head = |line: &Line<'_>| line.kind != Kind::Blank && line.label.is_some_and(|(label, _)| is(label, &HEADS));
    let heads: Vec<bool> = lines.iter().map(head).collect();
    for (index, line) in lines.iter_mut().enumerate() {
        let beside = |at: Option<usize>| at.and_then(|at| heads.get(at)).copied().unwrap_or(false);
        let one = heads.get(index).copied().unwrap_or(false);
        let among = beside(index.checked_sub(1)) || beside(index.checked_add(1));
        let subject = line.label.is_some_and(|(label, _)| is(label, &["subject"]));
        if one && (among || subject || line.text.contains('@')) || quotes_a_mail(line.text) {
            line.kind = Kind::Mail;
        }
    }
}

/// `On Monday Ana wrote:`, `Forwarded message`.
fn quotes_a_mail(text: &str) -> bool {
    let plain = text.trim_matches(['-', '_', ' ', ':']);
    (text.starts_with("On ") && text.ends_with("wrote:"))
        || is(plain, &["original message", "forwarded message", "begin forwarded message"])
}

/// Gives every line the section of the heading above it.
fn mark_sections(lines: &mut [Line<'_>]) {
    let mut open = Section::Open;
    let mut gap = false;
    let mut used = false;
    for line in lines {
        match line.kind {
            Kind::Blank | Kind::Away => gap = true,
            Kind::Mail => open = Section::Open,
            Kind::Heading => {
                open = section(line.text).unwrap_or(Section::Open);
                used = false;
            }
            Kind::Item | Kind::More => used = true,
            Kind::Text => {
                // A new paragraph after the list, or a label, ends a section.
                if line.label.is_some_and(|(_, value)| !value.is_empty()) || (gap && used) {
                    open = Section::Open;
                }
                used = true;
            }
        }
        gap &= line.kind == Kind::Blank;
        let own = line.label.filter(|(_, value)| !value.is_empty()).and_then(|(label, _)| section(label));
        line.section = own.unwrap_or(open);
    }
}

/// Tokens of every line but blank ones and the heads of mails; of a subject, what it says.
fn tokenize_all<'a>(lines: &mut [Line<'a>]) -> Vec<Token<'a>> {
    let mut tokens = Vec::new();
    let mut sentence = 0;
    let mut before: Option<(Kind, usize)> = None;
    for line in lines {
        let goes_on = match (before, line.kind) {
            (_, Kind::More) => true,
            (Some((Kind::Text | Kind::Item | Kind::More, length)), Kind::Text) => {
                length >= WRAPPED && line.label.is_none() && line.section != Section::End
            }
            _ => false,
        };
        sentence += u32::from(!goes_on);
        let first = tokens.len();
        let subject = line.label.filter(|(label, _)| is(label, &["subject"])).map(|(_, value)| value);
        let text = match line.kind {
            Kind::Blank | Kind::Away => "",
            Kind::Mail => subject.unwrap_or_default(),
            _ => line.text,
        };
        let offset = if text.is_empty() { 0 } else { text.as_ptr() as usize - line.text.as_ptr() as usize };
        tokenize(text, line.start + offset, &mut sentence, &mut tokens);
        line.tokens = first..tokens.len();
        before = Some((line.kind, line.text.len()));
    }
    tokens
}
