//! Web addresses within a message: what may become a link, everything else stays text.

use crate::fields::is_web_address;

/// Longest address that becomes a link.
const LONGEST: usize = 500;

/// A part of a message, in its order; together they are the whole text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece<'t> {
    /// Plain text.
    Text(&'t str),
    /// An `http` or `https` address that names a host.
    Link(&'t str),
}

/// The parts of a message. Only what begins with `https://` or `http://` at the beginning of a word is a link; marks at
/// its end belong to the sentence.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let (mut plain, mut at) = (0, 0);
    while let Some(word) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = word.find(char::is_whitespace).unwrap_or(word.len());
        let Some(candidate) = word.get(..length) else { break };
        let link = candidate.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '"', '\'', '”', '’', '>']);
        // Signs that end an attribute or an element belong into no address (RFC 3986, section 2).
        let plain_signs = !link.contains(['"', '<', '>', '`', '\\', '{', '}']);
        if link.len() <= LONGEST && plain_signs && is_web_address(link) {
            found.extend(text.get(plain..at).filter(|text| !text.is_empty()).map(Piece::Text));
            found.push(Piece::Link(link));
            plain = at + link.len();
        }
        let gap = word.get(length..).map_or(0, |rest| rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len()));
        at += length + gap;
    }
    found.extend(text.get(plain..).filter(|text| !text.is_empty()).map(Piece::Text));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_links_and_nothing_else_is() {
        let links = |text: &'static str| -> Vec<&str> {
            let link = |piece| if let Piece::Link(link) = piece { Some(link) } else { None };
            pieces(text).into_iter().filter_map(link).collect()
        };
        assert_eq!(
            links("See https://a.example/b?c=1, then http://d.example."),
            ["https://a.example/b?c=1", "http://d.example"]
        );
        assert_eq!(links("https://a.example\nhttps://b.example"), ["https://a.example", "https://b.example"]);
        for hostile in [
            "javascript:alert(1)",
            "xhttps://a.example",
            "https://",
            "data:text/html,<b>",
            "https://bank.example@evil.example",
            "www.example.org",
            "https://evil.example/\"onmouseover=\"x",
            "https://evil.example/<b>x",
        ] {
            assert_eq!(links(hostile), Vec::<&str>::new(), "{hostile}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_added(text in "([a-z .,\n\u{e9}]|https://a\\.b ){0,40}") {
            let whole: String =
                pieces(&text).iter().map(|piece| match piece { Piece::Text(part) | Piece::Link(part) => *part }).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
