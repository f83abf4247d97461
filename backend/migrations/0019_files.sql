-- Files: résumés, and the parts of deliverables. The content lies in the file store under the file's id.

-- Each time a deliverable is handed in, its words, link and files become a version that stays.
create table hand_ins (
    id uuid primary key,
    milestone_id uuid not null references milestones (id),
    version integer not null,
    text text not null default '',
    link text not null default '',
    created_at timestamptz not null,
    constraint hand_ins_version_key unique (milestone_id, version),
    constraint hand_ins_version_check check (version >= 1)
);

-- What was handed in before there were versions is the first one.
insert into hand_ins (id, milestone_id, version, text, link, created_at)
select id, id, 1, deliverable_text, deliverable_link, submitted_at from milestones where submitted_at is not null;

-- A file whose content is complete. Until it is put to use (`used_at`: it became the résumé, or was handed in) only its owner
-- knows of it. `removed_at` is when its owner took it away; `gone_at` when its content was deleted.
create table files (
    id uuid primary key,
    program_id uuid not null references programs (id),
    owner_id uuid not null references people (id),
    kind text not null,
    -- The milestone a deliverable belongs to.
    milestone_id uuid references milestones (id),
    hand_in_id uuid references hand_ins (id),
    name text not null,
    -- By the content, never by what a browser said.
    content_type text not null,
    size_bytes bigint not null,
    sha256 bytea not null,
    scan text not null default 'not_scanned',
    -- When the scan is tried next, after tries that failed.
    scan_at timestamptz not null,
    scan_tries integer not null default 0,
    used_at timestamptz,
    removed_at timestamptz,
    gone_at timestamptz,
    created_at timestamptz not null,
    constraint files_kind_check check (kind in ('resume', 'deliverable')),
    constraint files_subject_check check ((kind = 'deliverable') = (milestone_id is not null)),
    constraint files_hand_in_check check (hand_in_id is null or (milestone_id is not null and used_at is not null)),
    constraint files_name_check check (char_length(name) between 1 and 200),
    constraint files_size_check check (size_bytes > 0),
    constraint files_scan_check check (scan in ('not_scanned', 'clean', 'infected'))
);
-- A student has one résumé at a time.
create unique index files_resume_key on files (owner_id) where kind = 'resume' and used_at is not null and removed_at is null;
create index files_owner on files (owner_id, kind) where gone_at is null;
create index files_milestone on files (milestone_id, owner_id) where milestone_id is not null;
create index files_hand_in on files (hand_in_id) where hand_in_id is not null;
create index files_to_scan on files (program_id, scan_at) where scan = 'not_scanned' and gone_at is null;
create index files_to_delete on files (program_id, removed_at) where removed_at is not null and gone_at is null;
create index files_left on files (program_id, created_at) where used_at is null and removed_at is null;

-- Every upload has a row before its first byte is stored, so that nothing lies in the store of which no row knows. Its id is
-- the file's.
create table uploads (
    id uuid primary key,
    program_id uuid not null references programs (id),
    owner_id uuid not null references people (id),
    kind text not null,
    milestone_id uuid references milestones (id),
    name text not null,
    -- As announced.
    size_bytes bigint not null,
    -- In pieces: how much has been stored. Zero for one that comes in one request.
    received_bytes bigint not null default 0,
    -- In pieces: what tells two files of one name and size apart, such as when the file was last changed; null in one request.
    mark text,
    finished_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint uploads_kind_check check (kind in ('resume', 'deliverable')),
    constraint uploads_subject_check check ((kind = 'deliverable') = (milestone_id is not null)),
    constraint uploads_size_check check (size_bytes > 0 and received_bytes between 0 and size_bytes)
);
create index uploads_owner on uploads (owner_id, created_at);
create index uploads_stale on uploads (program_id, updated_at);

-- What both sides say about a deliverable; kept on the record. `hand_in_id` is the version they had before them.
create table deliverable_comments (
    id uuid primary key,
    milestone_id uuid not null references milestones (id),
    hand_in_id uuid references hand_ins (id),
    author_id uuid not null references people (id),
    party text not null,
    text text not null,
    created_at timestamptz not null,
    constraint deliverable_comments_party_check check (party in ('student', 'host', 'staff')),
    constraint deliverable_comments_text_check check (char_length(text) between 1 and 2000)
);
create index deliverable_comments_milestone on deliverable_comments (milestone_id, created_at);

-- The résumé that was sent with an application, as it was then.
alter table applications add column resume_id uuid references files (id);
create index applications_resume on applications (resume_id) where resume_id is not null;
