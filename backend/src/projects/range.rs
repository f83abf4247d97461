//! What projects like this one pay, for the host who is about to name an amount.

use domain::ids::ProjectId;
use domain::money::Cents;

use super::views::PayRange;
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::at;

/// Fewest projects of a range, and fewest hosts behind them: below that it would show what one host pays.
const PROJECTS: i64 = 5;
const HOSTS: i64 = 3;
/// How far back it looks, in hours: 24 months of 30 days and a half.
const HOURS: i64 = 24 * 732;

/// The middle half of net pay an hour of the program's open and finished projects of one category, published in the last
/// 24 months; of the whole program when the category has too few, and nothing when that has too few as well. `except` is
/// the project that asks.
///
/// # Errors
/// When the database does not answer.
pub async fn pay_range(cx: &Cx, category: &str, except: ProjectId) -> Result<Option<PayRange>, Failure> {
    let row = sqlx::query!(
        r#"select count(*) filter (where same) as "same!", count(distinct host_id) filter (where same) as "same_hosts!",
            percentile_disc(0.25) within group (order by net) filter (where same) as "same_low?: i64",
            percentile_disc(0.75) within group (order by net) filter (where same) as "same_high?: i64",
            count(*) as "all!", count(distinct host_id) as "all_hosts!",
            percentile_disc(0.25) within group (order by net) as "low?: i64",
            percentile_disc(0.75) within group (order by net) as "high?: i64"
           from (select p.host_id, p.net_per_hour_cents as net, p.category = $2 as same from projects p
                where p.program_id = $1 and p.stage in ('published', 'selection', 'filled', 'in_progress', 'completed')
                    and p.net_per_hour_cents is not null and p.published_at >= $3 and p.id <> $4) paid"#,
        cx.program().id.0,
        category,
        at(domain::time::plus_hours(cx.at(), -HOURS)) as _,
        except.0,
    )
    .fetch_one(cx.pool())
    .await?;
    let range = |category: Option<String>, projects: i64, hosts: i64, low: Option<i64>, high: Option<i64>| {
        let (low, high) = low.zip(high).filter(|_| projects >= PROJECTS && hosts >= HOSTS)?;
        Some(PayRange { low: Cents(low), high: Cents(high), projects, category })
    };
    let same = range(Some(category.to_owned()), row.same, row.same_hosts, row.same_low, row.same_high);
    Ok(same.or_else(|| range(None, row.all, row.all_hosts, row.low, row.high)))
}
