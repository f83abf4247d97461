//! Talks before the decision.

use backend::{Cx, Failure, agenda, applications, interviews};
use domain::actor::{Person, Role};
use domain::agenda::Kind;
use domain::applications::Stage;
use domain::ids::ApplicationId;
use domain::interviews::Proposal;
use domain::refusal::Refusal;
use domain::reviews::Side;
use domain::time::{Instant, plus_hours};
use sqlx::PgPool;

use crate::applications::{applied, project};
use crate::engagements::{because, once};
use crate::support::World;

struct Room {
    world: World,
    maya: Person,
    dee: Person,
    id: ApplicationId,
}

impl Room {
    async fn new(pool: PgPool) -> Self {
        let world = World::new(pool).await;
        let (maya, dee) = (world.student("Maya Reyes").await, world.host_member("Dee Ortiz").await);
        let project = project(&world, 1, 5).await;
        let id = applied(&world, &maya, project).await;
        Self { world, maya, dee, id }
    }

    async fn student(&self) -> Cx {
        self.world.cx(&self.maya).await
    }

    async fn host(&self) -> Cx {
        self.world.cx(&self.dee).await
    }

    fn in_hours(&self, hours: i64) -> Instant {
        plus_hours(self.world.now(), hours)
    }

    fn times(&self, hours: &[i64]) -> Proposal {
        Proposal {
            times: hours.iter().map(|hours| self.in_hours(*hours)).collect(),
            minutes: 20,
            place: "https://meet.example/vidal".to_owned(),
        }
    }

    async fn kinds(&self, cx: &Cx, side: Side) -> Vec<Kind> {
        agenda::ahead(cx, side).await.unwrap().items.iter().map(|item| item.kind).collect()
    }

    async fn mails(&self, subject: &'static str) -> i64 {
        sqlx::query_scalar("select count(*) from mails where subject like $1 || '%'")
            .bind(subject)
            .fetch_one(&self.world.backend.pool)
            .await
            .unwrap()
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_host_offers_times_and_the_student_picks_one(pool: PgPool) {
    let room = Room::new(pool).await;
    interviews::propose(&room.host().await, room.id, &room.times(&[30, 48, 72]), once()).await.unwrap();
    let view = applications::application_page(&room.student().await, room.id).await.unwrap();
    assert_eq!(view.stage, Stage::Interview);
    assert_eq!(view.interview.map(|talk| talk.proposal.times.len()), Some(3));
    assert!(room.kinds(&room.student().await, Side::Student).await.contains(&Kind::PickTime));
    let picked = room.in_hours(48);
    let key = once();
    interviews::pick(&room.student().await, room.id, picked, key).await.unwrap();
    assert!(matches!(interviews::pick(&room.student().await, room.id, picked, key).await, Err(Failure::AlreadyDone)));
    for (cx, side) in [(room.student().await, Side::Student), (room.host().await, Side::Host)] {
        assert!(room.kinds(&cx, side).await.contains(&Kind::Interview), "{side:?}");
    }
    assert_eq!((room.mails("Pick a time to talk").await, room.mails("You talk on").await), (1, 2));
    let again = interviews::pick(&room.student().await, room.id, room.in_hours(72), once()).await;
    assert!(matches!(again, Err(Failure::Refused(Refusal::Rule(_)))), "{again:?}");
    applications::offer(&room.host().await, room.id, once()).await.unwrap();
    assert!(!room.kinds(&room.host().await, Side::Host).await.contains(&Kind::Interview), "it is decided");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn when_none_fits_the_host_offers_others(pool: PgPool) {
    let room = Room::new(pool).await;
    interviews::propose(&room.host().await, room.id, &room.times(&[30]), once()).await.unwrap();
    interviews::none_fits(&room.student().await, room.id, &because("I have classes until five."), once())
        .await
        .unwrap();
    let seen = applications::application_page(&room.host().await, room.id).await.unwrap();
    assert_eq!(seen.interview.map(|talk| talk.none_fits), Some("I have classes until five.".to_owned()));
    let twice = interviews::none_fits(&room.student().await, room.id, &because("Still not."), once()).await;
    assert!(matches!(twice, Err(Failure::Refused(Refusal::Rule(_)))), "{twice:?}");
    interviews::propose(&room.host().await, room.id, &room.times(&[50]), once()).await.unwrap();
    let old = interviews::pick(&room.student().await, room.id, room.in_hours(30), once()).await;
    assert!(matches!(old, Err(Failure::Refused(Refusal::Rule(_)))), "{old:?}");
    interviews::pick(&room.student().await, room.id, room.in_hours(50), once()).await.unwrap();
    assert_eq!(room.mails("Pick a time to talk").await, 2);
    assert_eq!(room.world.count("events where command = 'offer_times'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn of_two_answers_at_once_one_counts(pool: PgPool) {
    let room = Room::new(pool).await;
    interviews::propose(&room.host().await, room.id, &room.times(&[30, 48]), once()).await.unwrap();
    let (one, two) = (room.student().await, room.student().await);
    let (first, second) = (room.in_hours(30), room.in_hours(48));
    let (a, b) =
        tokio::join!(interviews::pick(&one, room.id, first, once()), interviews::pick(&two, room.id, second, once()));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert_eq!(room.mails("You talk on").await, 2);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn it_concerns_its_student_and_its_host_alone(pool: PgPool) {
    let room = Room::new(pool).await;
    let student = room.student().await;
    let own = interviews::propose(&student, room.id, &room.times(&[30]), once()).await;
    assert!(matches!(own, Err(Failure::Refused(Refusal::NotYours { .. }))), "{own:?}");
    let (zoe, ana) = (room.world.student("Zoe Ahn").await, room.world.other_host_member("Ana Diaz").await);
    for person in [&zoe, &ana] {
        let cx = room.world.cx(person).await;
        let proposed = interviews::propose(&cx, room.id, &room.times(&[30]), once()).await;
        assert!(matches!(proposed, Err(Failure::NotFound)), "{proposed:?}");
    }
    interviews::propose(&room.host().await, room.id, &room.times(&[30]), once()).await.unwrap();
    let staff = room.world.with_role("Sam Lin", Role::Staff).await;
    for person in [&zoe, &ana, &room.dee, &staff] {
        let cx = room.world.cx(person).await;
        let picked = interviews::pick(&cx, room.id, room.in_hours(30), once()).await;
        let refused = interviews::none_fits(&cx, room.id, &because("Not mine."), once()).await;
        assert!(
            matches!((&picked, &refused), (Err(Failure::NotFound), Err(Failure::NotFound))),
            "{picked:?} {refused:?}"
        );
    }
    assert!(!room.kinds(&room.world.cx(&ana).await, Side::Host).await.contains(&Kind::Interview));
}
