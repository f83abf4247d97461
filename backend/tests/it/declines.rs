//! A no to several applicants at once.

use backend::applications;
use backend::{Failure, Once};
use domain::applications::Stage;
use domain::refusal::Refusal;
use sqlx::PgPool;

use crate::applications::{applied, project};
use crate::support::World;

fn once() -> Once {
    Once(Some(backend::new_id()))
}

const FIRST: &str = "We chose somebody who has drawn such maps before.";
const SECOND: &str = "Your plan was clear; we chose somebody with more hours a week.";

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn each_gets_the_words_that_were_written_for_them(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, liam, noor) =
        (world.student("Maya Reyes").await, world.student("Liam Chen").await, world.student("Noor Haddad").await);
    let dee = world.cx(&world.host_member("Dee Ortiz").await).await;
    let project = project(&world, 1, 5).await;
    let (a, b, c) = (
        applied(&world, &maya, project).await,
        applied(&world, &liam, project).await,
        applied(&world, &noor, project).await,
    );
    let page = applications::declines_page(&dee, project).await.unwrap();
    assert_eq!((page.waiting.len(), page.about.must_haves), (3, vec!["Excel".to_owned()]));
    let given = [(b, SECOND.to_owned()), (a, FIRST.to_owned())];
    let key = once();
    applications::decline(&dee, project, &given, key).await.unwrap();
    assert!(matches!(applications::decline(&dee, project, &given, key).await, Err(Failure::AlreadyDone)));
    for (person, id, words) in [(&maya, a, FIRST), (&liam, b, SECOND)] {
        let seen = applications::application_page(&world.cx(person).await, id).await.unwrap();
        assert_eq!((seen.stage, seen.reason.as_str()), (Stage::NotSelected, words));
        let sent: i64 =
            sqlx::query_scalar("select count(*) from mails where to_email = $1 and body_text like '%' || $2 || '%'")
                .bind(format!("{}@example.test", person.name.to_lowercase().replace(' ', ".")))
                .bind(words)
                .fetch_one(&world.backend.pool)
                .await
                .unwrap();
        assert_eq!(sent, 1, "{words}");
    }
    assert_eq!(world.count("events where command = 'not_select' and party = 'host'").await, 2);
    let left = applications::declines_page(&dee, project).await.unwrap().waiting;
    assert_eq!(left.into_iter().map(|one| one.id).collect::<Vec<_>>(), [c]);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn all_are_answered_or_nobody(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, liam) = (world.student("Maya Reyes").await, world.student("Liam Chen").await);
    let (dee, stranger) = (world.host_member("Dee Ortiz").await, world.other_host_member("Ana Sol").await);
    let first = project(&world, 1, 5).await;
    let (a, b) = (applied(&world, &maya, first).await, applied(&world, &liam, first).await);
    let dee = world.cx(&dee).await;
    let both = [(a, FIRST.to_owned()), (b, SECOND.to_owned())];
    let short = [(a, FIRST.to_owned()), (b, "No".to_owned())];
    let Err(Failure::Invalid(errors)) = applications::decline(&dee, first, &short, once()).await else {
        panic!("short")
    };
    assert_eq!(errors.0.keys().collect::<Vec<_>>(), [&domain::applications::words_field(b)]);
    assert!(matches!(applications::decline(&dee, first, &[], once()).await, Err(Failure::Invalid(_))));
    for person in [&stranger, &world.student("Noor Haddad").await] {
        let refused = applications::decline(&world.cx(person).await, first, &both, once()).await;
        assert!(matches!(refused, Err(Failure::NotFound)), "{refused:?}");
    }
    let own = applications::decline(&world.cx(&maya).await, first, &both[..1], once()).await;
    assert!(matches!(own, Err(Failure::Refused(Refusal::NotYours { .. }))), "{own:?}");
    let other = project(&world, 1, 5).await;
    assert!(
        matches!(applications::decline(&dee, other, &both, once()).await, Err(Failure::NotFound)),
        "of this project"
    );

    applications::withdraw(&world.cx(&liam).await, b, once()).await.unwrap();
    let Err(Failure::Invalid(errors)) = applications::decline(&dee, first, &both, once()).await else { panic!("gone") };
    assert_eq!(errors.0.keys().collect::<Vec<_>>(), [&domain::applications::words_field(b)]);
    assert_eq!(world.count("events where command = 'not_select'").await, 0);

    let (one, two) = (both[..1].to_vec(), both[..1].to_vec());
    let (x, y) = tokio::join!(
        applications::decline(&dee, first, &one, once()),
        applications::decline(&dee, first, &two, once())
    );
    assert!(x.is_ok() != y.is_ok(), "{x:?} {y:?}");
    assert_eq!(world.count("mails where subject like 'An answer to your application%'").await, 1);
}
