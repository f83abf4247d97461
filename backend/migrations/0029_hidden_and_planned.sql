-- Who hid a project: what staff or the program hid, its host does not show again.
alter table projects add column hidden_by text check (hidden_by in ('host', 'staff', 'system'));

-- The day an approved project is published, where its reviewer chose one (workflow.md section 1, publish_at).
alter table projects add column publish_on date;
create index projects_planned on projects (program_id, publish_on) where stage = 'approved';

-- Drafts of faculty and staff, for the people who wrote them.
create index projects_author on projects (author_id, updated_at desc);
