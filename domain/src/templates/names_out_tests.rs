//! Nasty cases for taking names out.

use jiff::civil::date;
use proptest::prelude::*;

use super::words::fold;
use super::{Names, names_out, weeks_of};
use crate::money::Cents;
use crate::projects::{Draft, SkillDraft, limits, templates};

fn names() -> Names {
    Names {
        organisation: "The Harbor Street Pantry, Inc.".into(),
        students: vec!["Maya Okafor".into()],
        colleagues: vec!["Tomás Vidal".into(), "Grant An Price".into()],
        others: vec!["Elm Hall".into()],
    }
}

fn draft() -> Draft {
    Draft {
        supervisor_name: "Dr. Dee A. Lindqvist".into(),
        supervisor_role: "Director".into(),
        supervisor_email: "dee@harborstreet.example".into(),
        address: "12 Mill Lane, Rivermark, New York".into(),
        fund: "Rivermark Alumni Fund".into(),
        ..Draft::default()
    }
}

/// What becomes of a paragraph.
fn clean(text: &str) -> String {
    names_out(&Draft { problem: text.into(), ..draft() }, &names()).problem
}

#[test]
fn the_host_goes_however_it_is_written() {
    for text in [
        "Harbor Street Pantry needs a map.",
        "The Harbor Street Pantry needs a map.",
        "HARBOR STREET PANTRY needs a map.",
        "Harbor\u{a0}Street  Pantry needs a map.",
        "Harbor-Street-Pantry needs a map.",
        "Harbor Street needs a map.",
        "HSP needs a map.",
        "Ha\u{ad}rbor Street Pan\u{200b}try needs a map.",
        "Our HarborStreetPantry needs a map.",
    ] {
        assert_eq!(clean(text), "Our organisation needs a map.", "{text:?}");
    }
    assert_eq!(clean("We at the Harbor Street Pantry’s gate"), "We at our organisation’s gate");
    assert_eq!(clean("The harbor is near, and so is the street."), "The harbor is near, and so is the street.");
}

#[test]
fn people_go_with_their_titles_initials_and_marks() {
    for text in
        ["Ask Dee", "Ask Dr. Lindqvist", "Ask Dee A. Lindqvist", "Ask Lindqvist, Dee", "Ask dee lindqvist", "Ask DEE"]
    {
        assert_eq!(clean(text), "Ask the supervisor", "{text:?}");
    }
    for text in
        ["Toma\u{301}s Vidal checks it.", "TOMAS VIDAL checks it.", "Vidal checks it.", "Prof. Tomás checks it."]
    {
        assert_eq!(clean(text), "A colleague checks it.", "{text:?}");
    }
    assert_eq!(clean("As Maya did it. Okafor, Maya"), "As the student did it. The student");
    assert_eq!(clean("Dee’s list, then Dee"), "The supervisor’s list, then the supervisor");
}

#[test]
fn a_name_that_is_also_a_word_leaves_the_word() {
    assert_eq!(clean("An outline of each grant. Grant names follow."), "An outline of each grant. Grant names follow.");
    assert_eq!(clean("Send it to Grant by noon."), "Send it to a colleague by noon.");
    assert_eq!(clean("The price of a deep cleaning"), "The price of a deep cleaning");
}

#[test]
fn ways_to_reach_somebody_go() {
    for (text, expected) in [
        ("Write to dee.l+x@harborstreet.example.", "Write to our email address."),
        ("Write to <DEE@HARBORSTREET.EXAMPLE>, please", "Write to <our email address>, please"),
        ("mailto:a@b.org?subject=x now", "our email address now"),
        ("dee (at) harborstreet dot org is mine", "our email address is mine"),
        ("info at pantry dot org", "our email address"),
        ("müller@bücher.example", "our email address"),
        ("See https://harborstreet.example/a?b=c#d.", "See our website."),
        ("See (WWW.Harborstreet.org/x), then go", "See (our website), then go"),
        ("See harborstreet.org/help-us and bit.ly/3xYz!", "See our website and our website!"),
        ("Follow @harborstreet for news", "Follow our account for news"),
        ("Call (555) 123-4567 ext. 12 or +49 30 1234567.", "Call our phone number or our phone number."),
        ("Call 555.123.4567 12 times", "Call our phone number 12 times"),
        ("call 555-1234 now", "call our phone number now"),
        ("1-800-555-0199", "Our phone number"),
    ] {
        assert_eq!(clean(text), expected, "{text:?}");
    }
}

#[test]
fn figures_files_and_sizes_stay() {
    for text in [
        "Write 600-1000 words about the years 2022-2024.",
        "A script in Node.js with a README.md and data.csv, e.g. for 1,200 rows at 95 %.",
        "Files of 2022, 2023 and 2024; 31,204 visits",
        "You may start at ten; 40/30/30 of each",
        "Meet at noon and dot the map",
    ] {
        assert_eq!(clean(text), text);
    }
}

