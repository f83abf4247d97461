use leptos::prelude::*;

use super::text::{given, number_word};

/// What needs another look, above the form, each with a link to its field. Draws nothing when nothing is wrong. The
/// page should move the focus to it; it announces itself.
#[component]
pub fn ErrorSummary(
    /// Pairs of field id and message; an empty id is a message for the whole form. See `FormState::summary`.
    items: Vec<(String, String)>,
    /// Heading instead of "Two answers need another look".
    #[prop(optional, into)]
    title: String,
    /// Id of the box.
    #[prop(default = "error-summary".to_owned(), into)]
    id: String,
) -> impl IntoView {
    if items.is_empty() {
        return None;
    }
    let about_fields = items.iter().filter(|(field, _)| !field.is_empty()).count();
    let title = given(title).unwrap_or_else(|| match about_fields {
        0 => "This did not work".to_owned(),
        1 => "One answer needs another look".to_owned(),
        more => format!("{} answers need another look", number_word(more)),
    });
    let lines = items
        .into_iter()
        .map(|(field, message)| {
            if field.is_empty() {
                view! { <li>{message}</li> }.into_any()
            } else {
                view! { <li><a href=format!("#{field}")>{message}</a></li> }.into_any()
            }
        })
        .collect_view();
    Some(view! {
        <div class="summary" role="alert" tabindex="-1" id=id.clone() aria-labelledby=format!("{id}-title")>
            <h2 id=format!("{id}-title")>{title}</h2>
            <ul>{lines}</ul>
        </div>
    })
}
