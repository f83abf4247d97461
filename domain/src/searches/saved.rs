//! A search that is kept.

use crate::fields::FieldErrors;

/// Most searches one student keeps.
pub const MOST_SAVED: usize = 20;
/// Longest name, in characters.
const LONGEST_NAME: usize = 80;

/// The name a search is kept by: what was typed into `name`, or what the search says of itself.
///
/// # Errors
/// A message beside `name`.
pub fn name_of(typed: &str, proposed: &str) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::new();
    let typed = if typed.trim().is_empty() {
        proposed.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect::<String>()
    } else {
        typed.to_owned()
    };
    let name = errors.line("name", "The name", &typed, 1, LONGEST_NAME);
    errors.finish(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_typed_or_proposed() {
        assert_eq!(name_of("  My  museums ", "Remote").unwrap(), "My museums");
        assert_eq!(name_of(" ", "Remote").unwrap(), "Remote");
        assert_eq!(name_of("", &"x".repeat(200)).unwrap().len(), 80);
        assert!(name_of(&"x".repeat(81), "Remote").is_err());
    }
}
