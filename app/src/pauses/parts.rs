//! What the page of an engagement shows of pauses.

use backend::engagements::EngagementPage;
use backend::pauses::PauseLine;
use domain::engagements::Stage as Work;
use domain::ids::EngagementId;
use domain::pauses::{Command, Stage};
use domain::reviews::Side;
use domain::time::{Day, iso, long_date, plus_days};
use leptos::prelude::*;

use crate::engagements::{Viewer, because, summary};
use crate::layout::{Request, hidden_key};
use crate::ui::{Banner, Button, ButtonKind, DateField, ErrorSummary, FormState, More};

const PROPOSE: &str = "/api/pauses/propose";
const ANSWER: &str = "/api/pauses/answer";

/// The pause that waits for an answer, with whatever this viewer can do; or until when the clock stands still.
pub(crate) fn open(request: &Request, page: &EngagementPage) -> Option<impl IntoView + use<>> {
    let line = page.pause.as_ref()?;
    let id = page.engagement.id;
    if line.stage == Stage::InEffect {
        let text = format!(
            "Up to and including {}. No time can be logged meanwhile; the last day and open milestones move by as many days.",
            long_date(line.until)
        );
        return Some(view! { <Banner title="The clock stands still"><p>{text}</p></Banner> }.into_any());
    }
    let who = match line.side {
        Side::Student => &page.terms.student,
        Side::Host => &page.terms.host,
    };
    let has = |command| line.offers.contains(&command);
    let title = if has(Command::Withdraw) {
        "Your request for a pause waits".to_owned()
    } else {
        format!("{who} asks for a pause")
    };
    let forms = if has(Command::Accept) {
        let yes = button(id, line, "accept", "Agree to the pause", ButtonKind::Plain);
        let no = decline(request, id, line);
        view! { {yes} {no} }.into_any()
    } else if has(Command::Withdraw) {
        button(id, line, "withdraw", "Take it back", ButtonKind::Plain).into_any()
    } else {
        ().into_any()
    };
    let when = format!(
        "Up to and including {}. Without an answer by {} the request lapses, and the work goes on.",
        long_date(line.until),
        long_date(line.answer_by)
    );
    Some(
        view! {
            <section class="sec stack" id="pause" aria-labelledby="pause-title">
                <h2 id="pause-title">{title}</h2>
                <p>{when}</p>
                <blockquote class="quote"><p>{line.reason.clone()}</p></blockquote>
                {forms}
            </section>
        }
        .into_any(),
    )
}

fn ids(id: EngagementId, line: &PauseLine, decision: &'static str) -> impl IntoView + use<> {
    view! {
        {hidden_key()}
        <input type="hidden" name="engagement" value=id.to_string()/>
        <input type="hidden" name="pause" value=line.id.to_string()/>
        <input type="hidden" name="decision" value=decision/>
    }
}

fn button(
    id: EngagementId,
    line: &PauseLine,
    decision: &'static str,
    words: &'static str,
    kind: ButtonKind,
) -> impl IntoView + use<> {
    view! { <form method="post" action=ANSWER>{ids(id, line, decision)} <Button kind=kind>{words}</Button></form> }
}

fn decline(request: &Request, id: EngagementId, line: &PauseLine) -> impl IntoView + use<> {
    let form = request.form_for(ANSWER);
    let reason = because("pause-answer-reason".to_owned(), &form, "The other side reads it.");
    let ids = ids(id, line, "decline");
    view! {
        <More summary="Decline" open=!form.is_clean()>
            <form class="stack" method="post" action=ANSWER>
                <ErrorSummary items=named(&form, "pause-answer-reason")/>
                {ids}
                {reason}
                <div><Button>"Decline"</Button></div>
            </form>
        </More>
    }
}

/// The summary of a form whose fields have ids of their own.
fn named(form: &FormState, reason: &str) -> Vec<(String, String)> {
    let id = |field: String| match field.as_str() {
        "reason" => reason.to_owned(),
        "until" => "pause-until".to_owned(),
        _ => field,
    };
    summary(form).into_iter().map(|(field, message)| (id(field), message)).collect()
}

/// The form to ask for a pause, for the two sides of work under way.
pub(crate) fn ask(
    request: &Request,
    page: &EngagementPage,
    viewer: Viewer,
    today: Day,
) -> Option<impl IntoView + use<>> {
    let possible = page.engagement.stage() == Work::InProgress && page.pause.is_none() && viewer != Viewer::Staff;
    possible.then(|| {
        let (form, work) = (request.form_for(PROPOSE), page.engagement.id.to_string());
        let reason = because("pause-reason".to_owned(), &form, "Illness or exams, for example. The other side and staff read it.");
        view! {
            <More summary="Ask for a pause" open=!form.is_clean()>
                <form class="stack" method="post" action=PROPOSE>
                    <ErrorSummary items=named(&form, "pause-reason")/>
                    <p class="meta">"The other side must agree. Deadlines move by the days of the pause, 30 at most."</p>
                    {hidden_key()}
                    <input type="hidden" name="engagement" value=work/>
                    <DateField
                        name="until"
                        id="pause-until"
                        label="Last day of the pause"
                        value=form.value("until", "")
                        error=form.error("until")
                        min=iso(plus_days(today, 1))
                        max=iso(plus_days(today, 30))
                    />
                    {reason}
                    <div><Button>"Ask for a pause"</Button></div>
                </form>
            </More>
        }
    })
}
