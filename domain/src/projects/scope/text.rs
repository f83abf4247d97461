//! Reading text without a dictionary: word lists, phrases, sentences.

use std::sync::LazyLock;

use super::super::draft::Draft;
use super::super::steps::Step;

/// One line of a word list: `phrase | what to write instead`.
pub(super) struct Phrase {
    /// As in the list.
    pub shown: &'static str,
    /// What to write instead; empty when the list does not say.
    pub instead: &'static str,
    normal: String,
}

type List = LazyLock<Vec<Phrase>>;

macro_rules! lists {
    ($($name:ident = $file:literal),+ $(,)?) => {$(
        pub(super) static $name: List =
            LazyLock::new(|| read_list(include_str!(concat!("../../../data/words/", $file, ".txt"))));
    )+};
}

lists! {
    ACRONYMS = "acronyms",
    BIASED = "biased",
    CITIZENSHIP = "citizenship",
    FREE_MAIL = "free_mail",
    JOB = "job",
    ODD_ADDRESS = "odd_address",
    OVER_ASKING = "over_asking",
    PERSONAL_DATA = "personal_data",
    SAFETY = "safety",
    SALES_PAY = "sales_pay",
    SCAM = "scam",
    TITLE_WORDS = "title_words",
    VAGUE_CRITERION = "vague_criterion",
    VAGUE_NAME = "vague_name",
    VAGUE_SCOPE = "vague_scope",
    VERBS = "verbs",
}

fn read_list(file: &'static str) -> Vec<Phrase> {
    file.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let (shown, instead) = line.split_once('|').unwrap_or((line, ""));
            Phrase { shown: shown.trim(), instead: instead.trim(), normal: normal(shown) }
        })
        .collect()
}

/// Lower-case words between single spaces, with one at both ends, so that a phrase is found by
/// `contains` and never inside a longer word. `3+` and `don't` are words.
pub(super) fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for c in text.chars().map(|c| c.to_ascii_lowercase()) {
        match c {
            '’' => out.push('\''),
            c if c.is_alphanumeric() || c == '+' || c == '\'' => out.push(c),
            _ if out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// Words of a text.
pub(super) fn word_count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// The first phrase of the list that stands in the text.
pub(super) fn hit(text: &str, list: &'static List) -> Option<&'static Phrase> {
    let text = normal(text);
    list.iter().find(|phrase| text.contains(&phrase.normal))
}

/// How often phrases of the list stand in the text.
pub(super) fn hits(text: &str, list: &'static List) -> usize {
    let text = normal(text);
    list.iter().map(|phrase| text.matches(&phrase.normal).count()).sum()
}

/// Whether the word alone is in the list.
pub(super) fn listed(word: &str, list: &'static List) -> bool {
    let word = normal(word);
    list.iter().any(|phrase| phrase.normal == word)
}

/// A text a student reads, and the field it stands in.
pub(super) struct Entry<'a> {
    pub step: Step,
    pub field: String,
    pub text: &'a str,
}

/// The body: what the work is, without acceptance criteria.
pub(super) fn body(draft: &Draft) -> Vec<Entry<'_>> {
    let mut all = Vec::new();
    let mut put = |step, field: &str, text| all.push(Entry { step, field: field.to_owned(), text });
    put(Step::Outcome, "problem", draft.problem.as_str());
    put(Step::Outcome, "used_by", draft.used_by.as_str());
    for (n, row) in (1..).zip(&draft.deliverables) {
        put(Step::Outcome, &format!("deliverable_{n}_name"), row.name.as_str());
        put(Step::Outcome, &format!("deliverable_{n}_size"), row.size.as_str());
    }
    for (n, row) in (1..).zip(&draft.tasks) {
        put(Step::Plan, &format!("task_{n}_name"), row.name.as_str());
    }
    for (n, row) in (1..).zip(&draft.milestones) {
        put(Step::Plan, &format!("milestone_{n}_name"), row.name.as_str());
    }
    put(Step::Plan, "provides", draft.provides.as_str());
    put(Step::Skills, "learning_objective", draft.learning_objective.as_str());
    all
}

/// Every acceptance criterion.
pub(super) fn criteria(draft: &Draft) -> Vec<Entry<'_>> {
    (1..)
        .zip(&draft.deliverables)
        .flat_map(|(n, row)| {
            (1..).zip(&row.criteria).map(move |(m, text): (usize, &String)| Entry {
                step: Step::Outcome,
                field: format!("deliverable_{n}_criterion_{m}"),
                text,
            })
        })
        .collect()
}

