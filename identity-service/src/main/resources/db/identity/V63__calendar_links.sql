-- Secret addresses under which calendar programs read shifts.

create table calendar_link (
  tenant_id      uuid not null references tenant,
  id             uuid not null,
  -- One of the two: the final shifts of a schedule, or those of a person on all schedules.
  schedule_id    uuid,
  user_id        uuid,
  -- Who made it; null when a key did.
  owner_id       uuid,
  label          text not null,
  masked_secret  text not null,
  -- SHA-256 of the secret: it has 238 random bits, so a plain hash cannot be turned back.
  hash           bytea not null,
  create_time    timestamptz not null,
  last_used_time timestamptz,
  revoke_time    timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, schedule_id) references schedule on delete cascade,
  foreign key (tenant_id, user_id) references person,
  foreign key (tenant_id, owner_id) references person,
  check ((schedule_id is null) <> (user_id is null))
);
create unique index calendar_link_hash on calendar_link (hash);
create index calendar_link_by_time on calendar_link (tenant_id, create_time desc, id desc);

call make_tenant_table('calendar_link');
call let_lookup_read('calendar_link', 'tenant_id, id, hash, schedule_id, user_id, owner_id, revoke_time');

-- Only while whoever made it, and whom it is about, is active.
create function calendar_link_of(secret_hash bytea)
returns table (tenant_id uuid, id uuid, schedule_id uuid, user_id uuid)
language sql stable
as $$
  select l.tenant_id, l.id, l.schedule_id, l.user_id
  from calendar_link l
  join tenant t on t.tenant_id = l.tenant_id
  where l.hash = secret_hash
    and l.revoke_time is null
    and t.delete_time is null
    and not exists (
      select from person p
      where p.tenant_id = l.tenant_id and p.id in (l.owner_id, l.user_id) and not p.active)
$$;
call make_lookup('calendar_link_of(bytea)');
