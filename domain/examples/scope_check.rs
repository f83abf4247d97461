//! The scope check on a file: `cargo run -p domain --example scope_check -- draft.json 2026-09-01`.
//! Reads a draft as JSON and prints its findings and score as JSON; fails when one blocks.

use std::process::ExitCode;

use domain::policy::Policy;
use domain::projects::Draft;
use domain::projects::scope::{Facts, check};
use domain::time::parse_day;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, today] = arguments.as_slice() else {
        eprintln!("Usage: scope_check <draft.json> <today, such as 2026-09-01>");
        return ExitCode::from(2);
    };
    let Some(today) = parse_day(today) else {
        eprintln!("{today} is not a date such as 2026-09-01.");
        return ExitCode::from(2);
    };
    let read = std::fs::read_to_string(file).map_err(|error| error.to_string());
    let draft: Draft = match read.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string())) {
        Ok(draft) => draft,
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::from(2);
        }
    };
    let report = check(&draft, &Policy::defaults(today), &Facts::new(today, false));
    match serde_json::to_string_pretty(&report) {
        Ok(text) => println!("{text}"),
        Err(error) => eprintln!("{error}"),
    }
    if report.blocks().is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
