-- Filters of the catalogue are answered from this index alone: rows of projects are wide, and reading ten thousand of
-- them to keep a few took 60 ms on 100,000 projects.
create index projects_open_facets on projects (program_id, apply_by)
    include (category, place, hours_high, net_per_hour_cents, skills, published_at, id) where stage = 'published';
