//! The student's home: what needs them now, the work under way, answers on their way, pay, projects that fit.

use backend::applications::{CurrentWork, HomeView, MyApplication, Need, OtherWork};
use backend::programs::Program;
use backend::projects::{Matched, Recommended};
use domain::engagements::Stage as Work;
use domain::machine::Word as _;
use domain::milestones::Stage as Handed;
use domain::reviews::Side;
use domain::time::{Day, Minutes, Week, long_date, short_date};
use leptos::prelude::*;

use super::list::promise;
use super::needs;
use super::parts::receipt;
use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::text;
use crate::ui::{ButtonKind, EmptyState, Ledge, LinkButton, Meter, Step, StepState, icon};

/// `/student`.
#[component]
pub fn StudentHomePage() -> impl IntoView {
    page(|request| async move {
        drop(request);
        let cx = crate::caller::cx().await?;
        let view = backend::applications::student_home(&cx).await?;
        let ahead = backend::agenda::ahead(&cx, Side::Student).await?;
        let named = needs::places(&view.needs, view.today, cx.program());
        let coming = crate::agenda::coming_up(&ahead.items, ahead.today, &named, "/student/calendar").into_any();
        let new = crate::messages::in_your_work(&cx).await?;
        let coming = view! { {new} {coming} }.into_any();
        let body = body(&view, cx.program(), coming);
        let body = view! { {body} {crate::timesheets::bring_worker()} };
        Ok(Page::new("Home", Frame::Student("/student"), body))
    })
}

/// The one thing a student does most: log time while work goes on, else find a project.
fn main_action(view: &HomeView, thumb: bool) -> impl IntoView + use<> {
    let working = view.current.as_ref().filter(|work| work.stage == Work::InProgress);
    let class = if thumb { "thumb narrow" } else { "wide" };
    match working {
        Some(work) => {
            let href = routes::week(work.engagement, Week::of(view.today));
            view! { <LinkButton href=href kind=ButtonKind::Primary icon=icon::TIMER full=thumb class=class>"Log time"</LinkButton> }
                .into_any()
        }
        None => view! {
            <LinkButton href="/projects" kind=ButtonKind::Primary icon=icon::SEARCH full=thumb class=class>"Find a project"</LinkButton>
        }
        .into_any(),
    }
}

fn body(view: &HomeView, program: &Program, coming: AnyView) -> impl IntoView + use<> {
    let first = needs::first(&view.needs, view.today, program);
    let thumb = match first {
        Some((href, words)) => view! {
            <LinkButton href=href kind=ButtonKind::Primary icon=icon::ARROW_RIGHT full=true class="thumb narrow">{words}</LinkButton>
        }
        .into_any(),
        None => main_action(view, true).into_any(),
    };
    let offers = view.needs.iter().filter(|need| matches!(need, Need::Offer { .. })).count();
    let compare = (offers > 1).then(|| {
        view! { <p><a class="link" href="/student/offers">{format!("Compare your {offers} offers side by side")}</a></p> }
    });
    let needs = (!view.needs.is_empty()).then(|| needs::list(&view.needs, view.today, program));
    let work = view.current.as_ref().map(|work| deep(work, view.today).into_any());
    let empty = (view.needs.is_empty() && work.is_none()).then(|| {
        let text = if view.waiting.is_empty() {
            "Projects show what they pay after tax and when you get an answer. Applying takes about five minutes."
        } else {
            "Your applications are with the hosts. Each is answered by its printed date, and you get an email."
        };
        view! { <EmptyState title="Your work shows here" text=text/> }
    });
    view! {
        <p class="eyebrow narrow">{program.name.clone()}</p>
        <header class="row between base">
            <div>
                <p class="eyebrow"><time datetime=view.today.to_string()>{long_date(view.today)}</time></p>
                <h1>{needs::headline(view.needs.len(), &view.name)}</h1>
            </div>
            {main_action(view, false)}
        </header>
        <div class="split home">
            <div class="stack loose">{compare} {needs} {work} {empty} {others(&view.others)}</div>
            <div class="stack loose">
                {coming}
                {waiting(&view.waiting, program)}
                {view.current.as_ref().map(pay)}
                {recommended(&view.recommended)}
            </div>
        </div>
        {thumb}
    }
}

