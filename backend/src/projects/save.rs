//! Keeping a screen of the wizard, also while somebody else writes the same draft.

use std::collections::BTreeSet;

use domain::fields::FieldErrors;
use domain::ids::ProjectId;
use domain::projects::Step;
use domain::projects::form::{self, Base, Clash, Merged, merge};
use domain::refusal::Refusal;
use domain::time::plus_hours;
use sqlx::PgConnection;
use uuid::Uuid;

use super::commands::{editable, keep};
use super::views::Edit;
use super::{comments, host};
use crate::cx::{Cx, Once, Tx};
use crate::failure::Failure;
use crate::sql::at;

/// How long a page can be come back to, in hours.
const PAGE_HOURS: i64 = 48;

/// One screen's form as it was sent.
#[derive(Clone, Debug)]
pub struct Sent<'a> {
    /// The version it was drawn with; only asked for a form without a base.
    pub version: i32,
    /// Which screen.
    pub screen: Step,
    /// Which drawing of the screen it is: the key of its form.
    pub page: Option<Uuid>,
    /// What it was drawn with; empty for callers that know the newest version: their form is taken as it is.
    pub base: Base,
    /// Its fields; answers to comments are named `answer:` and the comment's id.
    pub fields: &'a [(String, String)],
    /// What is taken as others have it: fields, or rows such as `task_4`.
    pub take: BTreeSet<String>,
}

/// What became of a saved screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Saved {
    /// The version the next save must name.
    pub version: i32,
    /// Fields that could not be read; everything else was kept.
    pub errors: FieldErrors,
    /// What the form on the screen knows from here on; see [`Base::write`].
    pub base: String,
    /// What others changed to something else. Nothing was kept when there is any.
    pub clashes: Vec<Clash>,
    /// Who else changed the draft since the form was drawn, when their changes clash or were merged in.
    pub other: Option<Edit>,
    /// The field to go on at after an add or remove button.
    pub landing: Option<String>,
}

/// Reads one screen's form into the draft and keeps it, for callers that know the newest version. Every readable answer is
/// kept, whatever is wrong with the others.
///
/// # Errors
/// [`Refusal::Changed`] when `version` is not the newest one; else like [`save_form`].
pub async fn save_step(
    cx: &Cx,
    id: ProjectId,
    version: i32,
    screen: Step,
    fields: &[(String, String)],
    once: Once,
) -> Result<Saved, Failure> {
    let sent = Sent { version, screen, page: None, base: Base::default(), fields, take: BTreeSet::new() };
    save_form(cx, id, &sent, once).await
}

/// Merges one screen's form into the draft and keeps it: fields nobody touched in it stay as others have them, and when both
/// changed a field to different texts nothing is kept until somebody has chosen.
///
/// # Errors
/// [`Refusal::Changed`] for a form without a base that is not drawn with the newest version; a refusal when the draft cannot
/// be edited now or by this person; [`Failure::NotFound`]; [`Failure::AlreadyDone`].
pub async fn save_form(cx: &Cx, id: ProjectId, sent: &Sent<'_>, once: Once) -> Result<Saved, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let mut locked = editable(&mut tx, id).await?;
    let open = comments::open(&mut tx, id).await?;
    let answers = comments::as_fields(&open);
    let base = known(&mut tx, id, sent).await?;
    let merged = if base.is_empty() {
        if locked.version != sent.version {
            return Err(Refusal::Changed.into());
        }
        Merged { fields: sent.fields.to_vec(), ..Merged::default() }
    } else {
        merge(sent.screen, &locked.draft, &answers, &base, sent.fields, &sent.take)
    };
    let other = if merged.others { other_edit(&mut tx, cx, id, &base).await? } else { None };
    if !merged.clashes.is_empty() {
        let (version, base) = (locked.version, base.write());
        return Ok(Saved { version, base, clashes: merged.clashes, other, ..Saved::default() });
    }
    let mut errors = form::fill(sent.screen, &mut locked.draft, &merged.fields);
    comments::answer(&mut tx, &open, &merged.fields, &mut errors).await?;
    let version = keep(&mut tx, id, locked.host()?, &locked.draft).await?;
    note(&mut tx, id, sent.page, &merged.base).await?;
    tx.commit().await?;
    let landing = form::landing(sent.screen, &merged.fields);
    Ok(Saved { version, errors, base: merged.base.write(), clashes: Vec::new(), other, landing })
}

/// What this page knows: what it was drawn with, or what it knew when it was kept last.
async fn known(tx: &mut Tx<'_>, id: ProjectId, sent: &Sent<'_>) -> Result<Base, Failure> {
    let drawn = sent.base.clone();
    let page = sent.page.filter(|_| !drawn.is_empty());
    Ok(match base_of(tx.db(), id, page).await? {
        Some(saved) => drawn.come_back_to(&saved, sent.fields),
        None => drawn,
    })
}

async fn base_of(db: &mut PgConnection, id: ProjectId, page: Option<Uuid>) -> Result<Option<Base>, Failure> {
    let Some(page) = page else { return Ok(None) };
    let base = sqlx::query_scalar!("select base from draft_pages where project_id = $1 and page_id = $2", id.0, page)
        .fetch_optional(db)
        .await?;
    Ok(base.map(|base| Base::read(&base)))
}

/// What a page of the wizard knew when it was kept last: hashes alone, for drawing a refused form again.
///
/// # Errors
/// When the database does not answer.
pub async fn page_base(cx: &Cx, id: ProjectId, page: Option<Uuid>) -> Result<Option<Base>, Failure> {
    let mut db = cx.pool().acquire().await?;
    base_of(&mut db, id, page).await
}

/// Notes what a page knows from here on, and forgets pages nobody comes back to.
async fn note(tx: &mut Tx<'_>, id: ProjectId, page: Option<Uuid>, base: &Base) -> Result<(), Failure> {
    let Some(page) = page.filter(|_| !base.is_empty()) else { return Ok(()) };
    let now = tx.cx().at();
    sqlx::query!(
        "with old as (delete from draft_pages where project_id = $1 and saved_at < $5)
         insert into draft_pages (project_id, page_id, base, saved_at) values ($1, $2, $3, $4)
         on conflict (project_id, page_id) do update set base = excluded.base, saved_at = excluded.saved_at",
        id.0,
        page,
        base.write(),
        at(now) as _,
        at(plus_hours(now, -PAGE_HOURS)) as _,
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

async fn other_edit(tx: &mut Tx<'_>, cx: &Cx, id: ProjectId, base: &Base) -> Result<Option<Edit>, Failure> {
    let edits = host::edits(tx.db(), id).await?;
    Ok(Edit::since(&edits, cx.actor().person_id(), base.drawn()).cloned())
}
