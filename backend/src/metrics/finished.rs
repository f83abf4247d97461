//! Work that a host accepted, by the day it was, with its hours and its pay.

use domain::metrics::{Metric, Seen};
use domain::money::Cents;
use domain::policy::net_pay;
use domain::time::{Instant, Minutes};

use super::Asked;
use super::source::{Head, Row, head, part, waited};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::{at, instant};

/// Approved minutes above so many hundredths of the agreed ones are over the plan.
const OVER: i64 = 110;

/// One engagement.
pub(super) struct Finished {
    head: Head,
    accepted: Instant,
    in_time: Option<bool>,
    agreed: i32,
    approved: i32,
    employee: bool,
    settled: i64,
    open: i64,
    last_settled: Option<Instant>,
}

impl Row for Finished {
    fn head(&self) -> &Head {
        &self.head
    }
}

impl Finished {
    /// What was paid for how long, once all of it is settled.
    fn paid(&self) -> Option<(Cents, Minutes)> {
        (self.settled > 0 && self.open == 0 && self.approved > 0)
            .then_some((Cents(self.settled), Minutes(self.approved)))
    }
}

pub(super) async fn read(cx: &Cx, asked: &Asked) -> Result<Vec<Finished>, Failure> {
    let (from, until) = asked.instants(cx);
    let rows = sqlx::query!(
        r#"select e.id, e.host_id, e.student_id, p.category, h.kind, e.accepted_at as "accepted_at!", e.planned_minutes,
            e.classification, (e.submitted_at at time zone g.zone)::date <= e.end_on as "in_time?",
            (select coalesce(sum(t.minutes), 0)::integer from timesheets t
                where t.engagement_id = e.id and t.stage = 'approved') as "approved!",
            y.settled as "settled!", y.open as "open!", y.last as "last?: jiff_sqlx::Timestamp"
           from engagements e
           join programs g on g.id = e.program_id
           join projects p on p.id = e.project_id
           join hosts h on h.id = e.host_id
           join lateral (
                select coalesce(sum(amount_cents) filter (where stage = 'settled'), 0)::bigint as settled,
                    max(settled_at) filter (where stage = 'settled') as last,
                    count(*) filter (where stage not in ('settled', 'voided', 'reversed')) as open
                from payments where engagement_id = e.id) y on true
           where e.program_id = $1 and e.accepted_at >= $2 and e.accepted_at < $3
             and e.stage in ('accepted', 'paid', 'completed')
             and ($4::text is null or p.category = $4) and ($5::text is null or h.kind = $5)"#,
        cx.program().id.0,
        at(from) as _,
        at(until) as _,
        asked.filter.category.as_deref(),
        asked.kind(),
    )
    .fetch_all(cx.pool())
    .await?;
    let found = rows.into_iter().map(|row| {
        let accepted = row.accepted_at.to_jiff();
        Finished {
            head: head(cx, accepted, (row.id, row.host_id, Some(row.student_id)), (row.category, row.kind)),
            accepted,
            in_time: row.in_time,
            agreed: row.planned_minutes,
            approved: row.approved,
            employee: row.classification == "employee",
            settled: row.settled,
            open: row.open,
            last_settled: instant(row.last),
        }
    });
    Ok(found.collect())
}

/// What it adds to a metric.
pub(super) fn observe(metric: Metric, one: &Finished, cx: &Cx) -> Option<Seen> {
    let (agreed, approved) = (i64::from(one.agreed), i64::from(one.approved));
    match metric {
        Metric::OnTime => one.in_time.map(part),
        Metric::HoursAccuracy => Some(Seen::Number(f64::from(one.approved) / f64::from(one.agreed) * 100.0)),
        Metric::HoursOver => Some(part(approved * 100 > agreed * OVER)),
        Metric::HourlyPay => {
            let (gross, time) = one.paid()?;
            let net = net_pay(gross, time, one.employee, cx.policy()).per_hour?;
            #[expect(clippy::cast_precision_loss, reason = "cents of one hour")]
            Some(Seen::Number(net.0 as f64))
        }
        Metric::BelowFloor => {
            let (gross, time) = one.paid()?;
            Some(part(gross < domain::policy::least_pay(cx.policy().wage_floor, time)))
        }
        Metric::PayPerCompletion => one.paid().map(|(gross, _)| Seen::Cents(gross)),
        Metric::TimeToPay if one.settled > 0 || one.open > 0 => {
            let done = one.last_settled.filter(|_| one.open == 0);
            Some(waited(one.accepted, done, cx.at()))
        }
        _ => None,
    }
}
