//! The checklist item by item: state, owner, day, and why.

use crate::actor::Party;
use crate::engagements::{Authorization, Checklist, Facts, Gate, Goals, Missing, TaxForm};
use crate::projects::Classification;
use crate::reviews::Side;
use crate::time::{Day, plus_days};

/// Days after which staff look at an unfinished list (`workflow.md` section 3).
const LIST_DAYS: i64 = 14;

crate::words! {
    /// One thing of the list, in the order on screen.
    pub enum Item {
        /// The student signs.
        SignStudent = "sign_student",
        /// The host signs.
        SignHost = "sign_host",
        /// The program decides what the student is to the payer.
        Classification = "classification",
        /// The program signs.
        SignProgram = "sign_program",
        /// The tax form is on file or routed.
        TaxForm = "tax_form",
        /// Work authorization is cleared.
        Authorization = "authorization",
        /// The background check or the insurance.
        Safety = "safety",
        /// The agreement on data.
        Data = "data",
        /// The kick-off meeting is set.
        Kickoff = "kickoff",
        /// Learning goals are agreed.
        Goals = "goals",
        /// The survey before the work.
        Survey = "survey",
        /// The training modules.
        Training = "training",
    }
}

/// Where one item stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Nothing has happened; the owner is asked.
    ToDo,
    /// One side has done its part; the owner answers.
    Waiting,
    /// Done.
    Done,
    /// The program or the case does not ask for it.
    NotNeeded,
}

/// One line of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// Which.
    pub item: Item,
    /// Where it stands.
    pub state: State,
    /// Who has to act next; where it is done, who did.
    pub owner: Party,
    /// The day by which it should be done.
    pub due: Day,
    /// What, as others read it: `The host signs the agreement`.
    pub words: &'static str,
    /// What, as its owner reads it: `Sign the agreement`.
    pub yours: &'static str,
    /// Why it is asked for.
    pub why: &'static str,
}

impl Line {
    /// Whether somebody still has to do something.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, State::ToDo | State::Waiting)
    }

    /// The line as a host may read it. Whether a student needs an authorization is nobody's business but theirs and the
    /// program's: the line is there for everybody, done or not.
    #[must_use]
    pub fn for_host(self) -> Self {
        if self.item != Item::Authorization {
            return self;
        }
        Self { state: if self.is_open() { State::ToDo } else { State::Done }, owner: Party::Staff, ..self }
    }

    /// The line as something missing.
    #[must_use]
    pub fn missing(&self) -> Option<Missing> {
        self.is_open().then_some(Missing { owner: self.owner, words: self.words, yours: self.yours })
    }
}

/// The whole list of one engagement.
#[must_use]
pub fn items(facts: &Facts) -> Vec<Line> {
    let list = &facts.checklist;
    // Everything should stand on the first day, and staff look at the list after two weeks.
    let due = plus_days(facts.since, LIST_DAYS).min(facts.start.max(facts.since));
    let line = |(item, state, owner, words, yours, why)| Line { item, state, owner, due, words, yours, why };
    [
        signature(list, Party::Student),
        signature(list, Party::Host),
        (
            Item::Classification,
            done(list.classification),
            Party::Staff,
            "The program chooses the worker classification",
            "Choose the worker classification",
            "It decides which taxes are withheld and which form is needed.",
        ),
        signature(list, Party::Staff),
        tax_form(list),
        authorization(facts),
        (
            Item::Safety,
            gate(list.safety),
            Party::Staff,
            "The program records the background check or the insurance",
            "Record the background check or the insurance",
            "The work touches people or places that need care, so nobody begins without it.",
        ),
        (
            Item::Data,
            gate(list.data),
            Party::Student,
            "The student confirms the agreement on data",
            "Read and confirm the agreement on data",
            "The work touches records of people, who trust that they are seen by few.",
        ),
        (
            Item::Kickoff,
            needed(list.required.kickoff, done(list.kickoff.is_some())),
            Party::Host,
            "The kick-off meeting is set",
            "Set the day of the kick-off meeting",
            "Half an hour on the first day saves a week of guessing.",
        ),
        goals(list),
        (
            Item::Survey,
            needed(list.required.survey, done(list.survey)),
            Party::Student,
            "The student answers the survey before the work",
            "Answer the survey before the work",
            "The same questions come again at the end, so that you see what you gained.",
        ),
        (
            Item::Training,
            if list.modules_open == 0 { State::Done } else { State::ToDo },
            Party::Student,
            "The student finishes the training of the program",
            "Finish the training of the program",
            "Short pages that make the first week easier; they count for every later project too.",
        ),
    ]
    .map(line)
    .to_vec()
}

