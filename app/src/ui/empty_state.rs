use leptos::prelude::*;

use super::text::given;

/// Which drawing of the stepped line stands above the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Art {
    /// Nothing here yet: the first step is cut, the next ones are dotted.
    #[default]
    Start,
    /// Not found: one step is missing.
    Missing,
    /// Something broke: a step is crossed out.
    Broken,
    /// No network: the line is interrupted.
    Offline,
}

fn drawing(art: Art) -> impl IntoView {
    match art {
        Art::Start => view! {
            <path d="M2 78H34V60H44"></path>
            <path class="lo" stroke-dasharray="3 6" d="M44 60H66V42H98V24H130V6H142"></path>
        }
        .into_any(),
        Art::Missing => view! {
            <path class="lo" d="M2 78H34V60H66"></path>
            <path class="hi" stroke-dasharray="3 6" d="M66 60V42H98"></path>
            <path d="M98 42V24H130V6H142"></path>
        }
        .into_any(),
        Art::Broken => view! {
            <path class="lo" d="M2 78H34V60H66V42H78"></path>
            <path class="hi" d="M84 34l10 16M94 34l-10 16"></path>
            <path class="lo" d="M100 42H110V24H130V6H142"></path>
        }
        .into_any(),
        Art::Offline => view! {
            <path d="M2 78H34V60H66V42H78"></path>
            <path class="hi" d="M88 42h4M100 42h4M112 42h4"></path>
            <path class="lo" d="M124 24H130V6H142"></path>
        }
        .into_any(),
    }
}

/// Nothing to show, and what to do about it. Also the body of the not-found and error pages (`page_heading`).
#[component]
pub fn EmptyState(
    /// The drawing.
    #[prop(optional)]
    art: Art,
    /// The plain name of the situation, above the title.
    #[prop(optional, into)]
    eyebrow: String,
    /// What is the case.
    #[prop(into)]
    title: String,
    /// What it means for the person.
    #[prop(optional, into)]
    text: String,
    /// The title is the heading of the page.
    #[prop(optional)]
    page_heading: bool,
    /// The next action, one primary button at most.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let heading =
        if page_heading { view! { <h1>{title}</h1> }.into_any() } else { view! { <h2>{title}</h2> }.into_any() };
    view! {
        <div class="empty">
            <svg class="art" viewBox="0 0 144 80" aria-hidden="true">{drawing(art)}</svg>
            {given(eyebrow).map(|eyebrow| view! { <p class="eyebrow">{eyebrow}</p> })}
            {heading}
            {given(text).map(|text| view! { <p class="soft">{text}</p> })}
            {children.map(|children| children())}
        </div>
    }
}
