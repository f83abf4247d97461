//! What needs the viewer: the next actions of an engagement, the most urgent first.

use backend::engagements::EngagementPage;
use backend::portfolios::Showing;
use domain::actor::Party;
use domain::engagements::{Command, Next, Stage, check_in_due, in_order, mid_point_asked, mid_point_due};
use domain::extensions::Command as Answer;
use domain::milestones::Stage as MilestoneStage;
use domain::pauses::Command as Pause;
use domain::plans::Command as Plan;
use domain::problems::{Command as Told, Stage as Problem};
use domain::reviews::{Side, Stage as ReviewStage};
use domain::time::{Day, Week, due_words, long_date, short_date};
use domain::timesheets::Stage as SheetStage;
use leptos::prelude::*;

use super::parts::Viewer;
use crate::routes;
use crate::ui::{ButtonKind, LinkButton};

/// One thing that needs the viewer.
pub(super) struct Need {
    kind: Next,
    title: String,
    text: String,
    href: String,
    words: &'static str,
}

impl Need {
    fn new(kind: Next, title: impl Into<String>, text: impl Into<String>, href: String, words: &'static str) -> Self {
        Self { kind, title: title.into(), text: text.into(), href, words }
    }
}

/// Everything that needs this viewer today.
pub(super) fn needs(page: &EngagementPage, viewer: Viewer, offers: &[Command], today: Day) -> Vec<Need> {
    let mut needs = match viewer {
        Viewer::Student => student(page, offers, today),
        Viewer::Host => host(page, offers, today),
        Viewer::Staff => staff(page, offers),
    };
    needs.extend(of_everybody(page, viewer, today));
    in_order(&mut needs, |need| need.kind);
    needs
}

/// What is asked of both sides alike: pauses, hours, the mid-point, disputes, messages.
fn of_everybody(page: &EngagementPage, viewer: Viewer, today: Day) -> Vec<Need> {
    let id = page.engagement.id;
    let mut needs: Vec<Need> = Vec::new();
    for one in &page.problems {
        let (title, words) = if one.offers.contains(&Told::State) {
            ("Say your side of the dispute", "Say it")
        } else if one.offers.contains(&Told::Decide) || one.offers.contains(&Told::DecideAppeal) {
            ("Decide the dispute", "Read and decide")
        } else if one.stage == Problem::Open && one.offers.contains(&Told::Answer) {
            ("Answer a problem", "Read and answer")
        } else {
            continue;
        };
        let text = format!("{}. Told on {}.", one.kind.words(), long_date(one.told));
        needs.push(Need::new(Next::Problem, title, text, routes::problem(one.id), words));
    }
    if let Some(pause) = page.pause.as_ref().filter(|pause| pause.offers.contains(&Pause::Accept)) {
        needs.push(Need::new(
            Next::AnswerPause,
            "Answer the request for a pause",
            format!("Up to {}. Answer by {}.", long_date(pause.until), long_date(pause.answer_by)),
            format!("{}#pause", routes::engagement(id)),
            "Read and answer",
        ));
    }
    let check = page.hours_check.as_ref();
    if let Some(check) =
        check.filter(|check| check.offers.iter().any(|one| matches!(one, Plan::Propose | Plan::Accept)))
    {
        let title = if check.offers.contains(&Plan::Accept) { "Answer how to go on" } else { "Pick how to go on" };
        needs.push(Need::new(
            Next::Hours,
            title,
            format!("{} % of the hours are used. Trim, extend or top up, by {}.", check.share, long_date(check.by)),
            routes::engagement_room(id, "plan"),
            "See the ways",
        ));
    }
    let side = match viewer {
        Viewer::Student => Side::Student,
        Viewer::Host => Side::Host,
        Viewer::Staff => return needs,
    };
    let facts = &page.engagement.facts;
    let sent = page.mid_points.iter().any(|one| one.side == side);
    if page.engagement.stage() == Stage::InProgress && !sent && mid_point_asked(facts.start, facts.end, today) {
        needs.push(Need::new(
            Next::MidPoint,
            "Say how it goes at half of the work",
            format!("Four short questions. {}.", due_words(mid_point_due(facts.start, facts.end), today)),
            routes::engagement_room(id, "mid-point"),
            "Start, 3 minutes",
        ));
    }
    if page.unread > 0 {
        let title =
            if page.unread == 1 { "One new message".to_owned() } else { format!("{} new messages", page.unread) };
        needs.push(Need::new(
            Next::Read,
            title,
            "On the record of this work.",
            routes::engagement_room(id, "messages"),
            "Read and answer",
        ));
    }
    needs
}

