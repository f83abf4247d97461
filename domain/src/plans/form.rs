//! What one side picks, where it is no extension.

use crate::event::Reason;
use crate::fields::FieldErrors;
use crate::ids::MilestoneId;

crate::words! {
    /// A way out that changes neither days nor hours nor pay; those are extensions.
    pub enum Choice {
        /// Something falls away.
        Trim = "trim",
        /// What is left fits into the hours that are left.
        Keep = "keep",
    }
}

/// A choice as it is made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewChoice {
    /// Which.
    pub choice: Choice,
    /// The criterion of the agreement that falls away, word for word; empty unless something does.
    pub criterion: String,
    /// The milestone that falls away with it.
    pub milestone: Option<MilestoneId>,
    /// Why; the other side reads it.
    pub reason: Reason,
}

impl NewChoice {
    /// Reads the fields `choice`, `criterion`, `milestone` (may be empty) and `reason`. `criteria` are those that still
    /// hold.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(
        choice: &str,
        criterion: &str,
        milestone: &str,
        reason: &str,
        criteria: &[String],
    ) -> Result<Self, FieldErrors> {
        use crate::machine::Word as _;
        let mut errors = FieldErrors::new();
        let choice = errors.keep("choice", Choice::from_word(choice).ok_or("Choose what should happen."));
        let trims = choice == Some(Choice::Trim);
        let criterion = if trims { criterion.trim().to_owned() } else { String::new() };
        if trims && !criteria.iter().any(|one| one.trim() == criterion) {
            errors.add("criterion", "Choose what falls away.");
        } else if trims && criteria.len() < 2 {
            errors.add("criterion", "This is all that was agreed. Ask for more hours, or end the work early.");
        }
        let milestone = match milestone.trim() {
            text if text.is_empty() || !trims => None,
            text => {
                errors.keep("milestone", text.parse::<MilestoneId>().map_err(|_| "Choose a milestone of the list."))
            }
        };
        let reason = errors.keep("reason", Reason::parse(reason));
        errors.finish(choice.zip(reason).map(|(choice, reason)| Self { choice, criterion, milestone, reason }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_agreed_can_fall_away_and_not_all_of_it() {
        let two = ["it names a price".to_owned(), "it has three charts".to_owned()];
        let read = |choice: &str, criterion: &str, criteria: &[String]| {
            NewChoice::parse(choice, criterion, "", "The data came late.", criteria)
        };
        assert_eq!(read("trim", " it names a price ", &two).unwrap().criterion, "it names a price");
        assert_eq!(read("keep", "it names a price", &two).unwrap().criterion, "");
        for (choice, criterion, criteria, field) in [
            ("trim", "a memo", &two[..], "criterion"),
            ("trim", "it names a price", &two[..1], "criterion"),
            ("", "", &two[..], "choice"),
        ] {
            assert!(read(choice, criterion, criteria).unwrap_err().0.contains_key(field), "{choice} {criterion}");
        }
        let errors = NewChoice::parse("trim", "it names a price", "first", "", &two).unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["milestone", "reason"]);
    }
}
