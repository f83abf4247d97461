//! The island of the week.

use leptos::prelude::*;

use super::{check, facts::Facts, kept, timer, worker};
use crate::ui::browser;

/// The line that says whether anything of this page waits on this device. It draws nothing else: the rest is drawn by the
/// server and only shown and filled in the browser, by plain listeners, which need no reactive runtime.
#[island(lazy)]
pub fn WeekDesk() -> impl IntoView {
    if browser::IS_HERE {
        begin();
    }
    view! { <p class="save" role="status" id="desk-state"></p> }
}

fn begin() {
    let Some(facts) = Facts::read() else { return };
    facts.show_days_that_began();
    check::listen();
    timer::begin(&facts);
    kept::listen();
    worker::begin();
}
