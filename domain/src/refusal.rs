//! Every way the rules say no. A refusal is for the person who acted: what is wrong, why, what to do.

use serde::{Deserialize, Serialize};

/// Why a command was refused.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// Not possible in the present state.
    #[error("this {subject} is {stage}: {command} is not possible now")]
    NotNow {
        /// `project`.
        subject: String,
        /// The present state's word.
        stage: String,
        /// The command's word.
        command: String,
        /// What this person could do instead.
        possible: Vec<String>,
    },
    /// Possible, but for somebody else.
    #[error("{command} is for somebody else")]
    NotYours {
        /// The command's word.
        command: String,
    },
    /// A rule stands in the way; the sentence says which and how to get past it.
    #[error("{0}")]
    Rule(String),
    /// Somebody changed the thing in between.
    #[error("Somebody changed this while you were looking at it. Read it again, then decide.")]
    Changed,
    /// A form came a second time, with other answers than the first time; nothing of the second was done.
    #[error("This form was already sent with other answers. Send it once more to have these count as well.")]
    OtherAnswers,
}

impl Refusal {
    /// A rule's sentence.
    pub fn rule(sentence: impl Into<String>) -> Self {
        Self::Rule(sentence.into())
    }
}
