//! From facts to dates: who has to do what until when. Pure; "today" and the zone are arguments.

use jiff::tz::TimeZone;
use uuid::Uuid;

use super::facts::{Applied, Facts, HostTalk, Milestone, Revision, Selection, Sheet, Work};
use crate::applications::Stage as Applying;
use crate::engagements::{Stage, check_in_due, mid_point_due};
use crate::ids::{ApplicationId, EngagementId, MilestoneId, ProjectId};
use crate::milestones::Stage as Handed;
use crate::payments::DAYS_TO_PAY;
use crate::policy::{Calendar, Policy};
use crate::reviews::Side;
use crate::time::{Day, Instant, Week, plus_days};
use crate::timesheets::Stage as Sent;

/// Most weeks of check-ins that are foretold: half a year, longer than any micro-internship.
const WEEKS_AHEAD: usize = 26;

crate::words! {
    /// What kind of thing is due.
    pub enum Kind {
        /// The promised answer to an application.
        Answer = "answer",
        /// Changed terms wait to be confirmed.
        Confirm = "confirm",
        /// An offer lapses.
        Offer = "offer",
        /// A time for a talk is to be picked.
        PickTime = "pick-time",
        /// The talk before the decision.
        Interview = "interview",
        /// The agreement waits for a signature.
        Sign = "sign",
        /// What this side still does before the start.
        Prepare = "prepare",
        /// The kick-off meeting.
        KickOff = "kick-off",
        /// The first day of work.
        Start = "start",
        /// The weekly check-in.
        CheckIn = "check-in",
        /// The form at half of the work.
        MidPoint = "mid-point",
        /// The agreed hours run out: both sides pick a way out.
        Plan = "plan",
        /// A week of hours: to be sent, or to be answered.
        Hours = "hours",
        /// A milestone: to be handed in, or to be answered.
        Milestone = "milestone",
        /// The whole work is handed in.
        HandIn = "hand-in",
        /// The host answers the work.
        Acceptance = "acceptance",
        /// The review can be written until then.
        Review = "review",
        /// The pay arrives at the latest.
        Pay = "pay",
    }
}

impl Kind {
    /// Whether it comes back every week.
    #[must_use]
    pub const fn weekly(self) -> bool {
        matches!(self, Self::CheckIn | Self::Hours)
    }
}

/// Who has to act.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Owner {
    /// The person who looks.
    You,
    /// Both sides together.
    Both,
    /// The student; the person who looks is of the host.
    Student,
    /// The host; the person who looks is the student.
    Host,
    /// The program: finance or staff.
    Program,
}

impl Owner {
    /// Whether the person who looks has to do something: what they are reminded of.
    #[must_use]
    pub const fn is_you(self) -> bool {
        matches!(self, Self::You | Self::Both)
    }
}

/// Where a thing is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// An application.
    Application(ApplicationId),
    /// An engagement.
    Engagement(EngagementId),
    /// A room of an engagement: `agreement`, `onboarding`, `check-in`, `review`.
    Room(EngagementId, &'static str),
    /// A week of its time.
    Time(EngagementId, Week),
    /// One of its milestones.
    Milestone(EngagementId, MilestoneId),
    /// The applicants of a project.
    Applicants(ProjectId),
    /// The student's pay.
    Pay,
}

/// One date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// What kind of thing.
    pub kind: Kind,
    /// Who has to act.
    pub owner: Owner,
    /// The day, in the zone of [`Setting`] where it is an instant, else the program's.
    pub day: Day,
    /// The instant, where it ends at a time of the day, or a meeting begins.
    pub at: Option<Instant>,
    /// What is to be done. Never a person's name: it stands in calendars others may see.
    pub title: String,
    /// The project's title.
    pub about: String,
    /// The other side: the host organisation, or the student's name.
    pub with: String,
    /// Where it is done.
    pub place: Place,
    /// The row it comes from.
    pub subject: Uuid,
    /// Which week, for what comes back every week.
    pub week: Option<Week>,
    /// How often and when that row changed.
    pub revision: Revision,
}

