//! A portfolio as text for its student: to copy into a résumé, a form, a letter, or to print.

use super::form::About;
use super::line::{months, whole_hours};
use super::showing::{Work, role};

/// One work of a [`Sheet`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetWork {
    /// Title and host; what one was in it where it may not be named.
    pub title: String,
    /// Months and hours.
    pub when: String,
    /// Résumé lines.
    pub lines: Vec<String>,
}

/// Everything a student does not hide, in the order of the page. Work without permission stands under what one was in
/// it; its lines are the student's own to use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// The student's name.
    pub name: String,
    /// What the student says of themselves.
    pub about: About,
    /// The works.
    pub works: Vec<SheetWork>,
    /// The skills of all of them, each once.
    pub skills: Vec<String>,
}

impl Sheet {
    /// Of a student's works in their order.
    #[must_use]
    pub fn of(name: &str, about: &About, works: &[Work]) -> Self {
        let mut skills: Vec<String> = Vec::new();
        let mut all = Vec::new();
        for work in works.iter().filter(|work| !work.hidden) {
            let title = if work.is_named() { format!("{}, {}", work.title, work.host) } else { role(&work.category) };
            let hours = match whole_hours(work.worked) {
                Some(1) => ", 1 hour".to_owned(),
                Some(hours) => format!(", {hours} hours"),
                None => String::new(),
            };
            let lines = work.lines().into_iter().map(|line| line.text).collect();
            all.push(SheetWork { title, when: format!("{}{hours}", months(work.start, work.end)), lines });
            for skill in &work.skills {
                if !skills.iter().any(|known| known.eq_ignore_ascii_case(skill)) {
                    skills.push(skill.clone());
                }
            }
        }
        Self { name: name.to_owned(), about: about.clone(), works: all, skills }
    }

    /// As plain text.
    #[must_use]
    pub fn text(&self) -> String {
        let About { headline, introduction } = &self.about;
        let first = if headline.is_empty() { self.name.clone() } else { format!("{}\n{headline}", self.name) };
        let mut blocks = vec![first];
        if !introduction.is_empty() {
            blocks.push(introduction.replace("\r\n", "\n"));
        }
        for work in &self.works {
            let lines: String = work.lines.iter().map(|line| format!("\n- {line}")).collect();
            blocks.push(format!("{}\n{}{lines}", work.title, work.when));
        }
        if !self.skills.is_empty() {
            blocks.push(format!("Skills: {}", self.skills.join(", ")));
        }
        format!("{}\n", blocks.join("\n\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::showing::Scope;
    use super::super::showing::tests::work;
    use super::*;

    #[test]
    fn every_work_has_its_block() {
        let about = About { headline: "Public health, with numbers".into(), introduction: "One.\r\nTwo.".into() };
        let named = Work { scope: Scope::Work, ..work() };
        let text = Sheet::of("Maya Reyes", &about, &[named, work(), Work { hidden: true, ..work() }]).text();
        let first: Vec<&str> = text.lines().take(6).collect();
        assert_eq!(first, ["Maya Reyes", "Public health, with numbers", "", "One.", "Two.", ""]);
        let named = "\nClean the gifts of Harbor Pantry, Harbor Pantry\nOctober to November 2026, 23 hours\n- Compiled a cleaned";
        assert!(text.contains(named), "{text}");
        assert!(text.contains("\nMicro-internship in data analytics\nOctober"));
        assert!(text.ends_with("Skills: Data cleaning, Excel, Harbor Pantry database\n"), "{text}");
    }

    #[test]
    fn an_empty_portfolio_is_a_name() {
        assert_eq!(Sheet::of("Maya Reyes", &About::default(), &[]).text(), "Maya Reyes\n");
    }
}
