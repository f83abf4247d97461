-- An extension of an engagement: what one side asks to change, and the answers. The agreement as
-- signed stays in engagements.terms; what holds now is in the columns of engagements.
create table extensions (
    id uuid primary key,
    engagement_id uuid not null references engagements (id),
    side text not null,
    proposer_id uuid not null references people (id),
    stage text not null,
    -- The day it entered its stage: answers are waited for from here.
    stage_on date not null,
    end_from date not null,
    end_to date not null,
    minutes_from integer not null,
    minutes_to integer not null,
    fee_from_cents bigint not null,
    fee_to_cents bigint not null,
    reason text not null,
    -- What staff have to decide about, one a line; empty where nothing needs them.
    for_staff text not null default '',
    -- Why it was declined or refused.
    note text not null default '',
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint extensions_side_check check (side in ('student', 'host')),
    constraint extensions_stage_check check (stage in ('proposed', 'agreed', 'in_effect', 'declined', 'refused',
        'withdrawn', 'lapsed')),
    constraint extensions_amounts_check check (minutes_from > 0 and minutes_to > 0 and fee_from_cents >= 0),
    constraint extensions_kept_check check (end_to >= end_from and fee_to_cents >= fee_from_cents),
    constraint extensions_change_check
        check (end_to <> end_from or minutes_to <> minutes_from or fee_to_cents <> fee_from_cents)
);
-- One at a time: two open ones would each change what the other was agreed on.
create unique index extensions_open_key on extensions (engagement_id) where stage in ('proposed', 'agreed');
create index extensions_engagement on extensions (engagement_id, id desc);
create index extensions_waiting on extensions (stage_on) where stage in ('proposed', 'agreed');
