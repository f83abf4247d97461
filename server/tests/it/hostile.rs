//! Every form of the site, with everything somebody can put into it. The forms are those the pages show, so that a new one is
//! tried by itself; where a function has no form in the demonstration, [`WITHOUT_FORM`] says its fields.
//!
//! Whatever arrives: no fault of ours, nothing of others, and nothing that was typed comes back as markup.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::routes::{FILE_ROUTES, SERVER_FUNCTIONS};
use axum::http::StatusCode;
use sqlx::PgPool;

use crate::crawl::{Field, Form, Seen, crawl, runs_what_was_typed};
use crate::payloads::{LINK, MARKUP, NO_FIGURES, NOBODY, UNUSUAL, WITH_NUL, WITHOUT_FORM, foreign, ids, unknown};
use crate::support::{Answer, Browser, Part, Web, encode};

pub const MAYA: &str = "maya@rivermark.example";
const SAMIR: &str = "samir@rivermark.example";
pub const DEE: &str = "dee@harborstreet.example";
pub const LUCIA: &str = "lucia@rivermark.example";

/// Who sends forms, test by test; the last one is nobody.
const SENDERS: [&[&str]; 4] = [
    &[MAYA, SAMIR],
    &[DEE],
    &[LUCIA],
    &["ruth@rivermark.example", "henry@rivermark.example", "noor@rivermark.example", "ada@rivermark.example", ""],
];

const NOTHING_KEPT: &str = "nothing hostile was kept: that no page runs it proves little";

/// Pages nobody links to.
const ALSO: &[&str] = &[
    "/reset-password/new?token=abc",
    "/confirm-email?token=abc",
    "/searches/stop?token=abc",
    "/staff/attention?stage=resolved",
];

/// Panics in this process; a test that is run by itself has none.
static PANICS: AtomicUsize = AtomicUsize::new(0);

fn count_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |what| {
        PANICS.fetch_add(1, Ordering::SeqCst);
        before(what);
    }));
}

/// Somebody, with the forms they have.
struct Sender<'w> {
    web: &'w Web,
    email: &'static str,
    browser: Browser,
    seen: Seen,
    problems: Vec<String>,
    answers: usize,
}

impl<'w> Sender<'w> {
    async fn new(web: &'w Web, email: &'static str) -> Self {
        let browser = if email.is_empty() { Browser::default() } else { web.signed_in(email).await };
        let seen = crawl(web, &browser, ALSO).await;
        Self { web, email, browser, seen, problems: Vec::new(), answers: 0 }
    }

    /// Everything of every form that nobody has tried before.
    async fn try_everything(&mut self, tried: &mut BTreeSet<String>) {
        let mut forms: Vec<Form> = self.seen.forms.values().cloned().collect();
        for (action, _, fields) in WITHOUT_FORM.iter().filter(|(_, email, _)| *email == self.email) {
            if !forms.iter().any(|form| form.action == *action) {
                forms.push(self.made_up(action, fields).await);
            }
        }
        // What ends a session, or moves the clock, comes last.
        forms.sort_by_key(|form| form.action.contains("/sign-out") || form.action == "/api/demo/wait");
        for form in forms {
            if tried.insert(form.shape()) {
                self.try_form(form).await;
            }
        }
    }

    async fn made_up(&self, action: &str, fields: &str) -> Form {
        let mut made = Vec::new();
        for field in fields.split_whitespace() {
            let (name, value) = field.split_once('=').expect("a field");
            let (value, kind) = match value.strip_prefix('@') {
                Some(table) => (self.id_of(table).await, "hidden"),
                None if value == "~" => (String::new(), "textarea"),
                None => (value.to_owned(), "select"),
            };
            made.push(Field { name: name.to_owned(), value, kind: kind.to_owned() });
        }
        made.push(Field { name: "key".into(), value: String::new(), kind: "hidden".into() });
        let page = self.seen.pages.last().map_or("/", |(page, _)| page).to_owned();
        Form { page, action: action.to_owned(), method: "post".into(), has_files: false, fields: made }
    }

    /// An id of a table that they have been shown, else any.
    async fn id_of(&self, table: &str) -> String {
        let ids = ids(self.web, table).await;
        let shown = ids.iter().find(|id| self.seen.has(id)).or_else(|| ids.first());
        shown.cloned().unwrap_or_else(|| backend::new_id::<uuid::Uuid>().to_string())
    }

