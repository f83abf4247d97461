//! The form that changes a published project.

use std::collections::BTreeMap;

use backend::Cx;
use backend::projects::revisions::{ChangeView, Newest};
use domain::ids::ProjectId;
use domain::machine::Word as _;
use domain::projects::{DeliverableKind, Draft, Step, form, limits, shown};
use domain::revisions::{changes, is_changeable};
use domain::time::iso;
use leptos::prelude::*;

use super::parts::rows;
use crate::layout::{Frame, Page, hidden_key, page};
use crate::projects::words::when;
use crate::routes;
use crate::ui::{
    BackLink, Banner, Button, ButtonKind, Choice, DateField, Diff, ErrorSummary, Field, FormState, LinkButton,
    MoneyField, More, Select, TextArea, Tone,
};

const PROPOSE: &str = "/api/revisions/propose";

#[component]
pub fn ChangePage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let id: ProjectId = request.id("id")?;
        let change = backend::projects::revisions::change_page(&cx, id).await?;
        let state = request.form_for(PROPOSE);
        let content = match change.refused.clone() {
            Some(why) => closed(&change, &state, &cx, why),
            None => the_form(&change, &state, &cx).into_any(),
        };
        let body = view! {
            <BackLink href=routes::host_project(id) words="The project"/>
            <header class="stack tight">
                <p class="eyebrow">{change.draft.title.clone()}</p>
                <h1>"Change a published project"</h1>
                <p class="lede">{lede(&change)}</p>
            </header>
            {content}
        };
        Ok(Page::new("Change a published project", Frame::Host("/host"), body))
    })
}

fn lede(change: &ChangeView) -> String {
    let who = match change.waiting {
        0 => "Nobody has applied yet.".to_owned(),
        1 => "One student has applied.".to_owned(),
        count => format!("{count} students have applied."),
    };
    format!(
        "{who} More pay, fewer hours and more time to apply hold at once. Less pay, more hours, other dates or more to hand \
         in wait for staff, and whoever applied confirms them."
    )
}

/// Instead of the form: why there is none, and whose change waits.
fn closed(change: &ChangeView, state: &FormState, cx: &Cx, why: String) -> AnyView {
    // What was typed otherwise than it is published stays on the page, to be copied; the rest is no loss.
    for (field, published) in published(&change.draft) {
        if state.values.get(&name_of(&field)).is_some_and(|typed| typed.trim() == published.trim()) {
            let _ = state.value(&name_of(&field), "");
        }
    }
    let other = change.newest.as_ref().filter(|newest| newest.waits).map(|newest| {
        let rows = rows(&changes(&newest.before, &newest.draft));
        view! {
            <section class="sec stack" aria-labelledby="waits-h">
                <h2 id="waits-h">{format!("{} asked for this change {}", author(newest), when(cx, newest.at))}</h2>
                <Diff caption="The change that waits" before="Published" after="Asked for" rows=rows/>
            </section>
        }
    });
    view! {
        <Banner tone=Tone::Need title="This project cannot be changed now."><p>{why}</p></Banner>
        {other}
        <p><LinkButton href=routes::host_project(change.id)>"Back to the project"</LinkButton></p>
    }
    .into_any()
}

fn author(newest: &Newest) -> String {
    if newest.own { "You".to_owned() } else { newest.who.clone() }
}

/// Every field of the form as a draft has it.
fn published(draft: &Draft) -> BTreeMap<String, String> {
    let steps = [Step::Outcome, Step::Plan, Step::Skills, Step::Pay, Step::Terms];
    steps.into_iter().flat_map(|step| form::values(step, draft)).filter(|(field, _)| is_changeable(field)).collect()
}

/// The fields with what was published or typed.
struct Inputs {
    published: BTreeMap<String, String>,
    /// What was published when the form was drawn, where somebody changed the project since.
    before: BTreeMap<String, String>,
    state: FormState,
    today: String,
}

fn name_of(field: &str) -> String {
    format!("fields[{field}]")
}

impl Inputs {
    /// What was typed; what nobody touched in an old form is shown as it is published now.
    fn value(&self, field: &str) -> String {
        let now = self.published.get(field).map_or("", String::as_str);
        let typed = self.state.value(&name_of(field), now);
        let untouched = !self.before.is_empty() && self.before.get(field).map_or("", String::as_str) == typed;
        if untouched { now.to_owned() } else { typed }
    }

