//! The review desk: one project as a student reads it, beside it what the check found and what the host stands for, and the
//! decision.

use backend::projects::{HostRecord, QueueEntry, ReviewPage as Desk};
use domain::event::ReasonKind;
use domain::hosts::Stage as HostStage;
use domain::ids::ProjectId;
use domain::machine::Word as _;
use domain::projects::scope::Severity;
use domain::projects::{Command, Stage};
use domain::time::{Day, long_date, long_date_read, plus_days, short_date_read};
use leptos::prelude::*;

use super::beginnings::make_template;
use super::commenting::{self, Commenting};
use super::history::timeline;
use super::host_home::stage_tag;
use super::labels::field_words;
use super::{host_desk, review_changes, terms};
use crate::caller;
use crate::engagements::kind_field;
use crate::layout::{Frame, Page, hidden_key, page};
use crate::projects::islands::{kind, weight};
use crate::routes;
use crate::ui::{
    Banner, Button, ButtonKind, DateField, Dialog, DialogActions, DialogButton, ErrorSummary, Finding, FindingKind,
    FormState, Icon, Meter, More, Tag, TagKind, TextArea, Tone, icon,
};

const REVIEW: &str = "/api/projects/review";

/// One project on the reviewer's desk.
#[component]
pub fn ReviewPage() -> impl IntoView {
    page(|request| async move {
        let cx = caller::cx().await?;
        let id: ProjectId = request.id("id")?;
        let desk = backend::projects::review_page(&cx, id).await?;
        let queue = backend::projects::review_queue(&cx).await?;
        let state = request.form_for(REVIEW);
        let hide = crate::revisions::hide(id, &desk.offers, &request);
        let title = if desk.draft.title.is_empty() { "Untitled draft".to_owned() } else { desk.draft.title.clone() };
        if desk.offers.contains(&Command::RequestChanges) {
            provide_context(Commenting::new(&state));
        }
        let program = cx.program();
        let text = view! {
            <section class="sec stack" id="text" aria-labelledby="text-h">
                <h2 id="text-h">"As a student reads it"</h2>
                {terms::pay_box(&desk.draft, desk.pay, cx.policy(), terms::Reader::Other)} {commenting::on(&desk.draft, "hours and pay", &PAY)}
                {terms::body(&desk.draft, terms::Level::Third)}
            </section>
            {terms::behind(&desk.draft)}
        };
        let body = view! {
            <div class="review">
                {others(&queue, id, cx.today())}
                <article class="stack loose" aria-labelledby="title-h">
                    <header class="stack tight">
                        <div class="row">{stage_tag(desk.stage)} {again(&desk)} {host_desk::tag(&desk.host)} {overdue(&desk, cx.today())}</div>
                        <h1 id="title-h">{title.clone()}</h1>
                        {terms::facts(&desk.draft, cx.today())} <p class="meta">{status(&desk, cx.today())}</p>
                    </header>
                    {sections(&desk)}
                    <ErrorSummary items=commenting::summary(&state)/>
                    {own_note(&desk)} {review_changes::sections(&desk, program)}
                    <div class="desk">
                        <div class="stack loose">{text}</div>
                        <div class="stack loose">
                            {findings(&desk, &state)} {host_desk::section(&desk, program)}
                            <section class="sec" id="history" aria-labelledby="history-h"><h2 id="history-h">"So far"</h2> {timeline(program, &desk.history)}</section>
                        </div>
                    </div>
                    {decide(&desk, &state, plus_days(cx.today(), 1))} {hide} {make_template(id, desk.stage)}
                </article>
            </div>
        };
        Ok(Page::new(title, Frame::Staff("/staff/queue"), body))
    })
}

/// What the box of hours and pay answers.
const PAY: [&str; 12] = [
    "hours_",
    "weekly_hours",
    "start",
    "end",
    "place",
    "address",
    "pay_model",
    "amount",
    "fund",
    "seats",
    "apply_by",
    "classification",
];

/// Most projects beside the one that is read.
const BESIDE: usize = 12;

/// The rest of the queue, to go on from one to the next.
fn others(queue: &[QueueEntry], here: ProjectId, today: Day) -> impl IntoView + use<> {
    let rows = queue
        .iter()
        .take(BESIDE)
        .map(|entry| {
            let now = (entry.id == here).then_some("page");
            let due = format!("{}, due {}", entry.host, short_date_read(entry.due, today));
            view! {
                <li>
                    <a href=routes::review(entry.id) aria-current=now>
                        <b>{entry.title.clone()}</b> <span class="num">{entry.score}</span> <small>{due}</small>
                    </a>
                </li>
            }
        })
        .collect_view();
    let more = (queue.len() > BESIDE).then(|| format!("{} more wait.", queue.len() - BESIDE));
    view! {
        <nav class="queue stack" aria-label="Projects to review">
            <p><a class="link" href="/staff/queue"><Icon glyph=icon::ARROW_LEFT/> " Review queue"</a></p>
            <ul class="pick wide">{rows}</ul>
            {more.map(|words| view! { <p class="meta wide">{words}</p> })}
        </nav>
    }
}

