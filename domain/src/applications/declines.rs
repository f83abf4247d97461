//! Prepared reasons for a no: kind, specific, and the host's to change before they go out.

use crate::event::Reason;
use crate::fields::FieldErrors;

/// Applicants who are answered with one form at most.
pub const MOST_AT_ONCE: usize = 50;

crate::words! {
    /// Why somebody was not chosen, as a host picks it.
    pub enum Prepared {
        /// Others were nearer to the first tasks.
        Experience = "experience",
        /// A skill that is needed on the first day was not shown.
        Skills = "skills",
        /// The answers stayed general.
        Answers = "answers",
        /// The weeks do not hold the hours well.
        Hours = "hours",
        /// Many were good, and seats were few.
        Seats = "seats",
    }
}

/// What the words of a reason are made of.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct About {
    /// Title of the project.
    pub title: String,
    /// Its must-have skills.
    pub must_haves: Vec<String>,
    /// Hours a week it needs.
    pub weekly_hours: i32,
    /// How many students it has room for.
    pub seats: i32,
}

impl Prepared {
    /// The reason in a few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Experience => "Somebody’s experience is closer to the first tasks",
            Self::Skills => "A must-have skill is not shown yet",
            Self::Answers => "The answers stay general",
            Self::Hours => "The hours a week do not fit well",
            Self::Seats => "More good applications than seats",
        }
    }

    /// When to use it.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Experience => "They could do it, and somebody else could begin sooner.",
            Self::Skills => "Names the skills, so that they know what to show next time.",
            Self::Answers => "Says what a stronger answer has.",
            Self::Hours => "Names the hours, and says nothing against their work.",
            Self::Seats => "Nothing was missing.",
        }
    }

    /// What the student would read.
    #[must_use]
    pub fn words(self, about: &About) -> String {
        let thanks = format!("Thank you for the time you put into your application to “{}”.", about.title);
        let why = match self {
            Self::Experience => {
                "We chose somebody whose experience is closer to its first tasks. Your answers were clear, and \
                we hope you apply again."
                    .to_owned()
            }
            Self::Skills => format!(
                "It needs {} from the first day, and others showed more of it. A link to something you made, with one \
                 sentence on what it changed, would help next time.",
                listed(&about.must_haves)
            ),
            Self::Answers => {
                "We chose somebody who said step by step how they would begin, with an example and what could go \
                wrong. Two such sentences would make your next application stronger."
                    .to_owned()
            }
            Self::Hours => format!(
                "We chose somebody whose free hours hold its {} hours a week more easily. This says nothing against your work.",
                about.weekly_hours
            ),
            Self::Seats => format!(
                "We had more good applications than {}. Nothing was missing in yours, and we hope you apply again.",
                if about.seats == 1 { "the one seat".to_owned() } else { format!("our {} seats", about.seats) }
            ),
        };
        format!("{thanks} {why}")
    }
}

/// `Excel and SQL`.
fn listed(names: &[String]) -> String {
    match names {
        [] => "its main skills".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

const WORDS_TO: &str = "to-";

/// The field with the words for one applicant. A form's reader takes a key that begins with a digit for a place in a list.
#[must_use]
pub fn words_field(application: impl std::fmt::Display) -> String {
    format!("words[{WORDS_TO}{application}]")
}

/// Whose words these are, from the key of a field in `words`.
#[must_use]
pub fn words_for(key: &str) -> Option<&str> {
    key.strip_prefix(WORDS_TO)
}

/// Reads the words for each applicant, from fields named `words[…]` by the applications.
///
/// # Errors
/// A message for each text that is wrong; one for the form when there is nobody to answer, or more than
/// [`MOST_AT_ONCE`].
pub fn reasons<I: Ord + Copy + std::fmt::Display>(given: &[(I, String)]) -> Result<Vec<(I, Reason)>, FieldErrors> {
    let mut errors = FieldErrors::new();
    if given.is_empty() {
        errors.add("", "Nobody is picked. Go back and pick whom to answer.");
    }
    if given.len() > MOST_AT_ONCE {
        errors.add("", format!("That is more than {MOST_AT_ONCE} at once. Go back and pick fewer."));
    }
    let mut kept: Vec<(I, Reason)> = Vec::new();
    for (id, words) in given {
        kept.extend(errors.keep(&words_field(id), Reason::parse(words)).map(|reason| (*id, reason)));
    }
    // The order in which rows are locked.
    kept.sort_by_key(|(id, _)| *id);
    errors.finish(Some(kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Word as _;

    #[test]
    fn every_prepared_reason_is_one_and_says_something_of_the_project() {
        let about = About {
            title: "Map three years of visits".into(),
            must_haves: vec!["Excel".into(), "SQL".into()],
            weekly_hours: 6,
            seats: 1,
        };
        for prepared in Prepared::ALL {
            let words = prepared.words(&about);
            assert!(Reason::parse(&words).is_ok() && words.contains("Map three years of visits"), "{words}");
            assert!(words.len() < 600 && !words.contains('!'), "{words}");
        }
        assert!(Prepared::Skills.words(&about).contains("needs Excel and SQL from"));
        assert!(Prepared::Skills.words(&About::default()).contains("needs its main skills from"));
    }

    #[test]
    fn each_text_is_read_by_itself() {
        let errors = reasons(&[(2, "No".to_owned()), (1, "We chose others.".to_owned())]).unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["words[to-2]"]);
        assert!(reasons::<i32>(&[]).is_err());
        let kept = reasons(&[(2, "We chose others.".to_owned()), (1, "We chose others.".to_owned())]).unwrap();
        assert_eq!(kept.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [1, 2]);
    }
}
