//! A host's answers in the wizard, and the fixed terms they become when the project is published.
//!
//! A draft takes whatever has been typed so far: every field may be empty, and a field that an older
//! version did not know yet is filled with its default. What is wrong with it is the business of
//! [`super::scope`], not of this file.

use serde::{Deserialize, Serialize};

use super::choices::{
    AiRule, Classification, DeliverableKind, Owner, PayModel, PayTrigger, Payer, Place, TaskKind, Weekday,
};
use super::state::State;
use super::worksheet::Worksheet;
use crate::ids::ProjectId;
use crate::money::Cents;
use crate::policy::{self, NetPay, Policy};
use crate::time::{Day, Minutes};

/// Most rows and longest texts of a draft: nothing a host types is larger.
pub mod limits {
    /// Deliverables of a project.
    pub const DELIVERABLES: usize = 5;
    /// Acceptance criteria of one deliverable.
    pub const CRITERIA: usize = 4;
    /// Tasks of the work plan.
    pub const TASKS: usize = 12;
    /// Milestones of the work plan.
    pub const MILESTONES: usize = 8;
    /// Skills.
    pub const SKILLS: usize = 6;
    /// Career-readiness competencies.
    pub const COMPETENCIES: usize = 3;
    /// Questions to applicants.
    pub const QUESTIONS: usize = 3;
    /// Characters of a title.
    pub const TITLE: usize = 90;
    /// Characters of a name or a short answer.
    pub const LINE: usize = 200;
    /// Characters of a web address.
    pub const LINK: usize = 500;
    /// Characters of a paragraph.
    pub const TEXT: usize = 2_000;
    /// Hours, days or seats in one number field.
    pub const NUMBER: i32 = 999;
}

/// What the student can hold in the hand at the end.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Deliverable {
    /// `Hand-over guide`.
    pub name: String,
    /// What it is.
    pub kind: DeliverableKind,
    /// `2 to 3 pages`.
    pub size: String,
    /// `PDF`, `Spreadsheet`; optional.
    pub format: String,
    /// Web address of something alike; optional.
    pub example: String,
    /// What anyone can check before it is handed in; one to four.
    pub criteria: Vec<String>,
}

/// One task of the work plan.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Task {
    /// `Interview three volunteers`.
    pub name: String,
    /// Hours it takes.
    pub hours: i32,
    /// What kind of work it is.
    pub kind: TaskKind,
}

/// One milestone while it is being planned.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MilestoneDraft {
    /// `First draft`.
    pub name: String,
    /// The day it is handed in.
    pub due: Option<Day>,
    /// Hours of work it closes.
    pub hours: i32,
}

/// A skill the student brings or will learn.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SkillDraft {
    /// `Excel`.
    pub name: String,
    /// Needed on the first day; otherwise learned on the way.
    pub must_have: bool,
}

/// Screen 1: whether this is a project at all.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fit {
    /// Comes back every week or month: then it is a job.
    pub recurring: Option<bool>,
    /// Ends with something one can hold.
    pub tangible: Option<bool>,
    /// Needs somebody who is trained already.
    pub trained: Option<bool>,
    /// Key of the template it started from; empty for a blank start.
    pub template: String,
}

