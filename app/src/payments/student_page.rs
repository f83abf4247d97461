//! `/student/pay`: what is paid, what is coming, and when.

use backend::payments::StudentPayment;
use domain::money::Cents;
use domain::payments::{PaidYear, Stage, WaitsFor, waits_for};
use domain::time::{dated, long_date, short_date};
use leptos::prelude::*;

use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::ui::{
    Banner, ButtonKind, EmptyState, Ledge, LinkButton, More, Receipt, ReceiptRow, Step, StepState, Timeline,
    TimelineEntry, Tone, icon,
};

#[component]
pub(crate) fn StudentPayPage() -> impl IntoView {
    page(|_| async move {
        let cx = crate::caller::cx().await?;
        let pay = backend::payments::student_pay(&cx).await?;
        let planned = pay.payments.iter().filter(|one| matches!(one.stage, Stage::Planned | Stage::Encumbered));
        let aside = Cents(planned.map(|one| one.pay.net.0).sum());
        let title = headline(pay.paid, Cents(pay.coming.0 - aside.0), aside);
        let empty = pay.payments.is_empty().then(|| {
            view! {
                <EmptyState title="Your pay appears here" text="As soon as you accept an offer, the money for it is set aside.">
                    <LinkButton href="/projects" kind=ButtonKind::Primary>"Find a project"</LinkButton>
                </EmptyState>
            }
        });
        let lines = pay.payments.iter().enumerate().map(|(index, one)| payment(index, one)).collect_view();
        let years = years(&pay.years);
        let lede = (!pay.payments.is_empty()).then(|| view! { <p class="lede">"Net amounts, after payroll tax. Income tax depends on you and is not in them."</p> });
        let body = view! {
            <header class="stack tight"><h1>{title.clone()}</h1>{lede}</header>
            {empty}
            {years}
            <div class="stack loose">{lines}</div>
        };
        Ok(Page::new(title, Frame::Student("/student/pay"), body))
    })
}

/// What is paid, what is owed, and what is set aside until the work is accepted.
fn headline(paid: Cents, owed: Cents, aside: Cents) -> String {
    let parts = [(paid, "paid"), (owed, "on the way"), (aside, "set aside for you")];
    let parts: Vec<_> = parts.into_iter().filter(|(sum, _)| sum.0 > 0).collect();
    match parts.as_slice() {
        [] => "No pay yet".to_owned(),
        [(sum, word @ ("paid" | "on the way"))] => format!("{sum} {word} to you"),
        parts => parts.iter().map(|(sum, word)| format!("{sum} {word}")).collect::<Vec<_>>().join(", "),
    }
}

/// What was paid in each calendar year: the figure a tax return asks for.
fn years(years: &[PaidYear]) -> Option<impl IntoView + use<>> {
    if years.is_empty() {
        return None;
    }
    let parts = years
        .iter()
        .map(|year| {
            let title = match year.payments {
                1 => format!("Paid in {}, one payment", year.year),
                count => format!("Paid in {}, {count} payments", year.year),
            };
            let mut rows = vec![ReceiptRow::new("Pay before tax", year.gross.exact())];
            if year.withheld.0 > 0 {
                rows.push(ReceiptRow::new("Social Security, Medicare", format!("−{}", year.withheld.exact())));
            }
            rows.push(ReceiptRow::sum("Net to you", year.net.exact()));
            view! { <div class="stack tight"><h3>{title}</h3> <Receipt rows=rows/></div> }
        })
        .collect_view();
    Some(view! {
        <section class="sec stack" aria-labelledby="years">
            <h2 id="years">"Year by year"</h2>
            <p class="meta">"A payment counts for the year in which it was paid."</p>
            {parts}
        </section>
    })
}

/// Whose turn it is with a payment.
fn waits(one: &StudentPayment) -> Option<String> {
    Some(match (waits_for(one.stage), one.stage) {
        (WaitsFor::Nobody, _) => return None,
        (WaitsFor::Work, _) => format!("Waits for your work, and then for the answer of {}.", one.host),
        (WaitsFor::Bank, _) => "Waits for the bank or payroll.".to_owned(),
        (WaitsFor::Finance, Stage::Returned) => {
            "Waits for the program’s finance, who ask you where to send it.".to_owned()
        }
        (WaitsFor::Finance, _) => "Waits for the program’s finance.".to_owned(),
    })
}

