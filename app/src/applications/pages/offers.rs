//! Offers side by side: what each pays, asks and clashes with, until when it stands, and the answer to it.

use backend::applications::{OfferView, OffersView};
use backend::programs::Program;
use domain::time::Instant;
use leptos::prelude::*;

use super::parts::{ANSWER, Offer, accept_dialog, days_of, decline_dialog, hours, span, time_left};
use crate::layout::{Frame, Page, page};
use crate::routes;
use crate::ui::{BackLink, ButtonKind, DialogButton, EmptyState, ErrorSummary, LinkButton, icon};

/// `/student/offers`.
#[component]
pub fn OffersPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let view = backend::applications::offers_page(&cx).await?;
        let form = request.form_for(ANSWER);
        let title = match view.offers.len() {
            0 => "No offer waits for you".to_owned(),
            1 => "One offer waits for you".to_owned(),
            count => format!("{count} offers wait for you"),
        };
        let list = if view.offers.is_empty() {
            view! {
                <EmptyState title="Offers stand side by side here" text="When a host offers you a seat you get an email, and see here what it pays and what it clashes with.">
                    <LinkButton href="/student/applications" kind=ButtonKind::Primary>"Your applications"</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            let dialogs = view.offers.iter().map(dialogs).collect_view();
            view! { {table(&view, cx.program(), cx.at())} {dialogs} }.into_any()
        };
        let body = view! {
            <BackLink href="/student/applications" words="Your applications"/>
            <header class="stack tight">
                <p class="eyebrow">"Your offers"</p>
                <h1>{title.clone()}</h1>
                <p class="lede">"You can accept more than one as long as no week gets too full. What you decline goes to somebody else."</p>
            </header>
            <ErrorSummary items=form.summary()/>
            {list}
        };
        Ok(Page::new(title, Frame::Student("/student"), body))
    })
}

/// One line of the comparison: its name, and what it says of an offer.
type Line<'l> = (&'static str, Box<dyn Fn(&OfferView) -> String + 'l>);

fn lines<'l>(view: &'l OffersView, program: &'l Program, at: Instant) -> Vec<Line<'l>> {
    let most = program.policy.weekly_hours;
    let amount =
        |cents: Option<domain::money::Cents>| cents.map_or_else(|| "Not said".to_owned(), domain::money::Cents::exact);
    vec![
        ("Net pay", Box::new(move |offer| amount(offer.pay.map(|pay| pay.net)))),
        ("Net an hour", Box::new(move |offer| amount(offer.pay.and_then(|pay| pay.per_hour)))),
        ("Hours in all", Box::new(|offer| format!("{} to {}", offer.hours.0, hours(offer.hours.1)))),
        ("Hours a week", Box::new(|offer| hours(offer.weekly_hours))),
        ("Dates", Box::new(|offer| offer.dates.map_or_else(|| "Not said".to_owned(), span))),
        ("Place", Box::new(|offer| offer.place.clone())),
        ("Your free hours", Box::new(|offer| free(view, offer))),
        ("Exams", Box::new(exams)),
        ("Other work", Box::new(beside)),
        (
            "Your busiest week with it",
            Box::new(move |offer| {
                let full = offer.busiest_week.0 > most * 60;
                let end =
                    if full { format!(": too full, the most is {most} h") } else { format!(" of at most {most} h") };
                format!("{}{end}", offer.busiest_week)
            }),
        ),
        ("No longer fits beside it", Box::new(clashes)),
        (
            "Answer by",
            Box::new(move |offer| {
                offer.until.map_or_else(String::new, |until| {
                    format!("{}, {} from now", program.long(until), time_left(until, at))
                })
            }),
        ),
    ]
}

fn free(view: &OffersView, offer: &OfferView) -> String {
    if offer.weekly_hours > view.free_hours {
        return format!("It takes {} h a week, you give up to {}", offer.weekly_hours, view.free_hours);
    }
    match (&offer.days, view.knows_week) {
        (Some(days), true) => format!("Fits {}", domain::people::day_words(days)),
        (None, true) => "The free parts of your week do not hold it".to_owned(),
        (_, false) => format!("Within the {} h you give; your profile does not say when", view.free_hours),
    }
}

fn exams(offer: &OfferView) -> String {
    if offer.exams.is_empty() {
        return "None in these weeks".to_owned();
    }
    let all: Vec<String> =
        offer.exams.iter().map(|(name, from, to)| format!("{name}, {}", span((*from, *to)))).collect();
    all.join("; ")
}

fn beside(offer: &OfferView) -> String {
    if offer.beside.is_empty() {
        return "None in these weeks".to_owned();
    }
    let all: Vec<String> = offer
        .beside
        .iter()
        .map(|work| format!("{}, {} h a week, {}", work.title, work.weekly_hours, span(work.dates)))
        .collect();
    all.join("; ")
}

fn clashes(offer: &OfferView) -> String {
    if offer.clashes.is_empty() {
        return "Everything else still fits".to_owned();
    }
    let all: Vec<String> = offer.clashes.iter().map(days_of).collect();
    all.join("; ")
}

fn table(view: &OffersView, program: &Program, at: Instant) -> impl IntoView + use<> {
    let heads = view
        .offers
        .iter()
        .map(|offer| {
            view! {
                <th scope="col">
                    <a class="name" href=routes::application(offer.id)>{offer.title.clone()}</a>
                    <br/>
                    <span class="meta">{offer.host.clone()}</span>
                </th>
            }
        })
        .collect_view();
    let rows = lines(view, program, at)
        .into_iter()
        .map(|(name, words)| {
            let cells = view
                .offers
                .iter()
                .map(|offer| view! { <td data-label=offer.host.clone()>{words(offer)}</td> })
                .collect_view();
            view! { <tr><th scope="row">{name}</th>{cells}</tr> }
        })
        .collect_view();
    let answers = view
        .offers
        .iter()
        .map(|offer| {
            let of = format!(" the offer from {}", offer.host);
            let (this, that) = (of.clone(), of);
            view! {
                <td data-label=offer.host.clone()>
                    <span class="row">
                        <DialogButton kind=ButtonKind::Primary icon=icon::CHECK opens=format!("accept-{}", offer.id)>"Accept" <span class="vh">{this}</span></DialogButton>
                        <DialogButton opens=format!("decline-{}", offer.id)>"Decline" <span class="vh">{that}</span></DialogButton>
                    </span>
                </td>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap">
            <table class="data">
                <caption class="vh">"Your offers side by side"</caption>
                <thead><tr><th scope="col">"Compare"</th>{heads}</tr></thead>
                <tbody>{rows} <tr><th scope="row">"Your answer"</th>{answers}</tr></tbody>
            </table>
        </div>
    }
}

fn dialogs(offer: &OfferView) -> impl IntoView + use<> {
    let offer = Offer {
        id: offer.id,
        title: offer.title.clone(),
        host: offer.host.clone(),
        hours_high: offer.hours.1,
        net: offer.pay.map(|pay| pay.net),
        clashes: offer.clashes.clone(),
    };
    let (accept, decline) = (format!("accept-{}", offer.id), format!("decline-{}", offer.id));
    view! { {accept_dialog(&offer, accept)} {decline_dialog(&offer, decline)} }
}
