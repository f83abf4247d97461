//! For each machine the order of a command, with something sensible for each thing it carries.

use domain::actor::Party;
use domain::money::Cents;
use domain::time::{Day, plus_days};
use domain::{
    applications, attention, engagements, extensions, hosts, milestones, pauses, payments, plans, problems, projects,
    reviews, revisions, templates,
};

use super::reason;

pub(super) fn pause_order(command: pauses::Command, _today: Day) -> pauses::Order {
    use pauses::{Command as C, Order as O};
    match command {
        C::Accept => O::Accept,
        C::Decline => O::Decline(reason()),
        C::Withdraw => O::Withdraw,
        C::Lapse => O::Lapse,
        C::End => O::End,
    }
}

pub(super) fn hours_check_order(command: plans::Command) -> plans::Order {
    use plans::{Choice, Command as C, Order as O};
    match command {
        C::Propose => O::Propose(Choice::Keep, reason()),
        C::Accept => O::Accept,
        C::Decline => O::Decline(reason()),
        C::Withdraw => O::Withdraw,
        C::Follow => O::Follow,
        C::Close => O::Close,
    }
}

pub(super) fn attention_order(command: attention::Command) -> attention::Order {
    use attention::{Command as C, Order as O, Severity};
    match command {
        C::Take => O::Take,
        C::Give => O::Give(uuid::Uuid::from_u128(10).into()),
        C::Nudge => O::Nudge,
        C::Note => O::Note,
        C::Snooze => O::Snooze(plus_days(super::FIRST_DAY, 12)),
        C::Resolve => O::Resolve(reason()),
        C::Reopen => O::Reopen,
        C::Wake => O::Wake(Severity::Nudge),
        C::Clear => O::Clear,
        C::Return => O::Return(Severity::AtRisk),
    }
}

pub(super) fn problem_order(command: problems::Command) -> problems::Order {
    use problems::{Command as C, Order as O};
    match command {
        C::Answer => O::Answer(reason()),
        C::OpenDispute => O::OpenDispute(Cents(10_000)),
        C::State => O::State(reason()),
        C::Remind => O::Remind,
        C::Mediate => O::Mediate,
        C::Decide => O::Decide(Cents(4_000), reason()),
        C::Appeal => O::Appeal(reason()),
        C::DecideAppeal => O::DecideAppeal(Cents(0), reason()),
        C::Close => O::Close,
        C::Resolve => O::Resolve(reason()),
        C::Withdraw => O::Withdraw,
    }
}

pub(super) fn project_order(command: projects::Command, today: Day) -> projects::Order {
    use projects::{Command as C, Order as O};
    match command {
        C::Submit => O::Submit,
        C::Withdraw => O::Withdraw,
        C::Claim => O::Claim,
        C::RequestChanges => O::RequestChanges(reason()),
        C::Approve => O::Approve(None),
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

pub(super) fn revision_order(command: revisions::Command, _today: Day) -> revisions::Order {
    use revisions::{Command as C, Order as O};
    match command {
        C::TakeEffect => O::TakeEffect,
        C::Approve => O::Approve,
        C::Reject => O::Reject(reason()),
        C::Withdraw => O::Withdraw,
        C::Lapse => O::Lapse,
    }
}

pub(super) fn application_order(command: applications::Command, today: Day) -> applications::Order {
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

pub(super) fn engagement_order(command: engagements::Command, today: Day) -> engagements::Order {
    use engagements::{Command as C, Order as O, Reflection};
    match command {
        C::Sign => O::Sign,
        C::ChooseClassification => O::ChooseClassification(reason()),
        C::ClearAuthorization => O::ClearAuthorization {
            cover: engagements::Cover::default(),
            until: plus_days(today, 90),
            evidence: reason(),
        },
        C::RecordSafety => O::RecordSafety(reason()),
        C::ConfirmData => O::ConfirmData,
        C::SetKickoff => O::SetKickoff(plus_days(today, 1)),
        C::SignOnPaper => O::SignOnPaper { side: Party::Host, note: reason() },
        C::ChangeAgreement => O::ChangeAgreement(reason()),
        C::HandInTaxForm => O::HandInTaxForm,
        C::RecordTaxForm => O::RecordTaxForm { to: engagements::TaxForm::OnFile, note: reason() },
        C::ProposeGoals => O::ProposeGoals,
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
        C::Terminate => O::Terminate(reason().of_kind(domain::event::ReasonKind::Conduct)),
        C::MarkIncomplete => O::MarkIncomplete(reason()),
        C::Dispute => O::Dispute(reason()),
        C::UpholdDispute => O::UpholdDispute(reason()),
        C::DismissDispute => O::DismissDispute(reason()),
    }
}

pub(super) fn milestone_order(command: milestones::Command, _today: Day) -> milestones::Order {
    use milestones::{Command as C, NewDeliverable, Order as O};
    match command {
        C::Submit => O::Submit(NewDeliverable::parse("https://example.org/draft", "").expect("a valid example")),
        C::Accept => O::Accept,
        C::RequestChanges => O::RequestChanges(reason()),
    }
}

pub(super) fn extension_order(command: extensions::Command, _today: Day) -> extensions::Order {
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

pub(super) fn payment_order(command: payments::Command, _today: Day) -> payments::Order {
    use payments::{Command as C, Order as O, Reference};
    match command {
        C::Encumber => O::Encumber,
        C::MakeReady => O::MakeReady,
        C::ApproveFirst => O::ApproveFirst,
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

pub(super) fn review_order(command: reviews::Command, _today: Day) -> reviews::Order {
    use reviews::{Command as C, NewReview, Order as O, ReviewForm};
    let form = ReviewForm {
        strengths: "Answered within the hour, always.".into(),
        would_work_again: "yes".into(),
        ..ReviewForm::default()
    };
    let new = NewReview::parse(&[], &form).expect("a valid example");
    match command {
        C::Submit => O::Submit(new),
        C::Revise => O::Revise(new),
        C::Reveal => O::Reveal,
        C::Lapse => O::Lapse,
    }
}

pub(super) fn host_order(command: hosts::Command, _today: Day) -> hosts::Order {
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

pub(super) fn template_order(command: templates::Command, _today: Day) -> templates::Order {
    use templates::{Command as C, Order as O};
    match command {
        C::Correct => O::Correct,
        C::Publish => O::Publish,
        C::Retire => O::Retire,
    }
}
