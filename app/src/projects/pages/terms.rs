//! A project's terms as a student reads them: on its page, on the wizard's last screen, at review.

use domain::fields::is_web_address;
use domain::money::Cents;
use domain::policy::{NetPay, Policy};
use domain::projects::{Deliverable, Draft, FACTORS, PayTrigger, Payer, Place, place_words};
use domain::time::{Day, long_date, long_date_read, short_date_read};
use leptos::prelude::*;

use super::commenting;
use super::labels::field_words;
use crate::ui::{Chip, Fact, Facts, Glyph, Icon, Receipt, ReceiptRow, Step, StepState, Steps, Who, icon};

/// The level of the headings inside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// `h2`, below the page's heading.
    Second,
    /// `h3`, below a section's heading.
    Third,
}

impl Level {
    fn heading(self, id: &'static str, words: &'static str) -> AnyView {
        match self {
            Self::Second => view! { <h2 id=id>{words}</h2> }.into_any(),
            Self::Third => view! { <h3 id=id>{words}</h3> }.into_any(),
        }
    }

    fn below(self, words: String) -> AnyView {
        match self {
            Self::Second => view! { <h3>{words}</h3> }.into_any(),
            Self::Third => view! { <h4>{words}</h4> }.into_any(),
        }
    }
}

/// Who reads about the pay.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reader {
    /// The student it is for.
    Student,
    /// The host or staff.
    Other,
}

/// `15 to 20 h`; the unit stays with its number where a line breaks.
pub fn hours(low: i32, high: i32) -> String {
    if low == high { format!("{high}\u{a0}h") } else { format!("{low} to {high}\u{a0}h") }
}

/// The sign of a place.
pub fn place_icon(place: Option<Place>) -> Glyph {
    if place == Some(Place::Remote) { icon::LAPTOP } else { icon::MAP_PIN }
}

/// Hours, dates, place and seats in one line, as it is read `today`.
pub fn facts(draft: &Draft, today: Day) -> impl IntoView + use<> {
    let mut items = Vec::new();
    if draft.hours_high > 0 {
        items.push(Fact::with(icon::TIMER, hours(draft.hours_low, draft.hours_high)));
    }
    if let (Some(start), Some(end)) = (draft.start, draft.end) {
        let (first, last) = (long_date_read(start, today), long_date_read(end, today));
        // Where both lie in another year, the last day tells it for both.
        let first = if start.year() == end.year() { long_date(start) } else { first };
        items.push(Fact::with(icon::CALENDAR_DAYS, format!("{first} to {last}")));
    }
    if let Some(place) = draft.place {
        items.push(Fact::with(place_icon(draft.place), place_words(place, &draft.address)));
    }
    if draft.seats > 0 {
        let seats = if draft.seats == 1 { "1 seat".to_owned() } else { format!("{} seats", draft.seats) };
        items.push(Fact::with(icon::USERS, seats));
    }
    view! { <Facts items=items/> }
}

/// The day beside which the other days of a project are read: the first one of the work.
fn first_day(draft: &Draft, day: Day) -> Day {
    draft.start.unwrap_or(day)
}

