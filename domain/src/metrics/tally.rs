//! From single things to figures that may be shown: the only way there, so that nothing gets round suppression.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use uuid::Uuid;

use super::{
    About, Cell, Definition, Figure, Measure, Observed, Published, Rate, Share, Spread, Survival, Table, publish,
    shown_money, shown_rate,
};
use crate::money::Cents;
use crate::time::Day;

/// What one thing adds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Seen {
    /// So many of so many: 1 of 1, 0 of 1, 2 of 3 seats.
    Part(u32, u32),
    /// A number.
    Number(f64),
    /// A wait.
    Wait(Observed),
    /// Money.
    Cents(Cents),
}

/// One thing that is counted.
#[derive(Clone, Debug)]
pub struct Observation {
    /// Which, for the list of what is counted.
    pub id: Uuid,
    /// The day that puts it into the period.
    pub day: Day,
    /// Category of the project.
    pub category: Arc<str>,
    /// Kind of the host organisation; empty while not said.
    pub kind: Arc<str>,
    /// Whose it is.
    pub host: Uuid,
    /// The student it tells of.
    pub person: Option<Uuid>,
    /// What it adds.
    pub seen: Seen,
}

/// By what figures are broken down.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grouping {
    /// Months.
    Month,
    /// Categories of projects.
    Category,
    /// Kinds of host organisations.
    HostKind,
}

/// The figure of all of them. `k` is the fewest people it may be about.
#[must_use]
pub fn figure(all: &[&Observation], definition: &Definition, k: u32) -> Figure {
    if all.is_empty() {
        return Figure::Nothing;
    }
    let counted = Counted::of(all, definition.measure);
    let students = definition.about == About::Students;
    if students && counted.few(k) {
        return Figure::Hidden;
    }
    shown(all, &counted, definition, if students { k } else { 0 })
}

/// The observations of each group, in the order of their names (months in the order of time).
#[must_use]
pub fn groups<'a>(all: &[&'a Observation], by: Grouping) -> BTreeMap<Arc<str>, Vec<&'a Observation>> {
    let mut found: BTreeMap<Arc<str>, Vec<&'a Observation>> = BTreeMap::new();
    let mut months: BTreeMap<(i16, i8), Arc<str>> = BTreeMap::new();
    for one in all {
        let name = match by {
            Grouping::Category => one.category.clone(),
            Grouping::HostKind => one.kind.clone(),
            Grouping::Month => {
                let (year, month) = (one.day.year(), one.day.month());
                months.entry((year, month)).or_insert_with(|| format!("{year:04}-{month:02}").into()).clone()
            }
        };
        found.entry(name).or_default().push(one);
    }
    found
}

/// The figures of the groups: small ones are hidden, and so is what would give them away by subtracting from the whole.
#[must_use]
pub fn broken_down(
    groups: &BTreeMap<Arc<str>, Vec<&Observation>>,
    definition: &Definition,
    k: u32,
) -> Vec<(Arc<str>, Figure)> {
    let plain = || groups.iter().map(|(name, all)| (name.clone(), figure(all, definition, k)));
    if definition.about == About::Work {
        return plain().collect();
    }
    let counted: Vec<Counted> = groups.values().map(|all| Counted::of(all, definition.measure)).collect();
    let mut open = told(&counted, definition.measure, k);
    if matches!(definition.measure, Measure::Sum | Measure::Each) {
        hide_money(groups, &mut open);
    }
    plain().zip(open).map(|((name, figure), open)| (name, if open { figure } else { Figure::Hidden })).collect()
}

/// What the figures of one group rest on.
#[derive(Default)]
struct Counted {
    share: Share,
    people: BTreeSet<Uuid>,
    people_of: BTreeSet<Uuid>,
    people_rest: BTreeSet<Uuid>,
    is_share: bool,
}

impl Counted {
    fn of(all: &[&Observation], measure: Measure) -> Self {
        let mut found = Self { is_share: matches!(measure, Measure::Share | Measure::SharePeople), ..Self::default() };
        for one in all {
            let (of, among) = if let Seen::Part(of, among) = one.seen { (of.min(among), among) } else { (1, 1) };
            found.share.of = found.share.of.saturating_add(of);
            found.share.among = found.share.among.saturating_add(among);
            let Some(person) = one.person else { continue };
            found.people.insert(person);
            if of > 0 {
                found.people_of.insert(person);
            }
            if of < among {
                found.people_rest.insert(person);
            }
        }
        if measure == Measure::SharePeople {
            found.people_rest.retain(|person| !found.people_of.contains(person));
            found.share = Share { of: count(found.people_of.len()), among: count(found.people.len()) };
        }
        found
    }

    /// How many people are counted, in the numerator, in the rest, and in all.
    fn numbers(&self) -> [u32; 3] {
        [&self.people_of, &self.people_rest, &self.people].map(|people| count(people.len()))
    }

