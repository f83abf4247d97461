//! Applying to a project: what is required first, then what the host reads.

use backend::applications::{ApplyView, Check, Verdict};
use domain::applications::{LEAST_ANSWER, MOST_ANSWER};
use domain::ids::ProjectId;
use domain::time::long_date;
use leptos::prelude::*;

use super::parts::{hours, receipt, span};
use crate::layout::{Frame, Page, hidden_key, page};
use crate::routes;
use crate::ui::{
    Banner, Button, ButtonKind, Checkbox, ErrorSummary, Fact, Facts, FormState, Icon, LinkButton, TextArea, Tone, icon,
};

const APPLY: &str = "/api/applications/apply";

/// `/projects/{id}/apply`.
#[component]
pub fn ApplyPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let project: ProjectId = request.id("id")?;
        let view = backend::applications::apply_page(&cx, project).await?;
        let form = request.form_for(APPLY);
        let title = match (&view.refused, view.application) {
            (_, Some(_)) => "You applied to this project",
            (Some(_), None) => "You cannot apply to this project now",
            (None, None) => "Apply in about five minutes",
        };
        let body = match (view.refused.clone(), view.application) {
            (_, Some(id)) => view! {
                <Banner title="One application is all it takes."><p>"See where it stands, or take it back."</p></Banner>
                <p><LinkButton href=routes::application(id) kind=ButtonKind::Primary>"See your application"</LinkButton></p>
            }
            .into_any(),
            (Some(sentence), None) => view! {
                <Banner tone=Tone::Need title="Not possible now."><p>{sentence}</p></Banner>
                {checks(&view.checks)}
                <p><LinkButton href="/projects" kind=ButtonKind::Primary icon=icon::SEARCH>"Find another project"</LinkButton></p>
            }
            .into_any(),
            (None, None) => view! { {checks(&view.checks)} {apply_form(&view, &form)} }.into_any(),
        };
        Ok(Page::new(format!("Apply, {}", view.title), Frame::Student("/projects"), layout(&view, title, body)))
    })
}

fn layout(view: &ApplyView, title: &'static str, body: AnyView) -> impl IntoView + use<> {
    let mut facts = vec![
        Fact::with(icon::TIMER, format!("{} to {}", view.hours_low, hours(view.hours_high))),
        Fact::with(icon::CLOCK, format!("{} h a week", view.weekly_hours)),
    ];
    facts.extend(view.dates.map(|dates| Fact::with(icon::CALENDAR_DAYS, span(dates))));
    if !view.place.is_empty() {
        facts.push(Fact::with(icon::LAPTOP, view.place.clone()));
    }
    view! {
        <p>
            <a class="link" href=routes::project(view.project)>
                <Icon glyph=icon::ARROW_LEFT/> {view.title.clone()}
            </a>
        </p>
        <header class="stack tight">
            <p class="eyebrow">{view.host.clone()}</p>
            <h1>{title}</h1>
            <Facts items=facts/>
        </header>
        <div class="split">
            <div class="stack loose">{body}</div>
            <aside class="stack loose" aria-label="Pay and answer">{pay(view)} {promise(view)} {seen(view)}</aside>
        </div>
    }
}

