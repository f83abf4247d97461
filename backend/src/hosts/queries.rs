//! The hosts of a program, and one host's own standing.

use domain::access::Action;
use domain::hosts::{Command, Host, Stage};
use domain::ids::HostId;
use domain::machine::Word as _;
use domain::time::Day;

use super::rows;
use crate::cx::Cx;
use crate::failure::Failure;
use crate::people::prefix;

/// Hosts on one page.
const PAGE: usize = 50;

/// Which hosts to list.
#[derive(Clone, Debug, Default)]
pub struct HostsFilter {
    /// The beginning of a name or of any word in it; empty for all.
    pub search: String,
    /// Only those that stand here.
    pub stage: Option<Stage>,
    /// The last host of the page before.
    pub after: Option<HostId>,
}

/// One page of hosts, by name.
#[derive(Clone, Debug)]
pub struct HostsView {
    /// At most 50.
    pub hosts: Vec<ListedHost>,
    /// Where the next page begins, if there is one.
    pub next: Option<HostId>,
    /// How many stand where, whatever the filter says.
    pub counts: Vec<(Stage, i64)>,
}

impl HostsView {
    /// How many stand at `stage`.
    #[must_use]
    pub fn count(&self, stage: Stage) -> i64 {
        self.counts.iter().find(|(at, _)| *at == stage).map_or(0, |(_, count)| *count)
    }
}

/// One host in the list.
#[derive(Clone, Debug)]
pub struct ListedHost {
    /// Which, and where it stands since when.
    pub host: Host,
    /// Its name.
    pub name: String,
    /// Its web site; empty when it has none.
    pub website: String,
    /// What it does, in its own words.
    pub about: String,
    /// What was last asked, answered or given as a reason.
    pub note: String,
    /// Its owner's name and address; empty when it has none.
    pub owner: (String, String),
    /// People who belong to it.
    pub members: i64,
    /// Its projects in this program.
    pub projects: i64,
    /// Those that students can see now.
    pub open: i64,
    /// What the person who asks could decide.
    pub offers: Vec<Command>,
}

/// The hosts of the program.
///
/// # Errors
/// [`Failure::NotFound`] for people who may not see them.
pub async fn hosts(cx: &Cx, filter: &HostsFilter) -> Result<HostsView, Failure> {
    cx.require(Action::ViewHosts)?;
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
    let rows = sqlx::query!(
        r#"select h.id, h.name, h.website, h.about, s.stage, s.note, s.updated_at,
             coalesce(o.name, '') as "owner!", coalesce(o.email, '') as "owner_email!",
             (select count(*) from host_members m where m.host_id = h.id) as "members!",
             (select count(*) from projects p where p.host_id = h.id and p.program_id = $1) as "projects!",
             (select count(*) from projects p where p.host_id = h.id and p.program_id = $1 and p.stage = 'published') as "open!"
           from host_standings s join hosts h on h.id = s.host_id
           left join lateral (select q.name, q.email from host_members m join people q on q.id = m.person_id
                              where m.host_id = h.id and m.role = 'owner' order by m.created_at limit 1) o on true
           where s.program_id = $1 and ($2::text is null or s.stage = $2)
             and ($3 = '%' or lower(h.name) like $3 or lower(h.name) like '% ' || $3)
             and ($4::uuid is null or (lower(h.name), h.id) > (select lower(a.name), a.id from hosts a where a.id = $4))
           order by lower(h.name), h.id limit $5"#,
        cx.program().id.0,
        filter.stage.map(Stage::word),
        prefix(&filter.search),
        filter.after.map(|id| id.0),
        limit,
    )
    .fetch_all(cx.pool())
    .await?;
    let more = rows.len() > PAGE;
    let mut hosts = Vec::with_capacity(PAGE);
    for row in rows.into_iter().take(PAGE) {
        let host = rows::restore(cx, row.id.into(), &row.stage, row.updated_at.to_jiff())?;
        hosts.push(ListedHost {
            offers: host.offers(cx.actor()),
            host,
            name: row.name,
            website: row.website,
            about: row.about,
            note: row.note,
            owner: (row.owner, row.owner_email),
            members: row.members,
            projects: row.projects,
            open: row.open,
        });
    }
    let next = if more { hosts.last().map(|last| last.host.id) } else { None };
    Ok(HostsView { hosts, next, counts: counts(cx).await? })
}

async fn counts(cx: &Cx) -> Result<Vec<(Stage, i64)>, Failure> {
    let rows = sqlx::query!(
        r#"select stage, count(*) as "count!" from host_standings where program_id = $1 group by stage"#,
        cx.program().id.0
    )
    .fetch_all(cx.pool())
    .await?;
    rows.into_iter().map(|row| Ok((crate::sql::word(&row.stage)?, row.count))).collect()
}

/// Where one host stands with this program, for its own members.
#[derive(Clone, Debug)]
pub struct StandingView {
    /// Which.
    pub id: HostId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub stage: Stage,
    /// Since when.
    pub since: Day,
    /// What staff asked, or the reason they gave.
    pub note: String,
    /// What the person who asks could do.
    pub offers: Vec<Command>,
}

/// The hosts the person who asks belongs to, and where they stand with this program.
///
/// # Errors
/// When the database does not answer.
pub async fn standing(cx: &Cx) -> Result<Vec<StandingView>, Failure> {
    let mine: Vec<_> = cx.person()?.hosts.iter().map(|(id, _)| id.0).collect();
    let rows = sqlx::query!(
        "select h.id, h.name, s.stage, s.note, s.updated_at from host_standings s join hosts h on h.id = s.host_id
         where s.program_id = $1 and s.host_id = any($2) order by lower(h.name), h.id limit 20",
        cx.program().id.0,
        &mine,
    )
    .fetch_all(cx.pool())
    .await?;
    let mut standings = Vec::with_capacity(rows.len());
    for row in rows {
        let host = rows::restore(cx, row.id.into(), &row.stage, row.updated_at.to_jiff())?;
        standings.push(StandingView {
            id: host.id,
            name: row.name,
            stage: host.stage(),
            since: host.facts.since,
            note: row.note,
            offers: host.offers(cx.actor()),
        });
    }
    Ok(standings)
}
