//! A server process on a data folder of its own, and ways to ask it and its database.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use launcher::{Cluster, Options};
use sqlx::Row as _;
use tokio::runtime::Runtime;

const READY_WITHIN: Duration = Duration::from_secs(120);
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: String,
    cookies: Vec<String>,
}

/// Where the server listens; a new connection for each request.
#[derive(Clone, Copy)]
pub struct Door(u16);

impl Door {
    /// The answer, or nothing when there was none: the server is away, or went away before it had answered.
    pub fn post(self, path: &str, cookie: &str, form: &str) -> Option<Answer> {
        let head = format!(
            "POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\
             Sec-Fetch-Site: same-origin",
            form.len()
        );
        self.ask(&head, cookie, form)
    }

    fn get(self, path: &str) -> Option<Answer> {
        self.ask(&format!("GET {path} HTTP/1.1"), "", "")
    }

    fn ask(self, head: &str, cookie: &str, body: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.0)).ok()?;
        stream.set_read_timeout(Some(ANSWER_WITHIN)).ok()?;
        let rest = format!("Host: 127.0.0.1:{}\r\nAccept: text/html\r\nCookie: {cookie}\r\nConnection: close", self.0);
        stream.write_all(format!("{head}\r\n{rest}\r\n\r\n{body}").as_bytes()).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let cookies =
            head.lines().filter_map(|line| line.strip_prefix("set-cookie: ")).map(ToOwned::to_owned).collect();
        Some(Answer { status: head.split(' ').nth(1)?.parse().ok()?, body: body.to_owned(), cookies })
    }

    /// The cookie of a persona's new session.
    pub fn sign_in(self, email: &str) -> String {
        let form = format!("email={}&password={}", email.replace('@', "%40"), backend::seed::PASSWORD);
        let answer = self.post("/api/people/sign-in", "", &form).expect("an answer");
        let session = answer.cookies.iter().find(|cookie| cookie.starts_with("sid=")).expect("a session");
        session.split(';').next().unwrap_or_default().to_owned()
    }
}

/// The running server. Everything it made is gone at the end.
pub struct Site {
    server: Child,
    folder: PathBuf,
    port: u16,
    runtime: Runtime,
}

impl Site {
    /// Starts a demonstration on a new folder.
    pub fn start() -> Self {
        let folder = std::env::temp_dir().join(format!("foothold-faults-{}", std::process::id()));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let runtime = Runtime::new().expect("a runtime");
        let site = Self { server: spawn(&folder, port), folder, port, runtime };
        site.wait_until_ready();
        site
    }

    /// Ends the process where it stands.
    pub fn kill(&mut self) {
        self.server.kill().expect("a process");
        self.server.wait().expect("its end");
    }

    /// Starts it on the same folder.
    pub fn start_again(&mut self) {
        self.server = spawn(&self.folder, self.port);
        self.wait_until_ready();
    }

    fn wait_until_ready(&self) {
        let begun = Instant::now();
        while self.door().get("/readyz").is_none_or(|answer| answer.status != 200) {
            assert!(begun.elapsed() < READY_WITHIN, "the server does not become ready");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Where it listens.
    pub const fn door(&self) -> Door {
        Door(self.port)
    }

    /// The first column of a query, asked on a connection of its own; nothing while the database is away.
    fn ask(&self, query: &str) -> Option<Vec<String>> {
        let url = launcher::holder(&self.folder)?.url;
        let query = query.to_owned();
        self.runtime.block_on(async {
            let asked = async {
                let mut connection = <sqlx::PgConnection as sqlx::Connection>::connect(&url).await?;
                let rows = sqlx::query(sqlx::AssertSqlSafe(query)).fetch_all(&mut connection).await?;
                rows.iter().map(|row| row.try_get::<String, _>(0)).collect::<Result<Vec<_>, _>>()
            };
            tokio::time::timeout(Duration::from_secs(5), asked).await.ok()?.ok()
        })
    }

    /// The first column of a query.
    pub fn column(&self, query: &str) -> Vec<String> {
        self.ask(query).expect("the database answers")
    }

    /// The one value of a query.
    pub fn one(&self, query: &str) -> String {
        self.column(query).into_iter().next().expect("a row")
    }

    /// How many rows a condition on a table finds; nothing while the database is away.
    pub fn try_count(&self, table_and_condition: &str) -> Option<i64> {
        let found = self.ask(&format!("select count(*)::text from {table_and_condition}"))?;
        found.first()?.parse().ok()
    }

    /// PostgreSQL's main process, from the file it keeps in its folder.
    pub fn database_pid(&self) -> u32 {
        self.try_database_pid().expect("PostgreSQL runs")
    }

    /// The same; nothing while it is away.
    pub fn try_database_pid(&self) -> Option<u32> {
        let folder = self.ask("select current_setting('data_directory')")?.into_iter().next()?;
        let file = std::fs::read_to_string(Path::new(&folder).join("postmaster.pid")).ok()?;
        file.lines().next()?.trim().parse().ok()
    }

    /// Sends a signal to PostgreSQL's main process.
    pub fn signal_database(&self, signal: &str) {
        let pid = self.database_pid().to_string();
        let sent = Command::new("sh").args(["-c", "kill -s \"$1\" \"$2\"", "sh", signal, &pid]).status();
        assert!(sent.is_ok_and(|status| status.success()), "no {signal} for PostgreSQL");
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        // A killed server leaves its PostgreSQL running: whoever starts on the folder next takes it over, and stops it.
        let options = Options { data_dir: self.folder.clone(), npm_dir: Some(root().join("node_modules")) };
        drop(Cluster::start(&options));
        let _ = launcher::reset(&self.folder);
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn spawn(folder: &Path, port: u16) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
    // The folder of the checkout: the npm build of PostgreSQL is looked for there.
    command
        .current_dir(root())
        .args(["serve", "--demo", "--no-work", "--port", &port.to_string(), "--data-dir"])
        .arg(folder);
    for variable in ["DATABASE_URL", "DATA_DIR", "FOOTHOLD_ENV", "FOOTHOLD_FILES", "LISTEN", "SITE_URL", "SMTP_URL"] {
        command.env_remove(variable);
    }
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the server")
}
