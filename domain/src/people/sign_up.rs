//! How people join.

use serde::{Deserialize, Serialize};

use super::{Email, Password};
use crate::fields::FieldErrors;
use crate::hosts::NewHost;

/// The name a person is shown by: 2 to 80 characters, no line breaks.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonName(String);

impl PersonName {
    /// Reads a name as people type it; spaces in a row become one.
    ///
    /// # Errors
    /// The sentence that belongs beside the field.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.contains(['<', '>']) {
            return Err("Your name has a character that cannot be kept. Type it again.".to_owned());
        }
        let mut errors = FieldErrors::new();
        let text = errors.line("name", "Your name", text, 2, 80);
        errors.finish(text.map(Self)).map_err(|e| e.0.into_values().next().unwrap_or_default())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A student who signs up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewStudent {
    /// The name they are shown by.
    pub name: PersonName,
    /// Where mail reaches them.
    pub email: Email,
    /// How they sign in.
    pub password: Password,
}

impl NewStudent {
    /// Reads the fields `name`, `email` and `password`.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(name: &str, email: &str, password: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let parsed = account(&mut errors, name, email, password);
        errors.finish(parsed.map(|(name, email, password)| Self { name, email, password }))
    }
}

/// The first member of a host organisation that registers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewHostPerson {
    /// The name they are shown by.
    pub name: PersonName,
    /// Where mail reaches them.
    pub email: Email,
    /// How they sign in.
    pub password: Password,
    /// The organisation.
    pub host: NewHost,
}

impl NewHostPerson {
    /// Reads the fields `name`, `email` and `password`; `host` is what [`NewHost::parse`] said of
    /// `host_name`, `kind`, `website` and `about`, so that all messages appear at once.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(
        name: &str,
        email: &str,
        password: &str,
        host: Result<NewHost, FieldErrors>,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let parsed = account(&mut errors, name, email, password);
        let host =
            host.map_err(|wrong| wrong.0.into_iter().for_each(|(field, message)| errors.add(field, message))).ok();
        let whole = parsed.zip(host).map(|((name, email, password), host)| Self { name, email, password, host });
        errors.finish(whole)
    }
}

fn account(errors: &mut FieldErrors, name: &str, email: &str, password: &str) -> Option<(PersonName, Email, Password)> {
    let password = errors.keep("password", Password::parse(password, email, name));
    let name = errors.keep("name", PersonName::parse(name));
    let email = errors.keep("email", Email::parse(email));
    Some((name?, email?, password?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_own_message() {
        let errors = NewHostPerson::parse("", "nobody", "short", NewHost::parse("", "", "?", "")).unwrap_err();
        assert_eq!(
            errors.0.keys().collect::<Vec<_>>(),
            ["about", "email", "host_name", "kind", "name", "password", "website"]
        );
        assert!(NewStudent::parse("Maya Reyes", "maya@state.edu", "correct horse battery").is_ok());
    }

    #[test]
    fn a_name_keeps_its_letters_and_loses_its_spaces() {
        assert_eq!(PersonName::parse("  Zoë   O’Neil ").unwrap().as_str(), "Zoë O’Neil");
        assert!(PersonName::parse("M").is_err());
        assert!(PersonName::parse("<b>Maya</b>").is_err());
    }
}
