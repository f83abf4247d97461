//! Projects of the demonstration that nobody works on yet, or ever will.

use domain::actor::{Actor, Party};
use domain::applications::Order as Answer;
use domain::event::{Event, Subject};
use domain::machine::Word as _;
use domain::projects::{Classification, Draft, Order, Place};
use domain::revisions::{Stage, changes, in_words};
use domain::time::plus_days;

use super::projects::{Spec, Work};
use super::rows::{CommentRow, RevisionRow};
use super::story::{Story, reason};
use crate::failure::Failure;

const DRAFT: Spec = Spec::new(
    "community_event",
    "Plan the spring open house for new neighbors",
    "Harbor Street Pantry",
    "Dee Lindqvist",
    600,
);
const SUBMITTED: Spec = Spec {
    problem: "Every month a paralegal spends six hours copying 150 intakes from our case system into one report. Mistakes come back weeks later. We want the report to build itself, tried out on invented records only.",
    ..Spec::new(
        "automate_report",
        "Automate the monthly intake report with a small Python script",
        "Lantern Legal Aid",
        "Tomás Vidal",
        560,
    )
};
const LATE: Spec = Spec::new(
    "crm_research",
    "Research and verify 200 river partners in our contact list",
    "Willow Creek Trust",
    "Greta Solheim",
    600,
);
const IN_REVIEW: Spec = Spec::new(
    "reconcile_quarter",
    "Reconcile one quarter and write down the steps",
    "Northgate Credit Union",
    "Sofia Marin",
    450,
);
const SENT_BACK: Spec = Spec::new(
    "social_media_campaign",
    "Build a four-week campaign for the members’ evening",
    "Tideline Museum",
    "Ana Reyes",
    500,
);

/// The project, the business day before today on which it appeared, the weeks until its start, and
/// who has applied how many business days ago.
type Published = (Spec, i32, i64, &'static [(&'static str, i32)]);

/// Whose published project is to change.
const ASKS_FOR_A_WEEK: &str = "Imani Cole";

/// Who has two offers to compare: student, host, and how many hours ago it was made.
const COMPARES: [(&str, &str, i64); 2] =
    [("Samir Osei", "Alder Street School", 20), ("Samir Osei", "Northgate Credit Union", 5)];

/// What students can apply to.
const PUBLISHED: [Published; 5] = [
    (
        Spec {
            problem: "Families make up 41 % of our visitors and 18 % of our members. We changed the family ticket twice in three years without looking at what others do. In spring the board sets new prices, and we want one recommendation it can trust.",
            seats: 2,
            question: "How would you find out what a family really pays at another museum?",
            ..Spec::new(
                "competitor_prices",
                "Compare five family-ticket offers and recommend one price",
                "Tideline Museum",
                "Ana Reyes",
                440,
            )
        },
        6,
        5,
        &[("Nico Ferreira", 5), ("Jules Moreau", 3), ("Maya Okafor", 2)],
    ),
    (
        Spec {
            classification: Classification::Contractor,
            ..Spec::new(
                "interview_articles",
                "Write six articles from interviews with community health workers",
                "Juniper Health Collective",
                "Imani Cole",
                570,
            )
        },
        8,
        4,
        &[("Ivo Brandt", 6), ("Lena Haddad", 4)],
    ),
    (
        Spec {
            place: Place::Hybrid,
            ..Spec::new(
                "volunteer_guide",
                "Design an onboarding guide for reading volunteers",
                "Alder Street School",
                "Peter Nakamura",
                380,
            )
        },
        2,
        6,
        &[("Samir Osei", 2), ("Priya Raman", 1)],
    ),
    (
        Spec {
            question: "Which one post of ours would you change first, and why?",
            ..Spec::new(
                "social_media_campaign",
                "Build a four-week social media campaign for the winter food drive",
                "Harbor Street Pantry",
                "Jonah Reyes",
                525,
            )
        },
        5,
        4,
        &[("Aisha Diallo", 4), ("Tess Varga", 3), ("Jules Moreau", 1)],
    ),
    (
        Spec {
            place: Place::OnSite,
            classification: Classification::Stipend,
            ..Spec::new(
                "website_feature",
                "Build a branch finder for our website, behind a switch",
                "Northgate Credit Union",
                "Sofia Marin",
                840,
            )
        },
        3,
        5,
        &[("Hana Sato", 2), ("Samir Osei", 2)],
    ),
];

