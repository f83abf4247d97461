//! The rules of an entry before it is sent, the same ones the server applies: without a network nobody else could say it.

use domain::fields::FieldErrors;
use domain::timesheets::{NewEntry, check_entry};
use web_sys::{Event, FormData, HtmlFormElement};

use wasm_bindgen::JsCast as _;

use super::facts::Facts;
use super::page;
use crate::ui::islands::{Messages, show_messages};

/// Looks at every form of time before the form enhancer sends it: that one listens further out.
pub(super) fn listen() {
    if let Some(main) = page::by_id("main") {
        page::on(&main, "submit", before_it_is_sent);
    }
}

fn before_it_is_sent(event: Event) {
    let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
    // The timer is sent by its own buttons; a line break in its field sends nothing.
    if form.get_attribute("data-log").is_some_and(|kind| kind == "timer") {
        return event.prevent_default();
    }
    let Some(facts) = Facts::read() else { return };
    let wrong = check(&facts, &form);
    if !wrong.is_empty() {
        event.prevent_default();
        show_messages(&form, wrong);
    }
}

/// What is wrong with an entry of time, as messages beside its fields; nothing for forms of another kind.
pub(super) fn check(facts: &Facts, form: &HtmlFormElement) -> Messages {
    let kind = form.get_attribute("data-log").unwrap_or_default();
    let Ok(data) = FormData::new_with_form(form) else { return Messages::new() };
    let of = |name: &str| data.get(name).as_string().unwrap_or_default();
    let read = match kind.as_str() {
        "line" => NewEntry::parse_line(&of("day"), &of("line")),
        "full" | "change" | "timer" => NewEntry::parse(&of("day"), &of("time"), &of("description")),
        _ => return Messages::new(),
    };
    let done = read.and_then(|entry| check_entry(&entry, &facts.of(entry.day, &of("entry"))));
    let Err(FieldErrors(errors)) = done else { return Messages::new() };
    if kind == "line" {
        // Its only field.
        return errors.into_values().map(|message| ("line".to_owned(), message)).take(1).collect();
    }
    errors.into_iter().collect()
}
