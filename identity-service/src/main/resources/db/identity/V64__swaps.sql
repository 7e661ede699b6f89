-- What people should know, and shifts that change hands.

-- Which notices a person wants, as JSON: {"off": true, "kinds": [...]}.
alter table person add column notices text not null default '{}';

-- Told once by notification-service, which gets it from the queue.
create table notice (
  tenant_id   uuid not null,
  id          uuid not null,
  queue       text not null,
  state       text not null default 'pending',
  due_at      timestamptz not null,
  attempts    int not null default 0,
  fence       bigint not null default 0,
  last_error  text,
  created_at  timestamptz not null,
  finished_at timestamptz,
  user_id     uuid not null,
  kind        text not null,
  -- Times in these as <t:seconds>: they are told in the reader's zone.
  title       text not null,
  text        text not null,
  path        text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references person
);
call make_tenant_table('notice');
call make_queue('notice');

-- A swap is open while it is in the queue, from which it goes when it is answered, or at its start, when it expires.
create table shift_swap (
  tenant_id       uuid not null,
  id              uuid not null,
  queue           text not null,
  -- 'pending' (open), 'accepted', 'declined', 'cancelled', 'expired'.
  state           text not null,
  due_at          timestamptz not null,
  attempts        int not null default 0,
  fence           bigint not null default 0,
  last_error      text,
  created_at      timestamptz not null,
  finished_at     timestamptz,
  schedule_id     uuid not null,
  user_id         uuid not null,
  start_time      timestamptz not null,
  end_time        timestamptz not null check (end_time > start_time),
  -- Null: anybody of the schedule.
  asked_user_id   uuid,
  return_start    timestamptz,
  return_end      timestamptz check (return_end > return_start),
  note            text not null,
  taken_by        uuid,
  created_by      text not null,
  update_time     timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, schedule_id) references schedule on delete cascade,
  foreign key (tenant_id, user_id) references person,
  foreign key (tenant_id, asked_user_id) references person,
  foreign key (tenant_id, taken_by) references person
);
call make_tenant_table('shift_swap');
call make_queue('shift_swap');
create index shift_swap_by_schedule on shift_swap (tenant_id, schedule_id, id);
