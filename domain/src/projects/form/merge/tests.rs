//! Nothing anybody typed is lost, whatever two people do to one screen.

use proptest::prelude::*;

use super::*;
use crate::machine::Word as _;
use crate::projects::draft::{Deliverable, SkillDraft, Task};
use crate::time::Instant;

const DRAWN: Instant = Instant::UNIX_EPOCH;

fn tasks(rows: &[(&str, i32)]) -> Draft {
    let task = |(name, hours): &(&str, i32)| Task { name: (*name).to_owned(), hours: *hours, ..Task::default() };
    Draft { tasks: rows.iter().map(task).collect(), ..Draft::default() }
}

fn form(step: Step, draft: &Draft) -> BTreeMap<String, String> {
    let mut form = values(step, draft);
    // As browsers do: a box that is not ticked is not sent.
    form.retain(|name, text| !(name.ends_with("_must_have") && text.is_empty()));
    form
}

fn sent(form: &BTreeMap<String, String>) -> Vec<(String, String)> {
    form.iter().map(|(name, text)| (name.clone(), text.clone())).collect()
}

/// One person changes fields of the form as it was drawn, the other keeps `kept` meanwhile.
fn merged(step: Step, base: &Draft, kept: &Draft, changed: &[(&str, &str)]) -> (Merged, Draft) {
    let mut mine = form(step, base);
    mine.extend(changed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    let drawn = Base::of(&values(step, base), DRAWN);
    let merged = merge(step, kept, &[], &drawn, &sent(&mine), &BTreeSet::new());
    let mut draft = kept.clone();
    assert!(fill(step, &mut draft, &merged.fields).is_empty());
    (merged, draft)
}

fn names(draft: &Draft) -> Vec<(String, i32)> {
    draft.tasks.iter().map(|task| (task.name.clone(), task.hours)).collect()
}

fn pairs(rows: &[(&str, i32)]) -> Vec<(String, i32)> {
    rows.iter().map(|(name, hours)| ((*name).to_owned(), *hours)).collect()
}

#[test]
fn different_fields_merge() {
    let base = Draft { title: "Old title".into(), problem: "Old problem".into(), ..Draft::default() };
    let kept = Draft { problem: "Their problem".into(), ..base.clone() };
    let (merged, draft) = merged(Step::Outcome, &base, &kept, &[("title", "My title")]);
    assert!(merged.clashes.is_empty() && merged.others);
    assert_eq!((draft.title.as_str(), draft.problem.as_str()), ("My title", "Their problem"));
}

/// A form that saves itself again and again: a long text that is kept is nobody else's change, and an endless one that is
/// not kept stays typed.
#[test]
fn a_long_text_is_kept_once_and_an_endless_one_stays_typed() {
    let step = Step::Outcome;
    let mut draft = Draft { problem: "Old".into(), ..Draft::default() };
    let mut base = Base::of(&values(step, &draft), DRAWN);
    let mut mine = form(step, &draft);
    for (length, kept) in [(2_500, 2_500), (100_000, 2_500)] {
        mine.insert("problem".into(), "x".repeat(length));
        for _ in 0..2 {
            let merged = merge(step, &draft, &[], &base, &sent(&mine), &BTreeSet::new());
            assert!(merged.clashes.is_empty() && !merged.others, "{length}");
            assert!(fill(step, &mut draft, &merged.fields).0.contains_key("problem"), "{length} is told each time");
            assert_eq!(draft.problem.len(), kept);
            base = merged.base;
        }
    }
}

#[test]
fn the_same_field_clashes_unless_both_wrote_the_same() {
    let base = Draft { title: "Old".into(), ..Draft::default() };
    let kept = Draft { title: "Theirs".into(), ..base.clone() };
    let (merged_both, _) = merged(Step::Outcome, &base, &kept, &[("title", "Mine")]);
    let clash = &merged_both.clashes[0];
    assert_eq!((clash.field.as_str(), clash.against), ("title", Against::Texts));
    assert_eq!((clash.mine.as_str(), clash.theirs.as_str()), ("Mine", "Theirs"));
    let (same, draft) = merged(Step::Outcome, &base, &kept, &[("title", " Theirs ")]);
    assert!(same.clashes.is_empty());
    assert_eq!(draft.title, "Theirs");
}

#[test]
fn a_choice_settles_a_clash() {
    let base = Draft { title: "Old".into(), ..Draft::default() };
    let kept = Draft { title: "Theirs".into(), ..base.clone() };
    let (first, _) = merged(Step::Outcome, &base, &kept, &[("title", "Mine")]);
    // The form is drawn again: kept values are its base now.
    let again = Base::of(&values(Step::Outcome, &kept), DRAWN);
    let sent = sent(&first.values());
    let keep = merge(Step::Outcome, &kept, &[], &again, &sent, &BTreeSet::new());
    assert!(keep.clashes.is_empty());
    assert_eq!(keep.values()["title"], "Mine");
    let take = merge(Step::Outcome, &kept, &[], &again, &sent, &BTreeSet::from(["title".to_owned()]));
    assert_eq!(take.values()["title"], "Theirs");
    // Saved by itself with that choice, the form can still go back to its own text.
    let back = merge(Step::Outcome, &kept, &[], &take.base, &sent, &BTreeSet::new());
    assert_eq!(back.values()["title"], "Mine");
}

#[test]
fn a_row_that_moved_up_is_found_again() {
    let base = tasks(&[("a", 1), ("b", 2), ("c", 3)]);
    let kept = tasks(&[("b", 2), ("c", 3)]);
    let (result, draft) = merged(Step::Plan, &base, &kept, &[("task_3_hours", "9"), ("task_2_name", "B")]);
    assert!(result.clashes.is_empty(), "{:?}", result.clashes);
    assert_eq!(names(&draft), pairs(&[("B", 2), ("c", 9)]));
}

#[test]
fn rows_of_both_are_added() {
    let base = tasks(&[("a", 1)]);
    let kept = tasks(&[("a", 5), ("theirs", 2)]);
    let (result, draft) =
        merged(Step::Plan, &base, &kept, &[("task_1_name", "A"), ("task_2_name", "mine"), ("task_2_hours", "3")]);
    assert!(result.clashes.is_empty());
    assert_eq!(names(&draft), pairs(&[("A", 5), ("theirs", 2), ("mine", 3)]));
    // The form on the screen still has two rows: saved again, nothing is doubled or written over.
    let shown = BTreeMap::from(
        [("task_1_name", "A"), ("task_1_hours", "1"), ("task_2_name", "mine, longer"), ("task_2_hours", "3")]
            .map(|(name, text)| (name.to_owned(), text.to_owned())),
    );
    let next = merge(Step::Plan, &draft, &[], &result.base, &sent(&shown), &BTreeSet::new());
    assert!(next.clashes.is_empty(), "{:?}", next.clashes);
    let mut draft = draft;
    fill(Step::Plan, &mut draft, &next.fields);
    assert_eq!(names(&draft), pairs(&[("A", 5), ("theirs", 2), ("mine, longer", 3)]));
}

#[test]
fn a_row_that_was_taken_out_and_changed_is_asked_about() {
    let base = tasks(&[("a", 1), ("b", 2)]);
    let kept = tasks(&[("a", 1)]);
    let (result, _) = merged(Step::Plan, &base, &kept, &[("task_2_name", "b, with more words")]);
    let clash = &result.clashes[0];
    assert_eq!(
        (clash.against, clash.about.as_str(), clash.field.as_str()),
        (Against::RowGone, "task_2", "task_2_name")
    );
    let again = Base::of(&values(Step::Plan, &kept), DRAWN);
    let after = |take: &[&str]| {
        let take = take.iter().map(|about| (*about).to_owned()).collect();
        let merged = merge(Step::Plan, &kept, &[], &again, &sent(&result.values()), &take);
        let mut draft = kept.clone();
        fill(Step::Plan, &mut draft, &merged.fields);
        (merged.clashes.len(), names(&draft))
    };
    assert_eq!(after(&[]), (0, pairs(&[("a", 1), ("b, with more words", 2)])));
    assert_eq!(after(&["task_2"]), (0, pairs(&[("a", 1)])));
    let (untouched, draft) = merged(Step::Plan, &base, &kept, &[]);
    assert!(untouched.clashes.is_empty());
    assert_eq!(names(&draft), pairs(&[("a", 1)]));
}

#[test]
fn a_remove_button_takes_out_the_row_it_stood_at() {
    let base = tasks(&[("a", 1), ("b", 2), ("c", 3)]);
    let kept = tasks(&[("b", 2), ("c", 3)]);
    let (_, draft) = merged(Step::Plan, &base, &kept, &[("remove", "task_3")]);
    assert_eq!(names(&draft), pairs(&[("b", 2)]));
    let (_, draft) = merged(Step::Plan, &base, &kept, &[("remove", "task_1")]);
    assert_eq!(names(&draft), pairs(&[("b", 2), ("c", 3)]), "it is gone already");
    let kept = tasks(&[("a", 1), ("b, rewritten", 2), ("c", 3)]);
    let (result, _) = merged(Step::Plan, &base, &kept, &[("remove", "task_2")]);
    assert_eq!(result.clashes[0].against, Against::RowChanged);
}

#[test]
fn a_check_is_added_to_its_own_deliverable() {
    let row = |name: &str| Deliverable { name: name.into(), criteria: vec!["x".into()], ..Deliverable::default() };
    let base = Draft { deliverables: vec![row("a"), row("b")], ..Draft::default() };
    let kept = Draft { deliverables: vec![row("b")], ..Draft::default() };
    let (_, draft) = merged(Step::Outcome, &base, &kept, &[("add", "deliverable_2_criterion")]);
    assert_eq!(draft.deliverables.len(), 1);
    assert_eq!(draft.deliverables[0].criteria, ["x", ""]);
}

#[test]
fn checks_of_one_deliverable_merge_as_rows() {
    let row = |criteria: &[&str]| Deliverable {
        name: "Report".into(),
        criteria: criteria.iter().map(|text| (*text).to_owned()).collect(),
        ..Deliverable::default()
    };
    let draft = |criteria: &[&str]| Draft { deliverables: vec![row(criteria)], ..Draft::default() };
    let (base, kept) = (draft(&["one", "two"]), draft(&["two", "three"]));
    let (result, draft) = merged(Step::Outcome, &base, &kept, &[("deliverable_1_criterion_2", "two, sourced")]);
    assert!(result.clashes.is_empty(), "{:?}", result.clashes);
    assert_eq!(draft.deliverables[0].criteria, ["two, sourced", "three"]);
}

#[test]
fn a_tick_that_was_taken_away_is_a_change() {
    let skill = |must_have| Draft {
        skills: vec![SkillDraft { name: "Excel".into(), must_have }],
        learning_objective: "x".into(),
        ..Draft::default()
    };
    let base = skill(true);
    let mut mine = form(Step::Skills, &base);
    mine.remove("skill_1_must_have");
    let drawn = Base::of(&values(Step::Skills, &base), DRAWN);
    let result = merge(Step::Skills, &base, &[], &drawn, &sent(&mine), &BTreeSet::new());
    let mut draft = base.clone();
    fill(Step::Skills, &mut draft, &result.fields);
    assert!(!draft.skills[0].must_have);
    // And one that others took away stays away.
    let (_, draft) = merged(Step::Skills, &base, &skill(false), &[("learning_objective", "y")]);
    assert!(!draft.skills[0].must_have);
}

#[test]
fn more_rows_than_there_is_room_for_are_asked_about() {
    let questions =
        |texts: &[&str]| Draft { questions: texts.iter().map(|text| (*text).to_owned()).collect(), ..Draft::default() };
    let (base, kept) = (questions(&["a", "b"]), questions(&["a", "b", "theirs"]));
    let mut mine = form(Step::Terms, &base);
    mine.insert("question_3".into(), "mine".into());
    let drawn = Base::of(&values(Step::Terms, &base), DRAWN);
    let result = merge(Step::Terms, &kept, &[], &drawn, &sent(&mine), &BTreeSet::new());
    assert_eq!((result.clashes.len(), result.clashes[0].against), (1, Against::Rows));
    assert_eq!((result.values()["question_3"].as_str(), result.values()["question_4"].as_str()), ("theirs", "mine"));
    // Drawn again, one of the four is taken out.
    let again = Base::of(&values(Step::Terms, &kept), DRAWN);
    let mut more = result.values();
    more.insert("remove".into(), "question_1".into());
    let settled = merge(Step::Terms, &kept, &[], &again, &sent(&more), &BTreeSet::new());
    assert!(settled.clashes.is_empty(), "{:?}", settled.clashes);
    let mut draft = kept.clone();
    fill(Step::Terms, &mut draft, &settled.fields);
    assert_eq!(draft.questions, ["b", "theirs", "mine"]);
}

#[test]
fn what_could_not_be_read_is_tried_again() {
    let base = Draft { hours_low: 10, ..Draft::default() };
    let drawn = Base::of(&values(Step::Pay, &base), DRAWN);
    let typed = [("hours_low".to_owned(), "ten".to_owned())];
    let first = merge(Step::Pay, &base, &[], &drawn, &typed, &BTreeSet::new());
    let again = merge(Step::Pay, &base, &[], &first.base, &typed, &BTreeSet::new());
    assert!(fill(Step::Pay, &mut base.clone(), &again.fields).0.contains_key("hours_low"));
}

#[test]
fn a_base_survives_the_form() {
    let base = Base::of(&values(Step::Plan, &tasks(&[("a = b; c", 1)])), "2026-12-03T15:00:00Z".parse().unwrap());
    assert_eq!(Base::read(&base.write()), base);
    assert_eq!(base.drawn(), "2026-12-03T15:00:00Z".parse().unwrap());
    for broken in ["", ";", "x;=;a=b=c;title=zz", "999999999999999999999;a=1"] {
        let _ = Base::read(broken).drawn();
    }
}

/// What one of the two does to the tasks.
#[derive(Clone, Debug)]
enum Act {
    Name(usize, String),
    Hours(usize, i32),
    Add(String),
    Remove(usize),
    Problem(String),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    // Few different words, so that rows look alike and meet.
    let word = || prop::sample::select(vec!["", "ask", "read", "write", "sort", "count"]).prop_map(str::to_owned);
    let act = prop_oneof![
        (0..5_usize, word()).prop_map(|(row, text)| Act::Name(row, text)),
        (0..5_usize, 1..4_i32).prop_map(|(row, hours)| Act::Hours(row, hours)),
        word().prop_map(Act::Add),
        (0..5_usize).prop_map(Act::Remove),
        word().prop_map(Act::Problem),
    ];
    prop::collection::vec(act, 0..5)
}

/// Somebody else, whose every act is kept at once. Texts they type are marked with `-there`.
fn others_do(draft: &mut Draft, acts: &[Act]) {
    for act in acts {
        match act {
            Act::Name(row, text) => {
                if let Some(task) = draft.tasks.get_mut(*row) {
                    task.name = format!("{text}-there");
                }
            }
            Act::Hours(row, hours) => {
                if let Some(task) = draft.tasks.get_mut(*row) {
                    task.hours = *hours;
                }
            }
            Act::Add(text) => draft.tasks.push(Task { name: format!("{text}-there"), ..Task::default() }),
            Act::Remove(row) if *row < draft.tasks.len() => {
                draft.tasks.remove(*row);
            }
            Act::Remove(_) => {}
            Act::Problem(text) => draft.provides = format!("{text}-there"),
        }
    }
}

/// The person at the form: fields change and rows are typed at its end. Texts are marked with `-here`.
fn types(form: &mut BTreeMap<String, String>, acts: &[Act]) {
    let rows =
        |form: &BTreeMap<String, String>| (1..).take_while(|n| form.contains_key(&format!("task_{n}_name"))).count();
    for act in acts {
        match act {
            Act::Name(row, text) if *row < rows(form) => {
                form.insert(format!("task_{}_name", row + 1), format!("{text}-here"));
            }
            Act::Hours(row, hours) if *row < rows(form) => {
                form.insert(format!("task_{}_hours", row + 1), hours.to_string());
            }
            Act::Add(text) => {
                let n = rows(form) + 1;
                form.insert(format!("task_{n}_name"), format!("{text}-here"));
                form.insert(format!("task_{n}_hours"), String::new());
                form.insert(format!("task_{n}_kind"), "analyse".to_owned());
            }
            Act::Problem(text) => {
                form.insert("provides".to_owned(), format!("{text}-here"));
            }
            _ => {}
        }
    }
}

fn marked<'a>(texts: impl Iterator<Item = &'a String>, mark: &str) -> BTreeSet<String> {
    texts.filter(|text| text.ends_with(mark)).cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn nothing_anybody_typed_is_lost(theirs in acts(), mine in acts(), later in acts()) {
        let base = tasks(&[("ask", 1), ("read", 2), ("write", 3)]);
        let mut kept = base.clone();
        others_do(&mut kept, &theirs);
        let mut form = form(Step::Plan, &base);
        types(&mut form, &mine);
        let drawn = Base::of(&values(Step::Plan, &base), DRAWN);
        let merged = merge(Step::Plan, &kept, &[], &drawn, &sent(&form), &BTreeSet::new());
        let mut draft = kept.clone();
        prop_assert!(fill(Step::Plan, &mut draft, &merged.fields).is_empty());
        let result = values(Step::Plan, &draft);
        for (mark, texts) in [("here", marked(form.values(), "-here")), ("there", marked(values(Step::Plan, &kept).values(), "-there"))] {
            for text in texts {
                let shown = merged.clashes.iter().any(|clash| clash.mine.contains(&text) || clash.theirs.contains(&text));
                prop_assert!(shown || result.values().any(|value| *value == text), "{mark}: {text:?} is lost: {merged:?}");
            }
        }
        if !merged.clashes.is_empty() {
            // Drawn again, it is settled by sending it: mine is kept.
            let again = Base::of(&values(Step::Plan, &kept), DRAWN);
            let settled = merge(Step::Plan, &kept, &[], &again, &sent(&merged.values()), &BTreeSet::new());
            prop_assert!(settled.clashes.is_empty(), "{:?}", settled.clashes);
            prop_assert_eq!(settled.values(), merged.values());
            return Ok(());
        }
        // Saved by itself: the form stays as it is on the screen, somebody else goes on, and so does the typing.
        others_do(&mut draft, &later);
        draft.tasks.truncate(crate::projects::limits::TASKS);
        let once_more = merge(Step::Plan, &draft, &[], &merged.base, &sent(&form), &BTreeSet::new());
        prop_assert!(once_more.clashes.is_empty(), "nothing new was typed: {:?}", once_more.clashes);
        let mut after = draft.clone();
        fill(Step::Plan, &mut after, &once_more.fields);
        // Empty rows at the end are never kept.
        fill(Step::Plan, &mut draft, &[]);
        prop_assert_eq!(names(&after), names(&draft));
    }

    #[test]
    fn alone_it_is_the_same_as_filling_in(mine in acts()) {
        let base = tasks(&[("ask", 1), ("read", 2), ("write", 3)]);
        let mut form = form(Step::Plan, &base);
        types(&mut form, &mine);
        let drawn = Base::of(&values(Step::Plan, &base), DRAWN);
        let merged = merge(Step::Plan, &base, &[], &drawn, &sent(&form), &BTreeSet::new());
        prop_assert!(merged.clashes.is_empty() && !merged.others);
        let (mut one, mut other) = (base.clone(), base);
        fill(Step::Plan, &mut one, &merged.fields);
        fill(Step::Plan, &mut other, &sent(&form));
        prop_assert_eq!(one, other);
    }

    #[test]
    fn no_form_breaks_it(
        base in ".{0,80}",
        step in 0..7_usize,
        fields in prop::collection::vec(("(add|remove|title|problem|(deliverable|task|skill|question)_[0-9]{1,3}(_(name|hours|criterion_[0-9]))?)", ".{0,20}|task_[0-9]"), 0..12),
        take in prop::collection::btree_set("(title|task_[0-9]|question_[0-9])", 0..3),
    ) {
        let kept = tasks(&[("ask", 1), ("read", 2)]);
        let merged = merge(Step::ALL[step], &kept, &[], &Base::read(&base), &fields, &take);
        let mut draft = kept.clone();
        let _ = fill(Step::ALL[step], &mut draft, &merged.fields);
    }
}
