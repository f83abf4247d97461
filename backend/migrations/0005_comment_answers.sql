-- Two people may write one draft: who changed it last, and who the last other person was, so that a clash can be told
-- with a name and a time. Both are null for drafts that were kept before.
alter table projects add column edited_by uuid references people (id);
alter table projects add column edited_at timestamptz;
alter table projects add column other_by uuid references people (id);
alter table projects add column other_at timestamptz;

-- A host answers a comment of staff in words; the answer is settled together with it.
alter table project_comments add column answer text not null default '';
alter table project_comments add column answered_by uuid references people (id);
alter table project_comments add column answered_at timestamptz;
