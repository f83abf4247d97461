//! How full a student's weeks are.

use domain::ids::{ApplicationId, PersonId};
use domain::time::{Day, Minutes, Week};

use super::views::Clash;
use crate::failure::Failure;

/// Work a student has agreed to: first day, last day, hours a week.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    pub start: Day,
    pub end: Day,
    pub weekly_hours: i32,
}

/// The student's engagements that are not over, whenever they are.
pub async fn all_of(db: impl sqlx::PgExecutor<'_>, student: PersonId) -> Result<Vec<Load>, Failure> {
    Ok(titled(db, student).await?.into_iter().map(|(_, load)| load).collect())
}

/// The same with the titles of their projects.
pub async fn titled(db: impl sqlx::PgExecutor<'_>, student: PersonId) -> Result<Vec<(String, Load)>, Failure> {
    let rows = sqlx::query!(
        r#"select p.title, e.start_on, e.end_on, coalesce(p.weekly_hours, 0) as "weekly_hours!"
           from engagements e join projects p on p.id = e.project_id
           where e.student_id = $1 and e.stage in ('onboarding', 'in_progress', 'paused')
           order by e.start_on, e.id limit 100"#,
        student.0
    )
    .fetch_all(db)
    .await?;
    let load = |start: jiff_sqlx::Date, end: jiff_sqlx::Date, weekly_hours| Load {
        start: start.to_jiff(),
        end: end.to_jiff(),
        weekly_hours,
    };
    Ok(rows.into_iter().map(|r| (r.title, load(r.start_on, r.end_on, r.weekly_hours))).collect())
}

/// Work a student would agree to with an application that is open.
#[derive(Clone, Debug)]
pub struct Open {
    pub clash: Clash,
    pub load: Load,
}

/// The student's open applications and offers, the oldest first.
pub async fn open_of(db: impl sqlx::PgExecutor<'_>, student: PersonId) -> Result<Vec<Open>, Failure> {
    let rows = sqlx::query!(
        r#"select a.id, a.stage = 'offered' as "offered!", p.title, h.name as host, p.start_on as "start_on!", p.end_on as "end_on!",
            coalesce(p.weekly_hours, 0) as "weekly_hours!"
           from applications a join projects p on p.id = a.project_id join hosts h on h.id = p.host_id
           where a.student_id = $1 and a.stage in ('submitted', 'shortlisted', 'interview', 'offered')
             and p.start_on is not null and p.end_on is not null
           order by a.id limit 100"#,
        student.0
    )
    .fetch_all(db)
    .await?;
    let open = rows.into_iter().map(|row| Open {
        clash: Clash { application: row.id.into(), title: row.title, host: row.host, offered: row.offered },
        load: Load { start: row.start_on.to_jiff(), end: row.end_on.to_jiff(), weekly_hours: row.weekly_hours },
    });
    Ok(open.collect())
}

/// What would no longer fit if `accepted` is agreed to beside `agreed`: what shares days with it and would fill a week
/// beyond `most`.
pub fn clashes(accepted: Load, of: ApplicationId, agreed: &[Load], open: &[Open], most: Minutes) -> Vec<Clash> {
    let mut with = agreed.to_vec();
    with.push(accepted);
    open.iter()
        .filter(|other| other.clash.application != of)
        .filter(|other| other.load.start <= accepted.end && accepted.start <= other.load.end)
        .filter(|other| busiest_week(other.load, &with) > most)
        .map(|other| other.clash.clone())
        .collect()
}

/// The busiest week of `added` together with what is agreed already.
pub fn busiest_week(added: Load, agreed: &[Load]) -> Minutes {
    let agreed: Vec<&Load> = agreed.iter().filter(|load| load.start <= added.end && load.end >= added.start).collect();
    // The load only rises where something begins, so these weeks hold the highest one.
    let starts = agreed.iter().map(|load| load.start.max(added.start)).chain([added.start]);
    let hours = starts.map(|day| {
        let week = Week::of(day);
        let beside = agreed.iter().filter(|load| load.start <= week.sunday() && load.end >= week.monday());
        added.weekly_hours + beside.map(|load| load.weekly_hours).sum::<i32>()
    });
    Minutes::hours(hours.max().unwrap_or(added.weekly_hours))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn load(start: Day, end: Day, weekly_hours: i32) -> Load {
        Load { start, end, weekly_hours }
    }

    #[test]
    fn what_would_overfill_a_week_clashes() {
        let open = |number: u128, load: Load| Open {
            clash: Clash {
                application: uuid::Uuid::from_u128(number).into(),
                title: String::new(),
                host: String::new(),
                offered: false,
            },
            load,
        };
        let accepted = load(date(2027, 1, 4), date(2027, 1, 29), 12);
        let open = [
            open(1, accepted),
            open(2, load(date(2027, 1, 25), date(2027, 2, 12), 10)),
            open(3, load(date(2027, 1, 25), date(2027, 2, 12), 8)),
            open(4, load(date(2027, 2, 1), date(2027, 2, 12), 20)),
        ];
        let found = clashes(accepted, open[0].clash.application, &[], &open, Minutes::hours(20));
        assert_eq!(found, [open[1].clash.clone()], "itself, what fits and what comes later do not");
    }

    #[test]
    fn only_weeks_that_overlap_add_up() {
        let added = load(date(2026, 12, 7), date(2027, 1, 29), 6);
        let first = load(date(2026, 11, 2), date(2026, 12, 11), 5);
        let second = load(date(2027, 1, 11), date(2027, 2, 26), 8);
        assert_eq!(busiest_week(added, &[]), Minutes::hours(6));
        assert_eq!(busiest_week(added, &[first]), Minutes::hours(11));
        assert_eq!(busiest_week(added, &[first, second]), Minutes::hours(14));
    }
}
