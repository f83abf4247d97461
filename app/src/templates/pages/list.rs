//! The program's templates, and the finished projects one could be made of.

use backend::templates::{Finished, TemplateList, TemplateRow};
use domain::time::short_date;
use leptos::prelude::*;

use super::{helps, stage_tag};
use crate::caller;
use crate::layout::{Frame, Page, hidden_key, page};
use crate::routes;
use crate::ui::{Button, Cell, Column, DataTable, EmptyState, ErrorSummary, RowHead, icon};

const MAKE: &str = "/api/templates/make";

/// The program's templates.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    page(|request| async move {
        let cx = caller::cx().await?;
        let list = backend::templates::program_templates(&cx).await?;
        let day = |at| short_date(cx.program().day_of(at));
        let rows = list.rows.iter().map(|row| line(row, day(row.updated_at))).collect_view();
        let finished = list.finished.iter().map(|row| offer(row, day(row.at))).collect_view();
        let body = view! {
            <header class="stack tight">
                <h1>"Templates of this program"</h1>
                <p class="lede">"Made of finished projects, with the names taken out. Hosts find published ones beside the twelve of the product."</p>
            </header>
            <ErrorSummary items=request.form_for(MAKE).summary()/>
            {table(&list, rows)}
            <section class="sec stack" aria-labelledby="finished-h">
                <h2 id="finished-h">"Make one of a finished project"</h2>
                {if list.finished.is_empty() {
                    view! { <p class="soft">"No project without a template has been completed yet."</p> }.into_any()
                } else {
                    view! { <ul class="rows">{finished}</ul> }.into_any()
                }}
            </section>
        };
        Ok(Page::new("Templates of this program", Frame::Staff("/staff/templates"), body))
    })
}

fn table(list: &TemplateList, rows: impl IntoView + 'static) -> AnyView {
    if list.rows.is_empty() {
        return view! {
            <EmptyState title="No template of your own yet" text="Make one of a project that went well: other hosts can begin with it."/>
        }
        .into_any();
    }
    let columns = vec![
        Column::new("Template"),
        Column::new("Helps with"),
        Column::new("Stage"),
        Column::new("How it went"),
        Column::new("Changed"),
    ];
    view! { <DataTable caption="Templates" caption_hidden=true columns=columns>{rows}</DataTable> }.into_any()
}

fn line(row: &TemplateRow, changed: String) -> impl IntoView + use<> {
    let title = if row.title.is_empty() { "Untitled".to_owned() } else { row.title.clone() };
    let (href, helps, tag) = (routes::template(row.id), helps(&row.needs), stage_tag(row.stage));
    let went = row.outcomes.words().unwrap_or_else(|| match row.outcomes.finished {
        0 => "None finished yet".to_owned(),
        1 => "1 finished so far".to_owned(),
        count => format!("{count} finished so far"),
    });
    view! {
        <tr>
            <RowHead><a href=href>{title}</a></RowHead>
            <Cell label="Helps with">{helps}</Cell>
            <Cell label="Stage">{tag}</Cell>
            <Cell label="How it went">{went}</Cell>
            <Cell label="Changed">{changed}</Cell>
        </tr>
    }
}

fn offer(row: &Finished, day: String) -> impl IntoView + use<> {
    let about = format!(" of {}", row.title);
    view! {
        <li>
            <div class="row between">
                <div><b>{row.title.clone()}</b> <p class="meta">{format!("{}, completed {day}", row.host)}</p></div>
                <form method="post" action=MAKE>
                    {hidden_key()} <input type="hidden" name="project" value=row.id.to_string()/>
                    <Button icon=icon::COPY>"Make a template" <span class="vh">{about}</span></Button>
                </form>
            </div>
        </li>
    }
}
