//! Approving several weeks at once: which, and as they were when they were read.

use crate::fields::FieldErrors;
use crate::ids::TimesheetId;

/// Most weeks approved at once.
pub const MOST_AT_ONCE: usize = 100;
/// The group of the form, beside which a choice that cannot be taken is answered.
pub const CHOSEN: &str = "weeks";
const WEEK: &str = "week-";

/// The field of one week. A form's reader takes a key that begins with a digit for a place in a list.
#[must_use]
pub fn chosen_field(sheet: TimesheetId) -> String {
    format!("{CHOSEN}[{WEEK}{sheet}]")
}

/// A week with the version it was read in, from its field in `weeks`.
fn chosen(key: &str, version: &str) -> Option<(TimesheetId, i32)> {
    Some((key.strip_prefix(WEEK)?.parse().ok()?, version.parse().ok()?))
}

/// Reads the ticked weeks, in the order in which their rows are locked.
///
/// # Errors
/// A message beside the weeks when none is ticked, or more than [`MOST_AT_ONCE`].
pub fn several<'f>(
    fields: impl IntoIterator<Item = (&'f str, &'f str)>,
) -> Result<Vec<(TimesheetId, i32)>, FieldErrors> {
    let mut weeks: Vec<_> = fields.into_iter().filter_map(|(key, version)| chosen(key, version)).collect();
    weeks.sort_unstable();
    weeks.dedup_by_key(|(sheet, _)| *sheet);
    match weeks.len() {
        0 => Err(FieldErrors::one(CHOSEN, "Tick at least one week.")),
        many if many > MOST_AT_ONCE => {
            Err(FieldErrors::one(CHOSEN, format!("That is more than {MOST_AT_ONCE} at once. Tick fewer.")))
        }
        _ => Ok(weeks),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_is_ticked_comes_back_once_and_in_order() {
        let [a, b] = [1, 2].map(|number| TimesheetId::from(Uuid::from_u128(number)));
        let key = |sheet| chosen_field(sheet).trim_start_matches("weeks[").trim_end_matches(']').to_owned();
        let fields = [(key(b), "3"), (key(a), "0"), (key(b), "3"), ("week-1".to_owned(), "0"), (key(a), "x")];
        let read = several(fields.iter().map(|(key, version)| (key.as_str(), *version)));
        assert_eq!(read, Ok(vec![(a, 0), (b, 3)]));
    }

    #[test]
    fn nothing_and_too_much_are_said() {
        assert!(several([]).is_err());
        let many: Vec<_> = (0..=MOST_AT_ONCE as u128).map(|n| format!("{WEEK}{}", Uuid::from_u128(n))).collect();
        assert!(several(many.iter().map(|key| (key.as_str(), "1"))).is_err());
        assert!(several(many.iter().skip(1).map(|key| (key.as_str(), "1"))).is_ok());
    }
}
