//! `/engagements/{id}/plan`: hours and pay, and how to go on when hours run out.

use backend::plans::{CheckLine, PlanPage as Plan};
use domain::money::Cents;
use domain::plans::{Choice as Pick, Command, Stage, Way};
use domain::reviews::Side;
use domain::time::{Minutes, iso, long_date};
use leptos::prelude::*;

use super::parts::pay_an_hour;
use crate::engagements::{Viewer, because, frame, summary};
use crate::layout::{Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{
    BackLink, Banner, Button, ButtonKind, Choice, ErrorSummary, FormError, FormState, LinkButton, Meter, More, Select,
    Tone,
};

const PROPOSE: &str = "/api/plans/propose";
const ANSWER: &str = "/api/plans/answer";
const EXTEND: &str = "/api/extensions/propose";

#[component]
pub(crate) fn PlanPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let plan = backend::plans::plan_page(&cx, request.id("id")?).await?;
        let viewer = Viewer::of(&cx.actor().parties(&plan.engagement.belongs));
        let title = headline(&plan);
        let check = plan.check.as_ref();
        let waits = check.filter(|check| check.stage == Stage::Proposed).map(|check| answer(&request, &plan, check));
        let picking = check.is_some_and(|check| check.offers.contains(&Command::Propose));
        let ways = (picking || (plan.may_extend && check.is_some())).then(|| ways(&request, &plan, picking));
        let extension = plan.extension.as_ref().map(|_| {
            let href = format!("{}#extension", routes::engagement(plan.engagement.id));
            view! { <Banner tone=Tone::Need title="An extension waits for an answer"><p><a class="link" href=href>"Read and answer it"</a></p></Banner> }
        });
        let calm = (check.is_none() && plan.extension.is_none() && plan.may_extend).then(|| {
            let href = format!("{}#change", routes::engagement(plan.engagement.id));
            let words = "At 80 % of the hours both of you are asked how to go on. You need not wait for that.";
            view! { <p>{words} " " <a class="link" href=href>"Ask for more time"</a></p> }
        });
        let body = view! {
            <div class="stack loose">
                <BackLink href=routes::engagement(plan.engagement.id) words=plan.project.clone()/>
                <header class="stack tight"><h1>{title.clone()}</h1></header>
                <FormError message=request.form.whole()/>
                {extension}
                {waits}
                {hours(&plan)}
                <section class="sec stack" aria-labelledby="an-hour">
                    <h2 id="an-hour">"What an hour brings"</h2>
                    {pay_an_hour(&plan.meter, viewer == Viewer::Student, cx.policy().wage_floor)}
                </section>
                {ways}
                {calm}
                {dropped(&plan)}
            </div>
        };
        Ok(Page::new(title, frame(&request)?, body))
    })
}

/// What is the case.
fn headline(plan: &Plan) -> String {
    match plan.check.as_ref() {
        Some(check) if check.stage == Stage::Proposed => "One way to go on is picked".to_owned(),
        Some(check) if check.share == 100 => "All agreed hours are used".to_owned(),
        Some(_) => "The hours run out: pick a way to go on".to_owned(),
        None => format!("{} of {} are logged", plan.progress.logged(), plan.progress.planned),
    }
}

fn hours(plan: &Plan) -> impl IntoView + use<> {
    let progress = &plan.progress;
    let figure = |minutes: Minutes| f64::from(minutes.0) / 60.0;
    let label = format!(
        "{} approved, {} with the host, {} not sent, of {} agreed.",
        progress.approved, progress.submitted, progress.unsent, progress.planned
    );
    let waiting = Minutes(progress.submitted.0 + progress.unsent.0);
    let mark = figure(progress.planned) * 0.8;
    let rest = match plan.ways.missing.0 {
        0 => format!("{} are left, and what is open is planned with {}.", plan.ways.left, plan.ways.needed),
        _ => format!(
            "{} are left, and what is open is planned with {}: about {} are missing.",
            plan.ways.left, plan.ways.needed, plan.ways.missing
        ),
    };
    view! {
        <section class="sec stack" aria-labelledby="hours">
            <h2 id="hours">"Hours against plan"</h2>
            <p>{label}</p>
            <Meter
                value=figure(progress.approved)
                waiting=figure(waiting)
                max=figure(progress.planned)
                mark=mark
            />
            <p>{rest}</p>
            <p><a class="link" href=routes::engagement_room(plan.engagement.id, "time")>"All time"</a></p>
        </section>
    }
}

