//! The timeline of both sides, the feed behind a secret address, reminders, and what the years paid.

use backend::{Cx, Failure, agenda, payments};
use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty as P};
use calcard::{Entry, Parser};
use domain::actor::{Person, Role};
use domain::agenda::{Kind, Owner};
use domain::payments::Stage;
use domain::refusal::Refusal;
use domain::reviews::Side;
use domain::time::Day;
use jiff::civil::date;
use sqlx::PgPool;

use crate::engagements::{Team, once};
use crate::support::World;

/// Kinds, owners and days of one side's calendar.
async fn dates(cx: &Cx, side: Side) -> Vec<(Kind, Owner, Day)> {
    let view = agenda::calendar_page(cx, side).await.unwrap();
    view.items.iter().map(|item| (item.kind, item.owner, item.day)).collect()
}

async fn run(world: &World) -> usize {
    agenda::run_timers(&world.system().await).await.unwrap()
}

/// Subjects of all letters that are reminders, in order.
async fn reminders(world: &World) -> Vec<String> {
    sqlx::query_scalar("select to_name || ': ' || subject from mails where dedupe_key like 'reminder%' order by 1")
        .fetch_all(&world.backend.pool)
        .await
        .unwrap()
}

async fn wants(world: &World, person: &Person, form: [&str; 4], version: i32) -> Result<(), Failure> {
    agenda::save_reminders(&world.cx(person).await, form, version, once()).await
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn both_sides_see_the_same_work_from_their_side(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let (friday, end) = (date(2026, 12, 11), date(2026, 12, 18));
    assert_eq!(
        dates(&team.student().await, Side::Student).await,
        [
            (Kind::KickOff, Owner::Both, date(2026, 12, 7)),
            (Kind::CheckIn, Owner::You, friday),
            (Kind::Milestone, Owner::You, friday),
            (Kind::MidPoint, Owner::You, date(2026, 12, 12)),
            (Kind::CheckIn, Owner::You, end),
            (Kind::Milestone, Owner::You, end),
            (Kind::HandIn, Owner::You, end),
        ]
    );
    let host = dates(&team.host().await, Side::Host).await;
    assert_eq!(host.iter().filter(|(_, owner, _)| *owner == Owner::Student).count(), 3);
    assert!(host.contains(&(Kind::CheckIn, Owner::You, friday)));
    // Time that is logged waits to be sent, then to be answered: five business days after Wednesday.
    team.log("1:30").await.unwrap();
    let sunday = (Kind::Hours, Owner::You, date(2026, 12, 13));
    assert!(dates(&team.student().await, Side::Student).await.contains(&sunday));
    team.world.wait_days(2);
    let order = domain::timesheets::Order::Submit;
    backend::timesheets::act(&team.student().await, team.sheet().await, order, once()).await.unwrap();
    let silent = date(2026, 12, 16);
    assert!(dates(&team.student().await, Side::Student).await.contains(&(Kind::Hours, Owner::Host, silent)));
    assert!(dates(&team.host().await, Side::Host).await.contains(&(Kind::Hours, Owner::You, silent)));
    // The work is handed in and accepted: the answer, then pay and reviews.
    team.hand_in().await.unwrap();
    let answer = date(2026, 12, 18);
    assert!(dates(&team.host().await, Side::Host).await.contains(&(Kind::Acceptance, Owner::You, answer)));
    let accept = domain::engagements::Order::Accept;
    backend::engagements::act(&team.host().await, team.id, accept, once()).await.unwrap();
    let after = dates(&team.student().await, Side::Student).await;
    assert!(after.contains(&(Kind::Pay, Owner::Program, date(2026, 12, 23))), "{after:?}");
    assert!(after.iter().any(|(kind, owner, _)| (*kind, *owner) == (Kind::Review, Owner::You)), "{after:?}");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_is_left_before_the_start_is_a_date_of_whoever_does_it(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    let prepare = (Kind::Prepare, Owner::You, date(2026, 12, 7));
    assert!(dates(&team.student().await, Side::Student).await.contains(&prepare), "learning goals");
    assert!(dates(&team.host().await, Side::Host).await.contains(&prepare), "the kick-off meeting");
    let meeting = domain::engagements::Order::SetKickoff(date(2026, 12, 7));
    backend::engagements::act(&team.host().await, team.id, meeting, once()).await.unwrap();
    assert!(!dates(&team.host().await, Side::Host).await.contains(&prepare), "nothing but the signature is left");
    assert!(dates(&team.student().await, Side::Student).await.contains(&prepare));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn strangers_see_nothing_of_it(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let olga = team.world.other_host_member("Olga Stranger").await;
    let ben = team.world.student("Ben Other").await;
    assert_eq!(dates(&team.world.cx(&olga).await, Side::Host).await, []);
    assert_eq!(dates(&team.world.cx(&ben).await, Side::Student).await, []);
    for (person, side) in [(&team.sam, Side::Student), (&team.maya, Side::Host), (&team.dee, Side::Student)] {
        let refused = agenda::calendar_page(&team.world.cx(person).await, side).await;
        assert!(matches!(refused, Err(Failure::NotFound)), "{}", person.name);
    }
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_host_answers_applicants_and_an_offer_lapses_on_the_readers_clock(pool: PgPool) {
    let team = Team::onboarding(pool).await;
    let pool = &team.world.backend.pool;
    sqlx::query("update projects set stage = 'selection'").execute(pool).await.unwrap();
    sqlx::query("update applications set stage = 'submitted', decision_due = '2026-12-08'")
        .execute(pool)
        .await
        .unwrap();
    let answer = (Kind::Answer, Owner::You, date(2026, 12, 8));
    assert!(dates(&team.host().await, Side::Host).await.contains(&answer));
    sqlx::query("update applications set stage = 'offered', offer_expires_at = '2026-12-06T03:30:00Z'")
        .execute(pool)
        .await
        .unwrap();
    let offer = |day| (Kind::Offer, Owner::You, day);
    assert!(dates(&team.student().await, Side::Student).await.contains(&offer(date(2026, 12, 5))));
    wants(&team.world, &team.maya, ["at_once", "", "", "Europe/Berlin"], 0).await.unwrap();
    let view = agenda::calendar_page(&team.student().await, Side::Student).await.unwrap();
    let item = view.items.iter().find(|item| item.kind == Kind::Offer).unwrap();
    assert_eq!((item.day, view.clock_of(item.at.unwrap())), (date(2026, 12, 6), "04:30".to_owned()));
    assert_eq!(view.zone_name(), "Europe/Berlin");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn each_mark_brings_one_letter_however_many_servers_run(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let world = &team.world;
    assert_eq!(run(world).await, 0, "four days are no mark");
    assert_eq!(world.count("reminder_rounds").await, 2, "the student and the host are looked after");
    world.wait_days(1);
    let (one, two) = (world.system().await, world.system().await);
    let (one, two) = tokio::join!(agenda::run_timers(&one), agenda::run_timers(&two));
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    assert_eq!(reminders(world).await, ["Maya Reyes: In 3 days, Friday 11 December: Hand in: Draft"]);
    // A server that lost its memory of the round writes the same key.
    sqlx::query("update reminder_rounds set next_at = $1, last_on = '2026-12-07'")
        .bind(jiff_sqlx::Timestamp::from(world.now()))
        .execute(&world.backend.pool)
        .await
        .unwrap();
    run(world).await;
    assert_eq!(reminders(world).await.len(), 1);
    assert_eq!(run(world).await, 0, "until the next morning");
    // Nobody ran on Wednesday and Thursday: what came to a mark meanwhile is told, once.
    world.wait_days(3);
    assert_eq!(run(world).await, 7);
    assert_eq!(
        reminders(world).await,
        [
            "Dee Ortiz: Today: Send the weekly check-in",
            "Dee Ortiz: Tomorrow, Saturday 12 December: Answer at half of the work",
            "Maya Reyes: In 3 days, Friday 11 December: Hand in: Draft",
            "Maya Reyes: In 7 days, Friday 18 December: Hand in the whole work",
            "Maya Reyes: In 7 days, Friday 18 December: Hand in: Map",
            "Maya Reyes: Today: Hand in: Draft",
            "Maya Reyes: Today: Send the weekly check-in",
            "Maya Reyes: Tomorrow, Saturday 12 December: Answer at half of the work",
        ]
    );
    // What is done is brought to mind no more.
    team.hand_in().await.unwrap();
    world.wait_days(4);
    run(world).await;
    let about_maya = reminders(world).await.iter().filter(|subject| subject.starts_with("Maya")).count();
    assert_eq!(about_maya, 6);
    let host = reminders(world)
        .await
        .iter()
        .any(|subject| subject.contains("Dee Ortiz: In 7 days, Tuesday 22 December: Accept"));
    assert!(host, "{:?}", reminders(world).await);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn letters_come_at_the_wanted_pace_and_never_in_quiet_hours(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let world = &team.world;
    wants(world, &team.maya, ["daily", "21:00", "07:00", ""], 0).await.unwrap();
    wants(world, &team.dee, ["none", "", "", ""], 0).await.unwrap();
    run(world).await;
    // Eleven in the evening of Thursday in New York.
    world.backend.clock.set("2026-12-11T04:00:00Z".parse().unwrap());
    assert_eq!(run(world).await, 0);
    let at_seven = "reminder_rounds r join people p on p.id = r.person_id where p.name = 'Maya Reyes' and r.next_at = '2026-12-11T12:00:00Z'";
    assert_eq!(world.count(at_seven).await, 1, "put off to the end of the quiet hours");
    world.backend.clock.set("2026-12-11T12:00:00Z".parse().unwrap());
    assert_eq!(run(world).await, 1);
    assert_eq!(reminders(world).await, ["Maya Reyes: 5 things are coming up"]);
    assert_eq!(world.count("mails where dedupe_key like 'reminder%' and body_text like '%Hand in: Draft, for “Map three years of visits”%'").await, 1);
    // The next look is the next morning at eight of her own clock.
    wants(world, &team.maya, ["weekly", "", "", "Europe/Berlin"], 1).await.unwrap();
    assert_eq!(run(world).await, 0, "the same week");
    let in_berlin = "reminder_rounds r join people p on p.id = r.person_id where p.name = 'Maya Reyes' and r.next_at = '2026-12-12T07:00:00Z'";
    assert_eq!(world.count(in_berlin).await, 1);
    world.backend.clock.set("2026-12-14T07:00:00Z".parse().unwrap());
    assert_eq!(run(world).await, 1);
    assert!(
        reminders(world).await.contains(&"Maya Reyes: 5 things are due this week".to_owned()),
        "{:?}",
        reminders(world).await
    );
    // Dee wanted none; what the process needs came all the same.
    assert!(reminders(world).await.iter().all(|subject| !subject.starts_with("Dee")));
    assert!(world.count("mails where to_name = 'Dee Ortiz' and dedupe_key is null").await > 0);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn wishes_are_kept_once_and_answered_beside_their_fields(pool: PgPool) {
    let world = World::new(pool).await;
    let maya = world.student("Maya Okafor").await;
    let cx = world.cx(&maya).await;
    let defaults = agenda::reminders_page(&cx).await.unwrap();
    assert_eq!((defaults.version, defaults.program_zone.as_str()), (0, "America/New_York"));
    assert!(
        defaults.zones.iter().any(|zone| zone == "Asia/Kolkata")
            && !defaults.zones.iter().any(|zone| zone == "EST5EDT")
    );
    let wrong = wants(&world, &maya, ["hourly", "25:00", "", "Mars/Olympus"], 0).await;
    let Err(Failure::Invalid(errors)) = wrong else { panic!("{wrong:?}") };
    assert_eq!(errors.0.into_keys().collect::<Vec<_>>(), ["pace", "quiet_from", "quiet_until", "zone"]);
    let key = once();
    agenda::save_reminders(&cx, ["weekly", "22:15", "06:00", "Asia/Kolkata"], 0, key).await.unwrap();
    let again = agenda::save_reminders(&cx, ["none", "", "", ""], 0, key).await;
    assert!(matches!(again, Err(Failure::AlreadyDone)), "{again:?}");
    let stale = wants(&world, &maya, ["none", "", "", ""], 0).await;
    assert!(matches!(stale, Err(Failure::Refused(Refusal::Changed))), "{stale:?}");
    let kept = agenda::reminders_page(&cx).await.unwrap();
    assert_eq!((kept.version, kept.reminders.zone.as_deref()), (1, Some("Asia/Kolkata")));
    assert_eq!(kept.reminders.quiet.map(|quiet| (quiet.from, quiet.until)), Some((1_335, 360)));
    assert_eq!(world.count("events where subject = 'person' and command = 'set_reminders'").await, 1);
}

/// What an independent parser makes of the feed, and every rule of its outer form.
fn parsed(text: &str) -> ICalendar {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "lines end with CRLF");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "no line is longer than 75 octets");
    let begun = text.matches("BEGIN:").count();
    assert_eq!(begun, text.matches("END:V").count(), "what begins ends");
    // Not `strict`: that takes no component inside of another one.
    match Parser::new(text).entry() {
        Entry::ICalendar(calendar) => calendar,
        other => panic!("{other:?} in {text}"),
    }
}

fn events(calendar: &ICalendar) -> Vec<&ICalendarComponent> {
    calendar.components.iter().filter(|part| part.component_type == ICalendarComponentType::VEvent).collect()
}

fn said(part: &ICalendarComponent, property: &P) -> String {
    part.property(property)
        .and_then(|entry| entry.values.first())
        .and_then(|value| value.as_text())
        .unwrap_or_default()
        .to_owned()
}

/// Year to second as far as they are given, and whether it is UTC.
fn when(part: &ICalendarComponent, property: &P) -> (String, bool) {
    let entry = part.property(property).expect("a time");
    let at = entry.values[0].as_partial_date_time().expect("a time");
    let day = format!("{}-{:02}-{:02}", at.year.unwrap(), at.month.unwrap(), at.day.unwrap());
    let clock = at.hour.map(|hour| format!(" {hour:02}:{:02}", at.minute.unwrap_or_default()));
    (day + &clock.unwrap_or_default(), at.tz_hour == Some(0))
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn the_feed_is_what_other_calendars_understand(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let world = &team.world;
    let title =
        "Karten, Tabellen; „Besuche“ \\ 老虎老虎老虎老虎老虎老虎老虎老虎老虎老虎 of three whole years, by month";
    sqlx::query("update projects set title = $1")
        .bind(format!("{title}\r\nX-EVIL:1"))
        .execute(&world.backend.pool)
        .await
        .unwrap();
    let secret = agenda::renew_feed(&team.student().await, once()).await.unwrap();
    assert_eq!(secret.len(), 43, "256 bits");
    assert_eq!(world.count("calendar_feeds where length(token_hash) = 32").await, 1);
    let text = agenda::feed(&world.backend, &secret).await.unwrap().expect("a calendar");
    let calendar = parsed(&text);
    let head = &calendar.components[0];
    assert_eq!(said(head, &P::Other("X-WR-CALNAME".into())), "Rivermark Micro-Internships");
    assert!(head.has_property(&P::RefreshInterval) && !head.has_property(&P::Method));
    let events = events(&calendar);
    assert_eq!(events.len(), 7);
    let draft = events.iter().find(|event| said(event, &P::Summary).starts_with("Hand in: Draft")).expect("the draft");
    assert_eq!(
        said(draft, &P::Summary),
        format!("Hand in: Draft ({title}  X-EVIL:1)"),
        "every sign comes back as it was"
    );
    assert_eq!(when(draft, &P::Dtstart), ("2026-12-11".to_owned(), false));
    assert_eq!(when(draft, &P::Dtend), ("2026-12-12".to_owned(), false), "the first day after");
    assert!(text.contains("DTSTART;VALUE=DATE:20261211\r\n") && text.contains("DTEND;VALUE=DATE:20261212\r\n"));
    assert!(when(draft, &P::Dtstamp).1 && draft.has_property(&P::LastModified) && draft.has_property(&P::Sequence));
    let uids: std::collections::HashSet<_> = events.iter().map(|event| said(event, &P::Uid)).collect();
    assert_eq!(uids.len(), 7, "each its own");
    assert!(uids.iter().all(|uid| uid.ends_with("@foothold.test")));
    // Folded lines joined; ids left out, whose digits may hold any figure by chance.
    let whole = text.replace("\r\n ", "");
    let told: Vec<_> = whole.lines().filter(|line| !line.starts_with("UID:") && !line.starts_with("URL:")).collect();
    for private in ["Maya", "Dee", "Ortiz", "Harbor", "440", "example.test"] {
        assert!(!told.iter().any(|line| line.contains(private)), "{private} in {told:#?}");
    }
    assert_eq!(agenda::feed(&world.backend, &secret).await.unwrap().as_deref(), Some(text.as_str()), "nothing moved");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_change_keeps_its_name_and_an_offer_ends_in_utc(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let world = &team.world;
    let secret = agenda::renew_feed(&team.student().await, once()).await.unwrap();
    let read = async || agenda::feed(&world.backend, &secret).await.unwrap().expect("a calendar");
    let find = |text: &str| {
        let calendar = parsed(text);
        let found = events(&calendar)
            .into_iter()
            .find(|event| said(event, &P::Summary).starts_with("Hand in: Draft"))
            .expect("it");
        let number = found.property(&P::Sequence).and_then(|entry| entry.values[0].as_integer()).unwrap();
        (said(found, &P::Uid), number, when(found, &P::Dtstart).0)
    };
    let before = find(&read().await);
    sqlx::query("update milestones set due_on = '2026-12-14', version = version + 1 where name = 'Draft'")
        .execute(&world.backend.pool)
        .await
        .unwrap();
    let after = find(&read().await);
    assert_eq!((&after.0, after.1, after.2.as_str()), (&before.0, before.1 + 1, "2026-12-14"));
    // The last half hour before clocks go back in New York.
    sqlx::query("update applications set stage = 'offered', offer_expires_at = '2027-11-07T05:30:00Z'")
        .execute(&world.backend.pool)
        .await
        .unwrap();
    let text = read().await;
    assert!(text.contains("DTSTART:20271107T051500Z\r\n") && text.contains("DTEND:20271107T053000Z\r\n"), "{text}");
    let calendar = parsed(&text);
    let offer = events(&calendar)
        .into_iter()
        .find(|event| said(event, &P::Summary).starts_with("Answer the offer"))
        .expect("it");
    assert_eq!(when(offer, &P::Dtend), ("2027-11-07 05:30".to_owned(), true));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn an_address_ends_when_it_is_renewed_switched_off_or_its_person_is_suspended(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let world = &team.world;
    let there = async |secret: &str| agenda::feed(&world.backend, secret).await.unwrap().is_some();
    let key = once();
    let first = agenda::renew_feed(&team.student().await, key).await.unwrap();
    assert!(matches!(agenda::renew_feed(&team.student().await, key).await, Err(Failure::AlreadyDone)));
    assert!(there(&first).await);
    let second = agenda::renew_feed(&team.student().await, once()).await.unwrap();
    assert!(!there(&first).await && there(&second).await);
    // A host's is another one, with the host's dates.
    let host = agenda::renew_feed(&team.host().await, once()).await.unwrap();
    let text = agenda::feed(&world.backend, &host).await.unwrap().expect("a calendar");
    assert!(text.contains("Milestone is handed in: Draft"), "{text}");
    agenda::stop_feed(&team.student().await, once()).await.unwrap();
    assert!(!there(&second).await && there(&host).await);
    assert!(agenda::calendar_page(&team.student().await, Side::Student).await.unwrap().feed.is_none());
    sqlx::query("update people set standing = 'suspended' where name = 'Dee Ortiz'")
        .execute(&world.backend.pool)
        .await
        .unwrap();
    assert!(!there(&host).await);
    assert!(!there("").await && !there(&"A".repeat(43)).await);
    assert_eq!(world.count("events where command = 'renew_calendar_address'").await, 3);
    assert_eq!(world.count("events where command = 'stop_calendar_address'").await, 1);
    let staff = world.with_role("Lucia Ferrand", Role::Staff).await;
    assert!(agenda::reminders_page(&world.cx(&staff).await).await.is_ok(), "reminders are for everybody");
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn pay_has_a_history_and_belongs_to_the_year_it_was_paid_in(pool: PgPool) {
    let team = Team::at_work(pool).await;
    let pay = payments::student_pay(&team.student().await).await.unwrap();
    assert_eq!(pay.years, []);
    team.accept().await;
    // Half past eleven at night on New Year's Eve in New York; in UTC it is 2027.
    team.world.backend.clock.set("2027-01-01T04:30:00Z".parse().unwrap());
    team.settle().await;
    let pay = payments::student_pay(&team.student().await).await.unwrap();
    let years: Vec<_> = pay.years.iter().map(|year| (year.year, year.payments, year.gross.0, year.net.0)).collect();
    assert_eq!(years, [(2026, 1, 44_000, 40_634)]);
    let history: Vec<_> = pay.payments[0].history.iter().map(|(stage, day, _)| (*stage, *day)).collect();
    let (begun, worked, paid) = (date(2026, 12, 3), date(2026, 12, 7), date(2026, 12, 31));
    assert_eq!(
        history,
        [(Stage::Encumbered, begun), (Stage::Ready, worked), (Stage::Approved, paid), (Stage::Settled, paid)]
    );
    assert_eq!(pay.payments[0].settled, Some(paid));
}
