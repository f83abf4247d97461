//! The scope check with the facts only the database knows.

use std::collections::HashMap;

use domain::hosts::HostKind;
use domain::ids::{HostId, ProjectId};
use domain::machine::Word as _;
use domain::money::Cents;
use domain::policy::Calendar;
use domain::projects::scope::{ComingFloor, Facts, comparable, is_odd_address};
use domain::projects::{Draft, State};
use domain::time::{Day, days_between};
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::cx::{Tx, Visit};
use crate::failure::Failure;
use crate::sql::on;

/// Own projects a draft is compared with: the newest ones.
const COMPARED: i64 = 5;

/// What the check must know beyond the draft: the day, the program's exams and wage floors, the host's kind, site and address, and its other
/// live projects.
pub(super) async fn facts(
    db: &mut PgConnection,
    visit: &Visit,
    host: HostId,
    except: ProjectId,
    draft: &Draft,
) -> Result<Facts, Failure> {
    let facts = of_hosts(db, visit, &[host.0], Some(except)).await?.remove(&host.0).ok_or(Failure::NotFound)?;
    let hours_waiver =
        sqlx::query_scalar!(r#"select hours_waiver is not null as "waived!" from projects where id = $1"#, except.0,)
            .fetch_optional(&mut *db)
            .await?;
    let fund = crate::funds::known(db, visit.program().id, &draft.fund, except).await?;
    Ok(with_fund(Facts { hours_waiver: hours_waiver.unwrap_or(false), ..facts }, draft, fund))
}

/// The facts with those of the fund the draft names, where it is one of the program's.
pub(super) fn with_fund(facts: Facts, draft: &Draft, fund: Option<crate::funds::Known>) -> Facts {
    let Some(fund) = fund else { return facts };
    Facts {
        fund: draft.fund.trim().to_owned(),
        fund_balance: Some(fund.left),
        fund_days: vec![fund.days],
        fund_for: fund.only_for,
        fund_citizens_only: fund.citizens_only,
        ..facts
    }
}

/// The same for whoever lets a project hold the money of its fund: nobody else takes it meanwhile.
pub(super) async fn facts_and_hold(
    tx: &mut Tx<'_>,
    host: HostId,
    project: ProjectId,
    draft: &Draft,
) -> Result<Facts, Failure> {
    let cx = tx.cx().clone();
    crate::funds::hold(tx.db(), cx.program().id, &draft.fund).await?;
    facts(tx.db(), &cx, host, project, draft).await
}

/// Floors that are entered already and begin later: those of states and places, and the program's own. The first to begin
/// comes first.
async fn coming(db: &mut PgConnection, visit: &Visit) -> Result<Vec<ComingFloor>, Failure> {
    let rows = sqlx::query!(
        r#"select valid_from as "from!", state, place as "place!", cents as "cents!" from (
            select valid_from, state, place, cents from wage_floors
            where program_id = $1 and valid_from > $2 and removed_at is null
            union all
            select valid_from, null, '', value from policies
            where program_id = $1 and valid_from > $2 and name = 'wage_floor') coming
           order by valid_from, state, place limit 500"#,
        visit.program().id.0,
        on(visit.today()) as _,
    )
    .fetch_all(db)
    .await?;
    // One with a code no state has is read by nobody; the program's own has none.
    let known = rows.into_iter().filter(|row| row.state.as_deref().is_none_or(|code| State::from_code(code).is_some()));
    let floors = known.map(|row| ComingFloor {
        from: row.from.to_jiff(),
        state: row.state.as_deref().and_then(State::from_code),
        place: row.place,
        floor: Cents(row.cents),
    });
    Ok(floors.collect())
}

/// The program's holidays of the year to come: what lies behind, or farther ahead, no draft of today meets.
fn ahead(visit: &Visit) -> Calendar {
    let near = |day: &Day| (0..=366).contains(&days_between(visit.today(), *day));
    Calendar { holidays: visit.program().calendar.holidays.iter().copied().filter(near).collect() }
}

