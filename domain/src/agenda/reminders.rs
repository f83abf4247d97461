//! Reminders: which dates are near enough, when a person's letters may leave, and how they want them.

use jiff::tz::TimeZone;

use super::timeline::Item;
use crate::fields::FieldErrors;
use crate::machine::Word as _;
use crate::time::{Day, Instant, Week, days_between, plus_days};

/// Days before its day on which a thing is brought to mind. What comes back every week only on the last of them: three
/// letters for each check-in would teach people to read none.
pub const MARKS: [i64; 3] = [7, 3, 1];

/// The hour at which reminders leave, on the clock of whoever gets them.
const MORNING: i16 = 8 * 60;

crate::words! {
    /// How reminders come by e-mail. What law or process needs is always sent.
    pub enum Pace {
        /// Each as a letter of its own.
        AtOnce = "at_once",
        /// One letter a day with all of that day.
        Daily = "daily",
        /// One letter on Mondays with the week ahead.
        Weekly = "weekly",
        /// None: they stand on the pages only.
        Never = "none",
    }
}

/// Hours in which no reminder leaves, in minutes after midnight; may go over midnight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quiet {
    /// The first minute.
    pub from: i16,
    /// The first minute after.
    pub until: i16,
}

impl Quiet {
    const fn holds(self, minute: i16) -> bool {
        if self.from <= self.until {
            self.from <= minute && minute < self.until
        } else {
            minute >= self.from || minute < self.until
        }
    }
}

/// How one person wants to be reminded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reminders {
    /// How often.
    pub pace: Pace,
    /// When not.
    pub quiet: Option<Quiet>,
    /// The person's zone by its name of the IANA database; `None` for the program's.
    pub zone: Option<String>,
}

impl Default for Reminders {
    /// At once, and nothing between nine in the evening and seven in the morning.
    fn default() -> Self {
        Self { pace: Pace::AtOnce, quiet: Some(Quiet { from: 21 * 60, until: 7 * 60 }), zone: None }
    }
}

impl Reminders {
    /// Reads the fields `pace`, `quiet_from`, `quiet_until` (both or neither) and `zone` (empty for the program's).
    /// `known` says whether a zone exists: the list of zones is none of the domain's.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(
        pace: &str,
        quiet_from: &str,
        quiet_until: &str,
        zone: &str,
        known: impl Fn(&str) -> bool,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let pace = Pace::from_word(pace);
        if pace.is_none() {
            errors.add("pace", "Choose how you want to be reminded.");
        }
        let quiet = quiet_hours(&mut errors, quiet_from.trim(), quiet_until.trim());
        let zone = Some(zone.trim().to_owned()).filter(|zone| !zone.is_empty());
        if zone.as_deref().is_some_and(|zone| !known(zone)) {
            errors.add("zone", "There is no such time zone. Choose one from the list.");
        }
        errors.finish(pace.map(|pace| Self { pace, quiet, zone }))
    }
}

fn quiet_hours(errors: &mut FieldErrors, from: &str, until: &str) -> Option<Quiet> {
    if from.is_empty() && until.is_empty() {
        return None;
    }
    let mut read = |field: &str, text: &str| {
        let minute = clock(text);
        if minute.is_none() {
            errors.add(field, "Write a time of the day such as 21:00, or leave both empty.");
        }
        minute
    };
    let (from, until) = (read("quiet_from", from), read("quiet_until", until));
    let quiet = Quiet { from: from?, until: until? };
    if quiet.from == quiet.until {
        errors.add(
            "quiet_until",
            "The quiet hours would be over when they begin. Choose another time, or leave both empty.",
        );
    }
    Some(quiet)
}

/// Reads `21:00` as minutes after midnight; browsers may send seconds as well.
fn clock(text: &str) -> Option<i16> {
    let mut parts = text.splitn(3, ':');
    let mut part = |most: i16| {
        let part = parts.next().filter(|part| (1..=2).contains(&part.len()))?;
        let number: i16 = part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())??;
        (number <= most).then_some(number)
    };
    Some(part(23)? * 60 + part(59)?)
}

/// The instant of a minute of a day; where clocks jump over it, the first one after the jump.
fn instant(day: Day, minute: i16, zone: &TimeZone) -> Option<Instant> {
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    day.at(hour, minute, 0, 0).to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
}

