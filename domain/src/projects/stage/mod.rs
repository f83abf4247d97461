//! The life of a project (`workflow.md` section 1).

mod fast_track;

use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Belongs, Party};
use crate::event::{Event, Reason, ReasonKind, Subject};
use crate::hosts::Stage as HostStage;
use crate::ids::{PersonId, ProjectId};
use crate::machine::{Machine, Rule, Word};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::time::{Day, Now, days_between, long_date};

pub use fast_track::Record;

/// Days a draft may lie untouched before it is put away.
pub const IDLE_DRAFT_DAYS: i64 = 90;
/// Days a host has to answer a request for changes.
pub const CHANGES_DAYS: i64 = 14;
/// Days a host has to answer a scope that staff or faculty wrote.
pub const SCOPE_ANSWER_DAYS: i64 = 10;

crate::words! {
    /// Where a project stands.
    pub enum Stage {
        /// Being written.
        Draft = "draft",
        /// Waits for a reviewer.
        Submitted = "submitted",
        /// One of staff reads it.
        InReview = "in_review",
        /// The host changes what the reviewer named.
        ChangesRequested = "changes_requested",
        /// Staff or faculty wrote it; the host confirms scope, fee and terms.
        AwaitingHostAcceptance = "awaiting_host_acceptance",
        /// May be published.
        Approved = "approved",
        /// Students can apply.
        Published = "published",
        /// Hidden for a while.
        Paused = "paused",
        /// Applications are closed; the host chooses.
        Selection = "selection",
        /// Every seat is taken.
        Filled = "filled",
        /// At least one student is at work.
        InProgress = "in_progress",
        /// All its work is over.
        Completed = "completed",
        /// Called off.
        Cancelled = "cancelled",
        /// Nobody was found in time.
        Expired = "expired",
        /// Not a project for this program.
        Rejected = "rejected",
        /// Put away before it was ever offered.
        Archived = "archived",
    }
}

crate::words! {
    /// What can be done with a project.
    pub enum Command {
        /// Send it to review.
        Submit = "submit",
        /// Take it back.
        Withdraw = "withdraw",
        /// Take on its review.
        Claim = "claim",
        /// Name what must change.
        RequestChanges = "request_changes",
        /// Approve it.
        Approve = "approve",
        /// Approve it without a reviewer: a repeat host in good standing.
        FastTrack = "fast_track",
        /// Turn it down.
        Reject = "reject",
        /// Ask the host to confirm a scope written for them.
        ProposeToHost = "propose_to_host",
        /// Confirm that scope.
        AcceptScope = "accept_scope",
        /// Give that scope back to whoever wrote it.
        ReturnToAuthor = "return_to_author",
        /// Show it to students.
        Publish = "publish",
        /// Let changed terms hold.
        Revise = "revise",
        /// Hide it for a while.
        Pause = "pause",
        /// Show it again.
        Resume = "resume",
        /// Close applications and choose.
        StartSelection = "start_selection",
        /// Open applications once more.
        ReopenApplications = "reopen_applications",
        /// Note that every seat is taken.
        Fill = "fill",
        /// Note that a student left before the start.
        DropOut = "drop_out",
        /// Note that the first student has started.
        Start = "start",
        /// Note that all work is over.
        Complete = "complete",
        /// Call it off.
        Cancel = "cancel",
        /// Close it without a student.
        Expire = "expire",
        /// Put an idle one away.
        Archive = "archive",
        /// Throw a draft away.
        Discard = "discard",
    }
}

use Command as C;
use Party::{Faculty, Host, Staff, System};
use Stage as S;

