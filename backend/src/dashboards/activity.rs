//! What just happened, in words.

use domain::access::Action;
use domain::dashboards::Activity;

use super::policy;
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
           where e.program_id = $1 and not (e.subject = 'attention_item' and e.party = 'system') order by e.id desc limit $2"#,
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
            let figure = (row.command == "set_policy").then(|| figure_set(row.reason.as_deref()?)).flatten();
            let mut words = figure.unwrap_or_else(|| deed(&row.subject, &row.command).to_owned());
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
                about: row.project.or(row.host).unwrap_or_else(|| about(&row.subject).to_owned()),
                href: place(cx, &row.subject, row.subject_id, row.project_id),
            }
        })
        .collect())
}

/// What a line is about that belongs to no project and no host.
fn about(subject: &str) -> &'static str {
    match subject {
        "program" => "Policy",
        "template" => "Templates",
        "fund" => "Funds",
        "metric_report" => "Metrics",
        _ => "",
    }
}

/// A command in the past tense, with its subject.
fn deed(subject: &str, command: &str) -> &'static str {
    match subject {
        "project" => of_project(command),
        "application" => of_application(command),
        "engagement" => of_engagement(command),
        "payment" => of_payment(command),
        "host" => of_host(command),
        "person" => of_person(command),
        _ => of_work(subject, command),
    }
}

fn of_project(command: &str) -> &'static str {
    match command {
        "begin" => "began a project",
        "submit" => "sent a project for review",
        "withdraw" => "took a project back",
        "claim" => "began a review",
        "approve" => "approved a project",
        "fast_track" => "approved a project without a review",
        "revise" => "changed a published project",
        "publish" => "published a project",
        "request_changes" => "asked for changes",
        "reject" => "rejected a project",
        "propose_to_host" => "sent a project to its host",
        "accept_scope" => "accepted a project written for them",
        "return_to_author" => "gave a project back to its author",
        "pause" => "hid a project for a while",
        "resume" => "showed a project again",
        "start_selection" => "closed applications and began to decide",
        "reopen_applications" => "opened applications once more",
        "fill" => "filled every seat",
        "drop_out" => "freed a seat",
        "start" => "saw the first student start",
        "complete" => "completed a project",
        "cancel" => "cancelled a project",
        "expire" => "closed a project without a student",
        "remind_of_answers" => "reminded a host of its applicants",
        "waive_hours" => "waived the limits on hours",
        "tell_of_answers" => "told staff of applicants who wait",
        "archive" | "discard" => "put a draft away",
        _ => "changed a project",
    }
}

fn of_application(command: &str) -> &'static str {
    match command {
        "submit" => "applied",
        "mark_ineligible" => "found an applicant not eligible",
        "ask_to_confirm" => "asked an applicant to confirm a change",
        "confirm" => "confirmed a changed project",
        "lapse" => "closed an application whose change nobody confirmed",
        "shortlist" => "shortlisted an applicant",
        "invite_to_interview" => "invited an applicant to talk",
        "offer" => "made an offer",
        "extend_offer" => "gave an offer more time",
        "accept" => "accepted an offer",
        "decline" => "declined an offer",
        "expire_offer" => "ended an offer nobody answered",
        "not_select" => "answered an applicant",
        "withdraw" => "withdrew an application",
        "name_runner_up" => "made an applicant the next in line",
        "score" => "scored an application",
        "score_again" => "changed the scores of an application",
        "unname_runner_up" => "took an applicant out of the line",
        _ => "closed an application",
    }
}

fn of_engagement(command: &str) -> &'static str {
    match command {
        "open" => "began the onboarding",
        "sign" => "signed an agreement",
        "choose_classification" => "recorded a classification",
        "clear_authorization" => "cleared work authorization",
        "set_kickoff" => "set the kick-off meeting",
        "sign_on_paper" => "recorded an agreement signed on paper",
        "change_agreement" => "changed an agreement, to be signed anew",
        "hand_in_tax_form" => "handed in a tax form",
        "record_safety" => "recorded a background check or insurance",
        "confirm_data" => "confirmed an agreement on data",
        "record_tax_form" => "recorded a tax form",
        "propose_goals" => "wrote down learning goals",
        "agree_goals" => "agreed on learning goals",
        "answer_survey" => "answered the survey before the work",
        "press_start" => "pressed Start",
        "start" => "opened the work",
        "check_in" => "checked in",
        "answer_check_in" => "answered a check-in",
        "mid_point" => "answered at half of the work",
        "answer_help" => "answered a side that asked for help",
        "move_dates" => "moved the dates by the days of a pause",
        "hand_in" => "handed in the final work",
        "begin_acceptance" => "passed the work on to its host",
        "accept" => "accepted the work",
        "deem_accepted" => "accepted the work for a silent host",
        "request_revision" => "asked for a revision",
        "settle" => "saw the pay settled",
        "complete" => "closed an engagement",
        "pause" => "paused the work",
        "resume" => "resumed the work",
        "cancel" => "ended the work early",
        "report_no_show_student" => "reported a student who never came",
        "report_no_show_host" => "reported a host who never came",
        "lapse" => "let an onboarding lapse",
        "terminate" => "ended the work for cause",
        "mark_incomplete" => "marked the work as incomplete",
        "dispute" => "asked staff to mediate",
        "uphold_dispute" => "decided a dispute for the student",
        "dismiss_dispute" => "gave a disputed work back to its host",
        _ => "changed an engagement",
    }
}

