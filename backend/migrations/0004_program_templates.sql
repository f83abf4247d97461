-- Templates a program makes of its finished projects, and which template a project began from.

create table program_templates (
    id uuid primary key,
    program_id uuid not null references programs (id),
    -- The finished project it was made of. Its names are not in `draft`.
    project_id uuid not null references projects (id),
    author_id uuid not null references people (id),
    stage text not null,
    title text not null,
    category text not null default '',
    needs text[] not null default '{}',
    weeks integer not null,
    draft jsonb not null,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint program_templates_stage_check check (stage in ('prepared', 'published', 'retired')),
    constraint program_templates_weeks_check check (weeks between 1 and 26),
    -- No host finds one without a title or a need.
    constraint program_templates_published_check
        check (stage <> 'published' or (title <> '' and cardinality(needs) > 0))
);
-- One at a time of each project.
create unique index program_templates_open_key on program_templates (project_id) where stage <> 'retired';
create index program_templates_program on program_templates (program_id, stage, updated_at desc);

-- The template's key, out of the answers: the database keeps it, so that no writer can forget to.
alter table projects add column template text generated always as (draft -> 'fit' ->> 'template') stored;
-- How the projects of a template ended, the newest first.
create index projects_outcomes on projects (program_id, template, updated_at desc)
    where stage in ('completed', 'cancelled') and published_at is not null;
