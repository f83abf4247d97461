//! Beside a review that both sides read: its answer, what staff have hidden, and the forms of whoever it is about.

use backend::reviews::{ReviewPage, WrittenReview};
use domain::machine::Word as _;
use domain::reviews::Text;
use leptos::prelude::*;

use super::page::name;
use crate::engagements::{because, summary};
use crate::layout::{Request, hidden_key};
use crate::ui::{Button, ErrorSummary, FormState, More, TextArea};

const REPLY: &str = "/api/reviews/reply";
const FLAG: &str = "/api/reviews/flag";

/// What stands in the place of words that staff have hidden.
pub(super) fn hidden(why: &str) -> impl IntoView + use<> {
    view! { <p class="meta">{format!("Staff have hidden these words from everybody. Why: {why}")}</p> }
}

/// The answer of the side a review is about.
pub(super) fn answer(review: &WrittenReview, page: &ReviewPage) -> Option<impl IntoView + use<>> {
    let answer = review.answer.as_ref()?;
    let who = name(review.side.other(), &page.terms).to_owned();
    let words = match &answer.hidden {
        Some(why) => hidden(why).into_any(),
        None => view! { <p class="said">{answer.body.clone()}</p> }.into_any(),
    };
    Some(view! { <h3>{format!("{who} answers")}</h3> {words} })
}

/// The form for the one answer.
pub(super) fn reply_form(
    request: &Request,
    review: &WrittenReview,
    page: &ReviewPage,
) -> Option<impl IntoView + use<>> {
    let form = request.form_for(REPLY);
    let id = page.id.to_string();
    review.can_answer.then(|| {
        view! {
            <More summary="Answer this review" open=!form.is_clean()>
                <form class="stack" method="post" action=REPLY>
                    <ErrorSummary items=summary(&form)/>
                    {hidden_key()}
                    <input type="hidden" name="engagement" value=id/>
                    <TextArea name="answer" label="Your answer" hint="Once. It stands beside the review for whoever reads that." value=form.value("answer", "") error=form.error("answer") minlength=10 maxlength=2_000 rows=3 required=true/>
                    <div><Button>"Send the answer"</Button></div>
                </form>
            </More>
        }
    })
}

/// A form for each text that staff can be told of.
pub(super) fn flag_forms(request: &Request, review: &WrittenReview, page: &ReviewPage) -> impl IntoView + use<> {
    let one = |text: &Text| {
        let form = request.form_for(FLAG);
        let word = text.word();
        let form = if form.value("text", "") == word { form } else { FormState::default() };
        let field = format!("{word}-reason");
        let errors: Vec<_> = summary(&form).into_iter().map(|(_, message)| (field.clone(), message)).collect();
        let reason = because(field, &form, "Only staff read it. They hide the text, or let it stand, and say why.");
        let summary = format!("Tell staff that this {} is abusive", text.words());
        let id = page.id.to_string();
        view! {
            <More summary=summary open=!form.is_clean()>
                <form class="stack" method="post" action=FLAG>
                    <ErrorSummary items=errors/>
                    {hidden_key()}
                    <input type="hidden" name="engagement" value=id/>
                    <input type="hidden" name="text" value=word/>
                    {reason}
                    <div><Button>"Tell staff"</Button></div>
                </form>
            </More>
        }
    };
    review.can_flag.iter().map(one).collect::<Vec<_>>()
}
