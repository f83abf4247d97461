//! The demonstration, with dates around the present day, and worlds of any size for measuring.
//!
//! | File | What it does |
//! |---|---|
//! | [`personas`] | people to sign in as |
//! | `story` | steps through the rules of `domain`, with their events |
//! | `people`, `projects`, `engagements`, `hours` | how a person, a project, an engagement and a week are told |
//! | `profiles`, `searches`, `portfolios` | what the students among the personas say of themselves, look for and show |
//! | `by_email` | a link of a letter that is open |
//! | `files` | the résumé and the deliverables, with their content |
//! | `open`, `work`, `history` | what is told |
//! | `moments`, `random` | days around today; numbers that are the same every time |
//! | `copy`, `rows` | the way into the tables |
//! | `scale` | worlds of any size |

mod books;
mod by_email;
mod copy;
mod engagements;
mod files;
mod funds;
mod history;
mod hours;
mod interviews;
mod moments;
mod onboarding;
mod open;
mod people;
mod personas;
mod portfolios;
mod profiles;
mod projects;
mod random;
mod rows;
mod scale;
mod searches;
mod story;
mod talk;
#[cfg(test)]
mod tests;
mod work;

use domain::time::Instant;

pub use personas::{BY_EMAIL, PASSWORD, PERSONAS, PORTFOLIO, Persona};
pub use scale::{Counts, scale};

use crate::cx::Backend;
use crate::failure::Failure;
use crate::sql::{at, on};
use story::{Story, figures_since};

const SLUG: &str = "rivermark";
const PROGRAM: &str = "Rivermark Micro-Internships";
const INSTITUTION: &str = "Rivermark College";

/// Makes the demonstration in an empty database: a program with its figures and holidays, people,
/// projects in every stage and a term of history. True when it made them, false when a program was
/// there already. Everything or nothing; of two servers that start at once, one makes it.
///
/// # Errors
/// When the database does not answer.
pub async fn demo(backend: &Backend) -> Result<bool, Failure> {
    if crate::programs::any(&backend.pool).await? {
        return Ok(false);
    }
    let hash = crate::people::hash_password(PASSWORD).await?;
    let story = tell(backend.clock.now(), &hash)?;
    let (program, moments) = (story.program, story.moments.clone());
    let begun = moments.at(moments.back(90), 8, 0);
    let (figures, numbers) = (figures_since(&moments), story.policy.numbers());
    let rows = story.finish();

    let mut tx = backend.pool.begin().await?;
    // Another server that is making it holds the slug, or the id where both began in one moment: this waits for it, and then
    // finds it taken.
    let mine = sqlx::query!(
        "insert into programs (id, slug, name, institution, zone, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
        program,
        SLUG,
        PROGRAM,
        INSTITUTION,
        moments::ZONE,
        at(begun) as _,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if mine == 0 {
        return Ok(false);
    }
    let admin = rows.people.iter().find(|person| person.name == "Ada Park").map(|person| person.id);
    for (figure, value) in domain::policy::FIGURES.iter().zip(numbers) {
        let own = people::FIGURES.iter().find(|(name, _, _)| *name == figure.name);
        let source = own.map_or("Program decision of 1 August: as the product proposes", |(_, _, source)| source);
        sqlx::query!(
            "insert into policies (program_id, name, valid_from, value, source, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
            program,
            figure.name,
            on(figures) as _,
            value,
            source,
            admin,
            at(begun) as _,
        )
        .execute(&mut *tx)
        .await?;
    }
    // Last year's too: the history reaches back into it.
    for (day, name) in (-1..=1).flat_map(|years| moments::holidays(moments.today.year() + years)) {
        sqlx::query!(
            "insert into holidays (program_id, day, name) values ($1, $2, $3) on conflict do nothing",
            program,
            on(day) as _,
            name
        )
        .execute(&mut *tx)
        .await?;
    }
    for (first, last, name) in &moments.exams {
        sqlx::query!(
            "insert into exam_periods (program_id, first_day, last_day, name) values ($1, $2, $3, $4)",
            program,
            on(*first) as _,
            on(*last) as _,
            name
        )
        .execute(&mut *tx)
        .await?;
    }
    for (state, place, cents, source) in people::FLOORS {
        sqlx::query!(
            "insert into wage_floors (program_id, state, place, valid_from, cents, source) values ($1, $2, $3, $4, $5, $6)",
            program,
            state,
            place,
            on(figures) as _,
            cents,
            source
        )
        .execute(&mut *tx)
        .await?;
    }
    rows.write(&mut tx).await?;
    profiles::fill(&mut tx, begun).await?;
    files::fill(&mut tx, backend, begun).await?;
    searches::fill(&mut tx, &moments.zone, moments.now).await?;
    portfolios::fill(&mut tx, moments.now).await?;
    funds::fill(&mut tx, program, &moments).await?;
    interviews::fill(&mut tx, &moments).await?;
    by_email::fill(&mut tx, moments.now).await?;
    find_words(&mut tx).await?;
    tx.commit().await?;
    let cx = backend.system_cx(program.into()).await?;
    crate::metrics::demonstrate(&cx, admin.map(domain::ids::PersonId)).await?;
    Ok(true)
}

/// The whole story, told at `now`.
fn tell(now: Instant, password_hash: &str) -> Result<Story, Failure> {
    let mut story = Story::new(now)?;
    story.people(password_hash)?;
    story.onboarding_rules()?;
    story.open_projects()?;
    story.worked_on()?;
    Ok(story)
}

/// What students can find the published projects by, as `projects::publish` writes it.
async fn find_words(db: &mut sqlx::PgConnection) -> Result<(), Failure> {
    sqlx::query!(
        "update projects p set search = setweight(to_tsvector('english', p.title), 'A')
            || setweight(to_tsvector('english', array_to_string(p.skills, ' ') || ' ' || p.category), 'B')
            || setweight(to_tsvector('english', coalesce(p.draft ->> 'problem', '') || ' ' ||
                (select coalesce(string_agg(d ->> 'name', ' '), '') from jsonb_array_elements(p.draft -> 'deliverables') d)
                || ' ' || h.name), 'C')
         from hosts h where h.id = p.host_id and p.published_at is not null"
    )
    .execute(&mut *db)
    .await?;
    let rows = sqlx::query!(
        r#"select p.program_id, concat_ws(' ', p.title, array_to_string(p.skills, ' '), p.category, p.draft ->> 'problem',
            (select string_agg(d ->> 'name', ' ') from jsonb_array_elements(p.draft -> 'deliverables') d), h.name) as "text!"
           from projects p join hosts h on h.id = p.host_id where p.published_at is not null order by p.id"#
    )
    .fetch_all(&mut *db)
    .await?;
    for row in rows {
        crate::projects::learn(db, row.program_id, &row.text).await?;
    }
    Ok(())
}
