//! Work under way: messages, the mid-point, answers, pauses, checks of hours, problems and disputes.

use backend::{Cx, Failure, engagements, messages, pauses, plans, problems, timesheets};
use domain::actor::{Person, Role};
use domain::engagements::{NewCheckIn, NewMidPoint, Order as WorkOrder};
use domain::ids::{HoursCheckId, MessageId, PauseId, ProblemId};
use domain::messages::NewMessage;
use domain::pauses::NewPause;
use domain::plans::{Order as PlanOrder, Stage as PlanStage};
use domain::problems::{NewProblem, Order as ProblemOrder};
use domain::refusal::Refusal;
use domain::reviews::Side;
use domain::time::Week;
use jiff::civil::date;
use sqlx::PgPool;
use uuid::Uuid;

use crate::engagements::{Team, because, once};

async fn newest(team: &Team, table: &'static str) -> Uuid {
    let sql = format!("select id from {table} order by id desc limit 1");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&team.world.backend.pool).await.unwrap()
}

async fn run(team: &Team) -> usize {
    backend::timers::once(&team.world.backend).await.unwrap()
}

fn text(words: &str) -> NewMessage {
    NewMessage::parse(words).unwrap()
}

async fn write(team: &Team, cx: &Cx, words: &str) -> MessageId {
    messages::send(cx, team.id, text(words), once()).await.unwrap()
}

fn is_rule<T: std::fmt::Debug>(done: &Result<T, Failure>) -> bool {
    matches!(done, Err(Failure::Refused(Refusal::Rule(_))))
}

async fn strangers(team: &Team) -> Vec<Person> {
    let world = &team.world;
    vec![
        world.student("Zoe Ahn").await,
        world.other_host_member("Ana Diaz").await,
        world.with_role("Fred Moss", Role::Faculty).await,
    ]
}

