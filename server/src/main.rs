//! The Foothold binary. `server --help` says what it can do.

use clap::Parser as _;
use server::config::{Cli, Command};
use server::{commands, start_telemetry};

fn main() -> std::process::ExitCode {
    let cli = Cli::parse();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    // With a single worker a page that waits for another task of its own can never end.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(cores.max(4)).enable_all().build();
    let outcome = runtime.map_err(|error| error.to_string()).and_then(|runtime| runtime.block_on(run(cli.command)));
    match outcome {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            std::process::ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), String> {
    let figures = start_telemetry()?;
    match command {
        Command::Serve(options) => commands::serve::run(options, figures).await,
        Command::Migrate { database } => commands::migrate::run(&database).await,
        Command::Seed { database, scale } => commands::seed::run(&database, scale).await,
        Command::CreateProgram { database, name, institution, zone, admin_name, admin_email } => {
            let new = backend::programs::NewProgram { name, institution, zone, admin_name, admin_email };
            commands::create_program::run(&database, &new).await
        }
        Command::Work { database, mail, site } => commands::work::run(&database, &mail, &site).await,
        Command::Doctor { database, mail } => commands::doctor::run(&database, &mail).await,
    }
}