    fn few(&self, k: u32) -> bool {
        let [of, rest, all] = self.numbers();
        all < k || (self.is_share && ((1..k).contains(&of) || (1..k).contains(&rest)))
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Which groups may be told. Nobody can subtract: the table of all counts is made safe as a whole.
fn told(groups: &[Counted], measure: Measure, k: u32) -> Vec<bool> {
    let shares = matches!(measure, Measure::Share | Measure::SharePeople);
    let row = |counts: [u32; 3]| if shares { counts.to_vec() } else { vec![counts[2], counts[2]] };
    let rows = groups.iter().map(|group| {
        let Share { of, among } = group.share;
        if shares { vec![of, among.saturating_sub(of)] } else { vec![among] }
    });
    let mut people: Vec<Vec<u32>> = groups.iter().map(|group| row(group.numbers())).collect();
    people.push(row(totals(groups)));
    let found = publish(&Table::new(rows.collect()).of_people(people), k);
    // The whole is told beside the table: where it has to be hidden for the sake of a group, no group is told.
    let whole = found.total != Cell::Hidden && found.column_totals.iter().all(|cell| *cell != Cell::Hidden);
    (0..groups.len()).map(|index| whole && is_told(&found, index) && !groups[index].few(k)).collect()
}

fn totals(groups: &[Counted]) -> [u32; 3] {
    let all = |of: fn(&Counted) -> &BTreeSet<Uuid>| {
        count(groups.iter().flat_map(of).copied().collect::<BTreeSet<Uuid>>().len())
    };
    [all(|one| &one.people_of), all(|one| &one.people_rest), all(|one| &one.people)]
}

fn is_told(found: &Published, index: usize) -> bool {
    let cells = found.cells.get(index).into_iter().flatten().chain(found.row_totals.get(index));
    cells.into_iter().all(|cell| *cell != Cell::Hidden)
}

/// Money of few hosts is hidden, and so much beside it that what is hidden, taken together, tells of none of them.
fn hide_money(groups: &BTreeMap<Arc<str>, Vec<&Observation>>, open: &mut [bool]) {
    let all: Vec<&Vec<&Observation>> = groups.values().collect();
    for (index, group) in all.iter().enumerate() {
        open[index] &= shown_money(&by_host(group)).is_some();
    }
    loop {
        let hidden: Vec<&Observation> = all
            .iter()
            .zip(open.iter())
            .filter(|(_, open)| !**open)
            .flat_map(|(group, _)| group.iter().copied())
            .collect();
        if hidden.is_empty() || shown_money(&by_host(&hidden)).is_some() && open.iter().filter(|one| !**one).count() > 1
        {
            return;
        }
        let next = (0..all.len()).filter(|index| open[*index]).min_by_key(|index| all[*index].len());
        let Some(next) = next else { return };
        open[next] = false;
    }
}

fn by_host(all: &[&Observation]) -> Vec<Cents> {
    let mut found: BTreeMap<Uuid, i64> = BTreeMap::new();
    for one in all {
        if let Seen::Cents(cents) = one.seen {
            let sum = found.entry(one.host).or_default();
            *sum = sum.saturating_add(cents.0);
        }
    }
    found.into_values().map(Cents).collect()
}

fn shown(all: &[&Observation], counted: &Counted, definition: &Definition, k: u32) -> Figure {
    match definition.measure {
        Measure::Share | Measure::SharePeople => rate(counted.share, k),
        Measure::Spread => Spread::of(
            all.iter().filter_map(|one| if let Seen::Number(number) = one.seen { Some(number) } else { None }),
        )
        .map_or(Figure::Nothing, Figure::Middle),
        Measure::Mean => mean(all),
        Measure::Wait => wait(all),
        Measure::Sum | Measure::Each => money(all, definition.measure),
    }
}

fn rate(share: Share, k: u32) -> Figure {
    // Work of the program's own is told as it is; of people, nobody and everybody are told as bands.
    let rate = if k == 0 { share.rate().map_or(Rate::Hidden, Rate::Exact) } else { shown_rate(share, k) };
    match rate {
        Rate::Hidden if share.among == 0 => Figure::Nothing,
        Rate::Hidden => Figure::Hidden,
        Rate::Exact(_) => Figure::Rate { rate, of: Some(share.of), among: share.among, interval: share.interval() },
        Rate::AtMostFive | Rate::AtLeastNinetyFive => {
            Figure::Rate { rate, of: None, among: share.among, interval: None }
        }
    }
}

fn mean(all: &[&Observation]) -> Figure {
    let numbers = all.iter().filter_map(|one| if let Seen::Number(number) = one.seen { Some(number) } else { None });
    let (sum, many) = numbers.fold((0.0, 0_u32), |(sum, many), number| (sum + number, many + 1));
    if many == 0 { Figure::Nothing } else { Figure::Mean { mean: sum / f64::from(many), count: many } }
}

fn wait(all: &[&Observation]) -> Figure {
    let observed: Vec<Observed> =
        all.iter().filter_map(|one| if let Seen::Wait(observed) = one.seen { Some(observed) } else { None }).collect();
    let found = Survival::of(&observed);
    Figure::Wait { count: count(found.count), happened: count(found.happened), median: found.median() }
}

fn money(all: &[&Observation], measure: Measure) -> Figure {
    let Some(sum) = shown_money(&by_host(all)) else { return Figure::Hidden };
    let many = count(all.len());
    let cents = if measure == Measure::Each { Cents(sum.0 / i64::from(many.max(1))) } else { sum };
    Figure::Money { cents, count: many }
}
