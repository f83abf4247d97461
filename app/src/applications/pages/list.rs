//! The student's applications.

use backend::applications::MyApplication;
use backend::programs::Program;
use domain::applications::Stage;
use domain::time::{long_date, short_date};
use leptos::prelude::*;

use super::parts::{plural, stage_tag};
use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::ui::{ButtonKind, EmptyState, LinkButton, Pages, icon};

/// `/student/applications`, with `?after=` for the next part.
#[component]
pub fn ApplicationsPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let after = request.query("after").parse().ok();
        let mut view = backend::applications::student_applications(&cx, after).await?;
        // What waits for the student comes first.
        view.applications.sort_by_key(|one| one.stage != Stage::Offered);
        let offers = view.applications.iter().filter(|one| one.stage == Stage::Offered).count();
        let program = cx.program();
        let compare = (offers > 1).then(|| {
            view! { <p><LinkButton href="/student/offers" kind=ButtonKind::Primary>"Compare your offers"</LinkButton></p> }
        });
        let title = headline(view.open, i32::try_from(offers).unwrap_or_default());
        let list = if view.applications.is_empty() {
            view! {
                <EmptyState
                    title="Your first application is a few minutes away"
                    text="You see the pay before you apply, and every application is answered by a printed date."
                >
                    <LinkButton href="/projects" kind=ButtonKind::Primary icon=icon::SEARCH>"Find a project"</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            let lines = view.applications.iter().map(|application| line(application, program)).collect_view();
            view! { <ul class="rows">{lines}</ul> }.into_any()
        };
        let previous = after.is_some().then(|| "/student/applications".to_owned());
        let next = view.next.map(|id| format!("/student/applications?after={id}"));
        let lede = format!("At most {} can be open at one time. An offer counts until you answer it.", view.limit);
        let body = view! {
            <header class="stack tight">
                <p class="eyebrow">"Your applications"</p>
                <h1>{title}</h1>
                <p class="lede">{lede}</p>
            </header>
            {compare}
            {list}
            <Pages previous=previous next=next/>
        };
        Ok(Page::new("Your applications", Frame::Student("/student"), body))
    })
}

/// What waits for whom: an offer waits for the student, everything else for a host.
fn headline(open: i32, offers: i32) -> String {
    let waiting = |count: i32| format!("{} waiting for an answer", plural(count, "application", "applications"));
    match (offers, open - offers) {
        (0, ..=0) => "No application is open".to_owned(),
        (0, waits) => waiting(waits),
        (1, ..=0) => "An offer waits for you".to_owned(),
        (1, waits) => format!("An offer waits for you, {}", waiting(waits)),
        (offers, ..=0) => format!("{offers} offers wait for you"),
        (offers, waits) => format!("{offers} offers wait for you, {}", waiting(waits)),
    }
}

fn line(application: &MyApplication, program: &Program) -> impl IntoView + use<> {
    let sent =
        application.submitted_at.map(|at| format!(", sent {}", short_date(program.day_of(at)))).unwrap_or_default();
    view! {
        <li>
            <a class="name" href=routes::application(application.id)>{application.title.clone()}</a>
            <p class="row">{stage_tag(application.stage)} <span class="meta">{format!("{}{sent}", application.host)}</span></p>
            {promise(application, program).map(|words| view! { <p class="meta">{words}</p> })}
        </li>
    }
}

/// What happens next with an open application, and when.
pub fn promise(application: &MyApplication, program: &Program) -> Option<String> {
    let (host, due) = (&application.host, application.decision_due.map(long_date));
    match application.stage {
        Stage::Submitted | Stage::Interview => due.map(|due| format!("{host} decides by {due}")),
        Stage::Shortlisted => due.map(|due| format!("Shortlisted. {host} decides by {due}")),
        Stage::Offered => application.offer_expires_at.map(|until| format!("Yours until {}", program.long(until))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_waits_for_the_student_and_the_rest_for_a_host() {
        assert_eq!(headline(0, 0), "No application is open");
        assert_eq!(headline(2, 0), "2 applications waiting for an answer");
        assert_eq!(headline(2, 1), "An offer waits for you, 1 application waiting for an answer");
        assert_eq!(headline(1, 1), "An offer waits for you");
    }
}
