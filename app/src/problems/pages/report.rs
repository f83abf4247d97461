//! `/engagements/{id}/problem`: telling staff of a problem.

use backend::problems::ReportPage as Report;
use domain::machine::Word as _;
use domain::problems::Kind;
use domain::time::long_date;
use leptos::prelude::*;

use super::tag;
use crate::engagements::{frame, summary};
use crate::layout::{Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{BackLink, Button, ButtonKind, Checkbox, Choice, ErrorSummary, FormError, RadioCards, TextArea};

const REPORT: &str = "/api/problems/report";

#[component]
pub(super) fn ReportPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let report = backend::problems::report_page(&cx, request.id("id")?).await?;
        let title = "Tell staff what is wrong";
        let told = told(&report);
        let body = view! {
            <div class="stack loose">
                <BackLink href=routes::engagement(report.engagement.id) words=report.project.clone()/>
                <header class="stack tight">
                    <h1>{title}</h1>
                    <p class="lede">{format!("Staff read it and answer within two business days. {} does not see it unless you say so.", report.other)}</p>
                </header>
                <FormError message=request.form.whole()/>
                {told}
                {form(&request, &report)}
            </div>
        };
        Ok(Page::new(title, frame(&request)?, body))
    })
}

/// What was told so far.
fn told(report: &Report) -> Option<impl IntoView + use<>> {
    let lines = report
        .problems
        .iter()
        .map(|one| {
            view! {
                <li class="row between">
                    <span>
                        <a class="name" href=routes::problem(one.id)>{one.kind.words()}</a>
                        <br/>
                        <span class="meta">{format!("Told on {}", long_date(one.told))}</span>
                    </span>
                    {tag(one.stage)}
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="sec" aria-labelledby="told">
                <h2 id="told">"Told so far"</h2>
                <ul class="rows">{lines}</ul>
            </section>
        }
    })
}

fn form(request: &Request, report: &Report) -> impl IntoView + use<> {
    let form = request.form_for(REPORT);
    let kinds = Kind::ALL.iter().map(|kind| Choice::new(kind.word(), kind.words())).collect();
    view! {
        <form class="stack loose" method="post" action=REPORT>
            <ErrorSummary items=summary(&form)/>
            {hidden_key()}
            <input type="hidden" name="engagement" value=report.engagement.id.to_string()/>
            <RadioCards
                name="kind"
                legend="What is it about?"
                hint="Call the emergency number first when somebody is in danger now."
                choices=kinds
                value=form.value("kind", "")
                error=form.error("kind")
                required=true
            />
            <TextArea
                name="what"
                label="What happened"
                hint="When, who, and what was said. As much as you want to tell."
                value=form.value("what", "")
                error=form.error("what")
                minlength=10
                maxlength=4_000
                rows=6
                required=true
            />
            <TextArea
                name="wish"
                label="What would be fair"
                value=form.value("wish", "")
                error=form.error("wish")
                maxlength=4_000
                rows=3
                optional=true
            />
            <Checkbox
                name="shared"
                label=format!("{} may read this too", report.other)
                hint="Leave it open if you are not sure. You can tell staff what you want to share."
                checked=!form.value("shared", "").is_empty()
            />
            <div><Button kind=ButtonKind::Primary>"Tell staff"</Button></div>
        </form>
    }
}
