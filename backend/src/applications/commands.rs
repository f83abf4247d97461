//! What students and hosts do with an application.

use domain::access::Action;
use domain::actor::{Actor, Belongs};
use domain::applications::{ANSWERS, Application, NewApplication, Order, Stage};
use domain::event::Reason;
use domain::fields::FieldErrors;
use domain::ids::{ApplicationId, EngagementId, FileId, ProjectId};
use domain::refusal::Refusal;
use domain::time::Minutes;

use super::load::{self, Load};
use super::rows::{self, Row};
use super::{letters, runner_up, system};
use crate::cx::{Cx, Once, Tx};
use crate::failure::Failure;

/// An application as the form sends it, not yet checked: which answers are needed is the project's to say.
#[derive(Clone, Debug, Default)]
pub struct ApplyForm {
    /// Field `statement`.
    pub statement: String,
    /// Fields `answer_1` to `answer_3`; those without a question are left out.
    pub answers: [String; ANSWERS],
    /// Work samples picked from the profile, by their addresses.
    pub samples: Vec<String>,
    /// Field `resume`: the résumé that is sent along, as it was when the form was drawn.
    pub resume: Option<FileId>,
    /// Checkbox `confirm`.
    pub confirm: bool,
}

impl ApplyForm {
    fn parse(&self, questions: usize) -> Result<NewApplication, FieldErrors> {
        let asked = self.answers.get(..questions.min(ANSWERS)).unwrap_or_default();
        NewApplication::parse(&self.statement, asked, self.confirm).map_err(|errors| {
            // The form's names for two of the fields.
            let named = |field: String| match field.as_str() {
                "pitch" => "statement".to_owned(),
                "eligible" => "confirm".to_owned(),
                _ => field,
            };
            FieldErrors(errors.0.into_iter().map(|(field, message)| (named(field), message)).collect())
        })
    }
}

/// Sends an application under the id the form came with. One student applies to one project once,
/// and has at most as many open applications as the policy says, however fast the forms arrive.
///
/// # Errors
/// Fields that are wrong; a refusal when the project takes no applications, when the student applied
/// to it before or has too many open; [`Failure::NotFound`] for a project students cannot see and for
/// people who are no students here.
pub async fn apply(cx: &Cx, id: ApplicationId, project: ProjectId, form: ApplyForm, once: Once) -> Result<(), Failure> {
    cx.require(Action::Apply)?;
    let student = cx.person()?.id;
    let mut tx = cx.begin_once(once).await?;
    let standing = rows::lock_student(&mut tx, student).await?.ok_or(Failure::NotFound)?;
    let target = rows::target(&mut tx, project, student).await?.ok_or(Failure::NotFound)?;
    if target.applied {
        return Err(applied_before().into());
    }
    let new = form.parse(target.questions.len())?;
    let samples = picked(&form.samples, &rows::samples_of(&mut tx, student).await?);
    let mut facts = target.facts;
    facts.ineligible = ineligible(&standing);
    let belongs = Belongs { program: cx.program().id, host: Some(target.host), student: Some(student) };
    let application = Application::restore(id, belongs, facts, Stage::Draft);
    let (mut application, event) = application.apply(&Order::Submit, cx.actor(), &cx.now(), cx.policy())?;
    // The date that was printed on the project is the one that counts.
    application.facts.decision_due = target.decide_by.or(application.facts.decision_due);
    if let Some(resume) = form.resume
        && !rows::holds_resume(&mut tx, student, resume).await?
    {
        return Err(resume_changed());
    }
    if !rows::insert(&mut tx, &application, project, &new, &samples, form.resume).await? {
        return Err(applied_before().into());
    }
    tx.record(&event, project).await?;
    let sent = letters::Sent {
        id,
        student,
        host: target.host,
        title: &target.title,
        host_name: &target.host_name,
        decision_due: application.facts.decision_due,
        applicants: format!("/host/projects/{project}/applicants"),
    };
    letters::sent(&mut tx, &sent).await?;
    tx.commit().await
}

