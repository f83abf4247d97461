//! Entries that this device keeps: each in its day with what holds it up, their sum, and what can be done about one that
//! was refused. Nothing of it is ever dropped without the person saying so.

use domain::time::{Minutes, iso, long_date, parse_day};
use domain::timesheets::{NewEntry, Span};
use js_sys::Array;
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Node, UrlSearchParams};

use super::facts::Facts;
use super::{page, worker};

const WAITS: &str = "Kept on this device, sent when you are back online";
const SENT: &str = "Sent";
const TAKE_BACK: &str = "Take it back";
const CHANGE: &str = "Change: ";
const REMOVAL: &str = "To be taken out";

/// One thing that waits.
struct Waiting {
    seq: String,
    engagement: String,
    day: String,
    entry: String,
    words: String,
    span: Option<Span>,
    /// The time as it was typed.
    time: String,
    removes: bool,
    /// Why the server refused it; empty while it has not.
    refused: String,
}

impl Waiting {
    fn read(item: &JsValue) -> Self {
        let fields = page::get(item, "fields");
        let of = |name: &str| page::text(&fields, name);
        let (day, mut time, mut words) = (of("day"), of("time"), of("description"));
        let mut span = Span::parse(&time).ok();
        if let Ok((read, rest)) = domain::timesheets::parse_line(&of("line")) {
            (span, time, words) = (Some(read), read.words(), rest);
        }
        let action = page::text(item, "action");
        let removes = action.ends_with("remove-entry");
        let words = match action.as_str() {
            _ if removes => REMOVAL.to_owned(),
            action if action.ends_with("change-entry") => [CHANGE, &words].concat(),
            _ => words,
        };
        let seq = page::get(item, "seq").as_f64().unwrap_or_default();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small whole number of the database"
        )]
        let seq = (seq as u32).to_string();
        Self {
            seq,
            engagement: of("engagement"),
            day,
            entry: of("entry"),
            words,
            span,
            time,
            removes,
            refused: page::text(item, "refused"),
        }
    }
}

/// Listens to the buttons of entries that were refused.
pub(super) fn listen() {
    let Some(main) = page::by_id("main") else { return };
    page::on(&main, "click", |event| {
        let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = button.and_then(|target| target.closest("button[name=settle]").ok()?);
        let entry = button.as_ref().and_then(|button| button.closest("[data-kept]").ok()?);
        let (Some(button), Some(entry)) = (button, entry) else { return };
        let seq = entry.get_attribute("data-kept").unwrap_or_default();
        match button.get_attribute("value").as_deref() {
            Some("drop") => {
                entry.remove();
                settle(&[("do", "drop"), ("seq", &seq)]);
            }
            Some("send") => send_again(&entry, &seq),
            Some("copy") => copy(&entry),
            _ => {}
        }
    });
}

/// Asks what waits and draws it. With `send` the worker tries to send it then: what goes was seen to wait, so that the page
/// knows it has become old.
pub(super) fn look(send: bool) {
    spawn_local(async move {
        ask(None).await;
        if send {
            ask(Some("do=send")).await;
        }
    });
}

fn settle(pairs: &[(&str, &str)]) {
    let Ok(body) = UrlSearchParams::new() else { return };
    for (name, value) in pairs {
        body.append(name, value);
    }
    let body = String::from(body.to_string());
    spawn_local(async move { ask(Some(&body)).await });
}

async fn ask(body: Option<&str>) {
    let answer = worker::on_this_device(body).await;
    if let (Some(answer), Some(facts)) = (answer, Facts::read()) {
        draw(&facts, &answer);
    }
}

