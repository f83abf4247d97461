//! The catalogue: one query a page, whatever the filters, over the partial indexes of open projects.

use domain::ids::{PersonId, ProjectId};
use domain::machine::Word as _;
use domain::money::Cents;
use domain::projects::{Place, ProjectCard};
use domain::time::Instant;
use sqlx::postgres::PgRow;
use sqlx::{Postgres, QueryBuilder, Row as _};
use uuid::Uuid;

use crate::cx::Visit;
use crate::failure::Failure;
use crate::sql::{at, on, word};

/// Projects on one page.
pub(super) const PAGE: usize = 50;
/// How far a list is counted; beyond it is "1,000+".
const COUNTED: i64 = 1_001;
/// What a card shows, up to how far the whole list is counted.
const CARD: &str = "select p.id, p.title, h.name as host, p.place, p.hours_low, p.hours_high, p.amount_cents, p.net_cents, p.net_per_hour_cents,
            p.apply_by, p.start_on, p.end_on, p.skills, p.category, p.published_at,
            greatest(0, p.seats - coalesce((select t.taken from seats t where t.project_id = p.id), 0)) as open_seats,
            (select count(*) from (select 1 from matches limit ";
/// Longest search text, in characters.
const LONGEST: usize = 200;

/// The order of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sort {
    /// Published last comes first.
    #[default]
    Newest,
    /// Most net pay an hour first.
    Pay,
    /// Soonest last day first.
    ApplyBy,
    /// What fits the student who asks first ([`super::matching`]); newest first for everybody else.
    Match,
}

impl Sort {
    /// The column that orders, and which way.
    const fn columns(self) -> (&'static str, &'static str) {
        match self {
            Self::Newest | Self::Match => ("p.published_at", "desc"),
            Self::Pay => ("p.net_per_hour_cents", "desc"),
            Self::ApplyBy => ("p.apply_by", "asc"),
        }
    }
}

/// What somebody looks for. Empty parts filter nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Words of title, skills, category, problem, deliverables or host.
    pub q: String,
    /// Each of these skills, by its name.
    pub skills: Vec<String>,
    /// Where.
    pub place: Option<Place>,
    /// At least this much net an hour.
    pub min_pay_per_hour: Option<Cents>,
    /// At most this many hours, by the highest estimate.
    pub max_hours: Option<i32>,
    /// Category as in the catalogue.
    pub category: String,
    /// The order.
    pub sort: Sort,
    /// Where the page begins: [`Listing::next`] of the page before.
    pub after: String,
}

impl Filter {
    /// Whether it leaves projects out.
    fn narrows(&self) -> bool {
        let everything = Self { sort: self.sort, after: self.after.clone(), ..Self::default() };
        *self != everything
    }
}