/// All seven screens of the wizard. Stored as one JSON value.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Screen 1.
    pub fit: Fit,
    /// What students see first.
    pub title: String,
    /// Category as in the catalogue: `Marketing`.
    pub category: String,
    /// The problem in one to three sentences.
    pub problem: String,
    /// Who uses the result and what it decides.
    pub used_by: String,
    /// One to five.
    pub deliverables: Vec<Deliverable>,
    /// Tasks with hours and kind.
    pub tasks: Vec<Task>,
    /// Milestones with date and hours.
    pub milestones: Vec<MilestoneDraft>,
    /// Data, access and tools the host provides.
    pub provides: String,
    /// The person who answers questions.
    pub supervisor_name: String,
    /// Their role.
    pub supervisor_role: String,
    /// Their address.
    pub supervisor_email: String,
    /// Who answers when the supervisor is away; optional.
    pub backup: String,
    /// Their address.
    pub backup_email: String,
    /// First meeting.
    pub kickoff: Option<Day>,
    /// Calendar days from one check-in to the next; 0 while unanswered.
    pub check_in_days: i32,
    /// The day of the week they fall on; optional.
    pub check_in_day: Option<Weekday>,
    /// Minutes of one check-in; 0 while unanswered.
    pub check_in_minutes: i32,
    /// Business days within which a question is answered; 0 while unanswered.
    pub reply_days: i32,
    /// Students wanted; 0 while unanswered.
    pub seats: i32,
    /// Students who do the work together; 0 when each works alone.
    pub team_size: i32,
    /// Two to six.
    pub skills: Vec<SkillDraft>,
    /// One to three career-readiness competencies.
    pub competencies: Vec<String>,
    /// What the student can do afterwards.
    pub learning_objective: String,
    /// Fewest hours; 0 while unanswered.
    pub hours_low: i32,
    /// Most hours; 0 while unanswered.
    pub hours_high: i32,
    /// First day of work.
    pub start: Option<Day>,
    /// Last day of work.
    pub end: Option<Day>,
    /// Hours in one week; 0 while unanswered.
    pub weekly_hours: i32,
    /// Where.
    pub place: Option<Place>,
    /// Address when not remote.
    pub address: String,
    /// State of the place of work, for its wage floor; optional.
    pub state: Option<State>,
    /// Hours of the day on which both sides can talk; optional.
    pub overlap: String,
    /// What the student works with, and whose it is; optional.
    pub equipment: String,
    /// Who pays for getting there; optional.
    pub travel: String,
    /// How site and tools work for a student with a disability; optional.
    pub accessibility: String,
    /// How pay is computed.
    pub pay_model: Option<PayModel>,
    /// Pay before tax of one student for the whole project.
    pub amount: Option<Cents>,
    /// What the student is to the payer.
    pub classification: Option<Classification>,
    /// What the host answers to each factor when nothing is paid; only asked for work for credit.
    pub worksheet: Worksheet,
    /// Name of the fund that pays; empty when the host does.
    pub fund: String,
    /// What the fund pays for one student; everything when not said. The host pays the rest.
    pub fund_part: Option<Cents>,
    /// Who pays the student; the host when not said.
    pub payer: Option<Payer>,
    /// What makes the payment due; acceptance when not said.
    pub pay_trigger: Option<PayTrigger>,
    /// Who owns the finished work.
    pub owner_of_work: Option<Owner>,
    /// Whether the student may show it.
    pub portfolio_allowed: Option<bool>,
    /// Rule for artificial-intelligence tools.
    pub ai_rule: Option<AiRule>,
    /// What must stay confidential; empty when nothing has to be signed.
    pub nda: String,
    /// Whether personal or student data is touched.
    pub personal_data: Option<bool>,
    /// Which data, and how they are protected; optional.
    pub data_kinds: String,
    /// Whether minors, patients, hazards, driving or homes are involved.
    pub safety_risks: Option<bool>,
    /// Which, and what is done about them; optional.
    pub safety_kinds: String,
    /// Whether the student needs a background check.
    pub background_check: Option<bool>,
    /// The duties in words an F-1 student's school can use; optional.
    pub duties: String,
    /// Where they are done, for the same form; optional.
    pub duties_address: String,
    /// Courses it fits; empty for all.
    pub courses: String,
    /// Majors it fits; empty for all.
    pub majors: String,
    /// Class years it is open to; empty for all.
    pub class_years: String,
    /// Campuses it is open to; empty for all.
    pub campuses: String,
    /// Anything else on who may apply; empty for everybody.
    pub audience: String,
    /// Whether applications are read without names, where the program does not decide it.
    pub blind: Option<bool>,
    /// Up to three questions to applicants.
    pub questions: Vec<String>,
    /// Last day to apply.
    pub apply_by: Option<Day>,
    /// Whether the program's terms were signed on the last screen.
    pub accepted_terms: bool,
    /// The finished project it repeats: what was learned there stands beside the fields. No form carries it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeats: Option<ProjectId>,
    /// Fields that were read from a pasted text, each with the words it came from ([`super::begun`]). Pairs of texts,
    /// because those are the cheapest thing to have in the browser, which never reads them. No form carries them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub guessed: Vec<(String, String)>,
    /// The same fields with the answer that was read: another answer needs no check any more.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub read_as: Vec<(String, String)>,
}