impl Item {
    /// A name that stays the same while the thing is the same: `milestone-0196…`, `check-in-0196…-2026-11-23`.
    #[must_use]
    pub fn key(&self) -> String {
        use crate::machine::Word as _;
        let week = self.week.map(|week| format!("-{}", crate::time::iso(week.monday()))).unwrap_or_default();
        format!("{}-{}{week}", self.kind.word(), self.subject)
    }
}

/// When and under which rules the timeline is read.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'s> {
    /// The day it is for the reader.
    pub today: Day,
    /// The program's working days.
    pub calendar: &'s Calendar,
    /// The program's figures.
    pub policy: &'s Policy,
    /// The zone in which instants become days.
    pub zone: &'s TimeZone,
}

impl Setting<'_> {
    fn day_of(&self, at: Instant) -> Day {
        at.to_zoned(self.zone.clone()).date()
    }
}

/// Everything that is due, the earliest first.
#[must_use]
pub fn timeline(side: Side, facts: &Facts, setting: Setting<'_>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    items.extend(facts.applications.iter().filter_map(|one| application(one, setting)));
    items.extend(facts.applications.iter().filter_map(|one| talk(one, setting)));
    items.extend(facts.talks.iter().map(|one| host_talk(one, setting)));
    items.extend(facts.selections.iter().map(selection));
    for work in &facts.work {
        of_work(&mut items, side, work, setting);
    }
    items.sort_by_key(|item| (item.day, item.at, item.owner, item.kind, item.subject));
    items
}

fn application(one: &Applied, setting: Setting<'_>) -> Option<Item> {
    let (kind, owner, day, at) = match (one.stage, one.offer_until, one.confirm_by, one.answer_by) {
        (Applying::Offered, Some(until), ..) => (Kind::Offer, Owner::You, setting.day_of(until), Some(until)),
        (Applying::Offered, ..) => return None,
        (_, _, Some(by), _) => (Kind::Confirm, Owner::You, by, None),
        (_, _, None, Some(by)) => (Kind::Answer, Owner::Host, by, None),
        (_, _, None, None) => return None,
    };
    let title = match kind {
        Kind::Offer => "Answer the offer",
        Kind::Confirm => "Confirm the changed terms, or take your application back",
        _ => "Answer to your application",
    };
    Some(Item {
        kind,
        owner,
        day,
        at,
        title: title.to_owned(),
        about: one.project.clone(),
        with: one.host.clone(),
        place: Place::Application(one.application),
        subject: one.application.0,
        week: None,
        revision: one.revision,
    })
}

/// The student's talk: picked, or still to be picked before the first of its times.
fn talk(one: &Applied, setting: Setting<'_>) -> Option<Item> {
    let talk = one.talk.filter(|_| one.stage == Applying::Interview)?;
    let (kind, owner, title, at) = match (talk.picked, talk.first) {
        (Some(at), _) => (Kind::Interview, Owner::Both, "Talk with the host", at),
        (None, Some(first)) => (Kind::PickTime, Owner::You, "Pick a time to talk", first),
        (None, None) => return None,
    };
    Some(Item {
        kind,
        owner,
        day: setting.day_of(at),
        at: Some(at),
        title: title.to_owned(),
        about: one.project.clone(),
        with: one.host.clone(),
        place: Place::Application(one.application),
        subject: one.application.0,
        week: None,
        revision: one.revision,
    })
}

fn host_talk(one: &HostTalk, setting: Setting<'_>) -> Item {
    Item {
        kind: Kind::Interview,
        owner: Owner::Both,
        day: setting.day_of(one.at),
        at: Some(one.at),
        title: "Talk with an applicant".to_owned(),
        about: one.project.clone(),
        with: one.with.clone(),
        place: Place::Application(one.application),
        subject: one.application.0,
        week: None,
        revision: one.revision,
    }
}

