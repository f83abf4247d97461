//! What a file is, by its content alone: neither its name nor what the browser says counts.

use super::Kind;

/// Bytes of the beginning that are looked at.
const HEAD: usize = 8 * 1024;
/// Bytes of the end that are looked at: where a PDF says that it is complete.
const TAIL: usize = 4 * 1024;

/// A kind of content that is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Content {
    /// Portable Document Format (ISO 32000).
    Pdf,
    /// PNG picture.
    Png,
    /// JPEG picture.
    Jpeg,
    /// GIF picture.
    Gif,
    /// WebP picture.
    Webp,
    /// MP4 film.
    Mp4,
    /// MP3 sound.
    Mp3,
    /// ZIP archive.
    Zip,
    /// Word, Excel or PowerPoint (ISO/IEC 29500), by the ending of its name.
    Office(&'static str),
    /// OpenDocument (ISO/IEC 26300), by what it says of itself.
    OpenDocument(&'static str),
    /// Text in UTF-8; `csv` and `md` by the ending of its name.
    Text(&'static str),
}

impl Content {
    /// The media type it is kept and sent under. Text is plain text, whatever it would be to a browser.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Mp4 => "video/mp4",
            Self::Mp3 => "audio/mpeg",
            Self::Zip => "application/zip",
            Self::Office("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Office("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Office(_) => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::OpenDocument("odt") => "application/vnd.oasis.opendocument.text",
            Self::OpenDocument("ods") => "application/vnd.oasis.opendocument.spreadsheet",
            Self::OpenDocument(_) => "application/vnd.oasis.opendocument.presentation",
            Self::Text("csv") => "text/csv",
            Self::Text("md") => "text/markdown",
            Self::Text(_) => "text/plain",
        }
    }

    /// The endings a name of it may have; the first is given to one that has another.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Gif => &["gif"],
            Self::Webp => &["webp"],
            Self::Mp4 => &["mp4", "m4v", "m4a", "mov"],
            Self::Mp3 => &["mp3"],
            Self::Zip => &["zip"],
            Self::Office("docx") => &["docx"],
            Self::Office("xlsx") => &["xlsx"],
            Self::Office(_) => &["pptx"],
            Self::OpenDocument("odt") => &["odt"],
            Self::OpenDocument("ods") => &["ods"],
            Self::OpenDocument(_) => &["odp"],
            Self::Text("csv") => &["csv"],
            Self::Text("md") => &["md"],
            Self::Text(_) => &["txt", "log", "tsv"],
        }
    }

    /// What people call it: `PDF`.
    #[must_use]
    pub fn word(media_type: &str) -> &'static str {
        match media_type {
            "application/pdf" => "PDF",
            "image/png" | "image/jpeg" | "image/gif" | "image/webp" => "picture",
            "video/mp4" => "film",
            "audio/mpeg" => "sound",
            "application/zip" => "ZIP",
            "text/csv" => "CSV",
            "text/plain" | "text/markdown" => "text",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "Word",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "Excel",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation" => "PowerPoint",
            _ => "OpenDocument",
        }
    }
}

/// Looks at a file while it passes.
#[derive(Clone, Debug)]
pub struct Sniffer {
    kind: Kind,
    head: Vec<u8>,
    tail: Vec<u8>,
    size: u64,
    text: Text,
}

impl Sniffer {
    /// Before the first byte.
    #[must_use]
    pub const fn new(kind: Kind) -> Self {
        Self { kind, head: Vec::new(), tail: Vec::new(), size: 0, text: Text::new() }
    }

