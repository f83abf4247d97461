//! What each role may do apart from the commands of the machines: pages to open, things to keep.
//!
//! This table says who may ask at all; which rows they then see follows from
//! [`Actor::parties`](crate::actor::Actor::parties). `docs/permissions.md` is generated from it.

use crate::actor::{Person, Role};
use crate::ids::ProgramId;

crate::words! {
    /// Something a person may do or open.
    pub enum Action {
        /// Open the public pages.
        ViewPublic = "view_public",
        /// Look through published projects.
        Browse = "browse",
        /// Write an application.
        Apply = "apply",
        /// Open the student's home.
        ViewStudentHome = "view_student_home",
        /// Change one's own student profile.
        EditStudentProfile = "edit_student_profile",
        /// Write a project for a host.
        DraftProject = "draft_project",
        /// Open the host's home.
        ViewHostHome = "view_host_home",
        /// Open faculty's home.
        ViewFacultyHome = "view_faculty_home",
        /// Open one's own account.
        ViewAccount = "view_account",
        /// Change the profile of one's host.
        EditHostProfile = "edit_host_profile",
        /// Read applications to a project.
        ViewApplicants = "view_applicants",
        /// Open an engagement one is a party to.
        ViewEngagements = "view_engagements",
        /// Open the queue of projects to review.
        ReviewProjects = "review_projects",
        /// Extend the program's vocabulary of skills.
        KeepSkills = "keep_skills",
        /// Make templates of finished projects.
        KeepTemplates = "keep_templates",
        /// Say what onboarding asks for, and write the clauses of agreements.
        KeepAgreements = "keep_agreements",
        /// Read and answer the problems people tell staff.
        KeepProblems = "keep_problems",
        /// Decide about texts of reviews that somebody flagged.
        KeepReviews = "keep_reviews",
        /// Work off what needs somebody.
        KeepAttention = "keep_attention",
        /// Read the program's metrics and freeze them.
        ViewMetrics = "view_metrics",
        /// Open the staff's home.
        ViewStaffHome = "view_staff_home",
        /// Open the program's people.
        ViewPeople = "view_people",
        /// Open the program's host organisations.
        ViewHosts = "view_hosts",
        /// Open the program's payments.
        ViewPayments = "view_payments",
        /// Keep the funds that projects may name as their source.
        KeepFunds = "keep_funds",
        /// Open the queue of work authorizations.
        ClearAuthorization = "clear_authorization",
        /// Read the program's figures in force.
        ViewPolicy = "view_policy",
        /// Change the program's figures.
        ManagePolicy = "manage_policy",
        /// Read the history of events.
        ViewHistory = "view_history",
        /// Read the mails of the demonstration.
        ViewOutbox = "view_outbox",
        /// Take all of the program's data away.
        ExportData = "export_data",
    }
}

/// A column of the permission table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// Somebody who is not signed in; whatever they may do, everybody may.
    SignedOut,
    /// A member of any host organisation.
    HostMember,
    /// A person with this role in the program.
    Role(Role),
}

impl Column {
    /// Every column, in the order of the permission table.
    pub const ALL: [Self; 8] = [
        Self::SignedOut,
        Self::HostMember,
        Self::Role(Role::Student),
        Self::Role(Role::Faculty),
        Self::Role(Role::Staff),
        Self::Role(Role::Finance),
        Self::Role(Role::Dso),
        Self::Role(Role::Admin),
    ];

    /// The heading of the column.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::SignedOut => "signed out",
            Self::HostMember => "host member",
            Self::Role(role) => role.word(),
        }
    }
}

const fn role(role: Role) -> Column {
    Column::Role(role)
}

const EVERYBODY: &[Column] = &Column::ALL;
const SIGNED_IN: &[Column] = &[HOST, STUDENT, FACULTY, STAFF, FINANCE, DSO, ADMIN];
const HOST: Column = Column::HostMember;
const STUDENT: Column = role(Role::Student);
const FACULTY: Column = role(Role::Faculty);
const STAFF: Column = role(Role::Staff);
const FINANCE: Column = role(Role::Finance);
const DSO: Column = role(Role::Dso);
const ADMIN: Column = role(Role::Admin);

