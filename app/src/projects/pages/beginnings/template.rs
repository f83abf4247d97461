//! A template before somebody begins with it: what a student would see.

use domain::templates::need;
use leptos::prelude::*;

use super::HERE;
use super::start::{START, host_field};
use crate::caller;
use crate::layout::{Frame, Page, hidden_key, page};
use crate::projects::pages::terms;
use crate::routes;
use crate::ui::{BackLink, Button, ButtonKind, ErrorSummary, Fact, Facts, Tag, TagKind, icon};

/// One template, with the form that begins a project from it.
#[component]
pub fn TemplatePreviewPage() -> impl IntoView {
    page(|request| async move {
        let cx = caller::cx().await?;
        let key = request.params.get("key").unwrap_or_default();
        let offer = backend::templates::preview(&cx, &key).await?;
        let new = backend::projects::new_project(&cx, None).await?;
        let frame = Frame::of(request.person()?, "/student", "/host", "/staff/projects");
        let state = request.form_for(START);
        let (template, draft) = (&offer.template, &offer.template.draft);
        let weeks = if template.weeks == 1 { "1 week".to_owned() } else { format!("{} weeks", template.weeks) };
        let mut facts = vec![
            Fact::with(icon::BRIEFCASE, template.category.clone()),
            Fact::with(icon::TIMER, terms::hours(draft.hours_low, draft.hours_high)),
            Fact::with(icon::CALENDAR_DAYS, weeks),
        ];
        facts.extend(draft.amount.map(|amount| Fact::with(icon::WALLET, format!("usually {amount} before tax"))));
        let helps: Vec<String> =
            template.needs.iter().filter_map(|key| need(key)).map(|need| need.words.to_lowercase()).collect();
        let helps =
            (!helps.is_empty()).then(|| view! { <p class="meta">{format!("Helps with: {}", helps.join(", "))}</p> });
        let proven = offer.outcomes.words().map(|words| view! { <p class="meta">{words}</p> });
        let own = offer.own.then(|| {
            view! { <p><Tag kind=TagKind::Go icon=icon::SPARKLES label="Made of a project of this program"/></p> }
        });
        let body = view! {
            <BackLink href=HERE words="All ways to begin"/>
            <header class="stack">
                <h1>{template.title.clone()}</h1>
                <Facts items=facts/>
                {helps} {proven} {own}
                <form class="stack" method="post" action=START>
                    {hidden_key()} <input type="hidden" name="from" value=format!("template:{}", template.key)/>
                    <ErrorSummary items=state.summary()/> {host_field(&new.hosts, "host", &state)}
                    <p><Button kind=ButtonKind::Primary icon=icon::ARROW_RIGHT>"Start with this"</Button></p>
                </form>
                <p class="soft">"Every answer is yours to change. Names, days and the terms of your organisation come next."</p>
            </header>
            <section class="sec stack loose" aria-labelledby="seen-h">
                <h2 id="seen-h">"What a student would see"</h2>
                {terms::pay_box(draft, draft.net_pay(cx.policy()), cx.policy(), terms::Reader::Other)}
                {terms::body(draft, terms::Level::Third)}
            </section>
            <p><a class="link" href=routes::beginnings_for(template.needs.first().map_or("", String::as_str))>"See other templates for this"</a></p>
        };
        Ok(Page::new(template.title.clone(), frame, body))
    })
}
