//! How a command or query can fail. `app` turns this into its wire error; causes stay here.

use domain::fields::FieldErrors;
use domain::refusal::Refusal;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A rule said no; the sentence is for the person.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Fields are wrong; each message stands beside its field.
    #[error("fields are wrong")]
    Invalid(FieldErrors),
    /// Nobody is signed in, and somebody must be.
    #[error("nobody is signed in")]
    SignedOut,
    /// It does not exist, or this person may not know that it does.
    #[error("not found")]
    NotFound,
    /// The same form was already handled: nothing was done a second time.
    #[error("already done")]
    AlreadyDone,
    /// Too many tries; wait.
    #[error("too many tries")]
    TooMany,
    /// The database cannot be reached or is shutting down.
    #[error("the database does not answer")]
    Unavailable(#[source] sqlx::Error),
    /// A new installation: no program has been made.
    #[error("there is no program yet: run `server create-program`")]
    NoProgram,
    /// Anything else. Never shown; logged once with a reference.
    #[error("internal")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<FieldErrors> for Failure {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Protocol(_) => {
                Self::Unavailable(error)
            }
            sqlx::Error::Database(database) => match database.code().as_deref() {
                // Serialization failure, deadlock: nothing was written, and the person can try again.
                Some("40001" | "40P01") => Self::Refused(Refusal::Changed),
                // Too many connections, statement timeout, administrator shutdown, crash shutdown, cannot connect now.
                Some("53300" | "57014" | "57P01" | "57P02" | "57P03") => Self::Unavailable(error),
                _ => Self::Internal(Box::new(error)),
            },
            _ => Self::Internal(Box::new(error)),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl Failure {
    /// A row that no rule could have written.
    pub(crate) fn corrupt(what: String) -> Self {
        Self::Internal(what.into())
    }

    /// One field's message.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid(FieldErrors::one(field, message))
    }
}

/// Inserting under an id that came with a form: one that stands for another row already is no fault of ours.
pub fn on_used_id(error: sqlx::Error, key: &str) -> Failure {
    on_constraint(error, key, || Refusal::Changed.into())
}

/// Turns the violation of one named constraint into what the person is told.
pub fn on_constraint(error: sqlx::Error, constraint: &str, failure: impl FnOnce() -> Failure) -> Failure {
    match &error {
        sqlx::Error::Database(database) if database.constraint() == Some(constraint) => failure(),
        _ => error.into(),
    }
}
