//! The program, its figures and everybody in it.

use domain::actor::{Actor, HostRole, Person, Role};
use domain::hosts::{Facts, Host, HostKind, Order, Stage};
use domain::machine::Word as _;
use domain::time::{Day, Instant};
use uuid::Uuid;

use super::rows::{HostRow, MemberRow, PersonRow, RoleRow, StandingRow, StudentRow};
use super::story::Story;
use crate::failure::Failure;

/// Somebody in the demonstration.
#[derive(Clone, Debug)]
pub(super) struct Who {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) actor: Actor,
}

/// Wage floors above the program's: state, place in it, cents an hour, where it comes from.
pub(super) const FLOORS: [(&str, &str, i64, &str); 4] = [
    ("CA", "", 1_690, "California Labor Code 1182.12, as adjusted for 2026"),
    ("NY", "", 1_600, "New York Labor Law 652, 2026"),
    ("NY", "New York City", 1_700, "New York Labor Law 652, 2026"),
    ("WA", "", 1_713, "Revised Code of Washington 49.46.020, as adjusted for 2026"),
];

/// Figures of the program where it has a reason of its own: name, value, where it comes from. The others are as the product
/// proposes.
pub(super) const FIGURES: [(&str, i64, &str); 17] = [
    ("wage_floor", 1_500, "Program decision of 1 August: no project below $15.00 an hour"),
    ("payroll_tax", 765, "26 U.S.C. 3101(a), (b): 6.2 % and 1.45 % of wages"),
    ("student_exempt", 0, "26 U.S.C. 3121(b)(10) exempts work for one’s own school only; hosts outside it pay"),
    ("least_hours", 5, "Program decision of 1 August: a micro-internship has 5 to 40 hours"),
    ("most_hours", 40, "Program decision of 1 August: a micro-internship has 5 to 40 hours"),
    ("open_applications", 5, "Program decision of 1 August"),
    ("weekly_hours", 20, "8 CFR 214.2(f)(9)(i): 20 hours a week in term, applied to every student alike"),
    ("review_days", 2, "Promise to hosts, program decision of 1 August"),
    ("decision_days", 5, "Promise to applicants, program decision of 1 August"),
    ("automatic_answer_days", 10, "Promise to applicants, program decision of 1 August"),
    ("offer_hours", 48, "Program decision of 1 August"),
    ("silent_approval_days", 5, "Program decision of 1 August: silence counts for the student"),
    ("acceptance_days", 7, "Host agreement, section 4"),
    ("review_window_days", 14, "Program decision of 1 August"),
    ("extension_days", 3, "Program decision of 1 August"),
    ("blind_selection", 1, "Faculty senate, resolution of 12 May"),
    ("fast_track", 0, "Program decision of 1 August: staff read every project in the first year"),
];

/// An organisation: name, web site, what it does, its members.
type HostSpec = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str, HostRole)]);

const HOSTS: [HostSpec; 8] = [
    (
        "Harbor Street Pantry",
        "https://harborstreet.example",
        "A food pantry run by its neighbors. We serve 400 households a week, six days a week, with three people on staff and sixty volunteers.",
        &[
            ("Dee Lindqvist", "dee@harborstreet.example", HostRole::Owner),
            ("Jonah Reyes", "jonah@harborstreet.example", HostRole::Supervisor),
        ],
    ),
    (
        "Tideline Museum",
        "https://tideline.example",
        "A museum of the harbor and the people who worked in it, with 40,000 visitors a year and an archive of spoken memories.",
        &[("Ana Reyes", "ana@tideline.example", HostRole::Owner)],
    ),
    (
        "Lantern Legal Aid",
        "https://lanternlegal.example",
        "Free advice on housing, wages and benefits. Eleven lawyers and paralegals for three counties.",
        &[("Tomás Vidal", "tomas@lanternlegal.example", HostRole::Owner)],
    ),
    (
        "Willow Creek Trust",
        "https://willowcreek.example",
        "We buy and look after land along the creek, so that the water stays clean and everybody can walk there.",
        &[("Greta Solheim", "greta@willowcreek.example", HostRole::Owner)],
    ),
    (
        "Juniper Health Collective",
        "https://juniperhealth.example",
        "Community health workers who visit families at home and train others to do the same.",
        &[("Imani Cole", "imani@juniperhealth.example", HostRole::Owner)],
    ),
    (
        "Alder Street School",
        "https://alderstreet.example",
        "A public elementary school with 310 children, and forty volunteers who read with them.",
        &[("Peter Nakamura", "peter@alderstreet.example", HostRole::Owner)],
    ),
    (
        "Northgate Credit Union",
        "https://northgate.example",
        "A credit union owned by its 6,200 members, with two branches and a class on money for first-year students.",
        &[("Sofia Marin", "sofia@northgate.example", HostRole::Owner)],
    ),
    (
        "Salt & Cedar Print Works",
        "https://saltandcedar.example",
        "A letterpress shop with two presses from 1911. We print for weddings, breweries and anybody who likes ink.",
        &[("Wren Hollis", "wren@saltandcedar.example", HostRole::Owner)],
    ),
];

