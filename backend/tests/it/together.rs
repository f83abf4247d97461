//! Several people at one draft: saves that merge or clash, comments that are answered, and what is settled by them.

use std::collections::BTreeSet;

use backend::projects::{self, Beginning, Decision, Edit, Saved, Sent};
use backend::{Cx, Failure, Once};
use domain::actor::Role;
use domain::event::Reason;
use domain::ids::ProjectId;
use domain::projects::Step;
use domain::projects::form::{self, Against, Base};
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::World;

const NEVER: Once = Once(None);

fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A screen as somebody has it open.
struct Open {
    screen: Step,
    page: Option<Uuid>,
    base: Base,
    shown: Vec<(String, String)>,
}

impl Open {
    async fn new(cx: &Cx, id: ProjectId, screen: Step) -> Self {
        let wizard = projects::wizard(cx, id).await.expect("the wizard");
        let mut values = form::values(screen, &wizard.draft);
        values.extend(wizard.comments.iter().map(|comment| (comment.answer_name(), comment.answer.clone())));
        Self {
            screen,
            page: Some(backend::new_id()),
            base: Base::of(&values, cx.at()),
            shown: values.into_iter().collect(),
        }
    }

    /// Types into it and sends it.
    async fn save(&self, cx: &Cx, id: ProjectId, typed: &[(&str, &str)]) -> Saved {
        self.save_taking(cx, id, typed, &[]).await
    }

    async fn save_taking(&self, cx: &Cx, id: ProjectId, typed: &[(&str, &str)], take: &[&str]) -> Saved {
        let mut form = self.shown.clone();
        form.retain(|(name, _)| !typed.iter().any(|(new, _)| new == name));
        form.extend(fields(typed));
        let take: BTreeSet<String> = take.iter().map(|about| (*about).to_owned()).collect();
        let sent =
            Sent { version: 0, screen: self.screen, page: self.page, base: self.base.clone(), fields: &form, take };
        projects::save_form(cx, id, &sent, NEVER).await.expect("an answer")
    }
}

async fn two_editors(world: &World) -> (Cx, Cx, ProjectId) {
    let (tomas, jonah) = (world.host_member("Tomas Vidal").await, world.host_member("Jonah Reyes").await);
    let (one, other) = (world.cx(&tomas).await, world.cx(&jonah).await);
    let from = Beginning::Template("donor_analysis".to_owned());
    let id = projects::start_draft(&one, world.host, &from, NEVER).await.expect("a draft");
    (one, other, id)
}

fn name(edit: Option<&Edit>) -> &str {
    edit.map_or("", |edit| edit.name.as_str())
}

