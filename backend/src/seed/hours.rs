//! Hours, check-ins and reviews of the demonstration.

use domain::actor::Actor;
use domain::engagements::Order as EngagementOrder;
use domain::event::{Event, Subject};
use domain::machine::Word as _;
use domain::reviews::{self, NewReview, Review, Side, window_ends};
use domain::time::{Day, Minutes, Week, plus_days};
use domain::timesheets::{Order, Stage, Timesheet};

use super::engagements::Job;
use super::rows::{CheckInRow, EntryRow, ReviewRow, TimesheetRow};
use super::story::Story;
use crate::failure::Failure;

/// An entry of a week: days after its Monday, minutes, what was done.
pub(super) type Entry = (i64, i32, &'static str);

/// A review that was written on this day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) day: Day,
    pub(super) ratings: [u8; 4],
    pub(super) strengths: &'static str,
    pub(super) improvement: &'static str,
}

/// What becomes of a week.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fate {
    /// The student is still at it.
    Open,
    /// Sent on this day.
    Sent(Day),
    /// Sent on the first, approved on the second day.
    Approved(Day, Day),
}

impl Story {
    /// One week of hours. Entries of days that are still to come happened today.
    pub(super) fn week(&mut self, job: &Job, monday: Day, entries: &[Entry], fate: Fate) -> Result<(), Failure> {
        let minutes: i32 = entries.iter().map(|(_, minutes, _)| minutes).sum();
        let first = self.moments.at(monday, 17, 0);
        let id = self.random.id(first);
        let mut last = first;
        for (offset, minutes, description) in entries {
            let day = plus_days(monday, *offset).min(self.moments.today);
            last = self.moments.at(day, 17, 10);
            let entry = EntryRow {
                id: self.random.id(last),
                timesheet_id: id,
                day,
                minutes: *minutes,
                description,
                created_at: last,
                updated_at: last,
            };
            self.rows.entries.push(entry);
        }
        let sheet = Timesheet::restore(
            id.into(),
            job.engagement.belongs,
            Week::of(monday),
            Minutes(minutes),
            None,
            Stage::Open,
        );
        let mut row = TimesheetRow {
            id,
            engagement_id: job.row.id,
            week: monday,
            stage: sheet.stage().word(),
            minutes,
            submitted_at: None,
            submitted_on: None,
            decided_at: None,
            decided_by: None,
            created_at: first,
            updated_at: last,
        };
        let (sent, approved) = match fate {
            Fate::Open => (None, None),
            Fate::Sent(day) => (Some(day), None),
            Fate::Approved(sent, approved) => (Some(sent), Some(approved)),
        };
        if let Some(day) = sent {
            let at = self.moments.at(day, 17, 30);
            let sheet = self.weigh(sheet, &Order::Submit, &job.student.actor, job, at)?;
            row = TimesheetRow {
                submitted_at: Some(at),
                submitted_on: sheet.submitted_on,
                stage: sheet.stage().word(),
                updated_at: at,
                ..row
            };
            if let Some(day) = approved {
                let at = self.moments.at(day, 18, 20);
                let sheet = self.weigh(sheet, &Order::Approve, &job.supervisor.actor, job, at)?;
                let decided_by = Some(job.supervisor.id);
                row = TimesheetRow {
                    decided_at: Some(at),
                    decided_by,
                    stage: sheet.stage().word(),
                    updated_at: at,
                    ..row
                };
            }
        }
        self.rows.timesheets.push(row);
        Ok(())
    }

    fn weigh(
        &mut self,
        sheet: Timesheet,
        order: &Order,
        by: &Actor,
        job: &Job,
        at: domain::time::Instant,
    ) -> Result<Timesheet, Failure> {
        let (sheet, event) = sheet.apply(order, by, &self.moment(at), self.policy.silent_approval_days)?;
        self.record(&event, Some(job.row.project_id), by, at);
        Ok(sheet)
    }

