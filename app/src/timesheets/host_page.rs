//! `/host/hours`: every sent week of the host's students, the longest waiting first.

use backend::timesheets::HostWeek;
use domain::time::{long_date, short_date, weekday};
use domain::timesheets::{CHOSEN, chosen_field};
use leptos::prelude::*;

use super::week_parts::MOVE;
use crate::engagements::because;
use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{Button, ButtonKind, CheckGroup, Checkbox, EmptyState, FormError, LinkButton, More, icon};

#[component]
pub(crate) fn HostHoursPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let hours = backend::timesheets::host_hours(&cx).await?;
        let title = match hours.waiting.len() {
            0 => "No hours wait for you".to_owned(),
            1 => "One week waits for you".to_owned(),
            count => format!("{count} weeks wait for you"),
        };
        let body = if hours.waiting.is_empty() {
            view! {
                <EmptyState title="All hours are answered" text="When a student sends a week, it appears here and in your email.">
                    <LinkButton href="/host" kind=ButtonKind::Primary>"Back to your home"</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            let weeks = hours
                .waiting
                .iter()
                .enumerate()
                .map(|(index, week)| one_week(&request, week, index == 0))
                .collect_view();
            let several = (hours.waiting.len() > 1).then(|| at_once(&request, &hours.waiting));
            view! { <div class="stack loose">{weeks} {several}</div> }.into_any()
        };
        let lately = match hours.approved_lately {
            0 => String::new(),
            1 => " One week was approved in the last four weeks.".to_owned(),
            count => format!(" {count} weeks were approved in the last four weeks."),
        };
        let lede = format!(
            "Approve or return each week within {} business days; silence approves it.{lately}",
            hours.silent_days
        );
        let body = view! {
            <header class="stack tight"><h1>{title.clone()}</h1><p class="lede">{lede}</p></header>
            <FormError message=request.form.whole()/>
            {body}
        };
        Ok(Page::new(title, Frame::Host("/host/hours"), body))
    })
}

/// Where the ticked weeks go.
const SEVERAL: &str = "/api/timesheets/approve-several";

/// Every week once more on a line, to approve those that were read above together.
fn at_once(request: &Request, weeks: &[HostWeek]) -> impl IntoView + use<> {
    let form = request.form_for(SEVERAL);
    let boxes = weeks
        .iter()
        .map(|week| {
            let name = chosen_field(week.sheet);
            let checked = !form.value(&name, "").is_empty();
            let label = format!("{}, {}: {}", week.student, span(week), week.logged);
            let hint = format!("“{}”, {} of {} so far", week.project, week.so_far, week.planned);
            view! { <Checkbox name=name label=label value=week.version.to_string() checked=checked hint=hint/> }
        })
        .collect_view();
    view! {
        <section class="sec stack" aria-labelledby="several">
            <h2 id="several">"Approve several at once"</h2>
            <form class="form" method="post" action=SEVERAL>
                {hidden_key()}
                <CheckGroup
                    id=CHOSEN
                    legend="Weeks you have read"
                    hint="Pay that waits for them is released. If one of them changes before you press, none is approved."
                    error=form.error(CHOSEN)
                >
                    {boxes}
                </CheckGroup>
                <div class="actions"><Button icon=icon::CHECK>"Approve the ticked weeks"</Button></div>
            </form>
        </section>
    }
}

fn span(week: &HostWeek) -> String {
    format!("{} to {}", short_date(week.week.monday()), short_date(week.week.sunday()))
}

fn ids(week: &HostWeek, command: &'static str) -> impl IntoView + use<> {
    view! {
        {hidden_key()}
        <input type="hidden" name="engagement" value=week.engagement.to_string()/>
        <input type="hidden" name="sheet" value=week.sheet.to_string()/>
        <input type="hidden" name="command" value=command/>
        <input type="hidden" name="back" value="hours"/>
    }
}

fn one_week(request: &Request, week: &HostWeek, first: bool) -> impl IntoView + use<> {
    let heading = format!("week-{}", week.sheet);
    let labelled = heading.clone();
    let form = request.form_for(MOVE);
    let form = if form.value("sheet", "") == week.sheet.to_string() { form } else { Default::default() };
    let failed = !form.is_clean();
    let entries = week
        .entries
        .iter()
        .map(|(day, minutes, words)| {
            let when = format!("{} {}", weekday(*day), short_date(*day));
            view! { <li class="row between"><span>{words.clone()}<br/><span class="meta">{when}</span></span><span class="num">{minutes.clock()}</span></li> }
        })
        .collect_view();
    let span = span(week);
    let kind = if first { ButtonKind::Primary } else { ButtonKind::Plain };
    let (approve, send_back) = (ids(week, "approve"), ids(week, "return"));
    let reason = because(format!("reason-{}", week.sheet), &form, "Which day or entry, and what should change.");
    let (words, whose) = (format!("Approve {}", week.logged), format!(" of {}, {span}", week.student));
    view! {
        <section class="sec stack" aria-labelledby=labelled>
            <h2 id=heading><a href=routes::week(week.engagement, week.week)>{format!("{}, {span}", week.student)}</a></h2>
            <p>{format!("{} this week. {} of {} so far, for “{}”.", week.logged, week.so_far, week.planned, week.project)}</p>
            <ul class="rows">{entries}</ul>
            <p class="meta">{format!("Silence approves it on {}.", long_date(week.silent_on))}</p>
            <form method="post" action=MOVE>
                {approve}
                <Button kind=kind icon=icon::CHECK>{words} <span class="vh">{whose}</span></Button>
            </form>
            <More summary=format!("Send {}’s week back", week.student) open=failed>
                <form class="stack" method="post" action=MOVE>
                    {send_back} {reason}
                    <div><Button>"Send it back"</Button></div>
                </form>
            </More>
        </section>
    }
}
