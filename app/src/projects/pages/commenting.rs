//! A reviewer's comments beside the answers they are about. The boxes belong to the form that asks for changes, wherever on
//! the page they stand, so nothing here needs a script.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use domain::machine::Word as _;
use domain::projects::{Draft, Step, form};
use leptos::prelude::*;

use super::history::field_words;
use crate::ui::{FormState, Icon, TextArea, icon};

/// Id of the form that asks for changes.
pub const FORM: &str = "changes-form";

/// Present while the page is read by somebody who may ask for changes.
#[derive(Clone)]
pub struct Commenting {
    /// Comments that were typed before the form was refused, by field.
    typed: Arc<BTreeMap<String, String>>,
    /// Fields that have their box already.
    drawn: Arc<Mutex<BTreeSet<String>>>,
}

impl Commenting {
    /// With what was typed before, when the form was refused.
    pub fn new(state: &FormState) -> Self {
        let field = |name: &str| Some(name.strip_prefix("comments[")?.strip_suffix(']')?.to_owned());
        let typed = state.values.iter().filter_map(|(name, text)| Some((field(name)?, text.clone()))).collect();
        Self { typed: Arc::new(typed), drawn: Arc::default() }
    }

    /// Whether this field gets its box now: each has one.
    fn claim(&self, field: &str) -> bool {
        self.drawn.lock().is_ok_and(|mut drawn| drawn.insert(field.to_owned()))
    }
}

/// Boxes for the fields whose names begin with one of `prefixes`, for readers who may comment.
pub fn on(draft: &Draft, prefixes: &[&str]) -> Option<AnyView> {
    boxes(draft, |field| prefixes.iter().any(|prefix| field.starts_with(prefix)))
}

/// Boxes for every field that has none yet.
pub fn rest(draft: &Draft) -> Option<AnyView> {
    boxes(draft, |_| true)
}

fn boxes(draft: &Draft, wanted: impl Fn(&str) -> bool) -> Option<AnyView> {
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
    let all = fields.into_iter().map(|field| one(&field, &commenting)).collect_view();
    Some(view! { <div class="comment-on">{all}</div> }.into_any())
}

fn one(field: &str, commenting: &Commenting) -> impl IntoView + use<> {
    let words = field_words(field);
    let typed = commenting.typed.get(field).cloned().unwrap_or_default();
    let open = !typed.is_empty();
    view! {
        <details class="more" open=open>
            <summary><Icon glyph=icon::MESSAGE_SQUARE/> <span class="vh">"Comment: "</span> {words.clone()}</summary>
            <TextArea
                name=format!("comments[{field}]")
                id=format!("comment-{field}")
                label=format!("Comment: {words}")
                hint="The host reads it beside the field when you ask for changes."
                value=typed
                rows=2
                maxlength=1000
                form=FORM
            />
        </details>
    }
}
