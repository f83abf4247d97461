//! The same metrics once more, written another way: every row of every table in memory, and loops over them. Nothing here
//! is shared with the queries but the rows.

use std::collections::{BTreeMap, BTreeSet};

use domain::metrics::Metric;
use domain::time::{Day, Instant};
use sqlx::{PgPool, Row as _};

/// A row by the names of its columns, as JSON says them.
pub(super) type Fields = serde_json::Map<String, serde_json::Value>;

/// All of one program.
pub struct Plain {
    tables: BTreeMap<&'static str, Vec<Fields>>,
    pub now: Instant,
    pub zone: jiff::tz::TimeZone,
    pub floor: i64,
    pub tax: i64,
}

/// What is looked at.
pub struct Slice {
    pub first: Day,
    pub last: Day,
    pub category: Option<String>,
    pub kind: Option<String>,
}

/// What a metric is made of, before anything is hidden.
#[derive(Debug, Default)]
pub struct Found {
    /// Numerator, denominator, student, host.
    pub parts: Vec<(u32, u32, Option<String>)>,
    pub numbers: Vec<f64>,
    pub waits: Vec<(i64, bool)>,
    pub money: Vec<(String, i64)>,
    pub people: BTreeSet<String>,
}

const TABLES: [&str; 8] =
    ["hosts", "projects", "applications", "engagements", "events", "timesheets", "payments", "reviews"];

pub(super) fn text(row: &Fields, name: &str) -> String {
    row[name].as_str().unwrap_or_default().to_owned()
}

pub(super) fn number(row: &Fields, name: &str) -> i64 {
    row[name].as_i64().unwrap_or_default()
}

pub(super) fn moment(row: &Fields, name: &str) -> Option<Instant> {
    row[name].as_str().map(|text| text.parse().unwrap())
}

pub(super) fn date(row: &Fields, name: &str) -> Option<Day> {
    row[name].as_str().map(|text| text.parse().unwrap())
}

pub(super) fn done(row: &Fields) -> bool {
    ["accepted", "paid", "completed"].contains(&text(row, "stage").as_str())
}

pub(super) fn days(from: Instant, until: Instant) -> i64 {
    ((until.as_second() - from.as_second()) as f64 / 86_400.0).floor().max(0.0) as i64
}

impl Plain {
    pub async fn read(pool: &PgPool, now: Instant, floor: i64, tax: i64) -> Self {
        let mut tables = BTreeMap::new();
        for table in TABLES {
            let sql = format!("select to_jsonb(t) as row from {table} t");
            let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(pool).await.unwrap();
            let fields = |row: &sqlx::postgres::PgRow| {
                let serde_json::Value::Object(fields) = row.get::<serde_json::Value, _>("row") else { panic!("a row") };
                fields
            };
            tables.insert(table, rows.iter().map(fields).collect());
        }
        Self { tables, now, zone: jiff::tz::TimeZone::get("America/New_York").unwrap(), floor, tax }
    }

    pub(super) fn all(&self, table: &str) -> impl Iterator<Item = &Fields> {
        self.tables[table].iter()
    }

    pub(super) fn find(&self, table: &str, id: &str) -> &Fields {
        self.all(table).find(|row| text(row, "id") == id).unwrap()
    }

    pub(super) fn day(&self, at: Instant) -> Day {
        at.to_zoned(self.zone.clone()).date()
    }

    pub(super) fn within(&self, slice: &Slice, at: Option<Instant>) -> bool {
        at.is_some_and(|at| slice.first <= self.day(at) && self.day(at) <= slice.last)
    }

    pub(super) fn asked_for(&self, slice: &Slice, project: &str) -> bool {
        let project = self.find("projects", project);
        let host = self.find("hosts", &text(project, "host_id"));
        slice.category.as_ref().is_none_or(|category| text(project, "category") == *category)
            && slice.kind.as_ref().is_none_or(|kind| text(host, "kind") == *kind)
    }

