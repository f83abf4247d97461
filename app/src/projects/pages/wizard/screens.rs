//! The screens of the wizard, one function each.

use domain::machine::Word as _;
use domain::projects::{
    AiRule, Classification, Draft, FACTORS, Owner, PayModel, PayTrigger, Payer, Place, Step, Weekday, limits, templates,
};
use leptos::prelude::*;

use super::fields::{Screen, name_of, remove};
use super::help::block;
use super::rows::{deliverable, milestone, task};
use crate::projects::islands::VERDICT;
use crate::projects::pages::labels::field_words;
use crate::ui::{Banner, Choice, Repeater, RepeaterItem, Tone};

/// Career-readiness competencies (National Association of Colleges and Employers).
const COMPETENCIES: [&str; 8] = [
    "Career and self-development",
    "Communication",
    "Critical thinking",
    "Equity and inclusion",
    "Leadership",
    "Professionalism",
    "Teamwork",
    "Technology",
];

/// Id of the list the browser offers under a skill.
pub const SKILLS: &str = "skill-names";

/// What stands beside fields and comes from elsewhere.
#[derive(Default)]
pub struct Beside {
    /// The project's calendar, below its dates.
    pub calendar: Option<AnyView>,
    /// What comparable projects pay, below the amount.
    pub range: Option<AnyView>,
    /// The vocabulary of skills, for the browser to offer.
    pub skills: Option<AnyView>,
}

/// The fields of a screen. The last screen has none of its own.
pub fn fields(step: Step, screen: &Screen, draft: &Draft, beside: Beside) -> AnyView {
    match step {
        Step::Fit => fit(screen, draft),
        Step::Outcome => outcome(screen, draft),
        Step::Plan => plan(screen, beside.calendar),
        Step::Skills => skills(screen, beside),
        Step::Pay => pay(screen, beside),
        Step::Terms => terms(screen, beside.calendar),
        Step::Review => ().into_any(),
    }
}

fn fit(screen: &Screen, draft: &Draft) -> AnyView {
    use domain::projects::Verdict;
    // All of them: the style sheet shows the one that is reached, and the island says which as one chooses.
    let reached = draft.fit.verdict().map(|verdict| verdict.word());
    let verdicts = Verdict::ALL
        .iter()
        .map(|verdict| {
            let tone = if *verdict == Verdict::Project { Tone::Go } else { Tone::Need };
            view! {
                <div data-verdict=verdict.word()>
                    <Banner tone=tone><p>{verdict.next_step()}</p></Banner>
                </div>
            }
        })
        .collect_view();
    view! {
        {screen.yes_no("recurring", "Does this work come back every week or month?", "It never really ends", "It happens once")}
        {screen.yes_no("tangible", "Does it end with something you can hold?", "A file, a plan, an event", "More like helping out")}
        {screen.yes_no("trained", "Does it need somebody who is trained already?", "A licence, a degree, years", "A student can learn it")}
        {block("fit")} <div id=VERDICT class="verdict" role="status" data-reached=reached>{verdicts}</div>
    }
    .into_any()
}

fn outcome(screen: &Screen, draft: &Draft) -> AnyView {
    let mut categories: Vec<&str> = templates().iter().map(|template| template.category.as_str()).collect();
    if !draft.category.is_empty() {
        categories.push(&draft.category);
    }
    categories.sort_unstable();
    categories.dedup();
    let categories = categories.into_iter().map(|category| Choice::new(category, category)).collect();
    let count = screen.rows("deliverable");
    let rows = (1..=count).map(|n| deliverable(screen, n, count)).collect_view();
    let add = if count < limits::DELIVERABLES { "Add a deliverable" } else { "" };
    view! {
        {screen.text("title", "Title", "Start with a verb. Students see this first. At most 90 characters.")}
        {screen.select("category", "Category", categories, "Choose")}
        {screen.area("problem", "The problem, in one to three sentences", "Write for a student who has never met you.")}
        {screen.text("used_by", "Who uses the result, and what does it decide?", "")} {block("result")}
        <Repeater
            legend="Deliverables"
            hint="One to five. Each one has something the student can check before handing in."
            add=add
            add_name=name_of("add")
            add_value="deliverable"
        >
            {rows}
        </Repeater>
        {block("deliverables")}
    }
    .into_any()
}

