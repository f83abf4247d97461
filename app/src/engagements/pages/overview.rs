//! `/engagements/{id}`: where the work stands, and what needs the one who looks.

use domain::dashboards::in_words;
use domain::engagements::{Command, Stage};
use domain::milestones::Stage as MilestoneStage;
use domain::time::{Day, Minutes, due_words, long_date, short_date};
use leptos::prelude::*;

use super::parts::{Viewer, frame, span, stage_tag};
use super::{moves, needs, records};
use crate::layout::{Page, page};
use crate::routes;
use crate::ui::{BackLink, Banner, ButtonKind, FormError, Ledge, LinkButton, Meter, Step, StepState, Tone, icon};

type Work = backend::engagements::EngagementPage;

#[component]
pub(super) fn EngagementPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let work = backend::engagements::engagement_page(&cx, request.id("id")?).await?;
        let parties = cx.actor().parties(&work.engagement.belongs);
        let viewer = Viewer::of(&parties);
        let offers = work.engagement.offers(cx.actor());
        let title = headline(&work, viewer);
        let showing = backend::portfolios::showing_of(&cx, &work.engagement).await?;
        let mut needs = needs::needs(&work, viewer, &offers, cx.today());
        needs.extend(needs::showing(&work, viewer, showing.as_ref()));
        let deciding = offers.contains(&Command::Accept)
            || (offers.contains(&Command::HandIn) && work.engagement.facts.milestones_open == 0);
        let primary = !deciding && !logs_time(&work, viewer);
        let body = view! {
            {header(&work, viewer, &title, deciding)}
            <FormError message=request.form.whole()/>
            {at_risk(&work)}
            <div class="split">
                <div class="stack loose">
                    {needs::list(needs, primary)}
                    {crate::pauses::open(&request, &work)}
                    {crate::extensions::open(&request, &work, viewer)}
                    {deep(&work, cx.today())}
                    {beside(&work, cx.today())}
                    {moves::hand_in(&request, &work, &offers)}
                    {moves::decide(&request, &work, &offers)}
                    {(!work.reflection.is_empty()).then(|| reflection(&work))}
                    {records::weeks(&work)}
                </div>
                <div class="stack loose">
                    {records::pay(&work, viewer)}
                    {records::reviews(&work)}
                    {crate::portfolios::may_be_shown(&request, &work, viewer, showing.as_ref(), cx.program())}
                    {records::half(&request, &work, viewer)}
                    {records::check_ins(&request, &work, viewer)}
                    {records::missed(&work)}
                    {crate::extensions::closed(&work)}
                    {moves::change(&request, &work, viewer, &offers, cx.today())}
                    {records::history(&work.history, cx.program())}
                </div>
            </div>
        };
        Ok(Page::new(title, frame(&request)?, body))
    })
}

/// Messages, hours and pay, and the next date: always in the same place.
fn beside(work: &Work, today: Day) -> Option<impl IntoView + use<>> {
    let id = work.engagement.id;
    let next = next_date(work, today).map(|(what, day)| {
        view! { <li><b>{what}</b><br/><span class="meta">{due_words(day, today)}</span></li> }
    });
    let messages = work.talks.then(|| {
        let new = match work.unread {
            0 => "Ask, agree, share a link. Kept on the record.".to_owned(),
            1 => "One new message".to_owned(),
            count => format!("{count} new messages"),
        };
        view! { <li><a class="name" href=routes::engagement_room(id, "messages")>"Messages"</a><br/><span class="meta">{new}</span></li> }
    });
    let pay = work.meter.as_ref().map(|meter| {
        let words = crate::plans::short(meter).unwrap_or_else(|| "Unpaid, for credit".to_owned());
        view! { <li><a class="name" href=routes::engagement_room(id, "plan")>"Hours and pay"</a><br/><span class="meta">{words}</span></li> }
    });
    let problems = work
        .problems
        .iter()
        .filter(|one| !domain::problems::MACHINE.terminal.contains(&one.stage))
        .map(|one| {
            let told = format!("Told on {}", long_date(one.told));
            view! { <li><a class="name" href=routes::problem(one.id)>{format!("A problem: {}", one.kind.words())}</a><br/><span class="meta">{told}</span></li> }
        })
        .collect_view();
    (work.talks || next.is_some()).then(|| {
        view! {
            <section class="sec" aria-labelledby="beside">
                <h2 id="beside">"Beside the work"</h2>
                <ul class="rows">{next} {messages} {pay} {problems}</ul>
            </section>
        }
    })
}

