//! The books (`workflow.md` section 5): double entry over what is owed. Every step of a payment, and every change of its
//! amount, is written as movements between accounts; where a payment stands follows from its stage alone, so the books can
//! be checked against the payments at any time.

use serde::{Deserialize, Serialize};

use super::Stage;
use crate::machine::Word as _;
use crate::money::Cents;

crate::words! {
    /// An account of the books.
    pub enum Account {
        /// Money of the program's funds that is spoken for.
        FundPool = "fund_pool",
        /// What hosts still have to pay.
        ReceivableFromHost = "receivable_from_host",
        /// Set aside for accepted offers.
        Encumbrance = "encumbrance",
        /// Owed to students.
        PayableToStudent = "payable_to_student",
        /// Sent to the bank or payroll; of funds also what was paid.
        CashClearing = "cash_clearing",
    }
}

/// Who brings the money of a payment, or of a part of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// The host.
    Host,
    /// A fund of the program.
    Fund,
}

/// An amount that goes from the credit of one account to the debit of another; always more than nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Movement {
    /// Where it is debited.
    pub debit: Account,
    /// Where it is credited.
    pub credit: Account,
    /// How much.
    pub amount: Cents,
}

/// Where a payment stands in the books.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Its stage.
    pub stage: Stage,
    /// Before tax.
    pub gross: Cents,
    /// What of it a fund of the program brings; the host brings the rest.
    pub fund: Cents,
}

/// The account that is debited and the one that is credited with a part of a payment in this stage; `None` where the books
/// hold nothing of it.
#[must_use]
pub const fn position(source: Source, stage: Stage) -> Option<(Account, Account)> {
    let owes = match source {
        Source::Host => Account::ReceivableFromHost,
        Source::Fund => Account::FundPool,
    };
    match (stage, source) {
        (Stage::Planned | Stage::Voided | Stage::Reversed, _) => None,
        // The host has paid or paid back what was sent; a fund's money is gone for good.
        (Stage::Settled, Source::Host) => None,
        (Stage::Encumbered, _) => Some((owes, Account::Encumbrance)),
        (Stage::Ready | Stage::Approved | Stage::Batched | Stage::OnHold | Stage::Returned, _) => {
            Some((owes, Account::PayableToStudent))
        }
        (Stage::Submitted, _) | (Stage::Settled, Source::Fund) => Some((owes, Account::CashClearing)),
    }
}

/// What brings the books from where a payment stood to where it stands. Nothing where both are the same.
#[must_use]
pub fn movements(from: Standing, to: Standing) -> Vec<Movement> {
    [Source::Host, Source::Fund].into_iter().flat_map(|source| of_source(source, from, to)).collect()
}

fn of_source(source: Source, from: Standing, to: Standing) -> Vec<Movement> {
    let mut change = [0_i64; Account::ALL.len()];
    for (standing, sign) in [(from, -1), (to, 1)] {
        if let Some((debit, credit)) = position(source, standing.stage) {
            let amount = sign * standing.part(source).0;
            change[debit as usize] += amount;
            change[credit as usize] -= amount;
        }
    }
    let mut moved = Vec::new();
    // What is debited in all is credited in all: both ends meet.
    while let (Some(debit), Some(credit)) = (change.iter().position(|c| *c > 0), change.iter().position(|c| *c < 0)) {
        let amount = change[debit].min(-change[credit]);
        moved.push(Movement { debit: Account::ALL[debit], credit: Account::ALL[credit], amount: Cents(amount) });
        change[debit] -= amount;
        change[credit] += amount;
    }
    moved
}

impl Standing {
    /// What of it this source brings.
    #[must_use]
    pub const fn part(&self, source: Source) -> Cents {
        match source {
            Source::Host => Cents(self.gross.0 - self.fund.0),
            Source::Fund => self.fund,
        }
    }
}

impl Account {
    /// `Owed to students`: in the books.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::FundPool => "Fund pool",
            Self::ReceivableFromHost => "Receivable from hosts",
            Self::Encumbrance => "Encumbrance",
            Self::PayableToStudent => "Payable to students",
            Self::CashClearing => "Cash clearing",
        }
    }

    /// What its balance says.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::FundPool => "What funds of the program bring, from the accepted offer on.",
            Self::ReceivableFromHost => "What hosts have agreed to and have not paid yet.",
            Self::Encumbrance => "Set aside for accepted offers; nobody is owed it yet.",
            Self::PayableToStudent => "Owed for accepted work and not sent yet.",
            Self::CashClearing => "Sent to the bank or payroll, and what funds have paid.",
        }
    }
}

