//! What needs somebody of staff: items follow what is the case, and staff work them off.

use backend::attention::{self, Desk, DeskFilter, Owner, Step, desk, item_page, run_timers};
use backend::dashboards::staff_home;
use backend::{Cx, Failure, engagements, milestones, timesheets};
use domain::actor::{Person, Role};
use domain::attention::{Nudge, Rule, Severity, Stage};
use domain::engagements::NewCheckIn;
use domain::ids::{AttentionItemId, MilestoneId, TimesheetId};
use domain::milestones::{NewDeliverable, Order as MilestoneOrder};
use domain::refusal::Refusal;
use domain::time::plus_days;
use domain::timesheets::{NewEntry, Order as SheetOrder};
use jiff::civil::date;
use sqlx::PgPool;
use uuid::Uuid;

use crate::engagements::{Team, because, once};

async fn run(team: &Team) -> usize {
    run_timers(&team.world.system().await).await.unwrap()
}

async fn sam(team: &Team) -> Cx {
    team.world.cx(&team.sam).await
}

async fn listed(cx: &Cx, filter: DeskFilter) -> Desk {
    desk(cx, filter).await.unwrap()
}

async fn rules(cx: &Cx, stage: Stage) -> Vec<Rule> {
    let lines = listed(cx, DeskFilter { stage, ..DeskFilter::default() }).await.lines;
    lines.into_iter().map(|line| line.rule).collect()
}

async fn the_item(cx: &Cx, rule: Rule) -> (AttentionItemId, i32) {
    let open = [Stage::Open, Stage::Snoozed, Stage::Resolved];
    for stage in open {
        let lines = listed(cx, DeskFilter { rule: Some(rule), stage, ..DeskFilter::default() }).await.lines;
        if let Some(line) = lines.first() {
            return (line.id, line.version);
        }
    }
    panic!("no item of {rule:?}");
}

/// Work whose first milestone was due yesterday, looked at today.
async fn late(pool: PgPool) -> Team {
    let team = Team::at_work(pool).await;
    team.world.wait_days(5);
    run(&team).await;
    team
}

