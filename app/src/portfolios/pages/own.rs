//! `/student/portfolio`: the student's own, with everything to arrange.

use backend::portfolios::PortfolioView;
use domain::portfolios::About;
use leptos::prelude::*;

use super::{LINK_COOKIE, entry, link, shown};
use crate::engagements::summary;
use crate::layout::{Frame, Kept, Page, Request, hidden_key, page, take_over};
use crate::routes;
use crate::ui::{BackLink, Button, ButtonKind, EmptyState, ErrorSummary, Field, FormError, LinkButton, TextArea, icon};

const ABOUT: &str = "/api/portfolios/save-about";

#[component]
pub(super) fn PortfolioPage() -> impl IntoView {
    page(|request| async move {
        let fresh = take_over(LINK_COOKIE);
        let cx = crate::caller::cx().await?;
        let name = request.person()?.name.clone();
        let view = backend::portfolios::portfolio(&cx).await?;
        let title = headline(&view);
        let rest = if view.entries.is_empty() {
            empty().into_any()
        } else {
            let entries = entry::list(&request, &view, cx.program());
            let link = link::section(&view, cx.program(), &cx.backend().site, fresh);
            view! {
                <p class="row">
                    <LinkButton href="/student/portfolio/preview" icon=icon::EYE>"See it as others do"</LinkButton>
                    <LinkButton href="/student/portfolio/text" icon=icon::FILE_TEXT>"As plain text"</LinkButton>
                    <LinkButton href=routes::PORTFOLIO_PDF download=true icon=icon::DOWNLOAD>"Download as PDF"</LinkButton>
                </p>
                {link}
                {about(&request, &view)}
                {entries}
                {shown::skills(&view.skills)}
            }
            .into_any()
        };
        let body = view! {
            <div class="stack loose portfolio">
                <BackLink href="/student/profile" words="Your profile"/>
                <header class="stack tight">
                    <p class="eyebrow">{name}</p>
                    <h1>{title.clone()}</h1>
                    <p class="lede">"What was accepted, as lines for your résumé and as a page you can share."</p>
                </header>
                <FormError message=request.form.whole()/>
                {rest}
            </div>
        };
        Ok(Page::new(title, Frame::Student("/student/profile"), body))
    })
}

fn headline(view: &PortfolioView) -> String {
    let count = view.entries.len();
    match (count, view.link.is_some()) {
        (0, _) => "Your portfolio begins with your first finished work".to_owned(),
        (1, false) => "One finished work, for you alone".to_owned(),
        (1, true) => "One finished work, with a public link".to_owned(),
        (_, false) => format!("{} finished works, for you alone", capital(count)),
        (_, true) => format!("{} finished works, with a public link", capital(count)),
    }
}

fn capital(count: usize) -> String {
    crate::text::capital(&domain::dashboards::in_words(count))
}

fn empty() -> impl IntoView {
    view! {
        <EmptyState
            title="What will stand here"
            text="When a host accepts your work, it comes here by itself: lines for your résumé made of what you handed in, the skills it shows, and a page you can share once your host allows it."
        >
            <div class="row">
                <LinkButton href="/projects" kind=ButtonKind::Primary>"Find a project"</LinkButton>
                <LinkButton href="/student/work">"Your work"</LinkButton>
            </div>
        </EmptyState>
    }
}

fn about(request: &Request, view: &PortfolioView) -> impl IntoView + use<> {
    let form = request.form_for(ABOUT);
    let said = &view.about;
    let kept = Kept::beside(&form)
        .answer("Headline", &[("headline", &said.headline)], &said.headline)
        .answer("Introduction", &[("introduction", &said.introduction)], &said.introduction)
        .banner(view.version);
    let most = |count: usize| u32::try_from(count).ok();
    view! {
        <section class="sec stack screen-only" id="about" aria-labelledby="about-h">
            <h2 id="about-h">"Your own words"</h2>
            <form class="stack" method="post" action=ABOUT>
                <ErrorSummary items=summary(&form)/>
                {kept}
                {hidden_key()}
                <input type="hidden" name="version" value=view.version.to_string()/>
                <Field
                    name="headline" label="Headline" optional=true maxlength=most(About::HEADLINE)
                    hint="One line under your name, such as what you study and what you like to do."
                    value=form.value("headline", &said.headline) error=form.error("headline")
                />
                <TextArea
                    name="introduction" label="Introduction" optional=true rows=4 maxlength=most(About::INTRODUCTION)
                    hint="A few sentences. Leave email addresses and telephone numbers out."
                    value=form.value("introduction", &said.introduction) error=form.error("introduction")
                />
                <div><Button>"Save your words"</Button></div>
            </form>
        </section>
    }
}
