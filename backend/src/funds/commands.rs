//! Adding, changing and closing. Each keeps what was before and after in its event.

use domain::access::Action;
use domain::actor::{Belongs, Party, Role};
use domain::event::{Event, Reason, Subject};
use domain::funds::{NewFund, Typed};
use domain::money::Cents;
use domain::refusal::Refusal;
use uuid::Uuid;

use crate::cx::{Cx, Once, Tx};
use crate::failure::Failure;
use crate::sql::{at, on};

/// A fund that is changed, locked.
struct Held {
    fund: NewFund,
    version: i32,
    closed: bool,
}

/// Adds a fund, or changes the one of `change`: its id and the version the form was drawn with. The name stays.
///
/// # Errors
/// Messages by the fields of [`Typed`], also for a name that is taken; [`Refusal::Changed`] when somebody was quicker; a
/// refusal for one that is closed; [`Failure::NotFound`] without the right; [`Failure::AlreadyDone`].
pub async fn save_fund(cx: &Cx, change: Option<(Uuid, i32)>, typed: &Typed<'_>, once: Once) -> Result<(), Failure> {
    cx.require(Action::KeepFunds)?;
    let mut tx = cx.begin_once(once).await?;
    match change {
        None => add(&mut tx, NewFund::parse(typed)?).await?,
        Some((id, version)) => {
            let held = held(&mut tx, id, version).await?;
            let name = held.fund.name.clone();
            let fund = NewFund::parse(&Typed { name: &name, ..*typed })?;
            put(&mut tx, id, &held.fund, &fund).await?;
        }
    }
    tx.commit().await
}

async fn add(tx: &mut Tx<'_>, fund: NewFund) -> Result<(), Failure> {
    let (program, now) = (tx.cx().program().id, tx.cx().at());
    let id: Uuid = crate::new_id();
    let added = sqlx::query!(
        "insert into funds (id, program_id, name, amount_cents, first_day, last_day, department, college, term, citizens_only,
             created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) on conflict do nothing",
        id,
        program.0,
        fund.name,
        fund.amount.0,
        on(fund.first) as _,
        on(fund.last) as _,
        fund.department,
        fund.college,
        fund.term,
        fund.citizens_only,
        at(now) as _,
    )
    .execute(tx.db())
    .await?
    .rows_affected();
    if added == 0 {
        return Err(Failure::field("name", "There is a fund of this name already. Choose another one."));
    }
    record(tx, id, "add", fund.in_words()).await
}

async fn put(tx: &mut Tx<'_>, id: Uuid, before: &NewFund, fund: &NewFund) -> Result<(), Failure> {
    if before == fund {
        return Ok(());
    }
    let now = tx.cx().at();
    sqlx::query!(
        "update funds set amount_cents = $2, first_day = $3, last_day = $4, department = $5, college = $6, term = $7,
             citizens_only = $8, version = version + 1, updated_at = $9 where id = $1",
        id,
        fund.amount.0,
        on(fund.first) as _,
        on(fund.last) as _,
        fund.department,
        fund.college,
        fund.term,
        fund.citizens_only,
        at(now) as _,
    )
    .execute(tx.db())
    .await?;
    record(tx, id, "change", format!("{}. Before: {}", fund.in_words(), before.in_words())).await
}

/// Closes a fund: no project may name it any more. What is reserved stays reserved.
///
/// # Errors
/// Like [`save_fund`].
pub async fn close_fund(cx: &Cx, id: Uuid, version: i32, reason: &Reason, once: Once) -> Result<(), Failure> {
    cx.require(Action::KeepFunds)?;
    let mut tx = cx.begin_once(once).await?;
    held(&mut tx, id, version).await?;
    sqlx::query!(
        "update funds set archived_at = $2, version = version + 1, updated_at = $2 where id = $1",
        id,
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    record(&mut tx, id, "close", reason.as_str().to_owned()).await?;
    tx.commit().await
}

/// The fund, locked, as the form has seen it.
async fn held(tx: &mut Tx<'_>, id: Uuid, version: i32) -> Result<Held, Failure> {
    let program = tx.cx().program().id;
    let row = sqlx::query!(
        r#"select name, amount_cents, first_day, last_day, department, college, term, citizens_only, version,
            archived_at is not null as "closed!"
           from funds where id = $1 and program_id = $2 for update"#,
        id,
        program.0,
    )
    .fetch_optional(tx.db())
    .await?
    .ok_or(Failure::NotFound)?;
    let held = Held {
        fund: NewFund {
            name: row.name,
            amount: Cents(row.amount_cents),
            first: row.first_day.to_jiff(),
            last: row.last_day.to_jiff(),
            department: row.department,
            college: row.college,
            term: row.term,
            citizens_only: row.citizens_only,
        },
        version: row.version,
        closed: row.closed,
    };
    if held.version != version {
        return Err(Refusal::Changed.into());
    }
    if held.closed {
        return Err(Refusal::rule("This fund is closed. Add another one instead.").into());
    }
    Ok(held)
}

async fn record(tx: &mut Tx<'_>, id: Uuid, command: &'static str, words: String) -> Result<(), Failure> {
    let program = tx.cx().program().id;
    let party = match tx.cx().actor().person() {
        Some(person) if person.has(Role::Finance) => Party::Finance,
        Some(person) if person.has(Role::Staff) => Party::Staff,
        _ => Party::Admin,
    };
    let event = Event {
        subject: Subject::Fund,
        id,
        belongs: Belongs { program, host: None, student: None },
        command,
        by: party,
        from: None,
        to: None,
        reason: Some(words),
        kind: None,
    };
    tx.record(&event, crate::About::default()).await?;
    Ok(())
}
