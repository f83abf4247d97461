//! A review as it is read.

use backend::reviews::{EarlierReview, ReviewPage, WrittenReview};
use domain::machine::Word as _;
use domain::reviews::Rated;
use leptos::prelude::*;

use super::answers::{answer, flag_forms, hidden, reply_form};
use super::page::name;
use crate::layout::Request;
use crate::ui::More;

/// One review with everything this viewer may read of it.
pub(super) fn one(request: &Request, review: &WrittenReview, page: &ReviewPage) -> impl IntoView + use<> {
    let terms = &page.terms;
    let author = name(review.side, terms).to_owned();
    let other = name(review.side.other(), terms).to_owned();
    let heading = format!("review-{}", review.side.word());
    let labelled = heading.clone();
    let again = format!("{author} would {}work with {other} again.", if review.again { "" } else { "not " });
    let note = (!review.note.is_empty())
        .then(|| view! { <h3>"Note to the program"</h3><p class="said">{review.note.clone()}</p> });
    let words = match &review.hidden {
        Some(why) => hidden(why).into_any(),
        None => {
            view! { <blockquote class="quote"><p class="said">{review.strengths.clone()}</p></blockquote> }.into_any()
        }
    };
    view! {
        <section class="sec stack" aria-labelledby=labelled>
            <h2 id=heading>{format!("{author} about {other}")}</h2>
            {ratings(&review.ratings)}
            {words}
            {improvement(&review.improve)}
            <p>{again}</p>
            {note}
            {earlier(&review.earlier)}
            {answer(review, page)}
            {reply_form(request, review, page)}
            {flag_forms(request, review, page)}
        </section>
    }
}

fn ratings(ratings: &[Rated]) -> impl IntoView + use<> {
    let lines = ratings.iter().map(|one| {
        let place = format!("{}, {} of {}", one.word, one.place, one.of);
        let sentence = (!one.sentence.is_empty()).then(|| view! { <p>{format!("“{}”", one.sentence)}</p> });
        view! { <li><p class="row between"><b>{one.label.clone()}</b> <span class="meta">{place}</span></p> {sentence}</li> }
    });
    view! { <ul class="rows">{lines.collect::<Vec<_>>()}</ul> }
}

fn improvement(improve: &str) -> Option<impl IntoView + use<>> {
    let words = improve.to_owned();
    (!words.is_empty()).then(|| view! { <h3>"One thing to improve"</h3><p class="said">{words}</p> })
}

/// What it said before it was changed: for its author and staff.
fn earlier(versions: &[EarlierReview]) -> Option<impl IntoView + use<>> {
    let count = versions.len();
    let lines = versions.iter().map(|one| {
        let chosen = one.ratings.iter().map(|rated| format!("{}: {}", rated.label, rated.word.to_lowercase()));
        let chosen = chosen.collect::<Vec<_>>().join("; ");
        let improve = (!one.improve.is_empty()).then(|| view! { <p class="said">{one.improve.clone()}</p> });
        view! { <li class="stack tight"><p class="meta">{chosen}</p> <p class="said">{one.strengths.clone()}</p> {improve}</li> }
    });
    let lines = lines.collect::<Vec<_>>();
    let summary = if count == 1 {
        "Changed once; what it said before".to_owned()
    } else {
        format!("Changed {count} times; what it said before")
    };
    (count > 0).then(|| view! { <More summary=summary><ul class="rows">{lines}</ul></More> })
}
