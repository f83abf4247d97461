//! `/account/reminders`: how one is reminded of what is due.

use backend::agenda::RemindersView;
use domain::agenda::Pace;
use domain::machine::Word as _;
use leptos::prelude::*;

use crate::layout::{Frame, Kept, Page, hidden_key, page};
use crate::ui::{BackLink, Button, ButtonKind, Choice, ErrorSummary, Field, FormState, RadioCards, Select};

const ACTION: &str = "/api/agenda/save-reminders";

#[component]
pub(super) fn RemindersPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let person = request.person()?.clone();
        let view = backend::agenda::reminders_page(&cx).await?;
        let body = view! {
            <div class="stack loose">
                <BackLink href="/account" words="Your account"/>
                <header class="stack tight">
                    <h1>"How you are reminded"</h1>
                    <p class="lede">
                        "What is due from you is brought to mind by email 7, 3 and 1 days before, weekly things one day before. Offers, decisions, agreements and pay are always sent."
                    </p>
                </header>
                {form(view, &request.form_for(ACTION))}
            </div>
        };
        Ok(Page::new("How you are reminded", Frame::of(&person, "/student/profile", "/account", "/account"), body))
    })
}

/// `21:00`, as an input of a time wants it.
fn clock(minute: i16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A pace in words, and what it means.
const fn words(pace: Pace) -> (&'static str, &'static str) {
    match pace {
        Pace::AtOnce => ("Each by itself", "One letter for each thing that comes near, in the morning."),
        Pace::Daily => {
            ("Once a day", "One letter in the morning with all that comes near; none when there is nothing.")
        }
        Pace::Weekly => ("Once a week", "One letter on Mondays with what is due that week."),
        Pace::Never => ("Not by email", "You see what is due on your home and in your calendar."),
    }
}

fn paces() -> Vec<Choice> {
    let choice = |pace: &Pace| {
        let (label, hint) = words(*pace);
        Choice::new(pace.word(), label).hint(hint)
    };
    Pace::ALL.iter().map(choice).collect()
}

fn form(view: RemindersView, form: &FormState) -> impl IntoView + use<> {
    let RemindersView { reminders, version, zones, program_zone } = view;
    let quiet = |minute: Option<i16>| minute.map(clock).unwrap_or_default();
    let (from, until) = (quiet(reminders.quiet.map(|q| q.from)), quiet(reminders.quiet.map(|q| q.until)));
    let zones = zones.into_iter().map(|zone| Choice::new(zone.clone(), zone.replace('_', " "))).collect();
    let own = format!("The program’s: {}", program_zone.replace('_', " "));
    let zone = reminders.zone.as_deref().unwrap_or_default();
    let zone_words = if zone.is_empty() { own.clone() } else { zone.replace('_', " ") };
    let kept = Kept::beside(form)
        .answer("Reminders by email", &[("pace", reminders.pace.word())], words(reminders.pace).0)
        .answer("Quiet from", &[("quiet_from", &from)], &from)
        .answer("Quiet until", &[("quiet_until", &until)], &until)
        .answer("Your time zone", &[("zone", zone)], &zone_words)
        .banner(version);
    view! {
        <form method="post" action=ACTION class="stack">
            <ErrorSummary items=form.summary()/> {kept}
            {hidden_key()}
            <input type="hidden" name="version" value=version.to_string()/>
            <RadioCards name="pace" legend="Reminders by email" choices=paces() required=true
                value=form.value("pace", reminders.pace.word()) error=form.error("pace")/>
            <Field name="quiet_from" label="Quiet from" input_type="time" width="w-m" optional=true
                hint="No reminder leaves in these hours. Leave both empty for none."
                value=form.value("quiet_from", &from) error=form.error("quiet_from")/>
            <Field name="quiet_until" label="Quiet until" input_type="time" width="w-m" optional=true
                value=form.value("quiet_until", &until) error=form.error("quiet_until")/>
            <Select name="zone" label="Your time zone" choices=zones empty=own
                value=form.value("zone", zone) error=form.error("zone")/>
            <p><Button kind=ButtonKind::Primary>"Save"</Button></p>
        </form>
    }
}
