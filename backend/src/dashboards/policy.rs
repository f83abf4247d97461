//! The program's dated figures: read, and set from a day on. What was in force stays on record.

use domain::access::Action;
use domain::fields::FieldErrors;
use domain::policy::{FIGURES, Figure, Policy, fit_together};
use domain::time::Day;

use crate::cx::{Cx, Once, Tx};
use crate::failure::Failure;
use crate::projects::{Effects, effects_of};
use crate::sql::{at, on};

/// One figure with its history.
#[derive(Clone, Debug)]
pub struct PolicyFigure {
    /// What it is.
    pub figure: &'static Figure,
    /// Its value today.
    pub now: i64,
    /// Since when; nothing while it is the product's default.
    pub since: Option<Day>,
    /// The value that comes next, and when.
    pub next: Option<(i64, Day)>,
    /// Every value that was set: the latest day first, and of one day the value that was set last.
    pub history: Vec<PolicyRow>,
}

/// One value that was set.
#[derive(Clone, Debug)]
pub struct PolicyRow {
    /// As it is stored.
    pub value: i64,
    /// From when on.
    pub valid_from: Day,
    /// Why it is so.
    pub source: String,
    /// Who set it; empty when it came with the program.
    pub who: String,
    /// The day it was set.
    pub set_on: Day,
    /// The time of that day.
    pub set_at: String,
    /// What had been set for the same day before.
    pub instead_of: Option<i64>,
    /// Whether another value took its place: then it holds on no day any more.
    pub replaced: bool,
}

/// A figure as a coordinator says it.
#[must_use]
pub(super) fn figure_words(name: &str) -> String {
    Figure::named(name).map_or_else(|| name.replace('_', " "), |figure| figure.words.to_owned())
}

/// A figure's value as it is read: `$15.00 an hour`, `7.65 %`, `yes`, `48 hours`.
#[must_use]
pub(super) fn figure_shown(name: &str, value: i64) -> String {
    Figure::named(name).map_or_else(|| value.to_string(), |figure| figure.shown(value))
}

/// Every figure with its history.
///
/// # Errors
/// [`Failure::NotFound`] for people who may not see it.
pub async fn policy_page(cx: &Cx) -> Result<Vec<PolicyFigure>, Failure> {
    cx.require(Action::ViewPolicy)?;
    let rows = sqlx::query!(
        r#"select y.name as "name!", y.value as "value!", y.valid_from as "valid_from!", y.source as "source!",
               y.created_at as "created_at!", y.replaced as "replaced!", coalesce(q.name, '') as "who!"
           from (select name, value, valid_from, source, created_by, created_at, 'infinity'::timestamptz as until,
                    false as replaced
                from policies where program_id = $1
                union all
                select name, value, valid_from, source, created_by, created_at, replaced_at, true
                from replaced_policies where program_id = $1) y
           left join people q on q.id = y.created_by
           order by y.name, y.valid_from desc, y.until desc limit 5000"#,
        cx.program().id.0,
    )
    .fetch_all(cx.pool())
    .await?;
    let today = cx.today();
    let defaults = Policy::defaults(today).numbers();
    let mut figures = Vec::with_capacity(FIGURES.len());
    for (figure, default) in FIGURES.iter().zip(defaults) {
        let set: Vec<_> = rows.iter().filter(|row| row.name == figure.name).collect();
        let before = |index: usize| set.get(index + 1).filter(|one| one.valid_from == set[index].valid_from);
        let history: Vec<PolicyRow> = (0..)
            .zip(&set)
            .map(|(index, row)| PolicyRow {
                value: row.value,
                valid_from: row.valid_from.to_jiff(),
                source: row.source.clone(),
                who: row.who.clone(),
                set_on: cx.program().day_of(row.created_at.to_jiff()),
                set_at: cx.program().clock_of(row.created_at.to_jiff()),
                instead_of: before(index).map(|one| one.value),
                replaced: row.replaced,
            })
            .collect();
        let valid = || history.iter().filter(|row| !row.replaced);
        let in_force = valid().find(|row| row.valid_from <= today);
        figures.push(PolicyFigure {
            figure,
            now: in_force.map_or(default, |row| row.value),
            since: in_force.map(|row| row.valid_from),
            next: valid().rfind(|row| row.valid_from > today).map(|row| (row.value, row.valid_from)),
            history,
        });
    }
    Ok(figures)
}

/// A figure that is to be set, as it was typed.
struct Change {
    figure: &'static Figure,
    number: i64,
    day: Day,
    source: String,
}

impl Change {
    fn parse([name, value, valid_from, source]: [&str; 4], today: Day) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let figure = Figure::named(name);
        if figure.is_none() {
            errors.add("name", "Choose one of the figures.");
        }
        let number = figure.and_then(|figure| errors.keep("value", figure.read(value)));
        let day = errors.keep("valid_from", domain::time::parse_day(valid_from).ok_or("Choose the day it begins."));
        if day.is_some_and(|day| day < today) {
            errors.add("valid_from", "The past stays as it was. Choose today or a later day.");
        }
        let source = errors.text("source", "Source", source, 3, 300);
        let change = figure.zip(number).zip(day).zip(source);
        errors.finish(change.map(|(((figure, number), day), source)| Self { figure, number, day, source }))
    }
}

