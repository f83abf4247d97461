//! The same for work that is accepted, its pay and its reviews, and for hosts that come back.

use std::collections::BTreeMap;

use domain::metrics::Metric;
use domain::time::{Day, Instant};

use super::plain::{Fields, Found, Plain, Slice, date, days, done, moment, number, text};

impl Plain {
    pub(super) fn finished(&self, metric: Metric, slice: &Slice) -> Found {
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

    pub(super) fn wages(&self, metric: Metric, slice: &Slice) -> Found {
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

    pub(super) fn reviews(&self, metric: Metric, slice: &Slice) -> Found {
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

    pub(super) fn repeat(&self, slice: &Slice) -> Found {
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

    pub(super) fn retention(&self, slice: &Slice) -> Found {
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
