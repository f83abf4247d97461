//! A mail address.

use serde::{Deserialize, Serialize};

/// Longest address that can be delivered to (RFC 5321, section 4.5.3.1.3).
const LONGEST: usize = 254;

/// A mail address, lower-cased. Only its shape is checked: whether it exists, a mail shows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Reads an address as people type it.
    ///
    /// # Errors
    /// The sentence that belongs beside the field.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Err("Fill in: email.");
        }
        if text.len() > LONGEST {
            return Err("This email address is too long. Use another one.");
        }
        let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"".contains(c));
        match text.split_once('@') {
            Some((name, domain)) if plain && is_name(name) && is_domain(domain) => Ok(Self(text)),
            _ => Err("Write an email address such as name@example.edu."),
        }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.split_once('@').map_or("", |(name, _)| name)
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 64 && !name.starts_with('.') && !name.ends_with('.') && !name.contains("..")
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    domain.contains('.') && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        assert_eq!(Email::parse("  Maya.Reyes+jobs@State.EDU ").unwrap().as_str(), "maya.reyes+jobs@state.edu");
        assert_eq!(Email::parse("o'neil@example.org").unwrap().name(), "o'neil");
    }

    #[test]
    fn refuses_what_cannot_be_an_address() {
        for bad in [
            "",
            "maya",
            "maya@",
            "@state.edu",
            "maya@state",
            "a@b@c.org",
            "a b@c.org",
            "a..b@c.org",
            "a@-c.org",
            "a@c..org",
            "a@c.org\r\nbcc: x",
            "a,b@c.org",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
        assert!(Email::parse(&format!("a@{}.org", "b".repeat(260))).is_err());
    }

    proptest::proptest! {
        #[test]
        fn parsing_never_panics_and_repeats(text in ".{0,60}") {
            if let Ok(email) = Email::parse(&text) {
                proptest::prop_assert_eq!(Email::parse(email.as_str()), Ok(email.clone()));
            }
        }
    }
}
