//! What everybody with the link sees. It takes what `domain::portfolios` lets through, and nothing else.

use backend::portfolios::PublicPortfolio;
use domain::portfolios::{Proof, Shown, SkillProof, Told};
use leptos::prelude::*;

use crate::ui::{Fact, Facts, icon};

/// The body of the public page.
pub(super) fn body(portfolio: &PublicPortfolio) -> impl IntoView + use<> {
    let about = &portfolio.about;
    let headline = (!about.headline.is_empty()).then(|| view! { <p class="lede">{about.headline.clone()}</p> });
    let introduction = about.introduction.lines().map(str::trim).filter(|line| !line.is_empty());
    let introduction = introduction.map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    let works = portfolio.works.iter().enumerate().map(|(at, work)| one(at, work)).collect::<Vec<_>>();
    let works = if works.is_empty() {
        view! { <p class="soft">"No finished work is shown here yet."</p> }.into_any()
    } else {
        works.into_any()
    };
    let confirmed = format!(
        "{} of {} confirms that each of these works was finished and accepted, and its approved hours.",
        portfolio.program, portfolio.institution
    );
    view! {
        <article class="stack loose portfolio">
            <header class="stack tight"><h1>{portfolio.name.clone()}</h1> {headline} {introduction}</header>
            <section class="stack loose" aria-labelledby="works"><h2 id="works">"Finished work"</h2> {works}</section>
            {skills(&portfolio.skills)}
            <p class="meta">{confirmed}</p>
        </article>
    }
}

fn one(at: usize, work: &Shown) -> impl IntoView + use<> {
    let heading = format!("work-{at}");
    let labelled = heading.clone();
    let mut facts = Vec::new();
    let title = match &work.told {
        Some(told) => {
            facts.push(Fact::new(work.role.clone()));
            facts.push(Fact::with(icon::BUILDING, told.host.clone()));
            facts.push(Fact::with(icon::CALENDAR_DAYS, told.months.clone()));
            told.title.clone()
        }
        None => work.role.clone(),
    };
    let plural = |count: i64, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    facts.push(Fact::with(icon::CLOCK, plural(work.weeks, "week")));
    facts.extend(work.hours.map(|hours| Fact::with(icon::TIMER, plural(hours.into(), "hour"))));
    let skills = work.skills.iter().map(|skill| view! { <li>{skill.clone()}</li> }).collect::<Vec<_>>();
    let skills = (!skills.is_empty()).then(|| view! { <ul class="why" aria-label="Skills">{skills}</ul> });
    view! {
        <section class="sec stack" aria-labelledby=labelled>
            <h3 id=heading>{title}</h3>
            <Facts items=facts/>
            {work.told.as_ref().map(told)}
            {skills}
        </section>
    }
}

fn told(told: &Told) -> impl IntoView + use<> {
    let description = (!told.description.is_empty()).then(|| view! { <p>{told.description.clone()}</p> });
    let lines = told.lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect::<Vec<_>>();
    let lines = (!lines.is_empty()).then(|| view! { <ul class="delivered">{lines}</ul> });
    let quote = told.quote.as_ref().map(|quote| {
        view! {
            <figure>
                <blockquote class="quote"><p>{format!("“{}”", quote.words)}</p></blockquote>
                <figcaption class="meta">{format!("{}, in the review of this work", quote.host)}</figcaption>
            </figure>
        }
    });
    view! { {description} {lines} {quote} }
}

/// Skills with what shows each.
pub(super) fn skills(skills: &[SkillProof]) -> Option<impl IntoView + use<>> {
    let rows = skills
        .iter()
        .map(|skill| {
            let proofs = skill.proofs.iter().map(|proof| view! { <dd>{words(proof)}</dd> }).collect_view();
            view! { <div><dt>{skill.name.clone()}</dt> {proofs}</div> }
        })
        .collect::<Vec<_>>();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="sec stack" aria-labelledby="skills">
                <h2 id="skills">"Skills, and what shows them"</h2>
                <dl class="proofs">{rows}</dl>
            </section>
        }
    })
}

fn words(proof: &Proof) -> String {
    let rated = proof.rating.map(|(place, of)| format!(", quality rated {place} of {of}")).unwrap_or_default();
    match &proof.delivered {
        Some(delivered) => format!("“{delivered}”, accepted in “{}”{rated}", proof.work),
        None => format!("{}, accepted{rated}", proof.work),
    }
}
