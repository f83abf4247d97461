//! What a host must not learn before it shortlists, taken out of what a student wrote: the name, the school, addresses.

/// What stands in place of a name.
pub const NAME_HIDDEN: &str = "[name hidden]";
/// What stands in place of a school.
pub const SCHOOL_HIDDEN: &str = "[school hidden]";
/// What stands in place of a web or mail address, which says who somebody is as well as a name does.
pub const ADDRESS_HIDDEN: &str = "[address hidden]";

/// Words of a school's name that many schools share: alone they say nothing.
const SHARED: [&str; 17] = [
    "a",
    "and",
    "at",
    "college",
    "community",
    "city",
    "for",
    "high",
    "in",
    "institute",
    "of",
    "school",
    "state",
    "technical",
    "technology",
    "the",
    "university",
];

/// Takes one student's name and school out of texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mask {
    name: Vec<String>,
    school: Vec<String>,
}

impl Mask {
    /// For a student of this name and school; either may be empty.
    #[must_use]
    pub fn new(name: &str, school: &str) -> Self {
        let words = |text: &str| -> Vec<String> {
            let letters = text.split(|c: char| !is_letter(c)).map(str::to_lowercase);
            letters.filter(|word| word.chars().count() > 1).collect()
        };
        let (name, all) = (words(name), words(school));
        let own: Vec<String> = all.iter().filter(|word| !SHARED.contains(&word.as_str())).cloned().collect();
        Self { name, school: if own.is_empty() { all } else { own } }
    }

    /// The text without what it masks. A part of a name counts where it is written like one: with a capital, or beside
    /// another part. So “will” stays a word in what Will writes.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for piece in text.split_inclusive(char::is_whitespace) {
            let (word, space) = piece.split_at(piece.trim_end().len());
            if is_address(word) {
                out.push_str(ADDRESS_HIDDEN);
                out.push_str(word.get(word.trim_end_matches(['.', ',', ')', '!', '?']).len()..).unwrap_or_default());
                out.push_str(space);
            } else {
                out.push_str(piece);
            }
        }
        let hidden = hide(&out, &self.name, NAME_HIDDEN);
        hide(&hidden, &self.school, SCHOOL_HIDDEN)
    }
}

/// Apostrophes and hyphens part the words of a name: each is masked by itself.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '@').to_lowercase();
    let mail = word.split_once('@').is_some_and(|(_, end)| end.contains('.')) || word.starts_with('@');
    let site = ["http:", "https:", "www."].iter().any(|start| word.starts_with(start));
    // `linkedin.com/in/…` without its beginning.
    let path = word.split_once('/').is_some_and(|(host, rest)| host.contains('.') && !rest.is_empty());
    mail || site || path
}

/// The text with every run of `words` replaced by `mark`.
fn hide(text: &str, words: &[String], mark: &str) -> String {
    if words.is_empty() {
        return text.to_owned();
    }
    let pieces = pieces(text);
    let known = |at: usize| pieces.get(at).is_some_and(|piece| words.contains(&piece.to_lowercase()));
    // Between two words of a name stands one piece without letters.
    let beside = |at: usize| known(at + 2) || (at > 1 && known(at - 2));
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for (at, piece) in pieces.iter().enumerate() {
        let capital = piece.chars().next().is_some_and(|first| !first.is_lowercase());
        if known(at) && (capital || beside(at)) {
            match open {
                // One mark for the whole name.
                Some(end) => out.truncate(end),
                None => out.push_str(mark),
            }
            open = Some(out.len());
        } else {
            let between = piece.chars().all(|c| c == ' ' || c == '-' || c == '\'' || c == '’' || c == '.');
            out.push_str(piece);
            if !between {
                open = None;
            }
        }
    }
    out
}

/// Runs of letters and what stands between them, in turn.
fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut inside) = (0, None);
    for (at, c) in text.char_indices() {
        let letter = is_letter(c);
        if inside.is_some_and(|before| before != letter) {
            found.extend(text.get(start..at));
            start = at;
        }
        inside = Some(letter);
    }
    found.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("I am Maya Reyes and map things.", "I am [name hidden] and map things.")]
    #[case("Call me Maya.", "Call me [name hidden].")]
    #[case("best,\nmaya reyes", "best,\n[name hidden]")]
    #[case("MAYA REYES", "[name hidden]")]
    #[case("Reyes’s map, by Maya-Reyes", "[name hidden]’s map, by [name hidden]")]
    #[case("At Rivermark College I learned SQL.", "At [school hidden] College I learned SQL.")]
    #[case("A college course; the state of the maya calendar.", "A college course; the state of the maya calendar.")]
    #[case(
        "See https://maya.example/map, or write to maya.reyes@rivermark.example.",
        "See [address hidden], or write to [address hidden]."
    )]
    #[case("linkedin.com/in/maya and github.com/mreyes", "[address hidden] and [address hidden]")]
    #[case("and/or 3/4 e.g. a map", "and/or 3/4 e.g. a map")]
    #[case("", "")]
    fn names_schools_and_addresses_are_taken_out(#[case] text: &str, #[case] hidden: &str) {
        assert_eq!(Mask::new("Maya Reyes", "Rivermark College").text(text), hidden);
    }

    #[rstest]
    #[case("Will Young", "I will draw it for young people. Will", "I will draw it for young people. [name hidden]")]
    #[case("Zoë Łukasz", "Zoë here", "[name hidden] here")]
    #[case("王小明", "我是 王小明 。", "我是 [name hidden] 。")]
    #[case("", "Nothing to hide", "Nothing to hide")]
    fn a_name_is_told_from_a_word(#[case] name: &str, #[case] text: &str, #[case] hidden: &str) {
        assert_eq!(Mask::new(name, "").text(text), hidden);
    }

    #[test]
    fn a_school_of_shared_words_is_hidden_as_well() {
        assert_eq!(
            Mask::new("", "State University").text("I study at State University."),
            "I study at [school hidden]."
        );
    }

    proptest! {
        #[test]
        fn a_name_with_capitals_is_never_left(before in ".{0,40}", after in ".{0,40}") {
            let hidden = Mask::new("Maya Reyes", "Zephyr College").text(&format!("{before} Maya Reyes, Zephyr College {after}"));
            prop_assert!(!hidden.contains("Maya Reyes") && !hidden.contains("Zephyr"), "{hidden}");
        }
    }
}
