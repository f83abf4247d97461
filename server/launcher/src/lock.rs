//! One application at a time on a data folder. The system releases the lock when the holder dies, however it dies.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::LaunchError;
use crate::files;

const LOCK: &str = "database.lock";

/// Who holds a data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The process.
    pub pid: u32,
    /// Its database.
    pub url: String,
}

/// The held lock of a data folder.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock, or says who has it.
    pub(crate) fn take(home: &Path) -> Result<Self, LaunchError> {
        let path = home.join(LOCK);
        let mut file = files::private_file(&path)?;
        match file.try_lock() {
            Ok(()) => {
                let mut lock = Self { file, path };
                lock.name_database("")?;
                Ok(lock)
            }
            Err(TryLockError::WouldBlock) => {
                let holder = parse(&mut file).unwrap_or(Holder { pid: 0, url: String::new() });
                Err(LaunchError::Held {
                    pid: holder.pid,
                    url_without_password: holder.url,
                    data_dir: home.to_path_buf(),
                })
            }
            Err(TryLockError::Error(error)) => Err(LaunchError::file("lock", &path)(error)),
        }
    }

    /// Writes into the lock which process we are and which database we run, for others to read.
    pub(crate) fn name_database(&mut self, url_without_password: &str) -> Result<(), LaunchError> {
        let text = json!({ "pid": std::process::id(), "url": url_without_password }).to_string();
        self.file
            .set_len(0)
            .and_then(|()| self.file.rewind())
            .and_then(|()| self.file.write_all(text.as_bytes()))
            .map_err(LaunchError::file("write", &self.path))
    }
}

/// The holder of a data folder, without password, when a process has it locked.
pub(crate) fn read_holder(home: &Path) -> Option<Holder> {
    let mut file = File::open(home.join(LOCK)).ok()?;
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => parse(&mut file),
        _ => None,
    }
}

fn parse(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    let value: Value = serde_json::from_str(&text).ok()?;
    let pid = u32::try_from(value.get("pid")?.as_u64()?).ok()?;
    Some(Holder { pid, url: value.get("url")?.as_str()?.to_owned() })
}
