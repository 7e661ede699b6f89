-- What schedules say from some time on. A version is never changed; one that is not in force yet may be taken back.

create table schedule_version (
  tenant_id      uuid not null,
  id             uuid not null,
  schedule_id    uuid not null,
  version        integer not null check (version > 0),
  -- Null for the first one: it holds for all time before the second. Later versions have later times.
  effective_time timestamptz,
  author         text not null,
  note           text not null,
  create_time    timestamptz not null,
  -- The zone and the layers as JSON of tocsin.identity.v1.Schedule, of which nothing else is set.
  definition     text not null,
  -- Where turns that were kept go on, by layer: {"<layer id>": {"slot": 1, "at": "<an instant of its turn>"}}.
  anchors        text not null,
  -- Everybody with turns, and the imported calendars.
  people         uuid[] not null,
  feeds          uuid[] not null,
  primary key (tenant_id, id),
  constraint schedule_version_number unique (tenant_id, schedule_id, version),
  foreign key (tenant_id, schedule_id) references schedule on delete cascade
);
create index schedule_version_by_time on schedule_version (tenant_id, schedule_id, effective_time);
create index schedule_version_by_person on schedule_version using gin (people);

call make_tenant_table('schedule_version');
revoke update on schedule_version from tocsin_app;
