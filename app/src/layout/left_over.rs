//! After a form was refused: what the page that was drawn again does not say by itself. Who was quicker, and what was
//! typed into fields that are gone.

use backend::LastStep;
use domain::ids::EventId;
use leptos::prelude::*;

use crate::layout::Frame;
use crate::projects::field_words;
use crate::projects::words::when;
use crate::ui::{Banner, ErrorSummary, FormState, TextArea, Tone};

/// What is missing, for the top of the page; nothing when the page shows it all.
pub(super) async fn left_over(form: &FormState, frame: Frame) -> Option<AnyView> {
    // The wizard compares answer by answer, see `projects/pages/wizard/together.rs`.
    if form.is_clean() || frame == Frame::Wizard {
        return None;
    }
    let who = if form.stale { quicker(form).await } else { None };
    let (unsaid, typed) = (form.unsaid(), form.left_over());
    if unsaid.is_none() && who.is_none() && typed.is_empty() {
        return None;
    }
    let said = match unsaid {
        Some(message) => {
            let lines = [Some(message), who].into_iter().flatten().map(|line| (String::new(), line)).collect();
            view! { <ErrorSummary items=lines id="form-summary"/> }.into_any()
        }
        None => who.map(|who| view! { <Banner tone=Tone::Need role="status"><p>{who}</p></Banner> }).into_any(),
    };
    let boxes = typed
        .into_iter()
        .enumerate()
        .map(|(index, (name, text))| {
            let rows = u32::try_from(text.lines().count() + text.chars().count() / 80).unwrap_or(12).clamp(1, 12);
            view! { <TextArea name=format!("left-over-{index}") label=label(&name) value=text readonly=true rows=rows/> }
        })
        .collect::<Vec<_>>();
    let boxes = (!boxes.is_empty()).then(|| {
        view! {
            <section class="sec stack" aria-labelledby="left-over-h">
                <h2 id="left-over-h">"What you wrote"</h2>
                <p>"None of it was sent, and its field is no longer on this page. Copy what you still need."</p>
                {boxes}
            </section>
        }
    });
    Some(view! { <div class="stack loose">{said} {boxes}</div> }.into_any())
}

/// Who took the last step with what the form is about, when, and where it stands since.
async fn quicker(form: &FormState) -> Option<String> {
    let cx = crate::caller::cx().await.ok()?;
    let about: Vec<EventId> = form.about().filter_map(|id| id.parse().ok()).collect();
    let step = backend::last_step(&cx, &about).await.ok().flatten()?;
    Some(sentence(&step, &when(&cx, step.at)))
}

fn sentence(step: &LastStep, when: &str) -> String {
    let who = if step.own { "You".to_owned() } else { step.who.clone() };
    match &step.stage {
        Some(stage) => {
            format!("{who} took the last step {when}; since then it stands at “{}”.", crate::text::stage_word(stage))
        }
        None => format!("{who} changed it last, {when}."),
    }
}

/// A field in words: `Reason`, `Hours of task 2`.
fn label(name: &str) -> String {
    let inner = name.split_once('[').map_or(name, |(_, inner)| inner.trim_end_matches(']'));
    field_words(inner)
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn fields_are_named_in_words() {
        for (name, words) in
            [("reason", "Reason"), ("comments[kickoff]", "First meeting"), ("fields[task_2_hours]", "Hours of task 2")]
        {
            assert_eq!(label(name), words);
        }
    }
}
