//! Adding, ending and taking out. What has begun is never rewritten: checks and timers relied on it.

use domain::access::Action;
use domain::actor::{Belongs, Party};
use domain::calendar::{Exams, Holiday, WageFloor};
use domain::event::{Event, Subject};
use domain::projects::State;
use domain::refusal::Refusal;
use domain::time::{Day, iso};

use crate::cx::{Cx, Once, Tx};
use crate::failure::Failure;
use crate::sql::{at, on};

/// Something on the page that can be taken out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    /// The exam period that begins on this day.
    Exams(Day),
    /// The holiday on this day.
    Holiday(Day),
    /// The floor of a state, or of a place in it, from this day on.
    Floor(State, String, Day),
}

impl Entry {
    /// What a form names: `exams`, `holiday` or `floor`, its first day, and where a floor holds.
    #[must_use]
    pub fn named(what: &str, day: &str, state: &str, place: String) -> Option<Self> {
        let day = domain::time::parse_day(day)?;
        match what {
            "exams" => Some(Self::Exams(day)),
            "holiday" => Some(Self::Holiday(day)),
            "floor" => Some(Self::Floor(State::from_code(state)?, place, day)),
            _ => None,
        }
    }
}

/// Adds an exam period.
///
/// # Errors
/// Messages for `exams_name`, `first_day` and `last_day`: also when it overlaps another one. [`Failure::NotFound`] without
/// the right.
pub async fn add_exams(cx: &Cx, name: &str, first: &str, last: &str, once: Once) -> Result<(), Failure> {
    cx.require(Action::ManagePolicy)?;
    let exams = Exams::parse(name, first, last, cx.today())?;
    let mut tx = begin(cx, once).await?;
    let others = sqlx::query!(
        "select first_day, last_day, name from exam_periods
         where program_id = $1 and removed_at is null and last_day >= $2 order by first_day limit 100",
        cx.program().id.0,
        on(cx.today()) as _,
    )
    .fetch_all(tx.db())
    .await?;
    if let Some(other) = others.iter().find(|row| exams.overlaps((row.first_day.to_jiff(), row.last_day.to_jiff()))) {
        return Err(Failure::field("first_day", format!("These days overlap {}. Choose others.", other.name)));
    }
    // One that was taken out may have begun on the same day: it comes back as this one, and the events keep both.
    sqlx::query!(
        "insert into exam_periods (program_id, first_day, last_day, name, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (program_id, first_day) do update set last_day = excluded.last_day, name = excluded.name,
             created_by = excluded.created_by, created_at = excluded.created_at, removed_by = null, removed_at = null",
        cx.program().id.0,
        on(exams.first) as _,
        on(exams.last) as _,
        exams.name,
        cx.actor().person_id().map(|person| person.0),
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    record(&mut tx, "add_exams", format!("{}: {} to {}", exams.name, iso(exams.first), iso(exams.last))).await?;
    tx.commit().await
}

/// Adds a holiday.
///
/// # Errors
/// Messages for `holiday_name` and `day`: also when that day is one already. [`Failure::NotFound`] without the right.
pub async fn add_holiday(cx: &Cx, name: &str, day: &str, once: Once) -> Result<(), Failure> {
    cx.require(Action::ManagePolicy)?;
    let holiday = Holiday::parse(name, day, cx.today())?;
    let mut tx = begin(cx, once).await?;
    let added = sqlx::query!(
        "insert into holidays (program_id, day, name, created_by, created_at) values ($1, $2, $3, $4, $5)
         on conflict (program_id, day) do update set name = excluded.name, created_by = excluded.created_by,
             created_at = excluded.created_at, removed_by = null, removed_at = null
             where holidays.removed_at is not null",
        cx.program().id.0,
        on(holiday.day) as _,
        holiday.name,
        cx.actor().person_id().map(|person| person.0),
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if added == 0 {
        return Err(Failure::field("day", "That day is a holiday already."));
    }
    record(&mut tx, "add_holiday", format!("{}: {}", holiday.name, iso(holiday.day))).await?;
    tx.commit().await
}

/// Sets the floor of a state, or of a city or county of it, from a day on. What held before stays on record.
///
/// # Errors
/// Messages for `state`, `place`, `hourly`, `valid_from` and `source`: also when one begins there on that day already.
/// [`Failure::NotFound`] without the right.
pub async fn set_floor(cx: &Cx, typed: [&str; 5], once: Once) -> Result<(), Failure> {
    cx.require(Action::ManagePolicy)?;
    let floor = WageFloor::parse(typed, cx.today())?;
    let mut tx = begin(cx, once).await?;
    insert_floor(&mut tx, &floor).await?;
    record(&mut tx, "set_floor", in_words(&floor, &floor.hourly.exact())).await?;
    tx.commit().await
}

/// Ends the floor of a state or place: from that day on only the federal minimum holds there, beside the program's own.
///
/// # Errors
/// Messages for `state`, `place`, `valid_from` and `source`: also when no floor holds there on that day.
/// [`Failure::NotFound`] without the right.
pub async fn end_floor(cx: &Cx, typed: [&str; 4], once: Once) -> Result<(), Failure> {
    cx.require(Action::ManagePolicy)?;
    let floor = WageFloor::ending(typed, cx.today())?;
    let mut tx = begin(cx, once).await?;
    let holds = sqlx::query_scalar!(
        r#"select cents from wage_floors where program_id = $1 and state = $2 and place = $3 and valid_from < $4
           and removed_at is null order by valid_from desc limit 1"#,
        cx.program().id.0,
        floor.state.code(),
        floor.place,
        on(floor.from) as _,
    )
    .fetch_optional(tx.db())
    .await?;
    if holds.is_none_or(|cents| cents == floor.hourly.0) {
        return Err(Failure::field("valid_from", "No floor holds there on that day."));
    }
    insert_floor(&mut tx, &floor).await?;
    record(&mut tx, "end_floor", in_words(&floor, "the federal minimum")).await?;
    tx.commit().await
}

/// Takes out what has not begun; ends an exam period that is under way today. What is over stays.
///
/// # Errors
/// [`Failure::Refused`] for what has begun, [`Failure::NotFound`] for what is not there, or without the right.
pub async fn remove(cx: &Cx, entry: &Entry, once: Once) -> Result<(), Failure> {
    cx.require(Action::ManagePolicy)?;
    let mut tx = begin(cx, once).await?;
    let (command, words) = match entry {
        Entry::Exams(first) => remove_exams(&mut tx, *first).await?,
        Entry::Holiday(day) => {
            ahead(cx, *day)?;
            let name = sqlx::query_scalar!(
                "update holidays set removed_at = $3, removed_by = $4
                 where program_id = $1 and day = $2 and removed_at is null returning name",
                cx.program().id.0,
                on(*day) as _,
                at(cx.at()) as _,
                cx.actor().person_id().map(|person| person.0),
            )
            .fetch_optional(tx.db())
            .await?;
            ("remove_holiday", format!("{}: {}", name.ok_or(Failure::NotFound)?, iso(*day)))
        }
        Entry::Floor(state, place, from) => {
            ahead(cx, *from)?;
            let gone = sqlx::query!(
                "update wage_floors set removed_at = $5, removed_by = $6
                 where program_id = $1 and state = $2 and place = $3 and valid_from = $4 and removed_at is null",
                cx.program().id.0,
                state.code(),
                place,
                on(*from) as _,
                at(cx.at()) as _,
                cx.actor().person_id().map(|person| person.0),
            )
            .execute(tx.db())
            .await?
            .rows_affected();
            if gone == 0 {
                return Err(Failure::NotFound);
            }
            ("remove_floor", format!("{} from {}", WageFloor::where_to(*state, place), iso(*from)))
        }
    };
    record(&mut tx, command, words).await?;
    tx.commit().await
}

/// Changes of the calendar and the floors of a program come one after the other: each is compared with the others.
async fn begin(cx: &Cx, once: Once) -> Result<Tx<'_>, Failure> {
    let mut tx = cx.begin_once(once).await?;
    sqlx::query!("select id from programs where id = $1 for update", cx.program().id.0).fetch_one(tx.db()).await?;
    Ok(tx)
}

/// Refuses what has begun.
fn ahead(cx: &Cx, from: Day) -> Result<(), Failure> {
    if from > cx.today() {
        return Ok(());
    }
    Err(Failure::Refused(Refusal::rule("It has begun already: what was decided under it stays on record.")))
}

async fn remove_exams(tx: &mut Tx<'_>, first: Day) -> Result<(&'static str, String), Failure> {
    let cx = tx.cx();
    let (today, program) = (cx.today(), cx.program().id.0);
    let (now, person) = (at(cx.at()), cx.actor().person_id().map(|person| person.0));
    let found = sqlx::query!(
        "select name, last_day from exam_periods where program_id = $1 and first_day = $2 and removed_at is null",
        program,
        on(first) as _,
    )
    .fetch_optional(tx.db())
    .await?
    .ok_or(Failure::NotFound)?;
    if first > today {
        sqlx::query!(
            "update exam_periods set removed_at = $3, removed_by = $4 where program_id = $1 and first_day = $2",
            program,
            on(first) as _,
            now as _,
            person,
        )
        .execute(tx.db())
        .await?;
        return Ok(("remove_exams", format!("{}: {}", found.name, iso(first))));
    }
    if found.last_day.to_jiff() <= today {
        return Err(Failure::Refused(Refusal::rule(
            "These exams are over: what was decided under them stays on record.",
        )));
    }
    sqlx::query!(
        "update exam_periods set last_day = $3 where program_id = $1 and first_day = $2",
        program,
        on(first) as _,
        on(today) as _,
    )
    .execute(tx.db())
    .await?;
    let ended = format!("{}: {} to {}, not {}", found.name, iso(first), iso(today), iso(found.last_day.to_jiff()));
    Ok(("end_exams", ended))
}

/// Writes a floor; one that was taken out and began on the same day comes back as this one.
async fn insert_floor(tx: &mut Tx<'_>, floor: &WageFloor) -> Result<(), Failure> {
    let cx = tx.cx();
    let (program, now, person) = (cx.program().id.0, at(cx.at()), cx.actor().person_id().map(|person| person.0));
    let kept = sqlx::query!(
        "insert into wage_floors (program_id, state, place, valid_from, cents, source, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (program_id, state, place, valid_from) do update set cents = excluded.cents,
             source = excluded.source, created_by = excluded.created_by, created_at = excluded.created_at,
             removed_by = null, removed_at = null
             where wage_floors.removed_at is not null",
        program,
        floor.state.code(),
        floor.place,
        on(floor.from) as _,
        floor.hourly.0,
        floor.source,
        person,
        now as _,
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if kept == 0 {
        return Err(Failure::field(
            "valid_from",
            "Another floor begins there on that day. Take it out first, or choose a later day.",
        ));
    }
    Ok(())
}

/// `New York, New York City: $17.00 an hour from 2027-01-01: N.Y. Labor Law 652`.
fn in_words(floor: &WageFloor, hourly: &str) -> String {
    let there = WageFloor::where_to(floor.state, &floor.place);
    format!("{there}: {hourly} from {}: {}", iso(floor.from), floor.source)
}

async fn record(tx: &mut Tx<'_>, command: &'static str, words: String) -> Result<(), Failure> {
    let program = tx.cx().program().id;
    let event = Event {
        subject: Subject::Program,
        id: program.0,
        belongs: Belongs { program, host: None, student: None },
        command,
        by: Party::Admin,
        from: None,
        to: None,
        reason: Some(words),
        kind: None,
    };
    tx.record(&event, crate::About::default()).await?;
    Ok(())
}
