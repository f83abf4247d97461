//! What a student says that no host ever reads: access needs, whether work must be cleared first, and, apart from both,
//! who they are.

use crate::fields::FieldErrors;
use crate::machine::Word;
use crate::time::{Day, parse_day};

crate::words! {
    /// Whether paid work needs a clearance before its first day.
    pub enum WorkStatus {
        /// Not answered.
        Unsaid = "unsaid",
        /// May take any paid work.
        Free = "free",
        /// F-1 student: training has to be authorized.
        F1 = "f1",
        /// J-1 student: the sponsor has to agree.
        J1 = "j1",
        /// Something else that needs a permission for each job.
        Other = "other",
    }
}

impl WorkStatus {
    /// As the form shows it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unsaid => "I would rather say it later",
            Self::Free => "I can take paid work without asking anybody",
            Self::F1 => "I study on F-1 status",
            Self::J1 => "I study on J-1 status",
            Self::Other => "I need a permission for each job",
        }
    }

    /// Whether the international-student officer clears work before it begins.
    #[must_use]
    pub const fn needs_clearance(self) -> bool {
        matches!(self, Self::F1 | Self::J1 | Self::Other)
    }
}

/// Needs and facts that arrange work and decide eligibility.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrivateFacts {
    /// What makes work possible, in their words; at most 1,000 characters, may be empty.
    pub access_needs: String,
    /// Whether work must be cleared.
    pub work_status: WorkStatus,
    /// When their program or permission ends, where they said so.
    pub ends_on: Option<Day>,
}

impl Default for PrivateFacts {
    fn default() -> Self {
        Self { access_needs: String::new(), work_status: WorkStatus::Unsaid, ends_on: None }
    }
}

impl PrivateFacts {
    /// Reads the fields `access_needs`, `work_status` and `ends_on`.
    ///
    /// # Errors
    /// A message for each field that is wrong.
    pub fn parse(access_needs: &str, work_status: &str, ends_on: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let access_needs = errors.text("access_needs", "What you need", access_needs, 0, 1_000);
        let status = match work_status.trim() {
            "" => Some(WorkStatus::Unsaid),
            word => WorkStatus::from_word(word),
        };
        if status.is_none() {
            errors.add("work_status", "Choose one of the answers.");
        }
        let day = parse_day(ends_on.trim());
        if day.is_none() && !ends_on.trim().is_empty() {
            errors.add("ends_on", "Write a date such as 2027-05-31, or leave it empty.");
        }
        errors.finish(access_needs.zip(status).map(|(access_needs, work_status)| Self {
            access_needs,
            work_status,
            ends_on: day,
        }))
    }
}

crate::words! {
    /// Yes or no, where neither is an answer too.
    pub enum YesNo {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }
}

crate::words! {
    /// Gender, as far as totals tell it apart.
    pub enum Gender {
        /// A woman.
        Woman = "woman",
        /// A man.
        Man = "man",
        /// Non-binary.
        NonBinary = "non_binary",
        /// In other words.
        Other = "other",
    }
}

impl Gender {
    /// As the form shows it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Woman => "Woman",
            Self::Man => "Man",
            Self::NonBinary => "Non-binary",
            Self::Other => "I describe it in another way",
        }
    }
}

crate::words! {
    /// Origin: the categories of the federal standard of 2024 (OMB Statistical Policy Directive 15), any number of them.
    pub enum Origin {
        /// American Indian or Alaska Native.
        Native = "native",
        /// Asian.
        Asian = "asian",
        /// Black or African American.
        Black = "black",
        /// Hispanic or Latino.
        Hispanic = "hispanic",
        /// Middle Eastern or North African.
        MiddleEastern = "middle_eastern",
        /// Native Hawaiian or Pacific Islander.
        Pacific = "pacific",
        /// White.
        White = "white",
    }
}

impl Origin {
    /// As the form shows it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Native => "American Indian or Alaska Native",
            Self::Asian => "Asian",
            Self::Black => "Black or African American",
            Self::Hispanic => "Hispanic or Latino",
            Self::MiddleEastern => "Middle Eastern or North African",
            Self::Pacific => "Native Hawaiian or Pacific Islander",
            Self::White => "White",
        }
    }
}

/// Who a student is, for totals alone. Every answer may be left out, and leaving all of them out forgets the rest.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Demographics {
    /// First in the family at college.
    pub first_generation: Option<YesNo>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Origin.
    pub origins: Vec<Origin>,
    /// Lives with a disability.
    pub disability: Option<YesNo>,
}

impl Demographics {
    /// Reads the fields `first_generation`, `gender`, `disability` and the ticked origins.
    ///
    /// # Errors
    /// A message for each field that holds no known answer.
    pub fn parse<'a>(
        first_generation: &str,
        gender: &str,
        origins: impl IntoIterator<Item = &'a str>,
        disability: &str,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let first_generation = answer(&mut errors, "first_generation", first_generation);
        let gender = answer(&mut errors, "gender", gender);
        let disability = answer(&mut errors, "disability", disability);
        let mut ticked: Vec<Origin> = origins.into_iter().filter_map(Origin::from_word).collect();
        ticked.sort_unstable();
        ticked.dedup();
        errors.finish(Some(Self { first_generation, gender, origins: ticked, disability }))
    }

    /// Whether nothing is answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn answer<W: Word>(errors: &mut FieldErrors, field: &str, word: &str) -> Option<W> {
    let answer = W::from_word(word);
    if answer.is_none() && !word.is_empty() {
        errors.add(field, "Choose one of the answers, or none.");
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_no_error_and_what_is_unknown_is() {
        assert_eq!(PrivateFacts::parse("", "", "").unwrap(), PrivateFacts::default());
        let wrong = PrivateFacts::parse(&"a".repeat(1_001), "citizen", "31 May").unwrap_err();
        assert_eq!(wrong.0.keys().collect::<Vec<_>>(), ["access_needs", "ends_on", "work_status"]);
        assert!(Demographics::parse("", "", [], "").unwrap().is_empty());
        let wrong = Demographics::parse("maybe", "x", ["asian"], "perhaps").unwrap_err();
        assert_eq!(wrong.0.keys().collect::<Vec<_>>(), ["disability", "first_generation", "gender"]);
    }

    #[test]
    fn answers_are_kept_once() {
        let said = Demographics::parse("yes", "woman", ["white", "asian", "asian", "martian"], "no").unwrap();
        assert_eq!(said.origins, [Origin::Asian, Origin::White]);
        assert!(!said.is_empty());
        assert!(WorkStatus::F1.needs_clearance() && !WorkStatus::Unsaid.needs_clearance());
    }
}
