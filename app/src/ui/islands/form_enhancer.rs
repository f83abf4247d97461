//! Makes every form of the page answer in place: posts by fetch, places the messages beside the
//! fields, goes where the server says. Without it the same forms post and the server draws the page.
//!
//! It is the one eager island, on every page with a form, so it is kept small: the server answers it
//! with a plain object of field -> message (`server/src/layers/forms.rs`), read without serde.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Element, FormData, Headers, HtmlElement, HtmlFormElement, RequestInit, Response, SubmitEvent, UrlSearchParams,
};

use crate::ui::browser;

/// Asks the server for field -> message instead of its typed error.
const MESSAGES: &str = "x-form-messages";
/// The server's wish that the page be drawn again: what it shows is no longer so.
const DRAW_AGAIN: &str = "x-form-draw-again";
const OFFLINE: &str = "The server does not answer. Nothing is lost: send it again in a moment.";
const SIGNED_OUT: &str = "You are signed out. Nothing is lost: sign in beside this page, then send it once more.";
const UNREADABLE: &str = "The answer could not be read. Load the page again.";

/// Field name and message; the empty name is the form as a whole.
pub type Messages = Vec<(String, String)>;

/// Draws only the line that tells screen readers what is going on.
#[island]
pub fn FormEnhancer() -> impl IntoView {
    // Not an effect: this island is on every form page, and effects would bring the reactive runtime along.
    if browser::IS_HERE {
        listen();
    }
    view! { <p class="vh" role="status" id="form-status"></p> }
}

fn listen() {
    let document = document();
    let on_submit = Closure::<dyn Fn(SubmitEvent)>::new(submit);
    let _ = document.add_event_listener_with_callback("submit", on_submit.as_ref().unchecked_ref());
    on_submit.forget();
    super::copy::listen();
    if let Some(root) = document.document_element() {
        // The server answers with our words beside the field, where the browser would show its own in a bubble.
        for form in all(&root, "form[method=post]") {
            let _ = form.set_attribute("novalidate", "");
        }
        // A browser that knows `command` needs no `popovertarget` beside it, and warns of it.
        for button in all(&root, "[commandfor]") {
            if js_sys::Reflect::has(&button, &JsValue::from_str("commandForElement")).unwrap_or(false) {
                let _ = button.remove_attribute("popovertarget");
            }
        }
        let _ = root.set_attribute("data-hydrated", "1");
    }
}

fn submit(event: SubmitEvent) {
    let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
    if event.default_prevented() || form.method() != "post" || form.has_attribute("data-plain") {
        return;
    }
    event.prevent_default();
    // A second click while the first is under way does nothing.
    if form.has_attribute("aria-busy") {
        return;
    }
    let _ = form.set_attribute("aria-busy", "true");
    spawn_local(carry_out(form, event.submitter(), || ()));
}

/// Sends a form and shows what comes of it. `done` is called when it was taken, before the page is left: for islands that
/// send a form by themselves.
pub async fn carry_out(form: HtmlFormElement, submitter: Option<HtmlElement>, done: fn()) {
    if let Err(messages) = send(&form, submitter, done).await {
        show_messages(&form, messages);
    }
    let _ = form.remove_attribute("aria-busy");
}

async fn send(form: &HtmlFormElement, submitter: Option<HtmlElement>, done: fn()) -> Result<(), Messages> {
    let whole = |message: &str| vec![(String::new(), message.to_owned())];
    let response = post(form, submitter.as_ref()).await.map_err(|_| whole(OFFLINE))?;
    if response.ok() {
        done();
        let location = window().location();
        let next = response.headers().get("location").ok().flatten();
        let here = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        // A browser that is sent to a part of the page it shows only scrolls there.
        let scrolls = next.as_ref().is_none_or(|next| next.split_once('#').is_some_and(|(page, _)| page == here));
        if let Some(next) = next {
            let _ = location.assign(&next);
        }
        if scrolls {
            let _ = location.reload();
        }
        return Ok(());
    }
    if response.status() == 401 {
        return Err(whole(SIGNED_OUT));
    }
    if response.headers().has(DRAW_AGAIN).unwrap_or(false) {
        // As without script: refused once more, and drawn with what is the case now and everything that was typed.
        let _ = form.set_attribute("data-plain", "1");
        let _ = form.request_submit_with_submitter(submitter.as_ref());
        return Ok(());
    }
    let read = async { JsFuture::from(response.json()?).await };
    let messages = read.await.ok().and_then(|answer| answer.dyn_into::<js_sys::Object>().ok());
    let messages: Messages =
        messages.map(|object| js_sys::Object::entries(&object).iter().filter_map(pair).collect()).unwrap_or_default();
    Err(if messages.is_empty() { whole(UNREADABLE) } else { messages })
}

