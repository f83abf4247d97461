//! What every request passes on its way in and out.

pub mod access;
pub mod body;
pub mod forms;
pub mod headers;
pub mod observe;
pub mod session;
