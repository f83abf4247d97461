//! The talk on the page of an application.

use backend::applications::ApplicationView;
use backend::programs::Program;
use domain::applications::{Command, Stage};
use domain::interviews::{Interview, LENGTHS, TIMES, USUAL};
use domain::time::{Instant, plus_days};
use leptos::prelude::*;

use crate::layout::{Request, hidden_key};
use crate::ui::{
    Banner, Button, ButtonKind, Choice, DateField, ErrorSummary, Field, FormState, More, RadioCards, Select, TextArea,
    Tone, icon,
};

pub(crate) const PROPOSE: &str = "/api/interviews/propose";
const ANSWER: &str = "/api/interviews/answer";

/// When and where, once a time is picked.
fn settled(interview: &Interview, at: Instant, program: &Program) -> impl IntoView + use<> {
    let when = program.long(at);
    let length = format!("{} minutes. {}", interview.proposal.minutes, interview.proposal.place);
    view! {
        <p class="stat">{when}</p>
        <p>{length}</p>
    }
}

/// The host's side: what was offered and picked, and the form that offers times. `next` is the page that comes after.
pub(crate) fn for_host(
    view: &ApplicationView,
    program: &Program,
    now: Instant,
    form: &FormState,
    next: &str,
) -> Option<impl IntoView + use<>> {
    let invited = view.stage == Stage::Interview;
    if !invited && !view.commands.contains(&Command::InviteToInterview) {
        return None;
    }
    let interview = view.interview.as_ref();
    let state = interview.map(|interview| match interview.picked {
        Some(at) => settled(interview, at, program).into_any(),
        None if !interview.none_fits.is_empty() => {
            let words = interview.none_fits.clone();
            view! { <Banner tone=Tone::Need title="None of the times fits"><p>{words}</p></Banner> }.into_any()
        }
        None => {
            let times = interview.proposal.times.iter().map(|at| view! { <li>{program.long(*at)}</li> }).collect_view();
            view! { <p>"You offered these times. The student has not picked one yet."</p> <ul class="plain">{times}</ul> }.into_any()
        }
    });
    let open = !form.is_clean() || interview.is_some_and(|one| one.picked.is_none() && !one.none_fits.is_empty());
    let tomorrow = plus_days(program.day_of(now), 1).to_string();
    let times = (1..=TIMES)
        .map(|index| {
            let (day, time) = (format!("day_{index}"), format!("time_{index}"));
            let (day_value, day_error) = (form.value(&day, ""), form.error(&day));
            let (time_value, time_error) = (form.value(&time, ""), form.error(&time));
            let words = ["First day", "Second day", "Third day"].get(index - 1).copied().unwrap_or_default();
            let min = tomorrow.clone();
            let optional = index > 1;
            view! {
                <div class="row">
                    <DateField name=day label=words value=day_value error=day_error min=min optional=optional required=!optional/>
                    <Field name=time label="Time" input_type="time" width="w-s" value=time_value error=time_error optional=optional required=!optional/>
                </div>
            }
        })
        .collect_view();
    let lengths = LENGTHS
        .iter()
        .map(|minutes| Choice::new(minutes.to_string(), format!("{minutes} minutes")))
        .collect::<Vec<_>>();
    let length = form.value("minutes", &interview.map_or(USUAL, |one| one.proposal.minutes).to_string());
    let place = form.value("place", interview.map_or("", |one| one.proposal.place.as_str()));
    let (length_error, place_error) = (form.error("minutes"), form.error("place"));
    let summary = if interview.is_some() { "Offer other times" } else { "Invite to a talk" };
    let (id, next) = (view.id.to_string(), next.to_owned());
    let hint = format!("On the clock of {}.", program.zone.iana_name().unwrap_or("UTC").replace('_', " "));
    let errors = form.summary();
    let named = view.hidden.then(|| view! { <p class="meta">"Name and school appear when you invite."</p> });
    let heading = interview.is_some().then(|| view! { <h2>"The talk"</h2> });
    Some(view! {
        <section class="stack" aria-label="The talk">
            {heading} {state}
            <More summary=summary open=open>
                <form method="post" action=PROPOSE class="stack">
                    <ErrorSummary items=errors/> {hidden_key()} <input type="hidden" name="id" value=id/>
                    <input type="hidden" name="next" value=next/>
                    <p class="hint">"The student picks one of the times. Three are best. " {hint}</p>
                    {times}
                    <Select name="minutes" label="How long" choices=lengths value=length error=length_error width="w-m"/>
                    <Field name="place" label="Where" hint="A link, a telephone number or an address" value=place error=place_error maxlength=300 required=true/>
                    {named}
                    <div><Button icon=icon::SEND>"Offer these times"</Button></div>
                </form>
            </More>
        </section>
    })
}

/// The student's side: the times to pick from, or the one that is settled.
pub(crate) fn for_student(
    view: &ApplicationView,
    program: &Program,
    now: Instant,
    request: &Request,
) -> Option<impl IntoView + use<>> {
    let interview = view.interview.as_ref().filter(|_| view.stage == Stage::Interview)?;
    let form = request.form_for(ANSWER);
    let id = view.id.to_string();
    let body = match interview.picked {
        Some(at) => view! {
            {settled(interview, at, program)}
            <p class="hint">"It stands in " <a class="link" href="/student/calendar">"your calendar"</a> "."</p>
        }
        .into_any(),
        None => {
            let choices: Vec<Choice> =
                interview.open_times(now).map(|at| Choice::new(at.to_string(), program.long(at))).collect();
            let pick = (!choices.is_empty()).then(|| {
                let (value, error) = (form.value("at", ""), form.error("at"));
                view! {
                    <form method="post" action=ANSWER class="stack">
                        {hidden_key()} <input type="hidden" name="id" value=id.clone()/>
                        <RadioCards name="at" legend="When can you talk?" choices=choices value=value error=error/>
                        <div><Button kind=ButtonKind::Primary icon=icon::CHECK>"Take this time"</Button></div>
                    </form>
                }
            });
            let over = pick
                .is_none()
                .then(|| view! { <p>"The times that were offered are over. The host can offer others."</p> });
            view! {
                <p>{format!("{} would like to talk to you, {} minutes.", view.host, interview.proposal.minutes)}</p>
                {pick} {over} {none(interview, id.clone(), &form)}
            }
            .into_any()
        }
    };
    let errors = form.summary();
    Some(view! {
        <section class="box stack" aria-labelledby="talk">
            <h2 id="talk">"The talk"</h2>
            <ErrorSummary items=errors/>
            {body}
        </section>
    })
}

/// Says that none of the times fits.
fn none(interview: &Interview, id: String, form: &FormState) -> AnyView {
    if !interview.none_fits.is_empty() {
        return view! { <p class="meta">"You asked for other times. The host offers them next."</p> }.into_any();
    }
    let open = form.error("reason").is_some();
    let (value, error) = (form.value("reason", ""), form.error("reason"));
    view! {
        <More summary="None of these fits" open=open>
            <form method="post" action=ANSWER class="stack">
                {hidden_key()} <input type="hidden" name="id" value=id/> <input type="hidden" name="answer" value="none"/>
                <TextArea name="reason" id="none-reason" label="When would it fit?" hint="It does not count against you." value=value error=error rows=3 maxlength=2000 required=true/>
                <div><Button>"Ask for other times"</Button></div>
            </form>
        </More>
    }
    .into_any()
}
