//! What a file holds: a draft, a draft with facts, a template, or test vectors.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use domain::projects::scope::Facts;
use domain::projects::scope::vectors::Vectors;
use domain::projects::{Draft, Template};
use domain::time::Day;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::is_standard_input;

/// Largest file: the largest draft of the wizard is a tenth of it.
const MOST_BYTES: u64 = 1 << 20;

/// What is to be checked.
pub(super) enum Subject {
    /// Answers of the wizard, and what else is known.
    Draft { draft: Box<Draft>, facts: Box<Facts> },
    /// A start for drafts, without names and dates.
    Template(Box<Template>),
    /// Cases that prove a rule.
    Vectors(Vectors),
}

/// The text of a file, or of standard input.
///
/// # Errors
/// The rest of a sentence that begins with the name of the file.
pub(super) fn read(path: &Path, input: &mut dyn Read) -> Result<String, String> {
    let mut bytes = Vec::new();
    let outcome = if is_standard_input(path) {
        input.take(MOST_BYTES + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
    };
    outcome.map_err(|error| format!("cannot be read: {error}."))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST_BYTES {
        return Err("is larger than one megabyte, which no draft is.".to_owned());
    }
    let text = String::from_utf8(bytes).map_err(|_| "is no text in UTF-8.".to_owned())?;
    // Some editors of Windows put a mark at the beginning.
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), ToOwned::to_owned))
}

/// Figures of a policy by name. `true` and `false` are 1 and 0.
///
/// # Errors
/// As of [`read`].
pub(super) fn figures(path: &Path) -> Result<Vec<(String, i64)>, String> {
    let text = read(path, &mut std::io::empty())?;
    let figures: Map<String, Value> =
        serde_json::from_str(&text).map_err(|error| format!("is no list of figures: {error}."))?;
    let value = |value: &Value| value.as_i64().or_else(|| value.as_bool().map(i64::from));
    figures
        .iter()
        // A whole policy also names its version, a day.
        .filter(|(name, _)| *name != "version")
        .map(|(name, figure)| {
            value(figure)
                .map(|value| (name.clone(), value))
                .ok_or_else(|| format!("has {name}, which is no whole number."))
        })
        .collect()
}

/// What the text holds, by the names in it: `cases`, `weeks` beside `draft`, `draft`, or a draft.
///
/// # Errors
/// As of [`read`].
pub(super) fn subject(text: &str, today: Day) -> Result<Subject, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| format!("is no JSON: {error}."))?;
    if !value.is_object() {
        return Err("holds no project draft: a draft is a JSON object.".to_owned());
    }
    if value.get("cases").is_some() {
        return parsed(value, "file of test vectors").map(Subject::Vectors);
    }
    let Some(inner) = value.get("draft") else {
        let draft: Draft = parsed(value.clone(), "project draft")?;
        known_fields(&value, &draft)?;
        return Ok(Subject::Draft { draft: Box::new(draft), facts: Box::new(Facts::new(today, false)) });
    };
    let draft: Draft = parsed(inner.clone(), "project draft")?;
    known_fields(inner, &draft)?;
    if value.get("weeks").is_some() {
        return parsed(value, "template").map(|template| Subject::Template(Box::new(template)));
    }
    let given = value.get("facts").cloned().unwrap_or_else(|| Value::Object(Map::new()));
    let mut all = serde_json::to_value(Facts::new(today, false)).map_err(|error| format!("{error}."))?;
    match (&mut all, &given) {
        (Value::Object(all), Value::Object(given)) => all.extend(given.clone()),
        _ => return Err("has facts that are no JSON object.".to_owned()),
    }
    let facts: Facts = parsed(all, "list of facts")?;
    known_fields(&given, &facts)?;
    Ok(Subject::Draft { draft: Box::new(draft), facts: Box::new(facts) })
}

fn parsed<T: DeserializeOwned>(value: Value, what: &str) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| format!("is no {what}: {error}."))
}

/// Refuses names that `kept` does not have: a misspelt field would count as unanswered.
///
/// # Errors
/// As of [`read`].
pub(super) fn known_fields<T: Serialize>(given: &Value, kept: &T) -> Result<(), String> {
    let kept = serde_json::to_value(kept).map_err(|error| format!("{error}."))?;
    match unknown(given, &kept, "") {
        Some(name) => Err(format!("has the field {name}, which is not known.")),
        None => Ok(()),
    }
}

fn unknown(given: &Value, kept: &Value, path: &str) -> Option<String> {
    match (given, kept) {
        (Value::Object(given), Value::Object(kept)) => given.iter().find_map(|(name, value)| {
            let path = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
            match kept.get(name) {
                Some(kept) => unknown(value, kept, &path),
                None => Some(path),
            }
        }),
        (Value::Array(given), Value::Array(kept)) => (1..)
            .zip(given.iter().zip(kept))
            .find_map(|(row, (given, kept)): (usize, _)| unknown(given, kept, &format!("{path}/{row}"))),
        _ => None,
    }
}
