-- Choosing among applicants: what each reviewer of a host gives an application, by the criteria of its project.

-- One sheet of a reviewer. `scores` keeps each criterion with its score, as it was read.
create table application_scores (
    application_id uuid not null references applications (id),
    reviewer_id uuid not null references people (id),
    scores jsonb not null,
    note text not null default '',
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint application_scores_pkey primary key (application_id, reviewer_id),
    constraint application_scores_note_check check (char_length(note) <= 1000)
);
