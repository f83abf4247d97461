//! The checklist, the agreement's texts and signatures, training, the survey, and what a program asks for.

use std::collections::BTreeMap;

use backend::engagements::{Change, Meeting, Signing};
use backend::{Cx, Failure, engagements, onboarding};
use domain::actor::{Party, Person, Role};
use domain::engagements::{Order, TaxForm};
use domain::onboarding::{Item, State, modules, survey};
use domain::people::{PrivateFacts, WorkStatus};
use domain::projects::Classification;
use domain::refusal::Refusal;
use jiff::civil::date;
use sqlx::PgPool;

use crate::engagements::{Team, because, once, signing};

const GOALS: &str = "Judge how well a funder fits\nOutline an application";

/// The program asks for everything from now on.
async fn everything(team: &Team) {
    let items = ["tax_form", "kickoff", "goals", "survey"].map(str::to_owned);
    let training = [modules()[0].key.clone()];
    let sam = team.world.cx(&team.sam).await;
    onboarding::save_rules(&sam, &items, &training, once()).await.unwrap();
}

/// The team’s engagement, as if it had been opened after the program asked for everything.
async fn asked_for_everything(pool: PgPool) -> Team {
    let team = Team::onboarding(pool).await;
    everything(&team).await;
    sqlx::query("update engagements e set required = r.required, modules = r.modules from onboarding_rules r")
        .execute(&team.world.backend.pool)
        .await
        .unwrap();
    team
}

async fn text(team: &Team) -> backend::onboarding::Version {
    onboarding::agreement_page(&team.student().await, team.id).await.unwrap().text
}

async fn sign(team: &Team, person: &Person) -> Result<(), Failure> {
    engagements::sign(&team.world.cx(person).await, team.id, signing(&person.name), once()).await
}

