//! One application: for the student where it stands, for the host what was written.

use backend::applications::{ApplicationView, Happened, Viewer};
use backend::programs::Program;
use domain::applications::{Command, Stage};
use domain::ids::ApplicationId;
use domain::time::{Instant, long_date, short_date};
use leptos::prelude::*;

use super::parts::{
    ANSWER, DECIDE, Offer, accept_dialog, answers, background, decision, decline_dialog, hours, receipt, skills, span,
    stage_tag, stage_word, time_left,
};
use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{
    Banner, Button, ButtonKind, DialogButton, Diff, ErrorSummary, Fact, Facts, FormState, Icon, LinkButton, More,
    Timeline, TimelineEntry, Tone, icon,
};

/// `/applications/{id}`.
#[component]
pub fn ApplicationPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let id: ApplicationId = request.id("id")?;
        let view = backend::applications::application_page(&cx, id).await?;
        let frame = Frame::of(request.person()?, "/student", "/host", "/staff/projects");
        let program = cx.program();
        let body = if view.viewer == Viewer::Student {
            student(&view, program, cx.at(), &request, &request.form_for(ANSWER)).into_any()
        } else {
            host(&view, program, cx.at(), &request, &request.form_for(DECIDE)).into_any()
        };
        Ok(Page::new(format!("Application, {}", view.title), frame, body))
    })
}

/// What is the case, for the student.
fn headline(view: &ApplicationView, at: Instant) -> String {
    let host = &view.host;
    let by = view.decision_due.map(|day| format!(" by {}", long_date(day))).unwrap_or_default();
    match view.stage {
        Stage::Draft => "Not sent yet".to_owned(),
        Stage::Submitted | Stage::Shortlisted | Stage::Interview if view.to_confirm.is_some() => {
            format!("{host} changed this project")
        }
        Stage::Submitted => format!("{host} answers{by}"),
        Stage::Shortlisted => format!("You are shortlisted; {host} decides{by}"),
        Stage::Interview => format!("{host} wants to talk to you"),
        Stage::Offered if ran_out(view, at) => "This offer has run out".to_owned(),
        Stage::Offered => format!("{host} offers you this project"),
        Stage::Accepted => "You accepted this project".to_owned(),
        Stage::Ineligible => "You do not meet a requirement of this project".to_owned(),
        Stage::Withdrawn => "You took this application back".to_owned(),
        Stage::NotSelected => "You were not selected this time".to_owned(),
        Stage::Declined => "You declined this offer".to_owned(),
        Stage::OfferExpired => "This offer ran out".to_owned(),
        Stage::Closed if lapsed(view) => "This application is closed".to_owned(),
        Stage::Closed => "This project was closed".to_owned(),
    }
}

fn ran_out(view: &ApplicationView, at: Instant) -> bool {
    view.offer_expires_at.is_some_and(|until| until <= at)
}

fn student(
    view: &ApplicationView,
    program: &Program,
    at: Instant,
    request: &Request,
    form: &FormState,
) -> impl IntoView + use<> {
    let offered = view.stage == Stage::Offered && !ran_out(view, at);
    let offer = offered.then(|| offer(view, program, at));
    let words = view.reason.clone();
    let reason = (!words.is_empty()).then(|| view! { <Banner title="The answer in words"><p>{words}</p></Banner> });
    let next = next_step(view);
    let talk = crate::interviews::for_student(view, program, at, request);
    let changed = to_confirm(view);
    let id = view.id.to_string();
    let withdraw = view.commands.contains(&Command::Withdraw).then(|| {
        view! {
            <More summary="Take this application back">
                <form method="post" action=ANSWER class="stack">
                    {hidden_key()}
                    <input type="hidden" name="id" value=id/>
                    <p>"The host no longer considers you, and you cannot apply to this project again. You have one open application fewer."</p>
                    <Button kind=ButtonKind::Danger name="answer" value="withdraw">"Take it back"</Button>
                </form>
            </More>
        }
    });
    view! {
        <p><a class="link" href="/student/applications"><Icon glyph=icon::ARROW_LEFT/> "Your applications"</a></p>
        <header class="stack tight">
            <p class="eyebrow">{view.title.clone()}</p>
            <h1>{headline(view, at)}</h1>
            <div class="row">{stage_tag(view.stage)} <a class="link" href=routes::project(view.project)>"See the project"</a></div>
        </header>
        <ErrorSummary items=form.summary()/>
        <div class="split">
            <div class="stack loose">
                {changed} {offer} {talk} {reason} {next}
                <section class="stack" aria-labelledby="written">
                    <h2 id="written">"What you wrote"</h2>
                    {answers(view)}
                    {resume(view)}
                </section>
                {withdraw}
            </div>
            <aside class="stack loose" aria-label="Progress">{progress(view, program)}</aside>
        </div>
    }
}

