//! The whole router in process, on a real PostgreSQL: one seeded database per test.

mod access;
mod agenda;
mod beginnings;
mod calendar;
mod extensions;
mod finding;
mod forms;
mod pages;
mod profiles;
mod quicker;
mod revisions;
mod scope_check;
mod security;
mod support;
mod together;
mod wizard;
