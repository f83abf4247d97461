//! Offers that stand, side by side: four reads, however many they are.

use domain::access::Action;
use domain::people::FreeWeek;
use domain::projects::{Draft, place_words};
use domain::time::{Day, Minutes};
use sqlx::types::Json;

use super::load::{self, Load};
use super::views::{Beside, OfferView, OffersView};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::{at, day, instant, on};

/// Most offers that are compared.
const COMPARED: i64 = 12;

/// The offers of the student who asks that have not run out.
///
/// # Errors
/// [`Failure::NotFound`] for people who are no students here.
pub async fn offers_page(cx: &Cx) -> Result<OffersView, Failure> {
    cx.require(Action::ViewStudentHome)?;
    let me = cx.person()?.id;
    let rows = sqlx::query!(
        r#"select a.id, a.project_id, a.offer_expires_at, p.title, p.draft as "draft!: Json<Draft>", h.name as host,
            coalesce(p.hours_low, 0) as "hours_low!", coalesce(p.hours_high, 0) as "hours_high!",
            coalesce(p.weekly_hours, 0) as "weekly_hours!", p.start_on, p.end_on
           from applications a join projects p on p.id = a.project_id join hosts h on h.id = p.host_id
           where a.student_id = $1 and a.stage = 'offered' and a.offer_expires_at > $2
           order by a.offer_expires_at, a.id limit $3"#,
        me.0,
        at(cx.at()) as _,
        COMPARED,
    )
    .fetch_all(cx.pool())
    .await?;
    let student = sqlx::query!(
        r#"select s.weekly_hours, s.free_week,
            coalesce((select json_agg(json_build_array(x.name, x.first_day, x.last_day) order by x.first_day)
                from exam_periods x where x.program_id = s.program_id and x.last_day >= $3 and x.removed_at is null), '[]')
                as "exams!: Json<Vec<(String, Day, Day)>>"
           from students s where s.person_id = $1 and s.program_id = $2"#,
        me.0,
        cx.program().id.0,
        on(cx.today()) as _,
    )
    .fetch_optional(cx.pool())
    .await?
    .ok_or(Failure::NotFound)?;
    let (agreed, open) = (load::titled(cx.pool(), me).await?, load::open_of(cx.pool(), me).await?);
    let loads: Vec<Load> = agreed.iter().map(|(_, load)| *load).collect();
    let (week, most) = (FreeWeek::from_number(student.free_week), Minutes::hours(cx.policy().weekly_hours));
    let offers = rows
        .into_iter()
        .map(|row| {
            let dates = day(row.start_on).zip(day(row.end_on));
            let draft = row.draft.0;
            let touches = |start: Day, end: Day| dates.is_some_and(|(first, last)| start <= last && first <= end);
            let load = dates.map(|(start, end)| Load { start, end, weekly_hours: row.weekly_hours });
            OfferView {
                id: row.id.into(),
                project: row.project_id.into(),
                title: row.title,
                host: row.host,
                place: draft.place.map_or_else(String::new, |place| place_words(place, &draft.address)),
                pay: draft.net_pay(cx.policy()),
                hours: (row.hours_low, row.hours_high),
                weekly_hours: row.weekly_hours,
                dates,
                until: instant(row.offer_expires_at),
                busiest_week: load.map_or(Minutes::hours(row.weekly_hours), |load| load::busiest_week(load, &loads)),
                days: week.days_for(row.weekly_hours),
                exams: student.exams.0.iter().filter(|(_, from, to)| touches(*from, *to)).cloned().collect(),
                beside: agreed
                    .iter()
                    .filter(|(_, load)| touches(load.start, load.end))
                    .map(|(title, load)| Beside {
                        title: title.clone(),
                        dates: (load.start, load.end),
                        weekly_hours: load.weekly_hours,
                    })
                    .collect(),
                clashes: load.map_or_else(Vec::new, |load| load::clashes(load, row.id.into(), &loads, &open, most)),
            }
        })
        .collect();
    Ok(OffersView { offers, free_hours: student.weekly_hours, knows_week: !week.is_empty() })
}
