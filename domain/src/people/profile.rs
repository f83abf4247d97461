//! What a student says of themselves, part by part: each part is a form of its own.

use serde::{Deserialize, Serialize};

use super::free_week::FreeWeek;
use crate::fields::{FieldErrors, is_web_address};
use crate::machine::Word as _;

const HOURS_OF_A_WEEK: i32 = 40;
/// Most courses, interests of one's own, links and languages.
const MOST_COURSES: usize = 12;
const MOST_OWN_INTERESTS: usize = 6;
const MOST_LINKS: usize = 5;
/// Rows for languages in the form.
pub const MOST_LANGUAGES: usize = 4;
/// Longest word or name in a list, in characters.
const LONGEST_WORD: usize = 60;
const LONGEST_LINK: usize = 300;

/// School and a few words, shown to hosts.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct StudentProfile {
    /// School and year, in their words; at most 120 characters.
    pub school: String,
    /// What they bring, in their words; at most 1,000 characters, may be empty.
    pub about: String,
}

impl StudentProfile {
    /// Reads the fields `school` and `about`.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(school: &str, about: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let school = errors.text("school", "Your school", school, 2, 120);
        let about = errors.text("about", "About you", about, 0, 1_000);
        errors.finish(school.zip(about).map(|(school, about)| Self { school, about }))
    }
}

/// When and how much a student can work.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FreeTime {
    /// Hours a week they can give, 1 to 40.
    pub weekly_hours: i32,
    /// When in the week; empty when they have not said.
    pub week: FreeWeek,
}

impl FreeTime {
    /// Reads `weekly_hours` and the parts of the week, whose fields are sent only where they are ticked.
    ///
    /// # Errors
    /// A message beside `weekly_hours`.
    pub fn parse<'a>(weekly_hours: &str, ticked: impl IntoIterator<Item = &'a str>) -> Result<Self, FieldErrors> {
        match weekly_hours.trim().parse() {
            Ok(weekly_hours @ 1..=HOURS_OF_A_WEEK) => Ok(Self { weekly_hours, week: FreeWeek::read(ticked) }),
            _ => Err(FieldErrors::one("weekly_hours", format!("Write whole hours from 1 to {HOURS_OF_A_WEEK}."))),
        }
    }
}

/// What a student is drawn to and has studied.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Interests {
    /// Categories of the catalogue and words of their own, each once.
    pub interests: Vec<String>,
    /// Courses, as they call them.
    pub courses: Vec<String>,
}

impl Interests {
    /// Reads the ticked `categories`, and the fields `own_interests` (separated by commas) and `courses` (one a line).
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(categories: &[String], own: &str, courses: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let own = list(&mut errors, "own_interests", "Each interest", own, &[',', ';', '\n'], MOST_OWN_INTERESTS);
        let courses = list(&mut errors, "courses", "Each course", courses, &['\n'], MOST_COURSES);
        let mut interests: Vec<String> = categories.to_vec();
        interests.extend(own);
        let mut once: Vec<String> = Vec::new();
        for interest in interests {
            if !once.iter().any(|kept| kept.to_lowercase() == interest.to_lowercase()) {
                once.push(interest);
            }
        }
        errors.finish(Some(Self { interests: once, courses }))
    }
}

crate::words! {
    /// How well somebody speaks a language.
    pub enum Fluency {
        /// Everyday sentences.
        Basic = "basic",
        /// Work with some patience on both sides.
        Working = "working",
        /// Work without thinking about it.
        Fluent = "fluent",
        /// Grew up with it.
        First = "first",
    }
}

impl Fluency {
    /// As forms and lists show it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Basic => "Everyday sentences",
            Self::Working => "Good enough to work in",
            Self::Fluent => "Fluent",
            Self::First => "First language",
        }
    }
}

/// A language somebody speaks.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Language {
    /// `Spanish`.
    pub name: String,
    /// How well.
    pub level: Fluency,
}

