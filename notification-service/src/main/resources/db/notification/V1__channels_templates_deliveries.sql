-- Ways out, how messages look, and their delivery.

-- A configured way out. Settings are JSON: what may be shown in the clear, the rest sealed by the key ring.
CREATE TABLE channel (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  disabled boolean NOT NULL DEFAULT false,
  is_default boolean NOT NULL DEFAULT false,
  default_address bytea,
  settings text NOT NULL,
  secrets bytea NOT NULL,
  rate double precision NOT NULL DEFAULT 0, -- messages a second; 0: as usual for its kind
  burst int NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX channel_name ON channel (tenant_id, lower(name));
CREATE UNIQUE INDEX channel_default ON channel (tenant_id, kind) WHERE is_default;
CALL make_tenant_table('channel');

-- A provider's callback names the channel alone.
CALL let_lookup_read('channel', 'tenant_id, id');
CREATE INDEX channel_id ON channel (id);
CREATE FUNCTION channel_tenant(channel uuid) RETURNS uuid LANGUAGE sql STABLE
  AS 'SELECT c.tenant_id FROM channel c WHERE c.id = $1 LIMIT 1';
CALL make_lookup('channel_tenant(uuid)');

CREATE TABLE template (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  channel_kind text NOT NULL,
  event_kind text NOT NULL,
  parts text NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX template_set ON template (tenant_id, lower(name), channel_kind, event_kind);
CREATE UNIQUE INDEX template_default ON template (tenant_id, channel_kind, event_kind) WHERE is_default;
CALL make_tenant_table('template');

-- What other services asked for, by their idempotency key, so that asking again changes nothing.
CREATE TABLE wish (
  tenant_id uuid NOT NULL,
  idempotency_key text NOT NULL,
  refused text NOT NULL DEFAULT '[]',
  cancelled int NOT NULL DEFAULT 0,
  revised int NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, idempotency_key)
);
CALL make_tenant_table('wish');

-- How far a group of alerts has come, as other services told; a resolved group takes no further page. What was queued
-- before "acknowledged_before" was answered: a group may be paged anew after a snooze, or by others.
CREATE TABLE group_state (
  tenant_id uuid NOT NULL,
  alert_group_id text NOT NULL,
  event_kind text NOT NULL,
  updated_at timestamptz NOT NULL,
  acknowledged_before timestamptz,
  PRIMARY KEY (tenant_id, alert_group_id)
);
CALL make_tenant_table('group_state');

-- One chain of attempts to hand a message to one address, or to revise one that was sent ("revises").
-- "tries" counts attempts; "attempts" of the queue counts claims, among them those that had to wait.
CREATE TABLE delivery (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  queue text NOT NULL,
  state text NOT NULL DEFAULT 'pending',
  due_at timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  fence bigint NOT NULL DEFAULT 0,
  last_error text,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  idempotency_key text NOT NULL,
  position int NOT NULL,
  event_kind text NOT NULL,
  channel_id uuid NOT NULL,
  address bytea NOT NULL,
  address_hash bytea NOT NULL,
  masked_address text NOT NULL,
  user_id text NOT NULL,
  alert_group_id text NOT NULL,
  template_id text NOT NULL,
  locale text NOT NULL DEFAULT '', -- which language its template is chosen by
  render_context jsonb NOT NULL,
  revises uuid,
  tries int NOT NULL DEFAULT 0,
  open_try int,
  cancel_requested boolean NOT NULL DEFAULT false,
  possible_repeat boolean NOT NULL DEFAULT false,
  held text NOT NULL DEFAULT '', -- why it waits although it is due
  sent_at timestamptz,
  provider_message_id text NOT NULL DEFAULT '',
  provider_place text NOT NULL DEFAULT '',
  shown_event text NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX delivery_wish ON delivery (tenant_id, idempotency_key, position);
CREATE INDEX delivery_group ON delivery (tenant_id, alert_group_id);
CREATE INDEX delivery_revises ON delivery (tenant_id, revises) WHERE revises IS NOT NULL;
CREATE INDEX delivery_place ON delivery (tenant_id, channel_id, address_hash) WHERE provider_place <> '';
CALL make_tenant_table('delivery');
CALL make_queue('delivery');

CREATE TABLE delivery_event (
  tenant_id uuid NOT NULL,
  delivery_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  detail text NOT NULL,
  PRIMARY KEY (tenant_id, delivery_id, id)
);
CALL make_tenant_table('delivery_event');

CALL make_sealed('channel', 'secrets');
CALL make_sealed('channel', 'default_address');
CALL make_sealed('delivery', 'address');
