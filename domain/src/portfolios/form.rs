//! What a student writes of their own into a portfolio. All of it may become public, so addresses of mail and numbers of
//! telephones are refused.

use super::line::MOST_LINE;
use crate::fields::FieldErrors;

/// Fewest figures in a row that count as the number of a telephone: two years beside each other have eight.
const DIGITS: usize = 9;

/// Headline and introduction.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct About {
    /// One line, at most [`About::HEADLINE`] characters; may be empty.
    pub headline: String,
    /// At most [`About::INTRODUCTION`] characters; may be empty.
    pub introduction: String,
}

impl About {
    /// Longest headline, in characters.
    pub const HEADLINE: usize = 90;
    /// Longest introduction, in characters.
    pub const INTRODUCTION: usize = 1_000;

    /// Reads the fields `headline` and `introduction`.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(headline: &str, introduction: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let headline = errors.line("headline", "The headline", headline, 0, Self::HEADLINE);
        let introduction = errors.text("introduction", "The introduction", introduction, 0, Self::INTRODUCTION);
        for (field, text) in [("headline", &headline), ("introduction", &introduction)] {
            if text.as_deref().is_some_and(has_contact) {
                errors.add(field, CONTACT);
            }
        }
        let about = headline.zip(introduction).map(|(headline, introduction)| Self { headline, introduction });
        errors.finish(about)
    }
}

const CONTACT: &str = "Leave email addresses and telephone numbers out: whoever has the link can read this.";

/// Reads the field `text`: a résumé line in the student's own words.
///
/// # Errors
/// A message beside it.
pub fn parse_line(text: &str) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::new();
    let line = errors.line("text", "The line", text, 10, MOST_LINE);
    if line.as_deref().is_some_and(has_contact) {
        errors.add("text", CONTACT);
    }
    errors.finish(line)
}

/// Whether a text holds what looks like an address of mail or the number of a telephone.
fn has_contact(text: &str) -> bool {
    let mail = text.split_whitespace().any(|word| {
        word.split_once('@').is_some_and(|(name, host)| {
            name.ends_with(|c: char| c.is_alphanumeric()) && host.starts_with(|c: char| c.is_alphanumeric())
        })
    });
    let mut digits = 0;
    let number = text.chars().any(|c| {
        if c.is_numeric() {
            digits += 1;
        } else if !matches!(c, ' ' | '-' | '–' | '.' | '(' | ')' | '+' | '/') {
            digits = 0;
        }
        digits >= DIGITS
    });
    mail || number
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Write to maya@rivermark.example.", true)]
    #[case("maya@rivermark", true)]
    #[case("Call (212) 555-0123 456", true)]
    #[case("+1 212 555 0123", true)]
    #[case("2024-2026, 24 hours", false)]
    #[case("31,204 visits and 212 changes in 5,000 rows", false)]
    #[case("Open @ noon", false)]
    #[case("", false)]
    fn contacts_are_found(#[case] text: &str, #[case] found: bool) {
        assert_eq!(has_contact(text), found, "{text}");
    }

    #[test]
    fn each_field_has_its_message() {
        let long = "x".repeat(1_001);
        let errors = About::parse("Mail me: maya@rivermark.example", &long).unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["headline", "introduction"]);
        assert_eq!(About::parse(" Public health ", "").unwrap().headline, "Public health");
        assert_eq!(About::parse("", "").unwrap(), About::default());
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(parse_line(" Wrote a guide\r\nthat helps ").unwrap(), "Wrote a guide that helps");
        for bad in ["short", &"x".repeat(401), "Wrote a guide\u{202e}", "Call 212 555 0123 about it"] {
            assert!(parse_line(bad).unwrap_err().0.contains_key("text"), "{bad}");
        }
    }
}
