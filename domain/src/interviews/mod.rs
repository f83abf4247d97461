//! A talk between host and applicant before the decision (`workflow.md` section 2): the host offers up to three times, the
//! student picks one of them or says that none fits.

use jiff::tz::TimeZone;

use crate::fields::FieldErrors;
use crate::refusal::Refusal;
use crate::time::{Day, Instant, parse_day, plus_hours};

/// Most times a host offers at once.
pub const TIMES: usize = 3;
/// How long a talk may take, in minutes; the first that is offered is [`USUAL`].
pub const LENGTHS: [i32; 5] = [15, 20, 30, 45, 60];
/// What is usually enough.
pub const USUAL: i32 = 20;
/// Hours between the invitation and the first time: a student has to see it.
pub const NOTICE_HOURS: i64 = 24;
/// Longest place or address, in characters.
pub const PLACE: usize = 300;

/// Times a host offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// The times, the earliest first.
    pub times: Vec<Instant>,
    /// How long it takes.
    pub minutes: i32,
    /// Where: an address, a telephone number, a link.
    pub place: String,
}

/// What the form says: a day and a time for each of the offers, as the browser sends them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ProposalForm {
    /// `2026-12-04` and `14:30`, each may be empty.
    pub times: [(String, String); TIMES],
    /// Minutes.
    pub minutes: String,
    /// Where.
    pub place: String,
}

impl Proposal {
    /// Checks the form. Times are on the clock of `zone`, at least [`NOTICE_HOURS`] ahead of `now`.
    ///
    /// # Errors
    /// Messages beside `day_1` to `time_3`, `minutes` and `place`.
    pub fn parse(form: &ProposalForm, zone: &TimeZone, now: Instant) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let mut times = Vec::new();
        for (index, (day, time)) in (1..).zip(&form.times) {
            match one(day, time, zone) {
                Ok(None) => {}
                Ok(Some(at)) if at < plus_hours(now, NOTICE_HOURS) => {
                    errors.add(
                        format!("day_{index}"),
                        "Choose a time at least 24 hours from now: the student has to see it.",
                    );
                }
                Ok(Some(at)) if times.contains(&at) => {
                    errors.add(format!("time_{index}"), "This time stands above already. Choose another one.");
                }
                Ok(Some(at)) => times.push(at),
                Err((field, message)) => errors.add(format!("{field}_{index}"), message),
            }
        }
        if times.is_empty() && errors.is_empty() {
            errors.add("day_1", "Offer at least one time. Three are best: a student with classes has few free hours.");
        }
        times.sort_unstable();
        let minutes = form.minutes.trim().parse().ok().filter(|minutes| LENGTHS.contains(minutes));
        if minutes.is_none() {
            errors.add("minutes", "Choose how long it takes.");
        }
        let place = errors.line("place", "The place", &form.place, 3, PLACE);
        errors.finish(minutes.zip(place).map(|(minutes, place)| Self { times, minutes, place }))
    }
}

/// One day with its time; nothing where both are empty.
fn one(day: &str, time: &str, zone: &TimeZone) -> Result<Option<Instant>, (&'static str, &'static str)> {
    if day.trim().is_empty() && time.trim().is_empty() {
        return Ok(None);
    }
    let day = parse_day(day).ok_or(("day", "Choose the day from the calendar."))?;
    let (hour, minute) = clock(time).ok_or(("time", "Write a time such as 14:30."))?;
    let at = day.at(hour, minute, 0, 0).to_zoned(zone.clone()).map_err(|_| ("time", "Write a time such as 14:30."))?;
    Ok(Some(at.timestamp()))
}

/// `14:30`; browsers add seconds when they please.
fn clock(text: &str) -> Option<(i8, i8)> {
    let mut parts = text.trim().splitn(3, ':').map(|part| part.parse::<i8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
}

/// A talk that was offered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Interview {
    /// What is offered.
    pub proposal: Proposal,
    /// The time the student picked.
    pub picked: Option<Instant>,
    /// What the student wrote when none of them fits; empty otherwise.
    pub none_fits: String,
}

