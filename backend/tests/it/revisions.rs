//! Changing a published project: what holds at once, what waits for staff, and what applicants confirm.

use backend::projects::revisions::{
    Decision, Outcome, change_page, decide, is_pending, pending, propose, revision_page, waiting, withdraw,
};
use backend::projects::{Beginning, Destination, start_draft, submit};
use backend::{Cx, Failure, Once, applications, projects};
use domain::actor::{Person, Role};
use domain::event::Reason;
use domain::ids::{ApplicationId, ProjectId, RevisionId};
use domain::projects::Step;
use domain::refusal::Refusal;
use domain::revisions::{Materiality, Stage};
use sqlx::PgPool;

use crate::applications::{applied, project};
use crate::support::World;

const NEVER: Once = Once(None);
const WHY: &str = "The grant became smaller.";

fn once() -> Once {
    Once(Some(backend::new_id()))
}

fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn because(words: &str) -> Reason {
    Reason::parse(words).expect("a reason")
}

/// A published project of the world's host, with an applicant.
struct Open {
    world: World,
    id: ProjectId,
    dee: Person,
    lucia: Person,
    maya: Person,
    application: ApplicationId,
}

impl Open {
    async fn new(pool: PgPool) -> Self {
        let world = World::new(pool).await;
        let id = project(&world, 1, 8).await;
        let dee = world.host_member("Dee Lindqvist").await;
        let lucia = world.with_role("Lucia Ferrand", Role::Staff).await;
        let maya = world.student("Maya Okafor").await;
        let application = applied(&world, &maya, id).await;
        Self { world, id, dee, lucia, maya, application }
    }

    async fn host(&self) -> Cx {
        self.world.cx(&self.dee).await
    }

    async fn staff(&self) -> Cx {
        self.world.cx(&self.lucia).await
    }

    async fn student(&self) -> Cx {
        self.world.cx(&self.maya).await
    }

    async fn ask(&self, pairs: &[(&str, &str)]) -> Result<Outcome, Failure> {
        let cx = self.host().await;
        let version = change_page(&cx, self.id).await.expect("the form").version;
        propose(&cx, self.id, version, &fields(pairs), WHY, NEVER).await
    }

    async fn pending(&self) -> RevisionId {
        pending(&self.host().await, self.id).await.expect("read").expect("one waits").id
    }

    async fn amount(&self) -> i64 {
        sqlx::query_scalar("select amount_cents from projects").fetch_one(&self.world.backend.pool).await.expect("one")
    }

    async fn application_stage(&self) -> String {
        sqlx::query_scalar("select stage from applications").fetch_one(&self.world.backend.pool).await.expect("one")
    }
}

