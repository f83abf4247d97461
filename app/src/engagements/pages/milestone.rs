//! `/engagements/{id}/milestones/{milestone}`: what is handed in, and the answer.

use backend::milestones::{HandIn, MilestonePage as Milestone};
use backend::programs::Program;
use domain::engagements::Stage as Work;
use domain::files::Kind;
use domain::milestones::{Command, Stage};
use domain::time::{due_words, long_date};
use leptos::prelude::*;

use super::parts::{because, frame, milestone_tag, summary};
use crate::layout::{Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{BackLink, Banner, Button, ButtonKind, ErrorSummary, Field, FormError, More, TextArea, Tone};

const COMMENT: &str = "/api/milestones/comment";
const DECIDE: &str = "/api/milestones/decide";

#[component]
pub(super) fn MilestonePage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let one = backend::milestones::milestone_page(&cx, request.id("id")?, request.id("milestone")?).await?;
        let title = headline(&one);
        let due = match one.stage {
            Stage::Draft | Stage::ChangesRequested => due_words(one.due, cx.today()),
            Stage::Submitted | Stage::Accepted => format!("Due {}", long_date(one.due)),
        };
        let body = view! {
            <div class="stack loose">
                <BackLink href=routes::engagement(one.engagement) words=one.terms.project.clone()/>
                <header class="stack tight">
                    <h1>{title.clone()}</h1>
                    <p class="row">{milestone_tag(one.stage)} <span class="meta">{due}</span></p>
                </header>
                <FormError message=request.form.whole()/>
                {changes(&one)}
                {one.offers.contains(&Command::Submit).then(|| hand_in(&request, &one))}
                {versions(&one, cx.program())}
                {one.offers.contains(&Command::Accept).then(|| decide(&request, &one))}
                {comments(&request, &one, cx.program())}
                {waiting(&one).map(|words| view! { <p class="soft">{words}</p> })}
            </div>
        };
        Ok(Page::new(title, frame(&request)?, body))
    })
}

fn headline(one: &Milestone) -> String {
    match one.stage {
        Stage::Draft if one.offers.contains(&Command::Submit) => format!("Hand in “{}”", one.name),
        Stage::ChangesRequested => format!("“{}” needs a change", one.name),
        Stage::Submitted if one.offers.contains(&Command::Accept) => format!("Look at “{}”", one.name),
        Stage::Accepted => format!("“{}” is accepted", one.name),
        _ => one.name.clone(),
    }
}

fn waiting(one: &Milestone) -> Option<&'static str> {
    if !one.offers.is_empty() {
        return None;
    }
    match (one.stage, one.work) {
        (Stage::Draft | Stage::ChangesRequested, Work::Onboarding) => {
            Some("It can be handed in once the work has started.")
        }
        (Stage::Draft | Stage::ChangesRequested, _) => Some("It is the student’s turn."),
        (Stage::Submitted, _) => Some("It is the host’s turn."),
        (Stage::Accepted, _) => None,
    }
}

fn changes(one: &Milestone) -> Option<impl IntoView + use<>> {
    let note = one.note.clone();
    (one.stage == Stage::ChangesRequested)
        .then(|| view! { <Banner tone=Tone::Need title="What should change"><p>{note}</p></Banner> })
}

/// Every version that was handed in, the newest first.
fn versions(one: &Milestone, program: &Program) -> Option<impl IntoView + use<>> {
    let newest = one.versions.first()?.version;
    let lines = one.versions.iter().map(|version| {
        let heading = version.version == newest;
        version_of(version, heading, one.takes_part, program)
    });
    let lines = lines.collect_view();
    Some(view! {
        <section class="sec stack" aria-labelledby="handed-in">
            <h2 id="handed-in">"What was handed in"</h2>
            <ul class="rows versions">{lines}</ul>
        </section>
    })
}

fn version_of(version: &HandIn, newest: bool, opens: bool, program: &Program) -> impl IntoView + use<> {
    let sizes = version.files.iter().map(|file| file.size).sum::<u64>();
    let size = if sizes > 0 { format!(", {}", domain::files::size_words(sizes)) } else { String::new() };
    let title = format!("Version {}", version.version);
    let when = format!("Handed in {}{size}", program.long(version.at));
    let link = (!version.link.is_empty()).then(|| {
        let (href, words) = (version.link.clone(), version.link.clone());
        view! { <p><a href=href rel="noopener noreferrer nofollow">{words}</a></p> }
    });
    let paragraphs = version.text.lines().filter(|line| !line.trim().is_empty());
    let text = paragraphs.map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    let files = version
        .files
        .iter()
        .map(|file| {
            let more = crate::files::kind_and_size(file);
            if opens {
                view! { <li>{crate::files::link(file, &file.name, &more)}</li> }.into_any()
            } else {
                view! { <li>{file.name.clone()} " " <span class="meta">{more}</span></li> }.into_any()
            }
        })
        .collect::<Vec<_>>();
    let files = (!files.is_empty()).then(|| view! { <ul class="tick">{files}</ul> });
    let content = view! { {link} {text} {files} };
    // Earlier versions stay on record, out of the way.
    if newest {
        view! {
            <li class="stack tight">
                <h3>{title}</h3>
                <p class="meta">{when}</p>
                {content}
            </li>
        }
        .into_any()
    } else {
        view! { <li><More summary=format!("{title}. {when}")><div class="stack tight">{content}</div></More></li> }
            .into_any()
    }
}

