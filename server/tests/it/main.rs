//! The whole router in process, on a real PostgreSQL: one seeded database per test.

mod access;
mod agenda;
mod attention;
mod beginnings;
mod by_email;
mod calendar;
mod extensions;
mod files;
mod finding;
mod forms;
mod offline;
mod onboarding;
mod pages;
mod portfolios;
mod profiles;
mod quicker;
mod reviews;
mod revisions;
mod scope_check;
mod scope_facts;
mod security;
mod selection;
mod support;
mod together;
mod wizard;
mod work;
