use leptos::prelude::*;

/// Waiting shapes in place of text that an island fetches.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 4)]
    lines: usize,
    /// What is on its way, for screen readers.
    #[prop(default = "Loading".to_owned(), into)]
    label: String,
) -> impl IntoView {
    let shapes = (0..lines)
        .map(|line| {
            let class = match line {
                0 => "skel a",
                last if last + 1 == lines => "skel c",
                _ => "skel b",
            };
            view! { <div class=class></div> }
        })
        .collect_view();
    view! { <div class="stack tight" role="status" aria-label=label>{shapes}</div> }
}
