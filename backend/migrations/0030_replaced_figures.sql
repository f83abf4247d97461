-- Figures that were set anew for the same day. In policies stands what is valid, one for each day; here what stood there
-- before. The release before replaces without a row here.
create table replaced_policies (
    id uuid primary key,
    program_id uuid not null references programs (id),
    name text not null,
    valid_from date not null,
    value bigint not null,
    source text not null,
    created_by uuid,
    created_at timestamptz not null,
    replaced_at timestamptz not null
);
create index replaced_policies_figure on replaced_policies (program_id, name, valid_from, replaced_at);
