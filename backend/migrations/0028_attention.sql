-- What needs somebody of staff: one row for each rule and subject.
create table attention_items (
    id uuid primary key,
    program_id uuid not null references programs (id),
    rule text not null,
    -- The project, application, engagement, milestone, timesheet or payment it is about.
    subject_id uuid not null,
    project_id uuid not null references projects (id),
    engagement_id uuid references engagements (id),
    stage text not null,
    -- Whether its cause is there. What staff settled stays settled until its cause went and came back, or it got worse.
    present boolean not null default true,
    severity text not null,
    since_on date not null,
    due_on date not null,
    -- Why, in words without names.
    reason text not null,
    owner_id uuid references people (id),
    snoozed_until date,
    nudged_on date,
    -- Of staff for staff.
    note text not null default '',
    -- Why staff settled it.
    resolution text not null default '',
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint attention_items_subject_key unique (rule, subject_id),
    constraint attention_items_stage_check check (stage in ('open', 'snoozed', 'resolved')),
    constraint attention_items_severity_check check (severity in ('nudge', 'at_risk')),
    constraint attention_items_snoozed_check check ((stage = 'snoozed') = (snoozed_until is not null)),
    constraint attention_items_present_check check (present or stage = 'resolved')
);
create index attention_items_list on attention_items (program_id, stage, severity, due_on, id);
create index attention_items_project on attention_items (project_id);
create index attention_items_asleep on attention_items (program_id, snoozed_until) where stage = 'snoozed';

-- Due rows: what happened since the items were last looked at. Written with each event about a project, and with each
-- change of the program's figures or calendar, which have none. The release before writes none: the daily round finds
-- what it did.
create table attention_marks (
    event_id uuid primary key references events (id),
    program_id uuid not null references programs (id),
    project_id uuid references projects (id)
);
create index attention_marks_program on attention_marks (program_id, event_id);

-- The round over a whole program: on which day it last began, and after which project it goes on; null when it is over.
create table attention_rounds (
    program_id uuid primary key references programs (id),
    last_on date not null,
    after_id uuid
);