/// Checks an application as [`apply`] would, before the student confirms anything: what its preview may show.
///
/// # Errors
/// Fields that are wrong; [`Failure::NotFound`] as for [`apply`].
pub async fn check(cx: &Cx, project: ProjectId, form: &ApplyForm) -> Result<(), Failure> {
    let view = super::apply::apply_page(cx, project).await?;
    let sure = ApplyForm { confirm: true, ..form.clone() };
    sure.parse(view.questions.len())?;
    if form.resume.is_some() && form.resume != view.resume.map(|resume| resume.id) {
        return Err(resume_changed());
    }
    Ok(())
}

fn resume_changed() -> Failure {
    Failure::field("resume", "Your résumé was changed in between. Tick it once more to send the one of today.")
}

/// Of what was picked, what the profile really has: nobody shows a host an address that is not theirs to show.
fn picked(wanted: &[String], there: &[String]) -> Vec<String> {
    there.iter().filter(|address| wanted.contains(address)).cloned().collect()
}

/// Why somebody of this standing may not apply, in a sentence to them.
pub(super) fn ineligible(standing: &str) -> Option<String> {
    (standing != "active").then(|| {
        "Your account cannot apply at the moment. Write to the program’s staff; they tell you why and what helps."
            .to_owned()
    })
}

fn applied_before() -> Refusal {
    Refusal::rule(
        "You applied to this project before, and one application is all it takes. Your applications show where it stands.",
    )
}

/// Considers an application further. From here on the host sees the student's name.
///
/// # Errors
/// A refusal by the machine; [`Failure::NotFound`] for those it does not concern.
pub async fn shortlist(cx: &Cx, id: ApplicationId, once: Once) -> Result<(), Failure> {
    perform(cx, id, Order::Shortlist, once).await
}

/// Offers the project to the student for as long as the policy says. Never more offers than seats,
/// also when two are made at the same moment.
///
/// # Errors
/// A refusal when no seat is left or the project is over; [`Failure::NotFound`] for those it does not concern.
pub async fn offer(cx: &Cx, id: ApplicationId, once: Once) -> Result<(), Failure> {
    perform(cx, id, Order::Offer, once).await
}

/// Gives the student as much time again, once.
///
/// # Errors
/// A refusal when it was extended before or has run out; [`Failure::NotFound`] for those it does not concern.
pub async fn extend_offer(cx: &Cx, id: ApplicationId, once: Once) -> Result<(), Failure> {
    perform(cx, id, Order::ExtendOffer, once).await
}

/// Tells the student that others were chosen, in the host's words.
///
/// # Errors
/// A message for the field `reason`; a refusal by the machine; [`Failure::NotFound`] for those it does not concern.
pub async fn not_select(cx: &Cx, id: ApplicationId, reason: &str, once: Once) -> Result<(), Failure> {
    let reason = Reason::parse(reason).map_err(|message| Failure::field("reason", message))?;
    perform(cx, id, Order::NotSelect(reason), once).await
}

/// Takes an application back.
///
/// # Errors
/// A refusal by the machine; [`Failure::NotFound`] for those it does not concern.
pub async fn withdraw(cx: &Cx, id: ApplicationId, once: Once) -> Result<(), Failure> {
    perform(cx, id, Order::Withdraw, once).await
}

/// Says no to an offer; its seat is free again.
///
/// # Errors
/// A refusal by the machine; [`Failure::NotFound`] for those it does not concern.
pub async fn decline_offer(cx: &Cx, id: ApplicationId, once: Once) -> Result<(), Failure> {
    perform(cx, id, Order::Decline, once).await
}

/// Says yes to an offer: the engagement begins, and when it was the last seat, everybody who still
/// waits for this project is answered in the same transaction.
///
/// # Errors
/// A refusal when the offer has run out or a week would be too full; [`Failure::NotFound`] for those
/// it does not concern.
pub async fn accept_offer(cx: &Cx, id: ApplicationId, once: Once) -> Result<EngagementId, Failure> {
    accept(cx, id, &[], once).await
}

/// The same, and with the student's consent what no longer fits is answered as well: offers are declined, applications
/// taken back. `shown` is what the student was told no longer fits; what came to it since stays open.
///
/// # Errors
/// As [`accept_offer`].
pub async fn accept_offer_and_let_go(
    cx: &Cx,
    id: ApplicationId,
    shown: &[ApplicationId],
    once: Once,
) -> Result<EngagementId, Failure> {
    accept(cx, id, shown, once).await
}

