use leptos::prelude::*;

/// A short message about what just happened, with an action such as undo.
#[component]
pub fn Toast(
    /// The words.
    #[prop(into)]
    text: String,
    /// A small button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="toast" role="status">
            <span>{text}</span>
            {children.map(|children| children())}
        </div>
    }
}

/// Where islands put toasts: at the bottom, above the tab bar of a phone. Once per page.
#[component]
pub fn ToastRegion(
    /// Toasts that are there from the start.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! { <div class="toasts" id="toasts" aria-live="polite">{children.map(|children| children())}</div> }
}
