//! Surveys of confidence and skills: the same items before and after the work, so that they can be paired by person.

use std::collections::BTreeMap;

use crate::fields::FieldErrors;

crate::words! {
    /// When a survey is asked.
    pub enum SurveyKind {
        /// Before the work.
        Pre = "pre",
        /// After it.
        Post = "post",
    }
}

/// One item: answered from 1 to 5. Its key says the same thing in every version.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SurveyQuestion {
    /// Its name in the answers, for ever.
    pub key: &'static str,
    /// The sentence that is judged.
    pub words: &'static str,
}

/// One version of the items.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Survey {
    /// Which.
    pub version: i32,
    /// The items in their order.
    pub questions: &'static [SurveyQuestion],
    /// The scale, least first.
    pub scale: [&'static str; 5],
}

/// Answers by the keys of the items.
pub type Answers = BTreeMap<String, u8>;

const fn ask(key: &'static str, words: &'static str) -> SurveyQuestion {
    SurveyQuestion { key, words }
}

/// Versions are only added: answers keep the number of theirs.
const VERSIONS: &[Survey] = &[Survey {
    version: 1,
    questions: &[
        ask("plan", "I can plan a week of work on my own and keep to it."),
        ask("ask", "I ask early when I am stuck, and know whom to ask."),
        ask("explain", "I can explain my results to people outside my field."),
        ask("feedback", "I can take criticism of my work and use it."),
        ask("tools", "I have the technical skills this kind of work needs."),
        ask("write", "I can write a clear message to somebody I have never met."),
        ask("belong", "I can see myself working in an organisation like this one."),
        ask("worth", "I know what my work is worth and can say so."),
    ],
    scale: ["Not at all", "A little", "Partly", "Mostly", "Fully"],
}];

/// A version of the survey; the newest without a number.
#[must_use]
pub fn survey(version: Option<i32>) -> &'static Survey {
    let named = version.and_then(|number| VERSIONS.iter().find(|one| one.version == number));
    named.or(VERSIONS.last()).unwrap_or(&VERSIONS[0])
}

impl Survey {
    /// Reads one answer for each item, from the field of its key.
    ///
    /// # Errors
    /// A message beside each item without an answer from 1 to 5.
    pub fn read(&self, given: &BTreeMap<String, String>) -> Result<Answers, FieldErrors> {
        let mut errors = FieldErrors::new();
        let mut answers = Answers::new();
        for question in self.questions {
            let answer = given.get(question.key).and_then(|text| text.trim().parse::<u8>().ok());
            match answer.filter(|answer| (1..=5).contains(answer)) {
                Some(answer) => {
                    answers.insert(question.key.to_owned(), answer);
                }
                None => errors.add(question.key, "Choose what fits best, even if it is close."),
            }
        }
        errors.finish(Some(answers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_answered_from_one_to_five() {
        let survey = survey(None);
        let all = |answer: &str| -> BTreeMap<String, String> {
            survey.questions.iter().map(|one| (one.key.to_owned(), answer.to_owned())).collect()
        };
        assert_eq!(survey.read(&all("5")).unwrap().len(), survey.questions.len());
        for wrong in ["", "0", "6", "-1", "five", "1.5"] {
            assert_eq!(survey.read(&all(wrong)).unwrap_err().0.len(), survey.questions.len(), "{wrong}");
        }
        assert_eq!(survey.read(&BTreeMap::new()).unwrap_err().0.len(), survey.questions.len());
    }

    #[test]
    fn versions_are_numbered_and_keys_are_unique() {
        for (number, one) in (1..).zip(VERSIONS) {
            assert_eq!(one.version, number);
            let mut keys: Vec<_> = one.questions.iter().map(|question| question.key).collect();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), one.questions.len());
        }
        assert_eq!(survey(Some(1)).version, 1);
        assert_eq!(survey(Some(99)), survey(None));
    }
}
