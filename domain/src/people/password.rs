//! What a password must be: long, and not the obvious (NIST SP 800-63B, section 3.1.1). No rules
//! about kinds of characters, which make passwords worse.

use super::Email;

/// Fewest characters.
pub const LEAST_PASSWORD: usize = 12;
/// Most characters; a bound on the work of hashing.
pub const MOST_PASSWORD: usize = 128;

/// Long enough, and still the first that anybody would try. Compared without digits, signs and case.
const COMMON: [&str; 14] = [
    "password",
    "passwordpassword",
    "passw",
    "passwort",
    "qwertyuiop",
    "qwertyuiopasdf",
    "letmein",
    "letmeinplease",
    "iloveyou",
    "welcome",
    "changeme",
    "changemeplease",
    "foothold",
    "footholdfoothold",
];

/// A password that met the rules. Never shown, never stored, never sent on.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Checks a password against the rules and against what is known of the person.
    ///
    /// # Errors
    /// The sentence that belongs beside the field.
    pub fn parse(text: &str, email: &str, name: &str) -> Result<Self, String> {
        let length = text.chars().count();
        if length < LEAST_PASSWORD {
            return Err(format!("Use at least {LEAST_PASSWORD} characters. A few words in a row work well."));
        }
        if length > MOST_PASSWORD {
            return Err(format!("Use at most {MOST_PASSWORD} characters."));
        }
        let same = |other: &str| !other.trim().is_empty() && text.trim().to_lowercase() == other.trim().to_lowercase();
        let mailbox = Email::parse(email).map(|email| email.name().to_owned()).unwrap_or_default();
        if same(email) || same(name) || same(&mailbox) {
            return Err("This is your name or email, which anybody could guess. Use something else.".to_owned());
        }
        if is_common(text) {
            return Err("This password is among the first that are tried. Use a few words in a row.".to_owned());
        }
        Ok(Self(text.to_owned()))
    }

    /// The characters, for hashing.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(hidden)")
    }
}

fn is_common(text: &str) -> bool {
    let letters: String = text.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let mut different: Vec<char> = text.chars().collect();
    different.sort_unstable();
    different.dedup();
    let counts = text.chars().zip(text.chars().skip(1)).all(|(a, b)| a.is_ascii_digit() && b.is_ascii_digit());
    different.len() < 4 || counts || COMMON.contains(&letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::short("eleven char")]
    #[case::the_address("maya.reyes@state.edu")]
    #[case::the_mailbox("Maya.Reyes.The.Second")]
    #[case::the_name("maya reyes-lopez")]
    #[case::common("Password1234")]
    #[case::one_character("aaaaaaaaaaaaaa")]
    #[case::counting("123456789012")]
    fn refuses(#[case] text: &str) {
        let email = if text.contains("Second") { "maya.reyes.the.second@state.edu" } else { "maya.reyes@state.edu" };
        assert!(Password::parse(text, email, "Maya Reyes-Lopez").is_err());
    }

    #[test]
    fn accepts_words_in_a_row_and_hides_them() {
        let password = Password::parse("correct horse battery", "maya@state.edu", "Maya Reyes").unwrap();
        assert_eq!(format!("{password:?}"), "Password(hidden)");
        assert!(Password::parse(&"long ünd ".repeat(14), "maya@state.edu", "Maya").is_ok());
        assert!(Password::parse(&"x1 y2 ".repeat(22), "maya@state.edu", "Maya").is_err());
    }
}
