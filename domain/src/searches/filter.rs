//! What somebody looks for, and how an address says it.

use crate::machine::Word as _;
use crate::money::Cents;
use crate::projects::Place;
use crate::time::{Day, iso, parse_day, short_date};

/// Longest search text and longest name in a filter, in characters; most skills.
const LONGEST_TEXT: usize = 200;
const LONGEST_NAME: usize = 60;
const MOST_SKILLS: usize = 10;

/// The order of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sort {
    /// Published last comes first.
    #[default]
    Newest,
    /// Most net pay an hour first.
    Pay,
    /// Soonest last day first.
    ApplyBy,
    /// What fits the student who asks first; newest first for everybody else.
    Match,
}

impl Sort {
    /// As the address says it; empty for the order nobody asked for.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Newest => "",
            Self::Pay => "pay",
            Self::ApplyBy => "apply_by",
            Self::Match => "match",
        }
    }

    /// From how the address says it; what it does not know is the newest first.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        [Self::Pay, Self::ApplyBy, Self::Match].into_iter().find(|sort| sort.word() == word).unwrap_or_default()
    }
}

/// What somebody looks for. Empty parts filter nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Words of title, skills, category, problem, deliverables or host.
    pub q: String,
    /// The words are meant as they were typed: none is put right.
    pub exact: bool,
    /// Each of these skills, by its name.
    pub skills: Vec<String>,
    /// Where.
    pub place: Option<Place>,
    /// At least this much net an hour.
    pub min_pay_per_hour: Option<Cents>,
    /// At most this many hours, by the highest estimate.
    pub max_hours: Option<i32>,
    /// At most this many hours in one week.
    pub max_week: Option<i32>,
    /// Begins on this day or after it.
    pub from: Option<Day>,
    /// Is over on this day or before it.
    pub until: Option<Day>,
    /// Category as in the catalogue.
    pub category: String,
    /// Part of a course, or done for credit.
    pub credit: bool,
    /// Open to the students of this campus: by its name, or because it is open to all.
    pub campus: String,
    /// The order.
    pub sort: Sort,
    /// Where the page begins.
    pub after: String,
}

/// One part of a filter that is on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Its words.
    Words(String),
    /// One of its skills.
    Skill(String),
    /// Its place.
    Place(Place),
    /// The least pay.
    Pay(Cents),
    /// The most hours in all.
    Hours(i32),
    /// The most hours in one week.
    Week(i32),
    /// The earliest first day.
    From(Day),
    /// The latest last day.
    Until(Day),
    /// Its category.
    Category(String),
    /// For credit.
    Credit,
    /// Its campus.
    Campus(String),
}

impl Part {
    /// As a chip says it: `Up to 20 h`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Words(q) => format!("“{q}”"),
            Self::Skill(name) | Self::Category(name) => name.clone(),
            Self::Place(place) => place.label().to_owned(),
            Self::Pay(pay) => format!("{pay} or more an hour"),
            Self::Hours(hours) => format!("Up to {hours} h"),
            Self::Week(hours) => format!("Up to {hours} h a week"),
            Self::From(day) => format!("From {}", short_date(*day)),
            Self::Until(day) => format!("Over by {}", short_date(*day)),
            Self::Credit => "For credit".to_owned(),
            Self::Campus(name) => format!("Campus: {name}"),
        }
    }
}