    async fn try_form(&mut self, form: Form) {
        let all = |change: &dyn Fn(&Field) -> String| -> Vec<(String, String)> {
            form.fields.iter().map(|field| (field.name.clone(), change(field))).collect()
        };
        let kept = |field: &Field| field.value.clone();
        let mut sent: Vec<(&str, Vec<(String, String)>)> = vec![("nothing", Vec::new())];
        if form.fields.iter().any(Field::is_id) {
            for (what, id) in [("an id of nothing", NOBODY), ("no id", "not-an-id"), ("a query", "' or 1=1 --")] {
                sent.push((what, all(&|field| if field.is_id() { id.to_owned() } else { kept(field) })));
            }
        }
        let names: Vec<&str> = form.fields.iter().map(|field| field.name.as_str()).collect();
        for start in (0..NO_FIGURES.len()).step_by(3) {
            // Each field gets another one, and each a third of them.
            let place = |field: &Field| names.iter().position(|name| *name == field.name).unwrap_or_default();
            let figure = |field: &Field| NO_FIGURES[(start + place(field)) % NO_FIGURES.len()].to_owned();
            sent.push(("no figure", all(&|field| if field.is_id() { kept(field) } else { figure(field) })));
        }
        let long = "x".repeat(100_000);
        // As many at a time as fit into the largest body.
        let visible: Vec<&str> =
            form.fields.iter().filter(|field| field.is_visible()).map(|f| f.name.as_str()).collect();
        for some in visible.chunks(15) {
            let change = |field: &Field| if some.contains(&field.name.as_str()) { long.clone() } else { kept(field) };
            sent.push(("very long", all(&change)));
        }
        sent.push((
            "very long throughout",
            form.fields.iter().take(15).map(|f| (f.name.clone(), long.clone())).collect(),
        ));
        let hostile = format!("{MARKUP} {UNUSUAL}");
        for (what, text) in [("a link that runs", LINK), ("hostile", &hostile)] {
            sent.push((what, all(&|field| if field.is_text() { text.to_owned() } else { kept(field) })));
        }
        for (what, text) in [("with NUL", WITH_NUL), ("hostile", &hostile)] {
            sent.push((what, all(&|field| if field.is_id() { kept(field) } else { text.to_owned() })));
        }
        sent.push(("hostile throughout", all(&|_| hostile.clone())));
        sent.push(("unknown fields", [all(&kept), unknown(&hostile)].concat()));
        sent.push(("everything twice", [all(&kept), all(&|_| hostile.clone())].concat()));
        sent.push(("as it stands", all(&kept)));
        let mut form_now = form.clone();
        for (what, fields) in sent {
            let fields = renewed(&form_now, fields);
            let answer = self.send(&form, &fields).await;
            self.check(&form, what, &answer).await;
            if form.action.contains("/sign-out") && !self.email.is_empty() {
                self.browser = self.web.signed_in(self.email).await;
            }
            // What was taken in has another version now.
            if answer.status == StatusCode::SEE_OTHER && form.fields.iter().any(|field| field.name == "version") {
                let page = self.web.get(&self.browser, &form.page).await;
                let again = crate::crawl::forms(&form.page, &page.body).into_iter().find(|f| f.shape() == form.shape());
                form_now = again.unwrap_or(form_now);
            }
        }
        self.try_foreign_ids(&form).await;
    }

    /// Ids of things that are there and not theirs.
    async fn try_foreign_ids(&mut self, form: &Form) {
        let staff = !self.email.is_empty() && ![MAYA, SAMIR, DEE].contains(&self.email);
        if staff || form.method != "post" || !form.fields.iter().any(Field::is_id) {
            return;
        }
        let mut changed = Vec::new();
        let mut texts = Vec::new();
        for field in &form.fields {
            let foreign =
                if field.is_id() { foreign(self.web, &self.seen, self.email, &field.value).await } else { None };
            let value = foreign.map_or_else(
                || field.value.clone(),
                |(id, said)| {
                    texts.extend(said);
                    id
                },
            );
            changed.push((field.name.clone(), value));
        }
        if texts.is_empty() {
            return;
        }
        let before = self.events().await;
        let answer = self.send(form, &renewed(form, changed)).await;
        self.check(form, "an id of somebody else", &answer).await;
        // The preview of an application is their own page, drawn again.
        if !answer.status.is_client_error() && answer.status != StatusCode::OK {
            self.problems.push(format!("{} takes a foreign id: {}", form.action, answer.status));
        }
        if self.events().await != before {
            self.problems.push(format!("{} changes what is somebody else's", form.action));
        }
        for text in texts.iter().filter(|text| answer.body.contains(text.as_str())) {
            self.problems.push(format!("{} shows what is somebody else's: {text}", form.action));
        }
    }

    async fn events(&self) -> i64 {
        let count = sqlx::query_scalar("select count(*) from events").fetch_one(&self.web.backend.pool);
        count.await.expect("events")
    }

    async fn send(&mut self, form: &Form, fields: &[(String, String)]) -> Answer {
        self.answers += 1;
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        if form.has_files {
            let parts: Vec<Part<'_>> = form.fields.iter().zip(&pairs).map(part).collect();
            return self.web.post_files(&self.browser, &form.action, &form.page, &parts).await;
        }
        if form.method == "get" {
            // No address is longer than this.
            let query: String = encode(&pairs).chars().take(60_000).collect();
            return self.web.get(&self.browser, &format!("{}?{query}", form.action)).await;
        }
        self.web.post(&self.browser, &form.action, &form.page, &pairs).await
    }