/// The table.
#[rustfmt::skip]
pub const MACHINE: Machine<Stage, Command> = Machine {
    name: "project",
    start: S::Draft,
    rules: &[
        Rule { from: &[S::Draft, S::ChangesRequested], command: C::Submit, by: &[Host], to: S::Submitted, guard: "no blocking finding; the host is not suspended" },
        Rule { from: &[S::Submitted, S::Approved], command: C::Withdraw, by: &[Host], to: S::Draft, guard: "" },
        Rule { from: &[S::Submitted, S::InReview], command: C::Claim, by: &[Staff], to: S::InReview, guard: "not its author; not already its reviewer" },
        Rule { from: &[S::InReview], command: C::RequestChanges, by: &[Staff], to: S::ChangesRequested, guard: "a reason in words" },
        Rule { from: &[S::InReview], command: C::Approve, by: &[Staff], to: S::Approved, guard: "not its author; no blocking finding; the host is verified; a day to publish it by the last day to apply" },
        Rule { from: &[S::Submitted], command: C::FastTrack, by: &[System], to: S::Approved, guard: "the program allows it; a score of `fast_track_score` or more; nothing for staff to decide; sent by its own host, which is verified, has completed a project and has no strike" },
        Rule { from: &[S::InReview], command: C::Reject, by: &[Staff], to: S::Rejected, guard: "a reason in words" },
        Rule { from: &[S::Draft], command: C::ProposeToHost, by: &[Staff, Faculty], to: S::AwaitingHostAcceptance, guard: "no blocking finding" },
        Rule { from: &[S::AwaitingHostAcceptance], command: C::AcceptScope, by: &[Host], to: S::Approved, guard: "the host is not suspended; the host is verified" },
        Rule { from: &[S::AwaitingHostAcceptance], command: C::ReturnToAuthor, by: &[Host], to: S::Draft, guard: "a reason in words" },
        Rule { from: &[S::AwaitingHostAcceptance], command: C::ReturnToAuthor, by: &[System], to: S::Draft, guard: "10 days of silence" },
        Rule { from: &[S::Approved], command: C::Publish, by: &[Staff, System], to: S::Published, guard: "the last day to apply is not over; the host is not suspended; the host is verified; by the system: on its day" },
        Rule { from: &[S::Published], command: C::Revise, by: &[Host, System], to: S::Published, guard: "nobody has been offered a seat; the last day to apply is to come; the host is not suspended; material changes: by the system, once staff have approved them" },
        Rule { from: &[S::Paused], command: C::Revise, by: &[Host, System], to: S::Paused, guard: "the same" },
        Rule { from: &[S::Published], command: C::Pause, by: &[Host, Staff, System], to: S::Paused, guard: "a reason in words" },
        Rule { from: &[S::Paused], command: C::Resume, by: &[Host, Staff], to: S::Published, guard: "the last day to apply is not over; the host is not suspended; by the host: what staff did not hide" },
        Rule { from: &[S::Published], command: C::StartSelection, by: &[Host], to: S::Selection, guard: "" },
        Rule { from: &[S::Published, S::Paused], command: C::StartSelection, by: &[System], to: S::Selection, guard: "the last day to apply is over" },
        Rule { from: &[S::Selection], command: C::ReopenApplications, by: &[Host, Staff], to: S::Published, guard: "once; a new last day to apply" },
        Rule { from: &[S::Selection], command: C::Fill, by: &[System], to: S::Filled, guard: "every seat has an accepted offer" },
        Rule { from: &[S::Filled], command: C::DropOut, by: &[System], to: S::Selection, guard: "a student left before the start" },
        Rule { from: &[S::Filled, S::Selection], command: C::Start, by: &[System], to: S::InProgress, guard: "the first engagement has started" },
        Rule { from: &[S::InProgress], command: C::Complete, by: &[Staff, System], to: S::Completed, guard: "" },
        Rule { from: &[S::Approved, S::Published, S::Paused, S::Selection, S::Filled, S::InProgress], command: C::Cancel, by: &[Host, Staff], to: S::Cancelled, guard: "a reason in words" },
        Rule { from: &[S::Published, S::Paused, S::Selection], command: C::Expire, by: &[System], to: S::Expired, guard: "the last day to apply is over; a reason in words" },
        Rule { from: &[S::Draft], command: C::Archive, by: &[System], to: S::Archived, guard: "90 days untouched" },
        Rule { from: &[S::ChangesRequested], command: C::Archive, by: &[System], to: S::Archived, guard: "14 days without an answer" },
        Rule { from: &[S::Draft, S::ChangesRequested], command: C::Discard, by: &[Host], to: S::Archived, guard: "" },
        Rule { from: &[S::Draft], command: C::Discard, by: &[Staff, Faculty], to: S::Archived, guard: "its author" },
    ],
    terminal: &[S::Completed, S::Cancelled, S::Expired, S::Rejected, S::Archived],
    waits_for: |stage| match stage {
        S::Draft => "its author; a reminder after 30 days, put away after 90",
        S::Submitted => "staff; escalated after `review_days`",
        S::InReview => "its reviewer; a second reviewer after `review_days`",
        S::ChangesRequested => "the host; put away after 14 days",
        S::AwaitingHostAcceptance => "the host; back to its author after 10 days",
        S::Approved => "its day: published by the system then, or earlier by staff",
        S::Published => "students; selection after the last day to apply",
        S::Paused => "the host; selection after the last day to apply",
        S::Selection => "the host; reminded on day 3, staff on day 5, answered automatically on day 10",
        S::Filled => "the students' onboarding; each has its own timer",
        S::InProgress => "its engagements; each has its own timers",
        S::Completed | S::Cancelled | S::Expired | S::Rejected | S::Archived => "nobody: over, can be copied as a new draft",
    },
};

