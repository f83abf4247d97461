-- The student's profile in parts. `students.skills` stays the list of names in the student's order, which lists and rules
-- read; how well and where one can see it stand beside it. `free_week` is a bit for each of seven days' seven parts.
alter table students add column interests text[] not null default '{}';
alter table students add column courses text[] not null default '{}';
alter table students add column links text[] not null default '{}';
alter table students add column languages jsonb not null default '[]';
alter table students add column free_week bigint not null default 0;
alter table students add constraint students_free_week_check check (free_week >= 0);

create table student_skills (
    student_id uuid not null references people (id),
    name text not null,
    -- 1 is learning it, 2 has done it with help, 3 does it alone, 4 can show others; null where it was not said.
    level smallint,
    evidence text not null default '',
    primary key (student_id, name),
    constraint student_skills_level_check check (level between 1 and 4)
);

-- Never shown to a host. Of these, rules read only whether work must be cleared first, which stands in students.
create table student_private (
    person_id uuid primary key references people (id),
    access_needs text not null default '',
    work_status text not null default 'unsaid',
    ends_on date,
    updated_at timestamptz not null,
    constraint student_private_work_status_check check (work_status in ('unsaid', 'free', 'f1', 'j1', 'other'))
);

-- For totals alone, and apart from everything: no query but the student's own profile reads it.
create table student_demographics (
    person_id uuid primary key references people (id),
    first_generation text,
    gender text,
    origins text[] not null default '{}',
    disability text,
    updated_at timestamptz not null,
    constraint student_demographics_first_generation_check check (first_generation in ('yes', 'no')),
    constraint student_demographics_gender_check check (gender in ('woman', 'man', 'non_binary', 'other')),
    constraint student_demographics_disability_check check (disability in ('yes', 'no'))
);

-- Skills a program added to the vocabulary that comes with the product.
create table program_skills (
    id uuid primary key,
    program_id uuid not null references programs (id),
    name text not null,
    also text[] not null default '{}',
    created_by uuid references people (id),
    created_at timestamptz not null
);
create unique index program_skills_name_key on program_skills (program_id, lower(name));
