use leptos::prelude::*;

/// The mark alone: two steps cut into a ledge.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg aria-hidden="true" viewBox="0 0 32 32">
            <rect class="mark-bg" width="32" height="32" rx="7"></rect>
            <path class="mark-fg" d="M5 25h7.5v-6.5H19V12h8"></path>
        </svg>
    }
}

/// Mark and name, linked to the person's home.
#[component]
pub fn Brand(
    /// Where it leads.
    #[prop(default = "/".to_owned(), into)]
    href: String,
    /// A second word in a lighter tone, for example the program.
    #[prop(optional, into)]
    note: String,
    /// Further classes, for example `wide`.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let note = (!note.is_empty()).then(|| view! { " " <small>{note}</small> });
    view! {
        <a class=format!("brand {class}") href=href>
            <Mark/>
            <span>"Foothold" {note}</span>
        </a>
    }
}
