//! What several pages of applications draw.

use backend::applications::{ApplicationView, Clash};
use domain::applications::{Command, Stage};
use domain::ids::ApplicationId;
use domain::machine::Word as _;
use domain::money::Cents;
use domain::policy::NetPay;
use domain::skills::Level;
use domain::time::{Day, Instant, short_date};
use leptos::prelude::*;

use crate::layout::hidden_key;
use crate::routes;
use crate::text;
use crate::ui::{
    Button, ButtonKind, Checkbox, Chip, Chips, Dialog, DialogActions, DialogButton, ErrorSummary, FormState, More,
    Receipt, ReceiptRow, Tag, TagKind, TextArea, icon,
};

/// Where the forms of hosts post to.
pub const DECIDE: &str = "/api/applications/decide";
/// Where the forms of students post to.
pub const ANSWER: &str = "/api/applications/answer-offer";

/// What a host finds in the field for its reason: kind, true of most cases, to be made specific.
const KIND_REASON: &str = "Thank you for the time you put into this application. We had more good applications than \
    seats, and chose somebody whose experience is closer to the first tasks of this project. We hope you apply again.";

/// The stage of an application in an icon and a word.
pub fn stage_tag(stage: Stage) -> impl IntoView + use<> {
    let (kind, glyph) = match stage {
        Stage::Draft | Stage::Submitted => (TagKind::Plain, icon::SEND),
        Stage::Shortlisted | Stage::Interview => (TagKind::Go, icon::LIST_CHECKS),
        Stage::Offered => (TagKind::Wait, icon::CLOCK),
        Stage::Accepted => (TagKind::Go, icon::CIRCLE_CHECK),
        Stage::Withdrawn | Stage::Declined => (TagKind::Plain, icon::UNDO),
        Stage::OfferExpired => (TagKind::Plain, icon::CLOCK),
        Stage::NotSelected | Stage::Ineligible | Stage::Closed => (TagKind::Plain, icon::X),
    };
    view! { <Tag kind=kind icon=glyph label=stage_word(stage)/> }
}

/// The stage as a tag says it: `Not selected`.
pub fn stage_word(stage: Stage) -> String {
    text::capital(&match stage {
        Stage::Submitted => "waiting for an answer".to_owned(),
        Stage::OfferExpired => "offer ran out".to_owned(),
        other => text::stage_word(other.word()),
    })
}

/// `4 Jan to 29 Jan`.
pub fn span((start, end): (Day, Day)) -> String {
    format!("{} to {}", short_date(start), short_date(end))
}

/// `24 h`; the unit stays with its number where a line breaks.
pub fn hours(count: i32) -> String {
    format!("{count}\u{a0}h")
}

