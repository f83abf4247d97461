//! What the projects of a scale world share: people, organisations, texts.

use domain::hosts::HostKind;
use domain::machine::Word as _;
use domain::policy::Policy;
use domain::projects::{Classification, Template, templates};
use domain::time::{Day, Instant, plus_days};
use jiff::tz::TimeZone;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::cx::Backend;
use crate::failure::Failure;
use crate::seed::moments::Moments;
use crate::seed::random::Random;
use crate::seed::rows::{HostRow, MemberRow, PersonRow, RoleRow, Rows, StandingRow, StudentRow};

const SEED: u64 = 0x5343_414C_4520_4F4E;

const FIRST: [&str; 24] = [
    "Amara", "Bela", "Chidi", "Daria", "Elif", "Femi", "Gloria", "Hugo", "Ines", "Jamal", "Kaia", "Liam", "Mina",
    "Noel", "Olga", "Pavel", "Quinn", "Rosa", "Sven", "Tala", "Uma", "Viktor", "Willa", "Yusuf",
];
const LAST: [&str; 24] = [
    "Abebe", "Brooks", "Castillo", "Dang", "Eriksen", "Fontaine", "Garcia", "Holm", "Ito", "Jensen", "Kowalski",
    "Lund", "Mbeki", "Nguyen", "Ortega", "Petrov", "Rossi", "Silva", "Tanaka", "Ueda", "Vance", "Weber", "Xu", "Young",
];
const PLACES: [&str; 20] = [
    "Ash Hollow",
    "Birch Landing",
    "Cedar Point",
    "Dunmore",
    "Elm Bay",
    "Fern Valley",
    "Glen Cove",
    "Hazel Park",
    "Iron Bridge",
    "Juniper Flats",
    "Kestrel Hill",
    "Linden Square",
    "Maple Ridge",
    "Northgate",
    "Oak Harbor",
    "Pine Bluff",
    "Quarry Road",
    "Rowan Lake",
    "Stone Mill",
    "Thorn Field",
];
const FORMS: [&str; 10] = [
    "Library",
    "Food Bank",
    "Clinic",
    "Land Trust",
    "Community Center",
    "Museum",
    "Bicycle Co-op",
    "Theater",
    "Shelter",
    "School",
];

/// A template at a place: what the title adds, and the words it is found by.
pub(super) struct Kind {
    pub(super) template: &'static Template,
    pub(super) title: String,
    pub(super) search: String,
}

/// What the projects share.
pub(super) struct World {
    pub(super) program: Uuid,
    pub(super) program_name: String,
    pub(super) staff: Uuid,
    pub(super) policy: Policy,
    pub(super) moments: Moments,
    /// An organisation, its name, its member.
    pub(super) hosts: Vec<(Uuid, String, Uuid)>,
    pub(super) students: Vec<(Uuid, String)>,
    pub(super) kinds: Vec<Kind>,
    pub(super) seed: u64,
}

impl World {
    /// The shared part of a world of so many projects, and its rows.
    ///
    /// # Errors
    /// When the database does not answer or nobody is staff of its program.
    pub(super) async fn new(
        backend: &Backend,
        db: &mut PgConnection,
        projects: u32,
        hash: &str,
    ) -> Result<(Self, Rows), Failure> {
        let visit = backend.visit(None).await?;
        let program = visit.program();
        let staff = sqlx::query_scalar!(
            "select person_id from program_roles where program_id = $1 and role = 'staff' order by person_id limit 1",
            program.id.0
        )
        .fetch_optional(&mut *db)
        .await?
        .ok_or_else(|| Failure::corrupt("nobody is staff of the program".into()))?;
        let moments = Moments::new(visit.at())?;
        let mut world = Self {
            program: program.id.0,
            program_name: program.name.clone(),
            staff,
            policy: visit.policy().clone(),
            moments,
            hosts: Vec::new(),
            students: Vec::new(),
            kinds: kinds(db, program.id.0).await?,
            seed: SEED,
        };
        let rows = world.people(usize::try_from(projects).unwrap_or(0), hash);
        Ok((world, rows))
    }

    /// A time of a working day, `minutes` after nine in the morning, and never in the future.
    pub(super) fn at(&self, day: Day, minutes: i32) -> Instant {
        let nine = day.at(14, 0, 0, 0).to_zoned(TimeZone::UTC).map_or(self.moments.now, |at| at.timestamp());
        let at = nine.saturating_add(jiff::SignedDuration::from_mins(i64::from(minutes))).unwrap_or(nine);
        at.min(self.moments.now)
    }

