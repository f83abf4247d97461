//! The host on the reviewer's desk: what it stands for and how it has kept its word.

use backend::programs::Program;
use backend::projects::{HostPast, HostRecord, ReviewPage as Desk};
use domain::hosts::Stage as HostStage;
use domain::machine::Word as _;
use domain::time::dated;
use leptos::prelude::*;

use crate::ui::{Tag, TagKind, icon};

/// Where the host stands, in a word.
pub fn tag(host: &HostRecord) -> impl IntoView + use<> {
    match host.stage {
        HostStage::Verified if host.completed > 0 => {
            view! { <Tag kind=TagKind::Go icon=icon::SPARKLES label="Repeat host"/> }
        }
        HostStage::Verified => view! { <Tag kind=TagKind::Go icon=icon::BADGE_CHECK label="Verified host"/> },
        HostStage::Watch => view! { <Tag kind=TagKind::Wait icon=icon::EYE label="On watch"/> },
        HostStage::Suspended | HostStage::Rejected => {
            view! { <Tag kind=TagKind::Stop icon=icon::X label="Host not allowed"/> }
        }
        _ => view! { <Tag kind=TagKind::Wait icon=icon::CLOCK label="Host not verified"/> },
    }
}

/// Its section.
pub fn section(desk: &Desk, program: &Program) -> impl IntoView + use<> {
    let host = &desk.host;
    let since = dated(program.day_of(host.since));
    let site = (!host.website.is_empty()).then(|| {
        view! { <p>"Site: " <a class="link" href=host.website.clone() rel="noreferrer nofollow">{host.website.clone()}</a></p> }
    });
    let stage = crate::text::stage_word(host.stage.word());
    let figures = figures(host, &desk.past)
        .into_iter()
        .map(|(name, value)| view! { <li><b>{name}": "</b> {value}</li> })
        .collect_view();
    view! {
        <section class="sec stack" id="host" aria-labelledby="host-h">
            <h2 id="host-h">"The host"</h2>
            <p><b>{host.name.clone()}</b> {format!(", {stage}, here since {since}")}</p>
            <p>{host.about.clone()}</p>
            {site}
            <ul class="rows">{figures}</ul>
            {reviews(&desk.past, program)}
        </section>
    }
}

fn figures(host: &HostRecord, past: &HostPast) -> Vec<(&'static str, String)> {
    let reply = match past.reply_hours {
        None => "Nobody has had an answer yet".to_owned(),
        Some(..24) => "Half of the applicants within a day".to_owned(),
        Some(hours) => format!("Half of the applicants within {} days", (hours + 23) / 24),
    };
    vec![
        ("Kind of organisation", crate::hosts::kind_words(past.kind).to_owned()),
        ("Open or at work", past.open.to_string()),
        ("Completed", host.completed.to_string()),
        ("Called off", host.cancelled.to_string()),
        ("Turned down by staff", host.rejected.to_string()),
        ("Answers", reply),
    ]
}

fn reviews(past: &HostPast, program: &Program) -> AnyView {
    if past.reviews.is_empty() {
        return view! { <p class="meta">"No student has written about this host yet."</p> }.into_any();
    }
    let rows = past
        .reviews
        .iter()
        .map(|review| {
            let again = match review.again {
                Some(true) => ", would work with them again",
                Some(false) => ", would not work with them again",
                None => "",
            };
            let note = format!("{}, {}{again}", review.project, dated(program.day_of(review.at)));
            let better = (!review.improve.is_empty())
                .then(|| view! { <p><b>"Could be better: "</b> {review.improve.clone()}</p> });
            view! { <li><p>{review.strengths.clone()}</p> {better} <p class="meta">{note}</p></li> }
        })
        .collect_view();
    view! { <h3>"What students wrote last"</h3> <ul class="rows">{rows}</ul> }.into_any()
}
