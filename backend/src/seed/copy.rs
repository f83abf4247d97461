//! Rows as text for `copy … from stdin`: one struct per table, a statement made of its fields, and
//! the escapes of PostgreSQL's text format.

use std::fmt::Write as _;

use domain::time::{Day, Instant};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::failure::Failure;

/// A table's row.
pub(super) trait Row {
    /// The static statement that reads its lines.
    const COPY: &'static str;
    /// Appends its line.
    fn put(&self, out: &mut String);
}

/// A value of one column.
pub(super) trait Cell {
    /// Appends it, escaped.
    fn put(&self, out: &mut String);
}

impl Cell for str {
    fn put(&self, out: &mut String) {
        for c in self.chars() {
            match c {
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                c => out.push(c),
            }
        }
    }
}

impl Cell for &str {
    fn put(&self, out: &mut String) {
        Cell::put(*self, out);
    }
}

impl Cell for String {
    fn put(&self, out: &mut String) {
        Cell::put(self.as_str(), out);
    }
}

impl Cell for bool {
    fn put(&self, out: &mut String) {
        out.push(if *self { 't' } else { 'f' });
    }
}

macro_rules! written {
    ($($kind:ty),+) => {$(
        impl Cell for $kind {
            fn put(&self, out: &mut String) {
                // Writing into a string cannot fail.
                let _ = write!(out, "{self}");
            }
        }
    )+};
}

written!(i32, i64, Uuid, Instant, Day);

impl<T: Cell> Cell for Option<T> {
    fn put(&self, out: &mut String) {
        match self {
            Some(value) => value.put(out),
            None => out.push_str("\\N"),
        }
    }
}

/// An array of texts: quoted elements, then the escapes of a line.
impl Cell for Vec<String> {
    fn put(&self, out: &mut String) {
        let mut array = String::from("{");
        for (index, text) in self.iter().enumerate() {
            let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
            let comma = if index == 0 { "" } else { "," };
            let _ = write!(array, "{comma}\"{quoted}\"");
        }
        array.push('}');
        Cell::put(array.as_str(), out);
    }
}

/// A row's struct and its statement from one list of columns.
macro_rules! table {
    ($(#[$doc:meta])* $name:ident = $table:literal { $first:ident: $first_kind:ty, $($column:ident: $kind:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub(in crate::seed) struct $name {
            pub(in crate::seed) $first: $first_kind,
            $(pub(in crate::seed) $column: $kind),+
        }

        impl $crate::seed::copy::Row for $name {
            const COPY: &'static str =
                concat!("copy ", $table, " (", stringify!($first), $(", ", stringify!($column)),+, ") from stdin");

            fn put(&self, out: &mut String) {
                use $crate::seed::copy::Cell as _;
                self.$first.put(out);
                $(
                    out.push('\t');
                    self.$column.put(out);
                )+
                out.push('\n');
            }
        }
    };
}

pub(super) use table;

/// Bytes sent in one message.
const PIECE: usize = 1 << 18;

/// Sends rows to their table.
///
/// # Errors
/// When the database refuses a row or does not answer.
pub(super) async fn pour<R: Row>(db: &mut PgConnection, rows: &[R]) -> Result<(), Failure> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut copy = db.copy_in_raw(R::COPY).await?;
    let mut text = String::with_capacity(PIECE + 4096);
    for row in rows {
        row.put(&mut text);
        if text.len() >= PIECE {
            copy.send(text.as_bytes()).await?;
            text.clear();
        }
    }
    copy.send(text.as_bytes()).await?;
    copy.finish().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cell: &impl Cell) -> String {
        let mut out = String::new();
        cell.put(&mut out);
        out
    }

    #[test]
    fn what_would_end_a_cell_or_a_line_is_escaped() {
        assert_eq!(text(&"a\tb\\c\nd\r"), "a\\tb\\\\c\\nd\\r");
        assert_eq!(text(&None::<i32>), "\\N");
        assert_eq!(text(&vec![r#"say "x\y""#.to_owned(), "b".to_owned()]), r#"{"say \\"x\\\\y\\"","b"}"#);
    }
}
