//! Names of files: as they are shown, and as a download carries them.

use super::Content;
use crate::fields::is_unseen;

/// Longest name that is kept, in characters.
const LONGEST: usize = 120;

impl Content {
    /// The name as given, made fit to be shown and saved: no folders, nothing unseen, none of the characters that file
    /// systems refuse, and an ending that is true.
    #[must_use]
    pub fn clean_name(self, given: &str) -> String {
        let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
        let seen: String = last
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| !c.is_control() && !is_unseen(*c) && !matches!(c, '"' | '<' | '>' | ':' | '|' | '?' | '*'))
            .collect();
        let words = seen.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = words.trim_matches(['.', ' ']);
        let (stem, ending) = match plain.rsplit_once('.') {
            Some((stem, ending)) if self.endings().contains(&ending.to_ascii_lowercase().as_str()) => (stem, ending),
            _ => (plain, self.endings().first().copied().unwrap_or("file")),
        };
        let most = LONGEST.saturating_sub(ending.chars().count() + 1);
        let stem: String = stem.chars().take(most).collect();
        let stem = stem.trim_matches(['.', ' ']);
        format!("{}.{ending}", if stem.is_empty() { "File" } else { stem })
    }
}

/// The header that makes a browser save a file under its name (RFC 6266): plain ASCII for old programs, and the whole name
/// as RFC 8187 says.
#[must_use]
pub fn disposition(name: &str) -> String {
    use std::fmt::Write as _;
    let ascii: String = name
        .chars()
        .map(|c| if (c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%')) || c == ' ' { c } else { '_' })
        .collect();
    let mut whole = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            let _ = write!(whole, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{whole}")
}

/// A size as people say it: `212 kB`, `1.2 MB`.
#[must_use]
pub fn size_words(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} {}", if bytes == 1 { "byte" } else { "bytes" }),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000).min(999)),
        _ => {
            let tenths = (bytes + 50_000) / 100_000;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("C:\\Users\\maya\\Résumé  Maya.PDF", Content::Pdf, "Résumé Maya.PDF")]
    #[case("../../etc/passwd", Content::Text("txt"), "passwd.txt")]
    #[case("page.html", Content::Text("txt"), "page.html.txt")]
    #[case("cv.exe", Content::Pdf, "cv.exe.pdf")]
    #[case("evil\u{202e}fdp.exe", Content::Pdf, "evilfdp.exe.pdf")]
    #[case("", Content::Png, "File.png")]
    #[case("....", Content::Zip, "File.zip")]
    #[case(".pdf", Content::Pdf, "pdf.pdf")]
    #[case("a\r\nSet-Cookie: x\".pdf", Content::Pdf, "a Set-Cookie x.pdf")]
    fn names_are_made_fit(#[case] given: &str, #[case] content: Content, #[case] name: &str) {
        assert_eq!(content.clean_name(given), name);
    }

    #[test]
    fn a_header_holds_any_name() {
        assert_eq!(
            disposition("Résumé \"50 %\".pdf"),
            "attachment; filename=\"R_sum_ _50 __.pdf\"; filename*=UTF-8''R%C3%A9sum%C3%A9%20%2250%20%25%22.pdf"
        );
    }

    #[test]
    fn sizes_are_said_in_words() {
        let words = [0, 1, 999, 1_000, 999_999, 1_000_000, 1_249_999, 104_857_600].map(size_words);
        assert_eq!(words, ["0 bytes", "1 byte", "999 bytes", "1 kB", "999 kB", "1.0 MB", "1.2 MB", "104.9 MB"]);
    }

    proptest! {
        #[test]
        fn any_name_becomes_one_a_header_can_carry(given in "\\PC{0,300}") {
            let name = Content::Pdf.clean_name(&given);
            prop_assert!(!name.is_empty() && name.chars().count() <= LONGEST && !name.contains(['/', '\\', '"']));
            prop_assert!(name.to_ascii_lowercase().ends_with(".pdf"));
            prop_assert!(disposition(&name).is_ascii());
            prop_assert_eq!(Content::Pdf.clean_name(&name), name);
        }
    }
}
