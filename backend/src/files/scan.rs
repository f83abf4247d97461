//! A virus scanner that speaks clamd's protocol: `INSTREAM`, pieces with their length before them, an empty one at the end
//! (clamd(8)). Nothing but the content of the file leaves this server.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Longest a whole scan may take.
const LONGEST: Duration = Duration::from_secs(120);
/// Longest answer that is read, in bytes.
const LONGEST_ANSWER: u64 = 4_096;

/// Where a clamd listens.
#[derive(Clone, Debug)]
pub struct Scanner {
    address: Arc<str>,
}

/// What a scan found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// A virus of this name.
    Virus(String),
}

impl Scanner {
    pub(super) fn at(address: &str) -> Self {
        Self { address: address.into() }
    }

    /// Has a content looked at.
    ///
    /// # Errors
    /// Why there is no answer, for the log.
    pub(super) async fn scan<S>(&self, content: S) -> Result<Found, String>
    where
        S: Stream<Item = std::io::Result<Bytes>> + Send,
    {
        match tokio::time::timeout(LONGEST, self.ask(content)).await {
            Ok(Ok(answer)) => read(&answer),
            Ok(Err(error)) => Err(format!("the virus scanner at {} does not answer: {error}", self.address)),
            Err(_) => Err(format!("the virus scanner at {} takes longer than two minutes", self.address)),
        }
    }

    async fn ask<S>(&self, content: S) -> std::io::Result<String>
    where
        S: Stream<Item = std::io::Result<Bytes>> + Send,
    {
        let mut connection = TcpStream::connect(&*self.address).await?;
        connection.write_all(b"zINSTREAM\0").await?;
        let mut content = std::pin::pin!(content);
        while let Some(piece) = content.next().await {
            let piece = piece?;
            let length = u32::try_from(piece.len()).map_err(std::io::Error::other)?;
            // An empty piece would end it.
            if length > 0 {
                connection.write_all(&length.to_be_bytes()).await?;
                connection.write_all(&piece).await?;
            }
        }
        connection.write_all(&0_u32.to_be_bytes()).await?;
        connection.flush().await?;
        let mut answer = Vec::new();
        connection.take(LONGEST_ANSWER).read_to_end(&mut answer).await?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

/// `stream: OK`, `stream: Eicar-Signature FOUND`, or what went wrong.
fn read(answer: &str) -> Result<Found, String> {
    let answer = answer.trim_matches(['\0', '\n', ' ']);
    let said = answer.strip_prefix("stream: ").unwrap_or(answer);
    match said.strip_suffix(" FOUND") {
        Some(virus) => Ok(Found::Virus(virus.chars().take(100).collect())),
        None if said == "OK" => Ok(Found::Nothing),
        None => Err(format!("the virus scanner answers: {said:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, read};

    #[test]
    fn answers_are_read() {
        assert_eq!(read("stream: OK\0"), Ok(Found::Nothing));
        assert_eq!(read("stream: Eicar-Signature FOUND\0"), Ok(Found::Virus("Eicar-Signature".into())));
        for odd in ["", "INSTREAM size limit exceeded. ERROR\0", "stream: OK maybe"] {
            assert!(read(odd).is_err(), "{odd}");
        }
    }
}
