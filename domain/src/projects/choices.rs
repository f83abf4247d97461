//! Answers a host chooses from a list: their words in forms and storage, and their labels on screen.

crate::words! {
    /// What a deliverable is; decides the least hours it takes (Q07).
    #[derive(Default)]
    pub enum DeliverableKind {
        /// A written report or memo.
        Report = "report",
        /// Cleaned or collected data.
        Dataset = "dataset",
        /// A presentation.
        Slides = "slides",
        /// Graphics, mock-ups, layouts.
        Design = "design",
        /// Code with its tests.
        Code = "code",
        /// Posts, articles, pages.
        Content = "content",
        /// A plan, guide or procedure.
        Plan = "plan",
        /// An event.
        Event = "event",
        /// An analysis with its findings.
        Analysis = "analysis",
        /// Anything else: the kind that claims nothing.
        #[default]
        Other = "other",
    }
}

crate::words! {
    /// What kind of work a task is; clerical work is limited (Q11).
    #[derive(Default)]
    pub enum TaskKind {
        /// Finding out what something means.
        Analyse = "analyse",
        /// Making something new.
        Create = "create",
        /// Collecting facts.
        Research = "research",
        /// Interviewing, presenting, agreeing: claims neither learning nor a clerical share.
        #[default]
        Communicate = "communicate",
        /// Copying, filing, entering data.
        Clerical = "clerical",
    }
}

crate::words! {
    /// Where the work is done.
    pub enum Place {
        /// Anywhere.
        Remote = "remote",
        /// At the host's address.
        OnSite = "on_site",
        /// Some of both.
        Hybrid = "hybrid",
    }
}

crate::words! {
    /// How the pay is computed.
    pub enum PayModel {
        /// One amount for accepted work.
        FixedFee = "fixed_fee",
        /// An amount per approved hour, up to the total.
        Hourly = "hourly",
        /// An award from a fund.
        Stipend = "stipend",
    }
}

crate::words! {
    /// What the student is to the payer of record; decides what is withheld.
    pub enum Classification {
        /// Independent contractor: nothing is withheld.
        Contractor = "contractor",
        /// Employee: payroll tax is withheld.
        Employee = "employee",
        /// Award or scholarship: nothing is withheld.
        Stipend = "stipend",
        /// Unpaid work for academic credit; staff decide.
        UnpaidForCredit = "unpaid_for_credit",
    }
}

crate::words! {
    /// Who owns the finished work.
    pub enum Owner {
        /// The host, once it has paid.
        Host = "host",
        /// The student, who lets the host use it.
        Student = "student",
        /// Both.
        Shared = "shared",
    }
}

crate::words! {
    /// Whether the student may use artificial-intelligence tools.
    pub enum AiRule {
        /// Freely.
        Allowed = "allowed",
        /// If the student says where and how.
        Disclosed = "disclosed",
        /// Not for this work.
        NotAllowed = "not_allowed",
    }
}

crate::words! {
    /// The day of the week of the regular check-in.
    pub enum Weekday {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
    }
}

crate::words! {
    /// Who pays the student and keeps the records of it.
    pub enum Payer {
        /// The host organisation.
        Host = "host",
        /// The school, which the host repays.
        School = "school",
        /// A payroll firm that either of them hires.
        Agency = "agency",
    }
}

crate::words! {
    /// What makes a payment due.
    pub enum PayTrigger {
        /// The finished work is accepted.
        Acceptance = "acceptance",
        /// A milestone is accepted: its share of the hours is paid.
        Milestones = "milestones",
        /// A week of hours is approved.
        Hours = "hours",
    }
}

impl Weekday {
    /// As plans and selects show it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
        }
    }
}

impl Payer {
    /// As receipts and selects show it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Host => "The host",
            Self::School => "The school",
            Self::Agency => "A payroll firm",
        }
    }
}

impl Default for PayTrigger {
    /// What a host who chose nothing gets.
    fn default() -> Self {
        Self::Acceptance
    }
}

impl PayTrigger {
    /// As a sentence of an agreement ends: `The student is paid $540 before tax …`.
    #[must_use]
    pub const fn in_agreement(self) -> &'static str {
        match self {
            Self::Acceptance => "once the work is accepted",
            Self::Milestones => {
                "in parts: as each milestone is accepted, its share of the planned hours, and the rest once the work is accepted"
            }
            Self::Hours => "in parts: as each week of hours is approved, and the rest once the work is accepted",
        }
    }

    /// As receipts and selects show it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Acceptance => "Once the work is accepted",
            Self::Milestones => "As each milestone is accepted",
            Self::Hours => "As each week of hours is approved",
        }
    }
}

impl DeliverableKind {
    /// As a select shows it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Report => "Report",
            Self::Dataset => "Dataset",
            Self::Slides => "Slides",
            Self::Design => "Design",
            Self::Code => "Code",
            Self::Content => "Content set",
            Self::Plan => "Plan",
            Self::Event => "Event",
            Self::Analysis => "Analysis",
            Self::Other => "Other",
        }
    }
}

impl TaskKind {
    /// As a select shows it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Analyse => "Analyse",
            Self::Create => "Create",
            Self::Research => "Research",
            Self::Communicate => "Communicate",
            Self::Clerical => "Clerical",
        }
    }
}

impl Place {
    /// As cards and selects show it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Remote => "Remote",
            Self::OnSite => "On site",
            Self::Hybrid => "Hybrid",
        }
    }
}

impl PayModel {
    /// As receipts and selects show it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::FixedFee => "Fixed fee",
            Self::Hourly => "Hourly",
            Self::Stipend => "Stipend",
        }
    }
}

impl Classification {
    /// As agreements and selects show it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Contractor => "Independent contractor",
            Self::Employee => "Employee",
            Self::Stipend => "Stipend or award",
            Self::UnpaidForCredit => "Unpaid, for credit",
        }
    }
}

impl Owner {
    /// As agreements and selects show it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Host => "The host, once the work is paid",
            Self::Student => "The student, who lets the host use it",
            Self::Shared => "Both",
        }
    }
}

impl AiRule {
    /// As agreements and selects show it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Allowed => "Allowed",
            Self::Disclosed => "Allowed if the student says where",
            Self::NotAllowed => "Not for this work",
        }
    }
}
