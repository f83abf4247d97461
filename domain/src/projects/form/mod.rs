//! A wizard screen as flat form fields: `deliverable_1_criterion_2=…`, read into a draft and written
//! back. One table of fields per screen ([`fields`]) serves both directions.
//!
//! Rows come and go without JavaScript: a button sends `add=deliverable` or `remove=deliverable_2`,
//! and the same works for `deliverable_1_criterion`.

pub(super) mod align;
mod merge;
mod rows;
mod words;

use std::collections::BTreeMap;

pub use merge::{Against, Base, Clash, Merged, merge};
use rows::{Form, add_row, remove_row, row_of, size_rows, split_row, trim_rows, without_removed};
pub use words::words;

use super::choices::{DeliverableKind, TaskKind};
use super::draft::{Draft, limits};
use super::scope::ADVISES;
use super::state::State;
use super::steps::Step;
use super::worksheet::FACTORS;
use crate::fields::{FieldErrors, is_web_address};
use crate::machine::Word;
use crate::money::Cents;
use crate::time::{Day, iso, parse_day};

/// Reads the fields of one screen that `form` has into the draft; fields it lacks stay as they were.
///
/// Every readable value is kept, whatever is wrong with the others. A text that is too long is kept
/// as well and reported; beyond twice [`limits::TEXT`] it is reported and the earlier text stays, as it is for an
/// unreadable number or date: nothing is ever kept in part. A ticked box that is missing from its row counts as not ticked.
pub fn fill(step: Step, draft: &mut Draft, form: &[(String, String)]) -> FieldErrors {
    let mut errors = FieldErrors::new();
    let form = without_removed(form);
    if let Some(target) = form.removed.as_deref() {
        remove_row(step, draft, target);
    }
    size_rows(step, draft, &form, &mut errors);
    for (name, slot) in fields(step, draft) {
        match form.values.get(&name) {
            Some(value) => slot.read(&name, value, &mut errors),
            None => slot.absent(&form, &name),
        }
    }
    trim_rows(step, draft, &errors);
    if let Some(target) = form.added.as_deref() {
        add_row(step, draft, target, &mut errors);
    }
    errors
}

/// Where to go on after the add or remove button of a form: the first field of the new row, or of the
/// row that took the place of the removed one.
#[must_use]
pub fn landing(step: Step, form: &[(String, String)]) -> Option<String> {
    let mut draft = Draft::default();
    let _ = fill(step, &mut draft, form);
    let buttons = without_removed(form);
    let (list, wanted) = match (&buttons.added, &buttons.removed) {
        (Some(list), _) => (list.as_str(), usize::MAX),
        (None, Some(target)) => split_row(target)?,
        (None, None) => return None,
    };
    let names: Vec<String> = fields(step, &mut draft).into_iter().map(|(name, _)| name).collect();
    let row = |name: &String| row_of(name, list).map(|(row, _)| row).filter(|row| *row <= wanted);
    let last = names.iter().filter_map(row).max()?;
    names.iter().find(|name| row(name) == Some(last)).cloned()
}

/// What was typed, under the names the fields have after the form's remove button: show these texts
/// beside the errors of [`fill`].
#[must_use]
pub fn typed(form: &[(String, String)]) -> BTreeMap<String, String> {
    without_removed(form).values
}

/// Every field of a screen with the text its input shows.
#[must_use]
pub fn values(step: Step, draft: &Draft) -> BTreeMap<String, String> {
    let mut copy = draft.clone();
    fields(step, &mut copy).into_iter().map(|(name, slot)| (name, slot.show())).collect()
}

/// Every field of a screen, and whether it is answered; without the texts, which the browser has no need to write.
#[must_use]
pub fn answered(step: Step, draft: &Draft) -> Vec<(String, bool)> {
    let mut copy = draft.clone();
    fields(step, &mut copy).into_iter().map(|(name, slot)| (name, slot.is_answered())).collect()
}

/// Every answer of every screen as name and text: how a draft travels to the browser, which can read
/// forms already and needs no second way to read a draft.
#[must_use]
pub fn answers(draft: &Draft) -> Vec<(String, String)> {
    let every = Step::ALL.iter().flat_map(|step| values(*step, draft));
    every.filter(|(_, text)| !text.is_empty()).collect()
}

/// The draft that [`answers`] came from. Rows without any answer are left out.
#[must_use]
pub fn restored(answers: &[(String, String)]) -> Draft {
    let mut draft = Draft::default();
    for step in Step::ALL {
        // Only what `answers` wrote is read here, so nothing can be wrong with it.
        let _ = fill(*step, &mut draft, answers);
    }
    draft
}

