//! From the accepted offer to the settled payment.

use backend::engagements::{Clearance, Signing};
use backend::{Cx, Failure, Once, engagements, milestones, payments, timesheets};
use domain::actor::{Person, Role};
use domain::engagements::{Cover, NewCheckIn, Order, Reflection};
use domain::event::Reason;
use domain::ids::{ApplicationId, EngagementId, MilestoneId, PaymentId, ProjectId, TimesheetId};
use domain::milestones::NewDeliverable;
use domain::payments::Reference;
use domain::refusal::Refusal;
use domain::timesheets::NewEntry;
use jiff::civil::date;
use jiff_sqlx::ToSqlx as _;
use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::World;

const CRITERION: &str = "Every number has a source";

pub fn once() -> Once {
    Once(Some(backend::new_id()))
}

/// A signature under whatever text holds.
pub fn signing(name: &str) -> Signing {
    Signing { name: name.to_owned(), consent: true, ..Signing::default() }
}

pub fn because(text: &str) -> Reason {
    Reason::parse(text).unwrap()
}

/// One engagement with everybody around it: work from Monday 7 to Friday 18 December, 20 hours, $440.
pub struct Team {
    pub world: World,
    pub maya: Person,
    pub dee: Person,
    pub sam: Person,
    pub fay: Person,
    pub id: EngagementId,
}

impl Team {
    /// An offer that was just accepted, on Thursday 3 December.
    pub async fn onboarding(pool: PgPool) -> Self {
        Self::accepted(pool, false).await
    }

    pub async fn accepted(pool: PgPool, needs_authorization: bool) -> Self {
        Self::of(World::new(pool).await, needs_authorization, true, "{}").await
    }

    /// An offer that was accepted by somebody who has not said whether work must be cleared.
    pub async fn unsaid(pool: PgPool) -> Self {
        Self::of(World::new(pool).await, false, false, "{}").await
    }

    /// An offer that was accepted of a project with these answers in its draft.
    pub async fn with_answers(pool: PgPool, answers: &str) -> Self {
        Self::of(World::new(pool).await, false, true, answers).await
    }

    /// Work of a project that a fund of the program pays so much of.
    pub async fn with_fund(pool: PgPool, part: i64) -> Self {
        let world = World::new(pool).await;
        let fay = world.with_role("Ida Holm", Role::Finance).await;
        let fund = domain::funds::Typed {
            name: "Career fund",
            amount: "900",
            first: "2026-12-01",
            last: "2027-05-31",
            ..domain::funds::Typed::default()
        };
        backend::funds::save_fund(&world.cx(&fay).await, None, &fund, once()).await.unwrap();
        let answers = json!({ "fund": "career fund", "fund_part": part }).to_string();
        let team = Self::of(world, false, true, &answers).await;
        team.begin().await;
        team
    }

    async fn of(world: World, needs_authorization: bool, has_said: bool, answers: &str) -> Self {
        let (maya, dee) = (world.student("Maya Reyes").await, world.host_member("Dee Ortiz").await);
        let (sam, fay) =
            (world.with_role("Sam Lin", Role::Staff).await, world.with_role("Fay Cole", Role::Finance).await);
        sqlx::query("update students set needs_work_authorization = $1")
            .bind(needs_authorization)
            .execute(&world.backend.pool)
            .await
            .unwrap();
        if !has_said {
            sqlx::query("delete from student_private").execute(&world.backend.pool).await.unwrap();
        }
        let application = offered(&world, &maya, &dee).await;
        sqlx::query("update projects set draft = draft || $1::jsonb")
            .bind(answers)
            .execute(&world.backend.pool)
            .await
            .unwrap();
        let id = backend::applications::accept_offer(&world.cx(&maya).await, application, once()).await.unwrap();
        Self { world, maya, dee, sam, fay, id }
    }

    /// The same on Monday 7 December, with both sides at work.
    pub async fn at_work(pool: PgPool) -> Self {
        let team = Self::onboarding(pool).await;
        team.begin().await;
        team
    }

    async fn begin(&self) {
        self.sign_all().await;
        self.prepare().await;
        self.world.wait_days(4);
        self.start().await;
    }

    pub async fn student(&self) -> Cx {
        self.world.cx(&self.maya).await
    }

