//! The life of an engagement (`workflow.md` section 3).

use serde::{Deserialize, Serialize};

use super::{Authorization, Checklist, Cover, Gate, Goals, Missing, Reflection, TaxForm, guards};
use crate::actor::{Actor, Belongs, Party};
use crate::event::{Event, Reason, ReasonKind, Subject};
use crate::ids::EngagementId;
use crate::machine::{Machine, Rule, Word};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::reviews::Side;
use crate::time::{Day, Now};

crate::words! {
    /// Where an engagement stands.
    pub enum Stage {
        /// The checklist is worked off.
        Onboarding = "onboarding",
        /// The student is at work.
        InProgress = "in_progress",
        /// Everything is handed in.
        Submitted = "submitted",
        /// The host compares it with the agreement.
        InAcceptance = "in_acceptance",
        /// The work is accepted; pay is owed.
        Accepted = "accepted",
        /// The pay is settled.
        Paid = "paid",
        /// Paid, and reviews are over.
        Completed = "completed",
        /// The clock stands still.
        Paused = "paused",
        /// The student never came.
        NoShowStudent = "no_show_student",
        /// The host never came.
        NoShowHost = "no_show_host",
        /// Ended early.
        Cancelled = "cancelled",
        /// Staff mediate.
        Disputed = "disputed",
        /// Ended for cause.
        Terminated = "terminated",
        /// Not finished in time.
        Incomplete = "incomplete",
        /// The checklist was never finished.
        Lapsed = "lapsed",
    }
}

crate::words! {
    /// What can be done with an engagement.
    pub enum Command {
        /// Sign the agreement.
        Sign = "sign",
        /// Decide what the student is to the payer.
        ChooseClassification = "choose_classification",
        /// Clear the student's work authorization.
        ClearAuthorization = "clear_authorization",
        /// Record the background check or the insurance.
        RecordSafety = "record_safety",
        /// Confirm the agreement on data.
        ConfirmData = "confirm_data",
        /// Set the kick-off meeting.
        SetKickoff = "set_kickoff",
        /// Note a signature that was given on paper.
        SignOnPaper = "sign_on_paper",
        /// Change the agreement: another text, which all three sign anew.
        ChangeAgreement = "change_agreement",
        /// Say that the tax form was handed in.
        HandInTaxForm = "hand_in_tax_form",
        /// Note where the tax form is.
        RecordTaxForm = "record_tax_form",
        /// Propose learning goals.
        ProposeGoals = "propose_goals",
        /// Agree on the learning goals.
        AgreeGoals = "agree_goals",
        /// Press Start, one's own half.
        PressStart = "press_start",
        /// Begin: both have pressed.
        Start = "start",
        /// Hand in the whole work.
        HandIn = "hand_in",
        /// Give it to the host.
        BeginAcceptance = "begin_acceptance",
        /// Accept the work.
        Accept = "accept",
        /// Accept it because the host is silent.
        DeemAccepted = "deem_accepted",
        /// Ask for changes against the agreement.
        RequestRevision = "request_revision",
        /// Note that the pay is settled.
        Settle = "settle",
        /// Note that reviews are over.
        Complete = "complete",
        /// Stop the clock.
        Pause = "pause",
        /// Let it run again.
        Resume = "resume",
        /// End it early.
        Cancel = "cancel",
        /// Say that the student never came.
        ReportNoShowStudent = "report_no_show_student",
        /// Say that the host never came.
        ReportNoShowHost = "report_no_show_host",
        /// Give up on the checklist.
        Lapse = "lapse",
        /// End it for cause.
        Terminate = "terminate",
        /// Say that it was not finished.
        MarkIncomplete = "mark_incomplete",
        /// Ask staff to mediate.
        Dispute = "dispute",
        /// Decide for the student, in full or in part.
        UpholdDispute = "uphold_dispute",
        /// Give the work back to the host's acceptance.
        DismissDispute = "dismiss_dispute",
    }
}

