//! From the fields of a form to an order of the machine.

use crate::text::Notice;
use backend::Failure;
use backend::engagements::{Clearance, Meeting};
use domain::engagements::{Command, Cover, Order};
use domain::event::{Reason, ReasonKind};
use domain::machine::Word as _;
use domain::requests::Answer;
use domain::time::Day;

/// A reason in words; the message stands beside `field`.
pub(crate) fn reason(field: &str, text: &str) -> Result<Reason, Failure> {
    Reason::parse(text).map_err(|message| Failure::field(field, message))
}

/// What a side does with what the other asks for; the message stands beside `reason`.
pub(crate) fn answer(button: &str, reason: &str) -> Result<Answer, Failure> {
    let answer = Answer::parse(button, reason).ok_or(Failure::NotFound)?;
    answer.map_err(|message| Failure::field("reason", message))
}

/// What the page says after `answer`; `agreed` after a yes.
pub(crate) const fn answered(answer: &Answer, agreed: Notice) -> Notice {
    match answer {
        Answer::Accept => agreed,
        Answer::Decline(_) => Notice::ExtensionDeclined,
        Answer::Withdraw => Notice::ExtensionWithdrawn,
    }
}

/// A day that must be given.
pub(super) fn day(field: &str, text: &str, message: &str) -> Result<Day, Failure> {
    domain::time::parse_day(text).ok_or_else(|| Failure::field(field, message))
}

/// The kick-off meeting; none where no day is chosen.
pub(super) fn meeting(day: &str, time: &str, place: &str) -> Result<Option<Meeting>, Failure> {
    if day.trim().is_empty() {
        return match time.trim() {
            "" => Ok(None),
            _ => Err(Failure::field("kickoff", "Choose the day as well.")),
        };
    }
    let day = self::day("kickoff", day, "Choose the day from the calendar.")?;
    let minute = match time.trim() {
        "" => None,
        text => Some(minute(text).ok_or_else(|| Failure::field("kickoff_time", "Write a time such as 14:30."))?),
    };
    let mut errors = domain::fields::FieldErrors::new();
    let place = errors.line("kickoff_place", "The place", place, 0, 300);
    Ok(errors.finish(place.map(|place| Some(Meeting { day, minute, place })))?)
}

/// `14:30` as minutes after midnight; browsers add seconds when they please.
fn minute(text: &str) -> Option<i32> {
    let mut parts = text.splitn(3, ':').map(|part| part.parse::<i32>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

/// What an officer clears: days, hours a week, evidence.
pub(super) fn clearance(from: &str, until: &str, hours: &str, evidence: &str) -> Result<Clearance, Failure> {
    let from = match from.trim() {
        "" => None,
        text => Some(day("from", text, "Choose the first day from the calendar.")?),
    };
    let until = day("until", until, "Choose the last day the authorization covers.")?;
    let weekly_hours = match hours.trim() {
        "" => None,
        text => {
            let hours = text.parse().ok().filter(|hours| (1..=60).contains(hours));
            Some(hours.ok_or_else(|| Failure::field("hours", "Write the hours of one week, from 1 to 60."))?)
        }
    };
    let evidence = reason("evidence", evidence)?;
    Ok(Clearance { until, cover: Cover { from, weekly_hours }, evidence })
}

/// The kind of reason that was chosen among these.
pub(crate) fn kind_of(chosen: &str, kinds: &[ReasonKind]) -> Result<ReasonKind, Failure> {
    ReasonKind::from_word(chosen)
        .filter(|kind| kinds.contains(kind))
        .ok_or_else(|| Failure::field("kind", "Choose what comes closest."))
}

/// The order of `command`, one of those that need at most a reason.
pub(super) fn order(command: &str, kind: &str, words: &str) -> Result<Order, Failure> {
    let because = || reason("reason", words);
    let why = |kinds| Ok::<_, Failure>(because()?.of_kind(kind_of(kind, kinds)?));
    Ok(match Command::from_word(command) {
        Some(Command::PressStart) => Order::PressStart,
        Some(Command::Resume) => Order::Resume,
        Some(Command::DeemAccepted) => Order::DeemAccepted,
        Some(Command::ChooseClassification) => Order::ChooseClassification(because()?),
        Some(Command::Pause) => Order::Pause(because()?),
        Some(Command::Cancel) => Order::Cancel(why(ReasonKind::CALLED_OFF)?),
        Some(Command::ReportNoShowStudent) => Order::ReportNoShowStudent(because()?),
        Some(Command::ReportNoShowHost) => Order::ReportNoShowHost(because()?),
        Some(Command::Lapse) => Order::Lapse(because()?),
        Some(Command::Terminate) => Order::Terminate(why(ReasonKind::FOR_CAUSE)?),
        Some(Command::MarkIncomplete) => Order::MarkIncomplete(because()?),
        Some(Command::UpholdDispute) => Order::UpholdDispute(because()?),
        Some(Command::DismissDispute) => Order::DismissDispute(because()?),
        _ => return Err(Failure::field("", "Choose what to do.")),
    })
}
