//! Progress, tables, money and charts.
use leptos::prelude::*;

use super::part;
use crate::ui::icon;
use crate::ui::{
    Bar, BarChart, BarLine, BarList, Button, Cell, Column, DataTable, Figure, Funnel, FunnelRow, Ledge, LineChart,
    Meter, Order, Pages, Receipt, ReceiptRow, RowHead, Series, Share, Sparkline, StackedBar, Step, StepState, Steps,
    Tab, Tabs, Timeline, TimelineEntry, TrendChart, TrendPoint,
};

pub(super) fn progress() -> AnyView {
    let steps = vec![
        Step::new("Agreement", StepState::Done).note("All three signed, Fri 6 Nov"),
        Step::new("Tax form", StepState::Need).note("Needs you, 4 minutes"),
        Step::new("Kick-off call", StepState::Now).note("Monday 9 November, 10:00 Eastern"),
        Step::new("Pre-survey", StepState::Late).note("Late since yesterday").problem("1 to fix"),
        Step::new("Start", StepState::Todo),
    ];
    let milestones = vec![
        Step::new("Data check", StepState::Done).note("Accepted 13 Nov"),
        Step::new("Clean file", StepState::Done).note("Accepted 25 Nov"),
        Step::new("Five charts", StepState::Now).note("Due Monday 7 Dec"),
        Step::new("Briefing", StepState::Todo).note("Friday 11 Dec"),
    ];
    let history = vec![
        TimelineEntry::new("Wed 25 Nov", icon::BADGE_CHECK, "Clean file accepted")
            .text("By Dee Lindqvist, both checks met")
            .datetime("2026-11-25"),
        TimelineEntry::new("Fri 20 Nov", icon::UPLOAD, "Clean file handed in").text("One file, 2.1 MB"),
        TimelineEntry::new("Fri 13 Nov", icon::BADGE_CHECK, "Data check accepted"),
    ];
    let content = view! {
        <div class="split even">
            <Steps items=steps/>
            <Timeline items=history/>
        </div>
        <section class="deep stack" aria-label="Milestones in the deep panel">
            <Ledge items=milestones/>
        </section>
    };
    part("g7", "Progress", content)
}

pub(super) fn tables() -> AnyView {
    let tabs = vec![
        Tab::new("Waiting", "#g8", true).count(3),
        Tab::new("Approved", "#g8", false),
        Tab::new("Returned", "#g8", false),
    ];
    let columns = vec![
        Column::new("Student").sorted("#g8", Some(Order::Ascending)),
        Column::new("Project"),
        Column::new("Hours").numeric(),
        Column::new("By silence on"),
        Column::new("Action").hidden(),
    ];
    let rows = [
        ("Ivo Brandt", "Six interviews", "6:30", "Mon 7 Dec"),
        ("Maya Okafor", "Pantry visits", "4:15", "Tue 8 Dec"),
        ("Tess Varga", "Site check", "10:15", "Tue 8 Dec"),
    ]
    .into_iter()
    .map(|(student, project, hours, day)| {
        view! {
            <tr>
                <RowHead>{student}</RowHead>
                <Cell label="Project">{project}</Cell>
                <Cell label="Hours" num=true>{hours}</Cell>
                <Cell label="By silence on">{day}</Cell>
                <Cell act=true>
                    <Button small=true button_type="button">"Approve"</Button>
                </Cell>
            </tr>
        }
    })
    .collect_view();
    let content = view! {
        <Tabs label="Example tabs" items=tabs/>
        <DataTable caption="Weeks to approve" columns=columns>{rows}</DataTable>
        <Pages label="Example pages" range="4 to 6 of 1,000+" previous="#g8".to_owned() next="#g8".to_owned()/>
    };
    part("g8", "Table, tabs, pages", content)
}