/// Sends a refused entry with the day, time and words that stand in its fields, if the rules are met by now.
fn send_again(entry: &Element, seq: &str) {
    let of = |selector: &str| page::input(entry, selector).map(|input| input.value()).unwrap_or_default();
    let (day, time, words) = (of("[data-day-field]"), of("[data-time-field]"), of("[data-words-field]"));
    if entry.has_attribute("data-removes") {
        return settle(&[("do", "change"), ("seq", seq)]);
    }
    // The day it is in now holds it already: only its own fields are checked here, the rest by the server.
    match NewEntry::parse(&day, &time, &words) {
        Ok(_) => {
            let pairs = [("do", "change"), ("seq", seq), ("day", &*day), ("time", &*time), ("description", &*words)];
            settle(&pairs);
        }
        Err(errors) => page::say(entry, "[data-state]", &errors.0.into_values().collect::<Vec<_>>().join(" ")),
    }
}

fn copy(entry: &Element) {
    let words = page::input(entry, "[data-words-field]").map(|input| input.value()).unwrap_or_default();
    let done = page::copy(&words);
    page::say(
        entry,
        "[data-state]",
        if done { "The words are copied." } else { "This browser cannot copy: select the words." },
    );
}

fn draw(facts: &Facts, answer: &JsValue) {
    if page::get(answer, "gone").is_truthy() {
        // Somebody had this device forget everything: nothing of it stays on the screen either.
        let _ = window().location().reload();
        return;
    }
    let items: Vec<Waiting> =
        Array::from(&page::get(answer, "items")).iter().map(|item| Waiting::read(&item)).collect();
    let mut drawn = Vec::new();
    let mut gone = 0_u32;
    for old in page::all("[data-kept]") {
        let (seq, refused) = (old.get_attribute("data-kept").unwrap_or_default(), old.get_attribute("data-refused"));
        match items.iter().find(|item| item.seq == seq) {
            // Somebody may be typing in it.
            Some(item) if item.refused == refused.unwrap_or_default() => drawn.push(seq),
            Some(_) => old.remove(),
            None => {
                gone += 1;
                old.set_class_name("entry");
                let _ = old.remove_attribute("data-kept");
                page::say(&old, "[data-state]", SENT);
                if let Some(settle) = page::one(&old, "[data-settle]") {
                    page::show(&settle, false);
                }
            }
        }
    }
    if (gone > 0 || sent_since_it_opened(answer)) && worker::is_online() && nobody_is_busy() {
        // The server has them now, and the page shows them as the server does.
        let _ = window().location().reload();
        return;
    }
    for item in items.iter().filter(|item| !drawn.contains(&item.seq)) {
        add(facts, item);
    }
    summary(&items, page::get(answer, "over").is_truthy());
}

/// Whether something was sent after this page was asked for and before it looked: then it shows it neither as kept nor as the
/// server has it.
fn sent_since_it_opened(answer: &JsValue) -> bool {
    let open_for = page::call(&page::get(&window(), "performance"), "now", "").and_then(|now| now.as_f64());
    let Some(open_for) = open_for else { return false };
    page::get(answer, "sent").as_f64().is_some_and(|sent| sent > js_sys::Date::now() - open_for)
}

/// Whether the page can be drawn anew without anybody losing a word, and without a form on its way being broken off.
fn nobody_is_busy() -> bool {
    let typed = |element: &Element| {
        element.dyn_ref::<web_sys::HtmlInputElement>().is_some_and(|input| !input.value().is_empty())
    };
    !page::all("input[name=line]").iter().any(typed)
        && page::all("dialog:is([open], :popover-open), form[aria-busy]").is_empty()
}

