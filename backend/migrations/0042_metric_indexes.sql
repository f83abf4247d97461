-- Metrics read what falls into a period, by program and day.
create index projects_published on projects (program_id, published_at) where published_at is not null;
create index applications_submitted on applications (program_id, submitted_at) where submitted_at is not null;
create index engagements_created on engagements (program_id, created_at);
create index engagements_accepted on engagements (program_id, accepted_at) where accepted_at is not null;
create index payments_settled on payments (program_id, settled_at) where settled_at is not null;
create index reviews_revealed on reviews (revealed_at) where revealed_at is not null;
create index events_submissions on events (program_id, at) where subject = 'project' and command = 'submit';
create index events_decisions on events (program_id, at) include (subject_id, party, id)
    where subject = 'application' and command in ('offer', 'not_select');