pub(super) fn money() -> AnyView {
    let receipt = vec![
        ReceiptRow::new("Fixed fee", "$440.00"),
        ReceiptRow::new("Social Security, Medicare", "−$33.66"),
        ReceiptRow::sum("Net to you", "$406.34"),
    ];
    let content = view! {
        <div class="split even">
            <Receipt rows=receipt/>
            <div class="stack">
                <div>
                    <p class="big">"18:00 " <small>"of 24 h"</small></p>
                    <p class="hint">"13:15 approved, 4:45 not yet"</p>
                </div>
                <Meter
                    value=13.25
                    waiting=4.75
                    max=24.0
                    mark=19.2
                    label="13:15 approved, 4:45 waiting, of 24 hours. Check at 19:12."
                />
            </div>
        </div>
    };
    part("g9", "Money and hours", content)
}

pub(super) fn charts() -> AnyView {
    let weeks = ["5 Oct", "12 Oct", "19 Oct", "26 Oct", "2 Nov", "9 Nov", "16 Nov", "23 Nov", "30 Nov"];
    let hours = [31.0, 27.0, 52.0, 58.0, 73.0, 70.0, 97.0, 104.0, 94.0];
    let bars = weeks.into_iter().zip(hours).map(|(week, hours)| Bar::new(week, hours)).collect::<Vec<_>>();
    let states = vec![Share::new("Approved", 52.0), Share::new("Waiting", 21.0), Share::new("Returned", 9.0)];
    let stages = vec![
        FunnelRow::new("Applied", 412.0, ""),
        FunnelRow::new("Shortlisted", 188.0, "46 %"),
        FunnelRow::new("Offered", 96.0, "51 %"),
        FunnelRow::new("Paid", 47.0, "49 %"),
    ];
    let content = view! {
        <div class="split even">
            <Figure caption="Hours by state">
                <StackedBar parts=states/>
            </Figure>
            <Figure caption="Sparkline" note="no axis, the last value beside it">
                <p class="row">
                    <span class="big">"94"</span>
                    <Sparkline values=hours.to_vec() label="Rising over nine weeks"/>
                </p>
            </Figure>
        </div>
        <div class="split even">
            <BarChart
                caption="Approved hours a week"
                note="aim 90"
                summary="Approved hours a week rose from 31 to 104 and stand at 94 this week."
                bars=bars
                aim=90.0
                label_heading="Week of"
                value_heading="Hours"
                section=true
            />
            <LineChart
                caption="Applications a week"
                note="349 since 5 October"
                summary="Applications a week this fall, 14 rising to 58, above last fall in every week."
                labels=weeks.map(str::to_owned).to_vec()
                now=Series::new("This fall", vec![14.0, 22.0, 31.0, 38.0, 44.0, 41.0, 52.0, 58.0, 49.0])
                before=Series::new("Last fall", vec![12.0, 18.0, 20.0, 27.0, 30.0, 34.0, 31.0, 36.0, 38.0])
                label_heading="Week of"
                section=true
            />
        </div>
        <Funnel caption="From application to pay, this term" rows=stages value_heading="Students"/>
        {told()}
    };
    part("g10", "Charts", content)
}

/// Charts of what is told with its range, and of what may not be told.
fn told() -> AnyView {
    let point = |label: &str, value: f64, reach: f64| TrendPoint {
        label: label.to_owned(),
        value: Some(value),
        range: Some((value - reach, value + reach)),
        words: format!("{value} %"),
    };
    let hidden = TrendPoint { label: "Nov".to_owned(), words: "hidden".to_owned(), ..TrendPoint::default() };
    let points = vec![point("Sep", 62.0, 12.0), point("Oct", 70.0, 8.0), hidden, point("Dec", 66.0, 9.0)];
    let line = |label: &str, value: Option<f64>, words: &str| BarLine {
        label: label.to_owned(),
        value,
        words: words.to_owned(),
        note: String::new(),
    };
    let lines =
        vec![line("Data", Some(71.0), "71 %"), line("Design", Some(64.0), "64 %"), line("Video", None, "hidden")];
    view! {
        <TrendChart
            id="gallery-trend"
            caption="Work handed in in time"
            summary="62 per cent in September, 70 in October, hidden in November, 66 in December."
            points=points
            label_heading="Month"
            value_heading="In time"
        />
        <BarList
            caption="Work handed in in time, by category"
            lines=lines
            label_heading="Category"
            value_heading="In time"
            note_heading="of how many"
        />
    }
    .into_any()
}
