//! Commands and queries on PostgreSQL, mail, live updates, timers and the seed. Native only.
//!
//! Every feature room has `commands.rs` (writes), `queries.rs` (reads made for one page each) and
//! `rows.rs` (row <-> domain). The only way to act is a [`Cx`], which cannot exist without an actor.

pub mod agenda;
pub mod applications;
pub mod attention;
pub mod by_email;
pub mod calendar;
mod clock;
mod cx;
pub mod dashboards;
pub mod demo;
pub mod documents;
pub mod engagements;
pub mod extensions;
mod failure;
pub mod files;
mod form;
pub mod funds;
pub mod hosts;
mod ids;
pub mod interviews;
mod last_step;
pub mod live;
pub mod mail;
pub mod messages;
pub mod metrics;
pub mod milestones;
pub mod onboarding;
pub mod pauses;
pub mod payments;
pub mod people;
pub mod plans;
pub mod portfolios;
pub mod problems;
pub mod profiles;
pub mod programs;
pub mod projects;
pub mod reviews;
pub mod rubrics;
pub mod searches;
pub mod seed;
pub mod skills;
mod sql;
pub mod templates;
pub mod timers;
pub mod timesheets;

pub use clock::Clock;
pub use cx::{About, Backend, Cx, Once, Tx, Visit};
pub use failure::Failure;
pub use form::Form;
pub use ids::new_id;
pub use last_step::{LastStep, last_step};

/// Every migration of this release. One instance for the program and all its tests.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();

/// Brings the schema to this release's, on a connection of its own: a migration of a large table takes longer than a
/// request may, and its text is no news for the log.
///
/// # Errors
/// When the database does not answer, or a migration fails; then the schema is as the last good one left it.
pub async fn migrate(pool: &sqlx::PgPool) -> Result<(), sqlx::migrate::MigrateError> {
    use sqlx::{ConnectOptions as _, Connection as _};
    let options = pool.connect_options().as_ref().clone().options([("statement_timeout", "0")]);
    let mut connection = options.disable_statement_logging().connect().await?;
    MIGRATOR.run(&mut connection).await?;
    Ok(connection.close().await?)
}

/// Whether the database has every migration of this release.
///
/// # Errors
/// When the database does not answer.
pub async fn schema_is_current(pool: &sqlx::PgPool) -> Result<bool, Failure> {
    let newest = MIGRATOR.iter().map(|migration| migration.version).max().unwrap_or_default();
    // The table is the migrator's own; before the first migration it does not exist.
    let found: Result<Option<i64>, sqlx::Error> =
        sqlx::query_scalar("select max(version) from _sqlx_migrations where success").fetch_one(pool).await;
    match found {
        Ok(found) => Ok(found.unwrap_or_default() >= newest),
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("42P01") => Ok(false),
        Err(error) => Err(error.into()),
    }
}
