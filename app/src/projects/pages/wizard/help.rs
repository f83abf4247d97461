//! Help for every field of the wizard: an example from a good project, and why students or staff ask for it. Data for the
//! server alone; nothing of it is in the WebAssembly.

use domain::projects::Step;
use leptos::prelude::*;

use crate::ui::More;

/// Help for one field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Help {
    /// The screen it stands on.
    pub step: Step,
    /// The fields it stands below, as one block: see [`GROUPS`].
    pub group: &'static str,
    /// As in the form; `#` is the number of a row.
    pub field: &'static str,
    /// The field in a word or two.
    pub what: &'static str,
    /// An answer from a good project.
    pub example: &'static str,
    /// Why it is asked.
    pub why: &'static str,
}

/// Each block and what its summary calls it.
pub const GROUPS: [(&str, &str); 21] = [
    ("fit", "these answers"),
    ("result", "the result"),
    ("deliverables", "deliverables"),
    ("tasks", "tasks"),
    ("milestones", "milestones"),
    ("people", "people and meetings"),
    ("people_more", "the rest"),
    ("skills", "skills"),
    ("competencies", "competencies"),
    ("learning", "the learning goal"),
    ("time", "hours and dates"),
    ("place", "the place"),
    ("place_more", "place and tools"),
    ("pay", "pay"),
    ("credit", "unpaid work"),
    ("pay_more", "who pays"),
    ("rules", "these rules"),
    ("rules_more", "care and confidentiality"),
    ("audience", "applying"),
    ("audience_more", "the audience"),
    ("sign", "signing"),
];

const fn help(
    step: Step,
    group: &'static str,
    field: &'static str,
    what: &'static str,
    example: &'static str,
    why: &'static str,
) -> Help {
    Help { step, group, field, what, example, why }
}

use Step::{Fit, Outcome, Pay, Plan, Review, Skills, Terms};

