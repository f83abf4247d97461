//! Dialog and sheet: `<dialog>` elements that [`DialogButton`] opens and closes without a script. Where the browser
//! knows `command`, they are modal: the focus moves in and stays in. An older browser shows them as popovers.
use leptos::prelude::*;

use super::button::ButtonKind;
use super::icon::{Glyph, Icon, X};
use super::text::given;

/// The button that opens a [`Dialog`] or a [`Sheet`], or closes the one it stands in. Apart from
/// [`Button`](super::Button), because no island needs one and every attribute costs WebAssembly.
#[component]
pub fn DialogButton(
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// Icon before the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// Name for screen readers; with it the button shows its icon alone.
    #[prop(optional, into)]
    label: String,
    /// As wide as its column.
    #[prop(optional)]
    full: bool,
    /// Lower, on a desktop only.
    #[prop(optional)]
    small: bool,
    /// Id of the dialog it opens.
    #[prop(optional, into)]
    opens: String,
    /// Id of the dialog it closes.
    #[prop(optional, into)]
    closes: String,
    /// Further classes, for example `push`.
    #[prop(optional, into)]
    class: String,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (target, command, action) = match given(closes) {
        Some(id) => (id, "close", Some("hide")),
        None => (opens, "show-modal", None),
    };
    let classes = format!("{} {class}", kind.class(full, small, !label.is_empty()));
    view! {
        <button
            class=classes.trim_end().to_owned()
            type="button"
            aria-label=given(label)
            commandfor=target.clone()
            command=command
            popovertarget=target
            popovertargetaction=action
        >
            {icon.map(|glyph| view! { <Icon glyph=glyph/> })}
            {children.map(|children| children())}
        </button>
    }
}

/// A question that has to be answered before going on.
#[component]
pub fn Dialog(
    /// Id that a [`DialogButton`] opens.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    title: String,
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
            popover=(!open).then_some("auto")
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

/// A panel that rises from the bottom of the screen.
#[component]
pub fn Sheet(
    /// Id that a [`DialogButton`] opens.
    #[prop(into)]
    id: String,
    /// Its heading.
    #[prop(into)]
    title: String,
    /// What is in it. The button that closes it comes after, so that the focus goes to the first field.
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-title");
    let (sheet, labelled) = (id.clone(), heading.clone());
    view! {
        <dialog class="sheet" id=sheet popover="auto" closedby="any" aria-labelledby=labelled>
            <div class="grip"></div>
            <div class="stack">
                <h2 id=heading>{title}</h2>
                {children()}
            </div>
            <DialogButton kind=ButtonKind::Quiet icon=X label="Close" closes=id class="shut"/>
        </dialog>
    }
}