/// Hours and milestones of the engagement under way.
fn deep(work: &CurrentWork, today: Day) -> impl IntoView + use<> {
    let begun = !matches!(work.stage, Work::Onboarding);
    let hours = begun.then(|| hours(work));
    let state = match work.stage {
        Work::InProgress => String::new(),
        Work::Onboarding => format!("Getting ready. Work starts {}.", long_date(work.start)),
        stage => format!("{}.", text::capital(&text::stage_word(stage.word()))),
    };
    let state = (!state.is_empty()).then(|| view! { <p class="meta">{state}</p> });
    let next = work.milestones.iter().find(|m| matches!(m.stage, Handed::Draft | Handed::ChangesRequested));
    let hand_in = next.filter(|_| work.stage == Work::InProgress).map(|milestone| {
        let href = routes::milestone(work.engagement, milestone.id);
        view! { <LinkButton href=href icon=icon::UPLOAD>{format!("Hand in: {}", milestone.name)}</LinkButton> }
    });
    let ledge = (!work.milestones.is_empty()).then(|| view! { <Ledge items=steps(work)/> });
    // On a phone the button under the thumb may be something else.
    let log = (work.stage == Work::InProgress).then(|| {
        let href = routes::week(work.engagement, Week::of(today));
        view! { <LinkButton href=href icon=icon::TIMER class="narrow">"Log time"</LinkButton> }
    });
    view! {
        <section class="deep stack loose" aria-labelledby="work">
            <div class="stack tight">
                <p class="eyebrow">{format!("Your project at {}", work.host)}</p>
                <h2 id="work"><a href=routes::engagement(work.engagement)>{work.title.clone()}</a></h2>
                {state}
            </div>
            {hours}
            {ledge}
            <div class="row">
                {log} {hand_in}
                <LinkButton href=routes::engagement(work.engagement) icon=icon::ARROW_RIGHT>"Open the project"</LinkButton>
            </div>
        </section>
    }
}

fn hours(work: &CurrentWork) -> impl IntoView + use<> {
    let logged = Minutes(work.approved.0 + work.waiting.0);
    let mark = work.planned.0 * 80 / 100;
    let label = format!(
        "{logged} of {} logged, {} approved. The check at 80 percent is at {}.",
        work.planned,
        work.approved,
        Minutes(mark)
    );
    let split = if work.waiting.0 > 0 {
        format!("{} approved, {} not yet", work.approved, work.waiting)
    } else {
        format!("{} approved", work.approved)
    };
    let per_hour = work.pay.per_hour.map(|net| {
        view! { <div><p class="big">{net.exact()}</p><span>{format!("net an hour at {}", work.planned)}</span></div> }
    });
    let check = if logged.0 < mark {
        format!(
            "At {} we ask you and {} whether to trim, extend or top up. That is {} away.",
            Minutes(mark),
            work.supervisor,
            Minutes(mark - logged.0)
        )
    } else {
        format!(
            "More than 80 percent of the time is used. Agree with {} whether to trim, extend or top up.",
            work.supervisor
        )
    };
    view! {
        <div class="stack">
            <div class="figs">
                <div>
                    <p class="big">{logged.to_string()} " " <small>{format!("of {}", work.planned)}</small></p>
                    <span>{split}</span>
                </div>
                {per_hour}
            </div>
            <Meter
                value=f64::from(work.approved.0) waiting=f64::from(work.waiting.0) max=f64::from(work.planned.0)
                mark=f64::from(mark) label=label
            />
            <p class="meta">{check}</p>
        </div>
    }
}

fn steps(work: &CurrentWork) -> Vec<Step> {
    let next = work.milestones.iter().position(|m| matches!(m.stage, Handed::Draft | Handed::ChangesRequested));
    let steps = work.milestones.iter().enumerate().map(|(index, milestone)| {
        let (state, note) = match milestone.stage {
            Handed::Accepted => {
                let day = milestone.decided_on.unwrap_or(milestone.due);
                (StepState::Done, format!("Accepted {}", short_date(day)))
            }
            Handed::Submitted => (StepState::Todo, "With your host".to_owned()),
            Handed::ChangesRequested => (StepState::Need, "Changes asked for".to_owned()),
            Handed::Draft if next == Some(index) => (StepState::Now, format!("Due {}", long_date(milestone.due))),
            Handed::Draft => (StepState::Todo, long_date(milestone.due)),
        };
        Step::new(milestone.name.clone(), state).note(note)
    });
    steps.collect()
}

