//! The worksheet for unpaid work: who gains most from it (`workflow.md` section 8). Seven factors, of which none decides
//! alone, so the host answers each in words and staff weigh them.

use serde::{Deserialize, Serialize};

/// One sentence on each factor; empty while unanswered.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Worksheet {
    /// Both know that nothing is paid.
    pub no_pay: String,
    /// What is taught, as a class would teach it.
    pub training: String,
    /// The course or the credit it belongs to.
    pub course: String,
    /// How it fits the academic calendar.
    pub calendar: String,
    /// Why it lasts only as long as the student learns.
    pub length: String,
    /// Whose paid work it does not replace.
    pub staff: String,
    /// Both know that no job is promised.
    pub no_job: String,
}

/// The fields of the form, in the order of [`Worksheet::answers`].
pub const FACTORS: [&str; 7] = [
    "factor_no_pay",
    "factor_training",
    "factor_course",
    "factor_calendar",
    "factor_length",
    "factor_staff",
    "factor_no_job",
];

impl Worksheet {
    /// Every answer, in the order of [`FACTORS`].
    #[must_use]
    pub const fn answers(&self) -> [&String; 7] {
        [&self.no_pay, &self.training, &self.course, &self.calendar, &self.length, &self.staff, &self.no_job]
    }

    /// The same, to be written.
    pub(super) const fn slots(&mut self) -> [&mut String; 7] {
        [
            &mut self.no_pay,
            &mut self.training,
            &mut self.course,
            &mut self.calendar,
            &mut self.length,
            &mut self.staff,
            &mut self.no_job,
        ]
    }

    /// Whether every factor has an answer.
    #[must_use]
    pub fn is_filled_in(&self) -> bool {
        self.answers().iter().all(|answer| !answer.trim().is_empty())
    }
}
