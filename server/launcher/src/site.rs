//! One cluster on disk: making it, starting its server, taking over one that runs, stopping it.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::account::{self, Account};
use crate::binaries::Binaries;
use crate::{LaunchError, NAME, files, process};

const CLUSTER: &str = "postgresql";
/// The cluster while it is being made; renamed when complete, so that a half-made one is never started.
const UNFINISHED: &str = "postgresql.unfinished";
const LOCATION: &str = "database.location";
const LOG: &str = "postgresql.log";
const LOG_LIMIT: u64 = 10_000_000;
const PAUSE: Duration = Duration::from_millis(20);
/// Long enough to replay what a killed server had not written to its tables.
const START_LIMIT: Duration = Duration::from_secs(120);
const STOP_LIMIT: Duration = Duration::from_secs(30);
/// A server that was killed leaves helpers that end by themselves within seconds; a port may be taken in between.
const ATTEMPTS: u32 = 40;

/// Where a cluster is and how to run it.
#[derive(Debug)]
pub(crate) struct Site {
    /// The cluster's folder, what PostgreSQL calls PGDATA.
    pub cluster: PathBuf,
    pub binaries: Binaries,
    log: PathBuf,
    account: Option<Account>,
    /// False for tests: quicker, and worthless after a power cut.
    durable: bool,
}

/// A running PostgreSQL: our child, or one that an earlier process left running.
#[derive(Debug)]
pub(crate) struct Postmaster {
    child: Option<Child>,
    pub pid: u32,
    pub port: u16,
}

impl Site {
    /// Finds or makes the cluster of a data folder; gives it with the password of its role.
    pub(crate) fn prepare(home: &Path, npm_dir: Option<&Path>, durable: bool) -> Result<(Self, String), LaunchError> {
        let parent = location(home)?;
        let cluster = parent.join(CLUSTER);
        let account = Account::choose(Some(&cluster))?;
        let binaries = Binaries::find(npm_dir, account, made_by(&cluster))?;
        let site = Self { cluster, binaries, log: home.join(LOG), account, durable };
        let exists = site.cluster.join("PG_VERSION").exists();
        match (exists, files::read_password(home)) {
            (true, Some(password)) => Ok((site, password)),
            (true, None) => {
                // The password got lost: the owner of the files may set a new one.
                if let Some(running) = site.take_over()? {
                    running.stop(&site)?;
                }
                let password = files::new_password(home)?;
                site.single_user(&site.cluster, NAME, &format!("ALTER ROLE {NAME} PASSWORD '{password}'"))?;
                Ok((site, password))
            }
            (false, _) => {
                let password = files::new_password(home)?;
                site.make(&parent, &password)?;
                Ok((site, password))
            }
        }
    }

    /// Makes the cluster and its database.
    fn make(&self, parent: &Path, password: &str) -> Result<(), LaunchError> {
        let unfinished = parent.join(UNFINISHED);
        files::remove(&unfinished)?;
        DirBuilder::new().mode(0o700).create(&unfinished).map_err(LaunchError::file("make", &unfinished))?;
        let secret = parent.join("initdb.password");
        files::remove(&secret)?;
        files::private_file(&secret)?.write_all(password.as_bytes()).map_err(LaunchError::file("write", &secret))?;
        if let Some(account) = self.account {
            account.own(&unfinished)?;
            account.own(&secret)?;
        }
        let made = self.initdb(&unfinished, &secret);
        files::remove(&secret)?;
        made?;
        self.single_user(&unfinished, "postgres", &format!("CREATE DATABASE {NAME}"))?;
        std::fs::rename(&unfinished, &self.cluster).map_err(LaunchError::file("make", &self.cluster))
    }

