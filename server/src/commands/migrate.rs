//! `server migrate`

use crate::commands::database;
use crate::config::Database;

/// Brings the schema to this release's and stops.
///
/// # Errors
/// One sentence.
pub async fn run(options: &Database) -> Result<(), String> {
    let opened = database::open(options).await?;
    let migrated = database::migrate(&opened.pool).await;
    database::close(opened).await;
    migrated?;
    println!("The database has this release's schema.");
    Ok(())
}
