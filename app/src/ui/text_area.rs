//! The one place that writes a `<textarea>`. Leptos 0.8 does not escape the children of that element on the server,
//! so text in it would be stored cross-site scripting; a test forbids the raw element everywhere else.
use leptos::prelude::*;

use super::field::{FieldFrame, count_words, described_by};
use super::text::given;

/// Text as the content of a text area, safe against `</textarea>`. Leading line breaks are dropped: the parser would
/// swallow the first one, and a text that begins with blank lines means nothing.
fn escape(text: &str) -> String {
    let text = text.trim_start_matches(['\r', '\n']);
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            other => safe.push(other),
        }
    }
    safe
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Name in the form; also the id, unless `id` is given.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Id of the text area.
    #[prop(optional, into)]
    id: String,
    /// The text in it, as a person wrote it; it is escaped here.
    #[prop(optional, into)]
    value: String,
    /// One sentence of help above it.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with the answer.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// Adds the word "optional" to the label.
    #[prop(optional)]
    optional: bool,
    /// Example text, never instead of a label.
    #[prop(optional, into)]
    placeholder: String,
    /// Fewest characters, shown by the counter.
    #[prop(optional_no_strip, into)]
    minlength: Option<u32>,
    /// Most characters.
    #[prop(optional_no_strip, into)]
    maxlength: Option<u32>,
    /// Shows how much is written.
    #[prop(optional)]
    counter: bool,
    /// Lines shown at first.
    #[prop(optional_no_strip, into)]
    rows: Option<u32>,
    /// The browser asks for it before it sends the form.
    #[prop(optional)]
    required: bool,
    /// Can be read, not changed.
    #[prop(optional)]
    readonly: bool,
    /// Id of the form it belongs to, when it stands outside of it.
    #[prop(optional, into)]
    form: String,
) -> impl IntoView {
    let id = given(id).unwrap_or_else(|| name.clone());
    let counter_text = counter.then(|| count_words(minlength, maxlength));
    let described = described_by(&id, !hint.is_empty(), error.is_some(), counter);
    // `inner_html` is written as it is on the server and set as it is in the browser: the escaped text is right in
    // both, so no target needs a branch of its own.
    view! {
        <FieldFrame id=id.clone() label=label hint=hint error=error.clone() optional=optional counter=counter_text>
            <textarea
                id=id
                name=name
                form=given(form)
                placeholder=given(placeholder)
                minlength=minlength.map(|least| least.to_string())
                maxlength=maxlength.map(|most| most.to_string())
                rows=rows.map(|lines| lines.to_string())
                required=required
                readonly=readonly
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=described
                inner_html=escape(&value)
            ></textarea>
        </FieldFrame>
    }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn markup_stays_text() {
        assert_eq!(escape("</textarea><script>a && b"), "&lt;/textarea&gt;&lt;script&gt;a &amp;&amp; b");
        assert_eq!(escape("\r\n\nfirst\nsecond"), "first\nsecond");
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn the_server_writes_it_escaped() {
        use leptos::prelude::*;
        let html = view! { <super::TextArea name="note" label="Note" value="</textarea><script>"/> }.to_html();
        assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;</textarea>"), "{html}");
    }
}