use Command as C;
use Party::{Dso, Host, Staff, Student, System};
use Stage as S;

/// The table.
#[rustfmt::skip]
pub const MACHINE: Machine<Stage, Command> = Machine {
    name: "engagement",
    start: S::Onboarding,
    rules: &[
        Rule { from: &[S::Onboarding], command: C::Sign, by: &[Student, Host, Staff], to: S::Onboarding, guard: "not signed yet by this side" },
        Rule { from: &[S::Onboarding], command: C::ChooseClassification, by: &[Staff], to: S::Onboarding, guard: "the decision in words" },
        Rule { from: &[S::Onboarding], command: C::SignOnPaper, by: &[Staff], to: S::Onboarding, guard: "not signed yet by that side; a note in words" },
        Rule { from: &[S::Onboarding], command: C::ChangeAgreement, by: &[Staff], to: S::Onboarding, guard: "a reason in words; all three sign anew" },
        Rule { from: &[S::Onboarding], command: C::HandInTaxForm, by: &[Student], to: S::Onboarding, guard: "the program asks for one; not handed in yet" },
        Rule { from: &[S::Onboarding], command: C::RecordTaxForm, by: &[Staff], to: S::Onboarding, guard: "which form and where, in words, without its number" },
        Rule { from: &[S::Onboarding], command: C::ClearAuthorization, by: &[Dso], to: S::Onboarding, guard: "an authorization is needed; evidence in words; days in order; not over already" },
        Rule { from: &[S::Onboarding], command: C::RecordSafety, by: &[Staff], to: S::Onboarding, guard: "the project has a safety gate; what was done, in words" },
        Rule { from: &[S::Onboarding], command: C::ConfirmData, by: &[Student], to: S::Onboarding, guard: "the project has a data gate; not confirmed yet" },
        Rule { from: &[S::Onboarding], command: C::SetKickoff, by: &[Student, Host, Staff], to: S::Onboarding, guard: "not in the past; by the last day" },
        Rule { from: &[S::Onboarding], command: C::ProposeGoals, by: &[Student, Host], to: S::Onboarding, guard: "two or three" },
        Rule { from: &[S::Onboarding], command: C::AgreeGoals, by: &[Student, Host], to: S::Onboarding, guard: "the other side has proposed them" },
        Rule { from: &[S::Onboarding], command: C::PressStart, by: &[Student, Host], to: S::Onboarding, guard: "the checklist is complete; the first day is here; not pressed yet by this side" },
        Rule { from: &[S::Onboarding], command: C::Start, by: &[System], to: S::InProgress, guard: "both have pressed Start" },
        Rule { from: &[S::InProgress], command: C::HandIn, by: &[Student], to: S::Submitted, guard: "every milestone is handed in; a reflection" },
        Rule { from: &[S::Submitted], command: C::BeginAcceptance, by: &[System], to: S::InAcceptance, guard: "" },
        Rule { from: &[S::InAcceptance], command: C::Accept, by: &[Host], to: S::Accepted, guard: "" },
        Rule { from: &[S::InAcceptance], command: C::DeemAccepted, by: &[Staff, System], to: S::Accepted, guard: "7 business days of silence" },
        Rule { from: &[S::InAcceptance], command: C::RequestRevision, by: &[Host], to: S::InProgress, guard: "fewer than 2 rounds so far; a criterion of the agreement; a reason in words" },
        Rule { from: &[S::Accepted], command: C::Settle, by: &[System], to: S::Paid, guard: "no payment is open" },
        Rule { from: &[S::Paid], command: C::Complete, by: &[System], to: S::Completed, guard: "both reviews are in, or their window has closed" },
        Rule { from: &[S::InProgress], command: C::Pause, by: &[Staff, System], to: S::Paused, guard: "a reason in words; by the system: both sides agree" },
        Rule { from: &[S::Paused], command: C::Resume, by: &[Student, Host, Staff], to: S::InProgress, guard: "" },
        Rule { from: &[S::Paused], command: C::Resume, by: &[System], to: S::InProgress, guard: "the agreed last day is over, or 30 days have passed" },
        Rule { from: &[S::Onboarding, S::InProgress, S::Paused], command: C::Cancel, by: &[Student, Host, Staff], to: S::Cancelled, guard: "a reason in words" },
        Rule { from: &[S::Onboarding], command: C::ReportNoShowStudent, by: &[Host, Staff], to: S::NoShowStudent, guard: "3 business days after the first day; the student has not pressed Start; a reason in words" },
        Rule { from: &[S::Onboarding], command: C::ReportNoShowHost, by: &[Student, Staff], to: S::NoShowHost, guard: "5 business days after the first day; the host has not pressed Start; a reason in words" },
        Rule { from: &[S::Onboarding], command: C::Lapse, by: &[Staff], to: S::Lapsed, guard: "a reason in words" },
        Rule { from: &[S::Onboarding], command: C::Lapse, by: &[System], to: S::Lapsed, guard: "14 days, and 10 business days after the first day, have passed; a reason in words" },
        Rule { from: &[S::Onboarding, S::InProgress, S::Paused, S::Submitted, S::InAcceptance, S::Disputed], command: C::Terminate, by: &[Staff], to: S::Terminated, guard: "conduct, safety or ownership; a reason in words" },
        Rule { from: &[S::InProgress, S::Paused], command: C::MarkIncomplete, by: &[Staff, System], to: S::Incomplete, guard: "7 days after the last day; a reason in words" },
        Rule { from: &[S::InProgress, S::InAcceptance], command: C::Dispute, by: &[Student, Host], to: S::Disputed, guard: "a reason in words" },
        Rule { from: &[S::Disputed], command: C::UpholdDispute, by: &[Staff, System], to: S::Accepted, guard: "a decision in words" },
        Rule { from: &[S::Disputed], command: C::DismissDispute, by: &[Staff, System], to: S::InAcceptance, guard: "a decision in words" },
    ],
    terminal: &[S::Completed, S::NoShowStudent, S::NoShowHost, S::Cancelled, S::Terminated, S::Incomplete, S::Lapsed],
    waits_for: |stage| match stage {
        S::Onboarding => "whoever owns the missing items; staff after 14 days; it lapses 10 business days after the first day at the earliest",
        S::InProgress => "the student; weekly check-ins, due dates, incomplete 7 days after the last day",
        S::Submitted => "the system: given to the host at once",
        S::InAcceptance => "the host; reminded after 4 business days, deemed accepted after 7",
        S::Accepted => "finance; 10 business days at most",
        S::Paid => "both reviews; closed 14 days after acceptance",
        S::Paused => "the agreed last day of the pause, 30 days at most; either side may let it go on earlier",
        S::Disputed => "staff; evidence within 5 business days, then a decision",
        S::NoShowStudent => "nobody: over, the runner-up gets the offer",
        S::NoShowHost => "nobody: over, logged hours and at least 4 are paid, the host is suspended",
        S::Completed | S::Cancelled | S::Terminated | S::Incomplete | S::Lapsed => "nobody: over",
    },
};

