//! One template on the desk of staff: as hosts will see it, what can be corrected, and whether it is offered.

use backend::templates::TemplatePage as Desk;
use domain::ids::TemplateId;
use domain::machine::Word as _;
use domain::projects::limits;
use domain::templates::{Command, Stage, needs};
use leptos::prelude::*;

use super::stage_tag;
use crate::caller;
use crate::layout::{Frame, Page, hidden_key, kept_now, page};
use crate::projects::terms;
use crate::routes;
use crate::ui::{
    BackLink, Button, ButtonKind, CheckGroup, Checkbox, Dialog, DialogActions, DialogButton, ErrorSummary, Field,
    FormState, icon,
};

const CORRECT: &str = "/api/templates/correct";
const MOVE: &str = "/api/templates/move";

/// One template.
#[component]
pub fn TemplatePage() -> impl IntoView {
    page(|request| async move {
        let cx = caller::cx().await?;
        let id: TemplateId = request.id("id")?;
        let desk = backend::templates::template_page(&cx, id).await?;
        let title = if desk.draft.title.is_empty() { "Untitled template".to_owned() } else { desk.draft.title.clone() };
        let (project, name, host) = desk.project.clone();
        let source = view! {
            <p class="meta">
                "Made by " {desk.author.clone()} " of " <a class="link" href=routes::review(project)>{name}</a> {format!(", {host}. ")}
                "Only staff see where it came from."
            </p>
        };
        let went = desk.outcomes.words().map(|words| view! { <p class="meta">{words}</p> });
        let body = view! {
            <BackLink href="/staff/templates" words="All templates"/>
            <header class="stack">
                <div class="row">{stage_tag(desk.stage)}</div>
                <h1>{title.clone()}</h1>
                <p class="lede">{next_step(desk.stage)}</p>
                {source} {went}
            </header>
            <ErrorSummary items=request.form_for(MOVE).summary() id="move-errors"/>
            <div class="split">
                <section class="stack loose" aria-labelledby="seen-h">
                    <h2 id="seen-h">"What a student would see"</h2>
                    {terms::facts(&desk.draft, cx.today())}
                    {terms::pay_box(&desk.draft, desk.draft.net_pay(cx.policy()), cx.policy(), terms::Reader::Other)}
                    {terms::body(&desk.draft, terms::Level::Third)} {terms::behind(&desk.draft)}
                </section>
                <aside class="stack loose" aria-label="Decide">{moves(&desk)} {correction(&desk, &request.form_for(CORRECT))}</aside>
            </div>
        };
        Ok(Page::new(title, Frame::Staff("/staff/templates"), body))
    })
}

const fn next_step(stage: Stage) -> &'static str {
    match stage {
        Stage::Prepared => "Read it as a stranger. When nothing in it says whose project it was, publish it.",
        Stage::Published => "Every host of the program can begin with it.",
        Stage::Retired => "No host can begin with it any more. What was begun goes on.",
    }
}

fn moves(desk: &Desk) -> impl IntoView + use<> {
    let id = desk.id;
    let can = |command: Command| desk.offers.contains(&command);
    let publish = can(Command::Publish).then(|| {
        view! { <form method="post" action=MOVE>{hidden(id, Command::Publish)} <Button kind=ButtonKind::Primary icon=icon::FLAG>"Publish it to all hosts"</Button></form> }
    });
    let retire = can(Command::Retire).then(|| {
        view! {
            <p><DialogButton kind=ButtonKind::Danger opens="retire-dialog">"Retire it"</DialogButton></p>
            <Dialog id="retire-dialog" title="Retire this template?">
                <form class="stack" method="post" action=MOVE>
                    {hidden(id, Command::Retire)} <p>"Hosts can no longer begin with it, and it cannot be published again. Projects that began with it go on."</p>
                    <DialogActions>
                        <DialogButton closes="retire-dialog">"Keep it"</DialogButton> <Button kind=ButtonKind::Sure>"Retire it"</Button>
                    </DialogActions>
                </form>
            </Dialog>
        }
    });
    view! { <div class="stack">{publish} {retire}</div> }
}

fn hidden(id: TemplateId, order: Command) -> impl IntoView {
    view! {
        {hidden_key()}
        <input type="hidden" name="id" value=id.to_string()/>
        <input type="hidden" name="order" value=order.word()/>
    }
}

fn correction(desk: &Desk, state: &FormState) -> Option<AnyView> {
    if !desk.offers.contains(&Command::Correct) {
        return None;
    }
    let boxes = needs()
        .iter()
        .map(|need| {
            let name = format!("needs[{}]", need.key);
            let kept = if desk.needs.contains(&need.key) { "yes" } else { "" };
            let checked = !state.value(&name, kept).is_empty();
            view! { <Checkbox name=name id=format!("need-{}", need.key) label=need.words.clone() value="yes" checked=checked/> }
        })
        .collect_view();
    let most = u32::try_from(limits::TITLE).ok();
    let kept = kept_now(state, desk.version, &[("title", "Title", &desk.draft.title)]);
    Some(
        view! {
            <section class="sec stack" aria-labelledby="correct-h">
                <h2 id="correct-h">"Correct it"</h2>
                <form class="form" method="post" action=CORRECT>
                    {hidden_key()} <input type="hidden" name="id" value=desk.id.to_string()/>
                    <input type="hidden" name="version" value=desk.version.to_string()/> <ErrorSummary items=state.summary()/> {kept}
                    <Field
                        name="title"
                        label="Title"
                        value=state.value("title", &desk.draft.title)
                        error=state.error("title")
                        maxlength=most
                        required=true
                    />
                    <CheckGroup id="needs" legend="What it helps with" error=state.error("needs")>
                        {boxes}
                    </CheckGroup>
                    <Field
                        name="name"
                        label="One more name to take out"
                        hint="As it stands in the text. “(name)” takes its place everywhere."
                        value=state.value("name", "")
                        error=state.error("name")
                        optional=true
                    />
                    <div><Button>"Save"</Button></div>
                </form>
            </section>
        }
        .into_any(),
    )
}
