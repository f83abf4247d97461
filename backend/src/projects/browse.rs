//! The catalogue: one query a page, whatever the filters, over the partial indexes of open projects.

use domain::ids::{PersonId, ProjectId};
use domain::machine::Word as _;
use domain::money::Cents;
use domain::projects::{Place, ProjectCard};
use domain::searches::{Filter, Part, Sort};
use domain::time::Instant;
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Postgres, QueryBuilder, Row as _};
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
/// Most projects that a part which is in the way is said to hide, counted; beyond it is "1,000+".
const LEAST: i64 = COUNTED;

/// The column that orders, and which way.
const fn columns(sort: Sort) -> (&'static str, &'static str) {
    match sort {
        Sort::Newest | Sort::Match => ("p.published_at", "desc"),
        Sort::Pay => ("p.net_per_hour_cents", "desc"),
        Sort::ApplyBy => ("p.apply_by", "asc"),
    }
}

/// A page of the catalogue.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// At most fifty.
    pub cards: Vec<ProjectCard>,
    /// How many match in all, counted to 1,001 at most.
    pub count: i64,
    /// Where the next page begins.
    pub next: Option<String>,
    /// The words that were looked for instead of those typed, which nothing knows.
    pub put_right: Option<String>,
    /// Whether a student asks who has not finished a project yet.
    pub first_timer: bool,
    /// When nothing matches: the parts of the filter each of which is in the way alone, with how many projects match
    /// without it, counted to 1,001 at most; the most first.
    pub in_the_way: Vec<(Part, i64)>,
}

/// Open projects that match.
///
/// # Errors
/// When the database does not answer.
pub async fn browse(visit: &Visit, filter: &Filter) -> Result<Listing, Failure> {
    // A narrow filter reads the index of open projects once, for the count and the page alike; without one the page ends
    // after its fifty rows, and the count after a thousand.
    let (key, order) = columns(filter.sort);
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
    Ok(Listing { cards, count, next, ..Listing::default() })
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

/// Published after the first instant and not after the second, and matching: the newest first, at most `most`, with how
/// many there are, counted to 1,001 at most. None that the person of `without` has applied to, and none that it names.
pub(crate) async fn published_since(
    db: &mut PgConnection,
    visit: &Visit,
    filter: &Filter,
    (after, until): (Instant, Instant),
    without: (PersonId, &[Uuid]),
    most: i64,
) -> Result<(Vec<ProjectCard>, i64), Failure> {
    let (applicant, told) = without;
    let mut query = QueryBuilder::<Postgres>::new(
        "with matches as materialized (select p.id, p.published_at as key from projects p where ",
    );
    conditions(&mut query, visit, filter);
    query.push(" and p.published_at > ").push_bind(at(after)).push(" and p.published_at <= ").push_bind(at(until));
    query.push(" and p.id <> all (array(select a.project_id from applications a where a.student_id = ");
    query.push_bind(applicant.0).push(")) and p.id <> all (").push_bind(told).push(")) ").push(CARD).push_bind(COUNTED);
    query.push(") counted) as total from (select m.id, m.key from matches m order by m.key desc, m.id desc limit ");
    query.push_bind(most).push(") m join projects p on p.id = m.id join hosts h on h.id = p.host_id");
    query.push(" order by m.key desc, m.id desc");
    let rows = query.build().fetch_all(db).await?;
    let count = rows.first().map(|row| row.try_get("total")).transpose()?.unwrap_or(0);
    Ok((rows.iter().map(card).collect::<Result<_, _>>()?, count))
}

/// The parts of a filter that matches nothing, each with what matches without it alone. One pass over the index of open
/// projects; the words of a search are not in it, so that what they hide is counted beside it.
pub(super) async fn in_the_way(visit: &Visit, filter: &Filter) -> Result<Vec<(Part, i64)>, Failure> {
    let parts = filter.parts();
    if parts.len() < 2 {
        return Ok(Vec::new());
    }
    let (words, others): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(|part| matches!(part, Part::Words(_)));
    let mut query = QueryBuilder::<Postgres>::new("select array[");
    for (at, left_out) in others.iter().enumerate() {
        query.push(if at == 0 { "least(" } else { ", least(" });
        query.push_bind(LEAST).push(", count(*) filter (where true");
        for part in others.iter().filter(|part| *part != left_out) {
            query.push(" and ");
            condition(&mut query, part);
        }
        query.push("))");
    }
    query.push("]::bigint[] as others, ");
    if words.is_empty() {
        query.push("0::bigint as words");
    } else {
        query.push("(select count(*) from (select 1 from projects p where ");
        conditions_of(&mut query, visit, &others);
        query.push(" limit ").push_bind(LEAST).push(") counted) as words");
    }
    query.push(" from projects p where ");
    conditions_of(&mut query, visit, &words);
    let row = query.build().fetch_one(visit.pool()).await?;
    let counts: Vec<i64> = row.try_get("others")?;
    let mut found: Vec<(Part, i64)> = others.into_iter().zip(counts).collect();
    let hidden: i64 = row.try_get("words")?;
    found.extend(words.into_iter().map(|part| (part, hidden)));
    found.retain(|(_, count)| *count > 0);
    found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Ok(found)
}

/// What every match meets.
fn conditions(query: &mut QueryBuilder<Postgres>, visit: &Visit, filter: &Filter) {
    conditions_of(query, visit, &filter.parts());
}

/// The same for some parts of a filter; `stage = 'published'` stands as text so that the partial indexes serve it.
fn conditions_of(query: &mut QueryBuilder<Postgres>, visit: &Visit, parts: &[Part]) {
    query.push("p.stage = 'published' and p.program_id = ").push_bind(visit.program().id.0);
    query.push(" and p.apply_by >= ").push_bind(on(visit.today()));
    for part in parts {
        query.push(" and ");
        condition(query, part);
    }
}

/// What one part asks. [`Filter::from_pairs`] has cut its texts to length and taken out what no text column holds; a
/// filter made otherwise is treated alike.
fn condition(query: &mut QueryBuilder<Postgres>, part: &Part) {
    let clean = |text: &str| text.replace('\0', "");
    match part {
        Part::Words(q) => {
            query.push("p.search @@ websearch_to_tsquery('english', ").push_bind(clean(q)).push(")");
        }
        Part::Skill(name) => {
            query.push("p.skills @> ").push_bind(vec![clean(name)]);
        }
        Part::Place(place) => {
            query.push("p.place = ").push_bind(place.word());
        }
        Part::Pay(least) => {
            query.push("p.net_per_hour_cents >= ").push_bind(least.0);
        }
        Part::Hours(most) => {
            query.push("p.hours_high <= ").push_bind(*most);
        }
        Part::Week(most) => {
            query.push("p.weekly_hours <= ").push_bind(*most);
        }
        Part::From(day) => {
            query.push("p.start_on >= ").push_bind(on(*day));
        }
        Part::Until(day) => {
            query.push("p.end_on <= ").push_bind(on(*day));
        }
        Part::Category(name) => {
            query.push("p.category = ").push_bind(clean(name));
        }
        Part::Credit => {
            query.push("p.for_credit");
        }
        Part::Campus(name) => {
            query
                .push("(p.campuses = '' or position(")
                .push_bind(clean(name).to_lowercase())
                .push(" in p.campuses) > 0)");
        }
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
