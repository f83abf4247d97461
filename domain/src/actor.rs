//! Who acts, and which party they are to a subject.

use serde::{Deserialize, Serialize};

use crate::ids::{HostId, PersonId, ProgramId};

/// A role in a program.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Finds, does and proves projects.
    Student,
    /// Brings projects into courses.
    Faculty,
    /// Program coordinator: reviews, chases, decides.
    Staff,
    /// Pays and closes the books.
    Finance,
    /// International-student officer: clears work authorization.
    Dso,
    /// Policy, sign-in, imports, audit.
    Admin,
}

impl Role {
    /// Every role, in the order of the permission table.
    pub const ALL: [Self; 6] = [Self::Student, Self::Faculty, Self::Staff, Self::Finance, Self::Dso, Self::Admin];

    /// The word in the database and in URLs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Faculty => "faculty",
            Self::Staff => "staff",
            Self::Finance => "finance",
            Self::Dso => "dso",
            Self::Admin => "admin",
        }
    }

    /// The role a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// What a member may do for a host organisation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HostRole {
    /// Answers for the organisation: members, profile, everything below.
    Owner,
    /// Scopes projects, selects students, approves hours and work.
    Supervisor,
}

impl HostRole {
    /// The word in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Supervisor => "supervisor",
        }
    }

    /// The role a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Owner, Self::Supervisor].into_iter().find(|role| role.word() == word)
    }
}

/// A signed-in person with everything authorisation needs to know of them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// The name they are shown by.
    pub name: String,
    /// Roles in programs.
    pub roles: Vec<(ProgramId, Role)>,
    /// Memberships in host organisations.
    pub hosts: Vec<(HostId, HostRole)>,
}

/// Who acts: a person, or the system itself (timers, jobs, seed).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Actor {
    /// A timer, a job or the seed.
    System,
    /// A signed-in person.
    Person(Person),
}

/// What a subject belongs to; decides which parties an actor is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Belongs {
    /// The program it is in.
    pub program: ProgramId,
    /// The host organisation it concerns.
    pub host: Option<HostId>,
    /// The student it concerns.
    pub student: Option<PersonId>,
}

/// What an actor is to one subject. The rows of every transition table name these.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Party {
    /// The student the subject is about.
    Student,
    /// A member of the subject's host organisation.
    Host,
    /// Staff of the subject's program.
    Staff,
    /// Faculty of the subject's program.
    Faculty,
    /// Finance of the subject's program.
    Finance,
    /// International-student officer of the subject's program.
    Dso,
    /// Admin of the subject's program.
    Admin,
    /// The system itself.
    System,
}

impl Party {
    /// Every party, in the order of the permission table.
    pub const ALL: [Self; 8] =
        [Self::Student, Self::Host, Self::Staff, Self::Faculty, Self::Finance, Self::Dso, Self::Admin, Self::System];

    /// The word in the event history.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Host => "host",
            Self::Staff => "staff",
            Self::Faculty => "faculty",
            Self::Finance => "finance",
            Self::Dso => "dso",
            Self::Admin => "admin",
            Self::System => "system",
        }
    }

    /// The party of a word in the history.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|party| party.word() == word)
    }
}

impl Actor {
    /// The person, if it is one.
    #[must_use]
    pub const fn person(&self) -> Option<&Person> {
        match self {
            Self::System => None,
            Self::Person(person) => Some(person),
        }
    }

    /// The person's id, if it is one.
    #[must_use]
    pub fn person_id(&self) -> Option<PersonId> {
        self.person().map(|person| person.id)
    }

    /// Which parties this actor is to a subject; empty for a stranger.
    #[must_use]
    pub fn parties(&self, belongs: &Belongs) -> Vec<Party> {
        let Self::Person(person) = self else { return vec![Party::System] };
        let mut parties = Vec::new();
        if belongs.student == Some(person.id) {
            parties.push(Party::Student);
        }
        if belongs.host.is_some_and(|host| person.is_member(host)) {
            parties.push(Party::Host);
        }
        for role in person.roles_in(belongs.program) {
            parties.extend(match role {
                Role::Student => None,
                Role::Faculty => Some(Party::Faculty),
                Role::Staff => Some(Party::Staff),
                Role::Finance => Some(Party::Finance),
                Role::Dso => Some(Party::Dso),
                Role::Admin => Some(Party::Admin),
            });
        }
        parties
    }
}

impl Person {
    /// Whether they belong to a host organisation.
    #[must_use]
    pub fn is_member(&self, host: HostId) -> bool {
        self.hosts.iter().any(|(id, _)| *id == host)
    }

    /// Their roles in one program.
    pub fn roles_in(&self, program: ProgramId) -> impl Iterator<Item = Role> + '_ {
        self.roles.iter().filter(move |(id, _)| *id == program).map(|(_, role)| *role)
    }

    /// Whether they have a role in any program.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.iter().any(|(_, r)| *r == role)
    }
}
