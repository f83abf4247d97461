//! A file that comes in one request, and what both ways of sending share.

use std::fmt::Display;

use bytes::Bytes;
use domain::access::Action;
use domain::files::{Content, Kind, MOST_FILES, MOST_STORED, Sniffer};
use domain::ids::{FileId, MilestoneId};
use domain::machine::Word as _;
use domain::refusal::Refusal;
use futures::{Stream, StreamExt as _};
use sha2::{Digest as _, Sha256};

use super::queries::FileLine;
use crate::cx::{Cx, Tx};
use crate::failure::Failure;
use crate::sql::at;

/// What a file is sent for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To become the résumé of whoever sends it.
    Resume,
    /// To be handed in with this milestone.
    Deliverable(MilestoneId),
}

impl Purpose {
    /// The kind of file.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Resume => Kind::Resume,
            Self::Deliverable(_) => Kind::Deliverable,
        }
    }

    pub(super) const fn milestone(self) -> Option<uuid::Uuid> {
        match self {
            Self::Resume => None,
            Self::Deliverable(milestone) => Some(milestone.0),
        }
    }

    /// A message beside the field of its form.
    pub(super) fn wrong(self, message: impl Into<String>) -> Failure {
        Failure::field(self.kind().field(), message)
    }
}

/// Takes in a file in one request: stored while it arrives, looked at while it passes. `expected` is what the request says
/// of its length. Nothing stays behind of one that is refused or breaks off; what a crash leaves, the timers delete.
///
/// The file is its owner's alone until it is put to use.
///
/// # Errors
/// A message beside the field when it is too large, empty, of a kind that is not taken, or breaks off; when there is no more
/// room; [`Failure::NotFound`] when it is not theirs to send.
pub async fn receive<S, E>(cx: &Cx, purpose: Purpose, name: &str, expected: u64, body: S) -> Result<FileLine, Failure>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Display + Send,
{
    allowed(cx, purpose).await?;
    let id: FileId = crate::new_id();
    let size = expected.clamp(1, purpose.kind().limit());
    open(cx, id, purpose, name, size, None).await?;
    let stored = store(cx, id, purpose, name, body).await;
    let done = match stored {
        Ok(stored) => keep(cx, id, purpose, name, stored).await,
        Err(failure) => Err(failure),
    };
    if done.is_err() {
        forget(cx, id).await;
    }
    done
}

/// What is known of a file once it is stored.
#[derive(Debug)]
pub(super) struct Stored {
    pub content: Content,
    pub size: u64,
    pub sha256: [u8; 32],
}

/// Writes what arrives, and looks at it.
pub(super) async fn store<S, E>(cx: &Cx, id: FileId, purpose: Purpose, name: &str, body: S) -> Result<Stored, Failure>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Display + Send,
{
    let mut writer = cx.backend().files.write(id).await?;
    let (mut sniffer, mut digest) = (Sniffer::new(purpose.kind()), Sha256::new());
    let mut body = std::pin::pin!(body);
    let passed: Result<(), Failure> = async {
        while let Some(bytes) = body.next().await {
            let bytes = bytes.map_err(|error| {
                tracing::info!(%error, "an upload broke off");
                purpose.wrong("The connection broke while this file was sent. Choose it again and send it once more.")
            })?;
            sniffer.push(&bytes).map_err(|message| purpose.wrong(message))?;
            digest.update(&bytes);
            writer.push(&bytes).await?;
        }
        Ok(())
    }
    .await;
    let size = sniffer.size();
    let content = passed.and_then(|()| sniffer.finish(name).map_err(|message| purpose.wrong(message)));
    match content {
        Ok(content) => {
            writer.finish().await?;
            Ok(Stored { content, size, sha256: digest.finalize().into() })
        }
        Err(failure) => {
            writer.abort().await;
            Err(failure)
        }
    }
}

/// Whether this person may send a file for this now.
pub(super) async fn allowed(cx: &Cx, purpose: Purpose) -> Result<(), Failure> {
    match purpose {
        Purpose::Resume => cx.require(Action::EditStudentProfile),
        Purpose::Deliverable(milestone) => crate::milestones::may_hand_in(cx, milestone).await,
    }
}

