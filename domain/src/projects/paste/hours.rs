//! Hours: of the whole project, of a week, and for how many weeks.

use super::Pasted;
use super::page::Page;
use super::tokens::{Is, Quantity};
use crate::projects::limits;

pub(super) const HOURS: [&str; 5] = ["hours", "hour", "hrs", "hr", "h"];
const WEEKS: [&str; 4] = ["weeks", "week", "wks", "wk"];
pub(super) const EACH: [&str; 5] = ["per", "a", "an", "each", "every"];

/// What an amount is counted by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Per {
    /// The whole project.
    Whole,
    Hour,
    Week,
    /// A day, a month, a piece: says nothing of the whole.
    Other,
}

/// Hours or weeks with the tokens they were read from.
#[derive(Clone, Copy)]
struct Found {
    /// `None` for `up to 20`.
    low: Option<i32>,
    /// `None` for `at least 15`.
    high: Option<i32>,
    first: usize,
    last: usize,
}

pub(super) fn read(page: &Page<'_>, pasted: &mut Pasted) {
    let (mut total, mut weekly, mut weeks) = (None::<(bool, Found)>, None::<Found>, None::<Found>);
    for at in 0..page.tokens.len() {
        if page.word(at, 0, &HOURS) {
            let Some((found, per)) = hours_at(page, at) else { continue };
            match per {
                Per::Week => weekly = weekly.or(Some(found)),
                Per::Whole => {
                    let said = page.around(found.first, found.last, 3, 3, &["total", "overall", "altogether", "all"]);
                    // The first one counts, unless a later one is called the total.
                    if total.is_none_or(|(before, _)| said && !before) {
                        total = Some((said, found));
                    }
                }
                Per::Hour | Per::Other => {}
            }
        } else if page.word(at, 0, &WEEKS) && weeks.is_none() {
            weeks = weeks_at(page, at);
        }
    }
    write(page, pasted, total.map(|(_, found)| found), weekly, weeks);
}

fn write(page: &Page<'_>, pasted: &mut Pasted, total: Option<Found>, weekly: Option<Found>, weeks: Option<Found>) {
    if let Some(found) = weekly
        && let Some(most) = found.high.or(found.low)
    {
        pasted.draft.weekly_hours = most;
        pasted.note("weekly_hours", page.slice(found.first, found.last));
    }
    let product = |hours: Option<i32>, weeks: Option<i32>| {
        hours.zip(weeks).map(|(hours, weeks)| hours.saturating_mul(weeks)).filter(|all| *all <= limits::NUMBER)
    };
    let whole = total.or_else(|| {
        let (weekly, weeks) = (weekly?, weeks?);
        let words = if page.tokens.get(weekly.first)?.sentence == page.tokens.get(weeks.first)?.sentence {
            (weekly.first.min(weeks.first), weekly.last.max(weeks.last))
        } else {
            (weekly.first, weekly.last)
        };
        let low = product(weekly.low, weeks.low);
        Some(Found { low, high: product(weekly.high, weeks.high), first: words.0, last: words.1 })
    });
    let Some(found) = whole else { return };
    let words = page.slice(found.first, found.last);
    if let Some(low) = found.low {
        pasted.draft.hours_low = low;
        pasted.note("hours_low", words);
    }
    if let Some(high) = found.high {
        pasted.draft.hours_high = high;
        pasted.note("hours_high", words);
    }
}

