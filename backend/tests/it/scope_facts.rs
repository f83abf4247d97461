//! What the scope check knows from the database alone: waivers of hours, worksheets, own live projects.

use backend::projects::{self, Beginning, Decision};
use backend::{Cx, Failure, Once};
use domain::actor::Role;
use domain::event::Reason;
use domain::hosts::{HostDetails, HostKind};
use domain::ids::ProjectId;
use domain::projects::Step;
use domain::projects::scope::{Finding, Severity};
use sqlx::PgPool;

use crate::support::World;

const NEVER: Once = Once(None);

pub fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A draft from a template that lacks nothing.
pub async fn draft(world: &World, cx: &Cx, template: &str) -> ProjectId {
    let from = Beginning::Template(template.to_owned());
    let id = projects::start_draft(cx, world.host, &from, NEVER).await.expect("a draft");
    answer(cx, id, Step::Pay, &[("classification", "contractor")]).await;
    id
}

/// Answers fields of a screen.
pub async fn answer(cx: &Cx, id: ProjectId, step: Step, pairs: &[(&str, &str)]) {
    let version = projects::wizard(cx, id).await.expect("the wizard").version;
    let saved = projects::save_step(cx, id, version, step, &fields(pairs), NEVER).await.expect("kept");
    assert!(saved.errors.is_empty(), "{:?}", saved.errors);
}

