//! What the timeline says, and where its links lead.

use super::timeline::{Group, Owner, Place};
use crate::time::{Day, Week, days_between, long_date, short_date};

impl Place {
    /// The path on the site. The tests of `app` compare it with the table of routes.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Application(id) => format!("/applications/{id}"),
            Self::Engagement(id) => format!("/engagements/{id}"),
            Self::Room(id, room) => format!("/engagements/{id}/{room}"),
            Self::Time(id, week) => format!("/engagements/{id}/time?week={}", week.monday()),
            Self::Milestone(engagement, id) => format!("/engagements/{engagement}/milestones/{id}"),
            Self::Applicants(id) => format!("/host/projects/{id}/applicants"),
            Self::Pay => "/student/pay".to_owned(),
        }
    }
}

impl Group {
    /// The heading of its part of the list.
    #[must_use]
    pub fn words(self) -> String {
        let days = |week: Week| format!("{} to {}", short_date(week.monday()), short_date(week.sunday()));
        match self {
            Self::Late => "Its day is over".to_owned(),
            Self::ThisWeek => "This week".to_owned(),
            Self::NextWeek => "Next week".to_owned(),
            Self::Later(week) => format!("Week of {}", days(week)),
        }
    }
}

/// Who has to act, as the person who looks reads it; `with` names the other side.
#[must_use]
pub fn owner_words(owner: Owner, with: &str) -> String {
    match owner {
        Owner::You => "You".to_owned(),
        Owner::Both => format!("You and {with}"),
        Owner::Student | Owner::Host => with.to_owned(),
        Owner::Program => "The program".to_owned(),
    }
}

/// `Today`, `Tomorrow`, `In 3 days, Friday 27 November`, `Was due Friday 20 November`.
#[must_use]
pub fn days_left_words(day: Day, today: Day) -> String {
    match days_between(today, day) {
        0 => "Today".to_owned(),
        1 => format!("Tomorrow, {}", long_date(day)),
        days if days < 0 => format!("Was due {}", long_date(day)),
        days => format!("In {days} days, {}", long_date(day)),
    }
}
