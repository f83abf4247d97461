//! A payment as its student sees it: who is next, and what came in a year.

use jiff::tz::TimeZone;

use super::Stage;
use crate::money::Cents;
use crate::policy::NetPay;
use crate::time::Instant;

/// Business days within which accepted work is paid (`workflow.md` section 3, paid).
pub const DAYS_TO_PAY: i32 = 10;

/// Whose turn it is with a payment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WaitsFor {
    /// The student's work, and then the host's answer to it.
    Work,
    /// The program's finance.
    Finance,
    /// The bank or payroll.
    Bank,
    /// Nobody: it is over.
    Nobody,
}

/// Whose turn it is, by the table of the machine.
#[must_use]
pub const fn waits_for(stage: Stage) -> WaitsFor {
    match stage {
        Stage::Planned | Stage::Encumbered => WaitsFor::Work,
        Stage::Ready | Stage::Approved | Stage::Batched | Stage::OnHold | Stage::Returned => WaitsFor::Finance,
        Stage::Submitted => WaitsFor::Bank,
        Stage::Settled | Stage::Voided | Stage::Reversed => WaitsFor::Nobody,
    }
}

/// What was paid in one calendar year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PaidYear {
    /// The year, in the program's zone: pay counts for the year it is received in (26 CFR 1.451-1(a)).
    pub year: i16,
    /// How many payments.
    pub payments: usize,
    /// Before tax.
    pub gross: Cents,
    /// Payroll tax that was withheld.
    pub withheld: Cents,
    /// What reached the student.
    pub net: Cents,
}

/// What was paid, year by year, the newest first. `paid` names the instant each payment was settled.
#[must_use]
pub fn paid_years(paid: &[(Instant, NetPay)], zone: &TimeZone) -> Vec<PaidYear> {
    let mut years: Vec<PaidYear> = Vec::new();
    for (at, pay) in paid {
        let year = at.to_zoned(zone.clone()).date().year();
        if !years.iter().any(|one| one.year == year) {
            years.push(PaidYear { year, payments: 0, gross: Cents(0), withheld: Cents(0), net: Cents(0) });
        }
        if let Some(one) = years.iter_mut().find(|one| one.year == year) {
            one.payments += 1;
            one.gross.0 += pay.gross.0;
            one.withheld.0 += pay.withheld.0;
            one.net.0 += pay.net.0;
        }
    }
    years.sort_by_key(|one| std::cmp::Reverse(one.year));
    years
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Word as _;
    use crate::payments::MACHINE;

    fn pay(net: i64) -> NetPay {
        NetPay { gross: Cents(net + 10), withheld: Cents(10), net: Cents(net), per_hour: None }
    }

    #[test]
    fn a_year_ends_at_midnight_of_the_programs_zone() {
        let zone = TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").unwrap();
        let paid = [
            ("2027-01-01T04:59:59Z".parse().unwrap(), pay(100)),
            ("2027-01-01T05:00:00Z".parse().unwrap(), pay(200)),
            ("2026-07-01T12:00:00Z".parse().unwrap(), pay(300)),
        ];
        let years = paid_years(&paid, &zone);
        let short: Vec<_> =
            years.iter().map(|one| (one.year, one.payments, one.net.0, one.gross.0, one.withheld.0)).collect();
        assert_eq!(short, [(2027, 1, 200, 210, 10), (2026, 2, 400, 420, 20)]);
        assert_eq!(paid_years(&paid, &TimeZone::UTC)[0].payments, 2);
        assert_eq!(paid_years(&[], &zone), []);
    }

    #[test]
    fn nobody_is_waited_for_exactly_when_the_table_says_so() {
        for stage in Stage::ALL {
            let nobody = (MACHINE.waits_for)(*stage).starts_with("nobody");
            assert_eq!(waits_for(*stage) == WaitsFor::Nobody, nobody, "{stage:?}");
        }
    }
}
