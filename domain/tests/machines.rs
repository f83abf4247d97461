//! Random walks through every machine: whatever is asked, in whatever order, by whomever, a step is
//! either refused in words or one the table has, and it is recorded. And no state is a dead end.

#[path = "machines/orders.rs"]
mod orders;

use std::fmt::Debug;

use domain::actor::{Actor, Belongs, HostRole, Party, Person, Role};
use domain::event::{Event, Reason};
use domain::machine::{Machine, Word};
use domain::money::Cents;
use domain::policy::{Calendar, Policy};
use domain::refusal::Refusal;
use domain::time::{Day, Minutes, Now, Week, plus_days};
use domain::{
    applications, attention, engagements, extensions, hosts, milestones, pauses, payments, plans, problems, projects,
    reviews, revisions, templates, timesheets,
};
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use orders::{
    application_order, attention_order, engagement_order, extension_order, host_order, hours_check_order,
    milestone_order, pause_order, payment_order, problem_order, project_order, review_order, revision_order,
    template_order,
};

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
walk!(pauses::Pause, pause_order);
walk!(payments::Payment, payment_order);
walk!(reviews::Review, review_order);
walk!(hosts::Host, host_order);
walk!(templates::ProgramTemplate, template_order);

/// Machines whose rules need no figure of the policy.
macro_rules! walk_without_policy {
    ($room:ident :: $subject:ident, $order:ident) => {
        impl Walk for $room::$subject {
            type Stage = $room::Stage;
            type Command = $room::Command;
            const TABLE: Machine<$room::Stage, $room::Command> = $room::MACHINE;
            fn standing(&self) -> $room::Stage {
                self.stage()
            }
            fn act(self, command: $room::Command, by: &Actor, now: &Now, _: &Policy) -> Result<(Self, Event), Refusal> {
                let order = $order(command);
                assert_eq!(order.command(), command);
                self.apply(&order, by, now)
            }
            fn buttons(&self, by: &Actor) -> Vec<$room::Command> {
                self.offers(by)
            }
        }
    };
}

walk_without_policy!(plans::HoursCheck, hours_check_order);
walk_without_policy!(problems::Problem, problem_order);
walk_without_policy!(attention::AttentionItem, attention_order);

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
        weekly_hours: Some(8),
        student_started: false,
        host_started: false,
        milestones_open: 0,
        criteria: vec!["it names a price".into()],
        revision_round: 0,
        payments_open: 0,
        accepted_on: None,
        both_reviews_in: false,
        pause_until: None,
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
        hidden_by: None,
        publish_on: None,
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
    fn pauses(attempts in attempts(), by_host: bool, paused: bool) {
        let facts = pauses::Facts {
            side: if by_host { reviews::Side::Host } else { reviews::Side::Student },
            proposer: Uuid::from_u128(if by_host { 4 } else { 3 }).into(),
            until: plus_days(FIRST_DAY, 20),
            work: if paused { engagements::Stage::Paused } else { engagements::Stage::InProgress },
            since: FIRST_DAY,
        };
        walk(pauses::Pause::restore(id().into(), belongs(), facts, pauses::MACHINE.start), &attempts)?;
    }

    #[test]
    fn hours_checks(attempts in attempts(), over: bool) {
        let work = if over { engagements::Stage::Submitted } else { engagements::Stage::InProgress };
        walk(plans::HoursCheck::open(id().into(), belongs(), work, FIRST_DAY).0, &attempts)?;
    }

    #[test]
    fn problems(attempts in attempts(), by_host: bool) {
        let facts = problems::Facts {
            side: if by_host { reviews::Side::Host } else { reviews::Side::Student },
            kind: problems::Kind::Pay,
            fee: Cents(54_000),
            amount: Cents(0),
            award: None,
            decider: None,
            student_spoke: false,
            host_spoke: false,
            notices: 0,
            since: FIRST_DAY,
        };
        walk(problems::Problem::restore(id().into(), belongs(), facts, problems::MACHINE.start), &attempts)?;
    }

    #[test]
    fn attention_items(attempts in attempts(), present: bool, asleep: bool) {
        let stage = if asleep { attention::Stage::Snoozed } else { attention::MACHINE.start };
        let facts = attention::Facts {
            present,
            severity: attention::Severity::Nudge,
            owner: None,
            snoozed_until: asleep.then(|| plus_days(FIRST_DAY, 9)),
            nudged_on: None,
        };
        walk(attention::AttentionItem::restore(id().into(), belongs(), facts, stage), &attempts)?;
    }

    #[test]
    fn payments(attempts in attempts(), gross in 0_i64..2) {
        let facts = payments::Facts::of(Cents(gross));
        walk(payments::Payment::restore(id().into(), belongs(), facts, payments::MACHINE.start), &attempts)?;
    }

    #[test]
    fn reviews(attempts in attempts(), other_in: bool, by_host: bool) {
        let side = if by_host { reviews::Side::Host } else { reviews::Side::Student };
        let facts = reviews::Facts { side, accepted_on: FIRST_DAY, other_in, sent_on: Some(FIRST_DAY) };
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
    no_dead_ends(&pauses::MACHINE);
    no_dead_ends(&plans::MACHINE);
    no_dead_ends(&problems::MACHINE);
    no_dead_ends(&attention::MACHINE);
    no_dead_ends(&payments::MACHINE);
    no_dead_ends(&reviews::MACHINE);
    no_dead_ends(&reviews::FLAG_MACHINE);
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
