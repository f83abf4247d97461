//! What a host may need help with. A data file beside the templates, which name its keys.

use std::sync::LazyLock;

use serde::Deserialize;

/// One thing hosts need.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Need {
    /// Its word in addresses and in templates.
    pub key: String,
    /// As one says it: `A guide or training`.
    pub words: String,
    /// What that may be, in half a sentence.
    pub hint: String,
}

static FILE: &str = include_str!("../../data/needs.json");

// A test reads the file, so none is left out here.
static NEEDS: LazyLock<Vec<Need>> = LazyLock::new(|| serde_json::from_str(FILE).unwrap_or_default());

/// All of them, in the order in which they are offered.
#[must_use]
pub fn needs() -> &'static [Need] {
    &NEEDS
}

/// The need with this key.
#[must_use]
pub fn need(key: &str) -> Option<&'static Need> {
    needs().iter().find(|need| need.key == key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::projects::templates;

    #[test]
    fn every_template_serves_a_need_and_every_need_has_a_template() {
        let read: Vec<Need> = serde_json::from_str(FILE).unwrap();
        assert_eq!((read.len(), read.as_slice()), (9, needs()));
        let known: BTreeSet<&str> = needs().iter().map(|need| need.key.as_str()).collect();
        assert_eq!(known.len(), needs().len(), "a key stands there twice");
        let mut served = BTreeSet::new();
        for template in templates() {
            assert!(!template.needs.is_empty(), "{} serves no need", template.key);
            for key in &template.needs {
                assert!(need(key).is_some(), "{} names {key}", template.key);
                served.insert(key.as_str());
            }
        }
        assert_eq!(served, known);
    }
}
