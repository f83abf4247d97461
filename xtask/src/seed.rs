//! `cargo xtask seed`: demonstration data, or a large made-up program.

use std::path::PathBuf;

use clap::Args;

use crate::Outcome;
use crate::project::{Project, run as run_command};
use crate::release;
use crate::serve::data_dir;
use crate::steps::Steps;

#[derive(Args)]
pub struct Options {
    /// Make a program of this many projects instead of the demonstration.
    #[arg(long)]
    scale: Option<u32>,
    /// The folder of the private database; `.foothold` in the checkout when not given. Only used when DATABASE_URL is
    /// not set.
    #[arg(long)]
    data_dir: Option<PathBuf>,
}

pub fn run(project: &mut Project, options: &Options) -> Outcome {
    let mut steps = Steps::new();
    release::ensure(project, &mut steps)?;
    let folder = data_dir(project, options.data_dir.as_ref())?;
    let mut command = release::server(project);
    command.arg("seed");
    if let Some(scale) = options.scale {
        command.arg("--scale").arg(scale.to_string());
    }
    if std::env::var_os("DATABASE_URL").is_none() {
        match launcher::holder(&folder) {
            // The application runs: its database is the one to fill.
            Some(holder) => command.env("DATABASE_URL", holder.url),
            None => command.arg("--data-dir").arg(folder),
        };
    }
    steps.run("seed", || run_command(&mut command))
}
