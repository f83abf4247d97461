//! `/staff/hosts/{id}`: what speaks for a host, and the decision about it.

use backend::hosts::HostView;
use domain::hosts::{Command, Fact, Look, Stage};
use domain::ids::HostId;
use domain::time::{long_date, short_date};
use leptos::prelude::*;

use super::hosts_page::{button, stage_tag};
use crate::hosts::kind_words;
use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{Banner, ErrorSummary, Icon, Meter, Tag, TagKind, TextArea, Tone, icon};

const DECIDE: &str = "/api/hosts/decide";

#[component]
pub fn HostPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let id: HostId = request.id("id")?;
        let host = backend::hosts::host_page(&cx, id).await?;
        let name = host.name.clone();
        let body = view! {
            <p><a class="link" href="/staff/hosts"><Icon glyph=icon::ARROW_LEFT/> " Hosts"</a></p>
            <header class="stack tight">
                <div class="row">{stage_tag(host.stage)} <span class="meta">{format!("since {}", long_date(host.since))}</span></div>
                <h1>{name.clone()}</h1>
                <p class="lede">{host.about.clone()}</p>
            </header>
            {first_post(&host)}
            <div class="split">
                <div class="stack loose">{evidence(&host)} {projects(&host)}</div>
                <aside class="stack loose" aria-label="About the host">{facts(&host)} {members(&host)} {history(&host)}</aside>
            </div>
            {decide(&host, &request)}
        };
        Ok(Page::new(name, Frame::Staff("/staff/hosts"), body))
    })
}

fn first_post(host: &HostView) -> Option<AnyView> {
    let verified = host.stage.is_verified();
    (host.evidence.first_post && host.stage != Stage::Rejected).then(|| {
        let title = "It has not completed a project here yet.";
        let words = if verified {
            "Its next project is read by a person, whatever its score and whatever stands below."
        } else {
            "Look at what stands below before you verify it; no score does that for you. Its first project is read by a person."
        };
        view! { <Banner tone=if verified { Tone::Plain } else { Tone::Need } title=title><p>{words}</p></Banner> }.into_any()
    })
}

