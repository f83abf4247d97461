-- Programs, their dated policy and their calendar.

create table programs (
    id uuid primary key,
    slug text not null,
    name text not null,
    institution text not null,
    zone text not null,
    created_at timestamptz not null,
    constraint programs_slug_key unique (slug),
    constraint programs_slug_check check (slug ~ '^[a-z0-9-]{2,40}$')
);

-- One figure from one day on; the newest valid_from that is not in the future counts.
create table policies (
    program_id uuid not null references programs (id),
    name text not null,
    valid_from date not null,
    value bigint not null,
    source text not null,
    created_by uuid,
    created_at timestamptz not null,
    primary key (program_id, name, valid_from)
);

create table holidays (
    program_id uuid not null references programs (id),
    day date not null,
    name text not null,
    primary key (program_id, day)
);

-- People, how they sign in, and what they may do.

create table people (
    id uuid primary key,
    email text not null,
    name text not null,
    password_hash text,
    email_confirmed_at timestamptz,
    standing text not null default 'active',
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint people_email_key unique (email),
    constraint people_email_check check (email = lower(email) and length(email) between 3 and 254),
    constraint people_standing_check check (standing in ('active', 'restricted', 'suspended'))
);
create index people_name on people (lower(name), id);

create table program_roles (
    program_id uuid not null references programs (id),
    person_id uuid not null references people (id),
    role text not null,
    created_at timestamptz not null,
    primary key (program_id, person_id, role),
    constraint program_roles_role_check check (role in ('student', 'faculty', 'staff', 'finance', 'dso', 'admin'))
);
create index program_roles_person on program_roles (person_id);

-- The token itself is never stored, only its SHA-256.
create table sessions (
    token_hash bytea primary key,
    person_id uuid not null references people (id),
    user_agent text not null default '',
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz not null
);
create index sessions_person on sessions (person_id);
create index sessions_expiry on sessions (expires_at);

create table email_tokens (
    token_hash bytea primary key,
    person_id uuid not null references people (id),
    purpose text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint email_tokens_purpose_check check (purpose in ('confirm_email', 'reset_password'))
);
create index email_tokens_person on email_tokens (person_id);

-- Failed sign-ins by account and by address, for throttling on every server alike.
create table sign_in_failures (
    id uuid primary key,
    throttle_key text not null,
    at timestamptz not null
);
create index sign_in_failures_key on sign_in_failures (throttle_key, at);

-- A form sent twice acts once: the key comes with the form, the row with the write.
create table command_keys (
    person_id uuid not null references people (id),
    key uuid not null,
    created_at timestamptz not null,
    primary key (person_id, key)
);
create index command_keys_age on command_keys (created_at);

create table students (
    person_id uuid primary key references people (id),
    program_id uuid not null references programs (id),
    school text not null default '',
    about text not null default '',
    skills text[] not null default '{}',
    weekly_hours integer not null default 10,
    needs_work_authorization boolean not null default false,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint students_weekly_hours_check check (weekly_hours between 1 and 60)
);
create index students_program on students (program_id);

-- Host organisations, their members, and where they stand with each program.

