//! `/problems/{id}`: one problem, for staff and the side that told it; a dispute for both sides.

use backend::problems::{ProblemPage as Problem, WordLine};
use backend::programs::Program;
use domain::ids::ProblemId;
use domain::messages::Voice;
use domain::money::Cents;
use domain::problems::{Command, Kind, Stage};
use domain::reviews::Side;
use domain::time::long_date;
use leptos::prelude::*;

use super::{tag, words};
use crate::engagements::{because, frame, summary};
use crate::layout::{Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{
    BackLink, Banner, Button, ButtonKind, Choice, ErrorSummary, FormError, FormState, MoneyField, More, RadioCards,
    Tone,
};

const MOVE: &str = "/api/problems/move";
const DISPUTE: &str = "/api/problems/open-dispute";
const DECIDE: &str = "/api/problems/decide";
const NOTE: &str = "/api/problems/note";

#[component]
pub(super) fn ProblemPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let problem = backend::problems::problem_page(&cx, request.id("id")?).await?;
        let title = headline(&problem);
        let program = cx.program();
        let due = problem.due.map(|day| view! { <p class="meta">{format!("Due by {}", long_date(day))}</p> });
        let who = if problem.side == Side::Student { problem.student.clone() } else { problem.host.clone() };
        let wish = (!problem.wish.is_empty()).then(|| {
            view! { <h3>"What would be fair"</h3> <p class="said">{problem.wish.clone()}</p> }
        });
        let seen = if problem.shared {
            "Both sides and staff read this."
        } else {
            "Only staff and the side that told it read this."
        };
        let safety = (problem.kind == Kind::Safety && problem.staff && problem.stage == Stage::Open).then(|| {
            view! { <Banner tone=Tone::Bad title="Somebody is not safe"><p>"Act on the same day. Call whoever has to know before you write here."</p></Banner> }
        });
        let body = view! {
            <div class="stack loose">
                {up(&problem)}
                <header class="stack tight">
                    <p class="eyebrow">{format!("{} at {}", problem.student, problem.host)}</p>
                    <h1>{title.clone()}</h1>
                    <p class="row">{tag(problem.stage)}</p>
                    {due}
                </header>
                <FormError message=request.form.whole()/>
                {safety}
                <section class="sec stack" aria-labelledby="what">
                    <h2 id="what">{format!("{who}: {}", problem.kind.words())}</h2>
                    <p class="said">{problem.what.clone()}</p>
                    {wish}
                    <p class="meta">{format!("Told on {}. {seen}", program.long(problem.told))}</p>
                </section>
                {money(&problem)}
                {said(&problem.words, program)}
                {answers(&request, &problem)}
            </div>
        };
        Ok(Page::new(title, frame(&request)?, body))
    })
}

fn up(problem: &Problem) -> impl IntoView + use<> {
    if problem.staff {
        let work = routes::engagement(problem.engagement);
        view! { <BackLink href="/staff/problems" words="All problems"/> <p><a class="link" href=work>{problem.project.clone()}</a></p> }
            .into_any()
    } else {
        view! { <BackLink href=routes::engagement(problem.engagement) words=problem.project.clone()/> }.into_any()
    }
}

fn headline(problem: &Problem) -> String {
    match problem.stage {
        Stage::Open => "Told, not answered yet".to_owned(),
        Stage::InHand => "Staff look after it".to_owned(),
        Stage::Evidence => "A dispute: both sides say what happened".to_owned(),
        Stage::Mediation => "A dispute: staff decide".to_owned(),
        stage => words(stage).to_owned(),
    }
}

fn money(problem: &Problem) -> Option<impl IntoView + use<>> {
    (problem.amount.0 > 0).then(|| {
        let award = problem.award.map(|award| match award {
            Cents(0) => "Decided: none of it is the student’s.".to_owned(),
            all if all == problem.amount => "Decided: all of it is the student’s.".to_owned(),
            part => format!("Decided: {} of it are the student’s.", part.exact()),
        });
        let amount = format!(
            "{} of the agreed {} before tax are disputed. The rest is paid as if nothing were.",
            problem.amount.exact(),
            problem.fee.exact()
        );
        view! {
            <section class="sec" aria-labelledby="money">
                <h2 id="money">"What it is about"</h2>
                <p>{amount}</p>
                {award.map(|award| view! { <p><b>{award}</b></p> })}
            </section>
        }
    })
}

