//! The project's commands. `cargo xtask serve` runs the application, `cargo xtask test` proves it; the others are
//! what those two are made of, to run one by one.

mod audit;
mod bench;
mod browser_tests;
mod budgets;
mod chromium;
mod db_reset;
mod gates;
mod generate;
mod lengths;
mod licences;
mod lighthouse;
mod load;
mod prepare;
mod project;
mod release;
mod running;
mod seed;
mod serve;
mod steps;
mod test;
mod test_domain;
mod tools;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use project::Project;

/// What a step gives: its result, or one sentence that says what failed and what to do.
type Outcome<T = ()> = Result<T, String>;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Foothold's commands", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing, build the application and run it with its own database and demonstration data.
    Serve(serve::Options),
    /// Run every check and every test, as CI does.
    Test(test::Options),
    /// Test the rules alone: seconds, no database.
    TestDomain,
    /// Check the SQL queries against a fresh database and write their description to backend/.sqlx.
    Prepare(prepare::Options),
    /// Write the generated pages of docs/.
    Gen(generate::Options),
    /// Build the application and run the browser tests.
    End2end(browser_tests::Options),
    /// Measure speed and size on a large made-up program.
    Bench(bench::Options),
    /// Measure the main pages as a cheap phone on a slow network loads them.
    Lighthouse(lighthouse::Options),
    /// Fill the database with demonstration data, or with a large made-up program.
    Seed(seed::Options),
    /// Look for known vulnerabilities, forbidden licences and foreign sources in the dependencies.
    Audit,
    /// Remove the private database with everything in it.
    DbReset(db_reset::Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = Project::find().and_then(|mut project| match arguments.command {
        Command::Serve(options) => serve::run(&mut project, &options),
        Command::Test(options) => test::run(&mut project, &options),
        Command::TestDomain => test_domain::run(&project),
        Command::Prepare(options) => prepare::run(&project, &options),
        Command::Gen(options) => generate::run(&project, &options),
        Command::End2end(options) => browser_tests::run(&mut project, &options),
        Command::Bench(options) => bench::run(&mut project, &options),
        Command::Lighthouse(options) => lighthouse::run(&mut project, &options),
        Command::Seed(options) => seed::run(&mut project, &options),
        Command::Audit => audit::run(&project),
        Command::DbReset(options) => db_reset::run(&project, &options),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\nFAILED: {why}");
            ExitCode::FAILURE
        }
    }
}
