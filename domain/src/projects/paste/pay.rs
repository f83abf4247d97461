//! Pay: an amount and how it is computed.

use super::Pasted;
use super::hours::{HOURS, Per, per_after};
use super::page::Page;
use super::tokens::Quantity;
use crate::money::Cents;
use crate::projects::PayModel;

const PAY: [&str; 21] = [
    "pay",
    "pays",
    "paid",
    "paying",
    "payment",
    "compensation",
    "stipend",
    "honorarium",
    "award",
    "fee",
    "flat",
    "fixed",
    "wage",
    "wages",
    "salary",
    "rate",
    "earn",
    "earns",
    "receive",
    "receives",
    "remuneration",
];
/// Amounts beside these words are somebody else's money.
const NOT_PAY: [&str; 17] = [
    "budget",
    "raise",
    "raised",
    "raises",
    "raising",
    "donation",
    "donations",
    "donors",
    "gift",
    "gifts",
    "grant",
    "grants",
    "revenue",
    "sales",
    "save",
    "saved",
    "worth",
];
const DOLLARS: [&str; 3] = ["dollars", "dollar", "usd"];
/// An amount that no word calls pay is taken only between these.
const PLAUSIBLE: std::ops::RangeInclusive<i64> = 5_000..=500_000;
/// A million dollars: nothing a student is paid.
const TOO_MUCH: i64 = 100_000_000;

struct Money {
    /// The lower end of a range: what the text promises for sure.
    cents: i64,
    first: usize,
    last: usize,
    per: Per,
    called_pay: bool,
    stipend: bool,
}

pub(super) fn read(page: &Page<'_>, pasted: &mut Pasted) {
    let (mut hourly, mut whole, mut weekly) = (None::<Money>, None::<Money>, None::<Money>);
    let mut at = 0;
    while at < page.tokens.len() {
        let Some(money) = money_at(page, at) else {
            at += 1;
            continue;
        };
        at = money.last + 1;
        let likely = money.called_pay || PLAUSIBLE.contains(&money.cents);
        match money.per {
            Per::Hour => hourly = hourly.or(Some(money)),
            // The first one counts, unless a later one is called pay.
            Per::Whole if likely && whole.as_ref().is_none_or(|before| money.called_pay && !before.called_pay) => {
                whole = Some(money);
            }
            Per::Week if likely => weekly = weekly.or(Some(money)),
            _ => {}
        }
    }
    if let Some(money) = hourly {
        // `$20/hour, $400 in total`: the total is said, and need not be worked out.
        let total = whole.filter(|whole| whole.called_pay && whole.cents > money.cents);
        write_hourly(page, pasted, &money, total.as_ref());
    } else if let Some(money) = whole {
        let model = if money.stipend { PayModel::Stipend } else { PayModel::FixedFee };
        write(page, pasted, &money, model, Some(money.cents));
    } else if let Some(money) = weekly {
        let weeks = i64::from(pasted.draft.hours_high).checked_div(i64::from(pasted.draft.weekly_hours)).unwrap_or(0);
        let model = if money.stipend { PayModel::Stipend } else { PayModel::FixedFee };
        let all = money.cents.saturating_mul(weeks);
        write(page, pasted, &money, model, Some(all).filter(|all| *all > 0 && *all < TOO_MUCH));
    } else if let Some((first, last)) = unpaid(page) {
        pasted.draft.amount = Some(Cents(0));
        pasted.note("amount", page.slice(first, last));
    }
}

fn write_hourly(page: &Page<'_>, pasted: &mut Pasted, money: &Money, total: Option<&Money>) {
    let hours = i64::from(pasted.draft.hours_high);
    if let Some(total) = total {
        pasted.draft.amount = Some(Cents(total.cents));
        pasted.note("amount", page.slice(total.first, total.last));
    }
    let all = Some(money.cents.saturating_mul(hours)).filter(|all| total.is_none() && *all > 0 && *all < TOO_MUCH);
    write(page, pasted, money, PayModel::Hourly, all);
}

