//! Messages that stay: banner in the page, notice under the bar, message of a whole form.
use leptos::prelude::*;

use super::icon::{CIRCLE_ALERT, CIRCLE_CHECK, Glyph, INFO, Icon, OCTAGON_X};
use super::text::given;

/// The tone of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    #[default]
    Plain,
    /// It worked.
    Go,
    /// Needs the person.
    Need,
    /// Something is wrong.
    Bad,
}

impl Tone {
    fn look(self) -> (&'static str, Glyph) {
        match self {
            Self::Plain => ("", INFO),
            Self::Go => (" go", CIRCLE_CHECK),
            Self::Need => (" need", CIRCLE_ALERT),
            Self::Bad => (" bad", OCTAGON_X),
        }
    }
}

/// A message in the page.
#[component]
pub fn Banner(
    /// The tone.
    #[prop(optional)]
    tone: Tone,
    /// The first, strong line.
    #[prop(optional, into)]
    title: String,
    /// `status` or `alert` when it appears after something the person did.
    #[prop(optional, into)]
    role: String,
    /// More about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (class, glyph) = tone.look();
    view! {
        <div class=format!("banner{class}") role=given(role)>
            <Icon glyph=glyph/>
            <div>{given(title).map(|title| view! { <b>{title}</b> })} {children.map(|children| children())}</div>
        </div>
    }
}

/// What the last action did, shown once, across the page under the bar.
#[component]
pub fn Notice(
    /// The tone.
    #[prop(default = Tone::Go)]
    tone: Tone,
    /// The words.
    #[prop(into)]
    text: String,
    /// A button or link beside them, for example to undo.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (class, glyph) = tone.look();
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    view! {
        <div class=format!("notice{class}") role=role>
            <Icon glyph=glyph/>
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
}

/// The message for a form as a whole. Draws nothing without one.
#[component]
pub fn FormError(
    /// What is wrong and what to do.
    #[prop(optional_no_strip, into)]
    message: Option<String>,
) -> impl IntoView {
    message.map(|message| view! { <Banner tone=Tone::Bad role="alert"><p>{message}</p></Banner> })
}
