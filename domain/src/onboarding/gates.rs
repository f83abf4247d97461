//! What the gates of the scope check bring before the start (`wizard.md`, Q18 and Q19).

use crate::projects::Draft;
use crate::projects::scope::is_gated;

/// The most characters of [`data_terms`].
const MOST: usize = 2_000;

/// Which gates a project has: safety, and data.
#[must_use]
pub fn gates(draft: &Draft) -> (bool, bool) {
    (is_gated(draft, "Q18"), is_gated(draft, "Q19"))
}

/// What a student agrees to before seeing records of people, with what the host wrote of them.
#[must_use]
pub fn data_terms(draft: &Draft, host: &str) -> String {
    let kinds = draft.data_kinds.trim();
    let which = if kinds.is_empty() {
        format!("The records of people that {host} shows you for this work.")
    } else {
        format!("The data: {kinds}")
    };
    let rules = format!(
        "You use them for this work only, show them to nobody outside {host}, and keep no copy after its end. If somebody \
         else may have seen them, you tell {host} and the program on the same day."
    );
    let text = format!("{which}\n{rules}");
    text.chars().take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projects::template;

    #[test]
    fn a_project_is_gated_by_what_its_host_said_or_wrote() {
        let clean = template("automate_report").unwrap().start(jiff::civil::date(2026, 9, 1));
        assert_eq!(gates(&clean), (false, false));
        assert_eq!(gates(&Draft { safety_risks: Some(true), ..clean.clone() }), (true, false));
        assert_eq!(gates(&Draft { background_check: Some(true), ..clean.clone() }), (true, false));
        assert_eq!(gates(&Draft { personal_data: Some(true), ..clean.clone() }), (false, true));
        let said_otherwise = Draft { problem: format!("{} The file holds student records.", clean.problem), ..clean };
        assert_eq!(gates(&said_otherwise), (false, true));
    }

    #[test]
    fn the_agreement_names_the_data_and_the_host() {
        let draft = Draft { data_kinds: "donor names, on our server".into(), ..Draft::default() };
        let text = data_terms(&draft, "Tideline Museum");
        assert!(text.starts_with("The data: donor names, on our server\n") && text.contains("outside Tideline Museum"));
        assert!(data_terms(&Draft::default(), "Tideline Museum").starts_with("The records of people that Tideline"));
        let endless = Draft { data_kinds: "é".repeat(5_000), ..Draft::default() };
        assert_eq!(data_terms(&endless, "A").chars().count(), MOST);
    }
}
