//! `/staff/engagements`

use backend::dashboards::{EngagementList, EngagementRow};
use domain::access::Action;
use domain::engagements::Stage;
use domain::machine::Word as _;
use leptos::prelude::*;

use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::text::stage_word;
use crate::ui::{EmptyState, Pages, Tab, Tabs, Tag, TagKind, icon};

const FILTERS: [(&str, &str); 6] = [
    ("", "All"),
    ("onboarding", "Onboarding"),
    ("in_progress", "At work"),
    ("in_acceptance", "Handed in"),
    ("accepted", "Accepted"),
    ("completed", "Completed"),
];

#[component]
pub fn EngagementsPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let stage = request.query("stage");
        let list = backend::dashboards::engagement_list(&cx, &stage, &request.query("after")).await?;
        let address = |stage: &str| {
            if stage.is_empty() { "/staff/engagements".to_owned() } else { format!("/staff/engagements?stage={stage}") }
        };
        let tabs = FILTERS.into_iter().map(|(word, label)| Tab::new(label, address(word), word == stage)).collect();
        let opens = domain::access::may(cx.actor().person(), Action::ViewEngagements, cx.program().id);
        let next = list.next.as_ref().map(|after| {
            let mark = if stage.is_empty() { '?' } else { '&' };
            format!("{}{mark}after={after}", address(&stage))
        });
        let body = view! {
            <header><p class="eyebrow">"Engagements"</p><h1>"Who works on what"</h1></header>
            <Tabs label="Stage" items=tabs/>
            {engagement_table(list, opens)}
            <Pages next=next/>
        };
        Ok(Page::new("Engagements", Frame::Staff("/staff/engagements"), body))
    })
}

/// The list, also on faculty’s home; its rows are links for those who may open an engagement.
pub(super) fn engagement_table(list: EngagementList, opens: bool) -> AnyView {
    if list.rows.is_empty() {
        return view! {
            <EmptyState title="No engagement here yet" text="An engagement begins when a student accepts an offer."/>
        }
        .into_any();
    }
    let rows = list.rows.into_iter().map(|one| row(one, opens)).collect_view();
    view! {
        <div class="table-wrap">
            <table class="data">
                <thead>
                    <tr>
                        <th scope="col">"Student and project"</th>
                        <th scope="col">"Host"</th>
                        <th scope="col">"Stage"</th>
                        <th scope="col" class="num">"Approved hours"</th>
                        <th scope="col">"Ends"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(row: EngagementRow, opens: bool) -> impl IntoView {
    let student = if opens {
        view! { <a href=routes::engagement(row.id)>{row.student}</a> }.into_any()
    } else {
        row.student.into_any()
    };
    let risk = row.at_risk.then(|| view! { " " <Tag kind=TagKind::Stop icon=icon::FLAG label="At risk"/> });
    let (kind, glyph) = match row.stage {
        Stage::InProgress | Stage::Accepted | Stage::Paid | Stage::Completed => (TagKind::Go, icon::CIRCLE_CHECK),
        Stage::Onboarding | Stage::Submitted | Stage::InAcceptance | Stage::Paused => (TagKind::Wait, icon::CLOCK),
        _ => (TagKind::Plain, icon::X),
    };
    view! {
        <tr>
            <th scope="row">
                {student}<br/><span class="meta">{row.project}</span>
            </th>
            <td data-label="Host">{row.host}</td>
            <td data-label="Stage"><Tag kind icon=glyph label=crate::text::capital(&stage_word(row.stage.word()))/> {risk}</td>
            <td class="num" data-label="Approved hours">{row.approved.to_string()} " of " {row.planned.to_string()}</td>
            <td class="day" data-label="Ends">{domain::time::short_date(row.end)}</td>
        </tr>
    }
}
