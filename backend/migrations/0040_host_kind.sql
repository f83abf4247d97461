-- What kind of organisation a host is, in its own words; empty while it has not said. Nothing on file tells of the hosts that
-- are here already, so they are asked when their owner next saves the profile, and count as nothing in particular until then.
alter table hosts
    add column kind text not null default '',
    add constraint hosts_kind_check check (kind in ('', 'business', 'nonprofit', 'government', 'campus'));
