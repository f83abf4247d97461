//! A host's own page of one project: where it stands and what can be done.

use backend::projects::{Earlier, HostProject};
use domain::event::ReasonKind;
use domain::ids::ProjectId;
use domain::machine::Word as _;
use domain::policy::Policy;
use domain::projects::{Command, SCOPE_ANSWER_DAYS, Stage, first_incomplete, with_missing};
use domain::time::{long_date, plus_days};
use leptos::prelude::*;

use super::beginnings::{START, copy_form};
use super::history::{comments, place_of, step_of, timeline};
use super::host_home::stage_tag;
use super::terms;
use super::wizard::review::accept_terms;
use crate::caller;
use crate::engagements::kind_field;
use crate::layout::{Frame, Page, hidden_key, page};
use crate::routes;
use crate::ui::{
    BackLink, Banner, Button, ButtonKind, DateField, Dialog, DialogActions, DialogButton, ErrorSummary, FormState,
    LinkButton, TextArea, Tone, icon,
};

const MOVE: &str = "/api/projects/move";

/// A host's own page of one project.
#[component]
pub fn HostProjectPage() -> impl IntoView {
    page(|request| async move {
        let cx = caller::cx().await?;
        let id: ProjectId = request.id("id")?;
        let mut project = backend::projects::host_project(&cx, id).await?;
        project.report = with_missing(&project.draft, project.report);
        let pending = backend::projects::revisions::pending(&cx, id).await?;
        let change = crate::revisions::of_host(id, pending.as_ref(), &project.offers, &request);
        let state = request.form_for(MOVE);
        let title =
            if project.draft.title.is_empty() { "Untitled draft".to_owned() } else { project.draft.title.clone() };
        let tomorrow = plus_days(cx.today(), 1).to_string();
        let open_comments: Vec<_> = project.comments.iter().filter(|comment| !comment.settled).cloned().collect();
        let editable = matches!(project.stage, Stage::Draft | Stage::ChangesRequested);
        let asked = (!open_comments.is_empty()).then(|| {
            view! {
                <section class="sec" aria-labelledby="asked-h">
                    <h2 id="asked-h">"What staff ask for"</h2>
                    {comments(id, &open_comments, editable)}
                </section>
            }
        });
        let reason = project
            .history
            .iter()
            .find(|entry| entry.command != "revise" && !entry.reason.is_empty() && entry.to == project.stage.word());
        let reason = reason.map(|entry| entry.reason.clone());
        let reason =
            reason.map(|words| view! { <Banner tone=Tone::Need title="The reason given"><p>{words}</p></Banner> });
        let history = timeline(cx.program(), &project.history);
        let frame = match cx.actor().person() {
            Some(person) => Frame::of(person, "", "/host", "/staff/projects"),
            None => Frame::Public,
        };
        let back = match frame {
            Frame::Staff(list) | Frame::Host(list) | Frame::Faculty(list) => list,
            _ => "/home",
        };
        let body = view! {
            <BackLink href=back words="All projects"/>
            <header class="stack">
                <div class="row">{stage_tag(project.stage)} <span class="meta">{project.host.clone()}</span></div>
                <h1>{title.clone()}</h1>
                <p class="lede">{next_step(&project, cx.policy())}</p>
                {main_action(&project, &state)}
            </header>
            <ErrorSummary items=state.summary()/> <ErrorSummary items=request.form_for(START).summary() id="copy-errors"/>
            {reason} {asked} {change}
            <div class="split">
                <div class="stack loose">{applicants(&project)} {students(&project)} <section class="sec" aria-labelledby="terms-h">
                    <h2 id="terms-h">"The project"</h2>
                    <div class="stack">{terms::facts(&project.draft, cx.today())} {terms::pay_box(&project.draft, project.draft.net_pay(cx.policy()), cx.policy(), terms::Reader::Other)} {terms::body(&project.draft, terms::Level::Third)}</div>
                </section> {terms::behind(&project.draft)}</div>
                <aside class="stack loose" aria-label="More">
                    {actions(&project, &state, &tomorrow)}
                    <section class="sec" aria-labelledby="history-h"><h2 id="history-h">"So far"</h2> {history}</section>
                </aside>
            </div>
        };
        Ok(Page::new(title, frame, body))
    })
}

