//! What each side rates, with a sentence for every level: whoever rates picks what they saw, not a number.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Side;

/// The levels, least first.
pub const LEVELS: [&str; 4] = ["Not yet", "Getting there", "Solid", "Beyond"];

/// The words of the five places that reviews had before there were sentences.
const OLD_SCALE: [&str; 5] = ["Not yet", "Getting there", "Solid", "Strong", "Beyond"];

/// The item of the quality of the work.
pub const QUALITY: &str = "quality";

/// Chosen levels from 1 to 4 by the keys of the items.
pub type Levels = BTreeMap<String, u8>;

/// One thing that is rated. Its key means the same for ever.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Item {
    /// Its name in the answers.
    pub key: &'static str,
    /// `Communication`; for what a project can name, the word in its draft.
    pub label: &'static str,
    /// What to think of.
    pub hint: &'static str,
    /// What somebody saw, by level.
    pub anchors: [&'static str; 4],
}

const fn item(key: &'static str, label: &'static str, hint: &'static str, anchors: [&'static str; 4]) -> Item {
    Item { key, label, hint, anchors }
}

/// What every host rates.
#[rustfmt::skip]
const OF_HOST: [Item; 4] = [
    item(QUALITY, "Quality of the work", "What was handed in, against what you had agreed", ["We have to do it again", "Of use after we had reworked it", "Of use as it was handed in", "Better than what we would have made"]),
    item("communication", "Communication", "Messages, calls, what was handed in", ["I often had to ask what a message meant", "Clear once I asked", "Clear at first read, to me", "Clear to people who were not there"]),
    item("reliability", "Reliability", "Dates, hours, saying early when something slips", ["I learned about delays after the date", "On time with a nudge", "On time, or told me before", "Kept me on time as well"]),
    item("initiative", "Initiative", "What happened between our meetings", ["Waited until I said what to do", "Went on alone once I had shown the way", "Found the next step and told me", "Brought ideas that we will use"]),
];

/// What a host rates when the project named it: career-readiness competencies (National Association of Colleges and
/// Employers). Communication is rated always.
#[rustfmt::skip]
const NAMED: [Item; 7] = [
    item("career", "Career and self-development", "Learning from the work and from what you said", ["Did not come back to what I had said", "Took up what I said, after the second time", "Asked for criticism and used it", "Set goals of their own and reached them"]),
    item("critical_thinking", "Critical thinking", "Questions, checks, the way to a result", ["Took the material as it came", "Found problems, waited for me to solve them", "Found problems and brought a way out", "Found one that we had missed for years"]),
    item("equity", "Equity and inclusion", "Whom the work left out, and whom it heard", ["Spoke past the people it was for", "Thought of them once I asked", "Asked the people it was for", "Made it work for people we had not reached"]),
    item("leadership", "Leadership", "Getting others to do their part", ["Left what others owed lying", "Reminded others when I asked for it", "Brought others along", "Others asked for advice and got it"]),
    item("professionalism", "Professionalism", "Meetings, tone, care with what is confidential", ["I had to step in", "Forgot some of what we had agreed", "As I expect of a colleague", "Somebody I would send to a partner"]),
    item("teamwork", "Teamwork", "Working with you and with others", ["Worked past us", "Worked with us when we asked", "Shared early, took up what others said", "The rest of us worked better as well"]),
    item("technology", "Technology", "Tools and how they were used", ["The tools stood in the way", "Got along with help", "Chose and used the right tools", "Left us with a better way to do it"]),
];

/// What every student rates.
#[rustfmt::skip]
const OF_STUDENT: [Item; 4] = [
    item("supervision", "Supervision", "Somebody there when you needed an answer", ["I could not reach anybody", "Answers came, but late", "Answers came in time", "They asked before I had to"]),
    item("clarity", "Clarity", "The task, and what counted as done", ["I learned what was meant after I had done it", "Clear after several questions", "Clear from the start", "So clear that I could decide on my own"]),
    item("feedback", "Feedback", "What they said about your work", ["I heard nothing", "Good or bad, without saying why", "What was good and what to change", "I work differently since"]),
    item("fairness", "Fairness", "Hours, respect, keeping to what was agreed", ["It was not what we had agreed", "Mostly, once I had spoken up", "What was agreed was kept", "They looked after my side too"]),
];

/// What a side rates, in the order of the form; `named` are the competencies the project named.
#[must_use]
pub fn items(side: Side, named: &[String]) -> Vec<&'static Item> {
    let is_named = |item: &&Item| named.iter().any(|word| word.trim().eq_ignore_ascii_case(item.label));
    match side {
        Side::Student => OF_STUDENT.iter().collect(),
        Side::Host => OF_HOST.iter().chain(NAMED.iter().filter(is_named)).collect(),
    }
}

