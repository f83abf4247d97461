//! Days as Americans write them: `December 12`, `12 Dec 2026`, `12/12/2026`, `2026-12-12`.

use super::page::Page;
use super::tokens::{Is, Token};
use crate::time::{Day, month_number};

/// A day in the text, or two with `to` between them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Found {
    pub day: Day,
    /// The second day of `Dec 1 - Dec 12`.
    pub until: Option<Day>,
    /// Whether the year of the last day stands there and is still to come.
    pub dated: bool,
    /// `1/2` may be a half: it counts only where a word says what the day is for.
    pub unsure: bool,
    pub first: usize,
    pub last: usize,
}

/// A day as written.
#[derive(Clone, Copy)]
struct Written {
    month: i8,
    day: i8,
    year: Option<i16>,
    unsure: bool,
    last: usize,
}

/// Every day of the page, in order.
pub(super) fn find(page: &Page<'_>, today: Day) -> Vec<Found> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < page.tokens.len() {
        let found = written_at(page, at).and_then(|one| found(page, at, one, today));
        at = found.map_or(at + 1, |found| found.last + 1);
        all.extend(found);
    }
    all
}

fn found(page: &Page<'_>, first: usize, one: Written, today: Day) -> Option<Found> {
    let day = next(one, today)?;
    let dated = |one: Written, day: Day| one.year == Some(day.year());
    let alone = Found { day, until: None, dated: dated(one, day), unsure: one.unsure, first, last: one.last };
    let joined = page.mark(one.last, 1, "-–—−") || page.word(one.last, 1, &["to", "through", "thru", "until", "till"]);
    let Some((start, token)) = page.near(one.last, 2).filter(|_| joined) else { return Some(alone) };
    let second = written_at(page, start).or_else(|| {
        // `December 1-12`: a day of the same month, and no time or amount.
        let unit = page.mark(start, 1, "/:%") || page.word(start, 1, &["am", "pm", "hours", "hrs", "weeks", "days"]);
        let day = whole(token, 2).filter(|_| !unit && !one.unsure)?;
        let (year, last) = year_behind(page, start);
        Some(Written { day: i8::try_from(day).ok()?, year: year.or(one.year), last, ..one })
    });
    let Some(second) = second else { return Some(alone) };
    // `Nov 30 - Dec 12, 2019`: the year belongs to both.
    let one = Written { year: one.year.or(second.year), ..one };
    let (Some(day), Some(until)) = (next(one, today), next(second, today)) else { return Some(alone) };
    let unsure = one.unsure && second.unsure;
    Some(Found { day, until: Some(until), dated: dated(second, until), unsure, first, last: second.last })
}

/// The first such day from today on. An earlier year, or none, becomes the next that fits.
fn next(one: Written, today: Day) -> Option<Day> {
    let in_year = |year: i16| Day::new(year, one.month, one.day).ok().filter(|day| *day >= today);
    // Eight years hold a leap day, always.
    one.year.and_then(in_year).or_else(|| (0..=8).find_map(|more| in_year(today.year().saturating_add(more))))
}

/// The day that begins at this token.
fn written_at(page: &Page<'_>, at: usize) -> Option<Written> {
    let (_, token) = page.near(at, 0)?;
    match token.kind {
        Is::Word => month_first(page, at, token),
        Is::Number => numbers(page, at, token).or_else(|| day_first(page, at, token)),
        Is::Mark | Is::Link => None,
    }
}

/// `December 12`, `Dec. 12th, 2026`.
fn month_first(page: &Page<'_>, at: usize, token: Token<'_>) -> Option<Written> {
    let month = month(token.text)?;
    let dot = usize::from(page.mark(at, 1, ".") && page.touches(at));
    let (start, day) = page.near(at + dot, 1)?;
    let day = i8::try_from(whole(day, 2)?).ok()?;
    let (year, last) = year_behind(page, ordinal(page, start));
    Some(Written { month, day, year, unsure: false, last })
}

/// `12 December`, `12th of December 2026`.
fn day_first(page: &Page<'_>, at: usize, token: Token<'_>) -> Option<Written> {
    let day = i8::try_from(whole(token, 2)?).ok()?;
    let before = ordinal(page, at);
    let before = before + usize::from(page.word(before, 1, &["of"]));
    let (last, name) = page.near(before, 1).filter(|(_, name)| name.kind == Is::Word)?;
    let month = month(name.text)?;
    // `10 March 5`: the number in front counts something else.
    let month_first = page.near(last, 1).is_some_and(|(_, next)| whole(next, 2).is_some());
    if month_first {
        return None;
    }
    let dot = last + usize::from(page.mark(last, 1, ".") && page.touches(last));
    let (year, last) = year_behind(page, dot);
    Some(Written { month, day, year, unsure: false, last })
}

