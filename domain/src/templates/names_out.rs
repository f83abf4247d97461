//! A finished project without the names in it, for a template everybody in the program may read.
//!
//! Fixed rules: what is a name comes from the caller and the draft, what is an address or a number from its shape. When
//! in doubt more goes than less, and staff read the result before anybody else does. Fields of the draft that are not
//! named in [`names_out`] stay empty, so that a new field shows nothing before somebody has thought about it.

use super::reach;
use super::words::{Span, Token, begins_sentence, between, exchanged, is_near, shortened, tokens};
use crate::projects::{Deliverable, Draft, Fit, MilestoneDraft, SkillDraft, Task, limits};
use crate::time::{days_between, month_number};

const ORGANISATION: &str = "our organisation";
const SUPERVISOR: &str = "the supervisor";
const STUDENT: &str = "the student";
const COLLEAGUE: &str = "a colleague";
const OTHER: &str = "(name)";
const ADDRESS: &str = "our address";
const FUND: &str = "the fund that pays";
const DAY: &str = "the agreed day";
const MONTH: &str = "the agreed month";

/// Names that may stand in the texts; the draft's own (supervisor, address, fund) are known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Names {
    /// The host organisation.
    pub organisation: String,
    /// Whoever worked on it.
    pub students: Vec<String>,
    /// Members of the host.
    pub colleagues: Vec<String>,
    /// What staff found on reading: taken out word for word, whatever it is.
    pub others: Vec<String>,
}

/// Titles before a name.
const TITLES: [&str; 9] = ["mr", "mrs", "ms", "mx", "dr", "prof", "professor", "sir", "miss"];
/// Forms of a company at the end of its name.
const FORMS: [&str; 8] = ["inc", "llc", "ltd", "corp", "co", "plc", "gmbh", "incorporated"];
/// Words of a name that say nothing alone.
const SMALL: [&str; 6] = ["the", "of", "and", "for", "at", "in"];
/// Names that are words as well: alone they count as a name only where a word would be small.
const COMMON: [&str; 36] = [
    "a", "an", "as", "at", "in", "on", "so", "no", "to", "do", "may", "will", "mark", "art", "page", "grant", "case",
    "price", "best", "long", "short", "rich", "young", "hope", "rose", "june", "april", "august", "summer", "west",
    "hall", "bank", "book", "read", "chase", "sue",
];

