//! What the forms of the profile post to: one function for each part.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::error::AppError;

/// Keeps school and a few words.
///
/// # Errors
/// Messages beside `school` and `about`; or when the profile was changed in between.
#[server(endpoint = "profiles/save-about")]
pub async fn save_about(
    school: String,
    #[server(default)] about: String,
    version: i32,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let said = domain::people::StudentProfile::parse(&school, &about).map_err(backend::Failure::from)?;
    let done = backend::profiles::save_about(&cx, said, version, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::profile_part("about", version), crate::text::Notice::Saved)
}

/// Keeps the skills. The fields are `fields[skill_1_name]`, `…_level` and `…_evidence`; `go` is `add` for one more row,
/// `remove_3` to take the third out, or anything else.
///
/// # Errors
/// Messages beside the fields; or when the profile was changed in between.
#[server(endpoint = "profiles/save-skills")]
pub async fn save_skills(
    version: i32,
    #[server(default)] go: String,
    #[server(default)] key: String,
    #[server(default)] fields: HashMap<String, String>,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let removed = go.strip_prefix("remove_").and_then(|number| number.parse().ok());
    let rows = domain::skills::rows(fields.iter().map(|(name, text)| (name.as_str(), text.as_str())), removed);
    let done = backend::profiles::save_skills(&cx, &rows, version, backend::Once::from_field(&key)).await;
    let next = match (go.as_str(), removed) {
        ("add", _) => crate::routes::profile_rows(version, rows.len() + 1),
        (_, Some(_)) => crate::routes::profile_rows(version, rows.len()),
        _ => crate::routes::profile_part("skills", version),
    };
    crate::caller::settle(done.map_err(crate::profiles::pages::in_fields), &next, crate::text::Notice::Saved)
}

/// Keeps hours a week and the free parts of the week, `fields[free_1_14]` for Tuesday from 14:00.
///
/// # Errors
/// A message beside `weekly_hours`; or when the profile was changed in between.
#[server(endpoint = "profiles/save-time")]
pub async fn save_time(
    weekly_hours: String,
    version: i32,
    #[server(default)] key: String,
    #[server(default)] fields: HashMap<String, String>,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let said = domain::people::FreeTime::parse(&weekly_hours, fields.keys().map(String::as_str));
    let said = said.map_err(backend::Failure::from)?;
    let done = backend::profiles::save_time(&cx, said, version, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::profile_part("free_hours", version), crate::text::Notice::Saved)
}

/// Keeps interests and courses. `fields[category_2]` is a category of the catalogue.
///
/// # Errors
/// Messages beside `own_interests` and `courses`; or when the profile was changed in between.
#[server(endpoint = "profiles/save-interests")]
pub async fn save_interests(
    #[server(default)] own_interests: String,
    #[server(default)] courses: String,
    version: i32,
    #[server(default)] key: String,
    #[server(default)] fields: HashMap<String, String>,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let ticked = domain::projects::categories().into_iter().filter(|name| fields.values().any(|value| value == name));
    let ticked: Vec<String> = ticked.map(ToOwned::to_owned).collect();
    let said = domain::people::Interests::parse(&ticked, &own_interests, &courses).map_err(backend::Failure::from)?;
    let done = backend::profiles::save_interests(&cx, said, version, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::profile_part("interests", version), crate::text::Notice::Saved)
}

/// Keeps languages (`fields[language_1_name]`, `fields[language_1_level]`) and links.
///
/// # Errors
/// Messages beside the fields; or when the profile was changed in between.
#[server(endpoint = "profiles/save-background")]
pub async fn save_background(
    #[server(default)] links: String,
    version: i32,
    #[server(default)] key: String,
    #[server(default)] fields: HashMap<String, String>,
) -> Result<(), AppError> {
    use domain::people::{Background, MOST_LANGUAGES};
    let cx = crate::caller::cx().await?;
    let text = |row: usize, part: &str| fields.get(&format!("language_{row}_{part}")).cloned().unwrap_or_default();
    let rows: Vec<(String, String)> = (1..=MOST_LANGUAGES).map(|row| (text(row, "name"), text(row, "level"))).collect();
    let said = Background::parse(&rows, &links).map_err(|errors| crate::profiles::pages::in_fields(errors.into()))?;
    let done = backend::profiles::save_background(&cx, said, version, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::profile_part("background", version), crate::text::Notice::Saved)
}

/// Keeps access needs and what eligibility depends on.
///
/// # Errors
/// Messages beside the fields; or when the profile was changed in between.
#[server(endpoint = "profiles/save-private")]
pub async fn save_private(
    #[server(default)] access_needs: String,
    #[server(default)] work_status: String,
    #[server(default)] ends_on: String,
    version: i32,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let said = domain::people::PrivateFacts::parse(&access_needs, &work_status, &ends_on);
    let said = said.map_err(backend::Failure::from)?;
    let done = backend::profiles::save_private(&cx, said, version, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::profile_part("private", version), crate::text::Notice::Saved)
}

/// Keeps answers for totals alone, `fields[origin_asian]` among them; none at all deletes what was kept.
///
/// # Errors
/// Messages beside fields that hold no known answer.
#[server(endpoint = "profiles/save-demographics")]
pub async fn save_demographics(
    #[server(default)] first_generation: String,
    #[server(default)] gender: String,
    #[server(default)] disability: String,
    #[server(default)] version: i32,
    #[server(default)] key: String,
    #[server(default)] fields: HashMap<String, String>,
) -> Result<(), AppError> {
    let cx = crate::caller::cx().await?;
    let origins = fields.keys().filter_map(|name| name.strip_prefix("origin_"));
    let said = domain::people::Demographics::parse(&first_generation, &gender, origins, &disability);
    let said = said.map_err(backend::Failure::from)?;
    let done = backend::profiles::save_demographics(&cx, said, backend::Once::from_field(&key)).await;
    crate::caller::settle(done, &crate::routes::profile_part("demographics", version), crate::text::Notice::Saved)
}
