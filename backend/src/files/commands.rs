//! Putting files to use, and taking them away.

use domain::access::Action;
use domain::actor::{Belongs, Party};
use domain::event::{Event, Subject};
use domain::ids::{FileId, PersonId};

use crate::cx::{About, Cx, Once, Tx};
use crate::failure::Failure;
use crate::sql::at;

/// Makes a file that was sent the résumé of its owner. The one before is no longer offered; applications keep what was sent
/// with them.
///
/// # Errors
/// [`Failure::NotFound`] when it is not theirs or gone; [`Failure::AlreadyDone`].
pub async fn use_as_resume(cx: &Cx, file: FileId, once: Once) -> Result<(), Failure> {
    cx.require(Action::EditStudentProfile)?;
    let me = cx.person()?.id;
    let mut tx = cx.begin_once(once).await?;
    // One after the other: two tabs must not leave two résumés.
    sqlx::query_scalar!("select id from people where id = $1 for no key update", me.0).fetch_one(tx.db()).await?;
    sqlx::query!(
        "update files set removed_at = $3 where owner_id = $1 and kind = 'resume' and removed_at is null and id <> $2",
        me.0,
        file.0,
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await?;
    let used = sqlx::query!(
        "update files set used_at = coalesce(used_at, $3)
         where id = $1 and owner_id = $2 and kind = 'resume' and removed_at is null and scan <> 'infected'",
        file.0,
        me.0,
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if used == 0 {
        return Err(Failure::NotFound);
    }
    record(&mut tx, file, me, "use_as_resume", Party::Student).await?;
    tx.commit().await
}

/// Takes the résumé out of the profile. Applications keep what was sent with them.
///
/// # Errors
/// [`Failure::NotFound`] for people who are no students here; [`Failure::AlreadyDone`].
pub async fn remove_resume(cx: &Cx, once: Once) -> Result<(), Failure> {
    cx.require(Action::EditStudentProfile)?;
    let me = cx.person()?.id;
    let mut tx = cx.begin_once(once).await?;
    let removed = sqlx::query_scalar!(
        "update files set removed_at = $2 where owner_id = $1 and kind = 'resume' and removed_at is null
         returning case when used_at is null then null else id end",
        me.0,
        at(cx.at()) as _
    )
    .fetch_all(tx.db())
    .await?;
    for file in removed.into_iter().flatten() {
        record(&mut tx, file.into(), me, "remove_resume", Party::Student).await?;
    }
    tx.commit().await
}

/// Takes away a file of one's own that was not put to use.
///
/// # Errors
/// [`Failure::NotFound`] when there is none.
pub async fn discard(cx: &Cx, file: FileId) -> Result<(), Failure> {
    let removed = sqlx::query!(
        "update files set removed_at = $3 where id = $1 and owner_id = $2 and used_at is null and removed_at is null",
        file.0,
        cx.person()?.id.0,
        at(cx.at()) as _
    )
    .execute(cx.pool())
    .await?
    .rows_affected();
    if removed == 0 { Err(Failure::NotFound) } else { Ok(()) }
}

/// Notes what happened to a file.
pub(super) async fn record(
    tx: &mut Tx<'_>,
    file: FileId,
    owner: PersonId,
    command: &'static str,
    by: Party,
) -> Result<(), Failure> {
    let event = Event {
        subject: Subject::File,
        id: file.0,
        belongs: Belongs { program: tx.cx().program().id, host: None, student: Some(owner) },
        command,
        by,
        from: None,
        to: None,
        reason: None,
        kind: None,
    };
    tx.record(&event, About::default()).await?;
    Ok(())
}