/// Everything a student reads.
pub(super) fn everything(draft: &Draft) -> Vec<Entry<'_>> {
    let mut all = vec![Entry { step: Step::Outcome, field: "title".to_owned(), text: draft.title.as_str() }];
    all.extend(body(draft));
    all.extend(criteria(draft));
    all.extend((1..).zip(&draft.skills).map(|(n, row): (usize, _)| Entry {
        step: Step::Skills,
        field: format!("skill_{n}_name"),
        text: row.name.as_str(),
    }));
    all.extend((1..).zip(&draft.deliverables).map(|(n, row): (usize, _)| Entry {
        step: Step::Outcome,
        field: format!("deliverable_{n}_format"),
        text: row.format.as_str(),
    }));
    let small = [
        (Step::Pay, "overlap", &draft.overlap),
        (Step::Pay, "equipment", &draft.equipment),
        (Step::Pay, "travel", &draft.travel),
        (Step::Pay, "accessibility", &draft.accessibility),
        (Step::Terms, "nda", &draft.nda),
        (Step::Terms, "duties", &draft.duties),
        (Step::Terms, "courses", &draft.courses),
        (Step::Terms, "majors", &draft.majors),
        (Step::Terms, "class_years", &draft.class_years),
        (Step::Terms, "campuses", &draft.campuses),
        (Step::Terms, "audience", &draft.audience),
    ];
    all.extend(small.into_iter().map(|(step, field, text)| Entry { step, field: field.to_owned(), text }));
    all.extend((1..).zip(&draft.questions).map(|(n, text): (usize, _)| Entry {
        step: Step::Terms,
        field: format!("question_{n}"),
        text,
    }));
    all
}

/// The first entry with a phrase of the list, and the phrase.
pub(super) fn first<'a>(entries: Vec<Entry<'a>>, list: &'static List) -> Option<(Entry<'a>, &'static Phrase)> {
    entries.into_iter().find_map(|entry| hit(entry.text, list).map(|phrase| (entry, phrase)))
}

/// The school grade a text asks of its reader (Flesch-Kincaid); `None` below 30 words.
pub(super) fn grade(text: &str) -> Option<f64> {
    let words: Vec<&str> = text.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).collect();
    if words.len() < 30 {
        return None;
    }
    let ends = |word: &&&str| word.ends_with(['.', '!', '?', ':', ';']);
    let sentences = words.iter().filter(ends).count().max(1);
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let (words, sentences, syllables) = (count(words.len()), count(sentences), count(syllables));
    Some(0.39 * words / sentences + 11.8 * syllables / words - 15.59)
}

/// Groups of vowels, without a silent final e; at least one.
fn syllables(word: &str) -> usize {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).map(|c| c.to_ascii_lowercase()).collect();
    let vowel = |c: &char| "aeiouyàáâäèéêëíîïòóôöúûü".contains(*c);
    let groups = letters.iter().enumerate().filter(|(i, c)| vowel(c) && (*i == 0 || !vowel(&letters[i - 1]))).count();
    let silent = matches!(letters.as_slice(), [.., before, 'e'] if !vowel(before) && *before != 'l') && groups > 1;
    (groups - usize::from(silent)).max(1)
}

/// The first acronym that nobody explains: capitals, unknown to the list, never beside brackets.
pub(super) fn unexplained<'a>(entries: &[Entry<'a>]) -> Option<(usize, &'a str)> {
    let whole: String = entries.iter().flat_map(|entry| [entry.text, "\n"]).collect();
    entries.iter().enumerate().find_map(|(index, entry)| {
        entry
            .text
            .split(|c: char| !c.is_alphanumeric())
            .find(|word| {
                let letters = word.chars().count();
                (2..=6).contains(&letters)
                    && word.chars().all(|c| c.is_ascii_uppercase())
                    && !listed(word, &ACRONYMS)
                    && !whole.contains(&format!("({word})"))
                    && !whole.contains(&format!("{word} ("))
            })
            .map(|word| (index, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words() {
        assert_eq!(normal("  Etc., the 3+ years’ rule\n"), " etc the 3+ years' rule ");
        assert!(hit("Paid per lead.", &SALES_PAY).is_some());
        assert!(hit("misleading", &SALES_PAY).is_none());
        assert_eq!(hits("Assist us and assist them", &VAGUE_SCOPE), 2);
    }

    #[test]
    fn syllables_are_close_enough() {
        for (word, count) in [("make", 1), ("table", 2), ("analysis", 4), ("the", 1), ("x", 1), ("report.", 2)] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn an_acronym_is_explained_once() {
        let entry = |text| vec![Entry { step: Step::Outcome, field: "problem".into(), text }];
        assert_eq!(unexplained(&entry("The LSC report")).map(|(_, word)| word), Some("LSC"));
        assert_eq!(unexplained(&entry("The Legal Services Corporation (LSC) report; LSC pays")), None);
        assert_eq!(unexplained(&entry("A PDF of 2 pages")), None);
    }
}
