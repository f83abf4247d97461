//! The database a command works on: the one named, or a private one.

use launcher::{Cluster, Options};
use sqlx::PgPool;

use crate::config::Database;

/// An open database; the private cluster stops when this is dropped.
#[derive(Debug)]
pub struct Opened {
    /// Connections.
    pub pool: PgPool,
    /// Its address, with password: never printed.
    pub url: String,
    /// The private cluster, if this is one.
    pub cluster: Option<Cluster>,
}

/// Connects to `DATABASE_URL`, or starts the private PostgreSQL of the data folder.
///
/// # Errors
/// One sentence that says what to do.
pub async fn open(database: &Database) -> Result<Opened, String> {
    let (url, cluster) = match &database.database_url {
        Some(url) => (url.clone(), None),
        None => {
            let options = Options { data_dir: database.data_dir.clone(), npm_dir: Some("node_modules".into()) };
            // On a thread of its own: starting takes a moment and must not stop other tasks.
            let cluster = tokio::task::spawn_blocking(move || Cluster::start(&options))
                .await
                .map_err(|error| error.to_string())?;
            let cluster = cluster.map_err(|error| error.to_string())?;
            (cluster.url().to_owned(), Some(cluster))
        }
    };
    let pool = backend::Backend::connect(&url, database.connections).await;
    let pool = pool.map_err(|error| {
        format!("The database does not answer: {}. Check DATABASE_URL and that it runs.", cause(&error))
    })?;
    Ok(Opened { pool, url, cluster })
}

/// Brings the schema to this release's.
///
/// # Errors
/// One sentence.
pub async fn migrate(pool: &PgPool) -> Result<(), String> {
    backend::migrate(pool).await.map_err(|error| format!("Migrating failed: {}.", cause(&error)))
}

/// Stops the private cluster, if there is one.
pub async fn close(opened: Opened) {
    opened.pool.close().await;
    if let Some(cluster) = opened.cluster {
        let stopped = tokio::task::spawn_blocking(move || cluster.stop()).await;
        if let Ok(Err(error)) = stopped {
            tracing::warn!(%error, "the private database did not stop cleanly; it recovers at the next start");
        }
    }
}

/// An error with the causes below it.
pub fn cause(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut below = error.source();
    while let Some(next) = below {
        words.push_str(": ");
        words.push_str(&next.to_string());
        below = next.source();
    }
    words
}
