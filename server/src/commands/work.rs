//! `server work`

use backend::{Backend, Clock};
use tokio_util::sync::CancellationToken;

use crate::commands::{database, serve};
use crate::config::{Database, Files, Mail};

/// Runs timers and sends mail until told to stop.
///
/// # Errors
/// One sentence.
pub async fn run(options: &Database, mail: &Mail, files: &Files, site: &str) -> Result<(), String> {
    let store = files.open(options)?;
    let opened = database::open(options).await?;
    let backend = Backend::new(opened.pool.clone(), Clock::System, site, false).with_files(store);
    let stop = CancellationToken::new();
    let workers = serve::start_work(&backend, mail, &stop)?;
    serve::until_told(&stop).await;
    stop.cancel();
    for worker in workers {
        let _ = worker.await;
    }
    database::close(opened).await;
    Ok(())
}