/// A milestone of a published project.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlannedMilestone {
    /// `First draft`.
    pub name: String,
    /// The day it is handed in.
    pub due: Day,
    /// Hours of work it closes.
    pub hours: i32,
}

/// The essentials of a published project: complete, so that nobody has to ask again.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Scope {
    /// What students see first.
    pub title: String,
    /// Category as in the catalogue.
    pub category: String,
    /// Fewest hours, at least 1.
    pub hours_low: i32,
    /// Most hours, at least `hours_low`.
    pub hours_high: i32,
    /// Hours in one week, at least 1.
    pub weekly_hours: i32,
    /// Pay before tax of one student.
    pub amount: Cents,
    /// How pay is computed.
    pub pay_model: PayModel,
    /// What the student is to the payer.
    pub classification: Classification,
    /// First day of work.
    pub start: Day,
    /// Last day of work, not before `start`.
    pub end: Day,
    /// Last day to apply.
    pub apply_by: Day,
    /// Students wanted, at least 1.
    pub seats: i32,
    /// Where.
    pub place: Place,
    /// Address when not remote.
    pub address: String,
    /// At least one.
    pub skills: Vec<SkillDraft>,
    /// At least one.
    pub milestones: Vec<PlannedMilestone>,
    /// At least one, each with a criterion.
    pub deliverables: Vec<Deliverable>,
}

impl Draft {
    /// What reaches the student of the amount, over the most hours; `None` until an amount is there.
    #[must_use]
    pub fn net_pay(&self, policy: &Policy) -> Option<NetPay> {
        let employee = self.classification == Some(Classification::Employee);
        let longest = Minutes(self.hours_high.saturating_mul(60));
        self.amount.map(|amount| policy::net_pay(amount, longest, employee, policy))
    }

    /// What an hour of [`Draft::net_pay`] is: until the host has said how the student is classed, nobody knows what is
    /// held back of it. Within a sentence and at its start.
    #[must_use]
    pub const fn hour_words(&self) -> (&'static str, &'static str) {
        match self.classification {
            Some(_) => ("net an hour", "Net an hour"),
            None => ("an hour before tax", "An hour before tax"),
        }
    }

    /// Who may apply, as one line; nothing for every student of the program.
    #[must_use]
    pub fn open_to(&self) -> Option<String> {
        let parts = [&self.courses, &self.majors, &self.class_years, &self.campuses, &self.audience];
        let said: Vec<&str> = parts.into_iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        (!said.is_empty()).then(|| said.join("; "))
    }

    /// What the fund and what the host pay for one student; nothing while no amount is there.
    #[must_use]
    pub fn funding(&self) -> Option<(Cents, Cents)> {
        let amount = self.amount?;
        let fund = if self.fund.trim().is_empty() { Cents(0) } else { self.fund_part.unwrap_or(amount).min(amount) };
        Some((fund, Cents(amount.0 - fund.0)))
    }

    /// Whether the host gives what the school of an F-1 student asks for, and so wants them to apply: then their limit on
    /// hours a week in term is the project's (Q14).
    #[must_use]
    pub fn has_f1_facts(&self) -> bool {
        [&self.duties, &self.duties_address].into_iter().any(|fact| !fact.trim().is_empty())
    }

    /// Whether the student comes somewhere, at least now and then.
    #[must_use]
    pub fn needs_address(&self) -> bool {
        self.place.is_some_and(|place| place != Place::Remote)
    }

