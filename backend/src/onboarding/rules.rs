//! What a program asks for, and the clauses of its agreements: numbered, never changed, the highest holds.

use domain::access::Action;
use domain::actor::{Belongs, Party};
use domain::event::{Event, Reason, Subject};
use domain::ids::{ProgramId, RevisionId};
use domain::onboarding::{Rules, clauses_fault, own_clauses};
use sqlx::PgConnection;

use super::views::{Settings, SettingsLine};
use crate::cx::About;
use crate::failure::{Failure, on_constraint};
use crate::sql::at;
use crate::{Cx, Once, Tx};

/// Most changes on the page.
const MOST: i64 = 30;

/// What a program asks for now.
pub(crate) async fn rules(db: &mut PgConnection, program: ProgramId) -> Result<Rules, Failure> {
    let row = sqlx::query!(
        "select required, modules from onboarding_rules where program_id = $1 order by number desc limit 1",
        program.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Rules::kept(&row.required, &row.modules)).unwrap_or_default())
}

/// The program's clauses now, and their number; 0 for those of the product.
pub(super) async fn clauses(db: &mut PgConnection, program: ProgramId) -> Result<(i32, String), Failure> {
    let row = sqlx::query!(
        "select number, body from agreement_clauses where program_id = $1 order by number desc limit 1",
        program.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map_or_else(|| (0, own_clauses().to_owned()), |row| (row.number, row.body)))
}

/// The page on which staff say what is asked for.
///
/// # Errors
/// [`Failure::NotFound`] without the right.
pub async fn settings_page(cx: &Cx) -> Result<Settings, Failure> {
    cx.require(Action::KeepAgreements)?;
    let program = cx.program().id;
    let mut db = cx.pool().acquire().await?;
    let rules = rules(&mut db, program).await?;
    let (number, body) = clauses(&mut db, program).await?;
    let rows = sqlx::query!(
        r#"select x.number as "number!", x.words as "words!", x.body, x.created_at as "at!: jiff_sqlx::Timestamp",
            coalesce(p.name, 'Foothold') as "who!"
           from (select number, 'The list' as words, null as body, author_id, created_at from onboarding_rules
                   where program_id = $1
                 union all
                 select number, note, body, author_id, created_at from agreement_clauses where program_id = $1) x
           left join people p on p.id = x.author_id order by x.created_at desc limit $2"#,
        program.0,
        MOST
    )
    .fetch_all(&mut *db)
    .await?;
    let history = rows
        .into_iter()
        .map(|row| SettingsLine {
            number: row.number,
            words: row.words,
            who: row.who,
            at: row.at.to_jiff(),
            body: row.body,
        })
        .collect();
    Ok(Settings { rules, number, body, history })
}

/// Keeps what the program asks for from now on. What is under way stays as it was.
///
/// # Errors
/// Messages beside `required` and `modules`; [`Failure::NotFound`] without the right.
pub async fn save_rules(cx: &Cx, items: &[String], modules: &[String], once: Once) -> Result<(), Failure> {
    cx.require(Action::KeepAgreements)?;
    let mut tx = cx.begin_once(once).await?;
    let new = Rules::read(items, modules)?;
    if new == rules(tx.db(), cx.program().id).await? {
        return Err(Failure::field("required", "This is what is asked for already. Change something, or leave it."));
    }
    let id = crate::new_id::<RevisionId>().0;
    sqlx::query!(
        "insert into onboarding_rules (id, program_id, number, required, modules, author_id, created_at)
         select $1, $2, 1 + coalesce((select max(number) from onboarding_rules where program_id = $2), 0), $3, $4, $5, $6",
        id,
        cx.program().id.0,
        &new.words(),
        &new.modules,
        cx.actor().person_id().map(|person| person.0),
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await
    .map_err(|error| on_constraint(error, "onboarding_rules_number_key", || domain::refusal::Refusal::Changed.into()))?;
    record(&mut tx, "set_onboarding", None).await?;
    tx.commit().await
}

/// Keeps another text of the clauses, with the reason. `seen` is the number that was on the page.
///
/// # Errors
/// Messages beside `body` and `note`; [`Failure::Refused`] when somebody else was quicker.
pub async fn save_clauses(cx: &Cx, body: &str, note: &str, seen: i32, once: Once) -> Result<(), Failure> {
    cx.require(Action::KeepAgreements)?;
    let mut tx = cx.begin_once(once).await?;
    let body = body.replace("\r\n", "\n").trim().to_owned();
    let mut errors = domain::fields::FieldErrors::new();
    if let Some(fault) = clauses_fault(&body) {
        errors.add("body", fault);
    }
    let note = errors.keep("note", Reason::parse(note));
    let Some(note) = note else { return Err(errors.into()) };
    errors.finish(Some(()))?;
    let (number, kept) = clauses(tx.db(), cx.program().id).await?;
    if number != seen {
        return Err(domain::refusal::Refusal::Changed.into());
    }
    if kept == body {
        return Err(Failure::field("body", "These are the clauses already. Change something, or leave them."));
    }
    sqlx::query!(
        "insert into agreement_clauses (id, program_id, number, body, note, author_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        crate::new_id::<RevisionId>().0,
        cx.program().id.0,
        number + 1,
        body,
        note.as_str(),
        cx.actor().person_id().map(|person| person.0),
        at(cx.at()) as _
    )
    .execute(tx.db())
    .await
    .map_err(|error| {
        on_constraint(error, "agreement_clauses_number_key", || domain::refusal::Refusal::Changed.into())
    })?;
    record(&mut tx, "set_clauses", Some(note.as_str().to_owned())).await?;
    tx.commit().await
}

async fn record(tx: &mut Tx<'_>, command: &'static str, reason: Option<String>) -> Result<(), Failure> {
    let program = tx.cx().program().id;
    let belongs = Belongs { program, host: None, student: None };
    let parties = tx.cx().actor().parties(&belongs);
    let by = if parties.contains(&Party::Staff) { Party::Staff } else { Party::Admin };
    let event = Event {
        subject: Subject::Program,
        id: program.0,
        belongs,
        command,
        by,
        from: None,
        to: None,
        reason,
        kind: None,
    };
    tx.record(&event, About::default()).await?;
    Ok(())
}
