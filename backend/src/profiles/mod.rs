//! The student's profile, part by part. Each part is kept by a command of its own; what no host may read stands in tables
//! of its own, and only this room reads them.

mod commands;
mod queries;

pub use commands::{
    save_about, save_background, save_demographics, save_interests, save_private, save_skills, save_time,
};
pub(crate) use queries::with_details;
pub use queries::{ProfileView, profile};
