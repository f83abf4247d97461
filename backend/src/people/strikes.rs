//! Strikes of a student: given with a no-show, counted from the history, lifted by staff, over after twelve months.

use domain::access::Action;
use domain::actor::{Belongs, Party};
use domain::event::{Event, Reason, ReasonKind, Subject};
use domain::ids::{EngagementId, PersonId};
use domain::people::{STRIKE_DAYS, is_restricted, may_lift, strikes_in_words};
use domain::time::plus_days;

use crate::cx::{About, Cx, Once, Tx};
use crate::failure::Failure;
use crate::mail::{Letter, queue};
use crate::sql::at;

/// Rows one run of the timer takes on.
const BATCH: i64 = 200;

/// A student did not come: a strike. With the second one within twelve months they cannot apply for a while, and what they
/// applied for is answered.
pub(crate) async fn give(tx: &mut Tx<'_>, student: PersonId, project: &str) -> Result<(), Failure> {
    let strikes = count(tx, student).await?;
    if is_restricted(strikes) && set_standing(tx, student, "active", "restricted").await? {
        record(tx, student, "restrict", ("active", "restricted")).await?;
        let words = "You cannot apply for now: two projects were waiting for you and you did not come.";
        let reason = Reason::parse(words).map_err(Failure::corrupt)?.of_kind(ReasonKind::Conduct);
        crate::applications::mark_ineligible_all(tx, student, &reason).await?;
    }
    let letter = Letter {
        to: student,
        subject: "A project was waiting for you".to_owned(),
        lines: vec![
            format!("You did not start “{project}”, and nobody heard from you for three business days. That is a strike."),
            strikes_in_words(strikes),
            "If it is not as it looks, answer to this program’s staff: they can lift it. A strike is over after twelve months."
                .to_owned(),
        ],
        action: Some(("See your home".to_owned(), "/student".to_owned())),
        dedupe: None,
    };
    queue(tx, letter).await
}

/// Takes the strike of an engagement back, for staff.
///
/// # Errors
/// [`Failure::NotFound`] for everybody else; a refusal when there is none or it is lifted already; [`Failure::AlreadyDone`].
pub async fn lift(cx: &Cx, engagement: EngagementId, reason: Reason, once: Once) -> Result<(), Failure> {
    cx.require(Action::ViewPeople)?;
    let mut tx = cx.begin_once(once).await?;
    let row = sqlx::query!(
        r#"select e.host_id, e.student_id, e.project_id, e.stage = 'no_show_student' as "given!",
            exists (select 1 from events l where l.subject_id = e.id and l.command = 'lift_strike') as "lifted!"
           from engagements e where e.id = $1 and e.program_id = $2 for update of e"#,
        engagement.0,
        cx.program().id.0,
    )
    .fetch_optional(tx.db())
    .await?
    .ok_or(Failure::NotFound)?;
    may_lift(row.given, row.lifted)?;
    let student: PersonId = row.student_id.into();
    let event = Event {
        subject: Subject::Engagement,
        id: engagement.0,
        belongs: Belongs { program: cx.program().id, host: Some(row.host_id.into()), student: Some(student) },
        command: "lift_strike",
        by: Party::Staff,
        from: None,
        to: None,
        reason: Some(reason.as_str().to_owned()),
        kind: None,
    };
    tx.record(&event, domain::ids::ProjectId(row.project_id)).await?;
    let again = free(&mut tx, student).await?;
    let mut lines = vec!["Staff looked at it and lifted a strike of yours.".to_owned(), reason.as_str().to_owned()];
    if again {
        lines.push("You can apply to projects again.".to_owned());
    }
    let action = Some(("Find a project".to_owned(), "/projects".to_owned()));
    queue(&mut tx, Letter { to: student, subject: "A strike is lifted".to_owned(), lines, action, dedupe: None })
        .await?;
    tx.commit().await
}

/// Whether the strike of an engagement stands.
pub(crate) async fn stands(cx: &Cx, engagement: EngagementId) -> Result<bool, Failure> {
    let lifted = sqlx::query_scalar!(
        r#"select exists (select 1 from events where subject_id = $1 and command = 'lift_strike') as "lifted!""#,
        engagement.0
    )
    .fetch_one(cx.pool())
    .await?;
    Ok(!lifted)
}

/// Lets students apply again whose strikes are over. Returns how many.
///
/// # Errors
/// When the database does not answer.
pub async fn run_timers(cx: &Cx) -> Result<usize, Failure> {
    let due = sqlx::query_scalar!(
        "select p.id from people p join program_roles r on r.person_id = p.id and r.program_id = $1 and r.role = 'student'
         where p.standing = 'restricted' order by p.id limit $2",
        cx.program().id.0,
        BATCH,
    )
    .fetch_all(cx.pool())
    .await?;
    let mut freed = 0;
    for id in due {
        let student: PersonId = id.into();
        let mut tx = cx.begin().await?;
        if free(&mut tx, student).await? {
            let lines = vec!["Your strikes are over. You can apply to projects again.".to_owned()];
            let action = Some(("Find a project".to_owned(), "/projects".to_owned()));
            let subject = "You can apply again".to_owned();
            queue(&mut tx, Letter { to: student, subject, lines, action, dedupe: None }).await?;
            tx.commit().await?;
            freed += 1;
        }
    }
    Ok(freed)
}

/// Ends a restriction that nothing holds up any more. Whether it did.
async fn free(tx: &mut Tx<'_>, student: PersonId) -> Result<bool, Failure> {
    if is_restricted(count(tx, student).await?) || !set_standing(tx, student, "restricted", "active").await? {
        return Ok(false);
    }
    record(tx, student, "reinstate", ("restricted", "active")).await?;
    Ok(true)
}

/// The no-shows of the last twelve months that staff did not take back.
async fn count(tx: &mut Tx<'_>, student: PersonId) -> Result<i64, Failure> {
    let since = plus_days(tx.cx().today(), -STRIKE_DAYS);
    let since = since.to_zoned(tx.cx().program().zone.clone()).map_or(tx.cx().at(), |start| start.timestamp());
    let strikes = sqlx::query_scalar!(
        r#"select count(*) as "strikes!" from events e
           where e.student_id = $1 and e.stage_to = 'no_show_student' and e.at > $2
             and not exists (select 1 from events l where l.subject_id = e.subject_id and l.command = 'lift_strike')"#,
        student.0,
        at(since) as _,
    )
    .fetch_one(tx.db())
    .await?;
    Ok(strikes)
}

async fn set_standing(tx: &mut Tx<'_>, student: PersonId, from: &str, to: &str) -> Result<bool, Failure> {
    let now = tx.cx().at();
    let done = sqlx::query!(
        "update people set standing = $3, updated_at = $4 where id = $1 and standing = $2",
        student.0,
        from,
        to,
        at(now) as _,
    )
    .execute(tx.db())
    .await?;
    Ok(done.rows_affected() == 1)
}

async fn record(
    tx: &mut Tx<'_>,
    student: PersonId,
    command: &'static str,
    (from, to): (&'static str, &'static str),
) -> Result<(), Failure> {
    let event = Event {
        subject: Subject::Person,
        id: student.0,
        belongs: Belongs { program: tx.cx().program().id, host: None, student: Some(student) },
        command,
        by: Party::System,
        from: Some(from),
        to: Some(to),
        reason: None,
        kind: None,
    };
    tx.record(&event, About::default()).await?;
    Ok(())
}