/// The text one input shows; empty for a name that no screen has. Use [`values`] for a whole screen.
#[must_use]
pub fn field_value(draft: &Draft, name: &str) -> String {
    Step::ALL.iter().find_map(|step| values(*step, draft).remove(name)).unwrap_or_default()
}

/// One field: where its value lives and how it is typed.
enum Slot<'a> {
    Text { value: &'a mut String, most: usize },
    Email(&'a mut String),
    Link(&'a mut String),
    Number(&'a mut i32),
    Day(&'a mut Option<Day>),
    Money(&'a mut Option<Cents>),
    YesNo(&'a mut Option<bool>),
    Tick(&'a mut bool),
    Choice(&'a mut dyn Choice),
}

/// A value chosen from a list of words.
trait Choice {
    fn show(&self) -> &'static str;
    fn choose(&mut self, word: &str) -> bool;
}

impl<W: Word> Choice for Option<W> {
    fn show(&self) -> &'static str {
        self.map_or("", Word::word)
    }

    fn choose(&mut self, word: &str) -> bool {
        let found = W::from_word(word);
        if found.is_some() || word.is_empty() {
            *self = found;
            return true;
        }
        false
    }
}

impl Choice for Option<State> {
    fn show(&self) -> &'static str {
        self.map_or("", State::code)
    }

    fn choose(&mut self, word: &str) -> bool {
        let found = State::from_code(word);
        if found.is_some() || word.is_empty() {
            *self = found;
            return true;
        }
        false
    }
}

impl Choice for DeliverableKind {
    fn show(&self) -> &'static str {
        self.word()
    }

    fn choose(&mut self, word: &str) -> bool {
        Self::from_word(word).map(|kind| *self = kind).is_some() || word.is_empty()
    }
}

impl Choice for TaskKind {
    fn show(&self) -> &'static str {
        self.word()
    }

    fn choose(&mut self, word: &str) -> bool {
        Self::from_word(word).map(|kind| *self = kind).is_some() || word.is_empty()
    }
}

impl Slot<'_> {
    fn read(self, name: &str, typed: &str, errors: &mut FieldErrors) {
        let typed = typed.trim();
        match self {
            Self::Text { value, most } => keep_text(name, typed, most, value, errors),
            Self::Email(value) => {
                keep_text(name, typed, limits::LINE, value, errors);
                if !value.is_empty() && !is_email(value) {
                    errors.add(name, "This is not an email address. Write one such as ana@example.org.");
                }
            }
            // What is not kept can never be put on a page as a link.
            Self::Link(value) => {
                if !typed.is_empty() && !is_web_address(typed) {
                    errors.add(name, "Write the full address, starting with https://.");
                } else {
                    keep_text(name, typed, limits::LINK, value, errors);
                }
            }
            Self::Number(value) => match typed.parse::<i32>() {
                _ if typed.is_empty() => *value = 0,
                // Nothing is ever 0 of something: that is how an empty field is kept.
                Ok(number) if (1..=limits::NUMBER).contains(&number) => *value = number,
                _ => {
                    let message = format!("Write {} as a whole number from 1 to {}.", words(name), limits::NUMBER);
                    errors.add(name, message);
                }
            },
            Self::Day(value) => match parse_day(typed) {
                None if !typed.is_empty() => errors.add(name, "Write a date such as 2026-12-08."),
                day => *value = day,
            },
            Self::Money(value) if typed.is_empty() => *value = None,
            Self::Money(value) => {
                if let Some(amount) = errors.keep(name, Cents::parse(typed)) {
                    *value = Some(amount);
                }
            }
            Self::YesNo(value) => match typed {
                "yes" => *value = Some(true),
                "no" => *value = Some(false),
                "" => *value = None,
                _ => errors.add(name, "Choose yes or no."),
            },
            Self::Tick(value) => *value = !matches!(typed, "" | "no" | "false"),
            Self::Choice(value) => {
                if !value.choose(typed) {
                    errors.add(name, "Choose one from the list.");
                }
            }
        }
    }

    /// Browsers do not send a box that is not ticked.
    fn absent(self, form: &Form, name: &str) {
        let row_sent = name.rsplit_once("_must_have").map(|(row, _)| format!("{row}_name"));
        if let Self::Tick(value) = self
            && row_sent.is_none_or(|row| form.values.contains_key(&row))
        {
            *value = false;
        }
    }

    fn is_answered(&self) -> bool {
        match self {
            Self::Text { value, .. } | Self::Email(value) | Self::Link(value) => !value.trim().is_empty(),
            Self::Number(value) => **value != 0,
            Self::Day(value) => value.is_some(),
            Self::Money(value) => value.is_some(),
            Self::YesNo(value) => value.is_some(),
            Self::Tick(value) => **value,
            Self::Choice(value) => !value.show().is_empty(),
        }
    }

    fn show(self) -> String {
        match self {
            Self::Text { value, .. } | Self::Email(value) | Self::Link(value) => value.clone(),
            Self::Number(0) => String::new(),
            Self::Number(value) => value.to_string(),
            Self::Day(value) => value.map(iso).unwrap_or_default(),
            Self::Money(value) => value.map(Cents::plain).unwrap_or_default(),
            Self::YesNo(value) => value.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned(),
            Self::Tick(value) => if *value { "yes" } else { "" }.to_owned(),
            Self::Choice(value) => value.show().to_owned(),
        }
    }
}

/// What a page can show and the database can keep: no control characters but breaks of lines, nothing that turns the
/// text around it.
fn storable(typed: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown = |c: &char| (!c.is_control() || matches!(c, '\n' | '\r' | '\t')) && !turns(*c);
    typed.chars().filter(shown).collect()
}

/// Keeps a text, unless it is an endless paste: the check and the database have an end, and half a text is worse than the
/// earlier one.
fn keep_text(name: &str, typed: &str, most: usize, value: &mut String, errors: &mut FieldErrors) {
    let length = typed.chars().count();
    let fits = length <= limits::TEXT * 2;
    if length > most {
        // The browser reads no messages here.
        let unsaved = if ADVISES && !fits { " Until then it is not saved." } else { "" };
        errors.add(name, format!("This has {length} characters. Shorten it to {most}.{unsaved}"));
    }
    if fits {
        *value = storable(typed);
    }
}

/// The texts of a screen that are longer than their fields, each with the most characters it may have.
#[must_use]
pub fn too_long(step: Step, draft: &Draft) -> Vec<(String, usize)> {
    let mut copy = draft.clone();
    let long = |(name, slot)| {
        let (text, most) = match slot {
            Slot::Text { value, most } => (value, most),
            Slot::Email(value) => (value, limits::LINE),
            Slot::Link(value) => (value, limits::LINK),
            _ => return None,
        };
        (text.chars().count() > most).then_some((name, most))
    };
    fields(step, &mut copy).into_iter().filter_map(long).collect()
}

/// Shape only: somebody, at a domain with a dot.
fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, domain)| {
        let inner = domain.trim_matches('.');
        !user.is_empty() && inner == domain && domain.contains('.') && !domain.contains('@')
    }) && !text.contains(char::is_whitespace)
}

