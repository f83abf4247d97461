//! A server that is measured: started, asked as a persona, and stopped at the end.

use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::load::{self, Request};

const READY_WITHIN: Duration = Duration::from_secs(60);
/// The personas' password, as `backend/src/seed/personas.rs` has it.
const PASSWORD: &str = "foothold-demo-2026";
/// Letters of an id in an address.
const ID: usize = 36;

/// The address of a project's page in the catalogue: what stands before the id and after it.
pub const PROJECT: (&str, &str) = ("/projects/", "");
/// The address of a host's own project, and of a screen of a draft.
const OWN_PROJECT: (&str, &str) = ("/host/projects/", "");
const DRAFT: (&str, &str) = ("/host/projects/", "/edit/");
/// The address of the weeks of an engagement.
pub const WEEK: (&str, &str) = ("/engagements/", "/time");

/// A server that is stopped at the end.
pub struct Running(Child);

impl Running {
    /// Starts it and waits until `ready` answers.
    pub fn start(command: &mut Command, port: u16, ready: &str) -> Outcome<Self> {
        let child =
            command.stdout(Stdio::null()).spawn().map_err(|error| format!("the server did not start: {error}"))?;
        let mut running = Self(child);
        let begun = Instant::now();
        let request = Request { port, path: ready.to_owned(), cookie: None, brotli: true };
        while !load::ask(&request).is_ok_and(|answer| answer.status == 200) {
            if begun.elapsed() > READY_WITHIN || !matches!(running.0.try_wait(), Ok(None)) {
                return Err(format!("the server did not become ready on port {port}"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(running)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port nobody listens on.
pub fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| format!("no free port: {error}"))?;
    listener.local_addr().map(|address| address.port()).map_err(|error| format!("no free port: {error}"))
}

/// The cookie of a persona's new session.
pub fn sign_in(port: u16, person: &str) -> Outcome<String> {
    let form = format!("email={}&password={PASSWORD}", person.replace('@', "%40"));
    let answer = load::post(port, "/api/people/sign-in", &form)?;
    let session = answer.cookies.into_iter().find(|cookie| cookie.starts_with("sid="));
    session.ok_or_else(|| format!("{person} could not sign in: status {}", answer.status))
}

pub fn request(port: u16, path: &str, cookie: Option<&String>, brotli: bool) -> Request {
    Request { port, path: path.to_owned(), cookie: cookie.cloned(), brotli }
}

/// A screen of a draft of this host.
pub fn draft(port: u16, host: Option<&String>) -> Outcome<String> {
    for project in links(port, "/host", host, OWN_PROJECT)? {
        if let Some(screen) = links(port, &project, host, DRAFT)?.into_iter().next() {
            return Ok(screen);
        }
    }
    Err("the host has no draft".to_owned())
}

/// The first address on a page that has an id between the two parts of `shape`. What follows them may be of any kind where
/// the second part is not empty.
pub fn link(port: u16, page: &str, cookie: Option<&String>, shape: (&str, &str)) -> Outcome<String> {
    let first = links(port, page, cookie, shape)?.into_iter().next();
    first.ok_or_else(|| format!("{page} has no link to {}…{}", shape.0, shape.1))
}

/// All such addresses, in the order of the page.
pub fn links(port: u16, page: &str, cookie: Option<&String>, shape: (&str, &str)) -> Outcome<Vec<String>> {
    let body = load::ask(&request(port, page, cookie, false))?.body;
    let fits = |text: &&str| {
        let rest = text.strip_prefix(shape.0).and_then(|rest| rest.split_at_checked(ID));
        rest.is_some_and(|(id, rest)| {
            !id.contains('/') && if shape.1.is_empty() { rest.is_empty() } else { rest.starts_with(shape.1) }
        })
    };
    Ok(String::from_utf8_lossy(&body).split('"').filter(fits).map(str::to_owned).collect())
}