/// The draft without what names somebody, leads to them or was fixed for one time: no supervisor, address, fund, day or
/// signature, and neutral words where a text had a name, an e-mail address, a link, a telephone number or a day.
#[must_use]
pub fn names_out(draft: &Draft, names: &Names) -> Draft {
    let rules = Rules::of(draft, names);
    let clean = |text: &str, most: usize| rules.clean(text, most);
    let line = |text: &String| clean(text, limits::LINE);
    let deliverable = |row: &Deliverable| {
        // A field the rules do not know stays empty.
        let mut new = Deliverable::default();
        let criteria = row.criteria.iter().map(line).collect();
        (new.name, new.kind, new.format) = (line(&row.name), row.kind, line(&row.format));
        (new.size, new.criteria) = (line(&row.size), criteria);
        new
    };
    let task = |row: &Task| {
        let mut new = Task::default();
        (new.name, new.hours, new.kind) = (line(&row.name), row.hours, row.kind);
        new
    };
    let milestone = |row: &MilestoneDraft| {
        let mut new = MilestoneDraft::default();
        (new.name, new.hours) = (line(&row.name), row.hours);
        new
    };
    let skill = |row: &SkillDraft| {
        let mut new = SkillDraft::default();
        (new.name, new.must_have) = (line(&row.name), row.must_have);
        new
    };
    Draft {
        fit: Fit { template: String::new(), ..draft.fit.clone() },
        title: clean(&draft.title, limits::TITLE),
        category: line(&draft.category),
        problem: clean(&draft.problem, limits::TEXT),
        used_by: line(&draft.used_by),
        deliverables: draft.deliverables.iter().map(deliverable).collect(),
        tasks: draft.tasks.iter().map(task).collect(),
        milestones: draft.milestones.iter().map(milestone).collect(),
        provides: clean(&draft.provides, limits::TEXT),
        check_in_days: draft.check_in_days,
        check_in_day: draft.check_in_day,
        check_in_minutes: draft.check_in_minutes,
        team_size: draft.team_size,
        reply_days: draft.reply_days,
        seats: draft.seats,
        skills: draft.skills.iter().map(skill).collect(),
        competencies: draft.competencies.clone(),
        learning_objective: clean(&draft.learning_objective, limits::TEXT),
        hours_low: draft.hours_low,
        hours_high: draft.hours_high,
        weekly_hours: draft.weekly_hours,
        place: draft.place,
        overlap: line(&draft.overlap),
        equipment: clean(&draft.equipment, limits::TEXT),
        travel: line(&draft.travel),
        accessibility: clean(&draft.accessibility, limits::TEXT),
        payer: draft.payer,
        pay_trigger: draft.pay_trigger,
        pay_model: draft.pay_model,
        amount: draft.amount,
        owner_of_work: draft.owner_of_work,
        portfolio_allowed: draft.portfolio_allowed,
        ai_rule: draft.ai_rule,
        nda: clean(&draft.nda, limits::TEXT),
        personal_data: draft.personal_data,
        data_kinds: clean(&draft.data_kinds, limits::TEXT),
        safety_risks: draft.safety_risks,
        safety_kinds: clean(&draft.safety_kinds, limits::TEXT),
        background_check: draft.background_check,
        duties: clean(&draft.duties, limits::TEXT),
        courses: line(&draft.courses),
        majors: line(&draft.majors),
        class_years: line(&draft.class_years),
        blind: draft.blind,
        audience: line(&draft.audience),
        questions: draft.questions.iter().map(line).collect(),
        ..Draft::default()
    }
}

/// Weeks from the first day of a project to its last: 1 to 26.
#[must_use]
pub fn weeks_of(draft: &Draft) -> i64 {
    let days = draft.start.zip(draft.end).map(|(start, end)| days_between(start, end) + 1);
    let by_hours = || i64::from((draft.hours_high * 7).checked_div(draft.weekly_hours).unwrap_or(21));
    (days.unwrap_or_else(by_hours) + 6).div_euclid(7).clamp(1, 26)
}

/// A name as it is looked for.
struct Sought {
    parts: Vec<String>,
    words: &'static str,
}

/// Everything that is looked for in each text.
struct Rules {
    organisation: Vec<String>,
    acronym: Option<String>,
    people: Vec<Sought>,
    phrases: Vec<Sought>,
}

fn parts_of(name: &str) -> Vec<String> {
    tokens(name).into_iter().map(|token| token.folded).filter(|part| !part.is_empty()).collect()
}

