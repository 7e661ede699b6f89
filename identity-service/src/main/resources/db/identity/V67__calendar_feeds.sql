-- Calendars of other programs whose events are shifts.

create table calendar_feed (
  tenant_id        uuid not null references tenant,
  id               uuid not null,
  name             text not null,
  -- The address, sealed by the key ring, for it may hold a secret; null for a calendar that was pasted.
  sealed_url       bytea,
  -- As much of it as may be seen.
  shown_url        text not null,
  time_zone        text not null,
  refresh_seconds  integer not null,
  -- The last good copy, and how the other side tells whether it has a newer one.
  content          text,
  etag             text not null default '',
  last_modified    text not null default '',
  calendar_name    text not null default '',
  -- A JSON array of texts.
  problems         text not null default '[]',
  attempt_time     timestamptz,
  success_time     timestamptz,
  error            text not null default '',
  create_time      timestamptz not null,
  update_time      timestamptz not null,
  -- When it is fetched again.
  queue            text not null,
  state            text not null default 'pending',
  due_at           timestamptz not null,
  attempts         integer not null default 0,
  fence            bigint not null default 0,
  last_error       text,
  created_at       timestamptz not null,
  finished_at      timestamptz,
  primary key (tenant_id, id),
  constraint calendar_feed_name unique (tenant_id, name)
);

-- The shifts of a calendar. What is over stays as it was, whatever the calendar says later.
create table calendar_feed_event (
  tenant_id  uuid not null,
  id         uuid not null,
  feed_id    uuid not null,
  start_time timestamptz not null,
  end_time   timestamptz not null check (end_time > start_time),
  summary    text not null,
  -- Who is on call by it, and names that are no user's.
  user_ids   uuid[] not null,
  unmapped   text[] not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, feed_id) references calendar_feed on delete cascade
);
create index calendar_feed_event_by_end on calendar_feed_event (tenant_id, feed_id, end_time);

call make_tenant_table('calendar_feed');
call make_tenant_table('calendar_feed_event');
call make_queue('calendar_feed');
call make_sealed('calendar_feed', 'sealed_url');
