//! The wizard: seven plain forms; the island beside them checks and saves while somebody types.

mod beginning;
mod fields;
mod help;
mod optional;
pub(super) mod review;
mod rows;
mod screens;
mod together;

use backend::projects::Wizard;
use domain::ids::ProjectId;
use domain::machine::Word as _;
use domain::projects::{Step, Strip, steps, strip, with_missing};
use leptos::prelude::*;

pub use self::help::help_for;

use self::fields::Screen;
use self::screens::{Beside, SKILLS};
use self::together::Together;
use super::{calendar, example, student_view};
use crate::caller;
use crate::layout::{Frame, Page, hidden_key, page};
use crate::projects::islands::{Known, ScopePanel, WIZARD_FORM, to_fix};
use crate::routes;
use crate::ui::{Banner, Button, ButtonKind, ErrorSummary, More, Step as StepLine, StepState, Steps, Tone};

const SAVE: &str = "/api/projects/save-step";

/// A screen of the wizard.
#[component]
pub fn WizardPage() -> impl IntoView {
    page(|request| async move {
        let cx = caller::cx().await?;
        let id: ProjectId = request.id("id")?;
        let step =
            request.params.get("step").and_then(|word| Step::from_word(&word)).ok_or(crate::AppError::NotFound)?;
        let mut wizard = backend::projects::wizard(&cx, id).await?;
        wizard.report = with_missing(&wizard.draft, wizard.report);
        let refused = request.form_for(SAVE).whole().is_some();
        let saved = match (wizard.editable, refused) {
            (false, _) => String::new(),
            (true, true) => "Not saved yet".to_owned(),
            (true, false) => format!("Saved {}", cx.program().clock_of(wizard.saved_at)),
        };
        let title = format!("{}, step {} of 7", step.title(), step.number());
        let policy = cx.policy().clone();
        let navigation = navigation(&wizard, step);
        let locked = (!wizard.editable).then(|| locked(&wizard));
        let began = beginning::banner(&wizard, step);
        let body = if step == Step::Review {
            review::screen(
                &wizard,
                &policy,
                &request,
                schedule(&cx, &wizard).map(|strip| calendar::calendar(&strip, "calendar-h")),
            )
        } else {
            let state = request.form_for(SAVE);
            let sent = state.whole().is_some().then(|| state.value("key", "").parse().ok()).flatten();
            let saved = backend::projects::page_base(&cx, wizard.id, sent).await?;
            let together = Together::new(step, &wizard, &state, saved.as_ref(), &cx);
            let screen = Screen::new(step, &wizard, state, together);
            let beside = beside(step, &cx, &wizard).await?;
            form(&wizard, step, &screen, beside)
        };
        let example = (step != Step::Review).then(|| example::panel(&wizard.draft, step, &wizard.facts.exams, &cx));
        let student = (step != Step::Review).then(|| student_view::panel(&wizard, &policy, cx.today()));
        let answers = domain::projects::form::answers(&wizard.draft);
        let reasons = domain::projects::scope::reasons();
        provide_context(Known {
            screens: crate::routes::wizard(id, ""),
            step,
            saved,
            answers,
            figures: policy.written(),
            facts: wizard.facts,
            reasons,
        });
        Ok(Page::new(
            title,
            Frame::Wizard,
            view! {
                <div class="wizard">
                    {navigation} <main id="main" tabindex="-1">
                        <div class="stack loose">{locked} {began} {body}</div>
                    </main> <ScopePanel/> {example} {student}
                </div>
            },
        ))
    })
}

fn locked(wizard: &Wizard) -> impl IntoView + use<> {
    let href = routes::host_project(wizard.id);
    let words = format!("The project is {}. ", crate::text::stage_word(wizard.stage.word()));
    view! {
        <Banner tone=Tone::Need title="You can read this, not change it.">
            <p>
                {words} <a class="link" href=href>"See what you can do with it"</a> "."
            </p>
        </Banner>
    }
}

fn navigation(wizard: &Wizard, here: Step) -> impl IntoView + use<> {
    let id = wizard.id;
    let states = steps(&wizard.draft, &wizard.report);
    // A screen nobody has been through is not told what is wrong with it.
    let problem = |state: &domain::projects::StepState| {
        let been = state.step.number() < here.number() || state.step.passed(&wizard.draft);
        state.blocks > 0 && been
    };
    let small = states
        .iter()
        .map(|state| {
            let class = if state.step == here {
                "now"
            } else if state.done {
                "done"
            } else if problem(state) {
                "need"
            } else {
                ""
            };
            view! { <li class=class></li> }
        })
        .collect_view();
    let lines: Vec<StepLine> = states
        .iter()
        .map(|state| {
            let look = if state.step == here {
                StepState::Now
            } else if state.done {
                StepState::Done
            } else {
                StepState::Todo
            };
            let problem = if problem(state) { to_fix(state.blocks) } else { String::new() };
            StepLine::new(state.step.title(), look).href(routes::wizard(id, state.step.word())).problem(problem)
        })
        .collect();
    let folded = lines.clone();
    view! {
        <nav aria-label="Steps">
            <div class="wiz-bar">
                <More summary=format!("Step {} of 7", here.number())><Steps items=folded/></More>
                <ol aria-hidden="true">{small}</ol>
            </div>
            <div class="wiz-steps stack">
                <Steps items=lines/>
                <p class="meta">{wizard.host.clone()} ". You can leave and come back on another device."</p>
            </div>
        </nav>
    }
}

