//! What somebody asks of the metrics: a period of whole days in the program's zone, and which projects.

use domain::hosts::HostKind;
use domain::machine::Word as _;
use domain::time::{Day, Instant, parse_day, plus_days};

use crate::cx::Visit;

domain::words! {
    /// Periods with a name.
    pub enum Period {
        /// The last ninety days.
        Days90 = "90-days",
        /// The last twelve months.
        Year = "12-months",
        /// Since the first of January.
        ThisYear = "this-year",
        /// From one day to another.
        Own = "own",
    }
}

/// Which projects.
#[derive(Clone, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Filter {
    /// Of this category alone.
    pub category: Option<String>,
    /// Of hosts of this kind alone.
    pub kind: Option<HostKind>,
}

/// What is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Which period.
    pub period: Period,
    /// Its first day.
    pub first: Day,
    /// Its last day, which is in it.
    pub last: Day,
    /// Which projects.
    pub filter: Filter,
}

/// No period is longer: ten years.
const LONGEST: i64 = 3_660;

impl Asked {
    /// What an address asks for. What it does not say, or what nobody can read, is as if it were not there; a last day
    /// before the first one changes places with it.
    #[must_use]
    pub fn read(visit: &Visit, query: impl Fn(&str) -> String) -> Self {
        let today = visit.today();
        let said = (parse_day(&query("from")), parse_day(&query("until")));
        let period = Period::from_word(&query("period")).unwrap_or(Period::Days90);
        let (first, last) = match (period, said) {
            (Period::Own, (Some(from), Some(until))) => (from.min(until), until.max(from)),
            (Period::Own, (Some(from), None)) => (from, today.max(from)),
            (Period::Own, (None, Some(until))) => (plus_days(until, -89), until),
            (Period::Year, _) => (plus_days(today, -364), today),
            (Period::ThisYear, _) => (jiff::civil::date(today.year(), 1, 1), today),
            (Period::Days90 | Period::Own, _) => (plus_days(today, -89), today),
        };
        let category = Some(query("category")).filter(|name| domain::projects::categories().contains(&name.as_str()));
        let kind = HostKind::from_word(&query("kind"));
        Self { period, first: first.max(plus_days(last, -LONGEST)), last, filter: Filter { category, kind } }
    }

    /// The instants it begins and ends at in the program's zone; the second is not in it.
    pub(super) fn instants(&self, visit: &Visit) -> (Instant, Instant) {
        (begins(visit, self.first), begins(visit, plus_days(self.last, 1)))
    }

    /// The same period one year before.
    pub(super) fn a_year_before(&self) -> Self {
        Self { first: year_before(self.first), last: year_before(self.last), ..self.clone() }
    }

    /// The word of the kind of host, for a query.
    pub(super) fn kind(&self) -> Option<&'static str> {
        self.filter.kind.map(HostKind::word)
    }

    /// What an address says of it, name and value.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let own = self.period == Period::Own;
        let mut pairs = vec![("period", self.period.word().to_owned())];
        pairs.extend(own.then(|| ("from", self.first.to_string())));
        pairs.extend(own.then(|| ("until", self.last.to_string())));
        pairs.extend(self.filter.category.clone().map(|category| ("category", category)));
        pairs.extend(self.kind().map(|kind| ("kind", kind.to_owned())));
        pairs
    }

    /// Its months as they are named, first to last.
    pub(super) fn months(&self) -> Vec<String> {
        let (mut year, mut month) = (self.first.year(), self.first.month());
        let mut names = Vec::new();
        while (year, month) <= (self.last.year(), self.last.month()) {
            names.push(format!("{year:04}-{month:02}"));
            (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        }
        names
    }
}

fn year_before(day: Day) -> Day {
    day.checked_sub(jiff::Span::new().years(1)).unwrap_or(day)
}

/// Midnight in the program's zone, or the first moment after it where a clock was put forward.
fn begins(visit: &Visit, day: Day) -> Instant {
    day.to_zoned(visit.program().zone.clone()).map_or(Instant::UNIX_EPOCH, |zoned| zoned.timestamp())
}
