//! What the copy buttons of the page do. Part of the one eager island, because a second one would cost more.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlInputElement};

/// Listens for every copy button of the page at once.
pub(super) fn listen() {
    let on_click = Closure::<dyn Fn(Event)>::new(copy);
    let _ = document().add_event_listener_with_callback("click", on_click.as_ref().unchecked_ref());
    on_click.forget();
}

fn copy(event: Event) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(button) = target.and_then(|target| target.closest("[data-copy]").ok().flatten()) else { return };
    let from = button.get_attribute("data-copy").and_then(|id| document().get_element_by_id(&id));
    let Some(from) = from else { return };
    let field = from.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value);
    let text = field.or_else(|| from.text_content()).unwrap_or_default();
    let clipboard = window().navigator().clipboard();
    // Only there on https and on this machine.
    if !clipboard.is_undefined() {
        let _ = clipboard.write_text(&text);
        button.set_text_content(Some("Copied"));
    }
}