async fn open_items(cx: &Cx, team: &Team) -> Vec<Item> {
    let page = onboarding::onboarding_page(cx, team.id).await.unwrap();
    page.lines.iter().filter(|line| line.is_open()).map(|line| line.item).collect()
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn three_sign_the_same_text_in_any_order(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    let first = text(&team).await;
    assert_eq!((first.number, first.sha256.len()), (1, 64));
    let hashed: String =
        sqlx::query_scalar("select encode(sha256(convert_to(body, 'UTF8')), 'hex') from agreement_versions")
            .fetch_one(&team.world.backend.pool)
            .await
            .unwrap();
    assert_eq!(first.sha256, hashed, "the fingerprint is of exactly the text");
    assert!(first.body.contains("Every number has a source") && first.body.contains("$440"));

    let seen = |seen: &str, person: &Person| Signing {
        seen: seen.to_owned(),
        address: "203.0.113.77".into(),
        ..signing(&person.name)
    };
    for person in [&team.sam, &team.maya, &team.dee] {
        let cx = team.world.cx(person).await;
        let other = engagements::sign(&cx, team.id, seen(&"0".repeat(64), person), once()).await;
        assert!(matches!(other, Err(Failure::Refused(Refusal::Rule(_)))), "another text: {other:?}");
        engagements::sign(&cx, team.id, seen(&first.sha256, person), once()).await.unwrap();
    }
    let signed = text(&team).await.signatures;
    let sides: Vec<_> = signed.iter().map(|one| (one.side.as_str(), one.name.as_str(), one.network.as_str())).collect();
    assert_eq!(sides.len(), 3);
    for (side, name) in [("program", "Sam Lin"), ("student", "Maya Reyes"), ("host", "Dee Ortiz")] {
        assert!(sides.contains(&(side, name, "203.0.113.0/24")), "{sides:?}");
    }
    assert_eq!(team.world.count("events where command = 'sign'").await, 3);
    assert_eq!(team.world.count("mails where subject like 'Sign for the program: %'").await, 0, "staff signed first");
    assert_eq!(team.world.count("mails where subject like 'Signed by all: %'").await, 2);
}

/// The team's student says what their status is.
async fn say(team: &Team, work_status: WorkStatus) {
    let cx = team.student().await;
    let version = backend::profiles::profile(&cx).await.unwrap().version;
    let said = PrivateFacts { access_needs: String::new(), work_status, ends_on: None };
    backend::profiles::save_private(&cx, said, version, once()).await.unwrap();
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn who_has_not_said_their_status_is_asked_before_the_start(pool: PgPool) {
    let team = Team::unsaid(pool).await;
    team.sign_all().await;
    team.prepare().await;
    let officers = "mails where subject like 'Clear work authorization%'";
    team.world.with_role("Noor Aziz", Role::Dso).await;
    assert_eq!(open_items(&team.student().await, &team).await, [Item::Authorization]);
    say(&team, WorkStatus::F1).await;
    assert_eq!(open_items(&team.student().await, &team).await, [Item::Authorization]);
    assert_eq!(team.world.count(officers).await, 1);
    assert_eq!(team.world.count("engagements where work_authorization = 'needed'").await, 1);
    assert_eq!(team.world.count("events where command = 'say_status' and subject = 'engagement'").await, 1);
    say(&team, WorkStatus::F1).await;
    assert_eq!(team.world.count(officers).await, 1, "nothing is new");
    say(&team, WorkStatus::Free).await;
    assert_eq!(open_items(&team.student().await, &team).await, []);
    assert_eq!(team.world.count(officers).await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_is_said_later_reaches_what_is_being_prepared_and_no_host_reads_it(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    let read = async |team: &Team| {
        let page = onboarding::onboarding_page(&team.host().await, team.id).await.unwrap();
        let line = page.lines.into_iter().find(|line| line.item == Item::Authorization).unwrap();
        (line.state, line.owner)
    };
    assert_eq!(read(&team).await, (State::Done, Party::Staff), "as for somebody who was cleared");
    say(&team, WorkStatus::J1).await;
    assert_eq!(read(&team).await, (State::ToDo, Party::Staff), "as for somebody who has said nothing");
    assert!(open_items(&team.student().await, &team).await.contains(&Item::Authorization));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_signature_sent_twice_or_by_two_at_once_counts_once(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    let (cx, key) = (team.student().await, once());
    engagements::sign(&cx, team.id, signing("Maya Reyes"), key).await.unwrap();
    let again = engagements::sign(&cx, team.id, signing("Maya Reyes"), key).await;
    assert!(matches!(again, Err(Failure::AlreadyDone)), "{again:?}");
    let host = team.host().await;
    let (one, two) = tokio::join!(
        engagements::sign(&host, team.id, signing("Dee Ortiz"), once()),
        engagements::sign(&host, team.id, signing("Dee Ortiz"), once()),
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
    assert_eq!(team.world.count("agreement_signatures").await, 2);
    assert_eq!(team.world.count("events where command = 'sign'").await, 2);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn another_text_is_a_new_version_that_all_sign_again(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    team.sign_all().await;
    let sam = team.world.cx(&team.sam).await;
    let change = |classification| Change { classification, reason: because("The college is no employer here.") };
    let host = team.host().await;
    let by_host = engagements::change_agreement(&host, team.id, change(Classification::Contractor), once()).await;
    assert!(matches!(by_host, Err(Failure::Refused(_))), "{by_host:?}");
    let same = engagements::change_agreement(&sam, team.id, change(Classification::Employee), once()).await;
    assert!(matches!(same, Err(Failure::Refused(Refusal::Rule(_)))), "nothing would change: {same:?}");
    let unpaid = engagements::change_agreement(&sam, team.id, change(Classification::UnpaidForCredit), once()).await;
    assert!(matches!(unpaid, Err(Failure::Invalid(_))), "{unpaid:?}");

    engagements::change_agreement(&sam, team.id, change(Classification::Contractor), once()).await.unwrap();
    let page = onboarding::agreement_page(&team.student().await, team.id).await.unwrap();
    assert_eq!((page.text.number, page.text.signatures.len(), page.versions.len()), (2, 0, 2));
    assert!(page.text.body.contains("independent contractor") && page.text.reason.contains("no employer"));
    assert_eq!(page.versions[1].signatures.len(), 3, "the first text keeps its signatures");
    assert_eq!(page.engagement.facts.checklist.signatures(), 0);
    assert_eq!(team.world.count("engagements where classification = 'contractor'").await, 1);
    assert_eq!(team.world.count("mails where subject like 'Sign again: %'").await, 2);
    team.sign_all().await;
    assert_eq!(team.world.count("agreement_signatures").await, 6);

    // Clauses that changed meanwhile are taken over only when staff say so.
    let body = format!("{}\n## Travel\n{{host}} pays for travel.", domain::onboarding::own_clauses());
    onboarding::save_clauses(&sam, &body, "Travel was never mentioned.", 0, once()).await.unwrap();
    let page = onboarding::agreement_page(&sam, team.id).await.unwrap();
    assert!(page.clauses_are_newer && !page.text.body.contains("Travel"));
    engagements::change_agreement(&sam, team.id, change(Classification::Contractor), once()).await.unwrap();
    let page = onboarding::agreement_page(&sam, team.id).await.unwrap();
    assert!(!page.clauses_are_newer && page.text.body.contains("Harbor Street Pantry pays for travel."));
    assert_eq!(page.engagement.facts.checklist.signatures(), 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn paper_is_recorded_by_staff_and_marked(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    let sam = team.world.cx(&team.sam).await;
    let note = || because("Signed 3 December, version 1, in folder 12.");
    let by_student = engagements::sign_on_paper(&team.student().await, team.id, Party::Student, note(), once()).await;
    assert!(matches!(by_student, Err(Failure::Refused(Refusal::NotYours { .. }))), "{by_student:?}");
    engagements::sign_on_paper(&sam, team.id, Party::Host, note(), once()).await.unwrap();
    let twice = engagements::sign_on_paper(&sam, team.id, Party::Host, note(), once()).await;
    assert!(matches!(twice, Err(Failure::Refused(_))), "{twice:?}");
    assert!(sign(&team, &team.dee).await.is_err(), "the host has signed");
    sign(&team, &team.maya).await.unwrap();
    let signed = text(&team).await.signatures;
    let paper = signed.iter().find(|one| one.side == "host").unwrap();
    assert_eq!(
        (paper.way.as_str(), paper.name.as_str(), paper.network.as_str()),
        ("paper", "Harbor Street Pantry", "")
    );
    assert!(paper.note.contains("folder 12"));
    let told = "events where command = 'sign_on_paper' and party = 'staff' and reason like 'For the host: %'";
    assert_eq!(team.world.count(told).await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_copy_is_the_same_bytes_until_somebody_signs(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    let copy = async || onboarding::copy(&team.student().await, team.id, 1).await.unwrap();
    let one = copy().await;
    team.world.wait_days(1);
    assert!(one.starts_with(b"%PDF") && one == copy().await);
    sign(&team, &team.maya).await.unwrap();
    let signed = copy().await;
    assert!(one != signed && signed == copy().await);
    let missing = onboarding::copy(&team.student().await, team.id, 2).await;
    assert!(matches!(missing, Err(Failure::NotFound)));
    let noor = team.world.with_role("Noor Haddad", Role::Dso).await;
    assert!(onboarding::copy(&team.world.cx(&noor).await, team.id, 1).await.is_ok(), "the officer may read it");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_start_waits_for_everything_the_program_asks_for(pool: PgPool) {
    let team = asked_for_everything(pool).await;
    let (student, host, sam) = (team.student().await, team.host().await, team.world.cx(&team.sam).await);
    team.sign_all().await;
    let left = [Item::TaxForm, Item::Kickoff, Item::Goals, Item::Survey, Item::Training];
    assert_eq!(open_items(&student, &team).await, left);

    engagements::hand_in_tax_form(&student, team.id, once()).await.unwrap();
    assert_eq!(team.world.count("mails where subject = 'Record a tax form: Maya Reyes'").await, 1);
    let record =
        async |note: &str| engagements::record_tax_form(&sam, team.id, TaxForm::Routed, because(note), once()).await;
    assert!(matches!(record("W-9, 123-45-6789").await, Err(Failure::Invalid(_))));
    record("Form W-4, to the payroll office on 3 December").await.unwrap();
    assert_eq!(team.world.count("engagements where tax_note like '%payroll%'").await, 1);

    let meeting = Meeting { day: date(2026, 12, 7), minute: Some(14 * 60 + 30), place: "Room 12".into() };
    engagements::prepare(&host, team.id, Some(meeting.clone()), "", once()).await.unwrap();
    assert_eq!(team.world.count("mails where subject like 'Kick-off on Monday 7 December: %'").await, 1);
    engagements::prepare(&host, team.id, Some(meeting), "", once()).await.unwrap();
    assert_eq!(team.world.count("mails where subject like 'Kick-off on %'").await, 1, "the same once more is no news");

    engagements::prepare(&student, team.id, None, GOALS, once()).await.unwrap();
    assert_eq!(team.world.count("mails where subject = 'Maya Reyes proposes learning goals'").await, 1);
    assert!(engagements::agree_goals(&student, team.id, once()).await.is_err(), "her own");
    let edited = "Judge in ten minutes whether a funder fits\nOutline an application";
    engagements::prepare(&host, team.id, None, edited, once()).await.unwrap();
    assert_eq!(team.world.count("engagements where goals_by is null and learning_goals like 'Judge in ten%'").await, 1);

    let answers: BTreeMap<String, String> =
        survey(None).questions.iter().map(|one| (one.key.to_owned(), "4".to_owned())).collect();
    assert!(matches!(
        onboarding::answer_survey(&student, team.id, &BTreeMap::new(), once()).await,
        Err(Failure::Invalid(_))
    ));
    assert!(matches!(onboarding::answer_survey(&host, team.id, &answers, once()).await, Err(Failure::NotFound)));
    onboarding::answer_survey(&student, team.id, &answers, once()).await.unwrap();
    let twice = onboarding::answer_survey(&student, team.id, &answers, once()).await;
    assert!(matches!(twice, Err(Failure::Refused(Refusal::Rule(_)))), "{twice:?}");
    assert_eq!(
        team.world.count("survey_answers where kind = 'pre' and version = 1 and answers->>'plan' = '4'").await,
        1
    );

    team.world.wait_days(4);
    let early = engagements::act(&team.student().await, team.id, Order::PressStart, once()).await;
    assert!(matches!(&early, Err(Failure::Refused(Refusal::Rule(words))) if words.contains("training")), "{early:?}");
    pass(&team.student().await).await;
    assert!(open_items(&team.host().await, &team).await.is_empty());
    team.start().await;
    assert_eq!(team.stage().await, "in_progress");
}

async fn pass(cx: &Cx) {
    let module = &modules()[0];
    let right: Vec<String> = module.questions.iter().map(|one| one.right.to_string()).collect();
    assert!(onboarding::answer_module(cx, &module.key, &right, once()).await.unwrap());
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn training_is_passed_once_for_every_work(pool: PgPool) {
    let team = asked_for_everything(pool).await;
    let student = team.student().await;
    let module = &modules()[0];
    let wrong: Vec<String> =
        module.questions.iter().map(|one| ((one.right + 1) % one.answers.len()).to_string()).collect();
    assert!(!onboarding::answer_module(&student, &module.key, &wrong, once()).await.unwrap());
    let page = onboarding::module_page(&student, &module.key).await.unwrap();
    assert!(!page.passed && page.chosen.is_some() && page.back == Some(team.id));
    assert!(matches!(onboarding::answer_module(&student, &module.key, &[], once()).await, Err(Failure::Invalid(_))));
    pass(&student).await;
    assert!(!onboarding::answer_module(&student, &module.key, &wrong, once()).await.unwrap(), "that try");
    let page = onboarding::module_page(&student, &module.key).await.unwrap();
    assert!(page.passed, "who has passed has passed");
    assert_eq!(team.world.count("training_results where passed and tries = 3").await, 1);
    assert!(onboarding::training_page(&student).await.unwrap().iter().any(|line| line.passed && line.required));
    for cx in [team.host().await, team.world.cx(&team.sam).await] {
        assert!(matches!(onboarding::module_page(&cx, &module.key).await, Err(Failure::NotFound)));
        assert!(matches!(onboarding::answer_module(&cx, &module.key, &wrong, once()).await, Err(Failure::NotFound)));
    }
    assert!(matches!(onboarding::module_page(&student, "dancing").await, Err(Failure::NotFound)));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_programs_settings_are_numbered_and_keep_their_history(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    let sam = team.world.cx(&team.sam).await;
    for cx in [team.student().await, team.host().await, team.world.cx(&team.fay).await] {
        assert!(matches!(onboarding::settings_page(&cx).await, Err(Failure::NotFound)));
        assert!(matches!(onboarding::save_rules(&cx, &[], &[], once()).await, Err(Failure::NotFound)));
        assert!(matches!(onboarding::save_clauses(&cx, "", "", 0, once()).await, Err(Failure::NotFound)));
    }
    let same = onboarding::save_rules(&sam, &["kickoff".into(), "goals".into()], &[], once()).await;
    assert!(matches!(same, Err(Failure::Invalid(_))), "{same:?}");
    assert!(matches!(onboarding::save_rules(&sam, &["sign_host".into()], &[], once()).await, Err(Failure::Invalid(_))));
    onboarding::save_rules(&sam, &[], &[], once()).await.unwrap();
    everything(&team).await;
    let body = format!("{}\nOne more.", domain::onboarding::own_clauses());
    let both = onboarding::save_clauses(&sam, "short {salary}", "", 0, once()).await;
    let Err(Failure::Invalid(errors)) = both else { panic!("{both:?}") };
    assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["body", "note"]);
    onboarding::save_clauses(&sam, &body, "One more.", 0, once()).await.unwrap();
    let stale = onboarding::save_clauses(&sam, &format!("{body} And another."), "Another.", 0, once()).await;
    assert!(matches!(stale, Err(Failure::Refused(Refusal::Changed))), "{stale:?}");
    let page = onboarding::settings_page(&sam).await.unwrap();
    assert!(page.rules.required.tax_form && page.number == 1 && page.body == body);
    assert_eq!(page.history.len(), 3);
    // What is under way stays as it was.
    assert_eq!(team.world.count("engagements where required = '{kickoff,goals}' and modules = '{}'").await, 1);
    assert_eq!(team.world.count("events where command in ('set_onboarding', 'set_clauses')").await, 3);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_clearance_that_is_too_short_stays_in_the_queue(pool: PgPool) {
    use backend::engagements::Clearance;
    use domain::engagements::Cover;
    let team = Team::accepted(pool, true).await;
    let noor = team.world.with_role("Noor Haddad", Role::Dso).await;
    let cx = team.world.cx(&noor).await;
    let clear = async |from, weekly_hours| {
        let clearance = Clearance {
            until: date(2026, 12, 18),
            cover: Cover { from, weekly_hours },
            evidence: because("I-20 endorsed for CPT"),
        };
        engagements::clear_authorization(&cx, team.id, clearance, once()).await
    };
    clear(None, Some(9)).await.unwrap();
    let queue = engagements::clearance_page(&cx).await.unwrap();
    assert_eq!((queue.len(), queue[0].cover.weekly_hours, queue[0].weekly_hours), (1, Some(9), Some(10)));
    assert!(open_items(&cx, &team).await.contains(&Item::Authorization));
    clear(Some(date(2026, 12, 8)), None).await.unwrap();
    assert_eq!(engagements::clearance_page(&cx).await.unwrap().len(), 1, "it begins a day late");
    assert!(clear(None, Some(0)).await.is_err());
    clear(Some(date(2026, 12, 7)), Some(20)).await.unwrap();
    assert!(engagements::clearance_page(&cx).await.unwrap().is_empty());
    let page = onboarding::onboarding_page(&cx, team.id).await.unwrap();
    assert!(page.lines.iter().any(|line| line.item == Item::Authorization && line.state == State::Done));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_old_list_needs_staff(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    sqlx::query("update engagements set start_on = '2027-03-01', end_on = '2027-03-19'")
        .execute(&team.world.backend.pool)
        .await
        .unwrap();
    let attention = async || {
        let home = backend::dashboards::staff_home(&team.world.cx(&team.sam).await).await.unwrap();
        home.attention.iter().filter(|item| item.word == "Onboarding").count()
    };
    team.world.wait_days(13);
    assert_eq!(attention().await, 0);
    team.world.wait_days(1);
    assert_eq!(attention().await, 1);
    engagements::run_timers(&team.world.system().await).await.unwrap();
    assert_eq!(team.stage().await, "onboarding", "the first day is still to come");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_meeting_stands_in_the_calendar_at_its_time(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    let meeting = Meeting { day: date(2026, 12, 7), minute: Some(14 * 60 + 30), place: String::new() };
    engagements::prepare(&team.student().await, team.id, Some(meeting), "", once()).await.unwrap();
    let calendar = backend::agenda::calendar_page(&team.host().await, domain::reviews::Side::Host).await.unwrap();
    let item = calendar.items.iter().find(|item| item.kind == domain::agenda::Kind::KickOff).unwrap();
    assert_eq!(item.at, Some("2026-12-07T19:30:00Z".parse().unwrap()), "half past two in New York");
    assert_eq!(item.place.path(), format!("/engagements/{}/onboarding", team.id));
}

/// What the gates of the check found is an item of the list, and blocks Start until it is done.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn gates_of_the_project_block_the_start(pool: PgPool) {
    let answers = r#"{"personal_data": true, "data_kinds": "donor names, on our server", "background_check": true}"#;
    let team = Team::with_answers(pool, answers).await;
    let (student, host, sam) = (team.student().await, team.host().await, team.world.cx(&team.sam).await);
    let open = open_items(&student, &team).await;
    assert!(open.contains(&Item::Safety) && open.contains(&Item::Data), "{open:?}");
    let page = onboarding::onboarding_page(&student, team.id).await.unwrap();
    assert!(page.data_terms.starts_with("The data: donor names, on our server\n"), "{}", page.data_terms);
    // What the host writes later changes nothing that is to be agreed on.
    sqlx::query("update projects set draft = draft || '{\"data_kinds\": \"everything\"}'")
        .execute(&team.world.backend.pool)
        .await
        .unwrap();
    assert_eq!(onboarding::onboarding_page(&host, team.id).await.unwrap().data_terms, page.data_terms);

    let record = async |cx: &Cx, note: &str, once| engagements::record_safety(cx, team.id, because(note), once).await;
    assert!(matches!(record(&host, "Cleared by us", once()).await, Err(Failure::Refused(_))));
    assert!(matches!(record(&sam, "Check 123-45-6789", once()).await, Err(Failure::Invalid(_))));
    let key = once();
    record(&sam, "Background check cleared on 3 December", key).await.unwrap();
    assert!(matches!(record(&sam, "Background check cleared on 3 December", key).await, Err(Failure::AlreadyDone)));
    assert!(matches!(record(&sam, "Once more", once()).await, Err(Failure::Refused(_))));
    assert!(matches!(engagements::confirm_data(&student, team.id, false, once()).await, Err(Failure::Invalid(_))));
    assert!(matches!(engagements::confirm_data(&host, team.id, true, once()).await, Err(Failure::Refused(_))));
    let stranger = team.world.cx(&team.world.student("Nadia Haddad").await).await;
    assert!(matches!(engagements::confirm_data(&stranger, team.id, true, once()).await, Err(Failure::NotFound)));
    let (one, other) = tokio::join!(
        engagements::confirm_data(&student, team.id, true, once()),
        engagements::confirm_data(&student, team.id, true, once())
    );
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    let open = open_items(&student, &team).await;
    assert!(!open.contains(&Item::Safety) && !open.contains(&Item::Data), "{open:?}");
    assert_eq!(team.world.count("engagements where data_agreed_at is not null and safety_note like 'Back%'").await, 1);
    assert_eq!(team.world.count("events where command = 'record_safety' and party = 'staff'").await, 1);
    assert_eq!(team.world.count("events where command = 'confirm_data' and party = 'student'").await, 1);
    assert_eq!(team.world.count("mails where subject = 'Maya Reyes confirmed the agreement on data'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_project_without_gates_asks_for_nothing_more(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    let (student, sam) = (team.student().await, team.world.cx(&team.sam).await);
    let open = open_items(&student, &team).await;
    assert!(!open.contains(&Item::Safety) && !open.contains(&Item::Data));
    let refused = engagements::record_safety(&sam, team.id, because("Cleared"), once()).await;
    assert!(matches!(refused, Err(Failure::Refused(_))));
}
