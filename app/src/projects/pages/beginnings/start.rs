//! The forms that begin a draft.

use backend::projects::{Earlier, HostName};
use domain::ids::ProjectId;
use domain::projects::Stage;
use leptos::prelude::*;

use super::is_repeated;
use crate::layout::hidden_key;
use crate::ui::{Button, ButtonKind, Choice, FormState, Select, icon};

/// What they post to.
pub const START: &str = "/api/projects/start";

/// The host organisation: hidden where there is one, else a choice that nobody makes by accident.
pub fn host_field(hosts: &[HostName], id: &str, state: &FormState) -> AnyView {
    if let [only] = hosts {
        return view! { <input type="hidden" name="host" value=only.id.to_string()/> }.into_any();
    }
    let choices = hosts.iter().map(|host| Choice::new(host.id.to_string(), host.name.clone())).collect();
    view! {
        <Select
            name="host"
            id=id.to_owned()
            label="Host organisation"
            choices=choices
            value=state.value("host", "")
            error=state.error("host")
            empty="Choose"
            required=true
            width="w-l"
        />
    }
    .into_any()
}

/// Copies an earlier project; a finished one is repeated.
pub fn copy_form(project: &Earlier, kind: ButtonKind) -> impl IntoView + use<> {
    let words = if is_repeated(project.stage) { "Repeat this project" } else { "Copy" };
    // Several such buttons stand on one page: to a screen reader each says what it copies.
    let about = format!(": {}", project.title);
    view! {
        <form method="post" action=START>
            {hidden_key()} <input type="hidden" name="host" value=project.host.to_string()/>
            <input type="hidden" name="from" value=format!("copy:{}", project.id)/>
            <Button kind=kind icon=icon::COPY>{words} <span class="vh">{about}</span></Button>
        </form>
    }
}

/// On the desk of staff: a finished project can become a template.
pub fn make_template(id: ProjectId, stage: Stage) -> Option<AnyView> {
    is_repeated(stage).then(|| {
        view! {
            <section class="sec stack" aria-labelledby="template-h">
                <h2 id="template-h">"For other hosts"</h2>
                <p class="soft">"A template of it has the names taken out. Nobody but staff sees it before you publish it."</p>
                <form method="post" action="/api/templates/make">
                    {hidden_key()} <input type="hidden" name="project" value=id.to_string()/> <Button icon=icon::COPY>"Make a template"</Button>
                </form>
            </section>
        }
        .into_any()
    })
}
