//! What a program asks for besides the signatures.

use super::items::Item;
use super::training::module;
use crate::engagements::Required;
use crate::fields::FieldErrors;
use crate::machine::Word as _;

/// The items a program chooses, and the training modules it requires.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rules {
    /// The items.
    pub required: Required,
    /// Keys of modules, in the order of the product's list.
    pub modules: Vec<String>,
}

impl Rules {
    /// The items a program may leave out.
    pub const CHOICES: [Item; 4] = [Item::TaxForm, Item::Kickoff, Item::Goals, Item::Survey];

    /// Reads the words of items and the keys of modules.
    ///
    /// # Errors
    /// A message beside `required` or `modules` for a word nothing knows.
    pub fn read(items: &[String], modules: &[String]) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let known = |word: &String| Self::CHOICES.iter().any(|item| item.word() == word);
        if !items.iter().all(known) {
            errors.add("required", "Choose from the list.");
        }
        if !modules.iter().all(|key| module(key).is_some()) {
            errors.add("modules", "Choose from the list.");
        }
        errors.finish(Some(Self::kept(items, modules)))
    }

    /// Rules as the database holds them; what nothing knows any more is left out.
    #[must_use]
    pub fn kept(items: &[String], modules: &[String]) -> Self {
        let has = |item: Item| items.iter().any(|word| word == item.word());
        let required = Required {
            tax_form: has(Item::TaxForm),
            kickoff: has(Item::Kickoff),
            goals: has(Item::Goals),
            survey: has(Item::Survey),
        };
        let all = super::modules().iter().map(|one| one.key.clone());
        Self { required, modules: all.filter(|key| modules.contains(key)).collect() }
    }

    /// Whether an item of [`Rules::CHOICES`] is asked for.
    #[must_use]
    pub const fn asks_for(&self, item: Item) -> bool {
        match item {
            Item::TaxForm => self.required.tax_form,
            Item::Kickoff => self.required.kickoff,
            Item::Goals => self.required.goals,
            Item::Survey => self.required.survey,
            _ => true,
        }
    }

    /// The words of the items, as they are kept.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        Self::CHOICES.iter().filter(|item| self.asks_for(**item)).map(|item| item.word().to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_survive_the_database() {
        let words = ["tax_form".to_owned(), "survey".to_owned()];
        let key = super::super::modules()[1].key.clone();
        let rules = Rules::read(&words, std::slice::from_ref(&key)).unwrap();
        assert_eq!(rules.words(), words);
        assert_eq!(rules.modules, [key]);
        assert_eq!(Rules::default().words(), ["kickoff", "goals"]);
        assert!(Rules::read(&["sign_host".to_owned()], &[]).is_err(), "signatures are never left out");
        assert!(Rules::read(&[], &["dancing".to_owned()]).is_err());
    }
}
