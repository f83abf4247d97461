//! The secret address: shown once, right after it was made.

use domain::reviews::Side;
use domain::time::{Instant, long_date};
use leptos::prelude::*;

use crate::error::AppError;
use crate::layout::{self, hidden_key};
use crate::routes;
use crate::ui::{Banner, Button, ButtonKind, Field, LinkButton, Tone, icon};

const ACTION: &str = "/api/agenda/address";
/// The cookie in which the secret travels from the form to the page, which takes it away.
const COOKIE: &str = "calendar-address";

/// The page of a side.
pub(super) fn page_of(side: &str) -> &'static str {
    if side == "host" { "/host/calendar" } else { "/student/calendar" }
}

/// Gives a new secret to the next page.
pub(super) fn hand_over(secret: &str) -> Result<(), AppError> {
    layout::hand_over(COOKIE, secret)
}

/// What the page knows of the address, read before its first await.
pub(super) struct Fresh(Option<String>);

impl Fresh {
    /// Takes the secret out of the request.
    pub(super) fn take() -> Self {
        Self(layout::take_over(COOKIE))
    }
}

/// The section of the calendar page.
pub(super) fn section(site: &str, side: Side, made: Option<Instant>, on: &str, fresh: Fresh) -> impl IntoView + use<> {
    let name = if side == Side::Host { "host" } else { "student" };
    let shown = fresh.0.filter(|_| made.is_some()).map(|secret| {
        let address = format!("{site}{}", routes::calendar_feed(&secret));
        let subscribe = address.split_once("://").map_or_else(String::new, |(_, rest)| format!("webcal://{rest}"));
        view! {
            <Banner tone=Tone::Go title="This is your address">
                <p>"It is shown only now. Copy it, or open it in the calendar of this device."</p>
            </Banner>
            <Field name="address" label="Secret address" value=address readonly=true/>
            <p><LinkButton href=subscribe icon=icon::CALENDAR_DAYS>"Open in my calendar"</LinkButton></p>
        }
    });
    let button = |command: &'static str, kind: ButtonKind, words: &'static str| {
        view! {
            <form method="post" action=ACTION>
                {hidden_key()}
                <input type="hidden" name="side" value=name/>
                <input type="hidden" name="command" value=command/>
                <Button kind=kind>{words}</Button>
            </form>
        }
    };
    let buttons = if made.is_some() {
        view! {
            <p class="meta">{format!("Made on {on}. A new address ends the old one.")}</p>
            <div class="row">
                {button("renew", ButtonKind::Plain, "Make a new address")}
                {button("stop", ButtonKind::Quiet, "Switch it off")}
            </div>
        }
        .into_any()
    } else {
        view! { <div>{button("renew", ButtonKind::Plain, "Make a secret address")}</div> }.into_any()
    };
    view! {
        <section class="sec stack screen-only" aria-labelledby="feed">
            <h2 id="feed">"In your own calendar"</h2>
            <p>
                "A secret address shows these dates in the calendar of your phone or computer and keeps them up to date. Whoever has it can read what is due and for which project, so keep it to yourself."
            </p>
            {shown}
            {buttons}
        </section>
    }
}

/// The day it was made, in words.
pub(super) fn made_on(program: &backend::programs::Program, made: Option<Instant>) -> String {
    made.map(|at| long_date(program.day_of(at))).unwrap_or_default()
}
