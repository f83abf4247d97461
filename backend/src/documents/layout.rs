//! Where every line of a document stands: lines broken by measured widths, pages filled from the top.

use super::letters::{Face, Fonts, clean};
use super::{Block, Document};

/// US letter, in points.
pub(super) const PAGE: (f32, f32) = (612.0, 792.0);
pub(super) const LEFT: f32 = 72.0;
pub(super) const WIDTH: f32 = PAGE.0 - 2.0 * LEFT;
const TOP: f32 = 72.0;
const BOTTOM: f32 = PAGE.1 - 84.0;
const INDENT: f32 = 16.0;
/// Between the columns of a table.
const GUTTER: f32 = 12.0;

/// How a text is set: size, distance of its lines, weight.
#[derive(Clone, Copy, Debug)]
struct Style {
    size: f32,
    leading: f32,
    bold: bool,
    quiet: bool,
}

const TITLE: Style = Style { size: 20.0, leading: 26.0, bold: true, quiet: false };
const HEADING: Style = Style { size: 13.0, leading: 18.0, bold: true, quiet: false };
const SUBHEADING: Style = Style { size: 10.5, leading: 15.0, bold: true, quiet: false };
const BODY: Style = Style { size: 10.5, leading: 15.0, bold: false, quiet: false };
const SMALL: Style = Style { size: 8.5, leading: 12.0, bold: false, quiet: true };
const CELL: Style = Style { size: 9.5, leading: 13.0, bold: false, quiet: false };
const COLUMN: Style = Style { size: 9.5, leading: 13.0, bold: true, quiet: false };

/// One line of text.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Line {
    /// Its place in the structure: lines of one leaf belong together.
    pub leaf: usize,
    /// Its left end.
    pub x: f32,
    /// Its baseline, from the top of the page.
    pub y: f32,
    /// Size of the type.
    pub size: f32,
    /// Whether it is semi-bold.
    pub bold: bool,
    /// Whether it is grey.
    pub quiet: bool,
    /// Its words.
    pub text: String,
}

/// One page.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Page {
    /// Its lines in reading order.
    pub lines: Vec<Line>,
    /// Heights of the thin rules of tables.
    pub rules: Vec<f32>,
}

/// The structure of a document: which leaves make a heading, a list, a table.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Branch {
    /// A heading of a level, with its words and where it stands: page and height.
    Heading { level: u16, words: String, leaf: usize, page: usize, y: f32 },
    /// A paragraph.
    Paragraph(usize),
    /// Marks and texts of a list.
    List(Vec<(usize, usize)>),
    /// Cells of the head, and of each row.
    Table { head: Vec<usize>, rows: Vec<Vec<usize>> },
}

/// A document with its places.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Layout {
    /// Its pages; at least one.
    pub pages: Vec<Page>,
    /// Its structure.
    pub branches: Vec<Branch>,
    /// How many leaves there are.
    pub leaves: usize,
}

/// Places a document.
pub(super) fn of(document: &Document, fonts: &Fonts) -> Layout {
    let mut setter =
        Setter { fonts, layout: Layout { pages: vec![Page::default()], branches: Vec::new(), leaves: 0 }, y: TOP };
    setter.heading(1, &document.title, TITLE, 0.0, 6.0);
    for block in &document.blocks {
        match block {
            Block::Heading(words) => setter.heading(2, words, HEADING, 16.0, 4.0),
            Block::Subheading(words) => setter.heading(3, words, SUBHEADING, 8.0, 2.0),
            Block::Paragraph(words) => setter.paragraph(words, BODY),
            Block::Note(words) => setter.paragraph(words, SMALL),
            Block::List(items) => setter.list(items),
            Block::Table { head, rows } => setter.table(head, rows),
        }
    }
    setter.layout
}

struct Setter<'f> {
    fonts: &'f Fonts,
    layout: Layout,
    y: f32,
}

