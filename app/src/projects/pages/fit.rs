//! How a project fits the student who looks at it: the reasons, what is missing, and how the points come about.

use domain::matching::{Match, PARTS, Reason};
use leptos::prelude::*;

use crate::ui::{Icon, LinkButton, More, icon};

/// Reasons and what is missing, for a card. Pay stands on every card already.
pub fn why(said: &Match) -> impl IntoView + use<> {
    let reasons = said
        .reasons
        .iter()
        .filter(|reason| !matches!(reason, Reason::Pay(_)))
        .map(|reason| view! { <li><Icon glyph=icon::CHECK/>{reason.words()}</li> })
        .collect::<Vec<_>>();
    let missing = said
        .missing
        .iter()
        .map(|missing| view! { <li class="no"><Icon glyph=icon::INFO/>{missing.words()}</li> })
        .collect::<Vec<_>>();
    (!reasons.is_empty() || !missing.is_empty())
        .then(|| view! { <ul class="why" aria-label="How it fits you">{reasons} {missing}</ul> })
}

/// The same at length, for the page of a project.
pub fn box_of(said: &Match) -> impl IntoView + use<> {
    let reasons =
        said.reasons.iter().map(|reason| view! { <li><Icon glyph=icon::CHECK/>{reason.words()}</li> }).collect_view();
    let missing = (!said.missing.is_empty()).then(|| {
        let rows =
            said.missing.iter().map(|missing| view! { <li class="no"><Icon glyph=icon::INFO/>{missing.words()}</li> });
        let rows = rows.collect::<Vec<_>>();
        view! {
            <div class="stack tight">
                <h3>"What is missing"</h3>
                <ul class="why">{rows}</ul>
                <p class="meta">"You can apply all the same. Say in your application how you would go about it."</p>
            </div>
        }
    });
    let rows = PARTS
        .iter()
        .zip(said.parts)
        .map(|((part, most), points)| {
            view! { <tr><th scope="row">{part.label()}</th><td>{format!("{points} of {most}")}</td></tr> }
        })
        .collect_view();
    let together = format!("{} of 100", said.points);
    view! {
        <section class="box stack" aria-labelledby="fit-h">
            <h2 id="fit-h">"How it fits you"</h2>
            <ul class="why">{reasons}</ul>
            {missing}
            <More summary="How this is worked out">
                <table class="points">
                    <tbody>{rows} <tr><th scope="row"><b>"Together"</b></th><td><b>{together}</b></td></tr></tbody>
                </table>
                <p class="meta">"The points order your recommendations and nothing else. Hosts do not see them, and who you are is no part of them."</p>
            </More>
            <p><LinkButton href="/student/profile">"Change your profile"</LinkButton></p>
        </section>
    }
}
