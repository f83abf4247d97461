//! The text field and the frame every field shares: label, hint, error, counter, and the ids that tie them together.
use leptos::prelude::*;

use super::icon::{CIRCLE_ALERT, Icon};
use super::text::given;

/// The ids of what explains a field, for its `aria-describedby`: hint, error and counter, as far as they exist.
#[must_use]
pub fn described_by(id: &str, hint: bool, error: bool, counter: bool) -> Option<String> {
    let parts: Vec<String> = [(hint, "hint"), (error, "error"), (counter, "counter")]
        .into_iter()
        .filter(|(exists, _)| *exists)
        .map(|(_, part)| format!("{id}-{part}"))
        .collect();
    given(parts.join(" "))
}

/// How much is allowed, in words. Not how much is written: nothing counts along while somebody types.
pub(super) fn count_words(least: Option<u32>, most: Option<u32>) -> String {
    match (least, most) {
        (Some(least), Some(most)) => format!("{least} to {most} characters"),
        (None, Some(most)) => format!("At most {most} characters"),
        (Some(least), None) => format!("At least {least} characters"),
        (None, None) => String::new(),
    }
}

/// A message under a field: icon and words. Draws nothing without a message.
#[component]
pub fn FieldError(
    /// Id of the field; the message gets `<id>-error`.
    #[prop(into)]
    id: String,
    /// What is wrong, why it matters and how to fix it.
    #[prop(optional_no_strip, into)]
    message: Option<String>,
) -> impl IntoView {
    message.map(|message| {
        view! {
            <p class="error" id=format!("{id}-error")>
                <Icon glyph=CIRCLE_ALERT/>
                <span>{message}</span>
            </p>
        }
    })
}

/// Label, hint, the control itself, error and counter. For controls that have no component of their own; the control
/// must carry `id` and [`described_by`].
#[component]
pub fn FieldFrame(
    /// Id of the control.
    #[prop(into)]
    id: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// One sentence of help above the control.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with the answer.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// Adds the word "optional" to the label.
    #[prop(optional)]
    optional: bool,
    /// Puts the hint under the control, where fields stand side by side.
    #[prop(optional)]
    hint_below: bool,
    /// Text of the counter under the control.
    #[prop(optional_no_strip, into)]
    counter: Option<String>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let hint = given(hint).map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> }.into_any());
    let (above, below) = if hint_below { (None, hint) } else { (hint, None) };
    view! {
        <div class="field">
            <label for=id.clone()>
                {label} {optional.then(|| view! { " " <span class="opt">"(optional)"</span> })}
            </label>
            {above} {children()} {below}
            <FieldError id=id.clone() message=error/>
            {counter.map(|counter| view! { <p class="counter" id=format!("{id}-counter")>{counter}</p> })}
        </div>
    }
}

/// One line of text.
#[component]
pub fn Field(
    /// Name in the form; also the id, unless `id` is given.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Id of the input.
    #[prop(optional, into)]
    id: String,
    /// The text in it.
    #[prop(optional, into)]
    value: String,
    /// One sentence of help above the input.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with the answer.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// Adds the word "optional" to the label.
    #[prop(optional)]
    optional: bool,
    /// Puts the hint under the control, where fields stand side by side.
    #[prop(optional)]
    hint_below: bool,
    /// `text`, `email`, `password`, `search`, `url`, `tel`, `date`, `time` or `number`.
    #[prop(default = "text".to_owned(), into)]
    input_type: String,
    /// What the browser may fill in, for example `email`.
    #[prop(optional, into)]
    autocomplete: String,
    /// Which keyboard a phone shows, for example `decimal`.
    #[prop(optional, into)]
    inputmode: String,
    /// Example text, never instead of a label.
    #[prop(optional, into)]
    placeholder: String,
    /// Most characters.
    #[prop(optional_no_strip, into)]
    maxlength: Option<u32>,
    /// Shows how much of `maxlength` is used.
    #[prop(optional)]
    counter: bool,
    /// Smallest value, for dates and numbers.
    #[prop(optional, into)]
    min: String,
    /// Largest value, for dates and numbers.
    #[prop(optional, into)]
    max: String,
    /// Unit before the value, for example `$`.
    #[prop(optional, into)]
    prefix: String,
    /// Unit after the value, for example `hours`.
    #[prop(optional, into)]
    suffix: String,
    /// The browser asks for it before it sends the form.
    #[prop(optional)]
    required: bool,
    /// Can be read, not changed.
    #[prop(optional)]
    readonly: bool,
    /// Cannot be used.
    #[prop(optional)]
    disabled: bool,
    /// Width class: `w-s`, `w-m` or `w-l`.
    #[prop(optional, into)]
    width: String,
    /// Id of a `<datalist>` with words the browser offers while somebody types.
    #[prop(optional, into)]
    list: String,
) -> impl IntoView {
    let id = given(id).unwrap_or_else(|| name.clone());
    let counter_text = counter.then(|| count_words(None, maxlength));
    let affixed = !(prefix.is_empty() && suffix.is_empty());
    let input = view! {
        <input
            id=id.clone()
            class=given(if affixed { String::new() } else { width.clone() })
            name=name
            type=input_type
            value=value
            autocomplete=given(autocomplete)
            inputmode=given(inputmode)
            placeholder=given(placeholder)
            maxlength=maxlength.map(|most| most.to_string())
            min=given(min)
            max=given(max)
            list=given(list)
            required=required
            readonly=readonly
            disabled=disabled
            aria-invalid=error.is_some().then_some("true")
            aria-describedby=described_by(&id, !hint.is_empty(), error.is_some(), counter)
        />
    };
    let control = if affixed {
        view! {
            <div class=format!("affix {width}").trim_end().to_owned()>
                {given(prefix).map(|unit| view! { <span>{unit}</span> })} {input}
                {given(suffix).map(|unit| view! { <span>{unit}</span> })}
            </div>
        }
        .into_any()
    } else {
        input.into_any()
    };
    view! {
        <FieldFrame
            id=id
            label=label
            hint=hint
            hint_below=hint_below
            error=error
            optional=optional
            counter=counter_text
        >
            {control}
        </FieldFrame>
    }
}

#[cfg(test)]
mod tests {
    use super::{count_words, described_by};

    #[test]
    fn only_what_exists_is_referred_to() {
        assert_eq!(described_by("title", true, false, true).as_deref(), Some("title-hint title-counter"));
        assert_eq!(described_by("title", false, false, false), None);
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        assert_eq!(count_words(None, Some(90)), "At most 90 characters");
        assert_eq!(count_words(Some(15), None), "At least 15 characters");
    }
}
