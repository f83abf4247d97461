//! What needs the viewer: the next actions of an engagement, the most urgent first.

use backend::engagements::EngagementPage;
use domain::actor::Party;
use domain::engagements::{Command, Stage, check_in_due};
use domain::extensions::Command as Answer;
use domain::milestones::Stage as MilestoneStage;
use domain::reviews::{Side, Stage as ReviewStage};
use domain::time::{Day, Week, due_words, long_date, short_date};
use domain::timesheets::Stage as SheetStage;
use leptos::prelude::*;

use super::parts::Viewer;
use crate::routes;
use crate::ui::{ButtonKind, LinkButton};

/// One thing that needs the viewer.
pub(super) struct Need {
    title: String,
    text: String,
    href: String,
    words: &'static str,
}

impl Need {
    fn new(title: impl Into<String>, text: impl Into<String>, href: String, words: &'static str) -> Self {
        Self { title: title.into(), text: text.into(), href, words }
    }
}

/// Everything that needs this viewer today.
pub(super) fn needs(page: &EngagementPage, viewer: Viewer, offers: &[Command], today: Day) -> Vec<Need> {
    match viewer {
        Viewer::Student => student(page, offers, today),
        Viewer::Host => host(page, offers, today),
        Viewer::Staff => staff(page, offers),
    }
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
    let missing = engagement.facts.checklist.missing(engagement.facts.end);
    let href = routes::engagement_room(engagement.id, "agreement");
    let own = missing.iter().find(|one| one.owner == party).map(|one| one.yours);
    match own {
        Some(words) => Some(Need::new(
            words,
            "It is one of the things that must be done before the start.",
            href,
            "Open the agreement",
        )),
        None if missing.is_empty() && offers.contains(&Command::PressStart) => {
            let start = engagement.facts.start;
            Some(Need::new(
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
            "Write your review",
            format!("Neither side sees the other’s first. Open until {}.", long_date(open.closes)),
            routes::engagement_room(page.engagement.id, "review"),
            "Write the review",
        )
    })
}

fn student(page: &EngagementPage, offers: &[Command], today: Day) -> Vec<Need> {
    let id = page.engagement.id;
    let mut needs: Vec<Need> = onboarding(page, Party::Student, offers).into_iter().collect();
    if page.engagement.stage() == Stage::InProgress
        && page.engagement.facts.revision_round > 0
        && !page.revision_note.is_empty()
    {
        needs.push(Need::new(
            "Your host asks for one more round",
            page.revision_note.clone(),
            format!("{}#hand-in", routes::engagement(id)),
            "Hand it in again",
        ));
    }
    for week in page.weeks.iter().filter(|week| week.stage == SheetStage::Returned) {
        let days = format!("{} to {}", short_date(week.week.monday()), short_date(week.week.sunday()));
        needs.push(Need::new(
            format!("Change the week of {days}"),
            "Your host sent it back with a reason.",
            routes::week(id, week.week),
            "Open the week",
        ));
    }
    for milestone in page.milestones.iter().filter(|m| m.stage == MilestoneStage::ChangesRequested) {
        needs.push(Need::new(
            format!("Change “{}”", milestone.name),
            "Your host named what is missing.",
            routes::milestone(id, milestone.id),
            "See what is missing",
        ));
    }
    needs.extend(extension(page));
    needs.extend(check_in(page, Side::Student, today));
    if page.engagement.stage() == Stage::InProgress && page.engagement.facts.revision_round == 0 {
        let next = page.milestones.iter().find(|m| m.stage == MilestoneStage::Draft);
        needs.extend(match next {
            Some(next) => (next.due <= domain::time::plus_days(today, 7)).then(|| {
                Need::new(
                    format!("Hand in “{}”", next.name),
                    format!("{}.", due_words(next.due, today)),
                    routes::milestone(id, next.id),
                    "Hand it in",
                )
            }),
            None => Some(Need::new(
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
            format!("Answer {student}’s work"),
            "Compare it with the agreement: accept it, or name the criterion that is not met.",
            format!("{}#decide", routes::engagement(id)),
            "Look at the work",
        ));
    }
    for milestone in page.milestones.iter().filter(|m| m.stage == MilestoneStage::Submitted) {
        needs.push(Need::new(
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
            format!("Approve {} for {days}", week.logged),
            by,
            routes::week(id, week.week),
            "See the week",
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
            "Record the worker classification",
            "This work is unpaid for credit. Write down why that is right.",
            agreement(),
            "Open the agreement",
        ));
    }
    if offers.contains(&Command::Sign) && list.agreement_student && list.agreement_host {
        needs.push(Need::new("Sign for the program", "Both sides have signed.", agreement(), "Open the agreement"));
    }
    if offers.contains(&Command::UpholdDispute) {
        needs.push(Need::new(
            "Decide the dispute",
            page.reason.clone(),
            format!("{}#change", routes::engagement(page.engagement.id)),
            "Decide",
        ));
    }
    needs
}
