//! What the reviewers of a host give an application, and who sees it when.

use std::collections::HashMap;

use backend::applications::{self, ApplicantsView};
use backend::rubrics::{self, SheetForm};
use backend::{Cx, Failure, Once};
use domain::actor::Role;
use domain::ids::{ApplicationId, ProjectId};
use domain::refusal::Refusal;
use domain::rubrics::Criterion;
use sqlx::PgPool;

use crate::applications::{applied, project};
use crate::support::World;

const NEVER: Once = Once(None);

fn once() -> Once {
    Once(Some(backend::new_id()))
}

/// The sheet of a reviewer of [`project`]: one must-have skill, one question.
fn sheet(skill: i32, question: i32, version: i32) -> SheetForm {
    let criteria = [Criterion::Skill("Excel".into()), Criterion::Question("How would you begin?".into())];
    let scores = criteria.iter().zip([skill, question]).map(|(one, score)| (one.mark(), score.to_string()));
    SheetForm { scores: scores.collect(), note: "Knows the dates.".into(), version }
}

async fn page(cx: &Cx, project: ProjectId, id: ApplicationId) -> ApplicantsView {
    applications::applicants_page(cx, project, Some(id)).await.expect("the page")
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn nobody_sees_the_scores_of_others_before_their_own_are_kept(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, dee, jo) =
        (world.student("Maya Reyes").await, world.host_member("Dee Ortiz").await, world.host_member("Jo Hall").await);
    let project = project(&world, 1, 5).await;
    let id = applied(&world, &maya, project).await;
    let (dee, jo) = (world.cx(&dee).await, world.cx(&jo).await);
    let before = page(&dee, project, id).await;
    assert_eq!((before.criteria.len(), before.applicants[0].summary.words()), (2, None));
    rubrics::score(&dee, id, &sheet(3, 4, 0), once()).await.unwrap();
    assert_eq!(world.count("events where subject = 'application' and command = 'score' and party = 'host'").await, 1);

    let unread = page(&jo, project, id).await;
    assert!(unread.reviews.own.is_none() && unread.reviews.others.is_empty(), "{:?}", unread.reviews);
    assert_eq!(unread.applicants[0].summary.words(), None, "neither in the list");
    rubrics::score(&jo, id, &sheet(2, 2, 0), once()).await.unwrap();
    let read = page(&jo, project, id).await;
    assert_eq!(read.applicants[0].summary.words().as_deref(), Some("5.5 of 8"));
    assert_eq!(read.reviews.others.len(), 1);
    assert_eq!(read.reviews.others[0].sheet.note, "", "a note is its writer's own");
    let staff = world.with_role("Samir Khan", Role::Staff).await;
    let seen = page(&world.cx(&staff).await, project, id).await;
    assert_eq!((seen.reviews.others.len(), seen.scores), (2, false));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn scores_are_of_the_host_and_whole(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, dee, stranger) = (
        world.student("Maya Reyes").await,
        world.host_member("Dee Ortiz").await,
        world.other_host_member("Ana Sol").await,
    );
    let staff = world.with_role("Samir Khan", Role::Staff).await;
    let project = project(&world, 1, 5).await;
    let id = applied(&world, &maya, project).await;
    for person in [&maya, &stranger] {
        let refused = rubrics::score(&world.cx(person).await, id, &sheet(3, 3, 0), once()).await;
        assert!(matches!(refused, Err(Failure::NotFound)), "{refused:?}");
    }
    let refused = rubrics::score(&world.cx(&staff).await, id, &sheet(3, 3, 0), once()).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::Rule(_)))), "{refused:?}");
    let dee = world.cx(&dee).await;
    let half = SheetForm { scores: HashMap::new(), ..sheet(3, 3, 0) };
    let Err(Failure::Invalid(errors)) = rubrics::score(&dee, id, &half, NEVER).await else { panic!("half a sheet") };
    assert_eq!(errors.0.len(), 2);
    assert_eq!(world.count("application_scores").await, 0);
    applications::not_select(&dee, id, "We chose somebody with more practice in maps.", once()).await.unwrap();
    let late = rubrics::score(&dee, id, &sheet(3, 3, 0), once()).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::Rule(_)))), "{late:?}");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_sheet_sent_twice_or_over_another_is_kept_once(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, dee) = (world.student("Maya Reyes").await, world.host_member("Dee Ortiz").await);
    let project = project(&world, 1, 5).await;
    let id = applied(&world, &maya, project).await;
    let dee = world.cx(&dee).await;
    let key = once();
    rubrics::score(&dee, id, &sheet(3, 4, 0), key).await.unwrap();
    assert!(matches!(rubrics::score(&dee, id, &sheet(3, 4, 0), key).await, Err(Failure::AlreadyDone)));
    let over = rubrics::score(&dee, id, &sheet(1, 1, 0), once()).await;
    assert!(matches!(over, Err(Failure::Refused(Refusal::Changed))), "{over:?}");
    let (left, right) = (sheet(4, 4, 1), sheet(2, 2, 1));
    let (a, b) = tokio::join!(rubrics::score(&dee, id, &left, once()), rubrics::score(&dee, id, &right, once()));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    let own = page(&dee, project, id).await.reviews.own.expect("a sheet");
    assert_eq!((own.version, own.sheet.note.as_str()), (2, "Knows the dates."));
    assert_eq!(world.count("events where command in ('score', 'score_again')").await, 2);
}
