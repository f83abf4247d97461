//! `/engagements/{id}/time?week=`: one week, for the student who logs and the host who answers.

use backend::timesheets::WeekPage as Week;
use domain::engagements::{HoursWarning, Stage as Work};
use domain::time::{Minutes, long_date, parse_day, short_date};
use domain::timesheets::{Command, HOURS_CHECK, Stage};
use leptos::prelude::*;

use super::entry_forms::{add_form, again, copy, put_back};
use super::islands::WeekDesk;
use super::kept_parts::{forget_here, kept, known, timer};
use super::week_parts::{answer, days, send};
use crate::engagements::{frame, sheet_tag};
use crate::layout::{Page, page};
use crate::routes;
use crate::ui::{
    BackLink, Banner, Button, ButtonKind, DialogButton, FormError, FormState, LinkButton, Meter, More, Receipt,
    ReceiptRow, Sheet, Tone, icon,
};

#[component]
pub(crate) fn WeekPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let wanted = parse_day(&request.query("week")).map(domain::time::Week::of);
        let removed = request.query("removed").parse().ok();
        let week = backend::timesheets::week_page(&cx, request.id("id")?, wanted, removed).await?;
        if week.own {
            crate::caller::may_be_kept();
        }
        let title = headline(&week);
        let again = again(&request, &week);
        let sheet = (!week.loggable.is_empty() && again.is_none()).then(|| {
            let form = add_form(&FormState::default(), &week);
            view! {
                <DialogButton kind=ButtonKind::Primary icon=icon::PLUS opens="add" full=true class="thumb">"Add time"</DialogButton>
                <Sheet id="add" title="Add time">{form}</Sheet>
            }
        });
        let desk = week.own.then(|| view! { <WeekDesk/> });
        let known = known(&cx, &week);
        let way_out = week.own.then(forget_here);
        let body = view! {
            <BackLink href=routes::engagement(week.id) words=week.project.clone()/>
            <header class="row between base"><h1>{title.clone()}</h1> {desk}</header>
            <FormError message=request.form.whole()/>
            {note(&week)}
            {put_back(&week)}
            {again}
            {known}
            <div class="split week-page">
                <section class="stack tight" aria-labelledby="wk">
                    {pager(&week)}
                    {days(&request, &week)}
                    {kept(&week)}
                    {copy(&week)}
                    {timer(&week)}
                    {send(&week)}
                    {answer(&request, &week)}
                </section>
                <aside class="stack loose" aria-label="Hours and pay">
                    {so_far(&week)}
                    {worked_out(&week)}
                </aside>
            </div>
            {way_out}
            {sheet}
        };
        Ok(Page::new(title, frame(&request)?, body))
    })
}

fn headline(week: &Week) -> String {
    let stage = week.sheet.as_ref().map(|sheet| sheet.stage);
    let approving = week.sheet.as_ref().is_some_and(|sheet| sheet.offers.contains(&Command::Approve));
    match (week.own, stage) {
        (true, Some(Stage::Submitted)) => "Your week is with the host".to_owned(),
        (true, Some(Stage::Returned)) => "Your week came back".to_owned(),
        (true, Some(Stage::Approved)) => "Your week is approved".to_owned(),
        (true, _) => "Your week".to_owned(),
        (false, _) if approving => format!("Approve {}’s week", week.student),
        (false, _) => format!("{}’s week", week.student),
    }
}

fn note(week: &Week) -> Option<impl IntoView + use<>> {
    let sheet = week.sheet.as_ref()?;
    if sheet.stage == Stage::Returned {
        let words = sheet.note.clone();
        return Some(view! { <Banner tone=Tone::Need title="Why it came back"><p>{words}</p></Banner> }.into_any());
    }
    if week.own && week.stage == Work::Onboarding {
        return Some(view! { <Banner title="The work has not begun"><p>"Time can be logged once both sides have pressed Start."</p></Banner> }.into_any());
    }
    None
}

