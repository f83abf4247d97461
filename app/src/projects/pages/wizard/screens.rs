//! The screens of the wizard, one function each.

use domain::machine::Word as _;
use domain::projects::{
    AiRule, Classification, DeliverableKind, Draft, Owner, PayModel, Place, Step, TaskKind, limits, templates,
};
use leptos::prelude::*;

use super::fields::{Screen, name_of, remove};
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

/// The fields of a screen. The last screen has none of its own.
pub fn fields(step: Step, screen: &Screen, draft: &Draft) -> AnyView {
    match step {
        Step::Fit => fit(screen, draft),
        Step::Outcome => outcome(screen, draft),
        Step::Plan => plan(screen),
        Step::Skills => skills(screen),
        Step::Pay => pay(screen),
        Step::Terms => terms(screen),
        Step::Review => ().into_any(),
    }
}

fn fit(screen: &Screen, draft: &Draft) -> AnyView {
    use domain::projects::Verdict;
    let verdict = draft.fit.verdict().map(|verdict| {
        let tone = if verdict == Verdict::Project { Tone::Go } else { Tone::Need };
        view! { <Banner tone=tone><p>{verdict.next_step()}</p></Banner> }
    });
    view! {
        {screen.yes_no("recurring", "Does this work come back every week or month?", "It never really ends", "It happens once")}
        {screen.yes_no("tangible", "Does it end with something you can hold?", "A file, a plan, an event", "More like helping out")}
        {screen.yes_no("trained", "Does it need somebody who is trained already?", "A licence, a degree, years", "A student can learn it")}
        {verdict}
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
        {screen.title("title", "Title", "Start with a verb. Students see this first.")}
        {screen.select("category", "Category", categories, "Choose")}
        {screen.area("problem", "The problem, in one to three sentences", "Write for a student who has never met you.")}
        {screen.text("used_by", "Who uses the result, and what does it decide?", "")}
        <Repeater
            legend="Deliverables"
            hint="One to five. Each one has something the student can check before handing in."
            add=add
            add_name=name_of("add")
            add_value="deliverable"
        >
            {rows}
        </Repeater>
    }
    .into_any()
}

fn deliverable(screen: &Screen, n: usize, count: usize) -> impl IntoView + use<> {
    let row = format!("deliverable_{n}");
    let checks = screen.rows(&format!("{row}_criterion"));
    let criteria = (1..=checks)
        .map(|m| {
            screen.text(&format!("{row}_criterion_{m}"), &format!("Deliverable {n}, accepted when, check {m}"), "")
        })
        .collect_view();
    let kinds = DeliverableKind::ALL.iter().map(|kind| Choice::new(kind.word(), kind.label())).collect();
    let more = (checks < limits::CRITERIA).then(|| {
        view! {
            <crate::ui::Button
                kind=crate::ui::ButtonKind::Quiet
                small=true
                icon=crate::ui::icon::PLUS
                name=name_of("add")
                value=format!("{row}_criterion")
                novalidate=true
            >
                {format!("Add a check to deliverable {n}")}
            </crate::ui::Button>
        }
    });
    let gone = (count > 1).then(|| remove(&row, format!("Remove deliverable {n}")));
    let bad = screen.bad(&format!("{row}_"));
    let name = screen.text(&format!("{row}_name"), &format!("Deliverable {n}, name"), "");
    let kind = screen.select(&format!("{row}_kind"), "Type", kinds, "");
    let size = screen.text(&format!("{row}_size"), "Size, such as 2 to 3 pages", "");
    view! {
        <RepeaterItem number=n bad=bad>
            {name} <div class="cols">{kind} {size}</div>
            {criteria}
            <div class="row">{more} {gone}</div>
        </RepeaterItem>
    }
}

fn plan(screen: &Screen) -> AnyView {
    let (tasks, milestones) = (screen.rows("task"), screen.rows("milestone"));
    let task_rows = (1..=tasks).map(|n| task(screen, n, tasks)).collect_view();
    let milestone_rows = (1..=milestones).map(|n| milestone(screen, n, milestones)).collect_view();
    let add_task = if tasks < limits::TASKS { "Add a task" } else { "" };
    let add_milestone = if milestones < limits::MILESTONES { "Add a milestone" } else { "" };
    view! {
        <Repeater legend="Tasks" hint="What the student does, with hours." add=add_task add_name=name_of("add") add_value="task">
            {task_rows}
        </Repeater>
        <Repeater
            legend="Milestones"
            hint="Dates on which you see something. Their hours add up to the most hours of the project."
            add=add_milestone
            add_name=name_of("add")
            add_value="milestone"
        >
            {milestone_rows}
        </Repeater>
        {screen.area("provides", "What you provide", "Data, access, a style guide, tools: everything the student does not have.")}
        {screen.text("supervisor_name", "Who answers the student’s questions", "")} {screen.maybe("supervisor_role", "Their role", "")}
        {screen.email("supervisor_email", "Their email address")} {screen.date("kickoff", "First meeting", "")}
        <div class="cols">
            {screen.number("check_in_days", "Days between check-ins", "days")}
            {screen.number("reply_days", "Questions are answered within", "business days")} {screen.number("seats", "Students wanted", "")}
        </div>
    }
    .into_any()
}