// Messages.

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_message_is_read_by_the_other_side_and_told_once(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let (maya, dee) = (team.student().await, team.host().await);
    write(&team, &maya, "The 2024 file lacks\ntwo columns.").await;
    write(&team, &maya, "Shall I go on without them?").await;
    let new = messages::unread(&dee).await.unwrap();
    assert_eq!((new.len(), new[0].count, new[0].from.as_str()), (1, 2, "Maya Reyes"));
    assert!(messages::unread(&maya).await.unwrap().is_empty());
    run(&team).await;
    run(&team).await;
    assert_eq!(team.world.count("mails where subject = '2 new messages, the last from Maya Reyes'").await, 1);
    assert_eq!(team.world.count("mails where body_text like '%two columns%'").await, 0, "no letter repeats it");
    let thread = messages::thread_page(&dee, team.id, None).await.unwrap();
    assert_eq!(thread.messages.len(), 2);
    assert!(thread.messages.iter().all(|one| one.fresh && !one.own && !one.can_withdraw));
    assert_eq!(thread.messages[0].body, "The 2024 file lacks\ntwo columns.");
    assert!(messages::unread(&dee).await.unwrap().is_empty());
    // Read before its letter leaves: no letter.
    write(&team, &maya, "Found them.").await;
    messages::thread_page(&dee, team.id, None).await.unwrap();
    run(&team).await;
    assert_eq!(team.world.count("mails where subject = 'Maya Reyes wrote to you'").await, 0);
    assert_eq!(team.world.count("message_letters").await, 0);
    assert_eq!(team.world.count("events where subject = 'message' and command = 'send' and reason is null").await, 3);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn letters_about_messages_keep_the_quiet_hours_and_the_pace(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let letters = "mails where subject like '%wrote to you' or subject like '%new messages%'";
    // Ten o'clock in the evening of New York is quiet by default.
    team.world.wait_hours(12);
    write(&team, &team.student().await, "One more thing.").await;
    run(&team).await;
    assert_eq!(team.world.count(letters).await, 0);
    team.world.wait_hours(10);
    run(&team).await;
    assert_eq!(team.world.count(letters).await, 1);
    backend::agenda::save_reminders(&team.world.cx(&team.dee).await, ["none", "", "", ""], 0, once()).await.unwrap();
    write(&team, &team.student().await, "And another.").await;
    backend::agenda::save_reminders(&team.world.cx(&team.maya).await, ["daily", "", "", ""], 0, once()).await.unwrap();
    write(&team, &team.host().await, "Thank you.").await;
    run(&team).await;
    assert_eq!(team.world.count(letters).await, 1, "none for one, tomorrow for the other");
    team.world.wait_hours(24);
    run(&team).await;
    assert_eq!(team.world.count(letters).await, 2);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn only_its_writer_takes_a_message_back_and_only_in_time(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let first = write(&team, &team.student().await, "Wrong thread, sorry.").await;
    let by_dee = messages::withdraw(&team.host().await, first, once()).await;
    assert!(is_rule(&by_dee), "{by_dee:?}");
    let key = once();
    messages::withdraw(&team.student().await, first, key).await.unwrap();
    assert!(matches!(messages::withdraw(&team.student().await, first, key).await, Err(Failure::AlreadyDone)));
    assert!(is_rule(&messages::withdraw(&team.student().await, first, once()).await));
    let thread = messages::thread_page(&team.host().await, team.id, None).await.unwrap();
    assert!(thread.messages[0].body.is_empty() && thread.messages[0].withdrawn.is_some());
    assert!(messages::unread(&team.host().await).await.unwrap().is_empty());
    assert_eq!(team.world.count("events where subject = 'message' and command = 'withdraw'").await, 1);
    let late = write(&team, &team.student().await, "This one stays.").await;
    team.world.wait_hours(1);
    assert!(is_rule(&messages::withdraw(&team.student().await, late, once()).await));
    run(&team).await;
    assert_eq!(team.world.count("mails where subject = 'Maya Reyes wrote to you'").await, 1, "only what stands");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_thread_is_read_page_by_page_and_closed_to_others(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let (maya, sam) = (team.student().await, team.world.cx(&team.sam).await);
    for number in 1..=35 {
        write(&team, &maya, &format!("Number {number}")).await;
    }
    let newest = messages::thread_page(&sam, team.id, None).await.unwrap();
    assert_eq!((newest.messages.len(), newest.messages[29].body.as_str()), (30, "Number 35"));
    let older = messages::thread_page(&sam, team.id, newest.older).await.unwrap();
    assert_eq!((older.messages.len(), older.messages[0].body.as_str(), older.older), (5, "Number 1", None));
    write(&team, &sam, "Staff were asked to look.").await;
    assert_eq!(messages::unread(&maya).await.unwrap()[0].count, 1);
    let key = once();
    messages::send(&maya, team.id, text("Twice"), key).await.unwrap();
    assert!(matches!(messages::send(&maya, team.id, text("Twice"), key).await, Err(Failure::AlreadyDone)));
    assert_eq!(team.world.count("messages where body = 'Twice'").await, 1);
    for person in strangers(&team).await.into_iter().chain([team.fay.clone()]) {
        let cx = team.world.cx(&person).await;
        assert!(matches!(messages::thread_page(&cx, team.id, None).await, Err(Failure::NotFound)), "{}", person.name);
        assert!(matches!(messages::send(&cx, team.id, text("Hello"), once()).await, Err(Failure::NotFound)));
    }
}

// The mid-point and check-ins.

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn half_of_the_work_is_asked_once_of_each_side(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let form = |help: &str| NewMidPoint::parse("Clear answers", "Fewer calls", "over", help).unwrap();
    let early = engagements::send_mid_point(&team.student().await, team.id, form(""), once()).await;
    assert!(is_rule(&early), "{early:?}");
    // Half of 7 to 18 December is the 12th; three days before is Wednesday.
    team.world.wait_days(2);
    engagements::send_mid_point(&team.student().await, team.id, form("Who owns the data?"), once()).await.unwrap();
    assert!(is_rule(&engagements::send_mid_point(&team.student().await, team.id, form(""), once()).await));
    engagements::send_mid_point(&team.host().await, team.id, form(""), once()).await.unwrap();
    let by_staff = engagements::send_mid_point(&team.world.cx(&team.sam).await, team.id, form(""), once()).await;
    assert!(is_rule(&by_staff), "{by_staff:?}");
    let seen = engagements::engagement_page(&team.host().await, team.id).await.unwrap();
    let of_student = seen.mid_points.iter().find(|one| one.side == Side::Student).unwrap();
    assert_eq!((of_student.change.as_str(), of_student.help.as_str()), ("Fewer calls", ""), "asked of staff alone");
    assert_eq!(team.world.count("mails where body_text like '%Who owns the data%'").await, 0);
    let sam = team.world.cx(&team.sam).await;
    let home = backend::dashboards::staff_home(&sam).await.unwrap();
    assert_eq!(home.attention.iter().filter(|item| item.word == "Help").count(), 1);
    let by_dee = engagements::answer_help(&team.host().await, team.id, Side::Student, because("I do."), once()).await;
    assert!(matches!(by_dee, Err(Failure::NotFound)), "{by_dee:?}");
    let answer = || because("The pantry does; the agreement says so.");
    engagements::answer_help(&sam, team.id, Side::Student, answer(), once()).await.unwrap();
    assert!(is_rule(&engagements::answer_help(&sam, team.id, Side::Student, answer(), once()).await));
    let none = engagements::answer_help(&sam, team.id, Side::Host, answer(), once()).await;
    assert!(matches!(none, Err(Failure::NotFound)), "the host asked for nothing");
    assert_eq!(team.world.count("mails where subject = 'Staff answered you' and to_name = 'Maya Reyes'").await, 1);
    let home = backend::dashboards::staff_home(&sam).await.unwrap();
    assert!(home.attention.iter().all(|item| item.word != "Help"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_host_answers_a_check_in_and_staff_see_what_is_missed(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let week = Week::of(date(2026, 12, 7));
    let new = NewCheckIn::parse("Read the files", "Clean them", "The key of 2022 is missing").unwrap();
    engagements::check_in(&team.student().await, team.id, new, once()).await.unwrap();
    let id = team.id;
    let answer =
        |cx: Cx| async move { engagements::answer_check_in(&cx, id, week, "Ask Jo for it.".into(), once()).await };
    assert!(is_rule(&answer(team.student().await).await));
    team.world.wait_days(3);
    let sam = team.world.cx(&team.sam).await;
    let stuck = |home: &domain::dashboards::StaffHome| home.attention.iter().any(|item| item.word == "In the way");
    assert!(stuck(&backend::dashboards::staff_home(&sam).await.unwrap()));
    answer(team.host().await).await.unwrap();
    assert!(is_rule(&answer(team.host().await).await));
    assert!(!stuck(&backend::dashboards::staff_home(&sam).await.unwrap()));
    let page = engagements::engagement_page(&team.student().await, team.id).await.unwrap();
    assert_eq!(page.check_ins[0].answer, "Ask Jo for it.");
    assert!(page.missed.iter().all(Vec::is_empty), "missed weeks are for staff");
    team.world.wait_days(5);
    let page = engagements::engagement_page(&team.world.cx(&team.sam).await, team.id).await.unwrap();
    assert_eq!((page.missed[0].len(), page.missed[1].as_slice()), (0, [week].as_slice()));
}

// Pauses.

fn until(day: &str) -> NewPause {
    NewPause::parse(day, "My exams are in these days.", date(2026, 12, 7)).unwrap()
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_pause_both_agree_on_stops_the_clock_and_moves_the_dates(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let alone = engagements::act(&team.student().await, team.id, WorkOrder::Pause(because("Exams")), once()).await;
    assert!(matches!(alone, Err(Failure::Refused(Refusal::NotYours { .. }))), "{alone:?}");
    pauses::propose(&team.student().await, team.id, until("2026-12-11"), once()).await.unwrap();
    let second = pauses::propose(&team.host().await, team.id, until("2026-12-10"), once()).await;
    assert!(is_rule(&second), "{second:?}");
    assert_eq!(team.world.count("mails where subject = 'Maya Reyes asks for a pause'").await, 1);
    assert_eq!(engagements::asks(&team.host().await).await.unwrap().len(), 1);
    assert!(engagements::asks(&team.student().await).await.unwrap().is_empty());
    let id = PauseId(newest(&team, "pauses").await);
    let own = pauses::act(&team.student().await, id, domain::pauses::Order::Accept, once()).await;
    assert!(matches!(own, Err(Failure::Refused(Refusal::NotYours { .. }))), "{own:?}");
    pauses::act(&team.host().await, id, domain::pauses::Order::Accept, once()).await.unwrap();
    assert_eq!(team.stage().await, "paused");
    assert!(team.log("1:00").await.is_err(), "no time is logged in a pause");
    team.world.wait_days(4);
    run(&team).await;
    assert_eq!(team.stage().await, "paused", "its last day is not over");
    team.world.wait_days(1);
    assert!(run(&team).await > 0);
    assert_eq!(team.stage().await, "in_progress");
    // Five days: from Friday the 18th to Wednesday the 23rd, milestones with it.
    assert_eq!(team.world.count("engagements where end_on = '2026-12-23'").await, 1);
    assert_eq!(team.world.count("milestones where due_on in ('2026-12-16', '2026-12-23')").await, 2);
    assert_eq!(team.world.count("pauses where stage = 'over'").await, 1);
    assert_eq!(team.world.count("events where command = 'move_dates' and party = 'system'").await, 1);
    run(&team).await;
    assert_eq!(team.world.count("engagements where end_on = '2026-12-23'").await, 1, "once is enough");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn weeks_of_a_pause_are_no_missed_check_ins(pool: PgPool) {
    let team = Team::at_work(pool).await;
    pauses::propose(&team.student().await, team.id, until("2026-12-28"), once()).await.unwrap();
    let id = PauseId(newest(&team, "pauses").await);
    pauses::act(&team.host().await, id, domain::pauses::Order::Accept, once()).await.unwrap();
    team.world.wait_days(22);
    run(&team).await;
    run(&team).await;
    assert_eq!(team.world.count("engagements where stage = 'in_progress' and not at_risk").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_pause_ends_earlier_and_is_declined_taken_back_or_lapses(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let ask = || async { pauses::propose(&team.student().await, team.id, until("2026-12-20"), once()).await.unwrap() };
    ask().await;
    let no = domain::pauses::Order::Decline(because("The data comes tomorrow."));
    pauses::act(&team.host().await, newest(&team, "pauses").await.into(), no, once()).await.unwrap();
    ask().await;
    let back = domain::pauses::Order::Withdraw;
    pauses::act(&team.student().await, newest(&team, "pauses").await.into(), back, once()).await.unwrap();
    ask().await;
    let id = newest(&team, "pauses").await.into();
    let (dee, key) = (team.host().await, once());
    let accept = || pauses::act(&dee, id, domain::pauses::Order::Accept, key);
    let (first, second) = tokio::join!(accept(), accept());
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    team.world.wait_days(2);
    engagements::act(&team.host().await, team.id, WorkOrder::Resume, once()).await.unwrap();
    assert_eq!(team.world.count("engagements where stage = 'in_progress' and end_on = '2026-12-20'").await, 1);
    assert_eq!(team.world.count("pauses where stage = 'over'").await, 1);
    let late = NewPause::parse("2026-12-30", "My exams are in these days.", date(2026, 12, 9)).unwrap();
    pauses::propose(&team.host().await, team.id, late, once()).await.unwrap();
    team.world.wait_days(3);
    run(&team).await;
    assert_eq!(team.world.count("pauses where stage = 'proposed'").await, 1);
    team.world.wait_days(1);
    run(&team).await;
    assert_eq!(team.world.count("pauses where stage = 'lapsed'").await, 1);
    for person in strangers(&team).await {
        let cx = team.world.cx(&person).await;
        assert!(pauses::propose(&cx, team.id, until("2026-12-12"), once()).await.is_err(), "{}", person.name);
    }
}

// Hours.

/// Logs on Monday and sends the week.
async fn send_week(team: &Team, time: &str) {
    team.log(time).await.unwrap();
    let order = domain::timesheets::Order::Submit;
    timesheets::act(&team.student().await, team.sheet().await, order, once()).await.unwrap();
}

async fn pick(team: &Team, cx: &Cx, choice: &str, criterion: &str, milestone: &str) -> Result<(), Failure> {
    let picked = plans::Picked { choice, criterion, milestone, reason: "It took longer than we thought." };
    plans::propose(cx, team.id, picked, once()).await
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn at_80_percent_both_sides_are_asked_once(pool: PgPool) {
    let team = Team::at_work(pool).await;
    assert!(is_rule(&pick(&team, &team.student().await, "keep", "", "").await), "nothing is asked yet");
    send_week(&team, "15:59").await;
    assert_eq!(team.world.count("hours_checks").await, 0);
    let order = domain::timesheets::Order::Return(because("Half an hour is missing."));
    timesheets::act(&team.host().await, team.sheet().await, order, once()).await.unwrap();
    send_week(&team, "0:01").await;
    assert_eq!(
        team.world.count("hours_checks where stage = 'open' and share = 80 and planned_minutes = 1200").await,
        1
    );
    assert_eq!(team.world.count("mails where subject like 'Agree on the hours that are left%'").await, 2);
    let plan = plans::plan_page(&team.student().await, team.id).await.unwrap();
    assert_eq!(plan.progress.submitted.0, 960);
    assert!(plan.check.is_some() && plan.may_extend && plan.ways.top_up.fee > plan.ways.trim.fee);
    // Nobody answers: staff see it on the third business day.
    let sam = team.world.cx(&team.sam).await;
    let asked = |home: domain::dashboards::StaffHome| home.attention.iter().any(|item| item.word == "Hours");
    assert!(!asked(backend::dashboards::staff_home(&sam).await.unwrap()));
    team.world.wait_days(3);
    assert!(asked(backend::dashboards::staff_home(&team.world.cx(&team.sam).await).await.unwrap()));
    for person in strangers(&team).await {
        let cx = team.world.cx(&person).await;
        assert!(matches!(plans::plan_page(&cx, team.id).await, Err(Failure::NotFound)), "{}", person.name);
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn that_the_rest_fits_is_agreed_by_both(pool: PgPool) {
    let team = Team::at_work(pool).await;
    send_week(&team, "16:00").await;
    pick(&team, &team.student().await, "keep", "", "").await.unwrap();
    let id = HoursCheckId(newest(&team, "hours_checks").await);
    let own = plans::act(&team.student().await, id, PlanOrder::Accept, once()).await;
    assert!(matches!(own, Err(Failure::Refused(Refusal::NotYours { .. }))), "{own:?}");
    let no = PlanOrder::Decline(because("I doubt it."));
    assert_eq!(plans::act(&team.host().await, id, no, once()).await.unwrap(), PlanStage::Open);
    assert_eq!(team.world.count("mails where subject like '%does not agree'").await, 1);
    pick(&team, &team.host().await, "keep", "", "").await.unwrap();
    let key = once();
    let maya = team.student().await;
    let accept = || plans::act(&maya, id, PlanOrder::Accept, key);
    let (first, second) = tokio::join!(accept(), accept());
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert_eq!(team.world.count("events where subject = 'hours_check' and command = 'accept'").await, 1);
    assert_eq!(team.world.count("hours_checks where stage = 'agreed' and choice = 'keep'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_both_let_go_is_asked_for_no_more(pool: PgPool) {
    let team = Team::at_work(pool).await;
    send_week(&team, "16:00").await;
    let milestone: Uuid = sqlx::query_scalar("select id from milestones order by position desc limit 1")
        .fetch_one(&team.world.backend.pool)
        .await
        .unwrap();
    let milestone = milestone.to_string();
    let criterion = "Each change has a reason";
    let only = pick(&team, &team.student().await, "trim", "Every number has a source", "").await;
    assert!(matches!(only, Err(Failure::Invalid(_))), "not all of it: {only:?}");
    sqlx::query(
        "update engagements set terms = jsonb_set(terms, '{deliverables}',
             terms -> 'deliverables' || '[{\"title\": \"Log\", \"criterion\": \"Each change has a reason\"}]'::jsonb)",
    )
    .execute(&team.world.backend.pool)
    .await
    .unwrap();
    pick(&team, &team.host().await, "trim", criterion, &milestone).await.unwrap();
    let id = HoursCheckId(newest(&team, "hours_checks").await);
    plans::act(&team.student().await, id, PlanOrder::Accept, once()).await.unwrap();
    assert_eq!(team.world.count("milestones where dropped_on = '2026-12-07'").await, 1);
    let plan = plans::plan_page(&team.student().await, team.id).await.unwrap();
    assert_eq!((plan.dropped.len(), plan.engagement.facts.criteria.len()), (1, 1));
    let new = domain::milestones::NewDeliverable::parse("https://example.org/map", "").unwrap();
    let submit = domain::milestones::Order::Submit(new);
    let gone =
        backend::milestones::act(&team.student().await, milestone.parse().unwrap(), submit.clone(), once()).await;
    assert!(is_rule(&gone), "{gone:?}");
    let first: Uuid = sqlx::query_scalar("select id from milestones order by position limit 1")
        .fetch_one(&team.world.backend.pool)
        .await
        .unwrap();
    backend::milestones::act(&team.student().await, first.into(), submit, once()).await.unwrap();
    let words = domain::engagements::Reflection::parse("I learned to ask before I build a chart.").unwrap();
    engagements::hand_in(&team.student().await, team.id, words, once()).await.unwrap();
    let order = WorkOrder::RequestRevision { criterion: criterion.into(), reason: because("Where is the log?") };
    assert!(is_rule(&engagements::act(&team.host().await, team.id, order, once()).await), "it was let go");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_extension_settles_the_check(pool: PgPool) {
    let team = Team::at_work(pool).await;
    send_week(&team, "16:00").await;
    let new = domain::extensions::NewExtension::parse("2026-12-23", "24", "", "The data came late.").unwrap();
    backend::extensions::propose(&team.student().await, team.id, new, once()).await.unwrap();
    let id = newest(&team, "extensions").await.into();
    backend::extensions::act(&team.host().await, id, domain::extensions::Order::Accept, once()).await.unwrap();
    assert_eq!(team.world.count("hours_checks where stage = 'agreed' and choice is null").await, 1);
    assert_eq!(team.world.count("events where subject = 'hours_check' and command = 'follow'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn past_the_plan_a_fee_needs_an_agreement_and_wages_do_not(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let set = |word: &'static str| sqlx::query("update engagements set classification = $1").bind(word);
    set("contractor").execute(&team.world.backend.pool).await.unwrap();
    team.log("19:30").await.unwrap();
    team.world.wait_days(1);
    let entry =
        |time: &str| domain::timesheets::NewEntry::parse("2026-12-08", time, "Cleaned the file of 2023").unwrap();
    let over = timesheets::add_entry(&team.student().await, team.id, entry("0:31"), once()).await;
    let Err(Failure::Invalid(errors)) = over else { panic!("{over:?}") };
    assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["time"]);
    timesheets::add_entry(&team.student().await, team.id, entry("0:30"), once()).await.unwrap();
    set("employee").execute(&team.world.backend.pool).await.unwrap();
    timesheets::add_entry(&team.student().await, team.id, entry("2:00"), once()).await.unwrap();
}

// Problems and disputes.

fn problem(kind: &str, shared: bool) -> NewProblem {
    NewProblem::parse(kind, "<script>alert(1)</script> My hours of Monday were struck out.", "Count them.", shared)
        .unwrap()
}

async fn tell(team: &Team, kind: &str) -> ProblemId {
    problems::report(&team.student().await, team.id, problem(kind, false), once()).await.unwrap()
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_problem_is_between_its_side_and_staff(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let sam = team.world.cx(&team.sam).await;
    let pay = tell(&team, "pay").await;
    let safety = tell(&team, "safety").await;
    for person in strangers(&team).await.into_iter().chain([team.dee.clone(), team.fay.clone()]) {
        let cx = team.world.cx(&person).await;
        assert!(matches!(problems::problem_page(&cx, pay).await, Err(Failure::NotFound)), "{}", person.name);
        let done = problems::act(&cx, pay, ProblemOrder::Answer(because("No.")), once()).await;
        assert!(matches!(done, Err(Failure::NotFound)), "{}: {done:?}", person.name);
        assert!(matches!(problems::note(&cx, pay, because("No."), once()).await, Err(Failure::NotFound)));
    }
    let host = engagements::engagement_page(&team.host().await, team.id).await.unwrap();
    assert!(host.problems.is_empty() && host.history.iter().all(|line| line.subject != "problem"));
    assert_eq!(team.world.count("mails where body_text like '%struck out%'").await, 0, "no letter repeats it");
    assert_eq!(team.world.count("mails where to_name = 'Dee Ortiz' and subject like '%problem%'").await, 0);
    let queue = problems::queue(&sam).await.unwrap();
    assert_eq!(queue.iter().map(|one| one.id).collect::<Vec<_>>(), [safety, pay], "safety is first");
    let home = backend::dashboards::staff_home(&sam).await.unwrap();
    assert_eq!(home.attention[0].word, "Safety");
    problems::note(&sam, pay, because("Called the pantry."), once()).await.unwrap();
    problems::act(&sam, pay, ProblemOrder::Answer(because("We look at the week.")), once()).await.unwrap();
    let own = problems::problem_page(&team.student().await, pay).await.unwrap();
    assert_eq!(own.words.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>(), ["answer"], "notes are for staff");
    problems::act(&sam, pay, ProblemOrder::Resolve(because("The hours count.")), once()).await.unwrap();
    assert_eq!(team.world.count("mails where subject = 'Staff answered what you told them'").await, 2);
    let again = problems::act(&sam, pay, ProblemOrder::Answer(because("More.")), once()).await;
    assert!(matches!(again, Err(Failure::Refused(Refusal::NotNow { .. }))), "{again:?}");
    problems::act(&team.student().await, safety, ProblemOrder::Withdraw, once()).await.unwrap();
    assert!(problems::queue(&sam).await.unwrap().is_empty());
    assert!(matches!(problems::queue(&team.host().await).await, Err(Failure::NotFound)));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_shared_problem_is_read_by_both_and_sent_twice_is_told_once(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let (maya, key) = (team.student().await, once());
    let report = || problems::report(&maya, team.id, problem("hours", true), key);
    let (first, second) = tokio::join!(report(), report());
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert_eq!(team.world.count("problems").await, 1);
    let id = ProblemId(newest(&team, "problems").await);
    let page = problems::problem_page(&team.host().await, id).await.unwrap();
    assert!(page.shared && page.offers.is_empty());
    assert_eq!(team.world.count("mails where to_name = 'Dee Ortiz' and subject like '%told staff%'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_dispute_holds_back_its_amount_alone_and_is_decided_twice_at_most(pool: PgPool) {
    let team = Team::at_work(pool).await;
    team.log("10:00").await.unwrap();
    let order = domain::timesheets::Order::Submit;
    timesheets::act(&team.student().await, team.sheet().await, order, once()).await.unwrap();
    team.hand_in().await.unwrap();
    assert_eq!(team.stage().await, "in_acceptance");
    let id = tell(&team, "pay").await;
    let too_much = problems::open_dispute(&team.student().await, id, "441", once()).await;
    assert!(matches!(too_much, Err(Failure::Invalid(_))), "{too_much:?}");
    let key = once();
    problems::open_dispute(&team.student().await, id, "140", key).await.unwrap();
    assert!(matches!(problems::open_dispute(&team.student().await, id, "140", key).await, Err(Failure::AlreadyDone)));
    assert_eq!(team.stage().await, "disputed");
    assert_eq!(team.world.count("payments where stage = 'ready' and amount_cents = 30000").await, 1);
    assert_eq!(team.world.count("payments where stage = 'encumbered' and amount_cents = 14000").await, 1);
    // The host reads it now and says its side; then staff decide.
    let sam = team.world.cx(&team.sam).await;
    let aside = engagements::act(&sam, team.id, WorkOrder::UpholdDispute(because("Done.")), once()).await;
    assert!(is_rule(&aside), "it is decided on its own page: {aside:?}");
    let early = problems::decide(&sam, id, ("all", ""), because("Too early."), once()).await;
    assert!(matches!(early, Err(Failure::Refused(Refusal::NotNow { .. }))), "{early:?}");
    let says = ProblemOrder::State(because("The file was empty on Monday."));
    problems::act(&team.host().await, id, says, once()).await.unwrap();
    let page = problems::problem_page(&team.host().await, id).await.unwrap();
    assert_eq!(page.stage, domain::problems::Stage::Mediation);
    assert_eq!(page.words.len(), 2);
    let wrong = problems::decide(&sam, id, ("part", "140"), because("A part."), once()).await;
    assert!(matches!(wrong, Err(Failure::Invalid(_))), "{wrong:?}");
    problems::decide(&sam, id, ("part", "100"), because("Most of it was there."), once()).await.unwrap();
    let appeal = ProblemOrder::Appeal(because("I have the mails."));
    problems::act(&team.student().await, id, appeal, once()).await.unwrap();
    let same = problems::decide(&sam, id, ("all", ""), because("Again me."), once()).await;
    assert!(is_rule(&same), "{same:?}");
    let lou = team.world.with_role("Lou Park", Role::Staff).await;
    problems::decide(&team.world.cx(&lou).await, id, ("part", "120"), because("The mails show it."), once())
        .await
        .unwrap();
    assert_eq!(team.stage().await, "accepted");
    assert_eq!(team.world.count("payments where stage = 'ready' and amount_cents in (30000, 12000)").await, 2);
    assert_eq!(team.world.count("problems where stage = 'closed' and award_cents = 12000").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_silent_side_gets_two_notices_and_a_decision_holds_by_itself(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let id = tell(&team, "scope").await;
    problems::open_dispute(&team.student().await, id, "100", once()).await.unwrap();
    assert_eq!(team.stage().await, "in_progress", "work under way goes on");
    let stage = "problems where stage = 'evidence'";
    assert_eq!(team.world.count("mails where subject like '%opened a dispute' and to_name = 'Dee Ortiz'").await, 1);
    team.world.wait_days(2);
    run(&team).await;
    assert_eq!(team.world.count("mails where subject like 'Second notice%'").await, 0);
    team.world.wait_days(1);
    run(&team).await;
    run(&team).await;
    assert_eq!(team.world.count("mails where subject like 'Second notice%' and to_name = 'Dee Ortiz'").await, 1);
    assert_eq!(team.world.count(stage).await, 1);
    team.world.wait_days(4);
    run(&team).await;
    assert_eq!(team.world.count(stage).await, 0, "five business days are over");
    let sam = team.world.cx(&team.sam).await;
    problems::decide(&sam, id, ("none", ""), because("It is in the agreement."), once()).await.unwrap();
    team.world.wait_days(5);
    run(&team).await;
    assert_eq!(team.world.count("problems where stage = 'decided'").await, 1);
    team.world.wait_days(1);
    run(&team).await;
    assert_eq!(team.world.count("problems where stage = 'closed' and award_cents = 0").await, 1);
    assert_eq!(
        team.world.count("mails where to_name = 'Fay Cole' and subject like 'A decision about the pay%'").await,
        1
    );
}
