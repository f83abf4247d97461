//! How full a student's weeks are.

use domain::ids::PersonId;
use domain::time::{Day, Minutes, Week};

use crate::failure::Failure;
use crate::sql::on;

/// Work a student has agreed to: first day, last day, hours a week.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    pub start: Day,
    pub end: Day,
    pub weekly_hours: i32,
}

/// The student's engagements that are not over and touch the days from `start` to `end`.
pub async fn beside(
    db: impl sqlx::PgExecutor<'_>,
    student: PersonId,
    start: Day,
    end: Day,
) -> Result<Vec<Load>, Failure> {
    let rows = sqlx::query!(
        r#"select e.start_on, e.end_on, coalesce(p.weekly_hours, 0) as "weekly_hours!"
           from engagements e join projects p on p.id = e.project_id
           where e.student_id = $1 and e.stage in ('onboarding', 'in_progress', 'paused')
             and e.start_on <= $3 and e.end_on >= $2
           limit 100"#,
        student.0,
        on(start) as _,
        on(end) as _,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Load { start: r.start_on.to_jiff(), end: r.end_on.to_jiff(), weekly_hours: r.weekly_hours })
        .collect())
}

/// The busiest week of `added` together with what is agreed already.
pub fn busiest_week(added: Load, agreed: &[Load]) -> Minutes {
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
    fn only_weeks_that_overlap_add_up() {
        let added = load(date(2026, 12, 7), date(2027, 1, 29), 6);
        let first = load(date(2026, 11, 2), date(2026, 12, 11), 5);
        let second = load(date(2027, 1, 11), date(2027, 2, 26), 8);
        assert_eq!(busiest_week(added, &[]), Minutes::hours(6));
        assert_eq!(busiest_week(added, &[first]), Minutes::hours(11));
        assert_eq!(busiest_week(added, &[first, second]), Minutes::hours(14));
    }
}
