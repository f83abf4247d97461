//! What the pages of an engagement show of extensions: the one that waits, those that are over, the
//! form to ask for one, and what the agreement has become.

use backend::engagements::EngagementPage;
use backend::extensions::ExtensionLine;
use backend::onboarding::AgreementPage;
use domain::extensions::{Command, Stage};
use domain::ids::EngagementId;
use domain::projects::Classification;
use domain::reviews::Side;
use domain::time::{iso, long_date};
use leptos::prelude::*;

use crate::engagements::{Viewer, because, summary};
use crate::layout::{Request, hidden_key};
use crate::ui::{Button, DateField, Diff, DiffRow, ErrorSummary, Field, FormState, MoneyField, More};

const PROPOSE: &str = "/api/extensions/propose";
const ANSWER: &str = "/api/extensions/answer";
const DECIDE: &str = "/api/extensions/decide";

/// The extension that waits for an answer: what changes and why, with whatever this viewer can do.
pub(crate) fn open(request: &Request, page: &EngagementPage, viewer: Viewer) -> Option<impl IntoView + use<>> {
    let line = page.extensions.iter().find(|one| one.is_open())?;
    let id = page.engagement.id;
    let rows = line.changes.iter().map(|one| DiffRow::new(one.what, one.old.clone(), one.new.clone())).collect();
    let why = (!line.for_staff.is_empty()).then(|| {
        let reasons = line.for_staff.iter().map(|reason| view! { <li>{reason.clone()}</li> }).collect_view();
        view! { <h3>"Why staff decide"</h3> <ul class="tick">{reasons}</ul> }
    });
    let has = |command| line.offers.contains(&command);
    let forms = if has(Command::Approve) {
        let yes = button(DECIDE, id, line, "approve", "Approve the extension");
        let no = refuse(request, DECIDE, id, line, "refuse", "Refuse it", "Both sides read it.");
        view! { {yes} {no} }.into_any()
    } else if has(Command::Accept) {
        let yes = button(ANSWER, id, line, "accept", "Accept");
        let no = refuse(request, ANSWER, id, line, "decline", "Decline", "The other side reads it.");
        view! { {yes} {no} }.into_any()
    } else if has(Command::Withdraw) {
        button(ANSWER, id, line, "withdraw", "Take it back").into_any()
    } else {
        ().into_any()
    };
    Some(view! {
        <section class="sec stack" id="extension" aria-labelledby="extension-title">
            <h2 id="extension-title">{headline(page, line, viewer)}</h2>
            <p class="meta">{format!("Without an answer by {} it lapses, and what was agreed stays.", long_date(line.answer_by))}</p>
            <Diff caption="What would change" before="Agreed" after="Asked for" rows=rows/>
            <blockquote class="quote"><p>{line.reason.clone()}</p></blockquote>
            {why}
            {forms}
        </section>
    })
}

fn headline(page: &EngagementPage, line: &ExtensionLine, viewer: Viewer) -> String {
    let who = name(page, line.side);
    let own = line.offers.contains(&Command::Withdraw);
    match (line.stage, viewer) {
        (Stage::Agreed, Viewer::Staff) => "Both sides agree to an extension".to_owned(),
        (Stage::Agreed, _) => "The extension is with staff".to_owned(),
        _ if own => format!("Your request is with {}", name(page, line.side.other())),
        _ => format!("{who} asks for an extension"),
    }
}

fn name(page: &EngagementPage, side: Side) -> &str {
    match side {
        Side::Student => &page.terms.student,
        Side::Host => &page.terms.host,
    }
}

fn ids(id: EngagementId, line: &ExtensionLine, decision: &'static str) -> impl IntoView + use<> {
    view! {
        {hidden_key()}
        <input type="hidden" name="engagement" value=id.to_string()/>
        <input type="hidden" name="extension" value=line.id.to_string()/>
        <input type="hidden" name="decision" value=decision/>
    }
}

/// A form that is one button.
fn button(
    action: &'static str,
    id: EngagementId,
    line: &ExtensionLine,
    decision: &'static str,
    words: &'static str,
) -> impl IntoView + use<> {
    view! { <form method="post" action=action>{ids(id, line, decision)} <Button>{words}</Button></form> }
}

