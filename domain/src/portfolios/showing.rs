//! What may be shown of finished work: to its student all of it, to everybody else what host and student both allow.

use super::line::{Delivered, months, resume_lines, whole_hours};
use super::phrase::excerpt;
use crate::ids::EngagementId;
use crate::machine::Word;
use crate::time::{Day, Minutes, days_between};

/// Longest description and quotation of a public page, in characters.
const DESCRIPTION: usize = 360;
const QUOTATION: usize = 360;

crate::words! {
    /// What a host allows its student to show of the work.
    #[derive(Default)]
    pub enum Scope {
        /// Nothing that names it.
        #[default]
        Nothing = "nothing",
        /// Title, host and what was handed in.
        Work = "work",
        /// The same, with the words and ratings of the host's review.
        WorkAndQuote = "work_and_quote",
    }
}

crate::words! {
    /// What a student does with an entry.
    pub enum Arrange {
        /// One place towards the top.
        Up = "up",
        /// One place towards the end.
        Down = "down",
        /// Left out of the public page.
        Hide = "hide",
        /// Back into it.
        Show = "show",
        /// With the host's words, as far as the host allows them.
        Quote = "quote",
        /// Without them.
        Unquote = "unquote",
    }
}

/// The host's review of the student, once both may read it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HostReview {
    /// How it rates the quality of the work: the place, and of how many.
    pub quality: Option<(u8, u8)>,
    /// What went well.
    pub strengths: String,
}

/// One résumé line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// As it is shown.
    pub text: String,
    /// Whether the student wrote it; otherwise it was made of the agreement.
    pub own: bool,
}

/// Finished work with everything its student may know of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Work {
    /// Which.
    pub id: EngagementId,
    /// The project's category: `Data analytics`; may be empty.
    pub category: String,
    /// The project's title.
    pub title: String,
    /// The host's name, as the agreement has it.
    pub host: String,
    /// What the host needed, in its words.
    pub problem: String,
    /// What was accepted.
    pub delivered: Vec<Delivered>,
    /// The skills the project asked for.
    pub skills: Vec<String>,
    /// Approved time.
    pub worked: Minutes,
    /// First day.
    pub start: Day,
    /// Last day.
    pub end: Day,
    /// What the host allows.
    pub scope: Scope,
    /// Left out of the public page.
    pub hidden: bool,
    /// The student wants the host's words in it.
    pub quoted: bool,
    /// The host's review; nothing before it is revealed.
    pub review: Option<HostReview>,
    /// Lines the student wrote, by their place.
    pub own_lines: Vec<(usize, String)>,
}

/// Words of a host about a student, with both their consent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quote {
    /// What went well, or its beginning.
    pub words: String,
    /// Who says it.
    pub host: String,
}

/// What stands in a public page only with the host's permission.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// The project's title.
    pub title: String,
    /// The host's name.
    pub host: String,
    /// What the host needed, or its beginning; may be empty.
    pub description: String,
    /// The months it took.
    pub months: String,
    /// Résumé lines.
    pub lines: Vec<String>,
    /// Words of the host.
    pub quote: Option<Quote>,
}

/// What a public page shows of one work. It has no id: nothing leads from it to anything else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// `Micro-internship in data analytics`.
    pub role: String,
    /// How many weeks it took.
    pub weeks: i64,
    /// Whole approved hours; nothing under one.
    pub hours: Option<i32>,
    /// The skills the project asked for.
    pub skills: Vec<String>,
    /// The rest, with permission.
    pub told: Option<Told>,
}

/// What somebody was, without saying for whom.
#[must_use]
pub fn role(category: &str) -> String {
    let category = category.trim();
    if category.is_empty() || category.eq_ignore_ascii_case("other") {
        "Micro-internship".to_owned()
    } else {
        format!("Micro-internship in {}", super::phrase::small_first(category))
    }
}

impl Work {
    /// Its résumé lines: the student's own where they wrote one.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let made = resume_lines(&self.delivered, self.worked, self.start, self.end);
        let own = |place: usize| self.own_lines.iter().find(|(at, _)| *at == place).map(|(_, text)| text.clone());
        let line = |(place, text): (usize, String)| match own(place) {
            Some(text) => Line { text, own: true },
            None => Line { text, own: false },
        };
        made.into_iter().enumerate().map(line).collect()
    }

    /// Whether the host's words stand in the public page.
    #[must_use]
    pub fn is_quoted(&self) -> bool {
        self.quoted && self.scope == Scope::WorkAndQuote && self.review.is_some()
    }

    /// Whether the public page may name it.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.scope != Scope::Nothing
    }

    /// What everybody who has the link sees; nothing of hidden work.
    #[must_use]
    pub fn shown(&self) -> Option<Shown> {
        if self.hidden {
            return None;
        }
        let quote = self.review.as_ref().filter(|review| self.is_quoted() && !review.strengths.trim().is_empty());
        let told = self.is_named().then(|| Told {
            title: self.title.clone(),
            host: self.host.clone(),
            description: excerpt(&self.problem, DESCRIPTION),
            months: months(self.start, self.end),
            lines: self.lines().into_iter().map(|line| line.text).collect(),
            quote: quote.map(|review| Quote { words: excerpt(&review.strengths, QUOTATION), host: self.host.clone() }),
        });
        // A skill a host named after itself would name the host.
        let host = self.host.to_lowercase();
        let names_host = |skill: &str| told.is_none() && !host.is_empty() && skill.to_lowercase().contains(&host);
        Some(Shown {
            role: role(&self.category),
            weeks: (days_between(self.start, self.end).max(0) / 7) + 1,
            hours: whole_hours(self.worked),
            skills: self.skills.iter().filter(|skill| !names_host(skill)).cloned().collect(),
            told,
        })
    }
}

