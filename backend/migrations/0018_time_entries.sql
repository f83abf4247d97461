-- Time that is written on several devices, also without a network.

-- When an entry began, in minutes of the day, where that was said; and which change of it a device has seen.
alter table time_entries add column starts integer;
alter table time_entries add column version integer not null default 1;
alter table time_entries add constraint time_entries_starts_check
    check (starts is null or (starts >= 0 and starts + minutes <= 1440));

-- Entries that were taken out, for the undo and for a device that comes back later. Forgotten after a while.
create table removed_time_entries (
    id uuid primary key,
    timesheet_id uuid not null references timesheets (id),
    day date not null,
    minutes integer not null,
    starts integer,
    description text not null,
    version integer not null,
    removed_at timestamptz not null
);
create index removed_time_entries_age on removed_time_entries (removed_at);
create index removed_time_entries_sheet on removed_time_entries (timesheet_id);

-- Sessions a person ended on every device: the next answer to such a cookie empties what the device has kept.
create table ended_sessions (
    token_hash bytea primary key,
    ended_at timestamptz not null
);
create index ended_sessions_age on ended_sessions (ended_at);
