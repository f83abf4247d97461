//! `/engagements/{id}/mid-point`: a short form for both sides at half of the work.

use domain::engagements::{HoursTrack, Stage, mid_point_asked, mid_point_due};
use domain::ids::EngagementId;
use domain::machine::Word as _;
use domain::reviews::Side;
use domain::time::long_date;
use leptos::prelude::*;

use super::parts::{Viewer, frame};
use crate::AppError;
use crate::layout::{Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{
    BackLink, Button, ButtonKind, Choice, EmptyState, ErrorSummary, FormError, LinkButton, RadioCards, TextArea,
};

const ACTION: &str = "/api/engagements/mid-point";

#[component]
pub(super) fn MidPointPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let work = backend::engagements::engagement_page(&cx, request.id("id")?).await?;
        let side = match Viewer::of(&cx.actor().parties(&work.engagement.belongs)) {
            Viewer::Student => Side::Student,
            Viewer::Host => Side::Host,
            // Staff read the answers on the page of the engagement.
            Viewer::Staff => return Err(AppError::NotFound),
        };
        let (id, facts) = (work.engagement.id, &work.engagement.facts);
        let due = mid_point_due(facts.start, facts.end);
        let (title, body) = if work.mid_points.iter().any(|one| one.side == side) {
            nothing(
                id,
                "You have answered at half of the work",
                "The other side reads it on the page of the work.".to_owned(),
            )
        } else if work.engagement.stage() != Stage::InProgress {
            nothing(
                id,
                "Nothing is asked now",
                "This is asked at half of the work, while it is in progress.".to_owned(),
            )
        } else if !mid_point_asked(facts.start, facts.end, cx.today()) {
            nothing(
                id,
                "Half of the work is still to come",
                format!("It is on {}. You can answer three days before.", long_date(due)),
            )
        } else {
            ("Half of the work: how does it go?".to_owned(), form(&request, id).into_any())
        };
        let body = view! {
            <div class="stack loose">
                <BackLink href=routes::engagement(id) words=work.terms.project.clone()/>
                <header class="stack tight"><h1>{title.clone()}</h1></header>
                <FormError message=request.form.whole()/>
                {body}
            </div>
        };
        Ok(Page::new(title, frame(&request)?, body))
    })
}

fn nothing(id: EngagementId, title: &str, text: String) -> (String, AnyView) {
    let body = view! {
        <EmptyState title="Nothing to answer now" text=text>
            <LinkButton href=routes::engagement(id) kind=ButtonKind::Primary>"Back to the work"</LinkButton>
        </EmptyState>
    };
    (title.to_owned(), body.into_any())
}

fn form(request: &Request, id: EngagementId) -> impl IntoView + use<> {
    let form = request.form_for(ACTION);
    let hours = HoursTrack::ALL.iter().map(|one| Choice::new(one.word(), one.words())).collect();
    view! {
        <form class="stack loose" method="post" action=ACTION>
            <ErrorSummary items=super::parts::summary(&form)/>
            {hidden_key()}
            <input type="hidden" name="engagement" value=id.to_string()/>
            <TextArea name="going_well" label="What goes well" value=form.value("going_well", "") error=form.error("going_well") rows=3 maxlength=1_000 required=true/>
            <TextArea name="change" label="One thing that should change" value=form.value("change", "") error=form.error("change") rows=3 maxlength=1_000 required=true/>
            <RadioCards name="hours" legend="How do the hours go?" choices=hours value=form.value("hours", "") error=form.error("hours") required=true/>
            <TextArea
                name="help"
                label="Do you need help from staff?"
                hint="Only staff read this, and they answer you. Leave it empty if you do not."
                value=form.value("help", "")
                error=form.error("help")
                rows=3
                maxlength=1_000
                optional=true
            />
            <div><Button kind=ButtonKind::Primary>"Send"</Button></div>
        </form>
    }
}
