//! Portfolios: permission, the public link, order, lines.

use backend::portfolios::{
    self, arrange, ask, permit, portfolio, preview, public_portfolio, renew_link, reset_line, save_about, save_line,
    stop_link,
};
use backend::{Failure, reviews};
use domain::actor::Role;
use domain::portfolios::{About, Arrange, Scope};
use domain::refusal::Refusal;
use sqlx::PgPool;

use crate::engagements::{Team, once};
use crate::reviews::review;

async fn finished(pool: PgPool) -> Team {
    let team = Team::at_work(pool).await;
    team.accept().await;
    team
}

async fn both_review(team: &Team) {
    for cx in [team.student().await, team.host().await] {
        reviews::submit(&cx, team.id, &review("Clear questions, and a map that my board used."), once()).await.unwrap();
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn work_comes_by_itself_when_it_is_accepted(pool: PgPool) {
    let team = Team::at_work(pool).await;
    assert!(portfolio(&team.student().await).await.unwrap().entries.is_empty());
    let early = permit(&team.host().await, team.id, Scope::Work, once()).await;
    assert!(matches!(early, Err(Failure::Refused(Refusal::Rule(_)))), "{early:?}");
    sqlx::query("update projects set skills = '{Excel,Writing}'").execute(&team.world.backend.pool).await.unwrap();
    team.accept().await;
    let view = portfolio(&team.student().await).await.unwrap();
    assert_eq!((view.entries.len(), view.link, view.version), (1, None, 0));
    let entry = &view.entries[0];
    assert!(entry.may_ask && entry.decided.is_none() && entry.work.review.is_none());
    assert_eq!(entry.work.scope, Scope::Nothing);
    assert!(!entry.work.lines().is_empty() && !view.skills.is_empty());
    let shown = preview(&team.student().await).await.unwrap();
    assert!(shown.works[0].told.is_none());
    assert!(!format!("{shown:?}").contains("Harbor"));
    for stranger in [&team.dee, &team.sam] {
        assert!(matches!(portfolio(&team.world.cx(stranger).await).await, Err(Failure::NotFound)));
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn only_the_host_allows_and_takes_back(pool: PgPool) {
    let team = finished(pool).await;
    both_review(&team).await;
    let stranger = team.world.other_host_member("Olga Stranger").await;
    let other = team.world.student("Theo Marsh").await;
    for nobody in [&stranger, &other] {
        let refused = permit(&team.world.cx(nobody).await, team.id, Scope::Work, once()).await;
        assert!(matches!(refused, Err(Failure::NotFound)), "{refused:?}");
    }
    for party in [&team.maya, &team.sam] {
        let refused = permit(&team.world.cx(party).await, team.id, Scope::Work, once()).await;
        assert!(matches!(refused, Err(Failure::Refused(Refusal::Rule(_)))), "{refused:?}");
    }
    let told = async || preview(&team.student().await).await.unwrap().works.remove(0).told;
    permit(&team.host().await, team.id, Scope::Work, once()).await.unwrap();
    let work = told().await.unwrap();
    assert!(work.quote.is_none() && work.host == "Harbor Street Pantry");
    permit(&team.host().await, team.id, Scope::WorkAndQuote, once()).await.unwrap();
    assert!(told().await.unwrap().quote.unwrap().words.starts_with("Clear questions"));
    arrange(&team.student().await, team.id, Arrange::Unquote, once()).await.unwrap();
    assert!(told().await.unwrap().quote.is_none(), "the student does not want it");
    arrange(&team.student().await, team.id, Arrange::Quote, once()).await.unwrap();
    permit(&team.host().await, team.id, Scope::Nothing, once()).await.unwrap();
    assert!(told().await.is_none());
    for command in ["allow_showing", "allow_showing_with_quote", "take_back_showing"] {
        let sql = format!("select count(*) from events where command = '{command}' and party = 'host'");
        let count: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&team.world.backend.pool).await.unwrap();
        assert_eq!(count, 1, "{command}");
    }
    assert_eq!(team.world.count("mails where subject like '%took its permission back'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_review_that_is_not_revealed_is_never_quoted(pool: PgPool) {
    let team = finished(pool).await;
    let words = review("Clear questions, and a map that my board used.");
    reviews::submit(&team.host().await, team.id, &words, once()).await.unwrap();
    permit(&team.host().await, team.id, Scope::WorkAndQuote, once()).await.unwrap();
    let shown = preview(&team.student().await).await.unwrap();
    assert!(shown.works[0].told.as_ref().unwrap().quote.is_none());
    assert!(!format!("{shown:?}").contains("Clear questions"));
    assert!(portfolio(&team.student().await).await.unwrap().entries[0].work.review.is_none());
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn sent_twice_acts_once_and_the_same_answer_is_no_news(pool: PgPool) {
    let team = finished(pool).await;
    let key = once();
    permit(&team.host().await, team.id, Scope::Work, key).await.unwrap();
    let again = permit(&team.host().await, team.id, Scope::Work, key).await;
    assert!(matches!(again, Err(Failure::AlreadyDone)), "{again:?}");
    permit(&team.host().await, team.id, Scope::Work, once()).await.unwrap();
    assert_eq!(team.world.count("events where command = 'allow_showing'").await, 1);
    let key = once();
    let (maya, same) = (team.student().await, team.student().await);
    let (one, two) = tokio::join!(
        save_line(&maya, team.id, 0, "Compiled it in my own words", key),
        save_line(&same, team.id, 0, "Compiled it in my own words", key)
    );
    assert!(one.is_ok() != two.is_ok());
    assert_eq!(team.world.count("events where command = 'edit_resume_line'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_student_asks_once_a_week(pool: PgPool) {
    let team = finished(pool).await;
    let outsider = team.world.student("Theo Marsh").await;
    assert!(matches!(ask(&team.world.cx(&outsider).await, team.id, once()).await, Err(Failure::NotFound)));
    let host = ask(&team.host().await, team.id, once()).await;
    assert!(matches!(host, Err(Failure::Refused(_))), "{host:?}");
    ask(&team.student().await, team.id, once()).await.unwrap();
    assert_eq!(team.world.count("mails where subject = 'Maya Reyes asks to show the work'").await, 1);
    let soon = ask(&team.student().await, team.id, once()).await;
    assert!(matches!(soon, Err(Failure::Refused(Refusal::Rule(_)))), "{soon:?}");
    assert!(!portfolio(&team.student().await).await.unwrap().entries[0].may_ask);
    team.world.wait_days(8);
    ask(&team.student().await, team.id, once()).await.unwrap();
    permit(&team.host().await, team.id, Scope::Work, once()).await.unwrap();
    team.world.wait_days(8);
    let allowed = ask(&team.student().await, team.id, once()).await;
    assert!(matches!(allowed, Err(Failure::Refused(Refusal::Rule(_)))), "{allowed:?}");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_link_is_renewed_and_switched_off(pool: PgPool) {
    let team = finished(pool).await;
    let visit = team.world.backend.visit(None).await.unwrap();
    let first = renew_link(&team.student().await, once()).await.unwrap();
    assert_eq!(public_portfolio(&visit, &first).await.unwrap().name, "Maya Reyes");
    let second = renew_link(&team.student().await, once()).await.unwrap();
    assert!(matches!(public_portfolio(&visit, &first).await, Err(Failure::NotFound)));
    assert!(public_portfolio(&visit, &second).await.is_ok());
    assert_eq!(team.world.count("portfolios where length(token_hash) = 32").await, 1);
    for odd in ["", "\0", &"A".repeat(43), &format!("{second} "), &second[..42]] {
        assert!(matches!(public_portfolio(&visit, odd).await, Err(Failure::NotFound)), "{odd:?}");
    }
    assert!(matches!(renew_link(&team.host().await, once()).await, Err(Failure::NotFound)));
    stop_link(&team.student().await, once()).await.unwrap();
    stop_link(&team.student().await, once()).await.unwrap();
    assert!(matches!(public_portfolio(&visit, &second).await, Err(Failure::NotFound)));
    assert_eq!(team.world.count("events where command = 'stop_portfolio_link'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn own_words_are_kept_and_reset(pool: PgPool) {
    let team = finished(pool).await;
    let cx = team.student().await;
    let about = About::parse("Numbers and people", "I ask early.").unwrap();
    save_about(&cx, about.clone(), 0, once()).await.unwrap();
    let stale = save_about(&cx, About::default(), 0, once()).await;
    assert!(matches!(stale, Err(Failure::Refused(Refusal::Changed))), "{stale:?}");
    assert_eq!(portfolio(&cx).await.unwrap().about, about);
    let lines = async || portfolio(&cx).await.unwrap().entries[0].work.lines();
    let made = lines().await;
    save_line(&cx, team.id, 0, "Drew a map that my host hangs on the wall", once()).await.unwrap();
    assert!(lines().await[0].own);
    assert!(portfolios::sheet(&cx).await.unwrap().text().contains("\n- Drew a map"));
    let nowhere = save_line(&cx, team.id, 40, "Drew a map that nobody asked for", once()).await;
    assert!(matches!(nowhere, Err(Failure::NotFound)), "{nowhere:?}");
    let short = save_line(&cx, team.id, 0, "map", once()).await;
    assert!(matches!(short, Err(Failure::Invalid(_))), "{short:?}");
    reset_line(&cx, team.id, 0, once()).await.unwrap();
    assert_eq!(lines().await, made);
    let other = team.world.student("Theo Marsh").await;
    let theirs = team.world.cx(&other).await;
    for refused in [
        save_line(&theirs, team.id, 0, "Somebody else wrote this line", once()).await,
        reset_line(&theirs, team.id, 0, once()).await,
        arrange(&theirs, team.id, Arrange::Hide, once()).await,
    ] {
        assert!(matches!(refused, Err(Failure::NotFound)), "{refused:?}");
    }
    arrange(&cx, team.id, Arrange::Hide, once()).await.unwrap();
    assert!(preview(&cx).await.unwrap().works.is_empty());
    let staff = team.world.with_role("Una Staff", Role::Staff).await;
    assert!(matches!(save_about(&team.world.cx(&staff).await, about, 0, once()).await, Err(Failure::NotFound)));
}
