use leptos::prelude::*;

use super::icon::{CLOUD_CHECK, CLOUD_OFF, GIT_COMPARE, Icon, REFRESH_CW};

/// What has become of the person's latest input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveKind {
    /// On its way.
    Saving,
    /// Kept by the server.
    Saved,
    /// Kept on this device until there is a network.
    Offline,
    /// Somebody else changed the same thing.
    Clash,
    /// The page follows what happens.
    Live,
}

/// Saving, saved, offline, changed or live: icon and words. It announces itself; a page has one.
#[component]
pub fn SaveState(
    /// Which of them.
    kind: SaveKind,
    /// The words, for example "Saved 14:31".
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let (class, glyph) = match kind {
        SaveKind::Saving => ("save", Some(REFRESH_CW)),
        SaveKind::Saved => ("save", Some(CLOUD_CHECK)),
        SaveKind::Offline => ("save off", Some(CLOUD_OFF)),
        SaveKind::Clash => ("save clash", Some(GIT_COMPARE)),
        SaveKind::Live => ("save live", None),
    };
    view! {
        <span class=class role="status">
            {glyph.map(|glyph| view! { <Icon glyph=glyph/> })} <span>{text}</span>
        </span>
    }
}
