//! What moves by itself.

mod live_home;

pub use live_home::LiveHome;
