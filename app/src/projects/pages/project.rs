//! A project's public page.

use backend::projects::PublicProject;
use domain::actor::Role;
use domain::hosts::Stage as HostStage;
use domain::ids::ProjectId;
use domain::machine::Word as _;
use domain::policy::Policy;
use domain::time::{Day, long_date};
use leptos::prelude::*;

use super::{fit, posting, terms};
use crate::caller;
use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::ui::{Banner, Icon, LinkButton, Tag, TagKind, Tone, Who, icon};

/// A project's public page.
#[component]
pub fn ProjectPage() -> impl IntoView {
    page(|request| async move {
        let visit = caller::visit().await?;
        let id: ProjectId = request.id("id")?;
        let project = backend::projects::project_page(&visit, id).await?;
        let address = format!("{}{}", visit.backend().site, routes::project(id));
        let head = posting::posting(&project, &visit.program().institution, &address);
        let frame = match &request.visitor.person {
            Some(person) => Frame::of(person, "/projects", "/host", "/staff/projects"),
            None => Frame::Public,
        };
        let blind = visit.policy().blind_selection || project.draft.blind == Some(true);
        let pending = backend::projects::revisions::is_pending(&visit, id).await?;
        let note = crate::revisions::public_note(pending && project.open);
        let fits = match request.visitor.person.as_ref().filter(|person| person.has(Role::Student)) {
            Some(person) if project.open => backend::projects::match_of(&visit, &project, person.id).await?,
            _ => None,
        };
        let fits = fits.map(|said| fit::box_of(&said));
        let beside = view! { {apply(&project)} {fits} };
        let body = body(&project, &project.draft.title, visit.policy(), visit.today(), blind, beside.into_any());
        let back = view! { <p><a class="link" href="/projects"><Icon glyph=icon::ARROW_LEFT/> " All projects"</a></p> };
        Ok(Page::new(project.draft.title.clone(), frame, view! { {head} {back} {note} {body} }))
    })
}

/// What a host stands for, in a line.
pub fn host_note(host: &backend::projects::HostRecord) -> String {
    let standing = match host.stage {
        HostStage::Verified | HostStage::Watch => "Verified host",
        _ => "Host organisation",
    };
    match host.completed {
        0 => format!("{standing}, first project here"),
        1 => format!("{standing}, 1 project completed"),
        count => format!("{standing}, {count} projects completed"),
    }
}

/// The page's body; `apply` is what stands under the pay.
pub fn body(
    project: &PublicProject,
    title: &str,
    policy: &Policy,
    today: Day,
    blind: bool,
    apply: AnyView,
) -> impl IntoView + use<> {
    let draft = &project.draft;
    let category = if draft.category.is_empty() { "No category yet".to_owned() } else { draft.category.clone() };
    let blind = blind.then(|| view! { <li><Tag kind=TagKind::Go icon=icon::EYE_OFF label="Chosen blind"/></li> });
    let about = (!project.host.about.is_empty()).then(|| {
        view! {
            <section class="sec" aria-labelledby="host-h">
                <h2 id="host-h">"About the host"</h2>
                <p>{project.host.about.clone()}</p>
            </section>
        }
    });
    view! {
        <header class="stack">
            <Who name=project.host.name.clone() note=host_note(&project.host) org=true large=true/>
            <h1>{title.to_owned()}</h1>
            {terms::facts(draft, today)}
            <ul class="facts">{blind} <li><Tag icon=icon::BRIEFCASE label=category/></li></ul>
        </header>
        <div class="split lead">
            <aside class="stack loose stick" aria-label="Pay and apply">
                <section class="box stack" aria-labelledby="pay-h">
                    <h2 id="pay-h">"Honest pay"</h2>
                    {terms::pay_box(draft, project.pay, policy, terms::Reader::Student)}
                </section>
                {apply}
            </aside>
            <div class="stack loose">{terms::body(draft, terms::Level::Second)} {about}</div>
        </div>
    }
}

/// What stands where students apply while nobody can.
pub fn not_open() -> impl IntoView {
    view! { <p class="soft">"Here students will find the button to apply, the last day to do it, and the day of your answer."</p> }
}

fn apply(project: &PublicProject) -> impl IntoView + use<> {
    let who = project.draft.supervisor_name.split_whitespace().next().unwrap_or("The host").to_owned();
    if !project.open {
        let stage = crate::text::stage_word(project.stage.word());
        let words = format!(
            "This project is {stage}. Everybody who applied gets an answer by {}.",
            long_date(project.decide_by)
        );
        return view! {
            <Banner tone=Tone::Plain title="Applications are closed.">
                <p>{words}</p>
                <p><a class="link" href="/projects">"See open projects"</a></p>
            </Banner>
        }
        .into_any();
    }
    view! {
        <div class="stack">
            <LinkButton kind=crate::ui::ButtonKind::Primary full=true href=routes::apply(project.id)>"Apply, about 5 minutes"</LinkButton>
            <p>
                <b>{format!("Apply by {}.", long_date(project.apply_by))}</b>
                {format!(" {who} decides by {}. You get an answer either way.", long_date(project.decide_by))}
            </p>
        </div>
    }
    .into_any()
}
