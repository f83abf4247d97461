use leptos::prelude::*;

use super::icon::{CHECK, Icon};
use super::steps::{Step, StepState};
use super::text::given;

/// Milestones side by side, a strong rule over each that is done.
#[component]
pub fn Ledge(
    /// The milestones in their order.
    items: Vec<Step>,
    /// Name of the list.
    #[prop(default = "Milestones".to_owned(), into)]
    label: String,
) -> impl IntoView {
    let parts = items
        .into_iter()
        .map(|step| {
            let word = step.state.word().map(|word| view! { <span class="vh">{word}</span> });
            view! {
                <li class=step.state.class() aria-current=step.state.current()>
                    <b>
                        {(step.state == StepState::Done).then(|| view! { <Icon glyph=CHECK/> })}
                        {match given(step.href) {
                            Some(href) => view! { <a href=href>{step.label}</a> }.into_any(),
                            None => step.label.into_any(),
                        }} {word}
                    </b>
                    {given(step.note).map(|note| view! { <small>{note}</small> })}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="ledge" aria-label=label>{parts}</ol> }
}
