//! Random walks through every machine: whatever is asked, in whatever order, by whomever, a step is
//! either refused in words or one the table has, and it is recorded. And no state is a dead end.

use std::fmt::Debug;

use domain::actor::{Actor, Belongs, HostRole, Party, Person, Role};
use domain::event::{Event, Reason};
use domain::machine::{Machine, Word};
use domain::money::Cents;
use domain::policy::{Calendar, Policy};
use domain::refusal::Refusal;
use domain::time::{Day, Minutes, Now, Week, plus_days};
use domain::{
    applications, engagements, extensions, hosts, milestones, payments, projects, reviews, revisions, templates,
    timesheets,
};
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

const FIRST_DAY: Day = date(2026, 11, 2);

fn belongs() -> Belongs {
    Belongs {
        program: Uuid::from_u128(1).into(),
        host: Some(Uuid::from_u128(2).into()),
        student: Some(Uuid::from_u128(3).into()),
    }
}

/// One actor for each party, and a stranger.
fn actors() -> Vec<Actor> {
    let person =
        |id: u128| Person { id: Uuid::from_u128(id).into(), name: "Somebody".into(), roles: vec![], hosts: vec![] };
    let mut actors = vec![Actor::System, Actor::Person(person(3)), Actor::Person(person(99))];
    let hosts = vec![(Uuid::from_u128(2).into(), HostRole::Supervisor)];
    actors.push(Actor::Person(Person { hosts, ..person(4) }));
    for (id, role) in (10..).zip([Role::Staff, Role::Faculty, Role::Finance, Role::Dso, Role::Admin]) {
        let roles = vec![(Uuid::from_u128(1).into(), role)];
        actors.push(Actor::Person(Person { roles, ..person(id) }));
    }
    actors
}

fn reason() -> Reason {
    Reason::parse("It is needed for the walk.").expect("a valid example")
}

fn now(day: i64) -> Now {
    let today = plus_days(FIRST_DAY, day);
    let at = today.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).expect("a valid example").timestamp();
    Now { at, today, calendar: Calendar::default() }
}

/// The order of a command, with something sensible for each thing it carries.
trait Walk: Sized + Clone {
    type Stage: Word;
    type Command: Word;
    const TABLE: Machine<Self::Stage, Self::Command>;
    fn standing(&self) -> Self::Stage;
    fn act(self, command: Self::Command, by: &Actor, now: &Now, policy: &Policy) -> Result<(Self, Event), Refusal>;
    fn buttons(&self, by: &Actor) -> Vec<Self::Command>;
}

macro_rules! walk {
    ($room:ident :: $subject:ident, $order:ident) => {
        impl Walk for $room::$subject {
            type Stage = $room::Stage;
            type Command = $room::Command;
            const TABLE: Machine<$room::Stage, $room::Command> = $room::MACHINE;
            fn standing(&self) -> $room::Stage {
                self.stage()
            }
            fn act(
                self,
                command: $room::Command,
                by: &Actor,
                now: &Now,
                policy: &Policy,
            ) -> Result<(Self, Event), Refusal> {
                let order = $order(command, now.today);
                assert_eq!(order.command(), command);
                self.apply(&order, by, now, policy)
            }
            fn buttons(&self, by: &Actor) -> Vec<$room::Command> {
                self.offers(by)
            }
        }
    };
}

walk!(projects::Project, project_order);
walk!(revisions::Revision, revision_order);
walk!(applications::Application, application_order);
walk!(engagements::Engagement, engagement_order);
walk!(milestones::Milestone, milestone_order);
walk!(extensions::Extension, extension_order);
walk!(payments::Payment, payment_order);
walk!(reviews::Review, review_order);
walk!(hosts::Host, host_order);
walk!(templates::ProgramTemplate, template_order);