const SELECTION: Spec = Spec {
    problem: "Neighbors write to us because they cannot find our opening hours or the form for a first visit on our site. We want to watch five people try, learn where they get lost, and know what to fix first.",
    question: "Tell us about a time you watched somebody use something you made.",
    ..Spec::new(
        "usability_check",
        "Test the pantry website with five neighbors and rank what to fix",
        "Harbor Street Pantry",
        "Dee Lindqvist",
        500,
    )
};
const OFFER: Spec = Spec {
    problem: "We apply to the same three funders each year and miss others that would fit our river program. We want a table of twenty funders with dates and a score for fit, and the outlines of our three best chances.",
    ..Spec::new("grant_map", "Map 20 grants that fit our river program", "Willow Creek Trust", "Greta Solheim", 300)
};
const CANCELLED: Spec = Spec::new(
    "website_feature",
    "Build a court-date reminder page behind a switch",
    "Lantern Legal Aid",
    "Tomás Vidal",
    800,
);
const EXPIRED: Spec = Spec::new(
    "crm_research",
    "Research and verify 200 clinics in our contact list",
    "Juniper Health Collective",
    "Imani Cole",
    480,
);
const APPROVED: Spec = Spec::new(
    "donor_analysis",
    "Find out who renews: analyse five years of memberships",
    "Tideline Museum",
    "Ana Reyes",
    630,
);
const PAUSED: Spec = Spec::new(
    "automate_report",
    "Automate the weekly visit report with a small Python script",
    "Juniper Health Collective",
    "Imani Cole",
    540,
);
const PROPOSED: Spec = Spec::new(
    "interview_articles",
    "Write six articles from interviews with retired teachers",
    "Alder Street School",
    "Ruth Adeyemi",
    525,
);
const REJECTED: Spec = Spec::new(
    "competitor_prices",
    "Compare five letterpress shops and recommend one price",
    "Salt & Cedar Print Works",
    "Wren Hollis",
    320,
);

impl Story {
    /// All of them.
    pub(super) fn open_projects(&mut self) -> Result<(), Failure> {
        self.half_filled()?;
        self.in_the_queue()?;
        self.sent_back()?;
        for (spec, days, weeks, applicants) in PUBLISHED {
            self.published(&spec, days, weeks, applicants)?;
        }
        self.selection()?;
        self.offer()?;
        self.not_offered_now()?;
        self.over()
    }

    /// Dee's draft: the first two screens, and nothing of the rest.
    fn half_filled(&mut self) -> Result<(), Failure> {
        let full = self.draft(&DRAFT, plus_days(self.moments.monday, 42))?;
        let draft = Draft {
            fit: full.fit,
            title: full.title,
            category: full.category,
            problem: full.problem,
            deliverables: full.deliverables.into_iter().take(1).collect(),
            ..Draft::default()
        };
        let at = self.moments.at(self.moments.back(2), 17, 25);
        let work = self.begin_with(&DRAFT, draft, at)?;
        self.keep(work);
        Ok(())
    }

    fn in_the_queue(&mut self) -> Result<(), Failure> {
        let start = plus_days(self.moments.monday, 42);
        for (spec, days, claimed) in [(SUBMITTED, 1, false), (LATE, 4, false), (IN_REVIEW, 2, true)] {
            let day = self.moments.back(days);
            let begun = self.moments.at(day, 9, 5);
            let mut work = self.begin(&spec, start, self.closing(start), begun)?;
            let author = work.author.actor.clone();
            self.step(&mut work, &Order::Submit, &author, self.moments.at(day, 9, 40))?;
            if claimed {
                let staff = self.who("Lucía Ferrand")?.actor;
                self.step(&mut work, &Order::Claim, &staff, self.moments.at(self.moments.back(1), 10, 20))?;
            }
            self.keep(work);
        }
        Ok(())
    }

    fn sent_back(&mut self) -> Result<(), Failure> {
        let start = plus_days(self.moments.monday, 42);
        let sent = self.moments.at(self.moments.back(4), 11, 15);
        let mut work =
            self.begin(&SENT_BACK, start, self.closing(start), self.moments.at(self.moments.back(5), 16, 0))?;
        let (author, staff) = (work.author.actor.clone(), self.who("Lucía Ferrand")?);
        self.step(&mut work, &Order::Submit, &author, sent)?;
        self.step(&mut work, &Order::Claim, &staff.actor, self.moments.at(self.moments.back(3), 9, 50))?;
        let at = self.moments.at(self.moments.back(3), 10, 20);
        let words =
            reason("A good plan. Two things would make it easier to finish on time; they stand beside their fields.")?;
        self.step(&mut work, &Order::RequestChanges(words), &staff.actor, at)?;
        work.row.reviewed = Some(work.row.draft.clone());
        let comments = [
            ("used_by", "Who decides which posts go out? Please name the role, so that the student knows whom to ask."),
            (
                "task_2_name",
                "Does the museum hold the rights to the pictures? If not, add an hour for finding free ones.",
            ),
            ("audience", "Please say that beginners are welcome; you told me so on the phone."),
        ];
        for (field, body) in comments {
            let id = self.random.id(at);
            let author_id = staff.id;
            self.rows.comments.push(CommentRow {
                id,
                project_id: work.row.id,
                author_id,
                field,
                body,
                created_at: at,
                settled_at: None,
            });
        }
        self.keep(work);
        Ok(())
    }

