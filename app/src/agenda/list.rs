//! The timeline as lists.

use backend::agenda::CalendarView;
use domain::agenda::{Item, by_week, days_left_words, owner_words};
use domain::time::{Day, iso};
use leptos::prelude::*;

use crate::ui::{Tag, TagKind, icon};

/// Things a home names before it sends its reader to the calendar.
const NEAREST: usize = 4;

/// The whole timeline, a section for each week.
pub(super) fn weeks(view: &CalendarView) -> impl IntoView + use<> {
    by_week(&view.items, view.today)
        .into_iter()
        .enumerate()
        .map(|(number, (group, items))| {
            let heading = format!("part-{number}");
            let labelled = heading.clone();
            let lines = items.into_iter().map(|item| line(item, view)).collect_view();
            view! {
                <section class="sec" aria-labelledby=labelled>
                    <h2 id=heading>{group.words()}</h2>
                    <ul class="rows">{lines}</ul>
                </section>
            }
        })
        .collect_view()
}

fn line(item: &Item, view: &CalendarView) -> impl IntoView + use<> {
    let mut when = days_left_words(item.day, view.today);
    if let Some(at) = item.at {
        when.push_str(&format!(", {}", view.clock_of(at)));
    }
    let late = (item.day < view.today && item.owner.is_you())
        .then(|| view! { <Tag kind=TagKind::Wait icon=icon::CLOCK label="Late"/> });
    let who = format!("Whose turn: {}", owner_words(item.owner, &item.with));
    let about = [item.about.as_str(), &item.with].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>();
    view! {
        <li>
            <div class="row between base"><a class="name" href=item.place.path()>{item.title.clone()}</a> {late}</div>
            <p><time datetime=iso(item.day)>{when}</time></p>
            <p class="meta">{about.join(", ")}</p>
            <p class="meta">{who}</p>
        </li>
    }
}

/// What comes near and is not named on the page already (`named` holds the links it names), with the way to the
/// calendar: a section for the homes.
pub(crate) fn coming_up(items: &[Item], today: Day, named: &[String], calendar: &'static str) -> impl IntoView + use<> {
    let near = items.iter().filter(|item| !named.contains(&item.place.path())).take(NEAREST);
    let lines = near
        .map(|item| {
            let when = format!("{}, {}", days_left_words(item.day, today), item.about);
            view! {
                <li>
                    <a class="name" href=item.place.path()>{item.title.clone()}</a>
                    <br/>
                    <span class="meta">{when}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let list = if lines.is_empty() {
        view! { <p class="soft">"Nothing else is due from you within a week."</p> }.into_any()
    } else {
        view! { <ul class="rows">{lines}</ul> }.into_any()
    };
    view! {
        <section class="sec" aria-labelledby="coming">
            <div class="row between base">
                <h2 id="coming">"Coming up"</h2>
                <a class="link" href=calendar>"Your calendar"</a>
            </div>
            {list}
        </section>
    }
}
