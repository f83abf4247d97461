//! Dialog and sheet. Both are `popover` elements: `Button opens="id"` shows them without a script, and the keyboard
//! and the back of the screen close them.
use leptos::prelude::*;

use super::button::{Button, ButtonKind};
use super::icon::X;

/// A question that has to be answered before going on.
#[component]
pub fn Dialog(
    /// Id that a button opens.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    title: String,
    /// An island opens it with `showModal`; otherwise a button opens it as a popover.
    #[prop(optional)]
    modal: bool,
    /// Shown from the start (an answer that failed).
    #[prop(optional)]
    open: bool,
    /// Further classes.
    #[prop(optional, into)]
    class: String,
    /// What it says; ends with [`DialogActions`].
    children: Children,
) -> impl IntoView {
    view! {
        <dialog
            class=format!("dialog {class}").trim_end().to_owned()
            id=id.clone()
            open=open
            popover=(!modal && !open).then_some("auto")
            aria-labelledby=format!("{id}-title")
        >
            <h2 id=format!("{id}-title")>{title}</h2>
            {children()}
        </dialog>
    }
}

/// The buttons at the end of a [`Dialog`].
#[component]
pub fn DialogActions(
    /// The buttons; the one that changes something comes last.
    children: Children,
) -> impl IntoView {
    view! { <div class="end">{children()}</div> }
}

/// A panel that rises from the bottom of a phone. With a class such as `scope` or from the filters it lies still in
/// the layout of a desktop.
#[component]
pub fn Sheet(
    /// Id that a button opens.
    #[prop(into)]
    id: String,
    /// Its heading, with a button that closes it.
    #[prop(into)]
    title: String,
    /// Class of the heading row, for example `small-only`.
    #[prop(optional, into)]
    title_class: String,
    /// Further classes.
    #[prop(optional, into)]
    class: String,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-title");
    view! {
        <div
            class=format!("sheet {class}").trim_end().to_owned()
            id=id
            popover="auto"
            role="dialog"
            aria-labelledby=heading
        >
            <div class="grip"></div>
            <div class="stack">
                <div class=format!("row between still {title_class}").trim_end().to_owned()>
                    <h2 id=heading.clone()>{title}</h2>
                    <Button kind=ButtonKind::Quiet icon=X label="Close" closes=id.clone()/>
                </div>
                {children()}
            </div>
        </div>
    }
}
