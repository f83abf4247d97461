//! People: how they join, sign in and sign out.
//!
//! | File | What it does |
//! |---|---|
//! | [`sessions`] | who a session belongs to, signing in and out |
//! | `passwords` | hashing, never on a thread that answers requests |
//! | `tokens` | links in mail that work once |
//! | `throttle` | failed sign-ins, counted in the database for every server alike |
//! | `commands` | signing up, confirming, resetting |
//! | `strikes` | a student who never came: given, counted, lifted, over |
//! | `queries` | the account, the people of a program |

mod commands;
mod passwords;
mod queries;
pub mod sessions;
mod strikes;
mod throttle;
mod tokens;

pub use commands::{confirm_email, purge, request_reset, reset_password, sign_up_host, sign_up_student};
pub use passwords::hash as hash_password;
pub(crate) use queries::prefix;
pub use queries::{AccountView, Listed, PeopleFilter, PeopleView, SessionView, account, people};
pub(crate) use sessions::acting_person;
pub(crate) use strikes::{give as give_strike, stands as strike_stands};
pub use strikes::{lift as lift_strike, run_timers};
pub(crate) use throttle::{count_try, forget_tries};
pub(crate) use tokens::{hash as hash_secret, is_secret, secret};
