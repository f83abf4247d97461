//! `/faculty`

use leptos::prelude::*;

use super::engagements_page::engagement_table;
use crate::layout::{Frame, Page, page};
use crate::ui::{ButtonKind, EmptyState, LinkButton, icon};

#[component]
pub fn FacultyPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let list = backend::dashboards::engagement_list(&cx, "in_progress", &request.query("after")).await?;
        let written = backend::projects::authored(&cx).await?;
        let count = list.rows.len();
        let headline = match count {
            0 => "No student is at work right now".to_owned(),
            1 => "One student is at work".to_owned(),
            more => format!("{} students are at work", domain::dashboards::in_words(more)),
        };
        let start = || {
            view! {
                <LinkButton kind=ButtonKind::Primary href="/host/projects/new" icon=icon::PLUS>"Write a project for a host"</LinkButton>
            }
        };
        let written = if written.is_empty() {
            view! {
                <EmptyState title="Nothing written yet" text="Write down what your course needs. The host reads scope, pay and terms, and says yes before students see it.">
                    {start()}
                </EmptyState>
            }
            .into_any()
        } else {
            view! {
                <div class="row between"><h2 id="written">"Written by you"</h2> {start()}</div>
                {crate::projects::project_rows(&written, true, cx.program())}
            }
            .into_any()
        };
        let body = view! {
            <header class="row between base">
                <div><p class="eyebrow">{cx.program().name.clone()} ", faculty"</p><h1>{headline}</h1></div>
                <LinkButton href="/projects">"See vetted projects"</LinkButton>
            </header>
            <section class="sec" aria-label="Written by you">{written}</section>
            <section class="sec" aria-labelledby="work"><h2 id="work">"Under way"</h2> {engagement_table(list, true)}</section>
        };
        Ok(Page::new("Faculty", Frame::Faculty("/faculty"), body))
    })
}
