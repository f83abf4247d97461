//! What is decided about a host organisation.

use domain::actor::{Actor, Role};
use domain::event::Reason;
use domain::hosts::{Command, Host, Order};
use domain::ids::HostId;

use super::rows;
use crate::cx::{About, Cx, Once, Tx};
use crate::failure::Failure;
use crate::mail;

/// Does what `order` says with a host's standing in this program, and writes to whom it concerns.
///
/// # Errors
/// [`Failure::NotFound`] for people who are no party to it; [`Failure::Refused`] when the table or a
/// rule says no.
pub async fn decide(cx: &Cx, host: HostId, order: Order, once: Once) -> Result<(), Failure> {
    let mut tx = cx.begin_once(once).await?;
    let (standing, name) = rows::lock_visible(&mut tx, host).await?.ok_or(Failure::NotFound)?;
    step(&mut tx, standing, &name, &order, cx.actor()).await?;
    tx.commit().await
}

/// A host never came to work it had offered: it offers nothing more before staff have spoken with it. Nothing when it is in
/// no standing to be suspended, because it is already.
pub(crate) async fn suspend_absent(tx: &mut Tx<'_>, host: HostId, reason: Reason) -> Result<(), Failure> {
    let Some((standing, name)) = rows::lock(tx, host).await? else { return Ok(()) };
    if !standing.offers(&Actor::System).contains(&Command::Suspend) {
        return Ok(());
    }
    step(tx, standing, &name, &Order::Suspend(reason), &Actor::System).await
}

async fn step(tx: &mut Tx<'_>, standing: Host, name: &str, order: &Order, by: &Actor) -> Result<(), Failure> {
    let cx = tx.cx().clone();
    let (standing, event) = standing.apply(order, by, &cx.now(), cx.policy())?;
    rows::save(tx, &standing, order).await?;
    tx.record(&event, About::default()).await?;
    if let Order::Suspend(reason) = order {
        crate::projects::pause_all(tx, standing.id, reason).await?;
    }
    tell(tx, standing.id, name, order).await
}

async fn tell(tx: &mut Tx<'_>, host: HostId, name: &str, order: &Order) -> Result<(), Failure> {
    let words = rows::said(order).map_or("", Reason::as_str).to_owned();
    let program = tx.cx().program().name.clone();
    let home = |label: &str| Some((label.to_owned(), "/host".to_owned()));
    let (subject, lines, action) = match order {
        Order::Verify => (
            format!("{name} is verified"),
            vec![format!("{program} has verified {name}. You can now offer projects to students.")],
            home("Offer a project"),
        ),
        Order::Ask(_) => (
            format!("A question about {name}"),
            vec![format!("Before {program} can verify {name}, staff ask:"), words],
            Some(("Answer".to_owned(), "/account".to_owned())),
        ),
        Order::Reject(_) => (
            format!("{name} is not a host of this program"),
            vec![format!("{program} decided not to work with {name}. The reason:"), words],
            None,
        ),
        Order::Suspend(_) => (
            format!("{name} is suspended"),
            vec![
                format!(
                    "{program} has suspended {name}: its open projects are hidden, and it cannot offer seats for now. \
                     Work that has begun goes on. The reason:"
                ),
                words,
            ],
            home("See what is open"),
        ),
        Order::Reinstate(_) => (
            format!("{name} can offer projects again"),
            vec![
                format!(
                    "{program} has ended the suspension of {name}. Show your hidden projects again when you are ready."
                ),
                words,
            ],
            home("Go to your home"),
        ),
        Order::Register | Order::Answer(_) => {
            let subject = format!("{name} waits for your check");
            let lines = if words.is_empty() {
                vec![format!("{name} registered.")]
            } else {
                vec![format!("{name} answered:"), words]
            };
            let action = Some(("Verify it".to_owned(), format!("/staff/hosts/{host}")));
            return mail::queue_to_role(tx, Role::Staff, subject, lines, action).await;
        }
        // Looking closely is the staff's own note.
        Order::Watch(_) => return Ok(()),
    };
    mail::queue_to_host(tx, host, subject, lines, action).await
}
