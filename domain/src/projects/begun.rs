//! What a draft began from, as far as the people who write it should see it again: answers that were read from a pasted
//! text and wait for their eyes. Pages and the backend only; the browser never calls this.

use super::draft::Draft;
use super::form;
use super::paste::Pasted;
use super::steps::Step;
use crate::machine::Word as _;

/// An answer that was read from a text and is still as it was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unchecked {
    /// The screen it stands on.
    pub step: Step,
    /// The field's name in the form.
    pub field: String,
    /// The words it came from, in one line.
    pub words: String,
}

/// The draft of a pasted text, which remembers what was read and from which words.
#[must_use]
pub fn from_text(pasted: Pasted) -> Draft {
    let mut draft = pasted.draft;
    draft.guessed = pasted.guesses.into_iter().map(|guess| (guess.field.to_owned(), guess.words)).collect();
    draft.read_as = draft.guessed.iter().map(|(field, _)| (field.clone(), form::field_value(&draft, field))).collect();
    draft
}

/// What waits to be checked, in the order of the screens: answers that are as they were read.
#[must_use]
pub fn unchecked(draft: &Draft) -> Vec<Unchecked> {
    if draft.guessed.is_empty() {
        return Vec::new();
    }
    let mut waiting = Vec::new();
    for step in Step::ALL {
        let values = form::values(*step, draft);
        for (field, words) in &draft.guessed {
            let read = draft.read_as.iter().find(|(name, _)| name == field).map(|(_, answer)| answer);
            if read.is_some() && values.get(field) == read {
                waiting.push(Unchecked { step: *step, field: field.clone(), words: words.clone() });
            }
        }
    }
    waiting
}

/// How many answers wait on each screen, in order. What stands in one row of a list (name, kind and size of a deliverable)
/// is one answer to whoever reads it.
#[must_use]
pub fn waiting(unchecked: &[Unchecked]) -> Vec<(Step, usize)> {
    let mut seen: Vec<(Step, &str)> = Vec::new();
    for one in unchecked {
        let answer = (one.step, row_of(&one.field));
        if !seen.contains(&answer) {
            seen.push(answer);
        }
    }
    let mut screens: Vec<(Step, usize)> = Vec::new();
    for (step, _) in seen {
        match screens.last_mut() {
            Some((last, count)) if *last == step => *count += 1,
            _ => screens.push((step, 1)),
        }
    }
    screens
}

/// `deliverable_2` of `deliverable_2_name`; any other field is a row of its own.
fn row_of(field: &str) -> &str {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut from = 0;
    for part in field.split('_') {
        let end = from + part.len();
        if from > 0 && number(part) {
            return field.get(..end).unwrap_or(field);
        }
        from = end + 1;
    }
    field
}

/// The host went on from this screen: what stands on it counts as checked.
pub fn check_off(draft: &mut Draft, step: Step) {
    let here = form::values(step, draft);
    draft.guessed.retain(|(field, _)| !here.contains_key(field));
    draft.read_as.retain(|(field, _)| !here.contains_key(field));
}

#[cfg(test)]
mod tests {
    use super::super::paste;
    use super::*;

    const TEXT: &str =
        "Title: Map three years of visits\n\nHours: 15 to 20\nPay: $400\nContact: Ana Reyes, ana@lantern.example\n";

    fn pasted() -> Draft {
        from_text(paste::read(TEXT, jiff::civil::date(2026, 9, 1)))
    }

    fn fields(draft: &Draft, step: Step) -> Vec<String> {
        unchecked(draft).into_iter().filter(|one| one.step == step).map(|one| one.field).collect()
    }

    #[test]
    fn what_was_read_waits_until_its_screen_is_left() {
        let mut draft = pasted();
        assert!(!fields(&draft, Step::Outcome).is_empty() && fields(&draft, Step::Fit).is_empty());
        let hours = unchecked(&draft).into_iter().find(|one| one.field == "hours_high").unwrap();
        assert!(hours.step == Step::Pay && hours.words.contains("20"), "{hours:?}");
        check_off(&mut draft, Step::Pay);
        assert!(fields(&draft, Step::Pay).is_empty() && !fields(&draft, Step::Outcome).is_empty());
    }

    #[test]
    fn a_row_counts_once() {
        let one = |step, field: &str| Unchecked { step, field: field.to_owned(), words: String::new() };
        let all = [
            one(Step::Outcome, "title"),
            one(Step::Outcome, "deliverable_1_name"),
            one(Step::Outcome, "deliverable_2_name"),
            one(Step::Outcome, "deliverable_1_kind"),
            one(Step::Outcome, "deliverable_1_size"),
            one(Step::Skills, "skill_1_name"),
            one(Step::Skills, "skill_1_must_have"),
            one(Step::Pay, "hours_low"),
            one(Step::Pay, "hours_high"),
        ];
        assert_eq!(waiting(&all), [(Step::Outcome, 3), (Step::Skills, 1), (Step::Pay, 2)]);
        assert_eq!(waiting(&[]), []);
        for (field, row) in [("deliverable_12_criterion_3", "deliverable_12"), ("end", "end"), ("_", "_"), ("1", "1")] {
            assert_eq!(row_of(field), row);
        }
    }

    #[test]
    fn another_answer_needs_no_check() {
        let mut draft = pasted();
        draft.hours_high = 24;
        let waiting = fields(&draft, Step::Pay);
        assert!(!waiting.contains(&"hours_high".to_owned()) && waiting.contains(&"hours_low".to_owned()));
    }

    #[test]
    fn no_form_carries_it() {
        let mut draft = pasted();
        draft.repeats = Some(uuid::Uuid::from_u128(5).into());
        let answers = form::answers(&draft);
        let copy = form::restored(&answers);
        assert!(copy.guessed.is_empty() && copy.read_as.is_empty() && copy.repeats.is_none());
        let forged = [("guessed", "x"), ("read_as", "y"), ("repeats", "0196f1c4-0000-7000-8000-000000000001")];
        let forged: Vec<_> = forged.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let mut again = copy.clone();
        for step in Step::ALL {
            let _ = form::fill(*step, &mut again, &forged);
        }
        assert_eq!(again, copy);
    }

    #[test]
    fn it_is_kept_with_the_draft_and_older_ones_have_none() {
        let draft = pasted();
        let json = serde_json::to_string(&draft).unwrap();
        assert_eq!(serde_json::from_str::<Draft>(&json).unwrap(), draft);
        let plain = serde_json::to_string(&Draft::default()).unwrap();
        assert!(!plain.contains("guessed") && !plain.contains("repeats"));
    }
}
