//! The limit for `cargo xtask bench`: axum and sqlx alone. The same queries as the public pages, the
//! rows written into HTML by hand; no session, no layers, no components.

use std::fmt::Write as _;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Html;
use axum::routing::get;
use axum::serve::ListenerExt as _;
use sqlx::postgres::{PgPoolOptions, PgRow};
use sqlx::{PgPool, Row as _};

const LIST: &str = "with matches as not materialized (select p.id, p.published_at as key from projects p
        where p.stage = 'published' and p.program_id = $1 and p.apply_by >= current_date)
    select p.id, p.title, h.name as host, p.place, p.hours_low, p.hours_high, p.amount_cents, p.net_cents,
        p.net_per_hour_cents, p.apply_by, p.start_on, p.end_on, p.skills, p.category, p.published_at,
        greatest(0, p.seats - coalesce((select t.taken from seats t where t.project_id = p.id), 0)) as open_seats,
        (select count(*) from (select 1 from matches limit 1001) counted) as total
    from (select m.id, m.key from matches m order by m.key desc, m.id desc limit 51) m
    join projects p on p.id = m.id join hosts h on h.id = p.host_id order by m.key desc, m.id desc";

const PROJECT: &str = "select p.stage, p.draft, p.host_id, p.published_at, p.apply_by, p.decide_by,
        greatest(0, p.seats - coalesce((select t.taken from seats t where t.project_id = p.id), 0)) as open_seats
    from projects p where p.id = $1 and p.program_id = $2 and p.published_at is not null
        and p.stage in ('published', 'selection', 'filled', 'in_progress', 'completed', 'cancelled', 'expired')";

const HOST: &str = "select h.name, h.about, h.website, s.stage, s.created_at,
        count(p.id) filter (where p.stage = 'completed') as completed,
        count(p.id) filter (where p.stage = 'cancelled') as cancelled,
        count(p.id) filter (where p.stage = 'rejected') as rejected
    from hosts h join host_standings s on s.host_id = h.id and s.program_id = $2
    left join projects p on p.host_id = h.id and p.program_id = $2
    where h.id = $1 group by h.id, s.stage, s.created_at";

#[derive(Clone)]
struct Limit {
    pool: PgPool,
    program: uuid::Uuid,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = PgPoolOptions::new().max_connections(16).connect(&std::env::var("DATABASE_URL")?).await?;
    let program = sqlx::query_scalar("select id from programs order by id limit 1").fetch_one(&pool).await?;
    let router = Router::new()
        .route("/", get(front))
        .route("/projects", get(list))
        .route("/projects/{id}", get(project))
        .with_state(Limit { pool, program });
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{}", std::env::var("PORT")?)).await?;
    let listener = listener.tap_io(|connection| {
        let _ = connection.set_nodelay(true);
    });
    axum::serve(listener, router).await?;
    Ok(())
}

async fn front(State(limit): State<Limit>) -> Result<Html<String>, String> {
    page(limit, 3).await
}

async fn list(State(limit): State<Limit>) -> Result<Html<String>, String> {
    page(limit, 50).await
}

async fn page(limit: Limit, most: usize) -> Result<Html<String>, String> {
    let rows = sqlx::query(LIST).bind(limit.program).fetch_all(&limit.pool).await.map_err(|error| error.to_string())?;
    let total: i64 = rows.first().map_or(Ok(0), |row| row.try_get("total")).map_err(|error| error.to_string())?;
    let mut html = String::with_capacity(32 * 1024);
    let _ = write!(html, "<!doctype html><title>Projects</title><h1>{total} open projects</h1><ol>");
    for row in rows.iter().take(most) {
        item(&mut html, row).map_err(|error| error.to_string())?;
    }
    html.push_str("</ol>");
    Ok(Html(html))
}

async fn project(State(limit): State<Limit>, Path(id): Path<uuid::Uuid>) -> Result<Html<String>, String> {
    project_page(&limit, id).await.map(Html).map_err(|error| error.to_string())
}

async fn project_page(limit: &Limit, id: uuid::Uuid) -> Result<String, sqlx::Error> {
    let row = sqlx::query(PROJECT).bind(id).bind(limit.program).fetch_one(&limit.pool).await?;
    let host_id: uuid::Uuid = row.try_get("host_id")?;
    let host = sqlx::query(HOST).bind(host_id).bind(limit.program).fetch_one(&limit.pool).await?;
    let draft: serde_json::Value = row.try_get("draft")?;
    let (name, about): (&str, &str) = (host.try_get("name")?, host.try_get("about")?);
    let (completed, seats): (i64, i32) = (host.try_get("completed")?, row.try_get("open_seats")?);
    let mut html = String::with_capacity(16 * 1024);
    let text = |field: &str| escape(draft[field].as_str().unwrap_or_default());
    let _ = write!(html, "<!doctype html><title>{0}</title><h1>{0}</h1><p>{seats} seats</p>", text("title"));
    let answers = draft.as_object().into_iter().flatten();
    for (field, answer) in answers.filter(|(_, answer)| !answer.is_null()) {
        let words = answer.as_str().map_or_else(|| escape(&answer.to_string()), escape);
        let _ = write!(html, "<h2>{field}</h2><p>{words}</p>");
    }
    let _ = write!(html, "<h2>{}</h2><p>{}</p><p>{completed} completed</p>", escape(name), escape(about));
    Ok(html)
}

fn item(html: &mut String, row: &PgRow) -> Result<(), sqlx::Error> {
    let (id, title, host): (uuid::Uuid, &str, &str) = (row.try_get("id")?, row.try_get("title")?, row.try_get("host")?);
    let (low, high): (i32, i32) = (row.try_get("hours_low")?, row.try_get("hours_high")?);
    let (net, rate): (i64, i64) = (row.try_get("net_cents")?, row.try_get("net_per_hour_cents")?);
    let skills: Vec<String> = row.try_get("skills")?;
    let _ = write!(
        html,
        "<li><h2><a href=\"/projects/{id}\">{}</a></h2><p>{}, {low} to {high} h, {}</p><p>${}.{:02} net an hour, ${}.{:02} in all</p></li>",
        escape(title),
        escape(host),
        escape(&skills.join(", ")),
        rate / 100,
        rate % 100,
        net / 100,
        net % 100,
    );
    Ok(())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