fn selection(one: &Selection) -> Item {
    let title = match one.waiting {
        1 => "Answer 1 applicant".to_owned(),
        count => format!("Answer {count} applicants"),
    };
    Item {
        kind: Kind::Answer,
        owner: Owner::You,
        day: one.answer_by,
        at: None,
        title,
        about: one.title.clone(),
        with: String::new(),
        place: Place::Applicants(one.project),
        subject: one.project.0,
        week: None,
        revision: one.revision,
    }
}

/// A date of one engagement, still without what is special about it.
fn dated(work: &Work, kind: Kind, owner: Owner, day: Day, title: impl Into<String>) -> Item {
    Item {
        kind,
        owner,
        day,
        at: None,
        title: title.into(),
        about: work.project.clone(),
        with: work.with.clone(),
        place: Place::Engagement(work.engagement),
        subject: work.engagement.0,
        week: None,
        revision: work.revision,
    }
}

fn of_work(items: &mut Vec<Item>, side: Side, work: &Work, setting: Setting<'_>) {
    let student = side == Side::Student;
    // Who has to do what the student, or the host, does.
    let (of_student, of_host) = if student { (Owner::You, Owner::Host) } else { (Owner::Student, Owner::You) };
    beginning(items, work, setting);
    if work.stage == Stage::InProgress {
        check_ins(items, work, setting.today);
        if !work.mid_point_sent {
            let place = Place::Room(work.engagement, "mid-point");
            let due = mid_point_due(work.start, work.end);
            items.push(Item { place, ..dated(work, Kind::MidPoint, Owner::You, due, "Answer at half of the work") });
        }
        let title = if student { "Hand in the whole work" } else { "The whole work is handed in" };
        items.push(dated(work, Kind::HandIn, of_student, work.end, title));
    }
    if matches!(work.stage, Stage::InProgress | Stage::Submitted | Stage::InAcceptance) {
        items.extend(work.milestones.iter().filter_map(|one| milestone(work, one, student, of_student)));
    }
    if matches!(work.stage, Stage::Submitted | Stage::InAcceptance) {
        let day = setting.calendar.after(work.since, setting.policy.acceptance_days);
        let title = if student { "Answer to your work" } else { "Accept the work, or name what is missing" };
        items.push(dated(work, Kind::Acceptance, of_host, day, title));
    }
    if matches!(work.stage, Stage::InProgress | Stage::Paused) {
        items.extend(work.hours_by.map(|day| Item {
            place: Place::Room(work.engagement, "plan"),
            ..dated(work, Kind::Plan, Owner::Both, day, "Agree on the hours that are left")
        }));
    }
    items.extend(work.sheets.iter().filter_map(|sheet| hours(work, sheet, student, setting)));
    items.extend(work.review.iter().filter(|review| review.closes >= setting.today).map(|review| Item {
        place: Place::Room(work.engagement, "review"),
        subject: review.id.0,
        revision: review.revision,
        ..dated(work, Kind::Review, Owner::You, review.closes, "Write the review")
    }));
    items.extend(work.owed.iter().map(|owed| Item {
        place: Place::Pay,
        subject: owed.id.0,
        revision: owed.revision,
        ..dated(
            work,
            Kind::Pay,
            Owner::Program,
            setting.calendar.after(owed.since, DAYS_TO_PAY),
            "Your pay is in your account at the latest",
        )
    }));
}

/// The signature, the rest of the list, the first day, the kick-off.
fn beginning(items: &mut Vec<Item>, work: &Work, setting: Setting<'_>) {
    if work.stage == Stage::Onboarding {
        items.push(if work.signed {
            dated(work, Kind::Start, Owner::Both, work.start, "First day of work")
        } else {
            let place = Place::Room(work.engagement, "agreement");
            Item { place, ..dated(work, Kind::Sign, Owner::You, work.start, "Sign the agreement") }
        });
        items.extend(work.prepare_by.map(|day| Item {
            place: Place::Room(work.engagement, "onboarding"),
            ..dated(work, Kind::Prepare, Owner::You, day, "Do your part before the start")
        }));
    }
    if matches!(work.stage, Stage::Onboarding | Stage::InProgress) {
        let meeting = work.kickoff.filter(|day| *day >= setting.today);
        items.extend(meeting.map(|day| Item {
            at: work.kickoff_at,
            place: Place::Room(work.engagement, "onboarding"),
            ..dated(work, Kind::KickOff, Owner::Both, day, "Kick-off meeting")
        }));
    }
}

