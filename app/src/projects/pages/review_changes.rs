//! What the host did since staff sent the project back: every comment with its answer and the change of its field, and
//! every other difference.

use backend::projects::{Comment, ReviewPage as Desk};
use domain::projects::{Change, ChangeKind, Piece, addressed, diff, pieces};
use domain::time::dated;
use leptos::prelude::*;

use super::labels::field_words;
use crate::ui::{Diff, DiffRow, Icon, icon};

/// Both sections; nothing before the first round.
pub fn sections(desk: &Desk, zone: &backend::programs::Program) -> AnyView {
    let changes = desk.before.as_ref().map(|before| diff(before, &desk.draft));
    view! { {comments(desk, changes.as_deref().unwrap_or_default(), zone)} {changes.as_deref().map(differences)} }
        .into_any()
}

/// What differs, with the words that changed marked.
fn differences(changes: &[Change]) -> AnyView {
    if changes.is_empty() {
        return view! { <p class="soft" id="changed">"Nothing changed since it was sent back."</p> }.into_any();
    }
    let count = match changes.len() {
        1 => "One answer".to_owned(),
        count => format!("{count} answers"),
    };
    let rows = changes.iter().map(row).collect::<Vec<_>>();
    view! {
        <section class="sec" id="changed" aria-labelledby="changed-h">
            <div class="row between"><h2 id="changed-h">"What changed since it was sent back"</h2> <span class="meta">{count}</span></div>
            <Diff caption="Changed answers" before="Before" after="Now" rows=rows/>
        </section>
    }
    .into_any()
}

/// One change as a row of the table.
fn row(change: &Change) -> DiffRow {
    let words = field_words(&change.field);
    let field = match change.kind {
        ChangeKind::Changed => words,
        ChangeKind::Added => format!("{words}, added"),
        ChangeKind::Removed => format!("{words}, taken out"),
    };
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for piece in pieces(&change.before, &change.after) {
        match piece {
            Piece::Same(text) => {
                before.push((false, text.clone()));
                after.push((false, text));
            }
            Piece::Gone(text) => before.push((true, text)),
            Piece::New(text) => after.push((true, text)),
        }
    }
    DiffRow::parts(field, before, after)
}

fn comments(desk: &Desk, changes: &[Change], zone: &backend::programs::Program) -> Option<AnyView> {
    if desk.comments.is_empty() {
        return None;
    }
    let rows = desk.comments.iter().map(|comment| one(desk, comment, changes, zone)).collect_view();
    let open = desk.comments.iter().filter(|comment| !comment.settled && !is_done(desk, comment)).count();
    let note = match open {
        0 => "Each has a change or an answer".to_owned(),
        1 => "One has neither a change nor an answer".to_owned(),
        count => format!("{count} have neither a change nor an answer"),
    };
    Some(
        view! {
            <section class="sec" id="asked" aria-labelledby="asked-h">
                <div class="row between"><h2 id="asked-h">"Comments so far"</h2> <span class="meta">{note}</span></div>
                <ul class="rows">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

fn is_done(desk: &Desk, comment: &Comment) -> bool {
    let changed = desk.before.as_ref().is_some_and(|before| addressed(before, &desk.draft, &comment.field));
    changed || !comment.answer.is_empty()
}

/// A comment, what the host wrote to it, and what became of its field since the last round.
fn one(desk: &Desk, comment: &Comment, changes: &[Change], zone: &backend::programs::Program) -> impl IntoView + use<> {
    let answer = (!comment.answer.is_empty()).then(|| {
        view! { <p><b>{format!("{} answered: ", comment.answered_by)}</b> {comment.answer.clone()}</p> }
    });
    let about: Vec<DiffRow> = changes.iter().filter(|change| change.field == comment.field).map(row).collect();
    let change = (!about.is_empty()).then(|| {
        let parts = |parts: Vec<(bool, String)>, gone: bool| {
            parts
                .into_iter()
                .map(|(marked, text)| match (marked, gone) {
                    (true, true) => view! { <del>{text}</del> }.into_any(),
                    (true, false) => view! { <ins>{text}</ins> }.into_any(),
                    (false, _) => text.into_any(),
                })
                .collect_view()
        };
        let lines = about
            .into_iter()
            .map(|row| view! { <p>{parts(row.before, true)} " " <Icon glyph=icon::ARROW_RIGHT/> " " {parts(row.after, false)}</p> })
            .collect_view();
        view! { {lines} }
    });
    let nothing = (answer.is_none() && change.is_none()).then(|| {
        let words = if is_done(desk, comment) {
            "Something else in its row or list changed."
        } else {
            "Neither a change nor an answer."
        };
        view! { <p class="soft">{words}</p> }
    });
    let note = format!("{}, {}", comment.author, dated(zone.day_of(comment.at)));
    let settled = if comment.settled { "" } else { ", open" };
    view! {
        <li class="stack tight">
            <p><b>{field_words(&comment.field)}": "</b> {comment.body.clone()}</p>
            {change} {answer} {nothing} <p class="meta">{note} {settled}</p>
        </li>
    }
}
