//! What people are told when an engagement moves. Every step that needs a person writes to them.

use domain::actor::{Belongs, Party, Role};
use domain::by_email::Deed;
use domain::engagements::{Command, NewCheckIn, NewMidPoint, Order, Terms};
use domain::event::Reason;
use domain::ids::EngagementId;
use domain::reviews::Side;
use domain::time::{Week, long_date};

use super::rows::Held;
use crate::Tx;
use crate::by_email::{Ask, ask_host};
use crate::failure::Failure;
use crate::mail::{Letter, queue, queue_to_host, queue_to_role};

fn page(id: EngagementId) -> String {
    format!("/engagements/{id}")
}

pub(super) fn room(id: EngagementId, room: &str) -> String {
    format!("/engagements/{id}/{room}")
}

pub(super) fn action(words: &str, path: String) -> Option<(String, String)> {
    Some((words.to_owned(), path))
}

pub(super) async fn to_student(
    tx: &mut Tx<'_>,
    belongs: &Belongs,
    subject: String,
    line: String,
    action: Option<(String, String)>,
) -> Result<(), Failure> {
    let Some(to) = belongs.student else { return Ok(()) };
    queue(tx, Letter { to, subject, lines: vec![line], action, dedupe: None }).await
}

pub(super) async fn to_host(
    tx: &mut Tx<'_>,
    belongs: &Belongs,
    subject: String,
    line: String,
    action: Option<(String, String)>,
) -> Result<(), Failure> {
    let Some(host) = belongs.host else { return Ok(()) };
    queue_to_host(tx, host, subject, vec![line], action).await
}

/// Both sides sign next.
pub(super) async fn opened(tx: &mut Tx<'_>, id: EngagementId, belongs: &Belongs, terms: &Terms) -> Result<(), Failure> {
    let sign = || action("Read and sign the agreement", room(id, "agreement"));
    let start = long_date(terms.start);
    let line = format!("The agreement for “{}” is ready. Sign it before the work starts on {start}.", terms.project);
    to_student(tx, belongs, format!("Sign the agreement with {}", terms.host), line.clone(), sign()).await?;
    to_host(tx, belongs, format!("Sign the agreement with {}", terms.student), line, sign()).await?;
    Ok(())
}

/// The officer is asked to clear the student.
pub(super) async fn clearance_asked(tx: &mut Tx<'_>, terms: &Terms) -> Result<(), Failure> {
    let line = format!(
        "{} needs a cleared work authorization before the work for {} starts on {}.",
        terms.student,
        terms.host,
        long_date(terms.start)
    );
    let open = action("Open the clearance queue", "/staff/clearance".into());
    queue_to_role(tx, Role::Dso, format!("Clear work authorization for {}", terms.student), vec![line], open).await
}

/// Tells whoever is next after `order` was carried out by `party`.
pub(super) async fn moved(tx: &mut Tx<'_>, held: &Held, order: &Order, party: Party) -> Result<(), Failure> {
    match order.command() {
        Command::Sign | Command::SignOnPaper => signed(tx, held).await,
        Command::ChangeAgreement
        | Command::HandInTaxForm
        | Command::RecordTaxForm
        | Command::RecordSafety
        | Command::ConfirmData
        | Command::ProposeGoals
        | Command::AgreeGoals => super::list_letters::moved(tx, held, order, party).await,
        Command::ClearAuthorization | Command::PressStart => ready(tx, held, order, party).await,
        Command::Start => started(tx, held).await,
        Command::BeginAcceptance => handed_in(tx, held).await,
        Command::Accept | Command::DeemAccepted | Command::UpholdDispute => accepted(tx, held).await,
        Command::RequestRevision => revision(tx, held, order).await,
        Command::Pause | Command::Resume | Command::Dispute | Command::DismissDispute => {
            told(tx, held, order, party).await
        }
        _ if domain::engagements::MACHINE.terminal.contains(&held.engagement.stage()) => {
            told(tx, held, order, party).await
        }
        _ => Ok(()),
    }
}

async fn signed(tx: &mut Tx<'_>, held: &Held) -> Result<(), Failure> {
    let (id, belongs, terms) = (held.engagement.id, held.engagement.belongs, &held.terms);
    let list = held.engagement.facts.checklist.clone();
    let open = |words: &str| action(words, room(id, "agreement"));
    if list.agreement_student && list.agreement_host && !list.agreement_program {
        let subject = format!("Sign for the program: {} at {}", terms.student, terms.host);
        let line = format!("Both sides have signed the agreement for “{}”. The program signs last.", terms.project);
        queue_to_role(tx, Role::Staff, subject, vec![line], open("Open the agreement")).await?;
    }
    if list.agreement_student && list.agreement_host && list.agreement_program {
        let line = format!(
            "All three have signed. Work through what is left before the start, then press Start on {}.",
            long_date(terms.start)
        );
        let open = |words: &str| action(words, room(id, "onboarding"));
        to_student(tx, &belongs, format!("Signed by all: {}", terms.project), line.clone(), open("See the checklist"))
            .await?;
        to_host(tx, &belongs, format!("Signed by all: {}", terms.project), line, open("See the checklist")).await?;
    }
    Ok(())
}