/// What both sides said about it, and the form to say more.
fn comments(request: &Request, one: &Milestone, program: &Program) -> Option<impl IntoView + use<>> {
    let may = one.takes_part && !one.versions.is_empty();
    if !may && one.comments.is_empty() {
        return None;
    }
    let form = request.form_for(COMMENT);
    let said = one
        .comments
        .iter()
        .map(|comment| {
            let version = comment.version.map(|version| format!(", about version {version}")).unwrap_or_default();
            let when = format!("{}{version}", program.long(comment.at));
            let text = comment.text.lines().filter(|line| !line.trim().is_empty());
            let text = text.map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
            view! {
                <li class="stack tight">
                    <p><b>{comment.who.clone()}</b> " " <span class="meta">{when}</span></p>
                    {text}
                </li>
            }
        })
        .collect::<Vec<_>>();
    let said = (!said.is_empty()).then(|| view! { <ul class="rows">{said}</ul> });
    let write = may.then(|| {
        view! {
            <form class="stack" method="post" action=COMMENT>
                <ErrorSummary items=summary(&form) id="comment-summary"/>
                {ids(one)}
                <TextArea
                    name="comment" label="Your comment" value=form.value("comment", "") error=form.error("comment")
                    hint="The other side gets it by email. It stays on record." rows=3 maxlength=2_000
                />
                <div><Button>"Send the comment"</Button></div>
            </form>
        }
    });
    Some(view! {
        <section class="sec stack" id="comments" aria-labelledby="comments-h">
            <h2 id="comments-h">"Comments"</h2>
            {said} {write}
        </section>
    })
}

fn ids(one: &Milestone) -> impl IntoView + use<> {
    view! {
        {hidden_key()}
        <input type="hidden" name="engagement" value=one.engagement.to_string()/>
        <input type="hidden" name="milestone" value=one.id.to_string()/>
    }
}

/// The files stand last: what they belong to is known when they arrive, and what was typed is there to be drawn again.
fn hand_in(request: &Request, one: &Milestone) -> impl IntoView + use<> {
    let form = request.form_for(routes::UPLOAD_HAND_IN);
    let again = (!one.versions.is_empty()).then(|| {
        view! { <p class="soft">"What you hand in now becomes the next version. The host sees the earlier ones as well."</p> }
    });
    let ids = ids(one);
    view! {
        <form class="stack" method="post" action=routes::UPLOAD_HAND_IN enctype="multipart/form-data" data-plain="1" data-upload="">
            <ErrorSummary items=summary(&form)/>
            {again} {ids}
            <Field
                name="link"
                label="Link to the work"
                input_type="url"
                hint="A shared document, a folder, a repository. Check that your host can open it."
                value=form.value("link", &one.link)
                error=form.error("link")
                optional=true
            />
            <TextArea
                name="text"
                label="The work itself, or a note about it"
                value=form.value("text", &one.text)
                error=form.error("text")
                maxlength=4_000
                rows=6
                optional=true
            />
            {crate::files::chooser(Kind::Deliverable, "Files", &one.staged, &form)}
            <div><Button kind=ButtonKind::Primary>"Hand in"</Button></div>
        </form>
    }
}

fn decide(request: &Request, one: &Milestone) -> impl IntoView + use<> {
    let form = request.form_for(DECIDE);
    let failed = !form.is_clean();
    let (accept, change) = (ids(one), ids(one));
    let reason = because("reason".to_owned(), &form, "What should change, so that it can be put right in one go.");
    view! {
        <section class="sec stack" aria-labelledby="answer">
            <h2 id="answer">"Your answer"</h2>
            <form method="post" action=DECIDE>
                {accept}
                <input type="hidden" name="decision" value="accept"/>
                <Button kind=ButtonKind::Primary>"Accept"</Button>
            </form>
            <More summary="Ask for a change" open=failed>
                <form class="stack" method="post" action=DECIDE>
                    <ErrorSummary items=summary(&form)/>
                    {change}
                    <input type="hidden" name="decision" value="request_changes"/>
                    {reason}
                    <div><Button>"Ask for this change"</Button></div>
                </form>
            </More>
        </section>
    }
}
