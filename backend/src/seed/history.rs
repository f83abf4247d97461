//! A term of history of the demonstration: work that is done, paid and reviewed.

use domain::actor::{Belongs, Party};
use domain::event::{Event, Subject};
use domain::machine::Word as _;
use domain::reviews::Side;
use domain::templates::{Facts, Names, Order, ProgramTemplate, Stage, names_out, weeks_of};
use domain::time::{Day, plus_days};

use super::hours::Said;
use super::projects::{Spec, Work};
use super::rows::TemplateRow;
use super::story::Story;
use crate::failure::Failure;

/// A finished project: what it was, its student, who else applied, weeks ago it started, the bank's
/// reference, and what both sides said.
struct Past {
    spec: Spec,
    student: &'static str,
    other: &'static str,
    weeks_ago: i64,
    reference: &'static str,
    of_host: (&'static str, &'static str, [u8; 4]),
    of_student: (&'static str, &'static str, [u8; 4]),
}

const HISTORY: [Past; 4] = [
    Past {
        spec: Spec::new(
            "community_event",
            "Plan the oral-history evening end to end",
            "Tideline Museum",
            "Ana Reyes",
            600,
        ),
        student: "Lena Haddad",
        other: "Ivo Brandt",
        weeks_ago: 9,
        reference: "ACH 2281-07",
        of_host: (
            "Ana told me on the second day which half of my plan to drop. I finished within the hours.",
            "A list of the rooms at the start would have saved me an afternoon.",
            [4, 4, 4, 3],
        ),
        of_student: (
            "Lena called people we had written to for months, and they came. The running order held to the minute.",
            "Send the budget a day earlier.",
            [4, 4, 3, 4],
        ),
    },
    Past {
        spec: Spec::new(
            "reconcile_quarter",
            "Reconcile one quarter and document the steps",
            "Lantern Legal Aid",
            "Tomás Vidal",
            420,
        ),
        student: "Maya Okafor",
        other: "Nico Ferreira",
        weeks_ago: 8,
        reference: "ACH 2281-11",
        of_host: (
            "Everything I needed was there on the first day, and questions were answered before lunch.",
            "",
            [4, 3, 4, 3],
        ),
        of_student: (
            "Maya found two postings we had missed for years, and wrote steps that my colleague followed alone.",
            "Say earlier when something takes longer.",
            [4, 3, 3, 4],
        ),
    },
    Past {
        spec: Spec::new(
            "social_media_campaign",
            "Build a four-week campaign for the open clinic days",
            "Juniper Health Collective",
            "Imani Cole",
            500,
        ),
        student: "Aisha Diallo",
        other: "Tess Varga",
        weeks_ago: 8,
        reference: "ACH 2281-15",
        of_host: (
            "They let me sit in on two visits, so I knew whom I was writing for.",
            "One person to approve posts instead of three.",
            [3, 3, 4, 4],
        ),
        of_student: (
            "Aisha asked who would read each post before she wrote it. Twice as many families came to the second day.",
            "",
            [4, 4, 4, 4],
        ),
    },
    // Dee's own: something to repeat.
    Past {
        spec: Spec::new(
            "crm_research",
            "Research and verify 200 partner organizations",
            "Harbor Street Pantry",
            "Dee Lindqvist",
            600,
        ),
        student: "Maya Okafor",
        other: "Ivo Brandt",
        weeks_ago: 9,
        reference: "ACH 2281-05",
        of_host: (
            "Dee gave me the rules for doubtful cases on the first day, so I never had to guess.",
            "The old list could have come as one file.",
            [4, 3, 4, 4],
        ),
        of_student: (
            "Maya sent a small sample first and asked about the three cases that mattered. The rest was quick and right.",
            "",
            [4, 4, 3, 4],
        ),
    },
];

/// The finished project the program made a template of, by its host, and what the template is called and helps with.
const SHARED: (&str, &str, &str) = ("Tideline Museum", "Plan an evening of spoken memories end to end", "event");