/// What the wizard says under a rule.
pub async fn found(cx: &Cx, id: ProjectId, rule: &str) -> Vec<Finding> {
    let report = projects::wizard(cx, id).await.expect("the wizard").report;
    report.findings.into_iter().filter(|finding| finding.id == rule).collect()
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn staff_waive_the_limits_on_hours_with_a_reason(pool: PgPool) {
    let world = World::new(pool).await;
    let host = world.cx(&world.host_member("Tomas Vidal").await).await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    let id = draft(&world, &host, "automate_report").await;
    answer(&host, id, Step::Pay, &[("hours_low", "30"), ("hours_high", "45"), ("amount", "900")]).await;
    assert_eq!(found(&host, id, "Q05").await[0].severity, Severity::Block);
    assert!(matches!(projects::submit(&host, id, true, NEVER).await, Err(Failure::Refused(_))));

    let reason = Reason::parse("The museum gives the extra five hours for its own training.").unwrap();
    let by_host = projects::waive_hours(&host, id, &reason, NEVER).await;
    assert!(matches!(by_host, Err(Failure::NotFound)));
    let once = Once(Some(backend::new_id()));
    projects::waive_hours(&staff, id, &reason, once).await.unwrap();
    assert!(matches!(projects::waive_hours(&staff, id, &reason, once).await, Err(Failure::AlreadyDone)));
    assert_eq!(
        world.count("events where command = 'waive_hours' and party = 'staff' and reason like 'The museum%'").await,
        1
    );
    assert_eq!(world.count("mails where subject like 'Hours waived: %'").await, 1);

    assert_eq!(found(&host, id, "Q05").await[0].severity, Severity::Staff);
    projects::submit(&host, id, true, NEVER).await.unwrap();
    let queue = projects::review_queue(&staff).await.unwrap();
    assert!(queue[0].findings.contains(&(Severity::Block, 0)), "{:?}", queue[0].findings);
    let desk = projects::review_page(&staff, id).await.unwrap();
    assert!(desk.report.blocks().is_empty() && desk.may_waive_hours);
    // It holds for this project alone.
    let other = draft(&world, &host, "automate_report").await;
    answer(&host, other, Step::Pay, &[("hours_low", "30"), ("hours_high", "45"), ("amount", "900")]).await;
    assert_eq!(found(&host, other, "Q05").await[0].severity, Severity::Block);

    projects::review(&staff, id, &Decision::Claim, NEVER).await.unwrap();
    projects::review(&staff, id, &Decision::Approve(None), NEVER).await.unwrap();
    assert!(matches!(projects::waive_hours(&staff, id, &reason, NEVER).await, Err(Failure::Refused(_))));
}

/// What staff gave they take back: the hours block again, for a project that was sent already as well.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn staff_take_a_waiver_of_hours_back_with_a_reason(pool: PgPool) {
    let world = World::new(pool).await;
    let host = world.cx(&world.host_member("Tomas Vidal").await).await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    let second = world.cx(&world.with_role("Omar Haddad", Role::Staff).await).await;
    let id = draft(&world, &host, "automate_report").await;
    answer(&host, id, Step::Pay, &[("hours_low", "30"), ("hours_high", "45"), ("amount", "900")]).await;
    let reason = Reason::parse("The museum gives the extra five hours for its own training.").unwrap();
    let because = Reason::parse("The training was called off.").unwrap();
    let none = projects::take_back_waiver(&staff, id, &because, NEVER).await;
    assert!(matches!(none, Err(Failure::Refused(_))), "there is none yet: {none:?}");
    projects::waive_hours(&staff, id, &reason, NEVER).await.unwrap();
    projects::submit(&host, id, true, NEVER).await.unwrap();
    projects::review(&staff, id, &Decision::Claim, NEVER).await.unwrap();
    let waiver = projects::review_page(&staff, id).await.unwrap().waiver.unwrap();
    assert_eq!((waiver.who.as_str(), waiver.reason.as_str()), ("Lucia Ferrand", reason.as_str()));

    let student = world.cx(&world.student("Maya Okafor").await).await;
    let stranger = world.cx(&world.other_host_member("Ines Roca").await).await;
    let elsewhere = world.other_program().await;
    assert!(projects::take_back_waiver(&elsewhere, id, &because, NEVER).await.is_err());
    for cx in [&host, &stranger, &student] {
        let refused = projects::take_back_waiver(cx, id, &because, NEVER).await;
        assert!(matches!(refused, Err(Failure::NotFound)), "{refused:?}");
    }
    assert_eq!(found(&host, id, "Q05").await[0].severity, Severity::Staff, "it holds still");

    // Two of them at once: one takes it back.
    let once = Once(Some(backend::new_id()));
    let (one, other) = tokio::join!(
        projects::take_back_waiver(&staff, id, &because, once),
        projects::take_back_waiver(&second, id, &because, NEVER)
    );
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    let late = if one.is_err() { one } else { other };
    assert!(matches!(late, Err(Failure::Refused(_))), "{late:?}");
    let twice = projects::take_back_waiver(&staff, id, &because, once).await;
    assert!(matches!(twice, Err(Failure::AlreadyDone | Failure::Refused(_))), "{twice:?}");
    let event =
        "events where command = 'take_back_waiver' and party = 'staff' and reason = 'The training was called off.'";
    assert_eq!(world.count(event).await, 1);
    assert_eq!(world.count("mails where subject like 'Waiver taken back: %'").await, 1);

    assert_eq!(found(&host, id, "Q05").await[0].severity, Severity::Block);
    assert_eq!(projects::review_page(&staff, id).await.unwrap().waiver, None);
    let queue = projects::review_queue(&staff).await.unwrap();
    assert!(queue[0].findings.contains(&(Severity::Block, 1)), "{:?}", queue[0].findings);
    let approved = projects::review(&staff, id, &Decision::Approve(None), NEVER).await;
    assert!(matches!(approved, Err(Failure::Refused(_))), "{approved:?}");
    // It can be given again, and not be taken back once students may see the project.
    projects::waive_hours(&second, id, &reason, NEVER).await.unwrap();
    projects::review(&staff, id, &Decision::Approve(None), NEVER).await.unwrap();
    let late = projects::take_back_waiver(&staff, id, &because, NEVER).await;
    assert!(matches!(late, Err(Failure::Refused(_))), "{late:?}");
}

/// The same key sent twice acts once.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_waiver_is_taken_back_once(pool: PgPool) {
    let world = World::new(pool).await;
    let host = world.cx(&world.host_member("Tomas Vidal").await).await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    let id = draft(&world, &host, "automate_report").await;
    let reason = Reason::parse("They asked for it by telephone.").unwrap();
    projects::waive_hours(&staff, id, &reason, NEVER).await.unwrap();
    let once = Once(Some(backend::new_id()));
    projects::take_back_waiver(&staff, id, &reason, once).await.unwrap();
    projects::waive_hours(&staff, id, &reason, NEVER).await.unwrap();
    let again = projects::take_back_waiver(&staff, id, &reason, once).await;
    assert!(matches!(again, Err(Failure::AlreadyDone)), "{again:?}");
    assert!(projects::review_page(&staff, id).await.unwrap().waiver.is_some(), "the newer one holds");
}

