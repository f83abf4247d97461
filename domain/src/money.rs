//! Money is integer cents of the program's currency (US dollars).

use serde::{Deserialize, Serialize};

/// An amount in cents. Shown with two decimals only where cents exist (`design.md`, Words).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(pub i64);

/// Why a text is not an amount of money.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum MoneyError {
    /// Not a number with at most two decimals.
    #[error("Write an amount such as 450 or 450.50.")]
    NotAnAmount,
    /// Above one million, which no micro-internship is.
    #[error("Write an amount below $1,000,000.")]
    TooLarge,
}

impl Cents {
    /// Reads `450`, `450.5`, `$1,450.50`.
    ///
    /// # Errors
    /// [`MoneyError`] when the text is not such an amount or is a million or more.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let plain: String = text.trim().trim_start_matches('$').chars().filter(|c| *c != ',' && *c != ' ').collect();
        let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 2 {
            return Err(MoneyError::NotAnAmount);
        }
        if whole.len() > 6 {
            return Err(MoneyError::TooLarge);
        }
        let whole: i64 = whole.parse().map_err(|_| MoneyError::NotAnAmount)?;
        let part: i64 = format!("{part:0<2}").parse().map_err(|_| MoneyError::NotAnAmount)?;
        Ok(Self(whole * 100 + part))
    }

    /// This amount divided over `minutes`, per hour, rounded down to the cent. `None` for no time.
    #[must_use]
    pub fn per_hour(self, minutes: i32) -> Option<Self> {
        (minutes > 0).then(|| Self(self.0.saturating_mul(60) / i64::from(minutes)))
    }

    /// The text of an input field: `450` or `450.50`, no sign, no separators.
    #[must_use]
    pub fn plain(self) -> String {
        if self.0 % 100 == 0 {
            format!("{}", self.0 / 100)
        } else {
            format!("{}.{:02}", self.0 / 100, self.0.abs() % 100)
        }
    }

    /// Always two decimals: receipts and pay per hour.
    #[must_use]
    pub fn exact(self) -> String {
        let sign = if self.0 < 0 { "−" } else { "" };
        format!("{sign}${}.{:02}", grouped(self.0.unsigned_abs() / 100), self.0.unsigned_abs() % 100)
    }
}

impl std::fmt::Display for Cents {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0 % 100 == 0 {
            let sign = if self.0 < 0 { "−" } else { "" };
            write!(f, "{sign}${}", grouped(self.0.unsigned_abs() / 100))
        } else {
            f.write_str(&self.exact())
        }
    }
}

fn grouped(mut number: u64) -> String {
    let mut groups = Vec::new();
    while number >= 1000 {
        groups.push(format!("{:03}", number % 1000));
        number /= 1000;
    }
    groups.push(number.to_string());
    groups.reverse();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        assert_eq!(Cents::parse("450"), Ok(Cents(45_000)));
        assert_eq!(Cents::parse(" $1,450.5 "), Ok(Cents(145_050)));
        assert_eq!(Cents::parse("0.05"), Ok(Cents(5)));
        for bad in ["", "-5", "1.234", "abc", "٣", "1e9"] {
            assert_eq!(Cents::parse(bad), Err(MoneyError::NotAnAmount), "{bad}");
        }
        assert_eq!(Cents::parse("99999999"), Err(MoneyError::TooLarge));
    }

    #[test]
    fn shows_cents_only_where_they_exist() {
        assert_eq!(Cents(54_000).to_string(), "$540");
        assert_eq!(Cents(123_456_789).to_string(), "$1,234,567.89");
        assert_eq!(Cents(-4_131).exact(), "−$41.31");
    }

    #[test]
    fn per_hour_rounds_down() {
        assert_eq!(Cents(49_869).per_hour(24 * 60), Some(Cents(2_077)));
        assert_eq!(Cents(1).per_hour(0), None);
    }
}
