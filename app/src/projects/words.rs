//! Sentences about who changed an answer and when. Server only.

use std::collections::BTreeSet;

use backend::Visit;
use backend::projects::{Edit, Saved};
use domain::fields::FieldErrors;
use domain::ids::PersonId;
use domain::projects::form;
use domain::time::{Instant, short_date};

/// What a form takes as others have it: the choices that say `theirs`.
pub fn taken<'a>(choices: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeSet<String> {
    choices.filter(|(_, choice)| *choice == "theirs").map(|(about, _)| about.to_owned()).collect()
}

/// `at 14:31` today, `on 3 Dec at 14:31` before.
pub fn when(visit: &Visit, at: Instant) -> String {
    let program = visit.program();
    let clock = program.clock_of(at);
    let day = program.day_of(at);
    if day == visit.today() { format!("at {clock}") } else { format!("on {} at {clock}", short_date(day)) }
}

/// `Jonah Reyes`; one's own name helps nobody.
pub fn who(edit: &Edit, me: Option<PersonId>) -> String {
    if Some(edit.by) == me { "You, in another window,".to_owned() } else { edit.name.clone() }
}

/// `Saved 14:31, but look at the problem: This has 2500 characters. Shorten it to 2000.`
fn unkept(clock: &str, errors: &FieldErrors) -> String {
    let named = |field: &str| if field.starts_with("answer:") { "your answer".to_owned() } else { form::words(field) };
    let first = errors.0.iter().next().map(|(field, message)| format!("{}: {message}", named(field)));
    let more = match errors.0.len() {
        ..=1 => String::new(),
        count => format!(" And {} more.", count - 1),
    };
    format!("Saved {clock}, but look at {}{more}", first.unwrap_or_default())
}

/// What the wizard says after it saved by itself.
pub fn kept(cx: &backend::Cx, saved: &Saved) -> String {
    let me = cx.actor().person_id();
    let named = saved.other.as_ref().map(|edit| (who(edit, me), when(cx, edit.at)));
    let clock = cx.program().clock_of(cx.at());
    match (saved.clashes.is_empty(), named) {
        (false, Some((who, when))) => format!("{who} changed the same answer {when}."),
        (false, None) => "Somebody else changed the same answer.".to_owned(),
        (true, _) if !saved.errors.is_empty() => unkept(&clock, &saved.errors),
        (true, Some((who, _))) => format!("Saved {clock}, with what {} changed", who.trim_end_matches(',')),
        (true, None) => format!("Saved {clock}"),
    }
}
