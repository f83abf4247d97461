//! The review desk: one project, what the check found, what the host stands for, the decision.

use backend::projects::{HostRecord, ReviewPage as Desk};
use domain::hosts::Stage as HostStage;
use domain::ids::ProjectId;
use domain::machine::Word as _;
use domain::projects::{Command, Draft, Step, form};
use domain::time::long_date;
use leptos::prelude::*;

use super::history::{COMMENTED, comments, field_words, timeline};
use super::host_home::stage_tag;
use super::terms;
use crate::caller;
use crate::layout::{Frame, Page, hidden_key, page};
use crate::projects::islands::{kind, weight};
use crate::ui::{
    Banner, Button, ButtonKind, Dialog, DialogActions, DialogButton, Diff, DiffRow, ErrorSummary, Finding, FindingKind,
    FormState, Icon, More, Tag, TagKind, TextArea, Tone, icon,
};

const REVIEW: &str = "/api/projects/review";

/// One project on the reviewer's desk.
#[component]
pub fn ReviewPage() -> impl IntoView {
    page(|request| async move {
        let cx = caller::cx().await?;
        let id: ProjectId = request.id("id")?;
        let desk = backend::projects::review_page(&cx, id).await?;
        let state = request.form_for(REVIEW);
        let hide = crate::revisions::hide(id, &desk.offers, &request);
        let title = if desk.draft.title.is_empty() { "Untitled draft".to_owned() } else { desk.draft.title.clone() };
        let history = timeline(cx.program(), &desk.history);
        let since = cx.program().day_of(desk.host.since);
        let asked = (!desk.comments.is_empty()).then(|| {
            view! {
                <section class="sec" aria-labelledby="asked-h"><h2 id="asked-h">"Comments so far"</h2> {comments(id, &desk.comments, false)}</section>
            }
        });
        let body = view! {
            <p><a class="link" href="/staff/queue"><Icon glyph=icon::ARROW_LEFT/> " Review queue"</a></p>
            <article class="stack loose" aria-labelledby="title-h">
                <header class="stack tight">
                    <div class="row">{stage_tag(desk.stage)} {host_tag(&desk.host)} <span class="meta">{status(&desk)}</span></div>
                    <h1 id="title-h">{title.clone()}</h1>
                    {terms::facts(&desk.draft)}
                </header>
                <ErrorSummary items=state.summary()/>
                {own_note(&desk)} {changed(&desk)}
                <div class="split even">
                    {findings(&desk)} <section class="sec stack" aria-labelledby="host-h">
                        <h2 id="host-h">"The host"</h2> {host(&desk.host, long_date(since))}
                    </section>
                </div>
                {asked}
                <section class="sec stack" aria-labelledby="text-h">
                    <h2 id="text-h">"As a student reads it"</h2>
                    {terms::pay_box(&desk.draft, desk.pay, cx.policy(), terms::Reader::Other)} {terms::body(&desk.draft, terms::Level::Third)}
                </section>
                {terms::behind(&desk.draft)}
                <section class="sec" aria-labelledby="history-h"><h2 id="history-h">"So far"</h2> {history}</section>
                {decide(&desk, &state)} {hide}
            </article>
        };
        Ok(Page::new(title, Frame::Staff("/staff/queue"), body))
    })
}

fn status(desk: &Desk) -> String {
    let reviewer = desk.reviewer.as_ref().map(|(_, name)| format!("{name} reviews it. "));
    let due =
        desk.due.filter(|_| desk.submitted_at.is_some()).map(|day| format!("Answer promised by {}.", long_date(day)));
    format!("{}{}", reviewer.unwrap_or_default(), due.unwrap_or_default())
}

fn host_tag(host: &HostRecord) -> impl IntoView {
    match host.stage {
        HostStage::Verified if host.completed > 0 => {
            view! { <Tag kind=TagKind::Go icon=icon::SPARKLES label="Repeat host"/> }
        }
        HostStage::Verified => view! { <Tag kind=TagKind::Go icon=icon::BADGE_CHECK label="Verified host"/> },
        HostStage::Watch => view! { <Tag kind=TagKind::Wait icon=icon::EYE label="On watch"/> },
        HostStage::Suspended | HostStage::Rejected => {
            view! { <Tag kind=TagKind::Stop icon=icon::X label="Host not allowed"/> }
        }
        _ => view! { <Tag kind=TagKind::Wait icon=icon::CLOCK label="Host not verified"/> },
    }
}

fn own_note(desk: &Desk) -> Option<AnyView> {
    desk.own.then(|| view! { <Banner tone=Tone::Need title="You wrote this project."><p>"Ask a colleague to review it."</p></Banner> }.into_any())
}

/// What the host changed since it was sent back.
fn changed(desk: &Desk) -> Option<AnyView> {
    let rows = differences(desk.before.as_ref()?, &desk.draft);
    if rows.is_empty() {
        return Some(view! { <p class="soft">"Nothing changed since it was sent back."</p> }.into_any());
    }
    Some(
        view! {
            <section class="sec" aria-labelledby="changed-h">
                <h2 id="changed-h">"What changed since it was sent back"</h2>
                <Diff caption="Changed answers" before="Before" after="Now" rows=rows/>
            </section>
        }
        .into_any(),
    )
}

