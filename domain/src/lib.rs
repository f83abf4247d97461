//! Foothold's rules, pure: no I/O, no clock, no randomness, no HTML. The browser, the server and
//! the command line call the same functions.
//!
//! | Room | What it holds |
//! |---|---|
//! | [`ids`], [`time`], [`money`] | the value types every other room is made of |
//! | [`actor`], [`access`] | who acts, which party they are to a subject, what each role may do |
//! | [`machine`] | how a state machine is written down, stepped and drawn |
//! | [`refusal`], [`fields`] | every way to say no, with what to do about it |
//! | [`event`] | what happened: history, mail and live updates all read this |
//! | [`policy`] | dated figures the rules read, and the program's calendar |
//! | [`skills`], [`matching`] | the vocabulary of skills; why a project fits a student |
//! | [`projects`] … [`reviews`] | one room per feature: its machine, its rules, its views |
//! | [`requests`] | what one side asks of the other, and who may answer it |
//! | [`onboarding`] | what must be done before the work: checklist, agreement text, training, survey |
//! | [`rubrics`] | what applicants are read by: criteria, scores |
//! | [`agenda`] | everything that is due for one person, and when they are reminded of it |
//! | [`metrics`] | rates with their intervals, times until something happens, and what of it may be shown |
//! | [`attention`] | what goes wrong quietly: rules over facts, and the life of what they find |
//!
//! Invariants: a stage changes only through `apply` of its machine; every `apply` returns the event
//! that records it; nothing here panics on any input.

pub mod access;
pub mod actor;
pub mod agenda;
pub mod applications;
pub mod attention;
pub mod by_email;
pub mod calendar;
pub mod dashboards;
pub mod engagements;
pub mod event;
pub mod extensions;
pub mod fields;
pub mod files;
pub mod funds;
pub mod hosts;
pub mod ids;
pub mod interviews;
pub mod machine;
pub mod matching;
pub mod messages;
pub mod metrics;
pub mod milestones;
pub mod money;
pub mod onboarding;
pub mod pauses;
pub mod payments;
pub mod people;
pub mod plans;
pub mod policy;
pub mod portfolios;
pub mod problems;
pub mod projects;
pub mod refusal;
pub mod requests;
pub mod reviews;
pub mod revisions;
pub mod rubrics;
pub mod searches;
pub mod skills;
pub mod templates;
pub mod time;
pub mod timesheets;
