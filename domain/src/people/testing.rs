//! The people, the day and the subject that the tests of every machine share.

use jiff::Timestamp;
use uuid::Uuid;

use crate::actor::{Actor, Belongs, HostRole, Person, Role};
use crate::event::Reason;
use crate::policy::{Calendar, Policy};
use crate::time::{Day, Now};

/// The program everything is in.
pub const PROGRAM: Uuid = Uuid::from_u128(1);
/// The host organisation of the subject.
pub const HOST: Uuid = Uuid::from_u128(2);
/// The student of the subject.
pub const STUDENT: Uuid = Uuid::from_u128(3);

pub fn belongs() -> Belongs {
    Belongs { program: PROGRAM.into(), host: Some(HOST.into()), student: Some(STUDENT.into()) }
}

fn person(id: u128, role: Option<Role>, host: Option<HostRole>) -> Actor {
    Actor::Person(Person {
        id: Uuid::from_u128(id).into(),
        name: format!("Person {id}"),
        roles: role.map(|role| (PROGRAM.into(), role)).into_iter().collect(),
        hosts: host.map(|role| (HOST.into(), role)).into_iter().collect(),
    })
}

pub fn student() -> Actor {
    person(3, Some(Role::Student), None)
}

pub fn member() -> Actor {
    person(4, None, Some(HostRole::Supervisor))
}

pub fn staff() -> Actor {
    person(5, Some(Role::Staff), None)
}

pub fn faculty() -> Actor {
    person(6, Some(Role::Faculty), None)
}

pub fn finance() -> Actor {
    person(7, Some(Role::Finance), None)
}

pub fn dso() -> Actor {
    person(8, Some(Role::Dso), None)
}

/// Noon of a day, in a program without holidays.
pub fn now(today: Day) -> Now {
    let at = today.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |z| z.timestamp());
    Now { at, today, calendar: Calendar::default() }
}

pub fn policy() -> Policy {
    Policy::defaults(jiff::civil::date(2026, 1, 1))
}

pub fn reason() -> Reason {
    Reason::parse("It is needed for the test.").unwrap()
}
