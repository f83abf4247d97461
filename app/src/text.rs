//! Words for stages, commands, refusals and notices: each exactly once.

use domain::refusal::Refusal;

/// What a person reads when a rule said no.
#[must_use]
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotNow { subject, stage, possible, .. } => {
            let mut sentence = format!("This {subject} now stands at “{}”, so that is no longer possible.", stage_word(stage));
            match possible.as_slice() {
                [] => sentence.push_str(" Load the page again to see where it stands."),
                commands => {
                    let words: Vec<_> = commands.iter().map(|c| c.replace('_', " ")).collect();
                    sentence.push_str(&format!(" You can: {}.", words.join(", ")));
                }
            }
            sentence
        }
        Refusal::NotYours { command } => format!("Somebody else has to {} this.", command.replace('_', " ")),
        Refusal::Rule(sentence) => sentence.clone(),
        Refusal::Changed => {
            "Somebody changed this while you were looking at it, so nothing was kept. Look at what is there now, then send yours again."
                .to_owned()
        }
        Refusal::OtherAnswers => {
            "This form was already sent with other answers, and those were kept. If these should count as well, send it once more."
                .to_owned()
        }
    }
}

/// A number of working days within a sentence: `two business days`.
#[must_use]
pub fn business_days(count: i32) -> String {
    const WORDS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let word = usize::try_from(count).ok().and_then(|count| WORDS.get(count.checked_sub(1)?));
    let number = word.map_or_else(|| count.to_string(), |word| (*word).to_owned());
    format!("{number} business {}", if count == 1 { "day" } else { "days" })
}

/// The first letter as a capital.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The word for a stage on screen: `in review`.
#[must_use]
pub fn stage_word(stage: &str) -> String {
    match stage {
        "in_acceptance" => "with the host for acceptance".to_owned(),
        "awaiting_host_acceptance" => "waiting for the host to accept".to_owned(),
        "no_show_student" => "ended, the student did not start".to_owned(),
        "no_show_host" => "ended, the host did not start".to_owned(),
        "offer_expired" => "past the offer’s end".to_owned(),
        "selection" => "being decided".to_owned(),
        "in_effect" => "holding now".to_owned(),
        "in_hand" => "looked after by staff".to_owned(),
        "evidence" => "waiting for what both sides say".to_owned(),
        other => other.replace('_', " "),
    }
}

/// How bad something is that needs attention.
#[must_use]
pub const fn attention_severity(severity: domain::attention::Severity) -> &'static str {
    match severity {
        domain::attention::Severity::Nudge => "A word is enough",
        domain::attention::Severity::AtRisk => "At risk",
    }
}

/// A step in the history of something that needs attention, after who took it.
#[must_use]
pub fn attention_step(command: &str) -> &'static str {
    match command {
        "raise" => "found it",
        "take" => "looks after it",
        "give" => "gave it to a colleague",
        "nudge" => "wrote to whoever is waited for",
        "note" => "changed the note",
        "snooze" => "put it off",
        "resolve" => "settled it",
        "reopen" => "brought it back",
        "wake" => "brought it back, its day had come or it got worse",
        "clear" => "let it go, its cause is gone",
        "return" => "raised it again",
        _ => "did something with it",
    }
}