/// The receipt and the scale from the floor to the best case.
pub fn pay_box(draft: &Draft, pay: Option<NetPay>, policy: &Policy, reader: Reader) -> AnyView {
    let Some(pay) = pay else { return view! { <p class="soft">"No pay is written down yet."</p> }.into_any() };
    let mut rows = vec![ReceiptRow::new(draft.pay_model.map_or("Pay", |model| model.label()), pay.gross.exact())];
    if pay.withheld.0 > 0 {
        let share = format!("{}.{:02} %", policy.payroll_tax / 100, policy.payroll_tax % 100);
        rows.push(ReceiptRow::new(format!("Social Security, Medicare, {share}"), format!("−{}", pay.withheld.exact())));
    }
    let (net, owed) = match reader {
        Reader::Student => ("Net to you", "Nothing is withheld. Any tax is yours to pay."),
        Reader::Other => ("Net to the student", "Nothing is withheld. Any tax is the student’s to pay."),
    };
    // Until the host has said how the student is classed, nobody knows what is held back.
    let unsaid = draft.classification.is_none();
    rows.push(ReceiptRow::sum(if unsaid { "Before tax" } else { net }, pay.net.exact()));
    let tax = match pay.withheld.0 {
        _ if unsaid => "What is held back of it depends on how the student is classed.",
        1.. => "Income tax may be held back as well; most students get it back.",
        _ => owed,
    };
    let payer = payer(draft);
    let figure = pay.per_hour.map(|hour| {
        let words = format!("{} if it takes the full {}\u{a0}h", draft.hour_words().0, draft.hours_high);
        view! {
            <div>
                <p class="big">{hour.exact()}</p>
                <p class="soft">{words}</p>
            </div>
        }
    });
    let scale = scale(draft, pay, policy);
    view! {
        {figure} {scale} <Receipt rows=rows/>
        <p class="meta">{payer} " " {tax}</p>
    }
    .into_any()
}

/// Who pays from what, and when: `Paid by the school, $250 of it from the career fund, once the work is accepted.`
fn payer(draft: &Draft) -> String {
    let fund = draft.fund.trim();
    let from = match draft.funding() {
        _ if fund.is_empty() => String::new(),
        Some((part, Cents(1..))) => format!("{part} of it from {fund}, "),
        _ => format!("from {fund}, "),
    };
    let who = match draft.payer {
        // The fund is named already, and nobody else was.
        None if !fund.is_empty() => String::new(),
        payer => format!("by {}, ", payer.unwrap_or(Payer::Host).label().to_lowercase()),
    };
    let when = draft.pay_trigger.unwrap_or(PayTrigger::Acceptance).label().to_lowercase();
    format!("Paid {who}{from}{when}.")
}

/// Net an hour at the most and at the fewest hours, beside the floor.
fn scale(draft: &Draft, pay: NetPay, policy: &Policy) -> Option<AnyView> {
    let slow = pay.per_hour?;
    let fast = pay.net.per_hour(draft.hours_low.saturating_mul(60))?;
    let top = Cents((fast.0.max(policy.wage_floor.0 * 2) + 499) / 500 * 500);
    if top.0 <= 0 || draft.hours_low <= 0 {
        return None;
    }
    // Tenths of a percent in whole numbers: no rounding differs between two servers.
    let share = |cents: i64| {
        let tenths = (cents.clamp(0, top.0) * 1000) / top.0;
        format!("{}.{}%", tenths / 10, tenths % 10)
    };
    let (floor, from, to) = (share(policy.wage_floor.0), share(slow.0), share(fast.0));
    let label = format!(
        "{} between {} at {} h and {} at {} h. The floor is {}.",
        draft.hour_words().1,
        slow.exact(),
        draft.hours_high,
        fast.exact(),
        draft.hours_low,
        policy.wage_floor.exact()
    );
    // Two labels that would touch become one.
    let apart = (fast.0 - slow.0) * 100 > top.0 * 15;
    let best = apart.then(|| {
        view! {
            <text class="val" x=to.clone() y="24" text-anchor="middle">{fast.exact()}</text>
            <text x=to.clone() y="8" text-anchor="middle">{format!("{} h", draft.hours_low)}</text>
        }
    });
    Some(
        view! {
            <svg class="chart payscale" height="84" role="img" aria-label=label>
                <rect class="track" x="0" width="100%" y="34" height="14" rx="3"></rect>
                <rect class="floor" x="0" width=floor.clone() y="34" height="14" rx="3"></rect>
                <rect class="bar" x=from.clone() width=share(fast.0 - slow.0) y="34" height="14" rx="3"></rect>
                <line class="base" x1=floor.clone() x2=floor.clone() y1="28" y2="54"></line>
                <text x=floor y="72" text-anchor="middle">{format!("floor {}", policy.wage_floor)}</text>
                <text class="val" x=from.clone() y="24" text-anchor="middle">{slow.exact()}</text>
                <text x=from y="8" text-anchor="middle">{format!("{} h", draft.hours_high)}</text>
                {best}
                <text x="0" y="72">"$0"</text>
                <text x="100%" y="72" text-anchor="end">{top.to_string()}</text>
            </svg>
        }
        .into_any(),
    )
}