/// Credit alone: blocked until the host has answered each of the seven questions, then for staff to decide.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn unpaid_work_for_credit_needs_its_worksheet(pool: PgPool) {
    let world = World::new(pool).await;
    let host = world.cx(&world.host_member("Tomas Vidal").await).await;
    let id = draft(&world, &host, "automate_report").await;
    answer(&host, id, Step::Pay, &[("amount", "0"), ("classification", "unpaid_for_credit")]).await;
    assert_eq!(found(&host, id, "Q09").await[0].severity, Severity::Block);
    let all: Vec<(&str, &str)> =
        domain::projects::FACTORS.iter().map(|name| (*name, "As the syllabus says.")).collect();
    answer(&host, id, Step::Pay, &all[1..]).await;
    assert_eq!(found(&host, id, "Q09").await[0].severity, Severity::Block, "one is missing");
    answer(&host, id, Step::Pay, &all).await;
    assert_eq!(found(&host, id, "Q09").await[0].severity, Severity::Staff);
    // Paid in another way, the answers change nothing.
    answer(&host, id, Step::Pay, &[("classification", "contractor")]).await;
    assert_eq!(found(&host, id, "Q09").await[0].severity, Severity::Block);
    answer(&host, id, Step::Pay, &[("classification", "unpaid_for_credit")]).await;
    projects::submit(&host, id, true, NEVER).await.unwrap();
    assert_eq!(projects::draft(&host, id).await.unwrap().worksheet.course, "As the syllabus says.");
}

/// Without credit: blocked for a host that is no nonprofit, or has not said what it is; for one that is, staff decide once the
/// seven questions are answered. What the host said last counts.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_nonprofit_may_ask_for_unpaid_work_with_the_worksheet(pool: PgPool) {
    let world = World::new(pool).await;
    let owner = world.cx(&world.other_host_member("Olga Owner").await).await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    let say = async |kind: &str| {
        let version = backend::hosts::profile(&owner, None).await.expect("the profile").version;
        let about = "A museum of the harbor and its people.";
        let details = HostDetails::parse("Tideline Museum", kind, "https://tideline.example", about, "", "");
        backend::hosts::save_profile(&owner, world.other_host, details.expect("details"), version, NEVER)
            .await
            .unwrap();
    };
    let from = Beginning::Template("automate_report".to_owned());
    let id = projects::start_draft(&owner, world.other_host, &from, NEVER).await.unwrap();
    answer(&owner, id, Step::Pay, &[("classification", "stipend"), ("amount", "0")]).await;
    let severity = async || found(&owner, id, "Q09").await[0].severity;
    let all: Vec<(&str, &str)> =
        domain::projects::FACTORS.iter().map(|name| (*name, "The volunteer program says so.")).collect();
    answer(&owner, id, Step::Pay, &all).await;
    assert_eq!(severity().await, Severity::Block, "it has not said what it is");
    for (kind, expected) in [
        ("business", Severity::Block),
        ("government", Severity::Block),
        ("campus", Severity::Block),
        ("nonprofit", Severity::Staff),
    ] {
        say(kind).await;
        assert_eq!(severity().await, expected, "{kind}");
    }
    answer(&owner, id, Step::Pay, &[("factor_staff", "")]).await;
    assert_eq!(severity().await, Severity::Block, "one is missing");
    answer(&owner, id, Step::Pay, &all).await;

    // The other host has said nothing, whatever this one is.
    let stranger = world.cx(&world.host_member("Tomas Vidal").await).await;
    let other = draft(&world, &stranger, "automate_report").await;
    answer(&stranger, other, Step::Pay, &[("amount", "0")]).await;
    answer(&stranger, other, Step::Pay, &all).await;
    assert_eq!(found(&stranger, other, "Q09").await[0].severity, Severity::Block);
    assert!(matches!(projects::submit(&stranger, other, true, NEVER).await, Err(Failure::Refused(_))));

    projects::submit(&owner, id, true, NEVER).await.unwrap();
    let desk = projects::review_page(&staff, id).await.unwrap();
    let said: Vec<_> = desk.report.findings.iter().filter(|finding| finding.id == "Q09").collect();
    assert_eq!((said.len(), said[0].severity), (1, Severity::Staff));
    assert_eq!(desk.past.kind, Some(HostKind::Nonprofit));
    let queue = projects::review_queue(&staff).await.unwrap();
    assert!(queue[0].findings.contains(&(Severity::Block, 0)), "{:?}", queue[0].findings);

    // What it says of itself after it sent the project counts at the approval.
    projects::review(&staff, id, &Decision::Claim, NEVER).await.unwrap();
    say("business").await;
    let approved = projects::review(&staff, id, &Decision::Approve(None), NEVER).await;
    assert!(matches!(approved, Err(Failure::Refused(_))), "{approved:?}");
    say("nonprofit").await;
    projects::review(&staff, id, &Decision::Approve(None), NEVER).await.unwrap();
}

