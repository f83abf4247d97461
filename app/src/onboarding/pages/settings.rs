//! `/staff/onboarding`: what the program asks for before the work, and the clauses of its agreements.

use backend::onboarding::{Settings, SettingsLine};
use backend::programs::Program;
use domain::engagements::{Terms, TermsDeliverable};
use domain::machine::Word as _;
use domain::money::Cents;
use domain::onboarding::{Item, Rules, agreement_text, clauses_fault, modules};
use domain::projects::Classification;
use domain::time::{Day, Minutes, plus_days};
use leptos::prelude::*;

use super::agreement_body;
use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::ui::{Button, ButtonKind, CheckGroup, Checkbox, ErrorSummary, Field, FormError, FormState, More, TextArea};

const RULES: &str = "/api/onboarding/save-rules";
const CLAUSES: &str = "/api/onboarding/save-clauses";

#[component]
pub(super) fn SettingsPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let settings = backend::onboarding::settings_page(&cx).await?;
        let clauses = request.form_for(CLAUSES);
        let body = view! {
            <header class="stack tight">
                <h1>"What is asked for before the work"</h1>
                <p class="lede">"The signatures, the classification and a needed work authorization are always asked for. The rest is yours to choose. What is under way stays as it was."</p>
            </header>
            <FormError message=request.form.whole()/>
            <div class="split">
                <div class="stack loose">
                    {preview(&clauses, cx.program(), cx.today())}
                    {clauses_form(&clauses, &settings)}
                </div>
                <aside class="stack loose" aria-label="The list and its history">
                    {rules_form(&request, &settings)}
                    {history(&settings.history, cx.program())}
                </aside>
            </div>
        };
        Ok(Page::new("What is asked for before the work", Frame::Staff("/staff/onboarding"), body))
    })
}

const fn words(item: Item) -> (&'static str, &'static str) {
    match item {
        Item::TaxForm => ("Tax form", "On file with you, or passed on to whoever pays."),
        Item::Kickoff => ("Kick-off meeting", "A day both sides know."),
        Item::Goals => ("Learning goals", "Two or three, agreed by both sides."),
        _ => ("Survey before the work", "Eight sentences, which come again at the end."),
    }
}

fn rules_form(request: &Request, settings: &Settings) -> impl IntoView + use<> {
    let form = request.form_for(RULES);
    let sent = !form.values.is_empty();
    let ticked = |name: &str, now: bool| if sent { !form.value(name, "").is_empty() } else { now };
    let items = Rules::CHOICES
        .iter()
        .map(|item| {
            let name = format!("required[{}]", item.word());
            let (label, hint) = words(*item);
            let checked = ticked(&name, settings.rules.asks_for(*item));
            view! { <Checkbox name=name id=format!("required-{}", item.word()) label=label hint=hint value="yes" checked=checked/> }
        })
        .collect_view();
    let training = modules()
        .iter()
        .map(|module| {
            let name = format!("modules[{}]", module.key);
            let checked = ticked(&name, settings.rules.modules.contains(&module.key));
            let hint = format!("{} {} minutes.", module.about, module.minutes);
            view! { <Checkbox name=name id=format!("module-{}", module.key) label=module.title.clone() hint=hint value="yes" checked=checked/> }
        })
        .collect_view();
    view! {
        <section class="sec" aria-labelledby="rules-h">
            <h2 id="rules-h">"The list"</h2>
            <form class="stack" method="post" action=RULES>
                <ErrorSummary items=crate::engagements::summary(&form) id="rules-errors"/>
                {hidden_key()}
                <CheckGroup id="required" legend="Besides the signatures" error=form.error("required")>{items}</CheckGroup>
                <CheckGroup id="modules" legend="Training every student passes once" error=form.error("modules")>{training}</CheckGroup>
                <div><Button>"Save the list"</Button></div>
            </form>
        </section>
    }
}

fn clauses_form(form: &FormState, settings: &Settings) -> impl IntoView + use<> {
    let which = match settings.number {
        0 => "These are the clauses that come with Foothold.".to_owned(),
        number => format!("Version {number} of your clauses."),
    };
    view! {
        <section class="sec" aria-labelledby="clauses-h">
            <h2 id="clauses-h">"Clauses of the agreement"</h2>
            <p class="meta">{which} " They stand below what the project says: the work, the days, the pay and how it is accepted. Have somebody who knows the law read them."</p>
            <form class="stack" method="post" action=CLAUSES>
                <ErrorSummary items=crate::engagements::summary(form) id="clauses-errors"/>
                {hidden_key()}
                <input type="hidden" name="number" value=settings.number.to_string()/>
                <TextArea
                    name="body"
                    label="Clauses"
                    hint="One paragraph a line. A line that begins with ## is a heading, one that begins with - a point. {student}, {host}, {program} and {project} are filled in."
                    value=form.value("body", &settings.body)
                    error=form.error("body")
                    rows=18
                    maxlength=20_000
                />
                <Field name="note" label="What you changed, and why" value=form.value("note", "") error=form.error("note") maxlength=500/>
                <div class="row">
                    <Button name="decision" value="preview">"Show the agreement"</Button>
                    <Button name="decision" value="save" kind=ButtonKind::Primary>"Save as the next version"</Button>
                </div>
            </form>
        </section>
    }
}

/// An agreement with the clauses as they were typed, for an example.
fn preview(form: &FormState, program: &Program, today: Day) -> Option<impl IntoView + use<>> {
    if form.value("decision", "") != "preview" {
        return None;
    }
    let body = form.value("body", "");
    let content = match clauses_fault(&body) {
        Some(fault) => view! { <p>{fault}</p> }.into_any(),
        None => {
            let text = agreement_text(&example(program, today), body.trim(), &[]);
            agreement_body(&text).into_any()
        }
    };
    Some(view! {
        <section class="sec stack tight" aria-labelledby="preview-h">
            <h2 id="preview-h">"How an agreement would read"</h2>
            <p class="meta">"With made-up names. Nothing is saved yet."</p>
            {content}
        </section>
    })
}

fn example(program: &Program, today: Day) -> Terms {
    Terms {
        project: "Map twenty grants".to_owned(),
        host: "Example Pantry".to_owned(),
        student: "Sam Example".to_owned(),
        program: program.name.clone(),
        time: Minutes::hours(20),
        fee: Cents(40_000),
        start: plus_days(today, 14),
        end: plus_days(today, 42),
        deliverables: vec![TermsDeliverable {
            title: "A table of twenty grants".to_owned(),
            criterion: "every row names its source".to_owned(),
        }],
        classification: Classification::Employee,
        due: domain::projects::PayTrigger::Acceptance,
        acceptance_days: 7,
    }
}

fn history(lines: &[SettingsLine], program: &Program) -> Option<impl IntoView + use<>> {
    if lines.is_empty() {
        return None;
    }
    let items = lines
        .iter()
        .map(|line| {
            let when = format!("{}, {}", line.who, program.long(line.at));
            let (title, body) = match &line.body {
                Some(body) => {
                    let body = agreement_body(body);
                    (
                        format!("Clauses, version {}: {}", line.number, line.words),
                        Some(view! { <More summary="Read this version">{body}</More> }),
                    )
                }
                None => (format!("The list, version {}", line.number), None),
            };
            view! { <li><b>{title}</b><p class="meta">{when}</p>{body}</li> }
        })
        .collect_view();
    Some(view! {
        <section class="sec" aria-labelledby="history-h">
            <h2 id="history-h">"History"</h2>
            <ul class="rows">{items}</ul>
        </section>
    })
}
