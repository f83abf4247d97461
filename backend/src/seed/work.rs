//! Projects of the demonstration with a student: before the start, at work, handed in, paid.

use domain::actor::Actor;
use domain::applications::Order as Answer;
use domain::engagements::{Order, Reflection};
use domain::event::Reason;
use domain::payments;
use domain::projects::{self, Draft, Place};
use domain::reviews::Side;
use domain::time::{Day, plus_days};

use super::engagements::Job;
use super::hours::{Entry, Fate, Said};
use super::projects::{Spec, Work};
use super::story::{Story, reason};
use crate::failure::Failure;

const PANTRY: Spec = Spec {
    problem: "We wrote down every visit of three years in files that do not agree. We want one clean file without names, five charts that show who comes from where and when, and to know where a second table would help most.",
    ..Spec::new(
        "donor_analysis",
        "Clean and map three years of pantry visits",
        "Harbor Street Pantry",
        "Dee Lindqvist",
        540,
    )
};
const GUIDE: Spec = Spec {
    place: Place::Hybrid,
    ..Spec::new(
        "volunteer_guide",
        "Design a first-day guide for new pantry volunteers",
        "Harbor Street Pantry",
        "Jonah Reyes",
        360,
    )
};
const AT_RISK: Spec = Spec::new(
    "usability_check",
    "Test the school website with five parents and rank what to fix",
    "Alder Street School",
    "Peter Nakamura",
    500,
);
const HANDED_IN: Spec = Spec::new(
    "interview_articles",
    "Write six articles from interviews with home visitors",
    "Juniper Health Collective",
    "Imani Cole",
    550,
);
const ACCEPTED: Spec = Spec::new(
    "donor_analysis",
    "Find out who gives: five years of donors in five charts",
    "Willow Creek Trust",
    "Greta Solheim",
    640,
);
const ONBOARDING: Spec = Spec::new(
    "website_feature",
    "Build a place filter for our event calendar, behind a switch",
    "Tideline Museum",
    "Ana Reyes",
    820,
);

const FIRST_WEEK: [Entry; 3] = [
    (0, 90, "Kick-off, then read what is there and listed open questions"),
    (1, 120, "First sample worked through, notes sent to the host"),
    (3, 90, "Changed the plan after the answers, began the main part"),
];
const MIDDLE_WEEK: [Entry; 3] = [
    (0, 150, "Main part, second third, checked against the criteria"),
    (2, 120, "Main part, last third, list of what is still missing"),
    (4, 60, "Call with the host about the draft, wrote down changes"),
];
const LAST_WEEK: [Entry; 3] = [
    (0, 120, "Worked in the changes from the call, proofread all of it"),
    (1, 90, "Tried it out with one person who had not seen it"),
    (3, 60, "Final version, hand-over with the host on a call"),
];
const MAYA_WEEKS: [&[Entry]; 3] = [
    &[
        (0, 75, "Kick-off with Dee, listed the files and their columns"),
        (1, 105, "Data check of the 2022 file, counted what is missing"),
        (3, 90, "Data check of the 2023 and 2024 files, wrote the note"),
    ],
    &[
        (1, 120, "Agreed with Dee what counts as one visit, wrote it down"),
        (3, 150, "Joined the three files, removed names and phone numbers"),
    ],
    &[
        (0, 105, "Fixed street names against the list of the city"),
        (1, 90, "Last rows cleaned, log of changes finished and sent"),
        (3, 60, "Sketched five charts on paper and showed them to Dee"),
    ],
];
const MAYA_NOW: [Entry; 4] = [
    (0, 90, "Removed double rows from the 2024 file, wrote the log"),
    (1, 75, "Drafted chart 1 and 2, visits by month and by street"),
    (1, 45, "Call with Dee about what counts as one visit"),
    (3, 75, "Drafted chart 3, walking distance to the pantry"),
];

impl Story {
    /// All of them.
    pub(super) fn worked_on(&mut self) -> Result<(), Failure> {
        self.history()?;
        self.awaiting_pay()?;
        self.handed_in()?;
        self.maya()?;
        self.hours_waiting()?;
        self.at_risk()?;
        self.onboarding()
    }

