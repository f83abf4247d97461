//! `/staff/payments`: finance's ledger.

use backend::payments::PaymentRow;
use domain::access::Action;
use domain::machine::Word as _;
use domain::money::Cents;
use domain::payments::{Command, Stage};
use domain::time::short_date;
use leptos::prelude::*;

use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{
    Button, ButtonKind, Cell, Column, DataTable, EmptyState, Field, FormError, FormState, More, Pages, RowHead, Tab,
    Tabs, Tag, TagKind, TextArea, icon,
};

const ACTION: &str = "/api/payments/move";
/// Stages with a tab of their own, besides everything that waits.
const TABS: [Stage; 6] =
    [Stage::Ready, Stage::Approved, Stage::Batched, Stage::Submitted, Stage::Settled, Stage::OnHold];

#[component]
pub(crate) fn PaymentsPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let stage = Stage::from_word(&request.query("stage"));
        let after = request.query("after").parse().ok();
        let page = backend::payments::payments_page(&cx, stage, after).await?;
        let owed: i64 = page.totals.iter().filter(|(stage, ..)| is_owed(*stage)).map(|(_, _, sum)| sum.0).sum();
        let title =
            if owed == 0 { "Nothing is owed".to_owned() } else { format!("{} is owed to students", Cents(owed)) };
        let count = |stage: Stage| {
            page.totals
                .iter()
                .find(|(s, ..)| *s == stage)
                .map_or(0, |(_, count, _)| u64::try_from(*count).unwrap_or_default())
        };
        let waiting = Tab::new("To do", routes::payments(None), stage.is_none());
        let tabs = std::iter::once(waiting)
            .chain(TABS.into_iter().map(|one| Tab {
                count: Some(count(one)),
                ..Tab::new(label(one), routes::payments(Some(one)), stage == Some(one))
            }))
            .collect();
        let next = page.next.map(|after| {
            let address = routes::payments(stage);
            format!("{address}{}after={after}", if stage.is_some() { '&' } else { '?' })
        });
        let opens = domain::access::may(cx.actor().person(), Action::ViewEngagements, cx.program().id);
        let body = if page.rows.is_empty() {
            view! { <EmptyState title="No payment here" text="Payments become owed when a host accepts the work."/> }
                .into_any()
        } else {
            table(&request, &page.rows, stage, opens).into_any()
        };
        let body = view! {
            <header class="stack tight">
                <p class="eyebrow">"Payments"</p>
                <h1>{title.clone()}</h1>
                <p class="lede">
                    "Foothold records what is owed and settled. It moves no money itself. "
                    <a href="/staff/payments/books">"Open the books"</a>
                </p>
            </header>
            <FormError message=request.form.whole()/>
            <Tabs label="Stage" items=tabs/>
            {body}
            <Pages next=next/>
        };
        Ok(Page::new(title, Frame::Staff("/staff/payments"), body))
    })
}

const fn is_owed(stage: Stage) -> bool {
    matches!(
        stage,
        Stage::Ready | Stage::Approved | Stage::Batched | Stage::Submitted | Stage::OnHold | Stage::Returned
    )
}

const fn label(stage: Stage) -> &'static str {
    match stage {
        Stage::Planned => "Planned",
        Stage::Encumbered => "Set aside",
        Stage::Ready => "Ready",
        Stage::Approved => "Approved",
        Stage::Batched => "Batched",
        Stage::Submitted => "Sent",
        Stage::Settled => "Settled",
        Stage::OnHold => "On hold",
        Stage::Returned => "Returned",
        Stage::Voided => "Voided",
        Stage::Reversed => "Reversed",
    }
}

fn tag(stage: Stage) -> impl IntoView + use<> {
    let (kind, glyph) = match stage {
        Stage::Ready => (TagKind::Wait, icon::CLOCK),
        Stage::Approved | Stage::Batched | Stage::Submitted => (TagKind::Plain, icon::SEND),
        Stage::Settled => (TagKind::Go, icon::CHECK),
        Stage::OnHold | Stage::Returned | Stage::Reversed => (TagKind::Stop, icon::CIRCLE_ALERT),
        Stage::Planned | Stage::Encumbered | Stage::Voided => (TagKind::Plain, icon::CIRCLE),
    };
    view! { <Tag kind=kind icon=glyph label=label(stage)/> }
}

fn table(request: &Request, rows: &[PaymentRow], stage: Option<Stage>, opens: bool) -> impl IntoView + use<> {
    let columns = vec![
        Column::new("Student and project"),
        Column::new("Stage"),
        Column::new("Before tax").numeric(),
        Column::new("Pay by"),
        Column::new("What to do").hidden(),
    ];
    let rows = rows.iter().map(|row| line(request, row, stage, opens)).collect_view();
    view! { <DataTable caption="Payments" caption_hidden=true columns=columns>{rows}</DataTable> }
}

