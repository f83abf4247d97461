//! The one error that crosses the wire.

use domain::fields::FieldErrors;
use domain::refusal::Refusal;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;

/// What a server function answers instead of success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// Sign in first.
    #[error("Sign in to do this.")]
    SignedOut,
    /// Nothing here, or nothing this person may see.
    #[error("This does not exist, or it is not yours to see.")]
    NotFound,
    /// A rule said no.
    #[error("{}", crate::text::refusal(.0))]
    Refused(Refusal),
    /// Messages beside fields.
    #[error("Some answers need another look.")]
    Invalid(FieldErrors),
    /// Nothing is wrong and nothing was done: the page is to be drawn again with what was typed, to look at it or to take
    /// something over.
    #[error("Look at it once more, then send it.")]
    Shown,
    /// Too many tries.
    #[error("Too many tries. Wait 15 minutes, or reset your password.")]
    TooMany,
    /// The database is away for a moment.
    #[error("The database does not answer. Nothing was lost; try again in a moment.")]
    Unavailable,
    /// A new installation: nothing has been set up.
    #[error("There is no program here yet.")]
    NoProgram,
    /// Our fault; the reference finds it in the log.
    #[error("Something went wrong on our side. If it happens again, tell us this reference: {reference}.")]
    Internal {
        /// The request's id.
        reference: String,
    },
    /// The request itself could not be read or sent.
    #[error("The request could not be read. Go back, load the page again and send it once more.")]
    Transport(String),
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: server_fn::error::ServerFnErrorErr) -> Self {
        // What could not be decoded names our fields, never a secret; it stays out of the page all the same.
        Self::Transport(error.to_string())
    }
}

impl AppError {
    /// The HTTP status that tells it.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::NotFound => 404,
            Self::Refused(_) => 409,
            // No success, or the browser would go on; the page itself is drawn with 200.
            Self::Invalid(_) | Self::Shown => 422,
            Self::TooMany => 429,
            Self::Unavailable | Self::NoProgram => 503,
            Self::Internal { .. } => 500,
            Self::Transport(_) => 400,
        }
    }

    /// Whether the page the form stands on shows what is no longer so, or holds a key that is used up: it has to be drawn
    /// again before anything can be sent from it.
    #[must_use]
    pub const fn is_stale(&self) -> bool {
        matches!(self, Self::Shown | Self::Refused(Refusal::Changed | Refusal::NotNow { .. } | Refusal::OtherAnswers))
    }

    /// The messages to show beside fields; the empty name stands for the form as a whole.
    #[must_use]
    pub fn messages(&self) -> FieldErrors {
        match self {
            Self::Invalid(errors) => errors.clone(),
            Self::Shown => FieldErrors::new(),
            other => FieldErrors::one("", other.to_string()),
        }
    }
}
