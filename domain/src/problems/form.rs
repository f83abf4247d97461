//! What somebody tells staff.

use crate::fields::FieldErrors;
use crate::machine::Word as _;
use crate::money::Cents;

const LEAST: usize = 10;
const MOST: usize = 4_000;

crate::words! {
    /// What a problem is about. The first one is looked at first.
    pub enum Kind {
        /// Somebody is in danger, or was hurt.
        Safety = "safety",
        /// How somebody behaves.
        Behaviour = "behaviour",
        /// Pay.
        Pay = "pay",
        /// Hours.
        Hours = "hours",
        /// Work that was not agreed.
        Scope = "scope",
        /// Anything else.
        Other = "other",
    }
}

impl Kind {
    /// In plain words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Safety => "Somebody is not safe",
            Self::Behaviour => "How I am treated",
            Self::Pay => "Pay",
            Self::Hours => "Hours",
            Self::Scope => "More work than agreed",
            Self::Other => "Something else",
        }
    }
}

/// A problem as it is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewProblem {
    /// What it is about.
    pub kind: Kind,
    /// What happened.
    pub what: String,
    /// What would be fair; may be empty.
    pub wish: String,
    /// Whether the other side may read it.
    pub shared: bool,
}

impl NewProblem {
    /// Reads the fields `kind`, `what` and `wish`.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(kind: &str, what: &str, wish: &str, shared: bool) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let kind = errors.keep("kind", Kind::from_word(kind).ok_or("Choose what it is about."));
        let what = errors.text("what", "What happened", what, LEAST, MOST);
        let wish = errors.text("wish", "What would be fair", wish, 0, MOST);
        let new = match (kind, what, wish) {
            (Some(kind), Some(what), Some(wish)) => Some(Self { kind, what, wish, shared }),
            _ => None,
        };
        errors.finish(new)
    }
}

/// Reads what of the disputed `amount` the student gets: `all`, `none`, or `part` with the field `award`.
///
/// # Errors
/// A message beside `decision` or `award`.
pub fn award(decision: &str, part: &str, amount: Cents) -> Result<Cents, FieldErrors> {
    match decision {
        "all" => Ok(amount),
        "none" => Ok(Cents(0)),
        "part" => match Cents::parse(part) {
            Ok(award) if award.0 > 0 && award < amount => Ok(award),
            Ok(_) => {
                Err(FieldErrors::one("award", format!("A part is more than nothing and less than {}.", amount.exact())))
            }
            Err(error) => Err(FieldErrors::one("award", error.to_string())),
        },
        _ => Err(FieldErrors::one("decision", "Choose who is right, and how far.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_has_its_own_message() {
        let errors = NewProblem::parse("weather", "short", &"a".repeat(4_001), false).unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["kind", "what", "wish"]);
        assert!(NewProblem::parse("pay", "My hours of May are not paid.", "", false).is_ok());
        assert_eq!(Kind::ALL.first(), Some(&Kind::Safety), "what cannot wait is first");
    }

    #[test]
    fn a_part_lies_between_nothing_and_all() {
        let of = |decision: &str, part: &str| award(decision, part, Cents(10_000));
        assert_eq!((of("all", ""), of("none", "")), (Ok(Cents(10_000)), Ok(Cents(0))));
        assert_eq!(of("part", "40"), Ok(Cents(4_000)));
        for bad in ["", "0", "100", "101", "-4", "half"] {
            assert_eq!(of("part", bad).unwrap_err().0.keys().collect::<Vec<_>>(), ["award"], "{bad}");
        }
        assert!(of("", "40").unwrap_err().0.contains_key("decision"));
    }
}
