//! A file in pieces, after the manner of tus: begun with its size, sent piece by piece at an offset the server keeps, and
//! finished. A lost connection costs one piece; the same file chosen again goes on where it stopped.

use bytes::Bytes;
use domain::files::{Kind, PIECE};
use domain::ids::FileId;
use domain::refusal::Refusal;
use futures::stream;

use super::queries::{FileLine, own};
use super::upload::{Purpose, allowed, keep, open, signed, store};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::{at, word};

/// Most uploads in pieces one person has under way.
const MOST_OPEN: i64 = 40;

/// How far an upload is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Which.
    pub id: FileId,
    /// Bytes that are stored: the next piece begins here.
    pub offset: u64,
    /// Bytes of the whole.
    pub size: u64,
}

/// What came of a piece.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece {
    /// It is stored.
    Stored(Progress),
    /// The upload is somewhere else; go on from there.
    Elsewhere(Progress),
}

struct Row {
    purpose: Purpose,
    name: String,
    progress: Progress,
    finished: bool,
}

/// Begins an upload in pieces, or finds the one this person began before with the same file: same name, size and `mark`
/// (when it was last changed).
///
/// # Errors
/// A message beside the field when it is empty or too large, or when there is no more room; [`Failure::NotFound`] when it
/// is not theirs to send.
pub async fn begin(cx: &Cx, purpose: Purpose, name: &str, size: u64, mark: &str) -> Result<Progress, Failure> {
    allowed(cx, purpose).await?;
    if size == 0 {
        return Err(purpose.wrong("This file is empty. Choose another, or save it once more."));
    }
    purpose.kind().fits(size).map_err(|message| purpose.wrong(message))?;
    let me = cx.person()?.id;
    let mark: String = mark.chars().filter(|c| !c.is_control()).take(60).collect();
    let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    let rows = sqlx::query!(
        r#"select id, received_bytes, (select count(*) from uploads o where o.owner_id = $1 and o.mark is not null
            and o.finished_at is null) as "open!", milestone_id is not distinct from $2 and name = $3 and size_bytes = $4
            and mark = $5 as "same!"
           from uploads where owner_id = $1 and mark is not null and finished_at is null
           order by updated_at desc limit 100"#,
        me.0,
        purpose.milestone(),
        name,
        signed(size),
        mark,
    )
    .fetch_all(cx.pool())
    .await?;
    if let Some(row) = rows.iter().find(|row| row.same) {
        let offset = u64::try_from(row.received_bytes).unwrap_or(0);
        return Ok(Progress { id: row.id.into(), offset, size });
    }
    if rows.first().is_some_and(|row| row.open >= MOST_OPEN) {
        return Err(purpose.wrong("Too many files are under way. Finish or cancel some of them first."));
    }
    let id: FileId = crate::new_id();
    open(cx, id, purpose, &name, size, Some(&mark)).await?;
    Ok(Progress { id, offset: 0, size })
}

/// How far an upload is.
///
/// # Errors
/// [`Failure::NotFound`] when there is none of this person.
pub async fn progress(cx: &Cx, id: FileId) -> Result<Progress, Failure> {
    Ok(read(cx, id).await?.progress)
}