impl Setter<'_> {
    fn leaf(&mut self) -> usize {
        self.layout.leaves += 1;
        self.layout.leaves - 1
    }

    /// Goes to the next page unless `height` is left on this one.
    fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.layout.pages.push(Page::default());
            self.y = TOP;
        }
    }

    fn place(&mut self, leaf: usize, x: f32, y: f32, style: Style, text: String) {
        if let Some(page) = self.layout.pages.last_mut() {
            let Style { size, bold, quiet, .. } = style;
            page.lines.push(Line { leaf, x, y, size, bold, quiet, text });
        }
    }

    fn rule(&mut self) {
        let y = self.y;
        if let Some(page) = self.layout.pages.last_mut() {
            page.rules.push(y);
        }
    }

    fn broken(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        broken(self.fonts.face(style.bold), &clean(text), width / style.size)
    }

    /// Lines one below the other, over pages where it must be.
    fn lines(&mut self, leaf: usize, x: f32, style: Style, lines: Vec<String>) {
        for line in lines {
            self.room(style.leading);
            self.y += style.leading;
            self.place(leaf, x, self.y - style.leading * 0.28, style, line);
        }
    }

    fn heading(&mut self, level: u16, words: &str, style: Style, before: f32, after: f32) {
        let lines = self.broken(words, style, WIDTH);
        if lines.is_empty() {
            return;
        }
        if self.y > TOP {
            self.y += before;
        }
        // A heading stands with the beginning of what it is the heading of.
        self.room(style.leading + 2.0 * BODY.leading);
        let leaf = self.leaf();
        let (page, y) = (self.layout.pages.len() - 1, self.y);
        self.layout.branches.push(Branch::Heading { level, words: clean(words), leaf, page, y });
        self.lines(leaf, LEFT, style, lines);
        self.y += after;
    }

    fn paragraph(&mut self, words: &str, style: Style) {
        let lines = self.broken(words, style, WIDTH);
        if lines.is_empty() {
            return;
        }
        let leaf = self.leaf();
        self.layout.branches.push(Branch::Paragraph(leaf));
        self.lines(leaf, LEFT, style, lines);
        self.y += style.leading * 0.5;
    }

    fn list(&mut self, items: &[String]) {
        let mut pairs = Vec::new();
        for item in items {
            let lines = self.broken(item, BODY, WIDTH - INDENT);
            if lines.is_empty() {
                continue;
            }
            self.room(BODY.leading);
            let (mark, body) = (self.leaf(), self.leaf());
            let y = self.y + BODY.leading * 0.72;
            self.place(mark, LEFT + 3.0, y, BODY, "\u{2022}".to_owned());
            self.lines(body, LEFT + INDENT, BODY, lines);
            self.y += 2.0;
            pairs.push((mark, body));
        }
        if !pairs.is_empty() {
            self.layout.branches.push(Branch::List(pairs));
            self.y += BODY.leading * 0.5;
        }
    }

    fn table(&mut self, head: &[String], rows: &[Vec<String>]) {
        if head.is_empty() {
            return;
        }
        let head_cells = self.row(head, head.len(), COLUMN);
        let rows = rows.iter().map(|row| self.row(row, head.len(), CELL)).collect();
        self.layout.branches.push(Branch::Table { head: head_cells, rows });
        self.y += BODY.leading * 0.5;
    }

    /// One row, its cells beside each other, a rule below. It is kept on one page where it fits on one.
    fn row(&mut self, cells: &[String], columns: usize, style: Style) -> Vec<usize> {
        let count = small(columns);
        let width = (WIDTH - GUTTER * (count - 1.0)) / count;
        let empty = String::new();
        let texts: Vec<Vec<String>> =
            (0..columns).map(|column| self.broken(cells.get(column).unwrap_or(&empty), style, width)).collect();
        let height = texts.iter().map(Vec::len).max().unwrap_or_default().max(1);
        let whole = small(height) * style.leading + 8.0;
        self.room(if whole > BOTTOM - TOP { style.leading } else { whole });
        self.y += 4.0;
        let leaves: Vec<usize> = texts.iter().map(|_| self.leaf()).collect();
        for index in 0..height {
            self.room(style.leading);
            self.y += style.leading;
            for (column, (lines, leaf)) in texts.iter().zip(&leaves).enumerate() {
                if let Some(line) = lines.get(index) {
                    let x = LEFT + small(column) * (width + GUTTER);
                    self.place(*leaf, x, self.y - style.leading * 0.28, style, line.clone());
                }
            }
        }
        self.y += 4.0;
        self.rule();
        leaves
    }
}

/// Lines no wider than `width`, in type of one point. A word that is wider alone is broken between letters.
fn broken(face: &Face, text: &str, width: f32) -> Vec<String> {
    let space = face.width(" ");
    let mut lines = Vec::new();
    let (mut line, mut reached) = (String::new(), 0.0);
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        for (index, (part, wide)) in parts(face, word, width).into_iter().enumerate() {
            if line.is_empty() {
                (line, reached) = (part, wide);
            } else if index == 0 && reached + space + wide <= width {
                line.push(' ');
                line.push_str(&part);
                reached += space + wide;
            } else {
                lines.push(std::mem::replace(&mut line, part));
                reached = wide;
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word, or pieces of one that is too long for a line, each with its width.
fn parts(face: &Face, word: &str, width: f32) -> Vec<(String, f32)> {
    let whole = face.width(word);
    if whole <= width {
        return vec![(word.to_owned(), whole)];
    }
    let (mut all, mut part, mut reached) = (Vec::new(), String::new(), 0.0);
    for letter in word.chars() {
        let wide = face.width(letter.encode_utf8(&mut [0; 4]));
        if !part.is_empty() && reached + wide > width {
            all.push((std::mem::take(&mut part), reached));
            reached = 0.0;
        }
        part.push(letter);
        reached += wide;
    }
    all.push((part, reached));
    all
}

/// A count as a length.
fn small(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}