/// Whether it was closed because changed terms were not confirmed.
fn lapsed(view: &ApplicationView) -> bool {
    view.history.iter().any(|step| step.command == "lapse")
}

/// What changed since they applied, and whether they still want it.
fn to_confirm(view: &ApplicationView) -> Option<impl IntoView + use<>> {
    let (by, changes) = view.to_confirm.as_ref().filter(|_| view.commands.contains(&Command::Confirm))?;
    let rows = crate::revisions::rows(changes);
    let words = format!(
        "Answer by {}. Until then your application stays, but you cannot be offered a seat; without an answer it is closed.",
        long_date(*by)
    );
    Some(view! {
        <section class="box stack" aria-labelledby="changed">
            <h2 id="changed">"Do you still want it?"</h2>
            <p>{format!("{} changed the project after you applied, and staff approved the change.", view.host)}</p>
            <Diff caption="What changed since you applied" before="When you applied" after="Now" rows=rows/>
            <p><b>{words}</b></p>
            <form method="post" action=ANSWER>
                {hidden_key()}
                <input type="hidden" name="id" value=view.id.to_string()/>
                <div class="row">
                    <Button kind=ButtonKind::Primary icon=icon::CHECK name="answer" value="confirm">"Yes, keep my application"</Button>
                    <Button name="answer" value="withdraw">"No, take it back"</Button>
                </div>
            </form>
        </section>
    })
}

/// The one thing to do after the answer.
fn next_step(view: &ApplicationView) -> Option<AnyView> {
    match (view.stage, view.engagement) {
        (Stage::Accepted, Some(engagement)) => Some(
            view! {
                <p>
                    <LinkButton href=routes::engagement(engagement) kind=ButtonKind::Primary icon=icon::SIGNATURE>
                        "Go to your engagement"
                    </LinkButton>
                </p>
            }
            .into_any(),
        ),
        (Stage::NotSelected | Stage::Declined | Stage::OfferExpired | Stage::Closed | Stage::Ineligible, _) => Some(
            view! {
                <p><LinkButton href="/projects" kind=ButtonKind::Primary icon=icon::SEARCH>"Find another project"</LinkButton></p>
            }
            .into_any(),
        ),
        _ => None,
    }
}