    fn published(&mut self, spec: &Spec, days: i32, weeks: i64, applicants: &[(&str, i32)]) -> Result<(), Failure> {
        let start = plus_days(self.moments.monday, weeks * 7);
        let submitted = self.moments.back(days + 2);
        let begun = self.moments.at(self.moments.back(days + 3), 15, 30);
        let mut work = self.begin(spec, start, plus_days(start, -14 + i64::from(days % 3)), begun)?;
        self.publish(&mut work, submitted, self.moments.back(days))?;
        for (minute, (student, days)) in (3..).step_by(7).zip(applicants) {
            let at = self.moments.at(self.moments.back(*days), 19, minute);
            let mut applied = self.application(&work, student, at)?;
            if let Some((.., hours)) = COMPARES.iter().find(|(who, host, _)| who == student && *host == spec.host) {
                let offered = domain::time::plus_hours(self.moments.now, -hours);
                let host = work.author.actor.clone();
                self.answer(&mut applied, &Answer::Offer, &host, offered)?;
            }
            self.keep_application(applied);
        }
        if spec.author == ASKS_FOR_A_WEEK {
            self.ask_for_a_week(&work)?;
        }
        self.keep(work);
        Ok(())
    }

    /// The host wants the work to end a week later; staff have yet to decide.
    fn ask_for_a_week(&mut self, work: &Work) -> Result<(), Failure> {
        let at = self.moments.at(self.moments.back(1), 11, 20);
        let id = self.random.id(at);
        let mut draft = work.draft.clone();
        draft.end = draft.end.map(|end| plus_days(end, 7));
        let event = Event {
            subject: Subject::Revision,
            id,
            belongs: work.project.belongs,
            command: "propose",
            by: Party::Host,
            from: None,
            to: Some(Stage::Submitted.word()),
            reason: Some(in_words(&changes(&work.draft, &draft))),
            kind: None,
        };
        self.record(&event, Some(work.project.id.0), &work.author.actor, at);
        self.rows.revisions.push(RevisionRow {
            id,
            project_id: work.project.id.0,
            number: 2,
            stage: Stage::Submitted.word(),
            before: serde_json::to_string(&work.draft)?,
            draft: serde_json::to_string(&draft)?,
            author_id: work.author.id,
            reason: "One of the six people to interview is away for a week, and nobody should have to rush.",
            submitted_at: at,
            created_at: at,
            updated_at: at,
        });
        Ok(())
    }

    /// Dee chooses from four; one is shortlisted, one is invited to a talk.
    fn selection(&mut self) -> Result<(), Failure> {
        let start = plus_days(self.moments.monday, 28);
        let last_day = self.moments.back(2);
        let mut work = self.begin(&SELECTION, start, last_day, self.moments.at(self.moments.back(15), 13, 0))?;
        self.publish(&mut work, self.moments.back(14), self.moments.back(12))?;
        let mut all = Vec::new();
        for (student, days) in [("Samir Osei", 9), ("Tess Varga", 8), ("Jules Moreau", 4), ("Hana Sato", 2)] {
            let at = self.moments.at(self.moments.back(days), 18, 31);
            all.push(self.application(&work, student, at)?);
        }
        let closed = self.moments.at(plus_days(last_day, 1), 0, 1);
        self.step(&mut work, &Order::StartSelection, &Actor::System, closed)?;
        let dee = work.author.actor.clone();
        for (minute, mut applied) in (12..).zip(all) {
            if applied.student.name == "Samir Osei" {
                let at = self.moments.at(self.moments.back(1), 16, minute);
                self.answer(&mut applied, &Answer::Shortlist, &dee, at)?;
            } else if applied.student.name == "Hana Sato" {
                self.answer(
                    &mut applied,
                    &Answer::InviteToInterview,
                    &dee,
                    self.moments.at(self.moments.back(1), 16, minute),
                )?;
            }
            self.keep_application(applied);
        }
        self.keep(work);
        Ok(())
    }

