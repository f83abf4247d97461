//! What just happened, in words.

use domain::dashboards::Activity;

use crate::cx::Cx;
use crate::failure::Failure;

const LINES: i64 = 14;

pub(super) async fn latest(cx: &Cx) -> Result<Vec<Activity>, Failure> {
    let rows = sqlx::query!(
        r#"select e.id, e.at, e.subject, e.command, e.party, e.reason, e.subject_id, e.stage_to,
            a.name as "actor?", h.name as "host?", s.name as "student?", p.title as "project?", e.project_id as "project_id?"
           from events e
           left join people a on a.id = e.actor_id
           left join hosts h on h.id = e.host_id
           left join people s on s.id = e.student_id
           left join projects p on p.id = e.project_id
           where e.program_id = $1 order by e.id desc limit $2"#,
        cx.program().id.0,
        LINES,
    )
    .fetch_all(cx.pool())
    .await?;
    let today = cx.today();
    Ok(rows
        .into_iter()
        .map(|row| {
            let at = row.at.to_jiff();
            let day = cx.program().day_of(at);
            let time = if day == today { cx.program().clock_of(at) } else { domain::time::short_date(day) };
            let who = match row.party.as_str() {
                "system" => "Foothold".to_owned(),
                "host" => row.host.clone().or(row.actor).unwrap_or_else(|| "A host".into()),
                _ => row.actor.unwrap_or_else(|| "Somebody".into()),
            };
            let mut words = deed(&row.subject, &row.command).to_owned();
            if row.party != "student"
                && row.subject != "project"
                && let Some(student) = &row.student
            {
                words = format!("{words}, {student}");
            }
            Activity {
                id: row.id.to_string(),
                time,
                at: at.to_string(),
                who,
                words,
                about: row.project.or(row.host).unwrap_or_default(),
                href: place(&row.subject, row.subject_id, row.project_id),
            }
        })
        .collect())
}

/// A command in the past tense, with its subject.
fn deed(subject: &str, command: &str) -> &'static str {
    match (subject, command) {
        ("project", "submit") => "sent a project for review",
        ("project", "claim") => "began a review",
        ("project", "approve") => "approved a project",
        ("project", "publish") => "published a project",
        ("project", "request_changes") => "asked for changes",
        ("project", "reject") => "rejected a project",
        ("project", "start_selection") => "closed applications and began to decide",
        ("project", "fill") => "filled every seat",
        ("project", "start") => "saw the first student start",
        ("project", "complete") => "completed a project",
        ("project", "cancel") => "cancelled a project",
        ("project", _) => "changed a project",
        ("application", "submit") => "applied",
        ("application", "shortlist") => "shortlisted an applicant",
        ("application", "offer") => "made an offer",
        ("application", "accept") => "accepted an offer",
        ("application", "decline") => "declined an offer",
        ("application", "not_select") => "answered an applicant",
        ("application", "withdraw") => "withdrew an application",
        ("application", _) => "moved an application on",
        ("engagement", "sign") => "signed an agreement",
        ("engagement", "press_start") => "pressed Start",
        ("engagement", "start") => "opened the work",
        ("engagement", "hand_in") => "handed in the final work",
        ("engagement", "accept") => "accepted the work",
        ("engagement", "request_revision") => "asked for a revision",
        ("engagement", "check_in") => "checked in",
        ("engagement", "clear") => "cleared work authorization",
        ("engagement", "settle") => "saw the pay settled",
        ("engagement", "complete") => "closed an engagement",
        ("engagement", _) => "moved an engagement on",
        ("timesheet", "submit") => "sent a week of hours",
        ("timesheet", "approve") => "approved a week of hours",
        ("timesheet", "return") => "returned a week of hours",
        ("timesheet", _) => "changed logged time",
        ("milestone", "submit") => "handed in a milestone",
        ("milestone", "accept") => "accepted a milestone",
        ("milestone", _) => "asked for changes to a milestone",
        ("extension", "propose") => "asked for an extension",
        ("extension", "accept") => "accepted an extension",
        ("extension", "take_effect" | "approve") => "extended the work",
        ("extension", _) => "closed a request for an extension",
        ("payment", "settle") => "settled a payment",
        ("payment", "make_ready") => "made a payment ready",
        ("payment", _) => "moved a payment on",
        ("review", "submit") => "wrote a review",
        ("review", _) => "opened both reviews",
        ("host", "verify") => "verified a host",
        ("host", _) => "changed a host's standing",
        ("person", _) => "joined",
        _ => "made a change",
    }
}

fn place(subject: &str, id: uuid::Uuid, project: Option<uuid::Uuid>) -> String {
    match (subject, project) {
        ("engagement", _) => format!("/engagements/{id}"),
        ("application", _) => format!("/applications/{id}"),
        ("host", _) => "/staff/hosts".to_owned(),
        ("person", _) => "/staff/people".to_owned(),
        ("payment", _) => "/staff/payments".to_owned(),
        ("project", _) => format!("/staff/queue/{id}"),
        (_, Some(project)) => format!("/staff/queue/{project}"),
        _ => "/staff".to_owned(),
    }
}
