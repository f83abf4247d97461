//! People: how they sign up and sign in, and what a student says of themselves.

mod email;
mod free_week;
mod parts;
mod password;
mod private;
mod profile;
mod sign_up;
mod strikes;
#[cfg(test)]
pub(crate) mod testing;

pub use email::Email;
pub use free_week::{DAYS, FreeWeek, PART_HOURS, PARTS, day_words};
pub use parts::ProfilePart;
pub use password::{LEAST_PASSWORD, MOST_PASSWORD, Password};
pub use private::{Demographics, Gender, Origin, PrivateFacts, WorkStatus, YesNo};
pub use profile::{Background, Fluency, FreeTime, Interests, Language, MOST_LANGUAGES, StudentProfile};
pub use sign_up::{NewHostPerson, NewStudent, PersonName};
pub use strikes::{RESTRICTED_FROM, STRIKE_DAYS, in_words as strikes_in_words, is_restricted, may_lift};
