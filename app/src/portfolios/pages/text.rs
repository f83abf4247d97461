//! `/student/portfolio/text`: the portfolio as plain text, to copy from without script.

use leptos::prelude::*;

use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::ui::{BackLink, LinkButton, TextArea, icon};

#[component]
pub(super) fn TextPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let name = request.person()?.name.clone();
        let text = backend::portfolios::sheet(&cx).await?.text();
        let rows = u32::try_from(text.lines().count() + text.chars().count() / 90).unwrap_or(40).clamp(6, 40);
        let body = view! {
            <div class="stack loose">
                <BackLink href="/student/portfolio" words="Your portfolio"/>
                <header class="stack tight">
                    <p class="eyebrow">{name}</p>
                    <h1>"Your portfolio as plain text"</h1>
                    <p class="lede">"Tap into the box, select all and copy. What you hide is left out; work without permission stands under your role."</p>
                </header>
                <TextArea name="portfolio" label="Your portfolio" value=text rows=rows readonly=true/>
                <p class="row">
                    <LinkButton href=routes::PORTFOLIO_TEXT download=true icon=icon::DOWNLOAD>"Download as a text file"</LinkButton>
                    <LinkButton href=routes::PORTFOLIO_PDF download=true icon=icon::DOWNLOAD>"Download as PDF"</LinkButton>
                </p>
            </div>
        };
        Ok(Page::new("Your portfolio as plain text", Frame::Student("/student/profile"), body))
    })
}
