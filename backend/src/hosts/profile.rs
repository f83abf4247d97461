//! One host: what its owners keep up to date, and what staff see of it.

use domain::access::Action;
use domain::actor::{HostRole, Party, Role};
use domain::event::{Event, Subject};
use domain::hosts::{Command, Ein, Evidence, HostDetails, HostKind, Stage, evidence};
use domain::ids::HostId;
use domain::machine::Word as _;
use domain::refusal::Refusal;
use domain::time::Day;

use super::{record, rows};
use crate::cx::{About, Cx, Once};
use crate::failure::Failure;
use crate::mail;
use crate::sql::{at, word};

/// A host's own page about itself.
#[derive(Clone, Debug)]
pub struct ProfileView {
    /// Which.
    pub id: HostId,
    /// Its name.
    pub name: String,
    /// What kind of organisation it is; `None` while it has not said.
    pub kind: Option<HostKind>,
    /// Its web site; empty when it has none.
    pub website: String,
    /// What it does, in its own words.
    pub about: String,
    /// Where it can be found.
    pub address: String,
    /// Its tax number.
    pub ein: Option<Ein>,
    /// Where it stands with the program.
    pub stage: Stage,
    /// Whether the person who asks may change it.
    pub may_change: bool,
    /// What a form that is drawn now names when it is sent.
    pub version: i32,
}

/// One host as staff see it.
#[derive(Clone, Debug)]
pub struct HostView {
    /// Which.
    pub id: HostId,
    /// Its name.
    pub name: String,
    /// What kind of organisation it is; `None` while it has not said.
    pub kind: Option<HostKind>,
    /// Its web site; empty when it has none.
    pub website: String,
    /// What it does, in its own words.
    pub about: String,
    /// Where it can be found; empty when not given.
    pub address: String,
    /// Its tax number: whole for staff, its end for others; empty when not given.
    pub ein: String,
    /// Where it stands.
    pub stage: Stage,
    /// Since when.
    pub since: Day,
    /// What was last asked, answered or given as a reason.
    pub note: String,
    /// What speaks for it.
    pub evidence: Evidence,
    /// Its members: name, address, whether they own it.
    pub members: Vec<(String, String, bool)>,
    /// Its newest projects: id, title, stage word.
    pub projects: Vec<(domain::ids::ProjectId, String, String)>,
    /// What was decided about it, newest first: day, command's word, who, why.
    pub history: Vec<(Day, String, String, String)>,
    /// What the person who asks could decide.
    pub offers: Vec<Command>,
}

/// The profile of one's own organisation: the one named, or the first.
///
/// # Errors
/// [`Failure::NotFound`] for people who do not belong to it.
pub async fn profile(cx: &Cx, host: Option<HostId>) -> Result<ProfileView, Failure> {
    cx.require(Action::EditHostProfile)?;
    let mine = &cx.person()?.hosts;
    let found = mine.iter().find(|(id, _)| host.is_none_or(|wanted| wanted == *id));
    let (id, role) = *found.ok_or(Failure::NotFound)?;
    let row = sqlx::query!(
        "select h.name, h.kind, h.website, h.about, h.address, h.ein, h.version, s.stage from hosts h
         join host_standings s on s.host_id = h.id and s.program_id = $2 where h.id = $1",
        id.0,
        cx.program().id.0,
    )
    .fetch_optional(cx.pool())
    .await?
    .ok_or(Failure::NotFound)?;
    Ok(ProfileView {
        id,
        name: row.name,
        kind: HostKind::from_word(&row.kind),
        website: row.website,
        about: row.about,
        address: row.address,
        ein: Ein::parse(&row.ein).ok(),
        stage: word(&row.stage)?,
        may_change: role == HostRole::Owner,
        version: row.version,
    })
}