/// Whoever goes back to a page and types on is not asked to choose between two answers of their own; what somebody else
/// wrote meanwhile is asked about all the same.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_page_come_back_to_does_not_clash_with_itself(pool: PgPool) {
    let world = World::new(pool).await;
    let (one, other, id) = two_editors(&world).await;
    let page = Open::new(&one, id, Step::Outcome).await;
    for problem in ["Nobody knows who gives.", "Nobody knows who gives, and why."] {
        let saved = page.save(&one, id, &[("problem", problem)]).await;
        assert!(saved.clashes.is_empty(), "{:?}", saved.clashes);
        assert_eq!(projects::wizard(&one, id).await.unwrap().draft.problem, problem);
    }
    // The page as it was drawn at first, with another field typed: it does not bring back the old answer.
    assert!(page.save(&one, id, &[("title", "Find out who gives and why")]).await.clashes.is_empty());
    assert_eq!(projects::wizard(&one, id).await.unwrap().draft.problem, "Nobody knows who gives, and why.");
    let theirs = Open::new(&other, id, Step::Outcome).await;
    assert!(theirs.save(&other, id, &[("problem", "We lost two donors.")]).await.clashes.is_empty());
    let saved = page.save(&one, id, &[("problem", "Nobody knows who gives, or why.")]).await;
    assert_eq!((saved.clashes.len(), saved.clashes[0].theirs.as_str()), (1, "We lost two donors."));
    // Nobody comes back after two days.
    let late = world.cx(&world.host_member("Nell Abara").await).await;
    assert_eq!(world.count("draft_pages").await, 2);
    world.wait_days(3);
    let late = world.cx(late.person().unwrap()).await;
    Open::new(&late, id, Step::Outcome).await.save(&late, id, &[("problem", "We lost three donors.")]).await;
    assert_eq!(world.count("draft_pages").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn two_people_write_different_fields(pool: PgPool) {
    let world = World::new(pool).await;
    let (one, other, id) = two_editors(&world).await;
    let (mine, theirs) = (Open::new(&one, id, Step::Outcome).await, Open::new(&other, id, Step::Outcome).await);
    let saved = theirs.save(&other, id, &[("problem", "Nobody knows who gives, and why.")]).await;
    assert!(saved.clashes.is_empty() && saved.other.is_none());
    let saved = mine.save(&one, id, &[("title", "Find out who gives and what they care about")]).await;
    assert_eq!((saved.clashes.len(), name(saved.other.as_ref())), (0, "Jonah Reyes"));
    let draft = projects::wizard(&one, id).await.unwrap().draft;
    assert_eq!(draft.problem, "Nobody knows who gives, and why.");
    assert_eq!(draft.title, "Find out who gives and what they care about");
    // The form still shows the old problem. Saved again, it does not bring it back.
    let again = Open { screen: Step::Outcome, page: None, base: Base::read(&saved.base), shown: mine.shown };
    let title = [("title", "Find out who gives and what they care about")];
    let saved = again.save(&one, id, &title).await;
    assert!(saved.clashes.is_empty());
    assert_eq!(projects::wizard(&one, id).await.unwrap().draft.problem, "Nobody knows who gives, and why.");
    // Typed over, it is a clash with the person who wrote it, although this one saved last.
    let saved = again.save(&one, id, &[title[0], ("problem", "Mine")]).await;
    assert_eq!((saved.clashes.len(), name(saved.other.as_ref())), (1, "Jonah Reyes"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_same_field_is_settled_by_a_choice(pool: PgPool) {
    let world = World::new(pool).await;
    let (one, other, id) = two_editors(&world).await;
    let (mine, theirs) = (Open::new(&one, id, Step::Outcome).await, Open::new(&other, id, Step::Outcome).await);
    theirs.save(&other, id, &[("title", "Read three years of gifts")]).await;
    let typed = [("title", "Map three years of gifts"), ("used_by", "The board")];
    let saved = mine.save(&one, id, &typed).await;
    let clash = &saved.clashes[0];
    assert_eq!((clash.field.as_str(), clash.against), ("title", Against::Texts));
    assert_eq!((clash.mine.as_str(), clash.theirs.as_str()), ("Map three years of gifts", "Read three years of gifts"));
    let draft = projects::wizard(&one, id).await.unwrap().draft;
    assert_ne!(draft.used_by, "The board", "nothing is kept before somebody chose");
    let drawn = Open::new(&one, id, Step::Outcome).await;
    assert!(drawn.save_taking(&one, id, &typed, &["title"]).await.clashes.is_empty());
    let draft = projects::wizard(&one, id).await.unwrap().draft;
    assert_eq!((draft.title.as_str(), draft.used_by.as_str()), ("Read three years of gifts", "The board"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn rows_that_come_and_go_are_not_mixed_up(pool: PgPool) {
    let world = World::new(pool).await;
    let (one, other, id) = two_editors(&world).await;
    let (mine, theirs) = (Open::new(&one, id, Step::Plan).await, Open::new(&other, id, Step::Plan).await);
    let before = projects::wizard(&one, id).await.unwrap().draft.tasks;
    assert!(before.len() > 2, "the template has tasks");
    theirs.save(&other, id, &[("remove", "task_1")]).await;
    // The second task is the first one now.
    assert!(mine.save(&one, id, &[("task_2_hours", "9")]).await.clashes.is_empty());
    let after = projects::wizard(&one, id).await.unwrap().draft.tasks;
    assert_eq!((after.len(), after[0].name.as_str(), after[0].hours), (before.len() - 1, before[1].name.as_str(), 9));
    let saved = mine.save(&one, id, &[("task_1_name", "Ask the board first")]).await;
    assert_eq!(saved.clashes[0].against, Against::RowGone);
    assert_eq!(projects::wizard(&one, id).await.unwrap().draft.tasks, after);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn of_two_saves_at_once_none_is_lost(pool: PgPool) {
    let world = World::new(pool).await;
    let (one, other, id) = two_editors(&world).await;
    let (mine, theirs) = (Open::new(&one, id, Step::Outcome).await, Open::new(&other, id, Step::Outcome).await);
    let (first, second) = tokio::join!(
        mine.save(&one, id, &[("title", "Map three years of gifts"), ("used_by", "The board")]),
        theirs.save(&other, id, &[("title", "Read three years of gifts"), ("problem", "Nobody knows who gives.")])
    );
    assert_eq!(first.clashes.len() + second.clashes.len(), 1, "one of them has to choose");
    let draft = projects::wizard(&one, id).await.unwrap().draft;
    let kept = (draft.title.as_str(), draft.used_by == "The board", draft.problem == "Nobody knows who gives.");
    assert!(
        matches!(kept, ("Map three years of gifts", true, false) | ("Read three years of gifts", false, true)),
        "{kept:?}"
    );
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_form_without_a_base_must_know_the_newest_version(pool: PgPool) {
    let world = World::new(pool).await;
    let (one, other, id) = two_editors(&world).await;
    let version = projects::wizard(&one, id).await.unwrap().version;
    let title = fields(&[("title", "Read three years of gifts")]);
    projects::save_step(&other, id, version, Step::Outcome, &title, NEVER).await.unwrap();
    assert!(projects::save_step(&one, id, version, Step::Outcome, &title, NEVER).await.is_err());
    let stranger = world.other_host_member("Ana Reyes").await;
    let stranger = world.cx(&stranger).await;
    let sent = Sent {
        version,
        screen: Step::Outcome,
        page: None,
        base: Base::default(),
        fields: &title,
        take: BTreeSet::new(),
    };
    assert!(matches!(projects::save_form(&stranger, id, &sent, NEVER).await, Err(Failure::NotFound)));
}

/// Sent, claimed, and sent back with comments beside two fields.
async fn sent_back(world: &World, host: &Cx, staff: &Cx, id: ProjectId) {
    let version = projects::wizard(host, id).await.unwrap().version;
    let pay = fields(&[("classification", "employee")]);
    projects::save_step(host, id, version, Step::Pay, &pay, NEVER).await.unwrap();
    projects::submit(host, id, true, NEVER).await.unwrap();
    projects::review(staff, id, &Decision::Claim, NEVER).await.unwrap();
    let comments = ["title", "problem", "audience"].map(|field| (field.to_owned(), format!("About the {field}.")));
    let reason = Reason::parse("Three things are unclear.").unwrap();
    let ask = Decision::RequestChanges { reason, comments: comments.into() };
    projects::review(staff, id, &ask, NEVER).await.unwrap();
    assert_eq!(world.count("project_comments where settled_at is null").await, 3);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_comment_is_settled_by_an_answer_or_a_change(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, colleague, id) = two_editors(&world).await;
    let staff = world.with_role("Lucia Ferrand", Role::Staff).await;
    let staff = world.cx(&staff).await;
    sent_back(&world, &host, &staff, id).await;
    let name = |comments: &[projects::Comment], field: &str| {
        comments.iter().find(|comment| comment.field == field).expect("a comment").answer_name()
    };
    let comments = projects::wizard(&host, id).await.unwrap().comments;
    let (title, problem) = (name(&comments, "title"), name(&comments, "problem"));
    let form = Open::new(&host, id, Step::Outcome).await;
    let other = Open::new(&colleague, id, Step::Outcome).await;
    let saved = form
        .save(&host, id, &[(title.as_str(), "It is the program’s own name."), ("problem", "Nobody knows who gives.")])
        .await;
    assert!(saved.clashes.is_empty() && saved.errors.is_empty());
    // A colleague answers another comment and leaves this one alone; then both answer the same one.
    assert!(other.save(&colleague, id, &[(problem.as_str(), "We wrote it anew.")]).await.clashes.is_empty());
    let clash = other.save(&colleague, id, &[(title.as_str(), "Ask Tomas.")]).await.clashes;
    assert_eq!((clash[0].field.as_str(), clash[0].theirs.as_str()), (title.as_str(), "It is the program’s own name."));

    // An endless answer is refused whole; the earlier one stays.
    let endless = "x".repeat(100_000);
    let saved = Open::new(&host, id, Step::Outcome).await.save(&host, id, &[(title.as_str(), endless.as_str())]).await;
    assert!(saved.errors.0[title.as_str()].starts_with("You wrote 100000 characters, and 1000 fit."));

    projects::submit(&host, id, true, NEVER).await.unwrap();
    let desk = projects::review_page(&staff, id).await.unwrap();
    let open: Vec<&str> = desk.comments.iter().filter(|c| !c.settled).map(|c| c.field.as_str()).collect();
    assert_eq!(open, ["audience"], "neither answered nor changed");
    let answered = desk.comments.iter().find(|comment| comment.field == "title").unwrap();
    assert_eq!(
        (answered.answer.as_str(), answered.answered_by.as_str()),
        ("It is the program’s own name.", "Tomas Vidal")
    );
    let changes = domain::projects::diff(&desk.before.unwrap(), &desk.draft);
    assert_eq!(changes.iter().map(|change| change.field.as_str()).collect::<Vec<_>>(), ["problem"]);
    let entry = &projects::review_queue(&staff).await.unwrap()[0];
    assert!(entry.again && entry.age == 0 && !entry.findings.is_empty());
    assert!(desk.past.reviews.is_empty() && desk.past.reply_hours.is_none());
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_answer_reaches_no_other_comment(pool: PgPool) {
    let world = World::new(pool).await;
    let (host, _, id) = two_editors(&world).await;
    let staff = world.with_role("Lucia Ferrand", Role::Staff).await;
    let staff = world.cx(&staff).await;
    sent_back(&world, &host, &staff, id).await;
    // A comment of another project of the same host.
    let elsewhere = projects::start_draft(&host, world.host, &Beginning::Blank, NEVER).await.unwrap();
    let foreign: uuid::Uuid = sqlx::query_scalar(
        "insert into project_comments (id, project_id, author_id, field, body, created_at)
         select gen_random_uuid(), id, author_id, 'title', 'Elsewhere', now() from projects where id = $1 returning id",
    )
    .bind(elsewhere.0)
    .fetch_one(&world.backend.pool)
    .await
    .unwrap();
    let form = Open::new(&host, id, Step::Outcome).await;
    let long = "x".repeat(1_200);
    let comments = projects::wizard(&host, id).await.unwrap().comments;
    let own = comments.iter().find(|comment| comment.field == "title").unwrap().answer_name();
    let forged = format!("answer:{foreign}");
    let saved = form.save(&host, id, &[(forged.as_str(), "Forged"), (own.as_str(), long.as_str())]).await;
    assert!(saved.errors.0.contains_key(&own), "too long is said and kept");
    assert_eq!(world.count("project_comments where answer = 'Forged'").await, 0);
    assert_eq!(world.count("project_comments where length(answer) = 1200").await, 1);
}