fn plan(screen: &Screen, calendar: Option<AnyView>) -> AnyView {
    let (tasks, milestones) = (screen.rows("task"), screen.rows("milestone"));
    let task_rows = (1..=tasks).map(|n| task(screen, n, tasks)).collect_view();
    let milestone_rows = (1..=milestones).map(|n| milestone(screen, n, milestones)).collect_view();
    let add_task = if tasks < limits::TASKS { "Add a task" } else { "" };
    let add_milestone = if milestones < limits::MILESTONES { "Add a milestone" } else { "" };
    view! {
        <Repeater legend="Tasks" hint="What the student does, with hours." add=add_task add_name=name_of("add") add_value="task">
            {task_rows}
        </Repeater>
        {block("tasks")}
        <Repeater
            legend="Milestones"
            hint="Dates on which you see something. Their hours add up to the most hours of the project."
            add=add_milestone
            add_name=name_of("add")
            add_value="milestone"
        >
            {milestone_rows}
        </Repeater>
        {block("milestones")} {calendar}
        {screen.area("provides", "What you provide", "Data, access, a style guide, tools: everything the student does not have.")}
        {screen.text("supervisor_name", "Who answers the student’s questions", "")} {screen.maybe("supervisor_role", "Their role", "")}
        {screen.email("supervisor_email", "Their email address")} {screen.date("kickoff", "First meeting", "")}
        <div class="cols">
            {screen.number("check_in_days", "Days between check-ins", "days")}
            {screen.number("reply_days", "Questions are answered within", "business days")} {screen.number("seats", "Students wanted", "")}
        </div>
        {block("people")} {people_more(screen)}
    }
    .into_any()
}

fn people_more(screen: &Screen) -> AnyView {
    let names = ["check_in_day", "check_in_minutes", "backup", "backup_email", "team_size"];
    let fields = view! {
        <div class="cols">
            {screen.maybe_choose("check_in_day", "Day of the check-in", "We agree on it later", Weekday::label)}
            {screen.maybe_number("check_in_minutes", "Length of a check-in", "", "minutes")}
        </div>
        {screen.maybe("backup", "Stand-in while the supervisor is away", "Name and role.")}
        {screen.maybe_email("backup_email", "Email address of the stand-in")}
        {screen.maybe_number("team_size", "Students in one team", "Empty means that each student works alone.", "")} {block("people_more")}
    };
    screen.more(&names, "More on people and meetings, if it applies", fields.into_any())
}

fn skills(screen: &Screen, beside: Beside) -> AnyView {
    let (skills, competencies) = (screen.rows("skill"), screen.rows("competency"));
    let skill = |n: usize| {
        let row = format!("skill_{n}");
        let gone = (skills > 1).then(|| remove(&row, format!("Remove skill {n}")));
        let bad = screen.bad(&format!("{row}_"));
        let name = screen.part_named(&format!("{row}_name"), SKILLS);
        let must = format!("{row}_must_have");
        let must = screen.tick(&must, &field_words(&must));
        view! { <RepeaterItem number=n bad=bad>{name} {must} {gone}</RepeaterItem> }
    };
    let words = || COMPETENCIES.iter().map(|word| Choice::new(*word, *word)).collect::<Vec<_>>();
    let competency = |n: usize| {
        let name = format!("competency_{n}");
        let field = screen.select(&name, &field_words(&name), words(), "Choose");
        view! { <RepeaterItem number=n>{field}</RepeaterItem> }
    };
    let skill_rows = (1..=skills).map(skill).collect_view();
    let competency_rows = (1..=competencies).map(competency).collect_view();
    let add_skill = if skills < limits::SKILLS { "Add a skill" } else { "" };
    let add_competency = if competencies < limits::COMPETENCIES { "Add a competency" } else { "" };
    view! {
        <Repeater
            legend="Skills"
            hint="Two to six. What is not needed on the first day is learned on the way. Choose names from the list where you can: students use the same."
            add=add_skill
            add_name=name_of("add")
            add_value="skill"
        >
            {skill_rows}
        </Repeater>
        {beside.skills} {block("skills")}
        <Repeater
            legend="Career-readiness competencies"
            hint="One to three that this work trains."
            add=add_competency
            add_name=name_of("add")
            add_value="competency"
        >
            {competency_rows}
        </Repeater>
        {block("competencies")}
        {screen.area("learning_objective", "What can the student do afterwards?", "One sentence that begins with what they will be able to do.")} {block("learning")}
    }
    .into_any()
}

