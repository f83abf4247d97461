//! A figure as it may be shown. What a page, a chart, a table or a frozen report gets is this and never a count behind it.

use serde::{Deserialize, Serialize};

use super::{Rate, Spread};
use crate::money::Cents;

/// A figure of fewer things than this is told to be one of few.
pub const FEW: u32 = 30;

/// What is known, and may be told.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub enum Figure {
    /// There was nothing to count.
    #[default]
    Nothing,
    /// It would tell of too few.
    Hidden,
    /// So many of so many.
    Rate {
        /// The rate.
        rate: Rate,
        /// How many, where the rate is told exactly.
        of: Option<u32>,
        /// Among how many.
        among: u32,
        /// Wilson's 95 % interval, where the rate is told exactly.
        interval: Option<(f64, f64)>,
    },
    /// The middle of many numbers.
    Middle(Spread),
    /// The middle of a wait.
    Wait {
        /// How many were watched.
        count: u32,
        /// For how many it happened.
        happened: u32,
        /// By which day for half of them; nothing while more than half wait.
        median: Option<u32>,
    },
    /// The mean of so many.
    Mean {
        /// The mean.
        mean: f64,
        /// Of how many.
        count: u32,
    },
    /// Money.
    Money {
        /// How much.
        cents: Cents,
        /// Of how many things.
        count: u32,
    },
}

impl Figure {
    /// How many things it is of; nothing where that is not told.
    #[must_use]
    pub fn count(&self) -> Option<u32> {
        match self {
            Self::Nothing => Some(0),
            Self::Hidden => None,
            Self::Rate { among, .. } => Some(*among),
            Self::Middle(spread) => u32::try_from(spread.count).ok(),
            Self::Wait { count, .. } | Self::Mean { count, .. } | Self::Money { count, .. } => Some(*count),
        }
    }

    /// The one number of it, for a chart: a rate in per cent, days, points, cents.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Nothing | Self::Hidden => None,
            Self::Rate { rate, .. } => match rate {
                Rate::Hidden => None,
                Rate::AtMostFive => Some(5.0),
                Rate::AtLeastNinetyFive => Some(95.0),
                Rate::Exact(rate) => Some(rate * 100.0),
            },
            Self::Middle(spread) => Some(spread.median),
            Self::Wait { median, .. } => median.map(f64::from),
            Self::Mean { mean, .. } => Some(*mean),
            #[expect(clippy::cast_precision_loss, reason = "a place in a chart")]
            Self::Money { cents, .. } => Some(cents.0 as f64),
        }
    }

    /// How far it may reach, for a chart: the interval of a rate, the quarters of a spread.
    #[must_use]
    pub fn range(&self) -> Option<(f64, f64)> {
        match self {
            Self::Rate { interval, .. } => interval.map(|(low, high)| (low * 100.0, high * 100.0)),
            Self::Middle(spread) => Some((spread.low, spread.high)),
            _ => None,
        }
    }

    /// Whether it is of few things, so that a reader should look at how sure it is.
    #[must_use]
    pub fn is_of_few(&self) -> bool {
        self.count().is_some_and(|count| (1..FEW).contains(&count))
    }
}
