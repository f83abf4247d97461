//! `/engagements/{id}/review`: each side reviews the other, and neither sees the other's first.

use backend::reviews::ReviewPage as Reviews;
use domain::engagements::Terms;
use domain::reviews::{Side, Stage};
use domain::time::long_date;
use leptos::prelude::*;

use super::form::{change_form, first_form};
use super::written::one;
use crate::engagements::frame;
use crate::layout::{Page, Request, page};
use crate::routes;
use crate::ui::{BackLink, ButtonKind, EmptyState, FormError, Icon, LinkButton, Step, StepState, Steps, icon};

#[component]
pub(crate) fn ReviewPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let reviews = backend::reviews::review_page(&cx, request.id("id")?).await?;
        let title = headline(&reviews);
        let (start, end) = (domain::time::short_date(reviews.terms.start), domain::time::short_date(reviews.terms.end));
        let lede = reviews.open.then(|| view! { <p class="lede">"A few questions, about four minutes. Pick the sentence that sounds most like what you saw; there is no average to aim for."</p> });
        let body = view! {
            <BackLink href=routes::engagement(reviews.id) words=reviews.terms.project.clone()/>
            <header class="stack tight">
                <p class="eyebrow">{format!("{start} to {end}")}</p>
                <h1>{title.clone()}</h1>
                {lede}
            </header>
            <FormError message=request.form.whole()/>
            <div class="split">
                <div class="stack loose">
                    {reviews.open.then(|| first_form(&request, &reviews))}
                    {written(&request, &reviews)}
                    {change_form(&request, &reviews)}
                </div>
                <aside class="stack loose stick" aria-label="How this works">{blind(&reviews)} {goes(&reviews)}</aside>
            </div>
        };
        Ok(Page::new(title, frame(&request)?, body))
    })
}

pub(super) fn name(side: Side, terms: &Terms) -> &str {
    match side {
        Side::Student => &terms.student,
        Side::Host => &terms.host,
    }
}

fn headline(reviews: &Reviews) -> String {
    let revealed = reviews.stages.iter().any(|(_, stage, _)| *stage == Stage::Revealed);
    match (reviews.side, reviews.open) {
        (Some(Side::Host), true) => format!("How did {}’s work go?", reviews.terms.student),
        (Some(Side::Student), true) => format!("How was it to work with {}?", reviews.terms.host),
        _ if reviews.stages.is_empty() => "Reviews open when the work is accepted".to_owned(),
        _ if revealed => format!("What {} said of each other", if reviews.side.is_some() { "you" } else { "both" }),
        (Some(_), false) => "Your review is sent".to_owned(),
        _ => "Reviews are on their way".to_owned(),
    }
}

fn written(request: &Request, reviews: &Reviews) -> AnyView {
    if reviews.written.is_empty() && !reviews.open {
        let text = if reviews.stages.is_empty() {
            "Each side then has two weeks to review the other."
        } else {
            "Both reviews are shown in the same moment: when both are in, or when the window closes."
        };
        let back = routes::engagement(reviews.id);
        return view! {
            <EmptyState title="Nothing to read yet" text=text>
                <LinkButton href=back kind=ButtonKind::Primary>"Back to the work"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    reviews.written.iter().map(|review| one(request, review, reviews)).collect_view().into_any()
}

/// Why nobody writes in answer to the other.
fn blind(reviews: &Reviews) -> impl IntoView + use<> {
    let closes = reviews.closes.map(long_date);
    let mut items: Vec<Step> = reviews
        .stages
        .iter()
        .map(|(side, stage, _)| {
            let label = if reviews.side == Some(*side) {
                "Your review".to_owned()
            } else {
                format!("{}’s review", name(*side, &reviews.terms))
            };
            match stage {
                Stage::Submitted | Stage::Revealed => Step::new(label, StepState::Done).note("Sent"),
                Stage::Lapsed => Step::new(label, StepState::Todo).note("Was not written"),
                Stage::Draft => {
                    let state = if reviews.side == Some(*side) { StepState::Now } else { StepState::Todo };
                    Step::new(label, state)
                        .note(closes.as_ref().map(|day| format!("Open until {day}")).unwrap_or_default())
                }
            }
        })
        .collect();
    let shown = reviews.stages.iter().any(|(_, stage, _)| *stage == Stage::Revealed);
    let when = closes.map(|day| format!("As soon as both are in, or after {day}")).unwrap_or_default();
    items.push(Step::new("Both are shown", if shown { StepState::Done } else { StepState::Todo }).note(when));
    view! {
        <section class="sec" aria-labelledby="blind"><h2 id="blind">"Neither sees the other first"</h2><Steps items=items/></section>
    }
}

fn goes(reviews: &Reviews) -> impl IntoView + use<> {
    let terms = &reviews.terms;
    let lines = [
        format!("{} and {} read all of it but the note", terms.student, terms.host),
        "You can change it for ten days, until the other side reads it".to_owned(),
        "Staff read all of it".to_owned(),
        "Pay does not wait for it".to_owned(),
    ];
    let lines = lines.into_iter().map(|line| view! { <li><Icon glyph=icon::CHECK/>{line}</li> }).collect_view();
    view! { <section class="sec" aria-labelledby="goes"><h2 id="goes">"Where it goes"</h2><ul class="tick">{lines}</ul></section> }
}