    /// Maya has an offer that stands for forty hours more.
    fn offer(&mut self) -> Result<(), Failure> {
        let start = plus_days(self.moments.monday, 21);
        let last_day = self.moments.back(3);
        let mut work = self.begin(&OFFER, start, last_day, self.moments.at(self.moments.back(13), 10, 0))?;
        self.publish(&mut work, self.moments.back(12), self.moments.back(10))?;
        let mut maya = self.application(&work, "Maya Okafor", self.moments.at(self.moments.back(6), 20, 40))?;
        let second = self.application(&work, "Cal Whitfield", self.moments.at(self.moments.back(5), 12, 20))?;
        let closed = self.moments.at(plus_days(last_day, 1), 0, 1);
        self.step(&mut work, &Order::StartSelection, &Actor::System, closed)?;
        let host = work.author.actor.clone();
        let offered = domain::time::plus_hours(self.moments.now, -8);
        // Early on the first day after a day off, the shortlist is as young as the offer.
        let chosen = self.moments.at(self.moments.back(1), 9, 12).min(offered);
        self.answer(&mut maya, &Answer::Shortlist, &host, chosen)?;
        self.answer(&mut maya, &Answer::Offer, &host, offered)?;
        self.keep_application(maya);
        self.keep_application(second);
        self.keep(work);
        Ok(())
    }

    /// Approved but not shown yet, hidden for a while, and written by faculty for a host to confirm.
    fn not_offered_now(&mut self) -> Result<(), Failure> {
        let start = plus_days(self.moments.monday, 42);
        let staff = self.who("Lucía Ferrand")?.actor;

        let mut work =
            self.begin(&APPROVED, start, self.closing(start), self.moments.at(self.moments.back(3), 9, 30))?;
        let author = work.author.actor.clone();
        self.step(&mut work, &Order::Submit, &author, self.moments.at(self.moments.back(3), 14, 0))?;
        self.step(&mut work, &Order::Claim, &staff, self.moments.at(self.moments.back(2), 11, 0))?;
        self.step(&mut work, &Order::Approve(None), &staff, self.moments.at(self.moments.back(1), 11, 30))?;
        self.keep(work);

        let mut work =
            self.begin(&PAUSED, start, self.closing(start), self.moments.at(self.moments.back(10), 9, 30))?;
        self.publish(&mut work, self.moments.back(9), self.moments.back(7))?;
        let author = work.author.actor.clone();
        let why = reason("The colleague who guides it is ill. We want to start when she is back.")?;
        self.step(&mut work, &Order::Pause(why), &author, self.moments.at(self.moments.back(4), 12, 10))?;
        self.keep(work);

        let mut work =
            self.begin(&PROPOSED, start, self.closing(start), self.moments.at(self.moments.back(4), 10, 30))?;
        let author = work.author.actor.clone();
        self.step(&mut work, &Order::ProposeToHost, &author, self.moments.at(self.moments.back(3), 16, 30))?;
        self.keep(work);
        Ok(())
    }

    /// Called off, expired, turned down.
    fn over(&mut self) -> Result<(), Failure> {
        let staff = self.who("Lucía Ferrand")?.actor;
        let begun = self.moments.at(self.moments.back(40), 9, 0);
        let start = plus_days(self.moments.back(40), 35);

        let mut work = self.begin(&CANCELLED, start, self.closing(start), begun)?;
        self.publish(&mut work, self.moments.back(39), self.moments.back(37))?;
        let author = work.author.actor.clone();
        let mut applied = self.application(&work, "Samir Osei", self.moments.at(self.moments.back(35), 18, 0))?;
        let why = reason("The court now sends its own reminders, so nobody would use the page.")?;
        let at = self.moments.at(self.moments.back(32), 13, 35);
        self.step(&mut work, &Order::Cancel(why), &author, at)?;
        let words =
            reason("The project was called off before anybody was chosen. Nothing in your application was the cause.")?;
        self.answer(&mut applied, &Answer::Close(words), &Actor::System, at)?;
        self.keep_application(applied);
        self.keep(work);

        let last_day = self.moments.back(30);
        let mut work = self.begin(&EXPIRED, start, last_day, begun)?;
        self.publish(&mut work, self.moments.back(39), self.moments.back(37))?;
        let why = reason("Nobody applied by the last day.")?;
        self.step(&mut work, &Order::Expire(why), &Actor::System, self.moments.at(plus_days(last_day, 1), 0, 1))?;
        self.keep(work);

        let start = plus_days(self.moments.monday, 35);
        let mut work =
            self.begin(&REJECTED, start, self.closing(start), self.moments.at(self.moments.back(1), 10, 40))?;
        let author = work.author.actor.clone();
        self.step(&mut work, &Order::Submit, &author, self.moments.at(self.moments.back(1), 11, 0))?;
        self.step(&mut work, &Order::Claim, &staff, self.moments.at(self.moments.back(1), 13, 0))?;
        let why = reason(
            "We check new organisations first. Please send it again once yours is verified; the plan itself is fine.",
        )?;
        self.step(&mut work, &Order::Reject(why), &staff, self.moments.at(self.moments.back(1), 13, 20))?;
        self.keep(work);
        Ok(())
    }
}
