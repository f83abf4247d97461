//! A no to one or several applicants: pick whom and why, read exactly what each of them gets, then send.

use backend::applications::{Applicant, DeclinesView};
use domain::applications::{Prepared, words_field};
use domain::ids::ProjectId;
use domain::machine::Word as _;
use leptos::prelude::*;

use super::parts::{plural, stage_word};
use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{
    BackLink, Button, ButtonKind, CheckGroup, Checkbox, Choice, EmptyState, ErrorSummary, FormState, LinkButton,
    RadioCards, TextArea, icon,
};

/// Where the form posts to.
const DECLINE: &str = "/api/applications/decline";

/// `/host/projects/{id}/decline`, with `?pick-…=on` for each applicant, `?reason=` and `?go=read`.
#[component]
pub fn DeclinePage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let project: ProjectId = request.id("id")?;
        let view = backend::applications::declines_page(&cx, project).await?;
        let frame = Frame::of(request.person()?, "/student", "/host", "/staff/projects");
        let form = request.form_for(DECLINE);
        let picked: Vec<&Applicant> =
            view.waiting.iter().filter(|one| !request.query(&routes::pick(one.id)).is_empty()).collect();
        let (title, body) = match Prepared::from_word(&request.query("reason")) {
            Some(reason) if !picked.is_empty() => {
                (read_title(picked.len()), read(&view, &picked, reason, &form).into_any())
            }
            _ if view.waiting.is_empty() => ("Everybody has an answer".to_owned(), nobody(&form).into_any()),
            _ => ("Whom do you tell that others were chosen?".to_owned(), pick(&view, &picked, &request).into_any()),
        };
        let body = view! {
            <BackLink href=routes::applicants(project) words=format!("Applicants, {}", view.about.title)/>
            <header class="stack tight"><h1>{title.clone()}</h1></header>
            {body}
        };
        Ok(Page::new(title, frame, body))
    })
}

fn nobody(form: &FormState) -> impl IntoView + use<> {
    view! {
        <ErrorSummary items=form.summary()/>
        <EmptyState title="Nobody waits" text="Every applicant to this project has an answer, or took the application back.">
            <LinkButton href="/host">"Your home"</LinkButton>
        </EmptyState>
    }
}

/// The first of two pages: whom, and why. It only asks for the second; nothing is sent.
fn pick(view: &DeclinesView, picked: &[&Applicant], request: &Request) -> impl IntoView + use<> {
    let asked = request.query("go") == "read";
    let reason = request.query("reason");
    let no_reason =
        (asked && Prepared::from_word(&reason).is_none()).then(|| "Choose a reason to start from.".to_owned());
    let no_one = (asked && picked.is_empty()).then(|| "Pick at least one applicant.".to_owned());
    let items = [("who", &no_one), ("reason", &no_reason)]
        .into_iter()
        .filter_map(|(field, message)| message.clone().map(|message| (field.to_owned(), message)))
        .collect::<Vec<_>>();
    let boxes = view
        .waiting
        .iter()
        .map(|one| {
            let checked = picked.iter().any(|known| known.id == one.id);
            let score = one.summary.words().map(|words| format!(", {words} points")).unwrap_or_default();
            let hint = format!("{}{score}", stage_word(one.stage));
            view! {
                <Checkbox name=routes::pick(one.id) label=one.name.clone() value="on" checked=checked hint=hint/>
            }
        })
        .collect_view();
    let choices = Prepared::ALL
        .iter()
        .map(|reason| Choice::new(reason.word(), reason.title()).hint(reason.hint()))
        .collect::<Vec<_>>();
    view! {
        <ErrorSummary items=items/>
        <p class="lede">"On the next page you read what each of them gets, and change it. Nothing is sent before that."</p>
        <form class="form" method="get" action=routes::decline(view.project)>
            <input type="hidden" name="go" value="read"/>
            <CheckGroup id="who" legend="Who" error=no_one>{boxes}</CheckGroup>
            <RadioCards name="reason" legend="A reason to start from" choices=choices value=reason error=no_reason/>
            <div class="actions"><Button kind=ButtonKind::Primary>"Read the answers"</Button></div>
        </form>
    }
}

fn read_title(count: usize) -> String {
    if count == 1 {
        "Read the answer before it goes out".to_owned()
    } else {
        format!("Read the {count} answers before they go out")
    }
}

/// The second page: each text beside the name of whom it goes to, to be changed.
fn read(view: &DeclinesView, picked: &[&Applicant], reason: Prepared, form: &FormState) -> impl IntoView + use<> {
    let words = reason.words(&view.about);
    let texts = picked
        .iter()
        .map(|one| {
            let name = words_field(one.id);
            let (value, error) = (form.value(&name, &words), form.error(&name));
            let label = format!("To {}", one.name);
            view! { <TextArea name=name label=label value=value error=error rows=5 maxlength=2000 counter=true required=true/> }
        })
        .collect_view();
    let count = i32::try_from(picked.len()).unwrap_or(i32::MAX);
    let again = picked.iter().map(|one| one.id).collect::<Vec<_>>();
    view! {
        <ErrorSummary items=form.summary()/>
        <p class="lede">"Each text goes to one student, by email and on the page of the application. Name one thing that was good, where you can. It cannot be taken back."</p>
        <form class="form" method="post" action=DECLINE>
            {hidden_key()}
            <input type="hidden" name="project" value=view.project.to_string()/>
            {texts}
            <div class="actions">
                <Button kind=ButtonKind::Primary icon=icon::SEND>{format!("Send {}", plural(count, "answer", "answers"))}</Button>
                <LinkButton href=routes::decline_picked(view.project, &again)>"Pick others"</LinkButton>
            </div>
        </form>
    }
}
