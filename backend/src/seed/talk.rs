//! What people of the demonstration say to each other while they work: messages, half of the work, a problem.

use domain::actor::Party;
use domain::event::{Event, Subject};
use domain::machine::Word as _;
use domain::messages::Voice;
use domain::problems::{Facts, Kind, Problem};
use domain::reviews::Side;
use domain::time::{Day, Instant, plus_days};

use super::engagements::Job;
use super::rows::{MessageRow, MidPointRow, ProblemRow, ReadRow};
use super::story::Story;

/// A side's answers at half of the work: what goes well, one change, the hours, help asked for.
pub(super) type Half = (&'static str, &'static str, &'static str, &'static str);

impl Story {
    /// One message.
    pub(super) fn message(&mut self, job: &Job, side: Side, at: Instant, body: &'static str) {
        let author = if side == Side::Student { job.student.clone() } else { job.supervisor.clone() };
        let voice = if side == Side::Student { Voice::Student } else { Voice::Host };
        let id = self.random.id(at);
        let event = Self::said(job, Subject::Message, id, "send", side.party());
        self.record(&event, Some(job.row.project_id), &author.actor, at);
        let row =
            MessageRow { id, engagement_id: job.row.id, author_id: author.id, voice: voice.word(), body, sent_at: at };
        self.rows.messages.push(row);
    }

    /// This side has read all but the last `left` messages of the engagement.
    pub(super) fn read(&mut self, job: &Job, side: Side, left: usize) {
        let person_id = if side == Side::Student { job.student.id } else { job.supervisor.id };
        let mut thread = self.rows.messages.iter().rev().filter(|one| one.engagement_id == job.row.id);
        let Some(last) = thread.nth(left).map(|one| one.id) else { return };
        self.rows.reads.push(ReadRow { engagement_id: job.row.id, person_id, message_id: last });
    }

    /// One side answers at half of the work.
    pub(super) fn half(&mut self, job: &Job, side: Side, day: Day, (going_well, change, hours, help): Half) {
        let author = if side == Side::Student { job.student.clone() } else { job.supervisor.clone() };
        let at = self.moments.at(day, if side == Side::Student { 14 } else { 16 }, 20);
        let event = Self::said(job, Subject::Engagement, job.row.id, "mid_point", side.party());
        self.record(&event, Some(job.row.project_id), &author.actor, at);
        let row = MidPointRow {
            id: self.random.id(at),
            engagement_id: job.row.id,
            side: side.word(),
            author_id: author.id,
            going_well,
            change,
            hours,
            help,
            created_at: at,
        };
        self.rows.mid_points.push(row);
    }

    /// The student tells staff of a problem.
    pub(super) fn problem(&mut self, job: &Job, kind: Kind, day: Day, what: &'static str, wish: &'static str) {
        let at = self.moments.at(day, 19, 40);
        let id = self.random.id(at);
        let facts = Facts {
            side: Side::Student,
            kind,
            fee: domain::money::Cents(job.row.fee_cents),
            amount: domain::money::Cents(0),
            award: None,
            decider: None,
            student_spoke: false,
            host_spoke: false,
            notices: 0,
            since: day,
        };
        let (problem, event) = Problem::report(id.into(), job.engagement.belongs, facts);
        self.record(&event, Some(job.row.project_id), &job.student.actor, at);
        self.rows.problems.push(ProblemRow {
            id,
            program_id: self.program,
            engagement_id: job.row.id,
            side: Side::Student.word(),
            reporter_id: job.student.id,
            kind: kind.word(),
            stage: problem.stage().word(),
            stage_on: day,
            what,
            wish,
            created_at: at,
            updated_at: at,
        });
    }

    /// Maya and Dee, who write to each other about one visit.
    pub(super) fn maya_and_dee(&mut self, job: &Job, start: Day, monday: Day) {
        let said = [
            (
                Side::Host,
                0,
                9,
                "Welcome, Maya. The three files are in the folder from the kick-off. Write here whenever something is unclear.",
            ),
            (
                Side::Student,
                1,
                11,
                "Thank you. In 2022 some visits have no street, only a district. Shall I keep them?",
            ),
            (
                Side::Host,
                1,
                13,
                "Keep them, please, and count them as \u{201c}district only\u{201d}. The list of the city is at https://example.org/streets",
            ),
            (Side::Student, 9, 16, "The clean file is in. 212 changes, each with its reason in the log."),
            (Side::Host, 10, 10, "Very good. The board liked the log most of all."),
        ];
        for (side, day, hour, body) in said {
            let at = self.moments.at(plus_days(start, day), hour, 12);
            self.message(job, side, at, body);
        }
        let at = self.moments.at(plus_days(monday, -3), 15, 48);
        self.message(
            job,
            Side::Host,
            at,
            "Could the third chart show walking minutes instead of metres? People here think in minutes.",
        );
        self.read(job, Side::Student, 1);
        self.read(job, Side::Host, 0);
        let day = plus_days(monday, -5);
        let well = (
            "Dee answers within the day, and the plan holds.",
            "A shorter list of charts, so that each can be good.",
            "on_track",
            "",
        );
        self.half(job, Side::Student, day, well);
        let well =
            ("Maya asks before she builds, which saves us both time.", "Show drafts a day earlier.", "on_track", "");
        self.half(job, Side::Host, day, well);
    }

    const fn said(job: &Job, subject: Subject, id: uuid::Uuid, command: &'static str, by: Party) -> Event {
        Event {
            subject,
            id,
            belongs: job.engagement.belongs,
            command,
            by,
            from: None,
            to: None,
            reason: None,
            kind: None,
        }
    }
}
