//! Files: what is taken, how much, by whom; what becomes of what is left; who may have it.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use backend::files::{self, FileLine, Files, Piece, Purpose};
use backend::{Cx, Failure, applications, milestones};
use bytes::Bytes;
use domain::actor::{Person, Role};
use domain::files::PIECE;
use domain::ids::{ApplicationId, FileId, MilestoneId};
use domain::milestones::{NewDeliverable, Order};
use domain::refusal::Refusal;
use futures::stream;
use sqlx::PgPool;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use uuid::Uuid;

use crate::engagements::{Team, because, once};
use crate::support::World;

const PDF: &[u8] = b"%PDF-1.4\nA page.\n%%EOF\n";

async fn send(cx: &Cx, purpose: Purpose, name: &str, content: &[u8]) -> Result<FileLine, Failure> {
    let length = u64::try_from(content.len()).unwrap();
    let pieces: Vec<Result<Bytes, Infallible>> =
        content.chunks(1_000_003).map(|c| Ok(Bytes::copy_from_slice(c))).collect();
    files::receive(cx, purpose, name, length, stream::iter(pieces)).await
}

async fn milestone(team: &Team) -> MilestoneId {
    let id: Uuid = sqlx::query_scalar("select id from milestones where engagement_id = $1 order by position limit 1")
        .bind(team.id.0)
        .fetch_one(&team.world.backend.pool)
        .await
        .unwrap();
    id.into()
}

fn message(done: Result<FileLine, Failure>, field: &str) -> String {
    match done {
        Err(Failure::Invalid(errors)) => errors.0.get(field).cloned().unwrap_or_default(),
        other => panic!("{other:?}"),
    }
}

async fn may(cx: &Cx, id: FileId) -> bool {
    match files::download(cx, id).await {
        Ok(_) => true,
        Err(Failure::NotFound) => false,
        Err(other) => panic!("{other}"),
    }
}