fn checks(checks: &[Check]) -> impl IntoView + use<> {
    let lines = checks
        .iter()
        .map(|check| {
            let (glyph, word) = match check.verdict {
                Verdict::Met => (icon::CHECK, "Met: "),
                Verdict::Note => (icon::INFO, "Good to know: "),
                Verdict::Missing => (icon::X, "Not met: "),
            };
            let text = (!check.text.is_empty()).then(|| view! { <br/> <span class="meta">{check.text.clone()}</span> });
            view! {
                <li>
                    <Icon glyph=glyph/>
                    <span><span class="vh">{word}</span> {check.title.clone()} {text}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="sec" aria-labelledby="requirements">
            <h2 id="requirements">"What this project asks of you"</h2>
            <ul class="tick">{lines}</ul>
        </section>
    }
}

fn apply_form(view: &ApplyView, form: &FormState) -> impl IntoView + use<> {
    let (least, most) = (u32::try_from(LEAST_ANSWER).ok(), u32::try_from(MOST_ANSWER).ok());
    let questions = view
        .questions
        .iter()
        .enumerate()
        .map(|(index, question)| {
            let name = format!("answer_{}", index + 1);
            let (value, error) = (form.value(&name, ""), form.error(&name));
            view! {
                <TextArea
                    name=name label=question.clone() value=value error=error minlength=least maxlength=most counter=true
                    rows=5
                />
            }
        })
        .collect_view();
    view! {
        <form method="post" action=APPLY class="stack loose">
            <ErrorSummary items=form.summary()/>
            {hidden_key()}
            <input type="hidden" name="project" value=view.project.to_string()/>
            <section class="sec stack" aria-labelledby="yours">
                <h2 id="yours">{format!("What {} reads", view.host)}</h2>
                <TextArea
                    name="statement" label="Your pitch" value=form.value("statement", "") error=form.error("statement")
                    minlength=least maxlength=most counter=true rows=6
                    hint="Why you, for this project. One thing you made or did says more than adjectives."
                />
                {questions}
            </section>
            <Checkbox
                name="confirm" label="I meet what this project asks, and I have the time for it"
                checked=form.value("confirm", "") == "true" error=form.error("confirm")
            />
            <div class="actions row">
                <Button kind=ButtonKind::Primary icon=icon::SEND>"Send the application"</Button>
                <LinkButton href=routes::project(view.project) kind=ButtonKind::Quiet>"Not now"</LinkButton>
            </div>
        </form>
    }
}

fn pay(view: &ApplyView) -> Option<impl IntoView + use<>> {
    let pay = view.pay?;
    let most = hours(view.hours_high);
    let per_hour = pay.per_hour.map(|net| {
        view! { <div><p class="big">{net.exact()}</p><p class="soft">{format!("net an hour if it takes the full {most}")}</p></div> }
    });
    Some(view! {
        <section class="box stack" aria-labelledby="pay">
            <h2 id="pay">"Your pay"</h2>
            {per_hour}
            {receipt(&pay)}
            <p class="meta">"Income tax may be held back as well; most students get it back."</p>
        </section>
    })
}

fn promise(view: &ApplyView) -> impl IntoView + use<> {
    let apply_by = view.apply_by.map(|day| format!("Apply by {}.", long_date(day)));
    let answer =
        view.decide_by.map(|day| format!("{} answers by {}. You get an answer either way.", view.host, long_date(day)));
    let left = view.limit - view.open;
    let count = match (view.application, left) {
        (Some(_), _) | (None, ..=0) => format!("You have {} of {} open applications.", view.open, view.limit),
        (None, 1) => format!("This is the last of your {} open applications.", view.limit),
        (None, _) => format!("After this one you have {} of {} open applications.", view.open + 1, view.limit),
    };
    view! {
        <section class="stack" aria-labelledby="answer">
            <h2 id="answer">"When you hear back"</h2>
            <p><b>{apply_by}</b> " " {answer}</p>
            <p class="meta">{count}</p>
        </section>
    }
}

fn seen(view: &ApplyView) -> impl IntoView + use<> {
    let skills = if view.skills.is_empty() { "none in your profile yet".to_owned() } else { view.skills.join(", ") };
    let who = if view.school.is_empty() { view.name.clone() } else { format!("{}, {}", view.name, view.school) };
    let when =
        if view.blind { "Hidden until you are shortlisted, so that the work decides" } else { "Shown from the start" };
    view! {
        <section class="stack" aria-labelledby="seen">
            <h2 id="seen">"What the host sees"</h2>
            <ul class="tick">
                <li><Icon glyph=icon::EYE/><span>"Your pitch and your answers"</span></li>
                <li><Icon glyph=icon::EYE/><span>{format!("Your skills: {skills}")}</span></li>
                <li><Icon glyph=icon::EYE/><span>{format!("The time you can give: {} h a week", view.free_hours)}</span></li>
                <li>
                    <Icon glyph=if view.blind { icon::EYE_OFF } else { icon::EYE }/>
                    <span>{who} <br/> <span class="meta">{when}</span></span>
                </li>
            </ul>
            <p><a class="link" href="/student/profile">"Change your profile"</a></p>
        </section>
    }
}
