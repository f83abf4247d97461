//! A Chromium for the browser tests.

use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::project::{Project, capture};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Finds one, or installs one. `None` means Playwright's own.
pub fn ensure(project: &Project) -> Outcome<Option<PathBuf>> {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|value| !value.is_empty()) {
        let path = PathBuf::from(named);
        return if runs(project, &path) { Ok(Some(path)) } else { Err("CHROMIUM names no working browser".to_owned()) };
    }
    if let Some(found) = find(project) {
        return Ok(Some(found));
    }
    if is_debian() && capture(project.command("id").arg("-u")).is_ok_and(|uid| uid.trim() == "0") {
        let quiet = |arguments: &[&str]| {
            capture(project.command("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
        };
        quiet(&["-qq", "update"])?;
        quiet(&["-qq", "install", "-y", "--no-install-recommends", "chromium"])?;
        if let Some(found) = find(project) {
            return Ok(Some(found));
        }
    }
    let mut command = project.command("playwright");
    command.args(["install", "chromium"]).env_remove("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD");
    capture(&mut command).map(|_| None).map_err(|_| {
        "install Chromium (Debian: apt-get install chromium) or set CHROMIUM to the path of one".to_owned()
    })
}

fn find(project: &Project) -> Option<PathBuf> {
    NAMES.iter().filter_map(|name| project.which(name)).find(|path| runs(project, path))
}

/// Some systems have a stand-in of that name that only says where to get the real one.
fn runs(project: &Project, path: &Path) -> bool {
    capture(project.command(path).arg("--version")).is_ok_and(|answer| answer.contains("Chrom"))
}

fn is_debian() -> bool {
    let text = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    text.lines().any(|line| line == "ID=debian")
}