    fn initdb(&self, folder: &Path, secret: &Path) -> Result<(), LaunchError> {
        let mut command = self.command("initdb");
        command.arg("-D").arg(folder).arg("--pwfile").arg(secret).args(["-U", NAME, "-E", "UTF8"]);
        command.args(["--auth-local=scram-sha-256", "--auth-host=scram-sha-256"]);
        if self.binaries.major >= 17 {
            command.args(["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]);
        } else {
            // macOS has no such locale; its C does the same for what we store.
            command.arg(if cfg!(target_os = "macos") { "--locale=C" } else { "--locale=C.UTF-8" });
        }
        if !self.durable {
            command.arg("--no-sync");
        }
        let output = command.output().map_err(LaunchError::file("run", &self.binaries.program("initdb")))?;
        if output.status.success() {
            return Ok(());
        }
        Err(LaunchError::step(format!("`initdb` could not make the cluster: {}.", complaint(&output.stderr))))
    }

    /// Runs one statement on a cluster that is not running; gives what PostgreSQL printed.
    pub(crate) fn single_user(&self, folder: &Path, database: &str, sql: &str) -> Result<String, LaunchError> {
        let program = self.binaries.program("postgres");
        let mut command = self.command("postgres");
        command.arg("--single").arg("-D").arg(folder).args(["-c", "exit_on_error=on"]);
        if !self.durable {
            command.args(["-c", "fsync=off"]);
        }
        let mut child = command
            .arg(database)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(LaunchError::file("run", &program))?;
        if let Some(mut input) = child.stdin.take() {
            // A server that refuses to start closes its input; what it says about that is reported below.
            let _ = writeln!(input, "{sql}");
        }
        let output = child.wait_with_output().map_err(LaunchError::file("run", &program))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let why = complaint(&output.stderr);
        Err(LaunchError::step(format!("PostgreSQL could not prepare the database `{database}`: {why}.")))
    }

    /// Starts the server, or takes over the one that runs on this cluster. Returns when it accepts connections.
    pub(crate) fn launch(&self, port: Option<u16>) -> Result<Postmaster, LaunchError> {
        let mut why = String::new();
        for _ in 0..ATTEMPTS {
            if let Some(running) = self.take_over()? {
                return Ok(running);
            }
            let port = match port {
                Some(port) => port,
                None => free_port()?,
            };
            match self.try_launch(port)? {
                Ok(postmaster) => return Ok(postmaster),
                Err(said) => why = said,
            }
            let passing = ["pre-existing shared memory", "could not bind", "could not create any TCP", "lock file"];
            if !passing.iter().any(|text| why.contains(text)) {
                break;
            }
            std::thread::sleep(Duration::from_millis(250));
        }
        let why = complaint(why.as_bytes());
        Err(LaunchError::step(format!("PostgreSQL did not start: {why} (see {}).", self.log.display())))
    }

    /// One attempt; the inner error is what the log says when the server ended instead of starting.
    fn try_launch(&self, port: u16) -> Result<Result<Postmaster, String>, LaunchError> {
        let (log, start) = self.open_log()?;
        let errors = log.try_clone().map_err(LaunchError::file("write", &self.log))?;
        let mut command = self.command("postgres");
        command.arg("-D").arg(&self.cluster).args(["-p", &port.to_string()]);
        let cluster_name = format!("cluster_name={}", self.cluster_name());
        let mut settings = vec![
            "listen_addresses=127.0.0.1",
            // Every client comes by TCP with the password; without a socket no path can be too long for one.
            "unix_socket_directories=",
            "max_connections=200",
            "logging_collector=off",
            "log_destination=stderr",
            "timezone=UTC",
            "log_timezone=UTC",
            &cluster_name,
        ];
        if self.durable {
            // Ctrl-C is for the application, which stops the database when it is done with it.
            command.process_group(0);
        } else {
            settings.extend(["fsync=off", "synchronous_commit=off", "full_page_writes=off"]);
        }
        for setting in settings {
            command.args(["-c", setting]);
        }
        let mut child = command
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors)
            .spawn()
            .map_err(LaunchError::file("run", &self.binaries.program("postgres")))?;
        let deadline = Instant::now() + START_LIMIT;
        loop {
            let pid = child.id();
            if PidFile::read(&self.cluster).is_some_and(|file| file.pid == pid && file.port == port && file.ready) {
                return Ok(Ok(Postmaster { child: Some(child), pid, port }));
            }
            match child.try_wait() {
                Ok(None) if Instant::now() < deadline => std::thread::sleep(PAUSE),
                Ok(None) => {
                    let running = Postmaster { child: Some(child), pid, port };
                    running.stop(self)?;
                    return Ok(Err(format!("it was not ready after {} seconds", START_LIMIT.as_secs())));
                }
                _ => return Ok(Err(read_from(&self.log, start))),
            }
        }
    }

    /// The server that already runs on this cluster, once it is ready. Forgets a stale note of one whose process id
    /// now belongs to something else.
    fn take_over(&self) -> Result<Option<Postmaster>, LaunchError> {
        let deadline = Instant::now() + START_LIMIT;
        loop {
            let Some(file) = PidFile::read(&self.cluster) else { return Ok(None) };
            if !file.is_server_of(&self.cluster) {
                // PostgreSQL sees through the note of a process that is gone, but not of one whose number was given
                // to another or which nobody collected. The note may go when no helper of the old server is left
                // that could still write to the files.
                if process::exists(file.pid) && process::any_with(&self.cluster_name()) == Some(false) {
                    files::remove(&self.cluster.join(PidFile::NAME))?;
                }
                return Ok(None);
            }
            if file.ready {
                return Ok(Some(Postmaster { child: None, pid: file.pid, port: file.port }));
            }
            if Instant::now() > deadline {
                let pid = file.pid;
                return Err(LaunchError::step(format!("PostgreSQL (process {pid}) neither starts nor ends: stop it.")));
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// Appears in the names of all processes of this cluster's server.
    fn cluster_name(&self) -> String {
        format!("{NAME}-{}", files::short_hash(&self.cluster))
    }

    /// Opens the log for writing at its end; also gives where that is.
    fn open_log(&self) -> Result<(File, u64), LaunchError> {
        let size = std::fs::metadata(&self.log).map_or(0, |found| found.len());
        if size > LOG_LIMIT {
            let old = self.log.with_extension("old.log");
            std::fs::rename(&self.log, &old).map_err(LaunchError::file("write", &old))?;
        }
        let mut log = OpenOptions::new()
            .create(true)
            .append(true)
            .mode(0o600)
            .open(&self.log)
            .map_err(LaunchError::file("write", &self.log))?;
        let start = log.seek(SeekFrom::End(0)).map_err(LaunchError::file("write", &self.log))?;
        Ok((log, start))
    }

    /// One of PostgreSQL's programs, run by the right account and free of settings meant for other clusters.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.binaries.program(program));
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"PG")) {
            command.env_remove(name);
        }
        command.env("LC_ALL", "C").current_dir("/").stdin(Stdio::null());
        if let Some(account) = self.account {
            account.apply(&mut command);
        }
        command
    }
}

impl Postmaster {
    /// Whether the main process is still there.
    pub(crate) fn is_running(&mut self) -> bool {
        match &mut self.child {
            Some(child) => matches!(child.try_wait(), Ok(None)),
            None => process::is_alive(self.pid),
        }
    }

