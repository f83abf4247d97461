//! The whole router in process, on a real PostgreSQL: one seeded database per test.

mod access;
mod extensions;
mod forms;
mod pages;
mod scope_check;
mod security;
mod support;
mod wizard;
