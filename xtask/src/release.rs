//! The release build: server for speed, browser code for size, split, hashed and compressed. Skipped when nothing
//! that goes into it has changed.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::Outcome;
use crate::project::{Project, SITE, files_below, run};
use crate::steps::Steps;
use crate::tools::{self, CARGO_LEPTOS, WASM_BINDGEN};

/// What goes into the build.
const INPUTS: [&str; 14] = [
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
    "rust-toolchain.toml",
    ".cargo/config.toml",
    "domain",
    "backend",
    "app",
    "frontend",
    "server",
    "style",
    "public",
    "xtask/src/release.rs",
    "xtask/src/tools.rs",
];
/// Beside the server: the fingerprint of what it was built from.
const FINGERPRINT: &str = "target/release/foothold-build.txt";
pub const SERVER: &str = "target/release/server";
/// Where the built scripts and styles are.
pub const PACKAGE: &str = "target/site/pkg";

/// Builds what is not up to date, installing the tools for that first.
pub fn ensure(project: &Project, steps: &mut Steps) -> Outcome {
    if !is_up_to_date(project, &fingerprint(project)?) {
        tools::ensure_build_tools(project, steps)?;
    }
    ensure_with_tools(project, steps)
}

/// Builds what is not up to date; the tools are there.
pub fn ensure_with_tools(project: &Project, steps: &mut Steps) -> Outcome {
    let fingerprint = fingerprint(project)?;
    if is_up_to_date(project, &fingerprint) {
        return steps.quick("release build", || Ok("up to date".to_owned()));
    }
    steps.run("release build", || build(project, &fingerprint))
}

fn is_up_to_date(project: &Project, fingerprint: &str) -> bool {
    let built = std::fs::read_to_string(project.path(FINGERPRINT)).unwrap_or_default();
    built == fingerprint && missing(project).is_none()
}

fn build(project: &Project, fingerprint: &str) -> Outcome {
    let noted = project.path(FINGERPRINT);
    if noted.exists() {
        std::fs::remove_file(&noted).map_err(|error| format!("could not remove {}: {error}", noted.display()))?;
    }
    let mut command = project.command("cargo-leptos");
    command.args(["leptos", "build", "--release", "--split", "--precompress"]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", short_paths());
    run(&mut command)?;
    if let Some(path) = missing(project) {
        return Err(format!("the build made no {}", path.display()));
    }
    std::fs::write(&noted, fingerprint).map_err(|error| format!("could not write {}: {error}", noted.display()))
}

/// Compiler flags that name the files of crates in the browser's panic messages without the folder they lie in: shorter,
/// the same on every machine, and nobody's home folder is told to visitors. Cargo adds them to those of its configuration.
fn short_paths() -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let sources = home.map(|home| home.join("registry/src"));
    let folders = sources.and_then(|sources| std::fs::read_dir(sources).ok()).into_iter().flatten().flatten();
    let flags = folders.filter_map(|folder| {
        let folder = folder.path().to_str()?.to_owned();
        // Flags are parted by spaces.
        (!folder.contains(char::is_whitespace)).then(|| format!("--remap-path-prefix={folder}=crates"))
    });
    flags.collect::<Vec<_>>().join(" ")
}

/// What of a complete build is not there.
fn missing(project: &Project) -> Option<PathBuf> {
    [SERVER, "target/release/hash.txt", PACKAGE].into_iter().map(|name| project.path(name)).find(|path| !path.exists())
}

/// The built server with its environment.
pub fn server(project: &Project) -> std::process::Command {
    let mut command = project.command(project.path(SERVER));
    command.envs(SITE);
    command
}

/// A hash over the names and contents of everything that goes into the build.
fn fingerprint(project: &Project) -> Outcome<String> {
    let mut hash = Sha256::new();
    hash.update(format!("{} {}\n", CARGO_LEPTOS.name(), WASM_BINDGEN.name()));
    for input in INPUTS {
        let path = project.path(input);
        let mut files = if path.is_dir() { files_below(&path) } else { vec![path.clone()] };
        // Hidden, and needed all the same.
        files.extend(files_below(&path.join(".sqlx")));
        for file in files.iter().filter(|file| !is_test(&path, file)) {
            let content = std::fs::read(file).map_err(|error| format!("could not read {}: {error}", file.display()))?;
            let name = file.strip_prefix(&project.root).unwrap_or(file);
            hash.update(name.as_os_str().as_encoded_bytes());
            hash.update(content.len().to_le_bytes());
            hash.update(content);
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Integration tests and examples of a crate are not in its build.
fn is_test(input: &Path, file: &Path) -> bool {
    let inside = file.strip_prefix(input).unwrap_or(file);
    ["tests", "examples", "benches"].iter().any(|folder| inside.starts_with(folder))
}