/// The hidden fields every form of the wizard carries.
fn hidden(wizard: &Wizard, step: Step) -> impl IntoView + use<> {
    view! {
        {hidden_key()}
        <input type="hidden" name="id" value=wizard.id.to_string()/>
        <input type="hidden" name="version" value=wizard.version.to_string()/>
        <input type="hidden" name="step" value=step.word()/>
    }
}

/// The project's calendar as it was kept last.
fn schedule(cx: &backend::Cx, wizard: &Wizard) -> Option<Strip> {
    strip(&wizard.draft, cx.policy(), &cx.program().calendar, &wizard.facts.exams, cx.today())
}

/// Screens that ask for days show the calendar below them.
pub const fn has_calendar(step: Step) -> bool {
    matches!(step, Step::Plan | Step::Pay | Step::Terms)
}

/// What stands beside dates, skills and pay.
async fn beside(step: Step, cx: &backend::Cx, wizard: &Wizard) -> Result<Beside, crate::AppError> {
    let calendar = has_calendar(step).then(|| calendar::place(schedule(cx, wizard).as_ref()));
    if step == Step::Skills {
        let vocabulary = backend::skills::vocabulary(cx).await?;
        let skills = Some(crate::skills::datalist(SKILLS, &vocabulary).into_any());
        return Ok(Beside { calendar, skills, ..Beside::default() });
    }
    if step != Step::Pay {
        return Ok(Beside { calendar, ..Beside::default() });
    }
    let range = backend::projects::pay_range(cx, &wizard.draft.category, wizard.id).await?;
    let range = range.map(|range| {
        let of = range.category.as_ref().map(|category| format!(" in {category}")).unwrap_or_default();
        let (low, high) = (range.low.exact(), range.high.exact());
        view! {
            <p class="hint">
                {format!("Projects like this in {}: ", cx.program().name)} <b>{format!("{low} to {high} net an hour")}</b>
                {format!(" (middle half of {} open or finished projects{of}).", range.projects)}
            </p>
        }
        .into_any()
    });
    Ok(Beside { calendar, range, ..Beside::default() })
}

/// What this browser could not send last time. The island fills it in and shows it.
fn unsent(wizard: &Wizard, step: Step) -> impl IntoView + use<> {
    view! {
        <form class="banner need" id="unsent" method="post" action=SAVE data-plain="1" hidden=true>
            {hidden(wizard, step)} <input type="hidden" name="go" value=step.word()/>
            <div class="stack">
                <p>"This browser has answers from "<b></b>" that could not be saved."</p>
                <div class="row">
                    <Button small=true>"Use them"</Button>
                    <Button kind=ButtonKind::Quiet small=true button_type="button">"Discard them"</Button>
                </div>
            </div>
        </form>
    }
}

/// What the island shows when somebody else changed the same answer while this one was typed.
fn clash_bar(step: Step) -> impl IntoView {
    view! {
        <div class="callout warn clash-bar" id="clash" hidden=true>
            <p><b>"Somebody else changed an answer you changed too. Nothing is saved until you choose."</b></p>
            <Button small=true name="go" value=step.word() novalidate=true>"See both answers"</Button>
        </div>
    }
}

fn form(wizard: &Wizard, step: Step, screen: &Screen, beside: Beside) -> AnyView {
    let heading = view! { {heading(step)} <div class="row">{example::button()} {student_view::button()}</div> };
    let fields = screens::fields(step, screen, &wizard.draft, beside);
    if !wizard.editable {
        let lost = screen.together.lost();
        return view! { {heading} {lost} <fieldset class="form" disabled=true><legend class="vh">"Answers"</legend>{fields}</fieldset> }.into_any();
    }
    let back = step.previous().map(|_| view! { <Button name="go" value="back" novalidate=true>"Back"</Button> });
    // The browser sends a form with its first button when somebody presses Enter: that must not be one that adds a row.
    let left_over = screen.left_over();
    let draft = format!("draft:{}/{}", wizard.id, step.word());
    let settle = screen.together.is_open().then_some("1");
    view! {
        {unsent(wizard, step)}
        <form
            class="form"
            id=WIZARD_FORM
            method="post"
            action=SAVE
            data-plain="1"
            data-draft=draft
            data-settle=settle
            novalidate=true
        >
            <button class="vh" name="go" value="next" tabindex="-1" aria-hidden="true">"Save and continue"</button>
            {hidden(wizard, step)} <input type="hidden" name="base" value=screen.together.base.clone()/> {clash_bar(step)} {heading}
            <ErrorSummary items=screen.summary()/> {left_over} {fields}
            <div class="actions">
                <Button kind=ButtonKind::Primary name="go" value="next">"Save and continue"</Button> {back}
                <Button kind=ButtonKind::Quiet class="push" name="go" value="preview" novalidate=true>"See it as a student"</Button>
            </div>
        </form>
    }
    .into_any()
}

fn heading(step: Step) -> impl IntoView {
    view! {
        <header class="stack tight">
            <h1>{step.question()}</h1>
            <p class="lede">{step.lede()}</p>
            {(step != Step::Review).then(|| view! { <p class="hint">"Please answer everything that does not say “optional”."</p> })}
        </header>
    }
}
