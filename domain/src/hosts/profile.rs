//! What a host organisation says of itself.

use serde::{Deserialize, Serialize};

use super::{Ein, HostKind, Stage};
use crate::fields::FieldErrors;
use crate::ids::HostId;
use crate::machine::Word as _;

/// A host organisation as students and staff see it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HostProfile {
    /// Which.
    pub id: HostId,
    /// Its name.
    pub name: String,
    /// Its web site.
    pub website: Option<String>,
    /// What it does, in its own words.
    pub about: String,
    /// Where it stands with the program.
    pub stage: Stage,
}

/// A host organisation whose fields met their rules: registration and changes of the profile.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewHost {
    /// Its name, 2 to 120 characters.
    pub name: String,
    /// What kind of organisation it is.
    pub kind: HostKind,
    /// Its web site, with `https://` or `http://`.
    pub website: Option<String>,
    /// What it does, 20 to 1,000 characters.
    pub about: String,
}

impl NewHost {
    /// Reads the fields `host_name`, `kind`, `website` (may be empty) and `about`.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(host_name: &str, kind: &str, website: &str, about: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = errors.line("host_name", "Name of the organisation", host_name, 2, 120);
        let said = HostKind::from_word(kind.trim()).ok_or("Choose what kind of organisation it is.");
        let kind = errors.keep("kind", said);
        let website = website.trim();
        let website = (!website.is_empty()).then(|| errors.keep("website", site(website))).flatten();
        let about = errors.text("about", "What you do", about, 20, 1_000);
        let whole = name.zip(kind).zip(about);
        errors.finish(whole.map(|((name, kind), about)| Self { name, kind, website, about }))
    }
}

/// What the owners of a host organisation keep up to date: what everybody reads, and what staff need besides.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HostDetails {
    /// What everybody reads.
    pub host: NewHost,
    /// Where it can be found; empty when not given, at most 200 characters.
    pub address: String,
    /// Its tax number, when given.
    pub ein: Option<Ein>,
}

impl HostDetails {
    /// Reads the fields of [`NewHost::parse`], and `address` and `ein`, which may be empty.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(
        host_name: &str,
        kind: &str,
        website: &str,
        about: &str,
        address: &str,
        ein: &str,
    ) -> Result<Self, FieldErrors> {
        let (host, mut errors) = match NewHost::parse(host_name, kind, website, about) {
            Ok(host) => (Some(host), FieldErrors::new()),
            Err(errors) => (None, errors),
        };
        let address = errors.line("address", "Address", address, 0, 200);
        let ein = (!ein.trim().is_empty()).then(|| errors.keep("ein", Ein::parse(ein))).flatten();
        errors.finish(host.zip(address).map(|(host, address)| Self { host, address, ein }))
    }
}

/// People type `example.org`; the scheme is added for them.
fn site(text: &str) -> Result<String, &'static str> {
    let lower = text.to_ascii_lowercase();
    let full = if lower.starts_with("https://") || lower.starts_with("http://") {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    let host = full.split("//").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let letters = |c: char| c.is_alphanumeric() || c == '-';
    let sane = host.contains('.') && host.split('.').all(|part| !part.is_empty() && part.chars().all(letters));
    let unfit = |c: char| c.is_whitespace() || c.is_control() || crate::fields::is_unseen(c);
    if !sane || full.chars().count() > 300 || full.chars().any(unfit) {
        return Err("Write the address of your site, such as example.org.");
    }
    Ok(full)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: &str = "We repair bicycles with young people.";

    #[test]
    fn every_kind_can_be_said_and_none_is_assumed() {
        for kind in HostKind::ALL {
            assert_eq!(NewHost::parse("Riverside Bikes", kind.word(), "", ABOUT).unwrap().kind, *kind);
        }
        for none in ["", "Nonprofit", "charity", "\u{0}"] {
            assert!(NewHost::parse("Riverside Bikes", none, "", ABOUT).unwrap_err().0.contains_key("kind"), "{none}");
        }
    }

    #[test]
    fn the_scheme_is_added_and_a_site_may_be_missing() {
        let host = NewHost::parse("Riverside Bikes", "nonprofit", "riverside.example/about", ABOUT).unwrap();
        assert_eq!(host.website.as_deref(), Some("https://riverside.example/about"));
        assert_eq!(NewHost::parse("Riverside Bikes", "nonprofit", "", ABOUT).unwrap().website, None);
    }

    #[test]
    fn a_site_that_is_not_one_is_refused() {
        for bad in ["javascript:alert(1)", "nowhere", "https://a b.org", "https://.org", "me@example.org"] {
            assert!(
                NewHost::parse("Riverside Bikes", "nonprofit", bad, ABOUT).unwrap_err().0.contains_key("website"),
                "{bad}"
            );
        }
    }

    #[test]
    fn details_name_every_field_that_is_wrong() {
        let errors = HostDetails::parse("R", "club", "nowhere", "short", &"x".repeat(201), "07-1234567").unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["about", "address", "ein", "host_name", "kind", "website"]);
        let details = HostDetails::parse("Riverside Bikes", "business", "", ABOUT, "", "").unwrap();
        assert_eq!((details.address.as_str(), details.ein), ("", None));
    }
}
