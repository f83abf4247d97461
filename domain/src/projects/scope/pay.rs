//! Pay: the floor is law, not advice. Q08 and Q09 share their points, since only one can hold.

use super::super::choices::{Classification, PayModel};
use super::super::steps::Step;
use super::{Case, Finding, Severity, text};
use crate::money::Cents;
use crate::policy::least_pay;
use crate::time::Minutes;

const PAY: u8 = 8;

pub(super) fn q08_below_wage_floor(case: &Case<'_>) -> Vec<Finding> {
    let draft = case.draft;
    let Some(amount) = draft.amount else { return Vec::new() };
    if draft.hours_high <= 0 || is_unpaid(case) {
        return Vec::new();
    }
    let floor = floor_there(case);
    let longest = Minutes(draft.hours_high.saturating_mul(60));
    let least = least_pay(floor, longest);
    if amount >= least {
        return Vec::new();
    }
    let hourly = amount.per_hour(longest.0).unwrap_or_default();
    // Whole dollars read better and are never below the floor.
    let least = Cents(least.0.saturating_add(99) / 100 * 100);
    let affordable = amount.0.checked_div(floor.0).unwrap_or(0);
    let fix = if affordable >= i64::from(draft.hours_low.max(1)) {
        advice!("Raise the pay to {least}, or lower the most hours to {affordable}.")
    } else {
        advice!("Raise the pay to {least}.")
    };
    vec![
        Finding::new(Severity::Block, Step::Pay, "amount", PAY)
            .says(format!("{} an hour is below the floor of {}.", hourly.exact(), floor.exact()), "", fix)
            .suggests(advice!("{}", least.plain())),
    ]
}

/// The highest floor that holds for the program or the place of work. A city is found by its name in the address, so that
/// a host who types one does not have to know that it has a floor.
fn floor_there(case: &Case<'_>) -> Cents {
    let (draft, facts) = (case.draft, case.facts);
    let mut floor = case.policy.wage_floor.max(facts.local_floor.unwrap_or_default());
    for (state, of_state) in &facts.state_floors {
        if Some(*state) == draft.state {
            floor = floor.max(*of_state);
        }
    }
    for (state, place, there) in &facts.place_floors {
        if Some(*state) == draft.state && text::normal(&draft.address).contains(&text::normal(place)) {
            floor = floor.max(*there);
        }
    }
    floor
}

pub(super) fn q09_unpaid(case: &Case<'_>) -> Vec<Finding> {
    let draft = case.draft;
    if !is_unpaid(case) {
        return Vec::new();
    }
    let for_credit = draft.classification == Some(Classification::UnpaidForCredit);
    let allowed = case.facts.worksheet && (case.facts.nonprofit || for_credit);
    let severity = if allowed { Severity::Staff } else { Severity::Block };
    let message = if draft.amount.is_none() { "There is no pay yet." } else { "The work is unpaid." };
    let floor = case.policy.wage_floor;
    vec![Finding::new(severity, Step::Pay, "amount", PAY).says(
        message,
        "",
        advice!("Write what one student earns, at least {floor} for each of the most hours, or name a stipend fund."),
    )]
}

/// Nothing is paid, and no fund pays a stipend.
fn is_unpaid(case: &Case<'_>) -> bool {
    let stipend = case.draft.pay_model == Some(PayModel::Stipend) && !case.draft.fund.trim().is_empty();
    match case.draft.amount {
        None => true,
        Some(amount) => amount <= Cents(0) && !stipend,
    }
}

pub(super) fn q10_pay_tied_to_sales(case: &Case<'_>) -> Vec<Finding> {
    let found = text::first(text::everything(case.draft), &text::SALES_PAY);
    found
        .map(|(entry, phrase)| {
            Finding::new(Severity::Block, entry.step, entry.field, 0).says(
                format!("“{}” cannot stand in a project.", phrase.shown),
                "",
                "Take it out. If it describes what you study rather than how the student is paid, use other words.",
            )
        })
        .into_iter()
        .collect()
}

pub(super) fn q23_funding(case: &Case<'_>) -> Vec<Finding> {
    let draft = case.draft;
    let (Some(balance), Some((fund, _))) = (case.facts.fund_balance, draft.funding()) else { return Vec::new() };
    let needed = Cents(fund.0.saturating_mul(i64::from(draft.seats.max(1))));
    if draft.fund.trim().is_empty() || needed <= balance {
        return Vec::new();
    }
    vec![Finding::new(Severity::Block, Step::Pay, "fund", 0).says(
        format!("{} has {balance} left, and this needs {needed}.", draft.fund.trim()),
        "",
        "Choose another fund, fewer students, or pay part of it yourself.",
    )]
}
