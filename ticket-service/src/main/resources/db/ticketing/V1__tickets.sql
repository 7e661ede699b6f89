-- Configured ticket systems. Secrets are sealed by the application's key ring.
CREATE TABLE ticket_provider (
  tenant_id      uuid        NOT NULL,
  id             uuid        NOT NULL,
  name           text        NOT NULL,
  type           text        NOT NULL,
  disabled       boolean     NOT NULL,
  url            text        NOT NULL,
  sealed_secret  bytea       NOT NULL,
  sealed_headers bytea       NOT NULL,
  created_at     timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX ticket_provider_name ON ticket_provider (tenant_id, name);
CALL make_tenant_table('ticket_provider');

-- Tickets. A row is its own queue entry: it is pending while it is not where it should be.
CREATE TABLE ticket (
  tenant_id   uuid        NOT NULL,
  id          uuid        NOT NULL,
  provider_id uuid        NOT NULL,
  group_id    uuid        NOT NULL,
  external_id text        NOT NULL DEFAULT '',
  url         text        NOT NULL DEFAULT '',
  title       text        NOT NULL,
  context     jsonb       NOT NULL,
  applied     text        NOT NULL DEFAULT 'none', -- what the system has done last
  desired     text        NOT NULL,                -- where the ticket should be
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
CREATE INDEX ticket_newest ON ticket (tenant_id, created_at DESC, id DESC);
CALL make_tenant_table('ticket');
CALL make_queue('ticket');

CALL make_sealed('ticket_provider', 'sealed_secret');
CALL make_sealed('ticket_provider', 'sealed_headers');