/// The next thing with a date, of those both sides wait for.
fn next_date(work: &Work, today: Day) -> Option<(String, Day)> {
    let facts = &work.engagement.facts;
    let mut dates: Vec<(String, Day)> = Vec::new();
    match work.engagement.stage() {
        Stage::Onboarding => dates.push(("First day of work".to_owned(), facts.start)),
        Stage::InProgress => {
            dates.push(("Last day".to_owned(), facts.end));
            let open = work.milestones.iter().filter(|one| {
                one.dropped.is_none() && matches!(one.stage, MilestoneStage::Draft | MilestoneStage::ChangesRequested)
            });
            dates.extend(open.map(|one| (one.name.clone(), one.due)));
            dates.extend(facts.checklist.kickoff.map(|day| ("Kick-off meeting".to_owned(), day)));
        }
        Stage::Paused => {
            dates.extend(work.pause.as_ref().map(|pause| ("Last day of the pause".to_owned(), pause.until)))
        }
        _ => {}
    }
    dates.into_iter().filter(|(_, day)| *day >= today).min_by_key(|(_, day)| *day)
}

fn logs_time(work: &Work, viewer: Viewer) -> bool {
    viewer == Viewer::Student && work.engagement.stage() == Stage::InProgress
}

/// What is the case, in one line.
fn headline(work: &Work, viewer: Viewer) -> String {
    let (facts, terms) = (&work.engagement.facts, &work.terms);
    let other = if viewer == Viewer::Student { &terms.host } else { &terms.student };
    match work.engagement.stage() {
        Stage::Onboarding => match facts.missing().len() {
            0 => format!("Ready to start with {other}"),
            1 => "One thing is missing before the start".to_owned(),
            count => format!("{} things are missing before the start", in_words(count)),
        },
        Stage::InProgress => format!("Work with {other} is under way"),
        Stage::Submitted | Stage::InAcceptance if viewer == Viewer::Host => format!("{other} has handed in the work"),
        Stage::Submitted | Stage::InAcceptance => format!("The work is with {}", terms.host),
        Stage::Accepted => "The work is accepted".to_owned(),
        Stage::Paid => "Accepted and paid".to_owned(),
        Stage::Completed => "Complete".to_owned(),
        Stage::Paused => "The work is paused".to_owned(),
        Stage::Disputed => "Staff are mediating".to_owned(),
        Stage::NoShowStudent => "Ended: the student did not start".to_owned(),
        Stage::NoShowHost => "Ended: the host did not start".to_owned(),
        Stage::Cancelled => "The work has ended early".to_owned(),
        Stage::Terminated => "The work was ended for cause".to_owned(),
        Stage::Incomplete => "The work was not finished in time".to_owned(),
        Stage::Lapsed => "The onboarding has lapsed".to_owned(),
    }
}

fn header(work: &Work, viewer: Viewer, title: &str, deciding: bool) -> impl IntoView + use<> {
    let (id, terms) = (work.engagement.id, &work.terms);
    let who = match viewer {
        Viewer::Student => terms.host.clone(),
        Viewer::Host => terms.student.clone(),
        Viewer::Staff => format!("{} at {}", terms.student, terms.host),
    };
    let kind = if deciding { ButtonKind::Plain } else { ButtonKind::Primary };
    let log = logs_time(work, viewer)
        .then(|| view! { <LinkButton href=routes::engagement_room(id, "time") kind=kind icon=icon::TIMER>"Log time"</LinkButton> });
    // Staff come from several lists, which stand at the side.
    let up = match viewer {
        Viewer::Student => Some(("/student/work", "Your work")),
        Viewer::Host => Some(("/host", "Your home")),
        Viewer::Staff => None,
    };
    view! {
        {up.map(|(href, words)| view! { <BackLink href=href words=words/> })}
        <header class="row between base">
            <div class="stack tight">
                <p class="eyebrow">{who}</p>
                <h1>{title.to_owned()}</h1>
                <p class="row">
                    {stage_tag(work.engagement.stage())}
                    <a class="link" href=routes::engagement_room(id, "agreement")>"The agreement"</a>
                </p>
            </div>
            {log}
        </header>
    }
}

