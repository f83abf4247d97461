//! `/engagements/{id}/check-in`: three questions a week to each side.

use domain::engagements::{Stage, check_in_questions};
use domain::reviews::Side;
use domain::time::{Week, long_date};
use leptos::prelude::*;

use super::parts::{Viewer, frame};
use crate::AppError;
use crate::layout::{Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{BackLink, Button, ButtonKind, EmptyState, ErrorSummary, LinkButton, TextArea};

const ACTION: &str = "/api/engagements/check-in";

#[component]
pub(super) fn CheckInPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let work = backend::engagements::engagement_page(&cx, request.id("id")?).await?;
        let side = match Viewer::of(&cx.actor().parties(&work.engagement.belongs)) {
            Viewer::Student => Side::Student,
            Viewer::Host => Side::Host,
            // Staff read check-ins on the page of the engagement.
            Viewer::Staff => return Err(AppError::NotFound),
        };
        let id = work.engagement.id;
        let week = Week::of(cx.today());
        let sent = work.check_ins.iter().any(|one| one.side == side && one.week == week);
        let (title, body) = if work.engagement.stage() != Stage::InProgress {
            nothing(id, "No check-in is due", "Check-ins are asked for while the work is in progress.")
        } else if sent {
            nothing(id, "This week’s check-in is sent", "The next one is due next week.")
        } else {
            (format!("How is it going, week of {}?", long_date(week.monday())), form(&request, id, side).into_any())
        };
        let body = view! {
            <div class="stack loose">
                <BackLink href=routes::engagement(id) words=work.terms.project.clone()/>
                <header class="stack tight">
                    <h1>{title.clone()}</h1>
                </header>
                {body}
            </div>
        };
        Ok(Page::new(title, frame(&request)?, body))
    })
}

fn nothing(id: domain::ids::EngagementId, title: &str, text: &'static str) -> (String, AnyView) {
    let body = view! {
        <EmptyState title="Nothing to answer now" text=text>
            <LinkButton href=routes::engagement(id) kind=ButtonKind::Primary>"Back to the work"</LinkButton>
        </EmptyState>
    };
    (title.to_owned(), body.into_any())
}

fn form(request: &Request, id: domain::ids::EngagementId, side: Side) -> impl IntoView + use<> {
    let form = request.form_for(ACTION);
    let questions = check_in_questions(side)
        .into_iter()
        .zip(["answer_1", "answer_2", "answer_3"])
        .enumerate()
        .map(|(index, (question, name))| {
            let last = index == 2;
            view! {
                <TextArea name=name label=question value=form.value(name, "") error=form.error(name) rows=3 maxlength=1_000 optional=last required=!last/>
            }
        })
        .collect_view();
    view! {
        <form class="stack loose" method="post" action=ACTION>
            <ErrorSummary items=form.summary()/>
            {hidden_key()}
            <input type="hidden" name="engagement" value=id.to_string()/>
            {questions}
            <div><Button kind=ButtonKind::Primary>"Send the check-in"</Button></div>
        </form>
    }
}