/// The day by which `side` does its part of the list besides its signature; none when nothing of that is left.
#[must_use]
pub fn prepare_by(facts: &Facts, side: Side) -> Option<Day> {
    let lines = items(facts).into_iter();
    let own = lines.filter(|line| line.is_open() && line.owner == side.party());
    own.filter(|line| !matches!(line.item, Item::SignStudent | Item::SignHost)).map(|line| line.due).min()
}

type Row = (Item, State, Party, &'static str, &'static str, &'static str);

const fn done(is: bool) -> State {
    if is { State::Done } else { State::ToDo }
}

const fn gate(gate: Gate) -> State {
    match gate {
        Gate::NotNeeded => State::NotNeeded,
        Gate::Open => State::ToDo,
        Gate::Done => State::Done,
    }
}

fn needed(is: bool, state: State) -> State {
    // What was done although nobody asked for it counts as done.
    if is || state == State::Done { state } else { State::NotNeeded }
}

fn signature(list: &Checklist, side: Party) -> Row {
    let any = list.signatures() > 0;
    let state = match (list.has_signed(side), any) {
        (true, _) => State::Done,
        (false, true) => State::Waiting,
        (false, false) => State::ToDo,
    };
    let (item, words, yours) = match side {
        Party::Student => (Item::SignStudent, "The student signs the agreement", "Sign the agreement"),
        Party::Host => (Item::SignHost, "The host signs the agreement", "Sign the agreement"),
        _ => (Item::SignProgram, "The program signs the agreement", "Sign the agreement for the program"),
    };
    (item, state, side, words, yours, "All three sign the same text, in any order. Nobody works before that.")
}

fn tax_form(list: &Checklist) -> Row {
    let (state, owner, words, yours) = match list.tax_form {
        TaxForm::Open => (State::ToDo, Party::Student, "The student hands in the tax form", "Hand in the tax form"),
        TaxForm::HandedIn => {
            (State::Waiting, Party::Staff, "The program records the tax form", "Record where the tax form is")
        }
        TaxForm::OnFile | TaxForm::Routed => {
            (State::Done, Party::Staff, "The program records the tax form", "Record where the tax form is")
        }
    };
    let why = "Without it nobody can pay. Foothold records that it is done, never the form or its number.";
    (Item::TaxForm, needed(list.required.tax_form, state), owner, words, yours, why)
}

fn authorization(facts: &Facts) -> Row {
    let list = &facts.checklist;
    let state = match list.authorization {
        Authorization::NotNeeded => State::NotNeeded,
        _ if list.is_authorized(facts.start, facts.end, facts.weekly_hours) => State::Done,
        Authorization::Unsaid | Authorization::Needed => State::ToDo,
        // Cleared, and not for all of it.
        Authorization::Cleared { .. } => State::Waiting,
    };
    let (owner, yours) = match list.authorization {
        Authorization::Unsaid => (Party::Student, "Say whether your work has to be cleared by your school"),
        _ => (Party::Dso, "Clear the work authorization up to the last day"),
    };
    // Others read nothing of the student's status.
    (
        Item::Authorization,
        state,
        owner,
        "The program finishes its own checks",
        yours,
        "Work before they are done can cost a student a lot, so the start is blocked until then.",
    )
}

fn goals(list: &Checklist) -> Row {
    let agree = "Agree on the learning goals, or change them";
    let (state, owner, words, yours) = match list.goals {
        Goals::None => (
            State::ToDo,
            Party::Student,
            "The student proposes two or three learning goals",
            "Write two or three learning goals",
        ),
        Goals::Proposed(Side::Student) => (State::Waiting, Party::Host, "The host agrees on the learning goals", agree),
        Goals::Proposed(Side::Host) => {
            (State::Waiting, Party::Student, "The student agrees on the learning goals", agree)
        }
        Goals::Agreed => (State::Done, Party::Host, "Two or three learning goals are agreed", agree),
    };
    let why = "What the student can do afterwards. The final review looks back at them.";
    (Item::Goals, needed(list.required.goals, state), owner, words, yours, why)
}

/// The first open line that one of these parties has to do.
#[must_use]
pub fn next_for<'l>(lines: &'l [Line], parties: &[Party]) -> Option<&'l Line> {
    lines.iter().find(|line| line.is_open() && parties.contains(&line.owner))
}

/// The owner of a line within a sentence.
#[must_use]
pub const fn owner_words(owner: Party) -> &'static str {
    match owner {
        Party::Student => "the student",
        Party::Host => "the host",
        Party::Dso => "the international-student office",
        _ => "the program",
    }
}

