//! A draft as a student would see it, for the people who may see the draft.

use domain::ids::ProjectId;
use domain::machine::Word as _;
use domain::projects::Step;
use leptos::prelude::*;

use super::project;
use crate::caller;
use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::ui::{BackLink, Banner, Tone};

/// A draft as a student would see it.
#[component]
pub fn PreviewPage() -> impl IntoView {
    page(|request| async move {
        let cx = caller::cx().await?;
        let id: ProjectId = request.id("id")?;
        let shown = backend::projects::preview(&cx, id).await?;
        // Back to the screen the writer came from.
        let back = match Step::from_word(&request.query("step")) {
            Some(step) => routes::wizard(id, step.word()),
            None => routes::host_project(id),
        };
        let title = if shown.draft.title.is_empty() { "No title yet".to_owned() } else { shown.draft.title.clone() };
        let frame = Frame::of(request.person()?, "/student", "/host", "/staff/projects");
        let blind = cx.policy().blind_selection || shown.draft.blind == Some(true);
        let body = view! {
            <BackLink href=back words="Back to writing"/>
            <Banner tone=Tone::Plain title="This is how a student will see it.">
                <p>"It shows what was saved last. Only you, your organisation and staff can open this page."</p>
            </Banner>
            {project::body(&shown, &title, cx.policy(), cx.today(), blind, project::not_open().into_any())}
        };
        Ok(Page::new(format!("As a student sees it: {title}"), frame, body))
    })
}