    /// From the draft to the accepted offer, for work that starts on `start`: review four weeks
    /// before, applications in the third, the choice in the week before.
    fn chosen(&mut self, spec: &Spec, draft: Draft, students: [&str; 2]) -> Result<(Work, Job), Failure> {
        let start = draft.start.unwrap_or(self.moments.monday);
        let on = |days: i64| plus_days(start, -days);
        let mut work = self.begin_with(spec, draft, self.moments.at(on(26), 15, 0))?;
        self.publish(&mut work, on(25), on(24))?;
        let mut chosen = self.application(&work, students[0], self.moments.at(on(17), 18, 5))?;
        let mut other = self.application(&work, students[1], self.moments.at(on(15), 21, 30))?;
        self.step(&mut work, &projects::Order::StartSelection, &Actor::System, self.moments.at(on(9), 0, 1))?;
        let host = work.author.actor.clone();
        let student = chosen.student.actor.clone();
        self.answer(&mut chosen, &Answer::Shortlist, &host, self.moments.at(on(7), 10, 10))?;
        self.answer(&mut chosen, &Answer::Offer, &host, self.moments.at(on(6), 10, 30))?;
        let accepted = self.moments.at(on(6), 18, 45);
        self.answer(&mut chosen, &Answer::Accept, &student, accepted)?;
        self.step(&mut work, &projects::Order::Fill, &Actor::System, accepted)?;
        other.application.facts.seats_left = 0;
        self.answer(&mut other, &Answer::NotSelect(full()?), &Actor::System, accepted)?;
        let supervisor = work.author.name.clone();
        let job = self.engage(&work, &chosen, &supervisor, false, accepted)?;
        self.keep_application(chosen);
        self.keep_application(other);
        Ok((work, job))
    }

    /// The same, and work has begun.
    pub(super) fn begun(&mut self, spec: &Spec, draft: Draft, students: [&str; 2]) -> Result<(Work, Job), Failure> {
        let (mut work, mut job) = self.chosen(spec, draft, students)?;
        let signed = plus_days(job.row.start_on, -5);
        self.start(&mut work, &mut job, signed)?;
        Ok((work, job))
    }

    pub(super) fn dated(&self, spec: &Spec, start: Day) -> Result<Draft, Failure> {
        Ok(Draft { apply_by: Some(plus_days(start, -10)), ..self.draft(spec, start)? })
    }

    /// Every milestone is handed in on its day and every week is approved; then all of it is handed in.
    pub(super) fn delivered(&mut self, job: &mut Job, day: Day) -> Result<(), Failure> {
        for index in 0..job.milestones.len() {
            let due = job.milestones[index].1.due_on.min(plus_days(day, -1));
            self.milestone(
                job,
                index,
                due,
                "Here it is, with a note on what changed since the last one and what is still open.",
            )?;
        }
        let start = job.row.start_on;
        for (weeks, entries) in (0..).zip([FIRST_WEEK, MIDDLE_WEEK, LAST_WEEK]) {
            let monday = plus_days(start, weeks * 7);
            self.week(job, monday, &entries, Fate::Approved(plus_days(monday, 4), plus_days(monday, 6)))?;
            let words = ["The part I had planned is done", "The next part, with the changes from our call", ""];
            self.check_in(job, Side::Student, plus_days(monday, 4), words);
            self.check_in(
                job,
                Side::Host,
                plus_days(monday, 4),
                ["Clear questions and steady work", "Go on like this", ""],
            );
        }
        let words = "I learned to show a small piece early. The first one was wrong in a way that would have cost me a week at the end.";
        let student = job.student.actor.clone();
        let at = self.moments.at(day, 15, 0);
        self.carry_out(job, &Order::HandIn(Reflection::parse(words)?), &student, at)?;
        self.carry_out(job, &Order::BeginAcceptance, &Actor::System, at)
    }

    /// The host accepts; pay is owed, and nothing of the project is left to do.
    pub(super) fn accepted(&mut self, work: &mut Work, job: &mut Job, day: Day) -> Result<(), Failure> {
        let host = job.supervisor.actor.clone();
        let at = self.moments.at(day, 15, 10);
        self.carry_out(job, &Order::Accept, &host, at)?;
        self.pay(job, &payments::Order::MakeReady, &Actor::System, at)?;
        self.step(work, &projects::Order::Complete, &Actor::System, at)
    }

    /// Accepted three days ago: finance has something to approve, and one review is in.
    fn awaiting_pay(&mut self) -> Result<(), Failure> {
        let draft = self.dated(&ACCEPTED, plus_days(self.moments.monday, -35))?;
        let (mut work, mut job) = self.begun(&ACCEPTED, draft, ["Tess Varga", "Theo Marsh"])?;
        let (handed_in, accepted) = (self.moments.back(5), self.moments.back(2));
        self.delivered(&mut job, handed_in)?;
        self.accepted(&mut work, &mut job, accepted)?;
        let said = Said {
            day: self.moments.back(1),
            ratings: [4, 4, 4, 3],
            strengths: "Greta answered every question on the same day and took my doubts about the file seriously.",
            improvement: "",
        };
        self.reviews(&mut job, accepted, [(Side::Student, Some(said)), (Side::Host, None)])?;
        self.keep(work);
        self.keep_job(job)?;
        Ok(())
    }

