//! A worked example: a finished project, field by field, to read beside the form.

use domain::machine::Word;
use domain::projects::{
    AiRule, Classification, DeliverableKind, Draft, Owner, PayModel, Place, Step, TaskKind, Template, Times, form,
    template, templates,
};
use domain::time::{Day, long_date, parse_day};
use leptos::prelude::*;

use super::wizard::help_for;
use crate::layout::{Frame, Page, page};
use crate::ui::{BackLink, Button, ButtonKind, icon};

/// Id of the panel beside the form.
const PANEL: &str = "example";

/// A finished project, screen by screen.
#[component]
pub fn ExamplePage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let like = request.query("like");
        let example = template(&like).unwrap_or_else(|| nearest(&Draft::default()));
        let finished = finished(example, &[], &cx);
        let screens = Step::ALL
            .iter()
            .filter(|step| **step != Step::Review)
            .map(|step| {
                view! {
                    <section class="sec stack" aria-labelledby=format!("{}-h", step.word())>
                        <h2 id=format!("{}-h", step.word())>{step.title()}</h2> {answers(*step, &finished)}
                    </section>
                }
            })
            .collect_view();
        let frame = Frame::of(request.person()?, "/student", "/host", "/staff/projects");
        let body = view! {
            <BackLink href="/host/projects/new" words="Start a project"/>
            <header class="stack tight">
                <h1>"A finished example"</h1>
                <p class="lede">{example.title.clone()} ". Every answer as its host gave it; the people in it are invented."</p>
            </header>
            {screens}
        };
        Ok(Page::new("A finished example", frame, body))
    })
}

/// The template to read beside a draft: the one it began with, else one of its category, else the first.
pub fn nearest(draft: &Draft) -> &'static Template {
    let all = templates();
    let same = || all.iter().find(|one| !draft.category.is_empty() && one.category == draft.category);
    // Every template is a file of the product, and a test reads them all.
    template(&draft.fit.template).or_else(same).unwrap_or(&all[0])
}

/// The template with dates and people, as a host would have filled it in.
fn finished(example: &Template, exams: &[(Day, Day)], cx: &backend::Cx) -> Draft {
    let times = Times { policy: cx.policy(), calendar: &cx.program().calendar, exams };
    let draft = example.start_in(&times, cx.today());
    Draft {
        supervisor_name: "Ana Reyes".to_owned(),
        supervisor_role: "Office manager".to_owned(),
        supervisor_email: "ana@lantern.example".to_owned(),
        classification: Some(Classification::Employee),
        ..draft
    }
}

/// The panel that a button of the wizard opens beside the form, without script and without closing what is written.
pub fn panel(draft: &Draft, step: Step, exams: &[(Day, Day)], cx: &backend::Cx) -> impl IntoView + use<> {
    let example = nearest(draft);
    let href = format!("/host/projects/example?like={}", example.key);
    view! {
        <aside class="sheet example" id=PANEL popover="manual" aria-labelledby="example-h">
            <div class="row between">
                <h2 id="example-h">"A finished example"</h2>
                <Button kind=ButtonKind::Quiet icon=icon::X label="Close the example" closes=PANEL/>
            </div>
            <p><b>{example.title.clone()}</b></p>
            {answers(step, &finished(example, exams, cx))}
            <p><a class="link" href=href target="_blank" rel="noopener">"The whole example, in a new tab"</a></p>
        </aside>
    }
}

/// The button that opens [`panel`].
pub fn button() -> impl IntoView {
    view! { <Button kind=ButtonKind::Quiet small=true icon=icon::FILE_TEXT opens=PANEL>"See a finished example"</Button> }
}

/// The answers of one screen: what was asked, and what was written.
fn answers(step: Step, draft: &Draft) -> impl IntoView + use<> {
    let values = form::values(step, draft);
    let lines = form::answered(step, draft)
        .into_iter()
        .filter(|(name, answered)| *answered && name != "template")
        .map(|(name, _)| {
            let value = values.get(&name).map_or_else(String::new, |value| shown(&name, value));
            view! { <div><dt>{question(&name)}</dt> <dd>{value}</dd></div> }
        })
        .collect_view();
    view! { <dl class="aid">{lines}</dl> }
}

/// `Deliverable 2, size`.
fn question(field: &str) -> String {
    let Some(help) = help_for(field) else { return crate::text::capital(&form::words(field)) };
    let mut parts = field.split('_');
    let (list, number) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if number.parse::<usize>().is_err() {
        return help.what.to_owned();
    }
    let row = format!("{} {number}", crate::text::capital(list));
    if help.what.eq_ignore_ascii_case(list) { row } else { format!("{row}, {}", help.what.to_lowercase()) }
}

/// A value as a person would say it.
fn shown(field: &str, value: &str) -> String {
    fn label<W: Word>(value: &str, words: fn(W) -> &'static str) -> Option<String> {
        W::from_word(value).map(|word| words(word).to_owned())
    }
    let chosen = match field {
        "place" => label(value, Place::label),
        "pay_model" => label(value, PayModel::label),
        "classification" => label(value, Classification::label),
        "owner_of_work" => label(value, Owner::label),
        "ai_rule" => label(value, AiRule::label),
        "amount" => Some(format!("${value}")),
        _ if field.starts_with("task_") && field.ends_with("_kind") => label(value, TaskKind::label),
        _ if field.ends_with("_kind") => label(value, DeliverableKind::label),
        _ => None,
    };
    let plain = || match value {
        "yes" => "Yes".to_owned(),
        "no" => "No".to_owned(),
        text => parse_day(text).map_or_else(|| text.to_owned(), long_date),
    };
    chosen.unwrap_or_else(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_the_nearest_one() {
        assert_eq!(nearest(&Draft::default()).key, templates()[0].key);
        let draft = Draft { category: "Accounting".to_owned(), ..Draft::default() };
        assert_eq!(nearest(&draft).category, "Accounting");
        let begun = template("grant_map").expect("a template").draft.clone();
        assert_eq!(nearest(&Draft { category: "Accounting".to_owned(), ..begun }).key, "grant_map");
    }

    #[test]
    fn questions_and_answers_are_words() {
        assert_eq!(question("deliverable_2_size"), "Deliverable 2, size");
        assert_eq!(question("deliverable_2_criterion_1"), "Deliverable 2, check");
        assert_eq!((question("task_1_name"), question("hours_low")), ("Task 1".to_owned(), "Fewest hours".to_owned()));
        assert_eq!(shown("deliverable_1_kind", "content"), "Content set");
        assert_eq!(
            (shown("recurring", "no"), shown("start", "2026-09-21")),
            ("No".into(), "Monday 21 September".into())
        );
        assert_eq!(shown("title", "<b>"), "<b>");
    }
}
