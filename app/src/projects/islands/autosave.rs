//! Reads the wizard's form while somebody types: checks it at once, keeps it a moment later.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use domain::machine::Word as _;
use domain::policy::Policy;
use domain::projects::scope::{Facts, Finding, Report, Severity, check};
use domain::projects::{Draft, Step, form, with_missing};
use js_sys::Date;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Element, Event, EventTarget, FormData, Headers, HtmlElement, HtmlFormElement, HtmlInputElement, RequestInit,
    Response, Storage, SubmitEvent, UrlSearchParams,
};

use super::panel::Shown;
use super::scope_panel::{CALENDAR, PANEL, STUDENT, STUDENT_PANEL, VERDICT, WIZARD_FORM};
use crate::projects::api::Kept;
use crate::ui::SaveKind;
use crate::ui::json::{FromJson, Json};

/// Silence after which the check runs again.
const CHECK_AFTER: Duration = Duration::from_millis(150);
/// Silence after which the form is kept.
const KEEP_AFTER: Duration = Duration::from_millis(800);

/// Between the answers that are put aside; nobody can type it into a field.
const ANSWER: char = '\u{1e}';

impl FromJson for Kept {
    fn from_json(json: &Json) -> Option<Self> {
        Some(Self {
            version: json.number("version")?,
            base: json.text("base")?,
            partly: json.flag("partly")?,
            clash: json.flag("clash")?,
            words: json.text("words")?,
            calendar: json.text("calendar")?,
            student: json.text("student")?,
        })
    }
}

/// Why the form was not kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Unkept {
    /// It can no longer be edited.
    Closed,
    /// The session ended.
    SignedOut,
    /// No network, no server, or an answer that cannot be read.
    Away,
}

impl Unkept {
    fn from_status(status: u16) -> Self {
        match status {
            401 => Self::SignedOut,
            404 | 409 => Self::Closed,
            _ => Self::Away,
        }
    }
}

/// What the listener works on.
#[derive(Clone, Debug)]
pub struct Typing {
    /// The screen.
    pub step: Step,
    /// The answers as they were kept last; the other screens come from it.
    pub draft: Draft,
    /// The program's figures.
    pub policy: Policy,
    /// What the check must know beyond the draft.
    pub facts: Facts,
    /// The reason of each rule.
    pub reasons: Vec<(String, String)>,
    /// What the panel shows.
    pub shown: RwSignal<Shown>,
    /// What became of the latest input.
    pub state: RwSignal<(SaveKind, String)>,
}

/// One open form.
struct Open {
    typing: Typing,
    form: HtmlFormElement,
    /// A save is under way.
    busy: Cell<bool>,
    /// Something was typed since it began.
    again: Cell<bool>,
    /// Nothing is kept any more: the form is on its way, or somebody has to choose between two answers first.
    over: Cell<bool>,
    /// Something on the screen is not kept yet.
    unkept: Cell<bool>,
    /// The calendar and the student's view that were drawn last; nothing before the first save.
    drawn: [RefCell<String>; 2],
    /// The form was sent while a save was under way; it follows with this button.
    waiting: RefCell<Option<Option<HtmlElement>>>,
}

/// Begins to listen, when the page has the form.
pub fn listen(typing: Typing) {
    let form = document().get_element_by_id(WIZARD_FORM).and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    let Some(form) = form else { return };
    make_way();
    unfold(&window().location().hash().unwrap_or_default());
    // Two answers stand against each other: nothing is kept before somebody has chosen and sent the form.
    let settle = form.has_attribute("data-settle");
    let open = Rc::new(Open {
        typing,
        form: form.clone(),
        busy: Cell::new(false),
        again: Cell::new(false),
        over: Cell::new(settle),
        unkept: Cell::new(settle),
        drawn: Default::default(),
        waiting: RefCell::new(None),
    });
    if !settle {
        open.offer();
    }
    let mut redraw = debounce(CHECK_AFTER, {
        let open = Rc::clone(&open);
        move |()| open.redraw(false)
    });
    let mut keep = debounce(KEEP_AFTER, {
        let open = Rc::clone(&open);
        move |()| {
            open.redraw(true);
            keep(&open);
        }
    });
    on(&form, "input", {
        let open = Rc::clone(&open);
        move |event| {
            follow_row(&event);
            open.unkept.set(true);
            redraw(());
            keep(());
        }
    });
    // Whoever opens the student's view sees in it what they have typed since the page was drawn.
    if let Some(sheet) = document().get_element_by_id(STUDENT_PANEL) {
        let open = Rc::clone(&open);
        on(&sheet, "toggle", move |_| {
            if is_open() {
                self::keep(&open);
            }
        });
    }
    // A tab that is closed in the middle of a word.
    on(&window(), "pagehide", {
        let open = Rc::clone(&open);
        move |_| {
            if open.unkept.get() {
                open.put_aside();
                self::keep(&open);
            }
        }
    });
    // The check waits for the pause after it: a message that came or went now, as the pointer goes down on a button, would
    // move the button away before the pointer comes up.
    on(&form, "change", {
        let open = Rc::clone(&open);
        move |_| self::keep(&open)
    });
    on(&form, "submit", move |event| {
        let Ok(event) = event.dyn_into::<SubmitEvent>() else { return };
        if open.busy.get() {
            // The version that comes back belongs into this form.
            event.prevent_default();
            open.waiting.replace(Some(event.submitter()));
        } else {
            open.leave();
        }
    });
}

