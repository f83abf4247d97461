//! Small helpers for text that several parts share.

/// `None` for an empty string, so that an attribute or element is left out.
pub(super) fn given(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// A number with at most one decimal and a percent sign, as an SVG length.
pub(super) fn percent(part: f64, whole: f64) -> String {
    let share = if whole > 0.0 { (part / whole * 100.0).clamp(0.0, 100.0) } else { 0.0 };
    format!("{}%", short(share))
}

/// A number with at most one decimal, none where it would be zero. In whole tenths, because
/// formatting fractions would add 5 kB to the WebAssembly.
pub(super) fn short(number: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "figures on a screen are far below 2^53")]
    let tenths = (number * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    match (tenths.abs() / 10, tenths.abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, part) => format!("{sign}{whole}.{part}"),
    }
}

/// Small numbers as words, at the start of a sentence.
pub(super) fn number_word(number: usize) -> String {
    match number {
        1 => "One".into(),
        2 => "Two".into(),
        3 => "Three".into(),
        4 => "Four".into(),
        5 => "Five".into(),
        6 => "Six".into(),
        7 => "Seven".into(),
        8 => "Eight".into(),
        9 => "Nine".into(),
        more => more.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{percent, short};

    #[test]
    fn lengths_are_short_and_inside_the_picture() {
        assert_eq!(percent(13.25, 24.0), "55.2%");
        assert_eq!(percent(30.0, 24.0), "100%");
        assert_eq!(percent(1.0, 0.0), "0%");
        assert_eq!(short(12.0), "12");
    }
}
