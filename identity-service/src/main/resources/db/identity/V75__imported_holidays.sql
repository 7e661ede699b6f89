-- Public holidays from imported calendars: their whole days.

create table calendar_feed_day (
  tenant_id uuid not null,
  feed_id   uuid not null,
  day       date not null,
  -- Titles of the events of that day.
  name      text not null,
  primary key (tenant_id, feed_id, day),
  foreign key (tenant_id, feed_id) references calendar_feed on delete cascade
);
call make_tenant_table('calendar_feed_day');

-- Events of the last good copy that are no whole days.
alter table calendar_feed add column timed_events integer not null default 0;

-- Either a region or a calendar, which is not deleted while it is attached.
alter table holiday_calendar add column feed_id uuid;
alter table holiday_calendar add constraint holiday_calendar_feed
  foreign key (tenant_id, feed_id) references calendar_feed;
alter table holiday_calendar add constraint holiday_calendar_source
  check ((feed_id is null) <> (region = ''));
create index holiday_calendar_by_feed on holiday_calendar (tenant_id, feed_id) where feed_id is not null;
