//! What pages show of files, and who may download which.

use std::ops::Range;

use bytes::Bytes;
use domain::access::Action;
use domain::actor::{Belongs, Party};
use domain::files::{Kind, Scan};
use domain::ids::{FileId, MilestoneId, PersonId};
use domain::machine::Word as _;
use domain::refusal::Refusal;
use domain::time::Instant;
use futures::stream::BoxStream;
use uuid::Uuid;

use crate::cx::{Backend, Cx};
use crate::failure::Failure;
use crate::sql::word;

/// What hosts get in place of a name that may say whose it is.
const RESUME_NAME: &str = "Résumé.pdf";

/// One file in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileLine {
    /// Which.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// Its media type, by its content.
    pub content_type: String,
    /// Bytes.
    pub size: u64,
    /// When it was sent.
    pub created: Instant,
    /// Whether it waits for the virus scan, and cannot be had before.
    pub checking: bool,
}

/// A student's résumé as their profile shows it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Resume {
    /// The résumé, when there is one.
    pub current: Option<FileLine>,
    /// A file that was sent and not made the résumé yet.
    pub staged: Option<FileLine>,
    /// Applications it was sent with, in whatever version.
    pub sent: i64,
}

/// A file that may be had: what a download says of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Download {
    /// Which.
    pub id: FileId,
    /// The name for this reader.
    pub name: String,
    /// Its media type.
    pub content_type: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the content, in hexadecimal digits.
    pub digest: String,
}

