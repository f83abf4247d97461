//! Reviews are blind until both are in or the window has closed.

use backend::{Failure, reviews};
use domain::event::Reason;
use domain::machine::Word as _;
use domain::refusal::Refusal;
use domain::reviews::{FlagCommand, ReviewForm, Side, Text, items};
use sqlx::PgPool;

use crate::engagements::{Team, once};

/// A review of either side, for a project that names every competency or none.
pub fn review(strengths: &str) -> ReviewForm {
    let named = ["Career and self-development", "Critical thinking", "Equity and inclusion", "Leadership"];
    let more = ["Professionalism", "Teamwork", "Technology"];
    let named: Vec<String> = named.iter().chain(&more).map(|word| (*word).to_owned()).collect();
    let all = Side::ALL.iter().flat_map(|side| items(*side, &named));
    ReviewForm {
        ratings: all.map(|item| (item.key.to_owned(), "4".to_owned())).collect(),
        strengths: strengths.to_owned(),
        would_work_again: "yes".to_owned(),
        ..ReviewForm::default()
    }
}

const WORDS: &str = "Answered within the hour, always.";

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn neither_side_reads_the_other_before_both_are_in(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let early = reviews::submit(&team.student().await, team.id, &review(WORDS), once()).await;
    assert!(matches!(early, Err(Failure::Refused(Refusal::Rule(_)))), "{early:?}");
    team.accept().await;
    let noted = ReviewForm { note: "Only for staff".to_owned(), ..review(WORDS) };
    reviews::submit(&team.student().await, team.id, &noted, once()).await.unwrap();
    let written = async |cx| reviews::review_page(&cx, team.id).await.unwrap().written;
    assert_eq!(written(team.student().await).await.len(), 1);
    assert!(written(team.host().await).await.is_empty(), "the host reads nothing yet");
    assert_eq!(written(team.world.cx(&team.sam).await).await[0].note, "Only for staff");
    assert!(written(team.world.cx(&team.fay).await).await.is_empty());
    let twice = reviews::submit(&team.student().await, team.id, &review(WORDS), once()).await;
    assert!(matches!(twice, Err(Failure::Refused(_))), "{twice:?}");
    team.settle().await;
    assert_eq!(team.stage().await, "paid");
    reviews::submit(&team.host().await, team.id, &review(WORDS), once()).await.unwrap();
    let read = written(team.host().await).await;
    assert_eq!(read.len(), 2);
    assert!(read.iter().all(|one| one.note.is_empty()), "the note stays with staff and its author");
    assert_eq!(team.stage().await, "completed");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn both_at_once_reveal_each_other(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.accept().await;
    let (maya, dee) = (team.student().await, team.host().await);
    let words = review(WORDS);
    let (first, second) =
        tokio::join!(reviews::submit(&maya, team.id, &words, once()), reviews::submit(&dee, team.id, &words, once()),);
    first.unwrap();
    second.unwrap();
    assert_eq!(team.world.count("reviews where stage = 'revealed'").await, 2);
    assert_eq!(team.world.count("events where subject = 'review' and command = 'reveal'").await, 2);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_closed_window_shows_what_is_in(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.accept().await;
    reviews::submit(&team.host().await, team.id, &review(WORDS), once()).await.unwrap();
    team.world.wait_days(15);
    let late = reviews::submit(&team.student().await, team.id, &review(WORDS), once()).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::Rule(_)))), "{late:?}");
    for _ in 0..2 {
        backend::engagements::run_timers(&team.world.system().await).await.unwrap();
    }
    assert_eq!(team.world.count("reviews where stage = 'revealed'").await, 1);
    assert_eq!(team.world.count("reviews where stage = 'lapsed'").await, 1);
    let page = reviews::review_page(&team.student().await, team.id).await.unwrap();
    assert_eq!(page.written.iter().map(|one| one.side).collect::<Vec<_>>(), [Side::Host]);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_review_is_changed_until_it_is_read_and_its_versions_are_kept(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.accept().await;
    reviews::submit(&team.host().await, team.id, &review(WORDS), once()).await.unwrap();
    let version = written(&team.host().await, &team).await[0].version;
    let better = review("She asked who would read it before she drew it.");
    let key = once();
    for _ in 0..2 {
        let done = reviews::revise(&team.host().await, team.id, &better, version, key).await;
        assert!(matches!(done, Ok(()) | Err(Failure::AlreadyDone)), "{done:?}");
    }
    assert_eq!(team.world.count("review_versions").await, 1);
    assert_eq!(team.world.count("events where subject = 'review' and command = 'revise'").await, 1);
    let stale = reviews::revise(&team.host().await, team.id, &review(WORDS), version, once()).await;
    assert!(matches!(stale, Err(Failure::Refused(Refusal::Changed))), "{stale:?}");
    for cx in [team.host().await, team.world.cx(&team.sam).await] {
        let read = written(&cx, &team).await;
        assert_eq!(
            (read[0].strengths.as_str(), read[0].earlier[0].strengths.as_str()),
            (better.strengths.as_str(), WORDS)
        );
    }
    assert!(written(&team.student().await, &team).await.is_empty(), "the student reads neither version");
    let foreign = reviews::revise(&team.student().await, team.id, &better, version, once()).await;
    assert!(matches!(foreign, Err(Failure::Refused(_))), "{foreign:?}");
    reviews::submit(&team.student().await, team.id, &review(WORDS), once()).await.unwrap();
    let read = written(&team.student().await, &team).await;
    let of_host = read.iter().find(|one| one.side == Side::Host).unwrap();
    assert_eq!((of_host.strengths.as_str(), of_host.earlier.len()), (better.strengths.as_str(), 0));
    let late = reviews::revise(&team.host().await, team.id, &better, of_host.version, once()).await;
    assert!(matches!(late, Err(Failure::Refused(_))), "{late:?}");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn two_changes_at_once_keep_one_and_tell_the_other(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.accept().await;
    reviews::submit(&team.host().await, team.id, &review(WORDS), once()).await.unwrap();
    let version = written(&team.host().await, &team).await[0].version;
    let (one, other) = (team.host().await, team.host().await);
    let (first, second) = (review("The first of two changes at once."), review("The second of two changes at once."));
    let (first, second) = tokio::join!(
        reviews::revise(&one, team.id, &first, version, once()),
        reviews::revise(&other, team.id, &second, version, once()),
    );
    assert_eq!([&first, &second].iter().filter(|done| done.is_ok()).count(), 1, "{first:?} {second:?}");
    assert_eq!(team.world.count("review_versions").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_the_project_named_is_rated_and_old_reviews_keep_their_stars(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.accept().await;
    sqlx::query("update projects set draft = jsonb_set(draft, '{competencies}', '[\"Teamwork\"]')")
        .execute(&team.world.backend.pool)
        .await
        .unwrap();
    let page = reviews::review_page(&team.host().await, team.id).await.unwrap();
    assert_eq!(page.items.last().map(|item| item.key), Some("teamwork"));
    let mut form = review(WORDS);
    form.ratings.remove("teamwork");
    let missing = reviews::submit(&team.host().await, team.id, &form, once()).await;
    assert!(matches!(&missing, Err(Failure::Invalid(errors)) if errors.0.contains_key("teamwork")), "{missing:?}");
    reviews::submit(&team.host().await, team.id, &review(WORDS), once()).await.unwrap();
    assert_eq!(written(&team.host().await, &team).await[0].ratings.len(), 5);
    sqlx::query("update reviews set levels = null, ratings = '[5, 4, 3, 1]', stage = 'revealed' where side = 'host'")
        .execute(&team.world.backend.pool)
        .await
        .unwrap();
    let old = written(&team.student().await, &team).await;
    let words: Vec<_> = old[0].ratings.iter().map(|one| (one.label.as_str(), one.word.as_str())).collect();
    assert_eq!(words[0], ("Quality of the work", "Beyond"));
    assert_eq!((words.len(), words[3]), (4, ("Initiative", "Not yet")));
    let shown = backend::portfolios::portfolio(&team.student().await).await.unwrap();
    assert_eq!(shown.entries[0].work.review.as_ref().unwrap().quality, Some((5, 5)));
}

async fn written(cx: &backend::Cx, team: &Team) -> Vec<reviews::WrittenReview> {
    reviews::review_page(cx, team.id).await.unwrap().written
}

const ABUSE: &str = "A lazy person, as all of them from there are.";

/// Both reviews are read; that of the host is abusive.
async fn revealed(pool: PgPool) -> Team {
    let team = Team::at_work(pool).await;
    team.accept().await;
    reviews::submit(&team.student().await, team.id, &review(WORDS), once()).await.unwrap();
    reviews::submit(&team.host().await, team.id, &review(ABUSE), once()).await.unwrap();
    team
}

fn because(words: &str) -> Reason {
    Reason::parse(words).unwrap()
}

async fn flag_id(team: &Team) -> domain::ids::FlagId {
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from review_flags").fetch_one(&team.world.backend.pool).await.unwrap();
    id.into()
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn each_side_answers_once_after_the_reveal(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.accept().await;
    reviews::submit(&team.host().await, team.id, &review(WORDS), once()).await.unwrap();
    let answer = "Thank you, I learned it from you.";
    let early = reviews::reply(&team.student().await, team.id, answer, once()).await;
    assert!(matches!(early, Err(Failure::Refused(Refusal::Rule(_)))), "{early:?}");
    reviews::submit(&team.student().await, team.id, &review(WORDS), once()).await.unwrap();
    let page = reviews::review_page(&team.student().await, team.id).await.unwrap();
    let can = |side| page.written.iter().find(|one| one.side == side).unwrap().can_answer;
    assert!(can(Side::Host) && !can(Side::Student));
    let short = reviews::reply(&team.student().await, team.id, "No.", once()).await;
    assert!(matches!(&short, Err(Failure::Invalid(errors)) if errors.0.contains_key("answer")), "{short:?}");
    let key = once();
    reviews::reply(&team.student().await, team.id, answer, key).await.unwrap();
    let again = reviews::reply(&team.student().await, team.id, answer, key).await;
    assert!(matches!(again, Err(Failure::AlreadyDone)), "{again:?}");
    let second = reviews::reply(&team.student().await, team.id, "And one more thing.", once()).await;
    assert!(matches!(second, Err(Failure::Refused(Refusal::Rule(_)))), "{second:?}");
    for cx in [team.student().await, team.host().await, team.world.cx(&team.sam).await] {
        let read = written(&cx, &team).await;
        let of_host = read.iter().find(|one| one.side == Side::Host).unwrap();
        assert_eq!(of_host.answer.as_ref().unwrap().body, answer);
    }
    let staff = reviews::reply(&team.world.cx(&team.sam).await, team.id, answer, once()).await;
    assert!(staff.is_err(), "staff are no side");
    assert_eq!(team.world.count("events where subject = 'review' and command = 'reply'").await, 1);
    assert_eq!(team.world.count("mails where subject like '%answered your review'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn hidden_words_appear_nowhere(pool: PgPool) {
    let team = revealed(pool).await;
    backend::portfolios::permit(&team.host().await, team.id, domain::portfolios::Scope::WorkAndQuote, once())
        .await
        .unwrap();
    let quoted = backend::portfolios::preview(&team.student().await).await.unwrap();
    assert!(format!("{quoted:?}").contains("A lazy person"));
    let own = reviews::flag(&team.host().await, team.id, Text::Reply, &because("Not nice"), once()).await;
    assert!(matches!(own, Err(Failure::NotFound)), "there is no answer: {own:?}");
    let why = because("It speaks of where I come from.");
    reviews::flag(&team.student().await, team.id, Text::Review, &why, once()).await.unwrap();
    let twice = reviews::flag(&team.student().await, team.id, Text::Review, &why, once()).await;
    assert!(matches!(twice, Err(Failure::Refused(_))), "{twice:?}");
    let desk = reviews::flags(&team.world.cx(&team.sam).await).await.unwrap();
    assert_eq!((desk.len(), desk[0].words[0].as_str(), desk[0].offers.len()), (1, ABUSE, 2));
    assert!(reviews::flags(&team.host().await).await.is_err());
    let id = flag_id(&team).await;
    for cx in [team.student().await, team.host().await, team.world.cx(&team.fay).await] {
        let foreign = reviews::decide_flag(&cx, id, FlagCommand::Hide, because("So be it"), once()).await;
        assert!(matches!(foreign, Err(Failure::NotFound)), "{foreign:?}");
    }
    let (one, other) = (team.world.cx(&team.sam).await, team.world.cx(&team.sam).await);
    let (first, second) = tokio::join!(
        reviews::decide_flag(&one, id, FlagCommand::Hide, because("It is about an origin."), once()),
        reviews::decide_flag(&other, id, FlagCommand::Hide, because("It is about an origin."), once()),
    );
    assert_eq!([&first, &second].iter().filter(|done| done.is_ok()).count(), 1, "{first:?} {second:?}");
    for cx in [team.student().await, team.host().await, team.world.cx(&team.sam).await] {
        let page = reviews::review_page(&cx, team.id).await.unwrap();
        assert!(!format!("{page:?}").contains("A lazy person"), "{page:?}");
        assert!(format!("{page:?}").contains("It is about an origin."));
    }
    let shown = backend::portfolios::preview(&team.student().await).await.unwrap();
    let own = backend::portfolios::portfolio(&team.student().await).await.unwrap();
    assert!(!format!("{shown:?} {own:?}").contains("A lazy person"));
    assert_eq!(team.world.count("events where subject = 'review_flag'").await, 2);
    assert_eq!(team.world.count("mails where subject like 'Staff decided about%'").await, 2);
    assert!(reviews::flags(&team.world.cx(&team.sam).await).await.unwrap().is_empty());
    let late = reviews::reply(&team.student().await, team.id, "What a thing to say.", once()).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::Rule(_)))), "{late:?}");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_staff_keep_stands_and_an_answer_is_hidden_alone(pool: PgPool) {
    let team = revealed(pool).await;
    reviews::reply(&team.student().await, team.id, "You are what you call me.", once()).await.unwrap();
    reviews::flag(&team.host().await, team.id, Text::Reply, &because("An insult"), once()).await.unwrap();
    let id = flag_id(&team).await;
    let staff = team.world.cx(&team.sam).await;
    reviews::decide_flag(&staff, id, FlagCommand::Hide, because("It is no answer."), once()).await.unwrap();
    let read = format!("{:?}", written(&team.host().await, &team).await);
    assert!(!read.contains("You are what you call me") && read.contains(ABUSE), "{read}");
    sqlx::query("delete from review_flags").execute(&team.world.backend.pool).await.unwrap();
    reviews::flag(&team.host().await, team.id, Text::Review, &because("Unfair"), once()).await.unwrap();
    let id = flag_id(&team).await;
    reviews::decide_flag(&staff, id, FlagCommand::Keep, because("It is about the work."), once()).await.unwrap();
    let read = written(&team.host().await, &team).await;
    assert!(read.iter().any(|one| one.strengths == WORDS && one.hidden.is_none() && one.can_flag.is_empty()));
}
