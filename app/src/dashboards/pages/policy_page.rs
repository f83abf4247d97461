//! `/staff/policy`

use domain::access::Action;
use leptos::prelude::*;

use crate::layout::{Frame, Page, hidden_key, page};
use crate::ui::{Button, Choice, DateField, ErrorSummary, Field, FormState, Select, Tag, TagKind, icon};
use backend::dashboards::{PolicyFigure, figure_shown, figure_words};

const URL: &str = "/api/policies/set";

#[component]
pub fn PolicyPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let figures = backend::dashboards::policy_page(&cx).await?;
        let may_set = domain::access::may(cx.actor().person(), Action::ManagePolicy, cx.program().id);
        let form = request.form_for(URL);
        let today = cx.today().to_string();
        let change = may_set.then(|| change_form(&form, &figures, &today));
        let body = view! {
            <header>
                <p class="eyebrow">"Policy"</p>
                <h1>"The figures every rule reads"</h1>
            </header>
            <div class="split">
                <section class="sec" aria-labelledby="figures"><h2 id="figures">"Figures and their history"</h2> {table(figures)}</section>
                {change}
            </div>
        };
        Ok(Page::new("Policy", Frame::Staff("/staff/policy"), body))
    })
}

fn table(figures: Vec<PolicyFigure>) -> impl IntoView {
    let rows = figures
        .into_iter()
        .map(|figure| {
            let tag = figure.in_force.then(|| view! { <Tag kind=TagKind::Go icon=icon::CHECK label="In force"/> });
            view! {
                <tr>
                    <th scope="row">{figure_words(&figure.name)}<br/><span class="meta">{figure.source}</span></th>
                    <td class="num" data-label="Value">{figure_shown(&figure.name, figure.value)}</td>
                    <td class="day" data-label="From">{domain::time::dated(figure.valid_from)}</td>
                    <td data-label="State">{tag}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="data">
            <thead><tr><th scope="col">"Figure"</th><th scope="col" class="num">"Value"</th><th scope="col">"From"</th><th scope="col">"State"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn change_form(form: &FormState, figures: &[PolicyFigure], today: &str) -> impl IntoView + use<> {
    let mut names: Vec<String> = figures.iter().map(|f| f.name.clone()).collect();
    names.dedup();
    let choices = names.into_iter().map(|name| Choice::new(name.clone(), figure_words(&name))).collect::<Vec<_>>();
    view! {
        <section class="sec" aria-labelledby="change">
            <h2 id="change">"Change a figure"</h2>
            <form method="post" action=URL class="stack">
                {hidden_key()}
                <ErrorSummary items=form.summary()/>
                <Select id="name" name="name" label="Figure" choices value=form.value("name", "") error=form.error("name")/>
                <Field id="value" name="value" label="New value" hint="As the table shows it: 15.00, 7.65 %, 48, yes or no." value=form.value("value", "") error=form.error("value")/>
                <DateField id="valid_from" name="valid_from" label="From" value=form.value("valid_from", today) error=form.error("valid_from")/>
                <Field id="source" name="source" label="Source" hint="The decision, law or rule it comes from." value=form.value("source", "") error=form.error("source")/>
                <Button>"Set from that day"</Button>
            </form>
        </section>
    }
}
