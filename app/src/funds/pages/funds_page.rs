//! `/staff/funds`: what each fund has, what is left of it, and what was changed; with `?fund=` the form changes that one.

use backend::funds::{FundRow, Past};
use backend::programs::Program;
use domain::time::{dated, iso};
use leptos::prelude::*;

use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::ui::{Button, ButtonKind, Checkbox, DateField, ErrorSummary, Field, FormState, MoneyField, More, TextArea};

const SAVE: &str = "/api/funds/save";
const CLOSE: &str = "/api/funds/close";

#[component]
pub fn FundsPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let funds = backend::funds::funds_page(&cx).await?;
        let rows = funds.iter().map(|fund| row(fund, cx.program())).collect_view();
        let list = if funds.is_empty() {
            view! { <p>"There is no fund yet. Until you add one, hosts say in their own words which fund pays."</p> }
                .into_any()
        } else {
            view! {
                <table class="data" aria-labelledby="funds">
                    <thead>
                        <tr><th scope="col">"Fund"</th><th scope="col">"Left"</th><th scope="col">"History"</th></tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            }
            .into_any()
        };
        let body = view! {
            <header class="stack tight">
                <p class="eyebrow">"Money"</p>
                <h1>"Funds that pay for projects"</h1>
                <p class="lede">"Hosts name one of them as the source of the pay. Approving a project reserves its part for every seat; calling it off frees it."</p>
            </header>
            <div class="split">
                <section class="sec" aria-labelledby="funds"><h2 id="funds">"What is left"</h2> {list}</section>
                {forms(&request, &funds)}
            </div>
        };
        Ok(Page::new("Funds", Frame::Staff("/staff/funds"), body))
    })
}

fn row(fund: &FundRow, program: &Program) -> impl IntoView + use<> {
    let (first, last) = fund.days;
    let days = format!("Work from {} to {}", dated(first), dated(last));
    let citizens = if fund.citizens_only { "U.S. citizens and permanent residents" } else { "" };
    let only: Vec<&str> = [&*fund.department, &*fund.college, &*fund.term, citizens]
        .into_iter()
        .filter(|said| !said.is_empty())
        .collect();
    let only = (!only.is_empty()).then(|| view! { <p class="meta">{only.join(", ")}</p> });
    let lines = fund.past.iter().map(|past| line(past, program)).collect_view();
    let change = if fund.closed {
        view! { <p class="meta">"Closed"</p> }.into_any()
    } else {
        let href = format!("/staff/funds?fund={}#change", fund.id);
        view! { <p><a class="link" href=href>"Change " <span class="vh">{fund.name.clone()}</span></a></p> }.into_any()
    };
    view! {
        <tr>
            <th scope="row">{fund.name.clone()}<br/><span class="meta">{days}</span>{only}</th>
            <td data-label="Left"><div><b class="nowrap">{fund.left.exact()}</b> <p class="meta">{format!("of {}", fund.amount.exact())}</p> {change}</div></td>
            <td data-label="History"><More summary=format!("History of {}", fund.name)><ul class="rows">{lines}</ul></More></td>
        </tr>
    }
}

fn line(past: &Past, program: &Program) -> impl IntoView + use<> {
    let what = match past.command.as_str() {
        "add" => "Added",
        "close" => "Closed",
        _ => "Changed",
    };
    let when = format!("{}, by {}", program.long(past.at), past.who);
    view! { <li><b>{what}</b> <p>{past.words.clone()}</p> <p class="meta">{when}</p></li> }
}

/// The form that adds one, or those that change and close the one that was chosen.
fn forms(request: &Request, funds: &[FundRow]) -> impl IntoView + use<> {
    let (save, close) = (request.form_for(SAVE), request.form_for(CLOSE));
    let chosen = save.value("fund", &close.value("fund", &request.query("fund")));
    let fund = funds.iter().find(|fund| !fund.closed && fund.id.to_string() == chosen);
    let closing = fund.map(|fund| close_form(fund, &close));
    view! { <div class="stack loose" id="change">{save_form(fund, &save)} {closing}</div> }
}

/// Which fund a form is about, and as of which version.
fn about(fund: &FundRow) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="fund" value=fund.id.to_string()/>
        <input type="hidden" name="version" value=fund.version.to_string()/>
    }
}

fn save_form(fund: Option<&FundRow>, form: &FormState) -> impl IntoView + use<> {
    let kept = |of: fn(&FundRow) -> String| fund.map(of).unwrap_or_default();
    let title = fund.map_or_else(|| "Add a fund".to_owned(), |fund| format!("Change {}", fund.name));
    let name = fund.is_none().then(|| {
        view! { <Field id="name" name="name" label="Name" hint="Hosts choose it by this name, which stays." value=form.value("name", "") error=form.error("name")/> }
    });
    // A box that is not ticked is not sent: after an error the form alone says what was chosen.
    let citizens = if form.values.is_empty() {
        fund.is_some_and(|fund| fund.citizens_only)
    } else {
        !form.value("citizens_only", "").is_empty()
    };
    let words = if fund.is_some() { "Save the change" } else { "Add it" };
    view! {
        <section class="sec" aria-labelledby="save-h">
            <h2 id="save-h">{title}</h2>
            <form method="post" action=SAVE class="stack">
                {hidden_key()} {fund.map(about)}
                <ErrorSummary items=form.summary()/>
                {name}
                <MoneyField id="amount" name="amount" label="Amount" hint="All there is, with what is reserved already." value=form.value("amount", &kept(|fund| fund.amount.plain())) error=form.error("amount")/>
                <DateField id="first_day" name="first_day" label="First day of work it pays for" value=form.value("first_day", &kept(|fund| iso(fund.days.0))) error=form.error("first_day")/>
                <DateField id="last_day" name="last_day" label="Last day of work it pays for" value=form.value("last_day", &kept(|fund| iso(fund.days.1))) error=form.error("last_day")/>
                <Field id="department" name="department" label="Only for the department" hint="Projects have to name it among those who may apply." value=form.value("department", &kept(|fund| fund.department.clone())) error=form.error("department") optional=true/>
                <Field id="college" name="college" label="Only for the college" value=form.value("college", &kept(|fund| fund.college.clone())) error=form.error("college") optional=true/>
                <Checkbox name="citizens_only" label="Only for U.S. citizens and permanent residents" hint="Projects that give the facts for an international student’s school cannot name it." checked=citizens/>
                <Field id="term" name="term" label="Term" hint="In words; the days above decide." value=form.value("term", &kept(|fund| fund.term.clone())) error=form.error("term") optional=true/>
                <div><Button kind=ButtonKind::Primary>{words}</Button></div>
            </form>
        </section>
    }
}

fn close_form(fund: &FundRow, form: &FormState) -> impl IntoView + use<> {
    view! {
        <section class="sec" aria-labelledby="close-h">
            <h2 id="close-h">"Close it"</h2>
            <form method="post" action=CLOSE class="stack">
                {hidden_key()} {about(fund)}
                <ErrorSummary items=form.summary() id="close-errors"/>
                <TextArea id="reason" name="reason" label="Why" hint="No project can name it any more. What is reserved stays reserved." value=form.value("reason", "") error=form.error("reason") rows=2 maxlength=2000 required=true/>
                <div><Button kind=ButtonKind::Danger>"Close this fund"</Button></div>
            </form>
        </section>
    }
}