    /// Asks it to roll back what is open, write everything and end; for a temporary cluster, to just end.
    pub(crate) fn stop(mut self, site: &Site) -> Result<(), LaunchError> {
        process::signal(self.pid, if site.durable { "INT" } else { "QUIT" });
        let begun = Instant::now();
        let mut urged = false;
        while self.is_running() {
            if begun.elapsed() > STOP_LIMIT {
                if urged && begun.elapsed() > STOP_LIMIT * 2 {
                    return Err(LaunchError::step(format!("PostgreSQL (process {}) does not stop.", self.pid)));
                }
                if !urged {
                    // It ends at once and repairs itself at the next start; nothing committed is lost.
                    process::signal(self.pid, "QUIT");
                    urged = true;
                }
            }
            std::thread::sleep(PAUSE);
        }
        Ok(())
    }
}

/// What a running server writes about itself.
struct PidFile {
    pid: u32,
    port: u16,
    ready: bool,
}

impl PidFile {
    const NAME: &str = "postmaster.pid";

    fn read(cluster: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(cluster.join(Self::NAME)).ok()?;
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let port = lines.get(3).and_then(|line| line.parse().ok()).unwrap_or(0);
        Some(Self { pid: lines.first()?.parse().ok()?, port, ready: lines.get(7) == Some(&"ready") })
    }

