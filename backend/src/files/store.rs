//! Where the content of files lies. Names are made of ids: nothing a person typed becomes a path.

use std::ops::Range;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path as Folder;
use std::sync::Arc;

use bytes::Bytes;
use domain::ids::FileId;
use futures::StreamExt as _;
use futures::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, MultipartUpload, ObjectStore, ObjectStoreExt as _, PutPayload};

use super::scan::Scanner;
use crate::failure::Failure;

/// Bytes that are written at a time.
const PART: usize = 1024 * 1024;

/// The file store, and the scanner that looks at what is in it.
#[derive(Clone, Debug)]
pub struct Files {
    objects: Arc<dyn ObjectStore>,
    scanner: Option<Scanner>,
}

impl Default for Files {
    /// In memory: for tests, and for commands that touch no file.
    fn default() -> Self {
        Self { objects: Arc::new(InMemory::new()), scanner: None }
    }
}

impl Files {
    /// In a folder, which is made when it is missing. What was acknowledged is on the disk.
    ///
    /// # Errors
    /// When the folder cannot be made or opened.
    pub fn in_folder(folder: &Folder) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        if let Some(above) = folder.parent() {
            std::fs::create_dir_all(above)?;
        }
        // Nobody else on this machine reads what people sent.
        match std::fs::DirBuilder::new().mode(0o700).create(folder) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(error.into()),
            _ => {}
        }
        let objects = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true).with_automatic_cleanup(true);
        Ok(Self { objects: Arc::new(objects), scanner: None })
    }

    /// The same, scanned by a clamd at `address`, such as `127.0.0.1:3310`.
    #[must_use]
    pub fn scanned_by(mut self, address: &str) -> Self {
        self.scanner = Some(Scanner::at(address));
        self
    }

    /// The scanner, where there is one. Then only what it found clean is handed out.
    pub(crate) const fn scanner(&self) -> Option<&Scanner> {
        self.scanner.as_ref()
    }

    /// Begins to write a file; nothing can be read before [`Writer::finish`].
    pub(super) async fn write(&self, id: FileId) -> Result<Writer, Failure> {
        let upload = self.objects.put_multipart(&whole(id)).await?;
        Ok(Writer { upload, buffer: Vec::new() })
    }

    /// A part of a file, from the first byte to before the last.
    pub(super) async fn read(
        &self,
        id: FileId,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, std::io::Result<Bytes>>, Failure> {
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
        let found = self.objects.get_opts(&whole(id), options).await?;
        Ok(found.into_stream().map(|part| part.map_err(std::io::Error::from)).boxed())
    }

    /// Deletes a file; one that is not there counts as deleted.
    pub(super) async fn delete(&self, id: FileId) -> Result<(), Failure> {
        self.delete_at(&whole(id)).await
    }

    pub(super) async fn put_piece(&self, id: FileId, number: u64, bytes: Bytes) -> Result<(), Failure> {
        self.objects.put(&piece(id, number), PutPayload::from(bytes)).await?;
        Ok(())
    }

    pub(super) async fn piece(&self, id: FileId, number: u64) -> Result<Bytes, Failure> {
        Ok(self.objects.get(&piece(id, number)).await?.bytes().await?)
    }

    /// Deletes so many pieces and one more: the last may have been stored without being noted.
    pub(super) async fn delete_pieces(&self, id: FileId, count: u64) -> Result<(), Failure> {
        for number in 0..=count {
            self.delete_at(&piece(id, number)).await?;
        }
        Ok(())
    }

    async fn delete_at(&self, path: &Path) -> Result<(), Failure> {
        match self.objects.delete(path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes something, reads it back and deletes it; where there is a scanner, has it looked at. For `server doctor`.
    ///
    /// # Errors
    /// When one of it does not work.
    pub async fn test(&self) -> Result<String, Failure> {
        let (id, content) = (crate::new_id(), Bytes::from_static(b"Foothold was here."));
        self.put(id, content.to_vec()).await?;
        let read: Vec<_> = self.read(id, 0..u64::try_from(content.len()).unwrap_or(1)).await?.collect().await;
        self.delete(id).await?;
        if read.into_iter().filter_map(Result::ok).flatten().ne(content.iter().copied()) {
            return Err(Failure::corrupt("what was written to the file store is not what is read from it".to_owned()));
        }
        let Some(scanner) = &self.scanner else { return Ok("can be written and read; nothing scans them".to_owned()) };
        let answer = scanner.scan(futures::stream::iter([Ok(content)])).await;
        answer.map(|_| "can be written and read, and are scanned".to_owned()).map_err(Failure::corrupt)
    }

    /// Writes a whole file at once: for the seed.
    pub(crate) async fn put(&self, id: FileId, bytes: Vec<u8>) -> Result<(), Failure> {
        self.objects.put(&whole(id), PutPayload::from(bytes)).await?;
        Ok(())
    }

    /// How many objects there are, for tests.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn count(&self) -> Result<usize, Failure> {
        Ok(self.objects.list(None).count().await)
    }
}

/// The last digits of an id are random: they spread files over 256 folders.
fn whole(id: FileId) -> Path {
    let name = id.0.simple().to_string();
    Path::from(format!("files/{}/{name}", name.get(30..).unwrap_or("00")))
}

fn piece(id: FileId, number: u64) -> Path {
    Path::from(format!("pieces/{}/{number}", id.0.simple()))
}

/// A file that is being written. Dropped before its end, it leaves nothing behind.
#[derive(Debug)]
pub(super) struct Writer {
    upload: Box<dyn MultipartUpload>,
    buffer: Vec<u8>,
}

impl Writer {
    pub(super) async fn push(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= PART {
            self.send().await?;
        }
        Ok(())
    }

    async fn send(&mut self) -> Result<(), Failure> {
        let part = std::mem::take(&mut self.buffer);
        self.upload.put_part(PutPayload::from(part)).await?;
        Ok(())
    }

    /// Makes the file one that can be read.
    pub(super) async fn finish(mut self) -> Result<(), Failure> {
        if !self.buffer.is_empty() {
            self.send().await?;
        }
        self.upload.complete().await?;
        Ok(())
    }

    /// Takes back what was written.
    pub(super) async fn abort(mut self) {
        if let Err(error) = self.upload.abort().await {
            tracing::warn!(%error, "a broken upload could not be taken back; the timers delete what is left");
        }
    }
}

impl From<object_store::Error> for Failure {
    fn from(error: object_store::Error) -> Self {
        Self::Internal(Box::new(error))
    }
}
