//! What was done so far: weeks, check-ins, pay, reviews and, for staff, the history.

use backend::engagements::{EngagementPage, HistoryLine, PaymentLine};
use backend::programs::Program;
use domain::engagements::{Stage, check_in_questions};
use domain::machine::Word as _;
use domain::reviews::{Side, Stage as ReviewStage};
use domain::time::{Week, iso, long_date, short_date};
use leptos::prelude::*;

use super::parts::{Viewer, because, sheet_tag, summary};
use crate::layout::{Request, hidden_key};
use crate::payments::payment_words;
use crate::routes;
use crate::text::capital;
use crate::text::stage_word;
use crate::ui::{
    Button, ErrorSummary, FormState, Glyph, More, Receipt, ReceiptRow, TextArea, Timeline, TimelineEntry, icon,
};

const ANSWER: &str = "/api/engagements/answer-check-in";
const HELP: &str = "/api/engagements/answer-help";

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

/// The latest check-ins of both sides, with the host's answers; the host answers those of the student.
pub(super) fn check_ins(request: &Request, page: &EngagementPage, viewer: Viewer) -> Option<impl IntoView + use<>> {
    let host = viewer == Viewer::Host && page.engagement.stage() == Stage::InProgress;
    let lines = page
        .check_ins
        .iter()
        .take(LATEST)
        .enumerate()
        .map(|(index, one)| {
            let who = if one.side == Side::Student { &page.terms.student } else { &page.terms.host };
            let answers = check_in_questions(one.side)
                .into_iter()
                .zip(one.answers.clone())
                .filter(|(_, answer)| !answer.is_empty())
                .map(|(question, answer)| view! { <dt>{question}</dt><dd>{answer}</dd> })
                .collect_view();
            let answer = (!one.answer.is_empty())
                .then(|| view! { <dt>{format!("{} answers", page.terms.host)}</dt><dd>{one.answer.clone()}</dd> });
            // Only the newest ones: what is weeks old is better said in a message.
            let form = (host && one.side == Side::Student && one.answer.is_empty() && index < 2)
                .then(|| answer_form(request, page, one.week));
            view! {
                <li><b>{who.clone()} ", week of " {short_date(one.week.monday())}</b><dl>{answers} {answer}</dl>{form}</li>
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

fn answer_form(request: &Request, page: &EngagementPage, week: Week) -> impl IntoView + use<> {
    let monday = iso(week.monday());
    let form = request.form_for(ANSWER);
    let form = if form.value("week", "") == monday { form } else { FormState::default() };
    let (id, work) = (format!("answer-{monday}"), page.engagement.id.to_string());
    let errors: Vec<_> = summary(&form)
        .into_iter()
        .map(|(field, message)| (if field == "answer" { id.clone() } else { field }, message))
        .collect();
    view! {
        <More summary="Answer it" open=!form.is_clean()>
            <form class="stack" method="post" action=ANSWER>
                <ErrorSummary items=errors/>
                {hidden_key()}
                <input type="hidden" name="engagement" value=work/>
                <input type="hidden" name="week" value=monday/>
                <TextArea
                    name="answer"
                    id=id
                    label="Your answer"
                    hint="What you will do about it, or who can help."
                    value=form.value("answer", "")
                    error=form.error("answer")
                    rows=3
                    maxlength=1_000
                    required=true
                />
                <div><Button>"Answer"</Button></div>
            </form>
        </More>
    }
}

/// What both sides said at half of the work. What a side asks of staff, only that side and staff read.
pub(super) fn half(request: &Request, page: &EngagementPage, viewer: Viewer) -> Option<impl IntoView + use<>> {
    let lines = page
        .mid_points
        .iter()
        .map(|one| {
            let who = if one.side == Side::Student { &page.terms.student } else { &page.terms.host };
            let help = (!one.help.is_empty())
                .then(|| view! { <dt>"Asked of staff, in private"</dt><dd>{one.help.clone()}</dd> });
            let answer =
                (!one.answer.is_empty()).then(|| view! { <dt>"Staff answer"</dt><dd>{one.answer.clone()}</dd> });
            let open = viewer == Viewer::Staff && !one.help.is_empty() && one.answer.is_empty();
            let form = open.then(|| help_form(request, page, one.side));
            view! {
                <li>
                    <b>{who.clone()}</b>
                    <dl>
                        <dt>"What goes well"</dt><dd>{one.going_well.clone()}</dd>
                        <dt>"One thing to change"</dt><dd>{one.change.clone()}</dd>
                        <dt>"Hours"</dt><dd>{one.hours.words()}</dd>
                        {help} {answer}
                    </dl>
                    {form}
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="sec" aria-labelledby="mid-point">
                <h2 id="mid-point">"At half of the work"</h2>
                <ul class="rows">{lines}</ul>
            </section>
        }
    })
}

fn help_form(request: &Request, page: &EngagementPage, side: Side) -> impl IntoView + use<> {
    let form = request.form_for(HELP);
    let form = if form.value("side", "") == side.word() { form } else { FormState::default() };
    let (id, work) = (format!("help-{}-reason", side.word()), page.engagement.id.to_string());
    let errors: Vec<_> = summary(&form)
        .into_iter()
        .map(|(field, message)| (if field == "reason" { id.clone() } else { field }, message))
        .collect();
    let reason = because(id, &form, "Whoever asked reads it and gets an email; the other side does not.");
    view! {
        <More summary="Answer it" open=!form.is_clean()>
            <form class="stack" method="post" action=HELP>
                <ErrorSummary items=errors/>
                {hidden_key()}
                <input type="hidden" name="engagement" value=work/>
                <input type="hidden" name="side" value=side.word()/>
                {reason}
                <div><Button>"Answer"</Button></div>
            </form>
        </More>
    }
}

/// Weeks without a check-in, for staff.
pub(super) fn missed(page: &EngagementPage) -> Option<impl IntoView + use<>> {
    let [student, host] = &page.missed;
    let line = |who: &str, weeks: &[Week]| {
        let weeks: Vec<String> = weeks.iter().map(|week| short_date(week.monday())).collect();
        (!weeks.is_empty()).then(|| format!("{who}: weeks of {}", weeks.join(", ")))
    };
    let lines: Vec<_> = [line(&page.terms.student, student), line(&page.terms.host, host)]
        .into_iter()
        .flatten()
        .map(|line| view! { <li>{line}</li> })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="sec" aria-labelledby="missed">
                <h2 id="missed">"Missed check-ins"</h2>
                <ul class="tick">{lines}</ul>
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

/// What happened, for the two sides and staff.
pub(super) fn history(lines: &[HistoryLine], program: &Program) -> Option<impl IntoView + use<>> {
    if lines.is_empty() {
        return None;
    }
    let items = lines
        .iter()
        .map(|line| {
            let title = format!("{}: {}", capital(&line.subject.replace('_', " ")), line.command.replace('_', " "));
            let to = line.to.as_deref().map(|to| format!(", now {}", stage_word(to))).unwrap_or_default();
            let reason = line.reason.as_deref().map(|reason| format!(". {reason}")).unwrap_or_default();
            TimelineEntry::new(program.long(line.at), glyph(&line.subject), title)
                .text(format!("{}{to}{reason}", line.who))
                .datetime(line.at.to_string())
        })
        .collect();
    Some(view! {
        <section class="sec" aria-labelledby="history">
            <h2 id="history">"What happened"</h2>
            <More summary="Show the record"><Timeline items=items/></More>
        </section>
    })
}

fn glyph(subject: &str) -> Glyph {
    match subject {
        "timesheet" => icon::TIMER,
        "milestone" => icon::FLAG,
        "extension" | "hours_check" => icon::CALENDAR_DAYS,
        "pause" => icon::CIRCLE_PAUSE,
        "problem" => icon::SCALE,
        "payment" => icon::HAND_COINS,
        "review" => icon::STAR,
        _ => icon::BRIEFCASE,
    }
}