fn others(others: &[OtherWork]) -> Option<impl IntoView + use<>> {
    if others.is_empty() {
        return None;
    }
    let lines = others
        .iter()
        .map(|work| {
            let note = format!("{}, {}", work.host, text::stage_word(work.stage.word()));
            view! {
                <li>
                    <a class="name" href=routes::engagement(work.engagement)>{work.title.clone()}</a>
                    <br/>
                    <span class="meta">{note}</span>
                </li>
            }
        })
        .collect_view();
    Some(
        view! { <section class="sec" aria-labelledby="others"><h2 id="others">"Your other work"</h2><ul class="rows">{lines}</ul></section> },
    )
}

fn waiting(waiting: &[MyApplication], program: &Program) -> impl IntoView + use<> {
    let list = if waiting.is_empty() {
        view! { <p class="soft">"No application waits for an answer."</p> }.into_any()
    } else {
        let lines = waiting
            .iter()
            .map(|application| {
                let note = promise(application, program).unwrap_or_else(|| application.host.clone());
                view! {
                    <li>
                        <a class="name" href=routes::application(application.id)>{application.title.clone()}</a>
                        <br/>
                        <span class="meta">{note}</span>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="rows">{lines}</ul> }.into_any()
    };
    view! {
        <section class="sec" aria-labelledby="answers">
            <div class="row between base">
                <h2 id="answers">"Answers on their way"</h2>
                <a class="link" href="/student/applications">"All applications"</a>
            </div>
            {list}
        </section>
    }
}

fn pay(work: &CurrentWork) -> impl IntoView + use<> {
    let when = match work.stage {
        Work::InAcceptance | Work::Submitted => {
            format!("Ready when {} accepts the work, in your account within 10 business days.", work.supervisor)
        }
        _ => format!("Ready when {} accepts your work, in your account within 10 business days.", work.supervisor),
    };
    view! {
        <section class="sec" aria-labelledby="pay">
            <h2 id="pay">"Your pay"</h2>
            {receipt(&work.pay)}
            <p class="meta">{when}</p>
            <p><a class="link" href="/student/pay">"All your pay"</a></p>
        </section>
    }
}

/// What fits, with the reasons; for somebody without a finished project also what they could begin with.
fn recommended(view: &Recommended) -> impl IntoView + use<> {
    let list = |id: &'static str, heading: &'static str, note: &'static str, rows: &[Matched]| {
        let lines = rows.iter().map(fit).collect::<Vec<_>>();
        (!lines.is_empty()).then(|| {
            view! {
                <section class="sec" aria-labelledby=id>
                    <div class="row between base">
                        <h2 id=id>{heading}</h2>
                        <a class="link" href="/projects?sort=match">"More that fit"</a>
                    </div>
                    {(!note.is_empty()).then(|| view! { <p class="soft">{note}</p> })}
                    <ul class="rows">{lines}</ul>
                </section>
            }
        })
    };
    let blank = view.blank.then(|| {
        view! {
            <section class="sec stack" aria-labelledby="profile-h">
                <h2 id="profile-h">"Three minutes for better matches"</h2>
                <p>"Your profile says nothing yet that a project could be matched with. Skills and free hours help most."</p>
                <p><LinkButton href="/student/profile">"Fill in your profile"</LinkButton></p>
            </section>
        }
    });
    let first = "They ask for no skill on the first day that your profile does not show.";
    view! {
        {blank}
        {list("first", "Good first projects", first, &view.first)}
        {list("fit", "Recommended for you", "", &view.best)}
    }
}

fn fit(one: &Matched) -> impl IntoView + use<> {
    let card = &one.card;
    let net = card.net_per_hour.map(|net| view! { <b>{net.exact()}</b> " net an hour, " });
    view! {
        <li>
            <a class="name" href=routes::project(card.id)>{card.title.clone()}</a>
            {crate::projects::why(&one.said)}
            <p class="meta">{net} {format!("up to {} h, {}", card.hours_high, card.host)}</p>
        </li>
    }
}
