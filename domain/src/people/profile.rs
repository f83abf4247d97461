//! What a student says of themselves.

use serde::{Deserialize, Serialize};

use crate::fields::FieldErrors;

/// Most skills a student names.
pub const MOST_SKILLS: usize = 12;
const LONGEST_SKILL: usize = 40;
const HOURS_OF_A_WEEK: i32 = 40;

/// A student's profile.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct StudentProfile {
    /// School and year, in their words; at most 120 characters.
    pub school: String,
    /// What they bring, in their words; at most 1,000 characters, may be empty.
    pub about: String,
    /// 0 to 12 skills, each once.
    pub skills: Vec<String>,
    /// Hours a week they can give, 1 to 40.
    pub weekly_hours: i32,
}

impl StudentProfile {
    /// Reads the fields `school`, `about`, `skills` (separated by commas or lines) and `weekly_hours`.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(school: &str, about: &str, skills: &str, weekly_hours: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let school = errors.text("school", "Your school", school, 2, 120);
        let about = errors.text("about", "About you", about, 0, 1_000);
        let skills = errors.keep("skills", skill_list(skills));
        let weekly_hours = errors.keep("weekly_hours", hours(weekly_hours));
        let profile = match (school, about, skills, weekly_hours) {
            (Some(school), Some(about), Some(skills), Some(weekly_hours)) => {
                Some(Self { school, about, skills, weekly_hours })
            }
            _ => None,
        };
        errors.finish(profile)
    }
}

fn skill_list(text: &str) -> Result<Vec<String>, String> {
    let mut skills: Vec<String> = Vec::new();
    for skill in text.split([',', ';', '\n']).map(str::trim).filter(|skill| !skill.is_empty()) {
        if skill.chars().count() > LONGEST_SKILL {
            return Err(format!("Keep each skill below {LONGEST_SKILL} characters and put commas between them."));
        }
        if skill.chars().any(char::is_control) {
            return Err("A skill has a character that cannot be kept. Type it again.".to_owned());
        }
        if !skills.iter().any(|kept| kept.to_lowercase() == skill.to_lowercase()) {
            skills.push(skill.to_owned());
        }
    }
    if skills.len() > MOST_SKILLS {
        return Err(format!("You named {} skills. Keep the {MOST_SKILLS} that say most about you.", skills.len()));
    }
    Ok(skills)
}

fn hours(text: &str) -> Result<i32, String> {
    match text.trim().parse() {
        Ok(hours @ 1..=HOURS_OF_A_WEEK) => Ok(hours),
        _ => Err(format!("Write whole hours from 1 to {HOURS_OF_A_WEEK}.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skills_are_kept_once_and_in_order() {
        let profile = StudentProfile::parse("State, junior", "", "Excel, writing,\nexcel, ", "10").unwrap();
        assert_eq!(profile.skills, ["Excel", "writing"]);
        assert!(StudentProfile::parse("State", "", "", "10").unwrap().skills.is_empty());
    }

    #[test]
    fn every_field_has_its_own_message() {
        let thirteen = (0..13).map(|n| format!("skill {n}")).collect::<Vec<_>>().join(",");
        let errors = StudentProfile::parse("", &"a".repeat(1_001), &thirteen, "41").unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["about", "school", "skills", "weekly_hours"]);
    }
}
