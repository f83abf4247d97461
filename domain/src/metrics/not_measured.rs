//! What `metrics.md` names and nobody records yet. The page says so, instead of a number that looks like one.

/// A metric that cannot be answered, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotMeasured {
    /// Its name in `metrics.md`.
    pub name: &'static str,
    /// What is missing.
    pub reason: &'static str,
}

const fn missing(name: &'static str, reason: &'static str) -> NotMeasured {
    NotMeasured { name, reason }
}

/// All of them.
#[rustfmt::skip]
pub const NOT_MEASURED: &[NotMeasured] = &[
    missing("Reach", "Nobody counts who looks at a project, and there is no list of eligible students for a term."),
    missing("View-to-apply", "Nobody counts who looks at a project."),
    missing("Application rate", "There is no list of eligible students for a term to divide by."),
    missing("First-opportunity share", "Students are not asked about paid experience before."),
    missing("Conversion", "Nobody records whether an internship or a job followed."),
    missing("Survey gain", "Students answer before the work; the survey after it is not asked yet, so there are no pairs."),
    missing("Supervisor-rated gain", "Hosts rate at the end; at half of the work they write words, not ratings."),
    missing("Net promoter score", "Nobody is asked on a scale from 0 to 10."),
    missing("Cost per completion, with fees", "Fees of the program are recorded nowhere; pay per completed work is."),
    missing("Staff load", "The history knows what staff did, not how long it took."),
    missing("Equity gap and representation", "Demographic answers are read by nobody but the student. They wait for a query with its own decision."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Word as _;
    use crate::metrics::Metric;

    #[test]
    fn nothing_is_measured_and_not_measured() {
        for one in NOT_MEASURED {
            assert!(one.reason.ends_with('.'), "{}", one.name);
            assert!(Metric::ALL.iter().all(|metric| metric.definition().name != one.name), "{}", one.name);
        }
    }
}
