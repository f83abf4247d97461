//! `cargo xtask prepare`: checks every SQL query against a database with all migrations, and keeps what the database
//! said about each in backend/.sqlx, so that builds need no database.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::Args;
use launcher::Cluster;

use crate::Outcome;
use crate::generate::{contents, empty_folder};
use crate::project::{Project, capture, run as run_command};

const DESCRIPTIONS: &str = "backend/.sqlx";
const MIGRATIONS: &str = "backend/migrations";

#[derive(Args)]
pub struct Options {
    /// Write nothing; fail when the committed descriptions are not what the database says.
    #[arg(long)]
    check: bool,
}

pub fn run(project: &Project, options: &Options) -> Outcome {
    let cluster = start_cluster(project)?;
    describe(project, &cluster, options.check)
}

/// A throw-away PostgreSQL.
pub fn start_cluster(project: &Project) -> Outcome<Cluster> {
    Cluster::ephemeral(Some(&project.path("node_modules"))).map_err(|error| error.to_string())
}

/// Describes all queries with an empty database of the cluster; writes the result, or compares it.
pub fn describe(project: &Project, cluster: &Cluster, check: bool) -> Outcome {
    migrate(project, cluster)?;
    let fresh = project.path("target/xtask/sqlx");
    empty_folder(&fresh)?;
    let source = project.path("backend/src/lib.rs");
    let written = touch(&source, now())?;
    let mut command = project.cargo(&["check", "--package", "backend", "--all-targets"]);
    command.env("DATABASE_URL", cluster.url()).env("SQLX_OFFLINE", "false").env("SQLX_OFFLINE_DIR", &fresh);
    let checked = run_command(&mut command);
    // As it was, or the release build would start again too.
    touch(&source, written)?;
    checked?;

    let (made, kept) = (contents(&fresh, &fresh)?, project.path(DESCRIPTIONS));
    let committed = contents(&kept, &kept)?;
    let changed = made.iter().filter(|(name, text)| committed.get(*name) != Some(text)).count();
    let left_over: Vec<_> = committed.keys().filter(|name| !made.contains_key(*name)).collect();
    if changed == 0 && left_over.is_empty() {
        println!("{} queries, all described.", made.len());
        return Ok(());
    }
    if check {
        let left_over = left_over.len();
        return Err(format!(
            "{changed} queries are new or changed and {left_over} are gone: run `cargo xtask prepare` and commit"
        ));
    }
    empty_folder(&kept)?;
    for (name, text) in &made {
        let path = kept.join(name);
        std::fs::write(&path, text).map_err(|error| format!("could not write {}: {error}", path.display()))?;
    }
    println!("{} queries described in {DESCRIPTIONS}.", made.len());
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the time of a file is the system's")]
fn now() -> SystemTime {
    SystemTime::now()
}

/// Sets when a file was last written, and answers when that was before. The compiler describes a query when it reads
/// it; a crate without a change it does not read.
fn touch(file: &Path, time: SystemTime) -> Outcome<SystemTime> {
    let touched = File::options().append(true).open(file).and_then(|opened| {
        let before = opened.metadata()?.modified()?;
        opened.set_modified(time)?;
        Ok(before)
    });
    touched.map_err(|error| format!("could not mark {} as changed: {error}", file.display()))
}

/// Applies all migrations. With psql when there is one: the server could only do it when its queries are already
/// described.
fn migrate(project: &Project, cluster: &Cluster) -> Outcome {
    let beside = cluster.bin_dir().join("psql");
    let psql = if beside.exists() { Some(beside) } else { project.which("psql") };
    let Some(psql) = psql else {
        let mut command = project.cargo(&["run", "--quiet", "--package", "server", "--", "migrate"]);
        return run_command(command.env("DATABASE_URL", cluster.url()));
    };
    for file in migrations(project) {
        let text =
            std::fs::read_to_string(&file).map_err(|error| format!("could not read {}: {error}", file.display()))?;
        let mut command = project.command(&psql);
        command.args(["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--file"]).arg(&file);
        // The same words SQLx looks for.
        if !text.starts_with("-- no-transaction") {
            command.arg("--single-transaction");
        }
        capture(command.arg(cluster.url()).env("PGOPTIONS", "--client-min-messages=warning"))
            .map_err(|why| format!("{}: {why}", shown(&file)))?;
    }
    Ok(())
}

fn migrations(project: &Project) -> Vec<PathBuf> {
    let folder = std::fs::read_dir(project.path(MIGRATIONS)).into_iter().flatten().flatten();
    let sql = |path: &PathBuf| path.extension().is_some_and(|end| end == "sql") && !shown(path).ends_with(".down.sql");
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.path()).filter(sql).collect();
    files.sort();
    files
}

fn shown(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