fn line(value: &mut String) -> Slot<'_> {
    Slot::Text { value, most: limits::LINE }
}

fn paragraph(value: &mut String) -> Slot<'_> {
    Slot::Text { value, most: limits::TEXT }
}

/// The table: every field of a screen, its name and its place in the draft.
fn fields(step: Step, draft: &mut Draft) -> Vec<(String, Slot<'_>)> {
    let mut all = Vec::new();
    let mut put = |name: &str, slot| all.push((name.to_owned(), slot));
    match step {
        Step::Fit => {
            put("recurring", Slot::YesNo(&mut draft.fit.recurring));
            put("tangible", Slot::YesNo(&mut draft.fit.tangible));
            put("trained", Slot::YesNo(&mut draft.fit.trained));
            put("template", line(&mut draft.fit.template));
        }
        Step::Outcome => {
            put("title", Slot::Text { value: &mut draft.title, most: limits::TITLE });
            put("category", line(&mut draft.category));
            put("problem", paragraph(&mut draft.problem));
            put("used_by", line(&mut draft.used_by));
            for (n, row) in (1..).zip(&mut draft.deliverables) {
                put(&format!("deliverable_{n}_name"), line(&mut row.name));
                put(&format!("deliverable_{n}_kind"), Slot::Choice(&mut row.kind));
                put(&format!("deliverable_{n}_size"), line(&mut row.size));
                put(&format!("deliverable_{n}_format"), line(&mut row.format));
                put(&format!("deliverable_{n}_example"), Slot::Link(&mut row.example));
                for (m, criterion) in (1..).zip(&mut row.criteria) {
                    put(&format!("deliverable_{n}_criterion_{m}"), line(criterion));
                }
            }
        }
        Step::Plan => plan_fields(draft, &mut put),
        Step::Skills => {
            for (n, row) in (1..).zip(&mut draft.skills) {
                put(&format!("skill_{n}_name"), line(&mut row.name));
                put(&format!("skill_{n}_must_have"), Slot::Tick(&mut row.must_have));
            }
            for (n, row) in (1..).zip(&mut draft.competencies) {
                put(&format!("competency_{n}"), line(row));
            }
            put("learning_objective", paragraph(&mut draft.learning_objective));
        }
        Step::Pay => {
            put("hours_low", Slot::Number(&mut draft.hours_low));
            put("hours_high", Slot::Number(&mut draft.hours_high));
            put("start", Slot::Day(&mut draft.start));
            put("end", Slot::Day(&mut draft.end));
            put("weekly_hours", Slot::Number(&mut draft.weekly_hours));
            put("place", Slot::Choice(&mut draft.place));
            put("address", line(&mut draft.address));
            put("state", Slot::Choice(&mut draft.state));
            put("overlap", line(&mut draft.overlap));
            put("equipment", line(&mut draft.equipment));
            put("travel", line(&mut draft.travel));
            put("accessibility", line(&mut draft.accessibility));
            put("pay_model", Slot::Choice(&mut draft.pay_model));
            put("amount", Slot::Money(&mut draft.amount));
            put("classification", Slot::Choice(&mut draft.classification));
            for (name, answer) in FACTORS.iter().zip(draft.worksheet.slots()) {
                put(name, line(answer));
            }
            put("fund", line(&mut draft.fund));
            put("fund_part", Slot::Money(&mut draft.fund_part));
            put("payer", Slot::Choice(&mut draft.payer));
            put("pay_trigger", Slot::Choice(&mut draft.pay_trigger));
        }
        Step::Terms => terms_fields(draft, &mut put),
        Step::Review => put("accepted_terms", Slot::Tick(&mut draft.accepted_terms)),
    }
    all
}