    /// The next bytes.
    ///
    /// # Errors
    /// A sentence for the person as soon as it is too large, or begins as a program does.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.size = self.size.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        self.kind.fits(self.size)?;
        let wanted = HEAD.saturating_sub(self.head.len());
        if wanted > 0 {
            self.head.extend(bytes.iter().take(wanted));
            if is_program(&self.head) {
                return Err("This is a program, whatever its name says. Programs are not taken.".to_owned());
            }
        }
        let keep = bytes.len().saturating_sub(TAIL);
        self.tail.extend(bytes.iter().skip(keep));
        let over = self.tail.len().saturating_sub(TAIL);
        self.tail.drain(..over);
        self.text.push(bytes);
        Ok(())
    }

    /// Bytes so far.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// What it was. `name` only tells apart what the content leaves open: a table from a list of words.
    ///
    /// # Errors
    /// A sentence for the person.
    pub fn finish(self, name: &str) -> Result<Content, String> {
        if self.size == 0 {
            return Err("This file is empty. Choose another, or save it once more.".to_owned());
        }
        let found = self.found(name);
        match (self.kind, found) {
            (Kind::Resume, Some(Content::Pdf)) => Ok(Content::Pdf),
            (Kind::Resume, _) if self.head.starts_with(b"%PDF-") => Err(cut_off()),
            (Kind::Resume, _) => {
                Err("This is not a PDF. Save your résumé as a PDF, then choose that file.".to_owned())
            }
            (Kind::Deliverable, Some(content)) => Ok(content),
            (Kind::Deliverable, None) if self.head.starts_with(b"%PDF-") => Err(cut_off()),
            (Kind::Deliverable, None) => Err(
                "This kind of file is not taken. PDF, pictures, text, CSV, Word, Excel, PowerPoint, OpenDocument, MP4 and MP3 \
                 are; put anything else into a ZIP file. A text must be saved as UTF-8."
                    .to_owned(),
            ),
        }
    }

    fn found(&self, name: &str) -> Option<Content> {
        let head = self.head.as_slice();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        if head.starts_with(b"%PDF-") {
            return contains(&self.tail, b"%%EOF").then_some(Content::Pdf);
        }
        if head.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Content::Png);
        }
        if head.starts_with(b"\xff\xd8\xff") {
            return Some(Content::Jpeg);
        }
        if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") {
            return Some(Content::Gif);
        }
        if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
            return Some(Content::Webp);
        }
        if head.starts_with(b"PK\x03\x04") {
            return Some(archive(head, &ending));
        }
        if head.get(4..8) == Some(b"ftyp") {
            return Some(Content::Mp4);
        }
        if head.starts_with(b"ID3") && !self.text.is_text() {
            return Some(Content::Mp3);
        }
        if let [0xff, 0xfb | 0xf3 | 0xf2 | 0xfa, ..] = head {
            return Some(Content::Mp3);
        }
        self.text.is_text().then_some(match ending.as_str() {
            "csv" => Content::Text("csv"),
            "md" | "markdown" => Content::Text("md"),
            _ => Content::Text("txt"),
        })
    }
}

fn cut_off() -> String {
    "This PDF is cut off: its end is missing. Save it once more, then choose it again.".to_owned()
}

/// What begins as programs of the usual systems do, or as a script that names its own interpreter.
fn is_program(head: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 10] = [
        b"MZ",
        b"\x7fELF",
        b"\xfe\xed\xfa\xce",
        b"\xfe\xed\xfa\xcf",
        b"\xce\xfa\xed\xfe",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"\0asm",
        b"dex\n",
        b"#!",
    ];
    BEGINNINGS.iter().any(|beginning| head.starts_with(beginning))
}

