//! One finished work in the student's own view: permission, résumé lines, order.

use backend::portfolios::{Entry, PortfolioView};
use backend::programs::Program;
use domain::ids::EngagementId;
use domain::machine::Word as _;
use domain::portfolios::{Arrange, Line, MOST_LINE, Scope, Work, months, whole_hours};
use domain::time::long_date;
use leptos::prelude::*;

use crate::engagements::summary;
use crate::layout::{Request, hidden_key};
use crate::routes;
use crate::ui::{Button, ButtonKind, CopyButton, ErrorSummary, Glyph, More, Tag, TagKind, TextArea, icon};

const ARRANGE: &str = "/api/portfolios/arrange";
const ASK: &str = "/api/portfolios/ask";
const LINE: &str = "/api/portfolios/save-line";

/// All of it, in the student's order.
pub(super) fn list(request: &Request, view: &PortfolioView, program: &Program) -> impl IntoView + use<> {
    let last = view.entries.len().saturating_sub(1);
    let entries = view
        .entries
        .iter()
        .enumerate()
        .map(|(at, entry)| one(request, view.version, program, entry, (at > 0, at < last)))
        .collect_view();
    view! {
        <section class="stack loose" aria-labelledby="works">
            <h2 id="works">"Finished work"</h2>
            {entries}
        </section>
    }
}

fn one(
    request: &Request,
    version: i32,
    program: &Program,
    entry: &Entry,
    (up, down): (bool, bool),
) -> impl IntoView + use<> {
    let work = &entry.work;
    let heading = format!("title-{}", work.id);
    let labelled = heading.clone();
    let hours = whole_hours(work.worked).map(|hours| format!(", {hours} h")).unwrap_or_default();
    let when = format!("{}, {}{hours}", work.host, months(work.start, work.end));
    let lines = work
        .lines()
        .into_iter()
        .enumerate()
        .map(|(place, line)| resume_line(request, work.id, version, place, &line))
        .collect_view();
    view! {
        <section class="sec stack" id=format!("work-{}", work.id) aria-labelledby=labelled>
            <div class="stack tight">
                <p class="eyebrow">{when}</p>
                <h3 id=heading><a href=routes::engagement(work.id)>{work.title.clone()}</a></h3>
                <p class="row">{scope_tag(work.scope)} {work.hidden.then(|| view! { <Tag icon=icon::EYE_OFF label="Hidden"/> })}</p>
            </div>
            {permission(version, program, entry)}
            <ul class="lines" aria-label="Lines for your résumé">{lines}</ul>
            {arrange(version, work, up, down)}
        </section>
    }
}

fn scope_tag(scope: Scope) -> impl IntoView + use<> {
    let (kind, glyph, words) = match scope {
        Scope::Nothing => (TagKind::Plain, icon::LOCK, "Without names"),
        Scope::Work => (TagKind::Go, icon::BADGE_CHECK, "Named with permission"),
        Scope::WorkAndQuote => (TagKind::Go, icon::BADGE_CHECK, "Named and quoted with permission"),
    };
    view! { <Tag kind=kind icon=glyph label=words/> }
}

/// What the host allows, and the question for it.
fn permission(version: i32, program: &Program, entry: &Entry) -> impl IntoView + use<> {
    let (work, host) = (&entry.work, &entry.work.host);
    let day = |at| long_date(program.day_of(at));
    let said = match (work.scope, entry.decided, entry.asked) {
        (Scope::Nothing, None, None) => {
            format!("Others see role, weeks, hours and skills. {host} has not said yet whether you may name it.")
        }
        (Scope::Nothing, _, Some(asked)) if entry.decided.is_none_or(|decided| decided < asked) => {
            format!("You asked {host} on {}. Until it answers, others see role, weeks, hours and skills.", day(asked))
        }
        (Scope::Nothing, ..) => format!("Others see role, weeks, hours and skills. {host} does not want to be named."),
        (Scope::Work, ..) => format!("{host} allows its name, the title and what you handed in."),
        (Scope::WorkAndQuote, ..) if work.review.is_none() => {
            format!(
                "{host} allows its name, the title and what you handed in, and its words once both reviews are open."
            )
        }
        (Scope::WorkAndQuote, ..) => {
            format!("{host} allows its name, the title, what you handed in, and its words about your work.")
        }
    };
    let ask = entry.may_ask.then(|| {
        view! {
            <form method="post" action=ASK>
                {hidden_key()}
                <input type="hidden" name="engagement" value=work.id.to_string()/>
                <input type="hidden" name="version" value=version.to_string()/>
                <Button icon=icon::SEND>{format!("Ask {host} for permission")}</Button>
            </form>
        }
    });
    view! { <p class="screen-only">{said}</p> {ask} }
}

