//! What other figures would do to the projects that are sent, in review or published. Nothing is kept of it.

use std::collections::HashMap;

use domain::ids::ProjectId;
use domain::policy::Policy;
use domain::projects::scope::{Facts, Finding, Severity, comparable};
use domain::projects::{Draft, Stage, scope};
use domain::time::Day;
use sqlx::types::Json;

use super::check;
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::{instant, word};

/// Most projects that are looked at: the newest ones.
const MOST: i64 = 500;
/// Most projects that are named.
const NAMED: usize = 20;
/// Published projects of the same host one is compared with.
const COMPARED: usize = 5;

/// What a change of figures would do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Effects {
    /// Projects that were looked at.
    pub looked_at: usize,
    /// Whether there are more than were looked at.
    pub more: bool,
    /// Of them, those that would be blocked by something new.
    pub blocked: usize,
    /// Those that staff would have to decide on for something new.
    pub referred: usize,
    /// Those that would be warned of something new.
    pub warned: usize,
    /// Those that would lose a finding.
    pub relieved: usize,
    /// The first of those with something new: what blocks first, then the newest.
    pub projects: Vec<Effect>,
}

/// A project with something new.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Effect {
    /// Which.
    pub id: ProjectId,
    /// Its title.
    pub title: String,
    /// Whose it is.
    pub host: String,
    /// Where it stands.
    pub stage: Stage,
    /// What would be found that is not found today.
    pub findings: Vec<Finding>,
}

struct Row {
    id: uuid::Uuid,
    host_id: uuid::Uuid,
    host: String,
    website: String,
    title: String,
    stage: Stage,
    day: Day,
    draft: Draft,
}

/// The same check with both sets of figures, each project as of the day on which it was sent: what a published one has
/// outlived since is no effect of a figure.
///
/// # Errors
/// [`Failure::NotFound`] for people who may not set figures.
pub async fn effects_of(cx: &Cx, before: &Policy, after: &Policy) -> Result<Effects, Failure> {
    cx.require(domain::access::Action::ManagePolicy)?;
    let (rows, known) = read(cx).await?;
    let (before, after) = (before.clone(), after.clone());
    // Hundreds of checks take longer than other visitors should wait for this thread.
    let judged = tokio::task::spawn_blocking(move || judge(rows, &known, &before, &after));
    judged.await.map_err(|error| Failure::Internal(Box::new(error)))
}

/// The projects, and the facts that all of them share.
async fn read(cx: &Cx) -> Result<(Vec<Row>, Facts), Failure> {
    let (program, today) = (cx.program().id.0, cx.today());
    let mut db = cx.pool().acquire().await?;
    let known = check::of_program(&mut db, cx).await?;
    let rows = sqlx::query!(
        r#"select p.id, p.host_id, h.name as host, h.website, p.title, p.stage, p.submitted_at, p.draft as "draft!: Json<Draft>"
           from projects p join hosts h on h.id = p.host_id
           where p.program_id = $1 and p.stage in ('submitted', 'in_review', 'published')
           order by p.updated_at desc, p.id limit $2"#,
        program,
        MOST + 1,
    )
    .fetch_all(&mut *db)
    .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(Row {
            id: row.id,
            host_id: row.host_id,
            host: row.host,
            website: row.website,
            title: row.title,
            stage: word(&row.stage)?,
            day: instant(row.submitted_at).map_or(today, |sent| cx.program().day_of(sent)),
            draft: row.draft.0,
        });
    }
    Ok((all, known))
}

fn judge(mut rows: Vec<Row>, known: &Facts, before: &Policy, after: &Policy) -> Effects {
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let mut effects = Effects { more: rows.len() > most, ..Effects::default() };
    rows.truncate(most);
    effects.looked_at = rows.len();
    let mut live: HashMap<uuid::Uuid, Vec<(uuid::Uuid, String)>> = HashMap::new();
    for row in rows.iter().filter(|row| row.stage == Stage::Published) {
        live.entry(row.host_id).or_default().push((row.id, comparable(&row.draft)));
    }
    let mut found = Vec::new();
    for row in rows {
        let others = live.get(&row.host_id).into_iter().flatten().filter(|(id, _)| *id != row.id);
        let facts = Facts {
            today: row.day,
            site: Some(row.website.clone()),
            live_projects: others.take(COMPARED).map(|(_, text)| text.clone()).collect(),
            ..known.clone()
        };
        let old = scope::check(&row.draft, before, &facts).findings;
        let mut new = scope::check(&row.draft, after, &facts).findings;
        let same = |one: &Finding, other: &Finding| {
            (&one.id, &one.field, one.severity) == (&other.id, &other.field, other.severity)
        };
        effects.relieved += usize::from(old.iter().any(|one| !new.iter().any(|other| same(one, other))));
        new.retain(|one| !old.iter().any(|other| same(one, other)));
        let has = |severity| usize::from(new.iter().any(|finding| finding.severity == severity));
        effects.blocked += has(Severity::Block);
        effects.referred += has(Severity::Staff);
        effects.warned += has(Severity::Warn);
        if let Some(worst) = new.iter().map(|finding| finding.severity).min() {
            found.push((worst, row, new));
        }
    }
    // Stable: of the same weight, the newest stays first.
    found.sort_by_key(|(worst, _, _)| *worst);
    let named = found.into_iter().take(NAMED).map(|(_, row, findings)| Effect {
        id: row.id.into(),
        title: row.title,
        host: row.host,
        stage: row.stage,
        findings,
    });
    effects.projects = named.collect();
    effects
}
