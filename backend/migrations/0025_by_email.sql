-- Links in letters by which a host acts without signing in. Of the secret only its SHA-256 is kept. A link is bound to one
-- person, one deed and one state of what it is about; it is used up in the transaction of the deed.
create table email_deeds (
    token_hash bytea primary key,
    program_id uuid not null references programs (id),
    person_id uuid not null references people (id),
    engagement_id uuid not null references engagements (id),
    deed text not null,
    subject_id uuid not null,
    subject_version integer not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint email_deeds_deed_check check (deed in ('approve_week', 'accept_milestone', 'answer_check_in'))
);
create index email_deeds_age on email_deeds (expires_at);
