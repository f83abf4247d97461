//! Small parts the pages of work share.

use domain::actor::Party;
use domain::engagements::Stage;
use domain::event::ReasonKind;
use domain::ids::EngagementId;
use domain::machine::Word as _;
use domain::milestones::Stage as MilestoneStage;
use domain::time::{Day, short_date};
use domain::timesheets::Stage as SheetStage;
use leptos::prelude::*;

use crate::AppError;
use crate::layout::{Frame, Request, hidden_key};
use crate::text::{capital, stage_word};
use crate::ui::{Button, ButtonKind, Choice, More, Select, Tag, TagKind, TextArea, icon};

/// The action of the form that moves an engagement.
pub(super) const MOVE: &str = "/api/engagements/move";

/// As whom somebody looks at an engagement. A person with several parts sees the first of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Viewer {
    Student,
    Host,
    Staff,
}

impl Viewer {
    pub(crate) fn of(parties: &[Party]) -> Self {
        if parties.contains(&Party::Student) {
            Self::Student
        } else if parties.contains(&Party::Host) {
            Self::Host
        } else {
            Self::Staff
        }
    }
}

/// The frame of a page of work for whoever is signed in.
pub(crate) fn frame(request: &Request) -> Result<Frame, AppError> {
    Ok(Frame::of(request.person()?, "/student/work", "/host", "/staff/engagements"))
}

/// Where an engagement stands, as a tag.
pub(super) fn stage_tag(stage: Stage) -> impl IntoView + use<> {
    let (kind, glyph) = match stage {
        Stage::Onboarding => (TagKind::Wait, icon::LIST_CHECKS),
        Stage::InProgress => (TagKind::Go, icon::TIMER),
        Stage::Submitted | Stage::InAcceptance => (TagKind::Wait, icon::EYE),
        Stage::Accepted | Stage::Paid | Stage::Completed => (TagKind::Go, icon::CIRCLE_CHECK),
        Stage::Paused => (TagKind::Plain, icon::CIRCLE_PAUSE),
        Stage::Disputed => (TagKind::Stop, icon::SCALE),
        _ => (TagKind::Plain, icon::CIRCLE),
    };
    view! { <Tag kind=kind icon=glyph label=capital(&stage_word(stage.word()))/> }
}

/// Where a week stands, as a tag.
pub(crate) fn sheet_tag(stage: SheetStage) -> impl IntoView + use<> {
    let (kind, glyph, word) = match stage {
        SheetStage::Open => (TagKind::Plain, icon::PENCIL, "Not sent"),
        SheetStage::Submitted => (TagKind::Wait, icon::CLOCK, "With the host"),
        SheetStage::Returned => (TagKind::Wait, icon::UNDO, "Returned"),
        SheetStage::Approved => (TagKind::Go, icon::CHECK, "Approved"),
    };
    view! { <Tag kind=kind icon=glyph label=word/> }
}

/// Where a milestone stands, as a tag.
pub(super) fn milestone_tag(stage: MilestoneStage) -> impl IntoView + use<> {
    let (kind, glyph, word) = match stage {
        MilestoneStage::Draft => (TagKind::Plain, icon::CIRCLE, "Open"),
        MilestoneStage::Submitted => (TagKind::Wait, icon::CLOCK, "With the host"),
        MilestoneStage::ChangesRequested => (TagKind::Wait, icon::UNDO, "Changes asked for"),
        MilestoneStage::Accepted => (TagKind::Go, icon::CHECK, "Accepted"),
    };
    view! { <Tag kind=kind icon=glyph label=word/> }
}

/// `2 Nov to 11 Dec`.
pub(super) fn span(start: Day, end: Day) -> String {
    format!("{} to {}", short_date(start), short_date(end))
}

/// A form that is one button.
pub(crate) fn plain_move(
    id: EngagementId,
    command: &'static str,
    words: &'static str,
    kind: ButtonKind,
) -> impl IntoView + use<> {
    view! {
        <form method="post" action=MOVE>
            {hidden_key()}
            <input type="hidden" name="engagement" value=id.to_string()/>
            <input type="hidden" name="command" value=command/>
            <Button kind=kind>{words}</Button>
        </form>
    }
}

/// A form that opens on request and asks for a reason.
pub(super) fn reason_move(
    request: &Request,
    id: EngagementId,
    command: &'static str,
    summary: &'static str,
    hint: &'static str,
    words: &'static str,
) -> impl IntoView + use<> {
    let form = request.form_for(MOVE);
    let form = if form.value("command", "") == command { form } else { Default::default() };
    let failed = !form.is_clean();
    // Red is for what ends the work; the rest can be undone.
    let ends = ["mark_incomplete", "lapse", "terminate", "cancel"].contains(&command);
    let kind = if ends { ButtonKind::Danger } else { ButtonKind::Plain };
    let kinds = match command {
        "cancel" => ReasonKind::CALLED_OFF,
        "terminate" => ReasonKind::FOR_CAUSE,
        _ => &[],
    };
    let kinds = (!kinds.is_empty())
        .then(|| kind_field(format!("{command}-kind"), kinds, form.value("kind", ""), form.error("kind")));
    let reason = because(format!("{command}-reason"), &form, hint);
    view! {
        <More summary=summary open=failed>
            <form class="stack" method="post" action=MOVE>
                {hidden_key()}
                <input type="hidden" name="engagement" value=id.to_string()/>
                <input type="hidden" name="command" value=command/>
                {kinds} {reason}
                <div><Button kind=kind>{words}</Button></div>
            </form>
        </More>
    }
}

/// What kind of reason it is: for figures, beside the words people read.
pub(crate) fn kind_field(
    id: String,
    kinds: &[ReasonKind],
    value: String,
    error: Option<String>,
) -> impl IntoView + use<> {
    let choices = kinds.iter().map(|kind| Choice::new(kind.word(), kind.label())).collect::<Vec<_>>();
    view! { <Select name="kind" id=id label="What it is about" choices=choices empty="Choose" value=value error=error required=true/> }
}

/// What is wrong with the fields of a form; what is wrong with the whole stands at the top of the page.
pub(crate) fn summary(form: &crate::ui::FormState) -> Vec<(String, String)> {
    form.summary().into_iter().filter(|(field, _)| !field.is_empty()).collect()
}

/// The field `reason`, under an id of its own.
pub(crate) fn because(id: String, form: &crate::ui::FormState, hint: &'static str) -> impl IntoView + use<> {
    view! {
        <TextArea name="reason" id=id label="Reason" hint=hint value=form.value("reason", "") error=form.error("reason") rows=3 maxlength=2_000 required=true/>
    }
}
