//! `/student/pay`: what is paid, what is coming, and when.

use backend::payments::StudentPayment;
use domain::money::Cents;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_on_the_way_before_the_work_is_accepted() {
        assert_eq!(headline(Cents(0), Cents(0), Cents(0)), "No pay yet");
        assert_eq!(headline(Cents(0), Cents(0), Cents(40_634)), "$406.34 set aside for you");
        assert_eq!(headline(Cents(0), Cents(40_000), Cents(0)), "$400 on the way to you");
        assert_eq!(headline(Cents(10_000), Cents(0), Cents(40_000)), "$100 paid, $400 set aside for you");
    }
}
