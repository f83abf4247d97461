//! What moves by itself.

mod home_json;
mod live_home;

pub use live_home::LiveHome;