/// Languages, and where one can see what a student made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Background {
    /// At most [`MOST_LANGUAGES`].
    pub languages: Vec<Language>,
    /// Web addresses, at most five.
    pub links: Vec<String>,
}

impl Background {
    /// Reads the rows of languages (name and level as they were typed) and the field `links`, one a line. The fields of row
    /// `n` are `language_n_name` and `language_n_level`.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(languages: &[(String, String)], links: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let mut spoken: Vec<Language> = Vec::new();
        for (number, (name, level)) in (1..=MOST_LANGUAGES).zip(languages) {
            if name.trim().is_empty() {
                continue;
            }
            let field = format!("language_{number}_name");
            let Some(name) = errors.line(&field, "The language", name, 2, LONGEST_WORD) else { continue };
            if spoken.iter().any(|kept| kept.name.to_lowercase() == name.to_lowercase()) {
                errors.add(field, format!("“{name}” stands above already."));
            }
            match Fluency::from_word(level) {
                Some(level) => spoken.push(Language { name, level }),
                None => errors.add(format!("language_{number}_level"), "Choose how well you speak it."),
            }
        }
        let mut kept = Vec::new();
        for link in links.split_whitespace() {
            if link.chars().count() > LONGEST_LINK || !is_web_address(link) {
                errors.add("links", format!("“{}” is no web address. Each begins with https://.", shortened(link)));
            }
            if !kept.iter().any(|other| other == link) {
                kept.push(link.to_owned());
            }
        }
        if kept.len() > MOST_LINKS {
            errors.add("links", format!("Keep the {MOST_LINKS} that show most."));
        }
        errors.finish(Some(Self { languages: spoken, links: kept }))
    }
}

fn shortened(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// Texts between separators, each once.
fn list(errors: &mut FieldErrors, field: &str, label: &str, text: &str, between: &[char], most: usize) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for part in text.split(between).filter(|part| !part.trim().is_empty()) {
        if let Some(part) = errors.line(field, label, part, 2, LONGEST_WORD)
            && !kept.iter().any(|other| other.to_lowercase() == part.to_lowercase())
        {
            kept.push(part);
        }
    }
    if kept.len() > most {
        errors.add(field, format!("You wrote {}. Keep the {most} that say most.", kept.len()));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_part_has_its_own_message() {
        let fields = |errors: FieldErrors| errors.0.into_keys().collect::<Vec<_>>();
        assert_eq!(fields(StudentProfile::parse("", &"a".repeat(1_001)).unwrap_err()), ["about", "school"]);
        for wrong in ["0", "41", "ten", "", "7.5", "99999999999"] {
            assert_eq!(fields(FreeTime::parse(wrong, []).unwrap_err()), ["weekly_hours"], "{wrong}");
        }
        let many = (0..13).map(|n| format!("course {n}")).collect::<Vec<_>>().join("\n");
        assert_eq!(fields(Interests::parse(&[], "a", &many).unwrap_err()), ["courses", "own_interests"]);
        let rows = [("Spanish".to_owned(), String::new()), ("x\0".to_owned(), "fluent".to_owned())];
        let wrong = Background::parse(&rows, "ftp://example.org javascript:alert(1)").unwrap_err();
        assert_eq!(fields(wrong), ["language_1_level", "language_2_name", "links"]);
    }

    #[test]
    fn what_is_said_twice_is_kept_once() {
        let said =
            Interests::parse(&["Marketing".into()], "rivers, Rivers, marketing", "Statistics\nstatistics\n").unwrap();
        assert_eq!((said.interests.len(), said.courses.len()), (2, 1));
        let rows = [("Spanish".to_owned(), "fluent".to_owned()), (String::new(), "basic".to_owned())];
        let said = Background::parse(&rows, "https://example.org/a\nhttps://example.org/a").unwrap();
        assert_eq!((said.languages.len(), said.links.len()), (1, 1));
        let time = FreeTime::parse(" 9 ", ["free_1_14", "free_3_14"]).unwrap();
        assert_eq!((time.weekly_hours, time.week.hours()), (9, 4));
    }
}
