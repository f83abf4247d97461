//! Files people send: which kinds there are, how large they may be, what their content must be, and how they are named.

mod content;
mod name;

pub use content::{Content, Sniffer};
pub use name::{disposition, size_words};

/// Bytes of one piece of a file that is sent in pieces; the last one is what is left. Small enough to be sent again on a
/// bad connection.
pub const PIECE: u64 = 512 * 1024;
/// Most bytes one person may have stored, uploads under way included.
pub const MOST_STORED: u64 = 1024 * 1024 * 1024;
/// Most files of one version of a deliverable.
pub const MOST_FILES: usize = 20;

crate::words! {
    /// What a file is for.
    pub enum Kind {
        /// A student's résumé.
        Resume = "resume",
        /// Work a student hands in.
        Deliverable = "deliverable",
    }
}

crate::words! {
    /// What the virus scan said.
    pub enum Scan {
        /// Nobody has looked yet.
        NotScanned = "not_scanned",
        /// Nothing was found.
        Clean = "clean",
        /// Something was found: the content is gone.
        Infected = "infected",
    }
}

impl Kind {
    /// Most bytes of one file.
    #[must_use]
    pub const fn limit(self) -> u64 {
        match self {
            Self::Resume => 5 * 1024 * 1024,
            Self::Deliverable => 100 * 1024 * 1024,
        }
    }

    /// The limit in words.
    #[must_use]
    pub const fn limit_words(self) -> &'static str {
        match self {
            Self::Resume => "5 MB",
            Self::Deliverable => "100 MB",
        }
    }

    /// The field of its form: where messages stand. Not the name of the part of the page it stands in, whose address it
    /// would take.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Resume => "resume_file",
            Self::Deliverable => "files",
        }
    }

    /// What the browser offers to choose.
    #[must_use]
    pub const fn accept(self) -> &'static str {
        match self {
            Self::Resume => ".pdf,application/pdf",
            Self::Deliverable => {
                ".pdf,.png,.jpg,.jpeg,.gif,.webp,.txt,.csv,.md,.docx,.xlsx,.pptx,.odt,.ods,.odp,.zip,.mp4,.mp3"
            }
        }
    }

    /// Why a file of this many bytes is too large.
    ///
    /// # Errors
    /// The sentence for the person.
    pub fn fits(self, bytes: u64) -> Result<(), String> {
        if bytes <= self.limit() {
            return Ok(());
        }
        Err(match self {
            Self::Resume => format!("This file is larger than {}. Save it as a smaller PDF.", self.limit_words()),
            Self::Deliverable => {
                format!(
                    "This file is larger than {}. Make it smaller, or put it online and add the link.",
                    self.limit_words()
                )
            }
        })
    }
}