/// The row of an upload, written before its first byte. `mark` is there for one in pieces.
pub(super) async fn open(
    cx: &Cx,
    id: FileId,
    purpose: Purpose,
    name: &str,
    size: u64,
    mark: Option<&str>,
) -> Result<(), Failure> {
    let me = cx.person()?.id;
    let mut tx = cx.begin().await?;
    room(&mut tx, id, purpose, size).await?;
    sqlx::query!(
        "insert into uploads (id, program_id, owner_id, kind, milestone_id, name, size_bytes, mark, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        id.0,
        cx.program().id.0,
        me.0,
        purpose.kind().word(),
        purpose.milestone(),
        short(name),
        signed(size),
        mark,
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    tx.commit().await
}

/// Refuses what would not fit beside what this person has stored already, its own pieces left out. Holds their row, so that
/// two at once are counted one after the other.
async fn room(tx: &mut Tx<'_>, id: FileId, purpose: Purpose, size: u64) -> Result<(), Failure> {
    let me = tx.cx().person()?.id;
    sqlx::query_scalar!("select id from people where id = $1 for no key update", me.0).fetch_one(tx.db()).await?;
    let row = sqlx::query!(
        r#"select (coalesce((select sum(f.size_bytes) from files f where f.owner_id = $1 and f.gone_at is null), 0)
             + coalesce((select sum(u.received_bytes) from uploads u where u.owner_id = $1 and u.finished_at is null
             and u.id <> $3), 0))::bigint
             as "stored!",
           (select count(*) from files f where f.owner_id = $1 and f.milestone_id = $2 and f.used_at is null
             and f.removed_at is null) as "staged!""#,
        me.0,
        purpose.milestone(),
        id.0,
    )
    .fetch_one(tx.db())
    .await?;
    let stored = u64::try_from(row.stored).unwrap_or(0);
    if stored.saturating_add(size) > MOST_STORED {
        return Err(purpose.wrong(
            "There is no more room: your files fill the 1 GB you have. Put this one online and add the link, or ask staff.",
        ));
    }
    if usize::try_from(row.staged).unwrap_or(usize::MAX) >= MOST_FILES {
        return Err(purpose.wrong(format!(
            "There are {MOST_FILES} files already, the most at a time. Put some into one ZIP file, or hand these in first."
        )));
    }
    Ok(())
}

/// Makes a stored upload a file. The same upload made one twice is one file.
pub(super) async fn keep(
    cx: &Cx,
    id: FileId,
    purpose: Purpose,
    name: &str,
    stored: Stored,
) -> Result<FileLine, Failure> {
    let me = cx.person()?.id;
    let mut tx = cx.begin().await?;
    room(&mut tx, id, purpose, stored.size).await?;
    let upload =
        sqlx::query!("select mark from uploads where id = $1 for update", id.0).fetch_optional(tx.db()).await?;
    // The timers gave it up meanwhile: its content may be on its way out.
    let upload = upload.ok_or(Failure::Refused(Refusal::Changed))?;
    let name = stored.content.clean_name(name);
    let media = stored.content.media_type();
    sqlx::query!(
        "insert into files (id, program_id, owner_id, kind, milestone_id, name, content_type, size_bytes, sha256, scan_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) on conflict (id) do nothing",
        id.0,
        cx.program().id.0,
        me.0,
        purpose.kind().word(),
        purpose.milestone(),
        name,
        media,
        signed(stored.size),
        &stored.sha256[..],
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    if upload.mark.is_some() {
        // Its pieces are still there.
        sqlx::query!("update uploads set finished_at = $2, updated_at = $2 where id = $1", id.0, at(cx.at()) as _)
            .execute(tx.db())
            .await?;
    } else {
        sqlx::query!("delete from uploads where id = $1", id.0).execute(tx.db()).await?;
    }
    tx.commit().await?;
    Ok(FileLine {
        id,
        name,
        content_type: media.to_owned(),
        size: stored.size,
        created: cx.at(),
        checking: cx.backend().files.scanner().is_some(),
    })
}

/// Takes back an upload that did not become a file. What fails here, the timers do later.
async fn forget(cx: &Cx, id: FileId) {
    let gone = async {
        // First the content: without its row nobody would look for it.
        let known = sqlx::query_scalar!(r#"select exists (select 1 from files where id = $1) as "known!""#, id.0);
        if !known.fetch_one(cx.pool()).await? {
            cx.backend().files.delete(id).await?;
        }
        sqlx::query!("delete from uploads where id = $1", id.0).execute(cx.pool()).await?;
        Ok::<(), Failure>(())
    };
    if let Err(error) = gone.await {
        tracing::warn!(%error, "a refused upload could not be taken back at once");
    }
}

/// A name as it is kept while nobody knows what the file is.
fn short(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// Bytes as the database counts them.
pub(super) fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
