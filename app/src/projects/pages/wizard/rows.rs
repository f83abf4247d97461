//! Rows of deliverables, tasks and milestones: each folds to a line once it is filled in, so that a plan fits on a phone.

use domain::machine::Word as _;
use domain::projects::{DeliverableKind, TaskKind, limits};
use leptos::prelude::*;

use super::fields::{Screen, name_of, remove};
use crate::projects::pages::labels::field_words;
use crate::text::capital;
use crate::ui::{Button, ButtonKind, Choice, Icon, RepeaterItem, icon};

/// A row of `list` that folds. Its line names it by what is in the first of `needed`; it stands open while one of them is
/// empty or something is said about one of its fields. The button that takes it out stays in sight.
fn row(
    screen: &Screen,
    list: &str,
    n: usize,
    count: usize,
    needed: &[String],
    fields: AnyView,
) -> impl IntoView + use<> {
    let row = format!("{list}_{n}");
    let within = format!("{row}_");
    let said = screen.is_said(|field| field == row || field.starts_with(&within));
    let open = said || needed.iter().any(|name| screen.value(name).is_empty());
    let gone = (count > 1).then(|| remove(&row, format!("Remove {list} {n}")));
    let bad = screen.bad(&within);
    // The island writes here what is typed below.
    let part = |name: String| view! { <span data-of=name.clone()>{screen.value(&name)}</span> };
    let name = needed.first().cloned().map(part);
    let hours = format!("{row}_hours");
    let hours = needed.contains(&hours).then(|| view! { ", " {part(hours)} " h" });
    let heading = format!("{} {n}: ", capital(list));
    view! {
        <RepeaterItem number=n bad=bad>
            <div class="folding">
                <details class="more" open=open>
                    <summary>
                        <Icon glyph=icon::CHEVRON_RIGHT/>
                        <span><b>{heading}</b> {name} {hours}</span>
                    </summary>
                    <div class="stack tight">{fields}</div>
                </details>
                {gone}
            </div>
        </RepeaterItem>
    }
}

/// One deliverable with its checks.
pub fn deliverable(screen: &Screen, n: usize, count: usize) -> impl IntoView + use<> {
    let of = |part: &str| format!("deliverable_{n}_{part}");
    let checks: Vec<String> = (1..=screen.rows(&of("criterion"))).map(|m| of(&format!("criterion_{m}"))).collect();
    let example = |m: usize| match m {
        0 => "It is accepted when this holds, such as: each claim has a source.",
        _ => "",
    };
    let criteria = checks.iter().enumerate().map(|(m, check)| screen.part(check, example(m))).collect_view();
    let kinds = DeliverableKind::ALL.iter().map(|kind| Choice::new(kind.word(), kind.label())).collect();
    let more = (checks.len() < limits::CRITERIA).then(|| {
        view! {
            <p>
                <Button
                    kind=ButtonKind::Quiet
                    small=true
                    icon=icon::PLUS
                    name=name_of("add")
                    value=of("criterion")
                    novalidate=true
                >
                    {format!("Add a check to deliverable {n}")}
                </Button>
            </p>
        }
    });
    let extra = {
        let (format, example) = (of("format"), of("example"));
        let fields = view! {
            {screen.maybe(&format, &field_words(&format), "Such as a document, a spreadsheet or slides.")}
            {screen.maybe_link(&example, &field_words(&example), "It starts with https://.")}
        };
        let summary = format!("Format and example of deliverable {n}, if it helps");
        screen.more(&[&format, &example], &summary, fields.into_any())
    };
    let fields = view! {
        {screen.part(&of("name"), "")}
        <div class="cols">{screen.part_of(&of("kind"), kinds)} {screen.part(&of("size"), "Such as 2 to 3 pages.")}</div>
        {criteria} {more} {extra}
    };
    let needed: Vec<String> = std::iter::once(of("name")).chain(checks).collect();
    row(screen, "deliverable", n, count, &needed, fields.into_any())
}

/// One task with its hours.
pub fn task(screen: &Screen, n: usize, count: usize) -> impl IntoView + use<> {
    let of = |part: &str| format!("task_{n}_{part}");
    let kinds = TaskKind::ALL.iter().map(|kind| Choice::new(kind.word(), kind.label())).collect();
    let fields = view! {
        {screen.part(&of("name"), "")}
        <div class="cols">{screen.hours_of(&of("hours"))} {screen.part_of(&of("kind"), kinds)}</div>
    };
    row(screen, "task", n, count, &[of("name"), of("hours")], fields.into_any())
}

/// One milestone with its day and hours.
pub fn milestone(screen: &Screen, n: usize, count: usize) -> impl IntoView + use<> {
    let of = |part: &str| format!("milestone_{n}_{part}");
    let due = of("due");
    let fields = view! {
        {screen.part(&of("name"), "")}
        <div class="cols">{screen.date(&due, &field_words(&due), "")} {screen.hours_of(&of("hours"))}</div>
    };
    row(screen, "milestone", n, count, &[of("name"), of("hours"), due], fields.into_any())
}
