-- Exam periods and holidays are kept when they are taken out: who did, and when. Those that came with the program name nobody.
alter table exam_periods
    add column created_by uuid,
    add column created_at timestamptz,
    add column removed_by uuid,
    add column removed_at timestamptz;

alter table holidays
    add column created_by uuid,
    add column created_at timestamptz,
    add column removed_by uuid,
    add column removed_at timestamptz;

-- Wage floors of states, and of cities and counties in them (place is empty for a whole state). Takes the place of
-- state_floors, which the release before still reads; a later migration drops it.
create table wage_floors (
    program_id uuid not null references programs (id),
    state text not null,
    place text not null default '',
    valid_from date not null,
    cents bigint not null,
    source text not null,
    created_by uuid,
    created_at timestamptz,
    removed_by uuid,
    removed_at timestamptz,
    primary key (program_id, state, place, valid_from),
    constraint wage_floors_state_check check (length(state) = 2),
    constraint wage_floors_federal_check check (cents >= 725)
);

insert into wage_floors (program_id, state, valid_from, cents, source)
select program_id, state, valid_from, greatest(cents, 725), source from state_floors;
