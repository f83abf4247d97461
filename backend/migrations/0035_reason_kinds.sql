-- What every transition stores (workflow.md): the kind of a reason beside its words, for figures about why work ends, and
-- the network somebody acted from, never the machine.
alter table events add column reason_kind text;
alter table events add column network text;

-- Strikes of a student: the no-shows of the last twelve months, as the history has them.
create index events_no_shows on events (student_id, at) where stage_to = 'no_show_student';