/// A command with what it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// Sign the agreement.
    Sign,
    /// The classification is decided, because.
    ChooseClassification(Reason),
    /// This side signed on paper: which paper, where it is.
    SignOnPaper {
        /// Student, host, or staff for the program.
        side: Party,
        /// The note.
        note: Reason,
    },
    /// Another text, because.
    ChangeAgreement(Reason),
    /// The tax form was handed in.
    HandInTaxForm,
    /// The tax form is where the note says.
    RecordTaxForm {
        /// On file, or routed.
        to: TaxForm,
        /// Which form, and where it is.
        note: Reason,
    },
    /// Cleared up to and including a day, on this evidence.
    ClearAuthorization {
        /// From which day, and for how many hours a week.
        cover: Cover,
        /// The last day it covers.
        until: Day,
        /// The evidence, in words.
        evidence: Reason,
    },
    /// The check was done or the insurance is in force: what, and when.
    RecordSafety(Reason),
    /// The agreement on data is confirmed.
    ConfirmData,
    /// The kick-off meeting is on this day.
    SetKickoff(Day),
    /// Learning goals are proposed.
    ProposeGoals,
    /// The learning goals are agreed.
    AgreeGoals,
    /// Press Start.
    PressStart,
    /// Both have pressed.
    Start,
    /// Hand in, with a reflection.
    HandIn(Reflection),
    /// Give it to the host.
    BeginAcceptance,
    /// Accept it.
    Accept,
    /// Accept it because of silence.
    DeemAccepted,
    /// This criterion of the agreement is not met, because.
    RequestRevision {
        /// One of [`Facts::criteria`], word for word.
        criterion: String,
        /// What is missing.
        reason: Reason,
    },
    /// The pay is settled.
    Settle,
    /// Reviews are over.
    Complete,
    /// Stop the clock.
    Pause(Reason),
    /// Let it run.
    Resume,
    /// End it early.
    Cancel(Reason),
    /// The student never came.
    ReportNoShowStudent(Reason),
    /// The host never came.
    ReportNoShowHost(Reason),
    /// Give up on the checklist.
    Lapse(Reason),
    /// End it for cause.
    Terminate(Reason),
    /// It was not finished.
    MarkIncomplete(Reason),
    /// Ask staff to mediate.
    Dispute(Reason),
    /// Decide for the student.
    UpholdDispute(Reason),
    /// Give it back to the host.
    DismissDispute(Reason),
}