impl Filter {
    /// Reads the pairs of an address. What cannot be read, and what nobody knows, filters nothing.
    pub fn from_pairs<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() || value.contains('\0') {
                continue;
            }
            match name {
                "q" => filter.q = cut(value, LONGEST_TEXT),
                "exact" => filter.exact = true,
                "skill" if filter.skills.len() < MOST_SKILLS => {
                    let skill = cut(value, LONGEST_NAME);
                    if !filter.skills.contains(&skill) {
                        filter.skills.push(skill);
                    }
                }
                "place" => filter.place = Place::from_word(value),
                "pay" => filter.min_pay_per_hour = Cents::parse(value).ok(),
                "hours" => filter.max_hours = whole_hours(value),
                "week" => filter.max_week = whole_hours(value),
                "from" => filter.from = parse_day(value),
                "until" => filter.until = parse_day(value),
                "category" => filter.category = cut(value, LONGEST_NAME),
                "credit" => filter.credit = true,
                "campus" => filter.campus = cut(value, LONGEST_NAME),
                "sort" => filter.sort = Sort::from_word(value),
                "after" => filter.after = value.to_owned(),
                _ => {}
            }
        }
        filter
    }

    /// The pairs of its address, without the page it begins with. [`Filter::from_pairs`] reads them back.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut put = |name: &'static str, value: String| {
            if !value.is_empty() {
                pairs.push((name, value));
            }
        };
        let hours = |hours: Option<i32>| hours.map(|hours| hours.to_string()).unwrap_or_default();
        let day = |day: Option<Day>| day.map(iso).unwrap_or_default();
        let yes = |on: bool| if on { "yes".to_owned() } else { String::new() };
        put("q", self.q.clone());
        put("exact", yes(self.exact && !self.q.is_empty()));
        for skill in &self.skills {
            put("skill", skill.clone());
        }
        put("place", self.place.map_or("", |place| place.word()).to_owned());
        put("pay", self.min_pay_per_hour.map(Cents::plain).unwrap_or_default());
        put("hours", hours(self.max_hours));
        put("week", hours(self.max_week));
        put("from", day(self.from));
        put("until", day(self.until));
        put("category", self.category.clone());
        put("credit", yes(self.credit));
        put("campus", self.campus.clone());
        put("sort", self.sort.word().to_owned());
        pairs
    }

    /// The address of the list, from its first page or from `after`.
    #[must_use]
    pub fn address(&self, after: &str) -> String {
        let mut address = "/projects".to_owned();
        let after = (!after.is_empty()).then(|| ("after", after.to_owned()));
        for (at, (name, value)) in self.pairs().into_iter().chain(after).enumerate() {
            address.push(if at == 0 { '?' } else { '&' });
            address.push_str(name);
            address.push('=');
            address.push_str(&encoded(&value));
        }
        address
    }

    /// The parts that are on, in the order of the page.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        let text = |text: &String| Some(text.clone()).filter(|text| !text.trim().is_empty());
        let mut parts: Vec<Part> = text(&self.q).map(Part::Words).into_iter().collect();
        parts.extend(self.skills.iter().filter(|name| !name.trim().is_empty()).cloned().map(Part::Skill));
        parts.extend(self.place.map(Part::Place));
        parts.extend(self.min_pay_per_hour.map(Part::Pay));
        parts.extend(self.max_hours.map(Part::Hours));
        parts.extend(self.max_week.map(Part::Week));
        parts.extend(self.from.map(Part::From));
        parts.extend(self.until.map(Part::Until));
        parts.extend(text(&self.category).map(Part::Category));
        parts.extend(self.credit.then_some(Part::Credit));
        parts.extend(text(&self.campus).map(Part::Campus));
        parts
    }

    /// The same from its first page, with one part off.
    #[must_use]
    pub fn without(&self, part: &Part) -> Self {
        let mut less = Self { after: String::new(), ..self.clone() };
        match part {
            Part::Words(_) => less.q.clear(),
            Part::Skill(name) => less.skills.retain(|other| other != name),
            Part::Place(_) => less.place = None,
            Part::Pay(_) => less.min_pay_per_hour = None,
            Part::Hours(_) => less.max_hours = None,
            Part::Week(_) => less.max_week = None,
            Part::From(_) => less.from = None,
            Part::Until(_) => less.until = None,
            Part::Category(_) => less.category.clear(),
            Part::Credit => less.credit = false,
            Part::Campus(_) => less.campus.clear(),
        }
        less
    }

    /// Whether it leaves projects out.
    #[must_use]
    pub fn narrows(&self) -> bool {
        !self.parts().is_empty()
    }

    /// What it says of itself, as the name of a search that is kept: `Excel, Remote`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let parts: Vec<String> = self.parts().iter().map(Part::words).collect();
        if parts.is_empty() { "Every open project".to_owned() } else { parts.join(", ") }
    }
}