fn plan_fields<'a>(draft: &'a mut Draft, put: &mut impl FnMut(&str, Slot<'a>)) {
    for (n, row) in (1..).zip(&mut draft.tasks) {
        put(&format!("task_{n}_name"), line(&mut row.name));
        put(&format!("task_{n}_hours"), Slot::Number(&mut row.hours));
        put(&format!("task_{n}_kind"), Slot::Choice(&mut row.kind));
    }
    for (n, row) in (1..).zip(&mut draft.milestones) {
        put(&format!("milestone_{n}_name"), line(&mut row.name));
        put(&format!("milestone_{n}_due"), Slot::Day(&mut row.due));
        put(&format!("milestone_{n}_hours"), Slot::Number(&mut row.hours));
    }
    put("provides", paragraph(&mut draft.provides));
    put("supervisor_name", line(&mut draft.supervisor_name));
    put("supervisor_role", line(&mut draft.supervisor_role));
    put("supervisor_email", Slot::Email(&mut draft.supervisor_email));
    put("backup", line(&mut draft.backup));
    put("backup_email", Slot::Email(&mut draft.backup_email));
    put("kickoff", Slot::Day(&mut draft.kickoff));
    put("check_in_days", Slot::Number(&mut draft.check_in_days));
    put("check_in_day", Slot::Choice(&mut draft.check_in_day));
    put("check_in_minutes", Slot::Number(&mut draft.check_in_minutes));
    put("reply_days", Slot::Number(&mut draft.reply_days));
    put("seats", Slot::Number(&mut draft.seats));
    put("team_size", Slot::Number(&mut draft.team_size));
}

fn terms_fields<'a>(draft: &'a mut Draft, put: &mut impl FnMut(&str, Slot<'a>)) {
    put("owner_of_work", Slot::Choice(&mut draft.owner_of_work));
    put("portfolio_allowed", Slot::YesNo(&mut draft.portfolio_allowed));
    put("ai_rule", Slot::Choice(&mut draft.ai_rule));
    put("nda", line(&mut draft.nda));
    put("personal_data", Slot::YesNo(&mut draft.personal_data));
    put("data_kinds", line(&mut draft.data_kinds));
    put("safety_risks", Slot::YesNo(&mut draft.safety_risks));
    put("safety_kinds", line(&mut draft.safety_kinds));
    put("background_check", Slot::YesNo(&mut draft.background_check));
    put("duties", paragraph(&mut draft.duties));
    put("duties_address", line(&mut draft.duties_address));
    put("courses", line(&mut draft.courses));
    put("majors", line(&mut draft.majors));
    put("class_years", line(&mut draft.class_years));
    put("campuses", line(&mut draft.campuses));
    put("audience", line(&mut draft.audience));
    put("blind", Slot::YesNo(&mut draft.blind));
    for (n, row) in (1..).zip(&mut draft.questions) {
        put(&format!("question_{n}"), line(row));
    }
    put("apply_by", Slot::Day(&mut draft.apply_by));
}

#[cfg(test)]
mod tests;