/// Every field, in the order of the screens.
#[rustfmt::skip]
pub const HELP: &[Help] = &[
    help(Fit, "fit", "recurring", "Does it come back?", "No: the report is built once, and your office runs it from then on.", "Work that never ends is a job, with other rules on pay and hours."),
    help(Fit, "fit", "tangible", "Something to hold", "Yes: a script and a two-page guide.", "Pay follows accepted work, so there must be something to accept."),
    help(Fit, "fit", "trained", "Trained people", "No: a student who has had one course in it can do this.", "A student is still learning, and nobody stands beside them all day."),

    help(Outcome, "result", "title", "Title", "Compare five competitors and recommend one pricing move", "Students see a list of titles on a phone; a verb and a result make one worth opening."),
    help(Outcome, "result", "category", "Category", "Market research", "Students filter by it, and pay is compared within it."),
    help(Outcome, "result", "problem", "Problem", "We set our prices two years ago and have not looked at the market since. We want to know which one change to make first.", "A student who knows why the work matters makes better choices on the way."),
    help(Outcome, "result", "used_by", "Who uses it", "Our director, to decide on one price change before the next quarter", "Work that somebody waits for gets read, and looks good in a portfolio."),
    help(Outcome, "deliverables", "deliverable_#_name", "Name", "Memo with one recommended move", "Both of you can see when it is there."),
    help(Outcome, "deliverables", "deliverable_#_kind", "Type", "Report", "It decides how many hours are the least it can take."),
    help(Outcome, "deliverables", "deliverable_#_size", "Size", "6 to 8 pages", "Without a size the work grows past the hours you pay for."),
    help(Outcome, "deliverables", "deliverable_#_criterion_#", "Check", "Each claim points to a row of the table", "You pay when the work is accepted, so both of you need the same test."),
    help(Outcome, "deliverables", "deliverable_#_format", "Format", "Document that we can edit", "Nobody has to convert a finished piece of work on the last day."),
    help(Outcome, "deliverables", "deliverable_#_example", "Example link", "https://example.org/last-years-memo", "One look at something alike answers a dozen questions."),

    help(Plan, "tasks", "task_#_name", "Task", "Collect the facts from web sites and price lists", "Staff see whether the work fits its hours and teaches something."),
    help(Plan, "tasks", "task_#_hours", "Hours", "8", "Students plan their weeks by it."),
    help(Plan, "tasks", "task_#_kind", "Kind of work", "Research", "Copying and filing may fill a small part of the hours: this is learning as well."),
    help(Plan, "milestones", "milestone_#_name", "Milestone", "Table half filled and reviewed", "A look on the way finds a wrong turn while there is time."),
    help(Plan, "milestones", "milestone_#_due", "Day", "The Friday of the second week", "It becomes a date in the student’s calendar, and a reminder for both of you."),
    help(Plan, "milestones", "milestone_#_hours", "Hours of work", "8", "Together they add up to the most hours, so nothing is left unplanned."),
    help(Plan, "people", "provides", "What you provide", "Our price list, the names of ten competitors, last year’s sales by product and a memo we liked", "Waiting for access is what delays most starts."),
    help(Plan, "people", "supervisor_name", "Who answers", "Ana Reyes", "Students who know whom to ask finish; the others fall silent."),
    help(Plan, "people", "supervisor_role", "Their role", "Office manager", "It tells a student what this person knows, and what kind of reference they can give."),
    help(Plan, "people", "supervisor_email", "Their email address", "ana@lantern.example", "Only the student who is chosen, and staff, see it."),
    help(Plan, "people", "kickoff", "First meeting", "The first day, 30 minutes by video", "Half an hour of questions saves a week of guessing."),
    help(Plan, "people", "check_in_days", "Days between check-ins", "7", "A wrong turn then costs a week at most."),
    help(Plan, "people", "reply_days", "Reply", "1 business day", "The project is short: while a question waits, the work stands still."),
    help(Plan, "people", "seats", "Students wanted", "1", "One person can guide only a few students well."),
    help(Plan, "people_more", "check_in_day", "Day of the check-in", "Tuesday", "A fixed day fits around classes; a new one each week does not."),
    help(Plan, "people_more", "check_in_minutes", "Minutes of a check-in", "15", "It counts as work, and it is paid."),
    help(Plan, "people_more", "backup", "Stand-in", "Tomás Vidal, grants manager", "Somebody is ill or away in most projects; the work goes on."),
    help(Plan, "people_more", "backup_email", "Their email address", "tomas@lantern.example", "Only the student who is chosen, and staff, see it."),
    help(Plan, "people_more", "team_size", "Size of a team", "2, who share one deliverable each", "Students decide differently about working alone and together."),

    help(Skills, "skills", "skill_#_name", "Skill", "Excel", "Students find projects by skill."),
    help(Skills, "skills", "skill_#_must_have", "Needed on the first day", "Ticked for one or two skills", "Each one shuts out students who could learn it on the way."),
    help(Skills, "competencies", "competency_#", "Competency", "Critical thinking", "Career offices and employers use the same eight words, so it counts on a résumé."),
    help(Skills, "learning", "learning_objective", "Learning goal", "The student can turn scattered facts about a market into one recommendation that a manager can act on.", "It is what makes this more than cheap work, and what a course may give credit for."),

    help(Pay, "time", "hours_low", "Fewest hours", "15", "It shows what a fast student earns an hour."),
    help(Pay, "time", "hours_high", "Most hours", "20", "Pay an hour is worked out over these, and no student works more without your agreement."),
    help(Pay, "time", "weekly_hours", "Hours in one week", "7", "A few fit beside classes; above twenty, some students may not take part by law."),
    help(Pay, "time", "start", "First day", "A Monday, three weeks from now", "Review, posting and signing come before it."),
    help(Pay, "time", "end", "Last day", "A Friday, three to four weeks later", "Students plan around exams and holidays, which the calendar below shows."),
    help(Pay, "place", "place", "Where", "Remote", "It decides who can take part, and which wage floor holds."),
    help(Pay, "place", "address", "Address", "12 Main Street, Rivermark", "A student needs to know the way there before applying."),
    help(Pay, "place", "state", "State", "New York", "Some states have a higher wage floor than the program."),
    help(Pay, "place_more", "overlap", "Hours you are both there", "Two hours a day between 9 and 5, New York time", "A student three time zones away knows whether it can work."),
    help(Pay, "place_more", "equipment", "Equipment", "The student’s own computer; access to our files from the first day", "Not everybody owns what the work needs, and nobody may be asked to buy it."),
    help(Pay, "place_more", "travel", "Travel", "We pay the bus ticket for two visits", "A day’s pay should not go into getting there."),
    help(Pay, "place_more", "accessibility", "Accessibility", "Step-free entrance and lift; our tools work with a screen reader", "Students with a disability should not have to ask before they know whether they want to apply."),
    help(Pay, "pay", "pay_model", "How pay is computed", "Fixed fee", "A fixed fee is for the accepted work, hourly pay for approved hours up to the amount."),
    help(Pay, "pay", "amount", "Pay", "$400 for at most 20 hours", "Students see net pay an hour before anything else."),
    help(Pay, "pay", "classification", "What the student is", "Employee", "It decides what is withheld; most students who are told how and when to work are employees."),
    help(Pay, "credit", "factor_no_pay", "Nothing is paid", "The syllabus and the posting say so", "An expectation of pay speaks for an employee, and then wages are due."),
    help(Pay, "credit", "factor_training", "What is taught", "Two hours a week with our accountant, like a lab", "Training as in a class speaks for a student."),
    help(Pay, "credit", "factor_course", "Course or credit", "Accounting 301, three credits", "Credit is given for learning, and its instructor sees to it."),
    help(Pay, "credit", "factor_calendar", "Academic calendar", "Begins and ends with the fall term", "Work that follows the employer’s calendar reads as a job."),
    help(Pay, "credit", "factor_length", "Length", "Six weeks, one topic each", "After the learning ends, what is left is work."),
    help(Pay, "credit", "factor_staff", "Paid work beside it", "Our clerk keeps the books; the student keeps a copy", "Work that somebody would be paid for has to be paid."),
    help(Pay, "credit", "factor_no_job", "No promise of a job", "We hire nobody this year, and say so in the first meeting", "A trial for a job is work for pay."),
    help(Pay, "pay_more", "fund", "Fund", "Career center micro-internship fund", "Staff check that it has enough for every seat."),
    help(Pay, "pay_more", "fund_part", "Part of the fund", "$250 of $400; we pay the rest", "When two sides pay, each has to know its part before anybody is promised anything."),
    help(Pay, "pay_more", "payer", "Who pays", "The school", "The student’s tax form comes from there, and questions about the money go there."),
    help(Pay, "pay_more", "pay_trigger", "When it is due", "Once the work is accepted", "A student who lives on it needs to know when it comes."),

    help(Terms, "rules", "owner_of_work", "Owner", "The host, once the work is paid", "Unclear ownership leads to quarrels after the work is done."),
    help(Terms, "rules", "portfolio_allowed", "Showing the work", "Yes, without our figures", "Students need proof of their work to find the next one."),
    help(Terms, "rules", "ai_rule", "Tools with artificial intelligence", "Allowed if the student says where", "Without a rule, students guess, and each guesses differently."),
    help(Terms, "rules", "personal_data", "Personal data", "No: we take the names out first", "Records of people need an agreement before a student may see them."),
    help(Terms, "rules", "safety_risks", "Care", "No: nobody meets children, patients or machines", "Such work may need a background check or insurance."),
    help(Terms, "rules_more", "nda", "What stays confidential", "Our price list and the names of customers, for one year", "A student should know before applying what they will be asked to sign."),
    help(Terms, "rules_more", "data_kinds", "Which data", "Donor names and gifts, in a file that stays on our server", "Staff draw up the agreement from this, without asking you again."),
    help(Terms, "rules_more", "safety_kinds", "Which risks", "Two visits to a kitchen in use; one of us is always there", "Staff can say at once what is needed."),
    help(Terms, "rules_more", "background_check", "Background check", "No", "It takes weeks, so nobody should learn of it after an offer."),
    help(Terms, "rules_more", "duties", "Duties for a school’s form", "Research competitors’ prices, compare them in a table and write a memo; about 7 hours a week for three weeks", "The school of an international student (visa F-1) must match the duties with the major before the work starts."),
    help(Terms, "rules_more", "duties_address", "Where the duties are done", "At home; supervised from 12 Main Street, Rivermark", "The same form asks for an address even when the work is remote."),
    help(Terms, "audience", "apply_by", "Last day to apply", "Ten days before the first day", "Every applicant gets an answer by a printed day, counted from this one; it should come before the work starts."),
    help(Terms, "audience", "question_#", "Question", "Which funder would you read about first, and why?", "One question about the work tells you more than a résumé."),
    help(Terms, "audience_more", "courses", "Courses", "Marketing 210, or any course on pricing", "An instructor can offer it to a class."),
    help(Terms, "audience_more", "majors", "Majors", "Economics, business, statistics", "Leave it empty if the skills say enough: good students come from everywhere."),
    help(Terms, "audience_more", "class_years", "Class years", "Second year and later", "First-year students read this line before any other."),
    help(Terms, "audience_more", "campuses", "Campuses", "Downtown and Hillside", "For work on site it saves students a trip they cannot make."),
    help(Terms, "audience_more", "audience", "Anything else", "Students who have finished one statistics course", "Whatever else decides should stand here, and not come up after the application."),
    help(Terms, "audience_more", "blind", "Names hidden at first", "Yes", "Readers who do not see names and schools choose by the work; you see both once you shortlist."),

    help(Review, "sign", "accepted_terms", "The program’s terms", "Ticked by somebody who may promise it for the organisation", "Students count on the printed pay and on an answer."),
];