/// A command with what it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// Send it to review.
    Submit,
    /// Take it back.
    Withdraw,
    /// Take on its review.
    Claim,
    /// Name what must change.
    RequestChanges(Reason),
    /// Approve it, to be published on this day or at once.
    Approve(Option<Day>),
    /// Approve it without a reviewer, on this record.
    FastTrack(Record),
    /// Turn it down.
    Reject(Reason),
    /// Ask the host to confirm.
    ProposeToHost,
    /// Confirm.
    AcceptScope,
    /// Give it back.
    ReturnToAuthor(Reason),
    /// Show it.
    Publish,
    /// Let changed terms hold.
    Revise(Terms),
    /// Hide it.
    Pause(Reason),
    /// Show it again.
    Resume,
    /// Close applications.
    StartSelection,
    /// Open applications once more, until this day.
    ReopenApplications(Day),
    /// Every seat is taken.
    Fill,
    /// A student left before the start.
    DropOut,
    /// The first student has started.
    Start,
    /// All work is over.
    Complete,
    /// Call it off.
    Cancel(Reason),
    /// Close it without a student.
    Expire(Reason),
    /// Put it away.
    Archive,
    /// Throw it away.
    Discard,
}

impl Order {
    /// The command in the table.
    #[must_use]
    pub const fn command(&self) -> Command {
        match self {
            Self::Submit => C::Submit,
            Self::Withdraw => C::Withdraw,
            Self::Claim => C::Claim,
            Self::RequestChanges(_) => C::RequestChanges,
            Self::Approve(_) => C::Approve,
            Self::FastTrack(_) => C::FastTrack,
            Self::Reject(_) => C::Reject,
            Self::ProposeToHost => C::ProposeToHost,
            Self::AcceptScope => C::AcceptScope,
            Self::ReturnToAuthor(_) => C::ReturnToAuthor,
            Self::Publish => C::Publish,
            Self::Revise(_) => C::Revise,
            Self::Pause(_) => C::Pause,
            Self::Resume => C::Resume,
            Self::StartSelection => C::StartSelection,
            Self::ReopenApplications(_) => C::ReopenApplications,
            Self::Fill => C::Fill,
            Self::DropOut => C::DropOut,
            Self::Start => C::Start,
            Self::Complete => C::Complete,
            Self::Cancel(_) => C::Cancel,
            Self::Expire(_) => C::Expire,
            Self::Archive => C::Archive,
            Self::Discard => C::Discard,
        }
    }

    const fn kind(&self) -> Option<ReasonKind> {
        match self {
            Self::Reject(reason) | Self::Cancel(reason) | Self::Expire(reason) | Self::ReturnToAuthor(reason) => {
                reason.kind()
            }
            _ => None,
        }
    }

    /// What the history keeps beside the step: the reason given, the rule applied, the terms changed.
    fn said(&self, policy: &Policy) -> Option<String> {
        match self {
            Self::RequestChanges(reason)
            | Self::Reject(reason)
            | Self::ReturnToAuthor(reason)
            | Self::Pause(reason)
            | Self::Cancel(reason)
            | Self::Expire(reason) => Some(reason.as_str().to_owned()),
            Self::FastTrack(record) => Some(record.in_words(policy)),
            Self::Revise(terms) => Some(terms.changed.clone()),
            _ => None,
        }
    }
}

/// What changed terms bring with them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Terms {
    /// The last day to apply from now on.
    pub apply_by: Option<Day>,
    /// Seats that were offered or taken.
    pub given: i32,
    /// Whether staff approved them; where nothing in them is material nobody has to.
    pub approved: bool,
    /// Whether they are material, or the check found something in them that staff decide on.
    pub for_staff: bool,
    /// What changed, in a line for the record.
    pub changed: String,
}

/// What the rules of a project need to know.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Facts {
    /// Who wrote it.
    pub author: PersonId,
    /// Who of staff has claimed its review.
    pub reviewer: Option<PersonId>,
    /// Findings of the scope check that block it.
    pub blocking: usize,
    /// Where its host organisation stands with the program.
    pub host: HostStage,
    /// The last day to apply, in the program's zone.
    pub apply_by: Option<Day>,
    /// Whether applications have been opened a second time.
    pub reopened: bool,
    /// Who hid it, while it is hidden.
    pub hidden_by: Option<Party>,
    /// The day it is published, where its reviewer chose one.
    pub publish_on: Option<Day>,
    /// The day it entered its stage or, as a draft, was last changed.
    pub since: Day,
}

