//! Where a project begins: a template picked by need, a text, an earlier project, or a blank page. Plain forms, each
//! with the one question it needs.

mod start;
mod template;

use backend::projects::{Earlier, NewProject};
use backend::templates::Offer;
use domain::ids::ProjectId;
use domain::projects::Stage;
use domain::templates::{Need, need, needs};
use leptos::prelude::*;

use super::host_home::stage_tag;
use super::terms::hours;
use crate::caller;
use crate::layout::{Frame, Page, hidden_key, page};
use crate::routes;
use crate::ui::{
    Button, ButtonKind, EmptyState, ErrorSummary, Fact, Facts, FormState, LinkButton, Tag, TagKind, TextArea, icon,
};

use start::host_field;
pub use start::{START, copy_form, make_template};
pub use template::TemplatePreviewPage;

const HERE: &str = "/host/projects/new";
const PASTE: &str = "/api/projects/paste";

/// Begins a project.
#[component]
pub fn NewProjectPage() -> impl IntoView {
    page(|request| async move {
        let cx = caller::cx().await?;
        let from = request.query("from");
        let named: Option<ProjectId> = from.strip_prefix("copy:").and_then(|id| id.parse().ok());
        let new = backend::projects::new_project(&cx, named).await?;
        let frame = Frame::of(request.person()?, "/student", "/host", "/staff/projects");
        if new.hosts.is_empty() {
            let body = view! {
                <EmptyState page_heading=true title="There is no host to write for" text="A project belongs to a host organisation in this program.">
                    <LinkButton href="/home">"Go to your home"</LinkButton>
                </EmptyState>
            };
            return Ok(Page::new("There is no host to write for", frame, body));
        }
        let offers = backend::templates::offered(&cx).await?;
        let picked = need(&request.query("need"));
        let title = "What do you need help with?";
        let body = view! {
            <header class="stack tight">
                <h1>{title}</h1>
                <p class="lede">
                    "Pick what comes closest. A template passes every check once names and dates are filled in; most hosts are done in 15 minutes."
                </p>
            </header>
            {named_beginning(&from, &new, &offers)} {needs_list(picked)} {templates(&offers, picked)}
            {text_form(&new, &request.form_for(PASTE))} {earlier(&new)} {blank(&new, &request.form_for(START))}
        };
        Ok(Page::new(title, frame, body))
    })
}

/// What a link to this page named: an earlier project or a template. A blank page and what is not there have no such
/// part; the ways below are open all the same.
fn named_beginning(from: &str, new: &NewProject, offers: &[Offer]) -> Option<AnyView> {
    let (words, action) = match from.split_once(':')? {
        ("copy", id) => {
            let project = new.earlier.iter().find(|project| project.id.to_string() == id)?;
            (project.title.clone(), copy_form(project, ButtonKind::Primary).into_any())
        }
        ("template", key) => {
            let found = offers.iter().find(|offer| offer.template.key == key)?;
            let href = routes::template_preview(key);
            let link =
                view! { <p><LinkButton kind=ButtonKind::Primary href=href>"Look at it and start"</LinkButton></p> };
            (found.template.title.clone(), link.into_any())
        }
        _ => return None,
    };
    Some(
        view! {
            <section class="sec stack" aria-labelledby="named-h">
                <h2 id="named-h">{format!("Begin with “{words}”")}</h2>
                {action}
            </section>
        }
        .into_any(),
    )
}

