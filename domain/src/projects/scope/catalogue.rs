//! The rules in words, for the documentation. A test compares each row with what the rule does.

use super::{Part, RULES, Severity};

/// What a person who is to follow a rule needs to know of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RuleCard {
    /// `Q04`.
    pub id: &'static str,
    /// Version of the rule.
    pub version: u16,
    /// `Unverifiable deliverable`.
    pub name: &'static str,
    /// When it finds something.
    pub when: &'static str,
    /// Every severity its findings can have.
    pub severities: &'static [Severity],
    /// Part of the score it takes points from; empty when it takes none.
    pub part: &'static str,
    /// The most points all its findings together take.
    pub points: u8,
}

struct Row {
    name: &'static str,
    severities: &'static [Severity],
    points: u8,
    when: &'static str,
}

const fn row(name: &'static str, severities: &'static [Severity], points: u8, when: &'static str) -> Row {
    Row { name, severities, points, when }
}

use Severity::{Block, Staff, Warn};

/// In the order of [`RULES`].
const ROWS: [Row; 24] = [
    row(
        "Vague title",
        &[Warn],
        5,
        "fewer than 15 or more than 90 characters, no verb, or a word such as “intern” or “various”",
    ),
    row(
        "Vague scope",
        &[Block, Warn],
        6,
        "the texts have fewer than 60 words (blocks), or two or more phrases such as “as needed” or “etc.”",
    ),
    row(
        "No deliverable",
        &[Block],
        15,
        "no deliverable, or one whose name is no thing, or of type “other” without a size",
    ),
    row(
        "Unverifiable deliverable",
        &[Block],
        9,
        "a deliverable without an acceptance criterion that a person can count or watch happen",
    ),
    row(
        "Hours out of range",
        &[Block, Staff],
        17,
        "no hours, fewer than `least_hours`, more than `most_hours`, or the most above twice the fewest; staff decide when they waived the limits",
    ),
    row(
        "Plan does not add up",
        &[Warn],
        5,
        "no milestone, hours of the milestones more than 10 % off the most hours, or none in the middle of more than 10 hours",
    ),
    row(
        "Too large",
        &[Staff],
        4,
        "the deliverables' least hours and two hours of meetings a week are more than the most hours",
    ),
    row(
        "Below the wage floor",
        &[Block],
        8,
        "pay before tax over the most hours is below `wage_floor`, or below the higher floor of the place of work",
    ),
    row(
        "Unpaid",
        &[Block, Staff],
        8,
        "no amount and no stipend fund; staff decide for a nonprofit or for credit when they hold a worksheet",
    ),
    row(
        "Pay tied to sales, or the student pays",
        &[Block],
        0,
        "a phrase such as “commission”, “per lead”, “unpaid test” or “application fee”",
    ),
    row(
        "Busywork",
        &[Warn, Staff],
        3,
        "clerical tasks above 20 % of the hours (above 40 % staff decide), or no task that analyses or creates",
    ),
    row(
        "Really a job",
        &[Block],
        4,
        "the work comes back, has no last day, or a phrase such as “ongoing”, “shifts” or “until we hire”",
    ),
    row(
        "Timeline",
        &[Block, Warn],
        4,
        "no first day, a start too soon for review (`review_days`), posting and signing, an end before the start, less than a week or more than eight, an end in exams, a milestone outside the project or without slack behind it, a first meeting that is over or after the end, or a last day to apply that does not fit",
    ),
    row("Weekly load", &[Warn, Staff], 4, "no weekly hours, or more than 10 (above 15 staff decide)"),
    row(
        "Thin supervision",
        &[Block, Warn],
        25,
        "nobody named or no address (blocks); no check-in within 7 days, no reply within 2 business days, no number of seats or more than 5, nothing provided, no learning objective",
    ),
    row(
        "Over-asking",
        &[Warn],
        3,
        "no skill, more than 3 must-haves, or a demand such as “GPA”, “expert” or “3+ years”",
    ),
    row(
        "Signs of a swindle",
        &[Staff],
        0,
        "a private mailbox, a host without a web site, or a phrase such as “gift card” or “bank account number”",
    ),
    row("Safety gate", &[Staff], 0, "minors, patients, machines, driving or homes: the host says so, or the text does"),
    row("Data gate", &[Staff], 0, "personal, student, health or payment data: the host says so, or the text does"),
    row(
        "Words that keep people out",
        &[Staff, Warn],
        3,
        "a word that suggests an age, a sex or a mother tongue; citizenship goes to staff",
    ),
    row(
        "Terms missing",
        &[Block, Warn],
        3,
        "no owner of the work, no rule for artificial-intelligence tools, nothing said on showing the work (all block), or nothing may be shown",
    ),
    row(
        "Duplicate",
        &[Staff],
        0,
        "85 % of the words of title, problem and deliverables are those of a live project of the same host",
    ),
    row("Funding", &[Block], 0, "the named fund has less left than the seats need"),
    row(
        "Readability",
        &[Warn],
        4,
        "more than 700 words, sentences above the twelfth school grade, or a short form nobody explains",
    ),
];

/// Every rule in order.
#[must_use]
pub fn rules() -> Vec<RuleCard> {
    let cards = RULES.iter().zip(&ROWS).map(|(rule, row)| RuleCard {
        id: rule.id,
        version: rule.version,
        name: row.name,
        when: row.when,
        severities: row.severities,
        part: match rule.part {
            Part::Clarity => "clarity",
            Part::Realism => "realism",
            Part::Support => "support",
            Part::Fairness => "fairness",
            Part::None => "",
        },
        points: row.points,
    });
    cards.collect()
}
