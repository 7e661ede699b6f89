-- Configured ticket systems. Secrets are sealed by the application's key ring.
CREATE TABLE ticket_provider (
  tenant_id      uuid        NOT NULL,
  id             uuid        NOT NULL,
  name           text        NOT NULL,
  type           text        NOT NULL,
  disabled       boolean     NOT NULL,
  settings       text        NOT NULL, -- what may be shown, as JSON
  sealed_secrets bytea       NOT NULL,
  mappings       text        NOT NULL, -- field mappings, as JSON
  created_at     timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX ticket_provider_name ON ticket_provider (tenant_id, name);
CALL make_tenant_table('ticket_provider');

-- A provider's callback names the provider alone.
CALL let_lookup_read('ticket_provider', 'tenant_id, id');
CREATE INDEX ticket_provider_id ON ticket_provider (id);
CREATE FUNCTION ticket_provider_tenant(provider uuid) RETURNS uuid LANGUAGE sql STABLE
  AS 'SELECT p.tenant_id FROM ticket_provider p WHERE p.id = $1 LIMIT 1';
CALL make_lookup('ticket_provider_tenant(uuid)');

-- Tickets. A row is its own queue entry: it is pending while it is not where it should be.
CREATE TABLE ticket (
  tenant_id   uuid        NOT NULL,
  id          uuid        NOT NULL,
  provider_id uuid        NOT NULL,
  group_id    uuid        NOT NULL,
  external_id text        NOT NULL DEFAULT '', -- what people call it
  external_ref text       NOT NULL DEFAULT '', -- the system's name that never changes
  provider_status text    NOT NULL DEFAULT '', -- the system's word for where it stands
  written_status text     NOT NULL DEFAULT '', -- where we moved it last
  undone_status text      NOT NULL DEFAULT '', -- where we had moved it before we put it back
  linked      boolean     NOT NULL DEFAULT false, -- was there before us
  gone        boolean     NOT NULL DEFAULT false, -- deleted at the system
  remark      text        NOT NULL DEFAULT '', -- what was not as it should be all the same
  synced_at   timestamptz,
  url         text        NOT NULL DEFAULT '',
  title       text        NOT NULL,
  context     jsonb       NOT NULL,
  applied     text        NOT NULL DEFAULT 'none', -- what the system has done last
  desired     text        NOT NULL,                -- where the ticket should be
  wished_at   timestamptz,                         -- when its group became so
  updated_at  timestamptz NOT NULL,
  queue       text        NOT NULL,
  state       text        NOT NULL DEFAULT 'pending', -- pending, in_step, dead
  due_at      timestamptz NOT NULL,
  attempts    int         NOT NULL DEFAULT 0,
  fence       bigint      NOT NULL DEFAULT 0,
  last_error  text,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
-- One ticket for each provider and group, whoever asks and how often.
CREATE UNIQUE INDEX ticket_once ON ticket (tenant_id, provider_id, group_id);
CREATE INDEX ticket_by_group ON ticket (tenant_id, group_id);
CREATE INDEX ticket_external ON ticket (tenant_id, provider_id, external_id) WHERE external_id <> '';
CREATE INDEX ticket_external_ref ON ticket (tenant_id, provider_id, external_ref) WHERE external_ref <> '';
CREATE INDEX ticket_newest ON ticket (tenant_id, created_at DESC, id DESC);
CALL make_tenant_table('ticket');
CALL make_queue('ticket');

CALL make_sealed('ticket_provider', 'sealed_secrets');
