//! What the project depends on: only allowed licences, only the default registry. The list is `deny.toml`'s.

use serde_json::Value;

use crate::Outcome;
use crate::project::{Project, capture};

pub fn check(project: &Project) -> Outcome<String> {
    let policy = std::fs::read_to_string(project.path("deny.toml")).map_err(|error| format!("deny.toml: {error}"))?;
    let allowed = allowed(&policy);
    let text = capture(&mut project.cargo(&["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))?;
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut wrong = Vec::new();
    for package in packages {
        // Packages of the checkout itself have no source.
        let Some(source) = package["source"].as_str() else { continue };
        let name = format!("{} {}", text_of(package, "name"), text_of(package, "version"));
        let licence = text_of(package, "license");
        if !is_allowed(licence, &allowed) {
            wrong.push(format!("{name}: licence `{licence}`"));
        }
        if !(source.starts_with("registry+") && source.ends_with("/crates.io-index")) {
            wrong.push(format!("{name}: not from the default registry"));
        }
    }
    if wrong.is_empty() {
        Ok(format!("{} packages", packages.len()))
    } else {
        Err(format!("\n  {}", wrong.join("\n  ")))
    }
}

fn text_of<'a>(package: &'a Value, key: &str) -> &'a str {
    package[key].as_str().unwrap_or_default()
}

/// The texts of the list `allow` under `[licenses]`.
fn allowed(policy: &str) -> Vec<&str> {
    let section = policy.split("[licenses]").nth(1).unwrap_or_default();
    let list = section.split("allow = [").nth(1).and_then(|rest| rest.split(']').next()).unwrap_or_default();
    list.split('"').skip(1).step_by(2).collect()
}

/// Whether a licence expression can be met with the allowed licences: `OR` needs one side, `AND` both.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    // Old manifests write a slash for OR.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, next: 0, allowed };
    let met = reader.any();
    met && reader.next == words.len()
}

/// Reads an expression word by word.
struct Reader<'a> {
    words: &'a [&'a str],
    next: usize,
    allowed: &'a [&'a str],
}

impl Reader<'_> {
    fn any(&mut self) -> bool {
        let mut met = self.all();
        while self.take("OR") {
            met |= self.all();
        }
        met
    }

    fn all(&mut self) -> bool {
        let mut met = self.one();
        while self.take("AND") {
            met &= self.one();
        }
        met
    }

    fn one(&mut self) -> bool {
        if self.take("(") {
            return self.any() & self.take(")");
        }
        let Some(&licence) = self.words.get(self.next) else { return false };
        self.next += 1;
        if self.take("WITH") {
            let exception = self.words.get(self.next).copied().unwrap_or_default();
            self.next += 1;
            return self.allowed.contains(&format!("{licence} WITH {exception}").as_str())
                || self.allowed.contains(&licence);
        }
        self.allowed.contains(&licence)
    }

    fn take(&mut self, word: &str) -> bool {
        let there = self.words.get(self.next) == Some(&word);
        self.next += usize::from(there);
        there
    }
}

#[cfg(test)]
mod tests {
    use super::{allowed, is_allowed};

    #[test]
    fn expressions_are_read_as_they_are_meant() {
        let list = ["MIT", "Apache-2.0", "Unicode-3.0"];
        for met in
            ["MIT", "MIT/GPL-3.0", "(MIT OR GPL-3.0) AND Unicode-3.0", "Apache-2.0 WITH LLVM-exception OR GPL-2.0"]
        {
            assert!(is_allowed(met, &list), "{met}");
        }
        for refused in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT", "MIT MIT", "GPL-3.0 OR (MIT AND LGPL-3.0)"] {
            assert!(!is_allowed(refused, &list), "{refused}");
        }
    }

    #[test]
    fn the_list_is_that_of_the_licence_section() {
        let policy = "[bans]\nallow = [\"x\"]\n[licenses]\nallow = [\n  \"MIT\",\n  \"ISC\",\n]\n[sources]\n";
        assert_eq!(allowed(policy), ["MIT", "ISC"]);
    }
}
