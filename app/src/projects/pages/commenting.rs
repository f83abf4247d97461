//! A reviewer's comments beside the answers they are about. The boxes belong to the form that asks for changes, wherever on
//! the page they stand, so nothing here needs a script.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use domain::machine::Word as _;
use domain::projects::{Draft, Step, form};
use leptos::prelude::*;

use super::labels::field_words;
use crate::ui::{FormState, Icon, TextArea, icon};

/// Id of the form that asks for changes.
pub const FORM: &str = "changes-form";

/// Present while the page is read by somebody who may ask for changes.
#[derive(Clone)]
pub struct Commenting {
    /// The form as it was sent before it was refused.
    sent: FormState,
    /// Fields that have their box already.
    drawn: Arc<Mutex<BTreeSet<String>>>,
}

impl Commenting {
    /// With what was typed before, when the form was refused.
    pub fn new(state: &FormState) -> Self {
        Self { sent: state.clone(), drawn: Arc::default() }
    }

    /// Whether something was written about this field.
    fn has(&self, field: &str) -> bool {
        self.sent.values.get(&name_of(field)).is_some_and(|text| !text.is_empty())
    }

    /// Whether this field gets its box now: each has one.
    fn claim(&self, field: &str) -> bool {
        self.drawn.lock().is_ok_and(|mut drawn| drawn.insert(field.to_owned()))
    }
}

/// Boxes for the fields whose names begin with one of `prefixes`, for readers who may comment: folded away behind one
/// line, `Comment on` what the section says.
pub fn on(draft: &Draft, what: &str, prefixes: &[&str]) -> Option<AnyView> {
    boxes(draft, what, |field| prefixes.iter().any(|prefix| field.starts_with(prefix)))
}

/// Boxes for every field that has none yet.
pub fn rest(draft: &Draft) -> Option<AnyView> {
    boxes(draft, "these answers", |_| true)
}

fn boxes(draft: &Draft, what: &str, wanted: impl Fn(&str) -> bool) -> Option<AnyView> {
    let commenting = use_context::<Commenting>()?;
    let steps = Step::ALL.iter().filter(|step| **step != Step::Review);
    let names = steps.flat_map(|step| form::answered(*step, draft)).map(|(name, _)| name);
    // The kind of a row, or whether a skill is a must, is said about the row.
    let part = |name: &str| name.ends_with("_kind") || name.ends_with("_must_have") || name == "template";
    let fields: Vec<String> =
        names.filter(|name| !part(name) && wanted(name)).filter(|name| commenting.claim(name)).collect();
    if fields.is_empty() {
        return None;
    }
    // Where something was written, nothing hides it.
    let open = fields.iter().any(|field| commenting.has(field));
    let all = fields.into_iter().map(|field| one(&field, &commenting)).collect_view();
    Some(
        view! {
            <details class="more comment-on" open=open>
                <summary><Icon glyph=icon::MESSAGE_SQUARE/> {format!("Comment on {what}")}</summary>
                <div>{all}</div>
            </details>
        }
        .into_any(),
    )
}

/// What is wrong with the form, with the ids of its boxes.
pub fn summary(state: &FormState) -> Vec<(String, String)> {
    let id = |name: String| {
        let field = name.strip_prefix("comments[").and_then(|name| name.strip_suffix(']'));
        field.map_or_else(|| name.clone(), |field| format!("comment-{field}"))
    };
    state.summary().into_iter().map(|(name, message)| (id(name), message)).collect()
}

/// As the form sends it.
fn name_of(field: &str) -> String {
    format!("comments[{field}]")
}

fn one(field: &str, commenting: &Commenting) -> impl IntoView + use<> {
    let words = field_words(field);
    let name = name_of(field);
    let (typed, error) = (commenting.sent.value(&name, ""), commenting.sent.error(&name));
    let open = !typed.is_empty();
    view! {
        <details class="more" open=open>
            <summary><Icon glyph=icon::MESSAGE_SQUARE/> <span class="vh">"Comment: "</span> {words.clone()}</summary>
            <TextArea
                name=name
                id=format!("comment-{field}")
                label=format!("Comment: {words}")
                hint="The host reads it beside the field when you ask for changes."
                value=typed
                error=error
                rows=2
                maxlength=1000
                form=FORM
            />
        </details>
    }
}
