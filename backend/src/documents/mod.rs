//! Typeset documents as PDF: tagged, in one language, the same bytes for the same content.
//!
//! A document is a title and blocks in reading order. The module breaks lines by measured widths, places them on
//! pages, and tags what it draws, so that a screen reader hears headings, lists and tables. It knows nothing of what a
//! document says, and reads no clock: a date that belongs into a document is one of its words.
//!
//! ```
//! use backend::documents::{Block, Document};
//!
//! let document = Document {
//!     title: "Agreement".into(),
//!     language: "en".into(),
//!     footer: "Version 1".into(),
//!     blocks: vec![Block::Heading("Work".into()), Block::Paragraph("A map of three years.".into())],
//! };
//! assert!(document.to_pdf().is_ok_and(|bytes| bytes.starts_with(b"%PDF-1.7")));
//! ```

mod draw;
mod layout;
mod letters;

use crate::failure::Failure;

/// A document to typeset.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Document {
    /// What it is called: its first line, and the title in its metadata.
    pub title: String,
    /// The language of its words, as in BCP 47: `en`.
    pub language: String,
    /// A short line at the foot of every page, beside the page number; may be empty.
    pub footer: String,
    /// What it says, in reading order.
    pub blocks: Vec<Block>,
}

/// One part of a document. Texts are plain: no markup, one paragraph each.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// A heading below the title.
    Heading(String),
    /// A heading below a heading.
    Subheading(String),
    /// A paragraph.
    Paragraph(String),
    /// A paragraph in small type: sources, hashes, notes.
    Note(String),
    /// A list of points.
    List(Vec<String>),
    /// A table: the headings of its columns, and its rows. A row that is too short gets empty cells.
    Table {
        /// One heading for each column.
        head: Vec<String>,
        /// The rows.
        rows: Vec<Vec<String>>,
    },
}

impl Document {
    /// The document as a PDF of US letter pages, tagged after PDF/UA-1. The same document gives the same bytes.
    /// Letters the font lacks are drawn as a question mark; the text behind them, which is searched, copied and read
    /// aloud, stays as it is.
    ///
    /// # Errors
    /// [`Failure::Internal`] when the fonts of this build cannot be read or the result would break the standard.
    pub fn to_pdf(&self) -> Result<Vec<u8>, Failure> {
        let fonts = letters::Fonts::load()?;
        let layout = layout::of(self, &fonts);
        draw::pdf(self, &layout, &fonts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(words: &str) -> Document {
        let sentence = format!("{words} works on the map of three years of visits, and hands in what was agreed. ");
        Document {
            title: format!("Agreement with {words}"),
            language: "en".into(),
            footer: "Version 1".into(),
            blocks: vec![
                Block::Heading("The work".into()),
                Block::Paragraph(sentence.repeat(40)),
                Block::Subheading("What is handed in".into()),
                Block::List(vec!["A map".into(), sentence.repeat(3), "x".repeat(400)]),
                Block::Paragraph(sentence.repeat(60)),
                Block::Heading("Signatures".into()),
                Block::Table {
                    head: vec!["Side".into(), "Name".into(), "Signed".into()],
                    rows: vec![
                        vec!["Student".into(), words.to_owned(), "Monday 7 December 2026".into()],
                        vec!["Host".into(), sentence.repeat(60)],
                    ],
                },
                Block::Note("a1b2".repeat(16)),
            ],
        }
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        let (one, two) = (sample("Maya Reyes").to_pdf().unwrap(), sample("Maya Reyes").to_pdf().unwrap());
        assert!(one == two, "two runs differ");
        assert!(one.starts_with(b"%PDF-1.7"));
        assert!(one != sample("Maya Rey").to_pdf().unwrap());
        let text = String::from_utf8_lossy(&one);
        for part in ["/StructTreeRoot", "/MarkInfo", "/Lang", "pdfuaid:part", "/Outlines"] {
            assert!(text.contains(part), "{part} is missing");
        }
        assert!(!text.contains("CreationDate"), "the time of making is no part of it");
    }

    #[test]
    fn letters_the_font_lacks_are_no_fault() {
        for name in [
            "王小明",
            "Олена Шевченко",
            "محمد",
            "\u{1f469}\u{1f3fd}\u{200d}\u{1f393}",
            "Zoë Łukasz Ñandú",
            "e\u{301}",
            "a\u{0}b\u{feff}\u{e000}c\u{ad}d",
            "",
        ] {
            let pdf = sample(name).to_pdf().unwrap_or_else(|error| panic!("{name:?}: {error:?}"));
            assert!(pdf.len() > 10_000);
        }
        assert!(Document::default().to_pdf().is_ok(), "an empty one");
    }

    #[test]
    fn long_documents_go_on_over_pages() {
        let pages = |document: &Document| {
            let fonts = letters::Fonts::load().unwrap();
            layout::of(document, &fonts).pages.len()
        };
        assert!(pages(&sample("Maya Reyes")) >= 3);
        let short = Document { blocks: vec![Block::Paragraph("Short.".into())], ..sample("Maya Reyes") };
        assert_eq!(pages(&short), 1);
    }
}