/// What staff compare: name, kind, tax number, address. The numbers were never given to anybody.
const DETAILS: [(&str, HostKind, &str, &str); 8] = [
    ("Harbor Street Pantry", HostKind::Nonprofit, "530000101", "12 Harbor Street, Rivermark"),
    ("Tideline Museum", HostKind::Nonprofit, "530000102", "1 Custom House Quay, Rivermark"),
    ("Lantern Legal Aid", HostKind::Nonprofit, "530000103", "88 Court Street, second floor, Rivermark"),
    ("Willow Creek Trust", HostKind::Nonprofit, "530000104", "240 Creek Road, Willow Creek"),
    ("Juniper Health Collective", HostKind::Nonprofit, "530000105", "31 Juniper Avenue, Rivermark"),
    ("Alder Street School", HostKind::Government, "530000106", "5 Alder Street, Rivermark"),
    ("Northgate Credit Union", HostKind::Business, "530000107", "400 Northgate Plaza, Rivermark"),
    ("Salt & Cedar Print Works", HostKind::Business, "", "14 Rope Walk, Rivermark"),
];

/// The one that staff have yet to check.
const PENDING_HOST: &str = "Salt & Cedar Print Works";

/// A student: name, e-mail, school and year, about, skills, hours a week, needs work authorization.
type StudentSpec = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str], i32, bool);

const STUDENTS: [StudentSpec; 12] = [
    (
        "Maya Okafor",
        "maya@rivermark.example",
        "Rivermark College, junior, public health",
        "I turn messy spreadsheets into one page people can use. Free on Tuesday and Thursday afternoons.",
        &["Data cleaning", "Excel", "Writing"],
        9,
        false,
    ),
    (
        "Samir Osei",
        "samir@rivermark.example",
        "Rivermark College, sophomore, computer science",
        "I like to watch people use what I built, and to fix what they trip over.",
        &["Python", "User research", "Web accessibility"],
        10,
        false,
    ),
    (
        "Lena Haddad",
        "lena@rivermark.example",
        "Rivermark College, senior, history",
        "Oral history, archives, and interviews that do not feel like interviews.",
        &["Interviewing", "Writing", "Research"],
        8,
        false,
    ),
    (
        "Ivo Brandt",
        "ivo@rivermark.example",
        "Rivermark College, junior, journalism",
        "Editor of the student paper. I cut the first paragraph of everything.",
        &["Writing", "Interviewing", "Copywriting"],
        8,
        false,
    ),
    (
        "Tess Varga",
        "tess@rivermark.example",
        "Rivermark College, senior, design",
        "Posters, forms, and signs that work for people in a hurry.",
        &["Figma", "Web accessibility", "Canva"],
        12,
        false,
    ),
    (
        "Cal Whitfield",
        "cal@rivermark.example",
        "Rivermark College, sophomore, environmental studies",
        "First in my family at college. I know the river from a kayak.",
        &["Research", "Prioritizing"],
        10,
        false,
    ),
    (
        "Priya Raman",
        "priya@rivermark.example",
        "Rivermark College, junior, education",
        "Two years as a reading volunteer, so I know what new ones are not told.",
        &["Instructional design", "Writing", "Listening"],
        9,
        false,
    ),
    (
        "Theo Marsh",
        "theo@rivermark.example",
        "Rivermark College, junior, accounting",
        "I enjoy it when two columns finally agree.",
        &["Accounting basics", "Excel", "Ethics"],
        10,
        false,
    ),
    (
        "Aisha Diallo",
        "aisha@rivermark.example",
        "Rivermark College, sophomore, marketing",
        "I ran the food-drive posts of my residence hall and counted what worked.",
        &["Copywriting", "Canva", "Audience analysis"],
        10,
        false,
    ),
    (
        "Nico Ferreira",
        "nico@rivermark.example",
        "Rivermark College, junior, economics",
        "Exchange student from Porto. Prices, surveys and careful footnotes.",
        &["Excel", "Research", "Critical thinking"],
        12,
        true,
    ),
    (
        "Hana Sato",
        "hana@rivermark.example",
        "Rivermark College, senior, computer science",
        "Front-end work with tests. I read the accessibility guidelines for fun.",
        &["HTML and JavaScript", "Git", "Web accessibility"],
        15,
        true,
    ),
    (
        "Jules Moreau",
        "jules@rivermark.example",
        "Rivermark College, sophomore, undeclared",
        "This would be my first project. I learn quickly and write everything down.",
        &["Spreadsheets", "Attention to detail"],
        8,
        false,
    ),
];

