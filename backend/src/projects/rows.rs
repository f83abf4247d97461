//! Rows of `projects` <-> the domain's project.

use domain::actor::{Belongs, Party};
use domain::applications::decision_due;
use domain::ids::{HostId, ProjectId};
use domain::projects::scope::Report;
use domain::projects::{Draft, Facts, Place, Project, Stage};
use sqlx::types::Json;

use crate::cx::Tx;
use crate::failure::Failure;
use crate::sql::{at, day, on, word};

/// A project locked for this transaction, with what commands need beside its rules.
pub(super) struct Locked {
    pub(super) project: Project,
    pub(super) draft: Draft,
    pub(super) version: i32,
    pub(super) title: String,
}

impl Locked {
    /// Its name in a sentence; a draft may have none yet.
    pub(super) fn name(&self) -> String {
        if self.title.is_empty() { "Your project".to_owned() } else { format!("“{}”", self.title) }
    }

    /// The host organisation; every project has one.
    pub(super) fn host(&self) -> Result<HostId, Failure> {
        self.project.belongs.host.ok_or_else(|| Failure::corrupt(format!("project {} without a host", self.project.id)))
    }
}

/// Locks a project of this program, whoever acts. For the system's own steps.
pub(super) async fn lock(tx: &mut Tx<'_>, id: ProjectId) -> Result<Option<Locked>, Failure> {
    let program = tx.cx().program().clone();
    let row = sqlx::query!(
        r#"select p.host_id, p.author_id, p.reviewer_id, p.stage, p.blocking, p.apply_by, p.reopened, p.hidden_by,
            p.publish_on, p.updated_at, p.version,
            p.title, p.draft as "draft!: Json<Draft>",
            (select s.stage from host_standings s where s.program_id = p.program_id and s.host_id = p.host_id) as "host_stage!"
           from projects p where p.id = $1 and p.program_id = $2 for update"#,
        id.0,
        program.id.0,
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let facts = Facts {
        author: row.author_id.into(),
        reviewer: row.reviewer_id.map(Into::into),
        blocking: usize::try_from(row.blocking).unwrap_or(0),
        host: word(&row.host_stage)?,
        apply_by: day(row.apply_by),
        reopened: row.reopened,
        hidden_by: row.hidden_by.as_deref().and_then(Party::from_word),
        publish_on: day(row.publish_on),
        since: program.day_of(row.updated_at.to_jiff()),
    };
    let belongs = Belongs { program: program.id, host: Some(row.host_id.into()), student: None };
    let stage: Stage = word(&row.stage)?;
    let project = Project::restore(id, belongs, facts, stage);
    Ok(Some(Locked { project, draft: row.draft.0, version: row.version, title: row.title }))
}

/// Locks a project the acting person is a party to.
pub(super) async fn lock_visible(tx: &mut Tx<'_>, id: ProjectId) -> Result<Option<Locked>, Failure> {
    let actor = tx.cx().actor().clone();
    Ok(lock(tx, id).await?.filter(|locked| !actor.parties(&locked.project.belongs).is_empty()))
}

/// Writes what a step of the machine changed.
pub(super) async fn save(tx: &mut Tx<'_>, project: &Project) -> Result<(), Failure> {
    let cx = tx.cx().clone();
    let facts = &project.facts;
    let decide_by = facts.apply_by.map(|last| decision_due(last, cx.policy(), &cx.program().calendar));
    sqlx::query!(
        "update projects set stage = $2, reviewer_id = $3, apply_by = $4, decide_by = $5, reopened = $6, updated_at = $7,
            version = version + 1, submitted_at = case when $2 = 'submitted' then $7 else submitted_at end,
            hidden_by = $8, publish_on = $9
         where id = $1",
        project.id.0,
        domain::machine::Word::word(project.stage()),
        facts.reviewer.map(|person| person.0),
        facts.apply_by.map(on) as _,
        decide_by.map(on) as _,
        facts.reopened,
        at(cx.at()) as _,
        facts.hidden_by.map(Party::word),
        facts.publish_on.map(on) as _,
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Writes the answers with the columns that lists and rules read. Returns the new version.
pub(super) async fn save_draft(tx: &mut Tx<'_>, id: ProjectId, draft: &Draft, report: &Report) -> Result<i32, Failure> {
    let cx = tx.cx().clone();
    let pay = draft.net_pay(cx.policy());
    let mut skills: Vec<_> = draft.skills.iter().filter(|skill| !skill.name.is_empty()).collect();
    skills.sort_by_key(|skill| !skill.must_have);
    // By the names of the vocabulary, as profiles have them: a filter and the match find them however they were typed.
    let words = crate::skills::of_program(tx.db(), cx.program().id).await?;
    let skills: Vec<String> = skills.into_iter().map(|skill| words.name_of(&skill.name)).collect();
    let some = |number: i32| (number > 0).then_some(number);
    let version = sqlx::query_scalar!(
        "update projects set draft = $2, score = $3, blocking = $4, title = $5, category = $6, place = $7, skills = $8,
            hours_low = $9, hours_high = $10, weekly_hours = $11, amount_cents = $12, net_cents = $13,
            net_per_hour_cents = $14, seats = $15, start_on = $16, end_on = $17, apply_by = $18, updated_at = $19,
            other_by = case when edited_by is distinct from $20 then edited_by else other_by end,
            other_at = case when edited_by is distinct from $20 then edited_at else other_at end,
            edited_by = coalesce($20, edited_by), edited_at = $19, version = version + 1
         where id = $1 returning version",
        id.0,
        Json(draft) as _,
        i32::from(report.score.total),
        i32::try_from(report.blocks().len()).unwrap_or(i32::MAX),
        draft.title,
        draft.category,
        domain::machine::Word::word(draft.place.unwrap_or(Place::Remote)),
        &skills,
        some(draft.hours_low),
        some(draft.hours_high),
        some(draft.weekly_hours),
        draft.amount.map(|amount| amount.0),
        pay.map(|pay| pay.net.0),
        pay.and_then(|pay| pay.per_hour).map(|hour| hour.0),
        draft.seats.clamp(1, 20),
        draft.start.map(on) as _,
        draft.end.map(on) as _,
        draft.apply_by.map(on) as _,
        at(cx.at()) as _,
        cx.actor().person_id().map(|person| person.0),
    )
    .fetch_one(tx.db())
    .await?;
    Ok(version)
}

/// What students can find it by: the title weighs most, then skills and category, then the text.
pub(super) async fn publish(tx: &mut Tx<'_>, id: ProjectId, draft: &Draft) -> Result<(), Failure> {
    let (now, program) = (tx.cx().at(), tx.cx().program().id);
    let skills: Vec<&str> = draft.skills.iter().map(|skill| skill.name.as_str()).collect();
    let names: Vec<&str> = draft.deliverables.iter().map(|row| row.name.as_str()).collect();
    let host = sqlx::query_scalar!(
        "update projects p set published_at = coalesce(p.published_at, $2),
            search = setweight(to_tsvector('english', p.title), 'A') || setweight(to_tsvector('english', $3), 'B')
                || setweight(to_tsvector('english', $4 || ' ' || coalesce((select h.name from hosts h where h.id = p.host_id), '')), 'C')
         where p.id = $1 returning (select h.name from hosts h where h.id = p.host_id) as \"host!\"",
        id.0,
        at(now) as _,
        format!("{} {}", skills.join(" "), draft.category),
        format!("{} {}", draft.problem, names.join(" ")),
    )
    .fetch_one(tx.db())
    .await?;
    let text =
        [draft.title.as_str(), &skills.join(" "), &draft.category, &draft.problem, &names.join(" "), &host].join(" ");
    super::spelling::learn(tx.db(), program.0, &text).await
}
