//! A timer that outlives its page: this browser keeps the instant it was started, not a running clock. One for each person.

use std::time::Duration;

use domain::time::{Minutes, iso};
use domain::timesheets::timer_minutes;
use leptos::prelude::{set_interval, window};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement, HtmlFormElement, HtmlInputElement, Storage};

use super::check::check;
use super::facts::Facts;
use super::page;
use crate::ui::islands::{carry_out, show_messages};

/// Between the parts of what is kept; nobody can type it into a field.
const PART: char = '\u{1e}';
const TICK: Duration = Duration::from_secs(10);

/// A timer that runs.
struct Running {
    /// When it was started, in milliseconds since 1970.
    since: i64,
    engagement: String,
    project: String,
    words: String,
}

/// Shows the timer, as it stands in this browser.
pub(super) fn begin(facts: &Facts) {
    let Some(section) = page::by_id("timer") else { return };
    page::show(&section, true);
    draw(facts, &section);
    page::on(&section.clone(), "click", |event| {
        let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = button.and_then(|target| target.closest("button[name=timer]").ok()?);
        match button.and_then(|button| button.get_attribute("value")).as_deref() {
            Some("start") => start(),
            Some("stop") => stop(),
            Some("drop") => drop_it(),
            _ => {}
        }
    });
    page::on(&section, "input", |_| {
        if let (Some(facts), Some(running), Some(words)) = (Facts::read(), running(), words()) {
            keep(&facts, &Running { words: words.value(), ..running });
        }
    });
    set_interval(
        || {
            if let (Some(facts), Some(section)) = (Facts::read(), page::by_id("timer")) {
                draw(&facts, &section);
            }
        },
        TICK,
    );
}

fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}

fn name(facts: &Facts) -> String {
    ["timer-", &facts.person].concat()
}

fn running() -> Option<Running> {
    let text = storage()?.get_item(&name(&Facts::read()?)).ok()??;
    let mut parts = text.split(PART);
    Some(Running {
        since: parts.next()?.parse().ok()?,
        engagement: parts.next()?.to_owned(),
        project: parts.next()?.to_owned(),
        words: parts.next()?.to_owned(),
    })
}

fn keep(facts: &Facts, running: &Running) -> bool {
    let since = running.since.to_string();
    let text = [&*since, &running.engagement, &running.project, &running.words].join(&PART.to_string());
    storage().is_some_and(|storage| storage.set_item(&name(facts), &text).is_ok())
}

fn forget() {
    if let (Some(storage), Some(facts)) = (storage(), Facts::read()) {
        let _ = storage.remove_item(&name(&facts));
    }
}

fn now() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and far below 2^53")]
    let now = js_sys::Date::now() as i64;
    now
}

fn words() -> Option<HtmlInputElement> {
    page::by_id("timer-words")?.dyn_into().ok()
}

fn draw(facts: &Facts, section: &Element) {
    let running = running();
    let here = running.as_ref().is_none_or(|running| running.engagement == facts.engagement);
    for (value, shown) in
        [("start", running.is_none()), ("stop", running.is_some() && here), ("drop", running.is_some())]
    {
        if let Some(button) = page::one(section, &["[value=", value, "]"].concat()) {
            page::show(&button, shown);
        }
    }
    let Some(line) = page::by_id("timer-runs") else { return };
    page::show(&line, running.is_some());
    let Some(running) = running else { return };
    let minutes = i32::try_from((now() - running.since).max(0) / 60_000).unwrap_or(i32::MAX);
    page::say(&line, "b", &Minutes(minutes).clock());
    let since = if here {
        "It runs, also when this page is closed.".to_owned()
    } else {
        ["It runs for “", &running.project, "”. Stop it there."].concat()
    };
    page::say(&line, "span", &since);
    if let Some(words) = words().filter(|words| here && words.value().is_empty()) {
        words.set_value(&running.words);
    }
}

fn redraw() {
    if let (Some(facts), Some(section)) = (Facts::read(), page::by_id("timer")) {
        draw(&facts, &section);
    }
}

fn start() {
    let Some(facts) = Facts::read() else { return };
    let words = words().map(|words| words.value()).unwrap_or_default();
    let (engagement, project) = (facts.engagement.clone(), facts.project.clone());
    if !keep(&facts, &Running { since: now(), engagement, project, words }) {
        return refuse("This browser keeps nothing, so a timer would be lost. Write down when you begin.".to_owned());
    }
    redraw();
}

fn drop_it() {
    forget();
    if let Some(words) = words() {
        words.set_value("");
    }
    redraw();
}

fn form() -> Option<HtmlFormElement> {
    page::one(&page::by_id("timer")?, "form")?.dyn_into().ok()
}

fn refuse(message: String) {
    if let Some(form) = form() {
        show_messages(&form, vec![(String::new(), message)]);
    }
}

/// Makes an entry of it. The timer goes on until the server or this device has the entry.
fn stop() {
    let (Some(facts), Some(running), Some(form)) = (Facts::read(), running(), form()) else { return };
    let minutes = match timer_minutes(running.since, now()) {
        Ok(minutes) => minutes,
        Err(message) => return by_hand(&running, message),
    };
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
    let day = facts.day_of(running.since as f64).unwrap_or_else(|| facts.today());
    for (name, value) in [("day", iso(day)), ("time", minutes.clock())] {
        if let Some(input) = page::input(&form, &["[name=", name, "]"].concat()) {
            input.set_value(&value);
        }
    }
    let wrong = check(&facts, &form);
    if !wrong.is_empty() {
        return show_messages(&form, wrong);
    }
    let _ = form.set_attribute("aria-busy", "true");
    spawn_local(carry_out(form, None, forget));
}

/// A length nobody can take over: the form in full gets the words, the person says how long it was.
fn by_hand(running: &Running, message: String) {
    refuse(message);
    let Some(words) = page::by_id("description").and_then(|area| area.dyn_into::<web_sys::HtmlTextAreaElement>().ok())
    else {
        return;
    };
    words.set_value(&running.words);
    if let Some(dialog) = page::by_id("add").and_then(|dialog| dialog.dyn_into::<HtmlElement>().ok()) {
        let _ = dialog.show_popover();
    }
}
