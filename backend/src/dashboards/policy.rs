//! The program's dated figures: read, and set from a day on. What was in force stays on record.

use domain::access::Action;
use domain::fields::FieldErrors;
use domain::money::Cents;
use domain::time::Day;

use crate::cx::{Cx, Once};
use crate::failure::Failure;
use crate::sql::{at, on};

/// One row of the policy table.
#[derive(Clone, Debug)]
pub struct PolicyFigure {
    /// Its name in the rules.
    pub name: String,
    /// Its value: cents, hours, days or basis points, as the name says.
    pub value: i64,
    /// From when on.
    pub valid_from: Day,
    /// Why it is so.
    pub source: String,
    /// Whether it counts today.
    pub in_force: bool,
}

/// `wage_floor` as a coordinator says it.
#[must_use]
pub fn figure_words(name: &str) -> String {
    match name {
        "wage_floor" => "Lowest pay an hour".to_owned(),
        "payroll_tax" => "Payroll tax of employees".to_owned(),
        "student_exempt" => "Students exempt from payroll tax".to_owned(),
        "least_hours" => "Fewest hours of a project".to_owned(),
        "most_hours" => "Most hours of a project".to_owned(),
        "open_applications" => "Open applications of a student".to_owned(),
        "weekly_hours" => "Most hours a week".to_owned(),
        "review_days" => "Business days to review".to_owned(),
        "decision_days" => "Business days to answer applicants".to_owned(),
        "automatic_answer_days" => "Business days to the automatic answer".to_owned(),
        "offer_hours" => "Hours an offer stands".to_owned(),
        "silent_approval_days" => "Business days until silence approves".to_owned(),
        "acceptance_days" => "Business days to accept work".to_owned(),
        "review_window_days" => "Days a review stays open".to_owned(),
        "extension_days" => "Days to answer an extension".to_owned(),
        "blind_selection" => "Blind selection".to_owned(),
        other => other.replace('_', " "),
    }
}

/// A figure's value as it is read and written: `$15.00`, `7.65 %`, `yes`, `48`.
#[must_use]
pub fn figure_shown(name: &str, value: i64) -> String {
    match name {
        "wage_floor" => Cents(value).exact(),
        "payroll_tax" => format!("{}.{:02} %", value / 100, value % 100),
        "student_exempt" | "blind_selection" => if value == 0 { "no" } else { "yes" }.to_owned(),
        _ => value.to_string(),
    }
}

/// Reads what [`figure_shown`] shows; the sign of money or per cent may be left out.
fn read_figure(name: &str, text: &str) -> Result<i64, &'static str> {
    let text = text.trim();
    // Per cent with two decimals are hundredths, as dollars with cents are.
    let hundredths =
        |most: i64| Cents::parse(text.trim_end_matches('%').trim_end()).ok().map(|c| c.0).filter(|v| *v <= most);
    match name {
        "wage_floor" => hundredths(100_000).ok_or("Write an amount such as 15.00, at most $1,000."),
        "payroll_tax" => hundredths(10_000).ok_or("Write per cent such as 7.65, at most 100."),
        "student_exempt" | "blind_selection" => match text.to_lowercase().as_str() {
            "yes" => Ok(1),
            "no" => Ok(0),
            _ => Err("Write yes or no."),
        },
        _ => text.parse().ok().filter(|v| (0..=1_000).contains(v)).ok_or("Write a whole number from 0 to 1,000."),
    }
}

/// Every figure with its history, newest first within a name.
///
/// # Errors
/// [`Failure::NotFound`] for people who may not see it.
pub async fn policy_page(cx: &Cx) -> Result<Vec<PolicyFigure>, Failure> {
    cx.require(Action::ViewPolicy)?;
    let rows = sqlx::query!(
        r#"select name, value, valid_from, source,
            (valid_from = max(valid_from) filter (where valid_from <= $2) over (partition by name)) as "in_force?"
           from policies where program_id = $1 order by name, valid_from desc limit 500"#,
        cx.program().id.0,
        on(cx.today()) as _,
    )
    .fetch_all(cx.pool())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| PolicyFigure {
            name: row.name,
            value: row.value,
            valid_from: row.valid_from.to_jiff(),
            source: row.source,
            in_force: row.in_force.unwrap_or_default(),
        })
        .collect())
}

/// Sets a figure from a day on. The past cannot be changed: the day must be today or later.
///
/// # Errors
/// Messages for `name`, `value`, `valid_from` and `source`; [`Failure::NotFound`] without the right.
pub async fn set_figure(
    cx: &Cx,
    name: &str,
    value: &str,
    valid_from: &str,
    source: &str,
    once: Once,
) -> Result<(), Failure> {
    cx.require(Action::ManagePolicy)?;
    let mut errors = FieldErrors::new();
    let mut probe = domain::policy::Policy::defaults(cx.today());
    let number = errors.keep("value", read_figure(name, value));
    if !probe.set(name, number.unwrap_or_default()) {
        errors.add("name", "Choose one of the figures.");
    }
    let day = errors.keep("valid_from", domain::time::parse_day(valid_from).ok_or("Choose the day it begins."));
    if day.is_some_and(|day| day < cx.today()) {
        errors.add("valid_from", "The past stays as it was. Choose today or a later day.");
    }
    let source = errors.text("source", "Source", source, 3, 300);
    let (number, day, source) = match (number, day, source) {
        (Some(number), Some(day), Some(source)) => errors.finish(Some((number, day, source)))?,
        _ => return Err(errors.into()),
    };
    let mut tx = cx.begin_once(once).await?;
    sqlx::query!(
        "insert into policies (program_id, name, valid_from, value, source, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (program_id, name, valid_from) do update set value = excluded.value, source = excluded.source,
             created_by = excluded.created_by, created_at = excluded.created_at",
        cx.program().id.0,
        name,
        on(day) as _,
        number,
        source,
        cx.actor().person_id().map(|p| p.0),
        at(cx.at()) as _,
    )
    .execute(tx.db())
    .await?;
    let event = domain::event::Event {
        subject: domain::event::Subject::Program,
        id: cx.program().id.0,
        belongs: domain::actor::Belongs { program: cx.program().id, host: None, student: None },
        command: "set_policy",
        by: domain::actor::Party::Admin,
        from: None,
        to: None,
        reason: Some(format!("{name} = {number} from {day}: {source}")),
    };
    tx.record(&event, crate::About::default()).await?;
    tx.commit().await
}
