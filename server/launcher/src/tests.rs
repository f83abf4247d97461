//! The launcher against the real PostgreSQL of this machine.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::{Cluster, LaunchError, NAME, Options, account, files, holder, process, reset};

/// A data folder that is removed with its cluster.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        Self(files::temporary_folder().unwrap().join("data"))
    }

    fn start(&self) -> Result<Cluster, LaunchError> {
        Cluster::start(&Options { data_dir: self.0.clone(), npm_dir: None })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = reset(&self.0);
        let _ = std::fs::remove_dir_all(self.0.parent().unwrap());
    }
}

/// Runs a statement with `psql`; `None` when this PostgreSQL comes without it.
fn psql(bin_dir: &Path, url: &str, sql: &str) -> Option<String> {
    let program = [bin_dir.join("psql"), PathBuf::from("/usr/bin/psql")].into_iter().find(|path| path.exists())?;
    let output = Command::new(program).args(["-XAt", "-v", "ON_ERROR_STOP=1", "-c", sql, url]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap().trim().to_owned())
}

#[test]
fn what_was_written_is_there_after_a_stop_and_a_kill() {
    let folder = Folder::new();
    let cluster = folder.start().unwrap();
    assert!(cluster.url().starts_with("postgres://foothold:"));
    let password = files::read_password(&folder.0).unwrap();
    // Without a client, since not every PostgreSQL comes with one.
    cluster.offline("CREATE TABLE kept (n int)");

    let cluster = folder.start().unwrap();
    assert_eq!(files::read_password(&folder.0).unwrap(), password);
    let killed = cluster.pid().unwrap();
    let wrote = psql(cluster.bin_dir(), cluster.url(), "INSERT INTO kept VALUES (42)").is_some();
    assert!(process::signal(killed, "KILL"));
    // The application dies with it, without a word.
    std::mem::forget(cluster);
    release_lock_of_a_dead_application(&folder.0);

    let cluster = folder.start().unwrap();
    assert_ne!(cluster.pid(), Some(killed));
    let rows = cluster.offline("SELECT count(*) AS n FROM kept WHERE n = 42");
    assert!(rows.contains(if wrote { "n = \"1\"" } else { "n = \"0\"" }), "{rows}");
}

#[test]
fn a_server_left_running_by_a_killed_application_is_taken_over() {
    let folder = Folder::new();
    let cluster = folder.start().unwrap();
    let (pid, url) = (cluster.pid(), cluster.url().to_owned());
    std::mem::forget(cluster);
    release_lock_of_a_dead_application(&folder.0);

    let cluster = folder.start().unwrap();
    assert_eq!(cluster.pid(), pid);
    assert_eq!(cluster.url(), url);
    cluster.stop().unwrap();
    assert!(!process::is_alive(pid.unwrap()));
}

#[test]
fn the_second_start_on_a_folder_is_told_who_holds_it() {
    let folder = Folder::new();
    assert_eq!(holder(&folder.0), None);
    let cluster = folder.start().unwrap();
    let error = folder.start().unwrap_err();
    let LaunchError::Held { pid, url_without_password, .. } = &error else { panic!("{error}") };
    assert_eq!(*pid, std::process::id());
    let password = files::read_password(&folder.0).unwrap();
    assert!(!error.to_string().contains(&password));
    assert!(error.to_string().contains(url_without_password.as_str()));
    assert_eq!(holder(&folder.0).unwrap().url, cluster.url());
    assert!(matches!(reset(&folder.0), Err(LaunchError::Held { .. })));
    cluster.stop().unwrap();
    assert_eq!(holder(&folder.0), None);
    reset(&folder.0).unwrap();
    assert!(!folder.0.join("postgresql").exists());
}

#[test]
fn a_killed_server_is_revived_on_the_same_address() {
    let folder = Folder::new();
    let mut cluster = folder.start().unwrap();
    assert!(!cluster.revive().unwrap());
    let (pid, url) = (cluster.pid().unwrap(), cluster.url().to_owned());
    assert!(process::signal(pid, "KILL"));
    let deadline = Instant::now() + Duration::from_secs(10);
    while process::is_alive(pid) && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(cluster.revive().unwrap());
    assert_ne!(cluster.pid(), Some(pid));
    assert_eq!(cluster.url(), url);
}

#[test]
fn a_lost_password_is_replaced_and_a_half_made_cluster_is_made_again() {
    let folder = Folder::new();
    folder.start().unwrap().stop().unwrap();
    files::remove_password(&folder.0).unwrap();
    let cluster = folder.start().unwrap();
    psql(cluster.bin_dir(), cluster.url(), "SELECT 1").inspect(|answer| assert_eq!(answer, "1"));
    cluster.stop().unwrap();

    let (made, unfinished) = (folder.0.join("postgresql"), folder.0.join("postgresql.unfinished"));
    std::fs::rename(made, &unfinished).unwrap();
    folder.start().unwrap().stop().unwrap();
    assert!(!unfinished.exists());
}

#[test]
fn an_ephemeral_cluster_leaves_nothing() {
    let cluster = Cluster::ephemeral(None).unwrap();
    psql(cluster.bin_dir(), cluster.url(), "SHOW fsync").inspect(|answer| assert_eq!(answer, "off"));
    let (pid, folder) = (cluster.pid().unwrap(), cluster.temporary.clone().unwrap());
    assert!(folder.exists());
    drop(cluster);
    assert!(!process::is_alive(pid));
    assert!(!folder.exists());
}

#[test]
fn a_folder_the_account_of_postgresql_cannot_reach_is_replaced_by_one_it_can() {
    let folder = Folder::new();
    let closed = folder.0.parent().unwrap();
    std::fs::set_permissions(closed, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let cluster = folder.start().unwrap();
    let place = cluster.site.cluster.clone();
    // Only root runs PostgreSQL as somebody else.
    let as_root = account::own_uid().unwrap() == 0;
    assert_eq!(place.starts_with("/var/tmp"), as_root);
    cluster.stop().unwrap();
    let cluster = folder.start().unwrap();
    assert_eq!(cluster.site.cluster, place);
    drop(cluster);
    reset(&folder.0).unwrap();
    assert!(!place.exists());
}

/// What the system does when a process ends: its lock is gone. The test is still alive, so the file has to go.
fn release_lock_of_a_dead_application(home: &Path) {
    std::fs::remove_file(home.join("database.lock")).unwrap();
}

impl Cluster {
    /// Stops the server and runs a statement without it; gives what PostgreSQL printed.
    fn offline(mut self, sql: &str) -> String {
        self.halt().unwrap();
        self.site.single_user(&self.site.cluster, NAME, sql).unwrap()
    }
}