fn next_step(project: &HostProject, policy: &Policy) -> String {
    match project.stage {
        Stage::Draft => match project.report.blocks().len() {
            0 if project.report.is_too_low(policy) => {
                "Nothing blocks it, but its score is too low to send it. The last screen says what raises it."
                    .to_owned()
            }
            0 => "Nothing blocks it. Look at it once more as a student, then send it.".to_owned(),
            1 => "One thing is left to fix before you can send it.".to_owned(),
            count => format!("{count} things are left to fix before you can send it."),
        },
        Stage::Submitted => format!("Staff answer within {}.", crate::text::business_days(policy.review_days)),
        Stage::InReview => "One of staff is reading it.".to_owned(),
        Stage::ChangesRequested => "Change what staff named, then send it again.".to_owned(),
        Stage::AwaitingHostAcceptance => {
            if project.by_host {
                "The program wrote this for you. Read scope, pay and terms, then accept it or send it back.".to_owned()
            } else {
                format!(
                    "{} reads scope, pay and terms. Without an answer within {SCOPE_ANSWER_DAYS} days it comes back to you.",
                    project.host
                )
            }
        }
        Stage::Approved => project.publish_on.map_or_else(
            || "It is approved and about to be published.".to_owned(),
            |day| format!("It is approved, and published on {}.", long_date(day)),
        ),
        Stage::Published => {
            project.apply_by.map_or_else(String::new, |day| format!("Students can apply until {}.", long_date(day)))
        }
        Stage::Paused if project.by_host && !project.offers.contains(&Command::Resume) => {
            "The program hid it from students. Its staff can show it again.".to_owned()
        }
        Stage::Paused => "Students do not see it now.".to_owned(),
        Stage::Selection => project.decide_by.map_or_else(
            || "Choose your students.".to_owned(),
            |day| format!("Choose by {}: that is what applicants were promised.", long_date(day)),
        ),
        Stage::Filled => "Every seat is taken. Next, everybody signs.".to_owned(),
        Stage::InProgress => "The work is under way.".to_owned(),
        Stage::Completed => {
            "All its work is done. Repeat it, and what was learned stands beside the fields.".to_owned()
        }
        Stage::Cancelled => "It was called off. You can copy it as a new draft.".to_owned(),
        Stage::Expired => "It closed without a student. You can copy it as a new draft.".to_owned(),
        Stage::Rejected => "Staff turned it down. You can copy it as a new draft.".to_owned(),
        Stage::Archived => "It was put away. You can copy it as a new draft.".to_owned(),
    }
}

/// A form that sends one order.
fn order(id: ProjectId, order: Command, kind: ButtonKind, words: &'static str) -> impl IntoView {
    view! {
        <form method="post" action=MOVE>
            {hidden_key()} <input type="hidden" name="id" value=id.to_string()/> <input type="hidden" name="order" value=order.word()/>
            <Button kind=kind>{words}</Button>
        </form>
    }
}

fn main_action(project: &HostProject, state: &FormState) -> AnyView {
    let id = project.id;
    let link = |href: String, words: &'static str| {
        view! { <p><LinkButton kind=ButtonKind::Primary href=href>{words}</LinkButton></p> }.into_any()
    };
    match project.stage {
        Stage::Draft | Stage::ChangesRequested => {
            let mut asked: Vec<_> = project.comments.iter().filter(|comment| !comment.settled).collect();
            asked.sort_by_key(|comment| step_of(&comment.field).number());
            let first = asked.first().map(|comment| place_of(id, &comment.field));
            link(first.unwrap_or_else(|| routes::wizard(id, first_incomplete(&project.draft).word())), "Continue")
        }
        Stage::AwaitingHostAcceptance if project.offers.contains(&Command::AcceptScope) => {
            accept_scope(id, state).into_any()
        }
        Stage::Selection => link(routes::applicants(id), "Choose"),
        Stage::Published if project.applied > 0 => link(routes::applicants(id), "Read applications"),
        Stage::Published => link(routes::project(id), "See it as a student"),
        stage if is_over(stage) => copy(project, ButtonKind::Primary),
        _ => ().into_any(),
    }
}

/// A host says yes to what was written for it, terms included.
fn accept_scope(id: ProjectId, state: &FormState) -> impl IntoView + use<> {
    let error = state.error("accepted_terms");
    view! {
        <form class="stack" method="post" action=MOVE>
            {hidden_key()} <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="order" value=Command::AcceptScope.word()/> {accept_terms(false, error)}
            <p><Button kind=ButtonKind::Primary>"Accept and publish"</Button></p>
        </form>
    }
}

/// Begins a new draft from this project; a finished one is repeated, with what was learned.
fn copy(project: &HostProject, kind: ButtonKind) -> AnyView {
    let title = project.draft.title.clone();
    if title.is_empty() {
        return ().into_any();
    }
    copy_form(&Earlier { id: project.id, title, host: project.host_id, stage: project.stage }, kind).into_any()
}

/// Whether the main action is the copy.
fn is_over(stage: Stage) -> bool {
    matches!(stage, Stage::Cancelled | Stage::Expired | Stage::Rejected | Stage::Archived | Stage::Completed)
}

fn applicants(project: &HostProject) -> impl IntoView + use<> {
    (project.applied > 0).then(|| {
        let words = match (project.applied, project.waiting) {
            (1, 0) => "One student applied and has an answer.".to_owned(),
            (1, _) => "One student applied and waits for your answer.".to_owned(),
            (count, 0) => format!("{count} students applied, and all have an answer."),
            (count, waiting) => format!("{count} students applied, {waiting} without an answer."),
        };
        view! {
            <section class="sec stack" aria-labelledby="applicants-h">
                <h2 id="applicants-h">"Applicants"</h2>
                <p>{words}</p>
                <p><a class="link" href=routes::applicants(project.id)>"Open the applications"</a></p>
            </section>
        }
    })
}