/// The way of a payment in four steps, each with the day it was taken.
fn steps(one: &StudentPayment) -> Option<Vec<Step>> {
    let place = |stage: Stage| match stage {
        Stage::Planned | Stage::Encumbered => Some(0),
        Stage::Ready => Some(1),
        Stage::Approved | Stage::Batched => Some(2),
        Stage::Submitted => Some(3),
        Stage::Settled => Some(4),
        Stage::OnHold | Stage::Returned | Stage::Voided | Stage::Reversed => None,
    };
    // What is on hold or over is told in words: it stands on no step.
    let now = place(one.stage)?;
    let day = |at: usize| {
        let came = |(stage, day, _): &(Stage, _, _)| (place(*stage) == Some(at)).then_some(*day);
        // What was sent back and released went its way again: the last time counts.
        if at == 0 { one.history.iter().find_map(came) } else { one.history.iter().rev().find_map(came) }
    };
    let steps = ["Planned", "Work accepted", "Approved by finance", "Sent", "Paid"];
    let steps = steps.into_iter().enumerate().map(|(at, label)| {
        let state = match at {
            _ if at <= now => StepState::Done,
            _ if at == now + 1 => StepState::Now,
            _ => StepState::Todo,
        };
        // Finance may settle without a batch: a step that was skipped has no day of its own.
        let day = if at <= now { day(at).or_else(|| one.settled.filter(|_| at == 4)) } else { None };
        Step::new(label, state).note(day.map(dated).unwrap_or_default())
    });
    Some(steps.collect())
}

/// Everything that happened to a payment, newest first.
fn history(one: &StudentPayment) -> Option<impl IntoView + use<>> {
    if one.history.is_empty() {
        return None;
    }
    let entries = one.history.iter().rev().map(|(stage, day, reason)| {
        let glyph = match stage {
            Stage::Settled => icon::CIRCLE_CHECK,
            Stage::OnHold | Stage::Returned | Stage::Voided | Stage::Reversed => icon::CIRCLE_ALERT,
            _ => icon::CIRCLE_DOT,
        };
        TimelineEntry::new(dated(*day), glyph, payment_words(*stage)).text(reason.clone())
    });
    let entries = entries.collect::<Vec<_>>();
    let summary = format!("History of the pay for “{}”", one.project);
    Some(view! { <More summary=summary><Timeline items=entries/></More> })
}

/// Where a payment stands, for the student.
pub(crate) const fn payment_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Planned => "Planned.",
        Stage::Encumbered => "Set aside until its work is accepted.",
        Stage::Ready => "Owed. Finance approves it next.",
        Stage::Approved => "Approved. It goes out with the next batch.",
        Stage::Batched => "In the next batch.",
        Stage::Submitted => "Sent to the bank or payroll.",
        Stage::Settled => "Paid.",
        Stage::OnHold => "On hold.",
        Stage::Returned => "The bank sent it back.",
        Stage::Voided => "Voided.",
        Stage::Reversed => "Paid in error and reversed.",
    }
}

