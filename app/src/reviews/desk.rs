//! `/staff/reviews`: texts of reviews that somebody flagged as abusive, the oldest first.

use backend::reviews::FlagLine;
use domain::dashboards::in_words;
use domain::reviews::Side;
use leptos::prelude::*;

use crate::engagements::{because, summary};
use crate::layout::{Frame, Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{Button, Choice, EmptyState, ErrorSummary, FormError, FormState, LinkButton, RadioCards};

const DECIDE: &str = "/api/reviews/decide-flag";

#[component]
pub(crate) fn FlagsPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let flags = backend::reviews::flags(&cx).await?;
        let title = match flags.len() {
            0 => "No text waits for you".to_owned(),
            1 => "One text waits for you".to_owned(),
            count => format!("{} texts wait for you", crate::text::capital(&in_words(count))),
        };
        let lines = flags.iter().map(|flag| line(&request, flag, cx.program().long(flag.at))).collect::<Vec<_>>();
        let body = if lines.is_empty() {
            view! {
                <EmptyState title="Nobody has flagged a review" text="Students and hosts tell you from the page of their reviews, once both are shown.">
                    <LinkButton href="/staff/engagements">"See the engagements"</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <div class="stack loose">{lines}</div> }.into_any()
        };
        let body = view! { <h1>{title.clone()}</h1> <FormError message=request.form.whole()/> {body} };
        Ok(Page::new(title, Frame::Staff("/staff/reviews"), body))
    })
}

fn line(request: &Request, flag: &FlagLine, when: String) -> impl IntoView + use<> {
    let id = flag.id.to_string();
    let form = request.form_for(DECIDE);
    let form = if form.value("flag", "") == id { form } else { FormState::default() };
    let named = |field: &str| format!("{field}-{id}");
    let errors: Vec<_> = summary(&form).into_iter().map(|(field, message)| (named(&field), message)).collect();
    let (by, author) = match flag.side {
        Side::Student => (&flag.student, &flag.host),
        Side::Host => (&flag.host, &flag.student),
    };
    let heading = named("flag");
    let labelled = heading.clone();
    let words = flag.words.iter().map(|text| view! { <p class="said">{text.clone()}</p> }).collect::<Vec<_>>();
    let choices = vec![
        Choice::new("hide", "Hide it").hint("Nobody reads it any more, the portfolio included"),
        Choice::new("keep", "Let it stand").hint("It is hard to read, but about the work"),
    ];
    let reason = because(named("reason"), &form, "Both sides read it.");
    let review = routes::engagement_room(flag.engagement, "review");
    let about = format!("{by} flagged it on {when}. Why: {}", flag.reason);
    let decide = (!flag.offers.is_empty()).then(|| view! {
        <form class="stack" method="post" action=DECIDE>
            <ErrorSummary items=errors/>
            {hidden_key()}
            <input type="hidden" name="flag" value=id.clone()/>
            <RadioCards name="decision" id=named("decision") legend="What becomes of the text" choices=choices value=form.value("decision", "") error=form.error("decision") side=true required=true/>
            {reason}
            <div><Button>"Decide"</Button></div>
        </form>
    });
    view! {
        <section class="sec stack" aria-labelledby=labelled>
            <h2 id=heading>{format!("{} by {author}", crate::text::capital(flag.text.words()))}</h2>
            <p><a class="link" href=review>{flag.project.clone()}</a></p>
            <blockquote class="quote">{words}</blockquote>
            <p>{about}</p>
            {decide}
        </section>
    }
}
