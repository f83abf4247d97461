//! The island of the wizard: checks and saves while the host types. Without script it is the same
//! panel as of the last save.

use domain::policy::Policy;
use domain::projects::scope::check;
use domain::projects::{form, with_missing};
use leptos::prelude::*;

use super::autosave::{Typing, listen};
use super::known::Known;
use super::panel::{self, Shown};
use crate::ui::{SaveKind, SaveState, browser};

/// Id of the form it listens to.
pub const WIZARD_FORM: &str = "wizard-form";
/// Id of the element that holds the calendar.
pub const CALENDAR: &str = "calendar";
/// Id of the element that holds the draft as students will read it.
pub const STUDENT: &str = "student-view";
/// Id of the panel around it.
pub const STUDENT_PANEL: &str = "student";
/// Id of the element that says what the answers of the first screen make of the work.
pub const VERDICT: &str = "verdict";
/// Id of the panel.
pub(super) const PANEL: &str = "check";

/// Score, net pay and findings beside the form. What it is given comes by [`Known`]: on the server from the context, in the
/// browser from the attribute the server wrote.
#[island(lazy)]
pub fn ScopePanel() -> impl IntoView {
    let known = if browser::IS_HERE { read_page() } else { use_context::<Known>() };
    known.and_then(panel)
}

fn read_page() -> Option<Known> {
    Known::read(&document().get_element_by_id(PANEL)?.get_attribute("data-known")?)
}

fn panel(known: Known) -> Option<impl IntoView> {
    // In the browser the attribute is there already.
    let text = if browser::IS_HERE { String::new() } else { known.write() };
    let Known { screens, step, saved, answers, figures, facts, reasons } = known;
    let draft = form::restored(&answers);
    let policy = Policy::read(facts.today, &figures)?;
    let report = with_missing(&draft, check(&draft, &policy, &facts));
    let first = Shown::of(&draft, report, &policy);
    let shown = RwSignal::new(first);
    let state = RwSignal::new((SaveKind::Saved, saved.clone()));
    let shown_policy = policy.clone();
    if !saved.is_empty() {
        let typing = Typing { step, draft, policy, facts, reasons: reasons.clone(), shown, state };
        Effect::new(move |_| listen(typing.clone()));
    }
    let save_line = move || {
        state.with(|(kind, words)| (!words.is_empty()).then(|| view! { <SaveState kind=*kind text=words.clone()/> }))
    };
    Some(view! {
        <aside class="sheet scope" id=PANEL popover="auto" aria-label="Scope check" data-known=text>
            <div class="grip"></div>
            <section class="stack" aria-labelledby="scope-score">
                <div class="row between"><h2 id="scope-score">"Scope check"</h2> {save_line} {panel::close()}</div>
                {move || shown.with(|shown| panel::score(shown, &shown_policy))}
            </section>
            <section class="sec" aria-labelledby="scope-findings">
                <h2 id="scope-findings">"Findings"</h2>
                <div class="stack">{move || shown.with(|shown| panel::findings(shown, &screens, step, &reasons))}</div>
            </section>
            {move || shown.with(panel::receipt)}
        </aside>
        // A phone shows the line here, a wide screen above: never both, so it is announced once.
        <section class="dock" aria-label="Score so far">
            {save_line} {move || shown.with(|shown| panel::dock(shown, step))}
        </section>
    })
}
