//! A project's history as a list, and the names of its fields.

use backend::programs::Program;
use backend::projects::{Comment, Happened};
use domain::machine::Word as _;
use domain::projects::Step;
use domain::time::short_date_read;
use leptos::prelude::*;

use super::labels::field_words;
use crate::ui::{Glyph, Timeline, TimelineEntry, icon};

/// What happened, newest first.
pub fn timeline(program: &Program, history: &[Happened]) -> impl IntoView + use<> {
    // Days of an earlier year than the newest one say so.
    let newest = history.first().map(|entry| program.day_of(entry.at));
    let items = history
        .iter()
        .map(|entry| {
            let day = program.day_of(entry.at);
            let when = format!("{} {}", short_date_read(day, newest.unwrap_or(day)), program.clock_of(entry.at));
            // A step nobody took is told by its own words.
            let text = match (entry.actor.as_str(), entry.reason.as_str()) {
                ("", "") => "The program by itself".to_owned(),
                ("", reason) => reason.to_owned(),
                (who, "") => who.to_owned(),
                (who, reason) => format!("{who}: {reason}"),
            };
            let (sign, words) = words(&entry.command);
            TimelineEntry::new(when, sign, words).text(text).datetime(entry.at.to_string())
        })
        .collect();
    view! { <Timeline items=items/> }
}

fn words(command: &str) -> (Glyph, String) {
    let (sign, words) = match command {
        "begin" => (icon::FILE_TEXT, "Draft begun"),
        "submit" => (icon::SEND, "Sent to staff"),
        "withdraw" => (icon::UNDO, "Taken back"),
        "claim" => (icon::EYE, "Review begun"),
        "request_changes" => (icon::MESSAGE_SQUARE, "Changes asked for"),
        "approve" => (icon::CHECK, "Approved"),
        "fast_track" => (icon::SPARKLES, "Approved without a review"),
        "revise" => (icon::GIT_COMPARE, "Changed while published"),
        "reject" => (icon::X, "Turned down"),
        "propose_to_host" => (icon::SEND, "Sent to the host"),
        "accept_scope" => (icon::CHECK, "Scope accepted by the host"),
        "return_to_author" => (icon::UNDO, "Returned to its author"),
        "publish" => (icon::FLAG, "Published"),
        "pause" => (icon::CIRCLE_PAUSE, "Hidden for a while"),
        "resume" => (icon::FLAG, "Shown again"),
        "start_selection" => (icon::USERS, "Applications closed"),
        "reopen_applications" => (icon::CALENDAR_DAYS, "Applications opened again"),
        "fill" => (icon::BADGE_CHECK, "Every seat taken"),
        "drop_out" => (icon::UNDO, "A student left before the start"),
        "start" => (icon::TIMER, "Work begun"),
        "complete" => (icon::CIRCLE_CHECK, "Completed"),
        "cancel" => (icon::X, "Called off"),
        "expire" => (icon::CLOCK, "Closed without a student"),
        "waive_hours" => (icon::TIMER, "Limits on hours waived"),
        "take_back_waiver" => (icon::UNDO, "Waiver of hours taken back"),
        "archive" => (icon::CLOCK, "Put away"),
        "discard" => (icon::TRASH, "Thrown away"),
        other => return (icon::CIRCLE, other.replace('_', " ")),
    };
    (sign, words.to_owned())
}

/// The screen a field stands on, by its name.
pub fn step_of(field: &str) -> Step {
    match field.split('_').next().unwrap_or_default() {
        "recurring" | "tangible" | "trained" => Step::Fit,
        "task" | "milestone" | "provides" | "supervisor" | "kickoff" | "check" | "reply" | "seats" | "backup"
        | "team" => Step::Plan,
        "skill" | "competency" | "learning" => Step::Skills,
        "hours" | "start" | "end" | "weekly" | "place" | "address" | "state" | "overlap" | "equipment" | "travel"
        | "accessibility" | "pay" | "payer" | "amount" | "classification" | "fund" | "factor" => Step::Pay,
        "owner" | "portfolio" | "ai" | "nda" | "personal" | "data" | "safety" | "background" | "duties" | "courses"
        | "majors" | "class" | "campuses" | "audience" | "blind" | "question" | "apply" => Step::Terms,
        "accepted" => Step::Review,
        _ => Step::Outcome,
    }
}

/// Where a field can be changed.
pub fn place_of(project: domain::ids::ProjectId, field: &str) -> String {
    format!("{}#{field}", crate::routes::wizard(project, step_of(field).word()))
}

/// Comments with a link to where each belongs, when the reader can change it.
pub fn comments(project: domain::ids::ProjectId, comments: &[Comment], linked: bool) -> impl IntoView + use<> {
    let rows = comments
        .iter()
        .map(|comment| {
            let words = field_words(&comment.field);
            let place = if linked {
                let href = place_of(project, &comment.field);
                view! { <a class="link" href=href>{words}</a> }.into_any()
            } else {
                view! { <b>{words}</b> }.into_any()
            };
            let answer = (!comment.answer.is_empty()).then(
                || view! { <p><b>{format!("{} answered: ", comment.answered_by)}</b> {comment.answer.clone()}</p> },
            );
            let note = format!("{}{}", comment.author, if comment.settled { ", before it was sent again" } else { "" });
            view! { <li>{place} <p>{comment.body.clone()}</p> {answer} <p class="meta">{note}</p></li> }
        })
        .collect_view();
    view! { <ul class="rows">{rows}</ul> }
}

#[cfg(test)]
mod tests {
    use domain::projects::{form, template};

    use super::*;

    #[test]
    fn every_field_leads_to_its_screen() {
        let mut draft = template("automate_report").expect("a template").draft.clone();
        draft.questions = vec![String::new()];
        for step in Step::ALL {
            for (name, _) in form::answered(*step, &draft).into_iter().filter(|(name, _)| name != "template") {
                assert_eq!(step_of(&name), *step, "{name}");
            }
        }
    }
}