/// Problem, deliverables, plan, skills, people, terms.
pub fn body(draft: &Draft, level: Level) -> impl IntoView + use<> {
    let used_by = (!draft.used_by.is_empty()).then(|| view! { <p><b>"Used by: "</b> {draft.used_by.clone()}</p> });
    view! {
        <section aria-labelledby="problem-h">
            {level.heading("problem-h", "The problem")} <p>{draft.problem.clone()}</p> {used_by}
            {commenting::on(draft, "title and problem", &["title", "category", "problem", "used_by"])}
        </section>
        {deliverables(draft, level)} {plan(draft, level)} {skills(draft, level)} {people(draft, level)} {place(draft, level)}
        {rules(draft, level)}
    }
}

/// What was answered and no student reads: tasks, questions, days, risks. For the host and staff.
pub fn behind(draft: &Draft) -> impl IntoView + use<> {
    let yes = |answer: Option<bool>| match answer {
        Some(true) => "Yes",
        Some(false) => "No",
        None => "Not answered",
    };
    let state = draft.state.filter(|_| draft.needs_address());
    let everybody = draft.open_to().unwrap_or_else(|| "Every student of the program".to_owned());
    let said = |answer: Option<bool>, more: &str| {
        let more = if more.is_empty() { String::new() } else { format!(": {more}") };
        format!("{}{more}", yes(answer))
    };
    let check_ins = match draft.check_in_days {
        0 => "Not answered".to_owned(),
        1 => "Every day".to_owned(),
        days => format!("Every {days} days"),
    };
    let rows = [
        (
            "Last day to apply",
            draft.apply_by.map_or_else(|| "Not answered".to_owned(), |day| long_date_read(day, first_day(draft, day))),
        ),
        ("Open to", everybody),
        ("Check-ins", check_ins),
        ("Stand-in", [draft.backup.as_str(), draft.backup_email.as_str()].join(" ").trim().to_owned()),
        // Asked only where somebody has to come.
        ("State", state.map_or_else(String::new, |state| state.name().to_owned())),
        ("Touches personal data", said(draft.personal_data, &draft.data_kinds)),
        ("Involves minors, patients, hazards, driving or homes", said(draft.safety_risks, &draft.safety_kinds)),
        (
            "Background check",
            draft.background_check.map_or_else(String::new, |_| yes(draft.background_check).to_owned()),
        ),
        ("Duties, for a school’s form", draft.duties.clone()),
        ("Where they are done", draft.duties_address.clone()),
        ("Names hidden at first", draft.blind.map_or_else(String::new, |_| yes(draft.blind).to_owned())),
        ("Career readiness", draft.competencies.join(", ")),
    ];
    let lines = rows
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <li><b>{name}": "</b> {value}</li> })
        .collect_view();
    let tasks =
        draft.tasks.iter().map(|task| format!("{}, {} h, {}", task.name, task.hours, task.kind.label().to_lowercase()));
    let factors = FACTORS.iter().zip(draft.worksheet.answers()).filter(|(_, answer)| !answer.is_empty());
    let factors: Vec<String> = factors.map(|(name, answer)| format!("{} {answer}", field_words(name))).collect();
    let list = |title: &'static str, items: Vec<String>| {
        (!items.is_empty()).then(|| {
            let items = items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view();
            view! { <div class="stack tight"><h3>{title}</h3> <ul class="rows">{items}</ul></div> }
        })
    };
    view! {
        <section class="sec stack" aria-labelledby="behind-h">
            <h2 id="behind-h">"What else was answered"</h2>
            <ul class="rows">{lines}</ul>
            {list("Unpaid work", factors)} {list("Tasks", tasks.collect())} {list("Questions to applicants", draft.questions.clone())} {commenting::rest(draft)}
        </section>
    }
}

