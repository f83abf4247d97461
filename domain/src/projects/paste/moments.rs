//! What a day in the text is for: applying, starting, meeting first, or ending.

use super::Pasted;
use super::dates::{Found, find};
use super::page::Page;
use crate::time::Day;

/// What a day is for, by the words around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    Apply,
    Start,
    Kickoff,
    End,
    /// `by`, `due`, `deadline`: an end, unless something else is said to be one.
    Due,
    /// Interviews, drafts, the day of the posting.
    Aside,
}

/// Tokens before a day among which its role is looked for.
const BEFORE: isize = 9;

const WORDS: [(Role, &[&str]); 5] = [
    (
        Role::Apply,
        &[
            "apply",
            "application",
            "applications",
            "applying",
            "closes",
            "closing",
            "rsvp",
            "resume",
            "resumes",
            "respond",
        ],
    ),
    (Role::Kickoff, &["kickoff", "kick", "kick-off", "orientation"]),
    (
        Role::Start,
        &["start", "starts", "starting", "begin", "begins", "beginning", "commence", "commences", "onboarding"],
    ),
    (
        Role::Aside,
        &[
            "posted",
            "updated",
            "sent",
            "published",
            "interview",
            "interviews",
            "interviewing",
            "notify",
            "notified",
            "draft",
            "drafts",
            "interim",
            "midpoint",
            "midway",
            "halfway",
            "milestone",
            "since",
            "founded",
            "decision",
            "last",
        ],
    ),
    (
        Role::End,
        &["end", "ends", "ending", "finish", "finished", "final", "complete", "completed", "completion", "wrap"],
    ),
];
const DUE: [&str; 10] = ["by", "due", "deadline", "until", "till", "through", "before", "than", "deliver", "delivered"];

pub(super) fn read(page: &Page<'_>, today: Day, pasted: &mut Pasted) {
    let mut before = 0;
    let mut due: Option<(Day, bool, usize, usize)> = None;
    let mut end_dated = false;
    for found in find(page, today) {
        let cue = cue(page, &found, before);
        before = found.last + 1;
        let (role, first, last) = match cue {
            Some((role, at)) => (Some(role), at.min(found.first), at.max(found.last)),
            None => (None, found.first, found.last),
        };
        let words = page.slice(first, last);
        match (role, found.until) {
            (None, None) | (Some(Role::Aside), _) => {}
            (Some(Role::Apply), until) => set(pasted, "apply_by", until.unwrap_or(found.day), words),
            (Some(Role::Kickoff), _) => set(pasted, "kickoff", found.day, words),
            (_, Some(_)) if found.unsure && role.is_none() => {}
            (_, Some(until)) => {
                set(pasted, "start", found.day, words);
                end_dated |= found.dated && pasted.draft.end.is_none();
                set(pasted, "end", until, words);
            }
            (Some(Role::Start), None) => set(pasted, "start", found.day, words),
            (Some(Role::End), None) => {
                end_dated |= found.dated && pasted.draft.end.is_none();
                set(pasted, "end", found.day, words);
            }
            // Of several such days, the last is the end.
            (Some(Role::Due), None) if due.is_none_or(|(day, ..)| found.day > day) => {
                due = Some((found.day, found.dated, first, last));
            }
            (Some(Role::Due), None) => {}
        }
    }
    if let Some((day, dated, first, last)) = due.filter(|_| pasted.draft.end.is_none()) {
        end_dated = dated;
        set(pasted, "end", day, page.slice(first, last));
    }
    // `Dec 1 to Jan 20`, read in the middle of December: the end follows the start.
    if let (Some(start), Some(end)) = (pasted.draft.start, pasted.draft.end)
        && end < start
        && !end_dated
    {
        let later = (1..=8).find_map(|more| {
            Day::new(end.year().saturating_add(more), end.month(), end.day()).ok().filter(|day| *day >= start)
        });
        pasted.draft.end = later.or(Some(end));
    }
}

/// The first day of each kind stays.
fn set(pasted: &mut Pasted, field: &'static str, day: Day, words: &str) {
    let draft = &mut pasted.draft;
    let slot = match field {
        "apply_by" => &mut draft.apply_by,
        "kickoff" => &mut draft.kickoff,
        "start" => &mut draft.start,
        _ => &mut draft.end,
    };
    if slot.is_none() {
        *slot = Some(day);
        pasted.note(field, words);
    }
}

/// The role of a day and the token that says so: the nearest telling word before it, back to the day
/// before, else `by` or `due`, else a telling word right behind it.
fn cue(page: &Page<'_>, found: &Found, before: usize) -> Option<(Role, usize)> {
    let first = found.first;
    let telling = |by: isize| {
        let at = first.saturating_add_signed(by);
        let role = WORDS.iter().find(|(_, words)| page.word(first, by, words)).map(|(role, _)| *role)?;
        (by > 0 || at >= before).then_some((role, at))
    };
    let due = |by: isize| {
        let at = first.saturating_add_signed(by);
        (page.word(first, by, &DUE) && at >= before).then_some((Role::Due, at))
    };
    let width = isize::try_from(found.last - first).unwrap_or(0);
    (1..=BEFORE)
        .find_map(|by| telling(-by))
        // `apply by` comes before `by`, `by` before what follows the day.
        .or_else(|| (1..=BEFORE).find_map(|by| due(-by)))
        .or_else(|| (1..=3).find_map(|by| telling(width + by)))
        .or_else(|| page.word(found.last, 1, &["deadline"]).then_some((Role::Due, found.last + 1)))
        .or_else(|| (found.until.is_none() && page.word(first, -1, &["from"])).then(|| (Role::Start, first - 1)))
}
