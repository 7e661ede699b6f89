-- Who exists: tenants, people, teams, keys, sessions, schedules, and the audit of every change.
--
-- tenant_id leads every primary key. What belongs to the installation (the signing keys) has the nil
-- UUID as its tenant. Roles are the numbers of tocsin.platform.v1.Role.

create table tenant (
  tenant_id   uuid primary key,
  name        text not null,
  slug        text not null,
  create_time timestamptz not null,
  update_time timestamptz not null,
  delete_time timestamptz
);
-- A deleted tenant frees its slug.
create unique index tenant_slug on tenant (slug) where delete_time is null;

create table person (
  tenant_id            uuid not null references tenant,
  id                   uuid not null,
  email                text not null,
  -- The address in lower case: what sign-in and uniqueness compare.
  email_key            text not null,
  name                 text not null,
  role                 smallint not null check (role between 1 and 5),
  time_zone            text not null,
  -- Empty: the tenant's.
  locale               text not null default '',
  -- Where pages go by severity, as JSON: [{"severities": [...], "kinds": [...]}].
  page_rules           text not null default '[]',
  active               boolean not null,
  -- Since when they are not; null while they are.
  deactivate_time      timestamptz,
  password_hash        text not null,
  must_change_password boolean not null,
  create_time          timestamptz not null,
  update_time          timestamptz not null,
  primary key (tenant_id, id),
  constraint person_email unique (tenant_id, email_key)
);
create index person_by_name on person (tenant_id, name, id);
create index person_by_email on person (email_key);

create table contact_method (
  tenant_id   uuid not null,
  id          uuid not null,
  user_id     uuid not null,
  kind        smallint not null,
  address     text not null,
  label       text not null,
  enabled     boolean not null,
  create_time timestamptz not null,
  -- When a code that was sent there came back.
  verified_time timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references person,
  constraint contact_method_address unique (tenant_id, user_id, kind, address)
);

create table team (
  tenant_id   uuid not null references tenant,
  id          uuid not null,
  name        text not null,
  description text not null,
  create_time timestamptz not null,
  update_time timestamptz not null,
  primary key (tenant_id, id),
  constraint team_name unique (tenant_id, name)
);

create table team_member (
  tenant_id uuid not null,
  team_id   uuid not null,
  user_id   uuid not null,
  -- Null: the person's role in the tenant.
  role      smallint check (role between 1 and 5),
  position  integer not null,
  primary key (tenant_id, team_id, user_id),
  foreign key (tenant_id, team_id) references team on delete cascade,
  foreign key (tenant_id, user_id) references person
);

create table api_key (
  tenant_id      uuid not null references tenant,
  id             uuid not null,
  description    text not null,
  role           smallint not null check (role between 1 and 5),
  scopes         text[] not null,
  masked_key     text not null,
  -- SHA-256 of the key: it has 238 random bits, so a plain hash cannot be turned back.
  hash           bytea not null,
  create_time    timestamptz not null,
  expire_time    timestamptz,
  last_used_time timestamptz,
  revoke_time    timestamptz,
  primary key (tenant_id, id)
);
create unique index api_key_hash on api_key (hash);

create table session (
  tenant_id    uuid not null,
  id           uuid not null,
  user_id      uuid not null,
  create_time  timestamptz not null,
  refresh_time timestamptz not null,
  expire_time  timestamptz not null,
  end_time     timestamptz,
  end_reason   text,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references person
);
create index session_by_user on session (tenant_id, user_id);

-- Every refresh token of a session, by its hash. One used twice ends the session.
create table session_token (
  tenant_id   uuid not null,
  hash        bytea not null,
  session_id  uuid not null,
  create_time timestamptz not null,
  use_time    timestamptz,
  primary key (tenant_id, hash),
  foreign key (tenant_id, session_id) references session on delete cascade
);
create unique index session_token_hash on session_token (hash);
create index session_token_by_session on session_token (tenant_id, session_id);

create table signing_key (
  tenant_id      uuid not null,
  id             uuid not null,
  public_key     bytea not null,
  -- The private key in PKCS#8, sealed by the key ring.
  sealed_private bytea not null,
  create_time    timestamptz not null,
  primary key (tenant_id, id)
);

create table schedule (
  tenant_id   uuid not null references tenant,
  id          uuid not null,
  name        text not null,
  description text not null,
  team_id     uuid,
  -- The number of the newest version there ever was: cancelled ones are not used again.
  last_version integer not null,
  create_time timestamptz not null,
  update_time timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, team_id) references team on delete set null (team_id),
  constraint schedule_name unique (tenant_id, name)
);

