//! Small things every part needs of the document.

use leptos::prelude::{document, window};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, EventTarget, HtmlInputElement};

/// The element of an id.
pub(super) fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// The first element inside `root` that fits.
pub(super) fn one(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok()?
}

/// Every element of the document that fits.
pub(super) fn all(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

/// Shows or hides.
pub(super) fn show(element: &Element, shown: bool) {
    let _ = if shown { element.remove_attribute("hidden") } else { element.set_attribute("hidden", "") };
}

/// Puts text into the first element inside `root` that fits.
pub(super) fn say(root: &Element, selector: &str, words: &str) {
    if let Some(element) = one(root, selector) {
        element.set_text_content(Some(words));
    }
}

/// The input inside `root` that fits.
pub(super) fn input(root: &Element, selector: &str) -> Option<HtmlInputElement> {
    one(root, selector)?.dyn_into().ok()
}

/// Listens as long as the page lives.
pub(super) fn on(target: &EventTarget, name: &str, handle: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(handle);
    let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// A property of an object of the browser; `undefined` where there is none.
pub(super) fn get(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// A text of an object; empty where there is none.
pub(super) fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_default()
}

/// Calls a method with one text.
pub(super) fn call(object: &JsValue, name: &str, argument: &str) -> Option<JsValue> {
    let method: js_sys::Function = get(object, name).dyn_into().ok()?;
    method.call1(object, &JsValue::from_str(argument)).ok()
}

/// Puts a text where it can be pasted from; says whether the browser can.
pub(super) fn copy(words: &str) -> bool {
    let clipboard = get(&get(&window(), "navigator"), "clipboard");
    call(&clipboard, "writeText", words).is_some()
}
