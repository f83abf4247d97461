//! Folders, the password, and hashes of paths.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::LaunchError;
use crate::account;

const PASSWORD: &str = "database.password";
/// Temporary clusters are called this, then the process id of their owner.
pub(crate) const TEMPORARY_PREFIX: &str = "foothold-test-";

/// Makes a folder (and those above it) when missing, and gives its full path.
pub(crate) fn make_folder(path: &Path) -> Result<PathBuf, LaunchError> {
    DirBuilder::new().recursive(true).mode(0o755).create(path).map_err(LaunchError::file("make", path))?;
    path.canonicalize().map_err(LaunchError::file("read", path))
}

/// The system's folder for temporary files; `/tmp` when not every account could reach that.
pub(crate) fn temporary_base() -> PathBuf {
    let open = |folder: &Path| std::fs::metadata(folder).is_ok_and(|found| found.permissions().mode() & 0o001 != 0);
    match std::env::temp_dir().canonicalize() {
        Ok(folder) if folder.ancestors().all(open) => folder,
        _ => PathBuf::from("/tmp"),
    }
}

/// Makes an empty folder for an ephemeral cluster.
pub(crate) fn temporary_folder() -> Result<PathBuf, LaunchError> {
    let path = temporary_base().join(format!("{TEMPORARY_PREFIX}{}-{}", std::process::id(), random_hex(6)?));
    DirBuilder::new().mode(0o755).create(&path).map_err(LaunchError::file("make", &path))?;
    Ok(path)
}

/// A folder with a guessable name under a world-writable one: it must be ours, and nobody else may write in it.
/// Makes it when missing.
pub(crate) fn trusted_folder(path: &Path) -> Result<(), LaunchError> {
    match DirBuilder::new().mode(0o755).create(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            if is_trusted(path)? {
                Ok(())
            } else {
                Err(untrusted(path))
            }
        }
        Err(error) => Err(LaunchError::file("make", path)(error)),
    }
}

/// Whether the path is a real folder of ours that nobody else may write in.
pub(crate) fn is_trusted(path: &Path) -> Result<bool, LaunchError> {
    let found = std::fs::symlink_metadata(path).map_err(LaunchError::file("read", path))?;
    Ok(found.is_dir() && found.uid() == account::own_uid()? && found.permissions().mode() & 0o022 == 0)
}

pub(crate) fn untrusted(path: &Path) -> LaunchError {
    LaunchError::step(format!(
        "The folder {} belongs to another user or others may write in it: remove it.",
        path.display()
    ))
}

/// Opens a new or existing file that only the owner may read.
pub(crate) fn private_file(path: &Path) -> Result<File, LaunchError> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(LaunchError::file("open", path))
}

/// The password of the cluster in this data folder, when there is one.
pub(crate) fn read_password(home: &Path) -> Option<String> {
    let text = std::fs::read_to_string(home.join(PASSWORD)).ok()?;
    let password = text.trim();
    (!password.is_empty()).then(|| password.to_owned())
}

/// Makes a new password and keeps it in the data folder.
pub(crate) fn new_password(home: &Path) -> Result<String, LaunchError> {
    let path = home.join(PASSWORD);
    let password = random_hex(24)?;
    let mut file = private_file(&path)?;
    file.set_len(0)
        .and_then(|()| file.write_all(password.as_bytes()))
        .and_then(|()| file.sync_all())
        .map_err(LaunchError::file("write", &path))?;
    Ok(password)
}

/// Removes a file or a whole folder; nothing there is fine.
pub(crate) fn remove(path: &Path) -> Result<(), LaunchError> {
    let result = match std::fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => std::fs::remove_dir_all(path),
        Ok(_) => std::fs::remove_file(path),
        Err(_) => Ok(()),
    };
    result.map_err(LaunchError::file("remove", path))
}

/// Forgets the password of a data folder.
pub(crate) fn remove_password(home: &Path) -> Result<(), LaunchError> {
    remove(&home.join(PASSWORD))
}

/// A short name for a path: the first twelve digits of its hash.
pub(crate) fn short_hash(path: &Path) -> String {
    hex(&Sha256::digest(path.as_os_str().as_encoded_bytes()))[..12].to_owned()
}

/// A number nobody can guess.
pub(crate) fn random_number() -> Result<u16, LaunchError> {
    let mut bytes = [0; 2];
    random(&mut bytes).map(|()| u16::from_le_bytes(bytes))
}

fn random_hex(length: usize) -> Result<String, LaunchError> {
    let mut bytes = vec![0; length];
    random(&mut bytes).map(|()| hex(&bytes))
}

fn random(bytes: &mut [u8]) -> Result<(), LaunchError> {
    let path = Path::new("/dev/urandom");
    File::open(path).and_then(|mut file| file.read_exact(bytes)).map_err(LaunchError::file("read", path))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