fn evidence(host: &HostView) -> impl IntoView + use<> {
    let rows = host.evidence.facts.iter().map(row).collect_view();
    let trust = host.evidence.trust;
    view! {
        <section class="sec stack" aria-labelledby="evidence-h">
            <div class="row between">
                <h2 id="evidence-h">"What speaks for it"</h2>
                <span class="num"><b>{trust.to_string()}</b> " of 100"</span>
            </div>
            <Meter label="Trust score" value=f64::from(trust) max=100.0/>
            <table class="data">
                <caption class="vh">"Facts and the points they give"</caption>
                <thead>
                    <tr><th scope="col">"Fact"</th><th scope="col">"What is the case"</th><th scope="col" class="num">"Points"</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn row(fact: &Fact) -> impl IntoView + use<> {
    let (kind, glyph, word) = match fact.look {
        Look::Good => (TagKind::Go, icon::CIRCLE_CHECK, "As expected"),
        Look::Unknown => (TagKind::Plain, icon::INFO, "Not known"),
        Look::Odd => (TagKind::Wait, icon::CIRCLE_ALERT, "Look closer"),
    };
    view! {
        <tr>
            <th scope="row">{fact.name}</th>
            <td data-label="What is the case"><Tag kind icon=glyph label=word/> " " {fact.says.clone()}</td>
            <td class="num" data-label="Points">{format!("{} of {}", fact.points, fact.of)}</td>
        </tr>
    }
}

fn facts(host: &HostView) -> impl IntoView + use<> {
    let or = |text: &str| if text.is_empty() { "Not given".to_owned() } else { text.to_owned() };
    let site = if host.website.is_empty() {
        "Not given".into_any()
    } else {
        let (href, words) = (host.website.clone(), host.website.clone());
        view! { <a class="link" href=href rel="noopener noreferrer nofollow">{words}</a> }.into_any()
    };
    let note = (!host.note.is_empty()).then(|| view! { <li><b>"Last said"</b> <p>{host.note.clone()}</p></li> });
    view! {
        <section class="sec" aria-labelledby="facts-h">
            <h2 id="facts-h">"On file"</h2>
            <ul class="rows">
                <li><b>"Kind of organisation"</b> <p>{kind_words(host.kind)}</p></li>
                <li><b>"Web site"</b> <p>{site}</p></li>
                <li><b>"Address"</b> <p>{or(&host.address)}</p></li>
                <li><b>"Tax number"</b> <p>{or(&host.ein)}</p></li>
                {note}
            </ul>
        </section>
    }
}

fn members(host: &HostView) -> impl IntoView + use<> {
    let lines = host
        .members
        .iter()
        .map(|(name, email, owner)| {
            let role = if *owner { "Owner" } else { "Supervisor" };
            view! { <li><b>{name.clone()}</b> <p class="meta">{role} ", " <a class="link" href=format!("mailto:{email}")>{email.clone()}</a></p></li> }
        })
        .collect_view();
    view! { <section class="sec" aria-labelledby="members-h"><h2 id="members-h">"Members"</h2> <ul class="rows">{lines}</ul></section> }
}

fn projects(host: &HostView) -> impl IntoView + use<> {
    let lines = host
        .projects
        .iter()
        .map(|(id, title, stage)| {
            let stage = crate::text::capital(&crate::text::stage_word(stage));
            view! { <li><a class="name" href=routes::review(*id)>{title.clone()}</a> <p class="meta">{stage}</p></li> }
        })
        .collect_view();
    let none = host.projects.is_empty().then(|| view! { <p class="soft">"None has been sent yet."</p> });
    view! {
        <section class="sec" aria-labelledby="projects-h"><h2 id="projects-h">"Its projects"</h2> {none} <ul class="rows">{lines}</ul></section>
    }
}

fn history(host: &HostView) -> impl IntoView + use<> {
    let lines = host
        .history
        .iter()
        .map(|(day, command, who, reason)| {
            let what = match command.as_str() {
                "register" => "Registered",
                "verify" => "Verified",
                "ask" => "Asked",
                "answer" => "Answered",
                "reject" => "Rejected",
                "watch" => "Put on watch",
                "suspend" => "Suspended",
                "reinstate" => "Reinstated",
                "save_profile" => "Profile changed",
                _ => "Changed",
            };
            let who = if who.is_empty() { "the program by itself".to_owned() } else { who.clone() };
            let text = if reason.is_empty() { who } else { format!("{who}: {reason}") };
            view! { <li><b>{what}</b> <p class="meta">{short_date(*day)} ", " {text}</p></li> }
        })
        .collect_view();
    view! { <section class="sec" aria-labelledby="history-h"><h2 id="history-h">"So far"</h2> <ul class="rows">{lines}</ul></section> }
}

fn decide(host: &HostView, request: &Request) -> Option<AnyView> {
    let offers: Vec<Command> =
        host.offers.iter().copied().filter(|c| !matches!(c, Command::Register | Command::Answer)).collect();
    if offers.is_empty() {
        return None;
    }
    let form = request.form_for(DECIDE);
    let buttons = offers.into_iter().map(button).collect_view();
    Some(
        view! {
            <section class="sec stack" aria-labelledby="decide-h">
                <h2 id="decide-h">"Decide"</h2>
                <form method="post" action=DECIDE class="stack">
                    <ErrorSummary items=form.summary()/>
                    {hidden_key()}
                    <input type="hidden" name="host" value=host.id.to_string()/>
                    <input type="hidden" name="next" value=routes::staff_host(host.id)/>
                    <TextArea name="reason" label="Question or reason" rows=3 maxlength=2000
                        hint="Sent to the host. Not needed to verify." value=form.value("reason", "") error=form.error("reason")/>
                    <div class="row">{buttons}</div>
                </form>
            </section>
        }
        .into_any(),
    )
}
