use leptos::prelude::*;

use super::icon::{Glyph, Icon, REFRESH_CW};
use super::text::given;

/// How much a button asks for attention. One primary button per view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Bordered, for everything beside the main action.
    #[default]
    Plain,
    /// The main action of the view.
    Primary,
    /// No border, for the least of several actions.
    Quiet,
    /// Takes something away; asks before it does.
    Danger,
    /// The last step of taking something away.
    Sure,
    /// The action of something that needs the person, in amber.
    Need,
}

impl ButtonKind {
    pub(super) fn class(self, full: bool, small: bool, icon_only: bool) -> String {
        let kind = match self {
            Self::Plain => "",
            Self::Primary => " primary",
            Self::Quiet => " quiet",
            Self::Danger => " danger",
            Self::Sure => " danger sure",
            Self::Need => " need",
        };
        let mut class = format!("btn{kind}");
        for (wanted, word) in [(full, " full"), (small, " small"), (icon_only, " icon")] {
            if wanted {
                class.push_str(word);
            }
        }
        class
    }
}

/// A button. Inside a form it submits unless `button_type` says otherwise.
#[component]
pub fn Button(
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// `submit`, `button` or `reset`.
    #[prop(default = "submit")]
    button_type: &'static str,
    /// Name sent with the form when this button submits it.
    #[prop(optional, into)]
    name: String,
    /// Value sent with the form when this button submits it.
    #[prop(optional, into)]
    value: String,
    /// Icon before the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// Name for screen readers; with it the button shows its icon alone.
    #[prop(optional, into)]
    label: String,
    /// As wide as its column.
    #[prop(optional)]
    full: bool,
    /// Lower, on a desktop only.
    #[prop(optional)]
    small: bool,
    /// Cannot be used now.
    #[prop(optional)]
    disabled: bool,
    /// Works on it: the icon turns.
    #[prop(optional)]
    busy: bool,
    /// Submits without the browser's own checks.
    #[prop(optional)]
    novalidate: bool,
    /// Id of the panel (a `popover`) it opens, without a script; dialogs have their own [`DialogButton`](super::DialogButton).
    #[prop(optional, into)]
    opens: String,
    /// Id of the panel it closes, without a script.
    #[prop(optional, into)]
    closes: String,
    /// Further classes, for example `push`.
    #[prop(optional, into)]
    class: String,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let action = (!closes.is_empty()).then_some("hide");
    let target = given(opens).or(given(closes));
    let button_type = if target.is_some() { "button" } else { button_type };
    let glyph = if busy { Some(REFRESH_CW) } else { icon };
    let classes = format!("{} {class}", kind.class(full, small, !label.is_empty()));
    view! {
        <button
            class=classes.trim_end().to_owned()
            type=button_type
            name=given(name)
            value=given(value)
            aria-label=given(label)
            aria-busy=busy.then_some("true")
            disabled=disabled
            formnovalidate=novalidate
            popovertarget=target
            popovertargetaction=action
        >
            {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
            {children.map(|children| children())}
        </button>
    }
}