fn at_risk(work: &Work) -> Option<impl IntoView + use<>> {
    let ended = domain::engagements::MACHINE.terminal.contains(&work.engagement.stage())
        || work.engagement.stage() == Stage::Paused;
    if ended && !work.reason.is_empty() {
        let reason = work.reason.clone();
        return Some(view! { <Banner title="The reason given"><p>{reason}</p></Banner> }.into_any());
    }
    work.at_risk.then(|| {
        view! {
            <Banner tone=Tone::Need title="This work has fallen behind">
                <p>"A milestone is three days late, or two check-ins in a row are missing. Write to each other, or ask staff."</p>
            </Banner>
        }
        .into_any()
    })
}

/// Hours and milestones: the thing under way.
fn deep(work: &Work, today: Day) -> impl IntoView + use<> {
    let terms = &work.terms;
    let logged = Minutes(work.approved.0 + work.waiting.0);
    let check = Minutes(work.planned.0 * 4 / 5);
    let hours = |minutes: Minutes| f64::from(minutes.0) / 60.0;
    let label =
        format!("{} approved, {} not yet, of {}. Check at {}.", work.approved, work.waiting, work.planned, check);
    let net = work.pay.per_hour.filter(|_| work.pay.gross.0 > 0).map(|net| {
        view! { <div><p class="big">{net.exact()}</p><span>{format!("net an hour at {}", work.planned)}</span></div> }
    });
    view! {
        <section class="deep stack loose" aria-labelledby="under-way">
            <div class="stack tight">
                <p class="eyebrow">{span(work.engagement.facts.start, work.engagement.facts.end)}</p>
                <h2 id="under-way">{terms.project.clone()}</h2>
            </div>
            <div class="stack">
                <div class="figs">
                    <div>
                        <p class="big">{logged.to_string()} <small>{format!(" of {}", work.planned)}</small></p>
                        <span>{format!("{} approved, {} not yet", work.approved, work.waiting)}</span>
                    </div>
                    {net}
                </div>
                <Meter value=hours(work.approved) waiting=hours(work.waiting) max=hours(work.planned) mark=hours(check) label=label/>
                <p class="meta">{format!("At {} both of you are asked whether to trim, extend or top up. Logged time is never lost.", check)}</p>
            </div>
            {(!work.milestones.is_empty()).then(|| view! { <Ledge items=steps(work, today)/> })}
        </section>
    }
}

fn steps(work: &Work, today: Day) -> Vec<Step> {
    let current = work.milestones.iter().position(|m| m.stage != MilestoneStage::Accepted && m.dropped.is_none());
    let step = |(index, one): (usize, &backend::engagements::MilestoneLine)| {
        let (state, note) = match one.stage {
            _ if one.dropped.is_some() => (StepState::Done, "Let go by both".to_owned()),
            MilestoneStage::Accepted => (StepState::Done, "Accepted".to_owned()),
            MilestoneStage::Submitted => (StepState::Todo, "With the host".to_owned()),
            MilestoneStage::ChangesRequested => (StepState::Need, "Changes asked for".to_owned()),
            MilestoneStage::Draft if one.due < today => (StepState::Late, format!("Was due {}", short_date(one.due))),
            MilestoneStage::Draft if current == Some(index) => (StepState::Now, due_words(one.due, today)),
            MilestoneStage::Draft => (StepState::Todo, long_date(one.due)),
        };
        Step::new(one.name.clone(), state).note(note).href(routes::milestone(work.engagement.id, one.id))
    };
    work.milestones.iter().enumerate().map(step).collect()
}

fn reflection(work: &Work) -> impl IntoView + use<> {
    let (words, student) = (work.reflection.clone(), work.terms.student.clone());
    view! {
        <section class="sec" aria-labelledby="reflection">
            <h2 id="reflection">{format!("What {student} learned")}</h2>
            <blockquote class="quote"><p>{words}</p></blockquote>
        </section>
    }
}
