//! What one side says of the other.

use std::collections::BTreeMap;

use super::{Item, Levels};
use crate::fields::FieldErrors;

const LEAST: usize = 20;
const MOST: usize = 2_000;

/// A review as it was typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReviewForm {
    /// Levels by the keys of the items.
    pub ratings: BTreeMap<String, String>,
    /// What went well.
    pub strengths: String,
    /// One thing that could be better.
    pub improve: String,
    /// `yes` or `no`.
    pub would_work_again: String,
    /// For staff alone.
    pub note: String,
}

/// A review whose fields met their rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewReview {
    /// 1 to 4 for each item.
    pub levels: Levels,
    /// What went well, 20 to 2,000 characters.
    pub strengths: String,
    /// One thing that could be better, at most 2,000 characters; may be empty.
    pub improve: String,
    /// Whether this side would work with the other again.
    pub would_work_again: bool,
    /// What only staff and its author read, at most 2,000 characters; may be empty.
    pub note: String,
}

impl NewReview {
    /// Reads a form with one rating for each of `items`.
    ///
    /// # Errors
    /// A message for each field that is wrong; that of a rating stands beside the key of its item.
    pub fn parse(items: &[&Item], form: &ReviewForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let mut levels = Levels::new();
        for item in items {
            match form.ratings.get(item.key).and_then(|text| text.trim().parse::<u8>().ok()) {
                Some(level @ 1..=4) => {
                    levels.insert(item.key.to_owned(), level);
                }
                _ => errors.add(item.key, format!("Choose a sentence for “{}”.", item.label)),
            }
        }
        let again = match form.would_work_again.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => {
                errors.add("would_work_again", "Choose yes or no.");
                None
            }
        };
        let strengths = errors.text("strengths", "What went well", &form.strengths, LEAST, MOST);
        let improve = errors.text("improve", "One thing to improve", &form.improve, 0, MOST);
        let note = errors.text("note", "Your note", &form.note, 0, MOST);
        let words = strengths.zip(improve).zip(note).zip(again);
        let review = words.map(|(((strengths, improve), note), would_work_again)| Self {
            levels,
            strengths,
            improve,
            would_work_again,
            note,
        });
        errors.finish(review)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{Side, items};
    use super::*;

    pub fn form() -> ReviewForm {
        let ratings = items(Side::Student, &[]).into_iter().map(|item| (item.key.to_owned(), "4".to_owned()));
        ReviewForm {
            ratings: ratings.collect(),
            strengths: "Answered within the hour, always.".into(),
            would_work_again: "no".into(),
            ..ReviewForm::default()
        }
    }

    #[test]
    fn every_field_has_its_own_message() {
        let mut wrong = form();
        wrong.ratings.insert("clarity".into(), "5".into());
        wrong.ratings.insert("feedback".into(), "four".into());
        wrong.ratings.remove("fairness");
        wrong.strengths = "good".into();
        wrong.note = "x".repeat(2_001);
        wrong.would_work_again = "perhaps".into();
        let errors = NewReview::parse(&items(Side::Student, &[]), &wrong).unwrap_err();
        let fields: Vec<_> = errors.0.keys().collect();
        assert_eq!(fields, ["clarity", "fairness", "feedback", "note", "strengths", "would_work_again"]);
    }

    #[test]
    fn what_could_be_better_may_stay_empty_and_what_nobody_asked_is_dropped() {
        let mut given = form();
        given.ratings.insert("teamwork".into(), "1".into());
        let review = NewReview::parse(&items(Side::Student, &[]), &given).unwrap();
        assert_eq!((review.levels.len(), review.improve.as_str(), review.would_work_again), (4, "", false));
    }
}
