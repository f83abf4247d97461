//! `/sign-up` and its two forms.

use leptos::prelude::*;

use super::gate::{email_field, gate, new_password_field, terms};
use crate::hosts::kind_field;
use crate::layout::{Frame, Page, page};
use crate::ui::{Button, ButtonKind, ErrorSummary, Field, LinkButton, TextArea};

const STUDENT: &str = "/api/people/sign-up-student";
const HOST: &str = "/api/people/sign-up-host";

#[component]
pub fn SignUpPage() -> impl IntoView {
    page(|_| async move {
        let visit = crate::caller::visit().await?;
        let program = visit.program();
        let body = view! {
            <section class="stack" aria-labelledby="student">
                <h2 id="student">"You are a student"</h2>
                <p class="soft">{format!("Do short, paid projects beside your studies at {}.", program.institution)}</p>
                <p><LinkButton href="/sign-up/student" kind=ButtonKind::Primary>"Join as a student"</LinkButton></p>
            </section>
            <section class="stack" aria-labelledby="host">
                <h2 id="host">"You have work for a student"</h2>
                <p class="soft">"Register your organisation. Staff verify it, then your projects can be published."</p>
                <p><LinkButton href="/sign-up/host">"Register an organisation"</LinkButton></p>
            </section>
            <p>"You have an account? " <a href="/sign-in">"Sign in"</a></p>
        };
        Ok(Page::new("Open an account", Frame::Slim, gate("Open an account", format!("At {}.", program.name), body)))
    })
}

#[component]
pub fn SignUpStudentPage() -> impl IntoView {
    page(|request| async move {
        let form = request.form_for(STUDENT);
        let body = view! {
            <form method="post" action=STUDENT class="stack">
                <ErrorSummary items=form.summary()/>
                <Field name="name" label="Your name" autocomplete="name" required=true value=form.value("name", "") error=form.error("name")/>
                {email_field(&form)}
                {new_password_field(&form)}
                <Field name="school" label="School and year" hint="For example: Rivermark College, second year" required=true maxlength=120
                    value=form.value("school", "") error=form.error("school")/>
                {terms(&form)}
                <Button kind=ButtonKind::Primary full=true>"Join"</Button>
            </form>
            <p>"You have work for a student? " <a href="/sign-up/host">"Register an organisation"</a></p>
        };
        let lede = "It takes a minute. You can look at every project before you say more about yourself.";
        Ok(Page::new("Join as a student", Frame::Slim, gate("Join as a student", lede, body)))
    })
}

#[component]
pub fn SignUpHostPage() -> impl IntoView {
    page(|request| async move {
        let form = request.form_for(HOST);
        let body = view! {
            <form method="post" action=HOST class="stack loose">
                <ErrorSummary items=form.summary()/>
                <fieldset class="stack">
                    <legend><h2>"The organisation"</h2></legend>
                    <Field name="host_name" label="Name of the organisation" autocomplete="organization" required=true maxlength=120
                        value=form.value("host_name", "") error=form.error("host_name")/>
                    {kind_field(&form, None)}
                    <Field name="website" label="Web site" optional=true autocomplete="url" inputmode="url" hint="For example: example.org"
                        value=form.value("website", "") error=form.error("website")/>
                    <TextArea name="about" label="What you do" hint="Two or three sentences that a student understands." required=true
                        minlength=20 maxlength=1000 value=form.value("about", "") error=form.error("about")/>
                </fieldset>
                <fieldset class="stack">
                    <legend><h2>"You"</h2></legend>
                    <Field name="name" label="Your name" autocomplete="name" required=true value=form.value("name", "") error=form.error("name")/>
                    {email_field(&form)}
                    {new_password_field(&form)}
                </fieldset>
                {terms(&form)}
                <Button kind=ButtonKind::Primary full=true>"Register"</Button>
            </form>
        };
        let lede = "Staff look at every organisation before its first project is published. You can scope a project meanwhile.";
        Ok(Page::new("Register an organisation", Frame::Slim, gate("Register an organisation", lede, body)))
    })
}