/// A number with its noun.
pub fn plural(count: i32, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// What is paid, what is held back, what arrives.
pub fn receipt(pay: &NetPay) -> impl IntoView + use<> {
    let mut rows = vec![ReceiptRow::new("Pay before tax", pay.gross.exact())];
    if pay.withheld.0 > 0 {
        rows.push(ReceiptRow::new("Social Security, Medicare", format!("−{}", pay.withheld.exact())));
    }
    rows.push(ReceiptRow::sum("Net to you", pay.net.exact()));
    view! { <Receipt rows=rows/> }
}

/// Skills of the student, those the project needs first and marked.
pub fn skills(view: &ApplicationView) -> impl IntoView + use<> {
    if view.skills.is_empty() {
        return view! { <p class="soft">"The profile names no skills yet."</p> }.into_any();
    }
    let wanted: Vec<String> = view.wanted.iter().map(|(name, _)| name.to_lowercase()).collect();
    let mut skills: Vec<(bool, String)> =
        view.skills.iter().map(|skill| (!wanted.contains(&skill.to_lowercase()), skill.clone())).collect();
    skills.sort_by_key(|(other, _)| *other);
    let chips = skills
        .into_iter()
        .map(|(other, skill)| {
            let label = if other { skill } else { format!("{skill}, wanted here") };
            view! { <Chip label=label on=false/> }
        })
        .collect_view();
    let said = view.skill_details.iter().filter(|skill| skill.level.is_some() || !skill.evidence.is_empty());
    let said = said
        .map(|skill| {
            let level = skill.level.map_or("", Level::label).to_owned();
            view! { <li><b>{skill.name.clone()}</b> " " {level} {evidence(&skill.evidence)}</li> }
        })
        .collect::<Vec<_>>();
    let said = (!said.is_empty())
        .then(|| view! { <More summary="How well, and what shows it"><ul class="rows">{said}</ul></More> });
    view! { <Chips>{chips}</Chips> {said} }.into_any()
}

/// A sentence, or a web address as a link.
fn evidence(text: &str) -> Option<AnyView> {
    let text = text.to_owned();
    match text.as_str() {
        "" => None,
        link if domain::fields::is_web_address(link) => Some(link_to(&text).into_any()),
        _ => Some(view! { <p class="meta">{text}</p> }.into_any()),
    }
}

/// A link a student wrote: it leads away and vouches for nothing.
fn link_to(address: &str) -> impl IntoView + use<> {
    view! { <p><a class="link" href=address.to_owned() rel="nofollow noopener noreferrer">{address.to_owned()}</a></p> }
}

/// Languages and links; nothing where there are none or names are hidden.
pub fn background(view: &ApplicationView) -> Option<impl IntoView + use<>> {
    if view.languages.is_empty() && view.links.is_empty() {
        return None;
    }
    let languages: Vec<String> =
        view.languages.iter().map(|one| format!("{} ({})", one.name, one.level.label().to_lowercase())).collect();
    let languages = (!languages.is_empty()).then(|| view! { <p>{languages.join(", ")}</p> });
    let links = view.links.iter().map(|link| link_to(link)).collect_view();
    Some(view! { <h3>"Languages and work samples"</h3> {languages} {links} })
}

/// How long something still stands: `39 hours`.
pub fn time_left(until: Instant, at: Instant) -> String {
    match (until.as_second() - at.as_second()).max(0) / 3600 {
        0 => "less than an hour".to_owned(),
        1 => "1 hour".to_owned(),
        hours => format!("{hours} hours"),
    }
}

/// An application that would no longer fit, in words: `Map three years of visits, an offer from Tideline Museum`.
pub fn days_of(clash: &Clash) -> String {
    let what = if clash.offered { "an offer from" } else { "your application to" };
    format!("{}, {what} {}", clash.title, clash.host)
}

/// An offer as its answers need it.
pub struct Offer {
    pub id: ApplicationId,
    pub title: String,
    pub host: String,
    pub hours_high: i32,
    pub net: Option<Cents>,
    pub clashes: Vec<Clash>,
}

/// Accepting, with what it means; what no longer fits is answered as well where the student says so.
pub fn accept_dialog(offer: &Offer, dialog: String) -> impl IntoView + use<> {
    let net = offer.net.map(|net| format!(" and {} net", net.exact())).unwrap_or_default();
    let words = format!(
        "{} for {}: at most {}{net}. Once you accept, neither of you can take it back here.",
        offer.title,
        offer.host,
        hours(offer.hours_high)
    );
    let clashing = (!offer.clashes.is_empty()).then(|| {
        let lines = offer.clashes.iter().map(|clash| view! { <li>{days_of(clash)}</li> }).collect_view();
        // What is let go of is what stands here, whatever else has come to clash by then.
        let shown: Vec<String> = offer.clashes.iter().map(|clash| clash.application.to_string()).collect();
        view! {
            <p>"With it, these no longer fit into a week:"</p>
            <ul class="rows">{lines}</ul>
            <Checkbox
                name="let_go" value=shown.join(" ") id=format!("let-go-{}", offer.id) label="Answer these as well"
                hint="Offers are declined and applications taken back. Without this they stay open."
            />
        }
    });
    let buttons = view! {
        <DialogButton closes=dialog.clone()>"Not yet"</DialogButton>
        <Button kind=ButtonKind::Primary icon=icon::CHECK name="answer" value="accept">"Yes, accept it"</Button>
    };
    let form = answer_form(offer.id, words, clashing.into_any(), buttons.into_any());
    view! { <Dialog id=dialog title="Accept this offer?">{form}</Dialog> }
}

/// Declining, with what it means.
pub fn decline_dialog(offer: &Offer, dialog: String) -> impl IntoView + use<> {
    let words = format!("{} may offer the seat to somebody else. You cannot change this answer later.", offer.host);
    let buttons = view! {
        <DialogButton closes=dialog.clone()>"Keep the offer"</DialogButton>
        <Button kind=ButtonKind::Sure name="answer" value="decline">"Yes, decline it"</Button>
    };
    let form = answer_form(offer.id, words, ().into_any(), buttons.into_any());
    view! { <Dialog id=dialog title="Decline this offer?">{form}</Dialog> }
}

/// What an answer means, and the buttons that give it or go back.
fn answer_form(id: ApplicationId, words: String, more: AnyView, buttons: AnyView) -> impl IntoView + use<> {
    view! {
        <form method="post" action=ANSWER class="stack">
            {hidden_key()}
            <input type="hidden" name="id" value=id.to_string()/>
            <p>{words}</p>
            {more}
            <DialogActions>{buttons}</DialogActions>
        </form>
    }
}

/// The pitch and the answers, each under its question. `level` of the headings is three.
pub fn answers(view: &ApplicationView) -> impl IntoView + use<> {
    let parts = view.answers.iter().map(|(question, answer)| one_answer(question, answer));
    view! { {pitch(view)} {parts.collect_view()} }
}

/// Why the student wants this project.
pub fn pitch(view: &ApplicationView) -> impl IntoView + use<> {
    one_answer("Why this project", &view.statement)
}

/// One answer under its question.
pub fn one_answer(question: &str, answer: &str) -> impl IntoView + use<> {
    let paragraphs = answer
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| view! { <p>{line.to_owned()}</p> })
        .collect_view();
    view! { <div class="sec answer"><h3>{question.to_owned()}</h3>{paragraphs}</div> }
}

