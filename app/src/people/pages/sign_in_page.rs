//! `/sign-in`

use backend::seed::{PASSWORD, PERSONAS, Persona};
use domain::actor::Person;
use leptos::prelude::*;

use super::gate::{email_field, gate};
use crate::layout::{Frame, Page, Request, home_of, page};
use crate::ui::{Avatar, Banner, Button, ButtonKind, ErrorSummary, Field};

const ACTION: &str = "/api/people/sign-in";

#[component]
pub fn SignInPage() -> impl IntoView {
    page(|request| async move {
        let visit = crate::caller::visit().await?;
        let next = Some(request.query("next")).filter(|next| crate::caller::is_local(next)).unwrap_or_default();
        let demo = visit.backend().demo.then(|| personas(&next));
        let signed_in = request.visitor.person.as_ref().map(already);
        let lede = if next.is_empty() { String::new() } else { "Then you go on to the page you asked for.".to_owned() };
        let body = view! { {signed_in} {kept(&request)} {form(&request, &next)} {demo} };
        Ok(Page::new("Sign in", Frame::Slim, gate("Sign in", lede, body)))
    })
}

fn form(request: &Request, next: &str) -> impl IntoView + use<> {
    let form = request.form_for(ACTION);
    view! {
        <form method="post" action=ACTION class="stack">
            <ErrorSummary items=form.summary()/>
            <input type="hidden" name="next" value=next.to_owned()/>
            {email_field(&form)}
            <Field name="password" label="Password" input_type="password" autocomplete="current-password" required=true error=form.error("password")/>
            <Button kind=ButtonKind::Primary full=true>"Sign in"</Button>
        </form>
        <p class="row between">
            <a href="/reset-password">"Choose a new password"</a>
            <span>"New here? " <a href="/sign-up">"Open an account"</a></span>
        </p>
    }
}

/// Time that was written without a network waits for its student: the worker on the device says how many entries.
fn kept(request: &Request) -> Option<impl IntoView + use<>> {
    let title = match request.query("kept").parse::<u16>() {
        Ok(1) => "Sign in and your entry of time is sent.".to_owned(),
        Ok(count @ 2..) => format!("Sign in and your {count} entries of time are sent."),
        _ => return None,
    };
    Some(
        view! { <Banner title=title><p>"Your session ended. They are kept on this device, nothing is lost."</p></Banner> },
    )
}

fn already(person: &Person) -> impl IntoView + use<> {
    let title = format!("You are signed in as {}.", person.name);
    let home = home_of(person);
    view! { <Banner title=title><p><a href=home>"Go to your home"</a></p></Banner> }
}

/// The people of the demonstration, one button each.
fn personas(next: &str) -> impl IntoView + use<> {
    let entries = PERSONAS.iter().map(|persona| entry(persona, next)).collect_view();
    view! {
        <section class="stack" aria-labelledby="personas">
            <p class="or">"or"</p>
            <h2 id="personas">"Try it as somebody"</h2>
            <p class="soft">"This is a demonstration: everybody in it is invented, and every email can be read " <a href="/mails">"here"</a> "."</p>
            <ul class="people" role="list">{entries}</ul>
        </section>
    }
}

fn entry(persona: &Persona, next: &str) -> impl IntoView + use<> {
    view! {
        <li>
            <form method="post" action=ACTION>
                <input type="hidden" name="email" value=persona.email/>
                <input type="hidden" name="password" value=PASSWORD/>
                <input type="hidden" name="next" value=next.to_owned()/>
                <button>
                    <Avatar name=persona.name/>
                    <span><b>{persona.name}</b><small>{persona.role_words}</small></span>
                </button>
            </form>
        </li>
    }
}
