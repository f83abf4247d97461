//! `/engagements/{id}/review`: each side reviews the other, and neither sees the other's first.

use backend::reviews::{ReviewPage as Reviews, WrittenReview};
use domain::engagements::Terms;
use domain::reviews::{Side, Stage, rating_labels};
use domain::time::long_date;
use leptos::prelude::*;

use crate::engagements::frame;
use crate::layout::{Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{
    BackLink, Button, ButtonKind, Choice, EmptyState, ErrorSummary, Icon, LinkButton, RadioCards, Rating, Step,
    StepState, Steps, TextArea, icon,
};

const ACTION: &str = "/api/reviews/submit";
const SCALE: [&str; 5] = ["Not yet", "Getting there", "Solid", "Strong", "Beyond"];

#[component]
pub(crate) fn ReviewPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let reviews = backend::reviews::review_page(&cx, request.id("id")?).await?;
        let title = headline(&reviews);
        let (start, end) = (domain::time::short_date(reviews.terms.start), domain::time::short_date(reviews.terms.end));
        let lede = reviews.open.then(|| view! { <p class="lede">"Four ratings and a few lines, about four minutes. Say what you saw; there is no average to aim for."</p> });
        let body = view! {
            <BackLink href=routes::engagement(reviews.id) words=reviews.terms.project.clone()/>
            <header class="stack tight">
                <p class="eyebrow">{format!("{start} to {end}")}</p>
                <h1>{title.clone()}</h1>
                {lede}
            </header>
            <div class="split">
                <div class="stack loose">
                    {reviews.open.then(|| form(&request, &reviews))}
                    {written(&reviews)}
                </div>
                <aside class="stack loose stick" aria-label="How this works">{blind(&reviews)} {goes(&reviews)}</aside>
            </div>
        };
        Ok(Page::new(title, frame(&request)?, body))
    })
}

fn name(side: Side, terms: &Terms) -> &str {
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

fn form(request: &Request, reviews: &Reviews) -> impl IntoView + use<> {
    let form = request.form_for(ACTION);
    let side = reviews.side.unwrap_or(Side::Student);
    let other = name(side.other(), &reviews.terms).to_owned();
    let ratings = rating_labels(side)
        .into_iter()
        .zip(["rating_1", "rating_2", "rating_3", "rating_4"])
        .map(|(label, field)| {
            let value: Option<u8> = form.value(field, "").parse().ok();
            let words = SCALE.map(str::to_owned).to_vec();
            view! { <Rating name=field legend=label words=words value=value error=form.error(field) required=true/> }
        })
        .collect_view();
    let again = vec![Choice::new("yes", "Yes"), Choice::new("no", "No")];
    view! {
        <form class="stack loose" method="post" action=ACTION>
            <ErrorSummary items=form.summary()/>
            {hidden_key()}
            <input type="hidden" name="engagement" value=reviews.id.to_string()/>
            {ratings}
            <RadioCards name="would_work_again" legend=format!("Would you work with {other} again?") choices=again value=form.value("would_work_again", "") error=form.error("would_work_again") side=true required=true/>
            <TextArea name="strengths" label="What went well" hint="At least 20 characters; an example helps most." value=form.value("strengths", "") error=form.error("strengths") minlength=20 maxlength=2_000 rows=4 required=true/>
            <TextArea name="improve" label="What could be better" value=form.value("improve", "") error=form.error("improve") maxlength=2_000 rows=3 optional=true/>
            <TextArea name="note" label="A note to the program" hint="Only staff read this." value=form.value("note", "") error=form.error("note") maxlength=2_000 rows=2 optional=true/>
            <div><Button kind=ButtonKind::Primary>"Send the review"</Button></div>
        </form>
    }
}

fn written(reviews: &Reviews) -> AnyView {
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
    reviews.written.iter().map(|review| one(review, &reviews.terms)).collect_view().into_any()
}

fn one(review: &WrittenReview, terms: &Terms) -> impl IntoView + use<> {
    let author = name(review.side, terms).to_owned();
    let other = name(review.side.other(), terms).to_owned();
    let heading = format!("review-{}", domain::machine::Word::word(review.side));
    let labelled = heading.clone();
    let ratings = rating_labels(review.side)
        .into_iter()
        .zip(review.ratings.clone())
        .map(|(label, stars)| {
            let word =
                usize::from(stars).checked_sub(1).and_then(|place| SCALE.get(place)).copied().unwrap_or_default();
            view! { <li>{format!("{label}: {stars} of 5, {}", word.to_lowercase())}</li> }
        })
        .collect_view();
    let again = format!("{author} would {}work with {other} again.", if review.again { "" } else { "not " });
    let improve =
        (!review.improve.is_empty()).then(|| view! { <h3>"What could be better"</h3><p>{review.improve.clone()}</p> });
    let note = (!review.note.is_empty()).then(|| view! { <h3>"Note to the program"</h3><p>{review.note.clone()}</p> });
    view! {
        <section class="sec stack" aria-labelledby=labelled>
            <h2 id=heading>{format!("{author} about {other}")}</h2>
            <ul class="facts">{ratings}</ul>
            <blockquote class="quote"><p>{review.strengths.clone()}</p></blockquote>
            {improve}
            <p>{again}</p>
            {note}
        </section>
    }
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
        "Staff read all of it".to_owned(),
        "Pay does not wait for it".to_owned(),
    ];
    let lines = lines.into_iter().map(|line| view! { <li><Icon glyph=icon::CHECK/>{line}</li> }).collect_view();
    view! { <section class="sec" aria-labelledby="goes"><h2 id="goes">"Where it goes"</h2><ul class="tick">{lines}</ul></section> }
}
