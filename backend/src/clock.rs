//! The only place that asks what time it is.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::time::Instant;

/// Where the time comes from: the system, or a hand that tests turn.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The system's clock.
    #[default]
    System,
    /// Stands still until moved: tests.
    Fixed(Arc<Mutex<Instant>>),
    /// The system's clock and this many seconds: a demonstration can wait a week in a moment.
    Ahead(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    #[must_use]
    pub fn fixed(at: Instant) -> Self {
        Self::Fixed(Arc::new(Mutex::new(at)))
    }

    /// A clock that runs ahead of the system's by `seconds`.
    #[must_use]
    pub fn ahead(seconds: i64) -> Self {
        Self::Ahead(Arc::new(AtomicI64::new(seconds)))
    }

    /// Lets time pass at once. Only a clock made by [`Clock::ahead`] can.
    pub fn pass(&self, seconds: i64) {
        if let Self::Ahead(ahead) = self {
            ahead.fetch_add(seconds, Ordering::Relaxed);
        }
    }

    /// Now, UTC, to the microsecond as PostgreSQL keeps it.
    #[must_use]
    pub fn now(&self) -> Instant {
        match self {
            Self::System => system_now(),
            Self::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
            Self::Ahead(seconds) => {
                let now = system_now();
                now.saturating_add(jiff::SignedDuration::from_secs(seconds.load(Ordering::Relaxed))).unwrap_or(now)
            }
        }
    }

    /// Moves a fixed clock; the system's clock stays as it is.
    pub fn set(&self, at: Instant) {
        if let Self::Fixed(hand) = self {
            *hand.lock().unwrap_or_else(PoisonError::into_inner) = at;
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one source of the present time")]
fn system_now() -> Instant {
    let now = Instant::now();
    Instant::from_microsecond(now.as_microsecond()).unwrap_or(now)
}
