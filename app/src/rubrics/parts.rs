//! The rubric beneath an application: the reviewer's own sheet, and what the others gave once it is kept.

use backend::rubrics::{Review, Reviews};
use domain::ids::ApplicationId;
use domain::rubrics::{Criterion, HIGHEST, MOST_NOTE};
use leptos::prelude::*;

use crate::applications::one_answer;
use crate::layout::hidden_key;
use crate::ui::{Button, Choice, ErrorSummary, FormState, Icon, More, RadioCards, TextArea, icon};

/// Where the form posts to.
pub(crate) const SCORE: &str = "/api/rubrics/score";

/// What is read, by whom.
pub(crate) struct Read<'r> {
    /// The application.
    pub id: ApplicationId,
    /// What it is read for.
    pub criteria: &'r [Criterion],
    /// The questions with what was answered.
    pub answers: &'r [(String, String)],
    /// What the reader may see.
    pub reviews: &'r Reviews,
    /// Whether the reader scores: members of the host, while there is no answer.
    pub scores: bool,
    /// The page to come back to.
    pub next: String,
}

impl Read<'_> {
    /// Whether the reader is to score it for the first time: then the answers stand in the form.
    pub(crate) const fn asks(&self) -> bool {
        self.scores && self.reviews.own.is_none()
    }
}

/// The section of the page.
pub(crate) fn rubric(read: &Read<'_>, form: &FormState) -> Option<AnyView> {
    let Read { criteria, reviews, scores, .. } = read;
    let body = if *scores {
        own(read, form).into_any()
    } else if reviews.own.is_none() && reviews.others.is_empty() {
        return None;
    } else {
        given(criteria, reviews).into_any()
    };
    Some(
        view! {
            <section class="sec stack" aria-labelledby="rubric">
                <h3 id="rubric">{if *scores { "Your scores" } else { "Scores" }}</h3>
                {body}
            </section>
        }
        .into_any(),
    )
}

fn own(read: &Read<'_>, form: &FormState) -> impl IntoView + use<> {
    let kept = read.reviews.own.as_ref();
    let open = kept.is_none() || !form.is_clean();
    let answer = |criterion: &Criterion| match criterion {
        Criterion::Question(words) if read.asks() => {
            let given = read.answers.iter().find(|(question, _)| question.trim() == words);
            given.map(|(question, answer)| one_answer(question, answer).into_any())
        }
        _ => None,
    };
    let asked = read.criteria.iter().map(|criterion| question(criterion, answer(criterion), kept, form)).collect_view();
    let note = form.value("note", kept.map_or("", |review| review.sheet.note.as_str()));
    let version = kept.map_or(0, |review| review.version).to_string();
    let (id, next) = (read.id.to_string(), read.next.clone());
    let fields = view! {
        <form method="post" action=SCORE class="stack loose">
            <ErrorSummary items=form.summary()/>
            {hidden_key()}
            <input type="hidden" name="id" value=id/>
            <input type="hidden" name="next" value=next/>
            <input type="hidden" name="version" value=version/>
            {asked}
            <TextArea
                name="note" label="Note to yourself" value=note error=form.error("note") optional=true rows=3
                maxlength=u32::try_from(MOST_NOTE).unwrap_or(u32::MAX)
                hint="Kept with the record. The student may ask to read it."
            />
            <div><Button icon=icon::CHECK>"Save your scores"</Button></div>
        </form>
    };
    if kept.is_none() {
        return view! {
            <p class="meta"><Icon glyph=icon::EYE_OFF/> " Nobody’s scores are shown to you before yours are saved."</p>
            {fields}
        }
        .into_any();
    }
    view! {
        {given(read.criteria, read.reviews)}
        <More summary="Change your scores" open=open>{fields}</More>
    }
    .into_any()
}

/// One criterion with its four levels; beneath the answer it is about, where that stands here.
fn question(
    criterion: &Criterion,
    answer: Option<AnyView>,
    kept: Option<&Review>,
    form: &FormState,
) -> impl IntoView + use<> {
    let legend = if answer.is_some() { "How do they answer it?".to_owned() } else { criterion.title() };
    let name = format!("scores[{}]", criterion.mark());
    let levels = (1..=HIGHEST).zip(criterion.levels());
    let choices = levels.map(|(score, words)| Choice::new(score.to_string(), score.to_string()).hint(words)).collect();
    let before = kept.and_then(|review| review.sheet.of(criterion)).map(|score| score.to_string()).unwrap_or_default();
    let (value, error) = (form.value(&name, &before), form.error(&name));
    view! {
        {answer}
        <RadioCards name=name legend=legend choices=choices value=value error=error anchors=true required=true/>
    }
}

/// Each criterion with what everybody gave whose scores may be seen.
fn given(criteria: &[Criterion], reviews: &Reviews) -> impl IntoView + use<> {
    let all: Vec<(String, &Review)> = reviews
        .own
        .iter()
        .map(|own| ("You".to_owned(), own))
        .chain(reviews.others.iter().map(|review| (name_of(review), review)))
        .collect();
    let heads = all.iter().map(|(name, _)| view! { <th scope="col">{name.clone()}</th> }).collect_view();
    let cell = |name: &str, score: Option<i32>| {
        let words = score.map_or_else(|| "Not scored".to_owned(), |score| score.to_string());
        view! { <td class="num" data-label=name.to_owned()>{words}</td> }
    };
    let rows = criteria
        .iter()
        .map(|criterion| {
            let cells = all.iter().map(|(name, review)| cell(name, review.sheet.of(criterion))).collect_view();
            view! { <tr><th scope="row">{criterion.title()}</th>{cells}</tr> }
        })
        .collect_view();
    let sums = all.iter().map(|(name, review)| cell(name, review.sheet.total(criteria))).collect_view();
    let alone = (reviews.own.is_some() && reviews.others.is_empty())
        .then(|| view! { <p class="meta">"Nobody else has scored this application yet."</p> });
    let own = reviews.own.as_ref().map(|own| own.sheet.note.clone()).filter(|note| !note.is_empty());
    let own = own.map(|note| view! { <p class="meta">{format!("Your note: {note}")}</p> });
    view! {
        <div class="table-wrap">
            <table class="data">
                <caption class="vh">"Scores of this application"</caption>
                <thead><tr><th scope="col">"Read for"</th>{heads}</tr></thead>
                <tbody>{rows} <tr><th scope="row">"In all"</th>{sums}</tr></tbody>
            </table>
        </div>
        {alone} {own}
    }
}

/// A reviewer's name; whoever changed scores may have seen the others' by then.
fn name_of(review: &Review) -> String {
    if review.version > 1 { format!("{}, changed later", review.name) } else { review.name.clone() }
}
