//! `cargo xtask gen`: the pages of docs/ that are derived from the code.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::Outcome;
use crate::project::{Project, files_below, run as run_command};

/// Folders below docs/ in which every file is generated.
const GENERATED_FOLDERS: [&str; 1] = ["workflows"];

#[derive(Args)]
pub struct Options {
    /// Write nothing; fail when the committed pages are not what the code says.
    #[arg(long)]
    check: bool,
}

pub fn run(project: &Project, options: &Options) -> Outcome {
    if options.check { check(project) } else { generate(project, &project.path("docs")) }
}

/// Fails when a generated page is missing, different or left over.
pub fn check(project: &Project) -> Outcome {
    let fresh = project.path("target/xtask/docs");
    empty_folder(&fresh)?;
    generate(project, &fresh)?;
    let docs = project.path("docs");
    let made = contents(&fresh, &fresh)?;
    let mut committed = BTreeMap::new();
    for folder in GENERATED_FOLDERS {
        committed.extend(contents(&docs, &docs.join(folder))?);
    }
    let mut wrong: Vec<String> = Vec::new();
    for (name, text) in &made {
        if std::fs::read(docs.join(name)).ok().as_ref() != Some(text) {
            wrong.push(format!("docs/{}", name.display()));
        }
    }
    wrong.extend(
        committed.keys().filter(|name| !made.contains_key(*name)).map(|name| format!("docs/{}", name.display())),
    );
    if wrong.is_empty() { Ok(()) } else { Err(format!("run `cargo xtask gen` and commit: {}", wrong.join(", "))) }
}

fn generate(project: &Project, folder: &Path) -> Outcome {
    let mut command = project.cargo(&["run", "--quiet", "--package", "domain", "--example", "generate", "--"]);
    run_command(command.arg(folder))
}

/// Every file below a folder, by its path from `base`.
pub fn contents(base: &Path, folder: &Path) -> Outcome<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    for path in files_below(folder) {
        let bytes = std::fs::read(&path).map_err(|error| format!("could not read {}: {error}", path.display()))?;
        found.insert(path.strip_prefix(base).unwrap_or(&path).to_path_buf(), bytes);
    }
    Ok(found)
}

/// Makes a folder that holds nothing.
pub fn empty_folder(path: &Path) -> Outcome {
    if path.exists() {
        std::fs::remove_dir_all(path).map_err(|error| format!("could not remove {}: {error}", path.display()))?;
    }
    std::fs::create_dir_all(path).map_err(|error| format!("could not make {}: {error}", path.display()))
}
