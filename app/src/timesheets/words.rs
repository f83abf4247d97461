//! Words for what came of writing time. Server only.

use backend::Failure;
use domain::fields::FieldErrors;
use domain::timesheets::Copied;

use crate::text::Notice;

/// A quick entry has one field: what is wrong with its time or its words stands beside that. What is wrong with the day
/// stands there as well, because the day is the row it is in.
pub(super) fn beside_the_line(failure: Failure) -> Failure {
    match failure {
        Failure::Invalid(errors) => {
            let words = errors.0.into_values().collect::<Vec<_>>().join(" ");
            Failure::Invalid(FieldErrors::one("line", words))
        }
        other => other,
    }
}

/// What is said after copying a week; nothing is known of a copy that was made before.
pub(super) fn copied(copied: Option<&Copied>) -> Notice {
    match copied {
        Some(copied) if copied.add.is_empty() => Notice::NothingCopied,
        Some(copied) if copied.left_out > 0 => Notice::WeekCopiedInPart,
        _ => Notice::WeekCopied,
    }
}