impl Walk for timesheets::Timesheet {
    type Stage = timesheets::Stage;
    type Command = timesheets::Command;
    const TABLE: Machine<timesheets::Stage, timesheets::Command> = timesheets::MACHINE;
    fn standing(&self) -> timesheets::Stage {
        self.stage()
    }
    fn act(
        self,
        command: timesheets::Command,
        by: &Actor,
        now: &Now,
        policy: &Policy,
    ) -> Result<(Self, Event), Refusal> {
        use timesheets::{Command as C, Order as O};
        let order = match command {
            C::Submit => O::Submit,
            C::Approve => O::Approve,
            C::Return => O::Return(reason()),
            C::Reopen => O::Reopen(reason()),
        };
        self.apply(&order, by, now, policy.silent_approval_days)
    }
    fn buttons(&self, by: &Actor) -> Vec<timesheets::Command> {
        self.offers(by)
    }
}

fn project_order(command: projects::Command, today: Day) -> projects::Order {
    use projects::{Command as C, Order as O};
    match command {
        C::Submit => O::Submit,
        C::Withdraw => O::Withdraw,
        C::Claim => O::Claim,
        C::RequestChanges => O::RequestChanges(reason()),
        C::Approve => O::Approve,
        C::FastTrack => O::FastTrack(projects::Record {
            score: 90,
            for_staff: 0,
            completed: 2,
            strikes: 0,
            by_host: true,
            sent_back: false,
        }),
        C::Revise => O::Revise(projects::Terms {
            apply_by: Some(plus_days(today, 14)),
            given: 0,
            approved: false,
            for_staff: false,
            changed: "the pay: $540.00 to $600.00".to_owned(),
        }),
        C::Reject => O::Reject(reason()),
        C::ProposeToHost => O::ProposeToHost,
        C::AcceptScope => O::AcceptScope,
        C::ReturnToAuthor => O::ReturnToAuthor(reason()),
        C::Publish => O::Publish,
        C::Pause => O::Pause(reason()),
        C::Resume => O::Resume,
        C::StartSelection => O::StartSelection,
        C::ReopenApplications => O::ReopenApplications(plus_days(today, 7)),
        C::Fill => O::Fill,
        C::DropOut => O::DropOut,
        C::Start => O::Start,
        C::Complete => O::Complete,
        C::Cancel => O::Cancel(reason()),
        C::Expire => O::Expire(reason()),
        C::Archive => O::Archive,
        C::Discard => O::Discard,
    }
}

fn revision_order(command: revisions::Command, _today: Day) -> revisions::Order {
    use revisions::{Command as C, Order as O};
    match command {
        C::TakeEffect => O::TakeEffect,
        C::Approve => O::Approve,
        C::Reject => O::Reject(reason()),
        C::Withdraw => O::Withdraw,
        C::Lapse => O::Lapse,
    }
}

fn application_order(command: applications::Command, today: Day) -> applications::Order {
    use applications::{Command as C, Order as O};
    match command {
        C::Submit => O::Submit,
        C::MarkIneligible => O::MarkIneligible(reason()),
        C::Shortlist => O::Shortlist,
        C::InviteToInterview => O::InviteToInterview,
        C::AskToConfirm => O::AskToConfirm(plus_days(today, 7)),
        C::Confirm => O::Confirm,
        C::Lapse => O::Lapse(reason()),
        C::Offer => O::Offer,
        C::ExtendOffer => O::ExtendOffer,
        C::Accept => O::Accept,
        C::Decline => O::Decline,
        C::Withdraw => O::Withdraw,
        C::NotSelect => O::NotSelect(reason()),
        C::ExpireOffer => O::ExpireOffer,
        C::Close => O::Close(reason()),
    }
}

fn engagement_order(command: engagements::Command, today: Day) -> engagements::Order {
    use engagements::{Command as C, Order as O, Reflection};
    match command {
        C::Sign => O::Sign,
        C::ChooseClassification => O::ChooseClassification(reason()),
        C::ClearAuthorization => O::ClearAuthorization { until: plus_days(today, 90), evidence: reason() },
        C::SetKickoff => O::SetKickoff(plus_days(today, 1)),
        C::AgreeGoals => O::AgreeGoals,
        C::PressStart => O::PressStart,
        C::Start => O::Start,
        C::HandIn => O::HandIn(Reflection::parse("I learned to ask before I build a chart.").expect("a valid example")),
        C::BeginAcceptance => O::BeginAcceptance,
        C::Accept => O::Accept,
        C::DeemAccepted => O::DeemAccepted,
        C::RequestRevision => O::RequestRevision { criterion: "it names a price".into(), reason: reason() },
        C::Settle => O::Settle,
        C::Complete => O::Complete,
        C::Pause => O::Pause(reason()),
        C::Resume => O::Resume,
        C::Cancel => O::Cancel(reason()),
        C::ReportNoShowStudent => O::ReportNoShowStudent(reason()),
        C::ReportNoShowHost => O::ReportNoShowHost(reason()),
        C::Lapse => O::Lapse(reason()),
        C::Terminate => O::Terminate(reason()),
        C::MarkIncomplete => O::MarkIncomplete(reason()),
        C::Dispute => O::Dispute(reason()),
        C::UpholdDispute => O::UpholdDispute(reason()),
        C::DismissDispute => O::DismissDispute(reason()),
    }
}