async fn post(form: &HtmlFormElement, submitter: Option<&HtmlElement>) -> Result<Response, JsValue> {
    let data = FormData::new_with_form(form)?;
    if let Some(button) = submitter
        && let (Some(name), Some(value)) = (button.get_attribute("name"), button.get_attribute("value"))
    {
        data.append_with_str(&name, &value)?;
    }
    let action = submitter
        .and_then(|b| b.get_attribute("formaction"))
        .or_else(|| form.get_attribute("action"))
        .unwrap_or_default();
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    headers.set(MESSAGES, "1")?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&UrlSearchParams::new_with_str_sequence_sequence(&data)?.into());
    init.set_headers(&headers.into());
    say("Sending");
    let response = JsFuture::from(window().fetch_with_str_and_init(&action, &init)).await;
    say("");
    response.map(JsCast::unchecked_into)
}

fn pair(entry: JsValue) -> Option<(String, String)> {
    let entry: js_sys::Array = entry.dyn_into().ok()?;
    Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
}

fn say(words: &str) {
    if let Some(status) = document().get_element_by_id("form-status") {
        status.set_text_content(Some(words));
    }
}

/// Clears old messages, puts each new one beside its field, lists them above the form and moves there.
pub fn show_messages(form: &HtmlFormElement, mut messages: Messages) {
    clear(form);
    let one = messages.len() == 1;
    let list = element("ul", "");
    // In the order of the page, whatever the order of the answer.
    for control in all(form, "[name]") {
        let name = control.get_attribute("name").unwrap_or_default();
        let Some(at) = messages.iter().position(|(field, _)| *field == name) else { continue };
        let (_, message) = messages.remove(at);
        beside(&control, &message);
        let link = element("a", "");
        let _ = link.set_attribute("href", &format!("#{}", control.id()));
        link.set_text_content(Some(&message));
        let item = element("li", "");
        let _ = item.append_child(&link);
        let _ = list.append_child(&item);
    }
    // About no field: first.
    for (_, message) in messages {
        let item = element("li", "");
        item.set_text_content(Some(&message));
        if message == SIGNED_OUT {
            let link = element("a", "");
            let _ = link.set_attribute("href", "/sign-in");
            let _ = link.set_attribute("target", "_blank");
            link.set_text_content(Some("Sign in in a new tab"));
            let _ = item.append_with_str_1(" ");
            let _ = item.append_child(&link);
        }
        let _ = list.insert_adjacent_element("afterbegin", &item);
    }
    let summary = element("div", "summary");
    let _ = summary.set_attribute("role", "alert");
    let _ = summary.set_attribute("tabindex", "-1");
    let heading = element("h2", "");
    heading.set_text_content(Some(if one { "One thing needs another look" } else { "Some answers need another look" }));
    let _ = summary.append_child(&heading);
    let _ = summary.append_child(&list);
    let _ = form.insert_adjacent_element("afterbegin", &summary);
    if let Some(summary) = summary.dyn_ref::<HtmlElement>() {
        let _ = summary.focus();
    }
}

fn beside(control: &Element, message: &str) {
    let id = format!("{}-error", control.id());
    let _ = control.set_attribute("aria-invalid", "true");
    let described = control.get_attribute("aria-describedby").unwrap_or_default();
    let _ = control.set_attribute("aria-describedby", format!("{id} {described}").trim());
    let note = element("p", "error");
    note.set_id(&id);
    note.set_text_content(Some(message));
    let frame = control.closest(".field, .check, fieldset").ok().flatten().unwrap_or_else(|| control.clone());
    // A checkbox is framed by its label; the message is no part of the label.
    let place = if frame.class_name() == "check" { "afterend" } else { "beforeend" };
    let _ = frame.insert_adjacent_element(place, &note);
}

fn clear(form: &HtmlFormElement) {
    for old in all(form, ".summary, .error") {
        old.remove();
    }
    for marked in all(form, "[aria-invalid]") {
        let _ = marked.remove_attribute("aria-invalid");
    }
}

fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

fn element(tag: &str, class: &str) -> Element {
    // Creating one of our own fixed tags cannot fail; a detached body would only swallow the message.
    let made = document().create_element(tag).ok().or_else(|| document().document_element());
    let made = made.unwrap_or_else(|| JsValue::NULL.unchecked_into());
    if !class.is_empty() {
        made.set_class_name(class);
    }
    made
}