create table hosts (
    id uuid primary key,
    name text not null,
    website text not null default '',
    about text not null default '',
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create table host_members (
    host_id uuid not null references hosts (id),
    person_id uuid not null references people (id),
    role text not null,
    created_at timestamptz not null,
    primary key (host_id, person_id),
    constraint host_members_role_check check (role in ('owner', 'supervisor'))
);
create index host_members_person on host_members (person_id);

create table host_standings (
    program_id uuid not null references programs (id),
    host_id uuid not null references hosts (id),
    stage text not null,
    note text not null default '',
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (program_id, host_id),
    constraint host_standings_stage_check
        check (stage in ('invited', 'pending', 'needs_info', 'verified', 'watch', 'suspended', 'rejected'))
);
create index host_standings_host on host_standings (host_id);

-- Projects. `draft` holds the wizard's answers, `reviewed` those that staff last sent back; the columns beside them are
-- what lists and rules read.

create table projects (
    id uuid primary key,
    program_id uuid not null references programs (id),
    host_id uuid not null references hosts (id),
    author_id uuid not null references people (id),
    reviewer_id uuid references people (id),
    stage text not null,
    draft jsonb not null,
    reviewed jsonb,
    score integer not null default 0,
    blocking integer not null default 0,
    title text not null default '',
    category text not null default '',
    place text not null default 'remote',
    skills text[] not null default '{}',
    hours_low integer,
    hours_high integer,
    weekly_hours integer,
    amount_cents bigint,
    net_cents bigint,
    net_per_hour_cents bigint,
    seats integer not null default 1,
    start_on date,
    end_on date,
    apply_by date,
    decide_by date,
    reopened boolean not null default false,
    note text not null default '',
    submitted_at timestamptz,
    published_at timestamptz,
    search tsvector not null default ''::tsvector,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint projects_stage_check check (stage in ('draft', 'submitted', 'in_review', 'changes_requested',
        'awaiting_host_acceptance', 'approved', 'published', 'paused', 'selection', 'filled', 'in_progress',
        'completed', 'cancelled', 'expired', 'rejected', 'archived')),
    constraint projects_seats_check check (seats between 1 and 20),
    -- Nothing can be open to students without hours, pay and dates.
    constraint projects_published_check check (stage not in ('published', 'selection', 'filled', 'in_progress')
        or (hours_low is not null and hours_high is not null and amount_cents is not null and net_cents is not null
            and net_per_hour_cents is not null and start_on is not null and end_on is not null
            and apply_by is not null and decide_by is not null and published_at is not null and title <> ''))
);
create index projects_host on projects (host_id, updated_at desc);
create index projects_open on projects (program_id, published_at desc, id desc) where stage = 'published';
create index projects_open_pay on projects (program_id, net_per_hour_cents desc, id desc) where stage = 'published';
create index projects_open_apply_by on projects (program_id, apply_by, id) where stage = 'published';
create index projects_queue on projects (program_id, submitted_at) where stage in ('submitted', 'in_review');
create index projects_timer on projects (apply_by) where stage in ('published', 'selection');
create index projects_stage on projects (program_id, stage, updated_at desc);
create index projects_search on projects using gin (search) where stage = 'published';
create index projects_skills on projects using gin (skills) where stage = 'published';

-- What staff ask a host to change, field by field.
create table project_comments (
    id uuid primary key,
    project_id uuid not null references projects (id),
    author_id uuid not null references people (id),
    field text not null,
    body text not null,
    created_at timestamptz not null,
    settled_at timestamptz
);
create index project_comments_project on project_comments (project_id, created_at);

create table applications (
    id uuid primary key,
    program_id uuid not null references programs (id),
    project_id uuid not null references projects (id),
    student_id uuid not null references people (id),
    stage text not null,
    statement text not null default '',
    answers jsonb not null default '[]',
    decision_due date,
    offer_expires_at timestamptz,
    extended boolean not null default false,
    reason text not null default '',
    submitted_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint applications_once_key unique (project_id, student_id),
    constraint applications_stage_check check (stage in ('draft', 'submitted', 'shortlisted', 'interview', 'offered',
        'accepted', 'ineligible', 'withdrawn', 'not_selected', 'declined', 'offer_expired', 'closed')),
    constraint applications_offer_check check (stage <> 'offered' or offer_expires_at is not null)
);
create index applications_student on applications (student_id, updated_at desc);
create index applications_waiting on applications (decision_due) where stage in ('submitted', 'shortlisted', 'interview');
create index applications_offers on applications (offer_expires_at) where stage = 'offered';
create index applications_program_stage on applications (program_id, stage);

-- One student on one project. `terms` is the agreement as signed and never changes afterwards.
create table engagements (
    id uuid primary key,
    program_id uuid not null references programs (id),
    host_id uuid not null references hosts (id),
    project_id uuid not null references projects (id),
    application_id uuid not null references applications (id),
    student_id uuid not null references people (id),
    stage text not null,
    terms jsonb not null,
    planned_minutes integer not null,
    fee_cents bigint not null,
    start_on date not null,
    end_on date not null,
    classification text not null,
    -- Why the student is that to the payer; empty until staff have written it down.
    classification_note text not null default '',
    work_authorization text not null default 'not_needed',
    authorized_until date,
    kickoff_on date,
    learning_goals text not null default '',
    student_signed_at timestamptz,
    student_signature text,
    host_signed_at timestamptz,
    host_signature text,
    program_signed_at timestamptz,
    program_signature text,
    student_started_at timestamptz,
    host_started_at timestamptz,
    started_at timestamptz,
    reflection text not null default '',
    revision_round integer not null default 0,
    revision_note text not null default '',
    at_risk boolean not null default false,
    submitted_at timestamptz,
    accepted_at timestamptz,
    closed_at timestamptz,
    reason text not null default '',
    -- The day it entered its stage: what waits in it is counted from here.
    stage_on date not null,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint engagements_application_key unique (application_id),
    constraint engagements_stage_check check (stage in ('onboarding', 'in_progress', 'submitted', 'in_acceptance',
        'accepted', 'paid', 'completed', 'paused', 'no_show_student', 'no_show_host', 'cancelled', 'disputed',
        'terminated', 'incomplete', 'lapsed')),
    constraint engagements_authorization_check check (work_authorization in ('not_needed', 'needed', 'cleared')),
    constraint engagements_classification_check
        check (classification in ('contractor', 'employee', 'stipend', 'unpaid_for_credit')),
    constraint engagements_amounts_check check (planned_minutes > 0 and fee_cents >= 0),
    -- Nobody works before all three have signed.
    constraint engagements_signed_check check (stage in ('onboarding', 'lapsed', 'cancelled', 'no_show_student', 'no_show_host')
        or (student_signed_at is not null and host_signed_at is not null and program_signed_at is not null
            and work_authorization <> 'needed'))
);
create index engagements_student on engagements (student_id, updated_at desc);
create index engagements_host on engagements (host_id, updated_at desc);
create index engagements_project on engagements (project_id);
create index engagements_program_stage on engagements (program_id, stage, updated_at desc);

create table milestones (
    id uuid primary key,
    engagement_id uuid not null references engagements (id),
    position integer not null,
    name text not null,
    due_on date not null,
    planned_minutes integer not null default 0,
    stage text not null,
    deliverable_text text not null default '',
    deliverable_link text not null default '',
    note text not null default '',
    submitted_at timestamptz,
    decided_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint milestones_position_key unique (engagement_id, position),
    constraint milestones_stage_check check (stage in ('draft', 'submitted', 'accepted', 'changes_requested'))
);

create table timesheets (
    id uuid primary key,
    engagement_id uuid not null references engagements (id),
    week date not null,
    stage text not null,
    minutes integer not null default 0,
    submitted_at timestamptz,
    submitted_on date,
    decided_at timestamptz,
    decided_by uuid references people (id),
    note text not null default '',
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint timesheets_week_key unique (engagement_id, week),
    constraint timesheets_week_check check (extract(isodow from week) = 1),
    constraint timesheets_stage_check check (stage in ('open', 'submitted', 'returned', 'approved')),
    constraint timesheets_minutes_check check (minutes between 0 and 10080),
    constraint timesheets_submitted_check check (stage <> 'submitted' or submitted_on is not null)
);
create index timesheets_waiting on timesheets (submitted_on) where stage = 'submitted';

create table time_entries (
    id uuid primary key,
    timesheet_id uuid not null references timesheets (id),
    day date not null,
    minutes integer not null,
    description text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint time_entries_minutes_check check (minutes between 1 and 1440),
    constraint time_entries_description_check check (length(description) between 15 and 500)
);
create index time_entries_sheet on time_entries (timesheet_id, day);

create table check_ins (
    id uuid primary key,
    engagement_id uuid not null references engagements (id),
    week date not null,
    side text not null,
    author_id uuid not null references people (id),
    went_well text not null,
    next_steps text not null,
    blocked text not null default '',
    created_at timestamptz not null,
    constraint check_ins_once_key unique (engagement_id, week, side),
    constraint check_ins_side_check check (side in ('student', 'host'))
);

create table payments (
    id uuid primary key,
    program_id uuid not null references programs (id),
    engagement_id uuid not null references engagements (id),
    amount_cents bigint not null,
    stage text not null,
    reference text not null default '',
    note text not null default '',
    ready_at timestamptz,
    settled_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint payments_amount_check check (amount_cents >= 0),
    constraint payments_stage_check check (stage in ('planned', 'encumbered', 'ready', 'approved', 'batched', 'submitted',
        'settled', 'on_hold', 'returned', 'voided', 'reversed')),
    constraint payments_settled_check check (stage <> 'settled' or (reference <> '' and settled_at is not null))
);
create index payments_engagement on payments (engagement_id);
create index payments_program_stage on payments (program_id, stage, updated_at);

create table reviews (
    id uuid primary key,
    engagement_id uuid not null references engagements (id),
    side text not null,
    author_id uuid references people (id),
    stage text not null,
    ratings jsonb not null default '{}',
    strengths text not null default '',
    improvement text not null default '',
    again boolean,
    note_to_staff text not null default '',
    closes_on date not null,
    submitted_at timestamptz,
    revealed_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint reviews_side_key unique (engagement_id, side),
    constraint reviews_side_check check (side in ('student', 'host')),
    constraint reviews_stage_check check (stage in ('draft', 'submitted', 'revealed', 'lapsed'))
);
create index reviews_closing on reviews (closes_on) where stage in ('draft', 'submitted');

-- Append-only history: who, when, what, old state, new state, reason, under which policy.
create table events (
    id uuid primary key,
    program_id uuid not null references programs (id),
    host_id uuid references hosts (id),
    student_id uuid references people (id),
    project_id uuid references projects (id),
    subject text not null,
    subject_id uuid not null,
    command text not null,
    party text not null,
    actor_id uuid references people (id),
    stage_from text,
    stage_to text,
    reason text,
    policy_version date not null,
    at timestamptz not null
);
create index events_program on events (program_id, id desc);
create index events_subject on events (subject_id, id desc);

-- Mail to be sent: written in the transaction of the event it tells of.
create table mails (
    id uuid primary key,
    program_id uuid references programs (id),
    to_name text not null,
    to_email text not null,
    subject text not null,
    body_text text not null,
    body_html text not null,
    dedupe_key text,
    attempts integer not null default 0,
    send_after timestamptz not null,
    lease_until timestamptz,
    sent_at timestamptz,
    last_error text not null default '',
    created_at timestamptz not null,
    constraint mails_dedupe_key unique (dedupe_key)
);
create index mails_due on mails (send_after) where sent_at is null;
create index mails_recent on mails (id desc);
