//! What every hundred projects are made of.

/// Projects a deck describes.
const CARDS: u32 = 100;
/// Shares no factor with the number of cards: neighbors differ, and every card comes once.
const STRIDE: u32 = 37;

/// Where a project of a scale world stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Card {
    /// 60: paid, reviewed and over; three applications, fourteen entries of time.
    Completed,
    /// 15: a student at work; three applications, this many entries of time.
    InProgress { entries: usize },
    /// 10: open; five applications.
    Published,
    /// 3: the host chooses from five.
    Selection,
    /// 4: called off with this many applications.
    Cancelled { applications: usize },
    /// 4: half written.
    Draft,
    /// 1: waits for a reviewer.
    Submitted,
    /// 1: is being read.
    InReview,
    /// 1: the host changes it.
    ChangesRequested,
    /// 1: nobody applied.
    Expired,
}

impl Card {
    /// The card of the `number`th project. A deck holds 300 applications, 75 engagements, 1,000
    /// entries of time and 2,000 events.
    pub(super) const fn of(number: u32) -> Self {
        match (number % CARDS) * STRIDE % CARDS {
            0..60 => Self::Completed,
            60..70 => Self::InProgress { entries: 11 },
            70..75 => Self::InProgress { entries: 10 },
            75..85 => Self::Published,
            85..88 => Self::Selection,
            88..90 => Self::Cancelled { applications: 3 },
            90..92 => Self::Cancelled { applications: 2 },
            92..96 => Self::Draft,
            96 => Self::Submitted,
            97 => Self::InReview,
            98 => Self::ChangesRequested,
            _ => Self::Expired,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deck_holds_every_card_once() {
        let count = |card: Card| (0..CARDS).filter(|number| Card::of(*number) == card).count();
        assert_eq!((count(Card::Completed), count(Card::Published), count(Card::Draft)), (60, 10, 4));
        assert_eq!(count(Card::InProgress { entries: 11 }) * 11 + count(Card::InProgress { entries: 10 }) * 10, 160);
    }
}