fn write(page: &Page<'_>, pasted: &mut Pasted, money: &Money, model: PayModel, cents: Option<i64>) {
    let words = page.slice(money.first, money.last);
    if let Some(cents) = cents {
        pasted.draft.amount = Some(Cents(cents));
        pasted.note("amount", words);
    }
    pasted.draft.pay_model = Some(model);
    pasted.note("pay_model", words);
}

/// An amount that begins at this token: `$400`, `US$ 400-500`, `USD 500`, `1,200 dollars`, `$1k`.
fn money_at(page: &Page<'_>, at: usize) -> Option<Money> {
    let before = page.mark(at, 0, "$") || page.word(at, 0, &["usd"]);
    let (quantity, mut last) = if before {
        let sign = usize::from(page.word(at, 0, &["usd"]) && page.mark(at, 1, "$"));
        let quantity = with_signs(page, at + sign + 1)?;
        let thousands = page.word(quantity.last, 1, &["k"]) && page.touches(quantity.last);
        let last = quantity.last + usize::from(thousands);
        let times = if thousands { 1_000 } else { 1 };
        (Quantity { first: at, low: quantity.low.saturating_mul(times), ..quantity }, last)
    } else {
        let quantity = page.quantity_from(at).filter(|quantity| page.word(quantity.last, 1, &DOLLARS))?;
        (quantity, quantity.last)
    };
    if page.word(last, 1, &DOLLARS) {
        last += 1;
    }
    if page.word(last, 1, &["million", "m", "mm", "billion", "bn", "thousand"]) || quantity.low >= TOO_MUCH {
        return None;
    }
    let (mut per, end) = per_after(page, last);
    let head = |words: &[&str]| page.around(quantity.first, quantity.first, 4, 0, words);
    if per == Per::Whole && head(&["hourly"]) {
        per = Per::Hour;
    } else if per == Per::Whole && head(&["weekly"]) {
        per = Per::Week;
    } else if per == Per::Whole && head(&["monthly", "daily"]) {
        per = Per::Other;
    }
    let called_pay = page.around(quantity.first, end, 6, 4, &PAY);
    // Closer to the amount than the word that calls it pay.
    let others = page.around(quantity.first, end, 2, 2, &NOT_PAY)
        || (!called_pay && page.around(quantity.first, end, 6, 4, &NOT_PAY));
    // `pays commission of $20 per lead` is `Per::Other`; a fee the student pays is the scope check's.
    if others || quantity.low <= 0 {
        return None;
    }
    let stipend = page.around(quantity.first, end, 6, 4, &["stipend", "honorarium", "award", "scholarship"]);
    Some(Money { cents: quantity.low, first: quantity.first, last: end, per, called_pay, stipend })
}

/// `400`, `400-500`, `400 - $500`, but not `400 - 20 hours`.
fn with_signs(page: &Page<'_>, first: usize) -> Option<Quantity> {
    let quantity = page.quantity_from(first)?;
    if quantity.last == first
        && page.mark(first, 2, "$")
        && let Some(high) = page.number(first, 3)
    {
        let range = page.mark(first, 1, "-–—−") || page.word(first, 1, &["to", "or"]);
        if range && high >= quantity.low {
            return Some(Quantity { high, last: first + 3, ..quantity });
        }
    }
    if quantity.last > first && page.word(quantity.last, 1, &HOURS) {
        return Some(Quantity { high: quantity.low, last: first, ..quantity });
    }
    Some(quantity)
}

/// `unpaid`, `no compensation`, `on a volunteer basis`.
fn unpaid(page: &Page<'_>) -> Option<(usize, usize)> {
    (0..page.tokens.len()).find_map(|at| {
        if page.word(at, 0, &["unpaid", "uncompensated"]) && !page.word(at, -1, &["not", "no", "never"]) {
            return Some((at, at));
        }
        let pair = |one: &[&str], other: &[&str]| page.word(at, 0, one) && page.word(at, 1, other);
        let said = pair(&["no", "without"], &["pay", "compensation", "payment", "stipend"])
            || (pair(&["not"], &["paid", "compensated"]) && !page.word(at, 2, &["by"]))
            || pair(&["volunteer"], &["position", "basis", "opportunity", "role", "internship"]);
        said.then_some((at, at + 1))
    })
}
