//! What the calendar pages and the reminders page show.

use domain::access::Action;
use domain::agenda::{Item, Pace, Quiet, Reminders, Setting, timeline};
use domain::ids::PersonId;
use domain::policy::{Calendar, Policy};
use domain::reviews::Side;
use domain::time::{Day, Instant, plus_days};
use jiff::tz::TimeZone;
use sqlx::PgConnection;

use super::facts;
use crate::cx::{Cx, Visit};
use crate::failure::Failure;
use crate::programs::Program;
use crate::sql::{instant, word};

/// The calendar of one person on one side.
#[derive(Clone, Debug)]
pub struct CalendarView {
    /// The day it is for them.
    pub today: Day,
    /// Everything that is due, the earliest first.
    pub items: Vec<Item>,
    /// The zone of the times in it.
    pub zone: TimeZone,
    /// When the secret address was made; `None` without one.
    pub feed: Option<Instant>,
}

impl CalendarView {
    /// `14:32`, in the zone of the reader.
    #[must_use]
    pub fn clock_of(&self, at: Instant) -> String {
        let zoned = at.to_zoned(self.zone.clone());
        format!("{:02}:{:02}", zoned.hour(), zoned.minute())
    }

    /// The name of the zone of the times.
    #[must_use]
    pub fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }
}

/// What comes near, for the homes.
#[derive(Clone, Debug)]
pub struct Ahead {
    /// The day it is.
    pub today: Day,
    /// What the person has to do within a week, the earliest first.
    pub items: Vec<Item>,
}

/// How a person is reminded, as the form shows it.
#[derive(Clone, Debug)]
pub struct RemindersView {
    /// What they said, or the defaults.
    pub reminders: Reminders,
    /// Goes back with the form; 0 when nothing was said yet.
    pub version: i32,
    /// Zones to choose from.
    pub zones: Vec<String>,
    /// The program's zone.
    pub program_zone: String,
}

/// What one person wants, as the database holds it.
pub(crate) struct Wishes {
    pub(crate) reminders: Reminders,
    pub(crate) version: i32,
}

/// From the nullable columns of `reminder_settings` after a left join.
pub(crate) fn wishes(
    pace: Option<&str>,
    quiet: (Option<i16>, Option<i16>),
    zone: Option<String>,
    version: Option<i32>,
) -> Result<Wishes, Failure> {
    let Some(pace) = pace else { return Ok(Wishes { reminders: Reminders::default(), version: 0 }) };
    let quiet = quiet.0.zip(quiet.1).map(|(from, until)| Quiet { from, until });
    let reminders = Reminders { pace: word::<Pace>(pace)?, quiet, zone };
    Ok(Wishes { reminders, version: version.unwrap_or_default() })
}

/// A person's own zone, or the program's; one that a newer list of zones has lost is the program's as well.
pub(crate) fn zone_of(reminders: &Reminders, program: &Program) -> TimeZone {
    let own = reminders.zone.as_deref().and_then(|name| TimeZone::get(name).ok());
    own.unwrap_or_else(|| program.zone.clone())
}

/// Reads what is due and puts it into order.
pub(super) async fn items(
    db: &mut PgConnection,
    visit: &Visit,
    person: PersonId,
    side: Side,
    zone: &TimeZone,
) -> Result<Vec<Item>, Failure> {
    let today = visit.at().to_zoned(zone.clone()).date();
    let (calendar, policy): (&Calendar, &Policy) = (&visit.program().calendar, visit.policy());
    let facts = facts::read(db, visit.program(), person, side, (visit.at(), today)).await?;
    Ok(timeline(side, &facts, Setting { today, calendar, policy, zone }))
}

const fn right(side: Side) -> Action {
    match side {
        Side::Student => Action::ViewStudentHome,
        Side::Host => Action::ViewHostHome,
    }
}

/// Everything that is due for the person who asks, as a student or as a host.
///
/// # Errors
/// [`Failure::NotFound`] for people who are not on that side.
pub async fn calendar_page(cx: &Cx, side: Side) -> Result<CalendarView, Failure> {
    cx.require(right(side))?;
    let me = cx.person()?.id;
    let mut db = cx.pool().acquire().await?;
    let row = sqlx::query!(
        r#"select s.pace as "pace?", s.quiet_from as "quiet_from?", s.quiet_until as "quiet_until?", s.zone as "zone?",
            s.version as "version?", f.created_at as "made?"
           from people p left join reminder_settings s on s.person_id = p.id
           left join calendar_feeds f on f.person_id = p.id and f.program_id = $2 where p.id = $1"#,
        me.0,
        cx.program().id.0,
    )
    .fetch_one(&mut *db)
    .await?;
    let wishes = wishes(row.pace.as_deref(), (row.quiet_from, row.quiet_until), row.zone, row.version)?;
    let zone = zone_of(&wishes.reminders, cx.program());
    let items = items(&mut db, cx, me, side, &zone).await?;
    Ok(CalendarView { today: cx.at().to_zoned(zone.clone()).date(), items, zone, feed: instant(row.made) })
}

/// What the person who asks has to do within a week.
///
/// # Errors
/// [`Failure::NotFound`] for people who are not on that side.
pub async fn ahead(cx: &Cx, side: Side) -> Result<Ahead, Failure> {
    cx.require(right(side))?;
    let mut db = cx.pool().acquire().await?;
    let zone = cx.program().zone.clone();
    let mut items = items(&mut db, cx, cx.person()?.id, side, &zone).await?;
    let (today, last) = (cx.today(), plus_days(cx.today(), 7));
    items.retain(|item| item.owner.is_you() && item.day <= last);
    Ok(Ahead { today, items })
}

/// How the person who asks is reminded.
///
/// # Errors
/// When nobody is signed in or the database does not answer.
pub async fn reminders_page(cx: &Cx) -> Result<RemindersView, Failure> {
    let row = sqlx::query!(
        "select pace, quiet_from, quiet_until, zone, version from reminder_settings where person_id = $1",
        cx.person()?.id.0
    )
    .fetch_optional(cx.pool())
    .await?;
    let wishes = match row {
        Some(row) => wishes(Some(&row.pace), (row.quiet_from, row.quiet_until), row.zone, Some(row.version))?,
        None => wishes(None, (None, None), None, None)?,
    };
    let program_zone = cx.program().zone.iana_name().unwrap_or("UTC").to_owned();
    Ok(RemindersView { reminders: wishes.reminders, version: wishes.version, zones: zones(), program_zone })
}

/// Zones with a place in their name, `America/New_York`, and UTC. Old names without a place stand for the same zones.
fn zones() -> Vec<String> {
    const AREAS: [&str; 10] = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Arctic/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];
    let names = jiff::tz::db().available().map(|name| name.as_str().to_owned());
    let mut zones: Vec<String> =
        names.filter(|name| name == "UTC" || AREAS.iter().any(|area| name.starts_with(area))).collect();
    zones.sort_unstable();
    zones.dedup();
    zones
}

/// Whether there is such a zone.
pub(super) fn known_zone(name: &str) -> bool {
    TimeZone::get(name).is_ok()
}
