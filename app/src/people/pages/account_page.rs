//! `/account`

use backend::Visit;
use backend::hosts::StandingView;
use backend::people::{AccountView, SessionView};
use domain::actor::{Person, Role};
use domain::hosts::{Command, Stage};
use leptos::prelude::*;

use super::browser;
use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::text::business_days;
use crate::ui::{Banner, Button, ButtonKind, ErrorSummary, LinkButton, Tag, TagKind, TextArea, Tone, icon};

const DECIDE: &str = "/api/hosts/decide";

#[component]
pub fn AccountPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let person = request.person()?.clone();
        let session = request.visitor.session.clone().unwrap_or_default();
        let account = backend::people::account(&cx, &session).await?;
        let standings = if person.hosts.is_empty() { Vec::new() } else { backend::hosts::standing(&cx).await? };
        let organisations = organisations(&standings);
        let hosts =
            standings.into_iter().map(|standing| host(standing, &request, cx.policy().review_days)).collect_view();
        let body = view! {
            <div class="stack loose">
                <h1>"Your account"</h1>
                {hosts}
                {identity(&account, &person)}
                {organisations}
                {sessions(account.sessions, &cx)}
                {appearance()}
            </div>
        };
        Ok(Page::new("Your account", Frame::of(&person, "/student/profile", "/account", "/account"), body))
    })
}

/// Where a host organisation of theirs stands, and what staff want to know.
fn host(standing: StandingView, request: &Request, review_days: i32) -> impl IntoView + use<> {
    let StandingView { id, name, stage, note, offers, .. } = standing;
    let (tone, title, words) = match stage {
        Stage::Verified | Stage::Watch => return None,
        Stage::Invited => (Tone::Need, format!("{name} is invited"), "Staff wait for your registration.".to_owned()),
        Stage::Pending => (
            Tone::Plain,
            format!("Staff are checking {name}"),
            format!("They answer within {}. You can scope projects meanwhile.", business_days(review_days)),
        ),
        Stage::NeedsInfo => (Tone::Need, format!("Staff ask something about {name}"), String::new()),
        Stage::Suspended => (Tone::Bad, format!("{name} is suspended"), "It cannot offer projects for now.".to_owned()),
        Stage::Rejected => (Tone::Bad, format!("{name} is not a host of this program"), String::new()),
    };
    let failed = request.form_for(DECIDE);
    let answer = offers.contains(&Command::Answer).then(|| {
        view! {
            <form method="post" action=DECIDE class="stack">
                <ErrorSummary items=failed.summary()/>
                {hidden_key()}
                <input type="hidden" name="host" value=id.to_string()/>
                <input type="hidden" name="next" value="/account"/>
                <TextArea name="reason" id=format!("reason-{id}") label="Your answer" required=true maxlength=2000
                    value=failed.value("reason", "") error=failed.error("reason")/>
                <p><Button kind=ButtonKind::Primary name="command" value="answer">"Send the answer"</Button></p>
            </form>
        }
    });
    Some(view! {
        <section class="stack" aria-label=format!("Standing of {name}")>
            <Banner tone=tone title=title><p>{words}</p> <p>{note}</p></Banner>
            {answer}
        </section>
    })
}

/// The way to what each of their organisations says of itself.
fn organisations(standings: &[StandingView]) -> Option<impl IntoView + use<>> {
    if standings.is_empty() {
        return None;
    }
    let links = standings
        .iter()
        .map(|standing| {
            let (href, name) = (crate::routes::organisation(standing.id), standing.name.clone());
            view! { <LinkButton href=href>{name}</LinkButton> }
        })
        .collect_view();
    Some(view! {
        <section class="sec stack" aria-labelledby="organisations">
            <h2 id="organisations">"Your organisation"</h2>
            <p>"What students read of it, and what staff need to verify it."</p>
            <div class="row">{links}</div>
        </section>
    })
}

fn identity(account: &AccountView, person: &Person) -> impl IntoView + use<> {
    let profile =
        person.has(Role::Student).then(|| view! { <LinkButton href="/student/profile">"Your profile"</LinkButton> });
    view! {
        <section class="sec stack" aria-labelledby="identity">
            <h2 id="identity">{account.name.clone()}</h2>
            <p>"You sign in as " <b>{account.email.clone()}</b> "."</p>
            <div class="row">
                {profile} <LinkButton href="/account/reminders">"Reminders"</LinkButton>
                <LinkButton href="/reset-password">"Choose a new password"</LinkButton>
            </div>
        </section>
    }
}

fn sessions(sessions: Vec<SessionView>, visit: &Visit) -> impl IntoView + use<> {
    let more = sessions.len() > 1;
    let entries = sessions.into_iter().map(|session| entry(session, visit)).collect_view();
    let everywhere = more.then(|| {
        view! {
            <form method="post" action="/api/people/sign-out-everywhere">
                <Button kind=ButtonKind::Danger>"Sign out everywhere"</Button>
            </form>
        }
    });
    view! {
        <section class="sec stack" aria-labelledby="sessions">
            <h2 id="sessions">"Where you are signed in"</h2>
            <ul class="stack" role="list">{entries}</ul>
            <div class="row">
                <form method="post" action="/api/people/sign-out"><Button icon=icon::LOCK>"Sign out"</Button></form>
                {everywhere}
            </div>
        </section>
    }
}

fn entry(session: SessionView, visit: &Visit) -> impl IntoView + use<> {
    let here = session.here.then(|| view! { <Tag kind=TagKind::Go icon=icon::CIRCLE_CHECK label="This browser"/> });
    let times =
        format!("Since {}. Last seen {}.", visit.program().long(session.since), visit.program().long(session.seen));
    view! {
        <li class="row between">
            <span><b>{browser::words(&session.user_agent)}</b><br/><span class="meta">{times}</span></span>
            {here}
        </li>
    }
}

fn appearance() -> impl IntoView {
    let now = crate::layout::theme();
    let choice = |value: &'static str, words: &'static str, glyph| {
        let pressed = if now == value { "true" } else { "false" };
        view! {
            <form method="post" action="/api/display/theme">
                <input type="hidden" name="next" value="/account"/>
                <input type="hidden" name="theme" value=value/>
                <button class="btn" aria-pressed=pressed><crate::ui::Icon glyph=glyph/>{words}</button>
            </form>
        }
    };
    view! {
        <section class="sec stack" aria-labelledby="appearance">
            <h2 id="appearance">"Appearance"</h2>
            <div class="row">
                {choice("light", "Light", icon::SUN)} {choice("dark", "Dark", icon::MOON)}
                {choice("system", "As the device", icon::SUN_MOON)}
            </div>
        </section>
    }
}
