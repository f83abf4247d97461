-- What staff look at before a host's first project is shown: where it can be found, and its number with the tax office
-- (nine digits, `121234567` for 12-1234567; empty while it is not known). Staff and the host itself read the whole number.
alter table hosts add column ein text not null default '';
alter table hosts add column address text not null default '';
alter table hosts add constraint hosts_ein_check check (ein = '' or ein ~ '^[0-9]{9}$');
