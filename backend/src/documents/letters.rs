//! The two faces of the documents: shaping and measuring of words.

use krilla::text::{Font, GlyphId, KrillaGlyph};

use crate::failure::Failure;

const REGULAR: &[u8] = include_bytes!("font/instrument-sans-regular.ttf");
const SEMIBOLD: &[u8] = include_bytes!("font/instrument-sans-semibold.ttf");

/// What is drawn for a letter that a face lacks.
const LACKING: char = '?';

/// Both faces.
pub(super) struct Fonts {
    /// For text.
    pub regular: Face,
    /// For headings.
    pub bold: Face,
}

impl Fonts {
    /// # Errors
    /// When the build carries broken fonts.
    pub fn load() -> Result<Self, Failure> {
        Ok(Self { regular: Face::load(REGULAR)?, bold: Face::load(SEMIBOLD)? })
    }

    /// The face of a line.
    pub const fn face(&self, bold: bool) -> &Face {
        if bold { &self.bold } else { &self.regular }
    }
}

/// One face, to shape with and to embed.
pub(super) struct Face {
    shaper: rustybuzz::Face<'static>,
    /// The face as the PDF embeds it.
    pub embedded: Font,
}

impl Face {
    fn load(bytes: &'static [u8]) -> Result<Self, Failure> {
        let broken = || Failure::corrupt("a font of this build cannot be read".to_owned());
        let shaper = rustybuzz::Face::from_slice(bytes, 0).ok_or_else(broken)?;
        let embedded = Font::new(bytes.into(), 0).ok_or_else(broken)?;
        Ok(Self { shaper, embedded })
    }

    /// The glyphs of a text on one line, and its width, both for type of one point.
    pub fn shape(&self, text: &str) -> (Vec<KrillaGlyph>, f32) {
        let (seen, places) = self.drawn(text);
        let mut buffer = rustybuzz::UnicodeBuffer::new();
        buffer.push_str(&seen);
        buffer.set_direction(rustybuzz::Direction::LeftToRight);
        buffer.set_script(rustybuzz::script::LATIN);
        let output = rustybuzz::shape(&self.shaper, &[], buffer);
        let unit = self.embedded.units_per_em();
        let (infos, positions) = (output.glyph_infos(), output.glyph_positions());
        let mut glyphs = Vec::with_capacity(infos.len());
        let mut width = 0.0;
        for (index, (info, position)) in infos.iter().zip(positions).enumerate() {
            let later = infos.iter().skip(index).find(|other| other.cluster != info.cluster);
            let range =
                place(&places, info.cluster, 0)..later.map_or(text.len(), |l| place(&places, l.cluster, text.len()));
            let advance = em(position.x_advance, unit);
            width += advance;
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                advance,
                em(position.x_offset, unit),
                em(position.y_offset, unit),
                em(position.y_advance, unit),
                range,
                None,
            ));
        }
        (glyphs, width)
    }

    /// The width of a text in type of one point.
    pub fn width(&self, text: &str) -> f32 {
        self.shape(text).1
    }

    /// The text with every letter this face has, and where each of its bytes stands in the original.
    fn drawn(&self, text: &str) -> (String, Vec<usize>) {
        let (mut seen, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
        for (at, letter) in text.char_indices() {
            let letter = [letter, alike(letter), LACKING]
                .into_iter()
                .find(|one| self.shaper.glyph_index(*one).is_some_and(|glyph| glyph.0 != 0))
                .unwrap_or(' ');
            seen.push(letter);
            places.extend(std::iter::repeat_n(at, letter.len_utf8()));
        }
        (seen, places)
    }
}

/// A letter that looks the same for a reader.
const fn alike(letter: char) -> char {
    match letter {
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => ' ',
        '\u{2010}'..='\u{2012}' | '\u{2212}' => '-',
        '\u{2018}'..='\u{201b}' => '\'',
        '\u{201c}'..='\u{201f}' => '"',
        other => other,
    }
}

fn place(places: &[usize], cluster: u32, end: usize) -> usize {
    usize::try_from(cluster).ok().and_then(|cluster| places.get(cluster)).copied().unwrap_or(end)
}

/// Font units as parts of the type's size. Units of a font are far below what a float holds exactly.
#[expect(clippy::cast_precision_loss, reason = "a font's units are small")]
const fn em(units: i32, unit: f32) -> f32 {
    units as f32 / unit
}

/// A text as it may stand in a PDF: without controls, marks without a glyph and private letters, spaces single.
pub(super) fn clean(text: &str) -> String {
    let kept = text.chars().filter_map(|letter| match letter {
        '\u{ad}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => None,
        '\u{fe00}'..='\u{fe0f}' | '\u{fffe}' | '\u{ffff}' => None,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => Some(LACKING),
        letter if letter.is_control() || letter.is_whitespace() => Some(' '),
        letter => Some(letter),
    });
    let kept: String = kept.collect();
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
