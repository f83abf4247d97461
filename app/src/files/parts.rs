//! The field in which files are chosen, and files in lists.

use backend::files::FileLine;
use backend::programs::Program;
use domain::files::{Content, Kind, size_words};
use leptos::prelude::*;

use crate::layout::script;
use crate::routes;
use crate::ui::{CheckGroup, Checkbox, FileDrop, FormState, Icon, icon};

/// `PDF, 212 kB`.
pub fn kind_and_size(file: &FileLine) -> String {
    format!("{}, {}", Content::word(&file.content_type), size_words(file.size))
}

/// `PDF, 212 kB, sent Tuesday 24 November, 14:31`.
pub fn about(file: &FileLine, program: &Program) -> String {
    format!("{}, sent {}", kind_and_size(file), program.long(file.created))
}

/// A file to open: a link, or a name while it waits for the virus scan. `more` follows the name.
pub fn link(file: &FileLine, words: &str, more: &str) -> impl IntoView + use<> {
    let (words, more) = (words.to_owned(), more.to_owned());
    if file.checking {
        let note = format!("{more}. It can be opened once the virus scan is done, in a few minutes.");
        return view! { <span><Icon glyph=icon::FILE_TEXT/> " " {words} " " <span class="meta">{note}</span></span> }
            .into_any();
    }
    view! {
        <span>
            <Icon glyph=icon::DOWNLOAD/> " "
            <a class="link" href=routes::file(file.id) download="">{words}</a> " " <span class="meta">{more}</span>
        </span>
    }
    .into_any()
}

/// The field in which files are chosen, with those that were sent already. Without a script the form sends them whole; with
/// it they go in pieces as soon as they are chosen (`public/upload.js`), and stand here to be ticked.
pub fn chooser(kind: Kind, label: &'static str, staged: &[FileLine], state: &FormState) -> impl IntoView + use<> {
    let field = kind.field();
    let boxes = staged
        .iter()
        .map(|file| {
            let (id, name) = (file.id.to_string(), format!("attached[{}]", file.id));
            let checked = state.value(&name, &id) == id;
            let label = format!("{} ({})", file.name, kind_and_size(file));
            view! { <Checkbox name=name id=format!("attached-{id}") value=id label=label checked=checked/> }
        })
        .collect::<Vec<_>>();
    let legend = match kind {
        Kind::Resume => "Sent, and not your résumé yet",
        Kind::Deliverable => "Attached, and not handed in yet",
    };
    let staged = (!boxes.is_empty())
        .then(|| view! { <CheckGroup id=format!("{field}-attached") legend=legend>{boxes}</CheckGroup> });
    let hint = match kind {
        Kind::Resume => format!("A PDF, at most {}.", kind.limit_words()),
        Kind::Deliverable => format!(
            "PDF, pictures, text, CSV, Office, OpenDocument, MP4, MP3 or ZIP, each at most {}. With a bad connection, \
             choose the same file again: it goes on where it stopped.",
            kind.limit_words()
        ),
    };
    view! {
        {staged}
        <FileDrop
            name=field label=label hint=hint error=state.error(field) accept=kind.accept()
            multiple=kind == Kind::Deliverable optional=kind == Kind::Deliverable
        />
        <ul class="rows uploads" data-uploads=""></ul>
        {script("upload.js", include_bytes!("../../../public/upload.js"))}
    }
}
