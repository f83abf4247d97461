//! Commands and queries on a real PostgreSQL: one database per test, a clock that tests turn.
#![expect(clippy::unwrap_used, reason = "a step that fails stops its test there")]

mod agenda;
mod applications;
mod attention;
mod beginnings;
mod blind;
mod by_email;
mod calendar;
mod dashboards;
mod declines;
mod engagements;
mod extensions;
mod files;
mod funds;
mod hosts;
mod mail;
mod onboarding;
mod people;
mod portfolios;
mod profiles;
mod projects;
mod promises;
mod reviews;
mod revisions;
mod rubrics;
mod scope_facts;
mod searches;
mod seed;
mod skills;
mod support;
mod templates;
mod time_entries;
mod timesheets;
mod together;
mod wizard;
mod work;
