-- Portfolios: finished work as its student shows it, within what the host allows.

-- A student's own words, the order of the entries, and the public link. The secret in the link is never stored, only its
-- SHA-256; without one the portfolio is private.
create table portfolios (
    program_id uuid not null references programs (id),
    student_id uuid not null references people (id),
    headline text not null default '',
    introduction text not null default '',
    entry_order uuid[] not null default '{}',
    token_hash bytea,
    link_made_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint portfolios_pkey primary key (program_id, student_id),
    constraint portfolios_token_key unique (token_hash),
    constraint portfolios_link_check check ((token_hash is null) = (link_made_at is null))
);

-- What a host allows its student to show, and when the student last asked. Without a row: nothing.
create table work_showings (
    engagement_id uuid primary key references engagements (id),
    scope text not null default 'nothing',
    asked_at timestamptz,
    decided_at timestamptz,
    decided_by uuid references people (id),
    constraint work_showings_scope_check check (scope in ('nothing', 'work', 'work_and_quote'))
);

-- What a student does with one entry; without a row it is shown, with the host's words where the host allows them.
create table portfolio_entries (
    engagement_id uuid primary key references engagements (id),
    hidden boolean not null default false,
    quoted boolean not null default true,
    updated_at timestamptz not null
);

-- Résumé lines a student wrote in place of those that are made of the agreement.
create table portfolio_lines (
    engagement_id uuid not null references engagements (id),
    place smallint not null,
    text text not null,
    updated_at timestamptz not null,
    constraint portfolio_lines_pkey primary key (engagement_id, place),
    constraint portfolio_lines_text_check check (char_length(text) between 10 and 400)
);

-- Secrets of this installation, made by the program when it needs one: `forms` is the key of the digests in command_keys.
create table server_secrets (
    name text primary key,
    value bytea not null,
    created_at timestamptz not null
);
-- What a form said, as an HMAC under that key: whoever holds this table alone cannot test guesses of it. `form`, a digest
-- without a key, is written by the release before and read by nothing any more; it is dropped with the next one.
alter table command_keys add column answers bytea;
update command_keys set form = null where form is not null;

-- The words near a misspelled one are read in order: this index has them so.
create index search_words_nearby on search_words (program_id, letters, word);
drop index search_words_letters;
