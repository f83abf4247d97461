//! How somebody can be reached: e-mail addresses, links, accounts and telephone numbers in a text.

use super::words::{Span, Token, between};

const EMAIL: &str = "our email address";
const SITE: &str = "our website";
const ACCOUNT: &str = "our account";
const PHONE: &str = "our phone number";

/// Ends of addresses that are written without anything before them.
const ENDS: [&str; 30] = [
    "com", "org", "net", "edu", "gov", "mil", "int", "io", "us", "info", "biz", "app", "example", "test", "uk", "ca",
    "au", "eu", "ie", "nz", "ly", "gl", "gle", "tv", "me", "page", "site", "online", "ngo", "nyc",
];

/// Everything of this kind.
pub(super) fn spans(text: &str, tokens: &[Token]) -> Vec<Span> {
    let mut found = links(text);
    found.extend(emails(text));
    found.extend(spelled_emails(text, tokens));
    found.extend(bare_links(text, tokens));
    found.extend(phones(text));
    found
}

fn is_address(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-')
}

/// The byte after a link that begins at `from`: it ends at white space or a bracket, and not with the sentence's own stop.
fn link_end(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let end = rest.find(|c: char| c.is_whitespace() || "<>\"“”)]}".contains(c)).unwrap_or(rest.len());
    from + rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']).len()
}

fn links(text: &str) -> Vec<Span> {
    // ASCII keeps every place where it is.
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    for start in ["http://", "https://", "ftp://", "www.", "mailto:"] {
        for (at, _) in lower.match_indices(start) {
            let words = if start == "mailto:" { EMAIL } else { SITE };
            found.push(Span { start: at, end: link_end(text, at), words });
        }
    }
    found
}

fn emails(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, c)| matches!(c, '@' | '＠')) {
        let before = &text[..at];
        let start =
            before.char_indices().rev().take_while(|(_, c)| is_address(*c)).last().map_or(at, |(start, _)| start);
        let rest = &text[at + sign.len_utf8()..];
        let domain = rest.find(|c: char| !is_address(c)).unwrap_or(rest.len());
        let domain = rest[..domain].trim_end_matches(['.', '-', '_', '%', '+']);
        let end = at + sign.len_utf8() + domain.len();
        let named = domain.chars().any(char::is_alphabetic);
        if start < at && named {
            found.push(Span { start, end, words: EMAIL });
        } else if start == at && named && domain.chars().count() >= 3 {
            found.push(Span { start, end, words: ACCOUNT });
        }
    }
    found
}

/// `dee (at) harborstreet dot org`.
fn spelled_emails(text: &str, tokens: &[Token]) -> Vec<Span> {
    let mut found = Vec::new();
    for at in 1..tokens.len().saturating_sub(1) {
        let (name, sign) = (&tokens[at - 1], &tokens[at]);
        let framed = between(text, name, sign).trim().ends_with(['(', '[', '{', '<']);
        let dotted = tokens.get(at + 2).is_some_and(|dot| dot.folded == "dot");
        if sign.folded != "at" || !(framed || dotted) {
            continue;
        }
        let mut first = at - 1;
        while first > 0 && between(text, &tokens[first - 1], &tokens[first]) == "." {
            first -= 1;
        }
        let mut last = at + 1;
        while let Some(next) = tokens.get(last + 1) {
            let gap = between(text, &tokens[last], next);
            let spelled = next.folded == "dot" && tokens.get(last + 2).is_some();
            if gap == "." || gap == "-" {
                last += 1;
            } else if spelled {
                last += 2;
            } else {
                break;
            }
        }
        found.push(Span { start: tokens[first].start, end: tokens[last].end, words: EMAIL });
    }
    found
}

/// `harborstreet.org/help`.
fn bare_links(text: &str, tokens: &[Token]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut first = 0;
    while first < tokens.len() {
        let mut last = first;
        let mut ends = None;
        while let Some(next) = tokens.get(last + 1) {
            let gap = between(text, &tokens[last], next);
            if gap != "." && gap != "-" {
                break;
            }
            last += 1;
            if gap == "." && ENDS.contains(&tokens[last].folded.as_str()) {
                ends = Some(last);
            }
        }
        if let Some(end) = ends {
            let path = text[tokens[end].end..].starts_with('/');
            let end = if path { link_end(text, tokens[end].end) } else { tokens[end].end };
            found.push(Span { start: tokens[first].start, end, words: SITE });
        }
        first = last + 1;
    }
    found
}

/// Digits in groups that are a telephone number and no year, day or size: ten of them in the order of North America,
/// those that begin with a plus or two zeros, or seven after a word such as `call`.
fn phones(text: &str) -> Vec<Span> {
    let groups = digit_groups(text);
    let mut found = Vec::new();
    let mut first = 0;
    while first < groups.len() {
        let Some(last) = phone_from(text, &groups, first) else {
            first += 1;
            continue;
        };
        let (start, end) = (groups[first].0, groups[last].1);
        let start = text[..start].trim_end_matches(['(', '+']).len();
        found.push(Span { start, end: end + extension(&text[end..]), words: PHONE });
        first = last + 1;
    }
    found
}

/// Where digits stand together.
fn digit_groups(text: &str) -> Vec<(usize, usize)> {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match groups.last_mut() {
            Some((_, end)) if *end == at => *end += 1,
            _ => groups.push((at, at + 1)),
        }
    }
    groups
}

/// The last group of a number that begins with this one.
fn phone_from(text: &str, groups: &[(usize, usize)], first: usize) -> Option<usize> {
    let near = |at: usize| {
        let gap = &text[groups[at].1..groups[at + 1].0];
        gap.chars().count() <= 3 && gap.chars().all(|c| " +-().\u{a0}–/".contains(c))
    };
    let reach = (first..groups.len() - 1).take_while(|at| near(*at)).count();
    let before = &text[..groups[first].0];
    let length = |at: usize| groups[at].1 - groups[at].0;
    if before.ends_with('+') || text[groups[first].0..].starts_with("00") {
        let mut digits = 0;
        let last = (first..=first + reach).take_while(|at| {
            digits += length(*at);
            digits <= 17
        });
        let last = last.last()?;
        let all: usize = (first..=last).map(length).sum();
        return (all >= 7).then_some(last);
    }
    (0..=reach.min(3)).rev().map(|more| first + more).find(|last| {
        let lengths: Vec<usize> = (first..=*last).map(length).collect();
        match lengths[..] {
            [3, 3, 4] | [1, 3, 3, 4] | [3, 7] | [6, 4] | [10] | [1, 10] => true,
            [11] => text[groups[first].0..].starts_with('1'),
            [3, 4] => after_a_call(before),
            _ => false,
        }
    })
}

fn after_a_call(before: &str) -> bool {
    let near: String = before.chars().rev().take(16).collect();
    // The words stand there from their end, as the text does.
    ["llac", "enohp", "let", "txet", "elibom", "llec", "xaf", "laid", "gnir", "hcaer"]
        .iter()
        .any(|word| near.to_ascii_lowercase().contains(word))
}

/// The length of ` ext. 12` after a number.
fn extension(rest: &str) -> usize {
    let lower = rest.to_ascii_lowercase();
    let trimmed = lower.trim_start_matches([' ', ',']);
    for word in ["extension", "ext.", "ext", "x"] {
        if let Some(after) = trimmed.strip_prefix(word) {
            let number = after.trim_start();
            let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
            if (1..=6).contains(&digits) {
                return rest.len() - number.len() + digits;
            }
        }
    }
    0
}