create table schedule_override (
  tenant_id   uuid not null,
  id          uuid not null,
  schedule_id uuid not null,
  -- Who is on call by it; null for the kinds that put nobody on call.
  user_id     uuid,
  start_time  timestamptz not null,
  end_time    timestamptz not null check (end_time > start_time),
  create_time timestamptz not null,
  -- Numbers of tocsin.identity.v1.OverrideKind, and of Duty: 0 when none was named.
  kind        smallint not null,
  duty        smallint not null,
  replaces_user_id uuid,
  layer_id    uuid,
  note        text not null,
  author      text not null,
  -- The swap that made it; null when none did.
  swap_id     uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, schedule_id) references schedule on delete cascade,
  foreign key (tenant_id, user_id) references person,
  foreign key (tenant_id, replaces_user_id) references person
);
create index schedule_override_by_start
  on schedule_override (tenant_id, schedule_id, start_time, id);
create index schedule_override_by_end on schedule_override (tenant_id, schedule_id, end_time);
create index schedule_override_by_user on schedule_override (tenant_id, user_id, end_time);

create table audit_event (
  tenant_id  uuid not null,
  id         uuid not null,
  time       timestamptz not null,
  actor      text not null,
  action     text not null,
  resource   text not null,
  detail     jsonb not null,
  request_id text not null,
  -- The transaction: below the oldest one still running, the order (xid, id) is final.
  xid        bigint not null default (pg_current_xact_id()::text::bigint),
  primary key (tenant_id, id)
);
create index audit_event_by_time on audit_event (tenant_id, time desc, id desc);
create index audit_event_order on audit_event (tenant_id, xid, id);

call make_tenant_table('tenant');
call make_tenant_table('person');
call make_tenant_table('contact_method');
call make_tenant_table('team');
call make_tenant_table('team_member');
call make_tenant_table('api_key');
call make_tenant_table('session');
call make_tenant_table('session_token');
call make_tenant_table('signing_key');
call make_tenant_table('schedule');
call make_tenant_table('schedule_override');
call make_tenant_table('audit_event');

-- History keeps these, and the audit log is only ever added to.
revoke delete on tenant, person, api_key, signing_key, audit_event from tocsin_app;
revoke update on signing_key, audit_event from tocsin_app;
call make_sealed('signing_key', 'sealed_private');

-- Look-ups before the tenant is known.
call let_lookup_read('tenant', 'tenant_id, name, slug, create_time, update_time, delete_time');
call let_lookup_read('person', 'tenant_id, id, email_key, active');
call let_lookup_read('api_key', 'tenant_id, id, hash, role, scopes, expire_time, revoke_time');
call let_lookup_read('session_token', 'tenant_id, hash, session_id');

create function tenants_after(after_slug text, most integer)
returns table (
  tenant_id uuid, name text, slug text, create_time timestamptz, update_time timestamptz)
language sql stable
as $$
  select t.tenant_id, t.name, t.slug, t.create_time, t.update_time
  from tenant t
  where t.delete_time is null and t.slug collate "C" > after_slug
  order by t.slug collate "C"
  limit most
$$;
call make_lookup('tenants_after(text, integer)');

-- At most two: with no tenant named, an address that belongs to two tenants opens neither.
create function sign_in_accounts(tenant_slug text, address text)
returns table (tenant_id uuid, user_id uuid)
language sql stable
as $$
  select p.tenant_id, p.id
  from person p
  join tenant t on t.tenant_id = p.tenant_id
  where p.email_key = address
    and p.active
    and t.delete_time is null
    and (tenant_slug = '' or t.slug = tenant_slug)
  limit 2
$$;
call make_lookup('sign_in_accounts(text, text)');

create function api_key_of(key_hash bytea, at timestamptz)
returns table (tenant_id uuid, id uuid, role smallint, scopes text[], expire_time timestamptz)
language sql stable
as $$
  select k.tenant_id, k.id, k.role, k.scopes, k.expire_time
  from api_key k
  join tenant t on t.tenant_id = k.tenant_id
  where k.hash = key_hash
    and k.revoke_time is null
    and (k.expire_time is null or k.expire_time > at)
    and t.delete_time is null
$$;
call make_lookup('api_key_of(bytea, timestamptz)');

create function session_of(token_hash bytea)
returns table (tenant_id uuid, session_id uuid)
language sql stable
as $$
  select s.tenant_id, s.session_id
  from session_token s
  join tenant t on t.tenant_id = s.tenant_id
  where s.hash = token_hash and t.delete_time is null
$$;
call make_lookup('session_of(bytea)');