    /// One side's check-in on a day: what went well, what comes next, what is in the way.
    pub(super) fn check_in(&mut self, job: &Job, side: Side, day: Day, words: [&'static str; 3]) {
        let author = if side == Side::Student { &job.student } else { &job.supervisor };
        let at = self.moments.at(day, if side == Side::Student { 15 } else { 16 }, 5);
        let belongs = job.engagement.belongs;
        let event = Event {
            subject: Subject::Engagement,
            id: job.row.id,
            belongs,
            command: "check_in",
            by: side.party(),
            from: None,
            to: None,
            reason: None,
            kind: None,
        };
        self.record(&event, Some(job.row.project_id), &author.actor, at);
        let row = CheckInRow {
            id: self.random.id(at),
            engagement_id: job.row.id,
            week: Week::of(day).monday(),
            side: side.word(),
            author_id: author.id,
            went_well: words[0],
            next_steps: words[1],
            blocked: words[2],
            created_at: at,
        };
        self.rows.check_ins.push(row);
    }

    /// Both reviews of accepted work: a side that has written nothing yet has `None`. They are shown
    /// once both are in, and then a paid engagement is complete.
    pub(super) fn reviews(
        &mut self,
        job: &mut Job,
        accepted: Day,
        sides: [(Side, Option<Said>); 2],
    ) -> Result<(), Failure> {
        let opened = self.moments.at(accepted, 15, 10);
        let closes_on = window_ends(accepted, &self.policy);
        let both = match sides {
            [(_, Some(one)), (_, Some(other))] => Some(one.day.max(other.day)),
            _ => None,
        };
        for (side, written) in sides {
            let id = self.random.id(opened);
            let facts = reviews::Facts {
                side,
                accepted_on: accepted,
                other_in: both.is_some(),
                sent_on: written.as_ref().map(|said| said.day),
            };
            let review = Review::restore(id.into(), job.engagement.belongs, facts, reviews::Stage::Draft);
            let mut row = ReviewRow {
                id,
                engagement_id: job.row.id,
                side: side.word(),
                author_id: None,
                stage: review.stage().word(),
                ratings: "[]".to_owned(),
                levels: None,
                strengths: "",
                improvement: "",
                again: None,
                closes_on,
                submitted_at: None,
                revealed_at: None,
                created_at: opened,
                updated_at: opened,
            };
            if let Some(Said { day, ratings, strengths, improvement }) = written {
                let author = if side == Side::Student { job.student.clone() } else { job.supervisor.clone() };
                let at = self.moments.at(day, 20, 15);
                let new = NewReview {
                    levels: reviews::items(side, &[])
                        .into_iter()
                        .map(|item| item.key.to_owned())
                        .zip(ratings)
                        .collect(),
                    strengths: strengths.to_owned(),
                    improve: improvement.to_owned(),
                    would_work_again: true,
                    note: String::new(),
                };
                let levels = Some(serde_json::to_string(&new.levels)?);
                let review = self.review(review, &reviews::Order::Submit(new), &author.actor, job, at)?;
                row = ReviewRow {
                    author_id: Some(author.id),
                    stage: review.stage().word(),
                    levels,
                    strengths,
                    improvement,
                    again: Some(true),
                    submitted_at: Some(at),
                    updated_at: at,
                    ..row
                };
                if let Some(day) = both {
                    let at = self.moments.at(day, 20, 16);
                    let review = self.review(review, &reviews::Order::Reveal, &Actor::System, job, at)?;
                    row = ReviewRow { stage: review.stage().word(), revealed_at: Some(at), updated_at: at, ..row };
                }
            }
            self.rows.reviews.push(row);
        }
        if let Some(day) = both {
            job.engagement.facts.both_reviews_in = true;
            if job.engagement.stage() == domain::engagements::Stage::Paid {
                let at = self.moments.at(day, 20, 16);
                self.carry_out(job, &EngagementOrder::Complete, &Actor::System, at)?;
            }
        }
        Ok(())
    }

    fn review(
        &mut self,
        review: Review,
        order: &reviews::Order,
        by: &Actor,
        job: &Job,
        at: domain::time::Instant,
    ) -> Result<Review, Failure> {
        let (review, event) = review.apply(order, by, &self.moment(at), &self.policy)?;
        self.record(&event, Some(job.row.project_id), by, at);
        Ok(review)
    }
}