    pub async fn host(&self) -> Cx {
        self.world.cx(&self.dee).await
    }

    pub async fn sign_all(&self) {
        for person in [&self.maya, &self.dee, &self.sam] {
            engagements::sign(&self.world.cx(person).await, self.id, signing(&person.name), once()).await.unwrap();
        }
    }

    pub async fn prepare(&self) {
        let goals = "Ask before building a chart\nWrite for people who were not there";
        let meeting = Some(date(2026, 12, 7).into());
        engagements::prepare(&self.student().await, self.id, meeting, goals, once()).await.unwrap();
        engagements::agree_goals(&self.host().await, self.id, once()).await.unwrap();
    }

    pub async fn start(&self) {
        for cx in [self.student().await, self.host().await] {
            engagements::act(&cx, self.id, Order::PressStart, once()).await.unwrap();
        }
    }

    pub async fn stage(&self) -> String {
        sqlx::query_scalar("select stage from engagements where id = $1")
            .bind(self.id.0)
            .fetch_one(&self.world.backend.pool)
            .await
            .unwrap()
    }

    /// Logs time on Monday 7 December.
    pub async fn log(&self, time: &str) -> Result<(), Failure> {
        let entry = NewEntry::parse("2026-12-07", time, "Cleaned the file of 2024").unwrap();
        timesheets::add_entry(&self.student().await, self.id, entry, once()).await.map(|_| ())
    }

    pub async fn sheet(&self) -> TimesheetId {
        let id: Uuid =
            sqlx::query_scalar("select id from timesheets").fetch_one(&self.world.backend.pool).await.unwrap();
        id.into()
    }

    /// Sends the one week there is to the host.
    pub async fn send_week(&self) {
        let (student, sheet) = (self.student().await, self.sheet().await);
        timesheets::act(&student, sheet, domain::timesheets::Order::Submit, once()).await.unwrap();
    }

    /// Hands in both milestones and the whole work.
    pub async fn hand_in(&self) -> Result<(), Failure> {
        let cx = self.student().await;
        let ids: Vec<Uuid> = sqlx::query_scalar(
            "select id from milestones where stage not in ('submitted', 'accepted') order by position",
        )
        .fetch_all(&self.world.backend.pool)
        .await
        .unwrap();
        for id in ids {
            let new = NewDeliverable::parse("https://example.org/map", "").unwrap();
            milestones::act(&cx, MilestoneId(id), domain::milestones::Order::Submit(new), once()).await?;
        }
        let reflection = Reflection::parse("I learned to ask before I build a chart.").unwrap();
        engagements::hand_in(&cx, self.id, reflection, once()).await
    }

    pub async fn accept(&self) {
        self.hand_in().await.unwrap();
        engagements::act(&self.host().await, self.id, Order::Accept, once()).await.unwrap();
    }

    pub async fn payment(&self) -> PaymentId {
        let id: Uuid = sqlx::query_scalar("select id from payments").fetch_one(&self.world.backend.pool).await.unwrap();
        id.into()
    }

    pub async fn settle(&self) {
        let cx = self.world.cx(&self.fay).await;
        let reference = Reference::parse("ACH 2026-118").unwrap();
        for order in [domain::payments::Order::Approve, domain::payments::Order::Settle(reference)] {
            payments::act(&cx, self.payment().await, order, once()).await.unwrap();
        }
    }
}

