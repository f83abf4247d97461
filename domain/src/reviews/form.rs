//! What one side says of the other.

use serde::{Deserialize, Serialize};

use super::Side;
use crate::fields::FieldErrors;

const LEAST: usize = 20;
const MOST: usize = 2_000;

/// The four things a side rates from 1 to 5; field `rating_1` is the first.
#[must_use]
pub const fn rating_labels(side: Side) -> [&'static str; 4] {
    match side {
        Side::Student => ["Clear brief", "Guidance", "Respect", "What you learned"],
        Side::Host => ["Quality of the work", "Communication", "Reliability", "Initiative"],
    }
}

/// A review whose fields met their rules.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewReview {
    /// 1 to 5 each, in the order of [`rating_labels`].
    pub ratings: [u8; 4],
    /// What went well, 20 to 2,000 characters.
    pub strengths: String,
    /// What could be better, at most 2,000 characters; may be empty.
    pub improve: String,
    /// Whether this side would work with the other again.
    pub would_work_again: bool,
}

impl NewReview {
    /// Reads the fields `rating_1` to `rating_4`, `strengths`, `improve` and `would_work_again`.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(
        ratings: [&str; 4],
        strengths: &str,
        improve: &str,
        would_work_again: bool,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let mut stars = [0; 4];
        for (index, (star, text)) in stars.iter_mut().zip(ratings).enumerate() {
            match text.trim().parse() {
                Ok(number @ 1..=5) => *star = number,
                _ => errors.add(format!("rating_{}", index + 1), "Choose a rating from 1 to 5."),
            }
        }
        let strengths = errors.text("strengths", "What went well", strengths, LEAST, MOST);
        let improve = errors.text("improve", "What could be better", improve, 0, MOST);
        let review = strengths.zip(improve).map(|(strengths, improve)| Self {
            ratings: stars,
            strengths,
            improve,
            would_work_again,
        });
        errors.finish(review)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_own_message() {
        let errors = NewReview::parse(["1", "6", "", "five"], "good", "", true).unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["rating_2", "rating_3", "rating_4", "strengths"]);
    }

    #[test]
    fn what_could_be_better_may_stay_empty() {
        let review = NewReview::parse(["5", "4", "3", "1"], "Answered within the hour, always.", " ", false).unwrap();
        assert_eq!((review.ratings, review.improve.as_str()), ([5, 4, 3, 1], ""));
    }
}
