//! The limit for `cargo xtask bench`: axum and sqlx alone. The same queries as the public pages, the
//! rows written into HTML by hand; no session, no layers, no components.

use std::fmt::Write as _;

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use axum::serve::ListenerExt as _;
use sqlx::postgres::{PgPoolOptions, PgRow};
use sqlx::{PgPool, Row as _};

const LIST: &str = "select p.id, p.title, h.name as host, p.place, p.hours_low, p.hours_high, p.amount_cents, p.net_cents,
        p.net_per_hour_cents, p.apply_by, p.start_on, p.end_on, p.skills, p.category, p.published_at,
        greatest(0, p.seats - (select count(*) from applications a where a.project_id = p.id and a.stage = 'accepted'))::integer as open_seats,
        (select count(*) from (select 1 from projects p where p.stage = 'published' and p.program_id = $1
            and p.apply_by >= current_date limit 1001) counted) as total
    from projects p join hosts h on h.id = p.host_id
    where p.stage = 'published' and p.program_id = $1 and p.apply_by >= current_date
    order by p.published_at desc, p.id desc limit 51";

#[derive(Clone)]
struct Limit {
    pool: PgPool,
    program: uuid::Uuid,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pool = PgPoolOptions::new().max_connections(16).connect(&std::env::var("DATABASE_URL")?).await?;
    let program = sqlx::query_scalar("select id from programs order by id limit 1").fetch_one(&pool).await?;
    let router = Router::new().route("/", get(front)).route("/projects", get(list)).with_state(Limit { pool, program });
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
