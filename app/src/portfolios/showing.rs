//! On the page of finished work: what the host allows its student to show.

use backend::engagements::EngagementPage;
use backend::portfolios::Showing;
use backend::programs::Program;
use domain::machine::Word as _;
use domain::portfolios::Scope;
use leptos::prelude::*;

use crate::engagements::{Viewer, summary};
use crate::layout::{Request, hidden_key};
use crate::ui::{Button, Choice, ErrorSummary, LinkButton, RadioCards};

const ACTION: &str = "/api/portfolios/permit";

/// What the host has to say, as a heading and a sentence; nothing once it has said it.
pub(crate) fn to_decide(page: &EngagementPage, viewer: Viewer, showing: Option<&Showing>) -> Option<(String, String)> {
    let open = showing.is_some_and(|showing| showing.decided.is_none());
    (open && viewer == Viewer::Host).then(|| {
        (
            format!("Say what {} may show", page.terms.student),
            "Finished work is proof for the next application. Without your permission nothing names you.".to_owned(),
        )
    })
}

/// The section of the page: the host's form, or what the host said.
pub(crate) fn may_be_shown(
    request: &Request,
    page: &EngagementPage,
    viewer: Viewer,
    showing: Option<&Showing>,
    program: &Program,
) -> Option<AnyView> {
    let showing = showing?;
    let body = if viewer == Viewer::Host {
        form(request, page, showing, program).into_any()
    } else {
        let link = (viewer == Viewer::Student)
            .then(|| view! { <p><LinkButton href="/student/portfolio">"Your portfolio"</LinkButton></p> });
        view! { <p>{said(page, showing)}</p> {link} }.into_any()
    };
    let heading = format!("What {} may show", if viewer == Viewer::Student { "you" } else { &page.terms.student });
    Some(
        view! {
            <section class="sec stack" id="showing" aria-labelledby="showing-h">
                <h2 id="showing-h">{heading}</h2>
                {body}
            </section>
        }
        .into_any(),
    )
}

fn said(page: &EngagementPage, showing: &Showing) -> String {
    let host = &page.terms.host;
    match (showing.scope, showing.decided) {
        (Scope::Nothing, None) => {
            format!("{host} has not said yet. Until then: role, weeks, hours and skills, without a name.")
        }
        (Scope::Nothing, Some(_)) => format!("Role, weeks, hours and skills. {host} does not want to be named."),
        (Scope::Work, _) => format!("{host} allows its name, the title and what was handed in."),
        (Scope::WorkAndQuote, _) => {
            format!("{host} allows its name, the title, what was handed in, and a quotation of its review.")
        }
    }
}

fn form(request: &Request, page: &EngagementPage, showing: &Showing, program: &Program) -> impl IntoView + use<> {
    let form = request.form_for(ACTION);
    let student = &page.terms.student;
    let now = if showing.decided.is_some() { showing.scope.word() } else { "" };
    let choices = vec![
        Choice::new(Scope::Work.word(), "The work")
            .hint("Your name, the title, what you needed, and each deliverable by its name. No files."),
        Choice::new(Scope::WorkAndQuote.word(), "The work and your words")
            .hint("Also what you wrote under “What went well”, and your rating of the quality."),
        Choice::new(Scope::Nothing.word(), "Nothing that names you").hint("Role, weeks, hours and skills stay."),
    ];
    let asked = showing.asked.map(|at| {
        let words = format!("{student} asked on {}.", domain::time::long_date(program.day_of(at)));
        view! { <p class="meta">{words}</p> }
    });
    let legend = format!("What may {student} show of this work in a portfolio?");
    view! {
        {asked}
        <form class="stack" method="post" action=ACTION>
            <ErrorSummary items=summary(&form)/>
            {hidden_key()}
            <input type="hidden" name="engagement" value=page.engagement.id.to_string()/>
            <RadioCards
                name="scope" legend=legend choices=choices required=true
                hint="Whoever has the link can read it. You can take it back at any time; that holds at once."
                value=form.value("scope", now) error=form.error("scope")
            />
            <div><Button>"Save what may be shown"</Button></div>
        </form>
    }
}
