//! What can go wrong, each in one sentence that says what to do where something can be done.

use std::path::{Path, PathBuf};

/// Why a private PostgreSQL could not be started or stopped.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// The application is configured for production.
    #[error("The embedded PostgreSQL does not run with FOOTHOLD_ENV=production: set DATABASE_URL to your database.")]
    Production,
    /// Another process uses the data folder.
    #[error(
        "The data folder {} is in use by process {pid}{}: stop that process, or choose another folder with --data-dir.",
        data_dir.display(),
        database(url_without_password)
    )]
    Held {
        /// The process that holds the folder.
        pid: u32,
        /// Its database; empty while it is still starting.
        url_without_password: String,
        /// The folder.
        data_dir: PathBuf,
    },
    /// No PostgreSQL 15 or newer on this machine, and none could be fetched.
    #[error(
        "No usable PostgreSQL 15 or newer was found: install it (Debian: apt-get install postgresql), or set PG_BIN_DIR or DATABASE_URL ({0})."
    )]
    NoBinaries(String),
    /// The cluster was made by another major version than those found.
    #[error(
        "The data folder was made by PostgreSQL {made_by}, which was not found ({looked}): install it, or start afresh with `cargo xtask db-reset`."
    )]
    Version {
        /// The major version that made the cluster.
        made_by: u32,
        /// What was looked at.
        looked: String,
    },
    /// A file or folder could not be made, read or written.
    #[error("Could not {doing} {}: {source}.", path.display())]
    File {
        /// The verb: read, write, make, remove.
        doing: &'static str,
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A step failed.
    #[error("{0}")]
    Step(String),
}

impl LaunchError {
    /// For `map_err` on file operations.
    pub(crate) fn file(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File { doing, path, source }
    }

    pub(crate) fn step(text: impl Into<String>) -> Self {
        Self::Step(text.into())
    }
}

fn database(url: &str) -> String {
    if url.is_empty() { ", which is starting".to_owned() } else { format!(" (its database is {url})") }
}
