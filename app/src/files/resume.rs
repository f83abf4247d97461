//! The résumé on the student's profile: sent, replaced, taken out; and who sees it.

use backend::files::Resume;
use backend::programs::Program;
use domain::files::Kind;
use leptos::prelude::*;

use super::{about, chooser, link};
use crate::layout::hidden_key;
use crate::routes;
use crate::ui::{Button, ButtonKind, ErrorSummary, FormState, Icon, icon};

const REMOVE: &str = "/api/files/remove-resume";

/// The part of the profile.
pub fn form(resume: &Resume, state: &FormState, program: &Program) -> impl IntoView + use<> {
    let current = resume.current.as_ref().map(|file| {
        let line = link(file, &file.name, &about(file, program));
        view! { <p>{line}</p> }
    });
    let sent = match resume.sent {
        0 => "You have not sent a résumé with an application yet.".to_owned(),
        1 => "One application carries a résumé. It keeps the version you sent.".to_owned(),
        more => format!("{more} applications carry a résumé. Each keeps the version you sent."),
    };
    let words = if resume.current.is_some() { "Replace my résumé" } else { "Keep as my résumé" };
    let label = if resume.current.is_some() { "A newer résumé" } else { "Your résumé" };
    let staged: Vec<_> = resume.staged.iter().cloned().collect();
    let remove = resume.current.is_some().then(|| {
        view! {
            <form method="post" action=REMOVE>
                {hidden_key()}
                <Button kind=ButtonKind::Quiet icon=icon::TRASH>"Take my résumé out"</Button>
            </form>
        }
    });
    let items = state.summary();
    view! {
        {current}
        <p class="soft">
            <Icon glyph=icon::EYE/>
            " A host sees it only when you tick it in an application; where names are hidden at first, only after shortlisting you. Staff can open it. "
            {sent}
        </p>
        <form method="post" action=routes::UPLOAD_RESUME enctype="multipart/form-data" class="stack" data-plain="1" data-upload="">
            <ErrorSummary items=items/>
            {hidden_key()}
            {chooser(Kind::Resume, label, &staged, state)}
            <p><Button>{words}</Button></p>
        </form>
        {remove}
    }
}
