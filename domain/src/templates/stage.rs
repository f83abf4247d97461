//! The life of a template that a program made of a finished project.

use crate::actor::{Actor, Belongs, Party};
use crate::event::{Event, Subject};
use crate::ids::TemplateId;
use crate::machine::{Machine, Rule, Word};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::time::Now;

crate::words! {
    /// Where a template stands.
    pub enum Stage {
        /// Staff look it through; nobody else sees it.
        Prepared = "prepared",
        /// Every host of the program may start from it.
        Published = "published",
        /// No longer offered; what was begun from it goes on.
        Retired = "retired",
    }
}

crate::words! {
    /// What can be done with a template.
    pub enum Command {
        /// Change its title, its needs, or take another name out.
        Correct = "correct",
        /// Offer it to every host of the program.
        Publish = "publish",
        /// Offer it no longer.
        Retire = "retire",
    }
}

use Command as C;
use Party::Staff;
use Stage as S;

/// The table.
#[rustfmt::skip]
pub const MACHINE: Machine<Stage, Command> = Machine {
    name: "template",
    start: S::Prepared,
    rules: &[
        Rule { from: &[S::Prepared], command: C::Correct, by: &[Staff], to: S::Prepared, guard: "" },
        Rule { from: &[S::Published], command: C::Correct, by: &[Staff], to: S::Published, guard: "a title and a need" },
        Rule { from: &[S::Prepared], command: C::Publish, by: &[Staff], to: S::Published, guard: "a title and a need" },
        Rule { from: &[S::Prepared, S::Published], command: C::Retire, by: &[Staff], to: S::Retired, guard: "" },
    ],
    terminal: &[S::Retired],
    waits_for: |stage| match stage {
        S::Prepared => "staff; only they see it",
        S::Published => "nobody: offered to every host",
        S::Retired => "nobody: over",
    },
};

/// A command with what it needs; the words of a correction are checked before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// Change it.
    Correct,
    /// Offer it.
    Publish,
    /// Offer it no longer.
    Retire,
}

impl Order {
    /// The command in the table.
    #[must_use]
    pub const fn command(self) -> Command {
        match self {
            Self::Correct => C::Correct,
            Self::Publish => C::Publish,
            Self::Retire => C::Retire,
        }
    }
}

/// What the rules of a template need to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts {
    /// Whether it has a title and serves a need: otherwise no host would find it.
    pub ready: bool,
}

/// A program's template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProgramTemplate {
    /// Which.
    pub id: TemplateId,
    /// The program; neither the host it came from nor anybody else.
    pub belongs: Belongs,
    /// What its rules need to know.
    pub facts: Facts,
    stage: Stage,
}

impl ProgramTemplate {
    /// A template as the database holds it. For `rows.rs` and the seed only.
    #[must_use]
    pub const fn restore(id: TemplateId, belongs: Belongs, facts: Facts, stage: Stage) -> Self {
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
    pub fn apply(mut self, order: &Order, by: &Actor, _now: &Now, _policy: &Policy) -> Result<(Self, Event), Refusal> {
        let from = self.stage;
        let (to, party) = MACHINE.step(from, order.command(), &by.parties(&self.belongs))?;
        if to == S::Published && !self.facts.ready {
            return Err(Refusal::rule("Give it a title and choose what it helps with. Then hosts can find it."));
        }
        self.stage = to;
        let event = Event {
            subject: Subject::Template,
            id: self.id.0,
            belongs: self.belongs,
            command: order.command().word(),
            by: party,
            from: Some(from.word()),
            to: Some(to.word()),
            reason: None,
            kind: None,
        };
        Ok((self, event))
    }

    /// What this actor could do now: the buttons to draw.
    #[must_use]
    pub fn offers(&self, by: &Actor) -> Vec<Command> {
        MACHINE.offers(self.stage, &by.parties(&self.belongs))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::people::testing::{PROGRAM, member, now, policy, staff};

    fn template(ready: bool) -> ProgramTemplate {
        let belongs = Belongs { program: PROGRAM.into(), host: None, student: None };
        ProgramTemplate::restore(uuid::Uuid::from_u128(9).into(), belongs, Facts { ready }, S::Prepared)
    }

    #[test]
    fn the_table_is_sound() {
        crate::machine::testing::sound(&MACHINE);
    }

    #[test]
    fn what_hosts_could_not_find_is_not_published() {
        let now = now(date(2026, 11, 3));
        let refused = template(false).apply(&Order::Publish, &staff(), &now, &policy());
        assert!(matches!(refused, Err(Refusal::Rule(_))));
        let (published, event) = template(true).apply(&Order::Publish, &staff(), &now, &policy()).unwrap();
        assert_eq!((published.stage(), event.to), (S::Published, Some("published")));
        let (retired, _) = published.apply(&Order::Retire, &staff(), &now, &policy()).unwrap();
        assert!(retired.offers(&staff()).is_empty());
    }

    #[test]
    fn only_staff_keep_templates() {
        let now = now(date(2026, 11, 3));
        assert!(template(true).apply(&Order::Publish, &member(), &now, &policy()).is_err());
    }
}
