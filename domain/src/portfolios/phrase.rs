//! English of résumé lines: articles, capitals, verbs. Where it guesses wrong, the student changes the line.

/// Words after which no article stands.
const DETERMINERS: [&str; 31] = [
    "a", "all", "an", "another", "both", "each", "eight", "eleven", "every", "fifteen", "fifty", "five", "four", "her",
    "his", "its", "many", "nine", "one", "our", "seven", "several", "six", "some", "ten", "the", "their", "thirty",
    "three", "two", "your",
];
const MORE_NUMBERS: [&str; 4] = ["twelve", "twenty", "hundred", "half"];

/// Words that end the noun a name begins with.
const AFTER_THE_NOUN: [&str; 22] = [
    "about", "against", "and", "as", "at", "behind", "between", "by", "for", "from", "in", "into", "of", "on", "or",
    "that", "to", "which", "who", "with", "within", "without",
];

/// Nouns that stand without an article though they are no plurals.
const UNCOUNTABLE: [&str; 12] = [
    "artwork",
    "code",
    "content",
    "copy",
    "data",
    "documentation",
    "feedback",
    "footage",
    "information",
    "research",
    "software",
    "text",
];

/// Names that keep their capital letter; those with a second one keep it anyway.
const PROPER: [&str; 40] = [
    "Airtable",
    "Android",
    "April",
    "Arabic",
    "August",
    "Canva",
    "Chinese",
    "December",
    "English",
    "Excel",
    "Facebook",
    "February",
    "Figma",
    "French",
    "Friday",
    "German",
    "Google",
    "Hindi",
    "Instagram",
    "Italian",
    "January",
    "Japanese",
    "July",
    "June",
    "Korean",
    "Linux",
    "March",
    "May",
    "Microsoft",
    "Monday",
    "November",
    "October",
    "Portuguese",
    "Python",
    "Russian",
    "Salesforce",
    "September",
    "Spanish",
    "Tagalog",
    "Vietnamese",
];

/// What somebody is asked to do, and what they did then.
const VERBS: [(&str, &str); 32] = [
    ("analyse", "Analysed"),
    ("analyze", "Analyzed"),
    ("build", "Built"),
    ("check", "Checked"),
    ("clean", "Cleaned"),
    ("collect", "Collected"),
    ("compare", "Compared"),
    ("compile", "Compiled"),
    ("create", "Created"),
    ("design", "Designed"),
    ("develop", "Developed"),
    ("document", "Documented"),
    ("draft", "Drafted"),
    ("edit", "Edited"),
    ("film", "Filmed"),
    ("interview", "Interviewed"),
    ("map", "Mapped"),
    ("organise", "Organised"),
    ("organize", "Organized"),
    ("plan", "Planned"),
    ("prepare", "Prepared"),
    ("produce", "Produced"),
    ("record", "Recorded"),
    ("research", "Researched"),
    ("review", "Reviewed"),
    ("rewrite", "Rewrote"),
    ("run", "Ran"),
    ("survey", "Surveyed"),
    ("test", "Tested"),
    ("translate", "Translated"),
    ("update", "Updated"),
    ("write", "Wrote"),
];

/// A text on one line, without control characters and without the full stop at its end.
pub(super) fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").trim_end_matches(['.', ';', ',', ':']).to_owned()
}

