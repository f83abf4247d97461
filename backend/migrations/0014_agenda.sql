-- The calendar feed and reminders.

-- A person's secret address of their calendar, at most one in a program. The secret itself is never stored, only its
-- SHA-256.
create table calendar_feeds (
    program_id uuid not null references programs (id),
    person_id uuid not null references people (id),
    token_hash bytea not null,
    created_at timestamptz not null,
    constraint calendar_feeds_pkey primary key (program_id, person_id),
    constraint calendar_feeds_token_key unique (token_hash)
);

-- How a person wants to be reminded; without a row the defaults of `domain::agenda::Reminders`.
create table reminder_settings (
    person_id uuid primary key references people (id),
    pace text not null,
    -- Minutes after midnight, both or neither.
    quiet_from smallint,
    quiet_until smallint,
    -- A name of the IANA database; null for the program's zone.
    zone text,
    version integer not null default 1,
    updated_at timestamptz not null,
    constraint reminder_settings_pace_check check (pace in ('at_once', 'daily', 'weekly', 'none')),
    constraint reminder_settings_quiet_check check ((quiet_from is null) = (quiet_until is null)
        and quiet_from between 0 and 1439 and quiet_until between 0 and 1439)
);

-- Due rows: when a person's dates are looked at next, and on which of their days they were looked at last.
create table reminder_rounds (
    program_id uuid not null references programs (id),
    person_id uuid not null references people (id),
    next_at timestamptz not null,
    last_on date,
    constraint reminder_rounds_pkey primary key (program_id, person_id)
);
create index reminder_rounds_due on reminder_rounds (program_id, next_at);
