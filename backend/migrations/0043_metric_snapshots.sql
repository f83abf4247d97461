-- Figures as they were told once: a report is made of these alone, so that it says the same a year later.
create table metric_snapshots (
    id uuid primary key,
    program_id uuid not null references programs (id),
    taken_at timestamptz not null,
    taken_by uuid references people (id),
    first_day date not null,
    last_day date not null,
    category text not null default '',
    host_kind text not null default '',
    least_students integer not null,
    definition_version integer not null,
    figures jsonb not null,
    constraint metric_snapshots_days_check check (last_day >= first_day)
);
create index metric_snapshots_program on metric_snapshots (program_id, id desc);
