//! One file per command of the binary.

pub mod create_program;
pub mod database;
pub mod doctor;
pub mod migrate;
pub mod scope_check;
pub mod seed;
pub mod serve;
pub mod work;
