-- Onboarding: what a program asks for, the text of the agreement with its signatures, training and surveys.

-- The defaults are what every engagement before this release was asked for. The release before knows neither and goes on.
alter table engagements
    add column required text[] not null default '{kickoff,goals}',
    -- Keys of training modules its student must pass.
    add column modules text[] not null default '{}',
    add column tax_form text not null default 'open',
    -- Which form and where it is, never its number.
    add column tax_note text not null default '',
    -- Whose goals wait for the other side; null where there are none, or both agree.
    add column goals_by text,
    -- Minutes after midnight in the program's zone.
    add column kickoff_minute smallint,
    add column kickoff_place text not null default '',
    add column authorized_from date,
    add column authorized_hours integer,
    add constraint engagements_tax_form_check check (tax_form in ('open', 'handed_in', 'on_file', 'routed')),
    add constraint engagements_goals_by_check check (goals_by in ('student', 'host')),
    add constraint engagements_kickoff_check check (kickoff_minute between 0 and 1439),
    add constraint engagements_authorized_hours_check check (authorized_hours between 1 and 60);

-- What a program asks for besides the signatures; the highest number holds for engagements that open from then on.
create table onboarding_rules (
    id uuid primary key,
    program_id uuid not null references programs (id),
    number integer not null,
    required text[] not null,
    modules text[] not null,
    author_id uuid references people (id),
    created_at timestamptz not null,
    constraint onboarding_rules_number_key unique (program_id, number)
);

-- The program's own clauses of its agreements; the highest number holds. Without a row: those of the product.
create table agreement_clauses (
    id uuid primary key,
    program_id uuid not null references programs (id),
    number integer not null,
    body text not null,
    -- Why they were changed.
    note text not null,
    author_id uuid references people (id),
    created_at timestamptz not null,
    constraint agreement_clauses_number_key unique (program_id, number)
);

-- Every text of one engagement's agreement. A row never changes; the highest number holds.
create table agreement_versions (
    id uuid primary key,
    engagement_id uuid not null references engagements (id),
    number integer not null,
    kind text not null,
    -- The number of the program's clauses in it; 0 for those of the product.
    clauses integer not null,
    body text not null,
    -- Of exactly this body, in hexadecimal.
    sha256 text not null,
    reason text not null default '',
    created_at timestamptz not null,
    constraint agreement_versions_number_key unique (engagement_id, number),
    constraint agreement_versions_kind_check check (kind in ('first', 'change', 'extension')),
    constraint agreement_versions_sha256_check check (length(sha256) = 64)
);

-- Who signed which text, how, and from which network (never from which machine).
create table agreement_signatures (
    version_id uuid not null references agreement_versions (id),
    side text not null,
    -- Who typed it, or who recorded the paper; null for what was approved as an extension.
    person_id uuid references people (id),
    name text not null,
    way text not null,
    network text not null default '',
    note text not null default '',
    created_at timestamptz not null,
    constraint agreement_signatures_pkey primary key (version_id, side),
    constraint agreement_signatures_side_check check (side in ('student', 'host', 'program')),
    constraint agreement_signatures_way_check check (way in ('typed', 'paper', 'approved'))
);

-- The best result of a person in a training module; it counts for every engagement.
create table training_results (
    person_id uuid not null references people (id),
    module text not null,
    version integer not null,
    right_answers smallint not null,
    -- The chosen places, so that the page can explain them.
    chosen smallint[] not null,
    passed boolean not null,
    tries integer not null default 1,
    updated_at timestamptz not null,
    constraint training_results_pkey primary key (person_id, module)
);

-- Answers to a survey, by the keys of its items: before and after the same work, so that they can be paired.
create table survey_answers (
    id uuid primary key,
    kind text not null,
    version integer not null,
    person_id uuid not null references people (id),
    engagement_id uuid not null references engagements (id),
    answers jsonb not null,
    created_at timestamptz not null,
    constraint survey_answers_once_key unique (engagement_id, person_id, kind),
    constraint survey_answers_kind_check check (kind in ('pre', 'post'))
);
