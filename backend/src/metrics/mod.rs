//! Metrics of a program: one query for each source, over state and events. Single things stay in this room; what leaves it
//! is [`domain::metrics::Figure`], with what tells of too few taken out, so that no page, table or report gets round it
//! ([ADR 0014](../../../docs/adr/0014-metrics-leave-suppressed.md)).

mod applications;
mod asked;
mod csv;
mod engagements;
mod finished;
mod hosts;
mod overview;
mod page;
mod pay;
mod projects;
mod reviews;
mod rows;
mod snapshots;
mod source;
mod submissions;

pub use asked::{Asked, Filter, Period};
pub use csv::{metric_csv, overview_csv, snapshot_csv};
pub use overview::{FunnelStep, MetricFigure, Overview, overview};
pub use page::{MetricPage, metric_page};
pub use rows::{Counted, CountedRow, CountedRows, ROWS, counted_rows, is_listed};
pub(crate) use snapshots::demonstrate;
pub use snapshots::{Frozen, Snapshot, SnapshotHead, freeze, snapshot, snapshots};