/// Who may do this: one row of the permission table.
#[must_use]
pub const fn allowed(action: Action) -> &'static [Column] {
    match action {
        Action::ViewPublic | Action::Browse => EVERYBODY,
        Action::ViewAccount => SIGNED_IN,
        Action::ViewFacultyHome => &[FACULTY],
        Action::Apply | Action::ViewStudentHome | Action::EditStudentProfile => &[STUDENT],
        Action::DraftProject => &[HOST, FACULTY, STAFF],
        Action::ViewHostHome | Action::EditHostProfile => &[HOST],
        Action::ViewApplicants => &[HOST, STAFF],
        Action::ViewEngagements => &[HOST, STUDENT, FACULTY, STAFF, FINANCE, DSO],
        Action::ReviewProjects
        | Action::KeepTemplates
        | Action::KeepProblems
        | Action::KeepReviews
        | Action::KeepAttention => &[STAFF],
        Action::ViewStaffHome | Action::KeepSkills | Action::KeepAgreements => &[STAFF, ADMIN],
        Action::ViewPeople | Action::ViewOutbox | Action::ViewMetrics => &[STAFF, ADMIN],
        Action::ViewHosts => &[FACULTY, STAFF, ADMIN],
        Action::ViewPayments | Action::KeepFunds => &[STAFF, FINANCE, ADMIN],
        Action::ClearAuthorization => &[DSO],
        Action::ViewPolicy => &[FACULTY, STAFF, FINANCE, DSO, ADMIN],
        Action::ManagePolicy | Action::ExportData => &[ADMIN],
        Action::ViewHistory => &[STAFF, ADMIN],
    }
}

/// Whether `person` (nobody when signed out) may do `action` in `program`.
#[must_use]
pub fn may(person: Option<&Person>, action: Action, program: ProgramId) -> bool {
    allowed(action).iter().any(|column| match (column, person) {
        (Column::SignedOut, _) => true,
        (_, None) => false,
        (Column::HostMember, Some(person)) => !person.hosts.is_empty(),
        (Column::Role(role), Some(person)) => person.roles_in(program).any(|held| held == *role),
    })
}

/// Whether `person` may do `action` in any program: what the access table of pages asks before the
/// query behind the page asks for the one program at hand.
#[must_use]
pub fn may_somewhere(person: &Person, action: Action) -> bool {
    allowed(action).iter().any(|column| match column {
        Column::SignedOut => true,
        Column::HostMember => !person.hosts.is_empty(),
        Column::Role(role) => person.has(*role),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::HostRole;
    use crate::machine::Word;
    use uuid::Uuid;

    fn program() -> ProgramId {
        Uuid::from_u128(1).into()
    }

    fn somebody(column: Column) -> Option<Person> {
        let mut person =
            Person { id: Uuid::from_u128(3).into(), name: "Somebody".into(), roles: vec![], hosts: vec![] };
        match column {
            Column::SignedOut => return None,
            Column::HostMember => person.hosts.push((Uuid::from_u128(2).into(), HostRole::Owner)),
            Column::Role(role) => person.roles.push((program(), role)),
        }
        Some(person)
    }

    #[test]
    fn every_action_has_somebody_and_every_column_says_what_may_does() {
        for action in Action::ALL {
            assert!(!allowed(*action).is_empty(), "nobody may {}", action.word());
            for column in Column::ALL {
                let may = may(somebody(column).as_ref(), *action, program());
                assert_eq!(may, allowed(*action).contains(&column), "{} by {}", action.word(), column.word());
            }
        }
    }

    #[test]
    fn a_role_counts_in_its_own_program_only() {
        let staff = somebody(STAFF);
        assert!(may(staff.as_ref(), Action::ReviewProjects, program()));
        assert!(!may(staff.as_ref(), Action::ReviewProjects, Uuid::from_u128(99).into()));
    }

    #[test]
    fn signed_out_people_see_only_what_is_public() {
        let public: Vec<_> = Action::ALL.iter().filter(|action| may(None, **action, program())).collect();
        assert_eq!(public, [&Action::ViewPublic, &Action::Browse]);
    }
}