fn new(files: usize) -> NewDeliverable {
    NewDeliverable::parse_with("", "", files).unwrap()
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_resume_is_sent_replaced_and_taken_out(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, sam) = (world.student("Maya Reyes").await, world.student("Sam Lin").await);
    let cx = world.cx(&maya).await;
    let first = send(&cx, Purpose::Resume, "C:\\cv\\My résumé.PDF", PDF).await.unwrap();
    assert_eq!((first.name.as_str(), first.size), ("My résumé.PDF", 23));
    assert!(files::resume(&cx).await.unwrap().current.is_none(), "not before it is put to use");
    assert!(matches!(files::use_as_resume(&world.cx(&sam).await, first.id, once()).await, Err(Failure::NotFound)));
    files::use_as_resume(&cx, first.id, once()).await.unwrap();
    let second = send(&cx, Purpose::Resume, "newer.pdf", PDF).await.unwrap();
    files::use_as_resume(&cx, second.id, once()).await.unwrap();
    assert_eq!(files::resume(&cx).await.unwrap().current.map(|file| file.id), Some(second.id));
    let key = once();
    files::remove_resume(&cx, key).await.unwrap();
    assert!(matches!(files::remove_resume(&cx, key).await, Err(Failure::AlreadyDone)));
    assert!(files::resume(&cx).await.unwrap().current.is_none());
    assert_eq!(world.count("events where subject = 'file' and command = 'use_as_resume'").await, 2);
    assert_eq!(world.count("events where subject = 'file' and command = 'remove_resume'").await, 1);
    world.wait_days(2);
    files::run_timers(&world.system().await).await.unwrap();
    assert_eq!(world.backend.files.count().await.unwrap(), 0, "nobody was sent it: its content goes");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_is_not_taken_leaves_nothing(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let (cx, world) = (team.student().await, &team.world);
    let deliverable = Purpose::Deliverable(milestone(&team).await);
    let large = [PDF, &vec![b' '; 5 * 1024 * 1024][..]].concat();
    for (purpose, name, content, says) in [
        (Purpose::Resume, "cv.pdf", &b""[..], "empty"),
        (Purpose::Resume, "cv.pdf", b"MZ\x90 a program", "program"),
        (Purpose::Resume, "cv.pdf", b"<html><script>alert(1)</script>", "not a PDF"),
        (Purpose::Resume, "cv.pdf", b"%PDF-1.4 cut off", "cut off"),
        (Purpose::Resume, "cv.pdf", &large, "larger than 5 MB"),
        (deliverable, "run.pdf", b"\x7fELF", "program"),
        (deliverable, "notes.txt", b"latin \xe4", "UTF-8"),
    ] {
        let field = purpose.kind().field();
        let said = message(send(&cx, purpose, name, content).await, field);
        assert!(said.contains(says), "{said}");
    }
    let broken: [Result<Bytes, &str>; 2] = [Ok(Bytes::from_static(PDF)), Err("the line is dead")];
    let said = message(files::receive(&cx, Purpose::Resume, "cv.pdf", 23, stream::iter(broken)).await, "resume_file");
    assert!(said.contains("connection"), "{said}");
    assert_eq!(world.backend.files.count().await.unwrap(), 0);
    assert_eq!(world.count("uploads").await + world.count("files").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn each_person_has_so_much_room(pool: PgPool) {
    let world = World::new(pool).await;
    let cx = world.cx(&world.student("Maya Reyes").await).await;
    let kept = send(&cx, Purpose::Resume, "cv.pdf", PDF).await.unwrap();
    sqlx::query("update files set size_bytes = 1073741000 where id = $1")
        .bind(kept.id.0)
        .execute(&world.backend.pool)
        .await
        .unwrap();
    let full = [PDF, &[b' '; 1_000]].concat();
    assert!(message(send(&cx, Purpose::Resume, "cv.pdf", &full).await, "resume_file").contains("no more room"));
    // A request that says less than it sends is counted at its end.
    let body: [Result<Bytes, Infallible>; 1] = [Ok(Bytes::from(full))];
    let done = files::receive(&cx, Purpose::Resume, "cv.pdf", 1, stream::iter(body)).await;
    assert!(message(done, "resume_file").contains("no more room"));
    assert_eq!(world.backend.files.count().await.unwrap(), 1);
    assert_eq!(world.count("uploads").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn each_hand_in_is_a_version_with_its_files(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let id = milestone(&team).await;
    let purpose = Purpose::Deliverable(id);
    let (student, host) = (team.student().await, team.host().await);
    assert!(matches!(send(&host, purpose, "a.pdf", PDF).await, Err(Failure::NotFound)), "the student alone sends");
    let draft = send(&student, purpose, "draft.pdf", PDF).await.unwrap();
    let table = send(&student, purpose, "table.csv", b"day,visits\n1,2\n").await.unwrap();
    let unticked = send(&student, purpose, "old.txt", b"old words").await.unwrap();
    assert!(!may(&host, draft.id).await, "not handed in yet");
    let key = once();
    milestones::hand_in(&student, id, new(2), &[draft.id, table.id], key).await.unwrap();
    assert!(matches!(
        milestones::hand_in(&student, id, new(2), &[draft.id, table.id], key).await,
        Err(Failure::AlreadyDone)
    ));
    assert!(may(&host, draft.id).await && !may(&host, unticked.id).await);
    assert!(matches!(send(&student, purpose, "late.pdf", PDF).await, Err(Failure::Refused(Refusal::Rule(_)))));
    milestones::act(&host, id, Order::RequestChanges(because("The second table has no source")), once()).await.unwrap();
    team.world.wait_hours(1);
    let student = team.student().await;
    let better = send(&student, purpose, "better.pdf", PDF).await.unwrap();
    let gone = milestones::hand_in(&student, id, new(1), &[draft.id], once()).await;
    assert!(matches!(gone, Err(Failure::Invalid(_))), "a file of another version is none of this one");
    milestones::hand_in(&student, id, new(1), &[better.id], once()).await.unwrap();
    let page = milestones::milestone_page(&host, team.id, id).await.unwrap();
    let versions: Vec<_> = page.versions.iter().map(|v| (v.version, v.files.len())).collect();
    assert_eq!(versions, [(2, 1), (1, 2)]);
    assert!(page.staged.is_empty());
    assert!(may(&host, draft.id).await, "earlier versions stay");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn deliverables_are_for_the_parties_alone(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let id = milestone(&team).await;
    let file = send(&team.student().await, Purpose::Deliverable(id), "draft.pdf", PDF).await.unwrap().id;
    milestones::hand_in(&team.student().await, id, new(1), &[file], once()).await.unwrap();
    let world = &team.world;
    for who in [&team.maya, &team.dee, &team.sam] {
        assert!(may(&world.cx(who).await, file).await, "{}", who.name);
    }
    let others: [Person; 4] = [
        world.student("Other Student").await,
        world.other_host_member("Other Host").await,
        world.with_role("Fac Ulty", Role::Faculty).await,
        world.with_role("Ad Min", Role::Admin).await,
    ];
    for who in others.iter().chain([&team.fay]) {
        assert!(!may(&world.cx(who).await, file).await, "{}", who.name);
        assert!(matches!(
            milestones::comment(&world.cx(who).await, id, "May I say something?", once()).await,
            Err(Failure::NotFound)
        ));
    }
    assert!(!may(&world.cx(&team.dee).await, backend::new_id()).await);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn comments_are_kept_and_told(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let id = milestone(&team).await;
    let file = send(&team.student().await, Purpose::Deliverable(id), "draft.pdf", PDF).await.unwrap().id;
    milestones::hand_in(&team.student().await, id, new(1), &[file], once()).await.unwrap();
    let (before, key) = (team.world.count("mails").await, once());
    milestones::comment(&team.host().await, id, "Where is the source?", key).await.unwrap();
    assert!(matches!(
        milestones::comment(&team.host().await, id, "Where is the source?", key).await,
        Err(Failure::AlreadyDone)
    ));
    milestones::comment(&team.student().await, id, "Under the table.", once()).await.unwrap();
    assert!(matches!(milestones::comment(&team.student().await, id, " ", once()).await, Err(Failure::Invalid(_))));
    let page = milestones::milestone_page(&team.host().await, team.id, id).await.unwrap();
    let said: Vec<_> = page.comments.iter().map(|c| (c.who.as_str(), c.text.as_str(), c.version)).collect();
    assert_eq!(said, [("Dee Ortiz", "Where is the source?", Some(1)), ("Maya Reyes", "Under the table.", Some(1))]);
    assert_eq!(team.world.count("events where command = 'comment' and stage_to is null").await, 2);
    assert_eq!(team.world.count("mails").await - before, 2, "each side is told of the other's");
}

/// Sends `content` in pieces from `offset`; returns where it stops.
async fn pieces(cx: &Cx, id: FileId, content: &[u8], from: u64, most: usize) -> u64 {
    let mut at = from;
    for _ in 0..most {
        let start = usize::try_from(at).unwrap();
        if start >= content.len() {
            break;
        }
        let end = (start + usize::try_from(PIECE).unwrap()).min(content.len());
        match files::put(cx, id, at, Bytes::copy_from_slice(&content[start..end])).await.unwrap() {
            Piece::Stored(progress) | Piece::Elsewhere(progress) => at = progress.offset,
        }
    }
    at
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn pieces_survive_a_lost_connection(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let purpose = Purpose::Deliverable(milestone(&team).await);
    let cx = team.student().await;
    let content = [&b"%PDF-1.4\n"[..], &vec![b'x'; 1_300_000], b"\n%%EOF"].concat();
    let size = u64::try_from(content.len()).unwrap();
    let begun = files::begin(&cx, purpose, "long.pdf", size, "1").await.unwrap();
    assert_eq!(pieces(&cx, begun.id, &content, 0, 1).await, PIECE);
    assert!(matches!(files::finish(&cx, begun.id).await, Err(Failure::Refused(_))), "parts are missing");
    // The answer to the first piece was lost: it is sent again, and the server says where to go on.
    let again = files::put(&cx, begun.id, 0, Bytes::from_static(b"x")).await.unwrap();
    assert!(matches!(again, Piece::Elsewhere(progress) if progress.offset == PIECE));
    assert!(matches!(files::put(&cx, begun.id, PIECE, Bytes::from_static(b"short")).await, Err(Failure::Refused(_))));
    // The page was loaded again and the same file chosen.
    let same = files::begin(&cx, purpose, "long.pdf", size, "1").await.unwrap();
    assert_eq!((same.id, same.offset), (begun.id, PIECE));
    assert_ne!(files::begin(&cx, purpose, "long.pdf", size, "2").await.unwrap().id, begun.id, "changed since");
    for stranger in [team.host().await, team.world.cx(&team.sam).await] {
        assert!(matches!(files::progress(&stranger, begun.id).await, Err(Failure::NotFound)));
        assert!(matches!(files::put(&stranger, begun.id, PIECE, Bytes::new()).await, Err(Failure::NotFound)));
        assert!(matches!(files::finish(&stranger, begun.id).await, Err(Failure::NotFound)));
        assert!(matches!(files::cancel(&stranger, begun.id).await, Err(Failure::NotFound)));
    }
    assert_eq!(pieces(&cx, begun.id, &content, PIECE, 9).await, size);
    // Many finish at once, each at another step when the first is done: one file.
    let at_once = (0..8).map(|_| files::finish(&cx, begun.id));
    let lines = futures::future::try_join_all(at_once).await.unwrap();
    assert!(lines.iter().all(|line| (line.id, line.size) == (begun.id, size)));
    let line = &lines[0];
    assert_eq!(files::finish(&cx, begun.id).await.unwrap().id, begun.id, "asked again, it is the same");
    assert_eq!(team.world.count("files").await, 1);
    assert_eq!(team.world.backend.files.count().await.unwrap(), 1, "the pieces are gone");
    let found = files::download(&cx, line.id).await.unwrap();
    use futures::TryStreamExt as _;
    let parts: Vec<Bytes> = found.read(&team.world.backend, 0..size).await.unwrap().try_collect().await.unwrap();
    assert_eq!(parts.concat(), content);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn pieces_of_what_is_not_taken_go(pool: PgPool) {
    let world = World::new(pool).await;
    let cx = world.cx(&world.student("Maya Reyes").await).await;
    let begun = files::begin(&cx, Purpose::Resume, "cv.pdf", 12, "").await.unwrap();
    files::put(&cx, begun.id, 0, Bytes::from_static(b"MZ a program")).await.unwrap();
    assert!(message(files::finish(&cx, begun.id).await, "resume_file").contains("program"));
    let begun = files::begin(&cx, Purpose::Resume, "cv.pdf", 23, "").await.unwrap();
    files::put(&cx, begun.id, 0, Bytes::from_static(PDF)).await.unwrap();
    files::cancel(&cx, begun.id).await.unwrap();
    for (size, says) in [(0, "empty"), (6 * 1024 * 1024, "larger")] {
        match files::begin(&cx, Purpose::Resume, "cv.pdf", size, "").await {
            Err(Failure::Invalid(errors)) => assert!(errors.0["resume_file"].contains(says)),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(world.backend.files.count().await.unwrap(), 0);
    assert_eq!(world.count("uploads").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_is_left_behind_is_deleted(pool: PgPool) {
    let world = World::new(pool).await;
    let maya = world.student("Maya Reyes").await;
    let cx = world.cx(&maya).await;
    let begun = files::begin(&cx, Purpose::Resume, "cv.pdf", 23, "").await.unwrap();
    files::put(&cx, begun.id, 0, Bytes::from_static(PDF)).await.unwrap();
    let staged = send(&cx, Purpose::Resume, "staged.pdf", PDF).await.unwrap();
    // A server that died after the content was complete and before its row was.
    let lost = send(&cx, Purpose::Resume, "lost.pdf", PDF).await.unwrap();
    for change in [
        "insert into uploads (id, program_id, owner_id, kind, name, size_bytes, created_at, updated_at)
         select id, program_id, owner_id, kind, name, size_bytes, created_at, created_at from files where id = $1",
        "delete from files where id = $1",
    ] {
        sqlx::query(change).bind(lost.id.0).execute(&world.backend.pool).await.unwrap();
    }
    assert_eq!(world.backend.files.count().await.unwrap(), 3);
    files::run_timers(&world.system().await).await.unwrap();
    assert_eq!(world.backend.files.count().await.unwrap(), 3, "not yet");
    world.wait_days(2);
    files::run_timers(&world.system().await).await.unwrap();
    assert_eq!(world.backend.files.count().await.unwrap(), 1);
    assert_eq!(world.count("uploads").await, 0);
    assert!(may(&world.cx(&maya).await, staged.id).await, "what waits to be used waits for two weeks");
    world.wait_days(14);
    files::run_timers(&world.system().await).await.unwrap();
    world.wait_days(2);
    files::run_timers(&world.system().await).await.unwrap();
    assert_eq!(world.backend.files.count().await.unwrap(), 0);
    assert!(!may(&world.cx(&maya).await, staged.id).await);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_application_keeps_the_resume_it_was_sent_with(pool: PgPool) {
    let world = World::new(pool).await;
    let (maya, dee) = (world.student("Maya Reyes").await, world.host_member("Dee Ortiz").await);
    let other = world.other_host_member("Otto Host").await;
    let cx = world.cx(&maya).await;
    let project = crate::applications::project(&world, 1, 5).await;
    sqlx::query("update projects set draft = draft || '{\"blind\": true}'").execute(&world.backend.pool).await.unwrap();
    let first = send(&cx, Purpose::Resume, "Maya Reyes.pdf", PDF).await.unwrap().id;
    files::use_as_resume(&cx, first, once()).await.unwrap();
    let view = applications::apply_page(&cx, project).await.unwrap();
    assert_eq!(view.resume.map(|file| file.id), Some(first));
    let second = send(&cx, Purpose::Resume, "other.pdf", PDF).await.unwrap().id;
    let id: ApplicationId = backend::new_id();
    let form = applications::ApplyForm { resume: Some(second), ..crate::applications::form() };
    let refused = applications::apply(&cx, id, project, form.clone(), once()).await;
    assert!(matches!(refused, Err(Failure::Invalid(errors)) if errors.0.contains_key("resume")), "it is no résumé yet");
    let form = applications::ApplyForm { resume: Some(first), ..form };
    assert!(
        applications::as_host_sees(&applications::apply_page(&cx, project).await.unwrap(), &form, false)
            .resume
            .is_none()
    );
    applications::apply(&cx, id, project, form, once()).await.unwrap();
    files::use_as_resume(&cx, second, once()).await.unwrap();
    let seen =
        async |person: &Person| applications::application_page(&world.cx(person).await, id).await.unwrap().resume;
    assert_eq!(seen(&maya).await.map(|file| file.id), Some(first));
    assert!(seen(&dee).await.is_none() && !may(&world.cx(&dee).await, first).await, "names are hidden");
    applications::shortlist(&world.cx(&dee).await, id, once()).await.unwrap();
    assert_eq!(seen(&dee).await.map(|file| file.id), Some(first));
    let named = files::download(&world.cx(&dee).await, first).await.unwrap().name;
    assert_eq!(named, "Résumé.pdf", "the name of the file would say whose it is");
    assert!(!may(&world.cx(&dee).await, second).await && !may(&world.cx(&other).await, first).await);
    files::remove_resume(&cx, once()).await.unwrap();
    world.wait_days(2);
    files::run_timers(&world.system().await).await.unwrap();
    assert!(may(&world.cx(&dee).await, first).await, "what was sent stays sent");
    assert!(!may(&world.cx(&maya).await, second).await);
}

/// A scanner that finds something in whatever holds the word EICAR; it counts its scans.
async fn scanner(scans: Arc<AtomicUsize>) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        loop {
            let Ok((mut peer, _)) = listener.accept().await else { return };
            let mut hello = [0; 10];
            peer.read_exact(&mut hello).await.unwrap();
            assert_eq!(&hello, b"zINSTREAM\0");
            let mut content = Vec::new();
            loop {
                let length = usize::try_from(peer.read_u32().await.unwrap()).unwrap();
                if length == 0 {
                    break;
                }
                let start = content.len();
                content.resize(start + length, 0);
                peer.read_exact(&mut content[start..]).await.unwrap();
            }
            scans.fetch_add(1, Ordering::SeqCst);
            let bad = content.windows(5).any(|word| word == b"EICAR");
            let answer: &[u8] = if bad { b"stream: Eicar-Signature FOUND\0" } else { b"stream: OK\0" };
            peer.write_all(answer).await.unwrap();
        }
    });
    address
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_scanner_decides_what_is_handed_out(pool: PgPool) {
    let mut team = Team::at_work(pool).await;
    let id = milestone(&team).await;
    let scans = Arc::new(AtomicUsize::new(0));
    team.world.backend =
        team.world.backend.clone().with_files(Files::default().scanned_by(&scanner(scans.clone()).await));
    let (student, host) = (team.student().await, team.host().await);
    let good = send(&student, Purpose::Deliverable(id), "good.pdf", PDF).await.unwrap();
    let bad = send(&student, Purpose::Deliverable(id), "bad.txt", b"EICAR test words").await.unwrap();
    assert!(good.checking);
    milestones::hand_in(&student, id, new(2), &[good.id, bad.id], once()).await.unwrap();
    for cx in [&student, &host] {
        assert!(matches!(files::download(cx, good.id).await, Err(Failure::Refused(_))), "not before it was looked at");
    }
    assert_eq!(files::run_timers(&team.world.system().await).await.unwrap(), 2);
    assert_eq!(files::run_timers(&team.world.system().await).await.unwrap(), 0, "once is enough");
    assert_eq!(scans.load(Ordering::SeqCst), 2);
    assert!(may(&host, good.id).await && !may(&host, bad.id).await && !may(&student, bad.id).await);
    let page = milestones::milestone_page(&host, team.id, id).await.unwrap();
    let names: Vec<_> = page.versions.iter().flat_map(|v| &v.files).map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["good.pdf"]);
    assert_eq!(team.world.backend.files.count().await.unwrap(), 1, "its content is gone at once");
    assert_eq!(team.world.count("mails where subject = 'Taken away: bad.txt'").await, 1);
    assert_eq!(team.world.count("events where command = 'find_infected' and party = 'system'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_scanner_that_is_away_is_asked_again(pool: PgPool) {
    let mut world = World::new(pool).await;
    let gone = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().to_string()
    };
    world.backend = world.backend.clone().with_files(Files::default().scanned_by(&gone));
    let maya = world.student("Maya Reyes").await;
    let file = send(&world.cx(&maya).await, Purpose::Resume, "cv.pdf", PDF).await.unwrap();
    files::run_timers(&world.system().await).await.unwrap();
    assert_eq!(world.count("files where scan = 'not_scanned' and scan_tries = 1").await, 1);
    assert!(matches!(files::download(&world.cx(&maya).await, file.id).await, Err(Failure::Refused(_))));
    files::run_timers(&world.system().await).await.unwrap();
    assert_eq!(world.count("files where scan_tries = 1").await, 1, "not at once");
    world.wait_hours(1);
    files::run_timers(&world.system().await).await.unwrap();
    assert_eq!(world.count("files where scan_tries = 2").await, 1);
}

/// Files in a folder and the folders in it.
fn below(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| if entry.path().is_dir() { below(&entry.path()) } else { 1 }).sum()
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_folder_holds_what_memory_holds(pool: PgPool) {
    let mut world = World::new(pool).await;
    let folder = std::env::temp_dir().join(format!("foothold-files-{}", backend::new_id::<Uuid>()));
    world.backend = world.backend.clone().with_files(Files::in_folder(&folder).unwrap());
    assert!(world.backend.files.test().await.is_ok());
    let cx = world.cx(&world.student("Maya Reyes").await).await;
    let file = send(&cx, Purpose::Resume, "../../cv.pdf", PDF).await.unwrap();
    let broken: [Result<Bytes, &str>; 2] = [Ok(Bytes::from_static(PDF)), Err("the line is dead")];
    let _ = files::receive(&cx, Purpose::Resume, "cv.pdf", 23, stream::iter(broken)).await;
    let name = file.id.0.simple().to_string();
    let place = folder.join("files").join(&name[30..]).join(&name);
    assert_eq!(std::fs::read(&place).unwrap(), PDF);
    assert_eq!(below(&folder), 1, "nothing is left of the broken one, nor of the test");
    std::fs::remove_dir_all(folder).unwrap();
}