impl Rules {
    fn of(draft: &Draft, names: &Names) -> Self {
        let mut organisation: Vec<String> =
            parts_of(&names.organisation).into_iter().filter(|part| part != "and").collect();
        if organisation.len() > 1 && organisation[0] == "the" {
            organisation.remove(0);
        }
        while organisation.len() > 1 && organisation.last().is_some_and(|part| FORMS.contains(&part.as_str())) {
            organisation.pop();
        }
        let letters: String = organisation
            .iter()
            .filter(|part| !SMALL.contains(&part.as_str()))
            .filter_map(|part| part.chars().next())
            .collect();
        let acronym = (letters.chars().count() >= 3).then_some(letters);
        let person = |name: &String, words: &'static str| {
            let parts = parts_of(name).into_iter().filter(|part| !TITLES.contains(&part.as_str())).collect();
            Sought { parts, words }
        };
        let people = std::iter::once(person(&draft.supervisor_name, SUPERVISOR))
            .chain(names.students.iter().map(|name| person(name, STUDENT)))
            .chain(names.colleagues.iter().map(|name| person(name, COLLEAGUE)))
            .collect();
        let street = draft.address.split(',').next().unwrap_or_default();
        let mut phrases: Vec<Sought> =
            names.others.iter().map(|name| Sought { parts: parts_of(name), words: OTHER }).collect();
        phrases.push(Sought {
            parts: Some(parts_of(street)).filter(|parts| parts.len() > 1).unwrap_or_default(),
            words: ADDRESS,
        });
        phrases.push(Sought {
            parts: Some(parts_of(&draft.fund)).filter(|parts| parts.len() > 1).unwrap_or_default(),
            words: FUND,
        });
        phrases.retain(|sought| !sought.parts.is_empty());
        Self { organisation, acronym, people, phrases }
    }

    fn clean(&self, text: &str, most: usize) -> String {
        // Ways to reach somebody first: names stand in them too.
        let first = tokens(text);
        let text = exchanged(text, with_articles(text, &first, reach::spans(text, &first)));
        let words = tokens(&text);
        let mut spans = self.phrase_spans(&text, &words);
        spans.extend(self.organisation_spans(&text, &words));
        for person in &self.people {
            spans.extend(person_spans(&text, &words, person));
        }
        spans.extend(day_spans(&text, &words));
        let text = exchanged(&text, with_articles(&text, &words, spans));
        shortened(text, most)
    }

    fn phrase_spans(&self, text: &str, words: &[Token]) -> Vec<Span> {
        let mut spans = Vec::new();
        for sought in &self.phrases {
            for first in 0..words.len() {
                let last = first + sought.parts.len() - 1;
                let Some(found) = words.get(first..=last) else { break };
                let same = found.iter().zip(&sought.parts).all(|(word, part)| word.folded == *part);
                if same && found.windows(2).all(|pair| is_near(text, &pair[0], &pair[1])) {
                    spans.push(Span { start: found[0].start, end: words[last].end, words: sought.words });
                }
            }
        }
        spans
    }

    fn organisation_spans(&self, text: &str, words: &[Token]) -> Vec<Span> {
        let Some(name) = self.organisation.first() else { return Vec::new() };
        let whole = self.organisation.len();
        let together = self.organisation.concat();
        let mut spans = Vec::new();
        for (first, word) in words.iter().enumerate() {
            let shout = text.get(word.start..word.end).unwrap_or_default();
            let short = self
                .acronym
                .as_ref()
                .is_some_and(|letters| word.folded == *letters && !shout.chars().any(char::is_lowercase));
            if short || (whole > 1 && word.folded == together) {
                spans.push(Span { start: word.start, end: word.end, words: ORGANISATION });
                continue;
            }
            if word.folded != *name {
                continue;
            }
            let (last, met, capitals) = self.follow(text, words, first);
            let enough = if whole == 1 { word.capital } else { met == whole || (met > 1 && capitals) };
            if enough {
                spans.push(Span { start: word.start, end: words[last].end, words: ORGANISATION });
            }
        }
        spans
    }

    /// How far the name goes on from its first word: the last word, the parts met, and whether all were capitals.
    fn follow(&self, text: &str, words: &[Token], first: usize) -> (usize, usize, bool) {
        let (mut last, mut met, mut capitals) = (first, 1, words[first].capital);
        let mut at = first + 1;
        while let (Some(part), Some(word)) = (self.organisation.get(met), words.get(at)) {
            if !is_near(text, &words[at - 1], word) {
                break;
            }
            if word.folded == *part {
                capitals &= word.capital || SMALL.contains(&part.as_str());
                (last, met) = (at, met + 1);
            } else if word.folded != "and" {
                break;
            }
            at += 1;
        }
        (last, met, capitals)
    }
}

