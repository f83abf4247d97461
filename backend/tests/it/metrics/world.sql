-- A world of chance, the same for the same seed: no story, only rows that the metrics read. SEED stands for a number.
create function r(what text, n bigint, m int) returns int language sql immutable as
    $$ select ('x' || substr(md5('SEED' || what || n), 1, 7))::bit(28)::int % m $$;
create function u(what int, n bigint) returns uuid language sql immutable as
    $$ select ('00000000-0000-7000-8' || lpad(what::text, 3, '0') || '-' || lpad(to_hex(n), 12, '0'))::uuid $$;
create function back(what text, n bigint, days int) returns interval language sql immutable as
    $$ select r(what, n, days) * interval '1 day' + r(what || 'm', n, 1440) * interval '1 minute' $$;
create table moment as select timestamptz '2026-12-03 15:00+00' as now, id as program from programs limit 1;

insert into people (id, email, name, created_at, updated_at)
    select u(1, n), 'chance' || n || '@example.test', 'Student ' || n, now, now from moment, generate_series(1, 140) n;
insert into hosts (id, name, kind, created_at, updated_at)
    select u(2, n), 'Host ' || n, (array['business', 'nonprofit', 'government', ''])[1 + r('kind', n, 4)], now, now
    from moment, generate_series(1, 14) n;
insert into projects (id, program_id, host_id, author_id, stage, draft, score, title, category, hours_low, hours_high,
        amount_cents, net_cents, net_per_hour_cents, seats, start_on, end_on, apply_by, decide_by, submitted_at, published_at,
        created_at, updated_at)
    select u(3, n), program, u(2, 1 + r('host', n, 14)), u(1, 1),
        (array['published', 'selection', 'filled', 'in_progress', 'completed', 'expired', 'cancelled'])[1 + r('stage', n, 7)],
        '{}', r('score', n, 101), 'Project ' || n, (array['Software', 'Marketing', 'Training', ''])[1 + r('category', n, 4)], 10, 20,
        30000, 30000, 1500, 1 + r('seats', n, 3), '2026-01-01', '2026-12-30', '2026-12-30', '2026-12-30',
        p - back('sent', n, 9), p, p, now
    from moment, generate_series(1, 160) n, lateral (select now - back('published', n, 800) as p) x;
insert into events (id, program_id, host_id, project_id, subject, subject_id, command, party, stage_to, policy_version, at)
    select u(10, n), p.program_id, p.host_id, p.id, 'project', p.id, 'submit', 'host', 'submitted', '2026-01-01', p.submitted_at
    from projects p, lateral (select ('x' || substr(p.id::text, 30))::bit(28)::bigint as n) x;
insert into events (id, program_id, host_id, project_id, subject, subject_id, command, party, stage_to, policy_version, at)
    select u(11, n), p.program_id, p.host_id, p.id, 'project', p.id, 'answer', 'staff',
        (array['approved', 'changes_requested', 'rejected', 'draft'])[1 + r('answer', n, 4)], '2026-01-01',
        p.submitted_at + back('answered', n, 6)
    from projects p, lateral (select ('x' || substr(p.id::text, 30))::bit(28)::bigint as n) x where r('answers', n, 8) > 0;
insert into events (id, program_id, host_id, project_id, subject, subject_id, command, party, stage_to, policy_version, at)
    select u(12, n), p.program_id, p.host_id, p.id, 'project', p.id, 'end', 'system', p.stage, '2026-01-01',
        p.published_at + back('ended', n, 60)
    from projects p, lateral (select ('x' || substr(p.id::text, 30))::bit(28)::bigint as n) x
    where p.stage in ('expired', 'cancelled');

insert into applications (id, program_id, project_id, student_id, stage, decision_due, offer_expires_at, submitted_at,
        created_at, updated_at)
    select u(4, n), program, p.id, u(1, 1 + r('student', n, 140)),
        (array['submitted', 'shortlisted', 'offered', 'accepted', 'accepted', 'accepted', 'withdrawn', 'not_selected', 'not_selected',
            'declined', 'closed', 'ineligible'])[1 + r('end', n, 12)],
        case when r('due', n, 9) > 0 then (s + back('until', n, 12))::date end, now, s, s, now
    from moment, generate_series(1, 1400) n
    join projects p on p.id = u(3, 1 + r('project', n, 160)),
        lateral (select p.published_at + back('applied', n, 25) as s) x
    where s < now
    on conflict do nothing;
insert into events (id, program_id, subject, subject_id, command, party, stage_to, policy_version, at)
    select u(13, n), a.program_id, 'application', a.id, (array['offer', 'not_select'])[1 + r('deed', n, 2)],
        (array['host', 'staff', 'system'])[1 + r('party', n, 3)], 'decided', '2026-01-01', a.submitted_at + back('decided', n, 14)
    from applications a, lateral (select ('x' || substr(a.id::text, 30))::bit(28)::bigint as n) x
    where a.stage not in ('submitted', 'withdrawn');

