//! The form of a review, to send and to change it.

use backend::reviews::{ReviewPage, WrittenReview};
use domain::reviews::{Item, LEVELS, Side};
use domain::time::long_date;
use leptos::prelude::*;

use super::page::name;
use crate::engagements::summary;
use crate::layout::{Kept, Request, hidden_key};
use crate::ui::{Button, ButtonKind, Choice, ErrorSummary, FormState, More, RadioCards, TextArea};

const SUBMIT: &str = "/api/reviews/submit";
const REVISE: &str = "/api/reviews/revise";

/// The form for a review that is not sent yet.
pub(super) fn first_form(request: &Request, reviews: &ReviewPage) -> impl IntoView + use<> {
    let form = request.form_for(SUBMIT);
    let fields = fields(&form, reviews, None);
    view! {
        <form class="stack loose" method="post" action=SUBMIT>
            <ErrorSummary items=summary(&form)/>
            {hidden_key()}
            <input type="hidden" name="engagement" value=reviews.id.to_string()/>
            {fields}
            <div><Button kind=ButtonKind::Primary>"Send the review"</Button></div>
        </form>
    }
}

/// The form that changes what was sent, as long as that is possible.
pub(super) fn change_form(request: &Request, reviews: &ReviewPage) -> Option<impl IntoView + use<>> {
    let until = long_date(reviews.changes_until?);
    let mine = reviews.written.iter().find(|one| Some(one.side) == reviews.side)?;
    let form = request.form_for(REVISE);
    let kept = Kept::beside(&form)
        .answer("What went well", &[("strengths", &mine.strengths)], &mine.strengths)
        .answer("One thing to improve", &[("improve", &mine.improve)], &mine.improve)
        .answer("A note to the program", &[("note", &mine.note)], &mine.note)
        .banner(mine.version);
    let fields = fields(&form, reviews, Some(mine));
    let (id, version) = (reviews.id.to_string(), mine.version.to_string());
    Some(view! {
        <More summary="Change your review" open=!form.is_clean()>
            <form class="stack loose" method="post" action=REVISE>
                <p>{format!("Until {until}, and only as long as the other side does not read it. Staff can read what you changed.")}</p>
                <ErrorSummary items=summary(&form)/>
                {kept}
                {hidden_key()}
                <input type="hidden" name="engagement" value=id/>
                <input type="hidden" name="version" value=version/>
                {fields}
                <div><Button>"Keep the change"</Button></div>
            </form>
        </More>
    })
}

fn fields(form: &FormState, reviews: &ReviewPage, sent: Option<&WrittenReview>) -> impl IntoView + use<> {
    let side = reviews.side.unwrap_or(Side::Student);
    let other = name(side.other(), &reviews.terms).to_owned();
    let ratings = reviews.items.iter().map(|item| rating(form, item, sent)).collect::<Vec<_>>();
    let again = vec![Choice::new("yes", "Yes"), Choice::new("no", "No")];
    let said = |words: fn(&WrittenReview) -> &str| sent.map(words).unwrap_or_default().to_owned();
    let chosen = sent.map_or("", |one| if one.again { "yes" } else { "no" });
    let (strengths, improve, note) = (said(|one| &one.strengths), said(|one| &one.improve), said(|one| &one.note));
    view! {
        {ratings}
        <RadioCards name="would_work_again" legend=format!("Would you work with {other} again?") choices=again value=form.value("would_work_again", chosen) error=form.error("would_work_again") side=true required=true/>
        <TextArea name="strengths" label="What went well" hint="At least 20 characters; an example helps most." value=form.value("strengths", &strengths) error=form.error("strengths") minlength=20 maxlength=2_000 rows=4 required=true/>
        <TextArea name="improve" label="One thing to improve" hint="What you would do otherwise next time, in a sentence or two." value=form.value("improve", &improve) error=form.error("improve") maxlength=2_000 rows=3 optional=true/>
        <TextArea name="note" label="A note to the program" hint=format!("Only staff read this, {other} never does.") value=form.value("note", &note) error=form.error("note") maxlength=2_000 rows=2 optional=true/>
    }
}

fn rating(form: &FormState, item: &Item, sent: Option<&WrittenReview>) -> impl IntoView + use<> {
    let field = format!("ratings[{}]", item.key);
    let choices = LEVELS.iter().zip(item.anchors).zip(1u8..);
    let choices = choices.map(|((word, anchor), level)| Choice::new(level.to_string(), *word).hint(anchor)).collect();
    let level = sent.and_then(|one| one.levels.as_ref()?.get(item.key)).map(u8::to_string).unwrap_or_default();
    let value = form.value(&field, &level);
    view! { <RadioCards name=field id=item.key legend=item.label hint=item.hint choices=choices value=value error=form.error(item.key) anchors=true required=true/> }
}