#[test]
fn days_and_places_of_one_time_go() {
    for (text, expected) in [
        ("Done by 12 May 2026.", "Done by the agreed day."),
        ("Done by May 12th, 2026.", "Done by the agreed day."),
        ("Done by Sept 3", "Done by the agreed day"),
        ("Done by 2026-12-08, not 12/8/2026", "Done by the agreed day, not the agreed day"),
        ("In December 2026 we open", "In the agreed month we open"),
        ("Come to 12 Mill Lane at nine", "Come to our address at nine"),
        ("Paid from the Rivermark Alumni Fund", "Paid from the fund that pays"),
        ("The talk in Elm Hall", "The talk in (name)"),
    ] {
        assert_eq!(clean(text), expected, "{text:?}");
    }
}

#[test]
fn every_text_is_cleaned_and_what_was_for_one_time_is_gone() {
    let filled = |text: &str| {
        let mut draft = templates()[0].start(date(2026, 9, 1));
        for row in &mut draft.deliverables {
            (row.name, row.size) = (text.into(), text.into());
            row.criteria.iter_mut().for_each(|criterion| *criterion = text.into());
        }
        draft.tasks.iter_mut().for_each(|row| row.name = text.into());
        draft.milestones.iter_mut().for_each(|row| row.name = text.into());
        draft.skills = vec![SkillDraft { name: text.into(), must_have: true }];
        draft.questions = vec![text.into()];
        for field in [
            &mut draft.title,
            &mut draft.category,
            &mut draft.problem,
            &mut draft.used_by,
            &mut draft.provides,
            &mut draft.learning_objective,
            &mut draft.audience,
            &mut draft.supervisor_role,
        ] {
            *field = text.into();
        }
        (draft.address, draft.fund) = ("12 Mill Lane".into(), "Pantry fund".into());
        draft.supervisor_name = "Dee Lindqvist".into();
        draft.supervisor_email = "dee@harborstreet.example".into();
        (draft.accepted_terms, draft.amount) = (true, Some(Cents(50_000)));
        (draft.repeats, draft.guessed) = (Some(uuid::Uuid::from_u128(7).into()), vec![("title".into(), "Dee".into())]);
        draft
    };
    let before = filled("Ask Dee of Harbor Street Pantry, dee@harborstreet.example");
    let after = names_out(&before, &names());
    let json = serde_json::to_string(&after).unwrap();
    for name in ["Dee", "Harbor", "Pantry", "@", "Lindqvist"] {
        assert!(!json.contains(name), "{name} is left in {json}");
    }
    assert!(after.start.is_none() && after.kickoff.is_none() && after.end.is_none() && after.apply_by.is_none());
    assert!(after.milestones.iter().all(|row| row.due.is_none()) && !after.accepted_terms);
    assert_eq!((after.hours_high, after.amount, after.seats), (before.hours_high, before.amount, before.seats));
    assert_eq!(after.title, "Ask the supervisor of our organisation, our email address");
    assert_eq!(weeks_of(&before), templates()[0].weeks);
    assert_eq!(weeks_of(&Draft::default()), 3);
}

#[test]
fn a_text_without_names_stays_as_it_is() {
    for template in templates() {
        let after = names_out(&template.draft, &names());
        let fit = crate::projects::Fit { template: String::new(), ..template.draft.fit.clone() };
        assert_eq!(after, Draft { fit, ..template.draft.clone() }, "{}", template.key);
    }
}

#[test]
fn nothing_grows_beyond_its_field() {
    let text = "HSP ".repeat(60);
    let after = names_out(&Draft { title: text.clone(), used_by: text, ..draft() }, &names());
    assert!(after.title.chars().count() <= limits::TITLE && after.used_by.chars().count() <= limits::LINE);
}

proptest! {
    #[test]
    fn no_name_survives_anywhere(before in "[ -~é–’\u{200b}\n]{0,40}", after in "[ -~ñ\u{a0}(@.,]{0,40}", which in 0_usize..6) {
        let name = [
            "Harbor Street Pantry", "Dee Lindqvist", "Maya Okafor", "Tomás Vidal", "dee@harborstreet.example",
            "https://harborstreet.example",
        ][which];
        let text = format!("{before} {name} {after}");
        let left = fold(&clean(&text));
        for part in ["lindqvist", "okafor", "vidal", "harborstreet.example", "harbor street pantry"] {
            let was_there = fold(&before).contains(part) || fold(&after).contains(part);
            prop_assert!(was_there || !left.contains(part), "{text:?} gives {left:?}");
        }
    }

    #[test]
    fn no_text_breaks_it(text in "\\PC{0,200}") {
        let _ = clean(&text);
    }
}
