//! `/by-email/{secret}`: what a link in a letter will do, for whom, and the button that does it. Opening it changes nothing,
//! because mail scanners open links, too.

use backend::Failure;
use backend::by_email::{Looked, Opened};
use domain::by_email::Dead;
use http::{HeaderName, HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use super::parts::{ACT, shown};
use crate::layout::{Frame, Page, Request, page};
use crate::ui::{ButtonKind, LinkButton};

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/by-email/done") view=DonePage ssr=SsrMode::Async/>
        <Route path=path!("/by-email/:secret") view=LinkPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The address is a secret: it stays in no cache and no search engine, and no request that starts here names it. The site
/// itself is named, because a form without any origin would be taken for another site's.
fn keep_quiet() {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    response.insert_header(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let robots = HeaderValue::from_static("noindex, nofollow, noarchive");
    response.insert_header(HeaderName::from_static("x-robots-tag"), robots);
}

fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

#[component]
fn LinkPage() -> impl IntoView {
    page(|request| async move {
        keep_quiet();
        let visit = crate::caller::visit().await?;
        let secret = request.params.get("secret").unwrap_or_default();
        let opened = Opened {
            secret: &secret,
            signed_in: request.visitor.person.as_ref().map(|person| person.id),
            address: &request.visitor.address,
        };
        let (title, body) = match backend::by_email::look(&visit, opened).await {
            Ok(Looked::Alive { person, shown: what }) => shown(&request, &visit, &secret, &person, &what),
            Ok(Looked::Dead(dead)) => over(&request, dead),
            Err(Failure::NotFound) => nothing(&request),
            Err(failure) => return Err(failure.into()),
        };
        Ok(Page::new(title, Frame::Slim, body))
    })
}

/// A link that does nothing any more.
fn over(request: &Request, dead: Dead) -> (String, AnyView) {
    set_status(StatusCode::GONE);
    // What the form was told is what the page says by itself.
    let _ = request.form_for(ACT).whole();
    let title = match dead {
        Dead::Used => "This link was used already",
        Dead::Expired => "This link has run out",
        Dead::Changed => "This link is overtaken",
    };
    let body = view! {
        <h1>{title}</h1>
        <p class="lede">{dead.words()}</p>
        {sign_in()}
    };
    (title.to_owned(), body.into_any())
}

/// An address that stands for nothing here. Whether it ever did for anybody is not said.
fn nothing(request: &Request) -> (String, AnyView) {
    set_status(StatusCode::NOT_FOUND);
    let _ = request.form_for(ACT).whole();
    let title = "This link does nothing here";
    let body = view! {
        <h1>{title}</h1>
        <p class="lede">
            "It may be broken over two lines, or it was sent to somebody else: each link works only for the person whose letter it stands in. Nothing was done."
        </p>
        {sign_in()}
    };
    (title.to_owned(), body.into_any())
}

fn sign_in() -> impl IntoView {
    view! {
        <p>"Sign in with your own account: your home lists everything that waits for you."</p>
        <p><LinkButton href="/home" kind=ButtonKind::Primary>"Sign in and see what waits"</LinkButton></p>
    }
}

#[component]
fn DonePage() -> impl IntoView {
    page(|_| async move {
        let title = "The link is used up";
        let body = view! {
            <h1>{title}</h1>
            <p class="lede">"Whatever you did with it is kept, with your name and the time. You can close this page."</p>
            <p><LinkButton href="/home">"Sign in and see what else waits"</LinkButton></p>
        };
        Ok(Page::new(title, Frame::Slim, body))
    })
}