fn offer(view: &ApplicationView, program: &Program, at: Instant) -> impl IntoView + use<> {
    let until = view.offer_expires_at.map(|until| {
        let left = time_left(until, at);
        view! {
            <p>
                <Icon glyph=icon::CLOCK/> " Yours until "
                <time datetime=until.to_string()>{program.long(until)}</time>
                {format!(". That is {left} from now.")}
            </p>
        }
    });
    let mut facts = vec![
        Fact::with(icon::TIMER, format!("At most {}", hours(view.hours_high))),
        Fact::with(icon::CLOCK, format!("{} h a week", view.weekly_hours)),
    ];
    facts.extend(view.dates.map(|dates| Fact::with(icon::CALENDAR_DAYS, span(dates))));
    let most = program.policy.weekly_hours;
    let load = view.busiest_week.map(|load| {
        let text = format!("With this project your busiest week has {load} of work. The most is {most} h.");
        if load.0 > most * 60 {
            view! { <Banner tone=Tone::Need title="One of your weeks would be too full."><p>{text}</p></Banner> }
                .into_any()
        } else {
            view! { <p class="meta">{text}</p> }.into_any()
        }
    });
    let per_hour = view.pay.and_then(|pay| pay.per_hour).map(|net| {
        view! {
            <div>
                <p class="big">{net.exact()}</p>
                <p class="soft">{format!("net an hour if it takes the full {}", hours(view.hours_high))}</p>
            </div>
        }
    });
    let answered = Offer {
        id: view.id,
        title: view.title.clone(),
        host: view.host.clone(),
        hours_high: view.hours_high,
        net: view.pay.map(|pay| pay.net),
        clashes: view.clashes.clone(),
    };
    let compare = (view.open_offers > 1).then(|| {
        let words = format!("You have {} offers. Compare them side by side", view.open_offers);
        view! { <p><a class="link" href="/student/offers">{words}</a></p> }
    });
    view! {
        <section class="box stack" aria-labelledby="offer">
            <h2 id="offer">"The offer"</h2>
            {compare}
            {until}
            <Facts items=facts/>
            {per_hour}
            {view.pay.as_ref().map(receipt)}
            {load}
            <p>"Accepting is binding for the host and for you. Next, you, the host and the program sign the agreement."</p>
            <div class="row">
                <DialogButton kind=ButtonKind::Primary icon=icon::CHECK opens="accept-dialog">"Accept the offer"</DialogButton>
                <DialogButton opens="decline-dialog">"Decline"</DialogButton>
            </div>
            {accept_dialog(&answered, "accept-dialog".to_owned())} {decline_dialog(&answered, "decline-dialog".to_owned())}
        </section>
    }
}

fn progress(view: &ApplicationView, program: &Program) -> impl IntoView + use<> {
    let promised = matches!(view.stage, Stage::Submitted | Stage::Shortlisted | Stage::Interview)
        .then(|| {
            view.decision_due.map(|day| view! { <p><b>{format!("You have an answer by {}.", long_date(day))}</b></p> })
        })
        .flatten();
    let items = view.history.iter().map(|step| entry(step, program)).collect::<Vec<_>>();
    let items = match (items.is_empty(), view.submitted_at) {
        (true, Some(at)) => vec![TimelineEntry::new(short_date(program.day_of(at)), icon::SEND, "Application sent")],
        _ => items,
    };
    view! {
        <section class="sec stack" aria-labelledby="progress">
            <h2 id="progress">"What happened"</h2>
            {promised}
            <Timeline items=items/>
        </section>
    }
}

fn entry(step: &Happened, program: &Program) -> TimelineEntry {
    let (glyph, words) = match step.to {
        Stage::Draft => (icon::PENCIL, "Begun"),
        _ if step.command == "ask_to_confirm" => (icon::GIT_COMPARE, "The project changed"),
        _ if step.command == "offer_times" => (icon::CLOCK, "Other times offered"),
        _ if step.command == "pick_time" => (icon::CHECK, "Time for the talk picked"),
        _ if step.command == "no_time_fits" => (icon::CLOCK, "No time fitted"),
        _ if step.command == "keep_in_line" => (icon::LIST_CHECKS, "Next in line, should a seat come free"),
        _ if step.command == "confirm" => (icon::CHECK, "Changed terms confirmed"),
        Stage::Closed if step.command == "lapse" => (icon::CLOCK, "Changed terms not confirmed in time"),
        Stage::Submitted => (icon::SEND, "Application sent"),
        Stage::Shortlisted => (icon::LIST_CHECKS, "Shortlisted"),
        Stage::Interview => (icon::MESSAGE_SQUARE, "Invited to a talk"),
        Stage::Offered if step.command == "extend_offer" => (icon::CLOCK, "More time to answer"),
        Stage::Offered => (icon::HAND_COINS, "Offer made"),
        Stage::Accepted => (icon::CIRCLE_CHECK, "Offer accepted"),
        Stage::Ineligible => (icon::X, "A requirement is not met"),
        Stage::Withdrawn => (icon::UNDO, "Application taken back"),
        Stage::NotSelected => (icon::X, "Not selected"),
        Stage::Declined => (icon::UNDO, "Offer declined"),
        Stage::OfferExpired => (icon::CLOCK, "Offer ran out"),
        Stage::Closed => (icon::X, "Project closed"),
    };
    let entry = TimelineEntry::new(short_date(program.day_of(step.at)), glyph, words).datetime(step.at.to_string());
    if step.by_system { entry.text("By the system") } else { entry }
}

