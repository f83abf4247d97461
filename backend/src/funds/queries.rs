//! What a fund has left follows from the projects that name it: approved ones reserve their part for every seat, finished
//! ones have spent what was worked.

use std::collections::HashMap;

use domain::access::Action;
use domain::ids::{ProgramId, ProjectId};
use domain::money::Cents;
use domain::time::{Day, Instant};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::cx::{Cx, Visit};
use crate::failure::Failure;
use crate::sql::on;

/// Most funds of a program.
const MOST: i64 = 200;

/// A fund with what is left of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FundRow {
    /// Which.
    pub id: Uuid,
    /// As projects name it.
    pub name: String,
    /// All there is.
    pub amount: Cents,
    /// What no project has reserved or spent; below zero where the amount was lowered since.
    pub left: Cents,
    /// First and last day of the work it pays for.
    pub days: (Day, Day),
    /// Only for this department; empty for all.
    pub department: String,
    /// Only for this college; empty for all.
    pub college: String,
    /// Its term in words.
    pub term: String,
    /// Whether it may only pay citizens and permanent residents.
    pub citizens_only: bool,
    /// Whether no project may name it any more.
    pub closed: bool,
    /// The version a change must name.
    pub version: i32,
    /// What was done to it, newest first; only on the page.
    pub past: Vec<Past>,
}

/// One change of a fund.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Past {
    /// What was done: `add`, `change` or `close`.
    pub command: String,
    /// What it was and is.
    pub words: String,
    /// Who did it.
    pub who: String,
    /// When.
    pub at: Instant,
}

/// What the scope check reads of the fund a draft names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Known {
    pub left: Cents,
    pub days: (Day, Day),
    pub only_for: Vec<String>,
    pub citizens_only: bool,
}

/// The funds of a program, or those of some names, with what is left when one project is not counted; before each the names
/// it was asked for by.
async fn read(
    db: &mut PgConnection,
    program: ProgramId,
    names: Option<&[String]>,
    except: Option<ProjectId>,
) -> Result<Vec<(Vec<String>, FundRow)>, Failure> {
    let rows = sqlx::query!(
        r#"select f.id, f.name, f.amount_cents, f.first_day, f.last_day, f.department, f.college, f.term, f.citizens_only, f.version,
            f.archived_at is not null as "closed!",
            array(select named from unnest($2::text[]) named where lower(named) = lower(f.name)) as "asked!",
            (f.amount_cents - coalesce((select sum(
                    least(coalesce((p.draft ->> 'fund_part')::bigint, p.amount_cents), p.amount_cents)
                    * case when p.stage = 'completed'
                        then (select count(*) from engagements e where e.project_id = p.id
                            and e.stage in ('accepted', 'paid', 'completed'))
                        else p.seats end)
                from projects p
                where p.program_id = f.program_id and p.draft ->> 'fund' <> '' and lower(p.draft ->> 'fund') = lower(f.name)
                    and p.stage in ('approved', 'published', 'paused', 'selection', 'filled', 'in_progress', 'completed')
                    and p.id is distinct from $3), 0))::bigint as "left!"
           from funds f where f.program_id = $1 and ($2::text[] is null or lower(f.name) in (select lower(named) from unnest($2::text[]) named))
           order by f.archived_at is not null, f.name, f.id limit $4"#,
        program.0,
        names,
        except.map(|project| project.0),
        MOST,
    )
    .fetch_all(db)
    .await?;
    let funds = rows.into_iter().map(|row| {
        let fund = FundRow {
            id: row.id,
            name: row.name,
            amount: Cents(row.amount_cents),
            left: Cents(row.left),
            days: (row.first_day.to_jiff(), row.last_day.to_jiff()),
            department: row.department,
            college: row.college,
            term: row.term,
            citizens_only: row.citizens_only,
            closed: row.closed,
            version: row.version,
            past: Vec::new(),
        };
        (row.asked, fund)
    });
    Ok(funds.collect())
}

/// What the check must know of the fund of this name; nothing where the program has none of it. One that is closed has
/// nothing left for a project that does not hold its money already.
pub(crate) async fn known(
    db: &mut PgConnection,
    program: ProgramId,
    name: &str,
    project: ProjectId,
) -> Result<Option<Known>, Failure> {
    let names = [name.trim().to_owned()];
    Ok(known_of(db, program, &names, Some(project)).await?.into_values().next())
}

/// The same for the funds of many projects at once, by the names they were asked for. None of the projects may hold money
/// of its fund yet: what it holds would be counted against it.
pub(crate) async fn known_of(
    db: &mut PgConnection,
    program: ProgramId,
    names: &[String],
    except: Option<ProjectId>,
) -> Result<HashMap<String, Known>, Failure> {
    if names.iter().all(String::is_empty) {
        return Ok(HashMap::new());
    }
    let mut all = HashMap::new();
    for (asked, fund) in read(db, program, Some(names), except).await? {
        let known = Known {
            left: if fund.closed { Cents(0) } else { fund.left },
            days: fund.days,
            citizens_only: fund.citizens_only,
            only_for: [fund.department, fund.college].into_iter().filter(|said| !said.is_empty()).collect(),
        };
        all.extend(asked.into_iter().map(|name| (name, known.clone())));
    }
    Ok(all)
}

/// Holds the fund of this name until the transaction ends: of two projects that want its last money, one is looked at after
/// the other.
pub(crate) async fn hold(db: &mut PgConnection, program: ProgramId, name: &str) -> Result<(), Failure> {
    sqlx::query!(
        "select id from funds where program_id = $1 and lower(name) = lower($2) for update",
        program.0,
        name.trim(),
    )
    .fetch_optional(db)
    .await?;
    Ok(())
}

/// The funds a project may name today.
///
/// # Errors
/// When the database does not answer.
pub async fn fund_names(visit: &Visit) -> Result<Vec<String>, Failure> {
    let names = sqlx::query_scalar!(
        "select name from funds where program_id = $1 and archived_at is null and last_day >= $2 order by name limit $3",
        visit.program().id.0,
        on(visit.today()) as _,
        MOST,
    )
    .fetch_all(visit.pool())
    .await?;
    Ok(names)
}

/// Every fund with its history: those that are open first.
///
/// # Errors
/// [`Failure::NotFound`] without the right.
pub async fn funds_page(cx: &Cx) -> Result<Vec<FundRow>, Failure> {
    cx.require(Action::KeepFunds)?;
    let mut db = cx.pool().acquire().await?;
    let all = read(&mut db, cx.program().id, None, None).await?;
    let mut funds: Vec<FundRow> = all.into_iter().map(|(_, fund)| fund).collect();
    let rows = sqlx::query!(
        r#"select e.subject_id, e.command, coalesce(e.reason, '') as "words!", coalesce(a.name, '') as "who!", e.at
           from events e left join people a on a.id = e.actor_id
           where e.program_id = $1 and e.subject = 'fund' and e.subject_id = any($2) order by e.id desc limit 2000"#,
        cx.program().id.0,
        &funds.iter().map(|fund| fund.id).collect::<Vec<_>>(),
    )
    .fetch_all(&mut *db)
    .await?;
    for row in rows {
        if let Some(fund) = funds.iter_mut().find(|fund| fund.id == row.subject_id) {
            fund.past.push(Past { command: row.command, words: row.words, who: row.who, at: row.at.to_jiff() });
        }
    }
    Ok(funds)
}