/// On a phone the panel lies over the field that its links lead to.
fn make_way() {
    let panel = document().get_element_by_id(PANEL).and_then(|panel| panel.dyn_into::<HtmlElement>().ok());
    let Some(panel) = panel else { return };
    on(&panel.clone(), "click", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(Ok(Some(link))) = target.map(|target| target.closest("a")) {
            let _ = panel.hide_popover();
            unfold(&link.get_attribute("href").unwrap_or_default());
        }
    });
}

/// Opens the row of the field that a link such as `#task_2_hours` leads to: not every browser does it by itself.
fn unfold(link: &str) {
    let Some(id) = link.strip_prefix('#') else { return };
    if let Some(field) = document().get_element_by_id(id) {
        open_around(&field);
    }
}

fn open_around(place: &Element) {
    if let Ok(Some(fold)) = place.closest("details") {
        let _ = fold.set_attribute("open", "");
    }
}

/// The line of a row says what is typed in it.
fn follow_row(event: &Event) {
    let typed = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(typed) = typed else { return };
    if let Ok(Some(line)) = document().query_selector(&["[data-of='", &typed.id(), "']"].concat()) {
        line.set_text_content(Some(&typed.value()));
    }
}

/// Whether the student's view is looked at.
fn is_open() -> bool {
    matches!(document().query_selector(":popover-open > #student-view"), Ok(Some(_)))
}

fn on(target: &EventTarget, name: &str, handle: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(handle);
    let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    // It lives as long as the page.
    closure.forget();
}

impl Open {
    /// The answers as they stand in the form.
    fn fields(&self) -> Vec<(String, String)> {
        let Ok(data) = FormData::new_with_form(&self.form) else { return Vec::new() };
        js_sys::Array::from(&data)
            .iter()
            .filter_map(|pair| {
                let pair = js_sys::Array::from(&pair);
                let name = pair.get(0).as_string()?;
                let name = name.strip_prefix("fields[")?.strip_suffix(']')?.to_owned();
                Some((name, pair.get(1).as_string()?))
            })
            .collect()
    }

    /// The same check as the server's, over what is typed. With `pause`, what it finds is said beside the fields too: not
    /// in the middle of a word, nor of a click.
    fn redraw(&self, pause: bool) {
        let mut draft = self.typing.draft.clone();
        let fields = self.fields();
        let _ = form::fill(self.typing.step, &mut draft, &fields);
        let report = with_missing(&draft, check(&draft, &self.typing.policy, &self.typing.facts));
        self.keep_notes(&report);
        self.judge(&draft);
        if pause {
            // Nobody is told that an answer is missing before they have been through the screen; then the server says it.
            let told =
                |finding: &&Finding| fields.iter().any(|(name, text)| *name == finding.field && !text.is_empty());
            report.findings.iter().filter(told).for_each(|finding| self.add_note(finding));
        }
        let shown = Shown::of(&draft, report, &self.typing.policy);
        self.typing.shown.set(shown);
    }

    /// Says which verdict is reached; the style sheet shows its words.
    fn judge(&self, draft: &Draft) {
        if let (Some(place), Some(verdict)) = (document().get_element_by_id(VERDICT), draft.fit.verdict()) {
            let _ = place.set_attribute("data-reached", verdict.word());
        }
    }

    /// Messages beside fields that no longer hold disappear, and come back when they hold again.
    fn keep_notes(&self, report: &Report) {
        let Ok(notes) = self.form.query_selector_all("[data-finding]") else { return };
        for index in 0..notes.length() {
            let Some(note) = notes.get(index).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
            let key = note.get_attribute("data-finding").unwrap_or_default();
            let holds = || report.findings.iter().filter(|finding| key == key_of(finding));
            let Some(first) = holds().next() else {
                let _ = note.set_attribute("hidden", "");
                continue;
            };
            if note.has_attribute("hidden") {
                let _ = note.remove_attribute("hidden");
                open_around(&note);
            }
            // It may say another number now. How to put it right stays: it hardly depends on this answer.
            let Ok(Some(line)) = note.query_selector("span, b") else { continue };
            let said = line.text_content().unwrap_or_default();
            if holds().all(|finding| said != finding.message) {
                note.set_class_name(class_of(first));
                line.set_text_content(Some(&first.message));
            }
        }
    }