fn host(
    view: &ApplicationView,
    program: &Program,
    at: Instant,
    request: &Request,
    form: &FormState,
) -> impl IntoView + use<> {
    let list = routes::applicants(view.project);
    let talk = crate::interviews::for_host(view, program, at, &request.form_for(crate::interviews::PROPOSE), "");
    let engagement = view.engagement.map(|id| {
        view! { <p><LinkButton href=routes::engagement(id) kind=ButtonKind::Primary>"Go to the engagement"</LinkButton></p> }
    });
    view! {
        <p><a class="link" href=list><Icon glyph=icon::ARROW_LEFT/> "All applicants"</a></p>
        <header class="stack tight">
            <p class="eyebrow">{view.title.clone()}</p>
            <h1>{format!("{}: {}", view.name, stage_word(view.stage).to_lowercase())}</h1>
            {person(view)}
        </header>
        <div class="split">
            <div class="stack loose">
                {engagement}
                <section class="stack" aria-labelledby="written">
                    <h2 id="written">"What they wrote"</h2>
                    {answers(view)}
                </section>
                {talk} {decision(view, form, "")}
            </div>
            <aside class="stack loose" aria-label="Progress">{reason(view)} {progress_for_host(view, program)}</aside>
        </div>
    }
}

/// School, time and skills, as far as they are shown.
pub fn person(view: &ApplicationView) -> impl IntoView + use<> {
    let mut facts = Vec::new();
    if !view.school.is_empty() {
        facts.push(Fact::with(icon::GRADUATION_CAP, view.school.clone()));
    }
    facts.push(Fact::with(
        icon::CLOCK,
        format!("{} free hours a week, you need {}", view.free_hours, view.weekly_hours),
    ));
    let about = (!view.about.is_empty()).then(|| view! { <p class="soft">{view.about.clone()}</p> });
    let tag = stage_tag(view.stage);
    let hidden = view.hidden.then(|| view! { <li><Icon glyph=icon::EYE_OFF/> "Name and school hidden"</li> });
    view! {
        <Facts items=facts>{hidden} <li>{tag}</li></Facts>
        {skills(view)}
        {about}
        {resume(view)}
        {background(view)}
        {print(view)}
    }
}

/// The application as a file: what stands on the page, so without a name while that is hidden. A preview has none.
fn print(view: &ApplicationView) -> Option<impl IntoView + use<>> {
    let kept = view.submitted_at.is_some();
    let words = if view.hidden { "Download it without the name (PDF)" } else { "Download the application (PDF)" };
    kept.then(|| view! { <p><a class="link" href=routes::application_print(view.id)>{words}</a></p> })
}

/// The résumé that was sent along.
pub fn resume(view: &ApplicationView) -> Option<impl IntoView + use<>> {
    let file = view.resume.as_ref()?;
    let line = crate::files::link(file, "Résumé", &crate::files::kind_and_size(file));
    Some(view! { <p>{line}</p> })
}

/// The reason of the last step, for the host and staff.
pub fn reason(view: &ApplicationView) -> Option<impl IntoView + use<>> {
    let words = view.reason.clone();
    (!words.is_empty()).then(|| view! { <Banner title="Answered with"><p>{words}</p></Banner> })
}

fn progress_for_host(view: &ApplicationView, program: &Program) -> impl IntoView + use<> {
    let offered = view
        .offer_expires_at
        .filter(|_| view.stage == Stage::Offered)
        .map(|until| view! { <p><b>{format!("The student has until {}.", program.long(until))}</b></p> });
    let due = matches!(view.stage, Stage::Submitted | Stage::Shortlisted | Stage::Interview)
        .then(|| {
            view.decision_due.map(|day| view! { <p><b>{format!("Promised: an answer by {}.", long_date(day))}</b></p> })
        })
        .flatten();
    let items = view.history.iter().map(|step| entry(step, program)).collect::<Vec<_>>();
    view! {
        <section class="sec stack" aria-labelledby="progress">
            <h2 id="progress">"What happened"</h2>
            {offered} {due}
            <Timeline items=items/>
        </section>
    }
}
