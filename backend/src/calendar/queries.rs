//! What the administrator's page shows.

use domain::access::Action;
use domain::money::Cents;
use domain::projects::State;
use domain::time::{Day, plus_days};

use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::{instant, on};

/// Most rows of one list.
const MOST: i64 = 300;
/// Holidays and exams this many days ago and older are left out: they lie in `events`.
const PAST: i64 = 400;

/// Who took an entry out, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Removed {
    /// The day.
    pub on: Day,
    /// Their name.
    pub who: String,
}

/// An exam period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExamRow {
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Day,
    /// `Fall finals`.
    pub name: String,
    /// Who added it; empty when it came with the program.
    pub who: String,
    /// Set when it was taken out.
    pub removed: Option<Removed>,
}

/// A holiday.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HolidayRow {
    /// The day.
    pub day: Day,
    /// `Labor Day`.
    pub name: String,
    /// Who added it; empty when it came with the program.
    pub who: String,
    /// Set when it was taken out.
    pub removed: Option<Removed>,
}

/// A wage floor from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FloorRow {
    /// Where.
    pub state: State,
    /// The city or county; empty for the whole state.
    pub place: String,
    /// First day on which it holds.
    pub from: Day,
    /// An hour.
    pub hourly: Cents,
    /// The law it comes from.
    pub source: String,
    /// Who set it; empty when it came with the program.
    pub who: String,
    /// Whether it is the one that holds today.
    pub in_force: bool,
    /// Set when it was taken out before it began.
    pub removed: Option<Removed>,
}

/// The page.
#[derive(Clone, Debug)]
pub struct CalendarPage {
    /// The latest first.
    pub exams: Vec<ExamRow>,
    /// The latest first.
    pub holidays: Vec<HolidayRow>,
    /// By state and place, the latest first.
    pub floors: Vec<FloorRow>,
}

/// Everything with its history.
///
/// # Errors
/// [`Failure::NotFound`] for people who may not change it.
pub async fn calendar_page(cx: &Cx) -> Result<CalendarPage, Failure> {
    cx.require(Action::ManagePolicy)?;
    let program = cx.program().id.0;
    let since = plus_days(cx.today(), -PAST);
    let removed = |at: Option<jiff_sqlx::Timestamp>, who: String| {
        instant(at).map(|at| Removed { on: cx.program().day_of(at), who })
    };
    let exams = sqlx::query!(
        r#"select e.first_day, e.last_day, e.name, coalesce(a.name, '') as "who!", e.removed_at,
                  coalesce(r.name, '') as "remover!"
           from exam_periods e left join people a on a.id = e.created_by left join people r on r.id = e.removed_by
           where e.program_id = $1 and e.last_day >= $2 order by e.first_day desc limit $3"#,
        program,
        on(since) as _,
        MOST,
    )
    .fetch_all(cx.pool())
    .await?;
    let holidays = sqlx::query!(
        r#"select h.day, h.name, coalesce(a.name, '') as "who!", h.removed_at, coalesce(r.name, '') as "remover!"
           from holidays h left join people a on a.id = h.created_by left join people r on r.id = h.removed_by
           where h.program_id = $1 and h.day >= $2 order by h.day desc limit $3"#,
        program,
        on(since) as _,
        MOST,
    )
    .fetch_all(cx.pool())
    .await?;
    let exams = exams.into_iter().map(|row| ExamRow {
        first: row.first_day.to_jiff(),
        last: row.last_day.to_jiff(),
        name: row.name,
        who: row.who,
        removed: removed(row.removed_at, row.remover),
    });
    let holidays = holidays.into_iter().map(|row| HolidayRow {
        day: row.day.to_jiff(),
        name: row.name,
        who: row.who,
        removed: removed(row.removed_at, row.remover),
    });
    Ok(CalendarPage { exams: exams.collect(), holidays: holidays.collect(), floors: floors(cx).await? })
}

/// Floors are few and explain old decisions: all of them.
async fn floors(cx: &Cx) -> Result<Vec<FloorRow>, Failure> {
    let rows = sqlx::query!(
        r#"select f.state, f.place, f.valid_from, f.cents, f.source, coalesce(a.name, '') as "who!", f.removed_at,
                  coalesce(r.name, '') as "remover!"
           from wage_floors f left join people a on a.id = f.created_by left join people r on r.id = f.removed_by
           where f.program_id = $1 order by f.state, f.place, f.valid_from desc limit $2"#,
        cx.program().id.0,
        MOST,
    )
    .fetch_all(cx.pool())
    .await?;
    let today = cx.today();
    let mut floors: Vec<FloorRow> = Vec::with_capacity(rows.len());
    for row in rows {
        // A code no state has: a row from elsewhere, which no rule reads either.
        let Some(state) = State::from_code(&row.state) else { continue };
        let from = row.valid_from.to_jiff();
        let same = |other: &FloorRow| other.state == state && other.place == row.place && other.in_force;
        let removed = instant(row.removed_at).map(|at| Removed { on: cx.program().day_of(at), who: row.remover });
        floors.push(FloorRow {
            in_force: from <= today && removed.is_none() && !floors.iter().any(same),
            state,
            place: row.place,
            from,
            hourly: Cents(row.cents),
            source: row.source,
            who: row.who,
            removed,
        });
    }
    Ok(floors)
}