    /// Puts a message with the reason of its rule below its field, unless one is there. How to put it right comes with the
    /// page, when it is drawn again.
    fn add_note(&self, finding: &Finding) {
        let key = key_of(finding);
        let there = self.form.query_selector(&["[data-finding='", &key, "']"].concat());
        let field = document().get_element_by_id(&finding.field);
        let frame = field.and_then(|field| field.closest(".field, .check, fieldset").ok()?);
        let (Ok(None), Some(place)) = (there, frame.and_then(|frame| frame.parent_element())) else { return };
        let reason = self.typing.reasons.iter().find(|(id, _)| *id == finding.id);
        let reason = reason.map_or("", |(_, why)| why);
        let Ok(note) = document().create_element("div") else { return };
        note.set_class_name(class_of(finding));
        let _ = note.set_attribute("data-finding", &key);
        for (tag, words) in [("b", &*finding.message), ("p", reason)] {
            let Ok(line) = document().create_element(tag) else { return };
            line.set_text_content(Some(words));
            let _ = note.append_child(&line);
        }
        let _ = place.append_child(&note);
        open_around(&place);
    }

    fn say(&self, kind: SaveKind, words: impl Into<String>) {
        self.typing.state.set((kind, words.into()));
    }

    async fn send(&self) -> Result<Kept, Unkept> {
        let lost = |_| Unkept::Away;
        let data = FormData::new_with_form(&self.form).map_err(lost)?;
        // The key is for the moment somebody sends the form.
        data.delete("key");
        data.set_with_str("go", "auto").map_err(lost)?;
        if is_open() {
            data.set_with_str("student", "1").map_err(lost)?;
        }
        let body = UrlSearchParams::new_with_str_sequence_sequence(&data).map_err(lost)?;
        let headers = Headers::new().map_err(lost)?;
        headers.set("accept", "application/json").map_err(lost)?;
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_body(&body);
        init.set_headers(&headers);
        // It outlives a click on a link; browsers refuse that to more than 64 KiB (Fetch, "in-flight keep-alive bytes").
        if body.to_string().length() < 60_000 {
            let _ = js_sys::Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE);
        }
        let action = self.form.get_attribute("action").unwrap_or_default();
        let answer = JsFuture::from(window().fetch_with_str_and_init(&action, &init)).await.map_err(lost)?;
        let answer: Response = answer.unchecked_into();
        if answer.ok() {
            let read = JsFuture::from(answer.json().map_err(lost)?).await.map_err(lost)?;
            return Kept::from_json(&Json::from(read)).ok_or(Unkept::Away);
        }
        Err(Unkept::from_status(answer.status()))
    }

    fn follow(&self, done: Result<Kept, Unkept>) {
        if !matches!(&done, Ok(kept) if !kept.clash && !kept.partly) {
            self.unkept.set(true);
            self.put_aside();
        }
        match done {
            Ok(kept) if kept.clash => {
                self.over.set(true);
                if let Some(bar) = document().get_element_by_id("clash") {
                    let _ = bar.remove_attribute("hidden");
                }
                self.say(SaveKind::Clash, kept.words);
            }
            Ok(kept) => {
                self.set("version", &kept.version.to_string());
                self.set("base", &kept.base);
                // What could not be kept stays in this browser.
                let kind = if kept.partly { SaveKind::Offline } else { SaveKind::Saved };
                if !kept.partly {
                    self.forget();
                }
                self.show(0, CALENDAR, kept.calendar);
                // Empty when nobody looks at it.
                if !kept.student.is_empty() {
                    self.show(1, STUDENT, kept.student);
                }
                self.say(kind, kept.words);
            }
            Err(Unkept::Closed) => {
                self.over.set(true);
                self.say(SaveKind::Clash, "Cannot be edited now. Load the page again.");
            }
            Err(Unkept::SignedOut) => self.say(SaveKind::Offline, "Not saved. Sign in again in another tab."),
            Err(Unkept::Away) => self.say(SaveKind::Offline, "Not saved. Trying again as you type."),
        }
    }

    /// Draws what was kept: the calendar, or the student's view. The server made it of escaped text; a list somebody opened
    /// stays open.
    fn show(&self, which: usize, place: &str, html: String) {
        let Some(place) = document().get_element_by_id(place) else { return };
        if *self.drawn[which].borrow() == html {
            return;
        }
        let open = place.query_selector("[open]").is_ok_and(|list| list.is_some());
        place.set_inner_html(&html);
        self.drawn[which].replace(html);
        if open && let Ok(Some(list)) = place.query_selector("details") {
            let _ = list.set_attribute("open", "");
        }
    }

    /// The form is on its way.
    fn leave(&self) {
        self.over.set(true);
        self.unkept.set(false);
    }

    fn hidden(&self, name: &str) -> Option<HtmlInputElement> {
        self.form.elements().named_item(name)?.dyn_into().ok()
    }

    fn set(&self, name: &str, value: &str) {
        if let Some(input) = self.hidden(name) {
            input.set_value(value);
        }
    }

    /// Where answers that could not be sent are put aside in this browser. Signing out empties it.
    fn aside(&self) -> Option<(Storage, String)> {
        Some((window().local_storage().ok()??, self.form.get_attribute("data-draft")?))
    }

    fn answers(&self) -> String {
        let mut text = String::new();
        for (name, value) in self.fields() {
            text.push_str(&name);
            text.push('=');
            text.push_str(&value);
            text.push(ANSWER);
        }
        text
    }

    /// The time of day, the base of the form, then its answers.
    fn put_aside(&self) {
        let Some((storage, key)) = self.aside() else { return };
        let mut text = String::from(Date::new_0().to_time_string());
        text.truncate(5);
        text.push_str(&self.hidden("base").map(|base| base.value()).unwrap_or_default());
        text.push(ANSWER);
        text.push_str(&self.answers());
        let _ = storage.set_item(&key, &text);
    }

    fn forget(&self) {
        if let Some((storage, key)) = self.aside() {
            let _ = storage.remove_item(&key);
        }
    }

    /// Offers what was put aside: the form of the offer sends it, and the server merges it by its base.
    fn offer(self: &Rc<Self>) {
        let Some(text) = self.aside().and_then(|(storage, key)| storage.get_item(&key).ok()?) else { return };
        let Some((head, answers)) = text.split_once(ANSWER) else { return };
        let offer = document().get_element_by_id("unsent");
        let (Some(offer), Some((time, base))) = (offer, head.split_at_checked(5)) else { return };
        if answers == self.answers() {
            return self.forget();
        }
        if let Ok(Some(clock)) = offer.query_selector("b") {
            clock.set_text_content(Some(time));
        }
        let add = |name: &str, value: &str| {
            let Ok(input) = document().create_element("input") else { return };
            for (attribute, value) in [("type", "hidden"), ("name", name), ("value", value)] {
                let _ = input.set_attribute(attribute, value);
            }
            let _ = offer.append_child(&input);
        };
        add("base", base);
        for (name, value) in answers.split(ANSWER).filter_map(|answer| answer.split_once('=')) {
            add(&["fields[", name, "]"].concat(), value);
        }
        let _ = offer.remove_attribute("hidden");
        let open = Rc::clone(self);
        on(&offer.clone(), "click", move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if target.is_some_and(|target| target.closest("button").is_ok_and(|button| button.is_some())) {
                open.forget();
                let _ = offer.set_attribute("hidden", "");
            }
        });
    }
}

