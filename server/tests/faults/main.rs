//! The built server with its private PostgreSQL, while people write: the server is killed, PostgreSQL is killed and stopped.
//! What was acknowledged is there, nothing is there by half, and a form that is sent again acts once.

mod site;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use site::{Answer, Site};

/// People who write at once.
const WRITERS: usize = 4;
/// How often the server is killed.
const ROUNDS: usize = 3;
/// Forms that are acknowledged before something is killed, and again afterwards.
const FORMS: usize = 25;
/// Longest until everything works again by itself.
const RECOVERY: Duration = Duration::from_secs(60);

/// What one of them sent, and how it was answered.
#[derive(Default)]
struct Sent {
    acknowledged: Vec<String>,
    unsure: Vec<String>,
    refused: Vec<Answer>,
}

/// Writes until told to stop. A message, because it is several rows: itself, its key, its event, a letter that is due.
fn writer(site: &Site, cookie: String, engagement: String, stop: Arc<AtomicBool>) -> JoinHandle<Sent> {
    let door = site.door();
    std::thread::spawn(move || {
        let mut sent = Sent::default();
        while !stop.load(Ordering::Relaxed) {
            let key = backend::new_id::<uuid::Uuid>().to_string();
            match door.post("/api/messages/send", &cookie, &message(&engagement, &key)) {
                Some(answer) if answer.status == 303 => sent.acknowledged.push(key),
                Some(answer) => {
                    sent.unsure.push(key);
                    sent.refused.push(answer);
                    std::thread::sleep(Duration::from_millis(50));
                }
                None => {
                    sent.unsure.push(key);
                    std::thread::sleep(Duration::from_millis(50));
                }
            }
        }
        sent
    })
}

fn message(engagement: &str, key: &str) -> String {
    format!("engagement={engagement}&message=Proof+{key}&key={key}")
}

/// Writers at work on one engagement.
struct Writers {
    cookie: String,
    engagement: String,
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<Sent>>,
}

impl Writers {
    fn start(site: &Site, cookie: &str) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let engagement = site.one(
            "select e.id::text from engagements e join people p on p.id = e.student_id
             where p.email = 'maya@rivermark.example' and e.stage = 'in_progress' limit 1",
        );
        let start = |_| writer(site, cookie.to_owned(), engagement.clone(), Arc::clone(&stop));
        let threads = (0..WRITERS).map(start).collect();
        Self { cookie: cookie.to_owned(), engagement, stop, threads }
    }

    fn end(self) -> (Sent, String, String) {
        self.stop.store(true, Ordering::Relaxed);
        let mut all = Sent::default();
        for thread in self.threads {
            let sent = thread.join().expect("a writer");
            all.acknowledged.extend(sent.acknowledged);
            all.unsure.extend(sent.unsure);
            all.refused.extend(sent.refused);
        }
        (all, self.cookie, self.engagement)
    }
}

/// Waits until so many more messages are there than before.
fn wait_for(site: &Site, more: usize) {
    let (begun, before) = (Instant::now(), site.try_count(MESSAGES));
    let wanted = before.unwrap_or_default() + i64::try_from(more).expect("a number");
    while site.try_count(MESSAGES).is_none_or(|now| now < wanted) {
        assert!(begun.elapsed() < RECOVERY, "nobody can write: {:?} of {wanted} messages", site.try_count(MESSAGES));
        std::thread::sleep(Duration::from_millis(10));
    }
}

const MESSAGES: &str = "messages where body like 'Proof %'";

/// What was acknowledged is there once; what was not is there whole or not at all, and is there once when it is sent again.
fn look_after(site: &Site, sent: &Sent, cookie: &str, engagement: &str) {
    let keys = || sent.acknowledged.iter().chain(&sent.unsure);
    let there: BTreeSet<String> =
        site.column("select substr(body, 7) from messages where body like 'Proof %'").into_iter().collect();
    for key in &sent.acknowledged {
        assert!(there.contains(key), "an acknowledged message is lost");
    }
    for (whole, part) in [
        ("without its event", "not exists (select 1 from events e where e.subject_id = m.id and e.command = 'send')"),
        ("without its key", "not exists (select 1 from command_keys k where k.key::text = substr(m.body, 7))"),
    ] {
        let half = format!("messages m where m.body like 'Proof %' and {part}");
        assert_eq!(site.try_count(&half), Some(0), "a message is there {whole}");
    }
    for (what, query) in [
        (
            "event",
            "events e where e.subject = 'message' and e.command = 'send' and not exists (select 1 from messages m where m.id = e.subject_id)",
        ),
        ("letter", "message_letters l where not exists (select 1 from messages m where m.id = l.message_id)"),
    ] {
        assert_eq!(site.try_count(query), Some(0), "an {what} is there without its message");
    }
    // A browser that heard nothing sends again, and so may one that did.
    for key in keys().take(200) {
        let answer = site.door().post("/api/messages/send", cookie, &message(engagement, key)).expect("an answer");
        assert_eq!(answer.status, 303, "sent again: {}", answer.body);
    }
    let sent_again = keys().take(200).collect::<BTreeSet<_>>();
    for key in sent_again {
        assert_eq!(
            site.try_count(&format!("messages where body = 'Proof {key}'")),
            Some(1),
            "sent again, it acts once"
        );
    }
}

#[test]
fn nothing_acknowledged_is_lost_and_nothing_half_is_kept() {
    let mut site = Site::start();
    let cookie = site.door().sign_in("maya@rivermark.example");
    for _ in 0..ROUNDS {
        let writers = Writers::start(&site, &cookie);
        wait_for(&site, FORMS);
        site.kill();
        let (sent, cookie, engagement) = writers.end();
        assert!(!sent.acknowledged.is_empty() && !sent.unsure.is_empty(), "nobody wrote at that moment");
        site.start_again();
        look_after(&site, &sent, &cookie, &engagement);
    }
    // PostgreSQL dies at once, is told to end, or to end without looking back: the server starts it anew.
    for signal in ["KILL", "INT", "QUIT"] {
        let writers = Writers::start(&site, &cookie);
        wait_for(&site, FORMS);
        let before = site.database_pid();
        site.signal_database(signal);
        wait_until_other(&site, before);
        wait_for(&site, FORMS);
        let (sent, cookie, engagement) = writers.end();
        assert!(!sent.refused.is_empty(), "nobody wrote at that moment");
        for answer in &sent.refused {
            assert_eq!(answer.status, 503, "{signal}: {}", answer.body);
            assert!(
                answer.body.contains("Back in a moment") || answer.body.contains("The database does not answer"),
                "{signal}: {}",
                answer.body
            );
        }
        look_after(&site, &sent, &cookie, &engagement);
    }
}

fn wait_until_other(site: &Site, before: u32) {
    let begun = Instant::now();
    while site.try_database_pid().is_none_or(|pid| pid == before) {
        assert!(begun.elapsed() < RECOVERY, "PostgreSQL does not come back");
        std::thread::sleep(Duration::from_millis(50));
    }
}
