//! Figures about a program that stand up: what each metric is made of, how sure it is, and what of it may be shown
//! (`metrics.md`). Nothing here knows where the numbers come from; the queries are in `backend/src/metrics`.

mod definition;
mod figure;
mod gain;
mod not_measured;
mod share;
mod shown;
mod spread;
mod suppression;
mod survival;
mod tally;
#[cfg(test)]
mod tally_tests;

pub use definition::{About, Definition, Measure, Metric, MetricGroup, MetricUnit, SOURCE, VERSION};
pub use figure::{FEW, Figure};
pub use gain::{Gain, Pair, gain};
pub use not_measured::{NOT_MEASURED, NotMeasured};
pub use share::{FOUR_FIFTHS, Gap, Share, gap, ratio_to_best};
pub use shown::{LEAST_SMALLEST_GROUP, Rate, SMALLEST_GROUP, for_everybody, shown_money, shown_rate};
pub use spread::{Spread, quantile};
pub use suppression::{Cell, Published, Table, publish};
pub use survival::{Observed, Survival};
pub use tally::{Grouping, Observation, Seen, broken_down, figure, groups};

/// The normal quantile of 95 per cent, both sides.
const Z: f64 = 1.959_963_984_540_054;