/// A page of the catalogue.
#[derive(Clone, Debug)]
pub struct Listing {
    /// At most fifty.
    pub cards: Vec<ProjectCard>,
    /// How many match in all, counted to 1,001 at most.
    pub count: i64,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// Open projects that match.
///
/// # Errors
/// When the database does not answer.
pub async fn browse(visit: &Visit, filter: &Filter) -> Result<Listing, Failure> {
    // A narrow filter reads the index of open projects once, for the count and the page alike; without one the page ends
    // after its fifty rows, and the count after a thousand.
    let (key, order) = filter.sort.columns();
    let once = if filter.narrows() { "materialized" } else { "not materialized" };
    let mut query = QueryBuilder::<Postgres>::new(format!(
        "with matches as {once} (select p.id, {key} as key from projects p where "
    ));
    conditions(&mut query, visit, filter);
    query.push(") ").push(CARD);
    query.push_bind(COUNTED).push(") counted) as total from (select m.id, m.key from matches m");
    after_cursor(&mut query, filter);
    query.push(format_args!(" order by m.key {order}, m.id {order} limit {}) m", PAGE + 1));
    query.push(" join projects p on p.id = m.id join hosts h on h.id = p.host_id");
    query.push(format_args!(" order by m.key {order}, m.id {order}"));
    let rows = query.build().fetch_all(visit.pool()).await?;
    let count = rows.first().map(|row| row.try_get("total")).transpose()?.unwrap_or(0);
    let next =
        if rows.len() > PAGE { rows.get(PAGE - 1).map(|row| cursor(row, filter.sort)).transpose()? } else { None };
    let cards = rows.iter().take(PAGE).map(card).collect::<Result<_, _>>()?;
    Ok(Listing { cards, count, next })
}

/// Open projects that match, at most `most` of them: those that ask for one of `skills` before others, the newest first
/// in both parts, and none that `without` has applied to. With how many match in all, counted to 1,001 at most.
pub(super) async fn candidates(
    visit: &Visit,
    filter: &Filter,
    skills: &[String],
    without: Option<PersonId>,
    most: i64,
) -> Result<(Vec<ProjectCard>, i64), Failure> {
    let mut query =
        QueryBuilder::<Postgres>::new("with matches as materialized (select p.id, p.published_at as key, p.skills && ");
    query.push_bind(skills.to_vec()).push(" as shares from projects p where ");
    conditions(&mut query, visit, filter);
    if let Some(student) = without {
        query.push(" and p.id <> all (array(select a.project_id from applications a where a.student_id = ");
        query.push_bind(student.0).push("))");
    }
    query
        .push(") ")
        .push(CARD)
        .push_bind(COUNTED)
        .push(") counted) as total from (select m.id, m.key, m.shares from matches m");
    query.push(" order by m.shares desc, m.key desc, m.id desc limit ").push_bind(most);
    query.push(") m join projects p on p.id = m.id join hosts h on h.id = p.host_id");
    query.push(" order by m.shares desc, m.key desc, m.id desc");
    let rows = query.build().fetch_all(visit.pool()).await?;
    let count = rows.first().map(|row| row.try_get("total")).transpose()?.unwrap_or(0);
    Ok((rows.iter().map(card).collect::<Result<_, _>>()?, count))
}

/// What every match meets; `stage = 'published'` stands as text so that the partial indexes serve it.
fn conditions(query: &mut QueryBuilder<Postgres>, visit: &Visit, filter: &Filter) {
    query.push("p.stage = 'published' and p.program_id = ").push_bind(visit.program().id.0);
    query.push(" and p.apply_by >= ").push_bind(on(visit.today()));
    let words: String = filter.q.chars().filter(|c| *c != '\0').take(LONGEST).collect();
    if !words.trim().is_empty() {
        query.push(" and p.search @@ websearch_to_tsquery('english', ").push_bind(words).push(")");
    }
    let skills: Vec<String> =
        filter.skills.iter().filter(|name| !name.is_empty() && !name.contains('\0')).take(10).cloned().collect();
    if !skills.is_empty() {
        query.push(" and p.skills @> ").push_bind(skills);
    }
    if let Some(place) = filter.place {
        query.push(" and p.place = ").push_bind(place.word());
    }
    if let Some(least) = filter.min_pay_per_hour {
        query.push(" and p.net_per_hour_cents >= ").push_bind(least.0);
    }
    if let Some(most) = filter.max_hours {
        query.push(" and p.hours_high <= ").push_bind(most);
    }
    if !filter.category.is_empty() && !filter.category.contains('\0') {
        query.push(" and p.category = ").push_bind(filter.category.clone());
    }
}

/// Begins after the cursor; one that cannot be read begins at the top.
fn after_cursor(query: &mut QueryBuilder<Postgres>, filter: &Filter) {
    let (key, id) = filter.after.split_once('~').unwrap_or_default();
    let Ok(id) = id.parse::<Uuid>() else { return };
    match filter.sort {
        Sort::Newest | Sort::Match => {
            if let Some(from) = key.parse().ok().and_then(|micros| Instant::from_microsecond(micros).ok()) {
                query.push(" where (m.key, m.id) < (").push_bind(at(from)).push(", ").push_bind(id).push(")");
            }
        }
        Sort::Pay => {
            if let Ok(from) = key.parse::<i64>() {
                query.push(" where (m.key, m.id) < (").push_bind(from).push(", ").push_bind(id).push(")");
            }
        }
        Sort::ApplyBy => {
            if let Some(from) = domain::time::parse_day(key) {
                query.push(" where (m.key, m.id) > (").push_bind(on(from)).push(", ").push_bind(id).push(")");
            }
        }
    }
}

fn cursor(row: &PgRow, sort: Sort) -> Result<String, Failure> {
    let id: Uuid = row.try_get("id")?;
    let key = match sort {
        Sort::Newest | Sort::Match => {
            row.try_get::<jiff_sqlx::Timestamp, _>("published_at")?.to_jiff().as_microsecond().to_string()
        }
        Sort::Pay => row.try_get::<i64, _>("net_per_hour_cents")?.to_string(),
        Sort::ApplyBy => row.try_get::<jiff_sqlx::Date, _>("apply_by")?.to_jiff().to_string(),
    };
    Ok(format!("{key}~{id}"))
}

fn card(row: &PgRow) -> Result<ProjectCard, Failure> {
    let place: Place = word(row.try_get("place")?)?;
    let day = |column: &str| row.try_get::<jiff_sqlx::Date, _>(column).map(jiff_sqlx::Date::to_jiff);
    Ok(ProjectCard {
        id: ProjectId(row.try_get("id")?),
        title: row.try_get("title")?,
        host: row.try_get("host")?,
        place: place.label().to_owned(),
        hours_low: row.try_get("hours_low")?,
        hours_high: row.try_get("hours_high")?,
        amount: Cents(row.try_get("amount_cents")?),
        net: Cents(row.try_get("net_cents")?),
        net_per_hour: row.try_get::<Option<i64>, _>("net_per_hour_cents")?.map(Cents),
        apply_by: day("apply_by")?,
        start: day("start_on")?,
        end: day("end_on")?,
        skills: row.try_get("skills")?,
        category: row.try_get("category")?,
        open_seats: row.try_get("open_seats")?,
    })
}
