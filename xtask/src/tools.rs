//! The tools of the build: found, or installed once per version into the user's cache.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::project::{Project, capture, last_lines};
use crate::steps::{Steps, seconds};

const WASM_TARGET: &str = "wasm32-unknown-unknown";
const NODE: u32 = 20;
const PATIENCE: Duration = Duration::from_secs(30);

/// A tool written in Rust.
pub struct Tool {
    /// The package, and the program in it.
    package: &'static str,
    program: &'static str,
    /// What to install.
    version: &'static str,
    /// What `--version` must name to be taken from PATH: a version, or its beginning.
    accepted: &'static str,
    arguments: &'static [&'static str],
    minutes: u32,
}

pub const CARGO_LEPTOS: Tool = Tool {
    package: "cargo-leptos",
    program: "cargo-leptos",
    version: "0.3.10",
    accepted: "0.3.10",
    // Its own downloads fail where only package registries can be reached.
    arguments: &["--locked", "--features", "no_downloads"],
    minutes: 10,
};

/// Must be the version of the crate of the same name.
pub const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.130",
    accepted: "0.2.130",
    arguments: &[],
    minutes: 3,
};

pub const NEXTEST: Tool = Tool {
    package: "cargo-nextest",
    program: "cargo-nextest",
    version: "0.9.143",
    accepted: "0.9.",
    arguments: &["--locked"],
    minutes: 6,
};

/// Everything a release build needs.
pub fn ensure_build_tools(project: &Project, steps: &mut Steps) -> Outcome {
    steps.quick(&format!("Rust target {WASM_TARGET}"), || ensure_wasm_target(project))?;
    steps.quick("Node.js", || check_node(project))?;
    steps.quick("npm packages", || ensure_npm_packages(project))?;
    steps.quick("crates", || fetch_crates(project))?;
    for tool in [&WASM_BINDGEN, &CARGO_LEPTOS] {
        ensure(project, steps, tool)?;
    }
    Ok(())
}

