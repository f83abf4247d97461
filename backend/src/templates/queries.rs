//! What hosts can begin from, and what staff read of the program's own templates.

use domain::access::Action;
use domain::ids::TemplateId;
use domain::projects::{Draft, Template, template, templates};
use domain::templates::{Outcomes, rank};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::views::{Finished, Offer, TemplateList, TemplatePage, TemplateRow};
use super::{outcomes, rows};
use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::word;

/// Templates of a program that are read at once.
const MOST: i64 = 200;
/// Finished projects that are offered to make a template of.
const FINISHED: i64 = 20;

/// Every template a host can begin from, the proven ones first ([`rank`]).
///
/// # Errors
/// [`Failure::NotFound`] for people who write no projects.
pub async fn offered(cx: &Cx) -> Result<Vec<Offer>, Failure> {
    cx.require(Action::DraftProject)?;
    let mut db = cx.pool().acquire().await?;
    let mut offers: Vec<Offer> = templates()
        .iter()
        .map(|template| Offer { template: template.clone(), own: false, outcomes: Outcomes::default() })
        .collect();
    let rows = sqlx::query!(
        r#"select id, title, category, needs, weeks, draft as "draft!: Json<Draft>" from program_templates
           where program_id = $1 and stage = 'published' order by updated_at desc, id limit $2"#,
        cx.program().id.0,
        MOST,
    )
    .fetch_all(&mut *db)
    .await?;
    offers.extend(rows.into_iter().map(|row| Offer {
        template: Template {
            key: row.id.to_string(),
            title: row.title,
            category: row.category,
            weeks: i64::from(row.weeks),
            needs: row.needs,
            draft: row.draft.0,
        },
        own: true,
        outcomes: Outcomes::default(),
    }));
    let keys: Vec<String> = offers.iter().map(|offer| offer.template.key.clone()).collect();
    let mut known = outcomes::of(&mut db, cx, &keys).await?;
    for offer in &mut offers {
        offer.outcomes = known.remove(&offer.template.key).unwrap_or_default();
    }
    rank(&mut offers, |offer| offer.outcomes);
    Ok(offers)
}

/// One template a host can begin from.
///
/// # Errors
/// [`Failure::NotFound`] for people who write no projects, and for a key that no offered template has.
pub async fn preview(cx: &Cx, key: &str) -> Result<Offer, Failure> {
    cx.require(Action::DraftProject)?;
    let mut db = cx.pool().acquire().await?;
    let found = startable(&mut db, cx, key).await?.ok_or(Failure::NotFound)?;
    let outcomes =
        outcomes::of(&mut db, cx, std::slice::from_ref(&found.key)).await?.remove(&found.key).unwrap_or_default();
    Ok(Offer { own: template(key).is_none(), template: found, outcomes })
}

/// The template with this key: one of the product, or one this program has published.
pub(crate) async fn startable(db: &mut PgConnection, cx: &Cx, key: &str) -> Result<Option<Template>, Failure> {
    if let Some(found) = template(key) {
        return Ok(Some(found.clone()));
    }
    let Ok(id) = key.parse::<Uuid>() else { return Ok(None) };
    let row = sqlx::query!(
        r#"select title, category, needs, weeks, draft as "draft!: Json<Draft>" from program_templates
           where id = $1 and program_id = $2 and stage = 'published'"#,
        id,
        cx.program().id.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Template {
        // As the database writes it: an id can be spelt in several ways.
        key: id.to_string(),
        title: row.title,
        category: row.category,
        weeks: i64::from(row.weeks),
        needs: row.needs,
        draft: row.draft.0,
    }))
}

/// The program's own templates and the finished projects one could be made of.
///
/// # Errors
/// [`Failure::NotFound`] without the right.
pub async fn program_templates(cx: &Cx) -> Result<TemplateList, Failure> {
    cx.require(Action::KeepTemplates)?;
    let mut db = cx.pool().acquire().await?;
    let found = sqlx::query!(
        "select id, title, stage, needs, updated_at from program_templates where program_id = $1
         order by case stage when 'prepared' then 1 when 'published' then 2 else 3 end, updated_at desc, id limit $2",
        cx.program().id.0,
        MOST,
    )
    .fetch_all(&mut *db)
    .await?;
    let keys: Vec<String> = found.iter().map(|row| row.id.to_string()).collect();
    let mut known = outcomes::of(&mut db, cx, &keys).await?;
    let mut list = Vec::with_capacity(found.len());
    for row in found {
        list.push(TemplateRow {
            id: row.id.into(),
            title: row.title,
            stage: word(&row.stage)?,
            needs: row.needs,
            outcomes: known.remove(&row.id.to_string()).unwrap_or_default(),
            updated_at: row.updated_at.to_jiff(),
        });
    }
    let finished = sqlx::query!(
        "select p.id, p.title, h.name as host, p.updated_at from projects p join hosts h on h.id = p.host_id
         where p.program_id = $1 and p.stage = 'completed'
            and not exists (select 1 from program_templates t where t.project_id = p.id and t.stage <> 'retired')
         order by p.updated_at desc limit $2",
        cx.program().id.0,
        FINISHED,
    )
    .fetch_all(&mut *db)
    .await?;
    let finished = finished
        .into_iter()
        .map(|row| Finished { id: row.id.into(), title: row.title, host: row.host, at: row.updated_at.to_jiff() })
        .collect();
    Ok(TemplateList { rows: list, finished })
}

/// One template on the desk of staff, whatever its stage.
///
/// # Errors
/// [`Failure::NotFound`] without the right, and for a template of another program.
pub async fn template_page(cx: &Cx, id: TemplateId) -> Result<TemplatePage, Failure> {
    cx.require(Action::KeepTemplates)?;
    let mut db = cx.pool().acquire().await?;
    let row = sqlx::query!(
        r#"select t.stage, t.title, t.needs, t.weeks, t.version, t.draft as "draft!: Json<Draft>", t.project_id,
            p.title as project, h.name as host, a.name as author
           from program_templates t join projects p on p.id = t.project_id join hosts h on h.id = p.host_id
           join people a on a.id = t.author_id
           where t.id = $1 and t.program_id = $2"#,
        id.0,
        cx.program().id.0,
    )
    .fetch_optional(&mut *db)
    .await?
    .ok_or(Failure::NotFound)?;
    let key = id.to_string();
    let outcomes = outcomes::of(&mut db, cx, std::slice::from_ref(&key)).await?.remove(&key).unwrap_or_default();
    let stage = word(&row.stage)?;
    Ok(TemplatePage {
        id,
        stage,
        version: row.version,
        offers: rows::restored(cx, id, stage, &row.title, &row.needs).offers(cx.actor()),
        needs: row.needs,
        weeks: i64::from(row.weeks),
        draft: row.draft.0,
        project: (row.project_id.into(), row.project, row.host),
        author: row.author,
        outcomes,
    })
}