/// What a change of a figure would do, before anybody makes it.
#[derive(Clone, Debug)]
pub struct FigurePreview {
    /// Which figure.
    pub figure: &'static Figure,
    /// What would be in force on that day without the change.
    pub before: i64,
    /// With it.
    pub after: i64,
    /// That day.
    pub day: Day,
    /// What the scope check would say of the projects of today.
    pub effects: Effects,
}

/// What setting a figure would do to projects that are sent, in review or published. Nothing is kept.
///
/// # Errors
/// Messages for `name`, `value` and `valid_from`; [`Failure::NotFound`] without the right.
pub async fn preview_figure(cx: &Cx, name: &str, value: &str, valid_from: &str) -> Result<FigurePreview, Failure> {
    let (change, before, after) = prepared(cx, name, value, valid_from).await?;
    let at = FIGURES.iter().position(|one| one.name == change.figure.name).unwrap_or_default();
    let effects = effects_of(cx, &before, &after).await?;
    Ok(FigurePreview {
        figure: change.figure,
        before: before.numbers()[at],
        after: change.number,
        day: change.day,
        effects,
    })
}

/// Whether there would be something to preview.
///
/// # Errors
/// As [`preview_figure`].
pub async fn check_figure(cx: &Cx, name: &str, value: &str, valid_from: &str) -> Result<(), Failure> {
    prepared(cx, name, value, valid_from).await.map(|_| ())
}

/// The change, and the policy of its day without and with it.
async fn prepared(cx: &Cx, name: &str, value: &str, valid_from: &str) -> Result<(Change, Policy, Policy), Failure> {
    cx.require(Action::ManagePolicy)?;
    // The source is not needed to look.
    let change = Change::parse([name, value, valid_from, "none yet"], cx.today())?;
    let rows = sqlx::query!(
        "select name, value from policies where program_id = $1 and valid_from <= $2 order by valid_from limit 5000",
        cx.program().id.0,
        on(change.day) as _,
    )
    .fetch_all(cx.pool())
    .await?;
    let mut before = Policy::defaults(change.day);
    for row in rows {
        before.set(&row.name, row.value);
    }
    let mut after = before.clone();
    after.set(change.figure.name, change.number);
    fit_together(&after).map_err(|sentence| Failure::field("value", sentence))?;
    Ok((change, before, after))
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
    let Change { number, day, source, .. } = Change::parse([name, value, valid_from, source], cx.today())?;
    let mut tx = cx.begin_once(once).await?;
    fits(&mut tx, name, number, day).await?;
    keep_replaced(&mut tx, name, day).await?;
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
        kind: None,
    };
    tx.record(&event, crate::About::default()).await?;
    tx.commit().await
}

/// Keeps what was set for this day before. Whoever calls it holds the program's row: nobody replaces the same value twice.
async fn keep_replaced(tx: &mut Tx<'_>, name: &str, day: Day) -> Result<(), Failure> {
    let (program, now) = (tx.cx().program().id, tx.cx().at());
    sqlx::query!(
        "insert into replaced_policies
            (id, program_id, name, valid_from, value, source, created_by, created_at, replaced_at)
         select $1, program_id, name, valid_from, value, source, created_by, created_at, $5
         from policies where program_id = $2 and name = $3 and valid_from = $4",
        crate::new_id::<uuid::Uuid>(),
        program.0,
        name,
        on(day) as _,
        at(now) as _,
    )
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Whether a new value goes together with what is in force on its day and until its next value. Figures are set one after the other.
async fn fits(tx: &mut Tx<'_>, name: &str, value: i64, from: Day) -> Result<(), Failure> {
    let program = tx.cx().program().id;
    // Two at once would each be looked at beside the old value of the other.
    sqlx::query!("select id from programs where id = $1 for update", program.0).fetch_one(tx.db()).await?;
    let rows = sqlx::query!(
        "select name, value, valid_from from policies where program_id = $1 order by valid_from limit 5000",
        program.0,
    )
    .fetch_all(tx.db())
    .await?;
    let rows: Vec<(String, i64, Day)> =
        rows.into_iter().map(|row| (row.name, row.value, row.valid_from.to_jiff())).collect();
    // The new value holds until the next one of its own; other figures may change on the way.
    let until = rows.iter().filter(|(own, _, day)| own == name && *day > from).map(|(_, _, day)| *day).min();
    let on_the_way =
        rows.iter().map(|(_, _, day)| *day).filter(|day| *day > from && until.is_none_or(|end| *day < end));
    for day in std::iter::once(from).chain(on_the_way) {
        let mut policy = Policy::defaults(day);
        for (own, value, _) in rows.iter().filter(|(_, _, since)| *since <= day) {
            policy.set(own, *value);
        }
        policy.set(name, value);
        fit_together(&policy).map_err(|sentence| Failure::field("value", sentence))?;
    }
    Ok(())
}
