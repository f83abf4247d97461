//! The same metrics once more, written another way: every row of every table in memory, and loops over them. Nothing here
//! is shared with the queries but the rows.

use std::collections::{BTreeMap, BTreeSet};

use domain::metrics::Metric;
use domain::time::{Day, Instant};
use sqlx::{PgPool, Row as _};

/// A row by the names of its columns, as JSON says them.
type Fields = serde_json::Map<String, serde_json::Value>;

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

fn text(row: &Fields, name: &str) -> String {
    row[name].as_str().unwrap_or_default().to_owned()
}

fn number(row: &Fields, name: &str) -> i64 {
    row[name].as_i64().unwrap_or_default()
}

fn moment(row: &Fields, name: &str) -> Option<Instant> {
    row[name].as_str().map(|text| text.parse().unwrap())
}

fn date(row: &Fields, name: &str) -> Option<Day> {
    row[name].as_str().map(|text| text.parse().unwrap())
}

fn done(row: &Fields) -> bool {
    ["accepted", "paid", "completed"].contains(&text(row, "stage").as_str())
}

fn days(from: Instant, until: Instant) -> i64 {
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

    fn all(&self, table: &str) -> impl Iterator<Item = &Fields> {
        self.tables[table].iter()
    }

    fn find(&self, table: &str, id: &str) -> &Fields {
        self.all(table).find(|row| text(row, "id") == id).unwrap()
    }

    fn day(&self, at: Instant) -> Day {
        at.to_zoned(self.zone.clone()).date()
    }

    fn within(&self, slice: &Slice, at: Option<Instant>) -> bool {
        at.is_some_and(|at| slice.first <= self.day(at) && self.day(at) <= slice.last)
    }

    fn asked_for(&self, slice: &Slice, project: &str) -> bool {
        let project = self.find("projects", project);
        let host = self.find("hosts", &text(project, "host_id"));
        slice.category.as_ref().is_none_or(|category| text(project, "category") == *category)
            && slice.kind.as_ref().is_none_or(|kind| text(host, "kind") == *kind)
    }

    fn of<'a>(&'a self, slice: &Slice, table: &str, when: &str) -> Vec<&'a Fields> {
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

    fn finished(&self, metric: Metric, slice: &Slice) -> Found {
        let mut found = Found::default();
        for one in self.of(slice, "engagements", "accepted_at").into_iter().filter(|one| done(one)) {
            let (id, student) = (text(one, "id"), text(one, "student_id"));
            found.people.insert(student.clone());
            let approved: i64 = self
                .all("timesheets")
                .filter(|week| text(week, "engagement_id") == id && text(week, "stage") == "approved")
                .map(|week| number(week, "minutes"))
                .sum();
            let payments: Vec<&Fields> = self.all("payments").filter(|pay| text(pay, "engagement_id") == id).collect();
            let settled: Vec<&&Fields> = payments.iter().filter(|pay| text(pay, "stage") == "settled").collect();
            let gross: i64 = settled.iter().map(|pay| number(pay, "amount_cents")).sum();
            let open =
                payments.iter().any(|pay| !["settled", "voided", "reversed"].contains(&text(pay, "stage").as_str()));
            let paid = gross > 0 && !open && approved > 0;
            let agreed = number(one, "planned_minutes");
            match metric {
                Metric::OnTime => {
                    if let Some(handed_in) = moment(one, "submitted_at") {
                        let kept = self.day(handed_in) <= date(one, "end_on").unwrap();
                        found.parts.push((u32::from(kept), 1, Some(student)));
                    }
                }
                Metric::HoursAccuracy => found.numbers.push(approved as f64 / agreed as f64 * 100.0),
                Metric::HoursOver => {
                    found.parts.push((u32::from(approved as f64 > agreed as f64 * 1.1 + 1e-9), 1, Some(student)));
                }
                Metric::HourlyPay if paid => {
                    let tax = if text(one, "classification") == "employee" { self.tax } else { 0 };
                    let net = gross - (gross * tax + 5_000) / 10_000;
                    found.numbers.push((net * 60 / approved) as f64);
                }
                Metric::BelowFloor if paid => {
                    let below = (gross as f64) < (self.floor as f64 * approved as f64 / 60.0).ceil();
                    found.parts.push((u32::from(below), 1, Some(student)));
                }
                Metric::PayPerCompletion if paid => found.money.push((text(one, "host_id"), gross)),
                Metric::TimeToPay if gross > 0 || open => {
                    let last = settled.iter().filter_map(|pay| moment(pay, "settled_at")).max().filter(|_| !open);
                    let accepted = moment(one, "accepted_at").unwrap();
                    found.waits.push((days(accepted, last.unwrap_or(self.now)), last.is_some()));
                }
                _ => {}
            }
        }
        found
    }

    fn wages(&self, metric: Metric, slice: &Slice) -> Found {
        let mut found = Found::default();
        for pay in self.all("payments") {
            let work = self.find("engagements", &text(pay, "engagement_id"));
            let stage = text(pay, "stage");
            let counts = if metric == Metric::WagesPaid {
                stage == "settled" && self.within(slice, moment(pay, "settled_at"))
            } else {
                !["planned", "settled", "voided", "reversed"].contains(&stage.as_str())
                    && number(pay, "amount_cents") > 0
            };
            if counts && self.asked_for(slice, &text(work, "project_id")) {
                found.people.insert(text(work, "student_id"));
                found.money.push((text(work, "host_id"), number(pay, "amount_cents")));
            }
        }
        found
    }

    fn reviews(&self, metric: Metric, slice: &Slice) -> Found {
        let mut found = Found::default();
        for review in self.all("reviews") {
            let work = self.find("engagements", &text(review, "engagement_id"));
            let side = if metric == Metric::StudentsContent { "student" } else { "host" };
            let told = text(review, "stage") == "revealed" && self.within(slice, moment(review, "revealed_at"));
            if !told || text(review, "side") != side || !self.asked_for(slice, &text(work, "project_id")) {
                continue;
            }
            let mean =
                |values: Vec<f64>| (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64);
            let levels = review["levels"].as_object().map(|map| map.values().filter_map(|v| v.as_f64()).collect());
            let stars = review["ratings"].as_array().map(|list| list.iter().filter_map(|v| v.as_f64()).collect());
            let content = levels.and_then(mean).map(|mean| mean >= 3.0);
            let content = content.or_else(|| stars.and_then(mean).map(|mean| mean >= 4.0));
            let answer = if metric == Metric::HostsAgain { review["again"].as_bool() } else { content };
            if let Some(yes) = answer {
                found.parts.push((u32::from(yes), 1, Some(text(work, "student_id"))));
            }
        }
        found
    }

    fn repeat(&self, slice: &Slice) -> Found {
        let mut firsts: BTreeMap<String, Instant> = BTreeMap::new();
        for one in self.of(slice, "engagements", "accepted_at").into_iter().filter(|one| done(one)) {
            let at = moment(one, "accepted_at").unwrap();
            firsts.entry(text(one, "host_id")).and_modify(|first| *first = at.min(*first)).or_insert(at);
        }
        let year = 365 * 86_400;
        let mut found = Found::default();
        for (host, first) in firsts.into_iter().filter(|(_, first)| first.as_second() + year <= self.now.as_second()) {
            let again = self.all("projects").filter(|project| text(project, "host_id") == host).any(|project| {
                moment(project, "published_at")
                    .is_some_and(|at| at > first && at.as_second() <= first.as_second() + year)
            });
            found.parts.push((u32::from(again), 1, None));
        }
        found
    }

    fn retention(&self, slice: &Slice) -> Found {
        let mut found = Found::default();
        let earlier = |day: Day| day.checked_sub(jiff::Span::new().years(1)).unwrap();
        for host in self.all("hosts") {
            let of_host = |project: &&Fields| text(project, "host_id") == text(host, "id");
            let category =
                |project: &&Fields| slice.category.as_ref().is_none_or(|one| text(project, "category") == *one);
            let published: Vec<Day> = self
                .all("projects")
                .filter(of_host)
                .filter(category)
                .filter_map(|project| moment(project, "published_at").map(|at| self.day(at)))
                .collect();
            let first = published.iter().min().copied();
            let began = first.is_some_and(|day| earlier(slice.first) <= day && day <= earlier(slice.last));
            if began && slice.kind.as_ref().is_none_or(|kind| text(host, "kind") == *kind) {
                let here = published.iter().any(|day| slice.first <= *day && *day <= slice.last);
                found.parts.push((u32::from(here), 1, None));
            }
        }
        found
    }
}
