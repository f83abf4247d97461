//! States and territories of the United States: where the work is done decides the wage floor (Q08).

use serde::{Deserialize, Serialize};

/// Two letters each (United States Postal Service, Publication 28, appendix B). One text, because fifty words with their
/// table would be a kilobyte in the browser.
const CODES: &str =
    "ALAKAZARCACOCTDEDCFLGAGUHIIDILINIAKSKYLAMEMDMAMIMNMSMOMTNENVNHNJNMNYNCNDOHOKORPAPRRISCSDTNTXUTVTVAVIWAWVWIWY";

/// In the order of [`CODES`].
const NAMES: [&str; 54] = [
    "Alabama",
    "Alaska",
    "Arizona",
    "Arkansas",
    "California",
    "Colorado",
    "Connecticut",
    "Delaware",
    "District of Columbia",
    "Florida",
    "Georgia",
    "Guam",
    "Hawaii",
    "Idaho",
    "Illinois",
    "Indiana",
    "Iowa",
    "Kansas",
    "Kentucky",
    "Louisiana",
    "Maine",
    "Maryland",
    "Massachusetts",
    "Michigan",
    "Minnesota",
    "Mississippi",
    "Missouri",
    "Montana",
    "Nebraska",
    "Nevada",
    "New Hampshire",
    "New Jersey",
    "New Mexico",
    "New York",
    "North Carolina",
    "North Dakota",
    "Ohio",
    "Oklahoma",
    "Oregon",
    "Pennsylvania",
    "Puerto Rico",
    "Rhode Island",
    "South Carolina",
    "South Dakota",
    "Tennessee",
    "Texas",
    "Utah",
    "Vermont",
    "Virginia",
    "Virgin Islands",
    "Washington",
    "West Virginia",
    "Wisconsin",
    "Wyoming",
];

/// One state or territory. In forms and storage its two letters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct State(u8);

/// A text that is no state.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("Choose a state from the list.")]
pub struct NotAState;

impl State {
    /// Reads `NY`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        (0..54).map(Self).find(|state| state.code() == code)
    }

    /// `NY`.
    #[must_use]
    pub fn code(self) -> &'static str {
        let at = usize::from(self.0) * 2;
        CODES.get(at..at + 2).unwrap_or_default()
    }

    /// `New York`.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// Every one, by the alphabet of their names.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..54).map(Self)
    }
}

impl TryFrom<String> for State {
    type Error = NotAState;

    fn try_from(code: String) -> Result<Self, NotAState> {
        Self::from_code(&code).ok_or(NotAState)
    }
}

impl From<State> for String {
    fn from(state: State) -> Self {
        state.code().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_belong_together() {
        assert_eq!(CODES.len(), NAMES.len() * 2);
        let name = |code: &str| State::from_code(code).map(State::name);
        assert_eq!((name("AL"), name("NY"), name("WY")), (Some("Alabama"), Some("New York"), Some("Wyoming")));
        assert_eq!(
            (name("DC"), name("PR"), name("VI")),
            (Some("District of Columbia"), Some("Puerto Rico"), Some("Virgin Islands"))
        );
        assert_eq!((name("ny"), name("XX"), name(""), name("LA ")), (None, None, None, None));
        assert!(State::all().all(|state| State::from_code(state.code()) == Some(state)));
        let distinct: std::collections::BTreeSet<_> = State::all().map(State::code).collect();
        assert_eq!(distinct.len(), 54);
    }

    #[test]
    fn a_state_is_kept_as_two_letters() {
        let json = serde_json::to_string(&State::from_code("TX")).unwrap();
        assert_eq!(json, "\"TX\"");
        assert_eq!(serde_json::from_str::<Option<State>>(&json).unwrap(), State::from_code("TX"));
        assert!(serde_json::from_str::<State>("\"Texas\"").is_err());
    }
}
