-- A talk before the decision (workflow.md section 2, interview): the host offers times, the student picks one of them.
create table interviews (
    application_id uuid primary key references applications (id) on delete cascade,
    times timestamptz[] not null,
    minutes integer not null,
    place text not null,
    picked timestamptz,
    none_fits text not null default '',
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint interviews_times_check check (cardinality(times) between 1 and 3),
    constraint interviews_minutes_check check (minutes between 10 and 90),
    constraint interviews_picked_check check (picked is null or picked = any (times))
);