impl Interview {
    /// The times that can still be picked.
    pub fn open_times(&self, now: Instant) -> impl Iterator<Item = Instant> + '_ {
        self.proposal.times.iter().copied().filter(move |at| self.picked.is_none() && *at > now)
    }

    /// Picks a time.
    ///
    /// # Errors
    /// A refusal for a time that was not offered, is over, or when one was picked.
    pub fn pick(&self, at: Instant, now: Instant) -> Result<(), Refusal> {
        if self.picked.is_some() {
            return Err(Refusal::rule("A time is picked already. Write to the host if you cannot come."));
        }
        if !self.proposal.times.contains(&at) {
            return Err(Refusal::rule("The host offers other times now. Choose one of those you see."));
        }
        if at <= now {
            return Err(Refusal::rule("This time is over. Choose a later one, or say that none fits."));
        }
        Ok(())
    }

    /// Whether the student may still say that none of the times fits.
    ///
    /// # Errors
    /// A refusal once a time was picked, or when it was said before.
    pub fn may_refuse(&self) -> Result<(), Refusal> {
        if self.picked.is_some() {
            return Err(Refusal::rule("A time is picked already. Write to the host if you cannot come."));
        }
        if !self.none_fits.is_empty() {
            return Err(Refusal::rule("You said so already. The host offers other times next."));
        }
        Ok(())
    }

    /// The day by which the student picks: that of the first time which is not over.
    #[must_use]
    pub fn pick_by(&self, now: Instant, zone: &TimeZone) -> Option<Day> {
        self.open_times(now).min().map(|at| at.to_zoned(zone.clone()).date())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> TimeZone {
        TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").unwrap()
    }

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn form(times: [(&str, &str); TIMES]) -> ProposalForm {
        ProposalForm {
            times: times.map(|(day, time)| (day.to_owned(), time.to_owned())),
            minutes: "20".to_owned(),
            place: "https://meet.example/vidal".to_owned(),
        }
    }

    const NOW: &str = "2026-12-01T15:00:00Z";

    #[test]
    fn times_are_on_the_clock_of_the_program_and_in_order() {
        let form = form([("2026-12-04", "14:30"), ("2026-12-03", "09:00:00"), ("", "")]);
        let proposal = Proposal::parse(&form, &zone(), at(NOW)).unwrap();
        assert_eq!(proposal.times, [at("2026-12-03T14:00:00Z"), at("2026-12-04T19:30:00Z")]);
    }

    #[test]
    fn what_is_wrong_stands_beside_its_field() {
        let wrong = |times, field: &str| {
            let errors = Proposal::parse(&form(times), &zone(), at(NOW)).unwrap_err();
            assert_eq!(errors.0.keys().collect::<Vec<_>>(), [field], "{times:?}");
        };
        wrong([("", ""), ("", ""), ("", "")], "day_1");
        wrong([("2026-12-02", "09:59"), ("", ""), ("", "")], "day_1");
        wrong([("2026-12-04", ""), ("", ""), ("", "")], "time_1");
        wrong([("2026-12-04", "14:30"), ("", "09:00"), ("", "")], "day_2");
        wrong([("2026-12-04", "14:30"), ("2026-12-04", "25:00"), ("", "")], "time_2");
        wrong([("2026-12-04", "14:30"), ("2026-12-04", "14:30"), ("", "")], "time_2");
        let odd = ProposalForm {
            minutes: "7".into(),
            place: String::new(),
            ..form([("2026-12-04", "14:30"), ("", ""), ("", "")])
        };
        let errors = Proposal::parse(&odd, &zone(), at(NOW)).unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["minutes", "place"]);
    }

    #[test]
    fn one_of_the_times_is_picked_once_and_before_it_is_over() {
        let proposal =
            Proposal::parse(&form([("2026-12-04", "14:30"), ("2026-12-03", "09:00"), ("", "")]), &zone(), at(NOW))
                .unwrap();
        let (first, last) = (proposal.times[0], proposal.times[1]);
        let open = Interview { proposal, picked: None, none_fits: String::new() };
        assert!(open.pick(first, at(NOW)).is_ok());
        assert!(open.pick(at("2026-12-05T10:00:00Z"), at(NOW)).is_err(), "not offered");
        assert!(open.pick(first, first).is_err(), "over");
        assert_eq!(open.open_times(first).collect::<Vec<_>>(), [last]);
        assert_eq!(open.pick_by(at(NOW), &zone()), Some(jiff::civil::date(2026, 12, 3)));
        let picked = Interview { picked: Some(last), ..open.clone() };
        assert!(picked.pick(last, at(NOW)).is_err() && picked.may_refuse().is_err());
        assert_eq!(picked.open_times(at(NOW)).count(), 0);
        assert!(open.may_refuse().is_ok());
        assert!(Interview { none_fits: "I have classes.".into(), ..open }.may_refuse().is_err());
    }
}
