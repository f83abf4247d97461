//! How much a browser has to fetch: the limits of the built styles and scripts, in bytes after brotli.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::Outcome;
use crate::project::Project;
use crate::release::PACKAGE;

/// The styles of the whole application.
const STYLES: u64 = 14_000;
/// What every page with an island fetches: the entry script and the main WebAssembly.
const MAIN: u64 = 75_000;
/// The main part and the largest part fetched later, with all it shares with others.
const LARGEST: u64 = 190_000;
/// Parts with a limit of their own, by a word of their name: the student's week is opened on phones with a bad network.
const OWN: [(&str, u64); 1] = [("week_desk", 140_000)];

/// One line of the table.
struct Line {
    name: String,
    bytes: u64,
    limit: Option<u64>,
}

/// Prints the sizes and fails when one is over its limit.
pub fn check(project: &Project) -> Outcome {
    let lines = lines(&project.path(PACKAGE))?;
    let width = lines.iter().map(|line| line.name.chars().count()).max().unwrap_or(0);
    let mut over = Vec::new();
    println!("{:width$}  {:>10}  {:>10}", "", "brotli", "limit");
    for line in &lines {
        let limit = line.limit.map_or_else(String::new, kilobytes);
        println!("{:width$}  {:>10}  {limit:>10}", line.name, kilobytes(line.bytes));
        if line.limit.is_some_and(|limit| line.bytes > limit) {
            over.push(format!("{} is {} (limit {limit})", line.name, kilobytes(line.bytes)));
        }
    }
    if over.is_empty() { Ok(()) } else { Err(over.join("; ")) }
}

fn lines(folder: &Path) -> Outcome<Vec<Line>> {
    let sizes = sizes(folder)?;
    let ending = |end: &str| sizes.iter().filter(|(name, _)| name.ends_with(end)).map(|(_, bytes)| bytes).sum::<u64>();
    let is_main = |name: &str| {
        let script =
            name.starts_with("foothold.") || name.starts_with("__wasm_split.") || name.starts_with("snippets/");
        script && (name.ends_with(".js") || name.ends_with(".wasm"))
    };
    let main: u64 = sizes.iter().filter(|(name, _)| is_main(name)).map(|(_, bytes)| bytes).sum();
    if main == 0 {
        return Err(format!("there is no compressed script in {}", folder.display()));
    }
    let mut lines = vec![
        Line { name: "styles".to_owned(), bytes: ending(".css"), limit: Some(STYLES) },
        Line { name: "main script and WebAssembly".to_owned(), bytes: main, limit: Some(MAIN) },
    ];
    for (part, files) in parts(folder, &sizes)? {
        let later: u64 = files.iter().filter(|name| !is_main(name)).filter_map(|name| sizes.get(name)).sum();
        let limit = OWN.iter().find(|(word, _)| part.contains(word)).map_or(LARGEST, |(_, limit)| *limit);
        lines.push(Line { name: format!("main and {part}"), bytes: main + later, limit: Some(limit) });
    }
    let all = ending(".js") + ending(".wasm");
    lines.push(Line { name: "all scripts and WebAssembly".to_owned(), bytes: all, limit: None });
    Ok(lines)
}

/// The compressed size of every file, by its name without `.br`.
fn sizes(folder: &Path) -> Outcome<BTreeMap<String, u64>> {
    let mut sizes = BTreeMap::new();
    for path in crate::project::files_below(folder) {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
        if let Some(name) = name.strip_suffix(".br") {
            let found = std::fs::metadata(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            sizes.insert(name.to_owned(), found.len());
        }
    }
    Ok(sizes)
}

/// The parts that are fetched later, each with its files: from the list the build writes for the preloads.
fn parts(folder: &Path, sizes: &BTreeMap<String, u64>) -> Outcome<BTreeMap<String, BTreeSet<String>>> {
    let list = crate::project::files_below(folder).into_iter().find(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("__wasm_split_manifest") && name.ends_with(".json")
    });
    let Some(list) = list else { return Ok(BTreeMap::new()) };
    let text = std::fs::read_to_string(&list).map_err(|error| format!("{}: {error}", list.display()))?;
    let manifest: Value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", list.display()))?;
    let mut parts = BTreeMap::new();
    for (loader, chunks) in manifest.as_object().into_iter().flatten() {
        let part = loader.trim_start_matches("__wasm_split_load_");
        let mut files: BTreeSet<String> =
            chunks.as_array().into_iter().flatten().filter_map(|chunk| file(chunk, sizes)).collect();
        files.extend(sizes.keys().filter(|name| name.starts_with(&format!("split_{part}."))).cloned());
        parts.insert(readable(part), files);
    }
    Ok(parts)
}

/// The built file a chunk of the list means: it may be named with a folder, or without its end.
fn file(chunk: &Value, sizes: &BTreeMap<String, u64>) -> Option<String> {
    let name = chunk.as_str()?.rsplit('/').next()?;
    [name.to_owned(), format!("{name}.wasm")].into_iter().find(|name| sizes.contains_key(name))
}

/// The name of a part without the numbers the compiler puts behind it.
fn readable(part: &str) -> String {
    let is_hash = |word: &str| word.len() >= 8 && word.chars().all(|letter| letter.is_ascii_hexdigit());
    let words: Vec<&str> = part.split('_').filter(|word| !word.is_empty() && !is_hash(word)).collect();
    words.join("_")
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_counts_with_the_main_part_and_what_it_shares() {
        let folder = std::env::temp_dir().join(format!("foothold-budgets-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let write = |name: &str, bytes: usize| std::fs::write(folder.join(name), vec![b' '; bytes]).unwrap();
        for (name, bytes) in [
            ("foothold.AA.js.br", 5),
            ("foothold.BB.wasm.br", 50),
            ("foothold.CC.css.br", 9),
            ("__wasm_split.DD.js.br", 1),
            ("split_Wizard.EE.wasm.br", 20),
            ("chunk_0.FF.wasm.br", 7),
            ("chunk_1.GG.wasm.br", 100),
        ] {
            write(name, bytes);
        }
        let list = r#"{"__wasm_split_load_Wizard": ["split_Wizard.EE", "chunk_0.FF"]}"#;
        std::fs::write(folder.join("__wasm_split_manifest.HH.json"), list).unwrap();
        let found = lines(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let sums: Vec<(&str, u64)> = found.iter().map(|line| (line.name.as_str(), line.bytes)).collect();
        let expected = [
            ("styles", 9),
            ("main script and WebAssembly", 56),
            ("main and Wizard", 83),
            ("all scripts and WebAssembly", 183),
        ];
        assert_eq!(sums, expected);
    }
}