/// A value for an address: everything but letters, digits and `-._~` is escaped (RFC 3986, unreserved characters).
#[must_use]
pub fn encoded(value: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut safe = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            safe.push(char::from(byte));
        } else {
            safe.push('%');
            safe.extend([byte >> 4, byte & 15].map(|half| char::from(DIGITS[usize::from(half)])));
        }
    }
    safe
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn whole_hours(text: &str) -> Option<i32> {
    text.parse().ok().filter(|hours| *hours > 0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn full() -> Filter {
        Filter {
            q: "museum guide".into(),
            exact: true,
            skills: vec!["Excel".into(), "Figma".into()],
            place: Some(Place::Remote),
            min_pay_per_hour: Some(Cents(1_550)),
            max_hours: Some(20),
            max_week: Some(8),
            from: Some(date(2027, 1, 4)),
            until: Some(date(2027, 2, 26)),
            category: "Marketing".into(),
            credit: true,
            campus: "North".into(),
            sort: Sort::Pay,
            after: String::new(),
        }
    }

    #[test]
    fn an_address_says_all_of_it() {
        let filter = full();
        let pairs = filter.pairs();
        assert_eq!(Filter::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str()))), filter);
        assert_eq!(Filter::default().pairs(), []);
        assert_eq!(filter.parts().len(), 12);
        assert!(filter.narrows() && !Filter { sort: Sort::Match, after: "x".into(), ..Filter::default() }.narrows());
    }

    #[test]
    fn an_address_is_safe_to_follow() {
        let filter = Filter { q: "a&b=ü\"".into(), skills: vec!["C++".into()], ..Filter::default() };
        assert_eq!(filter.address("x~1"), "/projects?q=a%26b%3D%C3%BC%22&skill=C%2B%2B&after=x~1");
        assert_eq!(Filter::default().address(""), "/projects");
    }

    #[test]
    fn each_part_can_be_taken_off() {
        let filter = full();
        for part in filter.parts() {
            let less = filter.without(&part);
            assert_eq!(less.parts().len(), filter.parts().len() - 1, "{part:?}");
            assert!(!less.parts().contains(&part));
        }
        assert_eq!(
            Filter { skills: vec!["Excel".into()], place: Some(Place::Remote), ..Filter::default() }.in_words(),
            "Excel, Remote"
        );
    }

    #[test]
    fn what_nobody_can_read_filters_nothing() {
        let odd = [
            ("hours", "-3"),
            ("pay", "lots"),
            ("place", "moon"),
            ("from", "tomorrow"),
            ("q", "a\0b"),
            ("x", "y"),
            ("sort", "?"),
        ];
        assert_eq!(Filter::from_pairs(odd), Filter::default());
        let many: Vec<String> = (0..30).map(|n| n.to_string()).collect();
        assert_eq!(Filter::from_pairs(many.iter().map(|n| ("skill", n.as_str()))).skills.len(), 10);
        assert_eq!(Filter::from_pairs([("q", "x".repeat(500).as_str())]).q.len(), 200);
    }

    proptest! {
        #[test]
        fn any_address_is_read_and_said_again(values in prop::collection::vec(("[a-z]{1,8}", "\\PC{0,30}"), 0..8)) {
            let filter = Filter::from_pairs(values.iter().map(|(name, value)| (name.as_str(), value.as_str())));
            let pairs = filter.pairs();
            let again = Filter::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())));
            prop_assert_eq!(again.pairs(), pairs);
        }
    }
}