/// Stores the piece at `offset`: [`PIECE`] bytes, or what is left. One that was stored already is not stored again.
///
/// # Errors
/// A refusal for a piece of another length; [`Failure::NotFound`] when there is no such upload of this person.
pub async fn put(cx: &Cx, id: FileId, offset: u64, bytes: Bytes) -> Result<Piece, Failure> {
    let me = cx.person()?.id;
    let mut tx = cx.begin().await?;
    let row = sqlx::query!(
        "select size_bytes, received_bytes from uploads
         where id = $1 and owner_id = $2 and mark is not null and finished_at is null for update",
        id.0,
        me.0
    )
    .fetch_optional(tx.db())
    .await?
    .ok_or(Failure::NotFound)?;
    let (size, stored) = (unsigned(row.size_bytes), unsigned(row.received_bytes));
    if offset != stored {
        return Ok(Piece::Elsewhere(Progress { id, offset: stored, size }));
    }
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if length == 0 || length != PIECE.min(size.saturating_sub(stored)) {
        return Err(Refusal::rule("A piece of this file had another length than expected. Send it again.").into());
    }
    cx.backend().files.put_piece(id, stored / PIECE, bytes).await?;
    let offset = stored + length;
    sqlx::query!(
        "update uploads set received_bytes = $2, updated_at = $3 where id = $1",
        id.0,
        signed(offset),
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await?;
    tx.commit().await?;
    Ok(Piece::Stored(Progress { id, offset, size }))
}

/// Makes the pieces one file, after a look at its content. Asked twice, it is the same file.
///
/// # Errors
/// A message beside the field when the content is not taken: then the upload is over; a refusal while pieces are missing;
/// [`Failure::NotFound`] when there is no such upload of this person.
pub async fn finish(cx: &Cx, id: FileId) -> Result<FileLine, Failure> {
    // The answer to the first may have been lost.
    if let Some(line) = own(cx, id).await? {
        return Ok(line);
    }
    let row = match complete(cx, id).await {
        Ok(row) => row,
        // Somebody asked twice at once: the other may have finished since this one looked.
        Err(failure) => return own(cx, id).await?.ok_or(failure),
    };
    let files = &cx.backend().files;
    let count = row.progress.size.div_ceil(PIECE);
    let pieces = stream::unfold(0, move |number| async move {
        (number < count).then_some(())?;
        Some((files.piece(id, number).await, number + 1))
    });
    let done = match store(cx, id, row.purpose, &row.name, pieces).await {
        Ok(stored) => keep(cx, id, row.purpose, &row.name, stored).await,
        Err(failure) => Err(failure),
    };
    if done.is_err()
        && let Some(line) = own(cx, id).await?
    {
        // The same, later on.
        return Ok(line);
    }
    let over = match &done {
        Ok(_) => clear(cx, id, count).await,
        // It will not become a file: what was put together goes as well, before the row that knows of it.
        Err(Failure::Invalid(_)) => match files.delete(id).await {
            Ok(()) => clear(cx, id, count).await,
            failed => failed,
        },
        // Tried again, or given up by the timers.
        Err(_) => Ok(()),
    };
    if let Err(error) = over {
        tracing::warn!(%error, "pieces could not be deleted at once; the timers do it");
    }
    done
}

/// The upload `id`, every byte of which has arrived.
async fn complete(cx: &Cx, id: FileId) -> Result<Row, Failure> {
    let row = read(cx, id).await?;
    allowed(cx, row.purpose).await?;
    if row.finished || row.progress.offset != row.progress.size {
        return Err(Refusal::rule("A part of this file is still missing. Send it again.").into());
    }
    Ok(row)
}

/// Gives an upload up, and takes away a file that was not put to use.
///
/// # Errors
/// [`Failure::NotFound`] when there is none of this person.
pub async fn cancel(cx: &Cx, id: FileId) -> Result<(), Failure> {
    if own(cx, id).await?.is_some() {
        return super::discard(cx, id).await;
    }
    let row = read(cx, id).await?;
    clear(cx, id, row.progress.size.div_ceil(PIECE)).await
}

/// Deletes the pieces, and then the row that knows of them.
async fn clear(cx: &Cx, id: FileId, count: u64) -> Result<(), Failure> {
    cx.backend().files.delete_pieces(id, count).await?;
    sqlx::query!("delete from uploads where id = $1", id.0).execute(cx.pool()).await?;
    Ok(())
}

async fn read(cx: &Cx, id: FileId) -> Result<Row, Failure> {
    let row = sqlx::query!(
        r#"select kind, milestone_id, name, size_bytes, received_bytes, finished_at is not null as "finished!"
           from uploads where id = $1 and owner_id = $2 and mark is not null"#,
        id.0,
        cx.person()?.id.0
    )
    .fetch_optional(cx.pool())
    .await?
    .ok_or(Failure::NotFound)?;
    let purpose = match (word(&row.kind)?, row.milestone_id) {
        (Kind::Deliverable, Some(milestone)) => Purpose::Deliverable(milestone.into()),
        _ => Purpose::Resume,
    };
    let progress = Progress { id, offset: unsigned(row.received_bytes), size: unsigned(row.size_bytes) };
    Ok(Row { purpose, name: row.name, progress, finished: row.finished })
}

fn unsigned(bytes: i64) -> u64 {
    u64::try_from(bytes).unwrap_or(0)
}