impl Order {
    /// The command in the table.
    #[must_use]
    pub const fn command(&self) -> Command {
        match self {
            Self::Sign => C::Sign,
            Self::ChooseClassification(_) => C::ChooseClassification,
            Self::ClearAuthorization { .. } => C::ClearAuthorization,
            Self::RecordSafety(_) => C::RecordSafety,
            Self::ConfirmData => C::ConfirmData,
            Self::SetKickoff(_) => C::SetKickoff,
            Self::SignOnPaper { .. } => C::SignOnPaper,
            Self::ChangeAgreement(_) => C::ChangeAgreement,
            Self::HandInTaxForm => C::HandInTaxForm,
            Self::RecordTaxForm { .. } => C::RecordTaxForm,
            Self::ProposeGoals => C::ProposeGoals,
            Self::AgreeGoals => C::AgreeGoals,
            Self::PressStart => C::PressStart,
            Self::Start => C::Start,
            Self::HandIn(_) => C::HandIn,
            Self::BeginAcceptance => C::BeginAcceptance,
            Self::Accept => C::Accept,
            Self::DeemAccepted => C::DeemAccepted,
            Self::RequestRevision { .. } => C::RequestRevision,
            Self::Settle => C::Settle,
            Self::Complete => C::Complete,
            Self::Pause(_) => C::Pause,
            Self::Resume => C::Resume,
            Self::Cancel(_) => C::Cancel,
            Self::ReportNoShowStudent(_) => C::ReportNoShowStudent,
            Self::ReportNoShowHost(_) => C::ReportNoShowHost,
            Self::Lapse(_) => C::Lapse,
            Self::Terminate(_) => C::Terminate,
            Self::MarkIncomplete(_) => C::MarkIncomplete,
            Self::Dispute(_) => C::Dispute,
            Self::UpholdDispute(_) => C::UpholdDispute,
            Self::DismissDispute(_) => C::DismissDispute,
        }
    }

    const fn kind(&self) -> Option<ReasonKind> {
        match self {
            Self::Cancel(reason) | Self::Lapse(reason) | Self::Terminate(reason) | Self::MarkIncomplete(reason) => {
                reason.kind()
            }
            _ => None,
        }
    }