/// The list; the first action is the primary one when `primary` is set.
pub(super) fn list(needs: Vec<Need>, primary: bool) -> impl IntoView + use<> {
    let lines = needs
        .into_iter()
        .enumerate()
        .map(|(index, need)| {
            let kind = if primary && index == 0 { ButtonKind::Primary } else { ButtonKind::Plain };
            view! {
                <li>
                    <div class="stack tight"><h2>{need.title}</h2><p>{need.text}</p></div>
                    <LinkButton href=need.href kind=kind>{need.words}</LinkButton>
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!lines.is_empty()).then(|| view! { <ul class="needs" aria-label="Needs you">{lines}</ul> })
}

/// The extension that waits for this viewer's answer.
fn extension(page: &EngagementPage) -> Option<Need> {
    let open = page.extensions.iter().find(|one| one.is_open())?;
    let title = if open.offers.contains(&Answer::Approve) {
        "Decide the extension"
    } else if open.offers.contains(&Answer::Accept) {
        "Answer the request for an extension"
    } else {
        return None;
    };
    let changes = open.changes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    Some(Need::new(
        Next::AnswerExtension,
        title,
        format!("{changes} Answer by {}.", long_date(open.answer_by)),
        format!("{}#extension", routes::engagement(page.engagement.id)),
        "Read and answer",
    ))
}

fn onboarding(page: &EngagementPage, party: Party, offers: &[Command]) -> Option<Need> {
    let engagement = &page.engagement;
    if engagement.stage() != Stage::Onboarding {
        return None;
    }
    let missing = engagement.facts.missing();
    let href = routes::onboarding(engagement.id);
    let own = missing.iter().find(|one| one.owner == party).map(|one| one.yours);
    match own {
        Some(words) => Some(Need::new(
            Next::Onboarding,
            words,
            "It is one of the things that must be done before the start.",
            href,
            "Open the list",
        )),
        None if missing.is_empty() && offers.contains(&Command::PressStart) => {
            let start = engagement.facts.start;
            Some(Need::new(
                Next::Onboarding,
                "Press Start",
                format!(
                    "Everything is ready. The work begins once both sides have pressed it, from {} on.",
                    long_date(start)
                ),
                href,
                "Go to Start",
            ))
        }
        None => None,
    }
}

fn check_in(page: &EngagementPage, side: Side, today: Day) -> Option<Need> {
    let (week, due) = (Week::of(today), check_in_due(today)?);
    let sent = page.check_ins.iter().any(|one| one.side == side && one.week == week);
    (page.engagement.stage() == Stage::InProgress && !sent).then(|| {
        Need::new(
            Next::CheckIn,
            "Send this week’s check-in",
            format!("Three short questions. {}.", due_words(due, today)),
            routes::engagement_room(page.engagement.id, "check-in"),
            "Start, 2 minutes",
        )
    })
}

fn review(page: &EngagementPage, side: Side, today: Day) -> Option<Need> {
    let open = page.reviews.iter().find(|review| review.side == side && review.stage == ReviewStage::Draft)?;
    (today <= open.closes).then(|| {
        Need::new(
            Next::Review,
            "Write your review",
            format!("Neither side sees the other’s first. Open until {}.", long_date(open.closes)),
            routes::engagement_room(page.engagement.id, "review"),
            "Write the review",
        )
    })
}

/// What the host has not said yet about showing the work.
pub(super) fn showing(page: &EngagementPage, viewer: Viewer, showing: Option<&Showing>) -> Option<Need> {
    let (title, text) = crate::portfolios::to_decide(page, viewer, showing)?;
    let href = format!("{}#showing", routes::engagement(page.engagement.id));
    Some(Need::new(Next::Showing, title, text, href, "Choose"))
}

fn student(page: &EngagementPage, offers: &[Command], today: Day) -> Vec<Need> {
    let id = page.engagement.id;
    let mut needs: Vec<Need> = onboarding(page, Party::Student, offers).into_iter().collect();
    if page.engagement.stage() == Stage::InProgress
        && page.engagement.facts.revision_round > 0
        && !page.revision_note.is_empty()
    {
        needs.push(Need::new(
            Next::Revise,
            "Your host asks for one more round",
            page.revision_note.clone(),
            format!("{}#hand-in", routes::engagement(id)),
            "Hand it in again",
        ));
    }
    for week in page.weeks.iter().filter(|week| week.stage == SheetStage::Returned) {
        let days = format!("{} to {}", short_date(week.week.monday()), short_date(week.week.sunday()));
        needs.push(Need::new(
            Next::FixWeek,
            format!("Change the week of {days}"),
            "Your host sent it back with a reason.",
            routes::week(id, week.week),
            "Open the week",
        ));
    }
    for milestone in
        page.milestones.iter().filter(|m| m.stage == MilestoneStage::ChangesRequested && m.dropped.is_none())
    {
        needs.push(Need::new(
            Next::FixMilestone,
            format!("Change “{}”", milestone.name),
            "Your host named what is missing.",
            routes::milestone(id, milestone.id),
            "See what is missing",
        ));
    }
    needs.extend(extension(page));
    needs.extend(check_in(page, Side::Student, today));
    if page.engagement.stage() == Stage::InProgress && page.engagement.facts.revision_round == 0 {
        let next = page.milestones.iter().find(|m| m.stage == MilestoneStage::Draft && m.dropped.is_none());
        needs.extend(match next {
            Some(next) => (next.due <= domain::time::plus_days(today, 7)).then(|| {
                Need::new(
                    Next::HandInMilestone,
                    format!("Hand in “{}”", next.name),
                    format!("{}.", due_words(next.due, today)),
                    routes::milestone(id, next.id),
                    "Hand it in",
                )
            }),
            None => Some(Need::new(
                Next::HandIn,
                "Hand in the whole work",
                "Every milestone is in. Send your weeks, write a few lines, hand in.",
                format!("{}#hand-in", routes::engagement(id)),
                "Hand in",
            )),
        });
    }
    needs.extend(review(page, Side::Student, today));
    needs
}

fn host(page: &EngagementPage, offers: &[Command], today: Day) -> Vec<Need> {
    let (id, student) = (page.engagement.id, &page.terms.student);
    let mut needs: Vec<Need> = onboarding(page, Party::Host, offers).into_iter().collect();
    if page.engagement.stage() == Stage::InAcceptance {
        needs.push(Need::new(
            Next::AnswerWork,
            format!("Answer {student}’s work"),
            "Compare it with the agreement: accept it, or name the criterion that is not met.",
            format!("{}#decide", routes::engagement(id)),
            "Look at the work",
        ));
    }
    for milestone in page.milestones.iter().filter(|m| m.stage == MilestoneStage::Submitted) {
        needs.push(Need::new(
            Next::AnswerMilestone,
            format!("Look at “{}”", milestone.name),
            "Accept it, or say what should change.",
            routes::milestone(id, milestone.id),
            "Open it",
        ));
    }
    for week in page.weeks.iter().filter(|week| week.stage == SheetStage::Submitted) {
        let days = format!("{} to {}", short_date(week.week.monday()), short_date(week.week.sunday()));
        let by = week.silent_on.map(|day| format!("Silence approves it on {}.", long_date(day))).unwrap_or_default();
        needs.push(Need::new(
            Next::AnswerWeek,
            format!("Approve {} for {days}", week.logged),
            by,
            routes::week(id, week.week),
            "See the week",
        ));
    }
    let stuck = page.check_ins.iter().find(|one| one.side == Side::Student);
    if let Some(stuck) = stuck.filter(|one| {
        !one.answers[2].is_empty() && one.answer.is_empty() && page.engagement.stage() == Stage::InProgress
    }) {
        needs.push(Need::new(
            Next::AnswerCheckIn,
            format!("Something is in {student}’s way"),
            stuck.answers[2].clone(),
            format!("{}#check-ins", routes::engagement(id)),
            "Answer it",
        ));
    }
    needs.extend(extension(page));
    needs.extend(check_in(page, Side::Host, today));
    needs.extend(review(page, Side::Host, today));
    needs
}

fn staff(page: &EngagementPage, offers: &[Command]) -> Vec<Need> {
    let mut needs: Vec<Need> = extension(page).into_iter().collect();
    let list = &page.engagement.facts.checklist;
    let agreement = || routes::engagement_room(page.engagement.id, "agreement");
    if offers.contains(&Command::ChooseClassification) {
        needs.push(Need::new(
            Next::Onboarding,
            "Record the worker classification",
            "This work is unpaid for credit. Write down why that is right.",
            agreement(),
            "Open the agreement",
        ));
    }
    if offers.contains(&Command::Sign) && list.agreement_student && list.agreement_host {
        needs.push(Need::new(
            Next::Onboarding,
            "Sign for the program",
            "Both sides have signed.",
            agreement(),
            "Open the agreement",
        ));
    }
    for one in page.mid_points.iter().filter(|one| !one.help.is_empty() && one.answer.is_empty()) {
        needs.push(Need::new(
            Next::AnswerHelp,
            "Answer who asks for help",
            one.help.clone(),
            format!("{}#mid-point", routes::engagement(page.engagement.id)),
            "Answer it",
        ));
    }
    let apart = page.problems.iter().any(|one| one.stage.is_dispute());
    if offers.contains(&Command::UpholdDispute) && !apart {
        needs.push(Need::new(
            Next::Problem,
            "Decide the dispute",
            page.reason.clone(),
            format!("{}#change", routes::engagement(page.engagement.id)),
            "Decide",
        ));
    }
    needs
}
