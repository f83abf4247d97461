//! The texts of agreements: every one is kept with its fingerprint, and the newest holds.

use domain::engagements::Terms;
use domain::extensions::Extent;
use domain::ids::{EngagementId, ExtensionId, PersonId, ProgramId};
use domain::onboarding::agreement_text;
use domain::reviews::Side;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::rules;
use crate::Tx;
use crate::engagements::Held;
use crate::failure::{Failure, on_constraint};
use crate::sql::{at, word};

/// Why a text was made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// With the engagement.
    First,
    /// Changed before the start.
    Change,
    /// By an extension that both sides approved.
    Extension,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Change => "change",
            Self::Extension => "extension",
        }
    }
}

/// A text that is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Text {
    /// Its row.
    pub id: Uuid,
    /// The text.
    pub body: String,
    /// Its fingerprint in hexadecimal.
    pub sha256: String,
}

/// A signature to keep.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Mark {
    /// `student`, `host` or `program`.
    pub side: &'static str,
    /// Who typed it, or recorded the paper.
    pub person: Option<PersonId>,
    /// The name.
    pub name: String,
    /// `typed`, `paper` or `approved`.
    pub way: &'static str,
    /// The class of the network.
    pub network: String,
    /// What staff noted.
    pub note: String,
}

/// The fingerprint of a text.
pub(crate) fn fingerprint(body: &str) -> String {
    Sha256::digest(body.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Keeps the first text of a new engagement.
pub(crate) async fn open(tx: &mut Tx<'_>, id: EngagementId, terms: &Terms) -> Result<(), Failure> {
    let program = tx.cx().program().id;
    let (clauses, own) = rules::clauses(tx.db(), program).await?;
    let body = agreement_text(terms, &own, &[]);
    append(tx, id, Kind::First, clauses, body, "").await?;
    Ok(())
}

/// The text that holds. An engagement of a release before has none yet: it is written down now, as it was shown.
pub(crate) async fn ensure(tx: &mut Tx<'_>, held: &Held) -> Result<Text, Failure> {
    let id = held.engagement.id;
    let row = sqlx::query!(
        "select id, body, sha256 from agreement_versions where engagement_id = $1 order by number desc limit 1",
        id.0
    )
    .fetch_optional(tx.db())
    .await?;
    if let Some(row) = row {
        return Ok(Text { id: row.id, body: row.body, sha256: row.sha256 });
    }
    let (clauses, body) = compose(tx, held, &[]).await?;
    append(tx, id, Kind::First, clauses, body, "").await
}

/// The text as it would be now, and the number of the clauses in it.
pub(crate) async fn compose(tx: &mut Tx<'_>, held: &Held, amended: &[String]) -> Result<(i32, String), Failure> {
    let program = held.engagement.belongs.program;
    let (clauses, own) = rules::clauses(tx.db(), program).await?;
    Ok((clauses, agreement_text(&held.terms, &own, amended)))
}

/// Keeps another text. The engagement is locked, so numbers follow each other.
pub(crate) async fn append(
    tx: &mut Tx<'_>,
    engagement: EngagementId,
    kind: Kind,
    clauses: i32,
    body: String,
    reason: &str,
) -> Result<Text, Failure> {
    let (id, now) = (crate::new_id::<ExtensionId>().0, tx.cx().at());
    let sha256 = fingerprint(&body);
    sqlx::query!(
        "insert into agreement_versions (id, engagement_id, number, kind, clauses, body, sha256, reason, created_at)
         select $1, $2, 1 + coalesce((select max(number) from agreement_versions where engagement_id = $2), 0),
             $3, $4, $5, $6, $7, $8",
        id,
        engagement.0,
        kind.word(),
        clauses,
        body,
        sha256,
        reason,
        at(now) as _
    )
    .execute(tx.db())
    .await?;
    Ok(Text { id, body, sha256 })
}

/// Keeps a signature under a text.
pub(crate) async fn mark(tx: &mut Tx<'_>, text: Uuid, mark: &Mark) -> Result<(), Failure> {
    let now = tx.cx().at();
    sqlx::query!(
        "insert into agreement_signatures (version_id, side, person_id, name, way, network, note, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        text,
        mark.side,
        mark.person.map(|person| person.0),
        mark.name,
        mark.way,
        mark.network,
        mark.note,
        at(now) as _
    )
    .execute(tx.db())
    .await
    .map_err(|error| {
        on_constraint(error, "agreement_signatures_pkey", || {
            domain::refusal::Refusal::rule("This side has signed this agreement already.").into()
        })
    })?;
    Ok(())
}

/// An extension took effect: the agreement gets an amendment, under which the approvals of the extension stand.
pub(crate) async fn amend(
    tx: &mut Tx<'_>,
    held: &Held,
    extension: ExtensionId,
    from: &Extent,
    to: &Extent,
) -> Result<(), Failure> {
    let id = held.engagement.id;
    ensure(tx, held).await?;
    let row = sqlx::query!("select side, reason from extensions where id = $1", extension.0).fetch_one(tx.db()).await?;
    let asked: Side = word(&row.side)?;
    let marks = approvals(tx, held, extension, asked).await?;
    let mut amended: Vec<String> = from.changes(to).iter().map(ToString::to_string).collect();
    amended.push(format!("Why: {}", row.reason));
    amended.extend(marks.iter().map(|mark| format!("{}: {}", mark.name, mark.note)));
    let terms = Terms { end: to.end, time: to.time, fee: to.fee, ..held.terms.clone() };
    let clauses: Option<(i32, String)> = kept_clauses(tx, held.engagement.belongs.program, id).await?;
    let (number, own) = match clauses {
        Some(kept) => kept,
        None => rules::clauses(tx.db(), held.engagement.belongs.program).await?,
    };
    let body = agreement_text(&terms, &own, &amended);
    let text = append(tx, id, Kind::Extension, number, body, &row.reason).await?;
    for one in marks {
        mark(tx, text.id, &one).await?;
    }
    Ok(())
}

/// The clauses of the text that holds: an extension changes days, hours and pay, never these.
async fn kept_clauses(
    tx: &mut Tx<'_>,
    program: ProgramId,
    engagement: EngagementId,
) -> Result<Option<(i32, String)>, Failure> {
    let row = sqlx::query!(
        r#"select v.clauses, c.body as "body?" from agreement_versions v
           left join agreement_clauses c on c.program_id = $1 and c.number = v.clauses
           where v.engagement_id = $2 order by v.number desc limit 1"#,
        program.0,
        engagement.0
    )
    .fetch_optional(tx.db())
    .await?;
    Ok(row.and_then(|row| match (row.clauses, row.body) {
        (0, _) => Some((0, domain::onboarding::own_clauses().to_owned())),
        (number, Some(body)) => Some((number, body)),
        _ => None,
    }))
}

/// Who asked, who accepted, and who approved for the program, from the history of the extension.
async fn approvals(tx: &mut Tx<'_>, held: &Held, extension: ExtensionId, asked: Side) -> Result<Vec<Mark>, Failure> {
    let rows = sqlx::query!(
        r#"select distinct on (v.party) v.party, v.command, v.actor_id, p.name as "name?"
           from events v left join people p on p.id = v.actor_id
           where v.subject_id = $1 and v.command in ('propose', 'accept', 'approve')
               and v.party in ('student', 'host', 'staff')
           order by v.party, v.id desc"#,
        extension.0
    )
    .fetch_all(tx.db())
    .await?;
    let mark = |side: &'static str, note: &str, name: &str, person: Option<Uuid>| Mark {
        side,
        person: person.map(Into::into),
        name: name.to_owned(),
        way: "approved",
        network: String::new(),
        note: note.to_owned(),
    };
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let (side, fallback) = match row.party.as_str() {
                "student" => ("student", &held.terms.student),
                "host" => ("host", &held.terms.host),
                "staff" => ("program", &held.terms.program),
                _ => return None,
            };
            let note = match (side, asked) {
                ("student", Side::Student) | ("host", Side::Host) => "asked for the extension",
                ("program", _) => "approved the extension",
                _ => "accepted the extension",
            };
            Some(mark(side, note, row.name.as_deref().unwrap_or(fallback), row.actor_id))
        })
        .collect())
}