/// The student’s name is a link for those who may open the engagement.
fn line(request: &Request, row: &PaymentRow, stage: Option<Stage>, opens: bool) -> impl IntoView + use<> {
    let form = request.form_for(ACTION);
    let form = if form.value("payment", "") == row.id.to_string() { form } else { FormState::default() };
    let note =
        [&row.reference, &row.note].into_iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(". ");
    let note = (!note.is_empty()).then(|| view! { <p class="meta">{note}</p> });
    let approved = row.first_approval.as_ref().map(|name| {
        view! { <p class="meta">{format!("{name} approved it; a second person does too.")}</p> }
    });
    let fund = row.fund.as_ref().map(|(name, part)| {
        view! { <br/><span class="meta">{format!("{} from {name}", part.exact())}</span> }
    });
    let (student, about) = (row.student.clone(), format!("{}, {}", row.project, row.host));
    let student = if opens {
        view! { <a class="name" href=routes::engagement(row.engagement)>{student}</a> }.into_any()
    } else {
        view! { <b>{student}</b> }.into_any()
    };
    let (tag, amount, due, forms) =
        (tag(row.stage), row.amount.exact(), row.due.map(short_date), forms(row, &form, stage));
    view! {
        <tr>
            <RowHead>{student}<br/><span class="meta">{about}</span></RowHead>
            <Cell label="Stage">{tag} {approved} {note}</Cell>
            <Cell label="Before tax" num=true>{amount} {fund}</Cell>
            <Cell label="Pay by">{due}</Cell>
            <Cell act=true>{forms}</Cell>
        </tr>
    }
}

fn forms(row: &PaymentRow, form: &FormState, stage: Option<Stage>) -> Vec<AnyView> {
    let one = |command: &Command| match command {
        Command::ApproveFirst => {
            plain(row, "approve_first", "Approve as the first of two", ButtonKind::Primary, stage).into_any()
        }
        Command::Approve => plain(row, "approve", "Approve", ButtonKind::Primary, stage).into_any(),
        Command::Batch => plain(row, "batch", "Put into the batch", ButtonKind::Plain, stage).into_any(),
        Command::Send => plain(row, "send", "Note it as sent", ButtonKind::Plain, stage).into_any(),
        Command::Release => plain(row, "release", "Release", ButtonKind::Plain, stage).into_any(),
        Command::Settle => settle(row, form, stage).into_any(),
        Command::Hold => reasoned(row, form, stage, "hold", "Hold", ButtonKind::Plain),
        Command::ReturnByBank => reasoned(row, form, stage, "return_by_bank", "Came back", ButtonKind::Plain),
        Command::Void => reasoned(row, form, stage, "void", "Void", ButtonKind::Danger),
        Command::Reverse => reasoned(row, form, stage, "reverse", "Reverse", ButtonKind::Danger),
        // The system's own commands.
        Command::Encumber | Command::MakeReady => ().into_any(),
    };
    row.offers.iter().map(one).collect()
}

fn ids(row: &PaymentRow, command: &'static str, stage: Option<Stage>) -> impl IntoView + use<> {
    view! {
        {hidden_key()}
        <input type="hidden" name="payment" value=row.id.to_string()/>
        <input type="hidden" name="command" value=command/>
        <input type="hidden" name="stage" value=stage.map(domain::machine::Word::word).unwrap_or_default()/>
    }
}

fn plain(
    row: &PaymentRow,
    command: &'static str,
    words: &'static str,
    kind: ButtonKind,
    stage: Option<Stage>,
) -> impl IntoView + use<> {
    // The name of the student makes the button's words unique for those who hear them.
    let whose = format!(" for {}", row.student);
    view! {
        <form method="post" action=ACTION>
            {ids(row, command, stage)}
            <Button kind=kind small=true>{words} <span class="vh">{whose}</span></Button>
        </form>
    }
}

fn settle(row: &PaymentRow, form: &FormState, stage: Option<Stage>) -> impl IntoView + use<> {
    let mine = form.value("command", "") == "settle";
    let form = if mine { form.clone() } else { FormState::default() };
    let (ids, field) = (ids(row, "settle", stage), format!("reference-{}", row.id));
    view! {
        <More summary="Settle" open=mine>
            <form class="stack" method="post" action=ACTION>
                {ids}
                <Field
                    name="reference"
                    id=field
                    label="Reference of the bank, payroll or host"
                    value=form.value("reference", "")
                    error=form.error("reference")
                    maxlength=80
                    required=true
                />
                <div><Button small=true>"Settle"</Button></div>
            </form>
        </More>
    }
}

fn reasoned(
    row: &PaymentRow,
    form: &FormState,
    stage: Option<Stage>,
    command: &'static str,
    words: &'static str,
    kind: ButtonKind,
) -> AnyView {
    let mine = form.value("command", "") == command;
    let form = if mine { form.clone() } else { FormState::default() };
    let (ids, field) = (ids(row, command, stage), format!("{command}-{}", row.id));
    view! {
        <More summary=words open=mine>
            <form class="stack" method="post" action=ACTION>
                {ids}
                <TextArea name="reason" id=field label="Reason" value=form.value("reason", "") error=form.error("reason") rows=2 maxlength=2_000 required=true/>
                <div><Button kind=kind small=true>{words}</Button></div>
            </form>
        </More>
    }
    .into_any()
}
