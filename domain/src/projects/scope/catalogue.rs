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
    /// Why it matters.
    pub why: &'static str,
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
        "fewer than `title_least` or more than `title_most` characters, no verb, or a word such as “intern” or “various”",
    ),
    row(
        "Vague scope",
        &[Block, Warn],
        6,
        "the texts have fewer than `least_words` words (blocks), or more than `vague_phrases` phrases such as “as needed” or “etc.”",
    ),
    row(
        "No deliverable",
        &[Block],
        15,
        "no deliverable, or one whose name is no thing, or of type “other” without size or format",
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
        "no hours, fewer than `least_hours`, more than `most_hours`, or the most above `hours_spread` per cent of the fewest; staff decide when they waived the limits",
    ),
    row(
        "Plan does not add up",
        &[Warn],
        5,
        "no milestone, hours of the milestones more than `plan_tolerance` per cent off the most hours, or none in the middle of more than `midpoint_hours`",
    ),
    row(
        "Too large",
        &[Staff],
        4,
        "the deliverables' least hours (`report_hours` and so on, by type) and `meeting_minutes` a week are more than the most hours",
    ),
    row(
        "Below the wage floor",
        &[Block],
        8,
        "pay before tax over the most hours is below `wage_floor`, or below the higher floor of the state, city or county where the work is done, on any day from the first to the last",
    ),
    row(
        "Unpaid",
        &[Block, Staff],
        8,
        "no amount and no stipend fund; staff decide for a nonprofit or for credit when each of the seven factors of `worksheet` is answered, or they hold the worksheet on paper",
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
        "clerical tasks above `clerical_warn` per cent of the hours (above `clerical_refer` staff decide), or no task that analyses or creates",
    ),
    row(
        "Really a job",
        &[Block],
        4,
        "the work comes back, ends with nothing to hold, needs somebody who is trained already, has no last day, or a phrase such as “ongoing”, “shifts” or “until we hire”",
    ),
    row(
        "Timeline",
        &[Block, Warn],
        4,
        "no first day, a start too soon for review, applying and signing (`review_days`, `posting_days`, `onboarding_days`), an end before the start, fewer than `shortest_span` or more than `longest_span` days, an end in exams (blocks), a milestone outside the project or less than `slack_days` before its end, a first meeting that is over or after the end, or a last day to apply that is over, or leaves no time to choose (`decision_days`) and to sign before the start",
    ),
    row(
        "Weekly load",
        &[Block, Staff, Warn],
        4,
        "no weekly hours, or more than `weekly_warn` (above `weekly_refer` staff decide; more than `weekly_most` costs most, and blocks where the host gives the facts for an F-1 student's school, `duties` or `duties_address`)",
    ),
    row(
        "Thin supervision",
        &[Block, Warn],
        25,
        "nobody named or no address (blocks); no check-in within `check_in_gap` days, no reply within `reply_promise` business days, no number of seats or more than `students_each`, a team larger than the seats, nothing provided, no learning objective",
    ),
    row(
        "Over-asking",
        &[Warn],
        3,
        "no skill, more than `must_haves` must-haves, or a demand such as “GPA”, “expert” or “3+ years”",
    ),
    row(
        "Signs of a swindle",
        &[Staff],
        0,
        "a private mailbox, a host without a web site, an address (of the host, or where the work is done) that is a mailbox, a storage unit or an apartment, or a phrase such as “gift card” or “bank account number”",
    ),
    row(
        "Safety gate",
        &[Staff],
        0,
        "minors, patients, machines, driving or homes: the host says so, or the text does; or a background check is asked for",
    ),
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
        "`similar_share` per cent of the words of title, problem and deliverables are those of a live project of the same host; or more than `same_seats` students or teams would make the same thing",
    ),
    row(
        "Funding",
        &[Block],
        0,
        "the named fund has less left than its part of the pay for every seat, the work lies outside its days, it is for a department or college that the draft does not name as its audience, or it may only pay citizens and permanent residents and the draft gives the facts for an international student's school",
    ),
    row(
        "Readability",
        &[Warn],
        4,
        "more than `most_words` words, sentences that ask for more than `reading_grade` years of school, or a short form nobody explains",
    ),
];

/// Why each rule is there, in the order of [`RULES`]: what a finding says that has no reason of its own.
const REASONS: [&str; 24] = [
    "Students see the title first and decide by it.",
    "A student who has never met you cannot tell what to do, or where the work ends.",
    "Pay follows accepted work, so there must be something to accept.",
    "Pay follows acceptance, so both of you need the same test.",
    "Students plan their weeks and count on the pay by these hours.",
    "Dates and hours on the way show trouble while there is still time.",
    "Work that is larger than its hours ends in unpaid hours.",
    "The floor is compared with pay before tax over the most hours, so that a full project still pays it.",
    "A micro-internship is paid work: many students cannot afford to work for nothing, and the law seldom allows it.",
    "Students are paid for their work, never by results, and they never pay or buy anything to take part.",
    "Students learn by finding something out or by making something.",
    "Work that comes back is a job, with other rules on pay and hours.",
    "Students plan around classes and exams before they apply.",
    "Beside classes, students have few hours a week to give.",
    "Students who know whom to ask, and soon get an answer, finish; the others fall silent.",
    "The project is for students. Each demand shuts out people who could do it.",
    "Swindlers copy real offers, so staff look at this before students see it.",
    "Such work may need a background check or insurance.",
    "Student, health, payment and customer records need an agreement on data.",
    "Words that suggest an age, a sex or a mother tongue read as “not you”.",
    "What is not settled before the work leads to quarrels after it.",
    "The same work given twice looks like a contest in which only one is paid.",
    "Money is set aside when a student accepts; an empty fund would break your promise.",
    "Students read it on a phone, between classes.",
];

/// Why an answer that is missing matters: no rule's business, so its id is empty.
pub(in crate::projects) const MISSING: &str = "The project cannot be sent without it.";

/// Why the rule is there; nothing for an id no rule has.
pub(super) fn reason(id: &str) -> &'static str {
    RULES.iter().zip(REASONS).find(|(rule, _)| rule.id == id).map_or("", |(_, why)| why)
}

/// Rule id -> why it is there, as texts: how the reasons travel to the browser. An answer that is missing has no id.
#[must_use]
pub fn reasons() -> Vec<(String, String)> {
    let rules = RULES.iter().map(|rule| rule.id).zip(REASONS);
    let all = rules.chain([("", MISSING)]);
    all.map(|(id, why)| (id.to_owned(), why.to_owned())).collect()
}

/// Every rule in order.
#[must_use]
pub fn rules() -> Vec<RuleCard> {
    let cards = RULES.iter().zip(&ROWS).map(|(rule, row)| RuleCard {
        id: rule.id,
        version: rule.version,
        name: row.name,
        when: row.when,
        why: reason(rule.id),
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
