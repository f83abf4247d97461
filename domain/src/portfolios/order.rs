//! In which order finished work stands.

use crate::ids::EngagementId;

/// Which way an entry moves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// One place towards the top.
    Up,
    /// One place towards the end.
    Down,
}

/// Finished work in the order its student gave it; what was finished since stands first, the newest on top.
#[must_use]
pub fn ordered(newest_first: &[EngagementId], kept: &[EngagementId]) -> Vec<EngagementId> {
    let fresh = newest_first.iter().filter(|id| !kept.contains(id));
    let mut all: Vec<EngagementId> = fresh.copied().collect();
    for id in kept {
        if newest_first.contains(id) && !all.contains(id) {
            all.push(*id);
        }
    }
    all
}

/// The same with one entry a place higher or lower. At either end it stays.
#[must_use]
pub fn moved(order: &[EngagementId], id: EngagementId, direction: Direction) -> Vec<EngagementId> {
    let mut order = order.to_vec();
    let Some(at) = order.iter().position(|one| *one == id) else { return order };
    let to = match direction {
        Direction::Up => at.checked_sub(1),
        Direction::Down => Some(at + 1).filter(|to| *to < order.len()),
    };
    if let Some(to) = to {
        order.swap(at, to);
    }
    order
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn ids(numbers: &[u128]) -> Vec<EngagementId> {
        numbers.iter().map(|number| Uuid::from_u128(*number).into()).collect()
    }

    #[test]
    fn what_is_new_stands_first_and_what_is_gone_stands_nowhere() {
        assert_eq!(ordered(&ids(&[5, 4, 3, 2]), &ids(&[2, 9, 3, 2])), ids(&[5, 4, 2, 3]));
        assert_eq!(ordered(&ids(&[2, 1]), &[]), ids(&[2, 1]));
        assert_eq!(ordered(&[], &ids(&[1])), ids(&[]));
    }

    #[test]
    fn an_entry_moves_by_one_and_not_beyond_the_ends() {
        let order = ids(&[1, 2, 3]);
        let to = |id: u128, direction| moved(&order, Uuid::from_u128(id).into(), direction);
        assert_eq!(to(2, Direction::Up), ids(&[2, 1, 3]));
        assert_eq!(to(2, Direction::Down), ids(&[1, 3, 2]));
        assert_eq!(to(1, Direction::Up), order);
        assert_eq!(to(3, Direction::Down), order);
        assert_eq!(to(7, Direction::Up), order);
    }
}