/// When the quiet hours end that `at` falls into; `None` outside of them.
#[must_use]
pub fn quiet_until(reminders: &Reminders, at: Instant, zone: &TimeZone) -> Option<Instant> {
    let local = at.to_zoned(zone.clone());
    let minute = i16::from(local.hour()) * 60 + i16::from(local.minute());
    let quiet = reminders.quiet.filter(|quiet| quiet.holds(minute))?;
    (0..=1).filter_map(|days| instant(plus_days(local.date(), days), quiet.until, zone)).find(|end| *end > at)
}

/// When a person's dates are looked at next after `after`: each morning on their own clock, at the end of the quiet hours
/// where the morning is quiet.
#[must_use]
pub fn next_round(reminders: &Reminders, after: Instant, zone: &TimeZone) -> Instant {
    let today = after.to_zoned(zone.clone()).date();
    let morning = match reminders.quiet {
        Some(quiet) if quiet.holds(MORNING) => quiet.until,
        _ => MORNING,
    };
    (0..=2)
        .filter_map(|days| instant(plus_days(today, days), morning, zone))
        .find(|at| *at > after)
        .unwrap_or_else(|| crate::time::plus_hours(after, 24))
}

/// What the person has to do and has come to one of its [`MARKS`] since they were last looked after, with the days that
/// are left. Nothing comes twice, and a server that was away for a day catches up.
#[must_use]
pub fn reached(items: &[Item], last: Day, today: Day) -> Vec<(&Item, i64)> {
    let mark = |item: &Item| {
        let (before, left) = (days_between(last, item.day), days_between(today, item.day));
        let marks: &[i64] = if item.kind.weekly() { &MARKS[2..] } else { &MARKS };
        (left >= 0 && marks.iter().any(|mark| before > *mark && left <= *mark)).then_some(left)
    };
    items.iter().filter(|item| item.owner.is_you()).filter_map(|item| Some((item, mark(item)?))).collect()
}