/// A ZIP file that is a document says so in its first entries.
fn archive(head: &[u8], ending: &str) -> Content {
    const OPEN: [(&[u8], &str); 3] = [
        (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
        (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"),
        (b"mimetypeapplication/vnd.oasis.opendocument.presentation", "odp"),
    ];
    if let Some((_, kind)) = OPEN.iter().find(|(says, _)| contains(head, says)) {
        return Content::OpenDocument(kind);
    }
    let office = contains(head, b"[Content_Types].xml") || contains(head, b"_rels/.rels");
    match ending {
        "docx" if office => Content::Office("docx"),
        "xlsx" if office => Content::Office("xlsx"),
        "pptx" if office => Content::Office("pptx"),
        _ => Content::Zip,
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// Whether bytes are text in UTF-8 so far; a letter may be cut in two between two pieces.
#[derive(Clone, Debug)]
struct Text {
    fine: bool,
    rest: Vec<u8>,
}

impl Text {
    const fn new() -> Self {
        Self { fine: true, rest: Vec::new() }
    }

    fn push(&mut self, bytes: &[u8]) {
        if !self.fine {
            return;
        }
        // What was left over is at most three bytes; only the beginning of the piece can complete it.
        let mut joined = std::mem::take(&mut self.rest);
        joined.extend_from_slice(bytes);
        let valid = match std::str::from_utf8(&joined) {
            Ok(text) => text,
            Err(error) if error.error_len().is_none() => {
                let (valid, rest) = joined.split_at(error.valid_up_to());
                self.rest = rest.to_vec();
                std::str::from_utf8(valid).unwrap_or_default()
            }
            Err(_) => {
                self.fine = false;
                return;
            }
        };
        self.fine = !valid.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}'));
    }

    fn is_text(&self) -> bool {
        self.fine && self.rest.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn look(kind: Kind, name: &str, bytes: &[u8]) -> Result<Content, String> {
        let mut sniffer = Sniffer::new(kind);
        for piece in bytes.chunks(7) {
            sniffer.push(piece)?;
        }
        sniffer.finish(name)
    }

    #[rstest]
    #[case("a.pdf", b"%PDF-1.7\nwords\n%%EOF\n", Content::Pdf)]
    #[case("a.exe", b"%PDF-1.7\nwords\n%%EOF\n", Content::Pdf)]
    #[case("a.png", b"\x89PNG\r\n\x1a\nrest", Content::Png)]
    #[case("a.jpg", b"\xff\xd8\xff\xe0rest", Content::Jpeg)]
    #[case("a.gif", b"GIF89arest", Content::Gif)]
    #[case("a.webp", b"RIFF\0\0\0\0WEBPrest", Content::Webp)]
    #[case("a.mp4", b"\0\0\0\x18ftypisom", Content::Mp4)]
    #[case("a.mp3", b"ID3\x04\0\0rest", Content::Mp3)]
    #[case("a.zip", b"PK\x03\x04....notes.txt", Content::Zip)]
    #[case("a.docx", b"PK\x03\x04....[Content_Types].xml", Content::Office("docx"))]
    #[case("a.docx", b"PK\x03\x04....virus.js", Content::Zip)]
    #[case("a.zip", b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.textPK", Content::OpenDocument("odt"))]
    #[case("a.csv", b"day,visits\n1,2\n", Content::Text("csv"))]
    #[case("a.html", b"<script>alert(1)</script>", Content::Text("txt"))]
    #[case("a.txt", "Überstunden, naïve café, 日本語".as_bytes(), Content::Text("txt"))]
    fn content_decides(#[case] name: &str, #[case] bytes: &[u8], #[case] content: Content) {
        assert_eq!(look(Kind::Deliverable, name, bytes), Ok(content));
        assert_eq!(look(Kind::Resume, name, bytes).is_ok(), content == Content::Pdf);
    }

    #[rstest]
    #[case("cv.pdf", b"MZ\x90\0program")]
    #[case("cv.pdf", b"\x7fELFprogram")]
    #[case("run.txt", b"#!/bin/sh\nrm -rf /\n")]
    #[case("cv.pdf", b"%PDF-1.7 without an end")]
    #[case("cv.pdf", b"")]
    #[case("notes.txt", b"latin \xe4 letters")]
    #[case("notes.txt", b"a\0b")]
    #[case("notes.txt", b"cut \xc3")]
    fn what_is_none_of_them_is_refused(#[case] name: &str, #[case] bytes: &[u8]) {
        for kind in [Kind::Resume, Kind::Deliverable] {
            let sentence = look(kind, name, bytes).unwrap_err();
            assert!(sentence.ends_with('.'), "{sentence}");
        }
    }

    #[test]
    fn too_large_is_said_at_the_first_byte_too_many() {
        let mut sniffer = Sniffer::new(Kind::Resume);
        let whole = vec![b'a'; usize::try_from(Kind::Resume.limit()).unwrap()];
        assert!(sniffer.push(&whole).is_ok());
        assert!(sniffer.push(b"a").unwrap_err().contains("5 MB"));
    }

    proptest! {
        #[test]
        fn no_bytes_break_it_and_pieces_make_no_difference(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut whole = Sniffer::new(Kind::Deliverable);
            let pushed = whole.push(&bytes).and_then(|()| whole.finish("a.txt"));
            prop_assert_eq!(look(Kind::Deliverable, "a.txt", &bytes), pushed);
        }

        #[test]
        fn every_text_is_text(text in "[a-zA-Zé日 \\n]{1,200}") {
            prop_assume!(!text.starts_with("MZ") && !text.starts_with("dex\n") && text.get(4..8) != Some("ftyp"));
            prop_assert_eq!(look(Kind::Deliverable, "a.md", text.as_bytes()), Ok(Content::Text("md")));
        }
    }
}
