-- What a form said, as a SHA-256 digest beside its key: the same key with the same answers is a form sent twice, with
-- other answers it is another form. Null for keys of the release before.
alter table command_keys add column form bytea;
