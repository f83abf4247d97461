//! The host's home: what needs them now, and their projects.

use backend::programs::Program;
use backend::projects::{HostHome, HostRow, Need, NeedKind, Working};
use domain::dashboards::in_words;
use domain::engagements::Stage as EngagementStage;
use domain::hosts::Stage as HostStage;
use domain::machine::Word as _;
use domain::projects::Stage;
use domain::reviews::Side;
use domain::time::{Day, long_date, short_date};
use leptos::prelude::*;

use crate::caller;
use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::ui::{Banner, ButtonKind, EmptyState, Glyph, LinkButton, Tag, TagKind, Tone, icon};

/// The host's home.
#[component]
pub fn HostHomePage() -> impl IntoView {
    page(|_request| async move {
        let cx = caller::cx().await?;
        let home = backend::projects::host_home(&cx).await?;
        let today = cx.today();
        let title = match home.needs.len() {
            0 => "Nothing waits for you".to_owned(),
            1 => "One thing waits for you".to_owned(),
            count => format!("{} things wait for you", in_words(count)),
        };
        let ahead = backend::agenda::ahead(&cx, Side::Host).await?;
        let named: Vec<String> = home.needs.iter().map(|need| words(need).2).collect();
        let coming = crate::agenda::coming_up(&ahead.items, ahead.today, &named, "/host/calendar").into_any();
        let new = crate::messages::in_your_work(&cx).await?;
        let coming = view! { {new} {coming} }.into_any();
        let body = body(&home, &title, today, cx.program(), coming);
        Ok(Page::new(title, Frame::Host("/host"), body))
    })
}