/// Which form a classification needs, and where it goes.
#[must_use]
pub const fn tax_form_words(classification: Classification) -> &'static str {
    match classification {
        Classification::Employee => {
            "Form W-4 and the employment check (Form I-9) go to the payroll office of whoever employs you."
        }
        Classification::Contractor => {
            "Form W-9 goes to whoever pays you; Form W-8BEN instead if you are no resident for tax."
        }
        Classification::Stipend => {
            "Form W-9 goes to the office that pays the stipend; Form W-8BEN instead if you are no resident for tax."
        }
        Classification::UnpaidForCredit => "Nothing is paid, so no tax form is needed.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engagements::{Cover, Required};
    use crate::machine::Word as _;
    use jiff::civil::date;

    const ALL: Required = Required { tax_form: true, kickoff: true, goals: true, survey: true };
    const NONE: Required = Required { tax_form: false, kickoff: false, goals: false, survey: false };

    fn facts(checklist: Checklist) -> Facts {
        Facts {
            checklist,
            start: date(2026, 12, 7),
            end: date(2026, 12, 18),
            weekly_hours: Some(10),
            student_started: false,
            host_started: false,
            milestones_open: 0,
            criteria: vec![],
            revision_round: 0,
            payments_open: 0,
            accepted_on: None,
            both_reviews_in: false,
            pause_until: None,
            since: date(2026, 12, 3),
        }
    }

    fn line(checklist: Checklist, item: Item) -> (State, Party) {
        let lines = items(&facts(checklist));
        let line = lines.iter().find(|line| line.item == item).unwrap();
        (line.state, line.owner)
    }

    fn asked() -> Checklist {
        Checklist {
            required: ALL,
            modules_open: 2,
            authorization: Authorization::Needed,
            safety: Gate::Open,
            data: Gate::Open,
            ..Checklist::default()
        }
    }

    #[test]
    fn everything_has_a_line_once_and_in_words() {
        let lines = items(&facts(asked()));
        assert_eq!(lines.iter().map(|line| line.item).collect::<Vec<_>>(), Item::ALL);
        assert!(lines.iter().all(|line| line.is_open() && line.why.ends_with('.') && !line.words.ends_with('.')));
        assert!(lines.iter().all(|line| line.due == date(2026, 12, 7)));
        assert_eq!(facts(asked()).missing().len(), 12);
    }

    #[test]
    fn a_new_list_lacks_what_every_program_asks_for() {
        assert_eq!(facts(Checklist::default()).missing().len(), 6);
        let bare = Checklist { required: NONE, ..Checklist::default() };
        let owners: Vec<Party> = facts(bare).missing().iter().map(|one| one.owner).collect();
        assert_eq!(owners, [Party::Student, Party::Host, Party::Staff, Party::Staff]);
    }

    #[test]
    fn signatures_wait_for_those_who_have_not_given_theirs() {
        let one = Checklist { agreement_host: true, ..Checklist::default() };
        assert_eq!(line(one.clone(), Item::SignHost).0, State::Done);
        assert_eq!(line(one.clone(), Item::SignStudent), (State::Waiting, Party::Student));
        assert_eq!(line(one, Item::SignProgram), (State::Waiting, Party::Staff));
        assert_eq!(line(Checklist::default(), Item::SignStudent), (State::ToDo, Party::Student));
    }

    #[test]
    fn every_state_of_the_tax_form() {
        let at = |tax_form| line(Checklist { tax_form, ..asked() }, Item::TaxForm);
        assert_eq!(at(TaxForm::Open), (State::ToDo, Party::Student));
        assert_eq!(at(TaxForm::HandedIn), (State::Waiting, Party::Staff));
        assert_eq!(at(TaxForm::OnFile), (State::Done, Party::Staff));
        assert_eq!(at(TaxForm::Routed), (State::Done, Party::Staff));
        assert_eq!(line(Checklist::default(), Item::TaxForm).0, State::NotNeeded);
    }

    #[test]
    fn every_state_of_the_authorization() {
        let at = |authorization, cover| {
            line(Checklist { authorization, cover, ..Checklist::default() }, Item::Authorization).0
        };
        let whole = Cover::default();
        let until = |day| Authorization::Cleared { until: date(2026, 12, day) };
        assert_eq!(at(Authorization::NotNeeded, whole), State::NotNeeded);
        assert_eq!(at(Authorization::Needed, whole), State::ToDo);
        assert_eq!(at(Authorization::Unsaid, whole), State::ToDo);
        assert_eq!(at(until(17), whole), State::Waiting);
        assert_eq!(at(until(18), whole), State::Done);
        assert_eq!(at(until(18), Cover { from: Some(date(2026, 12, 8)), ..whole }), State::Waiting);
        assert_eq!(at(until(18), Cover { weekly_hours: Some(9), ..whole }), State::Waiting);
        assert_eq!(at(until(18), Cover { from: Some(date(2026, 12, 7)), weekly_hours: Some(10) }), State::Done);
    }

    #[test]
    fn whoever_has_not_said_whether_work_must_be_cleared_is_asked_first() {
        let list = Checklist { authorization: Authorization::Unsaid, ..Checklist::default() };
        assert_eq!(line(list, Item::Authorization), (State::ToDo, Party::Student));
    }

    #[test]
    fn a_host_cannot_tell_who_needs_an_authorization() {
        let read = |authorization| {
            let checklist = Checklist { authorization, ..Checklist::default() };
            let lines = items(&facts(checklist)).into_iter();
            lines.map(Line::for_host).find(|line| line.item == Item::Authorization).unwrap()
        };
        let cleared = Authorization::Cleared { until: date(2026, 12, 18) };
        assert_eq!(read(Authorization::NotNeeded).state, State::Done);
        let told = |line: Line| (line.state, line.owner, line.words, line.why);
        assert_eq!(told(read(Authorization::NotNeeded)), told(read(cleared)));
        assert_eq!(told(read(Authorization::Needed)), told(read(Authorization::Unsaid)));
        assert_eq!(read(Authorization::Needed).owner, Party::Staff);
    }

    #[test]
    fn gates_are_asked_for_where_the_project_has_them() {
        assert_eq!(line(asked(), Item::Safety), (State::ToDo, Party::Staff));
        assert_eq!(line(asked(), Item::Data), (State::ToDo, Party::Student));
        let done = Checklist { safety: Gate::Done, data: Gate::Done, ..asked() };
        assert_eq!((line(done.clone(), Item::Safety).0, line(done, Item::Data).0), (State::Done, State::Done));
        assert_eq!(line(Checklist::default(), Item::Safety).0, State::NotNeeded);
        assert_eq!(line(Checklist::default(), Item::Data).0, State::NotNeeded);
    }

    #[test]
    fn every_state_of_the_goals() {
        let at = |goals| line(Checklist { goals, ..Checklist::default() }, Item::Goals);
        assert_eq!(at(Goals::None), (State::ToDo, Party::Student));
        assert_eq!(at(Goals::Proposed(Side::Student)), (State::Waiting, Party::Host));
        assert_eq!(at(Goals::Proposed(Side::Host)), (State::Waiting, Party::Student));
        assert_eq!(at(Goals::Agreed).0, State::Done);
        assert_eq!(line(Checklist { required: NONE, ..Checklist::default() }, Item::Goals).0, State::NotNeeded);
    }

    #[test]
    fn meeting_survey_training_and_classification() {
        let met =
            Checklist { kickoff: Some(date(2026, 12, 7)), survey: true, classification: true, ..Checklist::default() };
        assert_eq!(line(met.clone(), Item::Kickoff).0, State::Done);
        assert_eq!(line(met.clone(), Item::Survey).0, State::Done, "answered although nobody asked");
        assert_eq!(line(met.clone(), Item::Training).0, State::Done);
        assert_eq!(line(met, Item::Classification).0, State::Done);
        assert_eq!(line(Checklist::default(), Item::Kickoff), (State::ToDo, Party::Host));
        assert_eq!(line(Checklist::default(), Item::Survey).0, State::NotNeeded);
        assert_eq!(line(asked(), Item::Training), (State::ToDo, Party::Student));
    }

    #[test]
    fn the_next_step_is_the_first_open_line_of_the_reader() {
        let lines = items(&facts(Checklist { agreement_student: true, ..asked() }));
        assert_eq!(next_for(&lines, &[Party::Student]).map(|line| line.item), Some(Item::TaxForm));
        assert_eq!(next_for(&lines, &[Party::Dso]).map(|line| line.item), Some(Item::Authorization));
        assert_eq!(next_for(&lines, &[Party::Finance]), None);
    }

    #[test]
    fn a_late_list_is_due_at_once_and_never_before_it_began() {
        let late = Facts { since: date(2026, 12, 9), ..facts(Checklist::default()) };
        assert_eq!(items(&late)[0].due, date(2026, 12, 9));
        let early = Facts { since: date(2026, 11, 2), ..facts(Checklist::default()) };
        assert_eq!(items(&early)[0].due, date(2026, 11, 16));
    }
}
