//! Training modules: short pages with a few questions. They are data, read once.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::fields::FieldErrors;

/// One module.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// Its name in addresses and in the database, for ever.
    pub key: String,
    /// Rises when a question changes.
    pub version: i32,
    /// Its title.
    pub title: String,
    /// What it is good for, in a sentence.
    pub about: String,
    /// How long it takes.
    pub minutes: i32,
    /// What is read.
    pub sections: Vec<Section>,
    /// What is asked afterwards.
    pub questions: Vec<Question>,
}

/// A part of the page.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
    /// Points after them; may be none.
    #[serde(default)]
    pub points: Vec<String>,
}

/// One question with its answers.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question.
    pub words: String,
    /// What can be answered.
    pub answers: Vec<String>,
    /// The place of the right answer, from 0.
    pub right: usize,
    /// Why it is right; shown after answering.
    pub because: String,
}

/// What somebody answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Graded {
    /// The chosen places, in the order of the questions.
    pub chosen: Vec<usize>,
    /// How many are right.
    pub right: usize,
}

static ALL: LazyLock<Vec<Module>> = LazyLock::new(|| {
    let files = [
        include_str!("../../data/training/resume.json"),
        include_str!("../../data/training/etiquette.json"),
        include_str!("../../data/training/goals.json"),
    ];
    // A file that cannot be read is left out; the tests read every one.
    files.into_iter().filter_map(|file| serde_json::from_str(file).ok()).collect()
});

/// Every module, in the order they are offered.
#[must_use]
pub fn modules() -> &'static [Module] {
    &ALL
}

/// The module of this key.
#[must_use]
pub fn module(key: &str) -> Option<&'static Module> {
    ALL.iter().find(|one| one.key == key)
}

impl Module {
    /// Reads an answer to each question: `given` in their order, each the place of an answer.
    ///
    /// # Errors
    /// A message beside `question_1` and so on for each question without an answer.
    pub fn grade(&self, given: &[String]) -> Result<Graded, FieldErrors> {
        let mut errors = FieldErrors::new();
        let mut chosen = Vec::with_capacity(self.questions.len());
        for (index, question) in self.questions.iter().enumerate() {
            let answer = given.get(index).and_then(|text| text.trim().parse::<usize>().ok());
            match answer.filter(|answer| *answer < question.answers.len()) {
                Some(answer) => chosen.push(answer),
                None => errors.add(format!("question_{}", index + 1), "Choose one answer. You can try again."),
            }
        }
        let right = self.questions.iter().zip(&chosen).filter(|(question, chosen)| question.right == **chosen).count();
        errors.finish(Some(Graded { chosen, right }))
    }

    /// Whether so many right answers pass: all but one, and of three all.
    #[must_use]
    pub fn passes(&self, right: usize) -> bool {
        let allowed = usize::from(self.questions.len() > 3);
        right + allowed >= self.questions.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_whole_module() {
        assert_eq!(modules().len(), 3, "a file cannot be read");
        for module in modules() {
            assert!((3..=5).contains(&module.questions.len()), "{}", module.key);
            assert!(module.version >= 1 && (2..=15).contains(&module.minutes));
            assert!(module.key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
            for question in &module.questions {
                assert!(question.right < question.answers.len() && question.answers.len() >= 3, "{}", question.words);
                assert!(question.because.ends_with('.') && question.because.len() > 30, "{}", question.words);
            }
            let words = format!("{module:?}");
            assert!(!words.contains('!') && !words.contains(" e.g."), "{}", module.key);
            assert!(module.questions.iter().any(|one| one.right != 0), "the first answer is always right");
        }
    }

    #[test]
    fn answers_are_graded_one_by_one() {
        let module = &modules()[0];
        let right: Vec<String> = module.questions.iter().map(|one| one.right.to_string()).collect();
        let graded = module.grade(&right).unwrap();
        assert!(graded.right == module.questions.len() && module.passes(graded.right));
        let wrong: Vec<String> =
            module.questions.iter().map(|one| ((one.right + 1) % one.answers.len()).to_string()).collect();
        assert!(!module.passes(module.grade(&wrong).unwrap().right));
        assert_eq!(module.grade(&[]).unwrap_err().0.len(), module.questions.len());
        let beyond: Vec<String> = vec!["9".into(); module.questions.len()];
        assert!(module.grade(&beyond).is_err());
    }
}