/// What the other side picked, or what one's own side waits for.
fn answer(request: &Request, plan: &Plan, check: &CheckLine) -> impl IntoView + use<> {
    let who = match check.side {
        Some(Side::Host) => plan.host.clone(),
        _ => plan.student.clone(),
    };
    let what = match check.choice {
        Some(Pick::Trim) => format!("{who} would let this fall away: “{}”.", check.criterion),
        _ => format!("{who} says that the rest fits into the hours that are left."),
    };
    let milestone =
        check.milestone.as_ref().map(|name| view! { <p>{format!("The milestone “{name}” falls away with it.")}</p> });
    let (id, check_id) = (plan.engagement.id, check.id);
    let has = |command| check.offers.contains(&command);
    let ids = move |decision: &'static str| {
        view! {
            {hidden_key()}
            <input type="hidden" name="engagement" value=id.to_string()/>
            <input type="hidden" name="check" value=check_id.to_string()/>
            <input type="hidden" name="decision" value=decision/>
        }
    };
    let forms = if has(Command::Accept) {
        let form = request.form_for(ANSWER);
        let reason = because("answer-reason".to_owned(), &form, "The other side reads it and picks again.");
        view! {
            <form method="post" action=ANSWER>{ids("accept")} <Button kind=ButtonKind::Primary>"Agree"</Button></form>
            <More summary="Decline" open=!form.is_clean()>
                <form class="stack" method="post" action=ANSWER>
                    <ErrorSummary items=named(&form, "answer")/>
                    {ids("decline")}
                    {reason}
                    <div><Button>"Decline"</Button></div>
                </form>
            </More>
        }
        .into_any()
    } else if has(Command::Withdraw) {
        view! { <form method="post" action=ANSWER>{ids("withdraw")} <Button>"Take it back"</Button></form> }.into_any()
    } else {
        ().into_any()
    };
    view! {
        <section class="sec stack" id="answer" aria-labelledby="answer-title">
            <h2 id="answer-title">"Picked so far"</h2>
            <p>{what}</p>
            {milestone}
            <p class="meta">"Hours, days and pay stay as agreed."</p>
            <blockquote class="quote"><p>{check.reason.clone()}</p></blockquote>
            {forms}
        </section>
    }
}

/// The summary of a form whose reason has an id of its own.
fn named(form: &FormState, prefix: &str) -> Vec<(String, String)> {
    let id = |field: String| if field == "reason" { format!("{prefix}-reason") } else { field };
    summary(form).into_iter().map(|(field, message)| (id(field), message)).collect()
}

/// The three ways, each with its numbers, and that all fits.
fn ways(request: &Request, plan: &Plan, picking: bool) -> impl IntoView + use<> {
    let by = plan.check.as_ref().map(|check| {
        let note = (!check.note.is_empty()).then(|| view! { <p>{format!("The other side did not agree: {}", check.note)}</p> });
        view! {
            <p>{format!("Either of you picks, the other agrees. Without that by {} staff look at it.", long_date(check.by))}</p>
            {note}
        }
    });
    let now = plan.extent.fee;
    let extend = plan.may_extend.then(|| extension(request, plan, "extend", plan.ways.extend, now).into_any());
    let paid = plan.pay.gross.0 > 0 && plan.ways.top_up.fee > plan.ways.extend.fee;
    let top_up =
        (plan.may_extend && paid).then(|| extension(request, plan, "top_up", plan.ways.top_up, now).into_any());
    let trim = (picking && plan.engagement.facts.criteria.len() > 1).then(|| trim(request, plan).into_any());
    let keep = picking.then(|| keep(request, plan).into_any());
    view! {
        <section class="sec stack" id="ways" aria-labelledby="ways-title">
            <h2 id="ways-title">"Ways to go on"</h2>
            {by}
            {trim}
            {extend}
            {top_up}
            {keep}
        </section>
    }
}

/// `28 h until Wednesday 16 December for $630 before tax, $22.50 an hour`.
fn sentence(way: &Way) -> String {
    let rate = way.per_hour.map(|rate| format!(", {} an hour", rate.exact())).unwrap_or_default();
    let pay = if way.fee.0 > 0 { format!(" for {} before tax", way.fee) } else { String::new() };
    format!("{} in all until {}{pay}{rate}.", way.time, long_date(way.end))
}

