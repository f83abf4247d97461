//! What a host does by a link in a letter.

use backend::by_email::{Looked, Opened, Said, Shown, act, look};
use backend::{Failure, Once, Visit, engagements, milestones, timesheets};
use domain::actor::Person;
use domain::by_email::{Dead, Deed};
use domain::engagements::NewCheckIn;
use domain::ids::MilestoneId;
use domain::milestones::{NewDeliverable, Order as MilestoneOrder};
use domain::refusal::Refusal;
use domain::timesheets::Order;
use sqlx::PgPool;
use uuid::Uuid;

use crate::engagements::{Team, because, once};

const SECRET: usize = 43;

fn by(secret: &str) -> Opened<'_> {
    Opened { secret, signed_in: None, address: "192.0.2.7" }
}

fn said(answer: &str, once: Once) -> Said {
    Said { answer: answer.to_owned(), once, ..Said::default() }
}

async fn visit(team: &Team) -> Visit {
    team.world.backend.visit(None).await.unwrap()
}

/// The secret in the newest letter to somebody whose subject begins like this.
async fn secret(team: &Team, to: &Person, subject: &str) -> String {
    let body: String = sqlx::query_scalar(
        "select m.body_text from mails m join people p on p.email = m.to_email
         where p.id = $1 and m.subject like $2 || '%' order by m.id desc limit 1",
    )
    .bind(to.id.0)
    .bind(subject)
    .fetch_one(&team.world.backend.pool)
    .await
    .unwrap();
    let from = body.find("/by-email/").expect("a link in the letter") + "/by-email/".len();
    body[from..from + SECRET].to_owned()
}

/// A week of an hour and a half that Dee was asked to approve.
async fn sent(pool: PgPool) -> (Team, String) {
    let team = Team::at_work(pool).await;
    team.log("1:30").await.unwrap();
    timesheets::act(&team.student().await, team.sheet().await, Order::Submit, once()).await.unwrap();
    let link = secret(&team, &team.dee, "Hours to approve").await;
    (team, link)
}