fn milestone_order(command: milestones::Command, _today: Day) -> milestones::Order {
    use milestones::{Command as C, NewDeliverable, Order as O};
    match command {
        C::Submit => O::Submit(NewDeliverable::parse("https://example.org/draft", "").expect("a valid example")),
        C::Accept => O::Accept,
        C::RequestChanges => O::RequestChanges(reason()),
    }
}

fn extension_order(command: extensions::Command, _today: Day) -> extensions::Order {
    use extensions::{Command as C, Order as O};
    match command {
        C::Accept => O::Accept,
        C::Decline => O::Decline(reason()),
        C::Withdraw => O::Withdraw,
        C::TakeEffect => O::TakeEffect,
        C::Approve => O::Approve,
        C::Refuse => O::Refuse(reason()),
        C::Lapse => O::Lapse,
    }
}

fn payment_order(command: payments::Command, _today: Day) -> payments::Order {
    use payments::{Command as C, Order as O, Reference};
    match command {
        C::Encumber => O::Encumber,
        C::MakeReady => O::MakeReady,
        C::Approve => O::Approve,
        C::Batch => O::Batch,
        C::Send => O::Send,
        C::Settle => O::Settle(Reference::parse("ACH 118").expect("a valid example")),
        C::Hold => O::Hold(reason()),
        C::Release => O::Release,
        C::ReturnByBank => O::ReturnByBank(reason()),
        C::Void => O::Void(reason()),
        C::Reverse => O::Reverse(reason()),
    }
}

fn review_order(command: reviews::Command, _today: Day) -> reviews::Order {
    use reviews::{Command as C, NewReview, Order as O};
    match command {
        C::Submit => O::Submit(
            NewReview::parse(["5"; 4], "Answered within the hour, always.", "", true).expect("a valid example"),
        ),
        C::Reveal => O::Reveal,
        C::Lapse => O::Lapse,
    }
}

fn host_order(command: hosts::Command, _today: Day) -> hosts::Order {
    use hosts::{Command as C, Order as O};
    match command {
        C::Register => O::Register,
        C::Verify => O::Verify,
        C::Ask => O::Ask(reason()),
        C::Answer => O::Answer(reason()),
        C::Reject => O::Reject(reason()),
        C::Watch => O::Watch(reason()),
        C::Suspend => O::Suspend(reason()),
        C::Reinstate => O::Reinstate(reason()),
    }
}

fn template_order(command: templates::Command, _today: Day) -> templates::Order {
    use templates::{Command as C, Order as O};
    match command {
        C::Correct => O::Correct,
        C::Publish => O::Publish,
        C::Retire => O::Retire,
    }
}

/// One thing somebody tries: which command, which actor, how many days after the last one.
type Attempt = (prop::sample::Index, prop::sample::Index, i64);