impl Story {
    /// All of it.
    pub(super) fn history(&mut self) -> Result<(), Failure> {
        HISTORY.iter().try_for_each(|past| self.completed(past))
    }

    fn completed(&mut self, past: &Past) -> Result<(), Failure> {
        let start = plus_days(self.moments.monday, -7 * past.weeks_ago);
        let draft = self.dated(&past.spec, start)?;
        let (mut work, mut job) = self.begun(&past.spec, draft, [past.student, past.other])?;
        let end = job.row.end_on;
        self.delivered(&mut job, end)?;
        let accepted = plus_days(end, 4);
        self.accepted(&mut work, &mut job, accepted)?;
        self.settle(&mut job, plus_days(accepted, 6), past.reference)?;
        let said = |days: i64, (strengths, improvement, ratings): (&'static str, &'static str, [u8; 4])| {
            Some(Said { day: plus_days(accepted, days), ratings, strengths, improvement })
        };
        self.reviews(
            &mut job,
            accepted,
            [(Side::Student, said(3, past.of_host)), (Side::Host, said(8, past.of_student))],
        )?;
        if past.student == super::portfolios::STUDENT {
            let scope = super::portfolios::scope_of(past.spec.host);
            let event = Event {
                subject: Subject::Engagement,
                id: job.row.id,
                belongs: job.engagement.belongs,
                command: scope.command(),
                by: Party::Host,
                from: None,
                to: None,
                reason: None,
                kind: None,
            };
            let at = self.moments.at(plus_days(accepted, 8), 20, 30);
            self.record(&event, Some(job.row.project_id), &job.supervisor.actor, at);
        }
        if past.spec.host == SHARED.0 {
            self.template_of(&work, &job.student.name, plus_days(accepted, 9))?;
        }
        self.keep(work);
        self.keep_job(job)?;
        Ok(())
    }

    /// Staff make a template of a finished project, correct its title and publish it to all hosts.
    fn template_of(&mut self, work: &Work, student: &str, day: Day) -> Result<(), Failure> {
        let staff = self.who("Lucía Ferrand")?;
        let [made, corrected, published] = [0, 10, 12].map(|minute| self.moments.at(day, 11, minute));
        let names = Names {
            organisation: work.host.to_owned(),
            students: vec![student.to_owned()],
            colleagues: vec![work.author.name.clone()],
            others: Vec::new(),
        };
        let mut draft = names_out(&work.draft, &names);
        SHARED.1.clone_into(&mut draft.title);
        let id = self.random.id(made);
        let belongs = Belongs { program: self.program.into(), host: None, student: None };
        let to = Some(Stage::Prepared.word());
        let by = Party::Staff;
        let event = Event {
            subject: Subject::Template,
            id,
            belongs,
            command: "make",
            by,
            from: None,
            to,
            reason: None,
            kind: None,
        };
        self.record(&event, None, &staff.actor, made);
        let mut template = ProgramTemplate::restore(id.into(), belongs, Facts { ready: true }, Stage::Prepared);
        for (order, at) in [(Order::Correct, corrected), (Order::Publish, published)] {
            let (next, event) = template.apply(&order, &staff.actor, &self.moment(at), &self.policy)?;
            self.record(&event, None, &staff.actor, at);
            template = next;
        }
        self.rows.templates.push(TemplateRow {
            id,
            program_id: self.program,
            project_id: work.row.id,
            author_id: staff.id,
            stage: template.stage().word(),
            title: draft.title.clone(),
            category: draft.category.clone(),
            needs: vec![SHARED.2.to_owned()],
            weeks: i32::try_from(weeks_of(&work.draft)).unwrap_or(3),
            draft: serde_json::to_string(&draft)?,
            created_at: made,
            updated_at: published,
        });
        Ok(())
    }
}