    fn reason(&self) -> Option<String> {
        match self {
            Self::ChooseClassification(reason)
            | Self::ClearAuthorization { evidence: reason, .. }
            | Self::ChangeAgreement(reason)
            | Self::RecordSafety(reason)
            | Self::RecordTaxForm { note: reason, .. }
            | Self::Pause(reason)
            | Self::Cancel(reason)
            | Self::ReportNoShowStudent(reason)
            | Self::ReportNoShowHost(reason)
            | Self::Lapse(reason)
            | Self::Terminate(reason)
            | Self::MarkIncomplete(reason)
            | Self::Dispute(reason)
            | Self::UpholdDispute(reason)
            | Self::DismissDispute(reason) => Some(reason.as_str().to_owned()),
            Self::SignOnPaper { side, note } => Some(format!("For the {}: {}", side.word(), note.as_str())),
            Self::RequestRevision { criterion, reason } => Some(format!("{criterion}: {}", reason.as_str())),
            _ => None,
        }
    }
}

/// What the rules of an engagement need to know.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Facts {
    /// What must be done before the start.
    pub checklist: Checklist,
    /// First day of the work.
    pub start: Day,
    /// Last day of the work.
    pub end: Day,
    /// Hours a week the project plans; none where it does not say.
    pub weekly_hours: Option<i32>,
    /// The student has pressed Start.
    pub student_started: bool,
    /// The host has pressed Start.
    pub host_started: bool,
    /// Milestones neither handed in nor accepted.
    pub milestones_open: usize,
    /// The acceptance criteria of the agreement.
    pub criteria: Vec<String>,
    /// Rounds of changes asked for so far.
    pub revision_round: i32,
    /// Payments neither settled nor voided.
    pub payments_open: usize,
    /// The day the work was accepted; set then.
    pub accepted_on: Option<Day>,
    /// Whether both reviews are in.
    pub both_reviews_in: bool,
    /// The last day of the pause both sides agreed on, while it is paused.
    pub pause_until: Option<Day>,
    /// The day it entered its stage.
    pub since: Day,
}

/// One student on one project, with the facts its rules need.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Engagement {
    /// Which.
    pub id: EngagementId,
    /// Whose.
    pub belongs: Belongs,
    /// What its rules need to know.
    pub facts: Facts,
    stage: Stage,
}

impl Engagement {
    /// An engagement as the database holds it. For `rows.rs` and the seed only.
    #[must_use]
    pub const fn restore(id: EngagementId, belongs: Belongs, facts: Facts, stage: Stage) -> Self {
        Self { id, belongs, facts, stage }
    }

    /// Where it stands.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// Does what `order` says, or says why not.
    ///
    /// # Errors
    /// A [`Refusal`] for the person who acted.
    pub fn apply(mut self, order: &Order, by: &Actor, now: &Now, policy: &Policy) -> Result<(Self, Event), Refusal> {
        let from = self.stage;
        let (to, party) = MACHINE.step(from, order.command(), &self.parties(order.command(), by))?;
        guards::check(&self.facts, order, party, now, policy)?;
        self.note(order, party, now);
        self.stage = to;
        if to != from {
            self.facts.since = now.today;
        }
        let event = Event {
            subject: Subject::Engagement,
            id: self.id.0,
            belongs: self.belongs,
            command: order.command().word(),
            by: party,
            from: Some(from.word()),
            to: Some(to.word()),
            reason: order.reason(),
            kind: order.kind(),
        };
        Ok((self, event))
    }

    /// What this actor could do now: the buttons to draw, without what their side has done already.
    #[must_use]
    pub fn offers(&self, by: &Actor) -> Vec<Command> {
        let parties = by.parties(&self.belongs);
        let mut commands = MACHINE.offers(self.stage, &parties);
        commands.retain(|command| {
            let left = self.still_to_give(*command, &parties);
            MACHINE.step(self.stage, *command, &left).is_ok()
        });
        commands
    }

