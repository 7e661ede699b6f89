-- alerting-service: what came in, where it goes, who is to be paged next.
-- Every primary key begins with the tenant. Row-level security is forced on every table for the application role; it is
-- switched on at the end of this file for all of them alike. States, severities and codes are text or small integers,
-- because their equality is leakproof and so may use an index under row-level security.

-- Configuration -------------------------------------------------------------------------------------------------------

-- Counts the changes of a tenant's integrations, routes and policies. Ingest compares it inside its transaction with the
-- version its compiled rules came from. No row means 0.
CREATE TABLE tenant_config (
  tenant_id      uuid   PRIMARY KEY,
  config_version bigint NOT NULL
);

CREATE TABLE integration (
  tenant_id  uuid        NOT NULL,
  id         uuid        NOT NULL,
  name       text        NOT NULL,
  source     text        NOT NULL,
  disabled   boolean     NOT NULL DEFAULT false,
  key_hash   bytea       NOT NULL, -- SHA-256 of the key; the key itself is nowhere
  masked_key text        NOT NULL,
  mapping    text, -- PayloadMapping in proto3 JSON; null: none
  rate_per_second double precision, -- null: the installation's
  rate_burst int,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name)
);
CREATE UNIQUE INDEX integration_key ON integration (key_hash);

CREATE TABLE escalation_policy (
  tenant_id           uuid        NOT NULL,
  id                  uuid        NOT NULL,
  name                text        NOT NULL,
  description         text        NOT NULL DEFAULT '',
  steps               jsonb       NOT NULL, -- array of PolicyStep in proto3 JSON
  repeat              int         NOT NULL DEFAULT 0,
  fallback_channel_id uuid,
  fallback_address    text,
  is_default          boolean     NOT NULL DEFAULT false,
  created_at          timestamptz NOT NULL,
  updated_at          timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name)
);
CREATE UNIQUE INDEX escalation_policy_default ON escalation_policy (tenant_id) WHERE is_default;

CREATE TABLE route (
  tenant_id          uuid        NOT NULL,
  id                 uuid        NOT NULL,
  name               text        NOT NULL,
  position           int         NOT NULL,
  condition          text        NOT NULL DEFAULT '', -- CEL
  goes_on            boolean     NOT NULL DEFAULT false, -- `continue` of the contract
  group_by           text[]      NOT NULL DEFAULT '{}',
  group_wait_ms      bigint      NOT NULL DEFAULT 0,
  suppress_hours     jsonb       NOT NULL DEFAULT '[]', -- [{start, end, weekdays, zone}]
  policy_id          uuid        NOT NULL,
  template_id        uuid,
  ticket_provider_id uuid,
  disabled           boolean     NOT NULL DEFAULT false,
  created_at         timestamptz NOT NULL,
  updated_at         timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, name),
  CONSTRAINT route_policy FOREIGN KEY (tenant_id, policy_id) REFERENCES escalation_policy (tenant_id, id)
);

CREATE FUNCTION bump_config_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO alerting.tenant_config AS c (tenant_id, config_version)
  VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD.tenant_id ELSE NEW.tenant_id END, 1)
  ON CONFLICT (tenant_id) DO UPDATE SET config_version = c.config_version + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER config_version AFTER INSERT OR UPDATE OR DELETE ON integration
  FOR EACH ROW EXECUTE FUNCTION bump_config_version();
CREATE TRIGGER config_version AFTER INSERT OR UPDATE OR DELETE ON escalation_policy
  FOR EACH ROW EXECUTE FUNCTION bump_config_version();
CREATE TRIGGER config_version AFTER INSERT OR UPDATE OR DELETE ON route
  FOR EACH ROW EXECUTE FUNCTION bump_config_version();

-- Alerts --------------------------------------------------------------------------------------------------------------

-- One deduplicated problem. Ids are UUIDv7, so the primary key is also the order of arrival.
CREATE TABLE alert (
  tenant_id            uuid        NOT NULL,
  id                   uuid        NOT NULL,
  group_id             uuid        NOT NULL,
  integration_id       uuid        NOT NULL,
  source               text        NOT NULL,
  fingerprint          text        NOT NULL,
  title                text        NOT NULL,
  severity             smallint    NOT NULL, -- number of the contract's Severity: 1 critical … 5 info
  state                text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'acknowledged', 'resolved')),
  labels               jsonb       NOT NULL,
  annotations          json        NOT NULL, -- only ever read whole
  source_url           text        NOT NULL DEFAULT '',
  occurrence_count     bigint      NOT NULL DEFAULT 1,
  started_at           timestamptz NOT NULL, -- the source's claim, of the first firing
  last_started_at      timestamptz NOT NULL, -- the same of the latest firing
  created_at           timestamptz NOT NULL, -- ours
  last_fired_at        timestamptz NOT NULL, -- ours
  acknowledged_at      timestamptz,
  acknowledged_by_kind text,
  acknowledged_by_id   text,
  resolved_at          timestamptz,
  resolved_by_kind     text,
  resolved_by_id       text,
  route_id             uuid,
  policy_id            uuid,
  decisions            json        NOT NULL, -- reasons of ingest in order: [{code, summary, facts}]
  PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX alert_open ON alert (tenant_id, fingerprint) WHERE state <> 'resolved';
