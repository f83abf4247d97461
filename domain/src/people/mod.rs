//! People: how they sign up and sign in, and what a student says of themselves.

mod email;
mod password;
mod profile;
mod sign_up;
#[cfg(test)]
pub(crate) mod testing;

pub use email::Email;
pub use password::{LEAST_PASSWORD, MOST_PASSWORD, Password};
pub use profile::{MOST_SKILLS, StudentProfile};
pub use sign_up::{NewHostPerson, NewStudent, PersonName};
