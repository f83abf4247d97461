//! The scores of one reviewer for one application, and all of them together.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::criterion::{Criterion, HIGHEST};
use crate::applications::Stage;
use crate::fields::FieldErrors;
use crate::refusal::Refusal;

/// Longest note of a reviewer, in characters.
pub const MOST_NOTE: usize = 1_000;

/// One criterion with its score, as it was when it was given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Score {
    /// What was scored.
    pub criterion: Criterion,
    /// From 1 to [`HIGHEST`].
    pub score: i32,
}

/// What one reviewer thinks of one application.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sheet {
    /// Each criterion once.
    pub scores: Vec<Score>,
    /// A note to oneself.
    pub note: String,
}

impl Sheet {
    /// Reads the fields `scores[…]`, named by the marks of the criteria, and `note`. Half a sheet is none: it would show
    /// the others' scores to somebody who has not read everything.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(criteria: &[Criterion], given: &HashMap<String, String>, note: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let note = errors.text("note", "Your note", note, 0, MOST_NOTE);
        let mut scores = Vec::new();
        for criterion in criteria {
            let mark = criterion.mark();
            let score =
                given.get(&mark).and_then(|text| text.parse().ok()).filter(|score| (1..=HIGHEST).contains(score));
            match score {
                Some(score) => scores.push(Score { criterion: criterion.clone(), score }),
                None => {
                    errors.add(format!("scores[{mark}]"), format!("Choose from 1 to {HIGHEST}: {}.", said(criterion)))
                }
            }
        }
        errors.finish(note.map(|note| Self { scores, note }))
    }

    /// The score of one criterion.
    #[must_use]
    pub fn of(&self, criterion: &Criterion) -> Option<i32> {
        let mark = criterion.mark();
        self.scores.iter().find(|one| one.criterion.mark() == mark).map(|one| one.score)
    }

    /// The sum over the criteria of now; nothing when one of them came later than the sheet.
    #[must_use]
    pub fn total(&self, criteria: &[Criterion]) -> Option<i32> {
        criteria.iter().map(|criterion| self.of(criterion)).sum()
    }
}

/// A criterion within a sentence, without the mark at its end.
fn said(criterion: &Criterion) -> String {
    criterion.title().trim_end_matches(['?', '.', '!', ' ']).to_owned()
}

/// All scores of one application that the reader may see.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// The reader's own sum.
    pub own: Option<i32>,
    /// Tenths of the mean of all sums.
    pub mean_tenths: Option<i32>,
    /// How many reviewers it is made of.
    pub reviewers: i32,
    /// The highest sum.
    pub of: i32,
}

impl Summary {
    /// From the sums the reader may see; `own` is among them.
    #[must_use]
    pub fn new(own: Option<i32>, sums: &[i32], criteria: usize) -> Self {
        let reviewers = i32::try_from(sums.len()).unwrap_or(i32::MAX);
        // Half a tenth counts as a whole one.
        let mean = |sum: i32| (sum * 20 + reviewers) / (2 * reviewers);
        Self {
            own,
            mean_tenths: (reviewers > 0).then(|| mean(sums.iter().sum())),
            reviewers,
            of: i32::try_from(criteria).unwrap_or(0) * HIGHEST,
        }
    }

    /// `10 of 12`, with a tenth where several reviewers need one; nothing while there is nothing to see.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let mean = self.mean_tenths?;
        let shown = if mean % 10 == 0 { (mean / 10).to_string() } else { format!("{}.{}", mean / 10, mean % 10) };
        Some(format!("{shown} of {}", self.of))
    }
}

/// Whether an application is still read: once it is answered, scores stay as they were.
///
/// # Errors
/// The [`Refusal`] for the reviewer.
pub fn may_score(stage: Stage) -> Result<(), Refusal> {
    match stage {
        Stage::Submitted | Stage::Shortlisted | Stage::Interview => Ok(()),
        _ => Err(Refusal::rule("This application has its answer, so its scores stay as they are.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn two() -> [Criterion; 2] {
        [Criterion::Skill("Excel".into()), Criterion::Motive]
    }

    fn given(scores: [&str; 2]) -> HashMap<String, String> {
        two().iter().zip(scores).map(|(criterion, score)| (criterion.mark(), score.to_owned())).collect()
    }

    #[test]
    fn a_whole_sheet_has_a_sum() {
        let sheet = Sheet::parse(&two(), &given(["3", "4"]), " Calls, does not write. ").unwrap();
        assert_eq!((sheet.total(&two()), sheet.note.as_str()), (Some(7), "Calls, does not write."));
        let later = [two()[0].clone(), Criterion::Question("And then?".into())];
        assert_eq!(sheet.total(&later), None, "a question that came later has no score");
    }

    #[rstest]
    #[case::missing(["3", ""])]
    #[case::too_high(["3", "5"])]
    #[case::too_low(["3", "0"])]
    #[case::no_number(["3", "many"])]
    fn half_a_sheet_is_none(#[case] scores: [&str; 2]) {
        let errors = Sheet::parse(&two(), &given(scores), "").unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), [&format!("scores[{}]", Criterion::Motive.mark())]);
    }

    #[rstest]
    #[case::alone(&[10], "10 of 12")]
    #[case::together(&[10, 9], "9.5 of 12")]
    #[case::rounded(&[10, 9, 9], "9.3 of 12")]
    fn sums_are_shown_by_their_mean(#[case] sums: &[i32], #[case] words: &str) {
        assert_eq!(Summary::new(sums.first().copied(), sums, 3).words().as_deref(), Some(words));
    }

    #[test]
    fn nothing_is_shown_of_nothing() {
        assert_eq!(Summary::new(None, &[], 3).words(), None);
        assert!(may_score(Stage::Submitted).is_ok() && may_score(Stage::NotSelected).is_err());
    }
}