/// An address on file that is no office is for staff to look at, in the list and on the page, and ends when it is put right.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn staff_look_at_a_host_in_a_mailbox(pool: PgPool) {
    let world = World::new(pool).await;
    let host = world.cx(&world.host_member("Tomas Vidal").await).await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    let id = draft(&world, &host, "automate_report").await;
    let lives = async |address: &str| {
        sqlx::query("update hosts set website = 'https://harborstreet.example', address = $2 where id = $1")
            .bind(world.host.0)
            .bind(address)
            .execute(&world.backend.pool)
            .await
            .expect("an address");
    };
    lives("12 Harbor Street, Rivermark").await;
    assert_eq!(found(&host, id, "Q17").await, []);
    lives("P.O. Box 12, Rivermark").await;
    let said = found(&host, id, "Q17").await;
    assert_eq!((said.len(), said[0].severity), (1, Severity::Staff));
    projects::submit(&host, id, true, NEVER).await.unwrap();
    let queue = projects::review_queue(&staff).await.unwrap();
    assert!(queue[0].findings.contains(&(Severity::Staff, 1)), "{:?}", queue[0].findings);
    let desk = projects::review_page(&staff, id).await.unwrap();
    assert!(desk.report.findings.iter().any(|finding| finding.id == "Q17"));
}

/// The host's own live project, told from a stranger's, from a draft and from one that is over.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_draft_is_compared_with_the_hosts_own_live_projects(pool: PgPool) {
    let world = World::new(pool).await;
    let host = world.cx(&world.host_member("Tomas Vidal").await).await;
    let staff = world.cx(&world.with_role("Lucia Ferrand", Role::Staff).await).await;
    let live = draft(&world, &host, "automate_report").await;
    let copy = draft(&world, &host, "automate_report").await;
    assert_eq!(found(&host, copy, "Q22").await, [], "the other one is a draft");
    projects::submit(&host, live, true, NEVER).await.unwrap();
    projects::review(&staff, live, &Decision::Claim, NEVER).await.unwrap();
    projects::review(&staff, live, &Decision::Approve(None), NEVER).await.unwrap();
    let said = found(&host, copy, "Q22").await;
    assert_eq!((said.len(), said[0].severity, said[0].field.as_str()), (1, Severity::Staff, "title"));
    assert_eq!(found(&host, live, "Q22").await, [], "nothing is a copy of itself");
    projects::submit(&host, copy, true, NEVER).await.unwrap();
    let desk = projects::review_page(&staff, copy).await.unwrap();
    assert!(desk.report.findings.iter().any(|finding| finding.id == "Q22"), "staff read it as well");

    // Another host may want the same.
    let stranger = world.cx(&world.other_host_member("Ines Roca").await).await;
    let from = Beginning::Template("automate_report".to_owned());
    let theirs = projects::start_draft(&stranger, world.other_host, &from, NEVER).await.unwrap();
    assert_eq!(found(&stranger, theirs, "Q22").await, []);
    // What is over is no duplicate.
    sqlx::query("update projects set stage = 'expired' where id = $1")
        .bind(live.0)
        .execute(&world.backend.pool)
        .await
        .unwrap();
    assert_eq!(found(&host, copy, "Q22").await, []);
}
