//! The scope check with the facts only the database knows.

use std::collections::HashMap;

use domain::ids::{HostId, ProjectId};
use domain::projects::Draft;
use domain::projects::scope::{Facts, comparable};
use sqlx::PgConnection;
use sqlx::types::Json;

use crate::cx::Visit;
use crate::failure::Failure;

/// Own projects a draft is compared with: the newest ones.
const COMPARED: i64 = 5;

/// What the check must know beyond the draft: the day, the host's site and its other live projects.
pub(super) async fn facts(
    db: &mut PgConnection,
    visit: &Visit,
    host: HostId,
    except: ProjectId,
) -> Result<Facts, Failure> {
    let site = sqlx::query_scalar!("select website from hosts where id = $1", host.0).fetch_optional(&mut *db).await?;
    let live = sqlx::query_scalar!(
        r#"select draft as "draft!: Json<Draft>" from projects
           where host_id = $1 and id <> $2 and stage in ('published', 'paused', 'selection', 'filled', 'in_progress')
           order by updated_at desc limit $3"#,
        host.0,
        except.0,
        COMPARED,
    )
    .fetch_all(db)
    .await?;
    let live_projects = live.iter().map(|draft| comparable(draft)).collect();
    Ok(Facts { today: visit.today(), site, live_projects, ..Facts::default() })
}

/// The same facts for the submitted projects of many hosts at once, for lists.
pub(super) async fn facts_of_hosts(
    db: &mut PgConnection,
    visit: &Visit,
    hosts: &[uuid::Uuid],
) -> Result<HashMap<uuid::Uuid, Facts>, Failure> {
    let rows = sqlx::query!(
        r#"select h.id as "id!", h.website as "website!", l.draft as "draft?: Json<Draft>" from hosts h
           left join lateral (select p.draft from projects p
                where p.host_id = h.id and p.stage in ('published', 'paused', 'selection', 'filled', 'in_progress')
                order by p.updated_at desc limit $2) l on true
           where h.id = any($1)"#,
        hosts,
        COMPARED,
    )
    .fetch_all(db)
    .await?;
    let mut all: HashMap<uuid::Uuid, Facts> = HashMap::new();
    for row in rows {
        let facts = all.entry(row.id).or_insert_with(|| Facts {
            today: visit.today(),
            site: Some(row.website.clone()),
            ..Facts::default()
        });
        facts.live_projects.extend(row.draft.map(|draft| comparable(&draft)));
    }
    Ok(all)
}