/// On a phone the parts stand one after another: a way to each.
fn sections(desk: &Desk) -> impl IntoView + use<> {
    let mut parts = Vec::new();
    if !desk.comments.is_empty() {
        parts.push(("#asked", "Comments"));
    }
    if desk.before.is_some() {
        parts.push(("#changed", "Changes"));
    }
    parts.extend([("#text", "Project"), ("#check", "Findings"), ("#host", "Host"), ("#history", "History")]);
    if !desk.offers.is_empty() {
        parts.push(("#decide", "Decide"));
    }
    let links =
        parts.into_iter().map(|(href, words)| view! { <li><a class="link" href=href>{words}</a></li> }).collect_view();
    view! { <nav class="narrow" aria-label="Parts of this page"><ul class="row">{links}</ul></nav> }
}

/// Who reads it, since when it waits, and what was promised.
fn status(desk: &Desk, today: Day) -> String {
    let reviewer = match (&desk.reviewer, desk.stage) {
        (Some((_, name)), _) => format!("{name} reviews it. "),
        (None, Stage::Submitted) => "Nobody has taken it on yet. ".to_owned(),
        (None, _) => String::new(),
    };
    let waits = matches!(desk.stage, Stage::Submitted | Stage::InReview);
    if let Some(day) = desk.publish_on.filter(|_| desk.stage == Stage::Approved) {
        return format!("{reviewer}Published on {}.", long_date_read(day, today));
    }
    let age = match desk.age.filter(|_| waits) {
        None => String::new(),
        Some(0) => "Sent today. ".to_owned(),
        Some(1) => "Sent one business day ago. ".to_owned(),
        Some(days) => format!("Sent {days} business days ago. "),
    };
    let due = desk.due.filter(|_| waits).map(|day| format!("Answer promised by {}.", long_date_read(day, today)));
    format!("{reviewer}{age}{}", due.unwrap_or_default())
}

fn overdue(desk: &Desk, today: Day) -> Option<AnyView> {
    let waits = matches!(desk.stage, Stage::Submitted | Stage::InReview);
    let due = desk.due.filter(|due| waits && *due < today)?;
    let label = format!("Late, was {}", short_date_read(due, today));
    Some(view! { <Tag kind=TagKind::Stop icon=icon::CLOCK label=label/> }.into_any())
}

fn again(desk: &Desk) -> Option<AnyView> {
    let waits = matches!(desk.stage, Stage::Submitted | Stage::InReview);
    (waits && desk.before.is_some())
        .then(|| view! { <Tag kind=TagKind::Wait icon=icon::GIT_COMPARE label="Sent again"/> }.into_any())
}

fn own_note(desk: &Desk) -> Option<AnyView> {
    desk.own.then(|| view! { <Banner tone=Tone::Need title="You wrote this project."><p>"Ask a colleague to review it."</p></Banner> }.into_any())
}

/// The score with its parts, then the findings by what they do.
fn findings(desk: &Desk, state: &FormState) -> impl IntoView + use<> {
    let score = desk.report.score;
    let part = |name: &'static str, value: u8, of: u8| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd><Meter value=f64::from(value) max=f64::from(of)/></dd>
                <dd class="num">{format!("{value} of {of}")}</dd>
            </div>
        }
    };
    let groups = Severity::ALL.iter().map(|severity| group(desk, *severity)).collect_view();
    let clean = desk.report.findings.is_empty().then(|| {
        view! { <Finding kind=FindingKind::Pass title="Every rule is met" why="The check found nothing to change."/> }
    });
    view! {
        <section class="sec stack" id="check" aria-labelledby="check-h">
            <div class="row between">
                <h2 id="check-h">"Scope check"</h2>
                <span class="num"><b>{score.total.to_string()}</b> " of 100"</span>
            </div>
            <dl class="parts">
                {part("Clarity", score.clarity, 30)} {part("Realism", score.realism, 25)} {part("Support", score.support, 25)}
                {part("Fairness", score.fairness, 20)}
            </dl>
            {groups} {clean} {waive_hours(desk, state)} {take_back_waiver(desk, state)}
        </section>
    }
}

