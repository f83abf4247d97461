//! What is on record about a host: read for the evidence that staff see, and for the fast track.

use domain::hosts::{Ein, Known};
use domain::ids::HostId;
use domain::time::plus_hours;
use sqlx::PgConnection;

use crate::cx::Visit;
use crate::failure::Failure;
use crate::sql::at;

/// Hours after which what went wrong is no longer held against a host: twelve months (`workflow.md` section 6).
const REMEMBERED: i64 = 365 * 24;

/// Everything the evidence is made of. A host that is not in this program has nothing on record.
pub(crate) async fn known(db: &mut PgConnection, visit: &Visit, host: HostId) -> Result<Known, Failure> {
    let row = sqlx::query!(
        r#"select h.website, h.ein, h.address,
            coalesce((select array_agg(q.email order by m.created_at, q.id) from host_members m
                join people q on q.id = m.person_id where m.host_id = h.id), '{}') as "emails!",
            (select count(*) from projects p where p.host_id = h.id and p.program_id = $2 and p.stage = 'completed') as "completed!",
            (select count(*) from events e where e.host_id = h.id and e.program_id = $2 and e.at > $3 and e.subject = 'project'
                and e.command = 'cancel' and e.party = 'host' and e.stage_from <> 'approved') as "cancelled!",
            (select count(*) from events e where e.host_id = h.id and e.program_id = $2 and e.at > $3 and e.subject = 'application'
                and e.command = 'not_select' and e.party = 'system' and e.reason = $4) as "late_answers!",
            (select count(*) from events e where e.subject_id = h.id and e.program_id = $2 and e.at > $3 and e.subject = 'host'
                and e.stage_to in ('watch', 'suspended')) as "strikes!"
           from hosts h where h.id = $1"#,
        host.0,
        visit.program().id.0,
        at(plus_hours(visit.at(), -REMEMBERED)) as _,
        crate::applications::SILENT,
    )
    .fetch_optional(db)
    .await?
    .ok_or(Failure::NotFound)?;
    Ok(Known {
        website: row.website,
        emails: row.emails,
        ein: Ein::parse(&row.ein).ok(),
        address: row.address,
        completed: row.completed,
        cancelled: row.cancelled,
        late_answers: row.late_answers,
        strikes: row.strikes,
    })
}