/// One of the two ways that are extensions, with its numbers filled in.
fn extension(request: &Request, plan: &Plan, kind: &'static str, way: Way, now: Cents) -> impl IntoView + use<> {
    let form = request.form_for(EXTEND);
    let form = if form.value("way", "") == kind { form } else { FormState::default() };
    let (title, words) = match kind {
        "extend" => ("Extend: more hours and days", "Ask for the extension"),
        _ => ("Top up: more hours, and pay for them", "Ask for more hours and pay"),
    };
    let staff = (way.fee > now).then(|| view! { <p class="meta">"Staff decide as well, because the pay changes."</p> });
    let reason = because(format!("{kind}-reason"), &form, "Why. The other side and staff read it.");
    let errors = named(&form, kind);
    let (work, other) = (plan.engagement.id.to_string(), format!("{}#change", routes::engagement(plan.engagement.id)));
    view! {
        <More summary=title open=!form.is_clean()>
            <form class="stack" method="post" action=EXTEND>
                <ErrorSummary items=errors/>
                <p>{sentence(&way)}</p>
                {staff}
                {hidden_key()}
                <input type="hidden" name="engagement" value=work/>
                <input type="hidden" name="way" value=kind/>
                <input type="hidden" name="end" value=iso(way.end)/>
                <input type="hidden" name="hours" value=(way.time.0 / 60).to_string()/>
                <input type="hidden" name="fee" value=way.fee.plain()/>
                {reason}
                <div class="row">
                    <Button>{words}</Button>
                    <LinkButton href=other plain_link=true>"With other numbers"</LinkButton>
                </div>
            </form>
        </More>
    }
}

/// Something of the agreement falls away.
fn trim(request: &Request, plan: &Plan) -> impl IntoView + use<> {
    let form = mine(request, "trim");
    let criteria = plan.engagement.facts.criteria.iter().map(|one| Choice::new(one.clone(), one.clone())).collect();
    let milestones: Vec<Choice> =
        plan.open_milestones.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect();
    let milestone = (!milestones.is_empty()).then(|| {
        view! {
            <Select
                name="milestone"
                label="A milestone that falls away with it"
                choices=milestones
                empty="None"
                value=form.value("milestone", "")
                error=form.error("milestone")
                optional=true
            />
        }
    });
    let reason = because("trim-reason".to_owned(), &form, "Why this one. The other side reads it.");
    let errors = named(&form, "trim");
    let (work, now) = (plan.engagement.id.to_string(), sentence(&plan.ways.trim));
    view! {
        <More summary="Trim: something falls away" open=!form.is_clean()>
            <form class="stack" method="post" action=PROPOSE>
                <ErrorSummary items=errors/>
                <p>{now} " Hours, days and pay stay; less has to be handed in."</p>
                {hidden_key()}
                <input type="hidden" name="engagement" value=work/>
                <input type="hidden" name="choice" value="trim"/>
                <Select
                    name="criterion"
                    label="What falls away"
                    choices=criteria
                    empty="Choose a criterion of the agreement"
                    value=form.value("criterion", "")
                    error=form.error("criterion")
                    required=true
                />
                {milestone}
                {reason}
                <div><Button>"Propose it"</Button></div>
            </form>
        </More>
    }
}

/// The rest fits.
fn keep(request: &Request, plan: &Plan) -> impl IntoView + use<> {
    let form = mine(request, "keep");
    let reason = because("keep-reason".to_owned(), &form, "Why it fits. The other side reads it.");
    let errors = named(&form, "keep");
    let work = plan.engagement.id.to_string();
    view! {
        <More summary="The rest fits: nothing changes" open=!form.is_clean()>
            <form class="stack" method="post" action=PROPOSE>
                <ErrorSummary items=errors/>
                {hidden_key()}
                <input type="hidden" name="engagement" value=work/>
                <input type="hidden" name="choice" value="keep"/>
                {reason}
                <div><Button>"Say that it fits"</Button></div>
            </form>
        </More>
    }
}

/// The form of one choice, when it was that one that failed.
fn mine(request: &Request, choice: &str) -> FormState {
    let form = request.form_for(PROPOSE);
    if form.value("choice", "") == choice { form } else { FormState::default() }
}

fn dropped(plan: &Plan) -> Option<impl IntoView + use<>> {
    let lines = plan
        .dropped
        .iter()
        .map(|one| view! { <li>{format!("“{}”, agreed on {}", one.criterion, long_date(one.on))}</li> })
        .collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="sec" aria-labelledby="dropped">
                <h2 id="dropped">"What fell away"</h2>
                <ul class="tick">{lines}</ul>
            </section>
        }
    })
}