/// A form that opens on request and asks for a reason.
fn refuse(
    request: &Request,
    action: &'static str,
    id: EngagementId,
    line: &ExtensionLine,
    decision: &'static str,
    words: &'static str,
    hint: &'static str,
) -> impl IntoView + use<> {
    let form = request.form_for(action);
    let form = if form.value("decision", "") == decision { form } else { FormState::default() };
    let reason = because("extension-reason".to_owned(), &form, hint);
    let ids = ids(id, line, decision);
    view! {
        <More summary=words open=!form.is_clean()>
            <form class="stack" method="post" action=action>
                <ErrorSummary items=named(&form)/>
                {ids}
                {reason}
                <div><Button>{words}</Button></div>
            </form>
        </More>
    }
}

/// The summary of a form whose reason has an id of its own.
fn named(form: &FormState) -> Vec<(String, String)> {
    let id = |field: String| if field == "reason" { "extension-reason".to_owned() } else { field };
    summary(form).into_iter().map(|(field, message)| (id(field), message)).collect()
}

/// The form to ask for an extension, where this viewer can.
pub(crate) fn ask(request: &Request, page: &EngagementPage) -> Option<impl IntoView + use<>> {
    let now = page.extendable?;
    let (id, form) = (page.engagement.id.to_string(), request.form_for(PROPOSE));
    let end = iso(now.end);
    let hours = (now.time.0 / 60 + i32::from(now.time.0 % 60 > 0)).to_string();
    let pay = (page.terms.classification != Classification::UnpaidForCredit).then(|| {
        view! {
            <MoneyField
                name="fee"
                label="Pay before tax, in all"
                hint="It can only rise, and staff decide when it does."
                value=form.value("fee", &now.fee.plain())
                error=form.error("fee")
            />
        }
    });
    let reason = because("extension-reason".to_owned(), &form, "Why. The other side and staff read it.");
    Some(view! {
        <More summary="Ask for more time" open=!form.is_clean()>
            <form class="stack" method="post" action=PROPOSE>
                <ErrorSummary items=named(&form)/>
                <p class="meta">"The other side must agree. Change what should change; the rest stays as agreed."</p>
                {hidden_key()}
                <input type="hidden" name="engagement" value=id/>
                <DateField
                    name="end"
                    label="Last day"
                    value=form.value("end", &end)
                    error=form.error("end")
                    min=end
                />
                <Field
                    name="hours"
                    label="Most hours, in all"
                    hint="With what is logged so far."
                    inputmode="numeric"
                    suffix="hours"
                    width="w-m"
                    value=form.value("hours", &hours)
                    error=form.error("hours")
                />
                {pay}
                {reason}
                <div><Button>"Ask for it"</Button></div>
            </form>
        </More>
    })
}

/// Extensions that are over, newest first, while the work goes on.
pub(crate) fn closed(page: &EngagementPage) -> Option<impl IntoView + use<>> {
    let lines = page
        .extensions
        .iter()
        .filter(|one| !one.is_open())
        .map(|one| {
            let what = match one.stage {
                Stage::InEffect => "Extended",
                Stage::Declined => "Declined by the other side",
                Stage::Refused => "Refused by staff",
                Stage::Withdrawn => "Taken back",
                _ => "Lapsed without an answer",
            };
            let note = (!one.note.is_empty()).then(|| view! { <br/><span class="meta">{one.note.clone()}</span> });
            view! {
                <li>
                    <b>{format!("{what} on {}", long_date(one.since))}</b>
                    <br/>
                    {changes(one)}
                    {note}
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="sec" aria-labelledby="extensions">
                <h2 id="extensions">"Extensions"</h2>
                <ul class="rows">{lines}</ul>
            </section>
        }
    })
}

/// What the agreement has become since it was signed.
pub(crate) fn amended(agreement: &AgreementPage) -> Option<impl IntoView + use<>> {
    let line = |one: &ExtensionLine| {
        let day = format!("Extended on {}:", long_date(one.since));
        view! { <li><b>{day}</b> " " {changes(one)}</li> }
    };
    let lines = agreement.extended.iter().map(line).collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="sec" aria-labelledby="extended">
                <h2 id="extended">"Agreed since"</h2>
                <ul class="rows">{lines}</ul>
            </section>
        }
    })
}

fn changes(line: &ExtensionLine) -> String {
    line.changes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