fn differences(before: &Draft, now: &Draft) -> Vec<DiffRow> {
    let mut rows = Vec::new();
    for step in Step::ALL {
        let (old, new) = (form::values(*step, before), form::values(*step, now));
        let names: std::collections::BTreeSet<_> = old.keys().chain(new.keys()).collect();
        for name in names {
            let (was, is) = (old.get(name).cloned().unwrap_or_default(), new.get(name).cloned().unwrap_or_default());
            if was != is {
                rows.push(DiffRow::new(field_words(name), was, is));
            }
        }
    }
    rows
}

fn findings(desk: &Desk) -> impl IntoView + use<> {
    let cards = desk
        .report
        .findings
        .iter()
        .map(|finding| {
            let where_ = format!("{}, {}", weight(finding), field_words(&finding.field).to_lowercase());
            view! { <Finding kind=kind(finding.severity) title=finding.message.clone() meta=where_ why=finding.why.clone()/> }
        })
        .collect_view();
    let clean = desk.report.findings.is_empty().then(|| {
        view! { <Finding kind=FindingKind::Pass title="Every rule is met" why="The check found nothing to change."/> }
    });
    view! {
        <section class="sec" aria-labelledby="check-h">
            <div class="row between">
                <h2 id="check-h">"Scope check"</h2>
                <span class="num"><b>{desk.report.score.total.to_string()}</b> " of 100"</span>
            </div>
            <div class="stack">{cards} {clean}</div>
        </section>
    }
}

fn host(host: &HostRecord, since: String) -> impl IntoView + use<> {
    let site = (!host.website.is_empty()).then(|| {
        view! { <p>"Site: " <a class="link" href=host.website.clone() rel="noreferrer nofollow">{host.website.clone()}</a></p> }
    });
    let count =
        |number: i64, one: &str, many: &str| if number == 1 { format!("1 {one}") } else { format!("{number} {many}") };
    let record = format!(
        "{}, {}, {}",
        count(host.completed, "project completed", "projects completed"),
        count(host.cancelled, "called off", "called off"),
        count(host.rejected, "turned down", "turned down"),
    );
    let stage = crate::text::stage_word(host.stage.word());
    view! {
        <p><b>{host.name.clone()}</b> {format!(", {stage}, here since {since}")}</p>
        <p>{host.about.clone()}</p>
        {site}
        <p class="meta">{record}</p>
    }
}

/// The hidden fields of a decision.
fn hidden(id: ProjectId, decision: &'static str) -> impl IntoView {
    view! {
        {hidden_key()} <input type="hidden" name="id" value=id.to_string()/> <input type="hidden" name="decision" value=decision/>
    }
}

fn decide(desk: &Desk, state: &FormState) -> AnyView {
    let id = desk.id;
    let can = |command: Command| desk.offers.contains(&command);
    if can(Command::Claim) && !can(Command::Approve) {
        return view! {
            <form class="decide" method="post" action=REVIEW>
                {hidden(id, "claim")} <Button kind=ButtonKind::Primary disabled=desk.own>"Review it"</Button>
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
        <div class="decide">
            <form method="post" action=REVIEW>
                {hidden(id, "approve")} <Button kind=ButtonKind::Primary icon=icon::CHECK disabled=desk.own || unverified>"Approve and publish"</Button>
            </form>
            <DialogButton opens="changes-dialog">"Ask for changes"</DialogButton>
            <DialogButton kind=ButtonKind::Danger opens="reject-dialog">"Reject"</DialogButton>
        </div>
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

fn changes_dialog(id: ProjectId, state: &FormState, open: bool) -> impl IntoView + use<> {
    let sent = |name: &str| if open { state.value(name, "") } else { String::new() };
    let error = if open { state.error("reason") } else { None };
    let beside = COMMENTED
        .iter()
        .map(|(field, words)| {
            let name = format!("comments[{field}]");
            view! { <TextArea name=name.clone() id=format!("comment-{field}") label=*words value=sent(&name) optional=true rows=2 maxlength=1000/> }
        })
        .collect_view();
    let reason = sent("reason");
    view! {
        <Dialog id="changes-dialog" title="Ask for changes" class="wide-dialog" open=open>
            <form class="stack" method="post" action=REVIEW>
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
                <More summary="Comments beside fields" open=open>
                    <div class="stack">{beside}</div>
                </More>
                <DialogActions>
                    <DialogButton closes="changes-dialog">"Not yet"</DialogButton> <Button kind=ButtonKind::Primary>"Send back"</Button>
                </DialogActions>
            </form>
        </Dialog>
    }
}

fn reject_dialog(id: ProjectId, state: &FormState, open: bool) -> impl IntoView + use<> {
    let (value, error) = if open { (state.value("reason", ""), state.error("reason")) } else { (String::new(), None) };
    view! {
        <Dialog id="reject-dialog" title="Reject this project" open=open>
            <form class="stack" method="post" action=REVIEW>
                {hidden(id, "reject")}
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
