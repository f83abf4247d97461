//! The worker of the timesheet, seen from the page: registered here and by the student's home, asked by plain requests to an
//! address it answers itself. Where a browser has none, the page works as without it: with a network.

use leptos::prelude::{document, window};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{EventTarget, Headers, RequestInit, Response};

use super::{kept, page};
use crate::routes::{ON_THIS_DEVICE, WORKER};

/// Registers the worker and keeps the list of what waits up to date.
pub(super) fn begin() {
    let Some(container) = container() else { return };
    let had_one = is_controlled(&container);
    spawn_local({
        let container = container.clone();
        async move {
            if let Some(made) = page::call(&container, "register", WORKER) {
                // A browser that refuses (a private window, say) goes on without.
                let _ = JsFuture::from(js_sys::Promise::from(made)).await;
            }
        }
    });
    if had_one {
        if !came_through_it() {
            keep_this_page();
        }
        kept::look(true);
    }
    let events: &EventTarget = container.unchecked_ref();
    page::on(events, "controllerchange", move |_| {
        if !had_one {
            keep_this_page();
        }
        kept::look(true);
    });
    page::on(events, "message", |_| kept::look(false));
    page::on(&window(), "online", |_| kept::look(true));
    page::on(&window(), "offline", |_| kept::look(false));
    page::on(&document(), "visibilitychange", |_| {
        if !document().hidden() {
            kept::look(true);
        }
    });
}

/// Whether the browser believes it has a network.
pub(super) fn is_online() -> bool {
    page::get(&page::get(&window(), "navigator"), "onLine").is_truthy()
}

fn container() -> Option<JsValue> {
    let container = page::get(&page::get(&window(), "navigator"), "serviceWorker");
    (!container.is_undefined()).then_some(container)
}

fn is_controlled(container: &JsValue) -> bool {
    !page::get(container, "controller").is_null()
}

/// Whether the worker has seen this page. One that took over while the page was under way has not.
fn came_through_it() -> bool {
    let performance = page::get(&window(), "performance");
    let entries = page::call(&performance, "getEntriesByType", "navigation").unwrap_or(JsValue::UNDEFINED);
    page::get(&page::get(&entries, "0"), "workerStart").as_f64().is_some_and(|start| start > 0.0)
}

/// The page that brought the worker was loaded before it: asked for once more, the worker sees it and keeps it.
fn keep_this_page() {
    spawn_local(async {
        let address = window().location().href().unwrap_or_default();
        let _ = ask(&address, "text/html", None).await;
    });
}

async fn ask(address: &str, accept: &str, body: Option<&str>) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", accept)?;
    let init = RequestInit::new();
    if let Some(body) = body {
        init.set_method("POST");
        init.set_body(&JsValue::from_str(body));
    }
    init.set_headers(&headers);
    Ok(JsFuture::from(window().fetch_with_str_and_init(address, &init)).await?.unchecked_into())
}

/// What the device keeps; with `body`, after the worker did what it asks. Nothing when no worker is there to answer.
pub(super) async fn on_this_device(body: Option<&str>) -> Option<JsValue> {
    if !container().is_some_and(|container| is_controlled(&container)) {
        return None;
    }
    let response = ask(ON_THIS_DEVICE, "application/json", body).await.ok().filter(Response::ok)?;
    JsFuture::from(response.json().ok()?).await.ok()
}