-- Finds a firing that comes late: its source has said since that it is over.
CREATE INDEX alert_resolved ON alert (tenant_id, fingerprint, last_started_at) WHERE state = 'resolved';
-- Ids of groups are unique everywhere: the tenant in front would only make the index larger.
CREATE INDEX alert_by_group ON alert (group_id);

-- What pages and is acknowledged: the alerts of one route with the same group key.
CREATE TABLE alert_group (
  tenant_id            uuid        NOT NULL,
  id                   uuid        NOT NULL,
  state                text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'acknowledged', 'resolved')),
  group_key            text, -- null: a group for one alert alone
  route_id             uuid,
  policy_id            uuid, -- of the first chain; null: nobody is paged
  template_id          uuid,
  ticket_provider_id   uuid,
  created_at           timestamptz NOT NULL,
  acknowledged_at      timestamptz,
  acknowledged_by_kind text,
  acknowledged_by_id   text,
  resolved_at          timestamptz,
  resolved_by_kind     text,
  resolved_by_id       text,
  PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX alert_group_open_key ON alert_group (tenant_id, group_key)
  WHERE group_key IS NOT NULL AND state <> 'resolved';

-- One step of the escalation of a group: a row with a due time. Several chains of one group (routes with `continue`)
-- are told apart by their policy.
CREATE TABLE escalation_step (
  tenant_id   uuid        NOT NULL,
  id          uuid        NOT NULL,
  queue       text        NOT NULL DEFAULT 'step',
  state       text        NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'fired', 'cancelled', 'dead')),
  due_at      timestamptz NOT NULL,
  attempts    int         NOT NULL DEFAULT 0,
  fence       bigint      NOT NULL DEFAULT 0,
  last_error  text,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz,
  group_id    uuid        NOT NULL,
  policy_id   uuid        NOT NULL,
  route_id    uuid,
  template_id uuid,
  step_order  int         NOT NULL, -- position in the policy from 0; -1: the fallback
  round       int         NOT NULL DEFAULT 0,
  forced      boolean     NOT NULL DEFAULT false, -- a human asked for it
  fires_at    timestamptz NOT NULL, -- when it is meant to fire; due_at moves with leases and retries
  PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 85);
CREATE INDEX escalation_step_group ON escalation_step (group_id);

-- What happened after ingest, and why. What ingest decided is in alert.decisions; the timeline shows both.
CREATE TABLE timeline_event (
  tenant_id  uuid        NOT NULL,
  id         uuid        NOT NULL, -- UUIDv7: the order of events
  at         timestamptz NOT NULL,
  group_id   uuid        NOT NULL,
  alert_id   uuid, -- null: the whole group
  actor_kind text        NOT NULL,
  actor_id   text        NOT NULL,
  code       text        NOT NULL,
  summary    text        NOT NULL,
  facts      jsonb       NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX timeline_event_group ON timeline_event (tenant_id, group_id, id);

-- Calls to other services that a committed change has made necessary.
CREATE TABLE outbox (
  tenant_id       uuid        NOT NULL,
  id              uuid        NOT NULL,
  queue           text        NOT NULL, -- 'notification' | 'ticket'
  state           text        NOT NULL DEFAULT 'pending',
  due_at          timestamptz NOT NULL,
  attempts        int         NOT NULL DEFAULT 0,
  fence           bigint      NOT NULL DEFAULT 0,
  last_error      text,
  created_at      timestamptz NOT NULL,
  finished_at     timestamptz,
  idempotency_key text        NOT NULL,
  group_id        uuid        NOT NULL,
  kind            text        NOT NULL, -- what happened: 'ack', 'resolve', 'note', 'open_ticket'
  payload         jsonb       NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, idempotency_key)
) WITH (fillfactor = 85);

-- Answers to requests that carried an Idempotency-Key, kept for a day.
CREATE TABLE ingest_answer (
  tenant_id       uuid        NOT NULL,
  integration_id  uuid        NOT NULL,
  idempotency_key text        NOT NULL,
  body_hash       bytea       NOT NULL,
  answer          jsonb,
  created_at      timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, integration_id, idempotency_key)
);
CREATE INDEX ingest_answer_age ON ingest_answer (tenant_id, created_at);

-- Rights ---------------------------------------------------------------------------------------------------------------

CALL make_tenant_table('tenant_config');
CALL make_tenant_table('integration');
CALL make_tenant_table('escalation_policy');
CALL make_tenant_table('route');
CALL make_tenant_table('alert');
CALL make_tenant_table('alert_group');
CALL make_tenant_table('escalation_step');
CALL make_tenant_table('timeline_event');
CALL make_tenant_table('outbox');
CALL make_tenant_table('ingest_answer');

CALL make_queue('escalation_step');
CALL make_queue('outbox');

-- Whose key it is: the only question that is answered before a tenant is known.
CALL let_lookup_read('integration', 'tenant_id, id, key_hash');
CREATE FUNCTION integration_by_key(hash bytea) RETURNS TABLE (tenant_id uuid, id uuid)
  LANGUAGE sql STABLE AS
$$ SELECT i.tenant_id, i.id FROM integration i WHERE i.key_hash = hash $$;
CALL make_lookup('integration_by_key(bytea)');
