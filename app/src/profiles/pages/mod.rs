//! `/student/profile`: each part is a form of its own, and says what it is good for.

mod parts;
mod private;
mod skills;
mod week;

use backend::profiles::ProfileView;
use domain::machine::Word as _;
use domain::people::ProfilePart;
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use crate::layout::{Frame, Page, hidden_key, page};
use crate::ui::{FormState, Icon, LinkButton, More, icon};

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/student/profile") view=ProfilePage ssr=SsrMode::Async/> }
        .into_inner()
        .into_any_nested_route()
}

#[component]
fn ProfilePage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let name = request.person()?.name.clone();
        let view = backend::profiles::profile(&cx).await?;
        let rows = request.query("rows").parse().unwrap_or(0);
        let body = view! {
            <div class="stack loose profile">
                <header class="stack tight">
                    <p class="eyebrow">{name}</p>
                    <h1>"Your profile"</h1>
                    <p class="lede">"About three minutes. Each part is kept by itself, and every one can wait."</p>
                </header>
                {completeness(&view)}
                {part(ProfilePart::Skills, skills::form(&view, &request.form_for(skills::ACTION), rows).into_any())}
                {part(ProfilePart::FreeHours, week::form(&view, &request.form_for(week::ACTION)).into_any())}
                {part(ProfilePart::About, parts::about(&view, &request.form_for(parts::ABOUT)).into_any())}
                {part(ProfilePart::Resume, crate::files::resume_form(&view.resume, &request.form_for(crate::routes::UPLOAD_RESUME), cx.program()).into_any())}
                {part(ProfilePart::Interests, parts::interests(&view, &request.form_for(parts::INTERESTS)).into_any())}
                {part(ProfilePart::Background, parts::background(&view, &request.form_for(parts::BACKGROUND)).into_any())}
                {part(ProfilePart::Private, private::facts(&view, &request.form_for(private::FACTS)).into_any())}
                {private::demographics(&view, &request.form_for(private::DEMOGRAPHICS))}
                <p class="row">
                    <LinkButton href="/student/portfolio">"Your portfolio"</LinkButton>
                    <LinkButton href="/account">"Account, sessions and appearance"</LinkButton>
                </p>
            </div>
        };
        Ok(Page::new("Your profile", Frame::Student("/student/profile"), body))
    })
}

/// Which parts say something, and what the others would be good for.
fn completeness(view: &ProfileView) -> impl IntoView + use<> {
    let done = ProfilePart::ALL.iter().filter(|part| view.has(**part)).count();
    let all = ProfilePart::ALL.len();
    let heading = match done {
        0 => "Begin with any part".to_owned(),
        done if done == all => "Every part is filled in".to_owned(),
        done => format!("{done} of {all} parts filled in"),
    };
    let rows = ProfilePart::ALL
        .iter()
        .map(|part| {
            let has = view.has(*part);
            let (glyph, class) = if has { (icon::CIRCLE_CHECK, "") } else { (icon::CIRCLE, "no") };
            let state = if has { "Filled in" } else { "Open" };
            view! {
                <li>
                    <span class=class><Icon glyph=glyph/></span>
                    <span>
                        <a href=format!("#{}", part.word())>{part.label()}</a> <span class="vh">{format!(" ({state})")}</span>
                        <br/> <span class="meta">{part.good_for()}</span>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="sec" aria-labelledby="parts">
            <h2 id="parts">{heading}</h2>
            <ul class="rows parts">{rows}</ul>
        </section>
    }
}

fn part(part: ProfilePart, form: AnyView) -> impl IntoView {
    let heading = format!("{}-h", part.word());
    let named = heading.clone();
    view! {
        <section class="sec" id=part.word() aria-labelledby=named>
            <h2 id=heading>{part.label()}</h2>
            {form}
        </section>
    }
}

/// A long part: what it says now, and its form behind a line that opens it. It stands open while something in it is wrong.
fn folded(said: String, words: &str, state: &FormState, form: AnyView) -> impl IntoView + use<> {
    let open = !state.values.is_empty();
    let said = (!said.is_empty()).then(|| view! { <p>{said}</p> });
    view! { {said} <More summary=words.to_owned() open=open>{form}</More> }
}

/// The key and the newest version, which every form carries; [`crate::layout::Kept`] says beside it what it replaces.
fn hidden(view: &ProfileView) -> impl IntoView + use<> {
    view! { {hidden_key()} <input type="hidden" name="version" value=view.version.to_string()/> }
}

/// The messages for the summary: fields in `fields[…]` have ids without it.
fn summary(state: &FormState) -> Vec<(String, String)> {
    let plain = |name: String| {
        name.strip_prefix("fields[").and_then(|rest| rest.strip_suffix(']')).map_or(name.clone(), ToOwned::to_owned)
    };
    state.summary().into_iter().map(|(name, words)| (plain(name), words)).collect()
}

/// The name of a field in `fields`.
fn name_of(field: &str) -> String {
    format!("fields[{field}]")
}

/// The messages of a failure under the names the fields have in the form.
pub(super) fn in_fields(failure: backend::Failure) -> backend::Failure {
    match failure {
        backend::Failure::Invalid(errors) => {
            let name = |name: String| if name == "links" { name } else { name_of(&name) };
            let named = errors.0.into_iter().map(|(field, words)| (name(field), words)).collect();
            backend::Failure::Invalid(domain::fields::FieldErrors(named))
        }
        other => other,
    }
}
