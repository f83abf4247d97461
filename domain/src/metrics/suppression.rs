//! What of a table of people may be shown (`metrics.md`, suppression). A count of fewer than `k` people is hidden; so is
//! whatever would give it away by adding and subtracting. Zero is no person and stays.
//!
//! A table is its inner counts with a total for each row, each column and all of it: every row and every column, those of
//! the totals too, adds up. Whoever reads what is shown knows these sums, and that nothing is less than zero. A hidden count
//! is safe while another value of it fits all of that. In a table of two sides this can be told exactly: raising a hidden
//! count by one asks for a change of another hidden one in its row, that for one in its column, and so on, until the way
//! leads back (a circulation in the graph of rows, columns and hidden counts; Cox 1980, Gusfield 1988).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// A count as it may be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Cell {
    /// So many.
    Shown(u32),
    /// Too few, or a way to tell too few.
    Hidden,
}

/// Counts by two attributes; every row has as many counts as the first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    counts: Vec<Vec<u32>>,
    people: Option<Vec<Vec<u32>>>,
}

/// A table as it may be shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Published {
    /// The counts, row by row.
    pub cells: Vec<Vec<Cell>>,
    /// The sum of each row.
    pub row_totals: Vec<Cell>,
    /// The sum of each column.
    pub column_totals: Vec<Cell>,
    /// The sum of all.
    pub total: Cell,
}

impl Table {
    /// A table of these rows. A row that is shorter than the longest counts nobody in what it lacks.
    #[must_use]
    pub fn new(mut counts: Vec<Vec<u32>>) -> Self {
        let width = counts.iter().map(Vec::len).max().unwrap_or_default();
        counts.iter_mut().for_each(|row| row.resize(width, 0));
        Self { counts, people: None }
    }

    /// The same where one person may be counted more than once: how many different people are behind each count, with the
    /// totals of the rows as last column and those of the columns as last row. A count is small when they are few.
    #[must_use]
    pub fn of_people(self, people: Vec<Vec<u32>>) -> Self {
        Self { people: Some(people), ..self }
    }

    /// One row: groups of the same people.
    #[must_use]
    pub fn of_groups(groups: Vec<u32>) -> Self {
        Self::new(vec![groups])
    }
}

/// The table with everything hidden that must be: counts of fewer than `k` people, and what gives them away.
#[must_use]
pub fn publish(table: &Table, k: u32) -> Published {
    let mut grid = Grid::of(table);
    grid.hide_small(k);
    grid.hide_what_tells(k);
    grid.published()
}

/// What it costs to hide a zero, and a total: more than any count.
const ZERO: u64 = 1 << 33;
const TOTAL: u64 = 1 << 40;

/// Row and column.
type Place = (usize, usize);

/// A table with its totals as last row and last column.
struct Grid {
    values: Vec<Vec<u32>>,
    people: Option<Vec<Vec<u32>>>,
    hidden: Vec<Vec<bool>>,
    rows: usize,
    columns: usize,
}

impl Grid {
    fn of(table: &Table) -> Self {
        let sum = |row: &[u32]| row.iter().fold(0_u32, |sum, count| sum.saturating_add(*count));
        let mut values: Vec<Vec<u32>> = table.counts.clone();
        values.iter_mut().for_each(|row| row.push(sum(row)));
        let columns = values.first().map_or(1, Vec::len);
        let totals =
            (0..columns).map(|column| sum(&values.iter().map(|row| row[column]).collect::<Vec<_>>())).collect();
        values.push(totals);
        let rows = values.len();
        Self { hidden: vec![vec![false; columns]; rows], values, people: table.people.clone(), rows, columns }
    }

    fn hide_small(&mut self, k: u32) {
        for (row, column) in self.places() {
            self.hidden[row][column] = self.is_small((row, column), k);
        }
        // With one row the totals of the columns say what the counts say: they are no second way to tell.
        if self.rows == 2 {
            self.hidden[1].iter_mut().take(self.columns - 1).for_each(|hidden| *hidden = true);
        }
        if self.columns == 2 {
            self.hidden.iter_mut().take(self.rows - 1).for_each(|row| row[1] = true);
        }
    }

    /// Hides more until no small count can be told: for each the cheapest way that leaves it another value.
    fn hide_what_tells(&mut self, k: u32) {
        let small: Vec<Place> = self.places().filter(|place| self.is_small(*place, k)).collect();
        for place in small {
            let ways = [true, false].into_iter().filter_map(|up| self.cheapest(place, up));
            let Some((_, way)) = ways.min_by_key(|(cost, _)| *cost) else { continue };
            way.into_iter().for_each(|(row, column)| self.hidden[row][column] = true);
        }
    }

