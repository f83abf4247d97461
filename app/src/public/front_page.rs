//! The front page: what this is for students, hosts and programs. Every figure is counted, none is made up.

use backend::programs::Program;
use backend::projects::{Filter, FrontFigures};
use domain::policy::Policy;
use domain::projects::ProjectCard;
use leptos::prelude::*;

use crate::caller;
use crate::layout::{Frame, Page, page};
use crate::projects::listing;
use crate::ui::{EmptyState, Finding, FindingKind};

/// Fewer than this many payments say nothing about punctuality.
const ENOUGH_PAYMENTS: i64 = 5;
/// Fewer than this many projects say nothing about pay.
const ENOUGH_PROJECTS: i64 = 5;

/// The front page.
#[component]
pub fn FrontPage() -> impl IntoView {
    page(|_request| async move {
        let visit = caller::visit().await?;
        let figures = backend::projects::front_figures(&visit).await?;
        let newest = backend::projects::browse(&visit, &Filter::default()).await?;
        let cards: Vec<_> = newest.cards.into_iter().take(3).collect();
        let body = view! {
            <div class="home-page">
                {hero(visit.program(), visit.policy(), figures)} {students(visit.policy(), &cards)} {hosts()} {programs(figures)}
            </div>
        };
        Ok(Page::new("Real work, five to forty hours, paid", Frame::Public, body))
    })
}

fn open_words(figures: FrontFigures) -> String {
    match figures.open {
        0 => "See the projects".to_owned(),
        1 => "See 1 open project".to_owned(),
        count if count > 1_000 => "See 1,000+ open projects".to_owned(),
        count => format!("See {count} open projects"),
    }
}

fn hero(program: &Program, policy: &Policy, figures: FrontFigures) -> impl IntoView + use<> {
    let lede = format!(
        "{} students do short projects for museums, clinics, co-ops and small firms. You see the net pay per hour before you apply, \
         and everyone gets an answer by a printed date.",
        program.institution
    );
    let review = format!("{} business days", policy.review_days);
    view! {
        <section class="hero">
            <div class="stack loose">
                <h1>"Real work, five to forty hours, paid."</h1>
                <p class="lede">{lede}</p>
                <div class="row">
                    <a class="btn primary" href="/projects">{open_words(figures)}</a> <a class="btn" href="/sign-up/host">"Offer a project"</a>
                </div>
            </div>
            {climb(&review)} {stairs(&review)}
        </section>
    }
}

/// The six steps as a list, for phones.
fn climb(review: &str) -> impl IntoView + use<> {
    let steps = [
        ("Host scopes the project", "15 minutes".to_owned()),
        ("Staff approve it", review.to_owned()),
        ("You apply", "5 minutes".to_owned()),
        ("All three sign", "on a phone".to_owned()),
        ("You work and check in", "5 to 40 h".to_owned()),
        ("You are paid", "10 business days".to_owned()),
    ];
    let rows = (1..)
        .zip(steps)
        .map(|(n, (what, time))| view! { <li><b>{n.to_string()}</b> <span>{what}</span> <span>{time}</span></li> })
        .collect_view();
    view! { <ol class="climb narrow" aria-label="Six steps from idea to pay">{rows}</ol> }
}

/// The same six steps as a drawing.
fn stairs(review: &str) -> impl IntoView + use<> {
    let steps: [(&str, Vec<String>); 6] = [
        ("Scope", vec!["host,".into(), "15 minutes".into()]),
        ("Approve", vec!["staff,".into(), review.to_owned()]),
        ("Apply", vec!["student,".into(), "5 minutes".into()]),
        ("Sign", vec!["all three,".into(), "on a phone".into()]),
        ("Work", vec!["5 to 40 h,".into(), "one check-in".into(), "a week".into()]),
        ("Paid", vec!["within 10".into(), "business days".into()]),
    ];
    let words = (0..)
        .zip(steps)
        .map(|(n, (name, lines))| {
            let (x, y) = (if n == 0 { 12 } else { n * 100 + 12 }, 264 - n * 46);
            // The last step lies under the edge of the picture's top.
            let y = if n == 5 { 30 } else { y };
            let below = if n == 5 { 68 } else { y + 34 };
            let lines = (0..)
                .zip(lines)
                .map(|(line, text)| view! { <text class="sub" x=x.to_string() y=(below + line * 17).to_string()>{text}</text> })
                .collect_view();
            view! { <text x=x.to_string() y=y.to_string()>{name}</text> {lines} }
        })
        .collect_view();
    view! {
        <svg
            class="stairs wide"
            viewBox="0 0 600 330"
            role="img"
            aria-label="Six steps from idea to pay: scope, approve, apply, sign, work, paid."
        >
            <path class="rise" d="M2 328V274H100V228H200V182H300V136H400V90H500V44H598V328Z"></path>
            <path class="edge" d="M2 274H100V228H200V182H300V136H400V90H500V44"></path>
            <rect class="top" x="498" y="40" width="100" height="8" rx="4"></rect>
            {words}
        </svg>
    }
}