fn students(project: &HostProject) -> impl IntoView + use<> {
    (!project.students.is_empty()).then(|| {
        let rows = project
            .students
            .iter()
            .map(|(id, name, stage)| {
                let stage = crate::text::capital(&crate::text::stage_word(stage));
                view! { <li><a class="name" href=routes::engagement(*id)>{name.clone()}</a> <p class="meta">{stage}</p></li> }
            })
            .collect_view();
        view! {
            <section class="sec" aria-labelledby="students-h">
                <h2 id="students-h">"Students"</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
    })
}

fn actions(project: &HostProject, state: &FormState, tomorrow: &str) -> impl IntoView + use<> {
    let id = project.id;
    let can = |command: Command| project.offers.contains(&command);
    let simple = [
        (Command::Withdraw, ButtonKind::Plain, "Take it back"),
        (Command::Resume, ButtonKind::Plain, "Show it again"),
        (Command::StartSelection, ButtonKind::Plain, "Close applications and choose"),
        (Command::Discard, ButtonKind::Danger, "Throw the draft away"),
    ];
    let simple = simple
        .into_iter()
        .filter(|(command, _, _)| can(*command))
        .map(|(command, kind, words)| order(id, command, kind, words).into_any())
        .collect::<Vec<_>>();
    let reasoned = [
        (Command::Pause, ButtonKind::Plain, "Hide it for a while", "Why do you hide it?"),
        (Command::ReturnToAuthor, ButtonKind::Plain, "Send it back", "What should change?"),
        (Command::Cancel, ButtonKind::Danger, "Call it off", "Why do you call it off? Everybody who applied is told."),
    ];
    let reasoned = reasoned
        .into_iter()
        .filter(|(command, ..)| can(*command))
        .map(|(command, kind, words, question)| with_reason(id, command, kind, words, question, state))
        .collect::<Vec<_>>();
    let reopen = can(Command::ReopenApplications).then(|| reopen(id, state, tomorrow));
    let preview = matches!(project.stage, Stage::Selection | Stage::Filled | Stage::InProgress | Stage::Completed)
        .then(|| view! { <p><a class="link" href=routes::project(id)>"See the public page"</a></p> });
    let copy = (!is_over(project.stage)).then(|| copy(project, ButtonKind::Plain));
    view! { <div class="stack">{preview} {simple} {reopen} {copy} {reasoned}</div> }
}

/// Whether this dialog's form was just refused: then it stands open in the page.
fn refused(state: &FormState, command: Command) -> bool {
    !state.is_clean() && state.values.get("order").is_some_and(|order| order == command.word())
}

fn with_reason(
    id: ProjectId,
    command: Command,
    kind: ButtonKind,
    words: &'static str,
    question: &'static str,
    state: &FormState,
) -> AnyView {
    let dialog = format!("{}-dialog", command.word().replace('_', "-"));
    let field = format!("{}-reason", command.word().replace('_', "-"));
    let open = refused(state, command);
    let sure = if kind == ButtonKind::Danger { ButtonKind::Sure } else { ButtonKind::Primary };
    let (value, error) = if open { (state.value("reason", ""), state.error("reason")) } else { (String::new(), None) };
    let kinds = (command == Command::Cancel).then(|| {
        let sent = if open { (state.value("kind", ""), state.error("kind")) } else { (String::new(), None) };
        kind_field("cancel-kind".to_owned(), ReasonKind::CALLED_OFF, sent.0, sent.1)
    });
    view! {
        <p><DialogButton kind=kind opens=dialog.clone()>{words}</DialogButton></p>
        <Dialog id=dialog.clone() title=words open=open>
            <form class="stack" method="post" action=MOVE>
                {hidden_key()} <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="order" value=command.word()/> {kinds}
                <TextArea name="reason" id=field label=question value=value error=error required=true maxlength=2000/>
                <DialogActions>
                    <DialogButton closes=dialog.clone()>"Keep it"</DialogButton> <Button kind=sure>{words}</Button>
                </DialogActions>
            </form>
        </Dialog>
    }
    .into_any()
}

fn reopen(id: ProjectId, state: &FormState, tomorrow: &str) -> impl IntoView + use<> {
    let command = Command::ReopenApplications;
    let (value, error) =
        if refused(state, command) { (state.value("day", ""), state.error("day")) } else { (String::new(), None) };
    view! {
        <form class="stack" method="post" action=MOVE>
            {hidden_key()} <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="order" value=command.word()/>
            <DateField name="day" label="Open applications once more, until" value=value error=error min=tomorrow.to_owned() required=true/>
            <p><Button icon=icon::CALENDAR_DAYS>"Open applications again"</Button></p>
        </form>
    }
}
