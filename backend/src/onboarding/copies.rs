//! A typeset copy of one text with its signatures.

use domain::ids::EngagementId;
use domain::onboarding::{Part, parts};

use super::lists::versions;
use super::views::{Signature, Version};
use crate::Cx;
use crate::documents::{Block, Document};
use crate::engagements::visible;
use crate::failure::Failure;

/// The copy of version `number` as a PDF. The same version with the same signatures gives the same bytes.
///
/// # Errors
/// [`Failure::NotFound`] for anybody it does not concern, and for a text that is not kept.
pub async fn copy(cx: &Cx, id: EngagementId, number: i32) -> Result<Vec<u8>, Failure> {
    visible(cx, id).await?;
    let (_, all) = versions(cx, id).await?;
    let version = all.into_iter().find(|version| version.number == number).ok_or(Failure::NotFound)?;
    let document = document(&version);
    // Shaping and compressing takes some milliseconds of a processor; requests go on meanwhile.
    tokio::task::spawn_blocking(move || document.to_pdf())
        .await
        .map_err(|error| Failure::corrupt(format!("a copy was not made: {error}")))?
}

fn document(version: &Version) -> Document {
    let mut title = String::new();
    let mut blocks = Vec::new();
    for part in parts(&version.body) {
        match part {
            Part::Title(words) => title = words,
            Part::Heading(words) => blocks.push(Block::Heading(words)),
            Part::Paragraph(words) => blocks.push(Block::Paragraph(words)),
            Part::Points(points) => blocks.push(Block::List(points)),
        }
    }
    blocks.push(Block::Heading("Signatures".to_owned()));
    blocks.push(Block::Table {
        head: ["Side", "Name", "How", "When (UTC)"].map(str::to_owned).to_vec(),
        rows: ["student", "host", "program"].iter().map(|side| row(side, version)).collect(),
    });
    let made = version.at.map(|at| format!("Made on {} UTC. ", at.strftime("%Y-%m-%d %H:%M"))).unwrap_or_default();
    let why = if version.reason.is_empty() { String::new() } else { format!("Why: {} ", version.reason) };
    blocks.push(Block::Note(format!(
        "Version {} of this agreement. {made}{why}The fingerprint below is the SHA-256 of the text above the signatures, as it is kept.",
        version.number
    )));
    blocks.push(Block::Note(format!("SHA-256 {}", version.sha256)));
    Document { title, language: "en".to_owned(), footer: format!("Agreement, version {}", version.number), blocks }
}

fn row(side: &str, version: &Version) -> Vec<String> {
    let label = label(side).to_owned();
    match version.signatures.iter().find(|one| one.side == side) {
        Some(one) => vec![label, one.name.clone(), how(one), one.at.strftime("%Y-%m-%d %H:%M:%S").to_string()],
        None if version.is_extension => vec![label, "Not needed for this amendment".to_owned()],
        None => vec![label, "Not signed yet".to_owned()],
    }
}

const fn label(side: &str) -> &'static str {
    match side.as_bytes() {
        b"student" => "Student",
        b"host" => "Host",
        _ => "Program",
    }
}

fn how(one: &Signature) -> String {
    match one.way.as_str() {
        "typed" => format!("Typed, from the network {}", one.network),
        "paper" => format!("On paper, recorded by hand: {}", one.note),
        _ => format!("Electronically: {}", one.note),
    }
}
