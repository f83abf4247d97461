//! The honest-pay meter, text first.

use domain::money::Cents;
use domain::plans::{PayMeter, PayShape};
use leptos::prelude::*;

use crate::ui::{Banner, Meter, Receipt, ReceiptRow, Tone};

/// One line for the page of an engagement: `$20.77 net an hour as agreed, $18.90 as it goes`.
pub(crate) fn short(meter: &PayMeter) -> Option<String> {
    let (agreed, projected) = (meter.agreed?, meter.projected?);
    if agreed == projected {
        return Some(format!("{} net an hour, as agreed", agreed.exact()));
    }
    Some(format!("{} net an hour as it goes, {} as agreed", projected.exact(), agreed.exact()))
}

/// What an hour brings: in words, as a receipt, and as a picture of the same.
pub(crate) fn pay_an_hour(meter: &PayMeter, own: bool, floor: Cents) -> impl IntoView + use<> {
    let (Some(agreed), Some(projected)) = (meter.agreed, meter.projected) else {
        return view! { <p>"This work is unpaid and counts for credit. Its hours are kept all the same."</p> }
            .into_any();
    };
    let so_far = match meter.so_far {
        Some(so_far) => format!("{} an hour", so_far.exact()),
        None => "nothing accepted yet".to_owned(),
    };
    let rows = vec![
        ReceiptRow::new("As agreed", format!("{} an hour", agreed.exact())),
        ReceiptRow::new("So far, for what is accepted", so_far),
        ReceiptRow::sum(format!("At the end, in {}", meter.projected_time), format!("{} an hour", projected.exact())),
    ];
    let whose = if own { "you" } else { "the student" };
    let shape = match meter.shape {
        PayShape::Fee => format!("A fixed fee for the work: every hour beyond the plan lowers what an hour brings {whose}."),
        PayShape::Wages => {
            "Wages: every approved hour is paid at the agreed rate, also past the plan. Agree on more hours before they are used up.".to_owned()
        }
        PayShape::Stipend => "A stipend: it depends neither on hours nor on how the work is judged.".to_owned(),
        PayShape::Unpaid => String::new(),
    };
    let below = meter.below_floor.then(|| {
        let words = format!(
            "As it goes, an hour would bring less than the floor of {} before tax. Agree on more pay or less work.",
            floor.exact()
        );
        view! { <Banner tone=Tone::Bad title="Below the wage floor"><p>{words}</p></Banner> }
    });
    let dollars = |amount: Cents| f64::from(i32::try_from(amount.0).unwrap_or(i32::MAX)) / 100.0;
    let label = format!("{} of {} net an hour at the end", projected.exact(), agreed.exact());
    view! {
        <Receipt rows=rows/>
        <Meter value=dollars(projected.min(agreed)) max=dollars(agreed) label=label/>
        <p class="meta">
            {shape}
            " Net means after payroll tax; income tax is not in it. At the end: agreed hours, and what milestones took beyond their plan."
        </p>
        {below}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Minutes;

    #[test]
    fn one_line_says_both_figures_where_they_differ() {
        let meter = |agreed, projected| PayMeter {
            shape: PayShape::Fee,
            earned: Cents(0),
            so_far: None,
            agreed,
            projected,
            projected_time: Minutes::hours(24),
            below_floor: false,
        };
        let (a, b) = (Some(Cents(2_077)), Some(Cents(1_890)));
        assert_eq!(short(&meter(a, a)).as_deref(), Some("$20.77 net an hour, as agreed"));
        assert_eq!(short(&meter(a, b)).as_deref(), Some("$18.90 net an hour as it goes, $20.77 as agreed"));
        assert_eq!(short(&meter(None, None)), None);
    }
}
