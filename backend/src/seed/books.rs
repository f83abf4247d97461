//! What the payments of the seed move in the books.

use domain::machine::Word as _;
use domain::payments::{Standing, movements};
use domain::time::Instant;
use uuid::Uuid;

use super::random::Random;
use super::rows::MovementRow;

/// The movements of one step of a payment. Their ids come from the payment's own, so that the books change nothing else of
/// the world that is made.
pub(super) fn moved(
    (program_id, payment_id): (Uuid, Uuid),
    (from, to): (Standing, Standing),
    at: Instant,
) -> Vec<MovementRow> {
    let (_, low) = payment_id.as_u64_pair();
    let mut random = Random::new(low ^ at.as_millisecond().unsigned_abs());
    let row = |movement: domain::payments::Movement| MovementRow {
        id: random.id(at),
        program_id,
        payment_id,
        debit: movement.debit.word(),
        credit: movement.credit.word(),
        amount_cents: movement.amount.0,
        at,
    };
    movements(from, to).into_iter().map(row).collect()
}