impl Download {
    /// The content from the first byte of `range` to before its last.
    ///
    /// # Errors
    /// When the store does not have it.
    pub async fn read(
        &self,
        backend: &Backend,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, std::io::Result<Bytes>>, Failure> {
        backend.files.read(self.id, range).await
    }
}

/// A line from its columns. Without a scanner nothing waits for one.
pub(crate) fn line(
    cx: &Cx,
    id: Uuid,
    name: String,
    content_type: String,
    size: i64,
    scan: &str,
    created: Instant,
) -> FileLine {
    FileLine {
        id: id.into(),
        name,
        content_type,
        size: u64::try_from(size).unwrap_or(0),
        created,
        checking: scan != Scan::Clean.word() && cx.backend().files.scanner().is_some(),
    }
}

/// The résumé of the student who asks.
///
/// # Errors
/// [`Failure::NotFound`] for people who are no students here.
pub async fn resume(cx: &Cx) -> Result<Resume, Failure> {
    cx.require(Action::EditStudentProfile)?;
    let me = cx.person()?.id;
    let rows = sqlx::query!(
        r#"select id, name, content_type, size_bytes, scan, created_at, used_at is not null as "used!",
            (select count(*) from applications a where a.student_id = $1 and a.resume_id is not null) as "sent!"
           from files where owner_id = $1 and kind = 'resume' and removed_at is null order by created_at desc, id desc limit 20"#,
        me.0
    )
    .fetch_all(cx.pool())
    .await?;
    let mut resume = Resume::default();
    for row in rows {
        resume.sent = row.sent;
        let place = if row.used { &mut resume.current } else { &mut resume.staged };
        if place.is_none() {
            let created = row.created_at.to_jiff();
            *place = Some(line(cx, row.id, row.name, row.content_type, row.size_bytes, &row.scan, created));
        }
    }
    Ok(resume)
}

/// The résumé a student could send with an application.
pub(crate) async fn resume_of(cx: &Cx, student: PersonId) -> Result<Option<FileLine>, Failure> {
    let row = sqlx::query!(
        "select id, name, content_type, size_bytes, scan, created_at from files
         where owner_id = $1 and kind = 'resume' and used_at is not null and removed_at is null",
        student.0
    )
    .fetch_optional(cx.pool())
    .await?;
    Ok(row.map(|row| line(cx, row.id, row.name, row.content_type, row.size_bytes, &row.scan, row.created_at.to_jiff())))
}

/// A file of the person who asks, if it is there.
pub(super) async fn own(cx: &Cx, id: FileId) -> Result<Option<FileLine>, Failure> {
    let row = sqlx::query!(
        "select id, name, content_type, size_bytes, scan, created_at from files
         where id = $1 and owner_id = $2 and removed_at is null and gone_at is null",
        id.0,
        cx.person()?.id.0
    )
    .fetch_optional(cx.pool())
    .await?;
    Ok(row.map(|row| line(cx, row.id, row.name, row.content_type, row.size_bytes, &row.scan, row.created_at.to_jiff())))
}

/// What the person who asks has sent for a milestone and not handed in yet, in the order it came.
pub(crate) async fn staged(cx: &Cx, milestone: MilestoneId) -> Result<Vec<FileLine>, Failure> {
    let Ok(me) = cx.person() else { return Ok(Vec::new()) };
    let rows = sqlx::query!(
        "select id, name, content_type, size_bytes, scan, created_at from files
         where milestone_id = $1 and owner_id = $2 and used_at is null and removed_at is null and scan <> 'infected'
         order by created_at, id limit 40",
        milestone.0,
        me.id.0
    )
    .fetch_all(cx.pool())
    .await?;
    let lines = rows.into_iter();
    Ok(lines
        .map(|row| line(cx, row.id, row.name, row.content_type, row.size_bytes, &row.scan, row.created_at.to_jiff()))
        .collect())
}

/// The files of every version of a milestone, with the id of their version; what was infected is left out.
pub(crate) async fn of_hand_ins(cx: &Cx, milestone: MilestoneId) -> Result<Vec<(Uuid, FileLine)>, Failure> {
    let rows = sqlx::query!(
        r#"select hand_in_id as "hand_in_id!", id, name, content_type, size_bytes, scan, created_at from files
           where milestone_id = $1 and hand_in_id is not null and removed_at is null
           order by created_at, id limit 1000"#,
        milestone.0
    )
    .fetch_all(cx.pool())
    .await?;
    let lines = rows.into_iter();
    Ok(lines
        .map(|row| {
            let created = row.created_at.to_jiff();
            (row.hand_in_id, line(cx, row.id, row.name, row.content_type, row.size_bytes, &row.scan, created))
        })
        .collect())
}

/// A file for whoever may have it: its owner; of a résumé the program's staff and the hosts it was sent to, as soon as they
/// may know who that is; of a deliverable that was handed in its host and staff.
///
/// # Errors
/// [`Failure::NotFound`] for everybody else and for what is gone; a refusal while it waits for the virus scan.
pub async fn download(cx: &Cx, id: FileId) -> Result<Download, Failure> {
    let row = sqlx::query!(
        r#"select f.program_id, f.owner_id, f.kind, f.name, f.content_type, f.size_bytes, encode(f.sha256, 'hex') as "digest!",
            f.scan, f.used_at is not null as "used!", e.host_id as "host_id?"
           from files f left join milestones m on m.id = f.milestone_id left join engagements e on e.id = m.engagement_id
           where f.id = $1 and f.gone_at is null and f.scan <> 'infected'"#,
        id.0
    )
    .fetch_optional(cx.pool())
    .await?
    .ok_or(Failure::NotFound)?;
    let kind: Kind = word(&row.kind)?;
    let belongs = Belongs {
        program: row.program_id.into(),
        host: row.host_id.map(Into::into),
        student: Some(row.owner_id.into()),
    };
    let parties = cx.actor().parties(&belongs);
    let mut name = row.name;
    if parties.contains(&Party::Student) || (row.used && parties.contains(&Party::Staff)) {
        // As it was given.
    } else if kind == Kind::Deliverable && row.used && parties.contains(&Party::Host) {
        // The two know each other.
    } else if kind == Kind::Resume && row.used {
        match sent_to(cx, id).await? {
            Some(true) => RESUME_NAME.clone_into(&mut name),
            Some(false) => {}
            None => return Err(Failure::NotFound),
        }
    } else {
        return Err(Failure::NotFound);
    }
    if row.scan != Scan::Clean.word() && cx.backend().files.scanner().is_some() {
        return Err(Refusal::rule("This file is still being checked for viruses. Try again in a minute.").into());
    }
    Ok(Download {
        id,
        name,
        content_type: row.content_type,
        size: u64::try_from(row.size_bytes).unwrap_or(0),
        digest: row.digest,
    })
}

/// Whether a résumé was sent to a host this person belongs to and may open it there; and if so, whether any of these
/// applications is read without names at first.
async fn sent_to(cx: &Cx, id: FileId) -> Result<Option<bool>, Failure> {
    let hosts: Vec<Uuid> = cx.person()?.hosts.iter().map(|(host, _)| host.0).collect();
    let rows = sqlx::query!(
        r#"select a.stage, coalesce((p.draft ->> 'blind')::boolean, false) as "blind!",
            exists (select 1 from events v where v.subject = 'application' and v.subject_id = a.id
                and v.stage_to in ('shortlisted', 'interview', 'offered')) as "was_shortlisted!"
           from applications a join projects p on p.id = a.project_id
           where a.resume_id = $1 and a.stage <> 'draft' and p.host_id = any($2) limit 200"#,
        id.0,
        &hosts
    )
    .fetch_all(cx.pool())
    .await?;
    let mut found = None;
    for row in rows {
        let blind = crate::applications::is_blind(cx, row.blind);
        if !crate::applications::is_hidden(blind, word(&row.stage)?, row.was_shortlisted) {
            found = Some(found.unwrap_or(false) || blind);
        }
    }
    Ok(found)
}