    /// What it costs to hide this one: nothing when it is hidden, less for small counts than for large ones. Zeros and totals
    /// say most to a reader and are hidden last.
    fn cost(&self, (row, column): Place) -> u64 {
        if self.hidden[row][column] {
            return 0;
        }
        let totals = u64::from(row + 1 == self.rows) + u64::from(column + 1 == self.columns);
        let count = self.values[row][column];
        u64::from(count) + 1 + if count == 0 { ZERO } else { 0 } + totals * TOTAL
    }

    /// The cheapest way to hide more such that this hidden count could be one more (or one less): what has to be hidden, and
    /// what that costs. With totals counted as negative every line sums to zero. Adding to a place leads from its row to its
    /// column, taking away leads from its column to its row: whoever comes back to where they began has changed no sum.
    fn cheapest(&self, place: Place, up: bool) -> Option<(u64, Vec<Place>)> {
        let (from, to) = self.step(place, up)?;
        let mut best: BTreeMap<Line, (u64, Vec<Place>)> = BTreeMap::from([(to, (0, Vec::new()))]);
        let mut open = BTreeSet::from([(0_u64, to)]);
        while let Some((cost, line)) = open.pop_first() {
            if line == from {
                return best.remove(&from);
            }
            let Some((_, way)) = best.get(&line).cloned() else { continue };
            for next in self.on(line).filter(|next| *next != place) {
                let rises = matches!(line, Line::Row(_)) == self.is_positive(next.0, next.1);
                let Some((_, other)) = self.step(next, rises) else { continue };
                let cost = cost.saturating_add(self.cost(next));
                if best.get(&other).is_none_or(|(known, _)| cost < *known) {
                    if let Some((known, _)) = best.get(&other) {
                        open.remove(&(*known, other));
                    }
                    open.insert((cost, other));
                    best.insert(other, (cost, way.iter().copied().chain([next]).collect()));
                }
            }
        }
        None
    }

    /// From which line to which one goes by changing this count by one; nothing below zero.
    fn step(&self, (row, column): Place, up: bool) -> Option<(Line, Line)> {
        let (here, there) = (Line::Row(row), Line::Column(column));
        if !up && self.values[row][column] == 0 {
            return None;
        }
        Some(if up == self.is_positive(row, column) { (here, there) } else { (there, here) })
    }

    fn is_small(&self, (row, column): Place, k: u32) -> bool {
        let people = self.people.as_ref().and_then(|people| people.get(row)?.get(column)).copied();
        (1..k).contains(&self.values[row][column]) || people.is_some_and(|people| (1..k).contains(&people))
    }

    const fn is_positive(&self, row: usize, column: usize) -> bool {
        (row + 1 == self.rows) == (column + 1 == self.columns)
    }

    fn places(&self) -> impl Iterator<Item = Place> + use<> {
        let (rows, columns) = (self.rows, self.columns);
        (0..rows).flat_map(move |row| (0..columns).map(move |column| (row, column)))
    }

    fn on(&self, line: Line) -> impl Iterator<Item = Place> + use<> {
        self.places().filter(move |(row, column)| match line {
            Line::Row(one) => *row == one,
            Line::Column(one) => *column == one,
        })
    }

