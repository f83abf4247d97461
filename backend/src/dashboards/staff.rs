//! The staff's home: counts, attention, activity. Three queries, whatever the size of the program.

use domain::access::Action;
use domain::dashboards::{Figure, StaffHome};

use crate::cx::Cx;
use crate::dashboards::{activity, attention};
use crate::failure::Failure;

/// Everything the staff's home shows, now.
///
/// # Errors
/// [`Failure::NotFound`] for anybody else.
pub async fn staff_home(cx: &Cx) -> Result<StaffHome, Failure> {
    cx.require(Action::ViewStaffHome)?;
    let (figures, attention, activity) = tokio::try_join!(figures(cx), attention::items(cx), activity::latest(cx))?;
    Ok(StaffHome {
        today: domain::time::long_date(cx.today()),
        as_of: cx.program().clock_of(cx.at()),
        figures,
        attention,
        activity,
    })
}

/// Counts by stage. Each is capped in the query: nobody acts on the difference between 1,200 and 1,300.
async fn figures(cx: &Cx) -> Result<Vec<Figure>, Failure> {
    let row = sqlx::query!(
        r#"select
            (select count(*) from (select 1 from projects where program_id = $1 and stage in ('submitted', 'in_review') limit 1001) x) as "queue!",
            (select count(*) from (select 1 from projects where program_id = $1 and stage = 'published' limit 1001) x) as "published!",
            (select count(*) from (select 1 from projects where program_id = $1 and stage = 'selection' limit 1001) x) as "selection!",
            (select count(*) from (select 1 from applications where program_id = $1
                and stage in ('submitted', 'shortlisted', 'interview', 'offered') limit 1001) x) as "applications!",
            (select count(*) from (select 1 from engagements where program_id = $1 and stage = 'onboarding' limit 1001) x) as "onboarding!",
            (select count(*) from (select 1 from engagements where program_id = $1 and stage = 'in_progress' limit 1001) x) as "working!",
            (select count(*) from (select 1 from engagements where program_id = $1 and stage = 'in_acceptance' limit 1001) x) as "acceptance!",
            (select count(*) from (select 1 from payments where program_id = $1
                and stage in ('ready', 'approved', 'batched', 'submitted') limit 1001) x) as "pay!""#,
        cx.program().id.0,
    )
    .fetch_one(cx.pool())
    .await?;
    let figure = |label: &str, count: i64, note: &str, href: &str| Figure {
        label: label.to_owned(),
        count,
        note: note.to_owned(),
        href: href.to_owned(),
    };
    let attention = match crate::attention::open_count(cx).await {
        Ok((all, risky)) => Some(figure("Need attention", all, &format!("{risky} at risk"), "/staff/attention")),
        // Who does not work it off is not shown it.
        Err(Failure::NotFound) => None,
        Err(failure) => return Err(failure),
    };
    // The queue is for those who review; everybody else finds the same projects in the list.
    let reviews = cx.require(Action::ReviewProjects).is_ok();
    let days = cx.policy().review_days;
    let answer = format!("answer within {days} business {}", if days == 1 { "day" } else { "days" });
    let queue = if reviews { "/staff/queue" } else { "/staff/projects?stage=submitted" };
    let stages = vec![
        figure("In review", row.queue, &answer, queue),
        figure("Open to students", row.published, "published projects", "/staff/projects?stage=published"),
        figure("Being decided", row.selection, "hosts owe an answer", "/staff/projects?stage=selection"),
        figure(
            "Applicants waiting",
            row.applications,
            "for an answer or an offer’s end",
            "/staff/projects?stage=published",
        ),
        figure("Onboarding", row.onboarding, "before the start", "/staff/engagements?stage=onboarding"),
        figure("At work", row.working, "in progress", "/staff/engagements?stage=in_progress"),
        figure("Handed in", row.acceptance, "hosts accept or ask for more", "/staff/engagements?stage=in_acceptance"),
        figure("Pay under way", row.pay, "ready, not yet settled", "/staff/payments"),
    ];
    Ok(attention.into_iter().chain(stages).collect())
}
