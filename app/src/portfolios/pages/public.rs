//! `/portfolio/{secret}`, open to whoever has the link, and `/student/portfolio/preview`, the same for its student.

use http::{HeaderName, HeaderValue, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use super::shown;
use crate::caller;
use crate::layout::{Frame, Page, page};
use crate::ui::{BackLink, Banner};

/// What the answer says of the address it stands under: a secret that search engines leave out, that goes to no other site
/// and stays in no cache. Also of one that leads nowhere, which may have been a secret before.
fn keep_quiet() {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    response.insert_header(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let robots = HeaderValue::from_static("noindex, nofollow, noarchive");
    response.insert_header(HeaderName::from_static("x-robots-tag"), robots);
}

#[component]
pub(super) fn PublicPortfolioPage() -> impl IntoView {
    page(|request| async move {
        keep_quiet();
        let visit = caller::visit().await?;
        let secret = request.params.get("secret").unwrap_or_default();
        let portfolio = backend::portfolios::public_portfolio(&visit, &secret).await?;
        let title = format!("{}’s finished work", portfolio.name);
        let body = view! { {shown::body(&portfolio)} };
        Ok(Page::new(title, Frame::Public, body))
    })
}

#[component]
pub(super) fn PreviewPage() -> impl IntoView {
    page(|_| async move {
        let cx = caller::cx().await?;
        let portfolio = backend::portfolios::preview(&cx).await?;
        let body = view! {
            <div class="stack screen-only">
                <BackLink href="/student/portfolio" words="Your portfolio"/>
                <Banner title="This is what people with your link see">
                    <p>"Nobody sees it before you make a public link."</p>
                </Banner>
            </div>
            {shown::body(&portfolio)}
        };
        Ok(Page::new("Your portfolio as others see it", Frame::Student("/student/profile"), body))
    })
}