/// First and last days of the program's exam periods, from today on.
pub(crate) async fn exams(db: &mut PgConnection, visit: &Visit) -> Result<Vec<(Day, Day)>, Failure> {
    let rows = sqlx::query!(
        "select first_day, last_day from exam_periods where program_id = $1 and last_day >= $2 and removed_at is null
         order by first_day limit 50",
        visit.program().id.0,
        on(visit.today()) as _,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.first_day.to_jiff(), row.last_day.to_jiff())).collect())
}

/// Floors of whole states, and of cities and counties: `[["NY", "", 1650], ["NY", "New York City", 1700]]`.
type Floors = (Vec<(State, Cents)>, Vec<(State, String, Cents)>);

/// Rows of `wage_floors`. One with a code no state has is read by nobody.
fn floors(rows: serde_json::Value) -> Result<Floors, Failure> {
    let rows: Vec<(String, String, i64)> = serde_json::from_value(rows)?;
    let mut floors = Floors::default();
    for (state, place, cents) in rows {
        match State::from_code(&state) {
            Some(state) if place.is_empty() => floors.0.push((state, Cents(cents))),
            Some(state) => floors.1.push((state, place, Cents(cents))),
            None => {}
        }
    }
    Ok(floors)
}

/// What the check must know whoever the host is: exams, those that are over too, and wage floors of today and to come.
pub(super) async fn of_program(db: &mut PgConnection, visit: &Visit) -> Result<Facts, Failure> {
    let known = sqlx::query!(
        r#"select
            coalesce((select json_agg(json_build_array(e.first_day, e.last_day) order by e.first_day) from exam_periods e
                where e.program_id = $1 and e.removed_at is null), '[]') as "exams!",
            coalesce((select json_agg(json_build_array(f.state, f.place, f.cents) order by f.state, f.place)
                from wage_floors f
                where f.program_id = $1 and f.valid_from <= $2 and f.removed_at is null and not exists (
                    select 1 from wage_floors later
                    where later.program_id = f.program_id and later.state = f.state and later.place = f.place
                        and later.valid_from <= $2 and later.valid_from > f.valid_from
                        and later.removed_at is null)), '[]') as "floors!""#,
        visit.program().id.0,
        on(visit.today()) as _,
    )
    .fetch_one(&mut *db)
    .await?;
    let (state_floors, place_floors) = floors(known.floors)?;
    let exams = serde_json::from_value(known.exams)?;
    Ok(Facts { exams, state_floors, place_floors, coming_floors: coming(db, visit).await?, ..Facts::default() })
}

/// The same facts for the submitted projects of many hosts at once, for lists.
pub(super) async fn facts_of_hosts(
    db: &mut PgConnection,
    visit: &Visit,
    hosts: &[uuid::Uuid],
) -> Result<HashMap<uuid::Uuid, Facts>, Failure> {
    of_hosts(db, visit, hosts, None).await
}

async fn of_hosts(
    db: &mut PgConnection,
    visit: &Visit,
    hosts: &[uuid::Uuid],
    except: Option<ProjectId>,
) -> Result<HashMap<uuid::Uuid, Facts>, Failure> {
    let rows = sqlx::query!(
        r#"select h.id as "id!", h.website as "website!", h.kind as "kind!", h.address as "address!", l.draft as "draft?: Json<Draft>" from hosts h
           left join lateral (select p.draft from projects p
                where p.host_id = h.id and p.stage in ('published', 'paused', 'selection', 'filled', 'in_progress')
                    and p.id is distinct from $3
                order by p.updated_at desc limit $2) l on true
           where h.id = any($1)"#,
        hosts,
        COMPARED,
        except.map(|id| id.0),
    )
    .fetch_all(&mut *db)
    .await?;
    let mut known = of_program(db, visit).await?;
    // What is written now is done later: exams that are over stand in nobody's way.
    known.exams.retain(|(_, last)| *last >= visit.today());
    let mut all: HashMap<uuid::Uuid, Facts> = HashMap::new();
    for row in rows {
        let facts = all.entry(row.id).or_insert_with(|| Facts {
            today: visit.today(),
            nonprofit: HostKind::from_word(&row.kind).is_some_and(HostKind::may_have_volunteers),
            site: Some(row.website.clone()),
            odd_address: is_odd_address(&row.address),
            calendar: ahead(visit),
            ..known.clone()
        });
        facts.live_projects.extend(row.draft.map(|draft| comparable(&draft)));
    }
    Ok(all)
}