fn task(screen: &Screen, n: usize, count: usize) -> impl IntoView + use<> {
    let row = format!("task_{n}");
    let gone = (count > 1).then(|| remove(&row, format!("Remove task {n}")));
    let bad = screen.bad(&format!("{row}_"));
    let kinds = TaskKind::ALL.iter().map(|kind| Choice::new(kind.word(), kind.label())).collect();
    let name = screen.text(&format!("{row}_name"), &format!("Task {n}"), "");
    let hours = screen.number(&format!("{row}_hours"), "Hours", "h");
    let kind = screen.select(&format!("{row}_kind"), "Kind of work", kinds, "");
    view! {
        <RepeaterItem number=n bad=bad>
            {name} <div class="cols">{hours} {kind}</div> {gone}
        </RepeaterItem>
    }
}

fn milestone(screen: &Screen, n: usize, count: usize) -> impl IntoView + use<> {
    let row = format!("milestone_{n}");
    let gone = (count > 1).then(|| remove(&row, format!("Remove milestone {n}")));
    let bad = screen.bad(&format!("{row}_"));
    let name = screen.text(&format!("{row}_name"), &format!("Milestone {n}"), "");
    let due = screen.date(&format!("{row}_due"), "Handed in on", "");
    let hours = screen.number(&format!("{row}_hours"), "Hours of work", "h");
    view! {
        <RepeaterItem number=n bad=bad>
            {name} <div class="cols">{due} {hours}</div> {gone}
        </RepeaterItem>
    }
}

fn skills(screen: &Screen) -> AnyView {
    let (skills, competencies) = (screen.rows("skill"), screen.rows("competency"));
    let skill = |n: usize| {
        let row = format!("skill_{n}");
        let gone = (skills > 1).then(|| remove(&row, format!("Remove skill {n}")));
        let bad = screen.bad(&format!("{row}_"));
        let name = screen.text(&format!("{row}_name"), &format!("Skill {n}"), "");
        let must = screen.tick(&format!("{row}_must_have"), "Needed on the first day");
        view! { <RepeaterItem number=n bad=bad>{name} {must} {gone}</RepeaterItem> }
    };
    let words = || COMPETENCIES.iter().map(|word| Choice::new(*word, *word)).collect::<Vec<_>>();
    let competency = |n: usize| {
        let field = screen.select(&format!("competency_{n}"), &format!("Competency {n}"), words(), "Choose");
        view! { <RepeaterItem number=n>{field}</RepeaterItem> }
    };
    let skill_rows = (1..=skills).map(skill).collect_view();
    let competency_rows = (1..=competencies).map(competency).collect_view();
    let add_skill = if skills < limits::SKILLS { "Add a skill" } else { "" };
    let add_competency = if competencies < limits::COMPETENCIES { "Add a competency" } else { "" };
    view! {
        <Repeater
            legend="Skills"
            hint="Two to six. What is not needed on the first day is learned on the way."
            add=add_skill
            add_name=name_of("add")
            add_value="skill"
        >
            {skill_rows}
        </Repeater>
        <Repeater
            legend="Career-readiness competencies"
            hint="One to three that this work trains."
            add=add_competency
            add_name=name_of("add")
            add_value="competency"
        >
            {competency_rows}
        </Repeater>
        {screen.area("learning_objective", "What can the student do afterwards?", "One sentence that begins with what they will be able to do.")}
    }
    .into_any()
}

fn pay(screen: &Screen) -> AnyView {
    view! {
        <div class="cols">
            {screen.number("hours_low", "Fewest hours", "h")} {screen.number("hours_high", "Most hours", "h")}
            {screen.number("weekly_hours", "Hours in one week", "h")}
        </div>
        <div class="cols">{screen.date("start", "First day", "")} {screen.date("end", "Last day", "")}</div>
        {screen.choose("place", "Where", Place::label)}
        {screen.maybe("address", "Address and state", "Needed when the work is on site or hybrid.")}
        {screen.choose("pay_model", "How the pay is computed", PayModel::label)}
        {screen.money("amount", "Pay of one student for the whole project, before tax", "")}
        {screen.choose("classification", "What the student is to whoever pays", Classification::label)}
        {screen.maybe("fund", "Fund that pays", "Leave it empty when you pay yourself.")}
    }
    .into_any()
}

fn terms(screen: &Screen) -> AnyView {
    let questions = screen.rows("question");
    let question = |n: usize| {
        let row = format!("question_{n}");
        let gone = (questions > 1).then(|| remove(&row, format!("Remove question {n}")));
        let field = screen.maybe(&row, &format!("Question {n}"), "");
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
        {screen.maybe("audience", "Courses, majors, class years, campuses", "Empty means that every student of the program may apply.")}
        <Repeater legend="Questions to applicants" hint="Up to three." add=add add_name=name_of("add") add_value="question">
            {rows}
        </Repeater>
        {screen.date("apply_by", "Last day to apply", "After it you choose; every applicant gets an answer by a printed day.")}
    }
    .into_any()
}
