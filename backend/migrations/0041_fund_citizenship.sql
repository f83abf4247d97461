-- Federal and some private money may only pay citizens and permanent residents (Q23).
alter table funds add column citizens_only boolean not null default false;
