//! `/mails`

use backend::Visit;
use backend::mail::LatestMail;
use leptos::prelude::*;

use crate::layout::{Frame, Page, page};
use crate::ui::{Cell, Column, DataTable, EmptyState, LinkButton, RowHead, Tag, TagKind, icon};

#[component]
pub fn MailsPage() -> impl IntoView {
    page(|_| async move {
        let visit = crate::caller::visit().await?;
        let mails = backend::mail::latest(&visit).await?;
        let body = view! {
            <div class="stack loose">
                <header class="stack tight">
                    <h1>"Emails of this demonstration"</h1>
                    <p class="lede">"The latest hundred letters. Only a demonstration shows them."</p>
                </header>
                {list(mails, &visit)}
            </div>
        };
        Ok(Page::new("Emails of this demonstration", Frame::Public, body))
    })
}

fn list(mails: Vec<LatestMail>, visit: &Visit) -> AnyView {
    if mails.is_empty() {
        return view! {
            <EmptyState title="No email yet" text="Every step that needs somebody writes one: sign up, apply, make an offer.">
                <LinkButton href="/sign-up">"Open an account"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let columns = vec![Column::new("Subject"), Column::new("To"), Column::new("Written"), Column::new("State")];
    let rows = mails
        .into_iter()
        .map(|mail| {
            let state = match mail.sent_at {
                Some(_) => view! { <Tag kind=TagKind::Go icon=icon::SEND label="Sent"/> },
                None => view! { <Tag icon=icon::INBOX label="In the outbox"/> },
            };
            let written = visit.program().long(mail.at);
            view! {
                <tr>
                    <RowHead><a href=format!("/mails/{}", mail.id)>{mail.subject}</a></RowHead>
                    <Cell label="To">{mail.to}</Cell>
                    <Cell label="Written">{written}</Cell>
                    <Cell label="State">{state}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! { <DataTable caption="Letters, newest first" caption_hidden=true columns>{rows}</DataTable> }.into_any()
}