    fn handed_in(&mut self) -> Result<(), Failure> {
        let draft = self.dated(&HANDED_IN, plus_days(self.moments.monday, -28))?;
        let (work, mut job) = self.begun(&HANDED_IN, draft, ["Ivo Brandt", "Lena Haddad"])?;
        let day = self.moments.back(2);
        self.delivered(&mut job, day)?;
        self.keep(work);
        self.keep_job(job)?;
        Ok(())
    }

    /// Maya at the pantry: 18 of 24 hours, 13:15 of them approved, two of four milestones accepted.
    fn maya(&mut self) -> Result<(), Failure> {
        let monday = self.moments.monday;
        let start = plus_days(monday, -21);
        let mut draft = self.dated(&PANTRY, start)?;
        let plan = [
            ("Data check", 4, plus_days(start, 4)),
            ("Clean file", 8, plus_days(start, 16)),
            ("Five charts", 8, plus_days(monday, 7)),
            ("Briefing", 4, plus_days(monday, 9)),
        ];
        for (row, (name, hours, due)) in draft.milestones.iter_mut().zip(plan) {
            name.clone_into(&mut row.name);
            (row.hours, row.due) = (hours, Some(due));
        }
        for (row, hours) in draft.tasks.iter_mut().zip([4, 8, 8, 4]) {
            row.hours = hours;
        }
        let names = [
            "Clean file of visits with a log of changes",
            "Five charts with one sentence each",
            "Plan with three places for a second table",
        ];
        for (row, name) in draft.deliverables.iter_mut().zip(names) {
            name.clone_into(&mut row.name);
        }
        "Dee and the volunteers’ board, to choose hours and places for next year".clone_into(&mut draft.used_by);
        "The three files with numbers in place of names, a street list of the city, and an hour with Dee each week."
            .clone_into(&mut draft.provides);
        (draft.hours_low, draft.hours_high, draft.weekly_hours, draft.end) = (20, 24, 6, Some(plus_days(monday, 11)));
        let (work, mut job) = self.begun(&PANTRY, draft, ["Maya Okafor", "Nico Ferreira"])?;
        self.milestone(
            &mut job,
            0,
            plus_days(start, 4),
            "A note of two pages: what is missing in each file, and what I suggest to do about it.",
        )?;
        self.milestone(
            &mut job,
            1,
            plus_days(start, 16),
            "The clean file with 31,204 visits, and the log of 212 changes, each with its reason.",
        )?;
        for (weeks, entries) in (0..).zip(MAYA_WEEKS) {
            let week = plus_days(start, weeks * 7);
            self.week(&job, week, entries, Fate::Approved(plus_days(week, 4), plus_days(week, 6)))?;
            let said = ["I finished what we had planned for the week", "The next milestone, and a call on Tuesday", ""];
            self.check_in(&job, Side::Student, plus_days(week, 3), said);
            self.check_in(
                &job,
                Side::Host,
                plus_days(week, 4),
                ["Maya found problems and brought a way out", "On to the charts", ""],
            );
        }
        self.week(&job, monday, &MAYA_NOW, Fate::Open)?;
        self.maya_and_dee(&job, start, monday);
        self.keep(work);
        self.keep_job(job)?;
        Ok(())
    }

    /// Dee and Jonah have a week of hours to approve.
    fn hours_waiting(&mut self) -> Result<(), Failure> {
        let (start, monday) = (plus_days(self.moments.monday, -14), self.moments.monday);
        let mut draft = self.dated(&GUIDE, start)?;
        let dues = [plus_days(start, 3), plus_days(start, 8), plus_days(monday, 3), plus_days(monday, 9)];
        for (row, due) in draft.milestones.iter_mut().zip(dues) {
            row.due = Some(due);
        }
        draft.end = Some(plus_days(monday, 11));
        let (work, mut job) = self.begun(&GUIDE, draft, ["Priya Raman", "Jules Moreau"])?;
        self.milestone(
            &mut job,
            0,
            plus_days(start, 3),
            "Notes of four interviews, with the three questions that every newcomer asked.",
        )?;
        self.milestone(
            &mut job,
            1,
            plus_days(start, 8),
            "The outline on one page: arriving, the first shift, whom to ask, and a list to tick.",
        )?;
        self.week(&job, start, &FIRST_WEEK, Fate::Approved(plus_days(start, 4), plus_days(start, 6)))?;
        self.check_in(
            &job,
            Side::Student,
            plus_days(start, 4),
            ["Four interviews are done", "The outline, and a visit on Saturday", ""],
        );
        self.check_in(&job, Side::Host, plus_days(start, 4), ["Volunteers liked talking to Priya", "The outline", ""]);
        let entries = [
            (0, 120, "Outline of the guide, sent to Jonah for comments"),
            (1, 150, "Drafted the first two parts, arriving and the first shift"),
        ];
        let sent = self.moments.back(2);
        self.week(&job, plus_days(start, 7), &entries, Fate::Sent(sent))?;
        self.check_in(
            &job,
            Side::Student,
            plus_days(start, 10),
            ["Two parts are drafted", "Two more, then I try it with Sal", "I still need the list of allergens"],
        );
        self.keep(work);
        self.keep_job(job)?;
        Ok(())
    }