    pub(super) fn of<'a>(&'a self, slice: &Slice, table: &str, when: &str) -> Vec<&'a Fields> {
        let project = |row: &Fields| if table == "projects" { text(row, "id") } else { text(row, "project_id") };
        self.all(table)
            .filter(|row| self.within(slice, moment(row, when)) && self.asked_for(slice, &project(row)))
            .collect()
    }

    fn history(&self, id: &str) -> Vec<&Fields> {
        let mut events: Vec<&Fields> = self.all("events").filter(|event| text(event, "subject_id") == id).collect();
        events.sort_by_key(|event| (moment(event, "at"), text(event, "id")));
        events
    }

    pub fn metric(&self, metric: Metric, slice: &Slice) -> Found {
        match metric {
            Metric::ApplicantsPerProject
            | Metric::ProjectsWithoutApplicants
            | Metric::FillRate
            | Metric::ExpiryRate
            | Metric::TimeToPublish
            | Metric::TimeToFill
            | Metric::ScopeScore => self.projects(metric, slice),
            Metric::TimeToReview | Metric::ScopeReturned => self.submissions(metric, slice),
            Metric::SelectionRate | Metric::ApplicationSuccess | Metric::DecisionsInTime => {
                self.applications(metric, slice)
            }
            Metric::StartRate
            | Metric::CompletionRate
            | Metric::TimeToStart
            | Metric::SilentStudents
            | Metric::SilentHosts => self.engagements(metric, slice),
            Metric::WagesPaid | Metric::WagesCommitted => self.wages(metric, slice),
            Metric::StudentsContent | Metric::HostsContent | Metric::HostsAgain => self.reviews(metric, slice),
            Metric::RepeatHosts => self.repeat(slice),
            Metric::HostRetention => self.retention(slice),
            _ => self.finished(metric, slice),
        }
    }

    fn projects(&self, metric: Metric, slice: &Slice) -> Found {
        let mut found = Found::default();
        for project in self.of(slice, "projects", "published_at") {
            let id = text(project, "id");
            let sent: Vec<&Fields> = self
                .all("applications")
                .filter(|one| text(one, "project_id") == id && moment(one, "submitted_at").is_some())
                .collect();
            let accepted = sent.iter().filter(|one| text(one, "stage") == "accepted").count() as u32;
            let published = moment(project, "published_at").unwrap();
            match metric {
                Metric::ApplicantsPerProject => found.numbers.push(sent.len() as f64),
                Metric::ProjectsWithoutApplicants => found.parts.push((u32::from(sent.is_empty()), 1, None)),
                Metric::FillRate => {
                    let seats = number(project, "seats") as u32;
                    found.parts.push((accepted.min(seats), seats, None));
                }
                Metric::ExpiryRate => found.parts.push((u32::from(text(project, "stage") == "expired"), 1, None)),
                Metric::ScopeScore => found.numbers.push(number(project, "score") as f64),
                Metric::TimeToPublish => {
                    if let Some(sent) = moment(project, "submitted_at") {
                        found.waits.push((days(sent, published), true));
                    }
                }
                _ => {
                    let first = self
                        .all("engagements")
                        .filter(|one| text(one, "project_id") == id)
                        .filter_map(|one| moment(one, "created_at"))
                        .min();
                    let stage = text(project, "stage");
                    let over = self
                        .history(&id)
                        .into_iter()
                        .filter(|event| {
                            ["expired", "cancelled"].contains(&stage.as_str()) && text(event, "stage_to") == stage
                        })
                        .filter_map(|event| moment(event, "at"))
                        .max();
                    found.waits.push((days(published, first.or(over).unwrap_or(self.now)), first.is_some()));
                }
            }
        }
        found
    }

    fn submissions(&self, metric: Metric, slice: &Slice) -> Found {
        let mut found = Found::default();
        for event in self.all("events") {
            let (id, at) = (text(event, "subject_id"), moment(event, "at"));
            let submits = text(event, "subject") == "project" && text(event, "command") == "submit";
            if !submits || !self.within(slice, at) || !self.asked_for(slice, &id) {
                continue;
            }
            let stages = ["approved", "changes_requested", "rejected", "draft", "archived"];
            let next = self
                .history(&id)
                .into_iter()
                .find(|next| moment(next, "at") >= at && stages.contains(&text(next, "stage_to").as_str()));
            let answer = next.filter(|next| stages[..3].contains(&text(next, "stage_to").as_str()));
            if metric == Metric::TimeToReview {
                let end = next.and_then(|next| moment(next, "at")).unwrap_or(self.now);
                found.waits.push((days(at.unwrap(), end), answer.is_some()));
            } else if let Some(answer) = answer {
                found.parts.push((u32::from(text(answer, "stage_to") == "changes_requested"), 1, None));
            }
        }
        found
    }

    fn applications(&self, metric: Metric, slice: &Slice) -> Found {
        let mut found = Found::default();
        let mut students: BTreeMap<String, bool> = BTreeMap::new();
        for one in self.of(slice, "applications", "submitted_at") {
            let (student, stage) = (text(one, "student_id"), text(one, "stage"));
            let accepted = stage == "accepted";
            match metric {
                Metric::SelectionRate => *students.entry(student).or_default() |= accepted,
                Metric::ApplicationSuccess if stage == "withdrawn" => {}
                Metric::ApplicationSuccess => found.parts.push((u32::from(accepted), 1, Some(student))),
                _ => {
                    let Some(due) = date(one, "decision_due").filter(|due| *due < self.day(self.now)) else { continue };
                    if ["withdrawn", "ineligible", "closed"].contains(&stage.as_str()) {
                        continue;
                    }
                    let first = self
                        .history(&text(one, "id"))
                        .into_iter()
                        .find(|event| ["offer", "not_select"].contains(&text(event, "command").as_str()));
                    let kept = first.is_some_and(|event| {
                        text(event, "party") != "system" && self.day(moment(event, "at").unwrap()) <= due
                    });
                    found.parts.push((u32::from(kept), 1, Some(student)));
                }
            }
        }
        found.parts.extend(students.into_iter().map(|(student, chosen)| (u32::from(chosen), 1, Some(student))));
        found
    }

    fn engagements(&self, metric: Metric, slice: &Slice) -> Found {
        let mut found = Found::default();
        for one in self.of(slice, "engagements", "created_at") {
            let (student, stage) = (text(one, "student_id"), text(one, "stage"));
            let started = moment(one, "started_at");
            let broken = ["no_show_student", "no_show_host", "lapsed", "cancelled", "terminated", "incomplete"]
                .contains(&stage.as_str());
            found.people.insert(student.clone());
            let due = stage != "onboarding" || date(one, "start_on").unwrap() < self.day(self.now);
            let said = |command: &str, party: Option<&str>| {
                self.history(&text(one, "id")).iter().any(|event| {
                    text(event, "command") == command && party.is_none_or(|party| text(event, "party") == party)
                })
            };
            let mut part = |counts: bool, of: bool| {
                if counts {
                    found.parts.push((u32::from(of), 1, Some(student.clone())));
                }
            };
            match metric {
                Metric::StartRate => part(stage != "onboarding", started.is_some()),
                Metric::CompletionRate => part(started.is_some() && (done(one) || broken), done(one)),
                Metric::SilentStudents => {
                    part(due, stage == "no_show_student" || said("mark_incomplete", Some("system")));
                }
                Metric::SilentHosts => part(due, stage == "no_show_host" || said("deem_accepted", None)),
                _ => {
                    let over = broken.then(|| moment(one, "closed_at").or(moment(one, "updated_at"))).flatten();
                    let end = started.or(over).unwrap_or(self.now);
                    found.waits.push((days(moment(one, "created_at").unwrap(), end), started.is_some()));
                }
            }
        }
        found
    }
}
