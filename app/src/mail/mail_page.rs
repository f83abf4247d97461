//! `/mails/{id}`

use leptos::prelude::*;

use crate::layout::{Frame, Page, page};
use crate::ui::{ButtonKind, LinkButton};

#[component]
pub fn MailPage() -> impl IntoView {
    page(|request| async move {
        let visit = crate::caller::visit().await?;
        let mail = backend::mail::one(&visit, request.id("id")?).await?;
        let action = mail
            .action
            .map(|path| view! { <p><LinkButton href=path kind=ButtonKind::Primary>"Follow its link"</LinkButton></p> });
        let body = view! {
            <div class="stack loose">
                <header class="stack tight">
                    <p class="eyebrow"><a href="/mails">"Emails of this demonstration"</a></p>
                    <h1>{mail.subject.clone()}</h1>
                </header>
                <article class="mail" aria-label="The email as text">
                    <dl>
                        <dt>"To"</dt><dd>{mail.to}</dd>
                        <dt>"Written"</dt><dd>{visit.program().long(mail.at)}</dd>
                        <dt>"Sent"</dt><dd>{mail.sent_at.map_or_else(|| "Not yet".to_owned(), |at| visit.program().long(at))}</dd>
                    </dl>
                    <pre>{mail.text}</pre>
                </article>
                {action}
            </div>
        };
        Ok(Page::new(mail.subject, Frame::Public, body))
    })
}
