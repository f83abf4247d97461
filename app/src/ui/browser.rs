//! What islands need of the browser itself.

use leptos::prelude::window;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

use super::json::{FromJson, Json};

/// Whether this is the browser's build: the body of an island runs on the server as well.
pub const IS_HERE: bool = cfg!(target_arch = "wasm32");

/// Why a server function gave no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lost {
    /// The session ended.
    SignedOut,
    /// No network, no server, or an answer that cannot be read.
    Away,
}

/// Calls a server function without arguments by its address, `ReadStaffHome::url()`. The client of
/// `server_fn` does the same and streams besides; it would add 15 kB to every page with an island.
///
/// # Errors
/// [`Lost`] says whether signing in again would help.
pub async fn call<T: FromJson>(url: &str) -> Result<T, Lost> {
    let response = post(url).await.map_err(|_| Lost::Away)?;
    if response.status() == 401 {
        return Err(Lost::SignedOut);
    }
    let read = async { JsFuture::from(response.json()?).await }.await.map_err(|_| Lost::Away)?;
    T::from_json(&Json::from(read)).ok_or(Lost::Away)
}

async fn post(url: &str) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    headers.set("content-type", "application/x-www-form-urlencoded")?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    Ok(JsFuture::from(window().fetch_with_str_and_init(url, &init)).await?.unchecked_into())
}
