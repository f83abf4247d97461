//! A project's calendar as a strip of weeks, with the same in words below it.

use domain::projects::{Mark, MarkKind, Strip};
use domain::time::{Day, long_date_read, plus_days, short_date_read};
use leptos::prelude::*;

use crate::projects::islands::CALENDAR;
use crate::ui::More;

/// Height of the strip, and where its rows begin.
const HEIGHT: &str = "112";
const TOP: &str = "22";

/// Where a screen of the wizard keeps the calendar: its island puts a newer one there after each save.
pub fn place(strip: Option<&Strip>) -> AnyView {
    view! { <div id=CALENDAR>{strip.map(|strip| calendar(strip, "calendar-h"))}</div> }.into_any()
}

/// What stands inside [`place`], as text; nothing while there are no days.
pub fn calendar_html(strip: Option<&Strip>) -> String {
    strip.map(|strip| calendar(strip, "calendar-h").to_html()).unwrap_or_default()
}

/// Draws the strip. `id` tells two calendars of one page apart.
pub fn calendar(strip: &Strip, id: &'static str) -> AnyView {
    let at = |day| percent(strip.place(day), strip.days());
    let wide = |mark: &Mark| percent(strip.place(mark.to) - strip.place(mark.from) + 1, strip.days());
    // What lies behind comes first: in SVG the later element covers the earlier one.
    let behind =
        strip.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Exams | MarkKind::Holiday)).map(|mark| {
            let class = if mark.kind == MarkKind::Exams { "exams" } else { "rest" };
            view! { <rect class=class x=at(mark.from) width=wide(mark) y=TOP height="78"></rect> }
        });
    let behind = behind.collect_view();
    let bars = strip.marks.iter().filter_map(|mark| {
        let (class, y) = match mark.kind {
            MarkKind::Review => ("old", "32"),
            MarkKind::Posting => ("bar", "32"),
            MarkKind::Selection => ("bar2", "32"),
            MarkKind::Work => ("bar", "64"),
            _ => return None,
        };
        Some(view! { <rect class=class x=at(mark.from) width=wide(mark) y=y height="14" rx="3"></rect> })
    });
    let bars = bars.collect_view();
    let points = strip.marks.iter().filter_map(|mark| {
        let middle = percent(strip.place(mark.from) * 2 + 1, strip.days() * 2);
        match mark.kind {
            MarkKind::Milestone => Some(view! { <circle class="pt" cx=middle cy="71" r="6"></circle> }.into_any()),
            MarkKind::Kickoff => Some(view! { <circle class="first" cx=middle cy="71" r="6"></circle> }.into_any()),
            MarkKind::Today => {
                Some(view! { <line class="aim" x1=middle.clone() x2=middle y1=TOP y2="100"></line> }.into_any())
            }
            _ => None,
        }
    });
    let points = points.collect_view();
    let lines = lines(strip);
    view! {
        <figure class="figure weeks">
            <figcaption id=id>"Calendar"</figcaption>
            <svg class="chart" height=HEIGHT role="img" aria-label=summary(strip)>
                {behind} {weeks(strip)} {bars} {points}
            </svg>
            {legend(strip)}
            <More summary="The calendar as a list"><ol class="rows">{lines}</ol></More>
        </figure>
    }
    .into_any()
}

/// `12.3%`, in whole numbers: no rounding differs between two servers.
fn percent(part: i64, of: i64) -> String {
    let tenths = part.max(0) * 1000 / of.max(1);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// A line and a date at every week, and the number of each week of the work; fewer words where there are many weeks.
fn weeks(strip: &Strip) -> impl IntoView + use<> {
    let every = match strip.weeks.len() {
        ..=6 => 1,
        7..=12 => 2,
        _ => 4,
    };
    let week = |(n, week): (usize, &domain::projects::StripWeek)| {
        let x = percent(strip.place(week.monday), strip.days());
        let middle = percent(strip.place(week.monday) * 2 + 7, strip.days() * 2);
        // The first date of another year says so, and the ones after it need not.
        let before =
            n.checked_sub(every).and_then(|before| strip.weeks.get(before)).map_or(strip.today, |it| it.monday);
        let date = || short_date_read(week.monday, before);
        let date = n.is_multiple_of(every).then(|| view! { <text x=x.clone() y="12">{date()}</text> });
        let number = week.of_work.filter(|_| strip.weeks.len() <= 12);
        let number = number.map(|number| {
            let words = if strip.weeks.len() <= 6 { format!("Week {number}") } else { number.to_string() };
            view! { <text x=middle y="96" text-anchor="middle">{words}</text> }
        });
        view! { <line class="grid" x1=x.clone() x2=x y1="18" y2="100"></line> {date} {number} }
    };
    strip.weeks.iter().enumerate().map(week).collect_view()
}

/// What the colours mean, for what the strip has.
fn legend(strip: &Strip) -> impl IntoView + use<> {
    let entries = [
        (MarkKind::Today, "aim"),
        (MarkKind::Review, "old"),
        (MarkKind::Posting, "bar"),
        (MarkKind::Selection, "bar2"),
        (MarkKind::Kickoff, "first"),
        (MarkKind::Work, "bar"),
        (MarkKind::Milestone, "pt"),
        (MarkKind::Exams, "exams"),
        (MarkKind::Holiday, "rest"),
    ];
    let has = |kind: MarkKind| strip.marks.iter().any(|mark| mark.kind == kind);
    let swatch = |class: &'static str| match class {
        "pt" | "first" => view! { <circle class=class cx="50%" cy="50%" r="5"></circle> }.into_any(),
        "aim" => view! { <line class="aim" x1="50%" x2="50%" y1="0" y2="100%"></line> }.into_any(),
        _ => view! { <rect class=class width="100%" height="100%" rx="2"></rect> }.into_any(),
    };
    let items = entries
        .into_iter()
        .filter(|(kind, _)| has(*kind))
        .map(|(kind, class)| view! { <li><svg class="chart" aria-hidden="true">{swatch(class)}</svg> {kind.label()}</li> })
        .collect_view();
    view! { <ul class="legend">{items}</ul> }
}

