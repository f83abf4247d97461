-- An offer that was not taken while a runner-up waited: the next offer is owed until somebody makes it.
alter table applications add column owes_offer boolean not null default false;
create index applications_owed on applications (project_id) where owes_offer;