fn pager(week: &Week) -> impl IntoView + use<> {
    let logged = week.sheet.as_ref().map_or(Minutes(0), |sheet| sheet.logged);
    let span = format!("{} to {}", short_date(week.week.monday()), short_date(week.week.sunday()));
    let link = |to: Option<domain::time::Week>, glyph, words: &str, none: &'static str| match to {
        Some(to) => {
            let label = format!("{words}, {} to {}", short_date(to.monday()), short_date(to.sunday()));
            view! { <LinkButton href=routes::week(week.id, to) kind=ButtonKind::Quiet icon=glyph label=label/> }
                .into_any()
        }
        None => view! { <Button kind=ButtonKind::Quiet icon=glyph label=none button_type="button" disabled=true/> }
            .into_any(),
    };
    let tag = week.sheet.as_ref().map(|sheet| sheet_tag(sheet.stage));
    view! {
        <div class="pager">
            {link(week.previous, icon::CHEVRON_LEFT, "Week before", "There is no week before")}
            <div>
                <h2 id="wk">{span}</h2>
                <p class="meta">{logged_words(logged, week.plan)}</p>
                {tag}
            </div>
            {link(week.next, icon::CHEVRON_RIGHT, "Week after", "The week after has not begun")}
        </div>
    }
}

/// `4 h 45 min logged of about 6 h planned`. The plan of a week is a hint, so nothing is said of time beyond it.
fn logged_words(logged: Minutes, plan: Minutes) -> String {
    if plan.0 > 0 { format!("{logged} logged of about {plan} planned") } else { format!("{logged} logged") }
}

/// Hours and pay so far: the one deep panel.
fn so_far(week: &Week) -> impl IntoView + use<> {
    let hours = &week.hours;
    let logged = hours.logged();
    let check = Minutes(hours.planned.0 * HOURS_CHECK / 100);
    let parts = |minutes: Minutes| f64::from(minutes.0) / 60.0;
    let label =
        format!("{} approved, {} waiting, of {}. Check at {}.", hours.approved, hours.waiting, hours.planned, check);
    let net = hours.pay.per_hour.filter(|_| hours.pay.gross.0 > 0).map(|net| {
        view! { <div><p class="big">{net.exact()}</p><span>{format!("net an hour at {}", hours.planned)}</span></div> }
    });
    let words = match hours.warning {
        None => format!(
            "The line is at {}. There both of you are asked whether to trim, extend or top up. Logged time is never lost.",
            check
        ),
        Some(HoursWarning::At80) => {
            "More than 80 % of the hours are used. Decide together whether to trim, extend or top up.".to_owned()
        }
        Some(HoursWarning::At100) => {
            "All agreed hours are used. Agree on more time before you go on; what is logged stays.".to_owned()
        }
    };
    view! {
        <section class="deep stack" aria-labelledby="sofar">
            <h2 id="sofar">"Hours and pay so far"</h2>
            <div class="figs">
                <div>
                    <p class="big">{logged.to_string()} <small>{format!(" of {}", hours.planned)}</small></p>
                    <span>{format!("{} approved, {} not yet", hours.approved, hours.waiting)}</span>
                </div>
                {net}
            </div>
            <Meter value=parts(hours.approved) waiting=parts(hours.waiting) max=parts(hours.planned) mark=parts(check) label=label/>
            <p class="meta">{words}</p>
        </section>
    }
}

fn worked_out(week: &Week) -> Option<impl IntoView + use<>> {
    let (hours, pay) = (&week.hours, week.hours.pay);
    let net = pay.per_hour.filter(|_| pay.gross.0 > 0)?;
    let mut rows = vec![ReceiptRow::new("Fee", pay.gross.exact())];
    if pay.withheld.0 > 0 {
        let rate = format!("{}.{:02}", hours.withheld_rate / 100, hours.withheld_rate % 100);
        rows.push(ReceiptRow::new(
            format!("Social Security, Medicare, {rate} %"),
            format!("−{}", pay.withheld.exact()),
        ));
        rows.push(ReceiptRow::new("Net", pay.net.exact()));
    }
    rows.push(ReceiptRow::new("Agreed hours", hours.planned.to_string()));
    rows.push(ReceiptRow::sum("Net an hour", net.exact()));
    let last = format!("The work ends on {}.", long_date(week.end));
    Some(view! {
        <More summary=format!("How {} is worked out", net.exact())><Receipt rows=rows/></More>
        <p class="meta">{last}</p>
    })
}
