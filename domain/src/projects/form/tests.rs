//! Round trips, rows, and forms nobody would send.

use proptest::prelude::*;

use super::super::draft::SkillDraft;
use super::*;
use crate::projects::templates;

fn form(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn every_screen_survives_the_round_trip() {
    for template in templates() {
        let draft = template.start(jiff::civil::date(2026, 9, 1));
        let mut copy = Draft::default();
        for step in Step::ALL {
            let sent: Vec<_> = values(*step, &draft).into_iter().collect();
            assert!(fill(*step, &mut copy, &sent).is_empty());
        }
        assert_eq!(copy, draft);
    }
}

/// An answer to every field there is, so that no field is left out of a test by being empty.
fn full() -> Draft {
    let row = |prefix: &str, n: usize| format!("{prefix}_{n}");
    let mut draft = crate::projects::template("automate_report").unwrap().start(jiff::civil::date(2026, 9, 1));
    draft.questions = vec!["Why?".into()];
    for step in Step::ALL {
        for (name, slot) in fields(*step, &mut draft) {
            let mut errors = FieldErrors::new();
            let text = match &slot {
                Slot::Link(_) => "https://example.org/a?b=c#d".to_owned(),
                Slot::Email(_) => "ana@lantern.example".to_owned(),
                Slot::Number(_) => "12".to_owned(),
                Slot::Day(_) => "2026-09-21".to_owned(),
                Slot::Money(_) => "412.50".to_owned(),
                Slot::YesNo(_) | Slot::Tick(_) => "yes".to_owned(),
                Slot::Choice(value) if value.show().is_empty() => match name.as_str() {
                    "state" => "NY".to_owned(),
                    "check_in_day" => "tuesday".to_owned(),
                    "payer" => "school".to_owned(),
                    "pay_trigger" => "milestones".to_owned(),
                    "classification" => "employee".to_owned(),
                    other => panic!("{other} needs a word here"),
                },
                Slot::Choice(value) => value.show().to_owned(),
                Slot::Text { .. } => row(&name, 7),
            };
            slot.read(&name, &text, &mut errors);
            assert!(errors.is_empty(), "{name}: {errors:?}");
        }
    }
    draft
}

#[test]
fn every_field_survives_the_round_trip_and_the_way_to_the_browser() {
    let draft = full();
    for step in Step::ALL {
        let open: Vec<_> = answered(*step, &draft).into_iter().filter(|(_, answered)| !answered).collect();
        assert_eq!(open, [], "{step:?}");
    }
    assert_eq!(restored(&answers(&draft)), draft);
    // Every part of a draft that can be written down is on a screen.
    let json = serde_json::to_value(Draft::default()).unwrap();
    let full = serde_json::to_value(&draft).unwrap();
    for (name, blank) in json.as_object().unwrap() {
        assert_ne!(&full[name], blank, "{name} is on no screen");
    }
}

#[test]
fn only_web_addresses_are_links() {
    let read = |draft: &mut Draft, text: &str| {
        let sent = form(&[("deliverable_1_name", "Report"), ("deliverable_1_example", text)]);
        fill(Step::Outcome, draft, &sent)
    };
    let mut draft = Draft::default();
    assert!(read(&mut draft, " https://example.org/report ").is_empty());
    for bad in
        ["javascript:alert(1)", " JavaScript:alert(1)//https://a.b", "data:text/html,x", "example.org", "https://"]
    {
        let errors = read(&mut draft, bad);
        assert_eq!(errors.0["deliverable_1_example"], "Write the full address, starting with https://.", "{bad}");
        assert_eq!(draft.deliverables[0].example, "https://example.org/report", "{bad} is not kept");
    }
    assert!(read(&mut draft, "").is_empty() && draft.deliverables[0].example.is_empty());
}

#[test]
fn what_nobody_can_see_is_not_kept() {
    let mut draft = Draft::default();
    fill(Step::Outcome, &mut draft, &form(&[("title", "A\0B\u{1b}[31mC"), ("problem", "one\ntwo\u{7}")]));
    assert_eq!((draft.title.as_str(), draft.problem.as_str()), ("AB[31mC", "one\ntwo"));
}

/// 100,000 characters anywhere: the field says so, and the earlier answer stays whole.
#[test]
fn an_endless_text_is_kept_nowhere_in_part() {
    let before = full();
    for step in Step::ALL {
        let names: Vec<String> = fields(*step, &mut before.clone()).into_iter().map(|(name, _)| name).collect();
        for (name, text) in names.iter().flat_map(|name| ["x", "\u{1f600}", "\u{202e}"].map(|text| (name, text))) {
            if name.ends_with("_must_have") || name == "accepted_terms" {
                continue;
            }
            let mut draft = before.clone();
            let endless = if name.ends_with("_example") { "https://example.org/" } else { "" };
            let endless = format!("{endless}{}", text.repeat(100_000));
            let mut sent: Vec<(String, String)> = values(*step, &before).into_iter().collect();
            sent.iter_mut().filter(|(field, _)| field == name).for_each(|(_, value)| value.clone_from(&endless));
            let errors = fill(*step, &mut draft, &sent);
            assert_eq!(errors.0.keys().collect::<Vec<_>>(), [name], "{step:?}");
            assert_eq!(draft, before, "{name}");
        }
    }
    let mut draft = Draft { problem: "As it was".into(), ..Draft::default() };
    let errors = fill(Step::Outcome, &mut draft, &form(&[("problem", &"x".repeat(100_000))]));
    assert_eq!(errors.0["problem"], "This has 100000 characters. Shorten it to 2000. Until then it is not saved.");
}

#[test]
fn what_is_readable_is_kept_beside_what_is_not() {
    let mut draft = Draft { hours_low: 10, ..Draft::default() };
    let sent =
        form(&[("hours_low", "ten"), ("hours_high", "24"), ("amount", "1.234"), ("end", "soon"), ("place", "moon")]);
    let errors = fill(Step::Pay, &mut draft, &sent);
    assert_eq!(errors.0.keys().map(String::as_str).collect::<Vec<_>>(), ["amount", "end", "hours_low", "place"]);
    assert_eq!((draft.hours_low, draft.hours_high), (10, 24));
    let errors = fill(Step::Outcome, &mut draft, &form(&[("title", &"x".repeat(91))]));
    assert!(errors.0.contains_key("title") && draft.title.len() == 91);
}

#[test]
fn rows_come_and_go_without_script() {
    let mut draft = Draft::default();
    let rows = [("deliverable_1_name", "A"), ("deliverable_1_criterion_1", "x"), ("deliverable_2_name", "B")];
    let with = |button: (&'static str, &'static str)| form(&[&rows[..], &[button]].concat());
    let names = |draft: &Draft| draft.deliverables.iter().map(|row| row.name.clone()).collect::<Vec<_>>();
    assert!(fill(Step::Outcome, &mut draft, &with(("add", "deliverable"))).is_empty());
    assert_eq!(names(&draft), ["A", "B", ""]);
    fill(Step::Outcome, &mut draft, &with(("add", "deliverable_1_criterion")));
    assert_eq!((names(&draft), draft.deliverables[0].criteria.len()), (vec!["A".into(), "B".into()], 2));
    fill(Step::Outcome, &mut draft, &with(("remove", "deliverable_1")));
    assert_eq!((names(&draft), draft.deliverables[0].criteria.len()), (vec!["B".into()], 0));
    fill(Step::Outcome, &mut draft, &form(&[("deliverable_1_name", "B"), ("remove", "deliverable_1")]));
    assert!(draft.deliverables.is_empty());
}

#[test]
fn a_row_button_leads_to_the_row() {
    let rows = [("skill_1_name", "Excel"), ("skill_2_name", "Writing"), ("skill_3_name", "")];
    let after = |button: (&'static str, &'static str)| landing(Step::Skills, &form(&[&rows[..], &[button]].concat()));
    assert_eq!(after(("add", "skill")).as_deref(), Some("skill_3_name"), "an empty row is not kept");
    assert_eq!(after(("remove", "skill_1")).as_deref(), Some("skill_1_name"));
    assert_eq!(after(("remove", "skill_2")).as_deref(), Some("skill_1_name"));
    assert_eq!(after(("add", "competency")).as_deref(), Some("competency_1"));
    assert_eq!(after(("go", "next")), None);
    let rows =
        form(&[("deliverable_1_name", "A"), ("deliverable_1_criterion_1", "x"), ("add", "deliverable_1_criterion")]);
    assert_eq!(landing(Step::Outcome, &rows).as_deref(), Some("deliverable_1_criterion_2"));
}

#[test]
fn a_zero_is_refused_and_the_message_names_the_field() {
    let mut draft = Draft { seats: 2, ..Draft::default() };
    let errors = fill(Step::Plan, &mut draft, &form(&[("seats", "0"), ("task_2_hours", "0"), ("reply_days", "")]));
    assert_eq!(errors.0["seats"], "Write the number of students as a whole number from 1 to 999.");
    assert_eq!(errors.0["task_2_hours"], "Write the hours of task 2 as a whole number from 1 to 999.");
    assert_eq!((draft.seats, errors.0.len()), (2, 2));
}

#[test]
fn lists_have_an_end() {
    let mut draft = Draft { questions: vec!["Why?".into(); 3], ..Draft::default() };
    assert!(fill(Step::Terms, &mut draft, &form(&[("add", "question")])).0.contains_key("question"));
    assert!(fill(Step::Terms, &mut draft, &form(&[("question_900", "x")])).0.contains_key("question"));
    assert_eq!(draft.questions.len(), 3);
}

#[test]
fn a_box_that_is_not_ticked_is_not_sent() {
    let mut draft = Draft { skills: vec![SkillDraft { name: "Excel".into(), must_have: true }], ..Draft::default() };
    fill(Step::Skills, &mut draft, &form(&[("learning_objective", "x")]));
    assert!(draft.skills[0].must_have);
    fill(Step::Skills, &mut draft, &form(&[("skill_1_name", "Excel")]));
    assert!(!draft.skills[0].must_have);
}

proptest! {
    #[test]
    fn no_form_breaks_it(
        step in 0..7_usize,
        sent in prop::collection::vec(("(add|remove|title|(deliverable|task|milestone|skill|question)_[0-9]{1,2}(_(name|due|hours|kind|criterion_[0-9]))?)", ".{0,30}|deliverable_[0-9](_criterion(_[0-9])?)?"), 0..12),
    ) {
        let mut draft = Draft::default();
        fill(Step::ALL[step], &mut draft, &sent);
        let shown: Vec<_> = values(Step::ALL[step], &draft).into_iter().collect();
        let mut again = draft.clone();
        prop_assert!(draft.deliverables.len() <= limits::DELIVERABLES && draft.tasks.len() <= limits::TASKS);
        fill(Step::ALL[step], &mut again, &shown);
    }
}

#[test]
fn a_draft_survives_its_way_to_the_browser() {
    let today = jiff::civil::date(2026, 12, 3);
    for template in crate::projects::templates() {
        let draft = template.start(today);
        assert_eq!(restored(&answers(&draft)), draft, "{}", template.key);
    }
}
