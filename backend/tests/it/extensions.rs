//! Asking for more time, hours or pay, and the answers.

use backend::{Cx, Failure, engagements, extensions};
use domain::actor::Role;
use domain::extensions::{Command, NewExtension, Order, Stage};
use domain::ids::ExtensionId;
use domain::refusal::Refusal;
use sqlx::PgPool;
use uuid::Uuid;

use crate::engagements::{Team, because, once};

const WHY: &str = "The data came a week late.";
const WEEK_MORE: (&str, &str, &str) = ("2026-12-23", "24", "");
const MORE_PAY: (&str, &str, &str) = ("2026-12-23", "24", "500");

async fn ask(team: &Team, cx: &Cx, (end, hours, fee): (&str, &str, &str)) -> Result<(), Failure> {
    let new = NewExtension::parse(end, hours, fee, WHY).unwrap();
    extensions::propose(cx, team.id, new, once()).await
}

async fn newest(team: &Team) -> ExtensionId {
    let id: Uuid = sqlx::query_scalar("select id from extensions order by id desc limit 1")
        .fetch_one(&team.world.backend.pool)
        .await
        .unwrap();
    id.into()
}

async fn unchanged(team: &Team) -> bool {
    let same = "engagements where end_on = '2026-12-18' and planned_minutes = 1200 and fee_cents = 44000";
    team.world.count(same).await == 1
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_the_other_side_accepts_takes_effect(pool: PgPool) {
    let team = Team::at_work(pool).await;
    ask(&team, &team.student().await, WEEK_MORE).await.unwrap();
    assert!(unchanged(&team).await);
    assert_eq!(team.world.count("mails where subject = 'Maya Reyes asks for an extension'").await, 1);
    let page = engagements::engagement_page(&team.student().await, team.id).await.unwrap();
    assert_eq!((page.extensions[0].offers.as_slice(), page.extendable), ([Command::Withdraw].as_slice(), None));
    let id = newest(&team).await;
    let own = extensions::act(&team.student().await, id, Order::Accept, once()).await;
    assert!(matches!(own, Err(Failure::Refused(Refusal::NotYours { .. }))), "{own:?}");
    assert_eq!(extensions::act(&team.host().await, id, Order::Accept, once()).await.unwrap(), Stage::InEffect);
    let extended = "engagements where end_on = '2026-12-23' and planned_minutes = 1440 and fee_cents = 44000
        and terms->>'end' = '2026-12-18'";
    assert_eq!(team.world.count(extended).await, 1);
    assert_eq!(team.world.count("payments where amount_cents = 44000").await, 1);
    assert_eq!(team.world.count("mails where subject like 'Extended: %'").await, 2);
    let steps = "events where subject = 'extension' and (command, party) in
        (('propose', 'student'), ('accept', 'host'), ('take_effect', 'system'))";
    assert_eq!(team.world.count(steps).await, 3);
    let agreement = backend::onboarding::agreement_page(&team.host().await, team.id).await.unwrap();
    assert_eq!(agreement.extended.len(), 1);
    // The agreement has an amendment under which the approvals of the extension stand.
    let text = &agreement.text;
    assert!(text.is_extension && text.number == 2 && text.body.contains("Wednesday 23 December"), "{}", text.body);
    let approved: Vec<_> = text.signatures.iter().map(|one| (one.side.as_str(), one.note.as_str())).collect();
    assert!(approved.contains(&("student", "asked for the extension")), "{approved:?}");
    assert!(approved.contains(&("host", "accepted the extension")), "{approved:?}");
    assert!(
        text.body.contains("Dee Ortiz: accepted the extension") && text.body.contains("The data came a week late.")
    );
    let first = agreement.versions.last().unwrap();
    assert!(first.number == 1 && first.signatures.len() == 3 && first.body.contains("Friday 18 December"));
    let page = engagements::engagement_page(&team.world.cx(&team.sam).await, team.id).await.unwrap();
    assert!(page.history.iter().any(|line| line.subject == "extension" && line.command == "take_effect"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn staff_decide_about_pay_and_the_payment_follows(pool: PgPool) {
    let team = Team::at_work(pool).await;
    ask(&team, &team.host().await, MORE_PAY).await.unwrap();
    let id = newest(&team).await;
    let sam = team.world.cx(&team.sam).await;
    assert!(extensions::act(&sam, id, Order::Approve, once()).await.is_err(), "the student has not answered");
    assert_eq!(extensions::act(&team.student().await, id, Order::Accept, once()).await.unwrap(), Stage::Agreed);
    assert!(unchanged(&team).await);
    assert_eq!(team.world.count("mails where subject like 'Decide an extension%'").await, 1);
    let home = backend::dashboards::staff_home(&sam).await.unwrap();
    assert_eq!(home.attention.iter().filter(|item| item.word == "Extension").count(), 1);
    let page = engagements::engagement_page(&sam, team.id).await.unwrap();
    assert_eq!(page.extensions[0].for_staff, ["The pay before tax would rise from $440 to $500."]);
    let by_host = extensions::act(&team.host().await, id, Order::Approve, once()).await;
    assert!(matches!(by_host, Err(Failure::Refused(Refusal::NotYours { .. }))), "{by_host:?}");
    extensions::act(&sam, id, Order::Approve, once()).await.unwrap();
    assert_eq!(team.world.count("engagements where fee_cents = 50000 and planned_minutes = 1440").await, 1);
    assert_eq!(team.world.count("payments where stage = 'encumbered' and amount_cents = 50000").await, 1);
    assert_eq!(team.world.count("events where subject = 'payment' and command = 'raise'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_no_changes_nothing_and_says_why(pool: PgPool) {
    let team = Team::at_work(pool).await;
    ask(&team, &team.student().await, WEEK_MORE).await.unwrap();
    let no = Order::Decline(because("The museum opens on the 19th."));
    extensions::act(&team.host().await, newest(&team).await, no, once()).await.unwrap();
    ask(&team, &team.student().await, MORE_PAY).await.unwrap();
    extensions::act(&team.host().await, newest(&team).await, Order::Accept, once()).await.unwrap();
    let no = Order::Refuse(because("The fund is empty."));
    extensions::act(&team.world.cx(&team.sam).await, newest(&team).await, no, once()).await.unwrap();
    ask(&team, &team.student().await, WEEK_MORE).await.unwrap();
    extensions::act(&team.student().await, newest(&team).await, Order::Withdraw, once()).await.unwrap();
    assert!(unchanged(&team).await);
    assert_eq!(team.world.count("extensions where stage = 'declined' and note like 'The museum%'").await, 1);
    assert_eq!(team.world.count("extensions where stage = 'refused' and note like 'The fund%'").await, 1);
    assert_eq!(team.world.count("mails where body_text like '%The fund is empty.%'").await, 2);
    let page = engagements::engagement_page(&team.student().await, team.id).await.unwrap();
    assert!(page.extendable.is_some() && page.extensions.len() == 3);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_rules_stand_beside_their_fields(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.log("19:30").await.unwrap();
    let cx = team.student().await;
    for (asked, field) in [
        (("2026-12-11", "", ""), "end"),
        (("", "19", "460"), "hours"),
        (("", "", "400"), "fee"),
        (("", "40", ""), "fee"),
    ] {
        let done = ask(&team, &cx, asked).await;
        let Err(Failure::Invalid(errors)) = done else { panic!("{asked:?}: {done:?}") };
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), [field], "{asked:?}");
    }
    let by_staff = ask(&team, &team.world.cx(&team.sam).await, WEEK_MORE).await;
    assert!(matches!(by_staff, Err(Failure::Refused(Refusal::Rule(_)))), "{by_staff:?}");
    assert_eq!(team.world.count("extensions").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn one_waits_at_a_time_and_a_form_sent_twice_acts_once(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let (maya, dee) = (team.student().await, team.host().await);
    let (first, second) = tokio::join!(ask(&team, &maya, WEEK_MORE), ask(&team, &dee, WEEK_MORE));
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert_eq!(team.world.count("extensions").await, 1);
    let (other, key) = (if first.is_ok() { &dee } else { &maya }, once());
    let id = newest(&team).await;
    let accept = || extensions::act(other, id, Order::Accept, key);
    let (first, second) = tokio::join!(accept(), accept());
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert!(matches!(accept().await, Err(Failure::AlreadyDone)));
    let again = extensions::act(other, id, Order::Accept, once()).await;
    assert!(matches!(again, Err(Failure::Refused(Refusal::NotNow { .. }))), "{again:?}");
    assert_eq!(team.world.count("events where subject = 'extension' and command = 'take_effect'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn it_lapses_after_three_days_or_when_the_work_ends(pool: PgPool) {
    let team = Team::at_work(pool).await;
    ask(&team, &team.student().await, WEEK_MORE).await.unwrap();
    team.world.wait_days(3);
    assert_eq!(extensions::run_timers(&team.world.system().await).await.unwrap(), 0, "the third day is not over");
    team.world.wait_days(1);
    assert_eq!(extensions::run_timers(&team.world.system().await).await.unwrap(), 1);
    assert_eq!(extensions::run_timers(&team.world.system().await).await.unwrap(), 0);
    assert_eq!(team.world.count("extensions where stage = 'lapsed'").await, 1);
    assert!(extensions::act(&team.host().await, newest(&team).await, Order::Accept, once()).await.is_err());
    ask(&team, &team.student().await, WEEK_MORE).await.unwrap();
    let end = domain::engagements::Order::Cancel(because("The data is gone."));
    engagements::act(&team.host().await, team.id, end, once()).await.unwrap();
    assert!(extensions::act(&team.host().await, newest(&team).await, Order::Accept, once()).await.is_err());
    assert_eq!(extensions::run_timers(&team.world.system().await).await.unwrap(), 1);
    assert!(unchanged(&team).await);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_extension_past_the_clearance_is_for_staff(pool: PgPool) {
    let team = Team::at_work(pool).await;
    sqlx::query("update engagements set work_authorization = 'cleared', authorized_until = '2026-12-20'")
        .execute(&team.world.backend.pool)
        .await
        .unwrap();
    team.world.with_role("Ola Bright", Role::Dso).await;
    ask(&team, &team.host().await, WEEK_MORE).await.unwrap();
    let id = newest(&team).await;
    assert_eq!(extensions::act(&team.student().await, id, Order::Accept, once()).await.unwrap(), Stage::Agreed);
    assert_eq!(team.world.count("mails where to_name = 'Ola Bright' and subject like 'Work authorization%'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_stranger_finds_nothing(pool: PgPool) {
    let team = Team::at_work(pool).await;
    ask(&team, &team.student().await, WEEK_MORE).await.unwrap();
    let (zoe, ana) = (team.world.student("Zoe Ahn").await, team.world.other_host_member("Ana Diaz").await);
    for person in [zoe, ana] {
        let cx = team.world.cx(&person).await;
        assert!(matches!(ask(&team, &cx, WEEK_MORE).await, Err(Failure::NotFound)));
        let done = extensions::act(&cx, newest(&team).await, Order::Accept, once()).await;
        assert!(matches!(done, Err(Failure::NotFound)), "{done:?}");
    }
}
