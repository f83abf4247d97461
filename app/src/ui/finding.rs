use leptos::prelude::*;

use super::icon::{CIRCLE_CHECK, Glyph, Icon, OCTAGON_X, SHIELD_CHECK, TRIANGLE_ALERT};
use super::text::given;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// Nothing goes on until it is fixed.
    Block,
    /// Somebody else decides.
    Ask,
    /// Worth fixing.
    Warn,
    /// It is all right.
    Pass,
}

impl FindingKind {
    fn look(self) -> (&'static str, Glyph) {
        match self {
            Self::Block => ("finding block", OCTAGON_X),
            Self::Ask => ("finding ask", SHIELD_CHECK),
            Self::Warn => ("finding warn", TRIANGLE_ALERT),
            Self::Pass => ("finding pass", CIRCLE_CHECK),
        }
    }
}

/// One result of a check: what, why, and in the children how to fix it.
#[component]
pub fn Finding(
    /// How much it weighs.
    kind: FindingKind,
    /// What is the case.
    #[prop(into)]
    title: String,
    /// Weight and rule in words, for example "Blocks submit (rule Q04)".
    #[prop(optional, into)]
    meta: String,
    /// Why it matters.
    #[prop(optional, into)]
    why: String,
    /// How to fix it: a link or a form.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (class, glyph) = kind.look();
    let bare = meta.is_empty();
    view! {
        <article class=class>
            <h3>{bare.then(|| view! { <Icon glyph=glyph/> })} {title}</h3>
            {given(meta).map(|meta| view! { <p class="meta"><Icon glyph=glyph/> " " {meta}</p> })}
            {given(why).map(|why| view! { <p class="why">{why}</p> })}
            {children.map(|children| view! { <div class="fix">{children()}</div> })}
        </article>
    }
}
