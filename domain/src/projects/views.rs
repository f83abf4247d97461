//! What pages read of a project.

use serde::{Deserialize, Serialize};

use super::choices::Place;
use crate::ids::ProjectId;
use crate::money::Cents;
use crate::time::Day;

/// One project in the catalogue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ProjectCard {
    /// Which project.
    pub id: ProjectId,
    /// What students see first.
    pub title: String,
    /// Name of the host organisation.
    pub host: String,
    /// `Remote`, or `Hybrid, 12 Main Street`: see [`place_words`].
    pub place: String,
    /// Fewest hours.
    pub hours_low: i32,
    /// Most hours.
    pub hours_high: i32,
    /// Pay before tax of one student.
    pub amount: Cents,
    /// What reaches the student.
    pub net: Cents,
    /// The same per hour, over the most hours.
    pub net_per_hour: Option<Cents>,
    /// Last day to apply.
    pub apply_by: Day,
    /// First day of work.
    pub start: Day,
    /// Last day of work.
    pub end: Day,
    /// Names of the skills, must-haves first.
    pub skills: Vec<String>,
    /// Category as in the catalogue.
    pub category: String,
    /// Seats nobody has taken yet.
    pub open_seats: i32,
}

/// `Remote`, or `On site, 12 Main Street`.
#[must_use]
pub fn place_words(place: Place, address: &str) -> String {
    match (place, address.trim()) {
        (Place::Remote, _) | (_, "") => place.label().to_owned(),
        (_, address) => format!("{}, {address}", place.label()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remote_project_has_no_address() {
        assert_eq!(place_words(Place::Remote, "12 Main Street"), "Remote");
        assert_eq!(place_words(Place::Hybrid, " 12 Main Street "), "Hybrid, 12 Main Street");
        assert_eq!(place_words(Place::OnSite, ""), "On site");
    }
}
