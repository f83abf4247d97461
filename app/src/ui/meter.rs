use leptos::prelude::*;

use super::text::percent;

/// How much of a whole is used: hours of a project, points of a part, bytes of a file.
#[component]
pub fn Meter(
    /// What is certain (approved).
    value: f64,
    /// The whole.
    max: f64,
    /// What is on its way and comes on top of `value` (not yet approved).
    #[prop(optional)]
    waiting: f64,
    /// Where something happens, for example the check at 80 percent, in the same unit.
    #[prop(optional_no_strip, into)]
    mark: Option<f64>,
    /// The same in words. Empty when the words stand beside it.
    #[prop(optional, into)]
    label: String,
) -> impl IntoView {
    let named = !label.is_empty();
    let waits = (waiting > 0.0).then(|| {
        view! { <rect class="wait" width=percent(value + waiting, max) height="12" rx="6"></rect> }
    });
    let line = mark.map(|mark| {
        let at = percent(mark, max);
        view! { <line class="mark" x1=at.clone() x2=at y1="-4" y2="16"></line> }
    });
    view! {
        <svg
            class="meter"
            role=named.then_some("img")
            aria-label=named.then_some(label)
            aria-hidden=(!named).then_some("true")
        >
            <rect class="track" width="100%" height="12" rx="6"></rect>
            {waits}
            <rect class="fill" width=percent(value, max) height="12" rx="6"></rect>
            {line}
        </svg>
    }
}
