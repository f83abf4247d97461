//! What the page gives the panel: text in an attribute. As properties of the island it would bring serde into the
//! wizard, a fifth of all it fetches.

use domain::machine::Word as _;
use domain::projects::Step;
use domain::projects::scope::Facts;

/// Between the lines of the text; nobody can type it into a field, and values lose it.
const LINE: char = '\u{1e}';

/// A draft as it was kept last, and what its check must know.
#[derive(Clone, Debug)]
pub struct Known {
    /// Path of the project's screens, to which the word of one is added.
    pub screens: String,
    /// The screen that is shown.
    pub step: Step,
    /// When it was kept: `Saved 14:31`; empty when it cannot be changed.
    pub saved: String,
    /// The answers, as form fields.
    pub answers: Vec<(String, String)>,
    /// The program's figures, as [`Policy::written`](domain::policy::Policy::written) wrote them.
    pub figures: String,
    /// What the check must know beyond the draft.
    pub facts: Facts,
    /// Why each rule is there, by its id: findings of the browser do not carry it.
    pub reasons: Vec<(String, String)>,
}

impl Known {
    /// As text.
    #[must_use]
    pub fn write(&self) -> String {
        let own = [
            ("screens".to_owned(), self.screens.clone()),
            ("step".to_owned(), self.step.word().to_owned()),
            ("saved".to_owned(), self.saved.clone()),
            ("figures".to_owned(), self.figures.clone()),
        ];
        let mut text = String::new();
        let facts = self.facts.pairs();
        let all = [('k', &own[..]), ('a', &self.answers), ('c', &facts), ('w', &self.reasons)];
        for (kind, pairs) in all {
            for (name, value) in pairs {
                text.push(kind);
                text.push_str(name);
                text.push('=');
                text.extend(value.chars().filter(|c| *c != LINE));
                text.push(LINE);
            }
        }
        text
    }

    /// What [`Known::write`] wrote.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let of = |kind: char| -> Vec<(String, String)> {
            let lines = text.split(LINE).filter_map(|line| line.strip_prefix(kind)?.split_once('='));
            lines.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
        };
        let own = of('k');
        let own = |name: &str| own.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        Some(Self {
            screens: own("screens")?.to_owned(),
            step: Step::from_word(own("step")?)?,
            saved: own("saved")?.to_owned(),
            answers: of('a'),
            figures: own("figures")?.to_owned(),
            facts: Facts::from_pairs(&of('c'))?,
            reasons: of('w'),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_survives_its_way_to_the_browser() {
        let known = Known {
            screens: "/host/projects/7/edit/".to_owned(),
            step: Step::Plan,
            saved: "Saved 14:31".to_owned(),
            answers: vec![
                ("title".to_owned(), "A = B\nand \u{1e}\"more\"".to_owned()),
                ("problem".to_owned(), String::new()),
            ],
            figures: "1500 765".to_owned(),
            facts: Facts::new(domain::time::parse_day("2026-09-01").unwrap(), true),
            reasons: domain::projects::scope::reasons(),
        };
        let read = Known::read(&known.write()).unwrap();
        assert_eq!((read.screens, read.step, read.saved.as_str()), (known.screens, Step::Plan, "Saved 14:31"));
        assert_eq!(read.answers[0].1, "A = B\nand \"more\"");
        assert_eq!((read.answers[1].1.as_str(), read.figures), ("", known.figures));
        assert_eq!((read.facts, read.reasons), (known.facts, known.reasons));
        assert!(Known::read("").is_none());
    }
}