/// The text with its first letter small, where it is no name.
pub(super) fn small_first(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    let bare = first.trim_end_matches(|c: char| !c.is_alphanumeric());
    let named = PROPER.contains(&bare) || bare.chars().skip(1).any(|c| c.is_uppercase() || c.is_numeric());
    let mut letters = text.chars();
    match letters.next() {
        Some(letter) if !named && bare != "I" => letter.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// What was done, when the name says it as an order: `Write six articles` gives `Wrote six articles`.
pub(super) fn as_done(name: &str) -> Option<String> {
    let (verb, rest) = name.split_once(' ')?;
    let second = rest.split_whitespace().next().unwrap_or_default();
    let (_, done) = VERBS.iter().find(|(order, _)| verb.eq_ignore_ascii_case(order))?;
    is_determiner(second).then(|| format!("{done} {rest}"))
}

/// The name as an object: `a clean file of visits`, `five charts`, `an index`.
pub(super) fn as_object(name: &str) -> String {
    let first = name.split_whitespace().next().unwrap_or_default();
    let small = small_first(name);
    if is_determiner(first) || is_many(&head_of(name)) {
        return small;
    }
    format!("{} {small}", article(&small))
}

fn is_determiner(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    word.starts_with(|c: char| c.is_ascii_digit())
        || DETERMINERS.contains(&word.as_str())
        || MORE_NUMBERS.contains(&word.as_str())
}

/// The noun a name is about, in small letters: the last word before `with`, `of` and the like.
fn head_of(name: &str) -> String {
    let mut head = "";
    for word in name.split_whitespace() {
        let ends = word.ends_with([',', ':', ';', '(']) || word == "–" || word == "—";
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if AFTER_THE_NOUN.contains(&bare.to_lowercase().as_str()) && !head.is_empty() {
            break;
        }
        if !bare.is_empty() {
            head = bare;
        }
        if ends {
            break;
        }
    }
    head.to_lowercase()
}

fn is_many(head: &str) -> bool {
    let plural = head.ends_with('s') && !["ss", "us", "is"].iter().any(|end| head.ends_with(end)) && head != "news";
    plural || UNCOUNTABLE.contains(&head)
}

fn article(noun: &str) -> &'static str {
    let word = noun.split_whitespace().next().unwrap_or_default();
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let spelled = letters.len() > 1 && letters.iter().all(|c| c.is_uppercase());
    let lower = word.to_lowercase();
    let an = if spelled {
        letters.first().is_some_and(|c| "AEFHILMNORSX".contains(*c))
    } else if ["uni", "use", "usa", "eu", "one"].iter().any(|start| lower.starts_with(start)) {
        false
    } else {
        lower.starts_with(['a', 'e', 'i', 'o', 'u'])
            || ["hour", "honest", "heir"].iter().any(|start| lower.starts_with(start))
    };
    if an { "an" } else { "a" }
}

/// The beginning of a text on one line, at most `most` characters and a mark that there is more: whole sentences where
/// the first one fits, else whole words.
#[must_use]
pub fn excerpt(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let end = line.char_indices().nth(most).map_or(line.len(), |(at, _)| at);
    let part = &line[..end];
    let sentence = [". ", "! ", "? "].iter().filter_map(|mark| part.rfind(mark)).max().map(|at| at + 1);
    let cut = sentence.or_else(|| part.rfind(' ')).unwrap_or(end);
    format!("{} …", part[..cut].trim_end())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Clean file of visits", "a clean file of visits")]
    #[case("Index of sources", "an index of sources")]
    #[case("Five charts with one sentence each", "five charts with one sentence each")]
    #[case("12 interviews", "12 interviews")]
    #[case("Social media posts for June", "social media posts for June")]
    #[case("CSV export", "a CSV export")]
    #[case("SQL report", "an SQL report")]
    #[case("Excel workbook", "an Excel workbook")]
    #[case("User guide", "a user guide")]
    #[case("One-page memo", "a one-page memo")]
    #[case("The final plan", "the final plan")]
    #[case("Analysis of donors", "an analysis of donors")]
    #[case("Documentation of the steps", "documentation of the steps")]
    #[case("Uniform layout", "a uniform layout")]
    #[case("Hour-by-hour plan", "an hour-by-hour plan")]
    #[case("Spanish translation", "a Spanish translation")]
    #[case("News page", "a news page")]
    #[case("Workbook that ties bank and books", "a workbook that ties bank and books")]
    fn a_name_becomes_an_object(#[case] name: &str, #[case] object: &str) {
        assert_eq!(as_object(name), object);
    }

    #[rstest]
    #[case("Write six articles", Some("Wrote six articles"))]
    #[case("Clean the gift table", Some("Cleaned the gift table"))]
    #[case("Test 5 pages", Some("Tested 5 pages"))]
    #[case("Clean file of visits", None)]
    #[case("Plan with three actions", None)]
    #[case("Design of a poster", None)]
    #[case("Write", None)]
    fn an_order_becomes_what_was_done(#[case] name: &str, #[case] done: Option<&str>) {
        assert_eq!(as_done(name).as_deref(), done);
    }

    #[rstest]
    #[case("Short.", 20, "Short.")]
    #[case("One sentence. And another one that is long.", 30, "One sentence. …")]
    #[case("No sentence ends in here at all", 12, "No sentence …")]
    #[case("Supercalifragilistic", 5, "Super …")]
    #[case("  two\n lines ", 50, "two lines")]
    fn an_excerpt_ends_where_a_sentence_or_a_word_does(#[case] text: &str, #[case] most: usize, #[case] part: &str) {
        assert_eq!(excerpt(text, most), part);
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in "\\PC{0,80}", most in 0_usize..40) {
            prop_assert!(excerpt(&text, most).chars().count() <= most + 2);
            let _ = (as_object(&text), as_done(&text), one_line(&text));
        }
    }
}