fn pay(screen: &Screen, beside: Beside) -> AnyView {
    view! {
        <div class="cols">
            {screen.number("hours_low", "Fewest hours", "h")} {screen.number("hours_high", "Most hours", "h")}
            {screen.number("weekly_hours", "Hours in one week", "h")}
        </div>
        <div class="cols">{screen.date("start", "First day", "")} {screen.date("end", "Last day", "")}</div>
        {beside.calendar} {block("time")} {screen.choose("place", "Where", Place::label)} {site(screen)} {block("place")}
        {place_more(screen)}
        {screen.choose("pay_model", "How the pay is computed", PayModel::label)}
        <div class="stack tight">
            {screen.money("amount", "Pay of one student for the whole project, before tax", "")} {beside.range}
        </div>
        {screen.choose("classification", "How the student is classed", Classification::label)}
        {block("pay")} {worksheet(screen)} {pay_more(screen)}
    }
    .into_any()
}

/// Asked where somebody has to come. The style sheet follows what is chosen above, so what was typed stays in the form, and
/// a browser that cannot do it shows both.
fn site(screen: &Screen) -> impl IntoView + use<> {
    // What is said about a field is never hidden with it.
    let said = screen.is_said(|field| matches!(field, "address" | "state"));
    let class = if said { "form" } else { "form only-there" };
    view! {
        <div class=class>
            {screen.maybe("address", "Address", "Needed when the work is on site or hybrid.")}
            {screen.maybe_state("state", "State the work is done in", "Some states have a higher wage floor. Only asked when the work is on site or hybrid.")}
        </div>
    }
}

fn place_more(screen: &Screen) -> AnyView {
    let names = ["overlap", "equipment", "travel", "accessibility"];
    let fields = view! {
        {screen.maybe("overlap", "Hours when both sides are there", "With the time zone.")}
        {screen.maybe("equipment", "Equipment", "What the student works with, and who provides it.")}
        {screen.maybe("travel", "Cost of travel", "Who pays for getting there, and how much.")}
        {screen.maybe("accessibility", "Accessibility of the place and the tools", "")} {block("place_more")}
    };
    screen.more(&names, "More on place and tools, if it applies", fields.into_any())
}

/// Asked where nothing is paid but credit, like the address only where somebody has to come; a nonprofit may open it for
/// other unpaid work as well. None is required to save, and all seven to send it.
fn worksheet(screen: &Screen) -> AnyView {
    let fields = FACTORS.iter().map(|name| screen.maybe(name, &field_words(name), "")).collect_view();
    if screen.volunteers {
        let fields = view! {
            <p class="hint">"The law asks who gains most from unpaid work. No single answer decides; staff read all seven. Needed when a student of your nonprofit is unpaid, with or without credit."</p>
            {fields} {block("credit")}
        };
        return screen.more(&FACTORS, "Unpaid work: seven questions, if nothing is paid", fields.into_any());
    }
    let said = screen.is_said(|field| field.starts_with("factor_"));
    let class = if said { "form" } else { "form only-credit" };
    view! {
        <fieldset class=class>
            <legend>"Unpaid work for credit: seven questions"</legend>
            <p class="hint">"The law asks who gains most from unpaid work. No single answer decides; staff read all seven. Needed when the student is unpaid and gets credit."</p>
            {fields} {block("credit")}
        </fieldset>
    }
    .into_any()
}

fn pay_more(screen: &Screen) -> AnyView {
    let names = ["fund", "fund_part", "payer", "pay_trigger"];
    let fields = view! {
        {fund(screen)}
        {screen.maybe_money("fund_part", "Of it, the fund pays for one student", "Empty means all of it. You pay the rest.")}
        {screen.maybe_choose("payer", "Who pays the student", "You do", Payer::label)}
        {screen.maybe_choose("pay_trigger", "When the pay is due", "Once the work is accepted", PayTrigger::label)} {block("pay_more")}
    };
    screen.more(&names, "Funds and who pays, if it is not just you", fields.into_any())
}

/// One of the program's funds; in words where it keeps none. What was written before stays a choice, to be seen and changed.
fn fund(screen: &Screen) -> AnyView {
    let (label, hint) = ("Fund that pays", "Leave it empty when you pay yourself.");
    if screen.funds.is_empty() {
        return screen.maybe("fund", label, hint);
    }
    let kept = screen.value("fund");
    let other = (!kept.is_empty() && !screen.funds.contains(&kept)).then(|| Choice::new(kept.clone(), kept));
    let choices = screen.funds.iter().map(|name| Choice::new(name.clone(), name.clone())).chain(other).collect();
    screen.maybe_select("fund", label, hint, choices, "You pay yourself")
}

