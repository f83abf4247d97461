//! Skills with what shows them: an accepted deliverable, or the host's rating of the work.

use super::showing::Work;
use crate::skills::fold;

/// Shortest word that is compared, and how many of its first letters must agree: `cleaning` and `cleaned`.
const LETTERS: usize = 5;
/// Most proofs of one skill.
const MOST: usize = 3;
/// Places from the top that show anything: the best two.
const GOOD: u8 = 2;

/// One thing that shows a skill.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proof {
    /// What was accepted: `Cleaned gift table`; nothing where it may not be named.
    pub delivered: Option<String>,
    /// In which work: its title, or what somebody was in it.
    pub work: String,
    /// The host's rating of the quality: one of the two best places, and of how many; nothing where it may not be told.
    pub rating: Option<(u8, u8)>,
}

/// A skill with what shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SkillProof {
    /// `Excel`.
    pub name: String,
    /// What shows it, at most three, in the order of the works.
    pub proofs: Vec<Proof>,
}

/// The skills of finished work in the order in which most of it shows them, then as the works name them. `public` leaves
/// hidden work out and tells no more of the rest than [`Work::shown`] does.
#[must_use]
pub fn evidence(works: &[Work], public: bool) -> Vec<SkillProof> {
    let mut all: Vec<SkillProof> = Vec::new();
    for work in works {
        let skills = match (public, work.shown()) {
            (false, _) => work.skills.clone(),
            (true, Some(shown)) => shown.skills,
            (true, None) => continue,
        };
        for name in skills {
            let proof = proof(work, &name, public);
            match all.iter_mut().find(|skill| fold(&skill.name) == fold(&name)) {
                Some(skill) => skill.proofs.push(proof),
                None => all.push(SkillProof { name, proofs: vec![proof] }),
            }
        }
    }
    all.sort_by_key(|skill| std::cmp::Reverse(skill.proofs.len()));
    for skill in &mut all {
        skill.proofs.truncate(MOST);
    }
    all
}

fn proof(work: &Work, skill: &str, public: bool) -> Proof {
    let named = !public || work.is_named();
    let rated = !public || work.is_quoted();
    let quality = work.review.as_ref().and_then(|review| review.quality);
    let rating = quality.filter(|(place, of)| place.saturating_add(GOOD) > *of);
    Proof {
        delivered: closest(work, skill).filter(|_| named),
        work: if named { work.title.clone() } else { super::showing::role(&work.category) },
        rating: rating.filter(|_| rated),
    }
}

/// The deliverable that speaks of the skill in its name or its criteria; else the first one.
fn closest(work: &Work, skill: &str) -> Option<String> {
    let speaks = |text: &str| {
        let words = fold(text);
        fold(skill)
            .split(' ')
            .filter(|word| !word.is_empty())
            .any(|word| words.split(' ').any(|other| alike(word, other)))
    };
    let by_name = work.delivered.iter().find(|one| speaks(&one.name));
    let by_criterion = || work.delivered.iter().find(|one| one.criteria.iter().any(|text| speaks(text)));
    by_name.or_else(by_criterion).or_else(|| work.delivered.first()).map(|one| one.name.clone())
}

/// The same word, or the same beginning of two long ones.
fn alike(one: &str, other: &str) -> bool {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let (one, other) = (bare(one), bare(other));
    let start = |word: &str| word.chars().take(LETTERS).collect::<String>();
    (one == other && one.chars().count() > 2) || (one.chars().count() >= LETTERS && start(&one) == start(&other))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::showing::Scope;
    use super::super::showing::tests::work;
    use super::*;

    #[rstest]
    #[case("Data cleaning", "Cleaned gift table")]
    #[case("Memo writing", "Memo")]
    #[case("Street maps", "Cleaned gift table")]
    #[case("Excel", "Cleaned gift table")]
    fn the_deliverable_that_speaks_of_a_skill_shows_it(#[case] skill: &str, #[case] delivered: &str) {
        assert_eq!(closest(&work(), skill).as_deref(), Some(delivered));
    }

    #[test]
    fn the_student_reads_all_of_it() {
        let skills = evidence(&[work()], false);
        assert_eq!(skills.len(), 3);
        assert_eq!(
            skills[0].proofs,
            [Proof { delivered: Some("Cleaned gift table".into()), work: work().title, rating: Some((5, 5)) }]
        );
    }

    #[test]
    fn the_public_reads_what_is_allowed() {
        let skills = evidence(&[work()], true);
        assert_eq!(skills.len(), 2, "the skill that names the host is left out");
        assert!(!format!("{skills:?}").contains("Harbor") && skills[0].proofs[0].delivered.is_none());
        let allowed = Work { scope: Scope::Work, ..work() };
        let skills = evidence(std::slice::from_ref(&allowed), true);
        assert_eq!((skills[0].proofs[0].delivered.is_some(), skills[0].proofs[0].rating), (true, None));
        let quoted = Work { scope: Scope::WorkAndQuote, ..allowed };
        assert_eq!(evidence(std::slice::from_ref(&quoted), true)[0].proofs[0].rating, Some((5, 5)));
        assert!(evidence(&[Work { hidden: true, ..quoted }], true).is_empty());
    }

    #[test]
    fn what_more_work_shows_stands_first_and_names_are_one() {
        let other = Work { skills: vec!["excel".into(), "Writing".into()], ..work() };
        let skills = evidence(&[work(), other], false);
        assert_eq!((skills[0].name.as_str(), skills[0].proofs.len()), ("Excel", 2));
    }

    #[test]
    fn a_low_rating_shows_nothing() {
        let mut low = work();
        low.review.as_mut().unwrap().quality = Some((3, 5));
        assert_eq!(evidence(&[low], false)[0].proofs[0].rating, None);
    }
}