/// A field as [`HELP`] writes it: `deliverable_2_name` is `deliverable_#_name`.
#[must_use]
pub fn pattern(field: &str) -> String {
    let part = |part: &str| if part.parse::<usize>().is_ok() { "#".to_owned() } else { part.to_owned() };
    field.split('_').map(part).collect::<Vec<_>>().join("_")
}

/// Help for a field of a form.
#[must_use]
pub fn help_for(field: &str) -> Option<&'static Help> {
    let pattern = pattern(field);
    HELP.iter().find(|help| help.field == pattern)
}

/// Examples and reasons for one group of fields, folded away until somebody asks.
pub fn block(group: &'static str) -> impl IntoView + use<> {
    let words = GROUPS.iter().find(|(key, _)| *key == group).map_or(group, |(_, words)| *words);
    let lines = HELP
        .iter()
        .filter(|help| help.group == group)
        .map(|help| {
            view! {
                <div>
                    <dt>{help.what}</dt>
                    <dd><p><b>"For example: "</b> {help.example}</p> <p class="soft">{help.why}</p></dd>
                </div>
            }
        })
        .collect_view();
    view! { <More summary=format!("Examples for {words}, and why we ask")><dl class="aid">{lines}</dl></More> }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::machine::Word as _;
    use domain::projects::{Draft, form, templates};

    use super::*;

    /// Every field of every screen, as patterns. What nobody types into is no field for help.
    fn fields() -> BTreeSet<(usize, String)> {
        let mut draft: Draft = templates()[0].draft.clone();
        draft.questions = vec![String::new()];
        let of = |step: &Step| {
            form::values(*step, &draft).into_keys().map(|name| (step.number(), pattern(&name))).collect::<Vec<_>>()
        };
        Step::ALL.iter().flat_map(of).filter(|(_, name)| name != "template").collect()
    }

    #[test]
    fn every_field_has_help_on_its_screen() {
        let known: BTreeSet<_> = HELP.iter().map(|help| (help.step.number(), help.field.to_owned())).collect();
        assert_eq!(fields(), known);
        assert_eq!(known.len(), HELP.len(), "two rows for one field");
    }

    #[test]
    fn help_is_an_example_and_a_sentence() {
        for help in HELP {
            assert!(help.why.ends_with('.') && help.why.len() > 20, "{}", help.field);
            assert!(!help.example.is_empty() && !help.what.is_empty(), "{}", help.field);
            assert!(!format!("{}{}", help.example, help.why).contains('!'), "{}", help.field);
            assert!(GROUPS.iter().any(|(group, _)| *group == help.group), "{}", help.group);
        }
    }

    #[test]
    fn rows_share_their_help() {
        assert_eq!(help_for("deliverable_3_criterion_2").map(|help| help.what), Some("Check"));
        assert_eq!(help_for("no_such_field"), None);
    }
}
