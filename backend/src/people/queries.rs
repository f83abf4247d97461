//! The account, the people of a program.

use domain::access::Action;
use domain::actor::Role;
use domain::ids::PersonId;
use domain::time::Instant;

use crate::cx::Cx;
use crate::failure::Failure;
use crate::sql::instant;

/// People on one page.
const PAGE: usize = 50;

/// One's own account.
#[derive(Clone, Debug)]
pub struct AccountView {
    /// The name one is shown by.
    pub name: String,
    /// How one signs in.
    pub email: String,
    /// Where one is signed in, latest visit first; at most 50.
    pub sessions: Vec<SessionView>,
}

/// One place where a person is signed in.
#[derive(Clone, Debug)]
pub struct SessionView {
    /// How the browser names itself; may be empty.
    pub user_agent: String,
    /// When they signed in there.
    pub since: Instant,
    /// Their last visit there, to five minutes.
    pub seen: Instant,
    /// Whether this is the browser that asks.
    pub here: bool,
}

/// The account of the person who asks; `session` is the one they ask from.
///
/// # Errors
/// When the database does not answer.
pub async fn account(cx: &Cx, session: &[u8]) -> Result<AccountView, Failure> {
    let me = cx.person()?.id;
    let person = sqlx::query!("select name, email from people where id = $1", me.0)
        .fetch_optional(cx.pool())
        .await?
        .ok_or(Failure::NotFound)?;
    let rows = sqlx::query!(
        r#"select user_agent, created_at, last_seen_at, token_hash = $2 as "here!" from sessions
           where person_id = $1 and expires_at > $3 order by last_seen_at desc limit 50"#,
        me.0,
        session,
        crate::sql::at(cx.at()) as _,
    )
    .fetch_all(cx.pool())
    .await?;
    let sessions = rows.into_iter().map(|row| SessionView {
        user_agent: row.user_agent,
        since: row.created_at.to_jiff(),
        seen: row.last_seen_at.to_jiff(),
        here: row.here,
    });
    Ok(AccountView { name: person.name, email: person.email, sessions: sessions.collect() })
}

/// Which people to list.
#[derive(Clone, Debug, Default)]
pub struct PeopleFilter {
    /// The beginning of a name, of any word in it, or of an address; empty for everybody.
    pub search: String,
    /// `host`, or a role's word; anything else for everybody.
    pub role: String,
    /// The last person of the page before.
    pub after: Option<PersonId>,
}

/// One page of people, by name.
#[derive(Clone, Debug)]
pub struct PeopleView {
    /// At most 50.
    pub people: Vec<Listed>,
    /// Where the next page begins, if there is one.
    pub next: Option<PersonId>,
    /// How many there are in the program for each role's word and `host`, whatever the filter says.
    pub counts: Vec<(String, i64)>,
}

impl PeopleView {
    /// How many people have a role; the word is a role's or `host`.
    #[must_use]
    pub fn count(&self, role: &str) -> i64 {
        self.counts.iter().find(|(word, _)| word == role).map_or(0, |(_, count)| *count)
    }
}

/// One person in the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their roles in this program.
    pub roles: Vec<Role>,
    /// The host organisations of this program they belong to.
    pub hosts: Vec<String>,
    /// `active`, `restricted` or `suspended`.
    pub standing: String,
    /// Whether their address is confirmed.
    pub confirmed: bool,
    /// When they joined.
    pub joined: Instant,
    /// Their last visit, if a session of theirs still stands.
    pub seen: Option<Instant>,
}

/// The people of the program: who has a role in it, or belongs to a host organisation known to it.
///
/// # Errors
/// [`Failure::NotFound`] for people who may not see them.
pub async fn people(cx: &Cx, filter: &PeopleFilter) -> Result<PeopleView, Failure> {
    cx.require(Action::ViewPeople)?;
    let search = prefix(&filter.search);
    let role = Role::from_word(&filter.role).map(Role::word).or_else(|| (filter.role == "host").then_some("host"));
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
    let rows = sqlx::query!(
        r#"select p.id, p.name, p.email, p.standing, p.email_confirmed_at is not null as "confirmed!", p.created_at,
             (select max(s.last_seen_at) from sessions s where s.person_id = p.id) as "seen?",
             array(select r.role from program_roles r where r.person_id = p.id and r.program_id = $1 order by r.role) as "roles!",
             array(select h.name from host_members m join host_standings s on s.host_id = m.host_id and s.program_id = $1
                   join hosts h on h.id = m.host_id where m.person_id = p.id order by h.name) as "hosts!"
           from people p
           where case
               when $2::text is null then
                   exists (select 1 from program_roles r where r.person_id = p.id and r.program_id = $1)
                   or exists (select 1 from host_members m join host_standings s on s.host_id = m.host_id
                              where m.person_id = p.id and s.program_id = $1)
               when $2 = 'host' then
                   exists (select 1 from host_members m join host_standings s on s.host_id = m.host_id
                           where m.person_id = p.id and s.program_id = $1)
               else exists (select 1 from program_roles r where r.person_id = p.id and r.program_id = $1 and r.role = $2)
             end
             and ($3 = '%' or lower(p.name) like $3 or lower(p.name) like '% ' || $3 or p.email like $3)
             and ($4::uuid is null
                  or (lower(p.name), p.id) > (select lower(a.name), a.id from people a where a.id = $4))
           order by lower(p.name), p.id limit $5"#,
        cx.program().id.0,
        role,
        search,
        filter.after.map(|id| id.0),
        limit,
    )
    .fetch_all(cx.pool())
    .await?;
    let more = rows.len() > PAGE;
    let mut people = Vec::with_capacity(PAGE);
    for row in rows.into_iter().take(PAGE) {
        people.push(Listed {
            id: row.id.into(),
            name: row.name,
            email: row.email,
            roles: row.roles.iter().filter_map(|word| Role::from_word(word)).collect(),
            hosts: row.hosts,
            standing: row.standing,
            confirmed: row.confirmed,
            joined: row.created_at.to_jiff(),
            seen: instant(row.seen),
        });
    }
    let next = if more { people.last().map(|last| last.id) } else { None };
    Ok(PeopleView { people, next, counts: counts(cx).await? })
}

async fn counts(cx: &Cx) -> Result<Vec<(String, i64)>, Failure> {
    let rows = sqlx::query!(
        r#"select role as "role!", count(*) as "count!" from program_roles where program_id = $1 group by role
           union all
           select 'host', count(distinct m.person_id) from host_members m
           join host_standings s on s.host_id = m.host_id where s.program_id = $1"#,
        cx.program().id.0
    )
    .fetch_all(cx.pool())
    .await?;
    Ok(rows.into_iter().map(|row| (row.role, row.count)).collect())
}

/// A pattern for `like` that matches what begins with `text`, whatever signs are in it.
pub(crate) fn prefix(text: &str) -> String {
    let mut pattern = String::new();
    for character in text.trim().to_lowercase().chars().filter(|c| !c.is_control()).take(80) {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}
