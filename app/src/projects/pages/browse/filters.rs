//! What the list is narrowed by: the search, the sheet of filters, and the chips of those that are on.

use domain::machine::Word as _;
use domain::money::Cents;
use domain::projects::{Place, categories};
use domain::searches::{Filter, Sort};
use domain::time::{iso, parse_day};
use leptos::prelude::*;

use crate::layout::Request;
use crate::ui::{
    Banner, Button, ButtonKind, Checkbox, Chip, Chips, Choice, DateField, Field, MoneyField, Select, Tone, icon,
};

/// A field of the filter as it was typed, with what is wrong with it when nobody can read it.
#[derive(Default)]
struct Answer {
    text: String,
    error: Option<String>,
}

impl Answer {
    fn read(text: &str, reads: impl Fn(&str) -> bool, error: &str) -> Self {
        let text = text.trim().to_owned();
        let error = (!text.is_empty() && !reads(&text)).then(|| error.to_owned());
        Self { text, error }
    }
}

/// The fields that somebody can write what nobody can read into.
pub struct Typed {
    pay: Answer,
    hours: Answer,
    week: Answer,
    from: Answer,
    until: Answer,
}

impl Typed {
    pub fn read(request: &Request) -> Self {
        Self::of(|name| request.query(name))
    }

    fn of(typed: impl Fn(&str) -> String) -> Self {
        let whole = |text: &str| text.parse::<i32>().is_ok_and(|hours| hours > 0);
        let hours = "Write a whole number of hours, 1 or more.";
        let day = "Write a day such as 2027-01-04.";
        Self {
            pay: Answer::read(
                &typed("pay"),
                |text| Cents::parse(text).is_ok(),
                "Write an amount an hour such as 15 or 15.50.",
            ),
            hours: Answer::read(&typed("hours"), whole, hours),
            week: Answer::read(&typed("week"), whole, hours),
            from: Answer::read(&typed("from"), |text| parse_day(text).is_some(), day),
            until: Answer::read(&typed("until"), |text| parse_day(text).is_some(), day),
        }
    }

    /// On a phone the fields are out of sight, so that the page says it too.
    pub fn message(&self) -> Option<AnyView> {
        let named = [
            ("Pay", &self.pay),
            ("Hours", &self.hours),
            ("Hours a week", &self.week),
            ("First day", &self.from),
            ("Last day", &self.until),
        ];
        let lines: Vec<String> = named
            .into_iter()
            .filter_map(|(name, answer)| answer.error.as_ref().map(|words| format!("{name}, left out: {words}")))
            .collect();
        (!lines.is_empty()).then(|| {
            let lines = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
            view! { <Banner tone=Tone::Need>{lines}</Banner> }.into_any()
        })
    }
}

/// What a form must carry on of the rest of the filter.
fn carried(filter: &Filter, own: &[&str]) -> impl IntoView + use<> {
    filter
        .pairs()
        .into_iter()
        .filter(|(name, _)| !own.contains(name))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
}

/// Every filter; a sheet on a phone. Skills that are chosen already are carried on beside the field that adds one.
pub fn sheet(filter: &Filter, typed: &Typed, student: bool) -> impl IntoView + use<> {
    let categories = categories().into_iter().map(|category| Choice::new(category, category)).collect();
    let places = Place::ALL.iter().map(|place| Choice::new(place.word(), place.label())).collect();
    let own = ["place", "pay", "hours", "week", "from", "until", "category", "credit", "campus", "sort"];
    let mut orders =
        vec![Choice::new("", "Newest"), Choice::new("pay", "Net an hour"), Choice::new("apply_by", "Apply by")];
    if student {
        orders.insert(0, Choice::new("match", "Best match for you"));
    }
    let day = |answer: &Answer, read: Option<domain::time::Day>| read.map_or_else(|| answer.text.clone(), iso);
    view! {
        <aside class="sheet" id="filters" popover="auto" aria-label="Filters">
            <div class="grip"></div>
            <form class="filters" action="/projects" method="get">
                <div class="row between small-only">
                    <h2>"Filters"</h2>
                    <Button kind=ButtonKind::Quiet icon=icon::X label="Close filters" closes="filters"/>
                </div>
                {carried(filter, &own)}
                <Select name="sort" label="Order" choices=orders value=filter.sort.word()/>
                <Field name="skill" label="Uses the skill" hint="One at a time; each must be used."/>
                <Select name="place" label="Place" choices=places value=filter.place.map_or("", |place| place.word()) empty="Anywhere"/>
                <Select name="category" label="Category" choices=categories value=filter.category.clone() empty="All"/>
                <MoneyField name="pay" label="At least, net an hour" value=typed.pay.text.clone() error=typed.pay.error.clone()/>
                {hours("hours", "At most, hours in all", &typed.hours)}
                {hours("week", "At most, hours a week", &typed.week)}
                <DateField name="from" label="Begins on or after" value=day(&typed.from, filter.from) error=typed.from.error.clone()/>
                <DateField name="until" label="Is over by" value=day(&typed.until, filter.until) error=typed.until.error.clone()/>
                <Field name="campus" label="Open to the campus" value=filter.campus.clone()/>
                <Checkbox name="credit" value="yes" label="For credit or part of a course" checked=filter.credit/>
                <Button>"Show projects"</Button>
            </form>
        </aside>
    }
}