/// The hours at this unit: before it, or behind the colon of `Hours: 15-20`.
fn hours_at(page: &Page<'_>, unit: usize) -> Option<(Found, Per)> {
    if let Some(quantity) = page.quantity_before(unit) {
        if waits(page, &quantity, unit) || page.mark(quantity.first, -1, "$€£") {
            return None;
        }
        let (per, last) = per_after(page, unit);
        let weekly = (quantity.first..=unit).any(|at| page.word(at, 0, &["weekly"]));
        // `10 hours x 4 weeks`
        let times = page.word(last, 1, &["x"]) || page.mark(last, 1, "×*");
        let times = times && page.number(last, 2).is_some() && page.word(last, 3, &WEEKS);
        let per = if weekly || times { Per::Week } else { per };
        return Some((loosely(page, found(page, quantity, quantity.first, last)?), per));
    }
    let colon = (1..=3).find(|by| page.mark(unit, *by, ":"))?;
    let weekly = page.around(unit, unit, 1, colon, &["week", "weekly", "wk"]);
    let skip = |by: &isize| {
        page.word(unit, *by, &["about", "approximately", "approx", "around", "up", "to", "max"])
            || page.mark(unit, *by, ".~")
    };
    let by = (colon + 1..colon + 4).find(|by| !skip(by))?;
    let (start, _) = page.near(unit, by)?;
    let quantity = page.quantity_from(start)?;
    // `Hours: 20 hours` is found at its second unit, `Hours: 9:00` and `Hours: 9 am` are no amount.
    let other = page.mark(quantity.last, 1, ":-") || page.word(quantity.last, 1, &["am", "pm", "weeks", "days"]);
    if other || page.word(quantity.last, 1, &HOURS) || page.word(unit, -1, &["office", "opening", "business"]) {
        return None;
    }
    // `per_after` reads behind a unit; here the number itself stands at its place.
    let (per, last) = per_after(page, quantity.last);
    let per = if weekly { Per::Week } else { per };
    Some((found(page, quantity, unit, last)?, per))
}

/// Words that make the number behind them a second guess.
const GUESSING: [&str; 11] =
    ["could", "might", "may", "can", "maybe", "perhaps", "possibly", "potentially", "probably", "up", "even"];
/// Words that may stand between two guesses.
const BETWEEN: [&str; 14] =
    ["be", "to", "or", "so", "as", "many", "much", "go", "it", "get", "take", "about", "around", "closer"];

/// `20 hrs, could be 25`, `20 (maybe 25) hours`, `20, maybe 25 hours`: two guesses of the same.
fn loosely(page: &Page<'_>, found: Found) -> Found {
    let between = |at: usize, by: isize| {
        page.word(at, by, &GUESSING) || page.word(at, by, &BETWEEN) || page.mark(at, by, ",.(–—-~/")
    };
    let value = |at: usize, by: isize| -> Option<(i32, usize)> {
        let (index, _) = page.near(at, by)?;
        let whole =
            i32::try_from(page.number(at, by)? / 100).ok().filter(|whole| (1..=limits::NUMBER).contains(whole))?;
        let other = page.mark(index, 1, "$€£%/:")
            || page.word(index, 1, &WEEKS)
            || page.word(index, 1, &["days", "day", "am", "pm", "minutes", "pages", "students", "people", "percent"]);
        // `8 hours a week, up to 20 in total` are two figures.
        let total = page.around(index, index, 0, 4, &["total", "overall", "altogether", "all"]);
        (!other && !total && !page.mark(index, -1, "$€£")).then_some((whole, index))
    };
    let most = |at: usize| {
        page.word(at, 1, &["max", "maximum", "tops"]) || (page.word(at, 1, &["at"]) && page.word(at, 2, &["most"]))
    };
    let mut found = found;
    let after = (1..=8).find(|by| !between(found.last, *by));
    if let Some((value, index)) = after.and_then(|by| value(found.last, by))
        && let Some(by) = after
        && ((1..by).any(|by| page.word(found.last, by, &GUESSING)) || most(index))
        && found.high.is_none_or(|high| value > high && value <= high.saturating_mul(3))
    {
        found.high = Some(value);
        found.last = index + usize::from(page.word(index, 1, &HOURS) || page.mark(index, 1, ")"));
    }
    let before = (1..=6).find(|by| !between(found.first, -by));
    if let Some((value, index)) = before.and_then(|by| value(found.first, -by))
        && let Some(by) = before
        && (1..by).any(|by| page.word(found.first, -by, &GUESSING))
        && found.high.is_some_and(|high| value < high && value >= high / 3)
        && found.low.is_none_or(|low| Some(low) == found.high)
    {
        found.low = Some(value);
        found.first = index;
    }
    found
}

