-- A seat is given by an offer and taken by its acceptance, and is free again when the engagement ends before the work has
-- begun. Said once, here: browse, the offer, the applicants' page and the timers all count by it.
create view seats (project_id, given, taken) as
select a.project_id, count(*)::integer, (count(*) filter (where a.stage = 'accepted'))::integer
from applications a
where a.stage = 'offered'
    or (a.stage = 'accepted' and not exists (
        select 1 from engagements e
        where e.application_id = a.id and e.started_at is null
            and e.stage in ('cancelled', 'no_show_student', 'no_show_host', 'lapsed', 'terminated')))
group by a.project_id;