    /// A milestone is four days late, and the last check-in is two weeks old.
    fn at_risk(&mut self) -> Result<(), Failure> {
        let start = plus_days(self.moments.monday, -21);
        let mut draft = self.dated(&AT_RISK, start)?;
        let late = plus_days(self.moments.today, -4);
        let dues = [plus_days(start, 4), late, plus_days(late, 7), plus_days(late, 11)];
        for (row, due) in draft.milestones.iter_mut().zip(dues) {
            row.due = Some(due);
        }
        draft.end = Some(plus_days(self.moments.monday, 18));
        let (work, mut job) = self.begun(&AT_RISK, draft, ["Cal Whitfield", "Hana Sato"])?;
        self.milestone(
            &mut job,
            0,
            plus_days(start, 4),
            "The test plan with five tasks, and the words I will say before each session.",
        )?;
        self.week(&job, start, &FIRST_WEEK, Fate::Approved(plus_days(start, 4), plus_days(start, 6)))?;
        self.check_in(
            &job,
            Side::Student,
            plus_days(start, 3),
            ["The test plan is agreed", "A first session with one parent", "Parents are hard to reach"],
        );
        self.check_in(&job, Side::Host, plus_days(start, 4), ["A careful plan", "The first session", ""]);
        let day = self.moments.back(1);
        let asked = (
            "The test plan is good.",
            "More parents to talk to.",
            "under",
            "Nobody at the school answers me. Can you ask Peter for more names?",
        );
        self.half(&job, Side::Student, day, asked);
        self.problem(
            &job,
            domain::problems::Kind::Scope,
            day,
            "I was asked to call parents in the evening to find people for the test. That is not in the agreement.",
            "The school finds the parents, as we agreed, or my last day moves.",
        );
        job.row.at_risk = true;
        self.keep(work);
        self.keep_job(job)?;
        Ok(())
    }

    /// Signatures are missing, and so is the clearance of a student from abroad.
    fn onboarding(&mut self) -> Result<(), Failure> {
        let start = plus_days(self.moments.monday, 21);
        let last_day = self.moments.back(8);
        let draft = Draft { apply_by: Some(last_day), ..self.draft(&ONBOARDING, start)? };
        let mut work = self.begin_with(&ONBOARDING, draft, self.moments.at(self.moments.back(19), 9, 45))?;
        self.publish(&mut work, self.moments.back(18), self.moments.back(16))?;
        let mut chosen = self.application(&work, "Hana Sato", self.moments.at(self.moments.back(12), 22, 10))?;
        let mut other = self.application(&work, "Samir Osei", self.moments.at(self.moments.back(11), 17, 30))?;
        let closed = self.moments.at(plus_days(last_day, 1), 0, 1);
        self.step(&mut work, &projects::Order::StartSelection, &Actor::System, closed)?;
        let (host, student) = (work.author.actor.clone(), chosen.student.actor.clone());
        let day = self.moments.back(5);
        self.answer(&mut chosen, &Answer::Shortlist, &host, self.moments.at(self.moments.back(6), 11, 0))?;
        self.answer(&mut chosen, &Answer::Offer, &host, self.moments.at(day, 10, 0))?;
        let accepted = self.moments.at(day, 18, 30);
        self.answer(&mut chosen, &Answer::Accept, &student, accepted)?;
        self.step(&mut work, &projects::Order::Fill, &Actor::System, accepted)?;
        other.application.facts.seats_left = 0;
        self.answer(&mut other, &Answer::NotSelect(full()?), &Actor::System, accepted)?;
        let mut job = self.engage(&work, &chosen, "Ana Reyes", true, accepted)?;
        self.carry_out(&mut job, &Order::Sign, &student, self.moments.at(self.moments.back(4), 20, 20))?;
        self.carry_out(&mut job, &Order::ProposeGoals, &student, self.moments.at(self.moments.back(4), 20, 40))?;
        self.carry_out(&mut job, &Order::SetKickoff(start), &host, self.moments.at(self.moments.back(3), 9, 30))?;
        self.carry_out(&mut job, &Order::HandInTaxForm, &student, self.moments.at(self.moments.back(2), 17, 5))?;
        self.keep_application(chosen);
        self.keep_application(other);
        self.keep(work);
        self.keep_job(job)?;
        Ok(())
    }
}

fn full() -> Result<Reason, Failure> {
    reason(
        "Every seat of this project is taken now: another student was offered it and accepted. \
         This says nothing against your application, which was read with the others.",
    )
}
