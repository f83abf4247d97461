//! An organisation's number with the tax office.

use serde::{Deserialize, Serialize};

/// An employer identification number: nine digits with a prefix that was given out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ein(String);

/// First two digits that no campus of the Internal Revenue Service has given out ("How EINs are assigned and valid EIN
/// prefixes", irs.gov).
const UNUSED: [&str; 17] =
    ["00", "07", "08", "09", "17", "18", "19", "28", "29", "49", "69", "70", "78", "79", "89", "96", "97"];

impl Ein {
    /// Reads a number as people type it: `12-3456789`, `12 3456789`, `123456789`.
    ///
    /// # Errors
    /// The sentence that belongs beside the field.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        const SHAPE: &str = "Write the nine digits, such as 12-3456789.";
        let digits: String =
            text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}' | '\u{2010}'..='\u{2013}')).collect();
        if digits.len() != 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(SHAPE);
        }
        if UNUSED.iter().any(|prefix| digits.starts_with(prefix)) {
            return Err("No number begins with these two digits. Copy it from a letter of the tax office.");
        }
        if digits.bytes().skip(2).all(|b| b == b'0') {
            return Err(SHAPE);
        }
        Ok(Self(digits))
    }

    /// The nine digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// `12-3456789`: for staff and the host itself.
    #[must_use]
    pub fn whole(&self) -> String {
        let (prefix, rest) = self.0.split_at(2);
        format!("{prefix}-{rest}")
    }

    /// `ends in 6789`: for everybody else.
    #[must_use]
    pub fn ending(&self) -> String {
        format!("ends in {}", self.0.get(5..).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::dashed("53-0196605", "53-0196605")]
    #[case::plain(" 530196605 ", "53-0196605")]
    #[case::spaced("53 0196605", "53-0196605")]
    #[case::long_dash("53–0196605", "53-0196605")]
    fn numbers_are_read_as_people_type_them(#[case] typed: &str, #[case] whole: &str) {
        let ein = Ein::parse(typed).unwrap();
        assert_eq!((ein.whole().as_str(), ein.ending().as_str()), (whole, "ends in 6605"));
    }

    #[rstest]
    #[case::empty("")]
    #[case::short("12-345678")]
    #[case::long("12-34567890")]
    #[case::letters("12-34567AB")]
    #[case::prefix_never_given("07-1234567")]
    #[case::nothing_but_zeros("12-0000000")]
    #[case::other_digits("１２-３４５６７８９")]
    fn what_is_none_is_refused(#[case] typed: &str) {
        assert!(Ein::parse(typed).is_err());
    }

    proptest! {
        #[test]
        fn reading_never_panics_and_repeats(text in ".{0,20}", digits in "[0-9]{9}") {
            for text in [text, digits] {
                if let Ok(ein) = Ein::parse(&text) {
                    prop_assert_eq!(Ein::parse(&ein.whole()), Ok(ein.clone()));
                    prop_assert_eq!(ein.ending().chars().filter(char::is_ascii_digit).count(), 4);
                }
            }
        }
    }
}
