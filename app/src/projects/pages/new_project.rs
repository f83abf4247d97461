//! Where a project begins: a template, an earlier one, or blank.

use backend::projects::{HostName, NewProject};
use domain::ids::HostId;
use domain::projects::templates;
use leptos::prelude::*;

use crate::caller;
use crate::layout::{Frame, Page, hidden_key, page};
use crate::ui::{Button, ButtonKind, Choice, EmptyState, ErrorSummary, LinkButton, RadioCards, Select};

const START: &str = "/api/projects/start";

/// Begins a project.
#[component]
pub fn NewProjectPage() -> impl IntoView {
    page(|request| async move {
        let cx = caller::cx().await?;
        let page = backend::projects::new_project(&cx).await?;
        let frame = Frame::of(request.person()?, "/student", "/host", "/staff/projects");
        let title = "What should the project start from?";
        if page.hosts.is_empty() {
            let body = view! {
                <EmptyState page_heading=true title="There is no host to write for" text="A project belongs to a host organisation in this program.">
                    <LinkButton href="/home">"Go to your home"</LinkButton>
                </EmptyState>
            };
            return Ok(Page::new("There is no host to write for", frame, body));
        }
        let state = request.form_for(START);
        let wanted = request.query("from");
        let from = state.value("from", if wanted.is_empty() { "blank" } else { &wanted });
        let body = view! {
            <header class="stack tight">
                <h1>{title}</h1>
                <p class="lede">"A template passes every check once names and dates are filled in. Most hosts are done in 15 minutes."</p>
            </header>
            <form class="form" method="post" action=START>
                {hidden_key()} <ErrorSummary items=state.summary()/> {host_field(&page.hosts)}
                <RadioCards name="from" legend="Start from" choices=choices(&page) value=from side=true/>
                <div class="actions"><Button kind=ButtonKind::Primary>"Start"</Button></div>
            </form>
        };
        Ok(Page::new(title, frame, body))
    })
}

fn host_field(hosts: &[HostName]) -> AnyView {
    match hosts {
        [only] => view! { <input type="hidden" name="host" value=only.id.to_string()/> }.into_any(),
        several => {
            let choices = several.iter().map(|host| Choice::new(host.id.to_string(), host.name.clone())).collect();
            view! { <Select name="host" label="Host organisation" choices=choices width="w-l"/> }.into_any()
        }
    }
}

fn choices(page: &NewProject) -> Vec<Choice> {
    let mut choices = vec![Choice::new("blank", "A blank page").hint("Seven short screens")];
    let several = page.hosts.len() > 1;
    let host_of =
        |id: HostId| page.hosts.iter().find(|host| host.id == id).map(|host| host.name.clone()).unwrap_or_default();
    choices.extend(page.earlier.iter().map(|(id, title, host)| {
        let hint = if several {
            format!("Copy of a project of {}", host_of(*host))
        } else {
            "Copy of your project".to_owned()
        };
        Choice::new(format!("copy:{id}"), title.clone()).hint(hint)
    }));
    choices.extend(templates().iter().map(|template| {
        let draft = &template.draft;
        let hint = format!("{}, {} to {} h", template.category, draft.hours_low, draft.hours_high);
        Choice::new(format!("template:{}", template.key), template.title.clone()).hint(hint)
    }));
    choices
}
