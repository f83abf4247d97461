//! A portfolio to print, as a PDF.

use domain::portfolios::Sheet;

use crate::documents::{Block, Document};
use crate::failure::Failure;

/// A sheet as a PDF. The same sheet gives the same bytes. Setting it takes some milliseconds, which no other request waits
/// for.
///
/// # Errors
/// [`Failure::Internal`] when it cannot be set.
pub async fn pdf(sheet: Sheet) -> Result<Vec<u8>, Failure> {
    let set = tokio::task::spawn_blocking(move || document(sheet).to_pdf());
    set.await.map_err(|error| Failure::Internal(Box::new(error)))?
}

fn document(sheet: Sheet) -> Document {
    let mut blocks = Vec::new();
    if !sheet.about.headline.is_empty() {
        blocks.push(Block::Paragraph(sheet.about.headline));
    }
    let paragraphs = sheet.about.introduction.lines().map(str::trim).filter(|line| !line.is_empty());
    blocks.extend(paragraphs.map(|line| Block::Paragraph(line.to_owned())));
    if !sheet.works.is_empty() {
        blocks.push(Block::Heading("Finished work".to_owned()));
    }
    for work in sheet.works {
        blocks.push(Block::Subheading(work.title));
        blocks.push(Block::Note(work.when));
        if !work.lines.is_empty() {
            blocks.push(Block::List(work.lines));
        }
    }
    if !sheet.skills.is_empty() {
        blocks.push(Block::Heading("Skills".to_owned()));
        blocks.push(Block::Paragraph(sheet.skills.join(", ")));
    }
    Document { title: sheet.name, language: "en".to_owned(), footer: String::new(), blocks }
}

#[cfg(test)]
mod tests {
    use domain::portfolios::{About, SheetWork};

    use super::*;

    #[test]
    fn what_is_empty_makes_no_block() {
        let bare = Sheet { name: "Maya Reyes".into(), about: About::default(), works: vec![], skills: vec![] };
        assert!(document(bare.clone()).blocks.is_empty());
        let work = SheetWork { title: "Map".into(), when: "May 2026".into(), lines: vec!["Drew a map".into()] };
        let about = About { headline: "Maps".into(), introduction: "One.\n\nTwo.".into() };
        let full = Sheet { about, works: vec![work], skills: vec!["Excel".into()], ..bare };
        assert_eq!(document(full.clone()).blocks.len(), 9);
        assert!(document(full).to_pdf().unwrap().starts_with(b"%PDF"));
    }
}
