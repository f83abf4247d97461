//! The outbox and its senders, against a mail server of a few lines.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use backend::mail::{self, Letter, Sender};
use domain::actor::{Person, Role};
use sqlx::PgPool;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::support::World;

/// A mail server that keeps what it gets, and turns down the first few.
#[derive(Clone, Default)]
struct Server {
    got: Arc<Mutex<Vec<String>>>,
    turn_down: Arc<AtomicUsize>,
}

impl Server {
    async fn start(turn_down: usize) -> (Self, Sender) {
        let server = Self { turn_down: Arc::new(turn_down.into()), ..Self::default() };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("the mail server of the test works");
        let address = listener.local_addr().expect("the mail server of the test works");
        let this = server.clone();
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let this = this.clone();
                tokio::spawn(async move { this.talk(connection).await });
            }
        });
        (
            server,
            Sender::new(&format!("smtp://{address}"), "Foothold <no-reply@foothold.example>")
                .expect("the mail server of the test works"),
        )
    }

    async fn talk(&self, connection: TcpStream) -> Option<()> {
        let (read, mut write) = connection.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 here\r\n").await.ok()?;
        while let Some(line) = lines.next_line().await.ok()? {
            let answer: &[u8] = match line.get(..4).unwrap_or_default() {
                "RCPT"
                    if self
                        .turn_down
                        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1))
                        .is_ok() =>
                {
                    b"451 later\r\n"
                }
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await.ok()?;
                    let mut text = String::new();
                    while let Some(line) = lines.next_line().await.ok()?.filter(|line| line != ".") {
                        text.push_str(&line);
                        text.push('\n');
                    }
                    self.got.lock().expect("the mail server of the test works").push(text);
                    b"250 kept\r\n"
                }
                "QUIT" => b"221 bye\r\n",
                _ => b"250 fine\r\n",
            };
            write.write_all(answer).await.ok()?;
        }
        Some(())
    }

    fn got(&self) -> Vec<String> {
        self.got.lock().expect("the mail server of the test works").clone()
    }
}

fn letter(to: &Person, subject: &str) -> Letter {
    let lines = vec!["Ana decides by Tuesday 8 December.".to_owned()];
    Letter {
        to: to.id,
        subject: subject.to_owned(),
        lines,
        action: Some(("See it".into(), "/student".into())),
        dedupe: None,
    }
}