    /// The terms of the published project.
    ///
    /// # Errors
    /// The names of the fields that are still missing, in the order of the screens.
    pub fn publishable(&self) -> Result<Scope, Vec<&'static str>> {
        let milestones: Vec<PlannedMilestone> = self
            .milestones
            .iter()
            .filter_map(|m| m.due.map(|due| PlannedMilestone { name: m.name.clone(), due, hours: m.hours }))
            .collect();
        let mut missing = Vec::new();
        let mut need = |present: bool, field: &'static str| {
            if !present {
                missing.push(field);
            }
        };
        need((1..=limits::TITLE).contains(&self.title.trim().chars().count()), "title");
        need(!self.category.trim().is_empty(), "category");
        need(!self.deliverables.is_empty() && self.deliverables.iter().all(|d| !d.criteria.is_empty()), "deliverables");
        need(!milestones.is_empty() && milestones.len() == self.milestones.len(), "milestones");
        need(self.seats > 0, "seats");
        need(!self.skills.is_empty(), "skills");
        need(self.hours_low > 0, "hours_low");
        need(self.hours_high >= self.hours_low.max(1), "hours_high");
        need(self.start.is_some(), "start");
        need(self.end.is_some() && self.end >= self.start, "end");
        need(self.weekly_hours > 0, "weekly_hours");
        need(self.place.is_some(), "place");
        need(!self.needs_address() || !self.address.trim().is_empty(), "address");
        need(self.pay_model.is_some(), "pay_model");
        need(self.amount.is_some(), "amount");
        need(self.classification.is_some(), "classification");
        need(self.apply_by.is_some(), "apply_by");
        let all = (self.amount, self.pay_model, self.classification, self.start, self.end, self.apply_by, self.place);
        let (Some(amount), Some(pay_model), Some(classification), Some(start), Some(end), Some(apply_by), Some(place)) =
            all
        else {
            return Err(missing);
        };
        if !missing.is_empty() {
            return Err(missing);
        }
        Ok(Scope {
            title: self.title.clone(),
            category: self.category.clone(),
            hours_low: self.hours_low,
            hours_high: self.hours_high,
            weekly_hours: self.weekly_hours,
            amount,
            pay_model,
            classification,
            start,
            end,
            apply_by,
            seats: self.seats,
            place,
            address: self.address.clone(),
            skills: self.skills.clone(),
            milestones,
            deliverables: self.deliverables.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projects::template;

    #[test]
    fn a_blank_draft_names_all_that_is_missing() {
        let missing = Draft::default().publishable().unwrap_err();
        assert_eq!((missing.first(), missing.last()), (Some(&"title"), Some(&"apply_by")));
    }

    #[test]
    fn a_started_template_lacks_only_the_classification() {
        let mut draft = template("automate_report").unwrap().start(jiff::civil::date(2026, 9, 1));
        assert_eq!(draft.publishable().unwrap_err(), ["classification"]);
        draft.classification = Some(Classification::Employee);
        assert_eq!(draft.publishable().unwrap().hours_high, 25);
        let pay = draft.net_pay(&Policy::defaults(jiff::civil::date(2026, 1, 1))).unwrap();
        assert_eq!((pay.withheld, pay.per_hour), (Cents(3_825), Some(Cents(1_847))));
    }

    #[test]
    fn work_that_is_not_remote_needs_an_address() {
        let mut draft = template("automate_report").unwrap().start(jiff::civil::date(2026, 9, 1));
        (draft.classification, draft.place) = (Some(Classification::Employee), Some(Place::Hybrid));
        assert_eq!(draft.publishable().unwrap_err(), ["address"]);
        draft.address = "12 Main Street".into();
        assert_eq!(draft.publishable().unwrap().address, "12 Main Street");
    }

    #[test]
    fn a_fund_pays_its_part_and_the_host_the_rest() {
        let draft = Draft { amount: Some(Cents(50_000)), fund_part: Some(Cents(30_000)), ..Draft::default() };
        assert_eq!(draft.funding(), Some((Cents(0), Cents(50_000))), "no fund is named");
        let draft = Draft { fund: "Career fund".into(), ..draft };
        assert_eq!(draft.funding(), Some((Cents(30_000), Cents(20_000))));
        assert_eq!(Draft { fund_part: None, ..draft.clone() }.funding(), Some((Cents(50_000), Cents(0))));
        assert_eq!(Draft { fund_part: Some(Cents(90_000)), ..draft }.funding(), Some((Cents(50_000), Cents(0))));
    }

    #[test]
    fn who_may_apply_is_one_line() {
        assert_eq!(Draft::default().open_to(), None);
        let draft = Draft { majors: "Economics".into(), audience: " Second year on ".into(), ..Draft::default() };
        assert_eq!(draft.open_to().as_deref(), Some("Economics; Second year on"));
    }

    #[test]
    fn an_older_draft_is_filled_with_defaults() {
        let draft: Draft = serde_json::from_str(r#"{"title":"A","fit":{},"unknown":1}"#).unwrap();
        assert_eq!(draft, Draft { title: "A".into(), ..Draft::default() });
    }
}
