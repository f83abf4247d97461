-- Exam periods: a project that ends in one is warned of it, and the wizard's calendar shows them.
create table exam_periods (
    program_id uuid not null references programs (id),
    first_day date not null,
    last_day date not null,
    name text not null,
    primary key (program_id, first_day),
    constraint exam_periods_order_check check (last_day >= first_day)
);

-- Wage floors of states where they are above the program's, by the day they begin to hold.
create table state_floors (
    program_id uuid not null references programs (id),
    state text not null,
    valid_from date not null,
    cents bigint not null,
    source text not null,
    primary key (program_id, state, valid_from),
    constraint state_floors_state_check check (length(state) = 2)
);
