//! `/staff/payments/books`: what stands on each account, and what was moved last.

use backend::payments::{Balance, Books, Moved};
use domain::access::Action;
use domain::time::short_date;
use leptos::prelude::*;

use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::ui::{Cell, Column, DataTable, EmptyState, Pages, RowHead};

#[component]
pub(crate) fn BooksPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let before = request.query("before").parse().ok();
        let books = backend::payments::books(&cx, before).await?;
        let opens = domain::access::may(cx.actor().person(), Action::ViewEngagements, cx.program().id);
        let title = "Books";
        let body = view! {
            <header class="stack tight">
                <p class="eyebrow"><a href=routes::payments(None)>"Payments"</a></p>
                <h1>{title}</h1>
                <p class="lede">
                    "Every step of a payment moves its amount from one account to another. What is debited in all is credited in all."
                </p>
            </header>
            {balances(&books)}
            {movements(&books, opens)}
        };
        Ok(Page::new(title, Frame::Staff("/staff/payments"), body))
    })
}

fn balances(books: &Books) -> impl IntoView + use<> {
    let columns = vec![
        Column::new("Account"),
        Column::new("Debited").numeric(),
        Column::new("Credited").numeric(),
        Column::new("Balance").numeric(),
    ];
    let rows = books.balances.iter().map(balance).collect_view();
    view! {
        <section class="stack tight" aria-labelledby="accounts">
            <h2 id="accounts">"Accounts"</h2>
            <DataTable caption="Accounts" caption_hidden=true columns=columns>{rows}</DataTable>
        </section>
    }
}

fn balance(balance: &Balance) -> impl IntoView + use<> {
    let (title, about) = (balance.account.title(), balance.account.about());
    let (debited, credited, left) = (balance.debited.exact(), balance.credited.exact(), balance.left().exact());
    view! {
        <tr>
            <RowHead><b>{title}</b><br/><span class="meta">{about}</span></RowHead>
            <Cell label="Debited" num=true>{debited}</Cell>
            <Cell label="Credited" num=true>{credited}</Cell>
            <Cell label="Balance" num=true><b>{left}</b></Cell>
        </tr>
    }
}

fn movements(books: &Books, opens: bool) -> impl IntoView + use<> {
    let next = books.next.map(|before| format!("/staff/payments/books?before={before}"));
    let body = if books.moved.is_empty() {
        view! { <EmptyState title="Nothing was moved yet" text="The first movement comes with the first accepted offer."/> }
            .into_any()
    } else {
        let columns = vec![
            Column::new("Student and project"),
            Column::new("Day"),
            Column::new("Debit"),
            Column::new("Credit"),
            Column::new("Amount").numeric(),
        ];
        let rows = books.moved.iter().map(|one| movement(one, opens)).collect_view();
        view! { <DataTable caption="Movements" caption_hidden=true columns=columns>{rows}</DataTable> }.into_any()
    };
    view! {
        <section class="stack tight" aria-labelledby="movements">
            <h2 id="movements">"Movements"</h2>
            {body}
            <Pages next=next/>
        </section>
    }
}

/// The student’s name is a link for those who may open the engagement.
fn movement(one: &Moved, opens: bool) -> impl IntoView + use<> {
    let (student, project) = (one.student.clone(), one.project.clone());
    let student = if opens {
        view! { <a class="name" href=routes::engagement(one.engagement)>{student}</a> }.into_any()
    } else {
        view! { <b>{student}</b> }.into_any()
    };
    let (day, amount) = (short_date(one.on), one.amount.exact());
    let (debit, credit) = (one.debit.title(), one.credit.title());
    view! {
        <tr>
            <RowHead>{student}<br/><span class="meta">{project}</span></RowHead>
            <Cell label="Day">{day}</Cell>
            <Cell label="Debit">{debit}</Cell>
            <Cell label="Credit">{credit}</Cell>
            <Cell label="Amount" num=true>{amount}</Cell>
        </tr>
    }
}