async fn write(world: &World, letters: Vec<Letter>) {
    let cx = world.system().await;
    let mut tx = cx.begin().await.expect("the mail server of the test works");
    for letter in letters {
        mail::queue(&mut tx, letter).await.expect("the mail server of the test works");
    }
    tx.commit().await.expect("the mail server of the test works");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn two_senders_at_once_send_once(pool: PgPool) {
    let world = World::new(pool).await;
    let maya = world.student("Maya Okafor").await;
    write(&world, (0..14).map(|n| letter(&maya, &format!("Letter {n}"))).collect()).await;
    let (server, sender) = Server::start(0).await;
    let (one, two) =
        tokio::join!(mail::deliver_due(&world.backend, &sender), mail::deliver_due(&world.backend, &sender));
    assert_eq!(one.unwrap() + two.unwrap(), 14);
    let subjects: HashSet<String> = server
        .got()
        .iter()
        .flat_map(|mail| mail.lines())
        .filter(|l| l.starts_with("Subject:"))
        .map(ToOwned::to_owned)
        .collect();
    assert_eq!((server.got().len(), subjects.len()), (14, 14));
    assert!(server.got()[0].contains("Rivermark Micro-Internships"), "the program writes");
    assert_eq!(mail::deliver_due(&world.backend, &sender).await.unwrap(), 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_mail_that_fails_is_tried_again_later_with_the_same_id(pool: PgPool) {
    let world = World::new(pool).await;
    let maya = world.student("Maya Okafor").await;
    write(&world, vec![letter(&maya, "Your offer")]).await;
    let (server, sender) = Server::start(2).await;
    assert_eq!(mail::deliver_due(&world.backend, &sender).await.unwrap(), 0);
    assert_eq!(world.count("mails where attempts = 1 and last_error like '%later%' and lease_until is null").await, 1);
    assert_eq!(mail::deliver_due(&world.backend, &sender).await.unwrap(), 0);
    assert_eq!(world.count("mails where attempts = 1").await, 1, "not before its minute is over");
    world.wait_hours(1);
    assert_eq!(mail::deliver_due(&world.backend, &sender).await.unwrap(), 0);
    world.wait_hours(1);
    assert_eq!(mail::deliver_due(&world.backend, &sender).await.unwrap(), 1);
    assert_eq!(world.count("mails where sent_at is not null and attempts = 3 and last_error = ''").await, 1);
    let id: uuid::Uuid = sqlx::query_scalar("select id from mails").fetch_one(&world.backend.pool).await.unwrap();
    assert!(server.got()[0].contains(&format!("Message-ID: <{id}@foothold.example>")));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_sender_that_died_loses_its_lease(pool: PgPool) {
    let world = World::new(pool).await;
    let maya = world.student("Maya Okafor").await;
    write(&world, vec![letter(&maya, "Your offer")]).await;
    let (_server, sender) = Server::start(0).await;
    sqlx::query("update mails set attempts = 1, lease_until = send_after + interval '5 minutes'")
        .execute(&world.backend.pool)
        .await
        .unwrap();
    assert_eq!(mail::deliver_due(&world.backend, &sender).await.unwrap(), 0);
    world.wait_hours(1);
    assert_eq!(mail::deliver_due(&world.backend, &sender).await.unwrap(), 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_hostile_name_is_text_in_the_letter(pool: PgPool) {
    let world = World::new(pool).await;
    let maya = world.student("<script>alert(1)</script>").await;
    sqlx::query("update people set email = 'maya@example.test'").execute(&world.backend.pool).await.unwrap();
    write(&world, vec![letter(&maya, "Your offer\r\nBcc: everybody@example.org")]).await;
    assert_eq!(world.count("mails where body_html like '%&lt;script&gt;alert(1)&lt;/script&gt;%' and body_html not like '%<script%'").await, 1);
    assert_eq!(world.count("mails where subject = 'Your offer Bcc: everybody@example.org'").await, 1);
    let (server, sender) = Server::start(0).await;
    assert_eq!(mail::deliver_due(&world.backend, &sender).await.unwrap(), 1);
    assert!(server.got()[0].lines().all(|line| !line.starts_with("Bcc")));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn letters_go_to_hosts_and_roles_and_a_key_only_once(pool: PgPool) {
    let world = World::new(pool).await;
    world.host_member("Jonah Reyes").await;
    world.host_member("Dee Lindqvist").await;
    world.other_host_member("Olga Stranger").await;
    let staff = world.with_role("Lucia Ferrand", Role::Staff).await;
    let cx = world.system().await;
    let mut tx = cx.begin().await.unwrap();
    mail::queue_to_host(&mut tx, world.host, "To the host", vec![], None).await.unwrap();
    mail::queue_to_role(&mut tx, Role::Staff, "To staff", vec![], None).await.unwrap();
    for _ in 0..2 {
        mail::queue(&mut tx, Letter { dedupe: Some("reminder".into()), ..letter(&staff, "Reminder") }).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(world.count("mails where subject = 'To the host'").await, 2);
    assert_eq!(world.count("mails where subject = 'To staff'").await, 1);
    assert_eq!(world.count("mails where subject = 'Reminder'").await, 1);
    let visit = world.backend.visit(None).await.unwrap();
    let latest = mail::latest(&visit).await.unwrap();
    assert_eq!(latest.len(), 4);
    let reminder = mail::one(&visit, latest[0].id).await.unwrap();
    assert_eq!((reminder.subject.as_str(), reminder.action.as_deref()), ("Reminder", Some("/student")));
    let mut quiet = world.backend.clone();
    quiet.demo = false;
    assert!(mail::latest(&quiet.visit(None).await.unwrap()).await.is_err());
}
