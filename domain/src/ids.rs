//! Typed ids. Every id is a UUIDv7 made by the backend; the type says what it names, so that a
//! project's id can never be passed where a person's is meant.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// A program: an institution's micro-internship program, the scope of everything else.
    ProgramId,
    /// A person, whatever their roles.
    PersonId,
    /// A host organisation.
    HostId,
    /// A project a host offers.
    ProjectId,
    /// A skill a program added to the vocabulary.
    SkillId,
    /// A template a program made of a finished project.
    TemplateId,
    /// One change of a published project.
    RevisionId,
    /// Metrics that were frozen.
    SnapshotId,
    /// A search a student keeps.
    SearchId,
    /// One student's application to one project.
    ApplicationId,
    /// One student at work on one project.
    EngagementId,
    /// One week of one engagement.
    TimesheetId,
    /// One entry of time.
    TimeEntryId,
    /// One milestone of an engagement.
    MilestoneId,
    /// One extension of an engagement.
    ExtensionId,
    /// One message of an engagement.
    MessageId,
    /// One pause of an engagement.
    PauseId,
    /// One problem that somebody told staff.
    ProblemId,
    /// One check of the hours of an engagement.
    HoursCheckId,
    /// One payment of an engagement.
    PaymentId,
    /// One side's review of an engagement.
    ReviewId,
    /// A text of a review that somebody flagged.
    FlagId,
    /// Something that needs somebody of staff.
    AttentionItemId,
    /// A file, and the upload it came by.
    FileId,
    /// One event of the append-only history.
    EventId,
    /// One mail in the outbox.
    MailId,
}
