//! The calendar as other programs read it: iCalendar (RFC 5545), behind a secret address.

use domain::agenda::{Item, Kind};
use domain::ids::{PersonId, ProgramId};
use domain::reviews::Side;
use domain::time::{Instant, plus_days};
use icalendar::{Calendar, Class, Component as _, Event, Property};

use super::queries::{items, wishes, zone_of};
use crate::cx::Backend;
use crate::failure::Failure;
use crate::people::hash_secret;

/// How often a program should look again. Most look when they please.
const REFRESH: &str = "PT1H";
/// Minutes that an event has which ends at a time of the day: one without length is not drawn everywhere.
const LENGTH: i64 = 15;
/// Minutes of a kick-off meeting.
const MEETING: i64 = 30;

/// The calendar behind a secret address, as text; `None` for an address that is unknown, was renewed or switched off, or
/// whose person may not come in any more.
///
/// # Errors
/// When the database does not answer.
pub async fn feed(backend: &Backend, secret: &str) -> Result<Option<String>, Failure> {
    let found = sqlx::query!(
        r#"select f.program_id, f.person_id, s.pace as "pace?", s.zone as "zone?"
           from calendar_feeds f join people p on p.id = f.person_id and p.standing <> 'suspended'
           left join reminder_settings s on s.person_id = f.person_id where f.token_hash = $1"#,
        hash_secret(secret)
    )
    .fetch_optional(&backend.pool)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let (program, person): (ProgramId, PersonId) = (found.program_id.into(), found.person_id.into());
    let cx = backend.system_cx(program).await?;
    let wishes = wishes(found.pace.as_deref(), (None, None), found.zone, None)?;
    let zone = zone_of(&wishes.reminders, cx.program());
    let mut db = cx.pool().acquire().await?;
    let mut all = items(&mut db, &cx, person, Side::Student, &zone).await?;
    all.extend(items(&mut db, &cx, person, Side::Host, &zone).await?);
    Ok(Some(text(&cx.program().name, &backend.site, &all)))
}

/// The calendar as text.
fn text(program: &str, site: &str, items: &[Item]) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Foothold//Calendar//EN"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("X-WR-CALNAME", plain(program)));
    calendar.append_property(Property::new("REFRESH-INTERVAL", REFRESH).add_parameter("VALUE", "DURATION").done());
    calendar.append_property(Property::new("X-PUBLISHED-TTL", REFRESH));
    for item in items {
        calendar.push(event(site, item));
    }
    calendar.to_string()
}

fn event(site: &str, item: &Item) -> Event {
    let host = site.split_once("://").map_or(site, |(_, host)| host);
    let changed = utc(item.revision.at);
    let summary = if item.about.is_empty() { item.title.clone() } else { format!("{} ({})", item.title, item.about) };
    let mut event = Event::with_uid(&format!("{}@{}", item.key(), host.split(['/', ':']).next().unwrap_or(host)));
    event
        // When this copy was last changed: a feed without a method carries no other stamp (RFC 5545, 3.8.7.2).
        .add_property("DTSTAMP", &changed)
        .add_property("LAST-MODIFIED", changed)
        .add_property("SEQUENCE", item.revision.number.to_string())
        .summary(&plain(&summary))
        .add_property("URL", format!("{site}{}", item.place.path()))
        .class(Class::Private)
        // A deadline keeps nobody busy.
        .add_property("TRANSP", "TRANSPARENT");
    match item.at {
        // A meeting begins then and takes half an hour, and whoever is there is busy.
        Some(at) if matches!(item.kind, Kind::KickOff | Kind::Interview) => {
            let end = at.saturating_add(jiff::SignedDuration::from_mins(MEETING)).unwrap_or(at);
            event.add_property("DTSTART", utc(at)).add_property("DTEND", utc(end)).add_property("TRANSP", "OPAQUE");
        }
        Some(at) => {
            let begin = at.saturating_add(jiff::SignedDuration::from_mins(LENGTH).checked_neg().unwrap_or_default());
            event.add_property("DTSTART", utc(begin.unwrap_or(at))).add_property("DTEND", utc(at));
        }
        None => {
            let date = |name: &str, day| Property::new(name, compact(day)).add_parameter("VALUE", "DATE").done();
            event.append_property(date("DTSTART", item.day));
            // The end of an event is the first day that does not belong to it.
            event.append_property(date("DTEND", plus_days(item.day, 1)));
        }
    }
    event.done()
}

/// `20261208`.
fn compact(day: domain::time::Day) -> String {
    domain::time::iso(day).replace('-', "")
}

/// `20261208T143000Z`.
fn utc(at: Instant) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text without control characters: a carriage return would end the line it stands in.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
