//! The first program of a new installation, with somebody who can sign in to it.

use domain::fields::FieldErrors;
use domain::ids::{PersonId, ProgramId};
use domain::people::{Email, PersonName};
use jiff::tz::TimeZone;

use crate::cx::Backend;
use crate::failure::{Failure, on_constraint};
use crate::sql::at;

/// What a program needs to begin.
#[derive(Clone, Debug)]
pub struct NewProgram {
    /// `Rivermark Micro-Internships`.
    pub name: String,
    /// `Rivermark College`.
    pub institution: String,
    /// `America/New_York`.
    pub zone: String,
    /// Who runs it.
    pub admin_name: String,
    /// Their address.
    pub admin_email: String,
}

/// Makes the program and its first person, staff and admin at once, and returns the password they
/// sign in with. Every figure starts at the specification's default until the admin sets another.
///
/// # Errors
/// Messages for what is wrong with the answers, or that a program or person of that name is there.
pub async fn create(backend: &Backend, new: &NewProgram) -> Result<String, Failure> {
    let mut errors = FieldErrors::new();
    let name = errors.text("name", "Name", &new.name, 3, 80);
    let institution = errors.text("institution", "Institution", &new.institution, 2, 80);
    let admin_name = errors.keep("admin_name", PersonName::parse(&new.admin_name));
    let admin_email = errors.keep("admin_email", Email::parse(&new.admin_email));
    if TimeZone::get(&new.zone).is_err() {
        errors.add("zone", "Write a time zone such as America/New_York.");
    }
    let (Some(name), Some(institution), Some(admin_name), Some(admin_email)) =
        (name, institution, admin_name, admin_email)
    else {
        return Err(errors.into());
    };
    errors.finish(Some(()))?;

    let password = random_password()?;
    let hash = crate::people::hash_password(&password).await?;
    let (program, person): (ProgramId, PersonId) = (crate::new_id(), crate::new_id());
    let now = backend.clock.now();
    let mut tx = backend.pool.begin().await?;
    sqlx::query!(
        "insert into programs (id, slug, name, institution, zone, created_at) values ($1, $2, $3, $4, $5, $6)",
        program.0,
        slug(&name),
        name,
        institution,
        new.zone,
        at(now) as _,
    )
    .execute(&mut *tx)
    .await
    .map_err(|error| {
        on_constraint(error, "programs_slug_key", || Failure::field("name", "A program of that name is there already."))
    })?;
    sqlx::query!(
        "insert into people (id, email, name, password_hash, email_confirmed_at, created_at, updated_at) values ($1, $2, $3, $4, $5, $5, $5)",
        person.0,
        admin_email.as_str(),
        admin_name.as_str(),
        hash,
        at(now) as _,
    )
    .execute(&mut *tx)
    .await
    .map_err(|error| on_constraint(error, "people_email_key", || Failure::field("admin_email", "Somebody with that address is there already.")))?;
    for role in ["staff", "admin"] {
        sqlx::query!(
            "insert into program_roles (program_id, person_id, role, created_at) values ($1, $2, $3, $4)",
            program.0,
            person.0,
            role,
            at(now) as _,
        )
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(password)
}

/// `Rivermark Micro-Internships` -> `rivermark-micro-internships`, at most 40 characters.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(40);
    let slug = slug.trim_matches('-');
    if slug.len() < 2 { "program".to_owned() } else { slug.to_owned() }
}

/// 120 random bits, readable over the telephone.
fn random_password() -> Result<String, Failure> {
    let mut bytes = [0_u8; 15];
    getrandom::fill(&mut bytes).map_err(|error| Failure::corrupt(format!("no randomness: {error}")))?;
    Ok(bytes
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .chunks(5)
        .map(|part| part.concat())
        .collect::<Vec<_>>()
        .join("-"))
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_slug_is_short_and_plain() {
        assert_eq!(slug("Rivermark Micro-Internships"), "rivermark-micro-internships");
        assert_eq!(slug("Études & Travail"), "tudes-travail");
        assert_eq!(slug("日本"), "program");
    }
}