fn add(facts: &Facts, item: &Waiting) {
    let pattern = page::by_id("kept-pattern").and_then(|pattern| pattern.clone_node_with_deep(true).ok());
    let Some(entry) = pattern.and_then(|node| node.dyn_into::<Element>().ok()) else { return };
    let _ = entry.remove_attribute("id");
    page::show(&entry, true);
    let _ = entry.set_attribute("data-kept", &item.seq);
    let here = item.engagement == facts.engagement;
    let row =
        page::all(&["li[data-day='", &item.day, "']:not([hidden]) > div"].concat()).into_iter().next().filter(|_| here);
    let day = parse_day(&item.day).map(long_date).unwrap_or_default();
    let words = if row.is_some() || day.is_empty() { item.words.clone() } else { [&*day, ": ", &item.words].concat() };
    page::say(&entry, "[data-words]", &words);
    page::say(&entry, "[data-time]", &item.span.map_or_else(String::new, |span| span.minutes.clock()));
    let refused = !item.refused.is_empty();
    let _ = entry.set_attribute("data-refused", &item.refused);
    page::say(&entry, "[data-state]", if refused { &item.refused } else { WAITS });
    if let Some(settle) = page::one(&entry, "[data-settle]") {
        page::show(&settle, true);
        offer(&settle, refused, item.removes);
    }
    if refused {
        fill(&entry, item);
    } else if let (Some(span), false) = (item.span, item.removes) {
        // It counts for the rules of the next entry; the one it replaces does not.
        let _ = entry.set_attribute("data-minutes", &span.minutes.0.to_string());
        if let Some(starts) = span.starts {
            let _ = entry.set_attribute("data-starts", &starts.to_string());
        }
        if let Some(old) =
            page::all(&["[data-entry='", &item.entry, "']"].concat()).first().filter(|_| !item.entry.is_empty())
        {
            let _ = old.remove_attribute("data-minutes");
        }
    }
    let place = row.or_else(|| page::by_id("kept-rest"));
    // Above the line for the next entry.
    let before = place.as_ref().and_then(|place| page::one(place, "form.line"));
    if let Some(place) = place {
        let before: Option<Node> = before.map(Into::into);
        let _ = place.insert_before(&entry, before.as_ref());
    }
}

/// What can be done: one that only waits can be taken back, one that was refused can be put right as well.
fn offer(settle: &Element, refused: bool, removes: bool) {
    let Ok(found) = settle.query_selector_all(".field, [value=copy]") else { return };
    for index in 0..found.length() {
        if let Some(element) = found.get(index).and_then(|node| node.dyn_into::<Element>().ok()) {
            page::show(&element, refused && !removes);
        }
    }
    if let Some(send) = page::one(settle, "[value=send]") {
        page::show(&send, refused);
    }
    if !refused {
        page::say(settle, "[value=drop]", TAKE_BACK);
    }
}

/// Fills in what was written, where it can be put right.
fn fill(entry: &Element, item: &Waiting) {
    if item.removes {
        let _ = entry.set_attribute("data-removes", "");
    }
    let words = item.words.strip_prefix(CHANGE).unwrap_or(&item.words);
    let day = parse_day(&item.day).map(iso).unwrap_or_default();
    for (selector, value) in
        [("[data-day-field]", &*day), ("[data-time-field]", &item.time), ("[data-words-field]", words)]
    {
        if let Some(input) = page::input(entry, selector) {
            input.set_value(value);
        }
    }
}

/// How much waits, above the list and in the line beside the heading.
fn summary(items: &[Waiting], over: bool) {
    let refused = items.iter().filter(|item| !item.refused.is_empty()).count();
    let count =
        |count: usize| if count == 1 { "1 entry".to_owned() } else { [&*count.to_string(), " entries"].concat() };
    if let Some(section) = page::by_id("kept") {
        let minutes =
            items.iter().filter(|item| !item.removes).filter_map(|item| item.span).map(|span| span.minutes.0).sum();
        let mut words = [&*count(items.len()), ", ", &Minutes(minutes).to_string(), "."].concat();
        if refused > 0 {
            words = [&*words, " ", &count(refused), " cannot be sent as written: see why, and choose."].concat();
        }
        page::say(&section, "#kept-sum", &words);
        page::show(&section, !items.is_empty());
    }
    if let Some(line) = page::by_id("kept-over") {
        page::show(&line, over && !items.is_empty());
    }
    let Some(state) = page::by_id("desk-state") else { return };
    let waits = [&*items.len().to_string(), " to send"].concat();
    let words = match (worker::is_online(), items.is_empty()) {
        (true, true) => String::new(),
        (true, false) => waits,
        (false, true) => "Offline".to_owned(),
        (false, false) => ["Offline, ", &waits].concat(),
    };
    state.set_class_name(if words.is_empty() { "save" } else { "save off" });
    state.set_text_content(Some(&words));
}
