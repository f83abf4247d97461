//! From places to a PDF: text with its tags, thin rules, page numbers, metadata.

use std::num::NonZeroU16;

use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind,
    TagTree,
};

use super::Document;
use super::layout::{Branch, LEFT, Layout, Line, PAGE, WIDTH};
use super::letters::{Fonts, clean};
use crate::failure::Failure;

const INK: (u8, u8, u8) = (28, 32, 36);
const QUIET: (u8, u8, u8) = (84, 92, 98);
const HAIR: (u8, u8, u8) = (190, 196, 200);
/// Baseline of the foot, from the top of the page.
const FOOT: f32 = PAGE.1 - 48.0;
const FOOT_SIZE: f32 = 8.5;

/// The bytes of a document.
pub(super) fn pdf(document: &Document, layout: &Layout, fonts: &Fonts) -> Result<Vec<u8>, Failure> {
    let broken = |what: String| Failure::corrupt(format!("a document cannot be set: {what}"));
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| broken(format!("{error:?}")))?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut file = krilla::Document::new_with(settings);
    let title = match clean(&document.title) {
        title if title.is_empty() => "Document".to_owned(),
        title => title,
    };
    file.set_metadata(Metadata::new().title(title.clone()).language(language(document)).creator("Foothold".to_owned()));
    let mut leaves: Vec<Vec<Identifier>> = vec![Vec::new(); layout.leaves];
    let all = layout.pages.len();
    for (number, page) in (1..).zip(&layout.pages) {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| broken("no page".to_owned()))?;
        let mut sheet = file.start_page_with(size);
        let mut surface = sheet.surface();
        for line in &page.lines {
            let mark = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            text(&mut surface, line, fonts);
            surface.end_tagged();
            if let Some(leaf) = leaves.get_mut(line.leaf) {
                leaf.push(mark);
            }
        }
        for y in &page.rules {
            hair(&mut surface, *y);
        }
        foot(&mut surface, &clean(&document.footer), &format!("Page {number} of {all}"), fonts);
        surface.finish();
        sheet.finish();
    }
    file.set_tag_tree(tree(layout, &leaves));
    file.set_outline(outline(layout, &title));
    file.finish().map_err(|error| broken(format!("{error:?}")))
}

fn language(document: &Document) -> String {
    if document.language.is_empty() { "en".to_owned() } else { document.language.clone() }
}

fn fill((red, green, blue): (u8, u8, u8)) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, rule: FillRule::default() }
}

fn text(surface: &mut Surface<'_>, line: &Line, fonts: &Fonts) {
    let face = fonts.face(line.bold);
    let (glyphs, _) = face.shape(&line.text);
    surface.set_fill(Some(fill(if line.quiet { QUIET } else { INK })));
    surface.draw_glyphs(Point::from_xy(line.x, line.y), &glyphs, face.embedded.clone(), &line.text, line.size, false);
}

fn hair(surface: &mut Surface<'_>, y: f32) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(LEFT, y, WIDTH, 0.5) {
        path.push_rect(rect);
    }
    if let Some(path) = path.finish() {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        surface.set_fill(Some(fill(HAIR)));
        surface.draw_path(&path);
        surface.end_tagged();
    }
}

/// What stands at the foot of a page is no part of its reading order.
fn foot(surface: &mut Surface<'_>, words: &str, number: &str, fonts: &Fonts) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    let width = fonts.regular.width(number) * FOOT_SIZE;
    for (x, words) in [(LEFT, words), (LEFT + WIDTH - width, number)] {
        if !words.is_empty() {
            let line = Line { leaf: 0, x, y: FOOT, size: FOOT_SIZE, bold: false, quiet: true, text: words.to_owned() };
            text(surface, &line, fonts);
        }
    }
    surface.end_tagged();
}

fn tree(layout: &Layout, leaves: &[Vec<Identifier>]) -> TagTree {
    let mut tree = TagTree::new();
    let group = |tag: TagKind, leaf: usize| {
        let mut group = TagGroup::new(tag);
        for mark in leaves.get(leaf).into_iter().flatten() {
            group.push(*mark);
        }
        group
    };
    let row = |cells: &[usize], head: bool| {
        let mut row = TagGroup::new(Tag::TR);
        for leaf in cells {
            let tag: TagKind = if head { Tag::TH(TableHeaderScope::Column).into() } else { Tag::TD.into() };
            row.push(group(tag, *leaf));
        }
        row
    };
    for branch in &layout.branches {
        match branch {
            Branch::Heading { level, words, leaf, .. } => {
                let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                tree.push(group(Tag::Hn(level, Some(words.clone())).into(), *leaf));
            }
            Branch::Paragraph(leaf) => tree.push(group(Tag::P.into(), *leaf)),
            Branch::List(items) => {
                let mut list = TagGroup::new(Tag::L(ListNumbering::Disc));
                for (mark, body) in items {
                    let mut item = TagGroup::new(Tag::LI);
                    item.push(group(Tag::Lbl.into(), *mark));
                    item.push(group(Tag::LBody.into(), *body));
                    list.push(item);
                }
                tree.push(list);
            }
            Branch::Table { head, rows } => {
                let mut table = TagGroup::new(Tag::Table);
                let (mut top, mut body) = (TagGroup::new(Tag::THead), TagGroup::new(Tag::TBody));
                top.push(row(head, true));
                for cells in rows {
                    body.push(row(cells, false));
                }
                table.push(top);
                if !rows.is_empty() {
                    table.push(body);
                }
                tree.push(table);
            }
        }
    }
    tree
}

/// The headings, for finding one's way; the title stands in for a document without any.
fn outline(layout: &Layout, title: &str) -> Outline {
    let mut outline = Outline::new();
    let mut any = false;
    for branch in &layout.branches {
        if let Branch::Heading { words, page, y, .. } = branch {
            outline.push_child(OutlineNode::new(words.clone(), XyzDestination::new(*page, Point::from_xy(LEFT, *y))));
            any = true;
        }
    }
    if !any {
        let top = XyzDestination::new(0, Point::from_xy(LEFT, 0.0));
        outline.push_child(OutlineNode::new(title.to_owned(), top));
    }
    outline
}
