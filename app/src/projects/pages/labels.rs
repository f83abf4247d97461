//! What fields are called: the labels of the wizard, so that staff and hosts speak of the same thing.

use domain::projects::form;

use crate::text::capital;

/// Fields that stand once, as the wizard labels them; a test walks its screens.
const LABELS: [(&str, &str); 70] = [
    ("recurring", "Does this work come back every week or month?"),
    ("tangible", "Does it end with something you can hold?"),
    ("trained", "Does it need somebody who is trained already?"),
    ("title", "Title"),
    ("category", "Category"),
    ("problem", "The problem, in one to three sentences"),
    ("used_by", "Who uses the result, and what does it decide?"),
    ("provides", "What you provide"),
    ("supervisor_name", "Who answers the student’s questions"),
    ("supervisor_role", "Their role"),
    ("supervisor_email", "Their email address"),
    ("kickoff", "First meeting"),
    ("check_in_days", "Days between check-ins"),
    ("reply_days", "Questions are answered within"),
    ("seats", "Students wanted"),
    ("check_in_day", "Day of the check-in"),
    ("check_in_minutes", "Length of a check-in"),
    ("backup", "Stand-in while the supervisor is away"),
    ("backup_email", "Email address of the stand-in"),
    ("team_size", "Students in one team"),
    ("learning_objective", "What can the student do afterwards?"),
    ("hours_low", "Fewest hours"),
    ("hours_high", "Most hours"),
    ("weekly_hours", "Hours in one week"),
    ("start", "First day"),
    ("end", "Last day"),
    ("place", "Where"),
    ("address", "Address"),
    ("state", "State the work is done in"),
    ("overlap", "Hours when both sides are there"),
    ("equipment", "Equipment"),
    ("travel", "Cost of travel"),
    ("accessibility", "Accessibility of the place and the tools"),
    ("pay_model", "How the pay is computed"),
    ("amount", "Pay of one student for the whole project, before tax"),
    ("classification", "How the student is classed"),
    ("factor_no_pay", "How do both of you know that nothing is paid?"),
    ("factor_training", "What is taught, as a class would teach it?"),
    ("factor_course", "Which course or credit does it belong to?"),
    ("factor_calendar", "How does it fit the academic calendar?"),
    ("factor_length", "Why does it last only as long as the student learns?"),
    ("factor_staff", "Whose paid work does it not replace?"),
    ("factor_no_job", "How do both of you know that no job is promised?"),
    ("fund", "Fund that pays"),
    ("fund_part", "Of it, the fund pays for one student"),
    ("payer", "Who pays the student"),
    ("pay_trigger", "When the pay is due"),
    ("owner_of_work", "Who owns the finished work"),
    ("portfolio_allowed", "May the student show the work?"),
    ("ai_rule", "Tools with artificial intelligence"),
    ("personal_data", "Does the work touch personal or student data?"),
    ("safety_risks", "Minors, patients, machines, driving or homes?"),
    ("nda", "What must stay confidential"),
    ("data_kinds", "Which personal data, and how they are protected"),
    ("safety_kinds", "Which risks, and what you do about them"),
    ("background_check", "Does the student need a background check?"),
    ("duties", "Duties, for an international student’s school"),
    ("duties_address", "Where these duties are done"),
    ("courses", "Courses"),
    ("majors", "Majors"),
    ("class_years", "Class years"),
    ("campuses", "Campuses"),
    ("audience", "Anything else on who may apply"),
    ("blind", "Hide names until you shortlist?"),
    ("apply_by", "Last day to apply"),
    ("accepted_terms", "Agreement to the program’s terms"),
    ("reason", "Reason"),
    ("name", "Name"),
    ("note", "Note"),
    ("text", "Text"),
];

/// Fields of rows: list, part, and the label with `#` for the number of the row. No two rows share one, so that a list of
/// the form's fields tells them apart.
const PARTS: [(&str, &str, &str); 15] = [
    ("deliverable", "name", "Name of deliverable #"),
    ("deliverable", "kind", "Type of deliverable #"),
    ("deliverable", "size", "Size of deliverable #"),
    ("deliverable", "format", "Format of deliverable #"),
    ("deliverable", "example", "Link to an example of deliverable #"),
    ("task", "name", "Task #"),
    ("task", "hours", "Hours of task #"),
    ("task", "kind", "Kind of task #"),
    ("milestone", "name", "Milestone #"),
    ("milestone", "due", "Day milestone # is handed in"),
    ("milestone", "hours", "Hours of milestone #"),
    ("skill", "name", "Skill #"),
    ("skill", "must_have", "Skill # is needed on the first day"),
    ("question", "", "Question #"),
    ("competency", "", "Competency #"),
];

/// The label of a field that stands in a row.
fn in_row(field: &str) -> Option<String> {
    let mut parts = field.splitn(3, '_');
    let (list, number, part) = (parts.next()?, parts.next()?, parts.next().unwrap_or_default());
    number.parse::<usize>().ok()?;
    if let Some(check) = part.strip_prefix("criterion_") {
        return Some(format!("Check {check} of {list} {number}"));
    }
    let (_, _, label) = PARTS.iter().find(|(of, name, _)| (*of, *name) == (list, part))?;
    Some(label.replace('#', number))
}

/// A field as the wizard labels it: `Hours of task 2`.
pub fn field_words(field: &str) -> String {
    if let Some((_, label)) = LABELS.iter().find(|(name, _)| *name == field) {
        return (*label).to_owned();
    }
    in_row(field).unwrap_or_else(|| {
        let words = form::words(field);
        capital(words.strip_prefix("the ").unwrap_or(&words))
    })
}

#[cfg(test)]
mod tests {
    use super::field_words;

    #[test]
    fn rows_are_named_with_their_number() {
        for (field, words) in [
            ("task_2_hours", "Hours of task 2"),
            ("deliverable_1_criterion_3", "Check 3 of deliverable 1"),
            ("skill_4_name", "Skill 4"),
            ("question_1", "Question 1"),
            ("milestone_2", "Milestone 2"),
            ("weekly_hours", "Hours in one week"),
        ] {
            assert_eq!(field_words(field), words);
        }
    }
}
