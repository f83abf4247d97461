//! Maya's portfolio: two finished works with their hosts' permission, and a public link.

use domain::machine::Word as _;
use domain::portfolios::Scope;
use domain::time::Instant;
use sqlx::PgConnection;

use super::personas::PORTFOLIO;
use crate::failure::Failure;
use crate::sql::at;

/// Whose it is.
pub(super) const STUDENT: &str = "Maya Okafor";
const HEADLINE: &str = "Public health student who likes tidy data";
const INTRODUCTION: &str = "I study public health at Rivermark College and look for the numbers behind a question. \
    I ask early, send a small sample first, and write down what I changed and why.";

/// What this host allows.
pub(super) fn scope_of(host: &str) -> Scope {
    if host == "Harbor Street Pantry" { Scope::WorkAndQuote } else { Scope::Work }
}

/// Writes it, the link as if it had been made now.
///
/// # Errors
/// When the database refuses a row or does not answer.
pub(super) async fn fill(db: &mut PgConnection, now: Instant) -> Result<(), Failure> {
    sqlx::query!(
        "insert into portfolios (program_id, student_id, headline, introduction, token_hash, link_made_at, created_at, updated_at)
         select s.program_id, s.person_id, $2, $3, $4, $5, $5, $5
         from students s join people p on p.id = s.person_id where p.name = $1",
        STUDENT,
        HEADLINE,
        INTRODUCTION,
        crate::people::hash_secret(PORTFOLIO),
        at(now) as _,
    )
    .execute(&mut *db)
    .await?;
    let finished = sqlx::query!(
        "select e.id, h.name as host, r.author_id, r.revealed_at
         from engagements e join people p on p.id = e.student_id join hosts h on h.id = e.host_id
         join reviews r on r.engagement_id = e.id and r.side = 'host'
         where p.name = $1 and e.stage = 'completed' order by e.id",
        STUDENT
    )
    .fetch_all(&mut *db)
    .await?;
    for work in finished {
        sqlx::query!(
            "insert into work_showings (engagement_id, scope, decided_at, decided_by) values ($1, $2, $3, $4)",
            work.id,
            scope_of(&work.host).word(),
            work.revealed_at as _,
            work.author_id,
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}
