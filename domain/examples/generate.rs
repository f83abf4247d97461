//! Writes the generated pages of the documentation: `cargo run -p domain --example generate -- docs`.

#[path = "generate/scope_page.rs"]
mod scope_page;

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

use domain::access::{Action, Column, allowed};
use domain::actor::Party;
use domain::machine::{Machine, Word};
use domain::{
    applications, attention, engagements, extensions, hosts, milestones, pauses, payments, plans, problems, projects,
    reviews, revisions, templates, timesheets,
};

fn main() -> io::Result<()> {
    let Some(out) = env::args_os().nth(1) else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "usage: generate <directory of the documentation>"));
    };
    let out = Path::new(&out);
    let workflows = out.join("workflows");
    fs::create_dir_all(&workflows)?;
    let mut permissions = actions();
    for page in [
        Page::of(&projects::MACHINE),
        Page::of(&revisions::MACHINE),
        Page::of(&applications::MACHINE),
        Page::of(&engagements::MACHINE),
        Page::of(&milestones::MACHINE),
        Page::of(&timesheets::MACHINE),
        Page::of(&extensions::MACHINE),
        Page::of(&pauses::MACHINE),
        Page::of(&plans::MACHINE),
        Page::of(&problems::MACHINE),
        Page::of(&attention::MACHINE),
        Page::of(&payments::MACHINE),
        Page::of(&reviews::MACHINE),
        Page::of(&reviews::FLAG_MACHINE),
        Page::of(&hosts::MACHINE),
        Page::of(&templates::MACHINE),
    ] {
        fs::write(workflows.join(format!("{}.md", page.name)), page.workflow)?;
        permissions.push_str(&page.permissions);
    }
    fs::write(out.join("scope-check.md"), scope_page::page())?;
    fs::write(out.join("permissions.md"), permissions)
}

/// What is written about one machine.
struct Page {
    name: &'static str,
    workflow: String,
    permissions: String,
}

impl Page {
    fn of<S: Word, C: Word>(machine: &Machine<S, C>) -> Self {
        Self { name: machine.name, workflow: machine.document(), permissions: commands(machine) }
    }
}

/// The table of the actions that are no command of a machine.
fn actions() -> String {
    let mut page = String::from(
        "# Permissions\n\nGenerated from the tables in `domain` by `cargo xtask gen`; do not edit.\n\n\
         A tick says who may ask; rules that need facts may still refuse, and everybody sees only what concerns them.\n\n\
         ## Pages and settings\n\n",
    );
    head(&mut page, "Action", Column::ALL.iter().map(|column| column.word()));
    for action in Action::ALL {
        row(&mut page, action.word(), Column::ALL.iter().map(|column| allowed(*action).contains(column)));
    }
    page
}

/// The table of one machine: command by party.
fn commands<S: Word, C: Word>(machine: &Machine<S, C>) -> String {
    let mut page = format!("\n## Commands: {}\n\n", machine.name);
    head(&mut page, "Command", Party::ALL.iter().map(|party| party.word()));
    for command in C::ALL {
        let may = |party: &Party| machine.rules.iter().any(|rule| rule.command == *command && rule.by.contains(party));
        row(&mut page, command.word(), Party::ALL.iter().map(may));
    }
    page
}

fn head<'a>(page: &mut String, first: &str, columns: impl Iterator<Item = &'a str>) {
    let columns: Vec<&str> = columns.collect();
    let _ = writeln!(page, "| {first} | {} |", columns.join(" | "));
    let _ = writeln!(page, "|---|{}", "---|".repeat(columns.len()));
}

fn row(page: &mut String, first: &str, ticks: impl Iterator<Item = bool>) {
    let ticks: Vec<&str> = ticks.map(|tick| if tick { "✓" } else { " " }).collect();
    let _ = writeln!(page, "| {first} | {} |", ticks.join(" | "));
}
