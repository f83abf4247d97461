-- Staff may waive the limits on hours (Q05) for one project: who, when and why. The release before reads none of it.
alter table projects
    add column hours_waived_by uuid references people (id),
    add column hours_waived_at timestamptz,
    add column hours_waiver text,
    add constraint projects_hours_waiver_check
        check ((hours_waiver is null) = (hours_waived_at is null) and (hours_waiver is null) = (hours_waived_by is null));