/// The four things a side rated from 1 to 5 before there were sentences.
#[must_use]
pub const fn old_labels(side: Side) -> [&'static str; 4] {
    match side {
        Side::Student => ["Clear brief", "Guidance", "Respect", "What you learned"],
        Side::Host => ["Quality of the work", "Communication", "Reliability", "Initiative"],
    }
}

/// One rating as it is read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rated {
    /// What was rated.
    pub label: String,
    /// The word of its level: `Solid`.
    pub word: String,
    /// The sentence that was chosen; empty for reviews older than the sentences.
    pub sentence: String,
    /// The level, counted from 1,
    pub place: u8,
    /// of so many.
    pub of: u8,
}

/// The ratings of a review: by their levels, or for an older one by its row of stars.
#[must_use]
pub fn rated(side: Side, levels: Option<&Levels>, stars: &[u8]) -> Vec<Rated> {
    let Some(levels) = levels else {
        let old = old_labels(side).into_iter().zip(stars);
        return old.filter_map(|(label, place)| one(label, &OLD_SCALE, "", *place)).collect();
    };
    let all: &[&[Item]] = if side == Side::Host { &[&OF_HOST, &NAMED] } else { &[&OF_STUDENT] };
    let chosen = all.iter().flat_map(|part| part.iter()).filter_map(|item| {
        let place = *levels.get(item.key)?;
        let sentence = item.anchors.get(usize::from(place).checked_sub(1)?)?;
        one(item.label, &LEVELS, sentence, place)
    });
    chosen.collect()
}

/// How a host rated the quality of the work: the place and of how many.
#[must_use]
pub fn quality(levels: Option<&Levels>, stars: &[u8]) -> Option<(u8, u8)> {
    match levels {
        Some(levels) => levels.get(QUALITY).map(|place| (*place, 4)),
        None => stars.first().map(|place| (*place, 5)),
    }
}

fn one(label: &str, words: &[&str], sentence: &str, place: u8) -> Option<Rated> {
    let word = words.get(usize::from(place).checked_sub(1)?)?;
    let of = u8::try_from(words.len()).ok()?;
    Some(Rated { label: label.to_owned(), word: (*word).to_owned(), sentence: sentence.to_owned(), place, of })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_every_sentence_is_its_own() {
        for all in [OF_HOST.iter().chain(&NAMED).collect::<Vec<_>>(), OF_STUDENT.iter().collect()] {
            let mut keys: Vec<_> = all.iter().map(|item| item.key).collect();
            let mut sentences: Vec<_> = all.iter().flat_map(|item| item.anchors).collect();
            let (count, said) = (keys.len(), sentences.len());
            keys.sort_unstable();
            keys.dedup();
            sentences.sort_unstable();
            sentences.dedup();
            assert_eq!((keys.len(), sentences.len()), (count, said));
            assert!(sentences.iter().all(|one| !one.is_empty() && one.chars().count() <= 60), "{sentences:?}");
        }
    }

    #[test]
    fn a_host_rates_what_the_project_named_and_four_more() {
        let named = ["Teamwork".to_owned(), "communication ".to_owned(), "Juggling".to_owned()];
        let keys = |side| items(side, &named).iter().map(|item| item.key).collect::<Vec<_>>();
        assert_eq!(keys(Side::Host), ["quality", "communication", "reliability", "initiative", "teamwork"]);
        assert_eq!(keys(Side::Student), ["supervision", "clarity", "feedback", "fairness"]);
    }

    #[test]
    fn old_reviews_keep_their_words_and_new_ones_their_sentences() {
        let old = rated(Side::Student, None, &[5, 4, 9, 0]);
        let words: Vec<_> = old.iter().map(|one| (one.label.as_str(), one.word.as_str(), one.of)).collect();
        assert_eq!(words, [("Clear brief", "Beyond", 5), ("Guidance", "Strong", 5)]);
        let levels = Levels::from([("teamwork".into(), 3), ("quality".into(), 4), ("gone".into(), 2)]);
        let new = rated(Side::Host, Some(&levels), &[]);
        let sentences: Vec<_> = new.iter().map(|one| one.sentence.as_str()).collect();
        assert_eq!(sentences, ["Better than what we would have made", "Shared early, took up what others said"]);
        assert_eq!(
            (quality(Some(&levels), &[]), quality(None, &[3]), quality(None, &[])),
            (Some((4, 4)), Some((3, 5)), None)
        );
    }
}
