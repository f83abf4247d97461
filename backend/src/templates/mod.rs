//! Templates a program makes of its finished projects, and how projects begun from any template ended.

mod commands;
mod outcomes;
mod queries;
mod rows;
mod views;

pub use commands::{correct, make, publish, retire};
pub(crate) use queries::startable;
pub use queries::{offered, preview, program_templates, template_page};
pub use views::{Finished, Offer, TemplateList, TemplatePage, TemplateRow};
