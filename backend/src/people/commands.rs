//! Joining, confirming an address, a new password, the profile.

use domain::actor::{Actor, Belongs, HostRole, Party, Person, Role};
use domain::event::{Event, Subject};
use domain::hosts::{Facts, Host, Order, Stage};
use domain::ids::{HostId, PersonId};
use domain::machine::Word as _;
use domain::people::{Email, NewHostPerson, NewStudent, Password};
use domain::refusal::Refusal;
use jiff::SignedDuration;

use super::passwords;
use super::sessions::{self, Origin, end_all_of};
use super::throttle::{self, Key};
use super::tokens::{self, Purpose};
use crate::cx::{About, Backend, Cx, Tx, Visit};
use crate::failure::Failure;
use crate::mail::{self, Letter};
use crate::sql::at;

const NOT_THE_PASSWORD: &str = "This is not the password this account was opened with. If you did not open it, choose a new \
    password: the link for that comes to this address.";
const LINK_IS_OVER: &str = "This link was used before, or its time is over.";

/// A student joins the program. They can sign in once their address is confirmed. Whoever names an
/// address that has an account already gets the same answer; its owner gets a mail. An account whose
/// address was never confirmed belongs to nobody yet: whoever signs up last has chosen its name and
/// password, and only who knows that password and reads the mail can confirm it.
///
/// # Errors
/// [`Failure::TooMany`] for a flood from one network address; or when the database does not answer.
pub async fn sign_up_student(visit: &Visit, new: NewStudent, school: &str, address: &str) -> Result<(), Failure> {
    slow_down(visit, &new.email, address).await?;
    let hash = passwords::hash(new.password.expose()).await?;
    let cx = visit.as_system();
    let mut tx = cx.begin().await?;
    let Some(person) = add_person(&mut tx, new.name.as_str(), &new.email, &hash).await? else {
        remind_owner(&mut tx, &new.email).await?;
        return tx.commit().await;
    };
    let program = cx.program().id;
    sqlx::query!(
        "insert into students (person_id, program_id, school, created_at, updated_at) values ($1, $2, $3, $4, $4)
         on conflict (person_id) do update set school = $3, updated_at = $4, version = students.version + 1",
        person.0,
        program.0,
        school,
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    sqlx::query!(
        "insert into program_roles (program_id, person_id, role, created_at) values ($1, $2, $3, $4)
         on conflict (program_id, person_id, role) do nothing",
        program.0,
        person.0,
        Role::Student.word(),
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    tx.record(&about_student(&cx, person, "sign_up"), About::default()).await?;
    send_confirmation(&mut tx, person).await?;
    tx.commit().await
}

/// A host organisation registers with its first member, who owns it. Staff are asked to verify it.
///
/// # Errors
/// As [`sign_up_student`].
pub async fn sign_up_host(visit: &Visit, new: NewHostPerson, address: &str) -> Result<(), Failure> {
    slow_down(visit, &new.email, address).await?;
    let hash = passwords::hash(new.password.expose()).await?;
    let cx = visit.as_system();
    let mut tx = cx.begin().await?;
    let Some(person) = add_person(&mut tx, new.name.as_str(), &new.email, &hash).await? else {
        remind_owner(&mut tx, &new.email).await?;
        return tx.commit().await;
    };
    let host: HostId = crate::new_id();
    sqlx::query!(
        "insert into hosts (id, name, website, about, kind, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)",
        host.0,
        new.host.name,
        new.host.website.unwrap_or_default(),
        new.host.about,
        new.host.kind.word(),
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    sqlx::query!(
        "insert into host_members (host_id, person_id, role, created_at) values ($1, $2, $3, $4)",
        host.0,
        person.0,
        HostRole::Owner.word(),
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    let event = register(&cx, host, person, new.name.as_str())?;
    sqlx::query!(
        "insert into host_standings (program_id, host_id, stage, created_at, updated_at) values ($1, $2, $3, $4, $4)",
        cx.program().id.0,
        host.0,
        Stage::Pending.word(),
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    tx.record(&event, About::default()).await?;
    send_confirmation(&mut tx, person).await?;
    let lines = vec![
        format!("{} registered as a host organisation. {} answers for it.", new.host.name, new.name.as_str()),
        "Its projects stay closed to students until you have verified it.".to_owned(),
    ];
    let action = ("Verify it".to_owned(), format!("/staff/hosts/{host}"));
    mail::queue_to_role(&mut tx, Role::Staff, format!("{} wants to host projects", new.host.name), lines, Some(action))
        .await?;
    tx.commit().await
}

/// Confirms the address a link was sent to, signs in, and answers the new session's token. Only from a
/// form: mail scanners open links. And only with the password: somebody else may have signed up with
/// this address, and must not get an account by its owner's click.
///
/// # Errors
/// [`Failure::Refused`] for a link that does not work any more; [`Failure::Invalid`] for another
/// password, [`Failure::TooMany`] after ten of them: the link then still works.
pub async fn confirm_email(visit: &Visit, token: &str, password: &str, from: Origin<'_>) -> Result<String, Failure> {
    let over = || {
        Failure::from(Refusal::rule(format!(
            "{LINK_IS_OVER} Sign in: if your address still waits, you get a new link."
        )))
    };
    let person = tokens::peek(visit, token, Purpose::ConfirmEmail).await?.ok_or_else(over)?;
    let known =
        sqlx::query!("select email, password_hash from people where id = $1", person.0).fetch_one(visit.pool()).await?;
    let counted = throttle::count(visit.pool(), visit.at(), &[Key::Account(&known.email)]).await?;
    if !passwords::matches(password, known.password_hash.clone()).await? {
        return Err(Failure::field("password", NOT_THE_PASSWORD));
    }
    let cx = visit.as_system();
    let mut tx = cx.begin().await?;
    let person = tokens::redeem(&mut tx, token, Purpose::ConfirmEmail).await?.ok_or_else(over)?;
    throttle::forget(&mut tx, &known.email, &counted).await?;
    let confirmed = sqlx::query!(
        "update people set email_confirmed_at = coalesce(email_confirmed_at, $2), updated_at = $2, version = version + 1
         where id = $1 and password_hash = $3",
        person.0,
        at(cx.at()) as _,
        known.password_hash,
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if confirmed == 0 {
        // Somebody signed up with this address in between.
        return Err(Failure::field("password", NOT_THE_PASSWORD));
    }
    tx.record(&about_person(&cx, person, "confirm_email"), About::default()).await?;
    let session = sessions::replace(&mut tx, person, from).await?;
    tx.commit().await?;
    Ok(session)
}

/// Sends a link for a new password when somebody has this address, and says nothing of whether.
///
/// # Errors
/// [`Failure::TooMany`] for a flood from one network address or to one mail address.
pub async fn request_reset(visit: &Visit, email: &Email, address: &str) -> Result<(), Failure> {
    slow_down(visit, email, address).await?;
    let cx = visit.as_system();
    let mut tx = cx.begin().await?;
    let person =
        sqlx::query_scalar!("select id from people where email = $1 and standing <> 'suspended'", email.as_str())
            .fetch_optional(tx.db())
            .await?;
    if let Some(person) = person.map(PersonId) {
        send_reset(&mut tx, person).await?;
    }
    tx.commit().await
}

/// Sets a new password, ends every session of its person, and tells them.
///
/// # Errors
/// [`Failure::Invalid`] for a password that does not meet the rules: the link then still works;
/// [`Failure::Refused`] for a link that does not work any more.
pub async fn reset_password(visit: &Visit, token: &str, password: &str) -> Result<(), Failure> {
    let over = || Failure::from(Refusal::rule(format!("{LINK_IS_OVER} Ask for a new one.")));
    let person = tokens::peek(visit, token, Purpose::ResetPassword).await?.ok_or_else(over)?;
    let known = sqlx::query!("select email, name from people where id = $1", person.0).fetch_one(visit.pool()).await?;
    let password =
        Password::parse(password, &known.email, &known.name).map_err(|words| Failure::field("password", words))?;
    let hash = passwords::hash(password.expose()).await?;
    let cx = visit.as_system();
    let mut tx = cx.begin().await?;
    let person = tokens::redeem(&mut tx, token, Purpose::ResetPassword).await?.ok_or_else(over)?;
    // Whoever reads the mail owns the address: it counts as confirmed, too.
    sqlx::query!(
        "update people set password_hash = $2, email_confirmed_at = coalesce(email_confirmed_at, $3), updated_at = $3,
             version = version + 1 where id = $1",
        person.0,
        hash,
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    end_all_of(&mut tx, person).await?;
    // Whoever had the old password may know the secret address of the calendar.
    sqlx::query!("delete from calendar_feeds where person_id = $1", person.0).execute(tx.db()).await?;
    throttle::forget(&mut tx, &known.email, &[]).await?;
    tx.record(&about_person(&cx, person, "reset_password"), About::default()).await?;
    let lines = vec![
        "Your password was changed, and you are signed out on every device.".to_owned(),
        "If that was not you, ask for a new password now and write to the program’s staff.".to_owned(),
    ];
    let action = Some(("Ask for a new password".to_owned(), "/reset-password".to_owned()));
    let letter = Letter { to: person, subject: "Your password was changed".to_owned(), lines, action, dedupe: None };
    mail::queue(&mut tx, letter).await?;
    tx.commit().await
}

/// Deletes what has run out: sessions, links, counted tries, keys of forms. For the timers; once an
/// hour is enough.
///
/// # Errors
/// When the database does not answer.
pub async fn purge(backend: &Backend) -> Result<(), Failure> {
    let now = backend.clock.now();
    let day_ago = now.saturating_sub(SignedDuration::from_hours(24)).unwrap_or(now);
    let two_days_ago = now.saturating_sub(SignedDuration::from_hours(48)).unwrap_or(now);
    let week_ago = now.saturating_sub(SignedDuration::from_hours(7 * 24)).unwrap_or(now);
    let idle = now.saturating_sub(SignedDuration::from_hours(14 * 24)).unwrap_or(now);
    sqlx::query!("delete from sessions where expires_at <= $1 or last_seen_at <= $2", at(now) as _, at(idle) as _)
        .execute(&backend.pool)
        .await?;
    sqlx::query!("delete from email_tokens where expires_at <= $1", at(week_ago) as _).execute(&backend.pool).await?;
    sqlx::query!("delete from sign_in_failures where at <= $1", at(day_ago) as _).execute(&backend.pool).await?;
    sqlx::query!("delete from command_keys where created_at <= $1", at(two_days_ago) as _)
        .execute(&backend.pool)
        .await?;
    let oldest = now.saturating_sub(SignedDuration::from_hours(super::sessions::LASTS_DAYS * 24)).unwrap_or(now);
    sqlx::query!("delete from ended_sessions where ended_at <= $1", at(oldest) as _).execute(&backend.pool).await?;
    Ok(())
}

/// The mail with the link that confirms an address.
pub(super) async fn send_confirmation(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Failure> {
    let token = tokens::issue(tx, person, Purpose::ConfirmEmail).await?;
    let program = tx.cx().program().name.clone();
    let lines = vec![
        format!("Somebody, probably you, opened an account at {program} with this address."),
        "Confirm it within three days. If it was not you, do nothing: without you nobody can use the account."
            .to_owned(),
    ];
    let action = Some(("Confirm your address".to_owned(), format!("/confirm-email?token={token}")));
    mail::queue(
        tx,
        Letter { to: person, subject: "Confirm your email address".to_owned(), lines, action, dedupe: None },
    )
    .await
}

async fn send_reset(tx: &mut Tx<'_>, person: PersonId) -> Result<(), Failure> {
    let token = tokens::issue(tx, person, Purpose::ResetPassword).await?;
    let lines = vec![
        "You asked for a new password. This link works once, for one hour.".to_owned(),
        "If it was not you, do nothing: your password stays as it is.".to_owned(),
    ];
    let action = Some(("Choose a new password".to_owned(), format!("/reset-password/new?token={token}")));
    mail::queue(tx, Letter { to: person, subject: "Choose a new password".to_owned(), lines, action, dedupe: None })
        .await
}

/// Somebody signed up with an address that has an account: its owner hears of it.
async fn remind_owner(tx: &mut Tx<'_>, email: &Email) -> Result<(), Failure> {
    let row = sqlx::query!(
        r#"select id, email_confirmed_at is not null as "confirmed!", standing from people where email = $1"#,
        email.as_str()
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(row) = row.filter(|row| row.standing != "suspended") else { return Ok(()) };
    if !row.confirmed {
        // Staff opened it and nobody has chosen a password yet.
        return send_reset(tx, row.id.into()).await;
    }
    let lines = vec![
        "Somebody, probably you, tried to open an account with this address. You have one already, so nothing was changed."
            .to_owned(),
        "Sign in with it. If you do not remember the password, choose a new one from the sign-in page.".to_owned(),
    ];
    let action = Some(("Sign in".to_owned(), "/sign-in".to_owned()));
    mail::queue(
        tx,
        Letter { to: row.id.into(), subject: "You already have an account".to_owned(), lines, action, dedupe: None },
    )
    .await
}

/// Nothing when the address has an account already that somebody uses, or that staff opened. One that
/// was signed up for and never confirmed is begun anew: what its first owner wrote goes with them.
async fn add_person(tx: &mut Tx<'_>, name: &str, email: &Email, hash: &str) -> Result<Option<PersonId>, Failure> {
    let id: PersonId = crate::new_id();
    let now = tx.cx().at();
    let kept = sqlx::query_scalar!(
        "insert into people (id, email, name, password_hash, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)
         on conflict (email) do update set name = $3, password_hash = $4, updated_at = $5, version = people.version + 1
         where people.email_confirmed_at is null and people.password_hash is not null and people.standing <> 'suspended'
         returning id",
        id.0,
        email.as_str(),
        name,
        hash,
        at(now) as _,
    )
    .fetch_optional(tx.db())
    .await?;
    let Some(kept) = kept.map(PersonId) else { return Ok(None) };
    if kept != id {
        sqlx::query!("delete from host_members where person_id = $1", kept.0).execute(tx.db()).await?;
    }
    Ok(Some(kept))
}

/// The organisation's own step from invited to pending, by its owner.
fn register(cx: &Cx, host: HostId, owner: PersonId, name: &str) -> Result<Event, Failure> {
    let belongs = Belongs { program: cx.program().id, host: Some(host), student: None };
    let member = Person { id: owner, name: name.to_owned(), roles: vec![], hosts: vec![(host, HostRole::Owner)] };
    let now = cx.now();
    let invited = Host::restore(host, belongs, Facts { since: now.today }, Stage::Invited);
    let (_, event) = invited.apply(&Order::Register, &Actor::Person(member), &now, cx.policy())?;
    Ok(event)
}

/// What strangers can cause is bounded: by their network address, and by whom it mails.
async fn slow_down(visit: &Visit, email: &Email, address: &str) -> Result<(), Failure> {
    let mut keys = vec![Key::Letters(email.as_str())];
    if !address.is_empty() {
        keys.push(Key::Address(address));
    }
    throttle::count(visit.pool(), visit.at(), &keys).await?;
    Ok(())
}

fn about_student(cx: &Cx, person: PersonId, command: &'static str) -> Event {
    let mut event = about_person(cx, person, command);
    event.belongs.student = Some(person);
    event.by = Party::Student;
    event
}

fn about_person(cx: &Cx, person: PersonId, command: &'static str) -> Event {
    Event {
        subject: Subject::Person,
        id: person.0,
        belongs: Belongs { program: cx.program().id, host: None, student: None },
        command,
        by: Party::System,
        from: None,
        to: None,
        reason: None,
        kind: None,
    }
}
