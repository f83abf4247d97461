//! How a state machine is written down: a table of (state, command, who) -> state that the rules,
//! the screens, the tests and the generated diagrams all read.
//!
//! A feature's `stage.rs` holds the table and one `apply` that steps it and checks the guards that
//! need facts. Nothing else decides whether a move is legal.

use crate::actor::Party;
use crate::refusal::Refusal;

/// A word for the database, the event history and the diagrams.
pub trait Word: Copy + Eq + std::fmt::Debug + 'static {
    /// Every value, in the order of the table.
    const ALL: &'static [Self];
    /// `in_review`: lower case, underscores.
    fn word(self) -> &'static str;
    /// The value a word names.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

/// One row of a transition table.
#[derive(Debug)]
pub struct Rule<S: 'static, C> {
    /// From any of these states,
    pub from: &'static [S],
    /// this command,
    pub command: C,
    /// given by one of these parties,
    pub by: &'static [Party],
    /// leads here.
    pub to: S,
    /// What else must be true, in words; checked by the feature's `apply`.
    pub guard: &'static str,
}

/// A state machine: its name, its table and its ends.
#[derive(Debug)]
pub struct Machine<S: 'static, C: 'static> {
    /// `project`, as in the event history.
    pub name: &'static str,
    /// Where it begins.
    pub start: S,
    /// The table.
    pub rules: &'static [Rule<S, C>],
    /// States without an exit.
    pub terminal: &'static [S],
    /// Who owns a state, or which timer ends it: no state may lack one.
    pub waits_for: fn(S) -> &'static str,
}

impl<S: Word, C: Word> Machine<S, C> {
    /// Where `command` leads from `from` for someone who is these `parties`, and as which of them.
    ///
    /// # Errors
    /// [`Refusal::NotNow`] when the command is not possible in this state, naming what is;
    /// [`Refusal::NotYours`] when it is possible, but for somebody else.
    pub fn step(&self, from: S, command: C, parties: &[Party]) -> Result<(S, Party), Refusal> {
        let mut known = false;
        for rule in self.rules.iter().filter(|rule| rule.command == command && rule.from.contains(&from)) {
            known = true;
            if let Some(party) = parties.iter().find(|party| rule.by.contains(party)) {
                return Ok((rule.to, *party));
            }
        }
        if known {
            return Err(Refusal::NotYours { command: command.word().to_owned() });
        }
        Err(Refusal::NotNow {
            subject: self.name.to_owned(),
            stage: from.word().to_owned(),
            command: command.word().to_owned(),
            possible: self.offers(from, parties).iter().map(|c| c.word().to_owned()).collect(),
        })
    }

    /// The commands these parties can give in this state: which buttons to draw.
    #[must_use]
    pub fn offers(&self, from: S, parties: &[Party]) -> Vec<C> {
        let mut commands = Vec::new();
        for rule in self.rules {
            if rule.from.contains(&from)
                && rule.by.iter().any(|p| parties.contains(p))
                && !commands.contains(&rule.command)
            {
                commands.push(rule.command);
            }
        }
        commands
    }

    /// The machine as a page of Markdown: diagram and table. Generated into `docs/workflows`.
    #[must_use]
    pub fn document(&self) -> String {
        use std::fmt::Write as _;
        let mut page = format!(
            "# {}\n\nGenerated from the table in `domain` by `cargo xtask gen`; do not edit.\n\n```mermaid\nstateDiagram-v2\n    [*] --> {}\n",
            self.name,
            self.start.word()
        );
        for rule in self.rules {
            for from in rule.from {
                let _ = writeln!(page, "    {} --> {}: {}", from.word(), rule.to.word(), rule.command.word());
            }
        }
        for end in self.terminal {
            let _ = writeln!(page, "    {} --> [*]", end.word());
        }
        page.push_str("```\n\n| From | Command | By | To | Only if |\n|---|---|---|---|---|\n");
        for rule in self.rules {
            let from: Vec<_> = rule.from.iter().map(|s| s.word()).collect();
            let by: Vec<_> = rule.by.iter().map(|p| p.word()).collect();
            let _ = writeln!(
                page,
                "| {} | {} | {} | {} | {} |",
                from.join(", "),
                rule.command.word(),
                by.join(", "),
                rule.to.word(),
                rule.guard
            );
        }
        page.push_str("\n| State | Waits for |\n|---|---|\n");
        for state in S::ALL {
            let _ = writeln!(page, "| {} | {} |", state.word(), (self.waits_for)(*state));
        }
        page
    }
}

/// Declares a machine's enum with its words.
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $vis:vis enum $name:ident { $($(#[$item_doc:meta])* $item:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
        $vis enum $name {
            $($(#[$item_doc])* #[serde(rename = $word)] $item),+
        }

        impl $crate::machine::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$item),+];
            fn word(self) -> &'static str {
                match self {
                    $(Self::$item => $word),+
                }
            }
        }
    };
}

#[cfg(test)]
pub(crate) mod testing {
    //! What every machine must satisfy; each feature calls this once.

    use super::*;

    /// No state without an exit or an end, none without an owner or timer, none unreachable, no
    /// row that another row of the same command shadows with a different target for one party.
    pub fn sound<S: Word, C: Word>(machine: &Machine<S, C>) {
        let mut reached = vec![machine.start];
        let mut changed = true;
        while changed {
            changed = false;
            for rule in machine.rules {
                if rule.from.iter().any(|s| reached.contains(s)) && !reached.contains(&rule.to) {
                    reached.push(rule.to);
                    changed = true;
                }
            }
        }
        for state in S::ALL {
            assert!(reached.contains(state), "{}: {state:?} cannot be reached", machine.name);
            let leaves = machine.rules.iter().any(|r| r.from.contains(state) && r.to != *state);
            let ends = machine.terminal.contains(state);
            assert!(leaves != ends, "{}: {state:?} must either have an exit or be an end", machine.name);
            assert!(!(machine.waits_for)(*state).is_empty(), "{}: {state:?} waits for nobody", machine.name);
            for command in C::ALL {
                for party in Party::ALL {
                    let targets: Vec<S> = machine
                        .rules
                        .iter()
                        .filter(|r| r.command == *command && r.from.contains(state) && r.by.contains(&party))
                        .map(|r| r.to)
                        .collect();
                    assert!(targets.len() <= 1, "{}: {state:?} + {command:?} by {party:?} is ambiguous", machine.name);
                    match machine.step(*state, *command, &[party]) {
                        Ok((to, by)) => assert_eq!((Some(&to), by), (targets.first(), party)),
                        Err(Refusal::NotYours { .. } | Refusal::NotNow { .. }) => assert!(targets.is_empty()),
                        Err(other) => panic!("unexpected refusal {other:?}"),
                    }
                }
            }
        }
        for rule in machine.rules {
            assert!(!rule.from.is_empty() && !rule.by.is_empty(), "{}: {rule:?} can never happen", machine.name);
        }
    }
}
