//! News of changes. A commit sends one NOTIFY with the program's id; one listener per process hands
//! it to every open stream. Only "something changed" travels; what is shown is read again through
//! the same authorised queries.

use domain::ids::ProgramId;
use sqlx::PgConnection;
use sqlx::postgres::PgListener;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;

const CHANNEL: &str = "foothold_changed";

/// What a stream hears.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum News {
    /// Something changed in this program.
    Changed(ProgramId),
    /// News may have been missed: read everything again.
    Resync,
}

/// The bus of one process.
#[derive(Clone, Debug)]
pub struct Live(broadcast::Sender<News>);

impl Default for Live {
    fn default() -> Self {
        Self(broadcast::channel(256).0)
    }
}

impl Live {
    /// A new ear. A slow one that falls behind is told so by the channel and should resync.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<News> {
        self.0.subscribe()
    }

    /// How many streams are open.
    #[must_use]
    pub fn listeners(&self) -> usize {
        self.0.receiver_count()
    }

    /// Listens until `stop`, connecting anew after every fault. Without a connection streams hear
    /// [`News::Resync`] as soon as there is one again.
    pub async fn listen(self, url: String, stop: CancellationToken) {
        let mut pause = std::time::Duration::from_millis(200);
        while !stop.is_cancelled() {
            match self.listen_once(&url, &stop).await {
                Ok(()) => pause = std::time::Duration::from_millis(200),
                Err(error) => tracing::warn!(%error, "live updates lost the database; trying again"),
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
            pause = (pause * 2).min(std::time::Duration::from_secs(10));
        }
    }

    async fn listen_once(&self, url: &str, stop: &CancellationToken) -> Result<(), sqlx::Error> {
        let mut listener = PgListener::connect(url).await?;
        listener.listen(CHANNEL).await?;
        let _ = self.0.send(News::Resync);
        loop {
            let heard = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                heard = listener.try_recv() => heard?,
            };
            let news = heard.and_then(|n| n.payload().parse().ok()).map_or(News::Resync, News::Changed);
            // Nobody listening is no fault.
            let _ = self.0.send(news);
        }
    }
}

/// Sends the news at the commit of the transaction `db` is in.
pub(crate) async fn notify(db: &mut PgConnection, program: ProgramId) -> Result<(), Failure> {
    sqlx::query!("select pg_notify($1, $2)", CHANNEL, program.to_string()).execute(db).await?;
    Ok(())
}
