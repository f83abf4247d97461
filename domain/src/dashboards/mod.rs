//! What dashboards show: read models that travel to the browser, where they are drawn again when
//! something changed.

use serde::{Deserialize, Serialize};

/// Lists longer than this are counted as "1,000+": exact counts of long lists cost more than they tell.
pub const MOST_COUNTED: i64 = 1_000;

/// A number on a dashboard and the list it counts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Figure {
    /// What is counted.
    pub label: String,
    /// How many, at most [`MOST_COUNTED`] + 1.
    pub count: i64,
    /// A second line.
    pub note: String,
    /// The list.
    pub href: String,
}

impl Figure {
    /// `42`, or `1,000+`.
    #[must_use]
    pub fn shown(&self) -> String {
        if self.count > MOST_COUNTED { "1,000+".to_owned() } else { self.count.to_string() }
    }
}

/// How urgent an item is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Urgency {
    /// Past its time.
    Late,
    /// Waits for somebody.
    Waiting,
}

/// Something that needs somebody now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AttentionItem {
    /// What, in one line.
    pub title: String,
    /// Who and why.
    pub detail: String,
    /// One word: `Review`, `At risk`.
    pub word: String,
    /// Late or waiting.
    pub urgency: Urgency,
    /// `Late since Wed`, `1 of 2 days`.
    pub when: String,
    /// Where to act.
    pub href: String,
    /// The button's word.
    pub action: String,
}

/// One line of the activity list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Activity {
    /// The event's id: new lines are told from old ones by it.
    pub id: String,
    /// `14:32`, or `3 Dec` for another day.
    pub time: String,
    /// Machine-readable instant.
    pub at: String,
    /// Who did it.
    pub who: String,
    /// What was done, to whom: `approved 4 h 45 min of Maya Okafor`.
    pub words: String,
    /// What it was about.
    pub about: String,
    /// Where to look.
    pub href: String,
}

/// Everything the staff's home shows.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct StaffHome {
    /// The day, in words.
    pub today: String,
    /// `14:32`: when this was read.
    pub as_of: String,
    /// Counts by stage, each a link to the list it counts.
    pub figures: Vec<Figure>,
    /// What needs somebody, latest first.
    pub attention: Vec<AttentionItem>,
    /// What just happened, newest first.
    pub activity: Vec<Activity>,
}

impl StaffHome {
    /// The headline: `Eight things need you, three are late`.
    #[must_use]
    pub fn headline(&self) -> String {
        let late = self.attention.iter().filter(|item| item.urgency == Urgency::Late).count();
        match (self.attention.len(), late) {
            (0, _) => "Nothing needs you right now".to_owned(),
            (1, 0) => "One thing needs you".to_owned(),
            (1, _) => "One thing needs you, and it is late".to_owned(),
            (all, 0) => format!("{} things need you", in_words(all)),
            (all, 1) => format!("{} things need you, one is late", in_words(all)),
            (all, late) => {
                format!("{} things need you, {} are late", in_words(all), in_words(late).to_ascii_lowercase())
            }
        }
    }
}

/// Small numbers as words, for headlines.
#[must_use]
pub fn in_words(number: usize) -> String {
    const WORDS: [&str; 13] =
        ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_says_what_is_the_case() {
        let item = |urgency| AttentionItem {
            title: String::new(),
            detail: String::new(),
            word: String::new(),
            urgency,
            when: String::new(),
            href: String::new(),
            action: String::new(),
        };
        let mut home = StaffHome::default();
        assert_eq!(home.headline(), "Nothing needs you right now");
        home.attention = vec![item(Urgency::Late), item(Urgency::Waiting)];
        assert_eq!(home.headline(), "Two things need you, one is late");
        home.attention = vec![item(Urgency::Waiting); 20];
        assert_eq!(home.headline(), "20 things need you");
    }
}