/// A project, with the facts its rules need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Project {
    /// Which.
    pub id: ProjectId,
    /// Whose.
    pub belongs: Belongs,
    /// What its rules need to know.
    pub facts: Facts,
    stage: Stage,
}

impl Project {
    /// A project as the database holds it. For `rows.rs` and the seed only.
    #[must_use]
    pub const fn restore(id: ProjectId, belongs: Belongs, facts: Facts, stage: Stage) -> Self {
        Self { id, belongs, facts, stage }
    }

    /// Where it stands.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// Whether its answers may change.
    #[must_use]
    pub const fn is_editable(&self) -> bool {
        matches!(self.stage, S::Draft | S::ChangesRequested)
    }

    /// Does what `order` says, or says why not.
    ///
    /// # Errors
    /// A [`Refusal`] for the person who acted.
    pub fn apply(mut self, order: &Order, by: &Actor, now: &Now, policy: &Policy) -> Result<(Self, Event), Refusal> {
        let from = self.stage;
        let (to, party) = MACHINE.step(from, order.command(), &by.parties(&self.belongs))?;
        self.check(order, by, party, now, policy)?;
        match order {
            Order::Claim => self.facts.reviewer = by.person_id(),
            Order::ReopenApplications(day) => {
                self.facts.apply_by = Some(*day);
                self.facts.reopened = true;
            }
            Order::Withdraw => {
                self.facts.reviewer = None;
                self.facts.publish_on = None;
            }
            Order::Approve(day) => self.facts.publish_on = *day,
            Order::Pause(_) => self.facts.hidden_by = Some(party),
            Order::Resume => self.facts.hidden_by = None,
            Order::Revise(terms) => self.facts.apply_by = terms.apply_by,
            _ => {}
        }
        self.stage = to;
        self.facts.since = now.today;
        let event = Event {
            subject: Subject::Project,
            id: self.id.0,
            belongs: self.belongs,
            command: order.command().word(),
            by: party,
            from: Some(from.word()),
            to: Some(to.word()),
            reason: order.said(policy),
            kind: order.kind(),
        };
        Ok((self, event))
    }

    /// What this actor could do now: the buttons to draw.
    #[must_use]
    pub fn offers(&self, by: &Actor) -> Vec<Command> {
        let parties = by.parties(&self.belongs);
        let mut offers = MACHINE.offers(self.stage, &parties);
        if !parties.contains(&Staff) && self.not_hidden_by_staff().is_err() {
            offers.retain(|command| *command != C::Resume);
        }
        offers
    }

    fn check(&self, order: &Order, by: &Actor, party: Party, now: &Now, policy: &Policy) -> Result<(), Refusal> {
        match order {
            Order::Submit => self.nothing_blocks().and_then(|()| self.host_may_post()),
            Order::ProposeToHost => self.nothing_blocks(),
            Order::AcceptScope => self.host_is_verified(),
            Order::Claim => self.not_its_author(by).and_then(|()| self.not_its_reviewer(by)),
            Order::Approve(day) => self
                .not_its_author(by)
                .and_then(|()| self.nothing_blocks())
                .and_then(|()| self.host_is_verified())
                .and_then(|()| self.may_be_published_on(*day, now)),
            Order::FastTrack(record) => self.nothing_blocks().and_then(|()| record.qualifies(self.facts.host, policy)),
            Order::Revise(terms) => self.may_revise(terms, now),
            Order::Publish => self
                .host_is_verified()
                .and_then(|()| self.still_open(now))
                .and_then(|()| if party == System { self.its_day_is_here(now) } else { Ok(()) }),
            Order::Resume => self
                .host_may_post()
                .and_then(|()| self.still_open(now))
                .and_then(|()| if party == Host { self.not_hidden_by_staff() } else { Ok(()) }),
            Order::StartSelection | Order::Expire(_) if party == System => self.applications_are_over(now),
            Order::ReopenApplications(day) => self.may_reopen_until(*day, now),
            Order::ReturnToAuthor(_) if party == System => self.silent_for(SCOPE_ANSWER_DAYS, now),
            Order::Archive if self.stage == S::Draft => self.silent_for(IDLE_DRAFT_DAYS, now),
            Order::Archive => self.silent_for(CHANGES_DAYS, now),
            Order::Discard if party != Host => self.by_its_author(by),
            _ => Ok(()),
        }
    }

