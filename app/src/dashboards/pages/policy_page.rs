//! `/staff/policy`

use backend::Failure;
use backend::dashboards::{FigurePreview, PolicyFigure, PolicyRow};
use domain::access::Action;
use domain::policy::{FIGURES, Figure, Group, Unit};
use domain::time::{dated, long_date, short_date};
use leptos::prelude::*;

use super::policy_preview::{preview_box, typed};
use crate::layout::{Frame, Page, hidden_key, page};
use crate::ui::{Button, ButtonKind, Choice, DateField, ErrorSummary, Field, FormState, More, Select};

const URL: &str = "/api/policies/set";

#[component]
pub fn PolicyPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let figures = backend::dashboards::policy_page(&cx).await?;
        let may_set = domain::access::may(cx.actor().person(), Action::ManagePolicy, cx.program().id);
        let mut form = request.form_for(URL);
        let mut preview: Option<FigurePreview> = None;
        if may_set && form.values.is_empty() && !request.query("preview").is_empty() {
            form = typed(&request);
            match backend::dashboards::preview_figure(
                &cx,
                &form.value("name", ""),
                &form.value("value", ""),
                &form.value("valid_from", ""),
            )
            .await
            {
                Ok(seen) => preview = Some(seen),
                // An address somebody changed by hand: the form says what is wrong with it.
                Err(Failure::Invalid(errors)) => form.errors = errors.0,
                Err(failure) => return Err(failure.into()),
            }
        }
        let today = cx.today().to_string();
        let chosen = request.query("figure");
        let preview = preview.map(|preview| preview_box(&preview, cx.actor().person(), cx.program().id));
        let change = if may_set {
            change_form(&form, &chosen, &today).into_any()
        } else {
            view! { <p class="meta">"An administrator of the program sets these figures."</p> }.into_any()
        };
        let groups = Group::ALL.map(|group| table(group, &figures, may_set)).collect_view();
        let calendar = may_set.then(|| {
            view! { <p><a class="link" href="/staff/calendar">"Exams, holidays and wage floors"</a></p> }
        });
        let body = view! {
            <header class="stack tight">
                <p class="eyebrow">"Policy"</p>
                <h1>"The figures every rule reads"</h1>
                <p class="lede">"Each holds from a day on. What held before stays on record, and every decision names the figures it was made under."</p>
                {calendar}
            </header>
            <div class="split">
                <div class="stack loose">{preview} {groups}</div>
                {change}
            </div>
        };
        Ok(Page::new("Policy", Frame::Staff("/staff/policy"), body))
    })
}

fn table(group: Group, figures: &[PolicyFigure], may_set: bool) -> impl IntoView + use<> {
    let id = format!("group-{}", Group::ALL.iter().position(|one| *one == group).unwrap_or_default());
    let (section, heading) = (id.clone(), id.clone());
    let rows = figures.iter().filter(|one| one.figure.group == group).map(|one| row(one, may_set)).collect_view();
    view! {
        <section class="sec" aria-labelledby=section>
            <h2 id=heading>{group.heading()}</h2>
            <table class="data" aria-labelledby=id>
                <thead>
                    <tr><th scope="col">"Figure"</th><th scope="col">"Today"</th><th scope="col">"History"</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn row(one: &PolicyFigure, may_set: bool) -> impl IntoView + use<> {
    let figure = one.figure;
    let since = match one.since {
        Some(day) => format!("since {}", dated(day)),
        None => "as the product comes".to_owned(),
    };
    let next = one.next.map(|(value, day)| {
        view! { <p><b>{format!("From {}: {}", long_date(day), figure.shown(value))}</b></p> }
    });
    let history = if one.history.is_empty() {
        view! { <span class="soft">"Never set"</span> }.into_any()
    } else {
        let lines = one.history.iter().map(|past| line(figure, past)).collect_view();
        let count = match one.history.len() {
            1 => "Set once".to_owned(),
            many => format!("Set {many} times"),
        };
        view! { <More summary=format!("{count}: {}", figure.words)><ul class="rows">{lines}</ul></More> }.into_any()
    };
    let set = may_set.then(|| {
        let href = format!("/staff/policy?figure={}#change", figure.name);
        view! { <p><a class="link" href=href>"Set " <span class="vh">{figure.words}</span></a></p> }
    });
    view! {
        <tr>
            <th scope="row">{figure.words}<br/><span class="meta">{figure.about}</span></th>
            <td data-label="Today"><div><b class="nowrap">{figure.shown(one.now)}</b> <p class="meta">{since}</p> {next} {set}</div></td>
            <td data-label="History">{history}</td>
        </tr>
    }
}

fn line(figure: &Figure, past: &PolicyRow) -> impl IntoView + use<> {
    let who = if past.who.is_empty() { "with the program".to_owned() } else { format!("by {}", past.who) };
    let instead = past.instead_of.map(|value| format!(" instead of {}", figure.shown(value))).unwrap_or_default();
    let when = format!("set {} at {} {who}{instead}", short_date(past.set_on), past.set_at);
    let shown = figure.shown(past.value);
    let (value, when) = if past.replaced {
        let was = format!("Was to hold from {}, {when}. Another value took its place.", dated(past.valid_from));
        (view! { <s>{shown}</s> }.into_any(), was)
    } else {
        (view! { <b>{shown}</b> }.into_any(), format!("From {}, {when}", dated(past.valid_from)))
    };
    view! { <li>{value} <p>{past.source.clone()}</p> <p class="meta">{when}</p></li> }
}

fn change_form(form: &FormState, chosen: &str, today: &str) -> impl IntoView + use<> {
    let choices = FIGURES
        .iter()
        .map(|figure| {
            let unit = match figure.unit {
                Unit::YesNo => "yes or no".to_owned(),
                Unit::PerCent => "per cent".to_owned(),
                Unit::DollarsAnHour => "dollars an hour".to_owned(),
                Unit::Dollars => "dollars".to_owned(),
                Unit::Share => "per cent".to_owned(),
                unit => unit.word().to_owned(),
            };
            Choice::new(figure.name, format!("{} ({unit})", figure.words))
        })
        .collect::<Vec<_>>();
    view! {
        <section class="sec" aria-labelledby="change-h" id="change">
            <h2 id="change-h">"Set a figure"</h2>
            <form method="post" action=URL class="stack">
                {hidden_key()}
                <ErrorSummary items=form.summary()/>
                <Select id="name" name="name" label="Figure" choices value=form.value("name", chosen) error=form.error("name")/>
                <Field id="value" name="value" label="New value" hint="In the unit beside the figure: 15.00, 7.65, 48, yes or no." value=form.value("value", "") error=form.error("value")/>
                <DateField id="valid_from" name="valid_from" label="From" hint="Today or later. The past stays as it was." min=today.to_owned() value=form.value("valid_from", today) error=form.error("valid_from")/>
                <Field id="source" name="source" label="Source" hint="The decision, law or rule it comes from." value=form.value("source", "") error=form.error("source")/>
                <div class="row">
                    <Button kind=ButtonKind::Primary>"Set from that day"</Button>
                    <Button name="preview" value="yes">"Preview the effects"</Button>
                </div>
                <p class="meta">"The preview says which projects the scope check would judge otherwise. It keeps nothing."</p>
            </form>
        </section>
    }
}