async fn ready(tx: &mut Tx<'_>, held: &Held, order: &Order, party: Party) -> Result<(), Failure> {
    let (engagement, terms) = (&held.engagement, &held.terms);
    let (belongs, facts) = (engagement.belongs, &engagement.facts);
    let open = action("Open the list", room(engagement.id, "onboarding"));
    if let Order::ClearAuthorization { until, .. } = order {
        let line = format!("Your work authorization for {} is cleared up to {}.", terms.host, long_date(*until));
        return to_student(tx, &belongs, "Your work authorization is cleared".into(), line, open).await;
    }
    if facts.student_started && facts.host_started {
        return Ok(());
    }
    if party == Party::Student {
        let line = format!(
            "{} has pressed Start for “{}”. The work begins when you press it too.",
            terms.student, terms.project
        );
        to_host(tx, &belongs, format!("{} is ready to start", terms.student), line, open).await
    } else {
        let line =
            format!("{} has pressed Start for “{}”. The work begins when you press it too.", terms.host, terms.project);
        to_student(tx, &belongs, format!("{} is ready to start", terms.host), line, open).await
    }
}

async fn started(tx: &mut Tx<'_>, held: &Held) -> Result<(), Failure> {
    let (id, belongs, terms) = (held.engagement.id, held.engagement.belongs, &held.terms);
    let line = format!(
        "“{}” has begun and ends on {}. Log your time and send each week on Sunday.",
        terms.project,
        long_date(terms.end)
    );
    to_student(
        tx,
        &belongs,
        format!("Your work for {} has begun", terms.host),
        line,
        action("Log time", room(id, "time")),
    )
    .await?;
    let line = format!(
        "“{}” has begun and ends on {}. You approve each week’s hours within {} business days.",
        terms.project,
        long_date(terms.end),
        tx.cx().policy().silent_approval_days
    );
    to_host(tx, &belongs, format!("{} has begun", terms.student), line, action("See the work", page(id))).await
}

async fn handed_in(tx: &mut Tx<'_>, held: &Held) -> Result<(), Failure> {
    let (engagement, terms) = (&held.engagement, &held.terms);
    let cx = tx.cx();
    let due = cx.now().calendar.after(cx.today(), cx.policy().acceptance_days);
    let line = format!(
        "{} has handed in all of “{}”. Compare it with the agreement and answer by {}.",
        terms.student,
        terms.project,
        long_date(due)
    );
    let open = action("Look at the work", page(engagement.id));
    to_host(tx, &engagement.belongs, format!("{} has handed in the work", terms.student), line, open).await
}

async fn accepted(tx: &mut Tx<'_>, held: &Held) -> Result<(), Failure> {
    let (id, belongs, terms) = (held.engagement.id, held.engagement.belongs, &held.terms);
    let pay = if held.fee.0 > 0 {
        format!(" {} before tax is on its way to you within 10 business days.", held.fee)
    } else {
        String::new()
    };
    let review = || action("Write your review", room(id, "review"));
    let line = format!(
        "{} accepts “{}”.{pay} Neither side sees the other’s review before both are in.",
        terms.host, terms.project
    );
    to_student(tx, &belongs, "Your work is accepted".into(), line, review()).await?;
    let line = format!(
        "How was it to work with {0}? Four questions; neither side sees the other’s review first. The page of the work also \
         asks what {0} may show of it in a portfolio.",
        terms.student
    );
    to_host(tx, &belongs, format!("Review {}’s work", terms.student), line, review()).await?;
    if held.fee.0 > 0 {
        let line = format!("{} is owed {} for “{}” at {}.", terms.student, held.fee, terms.project, terms.host);
        let open = action("Open payments", "/staff/payments".into());
        queue_to_role(tx, Role::Finance, format!("Payment ready: {}", terms.student), vec![line], open).await?;
    }
    Ok(())
}

async fn revision(tx: &mut Tx<'_>, held: &Held, order: &Order) -> Result<(), Failure> {
    let Order::RequestRevision { criterion, reason } = order else { return Ok(()) };
    let terms = &held.terms;
    let line = format!("{} asks for a change. Not met yet: “{criterion}”. {}", terms.host, reason.as_str());
    let open = action("See what is missing", page(held.engagement.id));
    to_student(tx, &held.engagement.belongs, format!("One more round: {}", terms.project), line, open).await
}