fn body(home: &HostHome, title: &str, today: Day, program: &Program, coming: AnyView) -> impl IntoView + use<> {
    let standing =
        home.hosts.iter().filter_map(|host| standing(&host.name, host.stage, &program.name)).collect::<Vec<_>>();
    let needs = home.needs.iter().map(|need| need_row(need, today)).collect_view();
    let needs = (!home.needs.is_empty()).then(|| view! { <ul class="needs">{needs}</ul> });
    let several = home.hosts.len() > 1;
    let projects = if home.projects.is_empty() {
        view! {
            <EmptyState title="No projects yet" text="Start from one of twelve templates. Most hosts are done in 15 minutes.">
                <LinkButton kind=ButtonKind::Primary href="/host/projects/new" icon=icon::PLUS>"Start a project"</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            <section class="sec" aria-labelledby="projects-h">
                <div class="row between">
                    <h2 id="projects-h">"Your projects"</h2>
                    <LinkButton href="/host/projects/new" icon=icon::PLUS>"Start a project"</LinkButton>
                </div>
                {project_rows(&home.projects, several, program)}
            </section>
        }
        .into_any()
    };
    let working = (!home.working.is_empty()).then(|| {
        let rows = home.working.iter().map(|row| working_row(row, today)).collect_view();
        view! {
            <section class="sec" aria-labelledby="students-h">
                <h2 id="students-h">"Your students"</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
    });
    view! { <h1>{title.to_owned()}</h1> {standing} {needs} {working} {coming} {projects} }
}

fn working_row(row: &Working, today: Day) -> impl IntoView + use<> {
    let when = match row.stage {
        EngagementStage::Onboarding => format!("Starts {}", long_date(row.start_on)),
        EngagementStage::InProgress if row.end_on < today => format!("Was to end {}", long_date(row.end_on)),
        EngagementStage::InProgress => format!("Until {}", long_date(row.end_on)),
        stage => crate::text::capital(&crate::text::stage_word(stage.word())),
    };
    let risk = row.at_risk.then(|| view! { <Tag kind=TagKind::Wait icon=icon::FLAG label="Has fallen behind"/> });
    let hours = (row.stage != EngagementStage::Onboarding).then(|| format!("{} of {}", row.logged, row.planned));
    let meta = [Some(when), hours].into_iter().flatten().collect::<Vec<_>>().join(", ");
    view! {
        <li>
            <div class="row between"><a class="name" href=routes::engagement(row.id)>{row.student.clone()}</a> {risk}</div>
            <p class="meta">{row.project.clone()}</p>
            <p class="meta">{meta}</p>
        </li>
    }
}

fn standing(name: &str, stage: HostStage, program: &str) -> Option<AnyView> {
    let (tone, words) = match stage {
        HostStage::Verified | HostStage::Watch => return None,
        HostStage::Suspended => {
            (Tone::Bad, format!("{name} is suspended and cannot offer projects now. Ask {program} what to do."))
        }
        HostStage::Rejected => (Tone::Bad, format!("{name} is not part of {program}.")),
        HostStage::NeedsInfo => (Tone::Need, format!("{program} asked {name} a question. Look into your email.")),
        _ => (
            Tone::Plain,
            format!(
                "{program} is verifying {name}. Write and send projects meanwhile; they are published once that is done."
            ),
        ),
    };
    Some(view! { <Banner tone=tone><p>{words}</p></Banner> }.into_any())
}

fn need_row(need: &Need, today: Day) -> impl IntoView + use<> {
    let (title, action, href) = words(need);
    let due = need.due.map(|day| {
        if day < today { format!(", was due {}", long_date(day)) } else { format!(", by {}", long_date(day)) }
    });
    let line = format!("{}{}", need.project, due.unwrap_or_default());
    view! {
        <li>
            <div>
                <h2>{title.clone()}</h2>
                <p>{line}</p>
            </div>
            <a class="btn" href=href>{action}<span class="vh">": " {title}</span></a>
        </li>
    }
}

fn words(need: &Need) -> (String, &'static str, String) {
    let person = &need.person;
    match need.kind {
        NeedKind::Applicants => {
            let count = if need.count == 1 {
                "1 applicant waits".to_owned()
            } else {
                format!("{} applicants wait", need.count)
            };
            (format!("{count} for your answer"), "Choose", routes::applicants(need.project_id))
        }
        NeedKind::Hours(engagement, _, week) => (
            format!("{person} sent the week of {}", short_date(week.monday())),
            "Approve hours",
            routes::week(engagement, week),
        ),
        NeedKind::Work(engagement) => {
            (format!("{person} handed in the work"), "Look at it", routes::engagement(engagement))
        }
        NeedKind::Milestone(engagement, milestone) => {
            (format!("{person} handed in a milestone"), "Look at it", routes::milestone(engagement, milestone))
        }
        NeedKind::Sign(engagement) => {
            (format!("Sign the agreement with {person}"), "Sign", routes::engagement_room(engagement, "agreement"))
        }
        NeedKind::CheckIn(engagement) => (
            format!("Send this week’s check-in about {person}"),
            "Start, 2 minutes",
            routes::engagement_room(engagement, "check-in"),
        ),
        NeedKind::Review(engagement) => (
            format!("Tell how it went with {person}"),
            "Write the review",
            routes::engagement_room(engagement, "review"),
        ),
        NeedKind::Changes => ("Staff ask for changes".to_owned(), "Read them", routes::host_project(need.project_id)),
        NeedKind::Scope => {
            ("A project was written for you".to_owned(), "Read it", routes::host_project(need.project_id))
        }
    }
}

/// The colour and the sign of a stage.
pub fn look(stage: Stage) -> (TagKind, Glyph) {
    match stage {
        Stage::Draft => (TagKind::Plain, icon::PENCIL),
        Stage::Submitted | Stage::InReview | Stage::AwaitingHostAcceptance | Stage::Selection => {
            (TagKind::Wait, icon::CLOCK)
        }
        Stage::ChangesRequested => (TagKind::Wait, icon::MESSAGE_SQUARE),
        Stage::Approved | Stage::Published | Stage::Filled | Stage::InProgress => (TagKind::Go, icon::FLAG),
        Stage::Completed => (TagKind::Go, icon::CIRCLE_CHECK),
        Stage::Paused => (TagKind::Wait, icon::CIRCLE_PAUSE),
        Stage::Cancelled | Stage::Expired | Stage::Rejected | Stage::Archived => (TagKind::Plain, icon::X),
    }
}

/// The tag of a stage.
pub fn stage_tag(stage: Stage) -> impl IntoView {
    let (kind, sign) = look(stage);
    let label = crate::text::capital(&crate::text::stage_word(stage.word()));
    view! { <Tag kind=kind icon=sign label=label/> }
}

/// A project's title; one without is told apart by its day and its first words.
pub fn named(title: &str, gist: &str, begun: Day) -> String {
    if !title.is_empty() {
        return title.to_owned();
    }
    let words: Vec<&str> = gist.split_whitespace().take(8).collect();
    let day = short_date(begun);
    if words.is_empty() {
        format!("Untitled draft of {day}")
    } else {
        format!("Untitled draft of {day}: {}…", words.join(" "))
    }
}

/// Projects one under another; `several` names the host of each.
pub fn project_rows(projects: &[HostRow], several: bool, program: &Program) -> impl IntoView + use<> {
    let rows = projects.iter().map(|row| project_row(row, several, program.day_of(row.begun_at))).collect_view();
    view! { <ul class="rows">{rows}</ul> }
}

fn project_row(row: &HostRow, several: bool, begun: Day) -> impl IntoView + use<> {
    let title = named(&row.title, &row.gist, begun);
    let mut next: Vec<String> = Vec::new();
    if several {
        next.push(row.host.clone());
    }
    match row.stage {
        Stage::Draft | Stage::ChangesRequested => next.push(format!("score {} of 100", row.score)),
        Stage::Published => next.extend(row.apply_by.map(|day| format!("students apply until {}", long_date(day)))),
        Stage::Selection => next.extend(row.decide_by.map(|day| format!("answers promised by {}", long_date(day)))),
        _ => {}
    }
    match row.waiting {
        0 => {}
        1 => next.push("1 applicant waits".to_owned()),
        count => next.push(format!("{count} applicants wait")),
    }
    match row.working {
        0 => {}
        1 => next.push("1 student".to_owned()),
        count => next.push(format!("{count} students")),
    }
    view! {
        <li>
            <div class="row between"><a class="name" href=routes::host_project(row.id)>{title}</a> {stage_tag(row.stage)}</div>
            <p class="meta">{crate::text::capital(&next.join(", "))}</p>
        </li>
    }
}
