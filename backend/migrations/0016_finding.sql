-- Finding projects, and applying to them.

-- Words of the projects that were published, as people write them, with what the text search makes of each: a word of a
-- search that nothing knows is put right by the nearest of these. Written when a project is published; never taken out,
-- because a word that was right once stays a word.
create table search_words (
    program_id uuid not null references programs (id),
    word text not null,
    -- Empty for words the text search leaves out.
    lexeme text not null,
    letters integer generated always as (char_length(word)) stored,
    constraint search_words_pkey primary key (program_id, word)
);
create index search_words_lexeme on search_words (program_id, lexeme);
create index search_words_letters on search_words (program_id, letters) include (word);

insert into search_words (program_id, word, lexeme)
select w.program_id, w.word, coalesce((tsvector_to_array(to_tsvector('english', w.word)))[1], '')
from (select distinct p.program_id, x.word
      from projects p join hosts h on h.id = p.host_id,
          regexp_split_to_table(lower(p.title || ' ' || array_to_string(p.skills, ' ') || ' ' || p.category || ' ' || h.name || ' '
              || coalesce(p.draft ->> 'problem', '')), '[^[:alnum:]]+') as x (word)
      where p.stage = 'published' and length(x.word) between 3 and 30) w
on conflict do nothing;

-- Two answers of the wizard that lists filter by; the database keeps them, so that no writer can forget to.
alter table projects add column campuses text generated always as (lower(coalesce(draft ->> 'campuses', ''))) stored;
alter table projects add column for_credit boolean generated always as
    (coalesce(draft ->> 'classification' = 'unpaid_for_credit', false) or coalesce(draft ->> 'courses', '') <> '') stored;

-- Takes the place of projects_open_facets, with every column a filter reads.
create index projects_open_filters on projects (program_id, apply_by)
    include (category, place, hours_high, weekly_hours, net_per_hour_cents, start_on, end_on, for_credit, campuses, skills,
        published_at, id) where stage = 'published';
drop index projects_open_facets;

-- A search a student wants to do again, as the pairs of its address, and whether new projects that match are told by mail.
create table saved_searches (
    id uuid primary key,
    program_id uuid not null references programs (id),
    student_id uuid not null references people (id),
    name text not null,
    filter jsonb not null,
    alerts boolean not null default true,
    -- What was published until then has been told, or was there when the search was saved.
    seen_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint saved_searches_name_check check (char_length(name) between 1 and 80)
);
create index saved_searches_student on saved_searches (student_id, program_id, created_at);

-- Due rows: when a student's searches are looked at next, at most once a day. `stop_key` stands in the letters and does
-- one thing only: it turns these letters off, for somebody who is not signed in as well.
create table search_rounds (
    program_id uuid not null references programs (id),
    student_id uuid not null references people (id),
    next_at timestamptz not null,
    stop_key text not null,
    constraint search_rounds_pkey primary key (program_id, student_id),
    constraint search_rounds_stop_key unique (stop_key)
);
create index search_rounds_due on search_rounds (program_id, next_at);

-- What a student shows with an application, picked from their profile. Until now hosts read all links of the profile.
alter table applications add column samples text[] not null default '{}';
update applications a set samples = s.links from students s where s.person_id = a.student_id and cardinality(s.links) > 0;

-- Whom the host wants next when an offer is not taken: 1 is the first. Given while the application waits.
alter table applications add column runner_up integer;
alter table applications add constraint applications_runner_up_check check (runner_up between 1 and 20);
create index applications_runners_up on applications (program_id, project_id, runner_up) where runner_up is not null;