async fn accept(cx: &Cx, id: ApplicationId, let_go: &[ApplicationId], once: Once) -> Result<EngagementId, Failure> {
    let mut tx = cx.begin_once(once).await?;
    let student = cx.person()?.id;
    // Two offers accepted at once must see each other's hours.
    rows::lock_student(&mut tx, student).await?;
    let mut row = rows::lock_with_project(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let mut clashing = Vec::new();
    if let (Some(start), Some(end)) = (row.start, row.end) {
        let added = Load { start, end, weekly_hours: row.weekly_hours };
        let agreed = load::all_of(tx.db(), row.student).await?;
        row.application.facts.weekly_minutes_after = load::busiest_week(added, &agreed).0;
        if !let_go.is_empty() {
            let open = load::open_of(tx.db(), row.student).await?;
            clashing = load::clashes(added, id, &agreed, &open, Minutes::hours(cx.policy().weekly_hours));
            clashing.retain(|clash| let_go.contains(&clash.application));
        }
    }
    let row = step(&mut tx, row, &Order::Accept, cx.actor()).await?;
    let engagement = crate::engagements::create_from_offer(&mut tx, id).await?;
    for clash in clashing {
        let_go_of(&mut tx, clash.application).await?;
    }
    if rows::seats_taken(&mut tx, row.project).await? >= row.seats {
        crate::projects::fill(&mut tx, row.project).await?;
        system::answer_others(&mut tx, row.project).await?;
    }
    tx.commit().await?;
    Ok(engagement)
}

/// Declines an offer, or takes an application back, for the student who just agreed to other work.
async fn let_go_of(tx: &mut Tx<'_>, id: ApplicationId) -> Result<(), Failure> {
    let by = tx.cx().actor().clone();
    let Some(row) = rows::lock_visible(tx, id).await? else { return Ok(()) };
    match row.application.stage() {
        Stage::Offered => {
            let row = step(tx, row, &Order::Decline, &by).await?;
            letters::declined(tx, &row).await
        }
        Stage::Submitted | Stage::Shortlisted | Stage::Interview => {
            let row = step(tx, row, &Order::Withdraw, &by).await?;
            letters::withdrawn(tx, &row).await
        }
        // Somebody was quicker.
        _ => Ok(()),
    }
}

/// One step by whoever acts, with its letter.
async fn perform(cx: &Cx, id: ApplicationId, order: Order, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let row = match order {
        Order::Offer => rows::lock_with_project(&mut tx, id).await?,
        _ => rows::lock_visible(&mut tx, id).await?,
    };
    let row = row.ok_or(Failure::NotFound)?;
    if order == Order::Offer && !matches!(row.project_stage.as_str(), "published" | "selection") {
        return Err(Refusal::rule("This project chooses no students now. Open its page to see where it stands.").into());
    }
    if order == Order::Offer && rows::host_is_suspended(&mut tx, row.host).await? {
        return Err(Refusal::rule("This host is suspended and cannot offer seats now.").into());
    }
    let row = step(&mut tx, row, &order, cx.actor()).await?;
    let until = row.application.facts.offer_expires_at;
    match &order {
        Order::Shortlist => letters::shortlisted(&mut tx, &row).await?,
        Order::Offer => letters::offered(&mut tx, &row, until).await?,
        Order::ExtendOffer => letters::extended(&mut tx, &row, until).await?,
        Order::NotSelect(reason) => letters::not_selected(&mut tx, &row, reason).await?,
        Order::Withdraw => letters::withdrawn(&mut tx, &row).await?,
        Order::Decline => letters::declined(&mut tx, &row).await?,
        _ => {}
    }
    tx.commit().await
}

/// One step of the machine, saved and recorded.
pub(crate) async fn step(tx: &mut Tx<'_>, row: Row, order: &Order, by: &Actor) -> Result<Row, Failure> {
    let cx = tx.cx();
    let (application, event) = row.application.apply(order, by, &cx.now(), cx.policy())?;
    rows::save(tx, &application, event.reason.as_deref()).await?;
    tx.record(&event, row.project).await?;
    match order {
        Order::Decline | Order::ExpireOffer => runner_up::owe(tx, application.id, row.project).await?,
        Order::Offer => runner_up::settle(tx, row.project).await?,
        _ => {}
    }
    Ok(Row { application, ..row })
}