/// People of the program who are neither students nor hosts.
const TEAM: [(&str, &str, Role); 5] = [
    ("Ruth Adeyemi", "ruth@rivermark.example", Role::Faculty),
    ("Lucía Ferrand", "lucia@rivermark.example", Role::Staff),
    ("Henry Bloom", "henry@rivermark.example", Role::Finance),
    ("Noor Aziz", "noor@rivermark.example", Role::Dso),
    ("Ada Park", "ada@rivermark.example", Role::Admin),
];

impl Story {
    /// Everybody joins, and staff check the organisations.
    pub(super) fn people(&mut self, password_hash: &str) -> Result<(), Failure> {
        let early = self.moments.at(self.moments.back(84), 9, 0);
        for (name, email, role) in TEAM {
            self.person(name, email, &[role], &[], early, password_hash);
        }
        for (name, email, school, about, skills, weekly_hours, authorization) in STUDENTS {
            let id = self.person(name, email, &[Role::Student], &[], early, password_hash);
            self.rows.students.push(StudentRow {
                person_id: id,
                program_id: self.program,
                school: school.to_owned(),
                about: about.to_owned(),
                skills: skills.iter().map(|skill| (*skill).to_owned()).collect(),
                weekly_hours,
                needs_work_authorization: authorization,
                created_at: early,
                updated_at: early,
            });
        }
        for (number, spec) in (0..).zip(HOSTS) {
            let day = if spec.0 == PENDING_HOST { self.moments.back(1) } else { self.moments.back(83 - number) };
            self.host_organisation(spec, day, password_hash)?;
        }
        Ok(())
    }

    fn person(
        &mut self,
        name: &str,
        email: &str,
        roles: &[Role],
        hosts: &[(Uuid, HostRole)],
        at: Instant,
        hash: &str,
    ) -> Uuid {
        let id = self.random.id(at);
        self.rows.people.push(PersonRow {
            id,
            email: email.to_owned(),
            name: name.to_owned(),
            password_hash: Some(hash.to_owned()),
            email_confirmed_at: Some(at),
            created_at: at,
            updated_at: at,
        });
        for role in roles {
            self.rows.roles.push(RoleRow {
                program_id: self.program,
                person_id: id,
                role: role.word(),
                created_at: at,
            });
        }
        let person = Person {
            id: id.into(),
            name: name.to_owned(),
            roles: roles.iter().map(|role| (self.program.into(), *role)).collect(),
            hosts: hosts.iter().map(|(host, role)| ((*host).into(), *role)).collect(),
        };
        self.cast.push(Who { id, name: name.to_owned(), email: email.to_owned(), actor: Actor::Person(person) });
        id
    }

    fn host_organisation(&mut self, spec: HostSpec, day: Day, hash: &str) -> Result<(), Failure> {
        let (name, website, about, members) = spec;
        let at = self.moments.at(day, 10, 5);
        let host = self.random.id(at);
        self.hosts.push((name, host));
        let details = DETAILS.iter().find(|(known, ..)| *known == name);
        let (kind, ein, address) = details.map_or(("", "", ""), |(_, kind, ein, address)| (kind.word(), ein, address));
        self.rows.hosts.push(HostRow {
            id: host,
            name: name.to_owned(),
            kind,
            website: website.to_owned(),
            about: about.to_owned(),
            ein: ein.to_owned(),
            address: address.to_owned(),
            created_at: at,
            updated_at: at,
        });
        for (name, email, role) in members {
            let person = self.person(name, email, &[], &[(host, *role)], at, hash);
            self.rows.members.push(MemberRow { host_id: host, person_id: person, role: role.word(), created_at: at });
        }
        let belongs = self.belongs(host, None);
        let standing = Host::restore(host.into(), belongs, Facts { since: day }, Stage::Invited);
        let owner = self.who(members.first().map_or("", |(name, ..)| *name))?;
        let now = self.moment(at);
        let (mut standing, event) = standing.apply(&Order::Register, &owner.actor, &now, &self.policy)?;
        self.record(&event, None, &owner.actor, at);
        let mut updated = at;
        if name != PENDING_HOST {
            let staff = self.who("Lucía Ferrand")?;
            updated = self.moments.at(day, 15, 40);
            let (checked, event) = standing.apply(&Order::Verify, &staff.actor, &self.moment(updated), &self.policy)?;
            self.record(&event, None, &staff.actor, updated);
            standing = checked;
        }
        self.rows.standings.push(StandingRow {
            program_id: self.program,
            host_id: host,
            stage: standing.stage().word(),
            note: "",
            created_at: at,
            updated_at: updated,
        });
        Ok(())
    }
}
