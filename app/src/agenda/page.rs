//! `/student/calendar` and `/host/calendar`: the same list, for either side.

use backend::agenda::CalendarView;
use domain::agenda::Item;
use domain::dashboards::in_words;
use domain::reviews::Side;
use domain::time::{Day, Week};
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use super::address::{Fresh, made_on, section};
use super::list::weeks;
use super::reminders_page::RemindersPage;
use crate::layout::{Frame, Page, page};
use crate::ui::{ButtonKind, EmptyState, FormError, LinkButton, icon};

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/student/calendar") view=StudentCalendarPage ssr=SsrMode::Async/>
        <Route path=path!("/host/calendar") view=HostCalendarPage ssr=SsrMode::Async/>
        <Route path=path!("/account/reminders") view=RemindersPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

#[component]
fn StudentCalendarPage() -> impl IntoView {
    calendar(Side::Student)
}

#[component]
fn HostCalendarPage() -> impl IntoView {
    calendar(Side::Host)
}

fn calendar(side: Side) -> impl IntoView {
    page(move |request| async move {
        let fresh = Fresh::take();
        let cx = crate::caller::cx().await?;
        let view = backend::agenda::calendar_page(&cx, side).await?;
        let title = headline(&view.items, view.today);
        let on = made_on(cx.program(), view.feed);
        let address = section(&cx.backend().site, side, view.feed, &on, fresh);
        let list = if view.items.is_empty() { empty(side).into_any() } else { weeks(&view).into_any() };
        let body = view! {
            <header class="stack tight"><h1>{title.clone()}</h1> <p class="lede">{lede(&view)}</p></header>
            <FormError message=request.form.whole()/>
            {list}
            <section class="sec stack screen-only" aria-labelledby="reminders">
                <h2 id="reminders">"Reminders"</h2>
                <p>"What is due from you is brought to mind by email 7, 3 and 1 days before."</p>
                <p><LinkButton href="/account/reminders" icon=icon::BELL>"How you are reminded"</LinkButton></p>
            </section>
            {address}
        };
        let frame = match side {
            Side::Student => Frame::Student("/student"),
            Side::Host => Frame::Host("/host/calendar"),
        };
        Ok(Page::new(title, frame, body))
    })
}

/// What is the case this week, for the person who looks.
fn headline(items: &[Item], today: Day) -> String {
    let sunday = Week::of(today).sunday();
    match items.iter().filter(|item| item.owner.is_you() && item.day <= sunday).count() {
        0 => "Nothing is due from you this week".to_owned(),
        1 => "One thing is due from you this week".to_owned(),
        count => format!("{} things are due from you this week", in_words(count)),
    }
}

fn lede(view: &CalendarView) -> String {
    let zone = view.zone_name().replace('_', " ");
    format!("Everything that has a day, for you and for those you wait for. Times of the day are those of {zone}.")
}

fn empty(side: Side) -> impl IntoView {
    match side {
        Side::Student => view! {
            <EmptyState title="No day is set yet" text="When you apply, the promised day of the answer appears here; when you work, everything you hand in.">
                <LinkButton href="/projects" kind=ButtonKind::Primary>"Find a project"</LinkButton>
            </EmptyState>
        },
        Side::Host => view! {
            <EmptyState title="No day is set yet" text="When students apply, the day you promised them an answer appears here; when they work, what you approve and until when.">
                <LinkButton href="/host" kind=ButtonKind::Primary>"Back to your home"</LinkButton>
            </EmptyState>
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes;
    use domain::agenda::Place;

    #[test]
    fn links_of_the_timeline_are_those_of_the_routes() {
        let id = "01920000-0000-7000-8000-000000000000";
        let (engagement, milestone, project) =
            (id.parse().expect("an id"), id.parse().expect("an id"), id.parse().expect("an id"));
        let application = id.parse().expect("an id");
        let week = Week::of(Day::constant(2026, 12, 9));
        for (place, path) in [
            (Place::Application(application), routes::application(application)),
            (Place::Engagement(engagement), routes::engagement(engagement)),
            (Place::Room(engagement, "review"), routes::engagement_room(engagement, "review")),
            (Place::Time(engagement, week), routes::week(engagement, week)),
            (Place::Milestone(engagement, milestone), routes::milestone(engagement, milestone)),
            (Place::Applicants(project), routes::applicants(project)),
        ] {
            assert_eq!(place.path(), path);
        }
        assert!(routes::page_of(&Place::Pay.path()).is_some());
    }

    #[test]
    fn an_empty_week_says_so() {
        assert_eq!(headline(&[], Day::constant(2026, 12, 9)), "Nothing is due from you this week");
    }
}
