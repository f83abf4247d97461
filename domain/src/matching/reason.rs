//! What speaks for a project and what is missing, as values with words.

use crate::money::Cents;
use crate::people::day_words;
use crate::skills::{fold, skills};
use crate::time::{Day, short_date};

/// Something that speaks for a project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It uses these skills of the student.
    Uses(Vec<String>),
    /// It asks for no skill on the first day.
    NothingNeeded,
    /// Its hours fit on these days of the student's week, Monday being 0.
    FitsWeek {
        /// Hours a week.
        hours: i32,
        /// The fewest days that hold them.
        days: Vec<usize>,
    },
    /// Its hours are no more than the student gives a week.
    FitsHours {
        /// Hours a week.
        hours: i32,
        /// What the student gives.
        free: i32,
    },
    /// It ends before the exams, or begins after them.
    ClearOfExams,
    /// An interest the student named.
    Interest(String),
    /// The student finished a project of the same category.
    PastWork(String),
    /// The student finished a project with this host.
    SameHost(String),
    /// What reaches the student for an hour. Weighs nothing: it is said, not ranked by.
    Pay(Cents),
}

impl Reason {
    /// In words, without a full stop.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Uses(names) => format!("Uses your {}", joined(names)),
            Self::NothingNeeded => "Asks for no skill on the first day".to_owned(),
            Self::FitsWeek { hours, days } => format!("{hours} h a week fits {}", day_words(days)),
            Self::FitsHours { hours, free } => format!("{hours} h a week, you give up to {free}"),
            Self::ClearOfExams => "Clear of the exams".to_owned(),
            Self::Interest(name) => format!("{name} is an interest of yours"),
            Self::PastWork(title) => format!("You finished one like it: {title}"),
            Self::SameHost(host) => format!("You have worked with {host}"),
            Self::Pay(net) => format!("{} an hour net", net.exact()),
        }
    }
}

/// Something the student may have to bring or settle first. Nothing of it keeps them from applying.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Missing {
    /// Needed on the first day and not in the profile.
    Skills(Vec<String>),
    /// More hours a week than the student gives.
    Hours {
        /// Hours a week.
        hours: i32,
        /// What the student gives.
        free: i32,
    },
    /// More hours a week than the free parts of the student's week hold.
    Week {
        /// Hours a week.
        hours: i32,
        /// Hours of the free parts.
        free: i32,
    },
    /// Exams fall into it.
    Exams {
        /// Their first day.
        from: Day,
        /// Their last day.
        to: Day,
    },
}

impl Missing {
    /// In words, without a full stop.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Skills(names) => format!("Your profile does not show {}", joined(names)),
            Self::Hours { hours, free } => format!("Takes {hours} h a week, you give up to {free}"),
            Self::Week { hours, free } => format!("Takes {hours} h a week, your free hours are {free}"),
            Self::Exams { from, to } => format!("Exams fall into it, {} to {}", short_date(*from), short_date(*to)),
        }
    }
}

/// `Excel, copywriting and web research`.
#[must_use]
pub fn joined(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| in_sentence(name)).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// A skill inside a sentence: products and short forms keep their capital letters, other names of the list do not. Words
/// that are in no list stay as they were written.
#[must_use]
pub fn in_sentence(name: &str) -> String {
    let folded = fold(name);
    let plain = skills().iter().find(|skill| fold(skill.name) == folded).is_some_and(|skill| !skill.tool);
    let mut letters = name.chars();
    let (first, second) = (letters.next(), letters.next());
    if plain && second.is_some_and(char::is_lowercase) {
        first.into_iter().flat_map(char::to_lowercase).chain(name.chars().skip(1)).collect()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_read_like_sentences() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(Reason::Uses(names(&["Excel", "Copywriting"])).words(), "Uses your Excel and copywriting");
        assert_eq!(joined(&names(&["APIs", "SQL", "River kayaking"])), "APIs, SQL and River kayaking");
        assert_eq!(Reason::FitsWeek { hours: 6, days: vec![1, 2, 3] }.words(), "6 h a week fits Tue to Thu");
        assert_eq!(Reason::Pay(Cents(2_250)).words(), "$22.50 an hour net");
        assert_eq!(Missing::Skills(names(&["Figma"])).words(), "Your profile does not show Figma");
    }
}
