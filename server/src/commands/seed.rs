//! `server seed`

use backend::{Backend, Clock};

use crate::commands::database::{self, cause};
use crate::config::{Database, Files};

/// Fills an empty database with the demonstration and, if asked, a scale world.
///
/// # Errors
/// One sentence.
pub async fn run(options: &Database, files: &Files, scale: u32) -> Result<(), String> {
    let store = files.open(options)?;
    let opened = database::open(options).await?;
    let done = fill(&opened.pool, store, scale).await;
    database::close(opened).await;
    println!("{}", done?);
    Ok(())
}

async fn fill(pool: &sqlx::PgPool, store: backend::files::Files, scale: u32) -> Result<String, String> {
    database::migrate(pool).await?;
    let backend = Backend::new(pool.clone(), Clock::System, "http://127.0.0.1:3000", true).with_files(store);
    let seeded = backend::seed::demo(&backend).await.map_err(|error| cause(&error))?;
    let mut words =
        String::from(if seeded { "The demonstration is there." } else { "The demonstration was there already." });
    if scale > 0 {
        let counts = backend::seed::scale(&backend, scale).await.map_err(|error| cause(&error))?;
        words.push_str(&format!(" Scale world: {counts}."));
    }
    Ok(words)
}
