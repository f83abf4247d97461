//! Values between PostgreSQL and the domain.

use domain::machine::Word;
use domain::time::{Day, Instant};
use jiff_sqlx::ToSqlx as _;

use crate::failure::Failure;

/// An instant as a parameter.
pub fn at(instant: Instant) -> jiff_sqlx::Timestamp {
    instant.to_sqlx()
}

/// A day as a parameter.
pub fn on(day: Day) -> jiff_sqlx::Date {
    day.to_sqlx()
}

/// An instant from a nullable column.
pub fn instant(value: Option<jiff_sqlx::Timestamp>) -> Option<Instant> {
    value.map(jiff_sqlx::Timestamp::to_jiff)
}

/// A day from a nullable column.
pub fn day(value: Option<jiff_sqlx::Date>) -> Option<Day> {
    value.map(jiff_sqlx::Date::to_jiff)
}

/// A stage from its column. A word the domain does not know is a fault of the data, not of the person.
pub fn word<W: Word>(text: &str) -> Result<W, Failure> {
    W::from_word(text)
        .ok_or_else(|| Failure::corrupt(format!("unknown word {text:?} for {}", std::any::type_name::<W>())))
}