fn hours(name: &'static str, label: &'static str, answer: &Answer) -> impl IntoView + use<> {
    let (value, error) = (answer.text.clone(), answer.error.clone());
    view! { <Field name=name label=label value=value error=error inputmode="numeric" suffix="hours" width="w-m"/> }
}

/// The search; it shows what was typed, whatever was looked for.
pub fn search(filter: &Filter, asked: &Filter) -> impl IntoView + use<> {
    view! {
        <form class="find" role="search" action="/projects" method="get">
            {carried(filter, &["q", "exact"])} <label class="vh" for="q">"Search projects, skills, hosts"</label>
            <input id="q" type="search" name="q" value=asked.q.clone() maxlength="200" placeholder="Skill, topic or host"/>
            <Button kind=ButtonKind::Primary icon=icon::SEARCH>"Search"</Button>
        </form>
    }
}

/// The filters that are on, each a link that takes it off.
pub fn bar(filter: &Filter) -> impl IntoView + use<> {
    let parts = filter.parts();
    let all = (parts.len() > 1).then(|| {
        let none = Filter { sort: filter.sort, ..Filter::default() };
        view! { <a class="link" href=none.address("")>"Take all off"</a> }
    });
    let chips = parts
        .iter()
        .map(|part| view! { <Chip label=part.words() href=filter.without(part).address("") on=true/> })
        .collect_view();
    view! {
        <div class="row between">
            <Chips>{chips} {all}</Chips>
            <Button class="small-only" icon=icon::SLIDERS_HORIZONTAL opens="filters">"Filters and order"</Button>
        </div>
    }
}

/// Skills of the list that would narrow it: those most of its projects use, without those that are on.
pub fn narrower(filter: &Filter, skills: Vec<String>, shown: usize) -> Option<impl IntoView + use<>> {
    const MOST: usize = 8;
    let mut counted: Vec<(String, usize)> = Vec::new();
    for name in skills.into_iter().filter(|name| !filter.skills.contains(name)) {
        match counted.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counted.push((name, 1)),
        }
    }
    // What every project uses narrows nothing, what one uses is that project.
    counted.retain(|(_, count)| (2..shown).contains(count));
    counted.sort_by(|(a, more), (b, fewer)| fewer.cmp(more).then_with(|| a.cmp(b)));
    counted.truncate(MOST);
    let chips = counted
        .into_iter()
        .map(|(name, _)| {
            let mut more = Filter { after: String::new(), ..filter.clone() };
            more.skills.push(name.clone());
            view! { <Chip label=name href=more.address("")/> }
        })
        .collect::<Vec<_>>();
    (!chips.is_empty()).then(|| {
        view! {
            <nav class="row" aria-label="Narrow by skill">
                <span class="meta">"Narrow by skill"</span>
                <Chips>{chips}</Chips>
            </nav>
        }
    })
}

/// The order the list would have without that of this filter.
pub fn newest_first(filter: &Filter) -> String {
    Filter { sort: Sort::Newest, after: String::new(), ..filter.clone() }.address("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed::of(|name| pairs.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text).to_owned())
    }

    #[test]
    fn a_number_nobody_can_read_is_named_and_kept() {
        let wrong = typed(&[("pay", " abc "), ("hours", "xx"), ("from", "soon")]);
        assert_eq!((wrong.pay.text.as_str(), wrong.hours.text.as_str()), ("abc", "xx"));
        assert!(wrong.pay.error.is_some() && wrong.hours.error.is_some() && wrong.from.error.is_some());
        assert!(typed(&[("pay", "15"), ("from", "2027-01-04")]).message().is_none());
        assert!(typed(&[("week", "0")]).week.error.is_some());
    }

    #[test]
    fn a_skill_that_all_or_one_use_narrows_nothing() {
        let names = ["Excel", "Excel", "Excel", "Figma", "Figma", "Git"].map(str::to_owned);
        let html = narrower(&Filter::default(), names.to_vec(), 3).map(|view| view.to_html()).unwrap_or_default();
        assert!(html.contains("Figma") && !html.contains("Excel") && !html.contains("Git"), "{html}");
        let on = Filter { skills: vec!["Figma".into()], ..Filter::default() };
        assert!(narrower(&on, names.to_vec(), 3).is_none());
    }
}
