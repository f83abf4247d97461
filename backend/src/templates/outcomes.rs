//! How projects begun from templates ended.

use std::collections::BTreeMap;

use domain::templates::Outcomes;
use domain::time::Minutes;
use sqlx::PgConnection;

use crate::cx::Visit;
use crate::failure::Failure;

/// Finished projects of each template that are counted, the newest: what a page reads stays small, and a template is
/// judged by how it does now.
const COUNTED: i64 = 50;

/// The outcomes of these templates in this program; a template without finished projects is left out.
pub(super) async fn of(
    db: &mut PgConnection,
    visit: &Visit,
    keys: &[String],
) -> Result<BTreeMap<String, Outcomes>, Failure> {
    let rows = sqlx::query!(
        r#"select k.key as "key!", count(*) as "finished!", count(*) filter (where p.stage = 'completed') as "completed!",
            count(*) filter (where p.stage = 'completed' and w.rounds = 0) as "first_round!",
            percentile_disc(0.5) within group (order by w.minutes) filter (where p.stage = 'completed') as "minutes?"
           from unnest($2::text[]) as k (key)
           cross join lateral (select x.id, x.stage from projects x
                where x.program_id = $1 and x.template = k.key and x.stage in ('completed', 'cancelled')
                    and x.published_at is not null
                order by x.updated_at desc limit $3) p
           cross join lateral (select max(e.revision_round) as rounds, avg(t.minutes)::integer as minutes from engagements e
                left join lateral (select sum(s.minutes) as minutes from timesheets s
                    where s.engagement_id = e.id and s.stage = 'approved') t on true
                where e.project_id = p.id and e.stage in ('accepted', 'paid', 'completed')) w
           group by k.key"#,
        visit.program().id.0,
        keys,
        COUNTED,
    )
    .fetch_all(db)
    .await?;
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(rows
        .into_iter()
        .map(|row| {
            let outcomes = Outcomes {
                finished: count(row.finished),
                completed: count(row.completed),
                first_round: count(row.first_round),
                usual: row.minutes.map(Minutes),
            };
            (row.key, outcomes)
        })
        .collect())
}