macro_rules! notices {
    ($($(#[$doc:meta])* $name:ident = $word:literal => $sentence:literal),+ $(,)?) => {
        /// What is said once after a write, on the page the person lands on.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Notice {
            $($(#[$doc])* $name),+
        }

        impl Notice {
            /// The word the cookie carries.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            /// The sentence of a cookie's word; nothing for an unknown one.
            #[must_use]
            pub fn sentence(word: &str) -> Option<&'static str> {
                match word { $($word => Some($sentence),)+ _ => None }
            }
        }
    };
}

notices! {
    /// Something was kept.
    TimesOffered = "times-offered" => "Sent. The student picks a time.",
    TimePicked = "time-picked" => "Settled. It stands in your calendar.",
    OtherTimesAsked = "other-times-asked" => "Sent. The host offers other times.",
    StrikeLifted = "strike-lifted" => "Lifted. The student reads why.",
    Saved = "saved" => "Saved.",
    /// Something was taken out of a list that keeps its history.
    TakenOut = "taken-out" => "Taken out. It stays on record.",
    /// A screen of the wizard was kept with changes of somebody else.
    Merged = "merged" => "Saved, together with what somebody else changed on that screen.",
    /// A skill was added to the list.
    SkillAdded = "skill-added" => "Added. Students and hosts are offered it from now on.",
    /// A skill was taken out of the list.
    SkillRemoved = "skill-removed" => "Taken out. Profiles that name it keep it.",
    /// Time passed in the demonstration.
    TimePassed = "time-passed" => "Time passed, and everything that was due happened.",
    /// Signed in.
    SignedIn = "signed-in" => "You are signed in.",
    /// Signed out.
    SignedOut = "signed-out" => "You are signed out.",
    /// All sessions ended.
    SignedOutEverywhere = "signed-out-everywhere" => "You are signed out on every device.",
    /// The address is confirmed.
    EmailConfirmed = "email-confirmed" => "Your email address is confirmed.",
    /// A new password is set.
    PasswordChanged = "password-changed" => "Your password is changed. Sign in with the new one.",
    /// Project submitted.
    ProjectSubmitted = "project-submitted" => "Sent to staff. This page says by when they answer.",
    /// Project withdrawn from review.
    ProjectWithdrawn = "project-withdrawn" => "Taken back. It is a draft again.",
    /// Staff took a project for review.
    ProjectClaimed = "project-claimed" => "You are reviewing this project.",
    /// Staff approved a project.
    ProjectApproved = "project-approved" => "Approved and published.",
    ProjectProposed = "project-proposed" => "Sent to the host. You hear when they answer.",
    ProjectPlanned = "project-planned" => "Approved. It is published on its day.",
    ProjectShown = "project-shown" => "Published. Students can apply now.",
    /// Staff asked for changes.
    ChangesRequested = "changes-requested" => "Sent back with your comments.",
    /// Staff rejected a project.
    ProjectRejected = "project-rejected" => "Rejected. The host gets your reason.",
    /// Staff waived the limits on hours.
    HoursWaived = "hours-waived" => "Waived. The host gets your reason, and you decide on the hours.",
    /// Staff took such a waiver back.
    WaiverTakenBack = "waiver-taken-back" => "Taken back. The limits on hours hold again, and the host gets your reason.",
    /// Project discarded or cancelled.
    ProjectClosed = "project-closed" => "Closed.",
    /// Any other change of a project.
    ProjectChanged = "project-changed" => "Done. The project moved on.",
    /// A template was made of a finished project.
    TemplateMade = "template-made" => "Made, with the names taken out. Read it before you publish it.",
    /// A template was corrected.
    TemplateCorrected = "template-corrected" => "Corrected.",
    /// A template is offered to every host.
    TemplatePublished = "template-published" => "Published. Every host of the program can begin with it.",
    /// A template is offered no longer.
    TemplateRetired = "template-retired" => "Retired. What was begun from it goes on.",
    /// A project skipped the queue.
    ProjectPublished = "project-published" => "Published. Students can apply now; staff look at it as well.",
    /// A change of a published project waits for staff.
    RevisionForStaff = "revision-for-staff" => "Sent to staff. The published terms hold until they have decided.",
    /// A change of a published project holds.
    RevisionInEffect = "revision-in-effect" => "Changed. Whoever applied is told what got better.",
    /// A change was taken back.
    RevisionWithdrawn = "revision-withdrawn" => "Taken back. The published terms hold.",
    /// Staff approved a change.
    RevisionApproved = "revision-approved" => "Approved. Whoever applied is told, and asked to confirm what is material.",
    /// Staff turned a change down.
    RevisionRejected = "revision-rejected" => "Turned down. The host gets your reason.",
    /// A student confirmed changed terms.
    TermsConfirmed = "terms-confirmed" => "Confirmed. Your application goes on.",
    /// A search is kept.
    SearchKept = "search-kept" => "Kept. New projects that match come by email, at most once a day.",
    /// A search was let go.
    SearchRemoved = "search-removed" => "Removed.",
    /// The letters of a search are on.
    AlertsOn = "alerts-on" => "Emails are on. The first comes when something new matches.",
    /// The letters of searches are off.
    AlertsOff = "alerts-off" => "Emails are off. Your searches are kept.",
    /// Applied.
    Applied = "applied" => "Application sent. You get an answer by the printed date.",
    /// Application withdrawn.
    ApplicationWithdrawn = "application-withdrawn" => "Application withdrawn.",
    /// Shortlisted.
    Shortlisted = "shortlisted" => "Shortlisted.",
    /// A reviewer's scores were kept.
    Scored = "scored" => "Saved. You now see what the others gave.",
    /// Offer made.
    OfferMade = "offer-made" => "Offer sent. The student has 48 hours.",
    /// A runner-up was named.
    RunnerUp = "runner-up" => "Noted. If an offer is not taken, the seat goes to your runner-up.",
    /// A runner-up is none any more.
    NoRunnerUp = "no-runner-up" => "No longer a runner-up.",
    /// Offer extended.
    OfferExtended = "offer-extended" => "The student has more time to answer.",
    /// Not selected.
    NotSelected = "not-selected" => "Answered. The student gets your reason.",
    /// Several applicants were told that others were chosen.
    SeveralAnswered = "several-answered" => "Sent. Each of them gets the words you read.",
    /// Offer accepted.
    OfferAccepted = "offer-accepted" => "Accepted. Next: sign the agreement.",
    /// Offer declined.
    OfferDeclined = "offer-declined" => "Declined. The host is told.",
    /// Both sides agree on the goals.
    GoalsAgreed = "goals-agreed" => "Agreed. The other side is told.",
    /// The student handed in the tax form.
    TaxFormHandedIn = "tax-form-handed-in" => "Noted. The program looks at it next.",
    /// Staff noted where the tax form is.
    TaxFormRecorded = "tax-form-recorded" => "Recorded. The student is told.",
    /// Staff noted the background check or the insurance.
    SafetyRecorded = "safety-recorded" => "Recorded. The student and the host are told.",
    /// The student confirmed the agreement on data.
    DataConfirmed = "data-confirmed" => "Confirmed. The host is told.",
    /// Another classification or another text of the agreement.
    AgreementChanged = "agreement-changed" => "Kept. Where the text is another, all three are asked to sign it.",
    /// The survey before the work was answered.
    SurveyAnswered = "survey-answered" => "Thank you. The same sentences come again at the end.",
    /// A training module was passed.
    TrainingPassed = "training-passed" => "Passed. It counts for every project.",
    /// A training module was answered, and not passed.
    TrainingAnswered = "training-answered" => "Answered. Read why below, and try once more if you like.",
    /// Another text of the clauses.
    ClausesSaved = "clauses-saved" => "Saved. Agreements that open from now on have these clauses.",
    /// Signed.
    Signed = "signed" => "Signed.",
    /// Work begins.
    Started = "started" => "Start recorded.",
    /// Work authorization cleared.
    Cleared = "cleared" => "Cleared.",
    /// Time added.
    TimeAdded = "time-added" => "Time saved.",
    /// Time removed.
    TimeRemoved = "time-removed" => "Entry taken out.",
    /// Time put back.
    TimeRestored = "time-restored" => "Entry put back.",
    /// The week before was copied.
    WeekCopied = "week-copied" => "Last week is copied. Change what was different.",
    /// The week before was copied, with gaps.
    WeekCopiedInPart = "week-copied-in-part" => "Copied, without the entries whose day is still to come, over or full.",
    /// Nothing was copied.
    NothingCopied = "nothing-copied" => "Nothing was copied: the entries are here already, or their days have not come yet.",
    /// Week sent.
    WeekSent = "week-sent" => "Week sent. Your host answers it; silence approves it.",
    /// Week approved.
    WeekApproved = "week-approved" => "Hours approved.",
    /// Several weeks approved.
    WeeksApproved = "weeks-approved" => "Hours approved. Each student is told.",
    /// Week returned.
    WeekReturned = "week-returned" => "Sent back with your reason.",
    /// Check-in kept.
    CheckedIn = "checked-in" => "Check-in sent.",
    /// Milestone handed in.
    HandedIn = "handed-in" => "Handed in.",
    /// Something was said about a deliverable.
    Commented = "commented" => "Comment kept. The other side is told.",
    /// A résumé is in the profile.
    ResumeKept = "resume-kept" => "Your résumé is in your profile. You can send it with applications.",
    /// It was taken out.
    ResumeRemoved = "resume-removed" => "Taken out. Applications you sent keep what you sent.",
    /// Work accepted.
    WorkAccepted = "work-accepted" => "Accepted. Payment is on its way.",
    /// Any other move of an engagement.
    WorkMoved = "work-moved" => "Done. The other side is told.",
    /// An extension was asked for.
    ExtensionProposed = "extension-proposed" => "Sent. The other side is asked.",
    /// An extension waits for staff.
    ExtensionAgreed = "extension-agreed" => "Accepted. Staff decide next, and both of you are told.",
    /// An extension holds.
    ExtensionInEffect = "extension-in-effect" => "Extended. Both sides are told.",
    /// An extension was declined or refused.
    ExtensionDeclined = "extension-declined" => "Answered. Your reason is passed on.",
    /// An extension was taken back.
    ExtensionWithdrawn = "extension-withdrawn" => "Taken back. The other side is told.",
    /// A message was sent.
    MessageSent = "message-sent" => "Sent. You can take it back for 15 minutes.",
    /// A message was taken back.
    MessageWithdrawn = "message-withdrawn" => "Taken back. The record keeps that you did.",
    /// A pause was asked for.
    PauseProposed = "pause-proposed" => "Sent. The work pauses when the other side agrees.",
    /// The work is paused.
    Paused = "paused" => "Paused. Both sides are told until when.",
    /// Both sides agree on the hours that are left.
    PlanAgreed = "plan-agreed" => "Agreed. Both sides are told.",
    /// The form at half of the work was sent.
    MidPointSent = "mid-point-sent" => "Sent. The other side reads it, but for what you ask of staff.",
    /// Something was answered.
    Answered = "answered" => "Answered. They get an email.",
    /// Staff were told of a problem.
    ProblemTold = "problem-told" => "Staff are told. You get an email when they answer.",
    /// A dispute was opened.
    DisputeOpened = "dispute-opened" => "Opened. The other side is asked to say what happened.",
    /// A problem moved on.
    ProblemMoved = "problem-moved" => "Done. Whoever it concerns is told.",
    /// Metrics were frozen.
    FiguresFrozen = "figures-frozen" => "Frozen. These figures stay as they are.",
    /// Somebody looks after what needs attention.
    AttentionTaken = "attention-taken" => "Yours. Colleagues see that you look after it.",
    /// It was given to a colleague.
    AttentionGiven = "attention-given" => "Given. Your colleague gets an email.",
    /// Whoever is waited for was written to.
    AttentionWritten = "attention-written" => "Sent. Whoever it waits for gets your letter.",
    /// It was put off.
    AttentionSnoozed = "attention-snoozed" => "Put off. It comes back on its day, or when it gets worse.",
    /// It was settled.
    AttentionSettled = "attention-settled" => "Settled. It comes back only if it gets worse, or happens again.",
    /// It was brought back.
    AttentionReopened = "attention-reopened" => "Brought back.",
    /// A milestone accepted.
    MilestoneAccepted = "milestone-accepted" => "Accepted. The student is told.",
    /// Work returned for changes.
    WorkReturned = "work-returned" => "Sent back with what is missing.",
    /// Payment moved on.
    PaymentRecorded = "payment-recorded" => "Payment recorded.",
    /// A secret address of a calendar was made.
    AddressMade = "address-made" => "Your secret address is ready. It is shown below, only now.",
    /// It was switched off.
    AddressStopped = "address-stopped" => "Switched off. Nobody can read your calendar by its old address.",
    /// Review sent.
    ReviewSent = "review-sent" => "Review sent. It opens when both are in, or after 14 days.",
    /// A review was answered.
    ReviewAnswered = "review-answered" => "Answered. It stands beside the review.",
    /// Staff were told of a text.
    TextFlagged = "text-flagged" => "Staff are told. You get an email when they have decided.",
    /// Staff decided about it.
    FlagDecided = "flag-decided" => "Decided. Both sides are told why.",
    /// A review was changed before it was read.
    ReviewChanged = "review-changed" => "Changed. What it said before stays with you and staff.",
    /// The public link of a portfolio was made.
    LinkMade = "link-made" => "Your public link is ready. It is shown below, only now.",
    /// It was switched off.
    LinkStopped = "link-stopped" => "Switched off. The old link leads nowhere any more.",
    /// An entry of a portfolio was moved, hidden or shown.
    Arranged = "arranged" => "Done. The public page shows it like this as well.",
    /// A résumé line is made of the agreement again.
    LineReset = "line-reset" => "Back to the line made of your agreement.",
    /// A student asked to show work.
    ShowingAsked = "showing-asked" => "Asked. You get an email when your host answers.",
    /// A host said what may be shown.
    ShowingDecided = "showing-decided" => "Saved. It holds from now on, and the student is told.",
    /// Host verified.
    HostVerified = "host-verified" => "Verified. The host is told; its projects can be published.",
    /// Host suspended.
    HostSuspended = "host-suspended" => "Suspended. The host is told; its open projects are hidden.",
    /// A host answered what staff asked.
    HostAnswered = "host-answered" => "Answer sent. Staff are told.",
    /// Any other decision about a host.
    HostChanged = "host-changed" => "Recorded.",
}

/// What the page after a link in a letter says was done.
#[must_use]
pub const fn done_by_email(deed: domain::by_email::Deed) -> Notice {
    use domain::by_email::Deed;
    match deed {
        Deed::ApproveWeek => Notice::WeekApproved,
        Deed::AcceptMilestone => Notice::MilestoneAccepted,
        Deed::AnswerCheckIn => Notice::Answered,
    }
}

#[cfg(test)]
mod tests {
    use super::business_days;

    #[test]
    fn days_are_counted_in_words() {
        assert_eq!(
            [1, 2, 10, 11, 0].map(business_days),
            ["one business day", "two business days", "ten business days", "11 business days", "0 business days"]
        );
    }
}
