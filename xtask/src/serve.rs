//! `cargo xtask serve`: the application on this machine.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use clap::Args;

use crate::Outcome;
use crate::project::{Project, SITE};
use crate::release;
use crate::steps::Steps;
use crate::tools;

#[derive(Args)]
pub struct Options {
    /// The port to listen on.
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Start with an empty program instead of demonstration data.
    #[arg(long)]
    no_demo: bool,
    /// Rebuild and reload on every change (unoptimised).
    #[arg(long)]
    dev: bool,
    /// The folder of the private database and of uploads; `.foothold` in the checkout when not given. Only used
    /// when DATABASE_URL is not set.
    #[arg(long)]
    data_dir: Option<PathBuf>,
}

/// Builds, then becomes the server: signals and the exit code are its own.
pub fn run(project: &mut Project, options: &Options) -> Outcome {
    let mut steps = Steps::new();
    let mut command = if options.dev {
        tools::ensure_build_tools(project, &mut steps)?;
        watch(project, options.port)
    } else {
        release::ensure(project, &mut steps)?;
        release::server(project)
    };
    command.arg("serve").arg("--port").arg(options.port.to_string());
    command.arg("--data-dir").arg(data_dir(project, options.data_dir.as_ref())?);
    if !options.no_demo {
        command.arg("--demo");
    }
    println!();
    let error = command.exec();
    Err(format!("the server could not be started: {error}"))
}

fn watch(project: &Project, port: u16) -> Command {
    let mut command = project.command("cargo-leptos");
    command.args(["leptos", "watch"]);
    command.envs(SITE).env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{port}"));
    // A folder of its own: the release keeps the files its server names. Plain names: a style sheet that changed takes the
    // place of the one a page shows.
    command.env("LEPTOS_SITE_ROOT", "target/site-watched").env("LEPTOS_HASH_FILES", "false");
    // The server takes names from this list where one was left beside it.
    let _ = std::fs::remove_file(project.path("target/debug/hash.txt"));
    command.arg("--");
    command
}

/// The data folder: a relative path is meant from where the user is.
pub fn data_dir(project: &Project, given: Option<&PathBuf>) -> Outcome<PathBuf> {
    match given {
        Some(path) => std::path::absolute(path).map_err(|error| format!("--data-dir is not usable: {error}")),
        None => Ok(project.path(".foothold")),
    }
}
