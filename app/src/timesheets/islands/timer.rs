//! A timer that outlives its page: this browser keeps the instant it was started, not a running clock. One for each person.
//! One that runs is shown on every week, also on one that takes no time: it must never be lost from sight.

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
    draw(facts, &section);
    page::on(&section.clone(), "click", |event| {
        let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = button.and_then(|target| target.closest("button[name=timer]").ok()?);
        match button.and_then(|button| button.get_attribute("value")).as_deref() {
            Some("start") => start(),
            Some("stop") => stop(),
            Some("copy") => copy(),
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

/// What is shown of the timer on a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Shown {
    start: bool,
    stop: bool,
    /// With it the words in their field.
    words: bool,
    /// What runs can be copied and thrown away.
    runs: bool,
    /// A link to a week that may take the time.
    link: bool,
}

/// What is shown where time of today `can` be logged or not; `now` says that it is the week of today, `of_this_work` whose
/// timer runs, if one does.
const fn shown(can: bool, now: bool, of_this_work: Option<bool>) -> Shown {
    let (runs, same) = match of_this_work {
        Some(same) => (true, same),
        None => (false, true),
    };
    let here = can && same;
    Shown { start: can && !runs, stop: runs && here, words: here, runs, link: runs && !here && !(same && now) }
}

fn draw(facts: &Facts, section: &Element) {
    let running = running();
    let same = running.as_ref().map(|running| running.engagement == facts.engagement);
    let shown = shown(section.has_attribute("data-can"), section.has_attribute("data-now"), same);
    page::show(section, shown.start || shown.runs);
    for (selector, visible) in [
        ("[value=start]", shown.start),
        ("[value=stop]", shown.stop),
        ("[value=copy]", shown.runs),
        ("[value=drop]", shown.runs),
        (".field", shown.words),
        ("#timer-runs", shown.runs),
        ("#timer-runs a", shown.link),
    ] {
        if let Some(element) = page::one(section, selector) {
            page::show(&element, visible);
        }
    }
    let Some(running) = running else { return };
    page::say(section, "#timer-runs b", &minutes_of(&running).clock());
    page::say(section, "#timer-runs span", &state(&running, shown));
    if let Some(link) = page::one(section, "#timer-runs a") {
        // The same address, of the work it runs for.
        let there = link.get_attribute("href").unwrap_or_default().replace(&facts.engagement, &running.engagement);
        let _ = link.set_attribute("href", &there);
    }
    if let Some(words) = words().filter(|words| shown.words && words.value().is_empty()) {
        words.set_value(&running.words);
    }
}

fn state(running: &Running, shown: Shown) -> String {
    if shown.stop {
        return "It runs, also when this page is closed.".to_owned();
    }
    let runs = ["It runs for “", &running.project, "”"].concat();
    let words = if running.words.is_empty() { String::new() } else { [": ", &running.words].concat() };
    let next = if shown.link { "." } else { ". No time can be logged here now: copy it and write it down elsewhere." };
    [runs, words, next.to_owned()].concat()
}

/// How long it has run by this device.
fn minutes_of(running: &Running) -> Minutes {
    Minutes(i32::try_from((now() - running.since).max(0) / 60_000).unwrap_or(i32::MAX))
}

/// As a line of a day is written, so that it can be pasted into one.
fn copy() {
    let (Some(running), Some(section)) = (running(), page::by_id("timer")) else { return };
    let line = [&*minutes_of(&running).clock(), " ", &running.words].concat();
    let said =
        if page::copy(&line) { "Time and words are copied." } else { "This browser cannot copy: write it down." };
    page::say(&section, "#timer-said", said);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Of every page there is: where time can be logged, this week or another, this work or another.
    fn everywhere(same: Option<bool>) -> impl Iterator<Item = (bool, bool, Shown)> {
        [(true, true), (true, false), (false, true), (false, false)]
            .into_iter()
            .map(move |(can, now)| (can, now, shown(can, now, same)))
    }

    #[test]
    fn a_timer_that_runs_is_shown_everywhere_with_a_way_to_keep_it() {
        for same in [true, false] {
            for (can, now, shown) in everywhere(Some(same)) {
                assert!(shown.runs && !shown.start, "{can} {now} {same}");
                assert_eq!(shown.stop, can && same, "only its own work, where today can be logged");
                assert!(shown.stop != shown.link || (same && now && !can), "{can} {now} {same}: somewhere to go");
            }
        }
        assert!(!shown(false, true, Some(true)).link, "its own week of today takes no time: no other one would");
    }

    #[test]
    fn one_can_be_begun_only_where_today_can_be_logged() {
        for (can, now, shown) in everywhere(None) {
            assert_eq!((shown.start, shown.words), (can, can), "{can} {now}");
            assert!(!shown.runs && !shown.stop && !shown.link);
        }
    }
}