/// A run of one person's names in any order, with titles before and initials between.
fn person_spans(text: &str, words: &[Token], person: &Sought) -> Vec<Span> {
    let is_part = |word: &Token| word.folded.chars().count() > 1 && person.parts.contains(&word.folded);
    let is_initial = |word: &Token| word.capital && word.folded.chars().count() == 1;
    // A full stop belongs to the name after an initial or a title, and inside an account; else it ends a sentence.
    let joined = |one: &Token, next: &Token| {
        let gap = between(text, one, next);
        let stop = gap.contains('.') && gap != "." && !is_initial(one) && !TITLES.contains(&one.folded.as_str());
        is_near(text, one, next) && !stop
    };
    let mut spans = Vec::new();
    let mut first = 0;
    while first < words.len() {
        if !is_part(&words[first]) {
            first += 1;
            continue;
        }
        let (mut last, mut several, mut at) = (first, false, first + 1);
        while at < words.len() && joined(&words[at - 1], &words[at]) {
            if is_part(&words[at]) {
                several |= words[at].folded != words[first].folded;
                last = at;
            } else if !is_initial(&words[at]) {
                break;
            }
            at += 1;
        }
        let alone = &words[first];
        let common = COMMON.contains(&alone.folded.as_str());
        let named = several || (alone.capital && (!common || !begins_sentence(text, alone.start)));
        if named {
            let mut start = first;
            while start > 0
                && joined(&words[start - 1], &words[start])
                && TITLES.contains(&words[start - 1].folded.as_str())
            {
                start -= 1;
            }
            spans.push(Span { start: words[start].start, end: words[last].end, words: person.words });
        }
        first = last + 1;
    }
    spans
}

/// Days: `2026-12-08`, `12/8/2026`, `8 December`, `Dec 8th, 2026`; and `December 2026`.
fn day_spans(text: &str, words: &[Token]) -> Vec<Span> {
    let mut spans = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if let Some([one, two, three]) = words.get(at..at + 3)
            && is_numeric_day(text, one, two, three)
        {
            spans.push(Span { start: one.start, end: three.end, words: DAY });
        }
        if !(word.capital && month_number(&word.folded).is_some()) {
            continue;
        }
        let near = |one: usize, next: usize| is_near(text, &words[one], &words[next]);
        let before = at.checked_sub(1).filter(|before| near(*before, at) && is_day(&words[*before].folded));
        let after =
            Some(at + 1).filter(|after| *after < words.len() && near(at, *after) && is_day(&words[*after].folded));
        let year_at = after.filter(|_| before.is_none()).map_or(at + 1, |after| after + 1);
        let year =
            Some(year_at).filter(|year| *year < words.len() && near(*year - 1, *year) && is_year(&words[*year].folded));
        let words_of = if before.is_some() || after.is_some() { DAY } else { MONTH };
        let last = year.or(after.filter(|_| before.is_none())).unwrap_or(at);
        if before.is_some() || after.is_some() || year.is_some() {
            spans.push(Span { start: words[before.unwrap_or(at)].start, end: words[last].end, words: words_of });
        }
    }
    spans
}

fn is_numeric_day(text: &str, one: &Token, two: &Token, three: &Token) -> bool {
    let gap = between(text, one, two);
    if !matches!(gap, "-" | "/" | ".") || between(text, two, three) != gap {
        return false;
    }
    let number =
        |token: &Token, most: i32| token.folded.parse::<i32>().is_ok_and(|number| (1..=most).contains(&number));
    let small = |token: &Token| token.folded.len() <= 2 && number(token, 31);
    let short_year = |token: &Token| gap == "/" && token.folded.len() == 2 && number(token, 99);
    (is_year(&one.folded) && small(two) && small(three))
        || (small(one) && small(two) && (is_year(&three.folded) || short_year(three)))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<i32>().is_ok_and(|year| (1990..2100).contains(&year))
}

fn is_day(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ending = &word[digits.len()..];
    matches!(ending, "" | "st" | "nd" | "rd" | "th") && digits.parse::<i32>().is_ok_and(|day| (1..=31).contains(&day))
}

/// The neutral words bring their own article: one that stands before the piece goes with it.
fn with_articles(text: &str, words: &[Token], mut spans: Vec<Span>) -> Vec<Span> {
    for span in spans.iter_mut().filter(|span| span.words != OTHER) {
        let before = words.iter().rev().find(|word| word.end <= span.start);
        let article = before.filter(|word| {
            let gap = text.get(word.end..span.start).unwrap_or_default();
            !gap.is_empty()
                && gap.chars().all(char::is_whitespace)
                && matches!(word.folded.as_str(), "the" | "our" | "a" | "an" | "my")
        });
        if let Some(article) = article {
            span.start = article.start;
        }
    }
    spans
}
