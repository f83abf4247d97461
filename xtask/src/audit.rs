//! `cargo xtask audit`: known vulnerabilities, where their databases can be reached, and the dependency policy.

use crate::Outcome;
use crate::licences;
use crate::project::{Project, run as run_command};
use crate::steps::Steps;

pub fn run(project: &Project) -> Outcome {
    let mut steps = Steps::new();
    steps.quick("licences and sources", || licences::check(project))?;
    if project.which("cargo-deny").is_some() {
        steps.run("cargo deny", || run_command(&mut project.cargo(&["deny", "check"])))?;
    } else if project.which("cargo-audit").is_some() {
        steps.run("cargo audit", || run_command(&mut project.cargo(&["audit"])))?;
    } else {
        return Err("install cargo-deny to compare with the advisories: `cargo install --locked cargo-deny`".to_owned());
    }
    steps.run("npm audit", || run_command(project.command("npm").args(["audit", "--audit-level=high"])))
}