fn students(policy: &Policy, cards: &[ProjectCard]) -> impl IntoView + use<> {
    let lede = format!(
        "The figure is what reaches you, at the longest the work may take. It stays on your screen while you work, and no project can be \
         published below {} an hour.",
        policy.wage_floor.exact()
    );
    let list = if cards.is_empty() {
        view! { <EmptyState title="Nothing is open today" text="New projects are published on most working days."/> }
            .into_any()
    } else {
        listing(cards, 3).into_any()
    };
    view! {
        <section class="audience" aria-labelledby="students">
            <div class="stack">
                <p class="eyebrow">"Students"</p>
                <h2 id="students">"You know what an hour is worth before you give it"</h2>
                <p class="lede">{lede}</p>
                <p><a class="btn" href="/projects">"Find a project"</a></p>
            </div>
            {list}
        </section>
    }
}

fn hosts() -> impl IntoView {
    view! {
        <section class="audience" aria-labelledby="hosts">
            <div class="stack">
                <p class="eyebrow">"Host organisations"</p>
                <h2 id="hosts">"From “we need help with” to a project a student can finish"</h2>
                <p class="lede">
                    "Seven short screens and twelve templates. Each finding says what is unclear, why it matters and how to fix it, while you type."
                </p>
                <p><a class="btn" href="/sign-up/host">"Offer a project"</a></p>
            </div>
            <div class="stack">
                <Finding
                    kind=FindingKind::Block
                    title="“Good quality” cannot be checked"
                    why="You pay when the work is accepted, so both sides need the same test."
                >
                    <b>"Try: "</b>
                    "a colleague who has not seen the script runs it alone from the guide."
                </Finding>
                <Finding
                    kind=FindingKind::Warn
                    title="Four must-have skills are a lot for 20 hours"
                    why="Every further must-have keeps students away who could do the work."
                >
                    <b>"Try: "</b>
                    "mark the fourth as “will learn”."
                </Finding>
                <Finding
                    kind=FindingKind::Pass
                    title="The plan adds up"
                    why="20 hours of milestones for 20 hours of pay, with a mid-point check."
                />
            </div>
        </section>
    }
}

fn programs(figures: FrontFigures) -> impl IntoView {
    let mut proof: Vec<(&str, String)> = Vec::new();
    if figures.open >= ENOUGH_PROJECTS {
        proof.extend(figures.median_hour.map(|hour| ("Net an hour, median of the open projects", hour.exact())));
    }
    if figures.paid >= ENOUGH_PAYMENTS {
        proof.push(("Paid within 14 days of acceptance", format!("{} of {}", figures.paid_in_time, figures.paid)));
    }
    let rows = proof
        .into_iter()
        .map(|(name, value)| view! { <div><dt>{name}</dt> <dd class="big">{value}</dd></div> })
        .collect::<Vec<_>>();
    let proof = (!rows.is_empty()).then(|| view! { <dl class="proof">{rows}</dl> });
    view! {
        <section class="audience" aria-labelledby="programs">
            <div class="stack">
                <p class="eyebrow">"Programs"</p>
                <h2 id="programs">"Nobody is left waiting, and you can prove it"</h2>
                <p class="lede">
                    "Every state has an owner and a timer. Staff see stalls before they hurt, and every decision is on record with its reason."
                </p>
                <p><a class="btn" href="/fairness">"Read the pay and fairness rules"</a></p>
            </div>
            {proof}
        </section>
    }
}
