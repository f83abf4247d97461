//! `cargo xtask end2end`: the browser tests on the release build.

use clap::Args;

use crate::Outcome;
use crate::chromium;
use crate::project::{Project, SITE, run as run_command};
use crate::release;
use crate::steps::Steps;
use crate::tools;

#[derive(Args)]
pub struct Options {
    /// Arguments for Playwright, after `--`: a file name, `--project phone`, `--headed`.
    #[arg(last = true)]
    playwright: Vec<String>,
}

pub fn run(project: &mut Project, options: &Options) -> Outcome {
    let mut steps = Steps::new();
    tools::ensure_build_tools(project, &mut steps)?;
    release::ensure_with_tools(project, &mut steps)?;
    run_all(project, &mut steps, &options.playwright)
}

/// Runs Playwright; its configuration starts the server.
pub fn run_all(project: &Project, steps: &mut Steps, arguments: &[String]) -> Outcome {
    let mut browser = None;
    steps.quick("Chromium", || {
        browser = chromium::ensure(project)?;
        Ok(browser.as_ref().map_or_else(|| "Playwright's own".to_owned(), |path| path.display().to_string()))
    })?;
    steps.run("browser tests", || {
        let mut command = project.command("playwright");
        command.args(["test", "--config", "end2end/playwright.config.ts"]).args(arguments).envs(SITE);
        if let Some(path) = &browser {
            command.env("CHROMIUM", path);
        }
        run_command(&mut command)
    })
}