    /// Beside a field that both changed: what it says now.
    fn hint(&self, field: &str) -> String {
        let then = self.before.get(field).map_or("", String::as_str);
        let now = self.published.get(field).map_or("", String::as_str);
        let both = !self.before.is_empty() && then != now && self.value(field) != now;
        let words = if now.is_empty() { "nothing".to_owned() } else { format!("“{}”", shown(field, now)) };
        if both { format!("Published by now: {words}.") } else { String::new() }
    }

    fn error(&self, field: &str) -> Option<String> {
        self.state.error(&name_of(field))
    }

    fn line(&self, field: &str, label: &str) -> impl IntoView + use<> {
        let (value, error) = (self.value(field), self.error(field));
        view! { <Field name=name_of(field) label=label.to_owned() value=value error=error hint=self.hint(field)/> }
    }

    fn number(&self, field: &str, label: &str, suffix: &'static str) -> impl IntoView + use<> {
        let (value, error) = (self.value(field), self.error(field));
        view! { <Field name=name_of(field) label=label.to_owned() value=value error=error hint=self.hint(field) suffix=suffix inputmode="numeric" width="w-m"/> }
    }

    fn day(&self, field: &str, label: &str) -> impl IntoView + use<> {
        let (value, error) = (self.value(field), self.error(field));
        let min = if field == "apply_by" { self.today.clone() } else { String::new() };
        view! { <DateField name=name_of(field) label=label.to_owned() value=value error=error hint=self.hint(field) min=min/> }
    }

    fn text(&self, field: &str, label: &'static str) -> impl IntoView + use<> {
        let (value, error) = (self.value(field), self.error(field));
        view! { <TextArea name=name_of(field) label=label value=value error=error hint=self.hint(field) rows=4 maxlength=2000/> }
    }
}

/// What somebody else published since the form was drawn.
fn since(change: &ChangeView, state: &FormState, cx: &Cx) -> Option<AnyView> {
    if !state.is_before(change.version) {
        return None;
    }
    let Some(newest) = &change.newest else {
        return Some(view! { <Banner tone=Tone::Need title="The project moved on meanwhile."><p>"Its terms are the same. Look at it, then send your change again."</p></Banner> }.into_any());
    };
    let rows = rows(&changes(&newest.before, &newest.draft));
    let title = format!("{} changed this project {}.", author(newest), when(cx, newest.at));
    Some(
        view! {
            <Banner tone=Tone::Need title=title>
                <p>"That is published and stands in the form. What you typed stands there too; where both of you changed the same field, the published text is named beside it. Send the form again to make your change on top."</p>
            </Banner>
            <Diff caption="What changed meanwhile" before="Before" after="Published now" rows=rows/>
        }
        .into_any(),
    )
}

