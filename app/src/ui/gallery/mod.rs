//! Every part in every state, on one page for development. The names, figures and dates are invented.
mod data;
mod forms;
mod talk;

use leptos::prelude::*;

use crate::ui::{Brand, Notice};

/// The gallery of components.
#[component]
pub fn Gallery() -> impl IntoView {
    view! {
        <link rel="stylesheet" href="/dev/gallery.css"/>
        <nav class="bar" aria-label="Gallery">
            <Brand href="/" note="gallery"/>
        </nav>
        <Notice text="Your week is sent. Dee approves it by Friday 11 December."/>
        <main id="main" class="page" tabindex="-1">
            <h1>"Every part, in every state"</h1>
            {foundations()}
            {forms::buttons()}
            {forms::fields()}
            {forms::choices()}
            {talk::status()}
            {data::progress()}
            {data::tables()}
            {data::money()}
            {data::charts()}
            {talk::scope_check()}
            {talk::messages()}
            {talk::records()}
            {talk::waiting()}
            {talk::keys()}
        </main>
    }
}

fn part(id: &'static str, title: &'static str, content: impl IntoView + 'static) -> AnyView {
    view! {
        <section class="spec" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <div class="stack loose">{content.into_any()}</div>
        </section>
    }
    .into_any()
}

fn foundations() -> AnyView {
    const COLOURS: [(&str, &str); 15] = [
        ("sw-paper", "Paper"),
        ("sw-sheet", "Sheet"),
        ("sw-sunk", "Sunk"),
        ("sw-deep", "Deep"),
        ("sw-ink", "Ink"),
        ("sw-ink-2", "Ink 2"),
        ("sw-ink-3", "Ink 3"),
        ("sw-line", "Line"),
        ("sw-edge", "Edge"),
        ("sw-accent", "Accent"),
        ("sw-accent-soft", "Accent soft"),
        ("sw-need", "Need"),
        ("sw-need-soft", "Need soft"),
        ("sw-bad", "Bad"),
        ("sw-bad-soft", "Bad soft"),
    ];
    let swatches = COLOURS
        .into_iter()
        .map(|(class, name)| {
            view! {
                <li>
                    <svg aria-hidden="true"><rect class=class width="100%" height="100%"></rect></svg>
                    {name}
                </li>
            }
        })
        .collect_view();
    let colour = part("g1", "Colour", view! { <ul class="swatch">{swatches}</ul> });
    let sample = view! {
        <div class="stack">
            <p class="type5">"Real work, paid"</p>
            <p class="type4">"Choose from six, by Tuesday"</p>
            <p class="type3">"What you hand in"</p>
            <p class="type2">"Honest pay"</p>
            <p class="type1">"Matrix of five museums by twelve facts"</p>
            <p>"Body, 16 to 17 px. Families make up 41 % of our visitors and 18 % of our members."</p>
            <p class="hint">"Small, 15 px, for hints and second lines."</p>
            <p class="num">"Tabular: $1,111.11 and $20,847.00, 18:00 and 11:11"</p>
        </div>
    };
    view! { {colour} {part("g2", "Type", sample)} }.into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::*;

    #[test]
    fn everything_renders_without_a_style_attribute() {
        let html = view! { <super::Gallery/> }.to_html();
        assert!(!html.contains(" style="), "the content security policy forbids style attributes");
        assert!(html.contains("Drafted chart 3 &lt;/textarea&gt;</textarea>"));
    }
}
