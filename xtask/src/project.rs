//! Where the project is, and how its commands are run.

use std::cell::{Cell, RefCell};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

/// Where the server finds the built styles and scripts; paths are relative to the checkout.
pub const SITE: [(&str, &str); 4] = [
    ("LEPTOS_OUTPUT_NAME", "foothold"),
    ("LEPTOS_SITE_ROOT", "target/site"),
    ("LEPTOS_SITE_PKG_DIR", "pkg"),
    ("LEPTOS_HASH_FILES", "true"),
];

/// The checkout, and the folders of tools found or built so far.
pub struct Project {
    pub root: PathBuf,
    tools: RefCell<Vec<PathBuf>>,
    /// Whether what is built is built whole, and nothing kept to build parts of it again.
    whole: Cell<bool>,
}

impl Project {
    /// The checkout this command belongs to.
    pub fn find() -> Outcome<Self> {
        let own =
            std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = own.parent().filter(|root| root.join("Cargo.toml").exists());
        let root = root.ok_or("the checkout was moved: run `cargo xtask` inside it")?.to_path_buf();
        let tools = RefCell::new(vec![root.join("node_modules/.bin")]);
        Ok(Self { root, tools, whole: Cell::new(false) })
    }

    /// From now on, where nothing of the server was built before, everything is built whole: to keep parts for the next
    /// time costs a first run a fifth of its time, and CI has no next time.
    pub fn build_whole_when_new(&self) {
        let kept = std::fs::read_dir(self.path("target/debug/incremental")).into_iter().flatten().flatten();
        let known = kept.map(|folder| folder.file_name()).any(|name| name.to_string_lossy().starts_with("backend-"));
        self.whole.set(!known);
    }

    /// A path inside the checkout.
    pub fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.root.join(inside)
    }

    /// Puts a folder of tools before those of PATH.
    pub fn add_tools(&self, folder: PathBuf) {
        self.tools.borrow_mut().insert(0, folder);
    }

    /// A command in the checkout that sees the project's tools, and of its environment nothing that is ours alone.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let program = program.as_ref();
        // Looked up here: the system would look in our own PATH, not in the one given to the command.
        let found = self.which(program).unwrap_or_else(|| program.into());
        let mut command = Command::new(found);
        command.current_dir(&self.root).env("PATH", self.search_path()).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            let of_this_package = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];
            if of_this_package.iter().any(|start| text.starts_with(start)) || text == "CARGO_TARGET_DIR" {
                command.env_remove(&name);
            }
        }
        command
    }

    /// `cargo` with arguments.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = self.command("cargo");
        command.args(arguments);
        if self.whole.get() {
            command.env("CARGO_INCREMENTAL", "0");
        }
        command
    }

    /// The full path of a program, from the project's tools or PATH.
    pub fn which(&self, program: impl AsRef<Path>) -> Option<PathBuf> {
        let program = program.as_ref();
        if program.components().count() > 1 {
            return program.exists().then(|| program.to_path_buf());
        }
        std::env::split_paths(&self.search_path()).map(|folder| folder.join(program)).find(|path| path.is_file())
    }

    fn search_path(&self) -> OsString {
        let own = std::env::var_os("PATH").unwrap_or_default();
        let tools = self.tools.borrow();
        let all = tools.iter().cloned().chain(std::env::split_paths(&own));
        std::env::join_paths(all).unwrap_or(own)
    }
}

/// Runs a command that prints for itself.
pub fn run(command: &mut Command) -> Outcome {
    let name = shown(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{name}` failed ({status}), see above")),
        Err(error) => Err(format!("`{name}` could not be run: {error}")),
    }
}

/// Runs a command silently and gives what it wrote to its standard output.
pub fn capture(command: &mut Command) -> Outcome<String> {
    let name = shown(command);
    let output = command.output().map_err(|error| format!("`{name}` could not be run: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{name}` failed: {}", last_lines(&errors, 12)))
}

/// The first words of a command, for messages.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let words = command.get_args().take(4).map(|word| word.to_string_lossy().into_owned());
    std::iter::once(program).chain(words).collect::<Vec<_>>().join(" ")
}

/// The end of a text, without network addresses: those of a company's package registry are nobody else's business.
pub fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let from = lines.len().saturating_sub(count);
    let clean = |line: &&str| line.split(' ').map(without_address).collect::<Vec<_>>().join(" ");
    lines[from..].iter().map(clean).collect::<Vec<_>>().join("\n")
}

fn without_address(word: &str) -> &str {
    if word.contains("://") { "<address>" } else { word }
}

/// All files below a folder, sorted; without hidden folders, build results and packages.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            if !path.is_dir() {
                files.push(path);
            } else if name != "target" && name != "node_modules" && !name.to_string_lossy().starts_with('.') {
                folders.push(path);
            }
        }
    }
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::last_lines;

    #[test]
    fn messages_keep_no_network_address() {
        let text = "one\nerror: failed to get https://registry.example/x from it\n\nlast\n";
        assert_eq!(last_lines(text, 2), "error: failed to get <address> from it\nlast");
    }
}