fn weeks_at(page: &Page<'_>, unit: usize) -> Option<Found> {
    let quantity = page.quantity_before(unit)?;
    let other = page.word(quantity.first, -1, &["every", "last", "past"]) || page.mark(quantity.first, -1, "$€£");
    if other || waits(page, &quantity, unit) {
        return None;
    }
    found(page, quantity, quantity.first, unit)
}

/// `reply within 48 hours`, `24 hours ago`, `3 hours of credit`: no length of the work.
fn waits(page: &Page<'_>, quantity: &Quantity, unit: usize) -> bool {
    page.around(quantity.first, quantity.first, 1, 0, &["within", "every"])
        || page.around(unit, unit, 0, 2, &["ago", "notice", "later", "before", "after", "advance", "credit"])
}

/// Whole hours, from the words around it: `up to 20` says no least, `at least 15` no most.
fn found(page: &Page<'_>, quantity: Quantity, first: usize, last: usize) -> Option<Found> {
    let whole = |hundredths: i64| i32::try_from(hundredths).ok().filter(|all| (1..=limits::NUMBER * 100).contains(all));
    let (low, high) = (whole(quantity.low)? / 100, (whole(quantity.high)? + 99) / 100);
    let at = quantity.first;
    let one = |words: &[&str]| if page.word(at, -1, words) { 1 } else { 0 };
    let two = |first: &[&str], second: &[&str]| page.word(at, -2, first) && page.word(at, -1, second);
    let most = if two(&["up"], &["to"])
        || two(&["at"], &["most"])
        || two(&["more"], &["than"])
        || two(&["maximum", "max"], &["of"])
    {
        2
    } else {
        one(&["maximum", "max"])
    };
    let least = if two(&["at"], &["least"])
        || two(&["minimum", "min"], &["of"])
        || (two(&["less", "fewer"], &["than"]) && page.word(at, -3, &["no", "not"]))
    {
        2
    } else {
        one(&["minimum", "min"])
    };
    let single = quantity.low == quantity.high;
    Some(Found {
        low: if single && most > 0 { None } else { Some(low).filter(|low| *low > 0) },
        high: if single && least > 0 { None } else { Some(high) },
        first: first.min(at - most.max(least)),
        last,
    })
}

/// What follows a unit: `per week`, `/wk`, `weekly`, `a day`; and the last token that says so.
pub(super) fn per_after(page: &Page<'_>, unit: usize) -> (Per, usize) {
    let mut at = unit;
    // `hour(s)`
    if page.mark(at, 1, "(") && page.word(at, 2, &["s"]) && page.mark(at, 3, ")") {
        at += 3;
    }
    if page.word(at, 1, &["weekly"]) {
        return (Per::Week, at + 1);
    }
    if page.word(at, 1, &["hourly"]) {
        return (Per::Hour, at + 1);
    }
    if page.word(at, 1, &["daily", "monthly"]) {
        return (Per::Other, at + 1);
    }
    let strict = page.mark(at, 1, "/") || page.word(at, 1, &["per"]);
    if !strict && !page.word(at, 1, &EACH) {
        return (Per::Whole, unit);
    }
    let Some((last, token)) = page.near(at, 2).filter(|(_, token)| token.kind == Is::Word) else {
        return (Per::Whole, unit);
    };
    let says = |words: &[&str]| super::page::is(token.text, words);
    if says(&HOURS) {
        (Per::Hour, last)
    } else if says(&WEEKS) {
        (Per::Week, last)
    } else if says(&["project", "student", "intern", "person", "participant", "assignment", "seat", "applicant"]) {
        (Per::Whole, last)
    } else if strict || says(&["day", "month", "year", "semester", "term", "piece", "lead", "sale", "post", "article"])
    {
        (Per::Other, last)
    } else {
        (Per::Whole, unit)
    }
}
