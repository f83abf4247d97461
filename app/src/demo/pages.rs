//! `/demo`

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use crate::layout::{Frame, Page, page};
use crate::ui::{Button, Column, DataTable, LinkButton, RowHead};

/// The page of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/demo") view=DemoPage ssr=SsrMode::Async/> }.into_inner().into_any_nested_route()
}

#[component]
fn DemoPage() -> impl IntoView {
    page(|_| async {
        let visit = crate::caller::visit().await?;
        let now = visit.program().long(visit.at());
        let personas = backend::seed::PERSONAS
            .iter()
            .map(|persona| view! { <tr><RowHead>{persona.name}</RowHead><td data-label="Is">{persona.role_words}</td><td data-label="Email">{persona.email}</td></tr> })
            .collect_view();
        let body = view! {
            <header class="stack tight">
                <p class="eyebrow">"Demonstration"</p>
                <h1>{format!("It is {now} here")}</h1>
                <p class="lede">"Many steps wait for a day: an offer ends, silence approves, work starts. Let time pass to see them."</p>
            </header>
            <form method="post" action="/api/demo/wait" class="row">
                <Button name="days" value="1">"Wait one day"</Button>
                <Button name="days" value="3">"Wait three days"</Button>
                <Button name="days" value="7">"Wait a week"</Button>
            </form>
            <section class="sec stack" aria-labelledby="people">
                <h2 id="people">"Who you can be"</h2>
                <p>"The password of all of them is " <b>{backend::seed::PASSWORD}</b> "."</p>
                <DataTable caption="People of the demonstration" caption_hidden=true columns=vec![Column::new("Name"), Column::new("Is"), Column::new("Email")]>
                    {personas}
                </DataTable>
                <p class="row">
                    <LinkButton href="/sign-in">"Sign in"</LinkButton>
                    <LinkButton href="/mails">"Read the emails"</LinkButton>
                    <LinkButton href=crate::routes::portfolio_link(backend::seed::PORTFOLIO)>"Maya’s public portfolio"</LinkButton>
                    <LinkButton href=crate::routes::by_email(backend::seed::BY_EMAIL)>"A week to approve by a link of an email"</LinkButton>
                </p>
            </section>
        };
        Ok(Page::new("Demonstration", Frame::Slim, body))
    })
}