/// What of a payment of `amount` a fund brings that agreed to `part` of the whole pay: its share, and never more than is
/// left of its part after `used`.
#[must_use]
pub fn fund_share(amount: Cents, part: Cents, whole: Cents, used: Cents) -> Cents {
    if whole.0 <= 0 {
        return Cents(0);
    }
    let share = i128::from(amount.0) * i128::from(part.0) / i128::from(whole.0);
    let share = i64::try_from(share).unwrap_or(i64::MAX);
    Cents(share.min(part.0 - used.0).clamp(0, amount.0.max(0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn standing(stage: Stage, gross: i64, fund: i64) -> Standing {
        Standing { stage, gross: Cents(gross), fund: Cents(fund) }
    }

    const fn moved(debit: Account, credit: Account, amount: i64) -> Movement {
        Movement { debit, credit, amount: Cents(amount) }
    }

    #[test]
    fn a_host_pays_and_nothing_is_left() {
        use Account::{CashClearing, Encumbrance, PayableToStudent, ReceivableFromHost};
        let steps =
            [Stage::Planned, Stage::Encumbered, Stage::Ready, Stage::Approved, Stage::Submitted, Stage::Settled];
        let all: Vec<Movement> = steps
            .windows(2)
            .flat_map(|pair| movements(standing(pair[0], 54_000, 0), standing(pair[1], 54_000, 0)))
            .collect();
        assert_eq!(
            all,
            [
                moved(ReceivableFromHost, Encumbrance, 54_000),
                moved(Encumbrance, PayableToStudent, 54_000),
                moved(PayableToStudent, CashClearing, 54_000),
                moved(CashClearing, ReceivableFromHost, 54_000),
            ]
        );
    }

    #[test]
    fn a_fund_and_a_host_share_what_ended_early() {
        use Account::{Encumbrance, FundPool, PayableToStudent, ReceivableFromHost};
        let ended = movements(standing(Stage::Encumbered, 50_000, 20_000), standing(Stage::Ready, 25_000, 10_000));
        assert_eq!(
            ended,
            [
                moved(Encumbrance, ReceivableFromHost, 15_000),
                moved(Encumbrance, PayableToStudent, 15_000),
                moved(Encumbrance, FundPool, 10_000),
                moved(Encumbrance, PayableToStudent, 10_000),
            ]
        );
    }

    #[test]
    fn a_fund_brings_its_share_and_no_more() {
        let share = |amount, used| fund_share(Cents(amount), Cents(20_000), Cents(50_000), Cents(used)).0;
        assert_eq!((share(50_000, 0), share(25_000, 0), share(10_001, 0)), (20_000, 10_000, 4_000));
        assert_eq!((share(50_000, 15_000), share(50_000, 20_000), share(90_000, 0)), (5_000, 0, 20_000));
        assert_eq!(fund_share(Cents(100), Cents(100), Cents(0), Cents(0)), Cents(0), "unpaid");
    }

    fn anywhere() -> impl Strategy<Value = Standing> {
        (0..Stage::ALL.len(), 0..1_000_000_i64, 0..=100_i64)
            .prop_map(|(stage, gross, share)| standing(Stage::ALL[stage], gross, gross * share / 100))
    }

    proptest! {
        /// Whatever way a payment takes, the movements add up to where it stands.
        #[test]
        fn the_books_agree_with_the_payment(way in prop::collection::vec(anywhere(), 1..12)) {
            let mut books = [0_i64; Account::ALL.len()];
            let mut at = standing(Stage::Planned, 0, 0);
            for next in way {
                for movement in movements(at, next) {
                    prop_assert!(movement.amount.0 > 0 && movement.debit != movement.credit);
                    books[movement.debit as usize] += movement.amount.0;
                    books[movement.credit as usize] -= movement.amount.0;
                }
                at = next;
                prop_assert!(movements(at, at).is_empty());
            }
            let mut stands = [0_i64; Account::ALL.len()];
            for source in [Source::Host, Source::Fund] {
                if let Some((debit, credit)) = position(source, at.stage) {
                    stands[debit as usize] += at.part(source).0;
                    stands[credit as usize] -= at.part(source).0;
                }
            }
            prop_assert_eq!(books, stands);
            prop_assert_eq!(books.iter().sum::<i64>(), 0);
        }
    }

    #[test]
    fn every_account_has_its_words() {
        for account in Account::ALL {
            assert!(!account.title().is_empty() && account.about().ends_with('.'), "{}", account.word());
        }
    }
}
