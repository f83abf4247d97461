//! The letter about new projects.

use domain::ids::PersonId;
use domain::projects::ProjectCard;
use domain::time::short_date;

use super::queries::Kept;
use crate::mail::Letter;

/// What is new for one search.
pub(super) struct News {
    pub(super) search: Kept,
    /// The newest that no search before it in the letter has named.
    pub(super) cards: Vec<ProjectCard>,
    /// All of these, counted to 1,001 at most.
    pub(super) count: i64,
}

/// One letter for all searches of a student. `stop` is the address that turns such letters off, `site` that of the site.
pub(super) fn news(to: PersonId, news: &[News], stop: &str, site: &str) -> Letter {
    let (subject, action) = match news {
        [one] => (
            format!("{} for “{}”", projects(one.count), one.search.name),
            ("See them".to_owned(), one.search.filter.address("")),
        ),
        several => (
            format!("New projects for {} of your searches", several.len()),
            ("See your searches".to_owned(), "/student/searches".to_owned()),
        ),
    };
    let mut lines: Vec<String> = Vec::new();
    for one in news {
        lines.push(format!("“{}”: {}.", one.search.name, projects(one.count)));
        lines.extend(one.cards.iter().map(|card| line(card, site)));
        let rest = one.count - i64::try_from(one.cards.len()).unwrap_or(0);
        if rest > 0 {
            lines.push(format!("And {rest} more in the list."));
        }
    }
    lines.push("This comes at most once a day, because you keep these searches with alerts on.".to_owned());
    lines.push(format!("Turn these emails off: {stop}"));
    Letter { to, subject, lines, action: Some(action), dedupe: None }
}

fn projects(count: i64) -> String {
    match count {
        1 => "1 new project".to_owned(),
        count if count > 1_000 => "More than 1,000 new projects".to_owned(),
        count => format!("{count} new projects"),
    }
}

fn line(card: &ProjectCard, site: &str) -> String {
    let pay = card.net_per_hour.map(|net| format!("{} an hour net, ", net.exact())).unwrap_or_default();
    format!(
        "{}, {}: {pay}up to {} h, apply by {}.\n{site}/projects/{}",
        card.title,
        card.host,
        card.hours_high,
        short_date(card.apply_by),
        card.id
    )
}
