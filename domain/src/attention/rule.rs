//! The rules by name: what each is about, whom it waits for, what helps.

use uuid::Uuid;

use crate::ids::EngagementId;
use crate::time::Day;

crate::words! {
    /// A rule that finds what needs somebody.
    pub enum Rule {
        /// A published project nobody applies to.
        NoApplicants = "no_applicants",
        /// A review that is older than was promised.
        ReviewLate = "review_late",
        /// An offer that is about to lapse.
        OfferLapses = "offer_lapses",
        /// No kick-off meeting is set, and the first day is near.
        NoKickOff = "no_kick_off",
        /// The survey before the work is not answered, and the first day is near.
        SurveyMissing = "survey_missing",
        /// The checklist before the start is not finished, and 14 days or the first day are over.
        OnboardingStalls = "onboarding_stalls",
        /// The student missed two check-ins in a row.
        CheckInsMissed = "check_ins_missed",
        /// Hours burn ahead of accepted work.
        HoursAhead = "hours_ahead",
        /// A work authorization ends before the work does.
        ClearanceExpires = "clearance_expires",
        /// A milestone is late.
        MilestoneLate = "milestone_late",
        /// The host does not answer work that was handed in.
        WorkUnanswered = "work_unanswered",
        /// The host does not answer a week of hours.
        HoursUnanswered = "hours_unanswered",
        /// A week the host returned was not sent again.
        WeekNotResubmitted = "week_not_resubmitted",
        /// Pay waits for longer than was promised.
        PayWaits = "pay_waits",
    }
}

crate::words! {
    /// How bad it is; the worse one is the greater one.
    pub enum Severity {
        /// A word to whoever is waited for is enough.
        Nudge = "nudge",
        /// Somebody loses time, money or the work.
        AtRisk = "at_risk",
    }
}

/// Whom a finding waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WaitsFor {
    /// The student.
    Student,
    /// The members of the host.
    Host,
    /// Staff of the program.
    Staff,
    /// Finance of the program.
    Finance,
    /// The officer for international students.
    Dso,
}

/// What kind of thing a rule is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    /// A project.
    Project,
    /// An application.
    Application,
    /// An engagement, or one thing of it.
    Engagement,
    /// A milestone of an engagement, or its final work.
    Milestone,
    /// A payment of an engagement.
    Payment,
}

/// One thing that needs somebody. Its rule and subject name it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Which rule found it.
    pub rule: Rule,
    /// The project, application, engagement, milestone, timesheet or payment it is about.
    pub subject: Uuid,
    /// The engagement that is part of.
    pub engagement: Option<EngagementId>,
    /// How bad it is.
    pub severity: Severity,
    /// The day from which somebody waits.
    pub since: Day,
    /// The day by which it should have been well.
    pub due: Day,
    /// Why, in words without names.
    pub reason: String,
}

impl Rule {
    /// `No applicants`: in lists and filters.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::NoApplicants => "No applicants",
            Self::ReviewLate => "Review is late",
            Self::OfferLapses => "Offer about to lapse",
            Self::NoKickOff => "No kick-off meeting",
            Self::SurveyMissing => "Survey missing",
            Self::OnboardingStalls => "Start is stuck",
            Self::CheckInsMissed => "Check-ins missed",
            Self::HoursAhead => "Hours ahead of work",
            Self::ClearanceExpires => "Clearance expires",
            Self::MilestoneLate => "Milestone is late",
            Self::WorkUnanswered => "Host silent on work",
            Self::HoursUnanswered => "Host silent on hours",
            Self::WeekNotResubmitted => "Returned week waits",
            Self::PayWaits => "Pay waits",
        }
    }

    /// Whom it waits for.
    #[must_use]
    pub const fn waits_for(self) -> WaitsFor {
        match self {
            Self::NoApplicants | Self::NoKickOff | Self::WorkUnanswered | Self::HoursUnanswered => WaitsFor::Host,
            Self::ReviewLate | Self::OnboardingStalls => WaitsFor::Staff,
            Self::OfferLapses
            | Self::SurveyMissing
            | Self::CheckInsMissed
            | Self::HoursAhead
            | Self::MilestoneLate
            | Self::WeekNotResubmitted => WaitsFor::Student,
            Self::ClearanceExpires => WaitsFor::Dso,
            Self::PayWaits => WaitsFor::Finance,
        }
    }

    /// What kind of thing it is about.
    #[must_use]
    pub const fn about(self) -> About {
        match self {
            Self::NoApplicants | Self::ReviewLate => About::Project,
            Self::OfferLapses => About::Application,
            Self::MilestoneLate | Self::WorkUnanswered => About::Milestone,
            Self::PayWaits => About::Payment,
            _ => About::Engagement,
        }
    }

    /// What usually helps, the mildest first.
    #[must_use]
    pub const fn helps(self) -> &'static [&'static str] {
        match self {
            Self::NoApplicants => &[
                "Advise the host: fewer must-have skills and a clearer first task bring applicants.",
                "Ask the host for a later last day to apply.",
            ],
            Self::ReviewLate => &["Take the review yourself.", "Give it to a colleague who reads it today."],
            Self::OfferLapses => &["Write to the student.", "Ask the host to give the offer more time, once."],
            Self::NoKickOff => {
                &["Write to the host with two times that suit the student.", "Set the meeting for them."]
            }
            Self::SurveyMissing => &["Write to the student: it takes three minutes."],
            Self::OnboardingStalls => &[
                "Open the checklist and write to whoever owns what is missing.",
                "Report who did not come, so that the other side is not held up.",
            ],
            Self::CheckInsMissed => {
                &["Write to the student.", "Call the student and the host.", "Pause the work if life is in the way."]
            }
            Self::HoursAhead => &[
                "Ask the student what takes longer than planned.",
                "Ask both sides to trim the work or to agree on an extension.",
            ],
            Self::ClearanceExpires => &["Ask for an extension of the clearance.", "Move the end of the work forward."],
            Self::MilestoneLate => &["Write to the student.", "Ask both sides whether the day still fits."],
            Self::WorkUnanswered => &["Write to the host.", "Call the host.", "Accept the work for a silent host."],
            Self::HoursUnanswered => &["Write to the host: silence approves the week."],
            Self::WeekNotResubmitted => &["Write to the student: the hours are not paid before they are sent again."],
            Self::PayWaits => &["Write to finance.", "Tell the student what is the case."],
        }
    }
}
