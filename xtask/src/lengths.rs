//! Long files: a note from 400 lines on, refused from 600.

use crate::Outcome;
use crate::project::{Project, files_below};

const NOTE: usize = 400;
const LIMIT: usize = 600;
const FOLDERS: [&str; 8] = ["domain", "backend", "app", "frontend", "server", "xtask", "style", "end2end"];

pub fn check(project: &Project) -> Outcome<String> {
    let (mut notes, mut refused) = (Vec::new(), Vec::new());
    for file in FOLDERS.iter().flat_map(|folder| files_below(&project.path(folder))) {
        if !file.extension().is_some_and(|end| ["rs", "ts", "css", "sql"].iter().any(|known| end == *known)) {
            continue;
        }
        let lines = std::fs::read_to_string(&file).unwrap_or_default().lines().count();
        let name = file.strip_prefix(&project.root).unwrap_or(&file).display();
        let line = format!("{name}: {lines} lines");
        if lines > LIMIT {
            refused.push(line);
        } else if lines > NOTE {
            notes.push(line);
        }
    }
    if !refused.is_empty() {
        return Err(format!("split what is over {LIMIT} lines: {}", refused.join(", ")));
    }
    Ok(if notes.is_empty() { String::new() } else { format!("getting long: {}", notes.join(", ")) })
}
