//! The agreement: the project's terms as they were when the offer was accepted. Nothing that
//! happens to the project later changes them.

use serde::{Deserialize, Serialize};

use crate::money::Cents;
use crate::projects::{Classification, PayTrigger};
use crate::time::{Day, Minutes, long_date};

/// One thing the student hands in, and one criterion by which it counts as done. A thing with
/// several criteria has a line for each, so that a revision can name the one that is not met.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TermsDeliverable {
    /// What it is.
    pub title: String,
    /// When the host must accept it.
    pub criterion: String,
}

/// The frozen terms of one engagement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Terms {
    /// The project's title.
    pub project: String,
    /// The host organisation's name.
    pub host: String,
    /// The student's name.
    pub student: String,
    /// The program's name.
    pub program: String,
    /// Agreed working time; the most the student is expected to need.
    pub time: Minutes,
    /// Pay before tax.
    pub fee: Cents,
    /// First day.
    pub start: Day,
    /// Last day.
    pub end: Day,
    /// What is handed in.
    pub deliverables: Vec<TermsDeliverable>,
    /// What the student is to the payer.
    pub classification: Classification,
    /// What makes the pay due. Agreements of before it was asked say nothing of it.
    #[serde(default)]
    pub due: PayTrigger,
    /// Business days the host has to answer the hand-in.
    pub acceptance_days: i32,
}

impl Terms {
    /// The criteria the work is accepted by; a revision names one of them.
    pub fn criteria(&self) -> impl Iterator<Item = &str> {
        self.deliverables.iter().map(|deliverable| deliverable.criterion.as_str())
    }

    /// The agreement in sentences, as all three parties sign it.
    #[must_use]
    pub fn plain_words(&self) -> Vec<String> {
        let Self { project, host, student, program, time, fee, acceptance_days, .. } = self;
        let mut sentences = vec![
            format!("{student} works on “{project}” for {host}, within {program}."),
            format!("The work starts on {} and ends on {}.", dated(self.start), dated(self.end)),
            format!("It takes {time} at most. More time needs an extension that both sides agree to first."),
        ];
        for same in self.deliverables.chunk_by(|one, next| one.title == next.title) {
            let title = same.first().map_or("", |one| bare(&one.title));
            let criteria: Vec<&str> = same.iter().map(|one| bare(&one.criterion)).collect();
            sentences.push(format!("{student} hands in: {title}. It is accepted when: {}.", criteria.join("; ")));
        }
        sentences.push(match self.classification {
            Classification::UnpaidForCredit => "The work is unpaid and counts for academic credit.".to_owned(),
            _ => format!("{student} is paid {fee} before tax {}.", self.due.in_agreement()),
        });
        sentences.push(
            match self.classification {
                Classification::Contractor => {
                    "The student is an independent contractor: nothing is withheld, and taxes are the student’s own."
                }
                Classification::Employee => {
                    "The student is an employee of the payer: payroll tax is withheld, and every approved hour is paid."
                }
                Classification::Stipend => "The pay is a stipend: nothing is withheld, and it may still be taxed.",
                Classification::UnpaidForCredit => "The program keeps the record of why this work may be unpaid.",
            }
            .to_owned(),
        );
        sentences.push(format!(
            "{host} answers within {acceptance_days} business days of the hand-in, and may ask for changes twice, each time naming the criterion that is not met."
        ));
        sentences.push(
            "Either side may end the work early with a reason; the program then settles what is owed.".to_owned(),
        );
        sentences
    }
}

/// Agreements carry the year.
fn dated(day: Day) -> String {
    format!("{} {}", long_date(day), day.year())
}

fn bare(text: &str) -> &str {
    text.trim().trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn terms(classification: Classification) -> Terms {
        Terms {
            project: "Compare five competitors".into(),
            host: "Riverside Bikes".into(),
            student: "Maya Reyes".into(),
            program: "State Micro-internships".into(),
            time: Minutes::hours(24),
            fee: Cents(54_000),
            start: date(2026, 11, 2),
            end: date(2026, 12, 11),
            deliverables: vec![TermsDeliverable { title: "A memo.".into(), criterion: "it names a price".into() }],
            classification,
            due: PayTrigger::Acceptance,
            acceptance_days: 7,
        }
    }

    #[test]
    fn the_sentences_name_money_days_and_criteria() {
        let words = terms(Classification::Employee).plain_words().join("\n");
        for part in
            ["$540", "24 h", "Monday 2 November 2026", "A memo. It is accepted when: it names a price.", "payroll tax"]
        {
            assert!(words.contains(part), "{part} is missing in:\n{words}");
        }
        assert!(!terms(Classification::UnpaidForCredit).plain_words().join(" ").contains("is paid"));
    }

    #[test]
    fn terms_survive_the_database() {
        let terms = terms(Classification::Stipend);
        let text = serde_json::to_string(&terms).unwrap();
        assert_eq!(serde_json::from_str::<Terms>(&text).unwrap(), terms);
    }
}