fn group(desk: &Desk, severity: Severity) -> Option<AnyView> {
    let here: Vec<_> = desk.report.findings.iter().filter(|finding| finding.severity == severity).collect();
    let title = match severity {
        Severity::Block => "Blocks publishing",
        Severity::Staff => "You decide",
        Severity::Warn => "Advice",
    };
    let title = format!("{title}, {}", here.len());
    let cards = here
        .iter()
        .map(|finding| {
            let where_ = format!("{}. {}", field_words(&finding.field), weight(finding));
            view! { <Finding kind=kind(finding.severity) title=finding.message.clone() meta=where_ why=finding.why.clone()/> }
        })
        .collect_view();
    (!here.is_empty()).then(|| {
        let id = format!("findings-{}", severity.word());
        view! {
            <More summary=title open=true>
                <div class="stack" id=id>{cards}</div>
            </More>
        }
        .into_any()
    })
}

/// Hours outside the limits block a project until staff waive the limits for it.
fn waive_hours(desk: &Desk, state: &FormState) -> Option<AnyView> {
    let blocked = desk.report.blocks().iter().any(|finding| finding.id == "Q05");
    let refused = state.values.get("decision").is_some_and(|sent| sent == "waive_hours") && !state.is_clean();
    if !desk.may_waive_hours || !(blocked || refused) {
        return None;
    }
    let (value, error) =
        if refused { (state.value("reason", ""), state.error("reason")) } else { (String::new(), None) };
    let id = desk.id;
    let form = view! {
        <More summary="Waive the limits on hours" open=refused>
            <form class="stack" method="post" action=REVIEW>
                {hidden(id, "waive_hours")}
                <TextArea
                    name="reason"
                    id="waiver-reason"
                    label="Why may this project have other hours?"
                    hint="The host gets it word by word, and it stays in the history. The hours then wait for your decision instead of blocking."
                    value=value
                    error=error
                    required=true
                    maxlength=2000
                />
                <p><Button>"Waive the limits"</Button></p>
            </form>
        </More>
    };
    Some(form.into_any())
}

/// The waiver that holds, and the way to take it back.
fn take_back_waiver(desk: &Desk, state: &FormState) -> Option<AnyView> {
    let waiver = desk.waiver.clone().filter(|_| desk.may_waive_hours)?;
    let refused = state.values.get("decision").is_some_and(|sent| sent == "take_back_waiver") && !state.is_clean();
    let (value, error) =
        if refused { (state.value("reason", ""), state.error("reason")) } else { (String::new(), None) };
    let id = desk.id;
    let said = format!("{} waived the limits on hours on {}.", waiver.who, long_date(waiver.on));
    let form = view! {
        <More summary="Take back the waiver of the limits on hours" open=refused>
            <form class="stack" method="post" action=REVIEW>
                {hidden(id, "take_back_waiver")} <p>{said} " " <q>{waiver.reason}</q></p>
                <TextArea
                    name="reason"
                    id="take-back-reason"
                    label="Why do the limits hold again?"
                    hint="The host gets it word by word, and it stays in the history. Hours outside the limits then block the project."
                    value=value
                    error=error
                    required=true
                    maxlength=2000
                />
                <p><Button kind=ButtonKind::Danger>"Take the waiver back"</Button></p>
            </form>
        </More>
    };
    Some(form.into_any())
}

/// The hidden fields of a decision.
fn hidden(id: ProjectId, decision: &'static str) -> impl IntoView {
    view! {
        {hidden_key()} <input type="hidden" name="id" value=id.to_string()/> <input type="hidden" name="decision" value=decision/>
    }
}

