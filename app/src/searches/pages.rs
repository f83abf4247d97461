//! Keeping a search from the catalogue, the list of those that are kept, and the page that turns their letters off.

use backend::programs::Program;
use backend::searches::Kept;
use domain::searches::{Filter, MOST_SAVED};
use domain::time::short_date;
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use crate::layout::{Frame, Page, hidden_key, page};
use crate::ui::{
    BackLink, Button, ButtonKind, EmptyState, ErrorSummary, Field, FormState, LinkButton, More, Tag, TagKind, icon,
};

/// Where a search is kept.
pub const SAVE: &str = "/api/searches/save";
const ALERTS: &str = "/api/searches/alerts";
const REMOVE: &str = "/api/searches/remove";
const STOP: &str = "/api/searches/stop";

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/student/searches") view=SearchesPage ssr=SsrMode::Async/>
        <Route path=path!("/searches/stop") view=StopPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Under the filters of the catalogue: keeps them, or says by which name they are kept.
pub fn save_box(filter: &Filter, kept: &[Kept], form: &FormState) -> AnyView {
    // The search stands on the page, whatever becomes of the form: nobody has to copy it from what they wrote.
    let _ = form.value("search", "");
    if !filter.narrows() {
        return ().into_any();
    }
    if let Some(same) = kept.iter().find(|kept| kept.filter.parts() == filter.parts()) {
        let words = format!("You keep this search as “{}”.", same.name);
        return view! { <p class="meta">{words} " " <a class="link" href="/student/searches">"Change its emails"</a></p> }
            .into_any();
    }
    if kept.len() >= MOST_SAVED && form.is_clean() {
        let words = format!("You keep {MOST_SAVED} searches, the most at one time.");
        return view! { <p class="meta">{words} " " <a class="link" href="/student/searches">"Remove one"</a></p> }
            .into_any();
    }
    let pairs = serde_json::to_string(&filter.pairs()).unwrap_or_default();
    let (summary, open) = (form.summary(), !form.is_clean());
    let (name, error) = (form.value("name", &filter.in_words()), form.error("name"));
    view! {
        <More summary="Keep this search and hear of new projects" open=open>
            <form method="post" action=SAVE class="stack">
                <ErrorSummary items=summary/>
                {hidden_key()}
                <input type="hidden" name="search" value=pairs/>
                <Field
                    name="name" label="Name" maxlength=80 value=name error=error
                    hint="New projects that match come by email, at most once a day. You can turn that off at any time."
                />
                <p><Button icon=icon::BELL>"Keep this search"</Button></p>
            </form>
        </More>
    }
    .into_any()
}

#[component]
fn SearchesPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let kept = backend::searches::saved(&cx).await?;
        let wrong = [ALERTS, REMOVE].map(|action| request.form_for(action).summary()).concat();
        let title = match kept.len() {
            0 => "You keep no search yet".to_owned(),
            1 => "You keep 1 search".to_owned(),
            count => format!("You keep {count} searches"),
        };
        let list = if kept.is_empty() {
            view! {
                <EmptyState title="Nothing to look through twice" text="Search and choose filters, then keep the search: new projects that match come by email.">
                    <LinkButton href="/projects" kind=ButtonKind::Primary icon=icon::SEARCH>"Find a project"</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            let lines = kept.iter().map(|kept| line(kept, cx.program())).collect_view();
            view! { <ul class="rows">{lines}</ul> }.into_any()
        };
        let body = view! {
            <BackLink href="/projects" words="Find"/>
            <header class="stack tight">
                <p class="eyebrow">"Your searches"</p>
                <h1>{title.clone()}</h1>
                <p class="lede">{format!("New projects come in one email for all of them, in the morning and at most once a day. You can keep {MOST_SAVED}.")}</p>
            </header>
            <ErrorSummary items=wrong/>
            {list}
        };
        Ok(Page::new(title, Frame::Student("/projects"), body))
    })
}

fn line(kept: &Kept, program: &Program) -> impl IntoView + use<> {
    let since = format!("Kept since {}", short_date(program.day_of(kept.since)));
    let what = kept.filter.in_words();
    let what = (what != kept.name).then(|| view! { <p>{what}</p> });
    let (tag, value, words) = if kept.alerts {
        (view! { <Tag kind=TagKind::Go icon=icon::BELL label="Emails on"/> }.into_any(), "off", "Turn emails off")
    } else {
        (view! { <Tag icon=icon::BELL label="Emails off"/> }.into_any(), "on", "Turn emails on")
    };
    let of = format!(" for {}", kept.name);
    let (this, that) = (of.clone(), of);
    let id = kept.id.to_string();
    view! {
        <li class="stack tight">
            <a class="link" href=kept.filter.address("")>{kept.name.clone()}</a>
            {what}
            <p class="row">{tag} <span class="meta">{since}</span></p>
            <div class="row">
                <form method="post" action=ALERTS>
                    {hidden_key()}
                    <input type="hidden" name="id" value=id.clone()/>
                    <Button small=true name="alerts" value=value>{words} <span class="vh">{this}</span></Button>
                </form>
                <form method="post" action=REMOVE>
                    {hidden_key()}
                    <input type="hidden" name="id" value=id/>
                    <Button small=true icon=icon::TRASH>"Remove" <span class="vh">{that}</span></Button>
                </form>
            </div>
        </li>
    }
}

/// Where the link in a letter leads. Opening it changes nothing, because mail scanners open links as well; the button does.
#[component]
fn StopPage() -> impl IntoView {
    page(|request| async move {
        let visit = crate::caller::visit().await?;
        let key = request.query("key");
        let form = request.form_for(STOP);
        let (title, body) = match backend::searches::stopping(&visit, &key).await? {
            None => (
                "This link turns nothing off",
                view! { <p>"It may be broken over two lines. Sign in, and turn emails off beside each search."</p> }.into_any(),
            ),
            Some(found) if found.alerts == 0 => (
                "No emails about searches",
                view! { <p>"They are off. Nothing else changes: your searches stay, and you can turn emails on again beside each."</p> }
                    .into_any(),
            ),
            Some(found) => {
                let words = match found.alerts {
                    1 => "One search sends you new projects. After this it is kept, and sends none.".to_owned(),
                    count => format!("{count} searches send you new projects. After this they are kept, and send none."),
                };
                let form = view! {
                    <form method="post" action=STOP class="stack">
                        <ErrorSummary items=form.summary()/>
                        <input type="hidden" name="token" value=key/>
                        <p>{words}</p>
                        <Button kind=ButtonKind::Primary>"Turn these emails off"</Button>
                    </form>
                };
                ("Turn emails about searches off?", form.into_any())
            }
        };
        let body = view! {
            <h1>{title}</h1>
            {body}
            <p><a class="link" href="/student/searches">"Your searches"</a></p>
        };
        Ok(Page::new(title, Frame::Slim, body))
    })
}