fn terms(screen: &Screen, calendar: Option<AnyView>) -> AnyView {
    let questions = screen.rows("question");
    let question = |n: usize| {
        let row = format!("question_{n}");
        let gone = (questions > 1).then(|| remove(&row, format!("Remove question {n}")));
        let field = screen.maybe(&row, &field_words(&row), "");
        view! { <RepeaterItem number=n>{field} {gone}</RepeaterItem> }
    };
    let rows = (1..=questions).map(question).collect_view();
    let add = if questions < limits::QUESTIONS { "Add a question" } else { "" };
    view! {
        {screen.choose("owner_of_work", "Who owns the finished work", Owner::label)}
        {screen.yes_no("portfolio_allowed", "May the student show the work?", "In a portfolio", "It stays with you")}
        {screen.choose("ai_rule", "Tools with artificial intelligence", AiRule::label)}
        {screen.yes_no("personal_data", "Does the work touch personal or student data?", "Staff ask for an agreement", "Invented data is fine too")}
        {screen.yes_no("safety_risks", "Minors, patients, machines, driving or homes?", "Staff look at it", "None of these")}
        {block("rules")} {rules_more(screen)} {audience(screen)}
        <Repeater legend="Questions to applicants" hint="Up to three." add=add add_name=name_of("add") add_value="question">
            {rows}
        </Repeater>
        {screen.date("apply_by", "Last day to apply", "After it you choose; every applicant gets an answer by a printed day.")}
        {calendar} {block("audience")}
    }
    .into_any()
}

fn rules_more(screen: &Screen) -> AnyView {
    let names = ["nda", "data_kinds", "safety_kinds", "background_check", "duties", "duties_address"];
    let fields = view! {
        {screen.maybe("nda", "What must stay confidential", "Empty means that there is nothing more to sign.")}
        {screen.maybe("data_kinds", "Which personal data, and how they are protected", "")}
        {screen.maybe("safety_kinds", "Which risks, and what you do about them", "")}
        {screen.maybe_yes_no("background_check", "Does the student need a background check?", "Staff arrange it", "None is needed")}
        {screen.maybe_area("duties", "Duties, for an international student’s school", "What the student does, in two or three sentences.")}
        {screen.maybe("duties_address", "Where these duties are done", "An address, also when the work is remote.")} {block("rules_more")}
    };
    screen.more(&names, "Confidentiality, data and international students, if it applies", fields.into_any())
}

fn audience(screen: &Screen) -> AnyView {
    let names = ["courses", "majors", "class_years", "campuses", "audience", "blind"];
    let fields = view! {
        {screen.maybe("courses", "Courses", "")} {screen.maybe("majors", "Majors", "")} {screen.maybe("class_years", "Class years", "")}
        {screen.maybe("campuses", "Campuses", "")} {screen.maybe("audience", "Anything else on who may apply", "")}
        {screen.maybe_yes_no("blind", "Hide names until you shortlist?", "You choose by the work", "As the program does it")}
        {block("audience_more")}
    };
    screen.more(&names, "Who may apply, if not every student of the program", fields.into_any())
}

#[cfg(test)]
mod tests {
    use domain::machine::Word as _;
    use domain::projects::scope::{Facts, check};
    use domain::projects::{form, template};

    use super::super::help::{HELP, help_for};
    use super::super::together::Together;
    use super::*;
    use crate::ui::FormState;

    /// A screen as the page draws it, with a row in every list.
    fn drawn(step: Step) -> (String, Draft) {
        let today = domain::time::parse_day("2026-09-01").expect("a day");
        let mut draft = template("automate_report").expect("a template").start(today);
        draft.questions = vec!["Why?".to_owned()];
        drawn_from(step, draft)
    }

    fn drawn_from(step: Step, draft: Draft) -> (String, Draft) {
        let today = domain::time::parse_day("2026-09-01").expect("a day");
        let policy = domain::policy::Policy::defaults(today);
        let facts = Facts::new(today, false);
        let wizard = backend::projects::Wizard {
            id: backend::new_id(),
            host: "Harbor Street Pantry".to_owned(),
            stage: domain::projects::Stage::Draft,
            editable: true,
            by_host: true,
            funds: Vec::new(),
            version: 1,
            saved_at: domain::time::Instant::UNIX_EPOCH,
            report: check(&draft, &policy, &facts),
            draft: draft.clone(),
            facts,
            comments: Vec::new(),
            before: None,
            edits: Vec::new(),
            learned: None,
        };
        let together = Together::kept(step, &wizard, wizard.saved_at);
        let screen = Screen::new(step, &wizard, FormState::default(), together);
        (fields(step, &screen, &draft, Beside::default()).to_html(), draft)
    }