fn decide(desk: &Desk, state: &FormState, tomorrow: Day) -> AnyView {
    let id = desk.id;
    let can = |command: Command| desk.offers.contains(&command);
    if can(Command::Claim) && !can(Command::Approve) {
        return view! {
            <form class="decide" id="decide" method="post" action=REVIEW>
                {hidden(id, "claim")} <Button kind=ButtonKind::Primary disabled=desk.own>"Review it"</Button>
            </form>
        }
        .into_any();
    }
    if can(Command::Publish) {
        return view! {
            <form class="decide" id="decide" method="post" action=REVIEW>
                {hidden(id, "publish")} <Button kind=ButtonKind::Primary>"Publish it now"</Button>
            </form>
        }
        .into_any();
    }
    if !can(Command::Approve) {
        return ().into_any();
    }
    let refused =
        |decision: &str| !state.is_clean() && state.values.get("decision").is_some_and(|sent| sent == decision);
    let unverified = !desk.host.stage.is_verified();
    view! {
        {unverified.then(|| verify_first(&desk.host))}
        <div class="decide" id="decide">
            <form method="post" action=REVIEW>
                {hidden(id, "approve")} <Button kind=ButtonKind::Primary icon=icon::CHECK disabled=desk.own || unverified>"Approve and publish"</Button>
            </form>
            <DialogButton opens="later-dialog">"Publish later"</DialogButton>
            <DialogButton opens="changes-dialog">"Ask for changes"</DialogButton>
            <DialogButton kind=ButtonKind::Danger opens="reject-dialog">"Reject"</DialogButton>
        </div>
        {later_dialog(desk, state, refused("approve_for"), tomorrow)}
        {changes_dialog(id, state, refused("request_changes"))} {reject_dialog(id, state, refused("reject"))}
    }
    .into_any()
}

/// Why approving must wait, and where to end the wait.
fn verify_first(host: &HostRecord) -> impl IntoView + use<> {
    let title = match host.stage {
        HostStage::Suspended => format!("{} is suspended.", host.name),
        _ => format!("Verify {} first.", host.name),
    };
    let href = crate::routes::staff_host(host.id);
    view! {
        <Banner tone=Tone::Need title=title>
            <p>"A project is published once staff have looked at its organisation. "<a class="link" href=href>"Open the host"</a></p>
        </Banner>
    }
}

/// Approves it now, to be published on a later day.
fn later_dialog(desk: &Desk, state: &FormState, open: bool, tomorrow: Day) -> impl IntoView + use<> {
    let (value, error) = if open { (state.value("day", ""), state.error("day")) } else { (String::new(), None) };
    let hint =
        desk.draft.apply_by.map(|day| format!("Students can apply until {}.", long_date(day))).unwrap_or_default();
    let id = desk.id;
    view! {
        <Dialog id="later-dialog" title="Approve, publish later" open=open>
            <form class="stack" method="post" action=REVIEW>
                {hidden(id, "approve_for")}
                <DateField name="day" id="publish-day" label="Publish it on" hint=hint value=value error=error min=tomorrow.to_string() required=true/>
                <DialogActions>
                    <DialogButton closes="later-dialog">"Not yet"</DialogButton> <Button kind=ButtonKind::Primary>"Approve"</Button>
                </DialogActions>
            </form>
        </Dialog>
    }
}

fn changes_dialog(id: ProjectId, state: &FormState, open: bool) -> impl IntoView + use<> {
    let sent = |name: &str| if open { state.value(name, "") } else { String::new() };
    let error = if open { state.error("reason") } else { None };
    let reason = sent("reason");
    view! {
        <Dialog id="changes-dialog" title="Ask for changes" class="wide-dialog" open=open>
            <form class="stack" id=commenting::FORM method="post" action=REVIEW>
                {hidden(id, "request_changes")}
                <TextArea
                    name="reason"
                    id="changes-reason"
                    label="What should the host do?"
                    hint="They read this first, in the email and on the project’s page."
                    value=reason
                    error=error
                    required=true
                    maxlength=2000
                />
                <p class="hint">"The comments you wrote beside answers of the page go along. Each one is shown to the host beside its field."</p>
                <DialogActions>
                    <DialogButton closes="changes-dialog">"Not yet"</DialogButton> <Button kind=ButtonKind::Primary>"Send back"</Button>
                </DialogActions>
            </form>
        </Dialog>
    }
}

fn reject_dialog(id: ProjectId, state: &FormState, open: bool) -> impl IntoView + use<> {
    let (value, error) = if open { (state.value("reason", ""), state.error("reason")) } else { (String::new(), None) };
    let sent = if open { (state.value("kind", ""), state.error("kind")) } else { (String::new(), None) };
    let kind = kind_field("reject-kind".to_owned(), ReasonKind::TURNED_DOWN, sent.0, sent.1);
    view! {
        <Dialog id="reject-dialog" title="Reject this project" open=open>
            <form class="stack" method="post" action=REVIEW>
                {hidden(id, "reject")} {kind}
                <TextArea
                    name="reason"
                    id="reject-reason"
                    label="Why is this not a project for the program?"
                    hint="The host gets it word by word."
                    value=value
                    error=error
                    required=true
                    maxlength=2000
                />
                <DialogActions>
                    <DialogButton closes="reject-dialog">"Keep it"</DialogButton> <Button kind=ButtonKind::Sure>"Reject"</Button>
                </DialogActions>
            </form>
        </Dialog>
    }
}
