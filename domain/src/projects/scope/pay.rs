//! Pay: the floor is law, not advice. Q08 and Q09 share their points, since only one can hold.

use super::super::choices::{Classification, PayModel, Place};
use super::super::state::State;
use super::super::steps::Step;
use super::{ADVISES, Case, Finding, Severity, text};
use crate::money::Cents;
use crate::policy::least_pay;
use crate::time::{Day, Minutes, long_date};

const PAY: u8 = 8;

pub(super) fn q08_below_wage_floor(case: &Case<'_>) -> Vec<Finding> {
    let draft = case.draft;
    let Some(amount) = draft.amount else { return Vec::new() };
    if draft.hours_high <= 0 || is_unpaid(case) {
        return Vec::new();
    }
    // The last day may be missing, or lie before the first: other rules say so.
    let first = draft.start.unwrap_or(case.facts.today);
    let last = draft.end.unwrap_or(first);
    let floor = floor_between(case, first, last);
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
    let today = case.facts.today;
    let why = if ADVISES && floor != floor_between(case, today, today) {
        advice!(
            "This is the highest floor in force on a day of the work, from {} to {}.",
            long_date(first),
            long_date(last)
        )
    } else {
        String::new()
    };
    vec![
        Finding::new(Severity::Block, Step::Pay, "amount", PAY)
            .says(format!("{} an hour is below the floor of {}.", hourly.exact(), floor.exact()), why, fix)
            .suggests(advice!("{}", least.plain())),
    ]
}

/// The highest floor in force on a day of the work, for the program or the place. A city is found by its name in the
/// address, so that a host who types one does not have to know that it has a floor. Remote work has no place here.
fn floor_between(case: &Case<'_>, first: Day, last: Day) -> Cents {
    let (draft, facts) = (case.draft, case.facts);
    // Of one floor: what holds on the first day, or what it is raised to while the work runs.
    let highest = |now: Cents, state: Option<State>, place: &str| {
        let (mut at_first, mut raised) = (now, Cents(0));
        let coming = facts.coming_floors.iter().filter(|one| one.state == state && one.place == place);
        for one in coming {
            if one.from <= first {
                at_first = one.floor;
            } else if one.from <= last {
                raised = raised.max(one.floor);
            }
        }
        at_first.max(raised)
    };
    let floor = highest(case.policy.wage_floor, None, "").max(facts.local_floor.unwrap_or_default());
    let Some(state) = draft.state.filter(|_| draft.place != Some(Place::Remote)) else { return floor };
    let now = facts.state_floors.iter().find(|(of, _)| *of == state).map(|(_, floor)| *floor);
    let mut floor = floor.max(highest(now.unwrap_or_default(), Some(state), ""));
    let address = text::normal(&draft.address);
    let known = facts.place_floors.iter().map(|(of, place, floor)| (Some(*of), place, *floor));
    // A place that has a floor from some day on, and none today.
    let coming = facts.coming_floors.iter().map(|one| (one.state, &one.place, Cents(0)));
    for (of, place, now) in known.chain(coming) {
        if of == Some(state) && !place.is_empty() && address.contains(&text::normal(place)) {
            floor = floor.max(highest(now, of, place));
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
    let worksheet = case.facts.worksheet || draft.worksheet.is_filled_in();
    let allowed = worksheet && (case.facts.nonprofit || for_credit);
    let severity = if allowed { Severity::Staff } else { Severity::Block };
    let message = if draft.amount.is_none() { "There is no pay yet." } else { "The work is unpaid." };
    let floor = case.policy.wage_floor;
    let fix = match severity {
        Severity::Block if for_credit || case.facts.nonprofit => {
            advice!(
                "Answer each of the seven questions on unpaid work, or write what one student earns, at least {floor} for each of the most hours."
            )
        }
        Severity::Block => {
            advice!(
                "Write what one student earns, at least {floor} for each of the most hours, or name a stipend fund."
            )
        }
        _ => advice!("Staff read your seven answers and decide. No single one of them does."),
    };
    vec![Finding::new(severity, Step::Pay, "amount", PAY).says(message, "", fix)]
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
    let (draft, facts) = (case.draft, case.facts);
    let fund = draft.fund.trim();
    // Another fund was chosen since the facts were read: nothing is known of it yet.
    let is_known = facts.fund.is_empty() || facts.fund == fund;
    if fund.is_empty() || !is_known {
        return Vec::new();
    }
    let finding = || Finding::new(Severity::Block, Step::Pay, "fund", 0);
    let mut findings = Vec::new();
    if let (Some(balance), Some((part, _))) = (facts.fund_balance, draft.funding()) {
        let needed = Cents(part.0.saturating_mul(i64::from(draft.seats.max(1))));
        if needed > balance {
            findings.push(finding().says(
                format!("{fund} has {balance} left, and this needs {needed}."),
                "",
                "Choose another fund, fewer students, or pay part of it yourself.",
            ));
        }
    }
    let outside = |(first, last): &(Day, Day)| {
        draft.start.is_some_and(|start| start < *first) || draft.end.is_some_and(|end| end > *last)
    };
    if let Some((first, last)) = facts.fund_days.iter().find(|days| outside(days)) {
        findings.push(finding().says(
            format!("{fund} pays for work from {} to {}.", long_date(*first), long_date(*last)),
            "A fund pays for its own term, and nothing is promised beyond it.",
            "Choose other days of work, or another fund.",
        ));
    }
    let open_to = text::normal(&draft.open_to().unwrap_or_default());
    if let Some(only) = facts.fund_for.iter().find(|only| !open_to.contains(text::normal(only).trim())) {
        findings.push(finding().says(
            format!("{fund} is for {only} alone."),
            "The money was given for these students.",
            advice!("Say on the screen of terms that the project is for {only}, or choose another fund."),
        ));
    }
    if facts.fund_citizens_only && draft.has_f1_facts() {
        findings.push(finding().says(
            format!("{fund} may only pay U.S. citizens and permanent residents."),
            "The facts for an international student's school say that those students may apply, and the fund could not pay them.",
            "Choose another fund, pay it yourself, or take the facts for the school out.",
        ));
    }
    findings
}