fn said(lines: &[WordLine], program: &Program) -> Option<impl IntoView + use<>> {
    let items = lines
        .iter()
        .map(|line| {
            let role = match line.voice {
                Voice::Student => "student",
                Voice::Host => "host",
                Voice::Staff => "staff",
            };
            let kind = match line.kind.as_str() {
                "statement" => "says what happened",
                "decision" => "decided",
                "appeal" => "appeals",
                "note" => "notes, for staff alone",
                _ => "answers",
            };
            view! {
                <li>
                    <p class="row">
                        <b>{line.author.clone()}</b>
                        <span class="meta">{format!("{role}, {kind}, ")}<time datetime=line.at.to_string()>{program.long(line.at)}</time></span>
                    </p>
                    <p class="said">{line.body.clone()}</p>
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!items.is_empty()).then(|| {
        view! {
            <section class="sec" aria-labelledby="said">
                <h2 id="said">"What was said"</h2>
                <ol class="thread">{items}</ol>
            </section>
        }
    })
}

fn ids(id: ProblemId) -> impl IntoView + use<> {
    view! { {hidden_key()} <input type="hidden" name="problem" value=id.to_string()/> }
}

/// Whatever this viewer can do, the likeliest first.
fn answers(request: &Request, problem: &Problem) -> impl IntoView + use<> {
    let has = |command| problem.offers.contains(&command);
    let id = problem.id;
    let mut forms: Vec<AnyView> = Vec::new();
    if has(Command::Decide) || has(Command::DecideAppeal) {
        forms.push(decide(request, problem).into_any());
    }
    let moves: [(Command, &'static str, &'static str, &'static str, &'static str); 4] = [
        (Command::State, "state", "Say what happened", "Both sides and staff read it.", "Say it"),
        (Command::Answer, "answer", "Answer whoever told you", "They read it and get an email.", "Answer"),
        (Command::Resolve, "resolve", "It is settled", "What came of it. Whoever told you reads it.", "Settle it"),
        (
            Command::Appeal,
            "appeal",
            "Appeal the decision",
            "Why. Somebody else of staff decides; that holds.",
            "Appeal",
        ),
    ];
    for (command, word, title, hint, button) in moves {
        if has(command) {
            forms.push(with_reason(request, id, MOVE, word, title, hint, button).into_any());
        }
    }
    if problem.staff {
        forms.push(
            with_reason(
                request,
                id,
                NOTE,
                "note",
                "Note something for staff",
                "Nobody else reads it.",
                "Keep the note",
            )
            .into_any(),
        );
    }
    if has(Command::OpenDispute) {
        forms.push(dispute(request, problem).into_any());
    }
    if has(Command::Withdraw) {
        forms.push(
            view! {
                <form method="post" action=MOVE>
                    {ids(id)}
                    <input type="hidden" name="command" value="withdraw"/>
                    <Button>"Take it back"</Button>
                </form>
            }
            .into_any(),
        );
    }
    (!forms.is_empty()).then(|| {
        view! {
            <section class="sec stack" id="answer" aria-labelledby="answer-title">
                <h2 id="answer-title">"What you can do"</h2>
                {forms}
            </section>
        }
    })
}

/// The summary of a form whose fields have ids of their own.
fn named(form: &FormState, prefix: &str) -> Vec<(String, String)> {
    let id = |field: String| if field == "reason" { format!("{prefix}-reason") } else { field };
    summary(form).into_iter().map(|(field, message)| (id(field), message)).collect()
}

fn with_reason(
    request: &Request,
    id: ProblemId,
    action: &'static str,
    word: &'static str,
    title: &'static str,
    hint: &'static str,
    button: &'static str,
) -> impl IntoView + use<> {
    let form = request.form_for(action);
    let form = if action == NOTE || form.value("command", "") == word { form } else { FormState::default() };
    let reason = because(format!("{word}-reason"), &form, hint);
    let errors = named(&form, word);
    view! {
        <More summary=title open=!form.is_clean()>
            <form class="stack" method="post" action=action>
                <ErrorSummary items=errors/>
                {ids(id)}
                <input type="hidden" name="command" value=word/>
                {reason}
                <div><Button>{button}</Button></div>
            </form>
        </More>
    }
}

/// The side that told it makes it a dispute.
fn dispute(request: &Request, problem: &Problem) -> impl IntoView + use<> {
    let form = request.form_for(DISPUTE);
    let ids = ids(problem.id);
    let about = format!(
        "How much of the {} is not agreed on. Leave it empty when it is about the work alone.",
        problem.fee.exact()
    );
    view! {
        <More summary="Ask staff to decide: open a dispute" open=!form.is_clean()>
            <form class="stack" method="post" action=DISPUTE>
                <ErrorSummary items=summary(&form)/>
                <p>"The other side reads what you told, and says theirs. Staff decide with both. What is not disputed of finished work is paid at once."</p>
                {ids}
                <MoneyField
                    name="amount"
                    label="Disputed pay before tax"
                    hint=about
                    value=form.value("amount", "")
                    error=form.error("amount")
                    optional=true
                />
                <div><Button>"Open a dispute"</Button></div>
            </form>
        </More>
    }
}

/// Staff decide.
fn decide(request: &Request, problem: &Problem) -> impl IntoView + use<> {
    let form = request.form_for(DECIDE);
    let choices = if problem.amount.0 > 0 {
        vec![
            Choice::new("all", format!("All {} are the student’s", problem.amount.exact())),
            Choice::new("part", "A part of it is the student’s"),
            Choice::new("none", "None of it is the student’s"),
        ]
    } else {
        vec![Choice::new("all", "In words alone").hint("Work that was handed in counts as accepted.")]
    };
    let part = (problem.amount.0 > 0).then(|| {
        view! {
            <MoneyField
                name="award"
                label="The student’s part"
                hint="Only for a part."
                value=form.value("award", "")
                error=form.error("award")
                optional=true
            />
        }
    });
    let reason = because("decide-reason".to_owned(), &form, "Both sides read it. Say what you decided and why.");
    let errors = named(&form, "decide");
    view! {
        <form class="stack" method="post" action=DECIDE>
            <ErrorSummary items=errors/>
            {ids(problem.id)}
            <RadioCards
                name="decision"
                legend="What do you decide?"
                choices=choices
                value=form.value("decision", "")
                error=form.error("decision")
                required=true
            />
            {part}
            {reason}
            <div><Button kind=ButtonKind::Primary>"Decide"</Button></div>
        </form>
    }
}