    /// The actor's parties, first those that have not given `command` yet: who is staff and a
    /// member of the host signs twice, once for each.
    fn parties(&self, command: Command, by: &Actor) -> Vec<Party> {
        let all = by.parties(&self.belongs);
        let mut ordered = self.still_to_give(command, &all);
        ordered.extend(all);
        ordered
    }

    fn still_to_give(&self, command: Command, parties: &[Party]) -> Vec<Party> {
        let given = |party: Party| match command {
            C::Sign => self.facts.checklist.has_signed(party),
            C::PressStart => self.facts.has_started(party),
            C::SignOnPaper => self.facts.checklist.signatures() == 3,
            C::HandInTaxForm => {
                !self.facts.checklist.required.tax_form || self.facts.checklist.tax_form != TaxForm::Open
            }
            C::RecordTaxForm => {
                !self.facts.checklist.required.tax_form
                    || matches!(self.facts.checklist.tax_form, TaxForm::OnFile | TaxForm::Routed)
            }
            C::RecordSafety => self.facts.checklist.safety != Gate::Open,
            C::ConfirmData => self.facts.checklist.data != Gate::Open,
            C::AgreeGoals => match self.facts.checklist.goals {
                Goals::None | Goals::Agreed => true,
                Goals::Proposed(side) => side.party() == party,
            },
            C::ChooseClassification => self.facts.checklist.classification,
            C::ClearAuthorization => self.facts.checklist.authorization == Authorization::NotNeeded,
            _ => false,
        };
        parties.iter().copied().filter(|party| !given(*party)).collect()
    }

    /// Writes down what the order brings besides the new stage.
    fn note(&mut self, order: &Order, party: Party, now: &Now) {
        let facts = &mut self.facts;
        match order {
            Order::Sign => facts.checklist.sign(party),
            Order::ChooseClassification(_) => facts.checklist.classification = true,
            Order::SignOnPaper { side, .. } => facts.checklist.sign(*side),
            Order::ChangeAgreement(_) => {
                facts.checklist.unsign();
                (facts.student_started, facts.host_started) = (false, false);
            }
            Order::HandInTaxForm => facts.checklist.tax_form = TaxForm::HandedIn,
            Order::RecordTaxForm { to, .. } => facts.checklist.tax_form = *to,
            Order::ClearAuthorization { cover, until, .. } => {
                facts.checklist.authorization = Authorization::Cleared { until: *until };
                facts.checklist.cover = *cover;
            }
            Order::RecordSafety(_) => facts.checklist.safety = Gate::Done,
            Order::ConfirmData => facts.checklist.data = Gate::Done,
            Order::SetKickoff(day) => facts.checklist.kickoff = Some(*day),
            Order::ProposeGoals => {
                let side = if party == Student { Side::Student } else { Side::Host };
                facts.checklist.goals = Goals::Proposed(side);
            }
            Order::AgreeGoals => facts.checklist.goals = Goals::Agreed,
            Order::PressStart if party == Student => facts.student_started = true,
            Order::PressStart => facts.host_started = true,
            Order::RequestRevision { .. } => facts.revision_round += 1,
            Order::Accept | Order::DeemAccepted | Order::UpholdDispute(_) => facts.accepted_on = Some(now.today),
            _ => {}
        }
    }
}

impl Facts {
    /// What is missing before the start and who has to do it, in the order of the list on screen.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        crate::onboarding::items(self).iter().filter_map(crate::onboarding::Line::missing).collect()
    }

    /// Whether this party has pressed Start.
    #[must_use]
    pub const fn has_started(&self, party: Party) -> bool {
        match party {
            Student => self.student_started,
            Host => self.host_started,
            _ => false,
        }
    }
}
