//! PostgreSQL refuses to run as root. When we are root, it runs as an unprivileged account.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use crate::LaunchError;

/// An account that is not root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    pub uid: u32,
    pub gid: u32,
}

impl Account {
    /// The account to run PostgreSQL as, or `None` when we are not root and run it as ourselves. An existing cluster
    /// keeps its owner.
    pub(crate) fn choose(cluster: Option<&Path>) -> Result<Option<Self>, LaunchError> {
        if own_uid()? != 0 {
            return Ok(None);
        }
        if let Some(owner) = cluster.and_then(|folder| std::fs::metadata(folder).ok())
            && owner.uid() != 0
        {
            return Ok(Some(Self { uid: owner.uid(), gid: owner.gid() }));
        }
        let path = Path::new("/etc/passwd");
        let accounts = std::fs::read_to_string(path).map_err(LaunchError::file("read", path))?;
        ["postgres", "nobody"].iter().find_map(|name| find(&accounts, name)).map(Some).ok_or_else(|| {
            LaunchError::step("PostgreSQL does not run as root and there is no account `postgres` or `nobody` to run it as: run this command as another user.")
        })
    }

    /// Makes the command run as this account, without any of our groups.
    pub(crate) fn apply(self, command: &mut Command) {
        command.uid(self.uid).gid(self.gid);
    }

    /// Gives a file or folder to this account.
    pub(crate) fn own(self, path: &Path) -> Result<(), LaunchError> {
        std::os::unix::fs::chown(path, Some(self.uid), Some(self.gid))
            .map_err(LaunchError::file("change the owner of", path))
    }

    /// Whether this account may pass through every folder on the way to `path` and through `path` itself.
    pub(crate) fn reaches(self, path: &Path) -> bool {
        path.ancestors().filter(|folder| !folder.as_os_str().is_empty()).all(|folder| {
            std::fs::metadata(folder).is_ok_and(|found| {
                let mode = found.permissions().mode();
                if found.uid() == self.uid {
                    mode & 0o100 != 0
                } else if found.gid() == self.gid {
                    mode & 0o010 != 0
                } else {
                    mode & 0o001 != 0
                }
            })
        })
    }
}

/// The user id this process acts as.
pub(crate) fn own_uid() -> Result<u32, LaunchError> {
    Command::new("id")
        .arg("-u")
        .output()
        .ok()
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .and_then(|text| text.trim().parse().ok())
        .ok_or_else(|| LaunchError::step("Could not find out which user this is: the command `id -u` failed."))
}

/// One account of a passwd file.
fn find(accounts: &str, name: &str) -> Option<Account> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next() == Some(name)).then_some(())?;
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        (uid != 0).then_some(Account { uid, gid })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let accounts = "root:x:0:0:root:/root:/bin/sh\npostgres2:x:7:8::/:\npostgres:x:101:104:,,,:/var/lib:/bin/sh\n";
        assert_eq!(find(accounts, "postgres"), Some(Account { uid: 101, gid: 104 }));
        assert_eq!(find(accounts, "root"), None);
        assert_eq!(find(accounts, "nobody"), None);
    }
}
