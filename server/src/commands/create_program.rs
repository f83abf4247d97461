//! `server create-program`

use backend::programs::NewProgram;
use backend::{Backend, Clock, Failure};

use crate::commands::database::{self, cause};
use crate::config::Database;

/// Makes a program and its first person.
///
/// # Errors
/// One sentence.
pub async fn run(options: &Database, new: &NewProgram) -> Result<(), String> {
    let opened = database::open(options).await?;
    let made = create(&opened.pool, new).await;
    database::close(opened).await;
    let password = made?;
    println!("{} is there. Sign in as {} with the password {password} and change it.", new.name, new.admin_email);
    Ok(())
}

async fn create(pool: &sqlx::PgPool, new: &NewProgram) -> Result<String, String> {
    database::migrate(pool).await?;
    let backend = Backend::new(pool.clone(), Clock::System, "http://127.0.0.1:3000", false);
    backend::programs::create(&backend, new).await.map_err(|failure| match failure {
        Failure::Invalid(errors) => errors.0.into_values().collect::<Vec<_>>().join(" "),
        other => cause(&other),
    })
}