/// One line: to be copied, to be changed, to be made anew.
fn resume_line(request: &Request, id: EngagementId, version: i32, place: usize, line: &Line) -> impl IntoView + use<> {
    let form = request.form_for(LINE);
    let (engagement, at) = (id.to_string(), place.to_string());
    let this = form.value("engagement", "") == engagement && form.value("entry", "") == at;
    let form = if this { form } else { Default::default() };
    let (name, field) = (format!("line-{id}-{place}"), format!("text-{id}-{place}"));
    let reset = line.own.then(|| {
        view! { <Button kind=ButtonKind::Quiet name="command" value="reset" icon=icon::UNDO novalidate=true>"Back to the made line"</Button> }
    });
    // The summary leads to the field under its own id.
    let items = summary(&form);
    let items =
        items.into_iter().map(|(name, words)| (if name == "text" { field.clone() } else { name }, words)).collect();
    let what = format!("line {}", place + 1);
    let (typed, wrong, open) = (form.value("text", &line.text), form.error("text"), !form.is_clean());
    view! {
        <li class="stack tight">
            <p id=name.clone()>{line.text.clone()}</p>
            <div class="row top screen-only">
                <CopyButton from=name what=what/>
                <More summary="Change this line" open=open>
                    <form class="stack" method="post" action=LINE>
                        <ErrorSummary items=items id=format!("summary-{id}-{place}")/>
                        {hidden_key()}
                        <input type="hidden" name="engagement" value=engagement/>
                        <input type="hidden" name="entry" value=at/>
                        <input type="hidden" name="version" value=version.to_string()/>
                        <TextArea
                            name="text" id=field label="The line in your words" rows=4 maxlength=u32::try_from(MOST_LINE).ok()
                            value=typed error=wrong required=true
                        />
                        <div class="row"><Button name="command" value="save">"Save the line"</Button> {reset}</div>
                    </form>
                </More>
            </div>
        </li>
    }
}

/// Buttons that move an entry, hide it, and take the host's words out.
fn arrange(version: i32, work: &Work, up: bool, down: bool) -> impl IntoView + use<> {
    let (id, title) = (work.id.to_string(), work.title.clone());
    let button = |what: Arrange, glyph: Glyph, words: &'static str| {
        let of = format!(": {title}");
        view! { <Button small=true name="command" value=what.word() icon=glyph>{words} <span class="vh">{of}</span></Button> }
    };
    let hide = if work.hidden {
        button(Arrange::Show, icon::EYE, "Show again")
    } else {
        button(Arrange::Hide, icon::EYE_OFF, "Hide")
    };
    let quotable = work.scope == Scope::WorkAndQuote && work.review.is_some();
    let quote = quotable.then(|| {
        if work.quoted {
            button(Arrange::Unquote, icon::X, "Leave the host’s words out")
        } else {
            button(Arrange::Quote, icon::MESSAGE_SQUARE, "Show the host’s words")
        }
    });
    let raise = up.then(|| button(Arrange::Up, icon::CHEVRON_UP, "Move up"));
    let lower = down.then(|| button(Arrange::Down, icon::CHEVRON_DOWN, "Move down"));
    view! {
        <form class="row screen-only" method="post" action=ARRANGE>
            {hidden_key()}
            <input type="hidden" name="engagement" value=id/>
            <input type="hidden" name="version" value=version.to_string()/>
            {raise} {lower} {hide} {quote}
        </form>
    }
}
