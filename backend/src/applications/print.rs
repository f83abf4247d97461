//! An application as a PDF, with exactly what its reader may see: while names are hidden, neither a name nor a school is in
//! it, nor in the name of the file.

use domain::ids::ApplicationId;

use super::detail::{code, read};
use super::views::ApplicationView;
use crate::cx::Cx;
use crate::documents::{Block, Document};
use crate::failure::Failure;

/// A file to download.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Print {
    /// `applicant-a1b2.pdf`: says of nobody who they are, shortlisted or not.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The application as a PDF. The same application gives the same bytes.
///
/// # Errors
/// [`Failure::NotFound`] when it does not exist or is not theirs to see.
pub async fn print(cx: &Cx, id: ApplicationId) -> Result<Print, Failure> {
    let view = read(cx, id).await?;
    let name = format!("{}.pdf", code(id).to_lowercase().replace(' ', "-"));
    // Shaping and compressing takes some milliseconds of a processor; requests go on meanwhile.
    let set = tokio::task::spawn_blocking(move || document(&view).to_pdf());
    let bytes = set.await.map_err(|error| Failure::Internal(Box::new(error)))??;
    Ok(Print { name, bytes })
}

fn document(view: &ApplicationView) -> Document {
    let mut blocks = vec![Block::Paragraph(format!("Application to “{}” by {}", view.title, view.host))];
    if !view.school.is_empty() {
        blocks.push(Block::Paragraph(view.school.clone()));
    }
    let hours = format!("{} free hours a week; the project needs {}", view.free_hours, view.weekly_hours);
    blocks.push(Block::Paragraph(hours));
    if view.hidden {
        blocks.push(Block::Note("Name and school are hidden until the application is shortlisted.".to_owned()));
    }
    let parts = std::iter::once(("Why this project", &view.statement));
    for (question, answer) in parts.chain(view.answers.iter().map(|(question, answer)| (question.as_str(), answer))) {
        blocks.push(Block::Heading(question.to_owned()));
        let lines = answer.lines().map(str::trim).filter(|line| !line.is_empty());
        blocks.extend(lines.map(|line| Block::Paragraph(line.to_owned())));
    }
    if !view.skill_details.is_empty() {
        blocks.push(Block::Heading("Skills".to_owned()));
        let skills = view.skill_details.iter().map(|skill| {
            let level = skill.level.map(|level| format!(": {}", level.label().to_lowercase())).unwrap_or_default();
            let evidence = if skill.evidence.is_empty() { String::new() } else { format!(". {}", skill.evidence) };
            format!("{}{level}{evidence}", skill.name)
        });
        blocks.push(Block::List(skills.collect()));
    }
    if !view.links.is_empty() {
        blocks.push(Block::Heading("Work samples".to_owned()));
        blocks.push(Block::List(view.links.clone()));
    }
    Document { title: view.name.clone(), language: "en".to_owned(), footer: view.title.clone(), blocks }
}