fn deliverables(draft: &Draft, level: Level) -> impl IntoView + use<> {
    let rows = (1..)
        .zip(&draft.deliverables)
        .map(|(n, row)| {
            let parts = [row.kind.label(), row.size.trim(), row.format.trim()];
            let size = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
            let checks = row
                .criteria
                .iter()
                .map(|criterion| view! { <li><Icon glyph=icon::CHECK/> {criterion.clone()}</li> })
                .collect_view();
            view! {
                <li>
                    <span class="n">{n.to_string()}</span>
                    <div class="stack tight">{level.below(row.name.clone())} <p class="meta">{size}</p> <ul class="tick">{checks}</ul> {example(row)}</div>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="sec" aria-labelledby="deliverables-h">
            {level.heading("deliverables-h", "What you hand in")} <ol class="repeat">{rows}</ol>
            {commenting::on(draft, "the deliverables", &["deliverable_"])}
        </section>
    }
}

/// Only what a browser opens as a page: drafts also come from files.
fn example(row: &Deliverable) -> impl IntoView + use<> {
    is_web_address(&row.example).then(|| {
        let name = row.name.clone();
        view! {
            <p>
                <a class="link" href=row.example.clone() rel="noreferrer nofollow ugc">
                    "Something alike"<span class="vh">" for " {name}</span>
                </a>
            </p>
        }
    })
}

fn plan(draft: &Draft, level: Level) -> impl IntoView + use<> {
    let items = draft
        .milestones
        .iter()
        .map(|row| {
            let due = row.due.map(|day| long_date_read(day, first_day(draft, day))).unwrap_or_default();
            Step::new(format!("{}, {} h", row.name, row.hours), StepState::Todo).note(due)
        })
        .collect();
    let provides = (!draft.provides.is_empty()).then(|| view! { <p><b>"You get: "</b> {draft.provides.clone()}</p> });
    view! {
        <section class="sec stack" aria-labelledby="plan-h">{level.heading("plan-h", "How it goes")} <Steps items=items/> {provides} {commenting::on(draft, "the plan", &["milestone_", "provides"])}</section>
    }
}

fn skills(draft: &Draft, level: Level) -> impl IntoView + use<> {
    let chips = |must: bool| {
        draft
            .skills
            .iter()
            .filter(|skill| skill.must_have == must)
            .map(|skill| view! { <li><Chip label=skill.name.clone()/></li> })
            .collect::<Vec<_>>()
    };
    let group = |words: &str, chips: Vec<_>| {
        (!chips.is_empty()).then(
            || view! { <div class="stack tight">{level.below(words.to_owned())} <ul class="chips">{chips}</ul></div> },
        )
    };
    let (have, learn) = (group("Have", chips(true)), group("Will learn", chips(false)));
    let objective = (!draft.learning_objective.is_empty()).then(|| view! { <p>{draft.learning_objective.clone()}</p> });
    view! {
        <section class="sec stack" aria-labelledby="skills-h">
            {level.heading("skills-h", "What you bring and what you learn")} <div class="cols two">{have} {learn}</div> {objective}
            {commenting::on(draft, "the skills", &["skill_", "learning_objective"])}
        </section>
    }
}

fn people(draft: &Draft, level: Level) -> impl IntoView + use<> {
    let reply = match draft.reply_days {
        0 => String::new(),
        1 => "Replies within one business day.".to_owned(),
        days => format!("Replies within {days} business days."),
    };
    let meets = match (draft.check_in_minutes, draft.check_in_day) {
        (0, None) => String::new(),
        (0, Some(day)) => format!("You meet on {}s.", day.label()),
        (minutes, None) => format!("You meet for {minutes} minutes at a time."),
        (minutes, Some(day)) => format!("You meet on {}s for {minutes} minutes.", day.label()),
    };
    let team = if draft.team_size > 1 { format!("You work in a team of {}.", draft.team_size) } else { String::new() };
    // Addresses are for the student who is chosen.
    let backup = draft.backup.trim();
    let backup = if backup.is_empty() { String::new() } else { format!("{backup} stands in.") };
    let sentences = [reply, meets, team, backup].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let note = [draft.supervisor_role.clone(), sentences.join(" ")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(". ");
    (!draft.supervisor_name.is_empty()).then(|| {
        view! {
            <section class="sec" aria-labelledby="people-h">
                {level.heading("people-h", "Who you work with")} <Who name=draft.supervisor_name.clone() note=note large=true/>
                {commenting::on(draft, "the people", &["supervisor_", "reply_days", "check_in_days"])}
            </section>
        }
    })
}

/// What it takes to be there: asked before applying by those who cannot take it for granted.
fn place(draft: &Draft, level: Level) -> impl IntoView + use<> {
    let rows = [
        ("Hours when both sides are there", &draft.overlap),
        ("Equipment", &draft.equipment),
        ("Travel", &draft.travel),
        ("Accessibility", &draft.accessibility),
    ];
    let rows: Vec<_> = rows.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    (!rows.is_empty()).then(|| {
        let lines =
            rows.into_iter().map(|(name, text)| view! { <li><b>{name}": "</b> {text.clone()}</li> }).collect_view();
        view! {
            <section class="sec" aria-labelledby="place-h">
                {level.heading("place-h", "Where and with what")} <ul class="rows">{lines}</ul>
            </section>
        }
    })
}

fn rules(draft: &Draft, level: Level) -> impl IntoView + use<> {
    let mut rows: Vec<(&str, String)> = Vec::new();
    rows.extend(draft.classification.map(|word| ("You work as", word.label().to_owned())));
    rows.extend(draft.owner_of_work.map(|word| ("Who owns the work", word.label().to_owned())));
    rows.extend(
        draft
            .portfolio_allowed
            .map(|yes| ("In your portfolio", if yes { "You may show it" } else { "You may not show it" }.to_owned())),
    );
    rows.extend(draft.ai_rule.map(|word| ("Artificial intelligence", word.label().to_owned())));
    if !draft.nda.is_empty() {
        rows.push(("You keep confidential", draft.nda.clone()));
    }
    if draft.background_check == Some(true) {
        rows.push(("Background check", "Needed before you start".to_owned()));
    }
    rows.extend(draft.open_to().map(|who| ("Open to", who)));
    rows.extend(draft.kickoff.map(|day| ("First meeting", short_date_read(day, first_day(draft, day)))));
    (!rows.is_empty()).then(|| {
        let lines = rows.into_iter().map(|(name, value)| view! { <li><b>{name}": "</b> {value}</li> }).collect_view();
        view! {
            <section class="sec" aria-labelledby="rules-h">
                {level.heading("rules-h", "What is agreed")} <ul class="rows">{lines}</ul>
                {commenting::on(draft, "what is agreed", &["classification", "owner_of_work", "portfolio_allowed", "ai_rule", "kickoff"])}
            </section>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_who_pays_from_what_and_when() {
        let draft = Draft { amount: Some(Cents(40_000)), ..Draft::default() };
        assert_eq!(payer(&draft), "Paid by the host, once the work is accepted.");
        let fund = Draft { fund: "the career fund".into(), ..draft };
        assert_eq!(payer(&fund), "Paid from the career fund, once the work is accepted.");
        let split = Draft { fund_part: Some(Cents(25_000)), payer: Some(Payer::School), ..fund };
        assert_eq!(payer(&split), "Paid by the school, $250 of it from the career fund, once the work is accepted.");
        let hours = Draft { pay_trigger: Some(PayTrigger::Hours), fund: String::new(), ..split };
        assert_eq!(payer(&hours), "Paid by the school, as each week of hours is approved.");
    }

    #[test]
    fn only_a_web_address_becomes_a_link() {
        let html = |link: &str| {
            example(&Deliverable { name: "Memo".into(), example: link.into(), ..Deliverable::default() })
                .into_view()
                .to_html()
        };
        assert!(html("https://example.org/a").contains("href=\"https://example.org/a\""));
        for bad in ["javascript:alert(1)", "", "data:text/html,x", "//example.org"] {
            assert!(!html(bad).contains("href"), "{bad}");
        }
    }
}