fn the_form(change: &ChangeView, state: &FormState, cx: &Cx) -> impl IntoView + use<> {
    let old = change.newest.as_ref().filter(|newest| !newest.waits && state.is_before(change.version));
    let inputs = Inputs {
        published: published(&change.draft),
        before: old.map(|newest| published(&newest.before)).unwrap_or_default(),
        state: state.clone(),
        today: iso(cx.today()),
    };
    let (amount, wrong_amount) = (inputs.value("amount"), inputs.error("amount"));
    let (reason, wrong_reason) = (state.value("reason", ""), state.error("reason"));
    view! {
        <form class="form" method="post" action=PROPOSE>
            {hidden_key()}
            <input type="hidden" name="id" value=change.id.to_string()/>
            <input type="hidden" name="version" value=change.version.to_string()/>
            <ErrorSummary items=state.summary()/> {since(change, state, cx)}
            <section class="sec stack" aria-labelledby="pay-h">
                <h2 id="pay-h">"Pay and hours"</h2>
                <MoneyField name=name_of("amount") label="Pay for each student, before tax" value=amount error=wrong_amount hint=inputs.hint("amount")/>
                {inputs.number("hours_low", "Fewest hours", "hours")} {inputs.number("hours_high", "Most hours", "hours")}
                {inputs.number("weekly_hours", "Hours in one week", "hours")}
            </section>
            <section class="sec stack" aria-labelledby="dates-h">
                <h2 id="dates-h">"Dates"</h2>
                {inputs.day("apply_by", "Last day to apply")} {inputs.day("kickoff", "First meeting")}
                {inputs.day("start", "First day of work")} {inputs.day("end", "Last day of work")}
                {milestones(change, &inputs)}
            </section>
            <section class="sec stack" aria-labelledby="deliverables-h">
                <h2 id="deliverables-h">"Deliverables"</h2>
                <p class="meta">"Empty a name and its checks to take a deliverable away."</p>
                {deliverables(change, &inputs)}
            </section>
            <section class="sec stack" aria-labelledby="words-h">
                <h2 id="words-h">"Words and people"</h2>
                {inputs.line("title", "Title")} {inputs.text("problem", "The problem")}
                {inputs.line("used_by", "Who uses the result")} {inputs.text("provides", "What you provide")}
                {inputs.text("learning_objective", "What the student can do afterwards")}
                {inputs.line("supervisor_name", "Who answers questions")} {inputs.line("supervisor_role", "Their role")}
                {inputs.line("supervisor_email", "Their email address")}
                {inputs.number("check_in_days", "Days from one check-in to the next", "days")}
                {inputs.number("reply_days", "Business days until an answer", "days")}
            </section>
            <TextArea name="reason" label="Why you change it" hint="Staff read it. Needed when students get less, in all or for an hour." value=reason error=wrong_reason
                optional=true rows=3 maxlength=500/>
            <div class="actions">
                <Button kind=ButtonKind::Primary>"Change the project"</Button>
                <LinkButton href=routes::host_project(change.id)>"Leave it as it is"</LinkButton>
            </div>
        </form>
    }
}

fn milestones(change: &ChangeView, inputs: &Inputs) -> impl IntoView + use<> {
    let rows = (1..=change.draft.milestones.len())
        .map(|n| {
            let name = inputs.line(&format!("milestone_{n}_name"), &format!("Milestone {n}"));
            let due = inputs.day(&format!("milestone_{n}_due"), &format!("Day of milestone {n}"));
            let hours = inputs.number(&format!("milestone_{n}_hours"), &format!("Hours of milestone {n}"), "hours");
            view! { <div class="stack tight">{name} {due} {hours}</div> }
        })
        .collect_view();
    view! { <More summary="Milestones" open=!inputs.state.is_clean()><div class="stack">{rows}</div></More> }
}

fn deliverables(change: &ChangeView, inputs: &Inputs) -> impl IntoView + use<> {
    let known = change.draft.deliverables.len();
    let rows = change
        .draft
        .deliverables
        .iter()
        .enumerate()
        .map(|(index, row)| deliverable(index + 1, row.criteria.len() + 1, inputs))
        .collect_view();
    let one_more = (known < limits::DELIVERABLES).then(|| {
        let open = !inputs.value(&format!("deliverable_{}_name", known + 1)).is_empty();
        let blank = deliverable(known + 1, 2, inputs);
        view! { <More summary="Add a deliverable" open=open>{blank}</More> }
    });
    view! { {rows} {one_more} }
}

fn deliverable(n: usize, checks: usize, inputs: &Inputs) -> impl IntoView + use<> {
    let kind = format!("deliverable_{n}_kind");
    let kinds = DeliverableKind::ALL.iter().map(|kind| Choice::new(kind.word(), kind.label())).collect::<Vec<_>>();
    let (value, error) = (inputs.value(&kind), inputs.error(&kind));
    let value = if value.is_empty() { DeliverableKind::default().word().to_owned() } else { value };
    let criteria = (1..=checks.min(limits::CRITERIA))
        .map(|m| inputs.line(&format!("deliverable_{n}_criterion_{m}"), &format!("Check {m} of deliverable {n}")))
        .collect_view();
    view! {
        <fieldset class="stack">
            <legend>{format!("Deliverable {n}")}</legend>
            {inputs.line(&format!("deliverable_{n}_name"), &format!("Name of deliverable {n}"))}
            <Select name=name_of(&kind) label=format!("Type of deliverable {n}") choices=kinds value=value error=error/>
            {inputs.line(&format!("deliverable_{n}_size"), &format!("Size of deliverable {n}"))}
            {criteria}
        </fieldset>
    }
}
