use leptos::prelude::*;

use super::text::given;

/// First letters of the first and the last word, upper case.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// Initials in a circle, or in a square for an organisation.
#[component]
pub fn Avatar(
    /// Full name.
    #[prop(into)]
    name: String,
    /// An organisation, not a person.
    #[prop(optional)]
    org: bool,
    /// Larger, for the head of a page.
    #[prop(optional)]
    large: bool,
    /// The name is not written beside it: tell it to screen readers.
    #[prop(optional)]
    alone: bool,
) -> impl IntoView {
    let letters = initials(&name);
    let class = match (org, large) {
        (false, false) => "avatar",
        (false, true) => "avatar lg",
        (true, false) => "avatar org",
        (true, true) => "avatar org lg",
    };
    view! {
        <span
            class=class
            role=alone.then_some("img")
            aria-label=alone.then_some(name)
            aria-hidden=(!alone).then_some("true")
        >
            {letters}
        </span>
    }
}

/// Avatar and name, with a second line.
#[component]
pub fn Who(
    /// Full name.
    #[prop(into)]
    name: String,
    /// The second line.
    #[prop(optional, into)]
    note: String,
    /// An organisation, not a person.
    #[prop(optional)]
    org: bool,
    /// Larger, for the head of a page.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    view! {
        <div class="who">
            <Avatar name=name.clone() org=org large=large/>
            <span><b>{name}</b> {given(note).map(|note| view! { <small>{note}</small> })}</span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn first_and_last_word_count() {
        assert_eq!(initials("Maya Okafor"), "MO");
        assert_eq!(initials("Harbor Street Pantry"), "HP");
        assert_eq!(initials("Ana"), "A");
        assert_eq!(initials(" "), "");
    }
}
