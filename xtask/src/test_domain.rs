//! `cargo xtask test-domain`: the rules alone.

use crate::Outcome;
use crate::project::{Project, run as run_command};

pub fn run(project: &Project) -> Outcome {
    run_command(&mut project.cargo(&["test", "--package", "domain"]))
}