fn dead(looked: Result<Looked, Failure>) -> Dead {
    match looked {
        Ok(Looked::Dead(dead)) => dead,
        other => panic!("{other:?}"),
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_link_approves_its_week_once_as_the_member_it_went_to(pool: PgPool) {
    let (team, link) = sent(pool).await;
    let kept = team.world.count("email_deeds where length(token_hash) = 32 and used_at is null").await;
    assert_eq!(kept, 1);
    let Ok(Looked::Alive { person, shown: Shown::Week(week) }) = look(&visit(&team).await, by(&link)).await else {
        panic!("a week")
    };
    assert_eq!((person.as_str(), week.student.as_str()), ("Dee Ortiz", "Maya Reyes"));
    // Looking changed nothing.
    assert_eq!(team.world.count("timesheets where stage = 'submitted'").await, 1);
    let key = once();
    assert_eq!(act(&visit(&team).await, by(&link), said("", key)).await.unwrap(), Deed::ApproveWeek);
    assert_eq!(act(&visit(&team).await, by(&link), said("", key)).await.unwrap(), Deed::ApproveWeek, "sent twice");
    let again = act(&visit(&team).await, by(&link), said("", once())).await;
    assert!(matches!(again, Err(Failure::Refused(Refusal::Rule(_)))), "{again:?}");
    assert_eq!(dead(look(&visit(&team).await, by(&link)).await), Dead::Used);
    let by_dee: i64 = sqlx::query_scalar(
        "select count(*) from events where command = 'approve' and party = 'host' and actor_id = $1",
    )
    .bind(team.dee.id.0)
    .fetch_one(&team.world.backend.pool)
    .await
    .unwrap();
    assert_eq!(by_dee, 1);
    assert_eq!(team.world.count("timesheets where stage = 'approved' and decided_by is not null").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_link_accepts_the_version_it_was_written_for(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let id: Uuid = sqlx::query_scalar("select id from milestones order by position limit 1")
        .fetch_one(&team.world.backend.pool)
        .await
        .unwrap();
    let hand_in = || async {
        let new = NewDeliverable::parse("https://example.org/map", "").unwrap();
        milestones::act(&team.student().await, MilestoneId(id), MilestoneOrder::Submit(new), once()).await.unwrap();
    };
    hand_in().await;
    let first = secret(&team, &team.dee, "To look at").await;
    let asked = MilestoneOrder::RequestChanges(because("The second chart has no source."));
    milestones::act(&team.host().await, MilestoneId(id), asked, once()).await.unwrap();
    assert_eq!(dead(look(&visit(&team).await, by(&first)).await), Dead::Changed);
    hand_in().await;
    let second = secret(&team, &team.dee, "To look at").await;
    // It waits again, but not the version of the first letter.
    let old = act(&visit(&team).await, by(&first), said("", once())).await;
    assert!(matches!(old, Err(Failure::Refused(Refusal::Rule(_)))), "{old:?}");
    assert!(matches!(
        look(&visit(&team).await, by(&second)).await,
        Ok(Looked::Alive { shown: Shown::Milestone(_), .. })
    ));
    act(&visit(&team).await, by(&second), said("", once())).await.unwrap();
    assert_eq!(team.world.count("milestones where stage = 'accepted'").await, 1);
    assert_eq!(team.world.count("mails where subject like 'Accepted:%'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_link_answers_a_check_in_with_words(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let new = NewCheckIn::parse("The first chart", "The second chart", "A file is missing").unwrap();
    engagements::check_in(&team.student().await, team.id, new, once()).await.unwrap();
    let link = secret(&team, &team.dee, "Check-in of").await;
    let Ok(Looked::Alive { shown: Shown::CheckIn(asked), .. }) = look(&visit(&team).await, by(&link)).await else {
        panic!("a check-in")
    };
    assert_eq!(asked.answers[2], "A file is missing");
    // Wrong words use nothing up.
    let empty = act(&visit(&team).await, by(&link), said(" ", once())).await;
    assert!(matches!(empty, Err(Failure::Invalid(_))), "{empty:?}");
    act(&visit(&team).await, by(&link), said("Ask Jo for it.", once())).await.unwrap();
    assert_eq!(team.world.count("check_ins where answer = 'Ask Jo for it.' and answered_by is not null").await, 1);
    assert_eq!(team.world.count("events where command = 'answer_check_in'").await, 1);
    assert_eq!(dead(look(&visit(&team).await, by(&link)).await), Dead::Used);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_week_that_came_back_or_was_changed_is_out_of_the_links_reach(pool: PgPool) {
    let (team, link) = sent(pool).await;
    let sheet = team.sheet().await;
    timesheets::act(&team.host().await, sheet, Order::Return(because("Which file?")), once()).await.unwrap();
    assert_eq!(dead(look(&visit(&team).await, by(&link)).await), Dead::Changed);
    team.log("2").await.unwrap();
    timesheets::act(&team.student().await, sheet, Order::Submit, once()).await.unwrap();
    let late = act(&visit(&team).await, by(&link), said("", once())).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::Rule(_)))), "{late:?}");
    assert_eq!(team.world.count("timesheets where stage = 'submitted' and minutes = 210").await, 1);
    assert_eq!(team.world.count("email_deeds where used_at is not null").await, 0);
    let newest = secret(&team, &team.dee, "Hours to approve").await;
    act(&visit(&team).await, by(&newest), said("", once())).await.unwrap();
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_link_runs_out_and_is_forgotten(pool: PgPool) {
    let (team, link) = sent(pool).await;
    team.world.wait_days(15);
    assert_eq!(dead(look(&visit(&team).await, by(&link)).await), Dead::Expired);
    let late = act(&visit(&team).await, by(&link), said("", once())).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::Rule(_)))), "{late:?}");
    team.world.wait_days(7);
    backend::timers::once(&team.world.backend).await.unwrap();
    let gone = look(&visit(&team).await, by(&link)).await;
    assert!(matches!(gone, Err(Failure::NotFound)), "{gone:?}");
    assert_eq!(team.world.count("email_deeds").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn forged_and_forwarded_links_and_those_of_suspended_members_do_nothing(pool: PgPool) {
    let (team, link) = sent(pool).await;
    let forged = "A".repeat(SECRET);
    for secret in ["", "short", forged.as_str(), &format!("{link}x")] {
        let nothing = look(&visit(&team).await, by(secret)).await;
        assert!(matches!(nothing, Err(Failure::NotFound)), "{secret}: {nothing:?}");
        let nothing = act(&visit(&team).await, by(secret), said("", once())).await;
        assert!(matches!(nothing, Err(Failure::NotFound)), "{secret}: {nothing:?}");
    }
    // Passed on to somebody who is signed in as themselves.
    let forwarded = Opened { signed_in: Some(team.maya.id), ..by(&link) };
    assert!(matches!(look(&visit(&team).await, forwarded).await, Err(Failure::NotFound)));
    assert!(matches!(act(&visit(&team).await, forwarded, said("", once())).await, Err(Failure::NotFound)));
    let own = Opened { signed_in: Some(team.dee.id), ..by(&link) };
    assert!(matches!(look(&visit(&team).await, own).await, Ok(Looked::Alive { .. })));
    for change in [
        "update people set standing = 'suspended' where name = 'Dee Ortiz'",
        "delete from host_members where person_id = (select id from people where name = 'Dee Ortiz')",
    ] {
        sqlx::query(change).execute(&team.world.backend.pool).await.unwrap();
        assert!(matches!(look(&visit(&team).await, own).await, Err(Failure::NotFound)));
        assert!(matches!(act(&visit(&team).await, own, said("", once())).await, Err(Failure::NotFound)));
        sqlx::query("update people set standing = 'active'").execute(&team.world.backend.pool).await.unwrap();
    }
    assert_eq!(team.world.count("timesheets where stage = 'approved'").await, 0);
    assert_eq!(team.world.count("events where command = 'approve'").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_flood_of_guesses_from_one_address_is_stopped(pool: PgPool) {
    let (team, link) = sent(pool).await;
    let forged = "B".repeat(SECRET);
    let here = visit(&team).await;
    for _ in 0..100 {
        assert!(matches!(look(&here, by(&forged)).await, Err(Failure::NotFound)));
    }
    assert!(matches!(look(&here, by(&forged)).await, Err(Failure::TooMany)));
    assert!(matches!(act(&here, by(&link), said("", once())).await, Err(Failure::TooMany)));
    let elsewhere = Opened { address: "192.0.2.8", ..by(&link) };
    act(&here, elsewhere, said("", once())).await.unwrap();
    assert_eq!(team.world.count("sign_in_failures where throttle_key = 'address:192.0.2.8'").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn of_two_links_at_once_one_counts(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let lou = team.world.host_member("Lou Park").await;
    team.log("1:30").await.unwrap();
    timesheets::act(&team.student().await, team.sheet().await, Order::Submit, once()).await.unwrap();
    let (dees, lous) =
        (secret(&team, &team.dee, "Hours to approve").await, secret(&team, &lou, "Hours to approve").await);
    assert_ne!(dees, lous);
    let here = visit(&team).await;
    // The same link in two windows, and the link of another member.
    let (first, second, third) = tokio::join!(
        act(&here, by(&dees), said("", once())),
        act(&here, by(&dees), said("", once())),
        act(&here, by(&lous), said("", once())),
    );
    let done = [&first, &second, &third].iter().filter(|done| done.is_ok()).count();
    assert_eq!(done, 1, "{first:?} {second:?} {third:?}");
    for lost in [first, second, third].into_iter().filter_map(Result::err) {
        assert!(matches!(lost, Failure::Refused(_)), "{lost:?}");
    }
    assert_eq!(team.world.count("events where command = 'approve'").await, 1);
    assert_eq!(team.world.count("email_deeds where used_at is not null").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn members_without_a_confirmed_address_get_no_link(pool: PgPool) {
    let team = Team::at_work(pool).await;
    sqlx::query("update people set email_confirmed_at = null where name = 'Dee Ortiz'")
        .execute(&team.world.backend.pool)
        .await
        .unwrap();
    team.log("1:30").await.unwrap();
    timesheets::act(&team.student().await, team.sheet().await, Order::Submit, once()).await.unwrap();
    assert_eq!(team.world.count("email_deeds").await, 0);
    assert_eq!(
        team.world.count("mails where subject like 'Hours to approve%' and body_text like '%/time?week=%'").await,
        1
    );
}