fn lines(strip: &Strip) -> impl IntoView + use<> {
    let words = |mark: &Mark| if mark.name.is_empty() { mark.kind.label().to_owned() } else { mark.name.clone() };
    let line = |mark: &Mark| {
        let (what, when) = (words(mark), when(mark, strip.today));
        view! { <li><b>{what}": "</b> {when}</li> }
    };
    strip.marks.iter().map(line).collect_view()
}

/// `Monday 21 September`, or `Monday 21 December to Friday 8 January 2027`.
fn when(mark: &Mark, today: Day) -> String {
    let (from, to) = (long_date_read(mark.from, today), long_date_read(mark.to, today));
    if mark.from == mark.to { from } else { format!("{from} to {to}") }
}

/// The strip in a sentence.
fn summary(strip: &Strip) -> String {
    let main = [MarkKind::Posting, MarkKind::Selection, MarkKind::Work];
    let parts = strip.marks.iter().filter(|mark| main.contains(&mark.kind));
    let parts: Vec<String> = parts.map(|mark| format!("{}: {}", mark.kind.label(), when(mark, strip.today))).collect();
    let last = plus_days(strip.first(), strip.days() - 1);
    let (from, to) = (long_date_read(strip.first(), strip.today), long_date_read(last, strip.today));
    format!("From {from} to {to}. {}.", parts.join("; "))
}

#[cfg(test)]
mod tests {
    use domain::policy::{Calendar, Policy};
    use domain::projects::{strip, template};
    use domain::time::parse_day;

    use super::*;

    #[test]
    fn the_strip_says_in_words_what_it_draws() {
        let day = |text| parse_day(text).expect("a day");
        let today = day("2026-09-01");
        let draft = template("automate_report").expect("a template").start(today);
        let calendar_of = Calendar { holidays: vec![day("2026-09-07")] };
        let exams = [(day("2026-10-05"), day("2026-10-09"))];
        let strip = strip(&draft, &Policy::defaults(today), &calendar_of, &exams, today).expect("a calendar");
        let html = calendar(&strip, "calendar-h").to_html();
        assert_eq!(html.matches("class=\"pt\"").count(), draft.milestones.len() + 1, "and one in the legend");
        for words in ["Exams: ", "Holiday: ", "Today: ", "Students apply: ", "You choose: ", "Week 3", "31 Aug"] {
            let text = html.replace("</b>", "").replace("<!>", "").replace("<!---->", "");
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!html.contains("style="), "the content policy blocks it");
    }

    #[test]
    fn another_year_is_told() {
        let today = parse_day("2026-12-08").expect("a day");
        let draft = template("automate_report").expect("a template").start(today);
        let strip = strip(&draft, &Policy::defaults(today), &Calendar::default(), &[], today).expect("a calendar");
        let html = calendar_html(Some(&strip));
        // Above the weeks once, where the year begins; in words at every day of it.
        for words in [">7 Dec<", ">28 Dec<", ">4 Jan 2027<", ">11 Jan<", "January 2027"] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert!(!html.contains("December 2026"), "{html}");
    }

    #[test]
    fn nothing_is_drawn_without_days() {
        assert_eq!(calendar_html(None), "");
        assert!(place(None).to_html().contains("id=\"calendar\""));
    }

    #[test]
    fn shares_are_whole_numbers() {
        assert_eq!([percent(1, 3), percent(0, 7), percent(7, 7), percent(5, 0)], ["33.3%", "0.0%", "100.0%", "500.0%"]);
    }
}