    /// Whether the process in this note runs and is the server of that cluster.
    fn is_server_of(&self, cluster: &Path) -> bool {
        let folder = format!("-D {}", cluster.display());
        process::is_alive(self.pid) && process::command_line(self.pid).is_some_and(|line| line.contains(&folder))
    }
}

/// The folder the cluster of a data folder lives in: the data folder itself, unless the account PostgreSQL runs as
/// cannot reach it (a root home, say). Then it is a folder of ours under /var/tmp, noted in the data folder.
fn location(home: &Path) -> Result<PathBuf, LaunchError> {
    if let Some(folder) = noted_location(home) {
        files::trusted_folder(&folder)?;
        return Ok(folder);
    }
    match Account::choose(Some(&home.join(CLUSTER)))? {
        Some(account) if !account.reaches(home) => {
            let folder = PathBuf::from(format!("/var/tmp/{NAME}-{}", files::short_hash(home)));
            files::trusted_folder(&folder)?;
            let note = home.join(LOCATION);
            std::fs::write(&note, folder.display().to_string()).map_err(LaunchError::file("write", &note))?;
            Ok(folder)
        }
        _ => Ok(home.to_path_buf()),
    }
}

fn noted_location(home: &Path) -> Option<PathBuf> {
    let text = std::fs::read_to_string(home.join(LOCATION)).ok()?;
    // Never a path somebody typed: only the one this module would choose itself.
    let folder = PathBuf::from(format!("/var/tmp/{NAME}-{}", files::short_hash(home)));
    (Path::new(text.trim()) == folder).then_some(folder)
}

/// Stops what runs on the cluster of a data folder and removes the cluster.
pub(crate) fn remove(home: &Path) -> Result<(), LaunchError> {
    let parent = noted_location(home).unwrap_or_else(|| home.to_path_buf());
    end_server(&parent.join(CLUSTER));
    for name in [CLUSTER, UNFINISHED] {
        files::remove(&parent.join(name))?;
    }
    if parent != home {
        files::remove(&parent)?;
    }
    files::remove(&home.join(LOCATION))?;
    files::remove_password(home)
}

/// Removes what temporary clusters left behind when their owners were killed.
pub(crate) fn sweep_ephemeral() {
    let Ok(own) = account::own_uid() else { return };
    let folders = std::fs::read_dir(files::temporary_base()).into_iter().flatten().flatten();
    for folder in folders {
        let name = folder.file_name();
        let owner =
            name.to_str().and_then(|name| name.strip_prefix(files::TEMPORARY_PREFIX)?.split('-').next()?.parse().ok());
        let ours = folder.metadata().is_ok_and(|found| std::os::unix::fs::MetadataExt::uid(&found) == own);
        if ours && owner.is_some_and(|pid: u32| !process::is_alive(pid)) {
            end_server(&folder.path().join(CLUSTER));
            let _ = std::fs::remove_dir_all(folder.path());
        }
    }
}

/// Ends the server of a cluster that is about to be removed.
fn end_server(cluster: &Path) {
    let Some(file) = PidFile::read(cluster).filter(|file| file.is_server_of(cluster)) else { return };
    process::signal(file.pid, "QUIT");
    let deadline = Instant::now() + STOP_LIMIT;
    while process::is_alive(file.pid) && Instant::now() < deadline {
        std::thread::sleep(PAUSE);
    }
}

/// The major version that made a cluster, when there is one.
fn made_by(cluster: &Path) -> Option<u32> {
    std::fs::read_to_string(cluster.join("PG_VERSION")).ok()?.trim().parse().ok()
}

/// A port of 127.0.0.1 that nobody uses at this moment. Below the range systems hand out by themselves, so that it is
/// still free when a killed server is started again.
fn free_port() -> Result<u16, LaunchError> {
    for _ in 0..100 {
        let port = 20_000 + files::random_number()? % 12_000;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
    Err(LaunchError::step("There is no free port on 127.0.0.1 between 20000 and 32000."))
}

fn read_from(path: &Path, start: u64) -> String {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|mut file| {
        file.seek(SeekFrom::Start(start))?;
        file.read_to_end(&mut bytes)
    });
    if read.is_ok() { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() }
}

/// The line of PostgreSQL's output that says what is wrong.
fn complaint(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let telling = ["FATAL", "PANIC", "ERROR", "error:"];
    let line = lines.iter().find(|line| telling.iter().any(|word| line.contains(word))).or(lines.last());
    line.map_or_else(|| "it said nothing".to_owned(), |line| line.trim_end_matches('.').to_owned())
}