fn needs_list(picked: Option<&Need>) -> impl IntoView + use<> {
    let rows = needs()
        .iter()
        .map(|need| {
            let here = picked.is_some_and(|picked| picked.key == need.key).then_some("true");
            let href = format!("{HERE}?need={}#templates", need.key);
            view! {
                <li>
                    <a class="choice" href=href aria-current=here>
                        <span><b>{need.words.clone()}</b> <small>{need.hint.clone()}</small></span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <nav aria-label="What you need help with"><ul class="choices side">{rows}</ul></nav> }
}

fn templates(offers: &[Offer], picked: Option<&Need>) -> impl IntoView + use<> {
    let fits = |offer: &&Offer| picked.is_none_or(|need| offer.template.needs.contains(&need.key));
    let rows = offers.iter().filter(fits).map(card).collect::<Vec<_>>();
    let title = match picked {
        Some(need) => format!("Templates for: {}", need.words.to_lowercase()),
        None => "All templates".to_owned(),
    };
    let all = picked.map(|_| view! { <a class="link" href=format!("{HERE}#templates")>"Show all templates"</a> });
    view! {
        <section class="sec stack" aria-labelledby="templates">
            <div class="row between"><h2 id="templates">{title}</h2> {all}</div>
            <ul class="listing">{rows}</ul>
        </section>
    }
}

fn card(offer: &Offer) -> impl IntoView + use<> {
    let (template, draft) = (&offer.template, &offer.template.draft);
    let own = offer
        .own
        .then(|| view! { <Tag kind=TagKind::Go icon=icon::SPARKLES label="Made of a project of this program"/> });
    let facts = vec![
        Fact::with(icon::BRIEFCASE, template.category.clone()),
        Fact::with(icon::TIMER, hours(draft.hours_low, draft.hours_high)),
    ];
    let proven = offer.outcomes.words().map(|words| view! { <p class="meta">{words}</p> });
    let pay = draft.amount.map(|amount| {
        view! {
            <div class="pay"><b>{amount.to_string()}</b> <span>"usual pay, before tax"</span></div>
        }
    });
    view! {
        <li>
            <div class="stack tight">
                <h3><a href=routes::template_preview(&template.key)>{template.title.clone()}</a></h3>
                <Facts items=facts/>
                {proven} {own}
            </div>
            {pay}
        </li>
    }
}

fn text_form(new: &NewProject, state: &FormState) -> impl IntoView + use<> {
    // No most length: a browser cuts a pasted text at it without a word, and the answer says how many fit.
    // The field of this form has an id of its own: the blank page below asks for a host as well.
    let place = |name: String| if name == "host" { "text-host".to_owned() } else { name };
    let items: Vec<_> = state.summary().into_iter().map(|(name, words)| (place(name), words)).collect();
    view! {
        <section class="sec stack" aria-labelledby="text-h">
            <h2 id="text-h">"Start from a text you have"</h2>
            <form class="form" method="post" action=PASTE>
                {hidden_key()} <ErrorSummary items=items/> {host_field(&new.hosts, "text-host", state)}
                <TextArea
                    name="text"
                    label="An old posting, or an email in which you ask for help"
                    hint="Title, results, hours, pay, days and skills are read from it where they are written. You check each of them."
                    value=state.value("text", "")
                    error=state.error("text")
                    rows=8
                    required=true
                />
                <div><Button icon=icon::FILE_TEXT>"Read this text"</Button></div>
            </form>
        </section>
    }
}

fn earlier(new: &NewProject) -> Option<AnyView> {
    if new.earlier.is_empty() {
        return None;
    }
    let several = new.hosts.len() > 1;
    let rows = new.earlier.iter().map(|project| row(project, several.then(|| host_of(new, project)))).collect_view();
    Some(
        view! {
            <section class="sec stack" aria-labelledby="earlier-h">
                <h2 id="earlier-h">"Copy or repeat an earlier project"</h2>
                <p class="soft">"Everything but the days is taken over. Beside a repeated one stands what was learned."</p>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

fn host_of(new: &NewProject, project: &Earlier) -> String {
    new.hosts.iter().find(|host| host.id == project.host).map(|host| host.name.clone()).unwrap_or_default()
}

fn row(project: &Earlier, host: Option<String>) -> impl IntoView + use<> {
    let host = host.map(|host| view! { <p class="meta">{host}</p> });
    view! {
        <li>
            <div class="row between"><b>{project.title.clone()}</b> {stage_tag(project.stage)}</div>
            {host} {copy_form(project, ButtonKind::Plain)}
        </li>
    }
}

fn blank(new: &NewProject, state: &FormState) -> impl IntoView + use<> {
    view! {
        <section class="sec stack" aria-labelledby="blank-h">
            <h2 id="blank-h">"Start with a blank page"</h2>
            <p class="soft">"Seven short screens. You can leave and come back on another device."</p>
            <form class="form" method="post" action=START>
                {hidden_key()} <input type="hidden" name="from" value="blank"/> <ErrorSummary items=state.summary() id="blank-errors"/>
                {host_field(&new.hosts, "host", state)} <div><Button icon=icon::PLUS>"Start with a blank page"</Button></div>
            </form>
        </section>
    }
}

/// Whether a project is finished: then it is repeated, with what was learned.
pub fn is_repeated(stage: Stage) -> bool {
    stage == Stage::Completed
}
