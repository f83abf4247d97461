//! Facts as pairs of names and texts: how they travel to the browser, which reads pairs already.

use super::super::state::State;
use super::{ComingFloor, Facts};
use crate::money::Cents;
use crate::time::{Day, iso, parse_day};

impl Facts {
    /// Everything known, by name; what is not known is left out.
    #[must_use]
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = vec![("today".to_owned(), iso(self.today))];
        let mut put = |name: &str, value: Option<String>| pairs.extend(value.map(|value| (name.to_owned(), value)));
        let yes = |is: bool| is.then(|| "yes".to_owned());
        put("nonprofit", yes(self.nonprofit));
        put("worksheet", yes(self.worksheet));
        put("hours_waiver", yes(self.hours_waiver));
        put("local_floor", self.local_floor.map(|floor| floor.0.to_string()));
        for (state, floor) in &self.state_floors {
            put("state_floor", Some(format!("{} {}", state.code(), floor.0)));
        }
        for (state, place, floor) in &self.place_floors {
            put("place_floor", Some(format!("{} {} {place}", state.code(), floor.0)));
        }
        for one in &self.coming_floors {
            let state = one.state.map_or("-", State::code);
            put("coming_floor", Some(format!("{} {state} {} {}", iso(one.from), one.floor.0, one.place)));
        }
        put("fund_balance", self.fund_balance.map(|balance| balance.0.to_string()));
        put("fund", (!self.fund.is_empty()).then(|| self.fund.clone()));
        for (first, last) in &self.fund_days {
            put("fund_days", Some(format!("{} {}", iso(*first), iso(*last))));
        }
        for only in &self.fund_for {
            put("fund_for", Some(only.clone()));
        }
        put("fund_citizens_only", yes(self.fund_citizens_only));
        put("site", self.site.clone());
        put("odd_address", yes(self.odd_address));
        for (first, last) in &self.exams {
            put("exams", Some(format!("{} {}", iso(*first), iso(*last))));
        }
        for day in &self.calendar.holidays {
            put("holiday", Some(iso(*day)));
        }
        for text in &self.live_projects {
            put("live_project", Some(text.clone()));
        }
        pairs
    }

    /// The facts that [`Facts::pairs`] came from; nothing without the day.
    #[must_use]
    pub fn from_pairs(pairs: &[(String, String)]) -> Option<Self> {
        let mut facts = Self::default();
        let mut today = None;
        let cents = |text: &str| text.parse().ok().map(Cents);
        for (name, value) in pairs {
            match name.as_str() {
                "today" => today = parse_day(value),
                "nonprofit" => facts.nonprofit = true,
                "worksheet" => facts.worksheet = true,
                "hours_waiver" => facts.hours_waiver = true,
                "local_floor" => facts.local_floor = cents(value),
                "state_floor" => facts.state_floors.extend(state_floor(value)),
                "place_floor" => facts.place_floors.extend(place_floor(value)),
                "coming_floor" => facts.coming_floors.extend(coming_floor(value)),
                "fund_balance" => facts.fund_balance = cents(value),
                "fund" => facts.fund.clone_from(value),
                "fund_days" => facts.fund_days.extend(span(value)),
                "fund_for" => facts.fund_for.push(value.clone()),
                "fund_citizens_only" => facts.fund_citizens_only = true,
                "site" => facts.site = Some(value.clone()),
                "odd_address" => facts.odd_address = true,
                "exams" => facts.exams.extend(span(value)),
                "holiday" => facts.calendar.holidays.extend(parse_day(value)),
                "live_project" => facts.live_projects.push(value.clone()),
                _ => {}
            }
        }
        facts.today = today?;
        Some(facts)
    }
}

fn state_floor(text: &str) -> Option<(State, Cents)> {
    let (state, floor) = text.split_once(' ')?;
    Some((State::from_code(state)?, Cents(floor.parse().ok()?)))
}

fn place_floor(text: &str) -> Option<(State, String, Cents)> {
    let (state, rest) = text.split_once(' ')?;
    let (floor, place) = rest.split_once(' ')?;
    Some((State::from_code(state)?, place.to_owned(), Cents(floor.parse().ok()?)))
}

fn coming_floor(text: &str) -> Option<ComingFloor> {
    let (from, rest) = text.split_once(' ')?;
    let (state, rest) = rest.split_once(' ')?;
    let (floor, place) = rest.split_once(' ')?;
    // A dash is no state's code: the program's own floor.
    Some(ComingFloor {
        from: parse_day(from)?,
        state: State::from_code(state),
        place: place.to_owned(),
        floor: Cents(floor.parse().ok()?),
    })
}

fn span(text: &str) -> Option<(Day, Day)> {
    let (first, last) = text.split_once(' ')?;
    Some((parse_day(first)?, parse_day(last)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Calendar;
    use jiff::civil::date;

    #[test]
    fn facts_survive_their_way_to_the_browser() {
        let known = Facts {
            nonprofit: true,
            hours_waiver: true,
            local_floor: Some(Cents(1_650)),
            state_floors: ["NY", "WA"]
                .into_iter()
                .filter_map(State::from_code)
                .map(|state| (state, Cents(1_700)))
                .collect(),
            place_floors: State::from_code("NY")
                .map(|state| (state, "New York City".into(), Cents(1_900)))
                .into_iter()
                .collect(),
            coming_floors: [None, State::from_code("NY")]
                .into_iter()
                .map(|state| ComingFloor {
                    from: date(2027, 1, 1),
                    state,
                    place: if state.is_some() { "New York City".into() } else { String::new() },
                    floor: Cents(2_000),
                })
                .collect(),
            exams: vec![(date(2026, 12, 14), date(2026, 12, 18)), (date(2027, 5, 10), date(2027, 5, 14))],
            calendar: Calendar { holidays: vec![date(2026, 11, 26), date(2026, 11, 27)] },
            site: Some(String::new()),
            odd_address: true,
            fund: "Career fund".into(),
            fund_balance: Some(Cents(-5)),
            fund_days: vec![(date(2026, 9, 1), date(2027, 5, 31))],
            fund_for: vec!["Economics".into()],
            fund_citizens_only: true,
            live_projects: vec!["map grants".into(), "plan\nan event".into()],
            ..Facts::new(date(2026, 9, 1), false)
        };
        for facts in [known, Facts::new(date(2026, 9, 1), false)] {
            assert_eq!(Facts::from_pairs(&facts.pairs()), Some(facts));
        }
        assert_eq!(Facts::from_pairs(&[]), None);
    }
}