    fn nothing_blocks(&self) -> Result<(), Refusal> {
        match self.facts.blocking {
            0 => Ok(()),
            1 => Err(Refusal::rule("One finding still blocks this project. Fix it, then send the project.")),
            count => Err(Refusal::rule(format!(
                "{count} findings still block this project. Fix them, then send the project."
            ))),
        }
    }

    fn host_may_post(&self) -> Result<(), Refusal> {
        if self.facts.host == HostStage::Suspended {
            return Err(Refusal::rule(
                "This host organisation is suspended and cannot offer projects now. Ask the program what to do.",
            ));
        }
        Ok(())
    }

    /// Staff look at every organisation before its first project is shown.
    fn host_is_verified(&self) -> Result<(), Refusal> {
        self.host_may_post()?;
        if self.facts.host.is_verified() {
            return Ok(());
        }
        Err(Refusal::rule(
            "This host organisation is not verified yet. Staff verify it before its first project is published.",
        ))
    }

    fn not_its_author(&self, by: &Actor) -> Result<(), Refusal> {
        if by.person_id() == Some(self.facts.author) {
            return Err(Refusal::rule("You wrote this project. Ask a colleague to review it."));
        }
        Ok(())
    }

    fn by_its_author(&self, by: &Actor) -> Result<(), Refusal> {
        if by.person_id() == Some(self.facts.author) {
            return Ok(());
        }
        Err(Refusal::rule("Somebody else wrote this draft. Ask them to throw it away."))
    }

    fn not_its_reviewer(&self, by: &Actor) -> Result<(), Refusal> {
        if self.stage == S::InReview && by.person_id() == self.facts.reviewer {
            return Err(Refusal::rule("You already review this project."));
        }
        Ok(())
    }

    fn still_open(&self, now: &Now) -> Result<(), Refusal> {
        match self.facts.apply_by {
            None => Err(Refusal::rule("This project has no last day to apply. Set one first.")),
            Some(day) if day < now.today => {
                Err(Refusal::rule(format!("The last day to apply was {}. Set a later one first.", long_date(day))))
            }
            Some(_) => Ok(()),
        }
    }

    fn may_be_published_on(&self, day: Option<Day>, now: &Now) -> Result<(), Refusal> {
        match (day, self.facts.apply_by) {
            (Some(day), _) if day < now.today => {
                Err(Refusal::rule("Choose a day to publish it that is still to come, or none to publish it at once."))
            }
            (Some(day), Some(last)) if day > last => Err(Refusal::rule(format!(
                "Students can apply until {}. Choose a day to publish it that is not after it.",
                long_date(last)
            ))),
            _ => Ok(()),
        }
    }

    fn its_day_is_here(&self, now: &Now) -> Result<(), Refusal> {
        match self.facts.publish_on {
            Some(day) if day > now.today => {
                Err(Refusal::rule(format!("It is published on {}. Staff can publish it earlier.", long_date(day))))
            }
            _ => Ok(()),
        }
    }

    fn not_hidden_by_staff(&self) -> Result<(), Refusal> {
        // What a suspension hid, the host may show again once that is over.
        if self.facts.hidden_by != Some(Staff) {
            return Ok(());
        }
        Err(Refusal::rule("The program hid this project. Ask its staff to show it again."))
    }

    fn may_revise(&self, terms: &Terms, now: &Now) -> Result<(), Refusal> {
        crate::revisions::may_begin(self.stage, terms.given)?;
        self.host_may_post()?;
        self.nothing_blocks()?;
        if terms.for_staff && !terms.approved {
            return Err(Refusal::rule("Staff decide about this change first."));
        }
        match terms.apply_by {
            Some(day) if day >= now.today => Ok(()),
            _ => Err(Refusal::rule("Choose a last day to apply that is still to come.")),
        }
    }

    fn applications_are_over(&self, now: &Now) -> Result<(), Refusal> {
        if self.facts.apply_by.is_some_and(|day| day >= now.today) {
            return Err(Refusal::rule("Students can still apply to this project."));
        }
        Ok(())
    }

    fn may_reopen_until(&self, day: Day, now: &Now) -> Result<(), Refusal> {
        if self.facts.reopened {
            return Err(Refusal::rule(
                "Applications were opened again once before. Copy the project to offer it anew.",
            ));
        }
        if day <= now.today {
            return Err(Refusal::rule("Choose a last day to apply that is still to come."));
        }
        Ok(())
    }

    fn silent_for(&self, days: i64, now: &Now) -> Result<(), Refusal> {
        if days_between(self.facts.since, now.today) < days {
            return Err(Refusal::rule(format!("There is still time: nothing happens before {days} days have passed.")));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