    fn published(&self) -> Published {
        let cell = |row: usize, column: usize| {
            if self.hidden[row][column] { Cell::Hidden } else { Cell::Shown(self.values[row][column]) }
        };
        let (last, end) = (self.rows - 1, self.columns - 1);
        // A single row is its own totals of columns.
        let totals_row = if last == 1 { 0 } else { last };
        let totals_column = if end == 1 { 0 } else { end };
        Published {
            cells: (0..last).map(|row| (0..end).map(|column| cell(row, column)).collect()).collect(),
            row_totals: (0..last).map(|row| cell(row, totals_column)).collect(),
            column_totals: (0..end).map(|column| cell(totals_row, column)).collect(),
            total: cell(last, end),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Line {
    Row(usize),
    Column(usize),
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(cells: &[Cell]) -> Vec<Option<u32>> {
        cells.iter().map(|cell| if let Cell::Shown(count) = cell { Some(*count) } else { None }).collect()
    }

    #[test]
    fn a_small_group_takes_the_next_one_with_it() {
        let found = publish(&Table::of_groups(vec![120, 40, 3, 0]), 10);
        assert_eq!(shown(&found.cells[0]), [Some(120), None, None, Some(0)]);
        assert_eq!(found.total, Cell::Shown(163), "and nobody can subtract");
    }

    #[test]
    fn large_counts_are_shown_whole() {
        let found = publish(&Table::new(vec![vec![10, 20], vec![30, 0]]), 10);
        assert_eq!(found.cells, [[Cell::Shown(10), Cell::Shown(20)], [Cell::Shown(30), Cell::Shown(0)]]);
        assert_eq!(
            (shown(&found.row_totals), shown(&found.column_totals)),
            (vec![Some(30); 2], vec![Some(40), Some(20)])
        );
    }

    #[test]
    fn a_table_of_two_sides_hides_in_both() {
        let found = publish(&Table::new(vec![vec![4, 30, 50], vec![40, 20, 60], vec![70, 80, 90]]), 10);
        let hidden = found.cells.iter().flatten().filter(|cell| **cell == Cell::Hidden).count();
        assert_eq!((hidden, found.total), (4, Cell::Shown(444)), "a square around it, and every sum stays");
    }

    #[test]
    fn many_things_of_few_people_are_few() {
        let counts = Table::of_groups(vec![120, 40, 60]);
        let found = publish(&counts.of_people(vec![vec![90, 30, 4, 110], vec![90, 30, 4, 110]]), 10);
        assert_eq!(shown(&found.cells[0]), [Some(120), None, None]);
        assert_eq!(found.total, Cell::Shown(220));
    }

    #[test]
    fn nothing_and_nobody() {
        assert_eq!(publish(&Table::default(), 10).total, Cell::Shown(0));
        let alone = publish(&Table::of_groups(vec![3]), 10);
        assert_eq!((alone.cells, alone.total), (vec![vec![Cell::Hidden]], Cell::Hidden), "the total says the same");
    }

    /// Every table that shows the same, up to counts of `most`: what somebody with a lot of time finds out.
    fn attack(found: &Published, most: u32) -> Vec<Vec<Vec<u32>>> {
        let (rows, columns) = (found.cells.len(), found.cells[0].len());
        let places: Vec<(usize, usize)> =
            (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))).collect();
        let mut open = vec![vec![vec![0; columns]; rows]];
        for (row, column) in places {
            let values: Vec<u32> = match found.cells[row][column] {
                Cell::Shown(count) => vec![count],
                Cell::Hidden => (0..=most).collect(),
            };
            let fits = |table: &Vec<Vec<u32>>| {
                let is = |cell: Cell, sum: u32, whole: bool| match cell {
                    Cell::Shown(total) => {
                        if whole {
                            sum == total
                        } else {
                            sum <= total
                        }
                    }
                    Cell::Hidden => true,
                };
                is(found.row_totals[row], table[row].iter().sum(), column + 1 == columns)
                    && is(found.column_totals[column], table.iter().map(|row| row[column]).sum(), row + 1 == rows)
                    && is(found.total, table.iter().flatten().sum(), row + 1 == rows && column + 1 == columns)
            };
            let with = |table: &Vec<Vec<u32>>, value: u32| {
                let mut table = table.clone();
                table[row][column] = value;
                table
            };
            open = open
                .iter()
                .flat_map(|table| values.iter().map(|value| with(table, *value)).collect::<Vec<_>>())
                .filter(fits)
                .collect();
        }
        open
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        /// Nobody finds out how many a small group has: neither a count nor a sum of fewer than `k`.
        #[test]
        fn no_small_count_can_be_told(
            counts in prop::collection::vec(prop::collection::vec(prop_oneof![Just(0_u32), 1..4_u32, 3..7_u32], 3), 1..=3),
        ) {
            let k = 3;
            let table = Table::new(counts.clone());
            let found = publish(&table, k);
            let worlds = attack(&found, 12);
            prop_assert!(worlds.contains(&counts), "what is shown is true");
            for (row, line) in counts.iter().enumerate() {
                for (column, count) in line.iter().enumerate().filter(|(_, count)| (1..k).contains(*count)) {
                    prop_assert_eq!(found.cells[row][column], Cell::Hidden);
                    prop_assert!(
                        worlds.iter().any(|world| world[row][column] != *count),
                        "row {} column {} of {:?} is {}: {:?}", row, column, &counts, count, &found
                    );
                }
                let sum: u32 = line.iter().sum();
                if (1..k).contains(&sum) {
                    prop_assert!(worlds.iter().any(|world| world[row].iter().sum::<u32>() != sum), "row {} of {:?}", row, &counts);
                }
            }
        }

        /// Large tables are done in a moment, and what is shown is what was counted.
        #[test]
        fn what_is_shown_is_true(counts in prop::collection::vec(prop::collection::vec(0..40_u32, 6), 1..10)) {
            let found = publish(&Table::new(counts.clone()), 10);
            for (row, line) in counts.iter().enumerate() {
                for (column, count) in line.iter().enumerate() {
                    match found.cells[row][column] {
                        Cell::Shown(shown) => prop_assert!(shown == *count && (shown == 0 || shown >= 10)),
                        Cell::Hidden => {}
                    }
                }
            }
        }
    }
}
