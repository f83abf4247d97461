//! `cargo xtask test`: everything that has to hold. CI runs this and nothing else.

use clap::Args;

use crate::Outcome;
use crate::browser_tests;
use crate::budgets;
use crate::gates;
use crate::generate;
use crate::lengths;
use crate::licences;
use crate::prepare;
use crate::project::{Project, run as run_command};
use crate::release;
use crate::steps::Steps;
use crate::tools::{self, NEXTEST};

const STRICT: [&str; 3] = ["--", "-D", "warnings"];
/// The worker runs in a world of the test's own: no browser, no server.
const WORKER_TEST: &str = "server/src/endpoints/worker/worker.test.mjs";

#[derive(Args)]
pub struct Options {
    /// Leave out the browser tests.
    #[arg(long)]
    skip_browser: bool,
}

pub fn run(project: &mut Project, options: &Options) -> Outcome {
    let mut steps = Steps::new();
    let outcome = run_steps(project, &mut steps, options);
    steps.print_table();
    outcome.map(|()| println!("\nEverything holds."))
}

fn run_steps(project: &Project, steps: &mut Steps, options: &Options) -> Outcome {
    project.build_whole_when_new();
    tools::ensure_build_tools(project, steps)?;
    tools::ensure(project, steps, &NEXTEST)?;
    check_source(project, steps)?;
    check_behaviour(project, steps)?;
    steps.run("generated pages", || generate::check(project))?;
    release::ensure_with_tools(project, steps)?;
    steps.run("sizes", || budgets::check(project))?;
    if options.skip_browser {
        println!("\nThe browser tests were left out.");
        return Ok(());
    }
    // On a busy machine a browser can be late; what fails three times is broken.
    browser_tests::run_all(project, steps, &["--retries=2".to_owned()])
}

/// What can be told from the text.
fn check_source(project: &Project, steps: &mut Steps) -> Outcome {
    let cargo = |arguments: &[&str]| {
        run_command(project.cargo(arguments).args(if arguments[0] == "clippy" { &STRICT[..] } else { &[] }))
    };
    steps.run("formatting", || cargo(&["fmt", "--all", "--check"]))?;
    steps.run("clippy, server", || cargo(&["clippy", "--all-targets"]))?;
    steps
        .run("clippy, browser", || cargo(&["clippy", "--package", "frontend", "--target", "wasm32-unknown-unknown"]))?;
    steps.run("types, browser tests", || {
        run_command(project.command("tsc").args(["--noEmit", "--project", "end2end"]))
    })?;
    steps.run("worker of the timesheet", || run_command(project.command("node").args(["--test", WORKER_TEST])))?;
    println!();
    steps.quick("licences and sources", || licences::check(project))?;
    steps.quick("file lengths", || lengths::check(project))?;
    steps.quick("house rules", || gates::check(project))
}

/// What needs to run, with a database of its own.
fn check_behaviour(project: &Project, steps: &mut Steps) -> Outcome {
    let cluster = steps.run("database", || prepare::start_cluster(project))?;
    steps.run("tests", || {
        run_command(project.cargo(&["nextest", "run"]).env("DATABASE_URL", cluster.url()).env("SQLX_OFFLINE", "true"))
    })?;
    steps.run("rules in the browser’s build", || {
        run_command(&mut tools::cargo_in_wasm(project, &["test", "--test", "vectors"])?)
    })?;
    steps.run("examples in the documentation", || {
        run_command(&mut project.cargo(&["test", "--doc", "--package", "domain"]))
    })?;
    steps.run("queries", || prepare::describe(project, &cluster, true))
}
