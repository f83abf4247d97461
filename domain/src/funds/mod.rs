//! Money of the program that projects may name as their source.

use crate::fields::FieldErrors;
use crate::money::Cents;
use crate::time::{Day, long_date, parse_day};

/// More than this is a mistyped amount: ten million dollars.
const MOST: Cents = Cents(1_000_000_000);

/// A fund as it was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewFund {
    /// As projects name it.
    pub name: String,
    /// All there is.
    pub amount: Cents,
    /// The first day of work it pays for.
    pub first: Day,
    /// The last one.
    pub last: Day,
    /// Only for students of this department; empty for all.
    pub department: String,
    /// Only for students of this college; empty for all.
    pub college: String,
    /// The term it belongs to, in words; the days decide.
    pub term: String,
    /// Whether it may only pay citizens and permanent residents of the United States.
    pub citizens_only: bool,
}

/// What a form sends, unread.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typed<'a> {
    /// `name`.
    pub name: &'a str,
    /// `amount`.
    pub amount: &'a str,
    /// `first_day`.
    pub first: &'a str,
    /// `last_day`.
    pub last: &'a str,
    /// `department`.
    pub department: &'a str,
    /// `college`.
    pub college: &'a str,
    /// `term`.
    pub term: &'a str,
    /// `citizens_only`: ticked or not.
    pub citizens_only: bool,
}

impl NewFund {
    /// Reads what was typed.
    ///
    /// # Errors
    /// A message for each field that is wrong, by the names of [`Typed`].
    pub fn parse(typed: &Typed<'_>) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = errors.line("name", "Name", typed.name, 3, 80);
        let amount = errors.keep("amount", Cents::parse(typed.amount));
        if amount.is_some_and(|amount| amount > MOST || amount < Cents(0)) {
            errors.add("amount", "Write an amount up to $10,000,000.");
        }
        let first = errors.keep("first_day", parse_day(typed.first).ok_or("Choose the first day of work it pays for."));
        let last = errors.keep("last_day", parse_day(typed.last).ok_or("Choose the last day of work it pays for."));
        if first.zip(last).is_some_and(|(first, last)| last < first) {
            errors.add("last_day", "The last day lies before the first.");
        }
        let department = errors.line("department", "Department", typed.department, 0, 80);
        let college = errors.line("college", "College", typed.college, 0, 80);
        let term = errors.line("term", "Term", typed.term, 0, 40);
        let rest = department.zip(college).zip(term);
        let fund = name.zip(amount).zip(first).zip(last).zip(rest);
        let made = fund.map(|((((name, amount), first), last), ((department, college), term))| Self {
            name,
            amount,
            first,
            last,
            department,
            college,
            term,
            citizens_only: typed.citizens_only,
        });
        errors.finish(made)
    }

    /// All of it in a line, for the history.
    #[must_use]
    pub fn in_words(&self) -> String {
        let mut words =
            format!("{} for work from {} to {}", self.amount.exact(), long_date(self.first), long_date(self.last));
        for (what, said) in [("department", &self.department), ("college", &self.college), ("term", &self.term)] {
            if !said.is_empty() {
                words = format!("{words}; {what}: {said}");
            }
        }
        if self.citizens_only {
            words.push_str("; only for U.S. citizens and permanent residents");
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: Typed<'static> = Typed {
        name: " Career fund ",
        amount: "5,000",
        first: "2026-09-01",
        last: "2027-05-31",
        department: "Economics",
        college: "",
        term: "",
        citizens_only: false,
    };

    #[test]
    fn a_fund_is_read_and_told_in_a_line() {
        let fund = NewFund::parse(&GOOD).unwrap();
        assert_eq!((fund.name.as_str(), fund.amount), ("Career fund", Cents(500_000)));
        assert_eq!(
            fund.in_words(),
            "$5,000.00 for work from Tuesday 1 September to Monday 31 May; department: Economics"
        );
        let limited = NewFund::parse(&Typed { department: "", citizens_only: true, ..GOOD }).unwrap();
        assert!(limited.in_words().ends_with("31 May; only for U.S. citizens and permanent residents"));
    }

    #[test]
    fn what_is_wrong_stands_beside_its_field() {
        let wrong = |typed: Typed<'static>| NewFund::parse(&typed).unwrap_err().0.into_keys().collect::<Vec<_>>();
        assert_eq!(wrong(Typed::default()), ["amount", "first_day", "last_day", "name"]);
        assert_eq!(wrong(Typed { last: "2026-08-31", ..GOOD }), ["last_day"]);
        assert_eq!(wrong(Typed { amount: "10,000,001", ..GOOD }), ["amount"]);
        assert_eq!(wrong(Typed { amount: "many", ..GOOD }), ["amount"]);
    }
}