/// What the person has to do by the end of the week, and what is late: the letter on Mondays. Nothing unless a week has
/// begun since they were last looked after.
#[must_use]
pub fn week_ahead(items: &[Item], last: Day, today: Day) -> Vec<(&Item, i64)> {
    if Week::of(last) == Week::of(today) {
        return Vec::new();
    }
    let sunday = Week::of(today).sunday();
    let mine = items.iter().filter(|item| item.owner.is_you() && item.day <= sunday);
    mine.map(|item| (item, days_between(today, item.day))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Owner, Place, Revision};
    use super::*;
    use jiff::civil::date;
    use rstest::rstest;
    use uuid::Uuid;

    /// New York without a zone database: clocks go forward on 14 March 2027 and back on 1 November 2026.
    fn new_york() -> TimeZone {
        TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").unwrap()
    }

    fn item(kind: Kind, owner: Owner, day: Day) -> Item {
        Item {
            kind,
            owner,
            day,
            at: None,
            title: String::new(),
            about: String::new(),
            with: String::new(),
            place: Place::Pay,
            subject: Uuid::from_u128(1),
            week: None,
            revision: Revision { number: 1, at: Instant::UNIX_EPOCH },
        }
    }

    fn wants(quiet: Option<(i16, i16)>) -> Reminders {
        let quiet = quiet.map(|(from, until)| Quiet { from: from * 60, until: until * 60 });
        Reminders { quiet, ..Reminders::default() }
    }

    #[rstest]
    // A mark is reached on its day, once, and caught up with when nobody looked on that day.
    #[case(Kind::Milestone, 9, 8, None)]
    #[case(Kind::Milestone, 8, 7, Some(7))]
    #[case(Kind::Milestone, 7, 7, None)]
    #[case(Kind::Milestone, 7, 6, None)]
    #[case(Kind::Milestone, 8, 5, Some(5))]
    #[case(Kind::Milestone, 4, 3, Some(3))]
    #[case(Kind::Milestone, 2, 1, Some(1))]
    #[case(Kind::Milestone, 1, 0, None)]
    #[case(Kind::Milestone, 9, 0, Some(0))]
    #[case(Kind::Milestone, 1, -1, None)]
    #[case(Kind::CheckIn, 8, 7, None)]
    #[case(Kind::CheckIn, 4, 3, None)]
    #[case(Kind::Hours, 2, 1, Some(1))]
    fn what_comes_near_is_brought_to_mind(
        #[case] kind: Kind,
        #[case] before: i64,
        #[case] now: i64,
        #[case] left: Option<i64>,
    ) {
        let today = date(2026, 12, 30);
        let items = [item(kind, Owner::You, plus_days(today, now))];
        let found = reached(&items, plus_days(today, now - before), today);
        assert_eq!(found.first().map(|(_, left)| *left), left);
    }

    #[test]
    fn nobody_is_reminded_of_what_others_do() {
        let (today, day) = (date(2026, 12, 28), date(2026, 12, 31));
        let items = [Owner::Host, Owner::Student, Owner::Program].map(|owner| item(Kind::Answer, owner, day));
        assert!(reached(&items, date(2026, 12, 27), today).is_empty());
        assert!(week_ahead(&items, date(2026, 12, 27), today).is_empty());
    }

    #[test]
    fn the_week_ahead_comes_once_a_week_and_over_the_new_year() {
        let items =
            [date(2026, 12, 24), date(2027, 1, 3), date(2027, 1, 4)].map(|day| item(Kind::Milestone, Owner::You, day));
        let monday = date(2026, 12, 28);
        let left: Vec<i64> = week_ahead(&items, date(2026, 12, 27), monday).into_iter().map(|(_, left)| left).collect();
        assert_eq!(left, [-4, 6]);
        assert!(week_ahead(&items, monday, date(2026, 12, 29)).is_empty());
        assert_eq!(week_ahead(&items, date(2026, 12, 26), date(2026, 12, 30)).len(), 2, "a Monday nobody looked at");
    }

    #[rstest]
    // Eight in the morning, before and after it, in summer and in winter time.
    #[case("2026-10-31T11:00:00Z", None, "2026-10-31T12:00:00Z")]
    #[case("2026-10-31T12:00:00Z", None, "2026-11-01T13:00:00Z")]
    #[case("2027-03-13T13:00:00Z", None, "2027-03-14T12:00:00Z")]
    #[case("2026-12-31T23:00:00Z", None, "2027-01-01T13:00:00Z")]
    // A quiet morning ends later; quiet hours at noon change nothing.
    #[case("2026-12-03T11:00:00Z", Some((22, 10)), "2026-12-03T15:00:00Z")]
    #[case("2026-12-03T11:00:00Z", Some((11, 13)), "2026-12-03T13:00:00Z")]
    fn people_are_looked_after_in_the_morning(
        #[case] after: Instant,
        #[case] quiet: Option<(i16, i16)>,
        #[case] next: Instant,
    ) {
        assert_eq!(next_round(&wants(quiet), after, &new_york()), next);
    }

    #[rstest]
    #[case("2026-12-04T03:00:00Z", Some((21, 7)), Some("2026-12-04T12:00:00Z"))]
    #[case("2026-12-04T11:59:00Z", Some((21, 7)), Some("2026-12-04T12:00:00Z"))]
    #[case("2026-12-04T12:00:00Z", Some((21, 7)), None)]
    #[case("2026-12-04T17:00:00Z", Some((11, 14)), Some("2026-12-04T19:00:00Z"))]
    #[case("2026-12-04T03:00:00Z", None, None)]
    // 02:00 does not exist on the night clocks go forward: the quiet hours end with the jump.
    #[case("2027-03-14T06:30:00Z", Some((21, 2)), Some("2027-03-14T07:00:00Z"))]
    // On the night clocks go back one hour comes twice: the first end counts.
    #[case("2026-11-01T04:30:00Z", Some((21, 1)), Some("2026-11-01T05:00:00Z"))]
    fn quiet_hours_have_an_end(#[case] at: Instant, #[case] quiet: Option<(i16, i16)>, #[case] end: Option<&str>) {
        assert_eq!(quiet_until(&wants(quiet), at, &new_york()), end.map(|end| end.parse().unwrap()));
    }

    #[test]
    fn the_form_is_read_or_answered_beside_its_fields() {
        let known = |zone: &str| zone == "Europe/Berlin";
        let read = Reminders::parse("daily", "21:00", "07:30:00", " Europe/Berlin ", known).unwrap();
        assert_eq!(read.quiet, Some(Quiet { from: 1_260, until: 450 }));
        assert_eq!((read.pace, read.zone.as_deref()), (Pace::Daily, Some("Europe/Berlin")));
        let none = Reminders::parse("none", "", "", "", known).unwrap();
        assert_eq!((none.quiet, none.zone), (None, None));
        let fields = |pace: &str, from: &str, until: &str, zone: &str| {
            let errors = Reminders::parse(pace, from, until, zone, known).unwrap_err();
            errors.0.into_keys().collect::<Vec<_>>()
        };
        assert_eq!(fields("often", "25:00", "7", "Mars/Base"), ["pace", "quiet_from", "quiet_until", "zone"]);
        assert_eq!(fields("daily", "21:00", "", ""), ["quiet_until"]);
        assert_eq!(fields("daily", "21:00", "21:00", ""), ["quiet_until"]);
    }
}
