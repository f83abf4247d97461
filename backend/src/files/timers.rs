//! What happens to files by itself: they are scanned, and what nobody needs any more is deleted, with whatever a crash or a
//! broken connection left behind.

use domain::actor::Party;
use domain::files::{PIECE, Scan};
use domain::ids::{FileId, PersonId};
use domain::machine::Word as _;
use domain::time::{Instant, plus_hours};

use super::commands::record;
use super::scan::Found;
use crate::cx::Cx;
use crate::failure::Failure;
use crate::mail::{Letter, queue};
use crate::sql::at;

/// Rows of one round: what is left comes in the next minute.
const ROUND: i64 = 50;
/// Hours after which an upload without a new piece is given up, and after which what was taken away is deleted.
const DAY: i64 = 24;
/// Hours for which a file that was sent and not put to use waits for its owner.
const WAITS: i64 = 14 * DAY;

/// Scans what waits for it, and deletes what is over. Returns how many files moved on.
///
/// # Errors
/// When the database does not answer.
pub async fn run_timers(cx: &Cx) -> Result<usize, Failure> {
    let scanned = scan(cx).await?;
    give_up(cx).await?;
    put_away(cx).await?;
    delete(cx).await?;
    Ok(scanned)
}

fn hours_ago(cx: &Cx, hours: i64) -> Instant {
    plus_hours(cx.at(), -hours)
}

/// Has every new file looked at, where there is a scanner. One that does not answer is asked again, with growing pauses.
async fn scan(cx: &Cx) -> Result<usize, Failure> {
    let Some(scanner) = cx.backend().files.scanner() else { return Ok(0) };
    let rows = sqlx::query!(
        "select id, owner_id, name, size_bytes, scan_tries, milestone_id from files
         where program_id = $1 and scan = 'not_scanned' and gone_at is null and scan_at <= $2
         order by scan_at limit $3",
        cx.program().id.0,
        at(cx.at()) as _,
        ROUND
    )
    .fetch_all(cx.pool())
    .await?;
    let mut moved = 0;
    for row in rows {
        let id: FileId = row.id.into();
        let size = u64::try_from(row.size_bytes).unwrap_or(0);
        let found = match cx.backend().files.read(id, 0..size).await {
            Ok(content) => scanner.scan(content).await,
            Err(failure) => Err(failure.to_string()),
        };
        match found {
            Ok(Found::Nothing) => moved += judge(cx, id, Scan::Clean).await?,
            Ok(Found::Virus(virus)) => {
                tracing::warn!(file = %id, virus, "a virus was found and the file taken away");
                moved += infected(cx, id, row.owner_id.into(), &row.name, row.milestone_id.is_some()).await?;
            }
            Err(error) => {
                tracing::error!(file = %id, error, "a file could not be scanned; it is tried again");
                let pause = jiff::SignedDuration::from_mins(1 << row.scan_tries.clamp(0, 6));
                let later = cx.at().saturating_add(pause).unwrap_or(cx.at());
                sqlx::query!(
                    "update files set scan_at = $2, scan_tries = scan_tries + 1 where id = $1",
                    id.0,
                    at(later) as _
                )
                .execute(cx.pool())
                .await?;
            }
        }
    }
    Ok(moved)
}

/// Notes what was found; another server may have been quicker.
async fn judge(cx: &Cx, id: FileId, scan: Scan) -> Result<usize, Failure> {
    let judged = sqlx::query!("update files set scan = $2 where id = $1 and scan = 'not_scanned'", id.0, scan.word())
        .execute(cx.pool())
        .await?
        .rows_affected();
    Ok(usize::from(judged > 0))
}

/// Takes an infected file away and tells its owner.
async fn infected(cx: &Cx, id: FileId, owner: PersonId, name: &str, deliverable: bool) -> Result<usize, Failure> {
    let mut tx = cx.begin().await?;
    let mine = sqlx::query!(
        "update files set scan = 'infected', removed_at = coalesce(removed_at, $2) where id = $1 and scan = 'not_scanned'",
        id.0,
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if mine == 0 {
        return Ok(0);
    }
    record(&mut tx, id, owner, "find_infected", Party::System).await?;
    let path = if deliverable { "/student/work" } else { "/student/profile#resume" };
    let lines = vec![
        format!("The virus scan found something in your file “{name}”, so it was taken away. Nobody else has opened it here."),
        "Scan your own computer, make the file anew, and send it again. Scanners are sometimes wrong: if you think so, write to \
         the program’s staff."
            .to_owned(),
    ];
    let letter = Letter {
        to: owner,
        subject: format!("Taken away: {name}"),
        lines,
        action: Some(("Send another file".into(), path.into())),
        dedupe: Some(format!("infected:{id}")),
    };
    queue(&mut tx, letter).await?;
    tx.commit().await?;
    // The content goes with the next step of this round.
    Ok(1)
}

/// Deletes uploads that stopped a day ago, and the pieces of those that became files. The content goes before the row, so
/// that nothing is left of which no row knows.
async fn give_up(cx: &Cx) -> Result<(), Failure> {
    let rows = sqlx::query_scalar!(
        "select id from uploads where program_id = $1 and updated_at <= $2 order by updated_at limit $3",
        cx.program().id.0,
        at(hours_ago(cx, DAY)) as _,
        ROUND
    )
    .fetch_all(cx.pool())
    .await?;
    for id in rows {
        let mut tx = cx.begin().await?;
        let row = sqlx::query!(
            r#"select received_bytes, mark, exists (select 1 from files f where f.id = u.id) as "file!"
               from uploads u where u.id = $1 and u.updated_at <= $2 for update of u skip locked"#,
            id,
            at(hours_ago(cx, DAY)) as _
        )
        .fetch_optional(tx.db())
        .await?;
        let Some(row) = row else { continue };
        let files = &cx.backend().files;
        if !row.file {
            files.delete(id.into()).await?;
        }
        if row.mark.is_some() {
            let stored = u64::try_from(row.received_bytes).unwrap_or(0);
            files.delete_pieces(id.into(), stored.div_ceil(PIECE)).await?;
        }
        sqlx::query!("delete from uploads where id = $1", id).execute(tx.db()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Takes away what was sent and never put to use.
async fn put_away(cx: &Cx) -> Result<(), Failure> {
    sqlx::query!(
        "update files set removed_at = $3 where program_id = $1 and used_at is null and removed_at is null and created_at <= $2",
        cx.program().id.0,
        at(hours_ago(cx, WAITS)) as _,
        at(cx.at()) as _
    )
    .execute(cx.pool())
    .await?;
    Ok(())
}

/// Deletes the content of what was taken away a day ago, unless an application still shows it; of what was infected, at once.
async fn delete(cx: &Cx) -> Result<(), Failure> {
    let rows = sqlx::query_scalar!(
        "select f.id from files f
         where f.program_id = $1 and f.removed_at is not null and f.gone_at is null
           and (f.scan = 'infected' or (f.removed_at <= $2
             and not exists (select 1 from applications a where a.resume_id = f.id)))
         order by f.removed_at limit $3",
        cx.program().id.0,
        at(hours_ago(cx, DAY)) as _,
        ROUND
    )
    .fetch_all(cx.pool())
    .await?;
    for id in rows {
        cx.backend().files.delete(id.into()).await?;
        sqlx::query!("update files set gone_at = $2 where id = $1 and gone_at is null", id, at(cx.at()) as _)
            .execute(cx.pool())
            .await?;
    }
    Ok(())
}
