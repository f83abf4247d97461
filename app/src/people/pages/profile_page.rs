//! `/student/profile`

use backend::people::ProfileView;
use domain::people::MOST_SKILLS;
use leptos::prelude::*;

use crate::layout::{Frame, Page, hidden_key, kept_now, page};
use crate::ui::{Button, ButtonKind, ErrorSummary, Field, FormState, LinkButton, TextArea};

const ACTION: &str = "/api/people/save-profile";

#[component]
pub fn ProfilePage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let name = request.person()?.name.clone();
        let view = backend::people::profile(&cx).await?;
        let form = form(view, &request.form_for(ACTION));
        let body = view! {
            <div class="stack loose">
                <header class="stack tight">
                    <p class="eyebrow">{name}</p>
                    <h1>"What hosts learn about you"</h1>
                    <p class="lede">"Your name and school are shown to a host only after they have shortlisted you."</p>
                </header>
                {form}
                <p><LinkButton href="/account">"Account, sessions and appearance"</LinkButton></p>
            </div>
        };
        Ok(Page::new("Your profile", Frame::Student("/student/profile"), body))
    })
}

fn form(view: ProfileView, form: &FormState) -> impl IntoView + use<> {
    let ProfileView { profile, version } = view;
    let (skills, hours) = (profile.skills.join(", "), profile.weekly_hours.to_string());
    let kept = kept_now(
        form,
        version,
        &[
            ("school", "School and year", &profile.school),
            ("about", "About you", &profile.about),
            ("skills", "Skills", &skills),
            ("weekly_hours", "Hours a week you can give", &hours),
        ],
    );
    view! {
        <form method="post" action=ACTION class="stack">
            <ErrorSummary items=form.summary()/> {kept}
            {hidden_key()}
            <input type="hidden" name="version" value=version.to_string()/>
            <Field name="school" label="School and year" required=true maxlength=120
                value=form.value("school", &profile.school) error=form.error("school")/>
            <TextArea name="about" label="About you" optional=true hint="What you have done and want to learn. Not your age, origin or health." maxlength=1000
                counter=true value=form.value("about", &profile.about) error=form.error("about")/>
            <TextArea name="skills" label="Skills" optional=true rows=3 hint=format!("At most {MOST_SKILLS}, with commas between them.")
                value=form.value("skills", &skills) error=form.error("skills")/>
            <Field name="weekly_hours" label="Hours a week you can give" input_type="number" inputmode="numeric" min="1" max="40" suffix="hours" width="w-s"
                required=true value=form.value("weekly_hours", &hours) error=form.error("weekly_hours")/>
            <p><Button kind=ButtonKind::Primary>"Save"</Button></p>
        </form>
    }
}