/// `2026-12-12`, `12/12/2026`, `12/12/26`, `12-12-2026`, `12/12`: the month first unless the year is.
fn numbers(page: &Page<'_>, at: usize, first: Token<'_>) -> Option<Written> {
    let tight = |at: usize| page.touches(at) && page.touches(at + 1);
    let outside = at > 0 && page.touches(at - 1) && page.mark(at, -1, "/-$.");
    let slash = page.mark(at, 1, "/");
    if outside || !tight(at) || !(slash || page.mark(at, 1, "-")) {
        return None;
    }
    let (_, second) = page.near(at, 2)?;
    let same = if slash { "/" } else { "-" };
    let third = page.near(at, 4).filter(|_| page.mark(at, 3, same) && tight(at + 2)).map(|(_, third)| third);
    let small = |token: Token<'_>| whole(token, 2).and_then(|value| i8::try_from(value).ok());
    if first.text.len() == 4 {
        let (month, day) = (small(second)?, small(third?)?);
        return valid(Written { month, day, year: year(first), unsure: false, last: at + 4 });
    }
    let (month, day) = (small(first)?, small(second)?);
    match third {
        Some(third) => {
            let short = whole(third, 2).filter(|_| third.text.len() == 2).map(|year| year + 2_000);
            let year = year(third).or(short)?;
            valid(Written { month, day, year: Some(year), unsure: false, last: at + 4 })
        }
        None if slash => valid(Written { month, day, year: None, unsure: true, last: at + 2 }),
        None => None,
    }
}

fn valid(one: Written) -> Option<Written> {
    ((1..=12).contains(&one.month) && (1..=31).contains(&one.day)).then_some(one)
}

/// 1 to 12; `may` and `march` are also verbs.
fn month(word: &str) -> Option<i8> {
    let verb = super::page::is(word, &["may", "mar", "march"]) && !super::page::starts_upper(word);
    month_number(word).filter(|_| !verb)
}

/// The token of `st`, `nd`, `rd`, `th` right behind a number, else the number's.
fn ordinal(page: &Page<'_>, at: usize) -> usize {
    at + usize::from(page.touches(at) && page.word(at, 1, &["st", "nd", "rd", "th"]))
}

/// A year behind a day, with or without a comma, and the last token of both.
fn year_behind(page: &Page<'_>, at: usize) -> (Option<i16>, usize) {
    let comma = isize::from(page.mark(at, 1, ","));
    match page.near(at, 1 + comma) {
        Some((last, token)) if year(token).is_some() => (year(token), last),
        _ => (None, at),
    }
}

fn year(token: Token<'_>) -> Option<i16> {
    whole(token, 4).filter(|year| (2_000..2_100).contains(year))
}

/// A number of at most so many digits and nothing else.
fn whole(token: Token<'_>, digits: usize) -> Option<i16> {
    let plain = token.kind == Is::Number && token.text.len() <= digits;
    plain.then(|| token.text.parse().ok()).flatten().filter(|value| *value > 0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::projects::paste::page::{Page, clean};
    use crate::time::iso;

    fn days(text: &str) -> Vec<String> {
        let clean = clean(text);
        let found = find(&Page::read(&clean), date(2026, 9, 1));
        let words = |found: &Found| match found.until {
            Some(until) => format!("{}..{}", iso(found.day), iso(until)),
            None => iso(found.day),
        };
        found.iter().map(words).collect()
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for (text, day) in [
            ("by December 12", "2026-12-12"),
            ("by Dec. 12th, 2026.", "2026-12-12"),
            ("12 December 2026", "2026-12-12"),
            ("the 12th of December", "2026-12-12"),
            ("12/5/2026", "2026-12-05"),
            ("12/5/26", "2026-12-05"),
            ("2026-12-05", "2026-12-05"),
            ("start: Jan 5", "2027-01-05"),
            ("September 1", "2026-09-01"),
            ("August 31", "2027-08-31"),
            ("Feb 29", "2028-02-29"),
            ("March 3, 2019", "2027-03-03"),
            ("Jan 5 to Jan 30", "2027-01-05..2027-01-30"),
            ("November 2-20", "2026-11-02..2026-11-20"),
            ("Nov 2 – Dec 4, 2026", "2026-11-02..2026-12-04"),
            ("10/5 - 10/30/2026", "2026-10-05..2026-10-30"),
        ] {
            assert_eq!(days(text), [day], "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_left_alone() {
        for text in [
            "Fall 2026",
            "you may 10 times",
            "24/7",
            "2026-27",
            "555-123-4567",
            "may",
            "Dec",
            "13/13/2026",
            "Feb 30",
            "x/1/2/3",
        ] {
            assert_eq!(days(text), [""; 0], "{text}");
        }
        assert_eq!(days("December 12 - 15 hours"), ["2026-12-12"]);
    }
}
