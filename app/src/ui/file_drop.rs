use leptos::prelude::*;

use super::field::{FieldFrame, described_by};
use super::icon::{Icon, UPLOAD};
use super::text::given;

/// A file to send. Without a script it is the browser's own field; an island may add dropping and progress.
#[component]
pub fn FileDrop(
    /// Name in the form; also the id, unless `id` is given.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Id of the input.
    #[prop(optional, into)]
    id: String,
    /// Kind and size that are allowed, for example "PDF, at most 10 MB".
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with the file.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// Adds the word "optional" to the label.
    #[prop(optional)]
    optional: bool,
    /// Kinds the browser offers, for example `.pdf,image/png`.
    #[prop(optional, into)]
    accept: String,
    /// More than one file.
    #[prop(optional)]
    multiple: bool,
    /// The browser asks for it before it sends the form.
    #[prop(optional)]
    required: bool,
    /// Progress, or the files that are there.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = given(id).unwrap_or_else(|| name.clone());
    let described = described_by(&id, !hint.is_empty(), error.is_some(), false);
    view! {
        <FieldFrame id=id.clone() label=label hint=hint error=error.clone() optional=optional>
            <div class="drop">
                <Icon glyph=UPLOAD/>
                <input
                    id=id
                    type="file"
                    name=name
                    accept=given(accept)
                    multiple=multiple
                    required=required
                    aria-invalid=error.is_some().then_some("true")
                    aria-describedby=described
                />
                {children.map(|children| children())}
            </div>
        </FieldFrame>
    }
}