impl Scope {
    /// The command in the history.
    #[must_use]
    pub const fn command(self) -> &'static str {
        match self {
            Self::Nothing => "take_back_showing",
            Self::Work => "allow_showing",
            Self::WorkAndQuote => "allow_showing_with_quote",
        }
    }

    /// The scope a field names.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::from_word(text)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::civil::date;
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;
    use crate::projects::DeliverableKind;

    pub fn work() -> Work {
        let table = Delivered {
            kind: DeliverableKind::Dataset,
            name: "Cleaned gift table".into(),
            size: String::new(),
            criteria: vec!["At least 95 % of the rows have a street".into()],
        };
        let memo = Delivered { kind: DeliverableKind::Report, name: "Memo".into(), ..Delivered::default() };
        Work {
            id: Uuid::from_u128(4).into(),
            category: "Data analytics".into(),
            title: "Clean the gifts of Harbor Pantry".into(),
            host: "Harbor Pantry".into(),
            problem: "Harbor Pantry wrote gifts down in files that do not agree.".into(),
            delivered: vec![table, memo],
            skills: vec!["Data cleaning".into(), "Excel".into(), "Harbor Pantry database".into()],
            worked: Minutes(1_430),
            start: date(2026, 10, 5),
            end: date(2026, 11, 6),
            scope: Scope::Nothing,
            hidden: false,
            quoted: true,
            review: Some(HostReview {
                quality: Some((5, 5)),
                strengths: "She found what Harbor Pantry missed.".into(),
            }),
            own_lines: vec![(1, "Wrote to Harbor Pantry what it means".into())],
        }
    }

    #[test]
    fn without_permission_only_role_weeks_hours_and_skills_are_shown() {
        let shown = work().shown().unwrap();
        assert_eq!(
            shown,
            Shown {
                role: "Micro-internship in data analytics".into(),
                weeks: 5,
                hours: Some(23),
                skills: vec!["Data cleaning".into(), "Excel".into()],
                told: None,
            }
        );
        assert!(!format!("{shown:?}").contains("Harbor"));
    }

    #[test]
    fn permission_for_the_work_tells_title_and_lines_but_no_quote() {
        let told = Work { scope: Scope::Work, ..work() }.shown().unwrap().told.unwrap();
        assert_eq!((told.title.as_str(), told.host.as_str()), ("Clean the gifts of Harbor Pantry", "Harbor Pantry"));
        assert_eq!(told.months, "October to November 2026");
        assert_eq!(told.lines.len(), 2);
        assert_eq!(told.lines[1], "Wrote to Harbor Pantry what it means");
        assert_eq!(told.quote, None);
    }

    #[rstest]
    #[case(Scope::WorkAndQuote, true, true, true)]
    #[case(Scope::WorkAndQuote, false, true, false)]
    #[case(Scope::WorkAndQuote, true, false, false)]
    #[case(Scope::Work, true, true, false)]
    #[case(Scope::Nothing, true, true, false)]
    fn a_quote_needs_the_host_the_student_and_a_revealed_review(
        #[case] scope: Scope,
        #[case] quoted: bool,
        #[case] revealed: bool,
        #[case] shown: bool,
    ) {
        let review = work().review.filter(|_| revealed);
        let work = Work { scope, quoted, review, ..work() };
        assert_eq!(work.is_quoted(), shown);
        let quote = work.shown().unwrap().told.and_then(|told| told.quote);
        assert_eq!(quote.is_some(), shown);
    }

    #[test]
    fn hidden_work_is_not_shown_whatever_is_allowed() {
        assert_eq!(Work { hidden: true, scope: Scope::WorkAndQuote, ..work() }.shown(), None);
    }

    #[test]
    fn own_lines_stand_in_their_place_and_reset_to_what_was_made() {
        let lines = work().lines();
        assert!(!lines[0].own && lines[0].text.starts_with("Compiled a cleaned gift table"), "{lines:?}");
        assert!(lines[1].own);
        let reset = Work { own_lines: vec![(9, "Nowhere to stand".into())], ..work() }.lines();
        assert!(reset.iter().all(|line| !line.own) && reset.len() == 2);
    }

    #[rstest]
    #[case("Data analytics", "Micro-internship in data analytics")]
    #[case("Other", "Micro-internship")]
    #[case(" ", "Micro-internship")]
    #[case("UX research", "Micro-internship in UX research")]
    fn a_role_names_no_host(#[case] category: &str, #[case] words: &str) {
        assert_eq!(role(category), words);
    }
}
