//! What a student hands in.

use serde::{Deserialize, Serialize};

use crate::fields::{FieldErrors, is_web_address};

/// Shortest deliverable in words, in characters.
const LEAST: usize = 10;
/// Longest deliverable in words, in characters.
const MOST: usize = 4_000;
/// Longest link, in characters.
const LONGEST_LINK: usize = 2_000;

/// A deliverable: a link, words, or both; files stand beside it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewDeliverable {
    /// Where it can be opened; `http` or `https`.
    pub link: Option<String>,
    /// The work itself or a note about it, 10 to 4,000 characters.
    pub text: Option<String>,
}

impl NewDeliverable {
    /// Reads the fields `link` and `text`; one of them is enough.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(link: &str, text: &str) -> Result<Self, FieldErrors> {
        Self::parse_with(link, text, 0)
    }

    /// Reads them beside so many files: one file is enough as well.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse_with(link: &str, text: &str, files: usize) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let (link, text) = (link.trim(), text.trim());
        let link = (!link.is_empty()).then(|| errors.keep("link", web_address(link))).flatten();
        let text = (!text.is_empty()).then(|| errors.text("text", "The text", text, LEAST, MOST)).flatten();
        if errors.is_empty() && link.is_none() && text.is_none() && files == 0 {
            errors.add("link", "Add a link to your work, attach a file, or write it below.");
        }
        if files > crate::files::MOST_FILES {
            let most = crate::files::MOST_FILES;
            errors.add(
                "files",
                format!("These are {files} files, and {most} can be handed in at a time. Put some into one ZIP file."),
            );
        }
        errors.finish(Some(Self { link, text }))
    }
}

/// A web address with a host name; anything a browser would run or read locally is refused.
fn web_address(link: &str) -> Result<String, &'static str> {
    if !is_web_address(link) {
        return Err("Write the full address, starting with https://.");
    }
    if link.chars().count() > LONGEST_LINK {
        return Err("This address is too long. Use a shorter link.");
    }
    Ok(link.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("javascript:alert(1)")]
    #[case("https://")]
    #[case("ftp://example.org")]
    #[case("https://user@example.org/")]
    #[case("https://example.org/a b")]
    fn a_link_must_be_a_web_address(#[case] link: &str) {
        assert!(NewDeliverable::parse(link, "").unwrap_err().0.contains_key("link"));
    }

    #[test]
    fn a_link_or_words_are_enough_and_nothing_is_not() {
        assert!(NewDeliverable::parse("https://example.org/draft", "").is_ok());
        assert!(NewDeliverable::parse("", "The draft has four charts.").is_ok());
        assert!(NewDeliverable::parse(" ", " ").is_err());
        assert!(NewDeliverable::parse_with("", "", 1).is_ok());
        assert!(NewDeliverable::parse_with("", "", 21).unwrap_err().0.contains_key("files"));
        assert!(NewDeliverable::parse("", "short").unwrap_err().0.contains_key("text"));
    }
}
