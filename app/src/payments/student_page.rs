//! `/student/pay`: what is paid, what is coming, and when.

use backend::payments::StudentPayment;
use domain::payments::Stage;
use domain::time::{long_date, short_date};
use leptos::prelude::*;

use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::ui::{Banner, ButtonKind, EmptyState, LinkButton, Receipt, ReceiptRow, Tone};

#[component]
pub(crate) fn StudentPayPage() -> impl IntoView {
    page(|_| async move {
        let cx = crate::caller::cx().await?;
        let pay = backend::payments::student_pay(&cx).await?;
        let title = match (pay.paid.0, pay.coming.0) {
            (0, 0) => "No pay yet".to_owned(),
            (paid, 0) if paid > 0 => format!("{} paid to you", pay.paid),
            (0, _) => format!("{} on the way to you", pay.coming),
            _ => format!("{} paid, {} on the way", pay.paid, pay.coming),
        };
        let empty = pay.payments.is_empty().then(|| {
            view! {
                <EmptyState title="Your pay appears here" text="As soon as you accept an offer, the money for it is set aside.">
                    <LinkButton href="/projects" kind=ButtonKind::Primary>"Find a project"</LinkButton>
                </EmptyState>
            }
        });
        let lines = pay.payments.iter().map(payment).collect_view();
        let lede = (!pay.payments.is_empty()).then(|| view! { <p class="lede">"Net amounts, after payroll tax. Income tax depends on you and is not in them."</p> });
        let body = view! {
            <header class="stack tight"><h1>{title.clone()}</h1>{lede}</header>
            {empty}
            <div class="stack loose">{lines}</div>
        };
        Ok(Page::new(title, Frame::Student("/student/pay"), body))
    })
}

/// Where a payment stands, for the student.
pub(crate) const fn payment_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Planned => "Planned.",
        Stage::Encumbered => "Set aside. It is owed once the work is accepted.",
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

fn payment(one: &StudentPayment) -> impl IntoView + use<> {
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
    let heading = format!("pay-{}", one.engagement);
    let labelled = heading.clone();
    view! {
        <section class="sec stack" aria-labelledby=labelled>
            <div class="stack tight">
                <p class="eyebrow">{one.host.clone()}</p>
                <h2 id=heading><a href=routes::engagement(one.engagement)>{one.project.clone()}</a></h2>
            </div>
            <Receipt rows=rows/>
            <p>{when}</p>
            {note}
        </section>
    }
}