/// `Q04:deliverable_1_criterion_1`, as the server marks what it says beside a field.
fn key_of(finding: &Finding) -> String {
    [&*finding.id, ":", &finding.field].concat()
}

/// As the server draws what blocks and what does not.
fn class_of(finding: &Finding) -> &'static str {
    if finding.severity == Severity::Block { "callout" } else { "callout warn" }
}

/// Keeps the form, one request at a time.
fn keep(open: &Rc<Open>) {
    if open.over.get() {
        return;
    }
    if open.busy.replace(true) {
        open.again.set(true);
        return;
    }
    open.say(SaveKind::Saving, "Saving");
    open.unkept.set(false);
    let open = Rc::clone(open);
    spawn_local(async move {
        let done = open.send().await;
        open.follow(done);
        open.busy.set(false);
        let waiting = open.waiting.take();
        if let Some(submitter) = waiting {
            open.leave();
            let _ = open.form.request_submit_with_submitter(submitter.as_ref());
        } else if open.again.replace(false) {
            keep(&open);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::Unkept;

    #[test]
    fn a_draft_that_is_closed_is_told_from_a_lost_network() {
        assert_eq!(Unkept::from_status(409), Unkept::Closed);
        assert_eq!(Unkept::from_status(401), Unkept::SignedOut);
        assert_eq!(Unkept::from_status(503), Unkept::Away);
    }
}