/// `cargo` for something of `domain` that runs in the browser's build, under Node.js.
pub fn cargo_in_wasm(project: &Project, arguments: &[&str]) -> Outcome<Command> {
    let runner = project.which("wasm-bindgen-test-runner");
    let runner =
        runner.ok_or_else(|| format!("wasm-bindgen-test-runner is missing: it comes with {}", WASM_BINDGEN.name()))?;
    let mut command = project.cargo(arguments);
    command.args(["--package", "domain", "--target", WASM_TARGET]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    Ok(command)
}

/// One tool.
pub fn ensure(project: &Project, steps: &mut Steps, tool: &Tool) -> Outcome {
    steps.quick(&tool.name(), || tool.ensure(project))
}

impl Tool {
    /// Package and version.
    pub fn name(&self) -> String {
        format!("{} {}", self.package, self.version)
    }

    /// Takes a fitting one from PATH or from the cache, else installs it into the cache.
    fn ensure(&self, project: &Project) -> Outcome<String> {
        if project.which(self.program).is_some_and(|program| self.fits(project, &program)) {
            return Ok("on PATH".to_owned());
        }
        let root = cache_folder()?.join("tools").join(format!("{}-{}", self.package, self.version));
        let program = root.join("bin").join(self.program);
        let cached = self.fits(project, &program);
        if !cached {
            std::fs::create_dir_all(&root).map_err(|error| format!("could not make {}: {error}", root.display()))?;
            if !self.fetch_binary(project, &root) || !self.fits(project, &program) {
                self.build(project, &root)?;
            }
            if !self.fits(project, &program) {
                return Err(format!("{} was installed but does not run", program.display()));
            }
        }
        project.add_tools(root.join("bin"));
        Ok(if cached { "cached" } else { "installed" }.to_owned())
    }

    fn fits(&self, project: &Project, program: &Path) -> bool {
        if !program.exists() {
            return false;
        }
        let answer = capture(project.command(program).arg("--version")).unwrap_or_default();
        let mut words = answer.split_whitespace();
        let partial = self.accepted.ends_with('.');
        words.any(|word| word == self.accepted || (partial && word.starts_with(self.accepted)))
    }

    /// With cargo-binstall, when the user has it. Says whether it worked.
    fn fetch_binary(&self, project: &Project, root: &Path) -> bool {
        project.which("cargo-binstall").is_some_and(|program| {
            let mut command = project.command(program);
            command.args(["--no-confirm", "--disable-telemetry", "--root"]).arg(root);
            command.arg(format!("{}@{}", self.package, self.version)).current_dir(root);
            capture(&mut command).is_ok()
        })
    }

    /// From source, with settings that build in half the time.
    fn build(&self, project: &Project, root: &Path) -> Outcome {
        println!("not here, building it once (about {} minutes)", self.minutes);
        let target = root.with_extension("build");
        let log = root.with_extension("log");
        let errors = File::create(&log).map_err(|error| format!("could not write {}: {error}", log.display()))?;
        let mut command = project.cargo(&["install", "--quiet", self.package, "--version", self.version]);
        command.args(self.arguments).arg("--root").arg(root).arg("--target-dir").arg(&target);
        // Away from the checkout, whose compiler flags are not for tools.
        command.current_dir(root).stdout(Stdio::null()).stderr(errors);
        command.env("CARGO_PROFILE_RELEASE_LTO", "off");
        command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        for flags in ["RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
            command.env_remove(flags);
        }
        let built = wait_with_signs_of_life(&mut command);
        let said = last_lines(&std::fs::read_to_string(&log).unwrap_or_default(), 12);
        let _ = std::fs::remove_dir_all(&target);
        let _ = std::fs::remove_file(&log);
        let name = format!("cargo install {} --version {} {}", self.package, self.version, self.arguments.join(" "));
        match built {
            Ok(true) => Ok(()),
            Ok(false) => Err(format!("could not be built, install it yourself with `{}`:\n{said}", name.trim())),
            Err(error) => Err(format!("`cargo install` could not be run: {error}")),
        }
    }
}

/// Runs a long silent command and prints every half minute that it still runs.
fn wait_with_signs_of_life(command: &mut Command) -> std::io::Result<bool> {
    let begun = Instant::now();
    let mut child = command.spawn()?;
    let mut told = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        if told.elapsed() > PATIENCE {
            told = Instant::now();
            println!("  still building ({})", seconds(begun.elapsed()));
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn ensure_wasm_target(project: &Project) -> Outcome<String> {
    let by_hand =
        format!("install rustup, or add the Rust target {WASM_TARGET} to your Rust {}", env!("CARGO_PKG_RUST_VERSION"));
    if project.which("rustup").is_none() {
        // A distribution's Rust: the target is there when its library is.
        let sysroot = capture(project.command("rustc").args(["--print", "sysroot"]))?;
        let there = Path::new(sysroot.trim()).join("lib/rustlib").join(WASM_TARGET).exists();
        return if there { Ok("installed".to_owned()) } else { Err(by_hand) };
    }
    let installed = capture(project.command("rustup").args(["target", "list", "--installed"]))?;
    if installed.lines().any(|line| line.trim() == WASM_TARGET) {
        return Ok("installed".to_owned());
    }
    capture(project.command("rustup").args(["target", "add", WASM_TARGET]))
        .map(|_| "added".to_owned())
        .map_err(|why| format!("run `rustup target add {WASM_TARGET}` yourself: {why}"))
}

fn check_node(project: &Project) -> Outcome<String> {
    let need = format!(
        "install Node.js {NODE} or newer with npm (Debian: apt-get install nodejs npm; macOS: brew install node)"
    );
    if project.which("node").is_none() || project.which("npm").is_none() {
        return Err(need);
    }
    let version = capture(project.command("node").arg("--version"))?.trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next().and_then(|digits| digits.parse::<u32>().ok());
    if major.is_some_and(|major| major >= NODE) { Ok(version) } else { Err(format!("{need}; this is {version}")) }
}

/// Installs what package-lock.json names, unless that was done since it last changed.
fn ensure_npm_packages(project: &Project) -> Outcome<String> {
    let changed = |name: &str| std::fs::metadata(project.path(name)).and_then(|found| found.modified()).ok();
    let (wanted, installed) = (changed("package-lock.json"), changed("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= wanted {
        return Ok("installed".to_owned());
    }
    capture(project.command("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    Ok("npm ci".to_owned())
}

/// Fetches every crate quietly; later steps then have nothing to say about where crates come from.
fn fetch_crates(project: &Project) -> Outcome<String> {
    capture(&mut project.cargo(&["fetch", "--quiet"])).map(|_| String::new())
}

/// The project's folder in the user's cache.
fn cache_folder() -> Outcome<PathBuf> {
    let named = std::env::var_os("XDG_CACHE_HOME").filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = named.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")));
    base.map(|base| base.join("foothold")).ok_or_else(|| "there is no cache folder: set HOME".to_owned())
}
