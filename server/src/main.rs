//! The Foothold binary. `server --help` says what it can do.

use clap::Parser as _;
use server::commands::scope_check::{self, Outcome};
use server::config::{Cli, Command};
use server::{commands, start_telemetry};

/// A page is some thousand small pieces of text; the system's allocator took a third of the time to draw the catalogue.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // Of scope-check 2 says that a draft is blocked: a wrong option must not look like that.
        Err(error) if error.use_stderr() && std::env::args_os().nth(1).is_some_and(|name| name == "scope-check") => {
            let _ = error.print();
            return (Outcome::Unreadable as u8).into();
        }
        Err(error) => error.exit(),
    };
    if let Command::ScopeCheck(options) = &cli.command {
        let today = backend::Clock::System.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let (input, out, errors) = (&mut std::io::stdin(), &mut std::io::stdout(), &mut std::io::stderr());
        // Nobody reads any more when it cannot be written, as behind `| head`.
        let outcome = scope_check::run(options, today, input, out, errors);
        return (outcome.unwrap_or(Outcome::Unreadable) as u8).into();
    }
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
        Command::Seed { database, files, scale } => commands::seed::run(&database, &files, scale).await,
        Command::CreateProgram { database, name, institution, zone, admin_name, admin_email } => {
            let new = backend::programs::NewProgram { name, institution, zone, admin_name, admin_email };
            commands::create_program::run(&database, &new).await
        }
        Command::Work { database, mail, files, site } => commands::work::run(&database, &mail, &files, &site).await,
        Command::Doctor { database, mail, files } => commands::doctor::run(&database, &mail, &files).await,
        // Ended before anything was started.
        Command::ScopeCheck(_) => Ok(()),
    }
}