/// Keeps what an owner says of their organisation. When it was verified already and what staff looked at changes, staff
/// are told. `version` is the one the form was drawn with.
///
/// # Errors
/// [`Refusal::Changed`] when somebody changed it in between; a refusal for members who do not own it;
/// [`Failure::NotFound`] for everybody else.
pub async fn save_profile(
    cx: &Cx,
    host: HostId,
    details: HostDetails,
    version: i32,
    once: Once,
) -> Result<(), Failure> {
    cx.require(Action::EditHostProfile)?;
    let role = cx.person()?.hosts.iter().find(|(id, _)| *id == host).map(|(_, role)| *role);
    match role {
        Some(HostRole::Owner) => {}
        Some(HostRole::Supervisor) => {
            return Err(
                Refusal::rule("The owner of your organisation keeps this up to date. Ask them to change it.").into()
            );
        }
        None => return Err(Failure::NotFound),
    }
    let mut tx = cx.begin_once(once).await?;
    let (standing, _) = rows::lock_visible(&mut tx, host).await?.ok_or(Failure::NotFound)?;
    let old =
        sqlx::query!("select name, kind, website, address, ein, version from hosts where id = $1 for update", host.0)
            .fetch_one(tx.db())
            .await?;
    if old.version != version {
        return Err(Refusal::Changed.into());
    }
    let website = details.host.website.unwrap_or_default();
    let ein = details.ein.as_ref().map_or("", Ein::digits).to_owned();
    let checked = [
        ("name", old.name != details.host.name),
        ("kind of organisation", old.kind != details.host.kind.word()),
        ("web site", old.website != website),
        ("address", old.address != details.address),
        ("tax number", old.ein != ein),
    ];
    let changed: Vec<&str> = checked.into_iter().filter(|(_, differs)| *differs).map(|(what, _)| what).collect();
    sqlx::query!(
        "update hosts set name = $2, website = $3, about = $4, address = $5, ein = $6, updated_at = $7, kind = $8, version = version + 1
         where id = $1",
        host.0,
        details.host.name,
        website,
        details.host.about,
        details.address,
        ein,
        at(cx.at()) as _,
        details.host.kind.word(),
    )
    .execute(tx.db())
    .await?;
    // The history says what was touched, never the number itself.
    let event = Event {
        subject: Subject::Host,
        id: host.0,
        belongs: standing.belongs,
        command: "save_profile",
        by: Party::Host,
        from: None,
        to: None,
        reason: (!changed.is_empty()).then(|| format!("Changed: {}.", changed.join(", "))),
        kind: None,
    };
    tx.record(&event, About::default()).await?;
    if standing.may_publish() && !changed.is_empty() {
        let name = &details.host.name;
        let lines = vec![
            format!("{name} was verified before it changed this: {}.", changed.join(", ")),
            "Look whether it is still the organisation you know.".to_owned(),
        ];
        let action = Some(("Open the host".to_owned(), format!("/staff/hosts/{host}")));
        mail::queue_to_role(&mut tx, Role::Staff, format!("{name} changed its profile"), lines, action).await?;
    }
    tx.commit().await
}

/// One host with what speaks for it. People who are not staff see the end of its tax number only.
///
/// # Errors
/// [`Failure::NotFound`] for people who may not see hosts, and for a host that is not in this program.
pub async fn host_page(cx: &Cx, id: HostId) -> Result<HostView, Failure> {
    cx.require(Action::ViewHosts)?;
    let mut db = cx.pool().acquire().await?;
    let row = sqlx::query!(
        "select h.name, h.kind, h.website, h.about, h.address, s.stage, s.note, s.updated_at from hosts h
         join host_standings s on s.host_id = h.id and s.program_id = $2 where h.id = $1",
        id.0,
        cx.program().id.0,
    )
    .fetch_optional(&mut *db)
    .await?
    .ok_or(Failure::NotFound)?;
    let host = rows::restore(cx, id, &row.stage, row.updated_at.to_jiff())?;
    let known = record::known(&mut db, cx, id).await?;
    let members = sqlx::query!(
        "select q.name, q.email, m.role from host_members m join people q on q.id = m.person_id where m.host_id = $1
         order by m.role, q.name limit 50",
        id.0,
    )
    .fetch_all(&mut *db)
    .await?;
    let projects = sqlx::query!(
        "select id, title, stage from projects where host_id = $1 and program_id = $2 and stage not in ('draft', 'archived')
         order by updated_at desc limit 20",
        id.0,
        cx.program().id.0,
    )
    .fetch_all(&mut *db)
    .await?;
    let history = sqlx::query!(
        r#"select e.at, e.command, coalesce(a.name, '') as "who!", coalesce(e.reason, '') as "reason!"
           from events e left join people a on a.id = e.actor_id
           where e.subject_id = $1 and e.subject = 'host' and e.program_id = $2 order by e.id desc limit 30"#,
        id.0,
        cx.program().id.0,
    )
    .fetch_all(&mut *db)
    .await?;
    let staff = cx.actor().parties(&host.belongs).contains(&Party::Staff);
    let ein = known.ein.as_ref().map(|ein| if staff { ein.whole() } else { ein.ending() });
    Ok(HostView {
        id,
        name: row.name,
        kind: HostKind::from_word(&row.kind),
        website: row.website,
        about: row.about,
        address: row.address,
        ein: ein.unwrap_or_default(),
        stage: host.stage(),
        since: host.facts.since,
        note: row.note,
        evidence: evidence(&known),
        members: members.into_iter().map(|row| (row.name, row.email, row.role == "owner")).collect(),
        projects: projects.into_iter().map(|row| (row.id.into(), row.title, row.stage)).collect(),
        history: history
            .into_iter()
            .map(|row| (cx.program().day_of(row.at.to_jiff()), row.command, row.who, row.reason))
            .collect(),
        offers: host.offers(cx.actor()),
    })
}