fn payment(index: usize, one: &StudentPayment) -> impl IntoView + use<> {
    let mut rows = vec![ReceiptRow::new("Pay before tax", one.pay.gross.exact())];
    if one.pay.withheld.0 > 0 {
        rows.push(ReceiptRow::new("Social Security, Medicare", format!("−{}", one.pay.withheld.exact())));
    }
    rows.push(ReceiptRow::sum("Net to you", one.pay.net.exact()));
    let when = match (one.stage, one.settled, one.due) {
        (Stage::Settled, Some(day), _) => format!("Paid on {}. Reference {}.", long_date(day), one.reference),
        (Stage::Ready | Stage::Approved | Stage::Batched | Stage::Submitted, _, Some(due)) => {
            format!("{} In your account by {}.", payment_words(one.stage), long_date(due))
        }
        (stage, Some(day), _) => format!("{} It was sent on {}.", payment_words(stage), short_date(day)),
        (stage, None, _) => payment_words(stage).to_owned(),
    };
    let troubled = matches!(one.stage, Stage::OnHold | Stage::Returned | Stage::Voided | Stage::Reversed);
    let note = (!one.note.is_empty()).then(|| {
        let (tone, words) = (if troubled { Tone::Need } else { Tone::Plain }, one.note.clone());
        view! { <Banner tone=tone><p>{words}</p></Banner> }
    });
    // A dispute parts the pay of one engagement into two payments.
    let heading = format!("pay-{}-{index}", one.engagement);
    let labelled = heading.clone();
    view! {
        <section class="sec stack" aria-labelledby=labelled>
            <div class="stack tight">
                <p class="eyebrow">{one.host.clone()}</p>
                <h2 id=heading><a href=routes::engagement(one.engagement)>{one.project.clone()}</a></h2>
            </div>
            {steps(one).map(|steps| view! { <Ledge items=steps label="The way of this payment"/> })}
            <Receipt rows=rows/>
            <p>{when} " " {waits(one)}</p>
            {note}
            {history(one)}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::policy::NetPay;
    use domain::time::Day;

    fn payment(stage: Stage, history: &[(Stage, i8)]) -> StudentPayment {
        let day = |day| Day::constant(2026, 12, day);
        StudentPayment {
            engagement: "01920000-0000-7000-8000-000000000000".parse().expect("an id"),
            project: "Map the food deserts".into(),
            host: "Harbor Street Pantry".into(),
            stage,
            pay: NetPay { gross: Cents(100), withheld: Cents(0), net: Cents(100), per_hour: None },
            reference: String::new(),
            note: String::new(),
            due: None,
            settled: (stage == Stage::Settled).then(|| day(23)),
            history: history.iter().map(|(stage, at)| (*stage, day(*at), String::new())).collect(),
        }
    }

    #[test]
    fn each_step_has_the_day_it_was_taken() {
        use Stage::{Approved, Encumbered, Ready, Returned, Settled, Submitted};
        let shown = |one: &StudentPayment| {
            let steps = steps(one).unwrap_or_default();
            steps.into_iter().map(|step| (step.state, step.note)).collect::<Vec<_>>()
        };
        let done = |day: &str| (StepState::Done, day.to_owned());
        let (next, later) = ((StepState::Now, String::new()), (StepState::Todo, String::new()));
        let history = [(Encumbered, 3), (Ready, 18), (Approved, 21)];
        assert_eq!(
            shown(&payment(Approved, &history)),
            [done("3 Dec 2026"), done("18 Dec 2026"), done("21 Dec 2026"), next, later]
        );
        // Settled without a batch: the step of sending has no day.
        let history = [(Encumbered, 3), (Ready, 18), (Approved, 21), (Settled, 23)];
        assert_eq!(shown(&payment(Settled, &history))[3..], [done(""), done("23 Dec 2026")]);
        // Sent back and released: the second time counts.
        let history = [(Encumbered, 3), (Ready, 18), (Submitted, 20), (Returned, 21), (Ready, 22)];
        assert_eq!(shown(&payment(Ready, &history))[1], done("22 Dec 2026"));
        assert!(steps(&payment(Returned, &history)).is_none());
    }

    #[test]
    fn it_says_whose_turn_it_is() {
        let words = |stage| waits(&payment(stage, &[])).unwrap_or_default();
        assert!(words(Stage::Encumbered).contains("Harbor Street Pantry"));
        assert!(words(Stage::Ready).contains("finance") && words(Stage::Submitted).contains("bank"));
        assert!([Stage::Settled, Stage::Voided, Stage::Reversed].iter().all(|stage| words(*stage).is_empty()));
    }

    #[test]
    fn nothing_is_on_the_way_before_the_work_is_accepted() {
        assert_eq!(headline(Cents(0), Cents(0), Cents(0)), "No pay yet");
        assert_eq!(headline(Cents(0), Cents(0), Cents(40_634)), "$406.34 set aside for you");
        assert_eq!(headline(Cents(0), Cents(40_000), Cents(0)), "$400 on the way to you");
        assert_eq!(headline(Cents(10_000), Cents(0), Cents(40_000)), "$100 paid, $400 set aside for you");
    }
}