fn of_payment(command: &str) -> &'static str {
    match command {
        "encumber" => "set a payment aside",
        "raise" => "raised a payment",
        "part" => "held the disputed part of a payment back",
        "award" => "set a payment to what was decided",
        "make_ready" => "made a payment ready",
        "approve" => "approved a payment",
        "batch" => "put a payment into the batch",
        "send" => "noted a payment as sent",
        "settle" => "settled a payment",
        "hold" => "put a payment on hold",
        "release" => "released a payment",
        "return_by_bank" => "noted a payment that came back",
        "void" => "voided a payment",
        "reverse" => "reversed a payment",
        _ => "changed a payment",
    }
}

fn of_host(command: &str) -> &'static str {
    match command {
        "register" => "registered an organisation",
        "verify" => "verified a host",
        "ask" => "asked a host a question",
        "answer" => "answered a question of staff",
        "reject" => "turned a host down",
        "watch" => "put a host on watch",
        "suspend" => "suspended a host",
        "reinstate" => "reinstated a host",
        "save_profile" => "changed the profile of a host",
        _ => "changed a host’s standing",
    }
}

fn of_person(command: &str) -> &'static str {
    match command {
        "sign_up" => "signed up",
        "answer_training" => "answered a training module",
        "confirm_email" => "confirmed an email address",
        "reset_password" => "chose a new password",
        "set_reminders" => "chose how to be reminded",
        "renew_calendar_address" => "made a secret address for a calendar",
        "stop_calendar_address" => "switched the secret address of a calendar off",
        "keep_search" => "kept a search",
        "remove_search" => "let go of a search",
        "turn_search_alerts_on" => "turned emails about a search on",
        "turn_search_alerts_off" => "turned emails about a search off",
        _ => "changed a profile",
    }
}