    /// The label of a field, or the question above its choices, as far as its control.
    fn label_of<'a>(html: &'a str, name: &str) -> &'a str {
        let at = html.find(&format!("name=\"fields[{name}]\"")).unwrap_or_else(|| panic!("{name} is on no screen"));
        let before = &html[..at];
        let from = before.rfind("<legend").max(before.rfind("<label for")).unwrap_or(0);
        &before[from..]
    }

    #[test]
    fn every_field_is_drawn_says_whether_it_is_optional_and_has_its_help() {
        for step in Step::ALL.iter().filter(|step| **step != Step::Review) {
            let (html, draft) = drawn(*step);
            for (name, _) in form::answered(*step, &draft).into_iter().filter(|(name, _)| name != "template") {
                let optional = label_of(&html, &name).contains("(optional)");
                // The address is required only where somebody has to come.
                let required = step.requires(&name) && name != "address";
                assert!(!(required && optional), "{name} is required and says that it is optional");
                assert!(help_for(&name).is_some(), "{name}");
                // The words of a box stand behind it.
                let called = field_words(&name);
                assert!(
                    name.ends_with("_must_have") || label_of(&html, &name).contains(&called),
                    "{name} is no longer called {called}"
                );
            }
            for help in HELP.iter().filter(|help| help.step == *step) {
                let why = help.why.replace('&', "&amp;");
                assert!(html.contains(&why), "{}: {} is not shown on {}", help.group, help.field, step.word());
            }
        }
    }

    #[test]
    fn a_filled_row_is_folded_and_an_empty_one_open() {
        let (html, draft) = drawn(Step::Plan);
        let rows = html.matches("class=\"folding\"").count();
        assert_eq!(rows, draft.tasks.len() + draft.milestones.len());
        let is_open = |row: &&str| {
            row.split("<details")
                .nth(1)
                .is_some_and(|rest| rest.split('>').next().is_some_and(|tag| tag.contains(" open")))
        };
        let open = |html: &str| html.split("class=\"folding\"").skip(1).filter(is_open).count();
        assert_eq!(open(&html), 0, "the template has filled them all");
        assert!(html.contains("data-of=\"task_1_name\"") && html.contains("Remove milestone 1"));
        let (html, _) = drawn_from(Step::Plan, Draft::default());
        assert_eq!(open(&html), 2, "a first task and a first milestone to fill in");
    }

    #[test]
    fn of_the_verdicts_one_is_shown() {
        let (html, _) = drawn(Step::Fit);
        assert!(html.contains("data-reached=\"project\""));
        // The words stand on the page, and the style sheet knows each of them.
        let style = include_str!("../../../../../style/features/wizard.css");
        for verdict in domain::projects::Verdict::ALL {
            let word = verdict.word();
            assert!(html.contains(&format!("data-verdict=\"{word}\"")), "{word}");
            let rule = format!("[data-reached=\"{word}\"] > [data-verdict=\"{word}\"]");
            assert!(style.contains(&rule), "{rule}");
        }
    }

    #[test]
    fn where_the_work_is_done_stays_in_the_form_while_nobody_is_asked() {
        let (html, _) = drawn(Step::Pay);
        let (before, after) = html.split_once("only-there").expect("what is asked on site only");
        assert!(before.contains("id=\"place\"") && !before.contains("fields[address]"));
        assert!(after.contains("fields[address]") && after.contains("fields[state]"));
    }

    #[test]
    fn folds_open_when_something_in_them_is_answered() {
        let opening = |rest: &&str| rest.split('>').next().is_some_and(|tag| tag.contains(" open"));
        let folds = |html: &str| html.split("<details").skip(1).filter(opening).count();
        // Format of each deliverable, minutes of a check-in, equipment: what the template answers.
        assert_eq!([Step::Outcome, Step::Plan, Step::Pay, Step::Terms].map(|step| folds(&drawn(step).0)), [2, 1, 1, 0]);
    }
}