/// Takes a subject through the attempts and checks every step.
fn walk<W: Walk + Debug + PartialEq>(mut subject: W, attempts: &[Attempt]) -> Result<(), TestCaseError> {
    let actors = actors();
    let policy = Policy::defaults(FIRST_DAY);
    let mut day = 0;
    for (command, actor, pause) in attempts {
        day += pause;
        let command = *command.get(W::Command::ALL);
        let actor = actor.get(&actors);
        let from = subject.standing();
        let parties = actor.parties(&belongs());
        let offered = subject.buttons(actor).contains(&command);
        match subject.clone().act(command, actor, &now(day), &policy) {
            Ok((next, event)) => {
                let to = next.standing();
                prop_assert!(!W::TABLE.terminal.contains(&from), "{from:?} was left by {command:?}");
                prop_assert!(parties.contains(&event.by), "{:?} is not what the actor is", event.by);
                let rule = |rule: &&domain::machine::Rule<W::Stage, W::Command>| {
                    rule.command == command && rule.from.contains(&from) && rule.to == to && rule.by.contains(&event.by)
                };
                prop_assert!(
                    W::TABLE.rules.iter().any(|r| rule(&r)),
                    "{from:?} {command:?} {to:?} is not in the table"
                );
                prop_assert_eq!(event.subject.word(), W::TABLE.name);
                prop_assert_eq!((event.from, event.to), (Some(from.word()), Some(to.word())));
                prop_assert_eq!(event.command, command.word());
                subject = next;
            }
            Err(Refusal::Rule(sentence)) => prop_assert!(sentence.ends_with('.'), "no sentence: {sentence}"),
            Err(_) => prop_assert!(!offered, "{command:?} was offered in {from:?} and is not possible"),
        }
    }
    Ok(())
}

fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_i64..4), 1..400)
}

fn id() -> Uuid {
    Uuid::from_u128(7)
}

fn engagement() -> engagements::Engagement {
    let facts = engagements::Facts {
        checklist: engagements::Checklist::default(),
        start: plus_days(FIRST_DAY, 3),
        end: plus_days(FIRST_DAY, 40),
        student_started: false,
        host_started: false,
        milestones_open: 0,
        criteria: vec!["it names a price".into()],
        revision_round: 0,
        payments_open: 0,
        accepted_on: None,
        both_reviews_in: false,
        since: FIRST_DAY,
    };
    engagements::Engagement::restore(id().into(), belongs(), facts, engagements::MACHINE.start)
}

fn project(blocking: usize, host: hosts::Stage) -> projects::Project {
    let facts = projects::Facts {
        author: Uuid::from_u128(4).into(),
        reviewer: None,
        blocking,
        host,
        apply_by: Some(plus_days(FIRST_DAY, 60)),
        reopened: false,
        since: FIRST_DAY,
    };
    projects::Project::restore(id().into(), belongs(), facts, projects::MACHINE.start)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn projects(attempts in attempts(), blocking in 0_usize..2, host in prop::sample::select(hosts::Stage::ALL)) {
        walk(project(blocking, host), &attempts)?;
    }

    #[test]
    fn revisions(attempts in attempts(), for_staff: bool, blocking in 0_usize..2, given in 0..2) {
        let author = Uuid::from_u128(4).into();
        let facts = revisions::Facts { author, for_staff, blocking, project: projects::Stage::Published, given };
        walk(revisions::Revision::restore(id().into(), belongs(), facts, revisions::MACHINE.start), &attempts)?;
    }

    #[test]
    fn applications(attempts in attempts(), seats_left in 0..3, open_applications in 3..7, weekly_minutes_after in 1_100..1_300) {
        let facts = applications::Facts {
            accepting: true,
            apply_by: Some(plus_days(FIRST_DAY, 30)),
            seats_left,
            open_applications,
            weekly_minutes_after,
            ..applications::Facts::default()
        };
        let start = applications::MACHINE.start;
        walk(applications::Application::restore(id().into(), belongs(), facts, start), &attempts)?;
    }

    #[test]
    fn engagements(attempts in attempts()) {
        walk(engagement(), &attempts)?;
    }

    #[test]
    fn milestones(attempts in attempts(), engagement_in_progress: bool) {
        let facts = milestones::Facts { due: FIRST_DAY, engagement_in_progress };
        walk(milestones::Milestone::restore(id().into(), belongs(), facts, milestones::MACHINE.start), &attempts)?;
    }

    #[test]
    fn extensions(attempts in attempts(), by_host: bool, more_pay: bool, paused: bool) {
        let from = extensions::Extent { end: plus_days(FIRST_DAY, 30), time: Minutes::hours(24), fee: Cents(54_000) };
        let ground = extensions::Ground {
            work: if paused { engagements::Stage::Paused } else { engagements::Stage::InProgress },
            logged: Minutes(0),
            beside: Minutes(0),
            authorization: engagements::Authorization::NotNeeded,
        };
        let facts = extensions::Facts {
            side: if by_host { reviews::Side::Host } else { reviews::Side::Student },
            proposer: Uuid::from_u128(if by_host { 4 } else { 3 }).into(),
            from,
            to: extensions::Extent {
                end: plus_days(FIRST_DAY, 60),
                fee: Cents(if more_pay { 60_000 } else { 54_000 }),
                ..from
            },
            ground,
            since: FIRST_DAY,
        };
        walk(extensions::Extension::restore(id().into(), belongs(), facts, extensions::MACHINE.start), &attempts)?;
    }

    #[test]
    fn payments(attempts in attempts(), gross in 0_i64..2) {
        let facts = payments::Facts { gross: Cents(gross), reference: None };
        walk(payments::Payment::restore(id().into(), belongs(), facts, payments::MACHINE.start), &attempts)?;
    }

    #[test]
    fn reviews(attempts in attempts(), other_in: bool, by_host: bool) {
        let side = if by_host { reviews::Side::Host } else { reviews::Side::Student };
        let facts = reviews::Facts { side, accepted_on: FIRST_DAY, other_in };
        walk(reviews::Review::restore(id().into(), belongs(), facts, reviews::MACHINE.start), &attempts)?;
    }

    #[test]
    fn hosts(attempts in attempts()) {
        let facts = hosts::Facts { since: FIRST_DAY };
        walk(hosts::Host::restore(id().into(), belongs(), facts, hosts::MACHINE.start), &attempts)?;
    }

    #[test]
    fn templates(attempts in attempts(), ready: bool) {
        let facts = templates::Facts { ready };
        walk(templates::ProgramTemplate::restore(id().into(), belongs(), facts, templates::MACHINE.start), &attempts)?;
    }

    #[test]
    fn timesheets(attempts in attempts(), logged in 0..2) {
        let sheet = timesheets::Timesheet::restore(
            id().into(), belongs(), Week::of(FIRST_DAY), Minutes(logged), None, timesheets::MACHINE.start,
        );
        walk(sheet, &attempts)?;
    }
}