/// Hours, milestones, extensions, reviews and templates.
fn of_work(subject: &str, command: &str) -> &'static str {
    match (subject, command) {
        ("revision", "propose") => "asked to change a published project",
        ("revision", "approve") => "approved a change",
        ("revision", "reject") => "turned a change down",
        ("revision", "withdraw") => "took a change back",
        ("revision", "lapse") => "closed a change that came too late",
        ("revision", _) => "let a change take effect",
        ("timesheet", "submit") => "sent a week of hours",
        ("timesheet", "approve") => "approved a week of hours",
        ("timesheet", "return") => "returned a week of hours",
        ("timesheet", _) => "changed logged time",
        ("milestone", "submit") => "handed in a milestone",
        ("milestone", "accept") => "accepted a milestone",
        ("milestone", "comment") => "commented on a deliverable",
        ("milestone", _) => "asked for changes to a milestone",
        ("file", "use_as_resume") => "put a résumé into a profile",
        ("file", "remove_resume") => "took a résumé out of a profile",
        ("file", _) => "found a virus in a file and took it away",
        ("extension", "propose") => "asked for an extension",
        ("extension", "accept") => "accepted an extension",
        ("extension", "take_effect" | "approve") => "extended the work",
        ("extension", _) => "closed a request for an extension",
        ("pause", "propose") => "asked for a pause",
        ("pause", "accept") => "agreed to a pause",
        ("pause", "end") => "ended a pause",
        ("pause", _) => "closed a request for a pause",
        ("hours_check", "open") => "asked both sides about the hours that are left",
        ("hours_check", "propose") => "picked a way to go on",
        ("hours_check", "accept" | "follow") => "agreed on the hours that are left",
        ("hours_check", _) => "closed a check of hours",
        ("message", "withdraw") => "took a message back",
        ("message", _) => "wrote a message",
        ("attention_item", "take") => "took something that needs attention",
        ("attention_item", "give") => "gave a colleague something that needs attention",
        ("attention_item", "nudge") => "wrote to somebody who is waited for",
        ("attention_item", "snooze") => "put something off that needs attention",
        ("attention_item", "resolve") => "settled something that needed attention",
        ("attention_item", "note") => "noted something for colleagues",
        ("attention_item", _) => "brought something back that needs attention",
        ("problem", "report") => "told staff of a problem",
        ("problem", "answer") => "answered a problem",
        ("problem", "resolve") => "settled a problem",
        ("problem", "open_dispute") => "opened a dispute",
        ("problem", "state") => "said their side of a dispute",
        ("problem", "decide" | "decide_appeal") => "decided a dispute",
        ("problem", "appeal") => "appealed a decision",
        ("problem", "note") => "noted something about a problem",
        ("problem", "withdraw") => "took a problem back",
        ("problem", _) => "moved a dispute on",
        ("review", "submit") => "wrote a review",
        ("review", "revise") => "changed a review nobody has read",
        ("review", "reply") => "answered a review",
        ("review_flag", "raise") => "told staff of a text in a review",
        ("review_flag", "hide") => "hid a text of a review",
        ("review_flag", _) => "let a text of a review stand",
        ("review", "lapse") => "closed a review nobody wrote",
        ("review", _) => "opened both reviews",
        ("program", "add_exams") => "added exams to the calendar",
        ("program", "end_exams" | "remove_exams") => "took exams out of the calendar",
        ("program", "add_holiday") => "added a holiday",
        ("program", "remove_holiday") => "took a holiday out of the calendar",
        ("program", "set_onboarding") => "changed what is asked for before the work",
        ("program", "set_clauses") => "wrote new clauses for agreements",
        ("program", "set_floor") => "set a wage floor",
        ("program", "end_floor") => "ended a wage floor",
        ("program", "remove_floor") => "took out a wage floor before it began",
        ("skill", "add") => "added a skill to the list",
        ("skill", _) => "took a skill out of the list",
        ("metric_report", _) => "froze figures",
        ("fund", "add") => "added a fund",
        ("fund", "close") => "closed a fund",
        ("fund", _) => "changed a fund",
        ("template", "make") => "made a template of a finished project",
        ("template", "publish") => "published a template to all hosts",
        ("template", "retire") => "retired a template",
        ("template", _) => "corrected a template",
        _ => "made a change",
    }
}

/// `wage_floor = 1600 from 2027-01-01: ...`, as `set_figure` records it, in words.
fn figure_set(reason: &str) -> Option<String> {
    let (name, rest) = reason.split_once(" = ")?;
    let (value, rest) = rest.split_once(" from ")?;
    let from = domain::time::parse_day(rest.split_once(':')?.0)?;
    let shown = policy::figure_shown(name, value.parse().ok()?);
    Some(format!("set “{}” to {shown} from {}", policy::figure_words(name), domain::time::short_date(from)))
}

/// Where to look; empty for a reader whose role may not open it.
fn place(cx: &Cx, subject: &str, id: uuid::Uuid, project: Option<uuid::Uuid>) -> String {
    let (action, href) = match (subject, project) {
        ("engagement", _) => (Action::ViewEngagements, format!("/engagements/{id}")),
        ("attention_item", _) => (Action::KeepAttention, format!("/staff/attention/{id}")),
        ("problem", _) => (Action::KeepProblems, format!("/problems/{id}")),
        ("review_flag", _) => (Action::KeepReviews, "/staff/reviews".to_owned()),
        ("application", _) => (Action::ViewApplicants, format!("/applications/{id}")),
        ("host", _) => (Action::ViewHosts, format!("/staff/hosts/{id}")),
        ("revision", _) => (Action::ReviewProjects, format!("/staff/revisions/{id}")),
        ("person", _) => (Action::ViewPeople, "/staff/people".to_owned()),
        ("payment", _) => (Action::ViewPayments, "/staff/payments".to_owned()),
        ("program", _) => (Action::ViewPolicy, "/staff/policy".to_owned()),
        ("skill", _) => (Action::KeepSkills, "/staff/skills".to_owned()),
        ("metric_report", _) => (Action::ViewMetrics, "/staff/metrics/reports".to_owned()),
        ("fund", _) => (Action::KeepFunds, "/staff/funds".to_owned()),
        ("template", _) => (Action::KeepTemplates, format!("/staff/templates/{id}")),
        ("project", _) => (Action::ReviewProjects, format!("/staff/queue/{id}")),
        (_, Some(project)) => (Action::ReviewProjects, format!("/staff/queue/{project}")),
        _ => (Action::ViewStaffHome, "/staff".to_owned()),
    };
    if cx.require(action).is_ok() { href } else { String::new() }
}
