-- A student who has not said whether their work must be cleared is asked before the start, instead of counting as somebody
-- who needs no clearance.
alter table engagements drop constraint engagements_authorization_check;
alter table engagements add constraint engagements_authorization_check
    check (work_authorization in ('not_needed', 'unsaid', 'needed', 'cleared'));
alter table engagements drop constraint engagements_signed_check;
alter table engagements add constraint engagements_signed_check check (
    stage in ('onboarding', 'lapsed', 'cancelled', 'no_show_student', 'no_show_host')
    or (student_signed_at is not null and host_signed_at is not null and program_signed_at is not null
        and work_authorization not in ('unsaid', 'needed')));
