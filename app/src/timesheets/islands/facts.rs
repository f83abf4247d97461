//! What the rules must know, from the attributes the server wrote (`kept_parts.rs`) and from this device's clock.

use domain::time::{Day, Minutes, long_date, parse_day};
use domain::timesheets::{EntryFacts, Span};
use js_sys::Date;
use leptos::prelude::document;
use wasm_bindgen::prelude::*;

use super::page;

/// Facts of the week on the page.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    /// Whose page it is.
    pub person: String,
    /// Which engagement.
    pub engagement: String,
    /// Its project.
    pub project: String,
    zone: String,
    start: Day,
    end: Day,
    /// The day it was when the server drew the page.
    drawn: Day,
    open: bool,
}

impl Facts {
    /// The facts of this page; nothing on a page of somebody else's week.
    pub(super) fn read() -> Option<Self> {
        let element = page::by_id("week-facts")?;
        let of = |name: &str| element.get_attribute(name).unwrap_or_default();
        Some(Self {
            person: of("data-person"),
            engagement: of("data-engagement"),
            project: of("data-project"),
            zone: of("data-zone"),
            start: parse_day(&of("data-start"))?,
            end: parse_day(&of("data-end"))?,
            drawn: parse_day(&of("data-today"))?,
            open: element.has_attribute("data-open"),
        })
    }

    /// The day an instant falls on in the program's zone, by this device.
    pub(super) fn day_of(&self, milliseconds: f64) -> Option<Day> {
        let zone = js_sys::Object::new();
        let _ = js_sys::Reflect::set(&zone, &"timeZone".into(), &self.zone.as_str().into());
        // Swedish writes a day as 2026-12-03.
        let text = Date::new(&JsValue::from_f64(milliseconds)).to_locale_date_string("sv-SE", &zone);
        parse_day(&text.as_string()?)
    }

    /// Today. The page may be days old, and the device's clock may be behind: the later of the two.
    pub(super) fn today(&self) -> Day {
        self.day_of(Date::now()).map_or(self.drawn, |day| day.max(self.drawn))
    }

    /// What the rules must know of a day, from what the page shows of it, without the entry `but`.
    pub(super) fn of(&self, day: Day, but: &str) -> EntryFacts {
        let mut facts = EntryFacts {
            today: self.today(),
            start: self.start,
            end: self.end,
            logged_that_day: Minutes(0),
            taken: Vec::new(),
            week_is_editable: self.open,
        };
        let number = |entry: &web_sys::Element, name: &str| entry.get_attribute(name)?.parse::<i32>().ok();
        for entry in page::all(&["[data-day='", &domain::time::iso(day), "'] [data-minutes]"].concat()) {
            let own = entry.get_attribute("data-entry").is_some_and(|id| id == but);
            let Some(minutes) = number(&entry, "data-minutes").filter(|_| !own) else { continue };
            facts.logged_that_day = Minutes(facts.logged_that_day.0.saturating_add(minutes));
            facts.taken.push(Span { minutes: Minutes(minutes), starts: number(&entry, "data-starts") });
        }
        facts
    }

    /// Shows the rows of days that have begun since the page was drawn, and offers them in the list of days.
    pub(super) fn show_days_that_began(&self) {
        let today = self.today();
        for row in page::all("li[data-day][hidden]") {
            let day = row.get_attribute("data-day").and_then(|day| parse_day(&day));
            let Some(day) = day.filter(|day| *day <= today) else { continue };
            page::show(&row, true);
            let (Some(list), Ok(option)) = (page::by_id("day"), document().create_element("option")) else { continue };
            let _ = option.set_attribute("value", &domain::time::iso(day));
            option.set_text_content(Some(&long_date(day)));
            let _ = list.insert_adjacent_element("afterbegin", &option);
        }
    }
}