    async fn check(&mut self, form: &Form, what: &str, answer: &Answer) {
        let place = format!("{} on {} as {}: {what}", form.action, form.page, self.email);
        if answer.status.is_server_error() {
            self.problems.push(format!("{place}: {} {}", answer.status, body_words(answer)));
        }
        if answer.kind.starts_with("text/html") {
            self.problems
                .extend(runs_what_was_typed(&answer.body).iter().map(|found| format!("{place}: shows {found}")));
        }
        if answer.status == StatusCode::SEE_OTHER && answer.location.starts_with('/') {
            let next = self.web.get(&self.browser, &answer.location).await;
            if next.status.is_server_error() {
                self.problems.push(format!("{place}: then {} on {}", next.status, answer.location));
            }
            self.problems
                .extend(runs_what_was_typed(&next.body).iter().map(|found| format!("{place}: then shows {found}")));
        } else if answer.status == StatusCode::SEE_OTHER {
            self.problems.push(format!("{place}: leads to {}", answer.location));
        }
    }
}

/// The same with a key of its own and the version that stands on the page now.
fn renewed(now: &Form, fields: Vec<(String, String)>) -> Vec<(String, String)> {
    let version = now.fields.iter().find(|field| field.name == "version").map(|field| field.value.clone());
    let renew = |(name, text): (String, String)| match name.as_str() {
        "key" if text.is_empty() || uuid::Uuid::try_parse(&text).is_ok() => {
            (name, backend::new_id::<uuid::Uuid>().to_string())
        }
        "version" if text.parse::<i32>().is_ok_and(|number| number > 0) => (name, version.clone().unwrap_or(text)),
        _ => (name, text),
    };
    fields.into_iter().map(renew).collect()
}

/// A field of a form with files: what a file is named and holds is typed as well.
fn part<'p>((field, (name, text)): (&'p Field, &(&'p str, &'p str))) -> Part<'p> {
    if field.kind == "file" {
        (name, Some("cv\u{202e}fdp.<script>.pdf"), text.as_bytes())
    } else {
        (name, None, text.as_bytes())
    }
}

fn body_words(answer: &Answer) -> String {
    answer.body.chars().take(300).collect()
}

/// A demonstration whose timers ran, so that staff have something on their desk.
async fn world(pool: PgPool) -> Web {
    let web = Web::new(pool).await;
    backend::timers::once(&web.backend).await.expect("timers");
    web
}

/// Tries everything as some people, then reads every page as others. Whether anything of it was kept.
async fn sweep(pool: PgPool, people: &[&'static str], readers: &[&'static str]) -> bool {
    count_panics();
    let web = world(pool).await;
    let (mut problems, mut tried) = (BTreeSet::new(), BTreeSet::new());
    for email in people {
        let mut sender = Sender::new(&web, email).await;
        sender.try_everything(&mut tried).await;
        assert!(sender.answers > 0, "{email} has no form");
        problems.extend(sender.problems);
    }
    // Whatever was kept is shown to everybody as text.
    let mut kept = false;
    for email in readers {
        let reader = Sender::new(&web, email).await;
        kept |= reader.seen.has("hostile(1)");
        for (page, body) in &reader.seen.pages {
            problems.extend(runs_what_was_typed(body).iter().map(|found| format!("{page} as {email} shows {found}")));
        }
    }
    let problems: Vec<_> = problems.into_iter().collect();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
    assert_eq!(PANICS.load(Ordering::SeqCst), 0, "something panicked");
    kept
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn students_send_anything(pool: PgPool) {
    assert!(sweep(pool, SENDERS[0], &[SAMIR, DEE, LUCIA]).await, "{NOTHING_KEPT}");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn hosts_send_anything(pool: PgPool) {
    assert!(sweep(pool, SENDERS[1], &[MAYA, DEE, LUCIA, ""]).await, "{NOTHING_KEPT}");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn coordinators_send_anything(pool: PgPool) {
    assert!(sweep(pool, SENDERS[2], &[MAYA, DEE, LUCIA, ""]).await, "{NOTHING_KEPT}");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn other_staff_and_strangers_send_anything(pool: PgPool) {
    sweep(pool, SENDERS[3], &[MAYA, DEE, "ada@rivermark.example"]).await;
}

/// A function that none of these could send would never be tried.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn every_server_function_is_sent(pool: PgPool) {
    let web = world(pool).await;
    let mut found: BTreeSet<String> = WITHOUT_FORM.iter().map(|(action, _, _)| (*action).to_owned()).collect();
    for email in SENDERS.iter().copied().flatten() {
        found.extend(Sender::new(&web, email).await.seen.forms.into_values().map(|form| form.action));
    }
    let plain = FILE_ROUTES.iter().filter(|(path, methods, _)| methods.contains("POST") && !path.contains('{'));
    for path in SERVER_FUNCTIONS.iter().map(|(path, _)| path).chain(plain.map(|(path, _, _)| path)) {
        assert!(found.contains(*path), "no page shows a form for {path}: list its fields in WITHOUT_FORM");
    }
}
