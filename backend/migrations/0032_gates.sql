-- What the gates of the scope check (Q18, Q19) bring before the start: a check or insurance that staff record in words, and
-- an agreement on data that the student confirms. Engagements of the release before have neither.
alter table engagements
    add column safety_gate text not null default 'not_needed',
    add column safety_note text not null default '',
    add column data_gate text not null default 'not_needed',
    add column data_terms text not null default '',
    add column data_agreed_at timestamptz,
    add constraint engagements_safety_gate_check check (safety_gate in ('not_needed', 'open', 'done')),
    add constraint engagements_data_gate_check check (data_gate in ('not_needed', 'open', 'done'));
