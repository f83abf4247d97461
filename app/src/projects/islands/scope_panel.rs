//! The island of the wizard: checks and saves while the host types. Without script it is the same
//! panel as of the last save.

use domain::ids::ProjectId;
use domain::policy::Policy;
use domain::projects::scope::{Facts, check};
use domain::projects::{Step, form, with_missing};
use leptos::prelude::*;

use super::autosave::{Typing, listen};
use super::panel::{self, Shown};
use crate::ui::{SaveKind, SaveState};

/// Id of the form it listens to.
pub const WIZARD_FORM: &str = "wizard-form";

/// Score, net pay and findings beside the form.
#[island(lazy)]
pub fn ScopePanel(
    /// The project.
    project: ProjectId,
    /// The screen that is shown.
    step: Step,
    /// The answers as they were kept last, as form fields.
    answers: Vec<(String, String)>,
    /// The program's figures by name.
    figures: Vec<(String, String)>,
    /// What the check must know beyond the draft.
    facts: Facts,
    /// When it was kept: `Saved 14:31`; empty when it cannot be changed.
    saved: String,
) -> impl IntoView {
    let draft = form::restored(&answers);
    let policy = Policy::from_figures(facts.today, &figures);
    let report = with_missing(&draft, check(&draft, &policy, &facts));
    let first = Shown { report, pay: draft.net_pay(&policy), hours: draft.hours_high };
    let shown = RwSignal::new(first);
    let state = RwSignal::new((SaveKind::Saved, saved.clone()));
    let shown_policy = policy.clone();
    if !saved.is_empty() {
        let typing = Typing { project, step, draft, policy, facts, shown, state };
        Effect::new(move |_| listen(typing.clone()));
    }
    let save_line = move || {
        state.with(|(kind, words)| (!words.is_empty()).then(|| view! { <SaveState kind=*kind text=words.clone()/> }))
    };
    view! {
        <aside class="sheet scope" id="check" popover="auto" aria-label="Scope check">
            <div class="grip"></div>
            <section class="stack" aria-labelledby="scope-score">
                <div class="row between"><h2 id="scope-score">"Scope check"</h2> {save_line} {panel::close()}</div>
                {move || shown.with(|shown| panel::score(shown, &shown_policy))}
            </section>
            <section class="sec" aria-labelledby="scope-findings">
                <h2 id="scope-findings">"Findings"</h2>
                <div class="stack">{move || shown.with(|shown| panel::findings(shown, project, step))}</div>
            </section>
            {move || shown.with(panel::receipt)}
        </aside>
        <section class="dock" aria-label="Score so far">{move || shown.with(panel::dock)}</section>
    }
}