fn rule(result: Result<impl std::fmt::Debug, Failure>) -> String {
    match result {
        Err(Failure::Refused(Refusal::Rule(sentence))) => sentence,
        other => panic!("expected a rule, not {other:?}"),
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn less_pay_waits_for_staff_and_applicants_confirm_it(pool: PgPool) {
    let open = Open::new(pool).await;
    assert_eq!(open.ask(&[("amount", "400")]).await.unwrap(), Outcome::ForStaff);
    assert_eq!(open.amount().await, 44_000, "the published terms hold");
    let anybody = open.student().await;
    assert!(is_pending(&anybody, open.id).await.unwrap());
    let world = &open.world;
    assert_eq!(world.count("mails where to_email like 'lucia%' and subject like 'A change to decide about%'").await, 1);
    assert_eq!(
        world
            .count("events where subject = 'revision' and command = 'propose' and reason like '%$440.00 to $400.00%'")
            .await,
        1
    );

    let list = waiting(&open.staff().await).await.unwrap();
    let desk = revision_page(&open.staff().await, list[0].id).await.unwrap();
    assert_eq!((desk.weight, desk.waiting, desk.stage), (Materiality::Material, 1, Stage::Submitted));
    assert_eq!(desk.reason, "The grant became smaller.");
    decide(&open.staff().await, list[0].id, &Decision::Approve, once()).await.unwrap();
    assert_eq!(open.amount().await, 40_000);
    assert_eq!(
        world.count("projects where stage = 'published' and draft ->> 'amount' = '40000' and net_cents = 36940").await,
        1
    );
    assert_eq!(world.count("events where command = 'revise' and party = 'system' and stage_to = 'published'").await, 1);
    assert_eq!(world.count("mails where to_email like 'maya%' and subject like 'Please confirm%' and body_text like '%$400.00 instead of $440.00%'").await, 1);
    assert_eq!(world.count("mails where to_email like 'dee%' and subject like 'Changed: %'").await, 1);

    let (by, changes) =
        applications::application_page(&open.student().await, open.application).await.unwrap().to_confirm.unwrap();
    assert_eq!((by.to_string().as_str(), changes[0].after.as_str()), ("2026-12-15", "$400.00"));
    let home = applications::student_home(&open.student().await).await.unwrap();
    assert!(home.needs.iter().any(|need| matches!(need, applications::Need::Confirm { .. })));
    let offer = applications::offer(&open.host().await, open.application, NEVER).await;
    assert!(rule(offer).contains("not confirmed"));
    applications::confirm_terms(&open.student().await, open.application, once()).await.unwrap();
    assert!(
        rule(applications::confirm_terms(&open.student().await, open.application, NEVER).await)
            .contains("nothing to confirm")
    );
    applications::offer(&open.host().await, open.application, NEVER).await.unwrap();
    assert_eq!(open.application_stage().await, "offered");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn more_pay_and_more_time_hold_at_once(pool: PgPool) {
    let open = Open::new(pool).await;
    assert_eq!(open.ask(&[("amount", "500"), ("apply_by", "2026-12-10")]).await.unwrap(), Outcome::InEffect);
    let world = &open.world;
    assert_eq!(open.amount().await, 50_000);
    assert_eq!(world.count("projects where apply_by = '2026-12-10' and decide_by = '2026-12-17'").await, 1);
    assert_eq!(
        world.count("project_revisions where stage = 'in_effect' and number = 2 and reviewer_id is null").await,
        1
    );
    assert_eq!(world.count("events where command = 'revise' and party = 'host' and reason like 'the pay%'").await, 1);
    assert_eq!(world.count("mails where to_email like 'maya%' and subject like 'Changed for the better%'").await, 1);
    assert_eq!(world.count("applications where confirm_by is not null").await, 0);
    assert_eq!(open.ask(&[("title", "Map three years of visits.")]).await.unwrap(), Outcome::InEffect, "words only");
    assert_eq!(
        world.count("mails where to_email like 'maya%' and subject like 'Changed for the better%'").await,
        1,
        "not told"
    );
    assert_eq!(world.count("events where command = 'revise'").await, 2, "but on record");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_scope_check_and_unreadable_fields_stop_a_change(pool: PgPool) {
    let open = Open::new(pool).await;
    for (pair, field) in [(("amount", "100"), "amount"), (("amount", "a lot"), "amount"), (("start", "soon"), "start")]
    {
        match open.ask(&[pair]).await {
            Err(Failure::Invalid(errors)) => assert!(errors.0.contains_key(field), "{pair:?}: {errors:?}"),
            other => panic!("{pair:?}: {other:?}"),
        }
    }
    let nothing = open.ask(&[("amount", "440")]).await;
    assert!(matches!(&nothing, Err(Failure::Invalid(errors)) if errors.0.contains_key("")), "{nothing:?}");
    // What the form does not have stays, whatever is sent.
    assert!(open.ask(&[("seats", "9"), ("owner_of_work", "student")]).await.is_err());
    assert_eq!(open.world.count("project_revisions").await, 0);
    assert_eq!(open.world.count("projects where seats = 1").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn approving_and_taking_back_at_once_leaves_one_of_them(pool: PgPool) {
    let open = Open::new(pool).await;
    open.ask(&[("amount", "400")]).await.unwrap();
    let id = open.pending().await;
    let (host, staff) = (open.host().await, open.staff().await);
    let (approved, taken) = tokio::join!(decide(&staff, id, &Decision::Approve, NEVER), withdraw(&host, id, NEVER));
    assert_eq!(u8::from(approved.is_ok()) + u8::from(taken.is_ok()), 1, "{approved:?} {taken:?}");
    assert_eq!(open.amount().await, if approved.is_ok() { 40_000 } else { 44_000 });
    assert_eq!(open.world.count("events where subject = 'revision' and command in ('approve', 'withdraw')").await, 1);
    let asked = open.world.count("applications where confirm_by is not null").await;
    assert_eq!(asked, i64::from(approved.is_ok()));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn one_change_at_a_time_and_none_twice(pool: PgPool) {
    let open = Open::new(pool).await;
    let cx = open.host().await;
    let key = once();
    propose(&cx, open.id, 1, &fields(&[("hours_high", "25")]), WHY, key).await.unwrap();
    let again = propose(&cx, open.id, 1, &fields(&[("hours_high", "25")]), WHY, key).await;
    assert!(matches!(again, Err(Failure::AlreadyDone)));
    assert!(rule(open.ask(&[("amount", "500")]).await).contains("already waits"));
    decide(&open.staff().await, open.pending().await, &Decision::Reject(because("Not in this term.")), NEVER)
        .await
        .unwrap();
    assert_eq!(open.world.count("mails where to_email like 'dee%' and subject like 'Not changed%' and body_text like '%Not in this term.%'").await, 1);
    let old = propose(&cx, open.id, 99, &fields(&[("amount", "500")]), "", NEVER).await;
    assert!(matches!(old, Err(Failure::Refused(Refusal::Changed))), "{old:?}");
    let both = fields(&[("amount", "430")]);
    let (one, two) =
        tokio::join!(propose(&cx, open.id, 1, &both, WHY, NEVER), propose(&cx, open.id, 1, &both, WHY, NEVER));
    assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{one:?} {two:?}");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn less_pay_says_why_and_no_row_goes_in_silence(pool: PgPool) {
    let open = Open::new(pool).await;
    let cx = open.host().await;
    let draft = change_page(&cx, open.id).await.unwrap().draft;
    let beside = |result: Result<Outcome, Failure>, field: &str| match result {
        Err(Failure::Invalid(errors)) => assert!(errors.0.contains_key(field), "{errors:?}"),
        other => panic!("{other:?}"),
    };
    for less in [("amount", "400"), ("hours_high", "25")] {
        beside(propose(&cx, open.id, 1, &fields(&[less]), " ", NEVER).await, "reason");
    }
    let next = draft.deliverables.len() + 1;
    let kind = format!("deliverable_{next}_kind");
    let added = [(kind, "report".to_owned())];
    beside(propose(&cx, open.id, 1, &added, "", NEVER).await, &format!("deliverable_{next}_name"));
    assert_eq!(open.world.count("project_revisions").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn whoever_comes_late_learns_who_was_quicker(pool: PgPool) {
    let open = Open::new(pool).await;
    open.ask(&[("amount", "400")]).await.unwrap();
    let id = open.pending().await;
    let newest = change_page(&open.host().await, open.id).await.unwrap().newest.expect("one waits");
    assert!(newest.own && newest.waits && newest.who == "Dee Lindqvist");
    assert_ne!(newest.before.amount, newest.draft.amount);
    withdraw(&open.host().await, id, NEVER).await.unwrap();
    let view = revision_page(&open.staff().await, id).await.unwrap();
    assert_eq!((view.stage, view.ended_by.as_str()), (Stage::Withdrawn, "Dee Lindqvist"));
    let step = backend::last_step(&open.staff().await, &[id.0.into()]).await.unwrap().expect("a step");
    assert_eq!((step.who.as_str(), step.own, step.stage.as_deref()), ("Dee Lindqvist", false, Some("withdrawn")));
    assert!(backend::last_step(&open.host().await, &[id.0.into()]).await.unwrap().expect("a step").own);
    let stranger = open.world.cx(&open.world.student("Theo Marsh").await).await;
    assert_eq!(backend::last_step(&stranger, &[id.0.into()]).await.unwrap(), None, "nobody learns of others' things");
    // A host is not told a student's name by it.
    applications::withdraw(&open.world.cx(&open.maya).await, open.application, NEVER).await.unwrap();
    let step = backend::last_step(&open.host().await, &[open.application.0.into()]).await.unwrap().expect("a step");
    assert_eq!(step.who, "The student");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_offer_ends_every_change(pool: PgPool) {
    let open = Open::new(pool).await;
    open.ask(&[("amount", "400")]).await.unwrap();
    let id = open.pending().await;
    applications::offer(&open.host().await, open.application, NEVER).await.unwrap();
    let late = decide(&open.staff().await, id, &Decision::Approve, NEVER).await;
    assert!(rule(late).contains("offered a seat"));
    assert_eq!(projects::run_timers(&open.world.system().await).await.unwrap(), 1);
    assert_eq!(open.world.count("project_revisions where stage = 'lapsed'").await, 1);
    assert_eq!(open.world.count("mails where to_email like 'dee%' and body_text like '%moved on%'").await, 1);
    assert_eq!(projects::run_timers(&open.world.system().await).await.unwrap(), 0, "once");
    assert!(rule(open.ask(&[("amount", "500")]).await).contains("offered a seat"));
    assert!(change_page(&open.host().await, open.id).await.unwrap().refused.is_some());
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn without_an_answer_the_application_lapses_kindly(pool: PgPool) {
    let open = Open::new(pool).await;
    open.ask(&[("weekly_hours", "9")]).await.unwrap();
    decide(&open.staff().await, open.pending().await, &Decision::Approve, NEVER).await.unwrap();
    open.world.wait_days(12); // 15 December, the last day to confirm.
    assert_eq!(applications::run_timers(&open.world.system().await).await.unwrap(), 0);
    open.world.wait_days(1);
    assert_eq!(applications::run_timers(&open.world.system().await).await.unwrap(), 1);
    assert_eq!(open.application_stage().await, "closed");
    assert_eq!(
        open.world.count("mails where to_email like 'maya%' and subject like 'Your application is closed%'").await,
        1
    );
    assert_eq!(open.world.count("events where command = 'lapse' and party = 'system'").await, 1);
    assert_eq!(applications::run_timers(&open.world.system().await).await.unwrap(), 0, "once");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn strangers_learn_nothing_of_a_change(pool: PgPool) {
    let open = Open::new(pool).await;
    open.ask(&[("amount", "400")]).await.unwrap();
    let id = open.pending().await;
    let strangers = [open.world.other_host_member("Olga Stranger").await, open.world.student("Theo Marsh").await];
    for person in strangers {
        let cx = open.world.cx(&person).await;
        assert!(matches!(propose(&cx, open.id, 1, &[], "", NEVER).await, Err(Failure::NotFound)));
        assert!(matches!(withdraw(&cx, id, NEVER).await, Err(Failure::NotFound)));
        assert!(matches!(decide(&cx, id, &Decision::Approve, NEVER).await, Err(Failure::NotFound)));
        assert!(matches!(revision_page(&cx, id).await, Err(Failure::NotFound)));
        assert!(matches!(pending(&cx, open.id).await, Err(Failure::NotFound)));
        assert!(matches!(change_page(&cx, open.id).await, Err(Failure::NotFound)));
    }
    assert!(matches!(decide(&open.host().await, id, &Decision::Approve, NEVER).await, Err(Failure::NotFound)));
    let by_staff = withdraw(&open.staff().await, id, NEVER).await;
    assert!(matches!(by_staff, Err(Failure::Refused(Refusal::NotYours { .. }))));
    let by_staff = propose(&open.staff().await, open.id, 1, &fields(&[("amount", "1")]), "", NEVER).await;
    assert!(matches!(by_staff, Err(Failure::Refused(Refusal::NotYours { .. }))));
}

/// A draft without findings, of a host with a completed project.
async fn clean_draft(world: &World, cx: &Cx) -> ProjectId {
    let id =
        start_draft(cx, world.host, &Beginning::Template("donor_analysis".to_owned()), once()).await.expect("begun");
    let version = projects::wizard(cx, id).await.expect("the wizard").version;
    projects::save_step(cx, id, version, Step::Pay, &fields(&[("classification", "employee")]), NEVER)
        .await
        .expect("kept");
    id
}

/// Gives the world's host a site, so that the check finds nothing, and a completed project.
async fn proved(world: &World) -> ProjectId {
    let done = project(world, 1, 8).await;
    for change in
        ["update projects set stage = 'completed'", "update hosts set website = 'https://harborstreet.example'"]
    {
        sqlx::query(change).execute(&world.backend.pool).await.expect("changed");
    }
    done
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_repeat_host_in_good_standing_is_published_at_once(pool: PgPool) {
    let world = World::new(pool).await;
    let dee = world.cx(&world.host_member("Dee Lindqvist").await).await;
    let lucia = world.with_role("Lucia Ferrand", Role::Staff).await;
    proved(&world).await;
    let id = clean_draft(&world, &dee).await;
    let report = projects::host_project(&dee, id).await.unwrap().report;
    assert!(report.score.total >= 80 && report.staff().is_empty(), "{:?}", report.findings);
    assert_eq!(submit(&dee, id, true, once()).await.unwrap(), Destination::Students);
    assert_eq!(world.count("projects where stage = 'published' and title <> 'Map three years of visits'").await, 1);
    assert_eq!(
        world
            .count("events where command = 'fast_track' and party = 'system' and reason like 'Fast track: score %'")
            .await,
        1
    );
    assert_eq!(world.count("mails where to_email like 'lucia%' and subject like 'Published without review%'").await, 1);
    let pause = domain::projects::Order::Pause(because("Let us look at it first."));
    projects::change(&world.cx(&lucia).await, id, &pause, NEVER).await.unwrap();
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_fast_track_is_for_nobody_else(pool: PgPool) {
    let world = World::new(pool).await;
    let dee = world.cx(&world.host_member("Dee Lindqvist").await).await;
    let first = clean_draft(&world, &dee).await;
    assert_eq!(submit(&dee, first, true, once()).await.unwrap(), Destination::Reader, "a first project");
    proved(&world).await;
    sqlx::query("update projects set stage = 'draft' where id = $1")
        .bind(first.0)
        .execute(&world.backend.pool)
        .await
        .unwrap();
    // A program that reads everything.
    let ada = world.cx(&world.with_role("Ada Park", Role::Admin).await).await;
    backend::dashboards::set_figure(&ada, "fast_track", "no", "2026-12-03", "Council", NEVER).await.unwrap();
    let dee = world.cx(dee.person().unwrap()).await;
    assert_eq!(submit(&dee, first, true, once()).await.unwrap(), Destination::Reader);
    backend::dashboards::set_figure(&ada, "fast_track", "yes", "2026-12-03", "Council", NEVER).await.unwrap();
    // A host that was put on watch.
    sqlx::query("update projects set stage = 'draft' where id = $1")
        .bind(first.0)
        .execute(&world.backend.pool)
        .await
        .unwrap();
    let lucia = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    for order in [domain::hosts::Order::Watch(because("Complaints.")), domain::hosts::Order::Verify] {
        backend::hosts::decide(&lucia, world.host, order, NEVER).await.unwrap();
    }
    let dee = world.cx(dee.person().unwrap()).await;
    assert_eq!(submit(&dee, first, true, once()).await.unwrap(), Destination::Reader, "a strike is remembered");
}