/// This week's check-in and those to come, on Fridays, to the last day.
fn check_ins(items: &mut Vec<Item>, work: &Work, today: Day) {
    let mut week = Week::of(today.max(work.start));
    for _ in 0..WEEKS_AHEAD {
        let friday = plus_days(week.monday(), 4);
        // After the last day it is asked for as long as the work goes on, but not foretold.
        let asked = friday <= work.end || check_in_due(today) == Some(friday);
        if !asked {
            break;
        }
        if !work.checked_in.contains(&week.monday()) {
            items.push(Item {
                place: Place::Room(work.engagement, "check-in"),
                week: Some(week),
                ..dated(work, Kind::CheckIn, Owner::You, friday, "Send the weekly check-in")
            });
        }
        week = week.next();
    }
}

fn milestone(work: &Work, one: &Milestone, student: bool, of_student: Owner) -> Option<Item> {
    let name = &one.name;
    let (owner, title) = match (one.stage, student) {
        (Handed::Accepted, _) | (Handed::Submitted, true) => return None,
        (Handed::Submitted, false) => (Owner::You, format!("Answer the milestone: {name}")),
        (Handed::Draft | Handed::ChangesRequested, _) if work.stage != Stage::InProgress => return None,
        (Handed::Draft, true) => (of_student, format!("Hand in: {name}")),
        (Handed::ChangesRequested, true) => (of_student, format!("Change and hand in again: {name}")),
        (Handed::Draft | Handed::ChangesRequested, false) => (of_student, format!("Milestone is handed in: {name}")),
    };
    Some(Item {
        place: Place::Milestone(work.engagement, one.id),
        subject: one.id.0,
        revision: one.revision,
        ..dated(work, Kind::Milestone, owner, one.due, title)
    })
}

fn hours(work: &Work, sheet: &Sheet, student: bool, setting: Setting<'_>) -> Option<Item> {
    let week = Week::of(sheet.week);
    let days = format!("{} to {}", crate::time::short_date(week.monday()), crate::time::short_date(week.sunday()));
    let silent = sheet.sent.map(|day| setting.calendar.after(day, setting.policy.silent_approval_days));
    let (owner, day, title) = match (sheet.stage, student) {
        (Sent::Open, true) if sheet.minutes.0 > 0 => (Owner::You, week.sunday(), format!("Send your hours of {days}")),
        (Sent::Returned, true) => (Owner::You, week.sunday(), format!("Change your hours of {days} and send them")),
        (Sent::Submitted, true) => (Owner::Host, silent?, format!("Your hours of {days} count from then on")),
        (Sent::Submitted, false) => (Owner::You, silent?, format!("Answer the hours of {days}")),
        _ => return None,
    };
    Some(Item {
        place: Place::Time(work.engagement, week),
        subject: sheet.id.0,
        revision: sheet.revision,
        ..dated(work, Kind::Hours, owner, day, title)
    })
}

/// A part of the timeline as a page lists it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// Its day is over.
    Late,
    /// The rest of this week.
    ThisWeek,
    /// Next week.
    NextWeek,
    /// A later week.
    Later(Week),
}

/// The timeline week by week; what is over stands first.
#[must_use]
pub fn by_week(items: &[Item], today: Day) -> Vec<(Group, Vec<&Item>)> {
    let this = Week::of(today);
    let group = |item: &Item| match Week::of(item.day) {
        _ if item.day < today => Group::Late,
        week if week == this => Group::ThisWeek,
        week if week == this.next() => Group::NextWeek,
        week => Group::Later(week),
    };
    let mut groups: Vec<(Group, Vec<&Item>)> = Vec::new();
    for item in items {
        let now = group(item);
        match groups.last_mut() {
            Some((last, list)) if *last == now => list.push(item),
            _ => groups.push((now, vec![item])),
        }
    }
    groups
}
