-- Work under way: messages, the mid-point, answers to check-ins, pauses, checks of hours, problems.

-- One thread for each engagement. The text never changes; a message that is taken back within its time loses it.
create table messages (
    id uuid primary key,
    engagement_id uuid not null references engagements (id),
    author_id uuid not null references people (id),
    voice text not null,
    body text not null,
    sent_at timestamptz not null,
    withdrawn_at timestamptz,
    constraint messages_voice_check check (voice in ('student', 'host', 'staff')),
    constraint messages_body_check check ((body = '') = (withdrawn_at is not null))
);
create index messages_thread on messages (engagement_id, id desc);

-- Up to which message somebody has read a thread.
create table message_reads (
    engagement_id uuid not null references engagements (id),
    person_id uuid not null references people (id),
    message_id uuid not null,
    constraint message_reads_pkey primary key (engagement_id, person_id)
);

-- Due rows: when somebody is told by mail of what they have not read.
create table message_letters (
    engagement_id uuid not null references engagements (id),
    person_id uuid not null references people (id),
    message_id uuid not null,
    due_at timestamptz not null,
    constraint message_letters_pkey primary key (engagement_id, person_id)
);
create index message_letters_due on message_letters (due_at);

-- The short form of both sides at half of the work.
create table mid_points (
    id uuid primary key,
    engagement_id uuid not null references engagements (id),
    side text not null,
    author_id uuid not null references people (id),
    going_well text not null,
    change text not null,
    hours text not null,
    -- What staff are asked to help with; empty for nothing.
    help text not null default '',
    answer text not null default '',
    answered_by uuid references people (id),
    answered_at timestamptz,
    created_at timestamptz not null,
    constraint mid_points_once_key unique (engagement_id, side),
    constraint mid_points_side_check check (side in ('student', 'host')),
    constraint mid_points_hours_check check (hours in ('on_track', 'under', 'over'))
);
create index mid_points_help on mid_points (created_at) where help <> '' and answer = '';

-- What the host says to a check-in of the student.
alter table check_ins add column answer text not null default '';
alter table check_ins add column answered_by uuid references people (id);
alter table check_ins add column answered_at timestamptz;

-- A milestone that both sides agreed to let go.
alter table milestones add column dropped_on date;

create table pauses (
    id uuid primary key,
    engagement_id uuid not null references engagements (id),
    side text not null,
    proposer_id uuid not null references people (id),
    stage text not null,
    stage_on date not null,
    until_on date not null,
    reason text not null,
    -- Why it was declined.
    note text not null default '',
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint pauses_side_check check (side in ('student', 'host')),
    constraint pauses_stage_check check (stage in ('proposed', 'in_effect', 'over', 'declined', 'withdrawn', 'lapsed'))
);
create unique index pauses_open_key on pauses (engagement_id) where stage in ('proposed', 'in_effect');
create index pauses_engagement on pauses (engagement_id, id desc);
create index pauses_waiting on pauses (stage_on) where stage in ('proposed', 'in_effect');

-- At 80 and at 100 percent of the agreed time both sides pick a way out.
create table hours_checks (
    id uuid primary key,
    engagement_id uuid not null references engagements (id),
    -- The share of the time at which it was opened, and the agreed time then.
    share smallint not null,
    planned_minutes integer not null,
    stage text not null,
    stage_on date not null,
    opened_on date not null,
    side text,
    proposer_id uuid references people (id),
    choice text,
    criterion text not null default '',
    milestone_id uuid references milestones (id),
    reason text not null default '',
    -- Why the last choice was declined.
    note text not null default '',
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint hours_checks_share_check check (share in (80, 100)),
    constraint hours_checks_stage_check check (stage in ('open', 'proposed', 'agreed', 'closed')),
    constraint hours_checks_side_check check (side in ('student', 'host')),
    constraint hours_checks_choice_check check (choice in ('trim', 'keep')),
    constraint hours_checks_proposed_check
        check (stage <> 'proposed' or (side is not null and proposer_id is not null and choice is not null)),
    -- Each share of one plan is asked about once.
    constraint hours_checks_once_key unique (engagement_id, planned_minutes, share)
);
create index hours_checks_waiting on hours_checks (stage_on) where stage in ('open', 'proposed');

-- What somebody told staff, and the dispute it may have become.
create table problems (
    id uuid primary key,
    program_id uuid not null references programs (id),
    engagement_id uuid not null references engagements (id),
    side text not null,
    reporter_id uuid not null references people (id),
    kind text not null,
    stage text not null,
    stage_on date not null,
    -- Whether the other side may read it.
    shared boolean not null default false,
    what text not null,
    wish text not null default '',
    amount_cents bigint not null default 0,
    award_cents bigint,
    decider_id uuid references people (id),
    notices integer not null default 0,
    -- The payment that is held back, where the work had been handed in.
    payment_id uuid references payments (id),
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint problems_side_check check (side in ('student', 'host')),
    constraint problems_kind_check check (kind in ('safety', 'behaviour', 'pay', 'hours', 'scope', 'other')),
    constraint problems_stage_check check (stage in ('open', 'in_hand', 'evidence', 'mediation', 'decided', 'appealed',
        'closed', 'resolved', 'withdrawn')),
    constraint problems_amount_check check (amount_cents >= 0 and award_cents between 0 and amount_cents)
);
create index problems_engagement on problems (engagement_id, id desc);
create index problems_waiting on problems (program_id, stage_on)
    where stage in ('open', 'in_hand', 'evidence', 'mediation', 'decided', 'appealed');
-- One dispute at a time: two would each freeze what the other is about.
create unique index problems_dispute_key on problems (engagement_id)
    where stage in ('evidence', 'mediation', 'decided', 'appealed');

-- What was said to a problem: answers and decisions, statements of both sides, notes of staff for themselves.
create table problem_words (
    id uuid primary key,
    problem_id uuid not null references problems (id),
    author_id uuid not null references people (id),
    kind text not null,
    voice text not null,
    body text not null,
    created_at timestamptz not null,
    constraint problem_words_kind_check check (kind in ('answer', 'statement', 'decision', 'appeal', 'note')),
    constraint problem_words_voice_check check (voice in ('student', 'host', 'staff'))
);
create index problem_words_problem on problem_words (problem_id, id);
