//! Answers from earlier applications, offered where the same or a similar question is asked.

use std::collections::BTreeSet;

use crate::ids::ApplicationId;

/// Most earlier answers that are offered for one question.
const OFFERED: usize = 3;
/// Shortest word that says what a question is about, in letters.
const SHORTEST: usize = 4;
/// Words that stand in any question.
const EVERYWHERE: [&str; 22] = [
    "about", "also", "could", "does", "from", "have", "into", "make", "more", "much", "please", "tell", "that",
    "their", "this", "time", "what", "when", "where", "which", "with", "would",
];

/// What the student wrote once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Earlier {
    /// In which application.
    pub application: ApplicationId,
    /// Title of its project.
    pub title: String,
    /// Name of its host organisation.
    pub host: String,
    /// What was asked.
    pub question: String,
    /// What was answered.
    pub answer: String,
}

/// The earlier answers that fit a question: those to the same one first, then by how much of what the questions are about
/// they share, at least half. `earlier` is the newest first; each text comes once.
#[must_use]
pub fn offered(question: &str, earlier: &[Earlier]) -> Vec<Earlier> {
    let about = subject(question);
    let mut fitting: Vec<(usize, &Earlier)> = earlier
        .iter()
        .filter(|one| !one.answer.trim().is_empty())
        .map(|one| (likeness(question, &about, &one.question), one))
        .filter(|(like, _)| *like >= 50)
        .collect();
    // Stable: of those alike, the newest stays first.
    fitting.sort_by_key(|(like, _)| std::cmp::Reverse(*like));
    let mut offered: Vec<Earlier> = Vec::new();
    for (_, one) in fitting {
        if offered.len() < OFFERED && !offered.iter().any(|kept| kept.answer.trim() == one.answer.trim()) {
            offered.push(one.clone());
        }
    }
    offered
}

/// How much of two questions is the same, in per cent.
fn likeness(question: &str, about: &BTreeSet<String>, other: &str) -> usize {
    if question.trim().eq_ignore_ascii_case(other.trim()) {
        return 100;
    }
    let theirs = subject(other);
    let all = about.union(&theirs).count();
    (99 * about.intersection(&theirs).count()).checked_div(all).unwrap_or(0)
}

/// What a question is about: its longer words, without those of any question, singular and plural alike.
fn subject(question: &str) -> BTreeSet<String> {
    question
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= SHORTEST && !EVERYWHERE.contains(word))
        .map(|word| word.strip_suffix('s').unwrap_or(word).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn wrote(number: u128, question: &str, answer: &str) -> Earlier {
        Earlier {
            application: Uuid::from_u128(number).into(),
            title: "Poster".into(),
            host: "Museum".into(),
            question: question.into(),
            answer: answer.into(),
        }
    }

    #[test]
    fn the_same_question_comes_first_and_a_similar_one_counts() {
        let earlier = [
            wrote(1, "What is your favourite museum?", "The harbor museum."),
            wrote(2, "Tell us about a time you watched somebody use something you made.", "My timetable."),
            wrote(3, "tell us about a time you watched somebody use something you made. ", "My form."),
            wrote(4, "When did you watch somebody use something that you made?", "A sign."),
            wrote(5, "tell us about a time you watched somebody use something you made.", "My timetable. "),
            wrote(6, "Tell us about a time you watched somebody use something you made.", "  "),
        ];
        let found = offered("Tell us about a time you watched somebody use something you made.", &earlier);
        let answers: Vec<&str> = found.iter().map(|one| one.answer.as_str()).collect();
        assert_eq!(answers, ["My timetable.", "My form.", "A sign."]);
        assert!(offered("How would you begin?", &earlier).is_empty());
        assert!(offered("", &[wrote(1, "Why?", "Because.")]).is_empty());
    }
}
