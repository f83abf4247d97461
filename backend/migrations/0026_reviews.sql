-- Reviews by sentences instead of stars, versions of what was changed before the other side read it.

-- The chosen levels by the keys of the items. A review without them is older: its stars are in `ratings`, which is empty for
-- newer ones, so that the release before shows those without any.
alter table reviews add column levels jsonb;

-- What a review said before its author changed it; `number` is the version of the review it was.
create table review_versions (
    review_id uuid not null references reviews (id),
    number integer not null,
    levels jsonb,
    ratings jsonb not null,
    strengths text not null,
    improvement text not null,
    again boolean,
    note_to_staff text not null,
    sent_at timestamptz not null,
    constraint review_versions_pkey primary key (review_id, number)
);

-- The one answer to a review, by the side it is about. Hidden words are kept for the record and shown to nobody.
create table review_replies (
    review_id uuid primary key references reviews (id),
    author_id uuid not null references people (id),
    body text not null,
    hidden_at timestamptz,
    hidden_reason text not null default '',
    created_at timestamptz not null
);
alter table reviews add column hidden_at timestamptz, add column hidden_reason text not null default '';

-- Texts that the other side calls abusive: each once, then the decision of staff holds.
create table review_flags (
    id uuid primary key,
    program_id uuid not null references programs (id),
    review_id uuid not null references reviews (id),
    text text not null,
    side text not null,
    reporter_id uuid not null references people (id),
    stage text not null,
    reason text not null,
    decider_id uuid references people (id),
    decision text not null default '',
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint review_flags_text_key unique (review_id, text),
    constraint review_flags_text_check check (text in ('review', 'reply')),
    constraint review_flags_side_check check (side in ('student', 'host')),
    constraint review_flags_stage_check check (stage in ('open', 'hidden', 'kept'))
);
create index review_flags_open on review_flags (program_id, created_at) where stage = 'open';
