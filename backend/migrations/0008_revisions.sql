-- Changes of published projects. `before` holds the terms as they were published, `draft` those that are asked for;
-- `number` counts the versions of a project, the first published one being 1.
create table project_revisions (
    id uuid primary key,
    project_id uuid not null references projects (id),
    number integer not null,
    stage text not null,
    before jsonb not null,
    draft jsonb not null,
    author_id uuid not null references people (id),
    reviewer_id uuid references people (id),
    -- Why the host asks, and why staff said no.
    reason text not null default '',
    note text not null default '',
    submitted_at timestamptz not null,
    decided_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint project_revisions_number_key unique (project_id, number),
    constraint project_revisions_number_check check (number > 1),
    constraint project_revisions_stage_check check (stage in ('submitted', 'in_effect', 'rejected', 'withdrawn', 'lapsed'))
);
-- One at a time: a second one would change what the first was compared with.
create unique index project_revisions_open_key on project_revisions (project_id) where stage = 'submitted';
create index project_revisions_waiting on project_revisions (submitted_at) where stage = 'submitted';

-- The change a student has to confirm before the host can offer them the project, and the day on which the application
-- lapses without an answer; both empty where nothing has to be confirmed.
alter table applications add column revision_id uuid references project_revisions (id);
alter table applications add column confirm_by date;
alter table applications add constraint applications_confirm_check check ((revision_id is null) = (confirm_by is null));
create index applications_unconfirmed on applications (confirm_by) where confirm_by is not null;
