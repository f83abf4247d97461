//! What the island of the week works with: facts in attributes, and the markup of what it shows, drawn here so that its words
//! and its structure cost the browser nothing. All of it is hidden until a script shows it.

use backend::Cx;
use backend::timesheets::WeekPage;
use domain::time::{Week, short_date};
use leptos::prelude::*;

use super::week_parts::ADD;
use crate::layout::{hidden_key, script};
use crate::routes;
use crate::ui::{Button, ButtonKind, Icon, More, icon};

/// Whose page it is, and what the rules must know, for `islands/facts.rs`. The name is what the page for "no network" lists
/// it under.
pub(super) fn known(cx: &Cx, week: &WeekPage) -> Option<impl IntoView + use<>> {
    let person = cx.person().ok().filter(|_| week.own)?.id.to_string();
    let span = format!("{} to {}", short_date(week.week.monday()), short_date(week.week.sunday()));
    let zone = cx.program().zone.iana_name().unwrap_or("UTC").to_owned();
    let open = !(week.loggable.is_empty() && week.coming.is_empty());
    Some(view! {
        <div
            id="week-facts"
            hidden
            data-week-name=format!("{}, {span}", week.project)
            data-person=person
            data-engagement=week.id.to_string()
            data-project=week.project.clone()
            data-today=week.today.to_string()
            data-start=week.start.to_string()
            data-end=week.end.to_string()
            data-zone=zone
            data-open=open.then_some("1")
        ></div>
    })
}

/// Entries that this device keeps and that belong to no day of the page, their sum, and the pattern all are drawn from.
pub(super) fn kept(week: &WeekPage) -> Option<impl IntoView + use<>> {
    let sign_in = routes::sign_in_for(&routes::week(week.id, week.week));
    week.own.then(|| {
        view! {
            <section class="sec stack" id="kept" aria-labelledby="kept-h" hidden>
                <h2 id="kept-h">"Kept on this device, not sent yet"</h2>
                <p id="kept-sum"></p>
                <p id="kept-over" hidden>
                    "Your session ended. Nothing is lost: " <a href=sign_in>"sign in"</a> " and what is kept is sent."
                </p>
                <div id="kept-rest"></div>
            </section>
            <div class="entry unsent" id="kept-pattern" hidden>
                <span data-words></span>
                <span class="num" data-time></span>
                <span class="state"><Icon glyph=icon::CLOUD_OFF/> <span data-state></span></span>
                <div class="stack tight" data-settle hidden>
                    <div class="field"><label>"Right day" <input type="date" data-day-field/></label></div>
                    <div class="field"><label>"Right time" <input data-time-field autocomplete="off"/></label></div>
                    <div class="field"><label>"Right words" <input data-words-field autocomplete="off" maxlength="500"/></label></div>
                    <p class="row">
                        <Button button_type="button" kind=ButtonKind::Need name="settle" value="send">"Send it again"</Button>
                        <Button button_type="button" name="settle" value="copy">"Copy the words"</Button>
                        <Button button_type="button" kind=ButtonKind::Danger name="settle" value="drop">"Remove it"</Button>
                    </p>
                </div>
            </div>
        }
    })
}

/// The timer. It runs in no program: what is kept is the instant it was started. One that runs is shown on every week,
/// also where no time can be logged; it can be begun only where today can be.
pub(super) fn timer(week: &WeekPage) -> Option<impl IntoView + use<>> {
    let can = week.loggable.contains(&week.today) || !week.coming.is_empty();
    let now = week.week == Week::of(week.today);
    week.own.then(|| {
        view! {
            <section
                class="sec stack tight"
                id="timer"
                aria-labelledby="timer-h"
                data-can=can.then_some("1")
                data-now=now.then_some("1")
                hidden
            >
                <h2 id="timer-h">"Timer"</h2>
                <form class="stack tight" method="post" action=ADD data-log="timer">
                    {hidden_key()}
                    <input type="hidden" name="engagement" value=week.id.to_string()/>
                    <input type="hidden" name="day"/>
                    <input type="hidden" name="time"/>
                    <div class="field">
                        <label for="timer-words">"What you are working on"</label>
                        <p class="hint" id="timer-hint">"The timer goes on when this page is closed. At least 15 characters, now or when you stop."</p>
                        <input id="timer-words" name="description" aria-describedby="timer-hint" autocomplete="off" maxlength="500"/>
                    </div>
                    <p id="timer-runs" hidden>
                        <b class="big num">"0:00"</b> <span class="meta"></span> " "
                        <a class="link" href=routes::engagement_room(week.id, "time")>"Open its week"</a>
                    </p>
                    <p class="row">
                        <Button button_type="button" name="timer" value="start" icon=icon::TIMER>"Start the timer"</Button>
                        <Button button_type="button" name="timer" value="stop" kind=ButtonKind::Need icon=icon::CHECK>"Stop and keep the time"</Button>
                        <Button button_type="button" name="timer" value="copy" icon=icon::COPY>"Copy it"</Button>
                        <Button button_type="button" name="timer" value="drop" kind=ButtonKind::Quiet>"Throw it away"</Button>
                    </p>
                    <p class="meta" role="status" id="timer-said"></p>
                </form>
            </section>
        }
    })
}

/// The way out of a device that others use. It needs the worker, which shows it in what it keeps itself: it works without a
/// network, where nobody could sign out.
pub(super) fn forget_here() -> impl IntoView {
    view! {
        <section class="sec stack" id="forget-here" aria-labelledby="forget-h" hidden>
            <h2 id="forget-h">"Do others use this device?"</h2>
            <More summary="Forget everything on this device">
                <p>"Weeks, entries, the timer: everything of yours that is kept here is deleted, and your session ends as soon as there is a network."</p>
                <form method="post" action=routes::ON_THIS_DEVICE data-plain="1">
                    <Button kind=ButtonKind::Sure>"Yes, forget everything"</Button>
                </form>
            </More>
        </section>
    }
}

/// Brings the worker to a page without the island of the week, after everything the page itself needs: whoever installs
/// Foothold before opening a week is told in our words, too, that there is no network.
pub(crate) fn bring_worker() -> impl IntoView {
    script("worker.js", include_bytes!("../../../public/worker.js"))
}
