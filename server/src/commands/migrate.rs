//! `server migrate`

use crate::commands::database::{self, cause};
use crate::config::Database;

/// Brings the schema to this release's and stops.
///
/// # Errors
/// One sentence.
pub async fn run(options: &Database) -> Result<(), String> {
    let opened = database::open(options).await?;
    let migrated = backend::MIGRATOR.run(&opened.pool).await;
    database::close(opened).await;
    migrated.map_err(|error| format!("Migrating failed: {}.", cause(&error)))?;
    println!("The database has this release's schema.");
    Ok(())
}