insert into engagements (id, program_id, host_id, project_id, application_id, student_id, stage, terms, planned_minutes,
        fee_cents, start_on, end_on, classification, student_signed_at, host_signed_at, program_signed_at, started_at,
        submitted_at, accepted_at, closed_at, stage_on, created_at, updated_at)
    select u(5, n), a.program_id, p.host_id, p.id, a.id, a.student_id, s.stage, '{}', 600 + 60 * r('planned', n, 10), 30000,
        (taken + back('first', n, 12))::date, (started + back('last', n, 25))::date,
        (array['employee', 'contractor', 'stipend', 'unpaid_for_credit'])[1 + r('class', n, 4)], taken, taken, taken,
        case when begun then started end, case when done then started + interval '15 days' end,
        case when done then started + interval '15 days' + back('accepted', n, 9) end,
        case when r('closed', n, 2) = 0 and not done then taken + interval '40 days' end, taken::date, taken, now
    from moment, applications a
    join projects p on p.id = a.project_id,
        lateral (select ('x' || substr(a.id::text, 30))::bit(28)::bigint as n) i,
        lateral (select a.submitted_at + back('taken', n, 10) as taken) t,
        lateral (select taken + back('started', n, 14) as started,
            (array['onboarding', 'in_progress', 'accepted', 'paid', 'completed', 'completed', 'completed', 'paused',
                'no_show_student', 'no_show_host', 'cancelled', 'terminated', 'incomplete', 'lapsed', 'disputed'])
                [1 + r('work', n, 15)] as stage) s,
        lateral (select s.stage in ('accepted', 'paid', 'completed') as done,
            s.stage in ('in_progress', 'accepted', 'paid', 'completed', 'paused', 'terminated', 'incomplete', 'disputed')
                or (s.stage = 'cancelled' and r('begun', n, 2) = 0) as begun) d
    where a.stage = 'accepted';
insert into events (id, program_id, subject, subject_id, command, party, stage_to, policy_version, at)
    select u(14, n), e.program_id, 'engagement', e.id, (array['deem_accepted', 'mark_incomplete', 'accept'])[1 + r('how', n, 3)],
        (array['system', 'staff'])[1 + r('who', n, 2)], e.stage, '2026-01-01', e.updated_at
    from engagements e, lateral (select ('x' || substr(e.id::text, 30))::bit(28)::bigint as n) x
    where e.stage in ('accepted', 'completed', 'incomplete');
insert into timesheets (id, engagement_id, week, stage, minutes, submitted_on, created_at, updated_at)
    select u(6, n * 10 + w), e.id, date '2026-01-05' + 7 * w, (array['approved', 'approved', 'open', 'returned'])[1 + r('sheet', n * 10 + w, 4)],
        120 + r('minutes', n * 10 + w, 500), '2026-01-05', e.created_at, e.created_at
    from engagements e, generate_series(1, 4) w, lateral (select ('x' || substr(e.id::text, 30))::bit(28)::bigint as n) x
    where e.started_at is not null;
insert into payments (id, program_id, engagement_id, amount_cents, stage, reference, settled_at, created_at, updated_at)
    select u(7, n * 10 + w), e.program_id, e.id, 5000 + r('amount', n * 10 + w, 30000), s.stage, 'paid',
        case when s.stage in ('settled', 'reversed') then least(now, e.accepted_at + back('paid', n * 10 + w, 20)) end, e.created_at, now
    from moment, engagements e, generate_series(1, 2) w, lateral (select ('x' || substr(e.id::text, 30))::bit(28)::bigint as n) x,
        lateral (select (array['settled', 'settled', 'settled', 'settled', 'ready', 'voided', 'reversed', 'encumbered', 'on_hold'])
            [1 + r('pay', n * 10 + w, 9)] as stage) s
    where e.accepted_at is not null and e.accepted_at < now and (w = 1 or r('parts', n, 3) = 0);
insert into reviews (id, engagement_id, side, author_id, stage, ratings, levels, again, closes_on, revealed_at, created_at, updated_at)
    select u(8, n * 10 + w), e.id, (array['student', 'host'])[w], u(1, 1), (array['revealed', 'revealed', 'submitted'])[1 + r('told', n * 10 + w, 3)],
        case when old then jsonb_build_array(1 + r('a', n * 10 + w, 5), 1 + r('b', n * 10 + w, 5)) else '[]' end,
        case when not old then jsonb_build_object('quality', 1 + r('a', n * 10 + w, 4), 'communication', 1 + r('b', n * 10 + w, 4)) end,
        (array[true, false, null])[1 + r('again', n * 10 + w, 3)], '2026-12-01', e.accepted_at + interval '14 days', e.created_at, e.created_at
    from engagements e, generate_series(1, 2) w, lateral (select ('x' || substr(e.id::text, 30))::bit(28)::bigint as n) x,
        lateral (select r('old', n * 10 + w, 3) = 0 as old) o
    where e.accepted_at is not null;
