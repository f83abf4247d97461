-- What an open page of the wizard knew when it was kept last: whoever comes back to it by the back button does not clash with
-- their own answers. Kept for two days.
create table draft_pages (
    project_id uuid not null references projects (id) on delete cascade,
    page_id uuid not null,
    base text not null,
    saved_at timestamptz not null,
    constraint draft_pages_pkey primary key (project_id, page_id)
);
