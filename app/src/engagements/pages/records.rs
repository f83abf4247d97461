//! What was done so far: weeks, check-ins, pay, reviews and, for staff, the history.

use backend::engagements::{EngagementPage, HistoryLine, PaymentLine};
use backend::programs::Program;
use domain::engagements::check_in_questions;
use domain::reviews::{Side, Stage as ReviewStage};
use domain::time::{long_date, short_date};
use leptos::prelude::*;

use super::parts::{Viewer, sheet_tag};
use crate::payments::payment_words;
use crate::routes;
use crate::text::capital;
use crate::text::stage_word;
use crate::ui::{Glyph, Receipt, ReceiptRow, Timeline, TimelineEntry, icon};

/// Check-ins shown on the page.
const LATEST: usize = 6;

/// The weeks, newest first.
pub(super) fn weeks(page: &EngagementPage) -> impl IntoView + use<> {
    let id = page.engagement.id;
    let lines = page
        .weeks
        .iter()
        .map(|week| {
            let days = format!("{} to {}", short_date(week.week.monday()), short_date(week.week.sunday()));
            view! {
                <li class="row between">
                    <a class="name" href=routes::week(id, week.week)>{days}</a>
                    <span class="row"><span class="num">{week.logged.to_string()}</span> {sheet_tag(week.stage)}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let body = if lines.is_empty() {
        view! { <p class="meta">"No time is logged yet."</p> }.into_any()
    } else {
        view! { <ul class="rows">{lines}</ul> }.into_any()
    };
    view! {
        <section class="sec" aria-labelledby="weeks">
            <div class="row between base"><h2 id="weeks">"Weeks"</h2><a class="link" href=routes::engagement_room(id, "time")>"All time"</a></div>
            {body}
        </section>
    }
}

/// The latest check-ins of both sides.
pub(super) fn check_ins(page: &EngagementPage) -> Option<impl IntoView + use<>> {
    let lines = page
        .check_ins
        .iter()
        .take(LATEST)
        .map(|one| {
            let who = if one.side == Side::Student { &page.terms.student } else { &page.terms.host };
            let answers = check_in_questions(one.side)
                .into_iter()
                .zip(one.answers.clone())
                .filter(|(_, answer)| !answer.is_empty())
                .map(|(question, answer)| view! { <dt>{question}</dt><dd>{answer}</dd> })
                .collect_view();
            view! {
                <li><b>{who.clone()} ", week of " {short_date(one.week.monday())}</b><dl>{answers}</dl></li>
            }
        })
        .collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="sec" aria-labelledby="check-ins">
                <h2 id="check-ins">"Check-ins"</h2>
                <ul class="rows">{lines}</ul>
            </section>
        }
    })
}

/// The agreed pay and where it stands.
pub(super) fn pay(page: &EngagementPage, viewer: Viewer) -> Option<impl IntoView + use<>> {
    let first = page.payments.first()?;
    let mut rows = vec![ReceiptRow::new("Agreed pay", page.pay.gross.exact())];
    if page.pay.withheld.0 > 0 {
        rows.push(ReceiptRow::new("Social Security, Medicare", format!("−{}", page.pay.withheld.exact())));
    }
    rows.push(ReceiptRow::sum(
        if viewer == Viewer::Student { "Net to you" } else { "Net to the student" },
        page.pay.net.exact(),
    ));
    let states = page.payments.iter().map(payment_line).collect_view();
    let note = (first.amount != page.pay.gross).then(|| first.note.clone());
    Some(view! {
        <section class="sec" aria-labelledby="pay">
            <h2 id="pay">"Pay"</h2>
            <Receipt rows=rows/>
            <ul class="tick">{states}</ul>
            {note.map(|note| view! { <p class="meta">{note}</p> })}
        </section>
    })
}

fn payment_line(payment: &PaymentLine) -> impl IntoView + use<> {
    let reference =
        if payment.reference.is_empty() { String::new() } else { format!(" Reference {}.", payment.reference) };
    view! { <li>{payment.amount.to_string()} ": " {payment_words(payment.stage)} {reference}</li> }
}

/// Where the two reviews stand.
pub(super) fn reviews(page: &EngagementPage) -> Option<impl IntoView + use<>> {
    let lines = page
        .reviews
        .iter()
        .map(|review| {
            let who = if review.side == Side::Student { &page.terms.student } else { &page.terms.host };
            let word = match review.stage {
                ReviewStage::Draft => format!("open until {}", long_date(review.closes)),
                ReviewStage::Submitted => "sent".to_owned(),
                ReviewStage::Revealed => "can be read".to_owned(),
                ReviewStage::Lapsed => "was not written".to_owned(),
            };
            view! { <li>{format!("{who}: {word}")}</li> }
        })
        .collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="sec" aria-labelledby="reviews">
                <div class="row between base">
                    <h2 id="reviews">"Reviews"</h2>
                    <a class="link" href=routes::engagement_room(page.engagement.id, "review")>"Open"</a>
                </div>
                <ul class="tick">{lines}</ul>
            </section>
        }
    })
}

/// Everything that happened, for staff.
pub(super) fn history(lines: &[HistoryLine], program: &Program) -> Option<impl IntoView + use<>> {
    if lines.is_empty() {
        return None;
    }
    let items = lines
        .iter()
        .map(|line| {
            let title = format!("{}: {}", capital(&line.subject), line.command.replace('_', " "));
            let to = line.to.as_deref().map(|to| format!(", now {}", stage_word(to))).unwrap_or_default();
            let reason = line.reason.as_deref().map(|reason| format!(". {reason}")).unwrap_or_default();
            TimelineEntry::new(program.long(line.at), glyph(&line.subject), title)
                .text(format!("{}{to}{reason}", line.who))
                .datetime(line.at.to_string())
        })
        .collect();
    Some(view! {
        <section class="sec" aria-labelledby="history">
            <h2 id="history">"History"</h2>
            <Timeline items=items/>
        </section>
    })
}

fn glyph(subject: &str) -> Glyph {
    match subject {
        "timesheet" => icon::TIMER,
        "milestone" => icon::FLAG,
        "extension" => icon::CALENDAR_DAYS,
        "payment" => icon::HAND_COINS,
        "review" => icon::STAR,
        _ => icon::BRIEFCASE,
    }
}
