-- Money of the program that projects may name as their source (Q23). The name stays: projects name it. What is reserved is
-- no column: it follows from the projects that name the fund.
create table funds (
    id uuid primary key,
    program_id uuid not null references programs (id),
    name text not null,
    amount_cents bigint not null,
    first_day date not null,
    last_day date not null,
    department text not null default '',
    college text not null default '',
    term text not null default '',
    archived_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint funds_amount_check check (amount_cents >= 0),
    constraint funds_days_check check (last_day >= first_day)
);
create unique index funds_name_key on funds (program_id, lower(name));
create index projects_fund on projects (program_id, lower(draft ->> 'fund')) where draft ->> 'fund' <> '';
