-- When people are away, and whose public holidays are which.

create table time_off (
  tenant_id   uuid not null,
  id          uuid not null,
  user_id     uuid not null,
  start_time  timestamptz not null,
  end_time    timestamptz not null check (end_time > start_time),
  note        text not null,
  created_by  text not null,
  create_time timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references person
);
create index time_off_by_user on time_off (tenant_id, user_id, end_time);
create index time_off_by_start on time_off (tenant_id, start_time, id);

-- Of a person or of a schedule, one each.
create table holiday_calendar (
  tenant_id   uuid not null,
  id          uuid not null,
  user_id     uuid,
  schedule_id uuid,
  -- Country and region, as 'de-by'.
  region      text not null,
  created_by  text not null,
  create_time timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references person,
  foreign key (tenant_id, schedule_id) references schedule on delete cascade,
  constraint holiday_calendar_user unique (tenant_id, user_id),
  constraint holiday_calendar_schedule unique (tenant_id, schedule_id),
  check ((user_id is null) <> (schedule_id is null))
);

call make_tenant_table('time_off');
call make_tenant_table('holiday_calendar');
