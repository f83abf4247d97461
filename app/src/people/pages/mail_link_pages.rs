//! Pages around links in mail. Opening a link changes nothing: mail scanners open them, too. The
//! button on the page does.

use leptos::prelude::*;

use super::gate::{email_field, gate, new_password_field};
use crate::layout::{Frame, Page, page};
use crate::ui::{Button, ButtonKind, ErrorSummary, Field, LinkButton};

const CONFIRM: &str = "/api/people/confirm-email";
const REQUEST: &str = "/api/people/request-reset";
const RESET: &str = "/api/people/reset-password";

#[component]
pub fn CheckYourMailPage() -> impl IntoView {
    page(|request| async move {
        let visit = crate::caller::visit().await?;
        let lede = if request.query("for") == "password" {
            "If this address has an account, a link for a new password is on its way. It works once, for one hour."
        } else {
            "An email is on its way to the address you gave. It says what to do next; its link works for three days."
        };
        let demo = visit.backend().demo.then(|| {
            view! { <p><LinkButton href="/mails" kind=ButtonKind::Primary>"Read the mails of this demonstration"</LinkButton></p> }
        });
        let body = view! {
            {demo}
            <p class="soft">"Nothing after five minutes? Look into the folder for unwanted email, then try again."</p>
            <p><a href="/sign-in">"Go to sign-in"</a></p>
        };
        Ok(Page::new("Check your email", Frame::Slim, gate("Check your email", lede, body)))
    })
}

#[component]
pub fn ConfirmEmailPage() -> impl IntoView {
    page(|request| async move {
        let form = request.form_for(CONFIRM);
        let body = view! {
            <form method="post" action=CONFIRM class="stack">
                <ErrorSummary items=form.summary()/>
                <input type="hidden" name="token" value=request.query("token")/>
                <Field name="password" label="Password" input_type="password" autocomplete="current-password" required=true
                    hint="The one you chose when you joined." error=form.error("password")/>
                <Button kind=ButtonKind::Primary full=true>"Confirm and sign in"</Button>
            </form>
            <p><a href="/reset-password">"Choose a new password"</a></p>
            <p class="soft">"You did not open an account? Then close this page; nothing happens."</p>
        };
        Ok(Page::new(
            "Confirm your email address",
            Frame::Slim,
            gate(
                "Confirm your email address",
                "Your password shows that it was you who joined with this address.",
                body,
            ),
        ))
    })
}

#[component]
pub fn ResetPasswordPage() -> impl IntoView {
    page(|request| async move {
        let form = request.form_for(REQUEST);
        let body = view! {
            <form method="post" action=REQUEST class="stack">
                <ErrorSummary items=form.summary()/>
                {email_field(&form)}
                <Button kind=ButtonKind::Primary full=true>"Send me a link"</Button>
            </form>
            <p><a href="/sign-in">"Back to sign-in"</a></p>
        };
        let lede = "We send a link to your address. With it you choose a new password.";
        Ok(Page::new("Choose a new password", Frame::Slim, gate("Choose a new password", lede, body)))
    })
}

#[component]
pub fn NewPasswordPage() -> impl IntoView {
    page(|request| async move {
        let form = request.form_for(RESET);
        let body = view! {
            <form method="post" action=RESET class="stack">
                <ErrorSummary items=form.summary()/>
                <input type="hidden" name="token" value=request.query("token")/>
                {new_password_field(&form)}
                <Button kind=ButtonKind::Primary full=true>"Set this password"</Button>
            </form>
            <p><a href="/reset-password">"Ask for a new link"</a></p>
        };
        let lede = "You are then signed out on every device and sign in with the new password.";
        Ok(Page::new("Your new password", Frame::Slim, gate("Your new password", lede, body)))
    })
}