/// From every state that waits for somebody, a state can be reached that waits for nobody: an end,
/// or a place to rest such as a verified host.
fn no_dead_ends<S: Word, C: Word>(machine: &Machine<S, C>) {
    for state in S::ALL {
        let mut reached = vec![*state];
        let mut at = 0;
        while at < reached.len() {
            let from = reached[at];
            at += 1;
            for rule in machine.rules.iter().filter(|rule| rule.from.contains(&from)) {
                if !reached.contains(&rule.to) {
                    reached.push(rule.to);
                }
            }
        }
        let rests = reached.iter().any(|state| (machine.waits_for)(*state).starts_with("nobody"));
        assert!(rests, "{}: {state:?} leads nowhere", machine.name);
    }
    for end in machine.terminal {
        assert!((machine.waits_for)(*end).starts_with("nobody"), "{}: {end:?} is an end and waits", machine.name);
    }
}

#[test]
fn no_machine_has_a_dead_end() {
    no_dead_ends(&projects::MACHINE);
    no_dead_ends(&revisions::MACHINE);
    no_dead_ends(&applications::MACHINE);
    no_dead_ends(&engagements::MACHINE);
    no_dead_ends(&milestones::MACHINE);
    no_dead_ends(&extensions::MACHINE);
    no_dead_ends(&payments::MACHINE);
    no_dead_ends(&reviews::MACHINE);
    no_dead_ends(&hosts::MACHINE);
    no_dead_ends(&templates::MACHINE);
    no_dead_ends(&timesheets::MACHINE);
}

#[test]
fn every_command_of_every_machine_says_no_to_a_stranger() {
    let stranger = &actors()[2];
    let policy = Policy::defaults(FIRST_DAY);
    assert_eq!(stranger.parties(&belongs()), Vec::<Party>::new());
    for command in projects::Command::ALL {
        assert!(project(0, hosts::Stage::Verified).act(*command, stranger, &now(0), &policy).is_err());
    }
    for command in engagements::Command::ALL {
        assert!(engagement().act(*command, stranger, &now(0), &policy).is_err());
    }
}
