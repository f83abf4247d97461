//! Reads the wizard's form while somebody types: checks it at once, keeps it a moment later.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use domain::policy::Policy;
use domain::projects::scope::{Facts, check};
use domain::projects::{Draft, Step, form, with_missing};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Element, Event, EventTarget, FormData, Headers, HtmlElement, HtmlFormElement, HtmlInputElement, RequestInit,
    Response, SubmitEvent, UrlSearchParams,
};

use super::panel::Shown;
use super::scope_panel::{PANEL, WIZARD_FORM};
use crate::projects::api::Kept;
use crate::ui::SaveKind;

/// Silence after which the check runs again.
const CHECK_AFTER: Duration = Duration::from_millis(150);
/// Silence after which the form is kept.
const KEEP_AFTER: Duration = Duration::from_millis(800);

/// What the server says when somebody else changed the draft. Compared as text: reading the whole
/// error would add its every variant to the WebAssembly.
const CHANGED: &str = r#"{"Refused":"Changed"}"#;

/// Why the form was not kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Unkept {
    /// Somebody else changed the draft.
    Changed,
    /// It can no longer be edited.
    Closed,
    /// The session ended.
    SignedOut,
    /// No network, no server, or an answer that cannot be read.
    Away,
}

impl Unkept {
    fn from_answer(status: u16, text: &str) -> Self {
        match status {
            401 => Self::SignedOut,
            409 if text == CHANGED => Self::Changed,
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
    /// Nothing is kept any more: the form is on its way, or somebody else changed the draft.
    over: Cell<bool>,
    /// The form was sent while a save was under way; it follows with this button.
    waiting: RefCell<Option<Option<HtmlElement>>>,
}

/// Begins to listen, when the page has the form.
pub fn listen(typing: Typing) {
    let form = document().get_element_by_id(WIZARD_FORM).and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    let Some(form) = form else { return };
    make_way();
    let open = Rc::new(Open {
        typing,
        form: form.clone(),
        busy: Cell::new(false),
        again: Cell::new(false),
        over: Cell::new(false),
        waiting: RefCell::new(None),
    });
    let mut redraw = debounce(CHECK_AFTER, {
        let open = Rc::clone(&open);
        move |()| open.redraw()
    });
    let mut keep = debounce(KEEP_AFTER, {
        let open = Rc::clone(&open);
        move |()| keep(&open)
    });
    on(&form, "input", move |_| {
        redraw(());
        keep(());
    });
    on(&form, "change", {
        let open = Rc::clone(&open);
        move |_| keep_now(&open)
    });
    on(&form, "submit", move |event| {
        let Ok(event) = event.dyn_into::<SubmitEvent>() else { return };
        if open.busy.get() {
            // The version that comes back belongs into this form.
            event.prevent_default();
            open.waiting.replace(Some(event.submitter()));
        } else {
            open.over.set(true);
        }
    });
}

/// On a phone the panel lies over the field that its links lead to.
fn make_way() {
    let panel = document().get_element_by_id(PANEL).and_then(|panel| panel.dyn_into::<HtmlElement>().ok());
    let Some(panel) = panel else { return };
    on(&panel.clone(), "click", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.closest("a").is_ok_and(|link| link.is_some())) {
            let _ = panel.hide_popover();
        }
    });
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

    /// The same check as the server's, over what is typed.
    fn redraw(&self) {
        let mut draft = self.typing.draft.clone();
        let _ = form::fill(self.typing.step, &mut draft, &self.fields());
        let report = with_missing(&draft, check(&draft, &self.typing.policy, &self.typing.facts));
        self.hide_solved(&report);
        let shown = Shown { report, pay: draft.net_pay(&self.typing.policy), hours: draft.hours_high };
        self.typing.shown.set(shown);
    }

    /// Messages beside fields that no longer hold disappear.
    fn hide_solved(&self, report: &domain::projects::scope::Report) {
        let Ok(notes) = self.form.query_selector_all("[data-finding]") else { return };
        for index in 0..notes.length() {
            let Some(note) = notes.get(index).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
            let key = note.get_attribute("data-finding").unwrap_or_default();
            let holds = report.findings.iter().any(|finding| key == format!("{}:{}", finding.id, finding.field));
            let _ = if holds { note.remove_attribute("hidden") } else { note.set_attribute("hidden", "") };
        }
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
        let body = UrlSearchParams::new_with_str_sequence_sequence(&data).map_err(lost)?;
        let headers = Headers::new().map_err(lost)?;
        headers.set("accept", "application/json").map_err(lost)?;
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_body(&body);
        init.set_headers(&headers);
        // It outlives a click on a link.
        let _ = js_sys::Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE);
        let action = self.form.get_attribute("action").unwrap_or_default();
        let answer = JsFuture::from(window().fetch_with_str_and_init(&action, &init)).await.map_err(lost)?;
        let answer: Response = answer.unchecked_into();
        let text = JsFuture::from(answer.text().map_err(lost)?).await.map_err(lost)?.as_string().unwrap_or_default();
        if answer.ok() {
            return serde_json::from_str(&text).map_err(|_| Unkept::Away);
        }
        Err(Unkept::from_answer(answer.status(), &text))
    }

    fn follow(&self, done: Result<Kept, Unkept>) {
        match done {
            Ok(kept) => {
                let version = self.form.query_selector("[name=version]").ok().flatten();
                if let Some(version) = version.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
                    version.set_value(&kept.version.to_string());
                }
                self.say(SaveKind::Saved, format!("Saved {}", kept.at));
            }
            Err(Unkept::Changed) => {
                self.over.set(true);
                self.say(SaveKind::Clash, "Changed elsewhere. Load the page again.");
            }
            Err(Unkept::Closed) => {
                self.over.set(true);
                self.say(SaveKind::Clash, "Cannot be edited now. Load the page again.");
            }
            Err(Unkept::SignedOut) => self.say(SaveKind::Offline, "Not saved. Sign in again in another tab."),
            Err(Unkept::Away) => self.say(SaveKind::Offline, "Not saved. Trying again as you type."),
        }
    }
}

fn keep_now(open: &Rc<Open>) {
    open.redraw();
    keep(open);
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
    let open = Rc::clone(open);
    spawn_local(async move {
        let done = open.send().await;
        open.follow(done);
        open.busy.set(false);
        let waiting = open.waiting.take();
        if let Some(submitter) = waiting {
            open.over.set(true);
            let _ = open.form.request_submit_with_submitter(submitter.as_ref());
        } else if open.again.replace(false) {
            keep(&open);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{CHANGED, Unkept};
    use crate::AppError;
    use domain::refusal::Refusal;

    #[test]
    fn a_draft_changed_elsewhere_is_told_from_a_closed_one() {
        let changed = serde_json::to_string(&AppError::Refused(Refusal::Changed)).expect("JSON");
        assert_eq!(changed, CHANGED);
        assert_eq!(Unkept::from_answer(409, &changed), Unkept::Changed);
        assert_eq!(Unkept::from_answer(409, "{}"), Unkept::Closed);
    }
}
