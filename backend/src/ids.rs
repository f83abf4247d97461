//! New ids: UUIDv7, so that rows made later sort later and land at the end of every index.

/// A new id, of whichever type is asked for.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one source of ids")]
pub fn new_id<T: From<uuid::Uuid>>() -> T {
    uuid::Uuid::now_v7().into()
}
