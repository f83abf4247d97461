//! `/faculty`

use leptos::prelude::*;

use super::engagements_page::engagement_table;
use crate::layout::{Frame, Page, page};

#[component]
pub fn FacultyPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let list = backend::dashboards::engagement_list(&cx, "in_progress", &request.query("after")).await?;
        let count = list.rows.len();
        let headline = match count {
            0 => "No student is at work right now".to_owned(),
            1 => "One student is at work".to_owned(),
            more => format!("{} students are at work", domain::dashboards::in_words(more)),
        };
        let body = view! {
            <header class="row between base">
                <div><p class="eyebrow">{cx.program().name.clone()} ", faculty"</p><h1>{headline}</h1></div>
                <a class="btn primary" href="/projects">"See vetted projects"</a>
            </header>
            <section class="sec" aria-labelledby="work"><h2 id="work">"Under way"</h2> {engagement_table(list, true)}</section>
        };
        Ok(Page::new("Faculty", Frame::Public, body))
    })
}
