//! The draft as students will read it, beside the form that is being filled in.

use backend::projects::Wizard;
use domain::policy::Policy;
use domain::projects::Draft;
use domain::time::Day;
use leptos::prelude::*;

use super::terms;
use crate::projects::islands::{STUDENT, STUDENT_PANEL as PANEL};
use crate::ui::{Button, ButtonKind, icon};

/// The panel that a button of the wizard opens beside the form. It opens without script too, and shows then what was kept
/// when the page was drawn.
pub fn panel(wizard: &Wizard, policy: &Policy, today: Day) -> impl IntoView + use<> {
    view! {
        <aside class="sheet example" id=PANEL popover="manual" aria-labelledby="student-h">
            <div class="row between">
                <h2 id="student-h">"As a student sees it"</h2>
                <Button kind=ButtonKind::Quiet icon=icon::X label="Close the student’s view" closes=PANEL/>
            </div>
            <div class="stack loose" id=STUDENT>{view(&wizard.draft, policy, today)}</div>
        </aside>
    }
}

/// The button that opens [`panel`].
pub fn button() -> impl IntoView {
    view! { <Button kind=ButtonKind::Quiet small=true icon=icon::EYE opens=PANEL>"See the student’s view"</Button> }
}

/// What stands inside [`panel`], as text: the wizard's island puts it there after each save.
pub fn student_html(draft: &Draft, policy: &Policy, today: Day) -> String {
    view(draft, policy, today).to_html()
}

fn view(draft: &Draft, policy: &Policy, today: Day) -> AnyView {
    let title = if draft.title.is_empty() { "No title yet".to_owned() } else { draft.title.clone() };
    view! {
        <p><b>{title}</b></p>
        {terms::facts(draft, today)}
        {terms::pay_box(draft, draft.net_pay(policy), policy, terms::Reader::Student)}
        {terms::body(draft, terms::Level::Third)}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_text_in_it() {
        let today = domain::time::parse_day("2026-09-01").expect("a day");
        let draft = Draft { title: "<b>Map</b> grants".into(), problem: "Much & more".into(), ..Draft::default() };
        let html = student_html(&draft, &Policy::defaults(today), today);
        assert!(html.contains("&lt;b&gt;Map&lt;/b&gt; grants") && html.contains("Much &amp; more"), "{html}");
        assert!(!html.contains(" style="), "the content policy blocks it");
        assert!(student_html(&Draft::default(), &Policy::defaults(today), today).contains("No title yet"));
    }
}
