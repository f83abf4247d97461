//! Words of a text with their places, and pieces of a text exchanged for others.

/// One word: letters and digits without a break, folded for comparing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Token {
    /// First byte.
    pub(super) start: usize,
    /// The byte after its last one.
    pub(super) end: usize,
    /// In lower case, without marks above and below, and without what nobody sees.
    pub(super) folded: String,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
}

/// A piece of the text and the words that stand there instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Span {
    /// First byte.
    pub(super) start: usize,
    /// The byte after its last one.
    pub(super) end: usize,
    /// What stands there instead.
    pub(super) words: &'static str,
}

/// A mark on a letter, or a character nobody sees: neither begins a word nor ends one.
const fn is_silent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The words of a text, in its order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut open: Option<usize> = None;
    let close = |found: &mut Vec<Token>, start: usize, end: usize| {
        let word = &text[start..end];
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        found.push(Token { start, end, folded: fold(word), capital });
    };
    for (at, c) in text.char_indices() {
        match (open, c.is_alphanumeric() || (open.is_some() && is_silent(c))) {
            (None, true) => open = Some(at),
            (Some(start), false) => {
                close(&mut found, start, at);
                open = None;
            }
            _ => {}
        }
    }
    if let Some(start) = open {
        close(&mut found, start, text.len());
    }
    found
}

/// A word as it is compared: `Tomás`, `TOMAS` and `Tomas` with a mark of its own are the same.
pub(super) fn fold(word: &str) -> String {
    let plain = word.chars().filter(|c| !is_silent(*c)).flat_map(char::to_lowercase).filter(|c| !is_silent(*c));
    let mut folded = String::new();
    for c in plain {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'æ' => folded.push_str("ae"),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => folded.push('c'),
            'ď' | 'đ' | 'ð' => folded.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => folded.push('g'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => folded.push('i'),
            'ĺ' | 'ļ' | 'ľ' | 'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => folded.push('o'),
            'œ' => folded.push_str("oe"),
            'ŕ' | 'ŗ' | 'ř' => folded.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => folded.push('s'),
            'ß' => folded.push_str("ss"),
            'ţ' | 'ť' | 'ț' => folded.push('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            other => folded.push(other),
        }
    }
    folded
}

/// What stands between two neighbouring words.
pub(super) fn between<'a>(text: &'a str, one: &Token, next: &Token) -> &'a str {
    text.get(one.end..next.start).unwrap_or_default()
}

/// Whether two neighbouring words belong together: little between them, and nothing that ends a sentence.
pub(super) fn is_near(text: &str, one: &Token, next: &Token) -> bool {
    let gap = between(text, one, next);
    gap.chars().count() <= 3
        && gap.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '&' | '\'' | '’' | '+' | '–'))
}

/// Whether a new sentence begins at this byte.
pub(super) fn begins_sentence(text: &str, at: usize) -> bool {
    let before =
        text.get(..at).unwrap_or_default().trim_end_matches(|c: char| c == ' ' || c == '\u{a0}' || "\"“‘(".contains(c));
    before.is_empty() || before.ends_with(['.', '!', '?', '\n', '\r', ':'])
}

/// The text with each piece exchanged. Of two pieces that overlap the earlier one counts, of two that begin together
/// the longer. Pieces that would say the same twice in a row become one.
pub(super) fn exchanged(text: &str, mut spans: Vec<Span>) -> String {
    spans.sort_by_key(|span| (span.start, usize::MAX - span.end));
    let mut kept: Vec<Span> = Vec::new();
    for span in spans {
        let Some(last) = kept.last_mut() else {
            kept.push(span);
            continue;
        };
        if span.start < last.end {
            continue;
        }
        let gap = text.get(last.end..span.start).unwrap_or_default().trim();
        if last.words == span.words && matches!(gap, "" | "," | "/" | "-") {
            last.end = span.end;
        } else {
            kept.push(span);
        }
    }
    let mut changed = String::with_capacity(text.len());
    let mut from = 0;
    for span in &kept {
        let piece = text.get(span.start..span.end).unwrap_or_default();
        changed.push_str(text.get(from..span.start).unwrap_or_default());
        let was_capital = piece.chars().find(|c| c.is_alphanumeric()).is_none_or(|c| !c.is_lowercase());
        if was_capital && begins_sentence(text, span.start) {
            let mut letters = span.words.chars();
            changed.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            changed.push_str(letters.as_str());
        } else {
            changed.push_str(span.words);
        }
        from = span.end;
    }
    changed.push_str(text.get(from..).unwrap_or_default());
    changed
}

/// At most `most` characters, ending with a whole word.
pub(super) fn shortened(text: String, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else { return text };
    let whole = text[..cut].rfind(char::is_whitespace).filter(|at| *at > 0).unwrap_or(cut);
    text[..whole].trim_end().to_owned()
}