async fn offered(world: &World, student: &Person, author: &Person) -> ApplicationId {
    let (project, application): (ProjectId, ApplicationId) = (backend::new_id(), backend::new_id());
    let draft = json!({
        "title": "Map three years of visits", "category": "Data", "hours_low": 15, "hours_high": 20, "amount": 44_000,
        "classification": "employee", "pay_model": "fixed_fee", "place": "remote", "weekly_hours": 10, "seats": 1,
        "start": "2026-12-07", "end": "2026-12-18", "apply_by": "2026-12-01",
        "deliverables": [{"name": "Map", "kind": "report", "size": "1 page", "criteria": [CRITERION]}],
        "milestones": [{"name": "Draft", "due": "2026-12-11", "hours": 10}, {"name": "Map", "due": "2026-12-18", "hours": 10}]
    });
    sqlx::query(
        "insert into projects (id, program_id, host_id, author_id, stage, draft, title, category, hours_low, hours_high, weekly_hours,
             amount_cents, net_cents, net_per_hour_cents, seats, start_on, end_on, apply_by, decide_by, published_at, created_at, updated_at)
         values ($1, $2, $3, $4, 'selection', $5, 'Map three years of visits', 'Data', 15, 20, 10, 44000, 40634, 2031, 1,
             '2026-12-07', '2026-12-18', '2026-12-01', '2026-12-08', $6, $6, $6)",
    )
    .bind(project.0)
    .bind(world.program.0)
    .bind(world.host.0)
    .bind(author.id.0)
    .bind(draft)
    .bind(world.now().to_sqlx())
    .execute(&world.backend.pool)
    .await
    .unwrap();
    sqlx::query(
        "insert into applications (id, program_id, project_id, student_id, stage, offer_expires_at, submitted_at, created_at, updated_at)
         values ($1, $2, $3, $4, 'offered', $5::timestamptz + interval '2 days', $5, $5, $5)",
    )
    .bind(application.0)
    .bind(world.program.0)
    .bind(project.0)
    .bind(student.id.0)
    .bind(world.now().to_sqlx())
    .execute(&world.backend.pool)
    .await
    .unwrap();
    application
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn nobody_starts_before_everything_is_signed_and_agreed(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    assert_eq!(team.world.count("milestones").await, 2);
    assert_eq!(team.world.count("payments where stage = 'encumbered' and amount_cents = 44000").await, 1);
    let cx = team.student().await;
    let early = engagements::act(&cx, team.id, Order::PressStart, once()).await;
    assert!(matches!(early, Err(Failure::Refused(Refusal::Rule(_)))), "{early:?}");
    let wrong =
        engagements::sign(&cx, team.id, Signing { name: "Somebody Else".into(), ..Signing::default() }, once()).await;
    let Err(Failure::Invalid(errors)) = wrong else { panic!("{wrong:?}") };
    assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["consent", "signed_name"]);
    team.sign_all().await;
    assert!(
        matches!(engagements::sign(&cx, team.id, signing("maya  reyes"), once()).await, Err(Failure::Refused(_))),
        "signed twice"
    );
    team.prepare().await;
    let before_the_day = engagements::act(&team.student().await, team.id, Order::PressStart, once()).await;
    assert!(matches!(before_the_day, Err(Failure::Refused(Refusal::Rule(_)))), "{before_the_day:?}");
    team.world.wait_days(4);
    team.start().await;
    assert_eq!(team.stage().await, "in_progress");
    assert_eq!(team.world.count("projects where stage = 'in_progress'").await, 1);
    assert_eq!(team.world.count("events where subject = 'engagement' and command = 'sign'").await, 3);
    let names: i64 = team.world.count("engagements where student_signature = 'Maya Reyes' and host_signature = 'Dee Ortiz' and program_signature = 'Sam Lin'").await;
    assert_eq!(names, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_needed_clearance_blocks_the_start_until_it_reaches_the_last_day(pool: PgPool) {
    let team = Team::accepted(pool, true).await;
    team.sign_all().await;
    team.prepare().await;
    team.world.wait_days(4);
    assert!(engagements::act(&team.student().await, team.id, Order::PressStart, once()).await.is_err());
    let officer = team.world.with_role("Ola Bright", Role::Dso).await;
    assert_eq!(engagements::clearance_page(&team.world.cx(&officer).await).await.unwrap().len(), 1);
    assert!(matches!(engagements::clearance_page(&team.world.cx(&team.sam).await).await, Err(Failure::NotFound)));
    let clear = async |person: &Person, until| {
        let clearance = Clearance { until, cover: Cover::default(), evidence: because("I-20 seen") };
        engagements::clear_authorization(&team.world.cx(person).await, team.id, clearance, once()).await
    };
    assert!(matches!(clear(&team.sam, date(2026, 12, 18)).await, Err(Failure::NotFound)));
    clear(&officer, date(2026, 12, 17)).await.unwrap();
    assert!(
        engagements::act(&team.student().await, team.id, Order::PressStart, once()).await.is_err(),
        "it stops a day early"
    );
    clear(&officer, date(2026, 12, 18)).await.unwrap();
    team.start().await;
    assert_eq!(team.stage().await, "in_progress");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn accepted_work_is_paid_once_finance_settles_it(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.log("1:30").await.unwrap();
    let unsent = team.hand_in().await;
    assert!(matches!(unsent, Err(Failure::Refused(Refusal::Rule(_)))), "{unsent:?}");
    team.send_week().await;
    team.hand_in().await.unwrap();
    assert_eq!(team.stage().await, "in_acceptance");
    let wish = Order::RequestRevision { criterion: "A second map".into(), reason: because("It would be nice.") };
    assert!(engagements::act(&team.host().await, team.id, wish, once()).await.is_err());
    let revision = Order::RequestRevision { criterion: CRITERION.into(), reason: because("Table two has none.") };
    engagements::act(&team.host().await, team.id, revision, once()).await.unwrap();
    assert_eq!(team.world.count("engagements where stage = 'in_progress' and revision_round = 1").await, 1);
    team.accept().await;
    assert_eq!(team.world.count("payments where stage = 'ready'").await, 1);
    assert_eq!(team.world.count("reviews where stage = 'draft'").await, 2);
    let by_staff =
        payments::act(&team.world.cx(&team.sam).await, team.payment().await, domain::payments::Order::Approve, once())
            .await;
    assert!(matches!(by_staff, Err(Failure::Refused(Refusal::NotYours { .. }))), "{by_staff:?}");
    team.settle().await;
    assert_eq!(team.stage().await, "paid");
    let page = engagements::engagement_page(&team.world.cx(&team.sam).await, team.id).await.unwrap();
    assert!(page.history.iter().any(|line| line.subject == "payment" && line.command == "settle"));
    team.world.wait_days(15);
    engagements::run_timers(&team.world.system().await).await.unwrap();
    assert_eq!(team.stage().await, "completed");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn work_that_ends_early_is_paid_in_proportion(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.log("5").await.unwrap();
    team.send_week().await;
    engagements::act(&team.host().await, team.id, Order::Cancel(because("The data is gone.")), once()).await.unwrap();
    assert_eq!(team.stage().await, "cancelled");
    assert_eq!(team.world.count("payments where stage = 'ready' and amount_cents = 11000").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn every_counted_hour_of_wages_is_paid(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.log("21").await.unwrap();
    team.send_week().await;
    team.accept().await;
    assert_eq!(
        team.world.count("payments where stage = 'ready' and amount_cents = 46200").await,
        1,
        "20 h were agreed"
    );
    assert_eq!(team.world.count("events where command = 'more_hours' and reason like '%$22.00 more.'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn calling_a_project_off_ends_the_work_on_it(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.log("5").await.unwrap();
    team.send_week().await;
    let project = sqlx::query_scalar::<_, uuid::Uuid>("select project_id from engagements")
        .fetch_one(&team.world.backend.pool)
        .await
        .unwrap();
    let order = domain::projects::Order::Cancel(because("The data is gone."));
    backend::projects::change(&team.host().await, project.into(), &order, once()).await.unwrap();
    assert_eq!(team.stage().await, "cancelled");
    assert_eq!(team.world.count("projects where stage = 'cancelled'").await, 1);
    assert_eq!(team.world.count("payments where stage = 'ready' and amount_cents = 11000").await, 1);
    assert_eq!(team.world.count("events where subject = 'engagement' and command = 'cancel'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn work_that_was_handed_in_is_judged_although_its_project_is_called_off(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.hand_in().await.unwrap();
    let project = sqlx::query_scalar::<_, uuid::Uuid>("select project_id from engagements")
        .fetch_one(&team.world.backend.pool)
        .await
        .unwrap();
    let order = domain::projects::Order::Cancel(because("The data is gone."));
    backend::projects::change(&team.host().await, project.into(), &order, once()).await.unwrap();
    assert_eq!(team.stage().await, "in_acceptance");
    engagements::act(&team.host().await, team.id, Order::Accept, once()).await.unwrap();
    assert_eq!(team.world.count("payments where stage = 'ready'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_student_who_leaves_before_the_start_frees_the_seat(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    assert_eq!(team.world.count("projects where stage = 'filled'").await, 1);
    assert_eq!(team.world.count("seats where taken = 1").await, 1);
    let order = Order::Cancel(because("I found a full-time job."));
    engagements::act(&team.student().await, team.id, order, once()).await.unwrap();
    assert_eq!(team.world.count("projects where stage = 'selection'").await, 1);
    assert_eq!(team.world.count("seats").await, 0);
    assert_eq!(team.world.count("events where command = 'drop_out' and party = 'system'").await, 1);
    assert_eq!(team.world.count("mails where subject like 'A seat is free: %'").await, 1);

    // The last day to apply is long over, and still the host has time to find somebody.
    backend::projects::run_timers(&team.world.system().await).await.unwrap();
    assert_eq!(team.world.count("projects where stage = 'selection'").await, 1);
    team.world.wait_days(20);
    backend::projects::run_timers(&team.world.system().await).await.unwrap();
    assert_eq!(team.world.count("projects where stage = 'expired'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_silent_host_accepts_and_the_timer_acts_once(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.hand_in().await.unwrap();
    team.world.wait_days(8);
    assert_eq!(engagements::run_timers(&team.world.system().await).await.unwrap(), 0, "six business days");
    team.world.wait_days(1);
    assert_eq!(engagements::run_timers(&team.world.system().await).await.unwrap(), 1);
    assert_eq!(engagements::run_timers(&team.world.system().await).await.unwrap(), 0);
    assert_eq!(team.stage().await, "accepted");
    assert_eq!(team.world.count("events where command = 'deem_accepted' and party = 'system'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_side_checks_in_once_a_week(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let new = || NewCheckIn::parse("Chart three is done", "Chart four", "").unwrap();
    engagements::check_in(&team.student().await, team.id, new(), once()).await.unwrap();
    assert!(matches!(
        engagements::check_in(&team.student().await, team.id, new(), once()).await,
        Err(Failure::Refused(_))
    ));
    engagements::check_in(&team.host().await, team.id, new(), once()).await.unwrap();
    team.world.wait_days(7);
    engagements::check_in(&team.student().await, team.id, new(), once()).await.unwrap();
    assert_eq!(team.world.count("check_ins").await, 3);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_stranger_finds_nothing(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.log("1:30").await.unwrap();
    let (zoe, ana) = (team.world.student("Zoe Ahn").await, team.world.other_host_member("Ana Diaz").await);
    let milestone: Uuid =
        sqlx::query_scalar("select id from milestones limit 1").fetch_one(&team.world.backend.pool).await.unwrap();
    for person in [zoe, ana] {
        let cx = team.world.cx(&person).await;
        let milestone = MilestoneId(milestone);
        let reads = [
            engagements::engagement_page(&cx, team.id).await.map(|_| ()),
            timesheets::week_page(&cx, team.id, None, None).await.map(|_| ()),
            backend::onboarding::agreement_page(&cx, team.id).await.map(|_| ()),
            backend::onboarding::onboarding_page(&cx, team.id).await.map(|_| ()),
            backend::onboarding::survey_page(&cx, team.id).await.map(|_| ()),
            backend::onboarding::copy(&cx, team.id, 1).await.map(|_| ()),
            milestones::milestone_page(&cx, team.id, milestone).await.map(|_| ()),
            backend::reviews::review_page(&cx, team.id).await.map(|_| ()),
            payments::payments_page(&cx, None, None).await.map(|_| ()),
        ];
        let writes = [
            engagements::act(&cx, team.id, Order::Pause(because("Exams")), once()).await,
            engagements::sign(&cx, team.id, signing(&person.name), once()).await,
            timesheets::act(&cx, team.sheet().await, domain::timesheets::Order::Approve, once()).await,
            milestones::act(&cx, milestone, domain::milestones::Order::Accept, once()).await,
            payments::act(&cx, team.payment().await, domain::payments::Order::Approve, once()).await,
        ];
        for done in reads.into_iter().chain(writes) {
            assert!(matches!(done, Err(Failure::NotFound)), "{done:?}");
        }
        assert!(timesheets::host_hours(&cx).await.unwrap().waiting.is_empty());
    }
}