/// The host's buttons for one application: shortlist, offer, more time, and a reason for a no. `next`
/// is the page that comes after.
pub fn decision(view: &ApplicationView, form: &FormState, next: &str) -> impl IntoView + use<> {
    let may = |command: Command| view.commands.contains(&command);
    let id = view.id;
    let seat = view.seats_left > 0;
    let offer = may(Command::Offer) && seat;
    let shortlist = may(Command::Shortlist);
    // The first thing to do with what was just read is the primary one.
    let primary = |is: bool| if is { ButtonKind::Primary } else { ButtonKind::Plain };
    let shortlist_button = shortlist.then(|| {
        view! { <Button kind=ButtonKind::Primary name="order" value="shortlist" icon=icon::LIST_CHECKS>"Shortlist"</Button> }
    });
    let offer_button = offer.then(|| {
        view! { <Button kind=primary(!shortlist) name="order" value="offer" icon=icon::SEND>"Offer a seat"</Button> }
    });
    let extend_button = (may(Command::ExtendOffer) && !view.extended).then(|| {
        view! { <Button kind=ButtonKind::Primary name="order" value="extend" icon=icon::CLOCK>"Give more time, once"</Button> }
    });
    let waits = matches!(view.stage, Stage::Submitted | Stage::Shortlisted | Stage::Interview);
    let runner_up = (may(Command::Offer) && waits).then(|| match view.runner_up {
        Some(place) => view! {
            <Button name="order" value="no_runner_up">"No longer a runner-up"</Button>
            <p class="meta">{format!("Runner-up {place}. If an offer is declined or runs out, the seat is offered by itself, in this order.")}</p>
        }
        .into_any(),
        None => view! { <Button name="order" value="runner_up">"Make a runner-up"</Button> }.into_any(),
    });
    let full = (may(Command::Offer) && !seat)
        .then(|| view! { <p class="meta">"Every seat has an offer. Wait for the answers before you offer again."</p> });
    let named =
        (shortlist && view.hidden).then(|| view! { <p class="meta">"Name and school appear when you shortlist."</p> });
    let unsure = view.to_confirm.as_ref().map(|(by, _)| {
        let words = format!(
            "This student has until {} to confirm the changed terms. You can offer a seat after that.",
            domain::time::long_date(*by)
        );
        view! { <p class="meta">{words}</p> }
    });
    let any = shortlist || offer || extend_button.is_some() || runner_up.is_some();
    let summary = form.summary().into_iter().map(|(field, message)| {
        let field = if field == "reason" { field } else { String::new() };
        (field, message)
    });
    view! {
        <ErrorSummary items=summary.collect()/>
        {any.then(|| view! {
            <form method="post" action=DECIDE>
                {hidden_key()} {hidden(id, next)}
                <div class="decide">{shortlist_button} {offer_button} {extend_button} {runner_up} {named}</div>
            </form>
        })}
        {full} {unsure}
        {may(Command::NotSelect).then(|| refusal(view, form, next))}
    }
}

fn hidden(id: ApplicationId, next: &str) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="id" value=id.to_string()/>
        <input type="hidden" name="next" value=next.to_owned()/>
    }
}

fn refusal(view: &ApplicationView, form: &FormState, next: &str) -> impl IntoView + use<> {
    let (id, prepared) = (view.id, routes::decline_picked(view.project, &[view.id]));
    let (value, error) = (form.value("reason", KIND_REASON), form.error("reason"));
    let open = error.is_some();
    let hidden = hidden(id, next);
    view! {
        <More summary="Not this time: answer with a reason" open=open>
            <p><a class="link" href=prepared>"Start from a prepared reason"</a></p>
            <form method="post" action=DECIDE class="stack">
                {hidden_key()} {hidden}
                <TextArea
                    name="reason" label="Reason" value=value error=error rows=5 maxlength=2000 counter=true
                    hint="The student reads these words. Name one thing that was good and one that would help next time."
                />
                <Button kind=ButtonKind::Plain name="order" value="not_select">"Send this answer"</Button>
            </form>
        </More>
    }
}
