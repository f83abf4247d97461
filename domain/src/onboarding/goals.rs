//! Learning goals as they are typed, and numbers that must not be kept.

use crate::fields::FieldErrors;

/// Fewest and most learning goals, one a line.
const GOALS: std::ops::RangeInclusive<usize> = 2..=3;
/// Characters of one goal.
const GOAL: std::ops::RangeInclusive<usize> = 10..=300;
/// Digits of a taxpayer's number.
const DIGITS: usize = 9;

/// Reads two or three goals, one a line. Nothing typed is no goals and no fault.
///
/// # Errors
/// A message beside `learning_goals`.
pub fn read_goals(text: &str) -> Result<Option<String>, FieldErrors> {
    let fault = |message: String| Err(FieldErrors::one("learning_goals", message));
    let goals: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if goals.is_empty() {
        return Ok(None);
    }
    if !GOALS.contains(&goals.len()) {
        let now = if goals.len() == 1 { "is 1".to_owned() } else { format!("are {}", goals.len()) };
        return fault(format!("Write two or three goals, one a line. There {now} now."));
    }
    if let Some(goal) = goals.iter().find(|goal| !GOAL.contains(&goal.chars().count()) || goal.contains('\0')) {
        let length = goal.chars().count();
        return fault(format!("One goal has {length} characters. Write {} to {}.", GOAL.start(), GOAL.end()));
    }
    Ok(Some(goals_text(&goals)))
}

/// Goals as they are kept: one a line.
#[must_use]
pub fn goals_text(goals: &[&str]) -> String {
    goals.join("\n")
}

/// Whether a note holds what looks like the number of a person or an employer: nine digits or more, with nothing but
/// spaces, dots and dashes between them.
#[must_use]
pub fn names_a_number(note: &str) -> bool {
    let mut run = 0;
    for letter in note.chars() {
        if letter.is_numeric() {
            run += 1;
            if run >= DIGITS {
                return true;
            }
        } else if !matches!(letter, ' ' | '-' | '.' | '\u{2010}'..='\u{2015}' | '\u{a0}') {
            run = 0;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_or_three_goals_of_a_sentence() {
        assert_eq!(read_goals(" \n ").unwrap(), None);
        let two = read_goals("  Judge how well a funder fits\n\nOutline an application ").unwrap();
        assert_eq!(two.as_deref(), Some("Judge how well a funder fits\nOutline an application"));
        for wrong in
            ["Only one goal here", "a\nb", "One goal\0 is here\nAnother goal is here", &"A good goal.\n".repeat(4)]
        {
            assert!(read_goals(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn numbers_are_seen_however_they_are_written() {
        for number in ["123-45-6789", "123456789", "SSN 123 45 6789.", "12–3456789", "it is 123.45.6789 here"] {
            assert!(names_a_number(number), "{number}");
        }
        for fine in ["W-9, to payroll on 3 December 2026", "Form 1042-S, room 12", "Box 12345678"] {
            assert!(!names_a_number(fine), "{fine}");
        }
    }
}
