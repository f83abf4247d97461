//! What a draft begins from, and what the wizard remembers of it.

use domain::ids::{HostId, ProjectId};
use domain::machine::Word as _;
use domain::projects::{Draft, Stage, Step, Times, begun, paste};
use domain::time::{Minutes, days_between};
use sqlx::PgConnection;
use sqlx::types::Json;

use super::rows;
use super::views::Learned;
use crate::cx::{Cx, Tx};
use crate::failure::Failure;
use crate::sql::day;

/// What a new draft starts from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Beginning {
    /// Nothing.
    Blank,
    /// The template with this key: one of the product, or one this program has published.
    Template(String),
    /// An earlier project of the same host; a completed one is repeated, and what was learned stands beside the fields.
    Copy(ProjectId),
    /// An old posting or an e-mail.
    Pasted(String),
}

/// The first answers.
pub(super) async fn draft(tx: &mut Tx<'_>, host: HostId, from: &Beginning) -> Result<Draft, Failure> {
    match from {
        Beginning::Blank => Ok(Draft::default()),
        Beginning::Template(key) => {
            let cx = tx.cx().clone();
            let template = crate::templates::startable(tx.db(), &cx, key).await?.ok_or(Failure::NotFound)?;
            let exams = super::check::exams(tx.db(), &cx).await?;
            let times = Times { policy: cx.policy(), calendar: &cx.program().calendar, exams: &exams };
            let mut draft = template.start_in(&times, cx.today());
            draft.fit.template = template.key;
            Ok(draft)
        }
        Beginning::Copy(project) => copied(tx, host, *project).await,
        Beginning::Pasted(text) => from_text(text, tx.cx()),
    }
}

async fn copied(tx: &mut Tx<'_>, host: HostId, project: ProjectId) -> Result<Draft, Failure> {
    let program = tx.cx().program().id;
    let earlier = sqlx::query!(
        r#"select stage, draft as "draft!: Json<Draft>" from projects where id = $1 and host_id = $2 and program_id = $3"#,
        project.0,
        host.0,
        program.0,
    )
    .fetch_optional(tx.db())
    .await?
    .ok_or(Failure::NotFound)?;
    let mut draft = earlier.draft.0;
    // Dates of an earlier project are over, and its terms are agreed to anew.
    (draft.start, draft.end, draft.kickoff, draft.apply_by) = (None, None, None, None);
    draft.milestones.iter_mut().for_each(|row| row.due = None);
    draft.accepted_terms = false;
    (draft.guessed, draft.read_as) = (Vec::new(), Vec::new());
    if earlier.stage == Stage::Completed.word() {
        draft.repeats = Some(project);
    }
    Ok(draft)
}

/// A text is read by fixed rules; one without anything of a project in it begins nothing.
fn from_text(text: &str, cx: &Cx) -> Result<Draft, Failure> {
    let text = text.replace('\0', "");
    let length = text.chars().count();
    if text.trim().is_empty() {
        return Err(Failure::field("text", "Paste the text of a posting or an email here first."));
    }
    if length > paste::MOST_CHARACTERS {
        let message = format!("This has {length} characters. Shorten it to {}.", paste::MOST_CHARACTERS);
        return Err(Failure::field("text", message));
    }
    let pasted = paste::read(&text, cx.today());
    // A first line alone may be anything.
    if pasted.guesses.iter().all(|guess| matches!(guess.field, "title" | "problem")) {
        return Err(Failure::field(
            "text",
            "Nothing in this text could be read as part of a project. Paste the part that says what is to be done, \
             with hours, pay or days, or begin without a text.",
        ));
    }
    Ok(begun::from_text(pasted))
}

/// The host went on from a screen: what was read from their text and stands on it counts as checked. Called after
/// the screen was kept; does nothing for drafts that began otherwise or cannot be edited now.
///
/// # Errors
/// [`Failure::NotFound`] for people who are no party to it.
pub async fn check_off(cx: &Cx, id: ProjectId, screen: Step) -> Result<(), Failure> {
    let mut tx = cx.begin().await?;
    let locked = rows::lock_visible(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let mut draft = locked.draft;
    if draft.guessed.is_empty() || !locked.project.is_editable() {
        return Ok(());
    }
    begun::check_off(&mut draft, screen);
    // No answer changes, so the version stays: nobody's open form becomes an old one by this.
    sqlx::query!(
        "update projects set draft = jsonb_set(jsonb_set(draft, '{guessed}', $2), '{read_as}', $3) where id = $1",
        id.0,
        Json(&draft.guessed) as _,
        Json(&draft.read_as) as _,
    )
    .execute(tx.db())
    .await?;
    tx.commit().await
}

/// What the finished project taught that a draft repeats; nothing when it is not this host's own.
pub(super) async fn learned(
    db: &mut PgConnection,
    cx: &Cx,
    host: HostId,
    project: Option<ProjectId>,
) -> Result<Option<Learned>, Failure> {
    let Some(project) = project else { return Ok(None) };
    let row = sqlx::query!(
        r#"select p.title, p.hours_low, p.hours_high, p.start_on, p.end_on, p.draft as "draft!: Json<Draft>",
            w.students as "students!", w.minutes as "minutes?", w.begun as "begun?", w.handed_in as "handed_in?",
            w.rounds as "rounds?",
            array(select v.reason from engagements e join events v on v.subject_id = e.id and v.command = 'request_revision'
                where e.project_id = p.id and v.reason is not null order by v.id limit 20) as "reasons!"
           from projects p
           cross join lateral (select count(*) as students, avg(t.minutes)::integer as minutes, min(e.started_at) as begun,
                max(e.submitted_at) as handed_in, max(e.revision_round) as rounds
                from engagements e
                left join lateral (select sum(s.minutes) as minutes from timesheets s
                    where s.engagement_id = e.id and s.stage = 'approved') t on true
                where e.project_id = p.id and e.stage in ('accepted', 'paid', 'completed')) w
           where p.id = $1 and p.host_id = $2 and p.program_id = $3 and p.stage = 'completed'"#,
        project.0,
        host.0,
        cx.program().id.0,
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let on = |at: jiff_sqlx::Timestamp| cx.program().day_of(at.to_jiff());
    let days = |span: Option<(domain::time::Day, domain::time::Day)>| {
        span.map(|(first, last)| days_between(first, last) + 1).filter(|days| *days > 0)
    };
    Ok(Some(Learned {
        project,
        title: row.title,
        hours: (row.hours_low.unwrap_or(0), row.hours_high.unwrap_or(0)),
        students: row.students,
        minutes: row.minutes.map(Minutes),
        planned_days: days(day(row.start_on).zip(day(row.end_on))),
        taken_days: days(row.begun.map(on).zip(row.handed_in.map(on))),
        rounds: row.rounds.unwrap_or(0),
        criteria: named(&row.draft.0, &row.reasons),
    }))
}

/// The acceptance criteria that requests for changes named, each once. Such a reason is kept as `criterion: reason`.
fn named(draft: &Draft, reasons: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for reason in reasons {
        let agreed = draft.deliverables.iter().flat_map(|row| &row.criteria);
        let known = agreed
            .filter(|criterion| reason.strip_prefix(criterion.as_str()).is_some_and(|rest| rest.starts_with(": ")));
        let criterion = known.max_by_key(|criterion| criterion.len()).map(String::as_str);
        let Some(criterion) = criterion.or_else(|| reason.split_once(": ").map(|(criterion, _)| criterion)) else {
            continue;
        };
        if !found.iter().any(|known| known == criterion) {
            found.push(criterion.to_owned());
        }
    }
    found
}
