//! `/offline`: what the worker shows for a page it does not keep, when there is no network. It is kept on the device itself,
//! the same for everybody; the worker adds the weeks of its person to the list.

use leptos::prelude::*;

use super::kept_parts::forget_here;
use crate::layout::{Frame, Page, page};

#[component]
pub(crate) fn OfflinePage() -> impl IntoView {
    page(|_request| async move {
        let body = view! {
            <h1>"There is no network"</h1>
            <p class="lede">"This page needs one. Try again when you are back online."</p>
            <section class="sec stack" aria-labelledby="weeks-h">
                <h2 id="weeks-h">"Your weeks open without a network"</h2>
                <p>"Each week of time you have opened on this device. What you add there is kept on the device and sent later, in order and once."</p>
                <ul class="rows" id="weeks"></ul>
            </section>
            {forget_here()}
        };
        Ok(Page::new("No network", Frame::Slim, body))
    })
}
