//! What must be done before the work may start (`workflow.md` section 3, onboarding): the facts, as the database holds
//! them. What follows from them, item by item, is in [`crate::onboarding`].

use serde::{Deserialize, Serialize};

use crate::actor::Party;
use crate::reviews::Side;
use crate::time::Day;

/// Whether the student's school must clear the work, and whether it has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Authorization {
    /// The student needs none.
    #[default]
    NotNeeded,
    /// The student has not said yet whether anybody must clear it.
    Unsaid,
    /// An international-student officer must clear it.
    Needed,
    /// Cleared, with evidence, up to and including a day.
    Cleared {
        /// The last day it covers.
        until: Day,
    },
}

/// What a clearance covers besides its last day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Cover {
    /// The first day; none where the evidence names none.
    pub from: Option<Day>,
    /// The most hours in one week; none where there is no limit.
    pub weekly_hours: Option<i32>,
}

crate::words! {
    /// Where something stands that only some projects ask for.
    #[derive(Default)]
    pub enum Gate {
        /// This project does not ask for it.
        #[default]
        NotNeeded = "not_needed",
        /// It is asked for, and not done.
        Open = "open",
        /// It is done.
        Done = "done",
    }
}

crate::words! {
    /// Where the tax form stands. The form itself and its numbers are never kept here.
    pub enum TaxForm {
        /// Nobody has done anything.
        Open = "open",
        /// The student says that it was handed in.
        HandedIn = "handed_in",
        /// The program has seen it.
        OnFile = "on_file",
        /// The program has passed it to whoever pays.
        Routed = "routed",
    }
}

/// Where the learning goals stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Goals {
    /// Nobody has written any.
    #[default]
    None,
    /// One side wrote them; the other answers.
    Proposed(Side),
    /// Both sides agree.
    Agreed,
}

/// Which of the items that a program may leave out this engagement needs. It is decided when the engagement opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Required {
    /// A tax form on file or routed.
    pub tax_form: bool,
    /// A kick-off meeting.
    pub kickoff: bool,
    /// Learning goals.
    pub goals: bool,
    /// The survey before the work.
    pub survey: bool,
}

impl Default for Required {
    fn default() -> Self {
        Self { tax_form: false, kickoff: true, goals: true, survey: false }
    }
}

/// The onboarding checklist of one engagement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Checklist {
    /// What the program asks for.
    pub required: Required,
    /// The student has signed the agreement.
    pub agreement_student: bool,
    /// The host has signed it.
    pub agreement_host: bool,
    /// The program has signed it.
    pub agreement_program: bool,
    /// The worker classification is decided and its record written.
    pub classification: bool,
    /// The tax form.
    pub tax_form: TaxForm,
    /// Work authorization.
    pub authorization: Authorization,
    /// What the clearance covers.
    pub cover: Cover,
    /// A background check or insurance that the work needs, recorded by staff in words.
    pub safety: Gate,
    /// The agreement on data, confirmed by the student.
    pub data: Gate,
    /// The day of the kick-off meeting.
    pub kickoff: Option<Day>,
    /// Two or three learning goals.
    pub goals: Goals,
    /// The student has answered the survey before the work.
    pub survey: bool,
    /// Required training modules the student has not passed.
    pub modules_open: usize,
}

impl Default for Checklist {
    fn default() -> Self {
        Self {
            required: Required::default(),
            agreement_student: false,
            agreement_host: false,
            agreement_program: false,
            classification: false,
            tax_form: TaxForm::Open,
            authorization: Authorization::NotNeeded,
            cover: Cover::default(),
            safety: Gate::NotNeeded,
            data: Gate::NotNeeded,
            kickoff: None,
            goals: Goals::None,
            survey: false,
            modules_open: 0,
        }
    }
}

/// One thing that is not done yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Missing {
    /// Who has to do it.
    pub owner: Party,
    /// What, as others read it: `The host signs the agreement`.
    pub words: &'static str,
    /// What, as its owner reads it: `Sign the agreement`.
    pub yours: &'static str,
}

impl Checklist {
    /// Whether a needed authorization covers these days and hours.
    #[must_use]
    pub fn is_authorized(&self, start: Day, end: Day, weekly_hours: Option<i32>) -> bool {
        match self.authorization {
            Authorization::NotNeeded => true,
            Authorization::Unsaid | Authorization::Needed => false,
            Authorization::Cleared { until } => {
                let Cover { from, weekly_hours: most } = self.cover;
                until >= end
                    && from.is_none_or(|from| from <= start)
                    && most.zip(weekly_hours).is_none_or(|(most, planned)| planned <= most)
            }
        }
    }

    /// Whether this party has signed the agreement; the program is [`Party::Staff`].
    #[must_use]
    pub const fn has_signed(&self, party: Party) -> bool {
        match party {
            Party::Student => self.agreement_student,
            Party::Host => self.agreement_host,
            Party::Staff => self.agreement_program,
            _ => false,
        }
    }

    /// How many of the three have signed.
    #[must_use]
    pub const fn signatures(&self) -> usize {
        self.agreement_student as usize + self.agreement_host as usize + self.agreement_program as usize
    }

    /// Notes a signature.
    pub(super) const fn sign(&mut self, party: Party) {
        match party {
            Party::Student => self.agreement_student = true,
            Party::Host => self.agreement_host = true,
            Party::Staff => self.agreement_program = true,
            _ => {}
        }
    }

    /// Another text: nobody has signed it.
    pub(super) const fn unsign(&mut self) {
        (self.agreement_student, self.agreement_host, self.agreement_program) = (false, false, false);
    }
}