    fn people(&mut self, projects: usize, hash: &str) -> Rows {
        let mut random = Random::new(self.seed);
        let mut rows = Rows::default();
        let since = self.at(plus_days(self.moments.today, -1_400), 0);
        for number in 0..(projects / 100).max(2) {
            let name = format!(
                "{} {} {}",
                PLACES[number % PLACES.len()],
                FORMS[number / PLACES.len() % FORMS.len()],
                number + 1
            );
            self.host(&mut random, &mut rows, name, number, since, hash);
        }
        // Five students apply to one project, each once.
        for number in 0..(projects / 4).max(8) {
            let id = random.id(since);
            let name = name(&mut random);
            self.students.push((id, name.clone()));
            rows.people.push(person(id, format!("student-{number}@scale.example"), name, since, hash));
            rows.roles.push(RoleRow { program_id: self.program, person_id: id, role: "student", created_at: since });
            let template = random.pick(&self.kinds).template;
            rows.students.push(StudentRow {
                person_id: id,
                program_id: self.program,
                school: "Rivermark College, junior".to_owned(),
                about: "I like work that ends with something one can hold.".to_owned(),
                skills: template.draft.skills.iter().map(|skill| skill.name.clone()).collect(),
                weekly_hours: random.between(6, 15),
                needs_work_authorization: number % 20 == 0,
                created_at: since,
                updated_at: since,
            });
        }
        rows
    }

    fn host(&mut self, random: &mut Random, rows: &mut Rows, title: String, number: usize, since: Instant, hash: &str) {
        let (host, member) = (random.id(since), random.id(since));
        self.hosts.push((host, title.clone(), member));
        rows.people.push(person(member, format!("host-{number}@scale.example"), name(random), since, hash));
        rows.hosts.push(HostRow {
            id: host,
            name: title,
            kind: HostKind::ALL.get(number % HostKind::ALL.len()).map_or("", |kind| kind.word()),
            website: format!("https://host-{number}.example"),
            about: "A small organisation that its neighbors run together, with more ideas than hands.".to_owned(),
            ein: String::new(),
            address: String::new(),
            created_at: since,
            updated_at: since,
        });
        rows.members.push(MemberRow { host_id: host, person_id: member, role: "owner", created_at: since });
        rows.standings.push(StandingRow {
            program_id: self.program,
            host_id: host,
            stage: "verified",
            note: "",
            created_at: since,
            updated_at: since,
        });
    }
}

fn name(random: &mut Random) -> String {
    format!("{} {}", random.pick(&FIRST), random.pick(&LAST))
}

fn person(id: Uuid, email: String, name: String, at: Instant, hash: &str) -> PersonRow {
    let password_hash = Some(hash.to_owned());
    PersonRow { id, email, name, password_hash, email_confirmed_at: Some(at), created_at: at, updated_at: at }
}

/// Every template at every place. PostgreSQL finds the words once for each, not for each project.
async fn kinds(db: &mut PgConnection, program: Uuid) -> Result<Vec<Kind>, Failure> {
    let all: Vec<(&'static Template, String)> = templates()
        .iter()
        .flat_map(|template| PLACES.iter().map(move |place| (template, format!("{}, {place}", template.title))))
        .collect();
    let titles: Vec<String> = all.iter().map(|(_, title)| title.clone()).collect();
    let skills: Vec<String> = all
        .iter()
        .map(|(template, _)| {
            let names: Vec<&str> = template.draft.skills.iter().map(|skill| skill.name.as_str()).collect();
            format!("{} {}", names.join(" "), template.category)
        })
        .collect();
    let bodies: Vec<String> = all.iter().map(|(template, _)| template.draft.problem.clone()).collect();
    let found = sqlx::query_scalar!(
        r#"select (setweight(to_tsvector('english', t.title), 'A') || setweight(to_tsvector('english', t.skills), 'B')
               || setweight(to_tsvector('english', t.body), 'C'))::text as "search!"
           from unnest($1::text[], $2::text[], $3::text[]) with ordinality as t (title, skills, body, n) order by t.n"#,
        &titles,
        &skills,
        &bodies,
    )
    .fetch_all(&mut *db)
    .await?;
    for text in titles.iter().chain(&skills).chain(&bodies) {
        crate::projects::learn(db, program, text).await?;
    }
    Ok(all.into_iter().zip(found).map(|((template, title), search)| Kind { template, title, search }).collect())
}

/// What the student of the `number`th project is to the payer.
pub(super) const fn classification(number: u32) -> Classification {
    match number % 3 {
        0 => Classification::Contractor,
        1 => Classification::Employee,
        _ => Classification::Stipend,
    }
}
