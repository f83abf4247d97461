use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::text::given;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// When, in words.
    pub when: String,
    /// When, for machines, as RFC 3339; may be empty.
    pub datetime: String,
    /// What kind of thing.
    pub icon: Glyph,
    /// What happened.
    pub title: String,
    /// More about it; may be empty.
    pub text: String,
}

impl TimelineEntry {
    /// An entry with its moment in words.
    #[must_use]
    pub fn new(when: impl Into<String>, icon: Glyph, title: impl Into<String>) -> Self {
        Self { when: when.into(), datetime: String::new(), icon, title: title.into(), text: String::new() }
    }

    /// Adds a second line.
    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Self {
        Self { text: text.into(), ..self }
    }

    /// Adds the moment for machines.
    #[must_use]
    pub fn datetime(self, datetime: impl Into<String>) -> Self {
        Self { datetime: datetime.into(), ..self }
    }
}

/// What happened, newest first.
#[component]
pub fn Timeline(
    /// The entries, newest first.
    items: Vec<TimelineEntry>,
) -> impl IntoView {
    let lines = items
        .into_iter()
        .map(|entry| {
            view! {
                <li>
                    <time datetime=given(entry.datetime)>{entry.when}</time>
                    <Icon glyph=entry.icon/>
                    <div>
                        <b>{entry.title}</b>
                        {given(entry.text).map(|text| view! { <p>{text}</p> })}
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline">{lines}</ol> }
}
