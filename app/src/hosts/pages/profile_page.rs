//! `/host/organisation`: what an organisation says of itself.

use backend::hosts::ProfileView;
use domain::applications::Reliability;
use domain::hosts::{Ein, HostKind};
use domain::machine::Word as _;
use leptos::prelude::*;

use crate::hosts::{kind_field, kind_words};
use crate::layout::{Frame, Page, hidden_key, kept_now, page};
use crate::ui::{BackLink, Banner, Button, ButtonKind, ErrorSummary, Field, FormState, More, TextArea};

const SAVE: &str = "/api/hosts/save-profile";

#[component]
pub fn ProfilePage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let wanted = request.query("host").parse().ok();
        let profile = backend::hosts::profile(&cx, wanted).await?;
        let kept = backend::applications::reliability(&cx, profile.id).await?;
        let state = request.form_for(SAVE);
        let content = if profile.may_change { form(&profile, &state).into_any() } else { shown(&profile).into_any() };
        let body = view! {
            <BackLink href="/account" words="Your account"/>
            <header class="stack tight">
                <h1>"Your organisation"</h1>
                <p class="lede">"Students read its name, its site and what it does. Address and tax number are for staff: with them they can tell that an organisation is what it says."</p>
            </header>
            {content}
            {answers_in_time(kept)}
        };
        Ok(Page::new("Your organisation", Frame::Host("/account"), body))
    })
}

/// How the organisation keeps its promise to applicants, and how that is counted.
fn answers_in_time(kept: Reliability) -> impl IntoView + use<> {
    view! {
        <section class="sec stack" aria-labelledby="answers">
            <h2 id="answers">"Answers in time"</h2>
            <p>{kept.words()}</p>
            <More summary="How this is counted">
                <ul class="rows">
                    <li>"Every applicant of the last twelve months counts once their printed day is over."</li>
                    <li>"An answer is an offer or a no, by you or by staff for you, on the printed day at the latest."</li>
                    <li>"Whoever took their application back before that day does not count, nor does a project that was called off before it."</li>
                    <li>"Only the days on record go into it: no rating, and nobody’s opinion. You and staff see it."</li>
                </ul>
            </More>
        </section>
    }
}

fn form(profile: &ProfileView, state: &FormState) -> impl IntoView + use<> {
    let ein = profile.ein.as_ref().map(Ein::whole).unwrap_or_default();
    let kept = kept_now(
        state,
        profile.version,
        &[
            ("host_name", "Name of the organisation", &profile.name),
            ("kind", "Kind of organisation", profile.kind.map_or("", HostKind::word)),
            ("website", "Web site", &profile.website),
            ("about", "What you do", &profile.about),
            ("address", "Address", &profile.address),
            ("ein", "Employer identification number", &ein),
        ],
    );
    let field = |name: &str, now: &str| (state.value(name, now), state.error(name));
    let (name, wrong_name) = field("host_name", &profile.name);
    let (website, wrong_site) = field("website", &profile.website);
    let (about, wrong_about) = field("about", &profile.about);
    let (address, wrong_address) = field("address", &profile.address);
    let (ein, wrong_ein) = field("ein", &ein);
    let checked = profile.stage.is_verified().then(|| {
        view! { <p class="meta">"Staff verified your organisation. When you change its name, kind, site, address or tax number, they look again."</p> }
    });
    view! {
        <form class="form" method="post" action=SAVE>
            {hidden_key()}
            <input type="hidden" name="host" value=profile.id.to_string()/>
            <input type="hidden" name="version" value=profile.version.to_string()/>
            <ErrorSummary items=state.summary()/> {kept}
            <Field name="host_name" label="Name of the organisation" value=name error=wrong_name required=true maxlength=120/>
            {kind_field(state, profile.kind)}
            <Field name="website" label="Web site" value=website error=wrong_site optional=true input_type="text" inputmode="url"
                hint="Its own site, such as example.org. Your email address should be of the same domain."/>
            <TextArea name="about" label="What you do" value=about error=wrong_about required=true rows=4 maxlength=1000/>
            <Field name="address" label="Address" value=address error=wrong_address optional=true maxlength=200
                hint="Street and town, as on your letters."/>
            <Field name="ein" label="Employer identification number" value=ein error=wrong_ein optional=true width="w-m" inputmode="numeric"
                autocomplete="off" hint="Nine digits, such as 12-3456789. You and staff see it whole, nobody else."/>
            {checked}
            <div class="actions"><Button kind=ButtonKind::Primary>"Save"</Button></div>
        </form>
    }
}

/// For members who do not own it.
fn shown(profile: &ProfileView) -> impl IntoView + use<> {
    let or = |text: &str| if text.is_empty() { "Not given".to_owned() } else { text.to_owned() };
    let ein = profile.ein.as_ref().map(Ein::ending).unwrap_or_default();
    view! {
        <Banner title="The owner of your organisation keeps this up to date."><p>"Ask them to change what is wrong."</p></Banner>
        <ul class="rows">
            <li><b>"Name"</b> <p>{profile.name.clone()}</p></li>
            <li><b>"Kind of organisation"</b> <p>{kind_words(profile.kind)}</p></li>
            <li><b>"Web site"</b> <p>{or(&profile.website)}</p></li>
            <li><b>"What it does"</b> <p>{profile.about.clone()}</p></li>
            <li><b>"Address"</b> <p>{or(&profile.address)}</p></li>
            <li><b>"Employer identification number"</b> <p>{or(&ein)}</p></li>
        </ul>
    }
}
