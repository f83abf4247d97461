//! What a reminder says.

use domain::agenda::{Item, Owner, Place, days_left_words};
use domain::ids::{PersonId, ProgramId};
use domain::reviews::Side;
use domain::time::{Day, iso};

use crate::mail::Letter;

/// The line under every reminder: why it came, and how to have it otherwise.
const WHY: &str = "Reminders come by email until you choose otherwise, under “Reminders” in your account.";

/// One thing that comes near. The key names the thing, its day and the days that are left: whoever sends it twice, the
/// outbox keeps one.
pub(super) fn one(to: PersonId, item: &Item, today: Day, left: i64) -> Letter {
    let (when, what) = (days_left_words(item.day, today), of(item));
    let with = if item.with.is_empty() { String::new() } else { format!(" {}: {}.", other(item), item.with) };
    Letter {
        to,
        subject: format!("{when}: {}", item.title),
        lines: vec![format!("{what}. {when}.{with}"), WHY.to_owned()],
        action: Some(("Open it".to_owned(), item.place.path())),
        dedupe: Some(format!("reminder:{}:{}:{}:{left}", to, item.key(), iso(item.day))),
    }
}

/// Several at once, of one program.
pub(super) fn digest(program: ProgramId, to: PersonId, items: &[(Side, &Item)], today: Day, weekly: bool) -> Letter {
    let count = match items.len() {
        1 => "One thing is".to_owned(),
        count => format!("{count} things are"),
    };
    let span = if weekly { "due this week" } else { "coming up" };
    let lines = items.iter().map(|(_, item)| format!("{}: {}.", days_left_words(item.day, today), of(item)));
    let mut lines: Vec<String> = lines.collect();
    lines.push(WHY.to_owned());
    let host = items.iter().all(|(side, _)| *side == Side::Host);
    let page = if host { "/host/calendar" } else { "/student/calendar" };
    let pace = if weekly { "week" } else { "day" };
    Letter {
        to,
        subject: format!("{count} {span}"),
        lines,
        action: Some(("See your calendar".to_owned(), page.to_owned())),
        dedupe: Some(format!("reminders-of-the-{pace}:{program}:{to}:{}", iso(today))),
    }
}

fn of(item: &Item) -> String {
    if item.about.is_empty() { item.title.clone() } else { format!("{}, for “{}”", item.title, item.about) }
}

/// What the other side is called before its name.
const fn other(item: &Item) -> &'static str {
    match (item.owner, item.place) {
        (Owner::Both, _) => "Together with",
        (_, Place::Application(_)) => "Host",
        _ => "With",
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::{PersonId, ProgramId};

    #[test]
    fn each_program_has_a_digest_of_its_own() {
        let today = "2026-11-24".parse().unwrap();
        let (person, one, other) = (PersonId(crate::new_id()), ProgramId(crate::new_id()), ProgramId(crate::new_id()));
        let key = |program| super::digest(program, person, &[], today, false).dedupe;
        assert_eq!(key(one), key(one));
        assert_ne!(key(one), key(other));
    }
}