/// Whatever stops the clock or ends the work: both sides hear of it, staff when they must decide.
async fn told(tx: &mut Tx<'_>, held: &Held, order: &Order, party: Party) -> Result<(), Failure> {
    let (id, belongs, terms) = (held.engagement.id, held.engagement.belongs, &held.terms);
    let what = match order.command() {
        Command::Pause => "is paused",
        Command::Resume => "goes on",
        Command::Dispute => "is with staff, who mediate",
        Command::DismissDispute => "is back with the host for acceptance",
        Command::Lapse => "has lapsed",
        Command::MarkIncomplete => "was not finished in time",
        Command::Complete => "is complete",
        _ => "has ended early",
    };
    let reason = match order {
        Order::Pause(reason)
        | Order::Cancel(reason)
        | Order::ReportNoShowStudent(reason)
        | Order::ReportNoShowHost(reason)
        | Order::Lapse(reason)
        | Order::Terminate(reason)
        | Order::MarkIncomplete(reason)
        | Order::Dispute(reason)
        | Order::DismissDispute(reason) => format!(" The reason given: {}", reason.as_str()),
        _ => String::new(),
    };
    let subject = format!("“{}” {what}", terms.project);
    let last = match order {
        // A pause has moved it.
        Order::Resume => format!(" Its last day is {}.", long_date(held.engagement.facts.end)),
        _ => String::new(),
    };
    let line = format!("The work of {} for {} {what}.{reason}{last}", terms.student, terms.host);
    let open = || action("Open it", page(id));
    if party != Party::Student {
        to_student(tx, &belongs, subject.clone(), line.clone(), open()).await?;
    }
    if party != Party::Host {
        to_host(tx, &belongs, subject.clone(), line.clone(), open()).await?;
    }
    if matches!(
        order,
        Order::Dispute(_) | Order::Cancel(_) | Order::ReportNoShowHost(_) | Order::ReportNoShowStudent(_)
    ) {
        queue_to_role(tx, Role::Staff, subject, vec![line], open()).await?;
    }
    Ok(())
}

/// The student sent a check-in: the host is asked for an answer.
pub(super) async fn check_in_sent(
    tx: &mut Tx<'_>,
    held: &Held,
    week: Week,
    check_in: uuid::Uuid,
    new: &NewCheckIn,
) -> Result<(), Failure> {
    let (id, terms) = (held.engagement.id, &held.terms);
    let Some(host) = held.engagement.belongs.host else { return Ok(()) };
    let line = format!(
        "{} sent the check-in of the week of {} for “{}”.",
        terms.student,
        long_date(week.monday()),
        terms.project
    );
    let way = if new.is_blocked() { "Something is in the way." } else { "Nothing is in the way." };
    let ask = Ask {
        host,
        engagement: id,
        deed: Deed::AnswerCheckIn,
        subject: check_in,
        version: 0,
        page: format!("{}#check-ins", page(id)),
    };
    let subject = format!("Check-in of {}", terms.student);
    ask_host(tx, &ask, &subject, vec![line, way.to_owned()], "Read it and answer").await
}

/// The host answered the check-in of a week.
pub(super) async fn check_in_answered(tx: &mut Tx<'_>, held: &Held, week: Week) -> Result<(), Failure> {
    let (id, belongs, terms) = (held.engagement.id, held.engagement.belongs, &held.terms);
    let line = format!(
        "{} answered your check-in of the week of {} for “{}”.",
        terms.host,
        long_date(week.monday()),
        terms.project
    );
    let open = action("Read the answer", format!("{}#check-ins", page(id)));
    to_student(tx, &belongs, format!("{} answered your check-in", terms.host), line, open).await
}

/// One side answered at half of the work: the other side reads it, staff when they are asked for help.
pub(super) async fn mid_point(tx: &mut Tx<'_>, held: &Held, side: Side, form: &NewMidPoint) -> Result<(), Failure> {
    let (id, belongs, terms) = (held.engagement.id, held.engagement.belongs, &held.terms);
    let who = if side == Side::Student { &terms.student } else { &terms.host };
    let subject = format!("{who} answered at half of the work");
    let line =
        format!("How “{}” goes, and one thing that should change. Help asked of staff is not in it.", terms.project);
    let open = || action("Read it", format!("{}#mid-point", page(id)));
    match side {
        Side::Student => to_host(tx, &belongs, subject, line, open()).await?,
        Side::Host => to_student(tx, &belongs, subject, line, open()).await?,
    }
    if form.needs_help() {
        let subject = format!("{who} asks for help at half of the work");
        let line = format!("It is about “{}” of {} at {}.", terms.project, terms.student, terms.host);
        queue_to_role(tx, Role::Staff, subject, vec![line], open()).await?;
    }
    Ok(())
}

/// Staff answered a side that asked for help.
pub(super) async fn help_answered(tx: &mut Tx<'_>, held: &Held, side: Side, answer: &Reason) -> Result<(), Failure> {
    let (id, belongs) = (held.engagement.id, held.engagement.belongs);
    let line = format!("Staff answer what you asked for “{}”: {}", held.terms.project, answer.as_str());
    let (subject, open) = ("Staff answered you".to_owned(), action("Open the work", page(id)));
    match side {
        Side::Student => to_student(tx, &belongs, subject, line, open).await,
        Side::Host => to_host(tx, &belongs, subject, line, open).await,
    }
}
