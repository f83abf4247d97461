//! One change of a published project on the reviewer's desk: before and after, the check, the decision.

use backend::Cx;
use backend::projects::revisions::RevisionView;
use domain::ids::RevisionId;
use domain::policy::NetPay;
use domain::revisions::{Command, Stage};
use domain::time::long_date_read;
use leptos::prelude::*;

use super::parts::{rows, weight_words};
use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::projects::field_words;
use crate::projects::islands::{kind, weight};
use crate::projects::words::when;
use crate::routes;
use crate::ui::{
    Banner, Button, ButtonKind, Diff, DiffRow, ErrorSummary, Finding, FindingKind, Icon, More, Tag, TagKind, TextArea,
    icon,
};

const DECIDE: &str = "/api/revisions/decide";

#[component]
pub fn RevisionPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let id: RevisionId = request.id("id")?;
        let view = backend::projects::revisions::revision_page(&cx, id).await?;
        let title = headline(&view);
        let (tone, weighs, means) = weight_words(view.weight);
        let asked = cx.program().day_of(view.submitted_at);
        let reason = (!view.reason.is_empty()).then(|| {
            view! { <blockquote class="quote"><p>{view.reason.clone()}</p></blockquote> }
        });
        let waiting = match view.waiting {
            0 => "Nobody has applied yet.".to_owned(),
            1 => "One student has applied.".to_owned(),
            count => format!("{count} students have applied."),
        };
        let mut changes = rows(&view.changes);
        changes.extend(pay_row(view.pay));
        let body = view! {
            <p><a class="link" href="/staff/queue"><Icon glyph=icon::ARROW_LEFT/> " Review queue"</a></p>
            <article class="stack loose" aria-labelledby="title-h">
                <header class="stack tight">
                    <div class="row">
                        <Tag kind=TagKind::Wait icon=icon::GIT_COMPARE label="Change to a published project"/>
                        <span class="meta">{format!("{}, asked for by {} on {}", view.host, view.author, long_date_read(asked, cx.today()))}</span>
                    </div>
                    <h1 id="title-h">{title.clone()}</h1>
                    <p><a class="link" href=routes::review(view.project)>{view.title.clone()}</a></p>
                </header>
                <Banner tone=tone title=weighs><p>{means} " " {waiting}</p></Banner>
                <section class="sec stack" aria-labelledby="changed-h">
                    <h2 id="changed-h">"What changes"</h2>
                    <Diff caption="Published terms and terms asked for" before="Published" after="Asked for" rows=changes/>
                    {reason}
                </section>
                {findings(&view)} {decision(&view, &request, &cx)}
            </article>
        };
        Ok(Page::new(title, Frame::Staff("/staff/queue"), body))
    })
}

fn headline(view: &RevisionView) -> String {
    match view.stage {
        Stage::Submitted => format!("{} asks for other terms", view.host),
        Stage::InEffect => "This change holds".to_owned(),
        Stage::Rejected => "This change was turned down".to_owned(),
        Stage::Withdrawn => "The host took this change back".to_owned(),
        Stage::Lapsed => "This change came too late".to_owned(),
    }
}

/// Net pay an hour, where it differs.
fn pay_row((before, after): (Option<NetPay>, Option<NetPay>)) -> Option<DiffRow> {
    let hour = |pay: Option<NetPay>| pay.and_then(|pay| pay.per_hour);
    let (old, new) = (hour(before), hour(after));
    let words = |cents: Option<domain::money::Cents>| cents.map(domain::money::Cents::exact).unwrap_or_default();
    (old != new).then(|| DiffRow::new("Net pay an hour, at the most hours", words(old), words(new)))
}

fn findings(view: &RevisionView) -> impl IntoView + use<> {
    let cards = view
        .report
        .findings
        .iter()
        .map(|finding| {
            let where_ = format!("{}. {}", field_words(&finding.field), weight(finding));
            view! { <Finding kind=kind(finding.severity) title=finding.message.clone() meta=where_ why=finding.why.clone()/> }
        })
        .collect_view();
    let clean = view.report.findings.is_empty().then(|| {
        view! { <Finding kind=FindingKind::Pass title="Every rule is met" why="The check found nothing in the changed terms."/> }
    });
    view! {
        <section class="sec" aria-labelledby="check-h">
            <div class="row between">
                <h2 id="check-h">"Scope check of the changed terms"</h2>
                <span class="num"><b>{view.report.score.total.to_string()}</b> " of 100"</span>
            </div>
            <div class="stack">{cards} {clean}</div>
        </section>
    }
}

fn hidden(id: RevisionId, decision: &'static str) -> impl IntoView {
    view! {
        {hidden_key()} <input type="hidden" name="id" value=id.to_string()/> <input type="hidden" name="decision" value=decision/>
    }
}

/// Who ended it, how and when.
fn ended(view: &RevisionView, cx: &Cx) -> String {
    let when = view.decided_at.map(|at| format!(" {}", when(cx, at))).unwrap_or_default();
    match (view.stage, view.ended_by.as_str()) {
        (Stage::Submitted, _) => "It waits for staff.".to_owned(),
        (Stage::InEffect, "") => format!("It took effect{when}, without staff: nothing in it was material."),
        (Stage::InEffect, who) => format!("{who} approved it{when}."),
        (Stage::Rejected, who) => format!("{who} turned it down{when}."),
        (Stage::Withdrawn, "") => format!("{} took it back{when}.", view.host),
        (Stage::Withdrawn, who) => format!("{who} of {} took it back{when}.", view.host),
        (Stage::Lapsed, _) => format!("It came too late: the project moved on{when}, before anybody had decided."),
    }
}

/// Which terms hold now.
const fn holds(stage: Stage) -> &'static str {
    match stage {
        Stage::InEffect => "Students read the changed terms.",
        Stage::Submitted | Stage::Rejected | Stage::Withdrawn | Stage::Lapsed => {
            "The terms that were published before hold."
        }
    }
}

fn decision(view: &RevisionView, request: &Request, cx: &Cx) -> AnyView {
    if !view.offers.contains(&Command::Approve) {
        let note = (!view.note.is_empty())
            .then(|| view! { <blockquote class="quote"><p>{view.note.clone()}</p></blockquote> });
        let (title, terms) = (ended(view, cx), holds(view.stage));
        return view! { <Banner title=title><p>{terms}</p> {note}</Banner> }.into_any();
    }
    let form = request.form_for(DECIDE);
    let reject = hidden(view.id, "reject");
    let refused = form.value("decision", "") == "reject";
    let (value, error) = if refused { (form.value("reason", ""), form.error("reason")) } else { (String::new(), None) };
    let own = view
        .own
        .then(|| view! { <p class="meta">"You asked for this change. Ask a colleague to decide about it."</p> });
    view! {
        <section class="sec stack" aria-labelledby="decide-h">
            <h2 id="decide-h">"Decide"</h2>
            <p class="meta">{format!("Answer promised by {}.", long_date_read(view.due, cx.today()))}</p>
            <ErrorSummary items=form.summary()/>
            {own}
            <form method="post" action=DECIDE>
                {hidden(view.id, "approve")} <Button kind=ButtonKind::Primary icon=icon::CHECK disabled=view.own>"Approve the change"</Button>
            </form>
            <More summary="Turn it down" open=refused>
                <form class="stack" method="post" action=DECIDE>
                    {reject}
                    <TextArea name="reason" label="Why?" hint="The host reads it. The published terms hold." value=value
                        error=error required=true maxlength=2000/>
                    <p><Button kind=ButtonKind::Danger>"Turn it down"</Button></p>
                </form>
            </More>
        </section>
    }
    .into_any()
}