/// A step with the item of `rule`, as it stands.
async fn take_step(cx: &Cx, rule: Rule, step: Step) -> Result<(), Failure> {
    let (id, version) = the_item(cx, rule).await;
    attention::act(cx, id, version, step, once()).await
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_item_comes_with_its_day_and_goes_with_its_cause(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let cx = sam(&team).await;
    run(&team).await;
    assert!(rules(&cx, Stage::Open).await.is_empty(), "nothing is wrong on the first day");
    team.world.wait_days(5);
    let cx = sam(&team).await;
    assert_eq!(run(&team).await, 1);
    assert_eq!(run(&team).await, 0, "looking twice changes nothing");
    let line = listed(&cx, DeskFilter::default()).await.lines.remove(0);
    assert_eq!((line.rule, line.severity, line.due), (Rule::MilestoneLate, Severity::Nudge, date(2026, 12, 11)));
    assert_eq!((line.student.as_str(), line.host.as_str()), ("Maya Reyes", "Harbor Street Pantry"));
    assert!(line.reason.contains("“Draft” was due on 11 Dec"), "{}", line.reason);
    team.world.wait_days(2);
    run(&team).await;
    let worse = listed(&cx, DeskFilter { severity: Some(Severity::AtRisk), ..DeskFilter::default() }).await;
    assert_eq!((worse.count, worse.lines[0].id), (1, line.id), "the same item, and worse");

    // The cause goes on the same day: the event of the command alone has it looked at again.
    let milestone: Uuid =
        sqlx::query_scalar("select subject_id from attention_items").fetch_one(&team.world.backend.pool).await.unwrap();
    let new = NewDeliverable::parse("https://example.org/map", "").unwrap();
    milestones::act(&team.student().await, MilestoneId(milestone), MilestoneOrder::Submit(new), once()).await.unwrap();
    assert_eq!(run(&team).await, 1);
    let cx = sam(&team).await;
    assert_eq!((rules(&cx, Stage::Open).await, rules(&cx, Stage::Resolved).await), (vec![], vec![Rule::MilestoneLate]));
    let order = MilestoneOrder::RequestChanges(because("The axis has no unit."));
    milestones::act(&team.host().await, MilestoneId(milestone), order, once()).await.unwrap();
    assert_eq!(run(&team).await, 1);
    assert_eq!(rules(&cx, Stage::Open).await, [Rule::MilestoneLate], "it came back, as the same item");
    let history: Vec<String> =
        item_page(&cx, line.id).await.unwrap().history.into_iter().rev().map(|step| step.command).collect();
    assert_eq!(history, ["raise", "clear", "return"]);
    assert_eq!(team.world.count("attention_marks").await, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_home_counts_what_the_desk_lists(pool: PgPool) {
    let team = late(pool).await;
    team.log("5").await.unwrap();
    timesheets::act(&team.student().await, team.sheet().await, SheetOrder::Submit, once()).await.unwrap();
    team.world.wait_days(5);
    run(&team).await;
    let cx = sam(&team).await;
    let open = listed(&cx, DeskFilter::default()).await;
    assert_eq!(open.count, i64::try_from(open.lines.len()).unwrap());
    assert!(open.count >= 2, "{:?}", open.lines);
    let figure = staff_home(&cx).await.unwrap().figures.remove(0);
    assert_eq!((figure.count, figure.href.as_str()), (open.count, "/staff/attention"));
    let risky = open.lines.iter().filter(|line| line.severity == Severity::AtRisk).count();
    assert_eq!(figure.note, format!("{risky} at risk"));
    assert!(open.lines.is_sorted_by_key(|line| line.severity == Severity::Nudge), "what is at risk stands first");
    let admin = team.world.cx(&team.world.with_role("Ada Park", Role::Admin).await).await;
    assert!(staff_home(&admin).await.unwrap().figures.iter().all(|figure| figure.href != "/staff/attention"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn staff_take_give_note_and_settle(pool: PgPool) {
    let team = late(pool).await;
    let (cx, pat) = (sam(&team).await, team.world.with_role("Pat Reed", Role::Staff).await);
    let rule = Rule::MilestoneLate;
    let whose = |owner| DeskFilter { owner, ..DeskFilter::default() };
    assert_eq!(listed(&cx, whose(Owner::Nobody)).await.count, 1);
    take_step(&cx, rule, Step::Take).await.unwrap();
    assert_eq!((listed(&cx, whose(Owner::Mine)).await.count, listed(&cx, whose(Owner::Nobody)).await.count), (1, 0));
    take_step(&cx, rule, Step::Give(pat.id)).await.unwrap();
    assert_eq!(listed(&cx, whose(Owner::Mine)).await.count, 0);
    assert_eq!(listed(&team.world.cx(&pat).await, whose(Owner::Mine)).await.count, 1);
    assert_eq!(team.world.count("mails where subject = 'Sam Lin gave you something to look after'").await, 1);
    let stranger = take_step(&cx, rule, Step::Give(team.maya.id)).await;
    assert!(matches!(&stranger, Err(Failure::Invalid(errors)) if errors.0.contains_key("colleague")), "{stranger:?}");
    take_step(&cx, rule, Step::Note(" Maya is travelling. ".into())).await.unwrap();
    let long = take_step(&cx, rule, Step::Note("x".repeat(attention::NOTE + 1))).await;
    assert!(matches!(&long, Err(Failure::Invalid(errors)) if errors.0.contains_key("note")));

    let tomorrow = plus_days(cx.today(), 1);
    let too_soon = take_step(&cx, rule, Step::Snooze(cx.today())).await;
    assert!(matches!(&too_soon, Err(Failure::Invalid(errors)) if errors.0.contains_key("until")), "{too_soon:?}");
    take_step(&cx, rule, Step::Snooze(tomorrow)).await.unwrap();
    assert_eq!((run(&team).await, rules(&cx, Stage::Snoozed).await), (0, vec![rule]), "it sleeps");
    team.world.wait_days(1);
    run(&team).await;
    assert_eq!(rules(&sam(&team).await, Stage::Open).await, [rule], "its day has come");

    take_step(&cx, rule, Step::Resolve(because("Both agreed on Friday by phone."))).await.unwrap();
    assert_eq!(run(&team).await, 0, "settled, though its cause is there");
    let line = listed(&cx, DeskFilter { stage: Stage::Resolved, ..DeskFilter::default() }).await.lines.remove(0);
    assert_eq!(
        (line.note.as_str(), line.resolution.as_str()),
        ("Maya is travelling.", "Both agreed on Friday by phone.")
    );
    take_step(&cx, rule, Step::Reopen).await.unwrap();
    assert_eq!(rules(&cx, Stage::Open).await, [rule]);
    take_step(&cx, rule, Step::Resolve(because("It is on its way."))).await.unwrap();
    team.world.wait_days(1);
    run(&team).await;
    assert_eq!(rules(&sam(&team).await, Stage::Open).await, [rule], "three days late is worse than what was settled");
    let steps = team.world.count("events where subject = 'attention_item' and party = 'staff'").await;
    assert_eq!(steps, 7, "take, give, note, snooze, resolve, reopen, resolve");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_nudge_goes_to_whom_it_waits_for_once_a_day(pool: PgPool) {
    let team = late(pool).await;
    let cx = sam(&team).await;
    let (id, version) = the_item(&cx, Rule::MilestoneLate).await;
    let page = item_page(&cx, id).await.unwrap();
    assert!(page.nudge.message.contains("“Draft” was due") && !page.nudged);
    let words = Nudge::parse("About the draft", "Could you send what you have?\n\nWe can help.").unwrap();
    let key = once();
    attention::act(&cx, id, version, Step::Nudge(words.clone()), key).await.unwrap();
    let again = attention::act(&cx, id, version, Step::Nudge(words.clone()), key).await;
    assert!(matches!(again, Err(Failure::AlreadyDone)));
    let second = take_step(&cx, Rule::MilestoneLate, Step::Nudge(words)).await;
    assert!(matches!(second, Err(Failure::Refused(Refusal::Rule(_)))), "{second:?}");
    let to = "mails where subject = 'About the draft' and to_name = 'Maya Reyes' and body_text like '%Sam Lin, for the program%'";
    assert_eq!(team.world.count(to).await, 1);
    assert_eq!(team.world.count("mails where subject = 'About the draft'").await, 1);
    assert_eq!(team.world.count("events where command = 'nudge' and party = 'staff' and reason is null").await, 1);
    assert!(item_page(&cx, id).await.unwrap().nudged);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn only_staff_of_the_program_see_and_touch_them(pool: PgPool) {
    let team = late(pool).await;
    let cx = sam(&team).await;
    let (id, version) = the_item(&cx, Rule::MilestoneLate).await;
    let mut strangers: Vec<Person> = vec![team.maya.clone(), team.dee.clone(), team.fay.clone()];
    for role in [Role::Admin, Role::Faculty, Role::Dso] {
        strangers.push(team.world.with_role(role.word(), role).await);
    }
    for person in strangers {
        let cx = team.world.cx(&person).await;
        assert!(matches!(desk(&cx, DeskFilter::default()).await, Err(Failure::NotFound)), "{}", person.name);
        assert!(matches!(item_page(&cx, id).await, Err(Failure::NotFound)), "{}", person.name);
        let done = attention::act(&cx, id, version, Step::Take, once()).await;
        assert!(matches!(done, Err(Failure::NotFound)), "{}", person.name);
    }
    assert_eq!(team.world.count("events where subject = 'attention_item' and party <> 'system'").await, 0);
    let elsewhere = run_timers(&team.world.other_program().await).await.unwrap();
    assert_eq!(elsewhere, 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn of_two_at_once_one_is_told(pool: PgPool) {
    let team = late(pool).await;
    let (sam, pat) = (sam(&team).await, team.world.cx(&team.world.with_role("Pat Reed", Role::Staff).await).await);
    let (id, version) = the_item(&sam, Rule::MilestoneLate).await;
    let (one, other) = tokio::join!(
        attention::act(&sam, id, version, Step::Take, once()),
        attention::act(&pat, id, version, Step::Take, once())
    );
    let changed =
        [one, other].into_iter().filter(|done| matches!(done, Err(Failure::Refused(Refusal::Changed)))).count();
    assert_eq!(changed, 1);
    assert_eq!(team.world.count("events where command = 'take'").await, 1);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_offer_is_seen_hours_before_it_lapses(pool: PgPool) {
    let world = crate::support::World::new(pool).await;
    let student = world.student("Maya Reyes").await;
    let project = crate::applications::project(&world, 1, 8).await;
    let application = crate::applications::applied(&world, &student, project).await;
    sqlx::query("update applications set stage = 'offered', offer_expires_at = $2 where id = $1")
        .bind(application.0)
        .bind(jiff_sqlx::Timestamp::from(domain::time::plus_hours(world.now(), 13)))
        .execute(&world.backend.pool)
        .await
        .unwrap();
    let run = async || run_timers(&world.system().await).await.unwrap();
    run().await;
    assert_eq!(world.count("attention_items where rule = 'offer_lapses'").await, 0);
    world.wait_hours(1);
    assert_eq!((run().await, run().await), (1, 0), "the same day, without an event");
    assert_eq!(world.count("attention_items where rule = 'offer_lapses' and stage = 'open'").await, 1);
}

/// A walk through commands and days. After each step the items that followed the marks are those that a look at everything
/// finds.
#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn following_what_happened_is_as_good_as_looking_at_everything(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let mut chance = Chance(20_261_207);
    let mut seen = 0;
    for step in 0..60 {
        something_happens(&team, &mut chance).await;
        run(&team).await;
        let followed = present(&team).await;
        seen = seen.max(followed.len());
        assert_eq!(run(&team).await, 0, "step {step}: nothing is left to do");
        for sql in [
            "create table kept as table attention_items",
            "delete from attention_items",
            "update attention_rounds set last_on = last_on - 1",
        ] {
            sqlx::query(sql).execute(&team.world.backend.pool).await.unwrap();
        }
        run(&team).await;
        assert_eq!(present(&team).await, followed, "step {step}");
        for sql in ["delete from attention_items", "insert into attention_items table kept", "drop table kept"] {
            sqlx::query(sql).execute(&team.world.backend.pool).await.unwrap();
        }
    }
    assert!(seen >= 3, "the walk came past something");
}

/// Numbers that are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

/// What a look from scratch has to find again: everything but what staff did with it.
async fn present(team: &Team) -> Vec<(String, Uuid, String, String)> {
    sqlx::query_as(
        "select rule, subject_id, severity, concat_ws(' ', since_on, due_on, reason, project_id, engagement_id)
         from attention_items where present order by rule, subject_id",
    )
    .fetch_all(&team.world.backend.pool)
    .await
    .unwrap()
}

/// Somebody does something, if the rules let them; or time passes.
async fn something_happens(team: &Team, chance: &mut Chance) {
    let (student, host) = (team.student().await, team.host().await);
    let ids = async |sql: &'static str| -> Vec<Uuid> {
        sqlx::query_scalar(sql).fetch_all(&team.world.backend.pool).await.unwrap()
    };
    let sheets = ids("select id from timesheets order by week").await;
    let milestone = MilestoneId(ids("select id from milestones order by position").await[chance.below(2)]);
    let sheet = (!sheets.is_empty()).then(|| TimesheetId(sheets[chance.below(sheets.len())]));
    let submit = || MilestoneOrder::Submit(NewDeliverable::parse("https://example.org/map", "").unwrap());
    let done: Result<(), Failure> = match (chance.below(12), sheet) {
        (0..=2, _) => {
            team.world.wait_days(1);
            Ok(())
        }
        (3, _) => {
            team.world.wait_hours(5);
            Ok(())
        }
        (4 | 5, _) => {
            let day = domain::time::iso(student.today());
            let entry = NewEntry::parse(&day, "3:00", "Cleaned the file of 2024").unwrap();
            timesheets::add_entry(&student, team.id, entry, once()).await.map(|_| ())
        }
        (6, Some(sheet)) => timesheets::act(&student, sheet, SheetOrder::Submit, once()).await,
        (7, Some(sheet)) => {
            let order =
                if chance.below(2) == 0 { SheetOrder::Approve } else { SheetOrder::Return(because("Too long.")) };
            timesheets::act(&host, sheet, order, once()).await
        }
        (8, _) => milestones::act(&student, milestone, submit(), once()).await,
        (9, _) => {
            let order = if chance.below(2) == 0 {
                MilestoneOrder::Accept
            } else {
                MilestoneOrder::RequestChanges(because("The axis has no unit."))
            };
            milestones::act(&host, milestone, order, once()).await
        }
        (10, _) => {
            let new = NewCheckIn::parse("Chart three is done", "Chart four", "").unwrap();
            engagements::check_in(&student, team.id, new, once()).await
        }
        _ => staff_do_something(team, chance).await,
    };
    assert!(!matches!(done, Err(Failure::Internal(_) | Failure::NotFound)), "{done:?}");
}

async fn staff_do_something(team: &Team, chance: &mut Chance) -> Result<(), Failure> {
    let cx = sam(team).await;
    let lines = listed(&cx, DeskFilter::default()).await.lines;
    let Some(line) = lines.first() else { return Ok(()) };
    let step = match chance.below(3) {
        0 => Step::Snooze(plus_days(cx.today(), 2)),
        1 => Step::Resolve(because("Settled by phone.")),
        _ => Step::Take,
    };
    attention::act(&cx, line.id, line.version, step, once()).await
}
